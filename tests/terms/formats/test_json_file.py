import pytest
from duizhao.terms.formats.json_file import concept_from
from duizhao.terms.glossary import Concept, Example, Term, record_of


def test_everything_comes_back():
    concept = Concept(
        "c1",
        (Term("审议", "zh", frequency=3), Term("review", "en", "accepted", "short", "noun", True, "note", "UNTERM", 2)),
        domain="law",
        definition="d",
        note="n",
        source="s",
        date="2021-06-30",
        status="candidate",
        frequency=5,
        documents=2,
        score=0.5,
        examples=(Example("p1", "审议", ""),),
    )
    assert concept_from(record_of(concept)) == concept


@pytest.mark.parametrize(
    ("record", "says"),
    [
        ({"id": "a", "terms": [{"text": "x", "language": "fr"}]}, "language"),
        ({"id": "a", "terms": [{"text": 5, "language": "zh"}]}, "text"),
        ({"id": "a", "terms": "x"}, "terms"),
        ({"id": "a", "terms": [], "colour": "red"}, "colour"),
        ({"id": "a", "terms": [], "status": "maybe"}, "maybe"),
        ({"terms": []}, "id"),
        (5, "not a JSON object"),
        ({"id": "a", "terms": [], "frequency": "3"}, "frequency"),
    ],
)
def test_bad_records_say_what_is_wrong(record, says):
    with pytest.raises(ValueError, match=says):
        concept_from(record)
