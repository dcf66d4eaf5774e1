"""Chinese United Nations documents beside their English versions.

Example:
    >>> import duizhao as dz                                        # doctest: +SKIP
    >>> bitext = dz.align(dz.read("zh.txt"), dz.read("en.txt"))     # doctest: +SKIP
    >>> dz.write_tmx(bitext, "out.tmx")                             # doctest: +SKIP
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from .errors import DuizhaoError

if TYPE_CHECKING:
    from .align.bitext import Bitext, Pair
    from .align.documents import align_documents as align
    from .corpora.document import Block, Document
    from .corpora.reading import read
    from .tmx.bitexts import write_tmx

__version__ = "0.1.0"

# Public names are loaded at first use: numpy and lxml would otherwise slow every start of the command line.
_HOMES = {
    "Bitext": ".align.bitext",
    "Pair": ".align.bitext",
    "Block": ".corpora.document",
    "Document": ".corpora.document",
    "read": ".corpora.reading",
    "write_tmx": ".tmx.bitexts",
}

__all__ = ["Bitext", "Block", "Document", "DuizhaoError", "Pair", "__version__", "align", "read", "write_tmx"]


def __getattr__(name: str) -> Any:
    if name == "align":  # the room itself can be called: an import of any of its modules would hide a function
        return import_module(".align", __name__)
    if name in _HOMES:
        return getattr(import_module(_HOMES[name], __name__), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
