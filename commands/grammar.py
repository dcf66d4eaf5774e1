"""The grammar that all commands share: one option is one thing everywhere, and help speaks the user's language.

Inputs are arguments, what is written is ``-o/--output``, a memory ``-m/--memory``, a glossary ``-g/--glossary``,
language codes ``--zh`` and ``--en``. ``--json``, ``--lang`` and ``--debug`` stand anywhere before a ``--``. Help texts
and placeholders are English where an option is declared; they are translated when they are shown, for the language is
known only then.
"""

from collections.abc import Callable, Sequence
from copy import copy
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any, TypeVar

import click

from ..files import spare_inputs
from ..i18n import LANGUAGES, _, set_language
from .help_pages import HelpPage

Decorated = TypeVar("Decorated", bound=Callable[..., Any])

click.Context.formatter_class = HelpPage
# click takes its own messages (a missing argument, a default) from gettext, whose language the environment fixes at the
# start of a program. This is the one place where ours, which --lang can change, is put in its stead.
for _module in (click.core, click.decorators, click.exceptions, click.formatting, click.parser, click.types):
    vars(_module).update(_=_, ngettext=lambda one, several, count: _(one if count == 1 else several))


@dataclass(slots=True)
class CommonOptions:
    """What is said to every command alike, before or after its name."""

    as_json: bool = False
    debug: bool = False


def settings(context: click.Context | None = None) -> CommonOptions:
    """Return the settings of this run of the program."""
    return (context or click.get_current_context()).find_root().ensure_object(CommonOptions)


class Option(click.Option):
    """An option whose help and placeholder are shown in the user's language.

    Args:
        writes: The option names a file to write, which must be none of the files to read.
    """

    def __init__(self, *declarations: Any, writes: bool = False, **details: Any) -> None:
        super().__init__(*declarations, **details)
        self.writes = writes

    def make_metavar(self, ctx: click.Context) -> str:
        """Return the placeholder: a word for what is wanted, ``N`` for any number."""
        if self.metavar:
            return _(self.metavar)
        numbers = (click.types.IntParamType, click.types.FloatParamType)
        return "N" if isinstance(self.type, numbers) else super().make_metavar(ctx)

    def get_help_record(self, ctx: click.Context) -> tuple[str, str] | None:
        """Return the option as written and its help."""
        shown = copy(self)
        shown.help = _(self.help or "")
        record = click.Option.get_help_record(shown, ctx)
        return record and (record[0], record[1].replace("; ", _("; ")))


class Argument(click.Argument):
    """An argument whose placeholder is shown in the user's language."""

    def make_metavar(self, ctx: click.Context) -> str:
        """Return the placeholder, in brackets where the argument may be left out."""
        name = _(self.metavar or self.name.upper()) + ("..." if self.nargs != 1 else "")
        return name if self.required else f"[{name}]"


class Between(click.IntRange):
    """A whole number in a range, which is told in words."""

    def _describe_range(self) -> str:
        words = _("at least {min}") if self.max is None else _("{min} to {max}")
        return words.format(min=self.min, max=self.max)


class ChoiceOf(click.Choice[str]):
    """A choice of the names that a module of the library lists; it is imported when they are first wanted.

    Args:
        module: The module, from the package on, e.g. ``tmx.tools.clean``.
        names: What holds the names in it.
    """

    def __init__(self, module: str, names: str) -> None:
        self.case_sensitive = True
        self._place = module, names

    def __getattr__(self, name: str) -> Any:
        if name != "choices":
            raise AttributeError(name)
        module, names = self._place
        self.choices = tuple(getattr(import_module(f"...{module}", __name__), names))
        return self.choices


def _choose_language(context: click.Context, _parameter: click.Parameter, value: str | None) -> None:
    if value or context.parent is None:
        set_language(value)


def _note(context: click.Context, parameter: click.Parameter, value: bool) -> None:
    if value:
        setattr(settings(context), str(parameter.name), True)


_JSON = Option(
    ["--json", "as_json"],
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=_note,
    help="Print the result as JSON.",
)
_LANG = Option(
    ["--lang"], type=click.Choice(LANGUAGES), is_eager=True, expose_value=False, callback=_choose_language,
    help="Language of messages; that of the system otherwise.",
)  # fmt: skip
_DEBUG = Option(
    ["--debug"],
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=_note,
    help="Show a traceback where something fails.",
)
_NO_JSON = copy(_JSON)  # read, so that it is refused in the same words before and after a command
_NO_JSON.hidden = True
EVERYWHERE = (_JSON, _LANG, _DEBUG)


class Command(click.Command):
    """A command with the options that stand everywhere.

    Args:
        examples: Command lines that show it, as they are typed.
        has_json: Whether it prints figures, which ``--json`` turns into JSON.
    """

    def __init__(self, *names: Any, examples: Sequence[str] = (), has_json: bool = True, **details: Any) -> None:
        super().__init__(*names, **details)
        self.examples = tuple(examples)
        self.has_json = has_json

    def get_params(self, ctx: click.Context) -> list[click.Parameter]:
        """Return the command's own parameters and those that stand everywhere; help comes last."""
        own = super().get_params(ctx)
        helping = self.get_help_option(ctx)
        shared = [option if self.has_json or option is not _JSON else _NO_JSON for option in EVERYWHERE]
        return [*(param for param in own if param is not helping), *shared, *filter(None, [helping])]

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """Return ``--help``, which waits for ``--lang`` even where that stands after it."""
        helping = super().get_help_option(ctx)
        if helping is not None:
            helping.is_eager = False
            helping.help = _("Show this message and exit.")
        return helping

    def collect_usage_pieces(self, ctx: click.Context) -> list[str]:
        """Return the parts of the line of usage."""
        return [_(piece) for piece in super().collect_usage_pieces(ctx)]

    def get_short_help_str(self, limit: int = 45) -> str:
        """Return the first paragraph of the help."""
        return _((self.help or "").partition("\n\n")[0])

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write what the command does."""
        for paragraph in (self.help or "").split("\n\n"):
            formatter.write_paragraph()
            with formatter.indentation():
                formatter.write_text(_(paragraph))

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the examples, a line each."""
        if self.examples:
            with formatter.section(_("Examples")):
                for example in self.examples:
                    formatter.write(f"{'':{formatter.current_indent}}{example}\n")

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command, unless it has no figures for JSON or would write over what it reads."""
        if settings(ctx).as_json and not self.has_json:
            raise click.UsageError(_("this command prints no result and has no --json"), ctx)
        spare_inputs(*self._files(ctx))
        return super().invoke(ctx)

    def _files(self, ctx: click.Context) -> tuple[list[str | Path], list[str | Path]]:
        """Return what is read and what is written; a text or a symbol among the former is no file and does no harm."""
        inputs: list[str | Path] = []
        outputs: list[str | Path] = []
        for param in self.params:
            value = ctx.params.get(str(param.name))
            values = value if isinstance(value, tuple) else (value,)
            paths = [one for one in values if isinstance(one, str | Path)]
            if getattr(param, "writes", False):
                outputs += paths
            elif isinstance(param, Argument) or param.name in ("memory", "glossary"):
                inputs += paths
        return inputs, outputs


class Group(Command, click.Group):
    """A group of commands; its line of usage and its help are as a command's."""

    command_class = Command

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the commands, then the options."""
        self.format_commands(ctx, formatter)
        click.Command.format_options(self, ctx, formatter)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands with the first paragraph of their help."""
        with formatter.section(_("Commands")):
            formatter.write_dl([(name, self.commands[name].get_short_help_str()) for name in self.list_commands(ctx)])

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names in the order in which they were defined: the order of a user's work."""
        return list(self.commands)


def command(**details: Any) -> Callable[[Callable[..., Any]], Command]:
    """Make a command of a function; see `Command`."""
    return click.command(cls=Command, **details)


def group(cls: type[Group] = Group, **details: Any) -> Callable[[Callable[..., Any]], Group]:
    """Make a group of a function; see `Command`."""
    return click.group(cls=cls, **details)


def argument(name: str, **details: Any) -> Callable[[Decorated], Decorated]:
    """Declare an input."""
    return click.argument(name, cls=Argument, **details)


def option(*declarations: str, **details: Any) -> Callable[[Decorated], Decorated]:
    """Declare an option; see `Option`."""
    return click.option(*declarations, cls=Option, **details)


UsageError = click.UsageError
FILE = click.Path(path_type=Path, allow_dash=False)
LANGUAGE = click.Choice(["zh", "en"])
LEVEL = click.Choice(["sentence", "paragraph"])


def output(
    help: str = "File to write; the suffix decides its format.", **details: Any
) -> Callable[[Decorated], Decorated]:
    """Declare ``-o/--output``, the file or files to write; required unless said otherwise."""
    details = {"required": True, "metavar": "FILE", **details}
    return option("-o", "--output", "outputs" if details.get("multiple") else "out", writes=True, help=help, **details)


def memory(help: str = "The memory.", *, required: bool = True) -> Callable[[Decorated], Decorated]:
    """Declare ``-m/--memory``."""
    return option("-m", "--memory", required=required, metavar="FILE", help=help)


def glossary(help: str) -> Callable[[Decorated], Decorated]:
    """Declare ``-g/--glossary``."""
    return option("-g", "--glossary", metavar="FILE", help=help)


def source(help: str) -> Callable[[Decorated], Decorated]:
    """Declare ``--source``: the language of the text, of two."""
    return option("--source", type=LANGUAGE, help=help)


def limit(default: int | None, help: str) -> Callable[[Decorated], Decorated]:
    """Declare ``-n/--limit``: the most that is shown or written."""
    return option("-n", "--limit", type=Between(1), default=default, help=help)


def threshold(default: int) -> Callable[[Decorated], Decorated]:
    """Declare ``-t/--threshold``: the least percentage of a fuzzy match."""
    return option("-t", "--threshold", type=Between(1, 100), default=default, help="Least percentage of a fuzzy match.")


def read_as(module: str) -> Callable[[Decorated], Decorated]:
    """Declare ``--from``: the format of what is read, one of the ``READABLE`` of a module."""
    choice = ChoiceOf(module, "READABLE")
    return option("--from", "source_format", type=choice, help="Format to read; inferred from the file otherwise.")


def write_as(module: str) -> Callable[[Decorated], Decorated]:
    """Declare ``--to``: the format of what is written, one of the ``WRITABLE`` of a module."""
    choice = ChoiceOf(module, "WRITABLE")
    return option("--to", "target_format", type=choice, help="Format to write; inferred from the suffix otherwise.")


def rejects(function: Decorated) -> Decorated:
    """Declare ``--rejects``: what could not be read is kept, not lost."""
    return option(
        "--rejects", type=FILE, metavar="FILE", writes=True, help="Keep what could not be read in this file."
    )(function)


def removed(function: Decorated) -> Decorated:
    """Declare ``--removed``: units taken out are kept."""
    return option("--removed", type=FILE, metavar="FILE", writes=True, help="Keep the units taken out in this file.")(
        function
    )


def no_encoder(help: str) -> Callable[[Decorated], Decorated]:
    """Declare ``--no-encoder``: sentence vectors are not used."""
    return option("--no-encoder", is_flag=True, help=help)
