"""The command line: the table of commands and the one place where errors become a line and an exit status."""

import os
import sys
from collections.abc import Iterable
from importlib import import_module

import click

from . import __version__
from .errors import DuizhaoError
from .i18n import LANGUAGES, _, set_language

# name -> module under commands/ that defines it as `command`, and its line in --help (no import before it is needed)
COMMANDS: dict[str, tuple[str, str]] = {
    "align": ("align", "Align a Chinese document with its English version: TMX, TSV, HTML."),
    "demo": ("demo", "Align the sample that ships, to see what comes out."),
    "fetch": ("fetch", "Download official documents by symbol, in Chinese and English."),
    "evaluate": ("evaluate", "Judge an alignment by gold: precision, recall, F1, and where it errs."),
    "tmx": ("tmx", "Translation memories: check, count, clean, split, merge, compare, convert."),
    "tm": ("tm", "A memory to search: import, exact and fuzzy search, concordance, pretranslation."),
    "term": ("term", "Look a term up, in Chinese or English, with its renderings in context."),
    "terms": ("terms", "Make and keep glossaries: extract, convert, merge, check, compare."),
    "qa": ("qa", "Find faults and inconsistent terms in a memory: HTML, XLSX, JSON reports."),
    "score": ("score", "Score a translation against the official version: BLEU, chrF, TER."),
}


class TranslatedFormatter(click.HelpFormatter):
    """Help pages with headings and standing options in the user's language."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        """Write the line of usage."""
        super().write_usage(prog, args, _("Usage: ") if prefix is None else prefix)

    def write_heading(self, heading: str) -> None:
        """Write the heading of a section: Options, Commands."""
        super().write_heading(_(heading))

    def write_dl(self, rows: Iterable[tuple[str, str]], col_max: int = 30, col_spacing: int = 2) -> None:
        """Write options or commands with their help."""
        super().write_dl([(name, _(text)) for name, text in rows], col_max, col_spacing)


click.Context.formatter_class = TranslatedFormatter
# what click itself says (of missing arguments, defaults, choices) is looked up in the same catalogue
for _module in (click.core, click.exceptions, click.parser, click.types):
    vars(_module).update(_=_, ngettext=lambda one, several, count: _(one if count == 1 else several))


class LazyGroup(click.Group):
    """A group that imports a command's module when the command is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names in the order of the table: the order of a user's work."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import and return one command."""
        if cmd_name not in COMMANDS:
            return None
        command = import_module(f".commands.{COMMANDS[cmd_name][0]}", __package__).command
        assert isinstance(command, click.Command)  # noqa: S101
        return command

    def format_help(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the help in the language chosen, which is known only once the command line is read."""
        self.help = _(self.help or "")
        for param in self.params:
            if isinstance(param, click.Option):
                param.help = _(param.help or "")
        super().format_help(ctx, formatter)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands from the table, without importing them."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, line) for name, (_module, line) in COMMANDS.items()])


def _choose_language(ctx: click.Context, param: click.Parameter, value: str | None) -> str | None:
    set_language(value)
    return value


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.option(
    "--lang", type=click.Choice(LANGUAGES), is_eager=True, callback=_choose_language, help="Language of messages."
)
@click.option("--debug", is_flag=True, help="Show a traceback where something fails.")
@click.version_option(__version__, prog_name="duizhao")
def cli(lang: str | None, debug: bool) -> None:
    """对照 duizhao: Chinese UN documents beside their English versions."""


def main() -> None:
    """Run the command line; what a user can put right ends in one line and status 2."""
    try:
        status = cli.main(standalone_mode=False)
    except DuizhaoError as error:
        if "--debug" in sys.argv:
            raise
        click.echo(f"duizhao: {error}", err=True)
        sys.exit(2)
    except click.exceptions.Exit as done:
        sys.exit(done.exit_code)
    except click.ClickException as error:
        error.show()
        sys.exit(2)
    except (click.Abort, KeyboardInterrupt):
        click.echo(_("duizhao: stopped"), err=True)
        sys.exit(130)
    except BrokenPipeError:  # the reader of our output, such as `head`, has enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)
    except Exception as error:
        if "--debug" in sys.argv:
            raise
        message = _("duizhao: unexpected fault ({fault}); run again with --debug and send us what it prints")
        click.echo(message.format(fault=f"{type(error).__name__}: {error}"), err=True)
        sys.exit(70)
    sys.exit(status if isinstance(status, int) else 0)  # click hands back the code of an early end
