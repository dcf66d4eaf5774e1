"""Click commands, one module a group: parse, call one library function, print."""

# name -> first line of its help: told here, so that no command is imported before it is needed
COMMANDS = {
    "align": "Align a Chinese document with its English version: TMX, TSV, XLSX, HTML.",
    "demo": "Align the sample that ships, to see what comes out.",
    "fetch": "Download official documents by symbol, in Chinese and English.",
    "evaluate": "Evaluate an alignment against a gold standard: precision, recall and F1, and where it errs.",
    "tmx": "Translation memories as files: check, count, clean, merge, split, filter, compare, convert.",
    "tm": "A memory to search: import, exact and fuzzy search, concordance, pretranslation.",
    "term": "Look a term up, in Chinese or English, with its renderings in context.",
    "terms": "Glossaries: extract, convert, merge, check, count, compare, look up.",
    "qa": "Check a translation for over twenty kinds of faults, from numbers and dates to terms and omissions.",
    "score": "Score a translation against the official version: BLEU, chrF, TER.",
}
