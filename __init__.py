"""Chinese United Nations documents beside their English versions: alignment, memories, terms, checks.

What ``dir(duizhao)`` lists is the whole public interface, described in ``docs/python.md``. A name is loaded when it is
first used, so that importing the package costs nothing.

Example:
    >>> import duizhao as dz
    >>> zh, en = dz.read_sample()
    >>> bitext = dz.align_documents(zh, en)
    >>> dz.write(bitext, "out.tmx")
"""

from importlib import import_module as _import_module
from typing import TYPE_CHECKING as _TYPE_CHECKING

if _TYPE_CHECKING:
    from . import align, corpora, language, memory, qa, terms, tmx
    from .align.bitext import Bitext, Pair
    from .align.blocks.aligner import BlockOptions
    from .align.documents import align_documents, align_files
    from .align.encoders.encoder import Encoder
    from .align.sentences.aligner import SentenceOptions, align_sentences
    from .align.sentences.beads import Bead
    from .corpora.document import Block, Document
    from .corpora.reading import read
    from .corpora.sample import read_sample
    from .corpora.structure.building import StructureOptions
    from .errors import DuizhaoError
    from .language.segmentation import split_sentences
    from .memory.importing import ImportReport, import_files
    from .memory.memory import Hit, Memory, open_memory
    from .qa.finding import Finding
    from .qa.runner import CheckResult, check
    from .qa.settings import Settings
    from .terms.extraction.candidates import Candidate, extract_terms
    from .terms.formats.registry import load_glossary
    from .terms.glossary import Concept, Glossary, Term
    from .terms.lookup import Answer, look_up
    from .tmx.bitexts import read_tmx
    from .tmx.formats.bitext_files import write

__version__ = "0.1.0"

# where each public name lives: numpy and lxml would otherwise slow every start of the command line
_HOMES = {
    "align.bitext": ("Bitext", "Pair"),
    "align.blocks.aligner": ("BlockOptions",),
    "align.documents": ("align_documents", "align_files"),
    "align.encoders.encoder": ("Encoder",),
    "align.sentences.aligner": ("SentenceOptions", "align_sentences"),
    "align.sentences.beads": ("Bead",),
    "corpora.document": ("Block", "Document"),
    "corpora.reading": ("read",),
    "corpora.sample": ("read_sample",),
    "corpora.structure.building": ("StructureOptions",),
    "errors": ("DuizhaoError",),
    "language.segmentation": ("split_sentences",),
    "memory.importing": ("ImportReport", "import_files"),
    "memory.memory": ("Hit", "Memory", "open_memory"),
    "qa.finding": ("Finding",),
    "qa.runner": ("CheckResult", "check"),
    "qa.settings": ("Settings",),
    "terms.extraction.candidates": ("Candidate", "extract_terms"),
    "terms.formats.registry": ("load_glossary",),
    "terms.glossary": ("Concept", "Glossary", "Term"),
    "terms.lookup": ("Answer", "look_up"),
    "tmx.bitexts": ("read_tmx",),
    "tmx.formats.bitext_files": ("write",),
}
_MODULE_OF = {name: home for home, names in _HOMES.items() for name in names}
_ROOMS = ("align", "corpora", "language", "memory", "qa", "terms", "tmx")

__all__ = [
    "Answer",
    "Bead",
    "Bitext",
    "Block",
    "BlockOptions",
    "Candidate",
    "CheckResult",
    "Concept",
    "Document",
    "DuizhaoError",
    "Encoder",
    "Finding",
    "Glossary",
    "Hit",
    "ImportReport",
    "Memory",
    "Pair",
    "SentenceOptions",
    "Settings",
    "StructureOptions",
    "Term",
    "__version__",
    "align",
    "align_documents",
    "align_files",
    "align_sentences",
    "check",
    "corpora",
    "extract_terms",
    "import_files",
    "language",
    "load_glossary",
    "look_up",
    "memory",
    "open_memory",
    "qa",
    "read",
    "read_sample",
    "read_tmx",
    "split_sentences",
    "terms",
    "tmx",
    "write",
]


def __getattr__(name: str) -> object:
    if name in _ROOMS:
        return _import_module(f".{name}", __name__)
    if name not in _MODULE_OF:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value: object = getattr(_import_module(f".{_MODULE_OF[name]}", __name__), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted(__all__)
