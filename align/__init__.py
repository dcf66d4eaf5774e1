"""Two documents in, a Bitext out: paragraphs by number, then sentences.

The room can be called: ``duizhao.align(zh, en)`` is `documents.align_documents`.
"""

import sys
from types import ModuleType
from typing import Any


class _Room(ModuleType):
    """A module that can be called, so that ``duizhao.align`` is both the room and the function users call."""

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        from .documents import align_documents

        return align_documents(*args, **kwargs)


sys.modules[__name__].__class__ = _Room
