"""A text in Chinese or English, and what can be said of it without knowing its document."""

from typing import Literal

Language = Literal["zh", "en"]
