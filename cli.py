"""The command line: commands imported when called, and the one place where errors become a line and an exit status."""

import os
import re
import sys
from importlib import import_module

import click

from . import __version__
from .commands import COMMANDS
from .commands.grammar import CommonOptions, Group, Option, group
from .errors import DuizhaoError
from .i18n import _, current_language, placed

# exit statuses: 0 done; 1 done, and there is something to see (faults, a difference, no match); 2 not done; as BSD's
# sysexits.h has it, 70 is a fault of the program; 130 is what shells give for Ctrl-C
_NOT_DONE, _FAULT, _STOPPED = 2, 70, 130
_QUOTED = re.compile(r" ?'([^']*)'(?: (?=/))?")
_ELSEWHERE = {"demo": ("align", "demo"), "score": ("qa", "score")}  # commands that stand in the module of another


class LazyGroup(Group):
    """A group that imports a command's module when the command is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names in the order of the table: the order of a user's work."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import and return one command."""
        if cmd_name not in COMMANDS:
            return None
        module, name = _ELSEWHERE.get(cmd_name, (cmd_name, "command"))
        command = getattr(import_module(f".commands.{module}", __package__), name)
        assert isinstance(command, click.Command)  # noqa: S101
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands from the table, without importing them."""
        with formatter.section(_("Commands")):
            formatter.write_dl([(name, _(line)) for name, line in COMMANDS.items()])


@group(
    cls=LazyGroup,
    help="对照 duizhao: Chinese UN documents beside their English versions.\n\n"
    "Exit status: 0 done; 1 done, and there is something to see: faults, a difference, or no match; 2 not done.",
    examples=["duizhao align report-zh.pdf report-en.docx -o report.tmx -o report.html", "duizhao align --help"],
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100, "show_default": True},
)
@click.version_option(__version__, prog_name="duizhao", cls=Option, help="Show the version and exit.")
def cli() -> None:
    """Chinese UN documents beside their English versions."""


def main() -> None:
    """Run the command line; what a user can correct ends in one line and status 2."""
    settings = CommonOptions()
    try:
        status = cli.main(prog_name="duizhao", standalone_mode=False, obj=settings)
    except click.exceptions.NoArgsIsHelpError as error:
        error.show()
        sys.exit(_NOT_DONE)
    except (DuizhaoError, click.ClickException) as error:
        if settings.debug:
            raise
        _tell(_line(error))
        sys.exit(_NOT_DONE)
    except click.exceptions.Exit as done:
        sys.exit(done.exit_code)
    except (click.Abort, KeyboardInterrupt):
        _tell(_("stopped"))
        sys.exit(_STOPPED)
    except BrokenPipeError:  # the reader of our output, such as `head`, has enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)
    except Exception as error:
        if settings.debug:
            raise
        message = _("unexpected fault ({fault}); run again with --debug and send us what it prints")
        _tell(message.format(fault=f"{type(error).__name__}: {error}"))
        sys.exit(_FAULT)
    sys.exit(status if isinstance(status, int) else 0)  # click hands back the code of an early end


def _line(error: DuizhaoError | click.ClickException) -> str:
    if isinstance(error, DuizhaoError):
        return str(error)
    if isinstance(error, click.UsageError) and error.ctx is not None:
        message = _("{message} See '{command} --help'.")
        return message.format(message=_sentence(error.format_message()), command=error.ctx.command_path)
    return error.format_message()


def _sentence(text: str) -> str:
    """Return a text that ends as a sentence does; click's spaces and straight quotes are none of Chinese."""
    if current_language() == "zh":
        text = _QUOTED.sub(r"“\1”", text.replace("。 ", "。").replace("', '", "'、'"))
    return text if text.endswith(("?", "？", ")")) else text.rstrip(".。") + _(".")


def _tell(line: str) -> None:
    click.echo(placed("duizhao", line), err=True)
