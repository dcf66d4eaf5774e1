"""A text in Chinese or English, and what can be said of it without knowing its document."""

from typing import Literal, get_args

Language = Literal["zh", "en"]
LANGUAGES: tuple[Language, ...] = get_args(Language)
