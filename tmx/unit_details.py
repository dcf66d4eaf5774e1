"""All that a unit has beside its id, its Chinese and its English, as plain data for JSON.

JSON lines, Parquet and the memory's database keep it in this one form; what is empty is left out::

    {"variants": [{"language": "zh-CN"}, {"language": "en-US", "markup": "a <hi>b</hi>", "props": [["x-a", "b"]]}],
     "props": [["x-kind", "paragraph"]], "notes": [["see 2", "en"]], "attributes": [["creationid", "ANNA"]]}
"""

from typing import Any

from .model import Note, Prop, Unit, Variant, markup_text, primary


def details_of(unit: Unit) -> dict[str, Any]:
    """Return what a unit has beside its id, its Chinese and its English."""
    variants = [_variant(unit, variant) for variant in unit.variants]
    return {"variants": variants, **_groups(unit)}


def unit_of_details(tuid: str, zh: str, en: str, details: dict[str, Any], line: int = 0) -> Unit:
    """Return the unit again.

    Raises:
        KeyError, TypeError, ValueError, AttributeError: The details are none.
    """
    texts = {"zh": zh, "en": en}
    variants = []
    for each in details["variants"]:
        language = str(each["language"])
        text = str(each["text"] if "text" in each else texts.pop(primary(language), ""))
        markup = str(each.get("markup", ""))
        markup = markup if markup and markup_text(markup) == text else ""  # the text may have been changed
        variants.append(Variant(language, text, markup, *_read_groups(each)))
    attributes, props, notes = _read_groups(details)
    return Unit(tuid, tuple(variants), props, notes, attributes, line)


def _variant(unit: Unit, variant: Variant) -> dict[str, Any]:
    """Return a variant; its text only where it is not the unit's Chinese or English."""
    language = primary(variant.language)
    known = language in ("zh", "en") and unit.variant_in(language) is variant
    data: dict[str, Any] = {"language": variant.language}
    if not known:
        data["text"] = variant.text
    if variant.markup:
        data["markup"] = variant.markup
    return data | _groups(variant)


def _groups(part: Unit | Variant) -> dict[str, Any]:
    """Return the attributes, props and notes of a unit or variant, empty languages left out."""
    found = {}
    if part.attributes:
        found["attributes"] = [list(one) for one in part.attributes]
    if part.props:
        found["props"] = [list(one if one.language else one[:2]) for one in part.props]
    if part.notes:
        found["notes"] = [list(one if one.language else one[:1]) for one in part.notes]
    return found


def _read_groups(data: dict[str, Any]) -> tuple[Any, ...]:
    attributes = tuple((str(name), str(value)) for name, value in data.get("attributes", ()))
    props = tuple(Prop(*map(str, values)) for values in data.get("props", ()))
    return attributes, props, tuple(Note(*map(str, values)) for values in data.get("notes", ()))
