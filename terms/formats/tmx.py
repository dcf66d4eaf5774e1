"""TMX as a glossary: memories of terms, a unit a concept."""

from pathlib import Path

from ...i18n import _
from ..glossary import Concept, Glossary, Term, concept_id

# units with a side longer than this are sentences
LONGEST_TERM = 120


def read_tmx_terms(path: str | Path) -> Glossary:
    """Return the short units of a TMX file as concepts; units that are sentences are counted and left out.

    Raises:
        DuizhaoError: The file is no TMX, or has no unit in Chinese and English.
    """
    from ...tmx.bitexts import read_tmx

    bitext = read_tmx(path)
    concepts: dict[str, Concept] = {}
    long = twice = 0
    for pair in bitext.matched:
        id = concept_id(pair.zh, pair.en)
        if max(len(pair.zh), len(pair.en)) > LONGEST_TERM:
            long += 1
        elif id in concepts:
            twice += 1
        else:
            terms = (Term(pair.zh, "zh"), Term(pair.en, "en"))
            concepts[id] = Concept(id, terms, note=pair.note, source=bitext.symbol, date=bitext.date)
    warnings = list(bitext.warnings)
    if bitext.unaligned:
        warnings.append(_("units in one language: left out, {count}").format(count=len(bitext.unaligned)))
    if long:
        warnings.append(_("units longer than a term: left out, {count}").format(count=long))
    if twice:
        warnings.append(_("repeated units: left out, {count}").format(count=twice))
    return Glossary(concepts.values(), name=Path(path).name, warnings=warnings)
