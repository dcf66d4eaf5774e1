"""One file over HTTP: with patience, resumed where it was cut, never half-written.

Retries and their waiting times follow RFC 9110 (Retry-After), resuming follows its 14.2 (If-Range).
"""

import contextlib
import email.utils
import http.client
import json
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any
from urllib.parse import urlsplit

import regex

from ...errors import DuizhaoError
from ...i18n import _

RETRY_STATUSES = frozenset({429, 500, 502, 503, 504})
MOST_BYTES = 200_000_000
_CHUNK = 1 << 16
_LONGEST_WAIT = 120.0


@dataclass(frozen=True, slots=True)
class Patience:
    """How long to wait for a server.

    Attributes:
        attempts: Requests for one file before giving up.
        timeout: Seconds without an answer.
        first_wait: Seconds before the second request; each further wait is twice as long.
        sleep: What waits.
    """

    attempts: int = 5
    timeout: float = 60.0
    first_wait: float = 1.0
    sleep: Callable[[float], None] = time.sleep


class NotThereError(DuizhaoError):
    """The server has no such file (404, 410)."""


class _Cut(Exception):
    """The connection ended before the file did, or the server asked to come back; ``wait`` is what it asked for."""

    def __init__(self, reason: str, wait: float | None = None) -> None:
        super().__init__(reason)
        self.wait = wait


class _SafeRedirects(urllib.request.HTTPRedirectHandler):
    """Follow redirects to web addresses only, and never from a safe one to an open one."""

    max_redirections = 10

    def redirect_request(
        self, req: urllib.request.Request, fp: IO[bytes], code: int, msg: str, headers: Any, newurl: str
    ) -> urllib.request.Request | None:
        """Return the next request, or refuse."""
        scheme = urlsplit(newurl).scheme.lower()
        if scheme not in ("http", "https") or (req.type == "https" and scheme == "http"):
            raise DuizhaoError(_("the server sends us to an unsafe address ({address})").format(address=newurl[:200]))
        return super().redirect_request(req, fp, code, msg, headers, newurl)


def download(address: str, target: Path, agent: str, patience: Patience) -> None:
    """Download ``address`` to ``target``; what came before a cut stays beside it as ``.NAME.part`` for the next time.

    Args:
        address: ``http`` or ``https`` address.
        target: The file; it is there whole or not at all.
        agent: The program's name for the server.
        patience: How long to wait and how often to try.

    Raises:
        NotThereError: The server has no such file.
        DuizhaoError: It cannot be had: after all attempts, or because the server refuses.
    """
    if urlsplit(address).scheme not in ("http", "https"):
        raise DuizhaoError(_("is not a web address; use http or https"), file=address)
    part = _Part(target)
    wait = patience.first_wait
    reason = ""
    for attempt in range(patience.attempts):
        if attempt:
            patience.sleep(wait)
            wait = min(2 * wait, _LONGEST_WAIT)
        try:
            _get(address, part, agent, patience.timeout)
        except _Cut as cut:
            reason = str(cut)
            wait = max(wait, min(cut.wait or 0.0, _LONGEST_WAIT))
            continue
        part.finish()
        return
    raise DuizhaoError(
        _("could not be downloaded in {attempts} attempts ({reason}); try again later").format(
            attempts=patience.attempts, reason=reason
        ),
        file=address,
    )


class _Part:
    """The beginning of a file, with what the server said of it, so that the rest can be asked for."""

    def __init__(self, target: Path) -> None:
        self.target = target
        self.path = target.with_name(f".{target.name}.part")
        self.note = target.with_name(f".{target.name}.part.json")

    def mark(self) -> tuple[int, str]:
        """Return how much is there and the validator of that version; (0, "") where nothing can be resumed."""
        try:
            known = json.loads(self.note.read_text("utf-8"))
            size = self.path.stat().st_size
        except (OSError, ValueError):
            return 0, ""
        validator = known.get("validator") if isinstance(known, dict) else None
        return (size, validator) if size and isinstance(validator, str) and validator else (0, "")

    def start(self, validator: str) -> None:
        """Begin anew."""
        self.path.write_bytes(b"")
        self.note.write_text(json.dumps({"validator": validator}), "utf-8")

    def finish(self) -> None:
        """Put the whole file in its place."""
        self.path.replace(self.target)
        self.note.unlink(missing_ok=True)

    def drop(self) -> None:
        """Forget what is there."""
        self.path.unlink(missing_ok=True)
        self.note.unlink(missing_ok=True)


def _get(address: str, part: _Part, agent: str, timeout: float) -> None:
    """Make one request and store what comes.

    Raises:
        _Cut: It is worth trying again.
    """
    size, validator = part.mark()
    request = urllib.request.Request(address, headers={"User-Agent": agent, "Accept-Encoding": "identity"})  # noqa: S310
    if size:
        request.add_header("Range", f"bytes={size}-")
        request.add_header("If-Range", validator)
    opener = urllib.request.build_opener(_SafeRedirects)
    try:
        with opener.open(request, timeout=timeout) as answer:
            _store(answer, part, size)
    except urllib.error.HTTPError as error:
        with error:
            _refused(error, address, part)
    except (urllib.error.URLError, http.client.HTTPException, TimeoutError, ConnectionError) as error:
        raise _Cut(str(getattr(error, "reason", "") or error) or type(error).__name__) from error
    except OSError as error:
        raise DuizhaoError(
            _("cannot be written ({reason}); choose another folder").format(reason=error.strerror or error),
            file=part.target,
        ) from error


def _refused(error: urllib.error.HTTPError, address: str, part: _Part) -> None:
    """Tell an answer that is worth another attempt from a final one."""
    if error.code == 416:  # what is there does not fit what the server has now
        part.drop()
        raise _Cut("416") from error
    if error.code in RETRY_STATUSES:
        raise _Cut(f"{error.code} {error.reason}", _retry_after(error.headers.get("Retry-After"))) from error
    if error.code in (404, 410):
        raise NotThereError(_("the server has no such document"), file=address) from error
    raise DuizhaoError(
        _("the server refuses ({code} {reason})").format(code=error.code, reason=error.reason), file=address
    ) from error


def _retry_after(value: str | None) -> float | None:
    """Return the seconds that a Retry-After header asks for: a number, or a date."""
    if not value:
        return None
    if value.strip().isdecimal():
        return float(value)
    with contextlib.suppress(ValueError, TypeError):
        return max(0.0, email.utils.parsedate_to_datetime(value).timestamp() - time.time())
    return None


def _store(answer: Any, part: _Part, size: int) -> None:
    """Write the body of an answer behind what is there already, and check its length."""
    start = 0
    if answer.status == 206:
        range_ = regex.match(r"bytes (\d+)-", answer.headers.get("Content-Range", ""))
        start = int(range_[1]) if range_ else -1
    if not size or start != size:
        if start:
            part.drop()
            raise _Cut(_("the server sent a different part from the one asked for"))
        etag = answer.headers.get("ETag", "")
        validator = etag if etag and not etag.startswith("W/") else answer.headers.get("Last-Modified", "")
        part.start(validator or "")
        size = 0
    length = answer.headers.get("Content-Length", "")
    expected = size + int(length) if length.isdecimal() else None
    with part.path.open("ab") as stream:
        while chunk := answer.read(_CHUNK):
            stream.write(chunk)
            if stream.tell() > MOST_BYTES:
                part.drop()
                raise DuizhaoError(_("is larger than {most} MB").format(most=MOST_BYTES // 1_000_000), file=part.target)
        if expected is not None and stream.tell() != expected:
            raise _Cut(_("the connection was lost"))
