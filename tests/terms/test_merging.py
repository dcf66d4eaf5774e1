from duizhao.terms.glossary import Concept, Glossary, Term
from duizhao.terms.merging import changes, conflicts, difference, merge


def concept(id, zh, *english, **more):
    terms = [Term(zh, "zh"), *(Term(text, "en", "accepted" if n else "preferred") for n, text in enumerate(english))]
    return Concept(id, tuple(terms), **more)


def test_one_concept_in_two_files_becomes_one_with_all_terms():
    merged = merge(
        [
            Glossary([concept("1", "缔约国", "State party", source="UNTERM", frequency=2)]),
            Glossary([concept("9", "締約國", "State Party", "party", domain="law", frequency=3)]),
        ]
    )
    [one] = merged.glossary
    assert (one.id, one.source, one.domain, one.frequency) == ("1", "UNTERM", "law", 5)
    assert [(t.text, t.status) for t in one.en] == [
        ("State party", "preferred"),
        ("State Party", "accepted"),
        ("party", "accepted"),
    ]
    assert merged.joined == 1
    assert merged.conflicts == ()


def test_the_same_chinese_with_other_english_is_a_conflict_and_stays():
    merged = merge([Glossary([concept("1", "审议", "review")]), Glossary([concept("1", "审议", "consideration")])])
    assert [each.id for each in merged.glossary] == ["1", "1-2"]
    [conflict] = merged.conflicts
    assert (conflict.zh, [each.id for each in conflict.concepts]) == ("审议", ["1", "1-2"])


def test_a_forbidden_term_makes_no_conflict():
    forbidden = Concept("2", (Term("普遍审议", "zh"), Term("审议", "zh", "forbidden"), Term("universal review", "en")))
    assert conflicts(Glossary([concept("1", "审议", "review"), forbidden])) == ()


def test_what_changed():
    old = Glossary([concept("1", "缔约国", "State party"), concept("2", "条约", "treaty")])
    new = Glossary([concept("1", "缔约国", "State party", "party"), concept("3", "公约", "convention")])
    found = difference(old, new)
    assert [each.id for each in found.added] == ["3"]
    assert [each.id for each in found.removed] == ["2"]
    [(before, after)] = found.changed
    assert list(changes(before, after)) == ["+ en party (accepted)"]


def test_concepts_are_the_same_by_their_terms_where_ids_differ():
    found = difference(Glossary([concept("1", "条约", "treaty")]), Glossary([concept("x", "条约", "treaty")]))
    assert (found.added, found.removed, found.changed) == ((), (), ())
