"""Signs of the fonts Symbol and Wingdings as Unicode: what their codes print, which name other characters elsewhere.

Symbol: Adobe's Symbol encoding to Unicode (unicode.org, VENDORS/ADOBE/symbol.txt), its pieces of brackets included; its
Greek Delta, Omega and mu are letters here. Wingdings: the signs that Unicode names after them (L2/12-368), of those the
ones that stand in texts; a box for a tick is U+2610 in each.
"""

UNKNOWN = "□"  # printed for a sign that no table has, so that its place is seen
_PRIVATE = 0xF000  # Word keeps the codes of such fonts from here on
_FIRST, _LAST = 0x20, 0xFF


def _row(first: int, signs: str) -> dict[int, str]:
    """Return code -> sign for a row of codes; those that print nothing stand as blanks in it."""
    return {code: sign for code, sign in enumerate(signs, first) if sign != " "}


_SYMBOL = {
    0x20: " ",
    **_row(0x21, "!∀#∃%&∋()∗+,−./0123456789:;<=>?"),
    **_row(0x40, "≅ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ[∴]⊥_"),
    **_row(0x61, "αβχδεφγηιϕκλμνοπθρστυϖωξψζ{|}∼"),
    **_row(0xA0, "€ϒ′≤⁄∞ƒ♣♦♥♠↔←↑→↓°±″≥×∝∂•÷≠≡≈…⏐⎯↵"),
    **_row(0xC0, "ℵℑℜ℘⊗⊕∅∩∪⊃⊇⊄⊂⊆∈∉∠∇®©™∏√⋅¬∧∨⇔⇐⇑⇒⇓"),
    **_row(0xE0, "◊⟨®©™∑⎛⎜⎝⎡⎢⎣⎧⎨⎩⎪ ⟩∫⌠⎮⌡⎞⎟⎠⎤⎥⎦⎫⎬⎭"),
}
_WINGDINGS = {
    0x20: " ",
    0x22: "✂", 0x28: "☎", 0x2A: "✉", 0x36: "⌛", 0x3F: "✍", 0x41: "✌", 0x45: "☜", 0x46: "☞", 0x47: "☝", 0x48: "☟",
    0x4A: "☺", 0x4C: "☹", 0x52: "☼", 0x54: "❄", 0x58: "✠",
    **_row(0x6C, "●❍■☐ ❑❒⬧⧫◆❖⬥⌧"),
    **_row(0x80, "⓪①②③④⑤⑥⑦⑧⑨⑩⓿❶❷❸❹❺❻❼❽❾❿"),
    0x9E: "·", 0x9F: "•", 0xA1: "○", 0xA4: "◉", 0xA5: "◎", 0xA7: "▪", 0xA8: "☐", 0xAB: "★", 0xD8: "➢",
    **_row(0xDF, "←→↑↓↖↗↙↘"),
    0xE8: "➔", 0xEF: "⇦", 0xF0: "⇨", 0xF1: "⇧", 0xF2: "⇩",
    **_row(0xFB, "✗✓☒☑"),
}  # fmt: skip
_WINGDINGS_2 = {
    0x20: " ",
    **_row(0x4F, "✗✓☒☑☒☒"),
    **_row(0x69, "⓪①②③④⑤⑥⑦⑧⑨⑩⓿❶❷❸❹❺❻❼❽❾❿"),
    0x97: "●", 0xA2: "■", 0xA3: "☐",
}  # fmt: skip
_WEBDINGS = {0x20: " ", **_row(0x33, "◀▶▲▼"), 0x61: "✓", 0x63: "☐", 0x67: "■", 0x6E: "●", 0x72: "✗"}
_FONTS = {"symbol": _SYMBOL, "wingdings": _WINGDINGS, "wingdings 2": _WINGDINGS_2, "webdings": _WEBDINGS}
_WITHOUT_TABLE = frozenset({"wingdings 3", "zapfdingbats", "marlett"})


def is_symbol_font(font: str) -> bool:
    """Whether the codes of a font print signs, whatever characters they are elsewhere."""
    return font.lower() in _FONTS or font.lower() in _WITHOUT_TABLE


def in_unicode(text: str, font: str) -> str:
    """Return a text in a symbol font as the signs that are printed; `UNKNOWN` for each that no table has.

    Args:
        text: The text as it stands in the file, in codes of the font or in those that Word keeps for it.
        font: The font's name. The text of any other font stays as it is.

    Example:
        >>> in_unicode("\\uf0b3", "Symbol"), in_unicode("m", "Symbol"), in_unicode("\\uf0fe", "Wingdings")
        ('≥', 'μ', '☑')
    """
    if not is_symbol_font(font):
        return text
    table = _FONTS.get(font.lower(), {})
    return "".join(_sign(character, table) for character in text)


def sign(character: str, font: str) -> str:
    """Return one character that Word set from a font as a sign: private codes of fonts without a table are unknown."""
    private = _PRIVATE <= ord(character or " ") <= _PRIVATE + _LAST
    return in_unicode(character, font) if is_symbol_font(font) or not private else UNKNOWN


def _sign(character: str, table: dict[int, str]) -> str:
    code = ord(character)
    if _PRIVATE + _FIRST <= code <= _PRIVATE + _LAST:
        code -= _PRIVATE
    return table.get(code, UNKNOWN) if _FIRST <= code <= _LAST else character
