"""Every check fires on one small glossary, and on none of the others' clean ones."""

import pytest
from duizhao.terms.glossary import Concept, Glossary, Term
from duizhao.terms.validation import CHECKS, validate


def pair(id="1", zh="条约", en="treaty", *more):
    return Concept(id, (Term(zh, "zh"), Term(en, "en"), *more))


FIRES = {
    "E101": [Concept("1", (Term("条约", "zh"),))],
    "E102": [pair("1"), pair("2", "條約", "Treaty")],
    "E103": [pair("1", "条约", "treaty", Term("treaty", "en", "forbidden"))],
    "E104": [
        pair("1", "条约", "treaty", Term("pact", "en", "forbidden")),
        pair("2", "条约", "pact", Term("treaty", "en")),
    ],
    "W201": [pair("1"), pair("2", "条约", "pact")],
    "W202": [pair("1", "条约", "treaty", Term("pact", "en"))],
    "W301": [pair("1", "条约", "条约treaty")],
    "W302": [pair("1", "条约", "treaty  body")],
    "W303": [pair("1", "条约", "treaty (body")],
}


def test_every_check_has_a_case():
    assert list(FIRES) == list(CHECKS)


@pytest.mark.parametrize("code", CHECKS)
def test_a_check_fires(code):
    assert code in [problem.code for problem in validate(Glossary(FIRES[code]))]


def test_a_clean_glossary_has_no_problem(glossary):
    assert validate(glossary) == []


def test_errors_are_told_from_warnings():
    [problem] = validate(Glossary(FIRES["W302"]))
    assert not problem.is_error
    assert problem.id == "1"
