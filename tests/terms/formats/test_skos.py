import sys

import pytest
from duizhao.errors import DuizhaoError
from duizhao.terms.formats.registry import read_glossary

pytest.importorskip("pyoxigraph", reason="SKOS is an extra: pip install 'duizhao[skos]'")

SKOS = """\
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@base <http://metadata.un.org/> .
# a comment
<thesaurus/1000003> a skos:Concept ;
    skos:prefLabel "ABDUCTION"@en, "绑架"@zh, "ENLÈVEMENT"@fr ;
    skos:altLabel "KIDNAPPING"@en ;
    skos:scopeNote \"\"\"Taking
"away" \\u4EBA\"\"\"@en ;
    skos:broader [ a skos:Concept ; skos:member ( 1 2.5 ) ] ;
    dcterms:modified "2021-01-05T10:00:00Z"^^<http://www.w3.org/2001/XMLSchema#dateTime> .
"""


def test_a_vocabulary(tmp_path):
    (tmp_path / "g.ttl").write_text(SKOS, encoding="utf-8")
    glossary = read_glossary(tmp_path / "g.ttl")
    [concept] = glossary
    assert concept.id == "1000003"
    assert [(t.text, t.status) for t in concept.terms] == [
        ("绑架", "preferred"),
        ("ABDUCTION", "preferred"),
        ("KIDNAPPING", "accepted"),
    ]
    assert concept.note == 'Taking\n"away" 人'
    assert concept.date == "2021-01-05"
    assert glossary.warnings == ("labels in other languages: left out, 1 times",)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("@prefix x: <http://x/> .\nx:a x:b ]] .", "g.ttl:2: is not Turtle"),
        ("[" * 100_000, "is not Turtle"),
        ("<http://x/a> <http://x/b> " + "(" * 100_000, "is not Turtle"),
        ("<http://x/a> <http://x/b> <http://x/c> .", "no SKOS"),
        ("\x00", "is not Turtle"),
        ("", "no SKOS"),
    ],
    ids=range(6),
)
def test_a_hostile_file_is_one_line(tmp_path, text, says):
    path = tmp_path / "g.ttl"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(DuizhaoError, match=says) as caught:
        read_glossary(path)
    assert "\n" not in str(caught.value)
    assert len(str(caught.value)) < 400


def test_without_the_extra_the_message_says_what_to_install(tmp_path, monkeypatch):
    (tmp_path / "g.ttl").touch()
    monkeypatch.setitem(sys.modules, "pyoxigraph", None)
    with pytest.raises(DuizhaoError, match=r"duizhao\[skos\]"):
        read_glossary(tmp_path / "g.ttl")


def test_a_missing_file_is_one_line(tmp_path):
    with pytest.raises(DuizhaoError, match="no such file"):
        read_glossary(tmp_path / "none.ttl")
