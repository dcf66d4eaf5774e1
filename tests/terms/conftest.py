# ruff: noqa: E501 (a table keeps a row a line)
"""A small glossary in UN style, the size of a test."""

import pytest
from duizhao.terms.formats.glossary_table import table_concepts
from duizhao.terms.glossary import Glossary
from duizhao.tmx.formats.table_files import open_table

TABLE = """\
zh\ten\tzh_variants\ten_variants\tacronym\tpos\tdomain\tnote\tsource\tstatus
联合国人权事务高级专员办事处\tOffice of the United Nations High Commissioner for Human Rights\t人权高专办\t\tOHCHR\tnoun\tbodies\tShort form after first mention\tUNTERM\tapproved
普遍定期审议\tuniversal periodic review\t\t!general periodic review\tUPR\tnoun\thuman rights\t\tUNTERM\tapproved
重建得更好\tbuild back better\t更好地重建\t\t\tphrase\tdevelopment\t\tA/RES/74/4\tapproved
不让任何一个人掉队\tleave no one behind\t\tleaving no one behind\t\tphrase\tdevelopment\t\tA/RES/70/1\tapproved
缔约国\tState party\t\t\t\tnoun\ttreaties\t\t\tapproved
人权维护者\thuman rights defender\t!人权捍卫者\t\t\tnoun\thuman rights\t\t\tapproved
人权理事会\tHuman Rights Council\t\t\tHRC\tnoun\tbodies\t\t\tapproved
人权\thuman rights\t\t\t\tnoun\thuman rights\t\t\tapproved
国家人权机构\tnational human rights institution\t\t\tNHRI\tnoun\thuman rights\t\t\tapproved
世界卫生组织\tWorld Health Organization\t世卫组织\t\tWHO\tnoun\tbodies\t\t\tapproved
积分\tintegral\t\t\t\tnoun\tscience\t\t\tcandidate
"""


@pytest.fixture
def table() -> str:
    """The table the glossary was read from."""
    return TABLE


@pytest.fixture
def glossary() -> Glossary:
    """Eleven concepts."""
    return Glossary(table_concepts(open_table(TABLE.encode()).rows, file="test.tsv"), name="test.tsv")
