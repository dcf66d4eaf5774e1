"""Languages that are neither Chinese nor English, told by their letters or by their commonest words.

Any other is told by what it lacks: no English text of some length is without the words of English grammar.
"""

import regex

_SAMPLE = 200_000  # characters from which a text's language is told
_KANA = regex.compile(r"[\p{Hiragana}\p{Katakana}]")
_HAN = regex.compile(r"\p{Han}")
_LATIN = regex.compile(r"\p{Latin}")
# the commonest language of UN documents in each of these scripts stands for all that are written in it
_SCRIPTS = {
    "Arabic": regex.compile(r"\p{Arabic}"),
    "Russian": regex.compile(r"\p{Cyrillic}"),
    "Korean": regex.compile(r"\p{Hangul}"),
}
_WORD = regex.compile(r"\p{L}+")
# words of English grammar that are hardly words of another language
_ENGLISH = frozenset(
    "the of and that with this are from which shall not or have has by their been its was is".split()  # noqa: SIM905
)
# words of running text: names and titles begin with capitals; parts of addresses and codes are no words
_PLAIN_WORD = regex.compile(r"(?<![\p{L}'’.@/-])\p{Ll}{2,}(?![\p{L}@/])")
_LINE_OR_CELL = regex.compile(r"[\n|]")
# the commonest words of each that are no English words
_WORDS = {
    "French": frozenset("le la les des du et une dans pour que qui sur par au aux est leur ces cette il".split()),  # noqa: SIM905
    "Spanish": frozenset("el los las del y que en por para una con su sus se al lo es como".split()),  # noqa: SIM905
    "Portuguese": frozenset("os da dos das em um uma para com que não por ao pela pelo na nas e".split()),  # noqa: SIM905
    "German": frozenset("der die das und den dem des ein eine zu mit auf für ist im nicht von auch werden".split()),  # noqa: SIM905
    "Italian": frozenset("il gli della delle dei del di che per con una nel nella sono alla non e".split()),  # noqa: SIM905
    "Dutch": frozenset("het een van en dat zijn met voor niet op te aan door deze worden".split()),  # noqa: SIM905
}
OTHER_LANGUAGES = ("Japanese", *_SCRIPTS, *_WORDS)
# Far from both: of the 20,049 lines of Chinese and English UN texts and treaties, tried one by one, none is taken for
# another language. A text with less than these is too short to tell.
_FEWEST_KANA, _FEWEST_LETTERS, _FEWEST_WORDS = 8, 20, 5
_HAN_FOR_KANA = 4  # Japanese prose has about as much of each
_LATIN_FOR_HAN = 6  # as in `script.detect_language`: with more Han than this it is Chinese
_SHARE = 0.2  # of all words; these make 30 to 45 % of a text in their language
_FOR_ENGLISH = 4  # of these words for each English one
# Words of English grammar make up 22 % of the plain words of 150 manual pages in English, 6 % at the least; of 2,044
# sentences of UN texts with 20 such words and more, one has 3 %, none has none. In pages in 16 other languages that
# are translated throughout they make up 0 to 2 %.
_FEWEST_PLAIN_WORDS = 20
_LEAST_ENGLISH = 0.025
_SHORTEST_LINE = 5  # plain words; what stands in shorter lines is a list or a table, which may have no grammar


def other_language(text: str) -> str:
    """Return the English name of the language that a text looks to be in; empty where it may be Chinese or English.

    Example:
        >>> other_language("Les États parties prennent des mesures pour les femmes et les enfants.")
        'French'
    """
    sample = text[:_SAMPLE]
    kana, han, latin = (len(pattern.findall(sample)) for pattern in (_KANA, _HAN, _LATIN))
    if kana >= _FEWEST_KANA and kana * _HAN_FOR_KANA >= han and kana >= latin:
        return "Japanese"
    for name, letters in _SCRIPTS.items():
        if (count := len(letters.findall(sample))) >= _FEWEST_LETTERS and count > 2 * (latin + 3 * han):
            return name
    if han * _LATIN_FOR_HAN >= latin:
        return ""
    words = _WORD.findall(sample.lower())
    english = sum(word in _ENGLISH for word in words)
    found, name = max((sum(word in common for word in words), name) for name, common in _WORDS.items())
    return name if found >= max(_FEWEST_WORDS, _SHARE * len(words), _FOR_ENGLISH * english) else ""


def may_be_english(text: str) -> bool:
    """Return whether a text in Latin letters has the words that no English text goes without, or is too short to tell.

    Example:
        >>> may_be_english("Kurul raporu kabul etti ve bütün üyelere gönderilmesine karar verdi. " * 3)
        False
    """
    lines = map(_PLAIN_WORD.findall, _LINE_OR_CELL.split(text[:_SAMPLE]))
    words = [word for line in lines if len(line) >= _SHORTEST_LINE for word in line]
    return len(words) < _FEWEST_PLAIN_WORDS or sum(word in _ENGLISH for word in words) >= _LEAST_ENGLISH * len(words)
