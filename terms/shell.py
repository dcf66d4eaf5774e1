"""A prompt for many look-ups, with a history that lasts where the terminal has readline."""

import contextlib
from collections.abc import Callable, Iterator
from pathlib import Path

from .glossary import Glossary

_LENGTH = 2000


def history_path() -> Path:
    """Return the file of the history, in the user's folder for such things."""
    from platformdirs import user_state_path

    return user_state_path("duizhao") / "terms_history"


@contextlib.contextmanager
def history(path: Path, glossary: Glossary) -> Iterator[None]:
    """Load the history and complete the glossary's terms on Tab; the history is saved at the end."""
    try:
        import readline
    except ImportError:  # Windows
        yield
        return
    with contextlib.suppress(OSError):
        readline.read_history_file(path)
    forms = sorted({term.text for _concept, term in glossary.terms()})
    readline.set_completer(completer(forms))
    readline.set_completer_delims("\t\n")
    readline.parse_and_bind("tab: complete")
    readline.set_history_length(_LENGTH)
    try:
        yield
    finally:
        with contextlib.suppress(OSError):
            path.parent.mkdir(parents=True, exist_ok=True)
            readline.write_history_file(path)


def completer(forms: list[str]) -> Callable[[str, int], str | None]:
    """Return a function that gives the completions of a text one after the other, as readline asks for them."""

    def complete(text: str, state: int) -> str | None:
        fits = [form for form in forms if form.lower().startswith(text.lower())] if text else []
        return fits[state] if state < len(fits) else None

    return complete
