"""Legacy DOC, ODT and RTF: LibreOffice turns them into DOCX, where it is installed."""

import contextlib
import os
import shutil
import signal
import subprocess
import tempfile
from pathlib import Path

from ...errors import DuizhaoError
from ...i18n import _
from ..file_types import sniff
from ..line import Line
from . import reader as docx

_TIMEOUT = 60.0  # seconds; a start takes 1 to 4, a long report 10
_USUAL_PLACES = (
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    "C:/Program Files/LibreOffice/program/soffice.exe",
    "/opt/libreoffice/program/soffice",
)
_FILTERS = {"doc": "MS Word 97", "odt": "writer8", "rtf": "Rich Text Format"}  # else noise is read as text
_MEMORY = 440_000_000  # bytes of data; with its libraries LibreOffice then stays under 500 MB
# no macros, and nothing is loaded from elsewhere because a document asks for it
_SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
{items}
</oor:items>
"""
_ITEM = (
    '<item oor:path="/org.openoffice.Office.Common/Security/Scripting">'
    '<prop oor:name="{name}" oor:op="fuse"><value>{value}</value></prop></item>'
)
_SAFE = {
    "DisableMacrosExecution": "true",
    "MacroSecurityLevel": "3",
    "BlockUntrustedRefererLinks": "true",
    "DisableActiveContent": "true",
}


def read_lines(data: bytes, name: str) -> tuple[list[Line], tuple[str, ...]]:
    """Read a DOC, ODT or RTF file as `docx.read_lines` reads a DOCX.

    Raises:
        DuizhaoError: LibreOffice is not installed, or cannot read the file.
    """
    return docx.read_lines(convert(data, sniff(data), "docx", name), name)


def find_office() -> str | None:
    """Return the path of LibreOffice's program, or None where it is not installed."""
    installed = shutil.which("soffice") or shutil.which("libreoffice")
    return installed or next((place for place in _USUAL_PLACES if Path(place).is_file()), None)


def convert(data: bytes, source: str, target: str, name: str, timeout: float = _TIMEOUT) -> bytes:
    """Turn a document into another format.

    Each call has a profile of its own: a second LibreOffice with the same profile ends at once, without a message.

    Args:
        data: The document.
        source: Its format, as a file name's suffix without dot.
        target: The format wanted, likewise.
        name: The file's name, for messages.
        timeout: Seconds after which LibreOffice is stopped.

    Raises:
        DuizhaoError: LibreOffice is missing, fails, or takes too long.
    """
    office = find_office()
    if office is None:
        raise DuizhaoError(
            _("is in {format}, which needs LibreOffice: install it, or save the file as DOCX").format(
                format=source.upper()
            ),
            file=name,
        )
    with tempfile.TemporaryDirectory(prefix="duizhao-", ignore_cleanup_errors=True) as folder:
        place = Path(folder)
        (place / f"document.{source}").write_bytes(data)
        _write_profile(place / "profile")
        _run(office, place, source, target, name, timeout)
        result = place / "out" / f"document.{target}"
        if not result.is_file():
            raise DuizhaoError(_("LibreOffice cannot read it; save it as DOCX"), file=name)
        return result.read_bytes()


def _write_profile(profile: Path) -> None:
    user = profile / "user"
    user.mkdir(parents=True)
    items = "\n".join(_ITEM.format(name=name, value=value) for name, value in _SAFE.items())
    (user / "registrymodifications.xcu").write_text(_SETTINGS.format(items=items), "utf-8")


def _run(office: str, place: Path, source: str, target: str, name: str, timeout: float) -> None:
    command = [
        office,
        f"-env:UserInstallation={(place / 'profile').as_uri()}",
        "--headless",
        "--norestore",
        "--nolockcheck",
        *([f"--infilter={_FILTERS[source]}"] if source in _FILTERS else []),
        "--convert-to",
        target,
        "--outdir",
        str(place / "out"),
        str(place / f"document.{source}"),
    ]
    process = subprocess.Popen(  # noqa: S603
        command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
    )
    _limit(process.pid)
    try:
        process.wait(timeout)
    except subprocess.TimeoutExpired as error:
        raise DuizhaoError(
            _("LibreOffice took longer than {seconds:.0f} seconds; save it as DOCX").format(seconds=timeout), file=name
        ) from error
    finally:
        if process.poll() is None:
            _stop(process)


def _limit(pid: int) -> None:
    """Limit the memory of a process that has just begun, where the system can."""
    with contextlib.suppress(ImportError, OSError, ValueError, AttributeError):
        import resource

        resource.prlimit(pid, resource.RLIMIT_DATA, (_MEMORY, _MEMORY))


def _stop(process: "subprocess.Popen[bytes]") -> None:
    """End LibreOffice with what it started."""
    with contextlib.suppress(OSError):
        if hasattr(os, "killpg"):
            os.killpg(process.pid, signal.SIGKILL)
        else:
            process.kill()
    process.wait()
