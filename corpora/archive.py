"""gzip and zip with limits: nothing is written to disk, nothing unpacks to more than it may."""

import io
import lzma
import zipfile
import zlib

from ..errors import DuizhaoError
from ..i18n import _

MOST_BYTES = 100_000_000
MOST_MEMBERS = 10_000
_CHUNK = 1 << 20
_MEMBER_ERRORS = (
    zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, NotImplementedError, RuntimeError, OSError, ValueError,
)  # fmt: skip


def gunzip(data: bytes, name: str) -> bytes:
    """Unpack gzip, several members in a row included.

    Raises:
        DuizhaoError: It is cut, broken, or unpacks to more than `MOST_BYTES`.
    """
    unpacked = io.BytesIO()
    rest = data
    while rest:
        unpacker = zlib.decompressobj(wbits=31)
        while not unpacker.eof:
            chunk = _inflate(unpacker, rest, name)
            rest = unpacker.unconsumed_tail
            if not (chunk or rest or unpacker.eof):
                raise DuizhaoError(_("the gzip file is cut off; copy it again"), file=name)
            unpacked.write(chunk)
            _check_size(unpacked.tell(), name)
        rest = unpacker.unused_data.lstrip(b"\0")
    return unpacked.getvalue()


def _inflate(unpacker: "zlib._Decompress", data: bytes, name: str) -> bytes:
    try:
        return unpacker.decompress(data, _CHUNK)
    except zlib.error as error:
        raise DuizhaoError(
            _("the gzip file is damaged ({reason}); copy it again").format(reason=error), file=name
        ) from error


def open_zip(data: bytes, name: str) -> zipfile.ZipFile:
    """Open a zip file in memory.

    Raises:
        DuizhaoError: It is broken or has too many members.
    """
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
        raise DuizhaoError(
            _("the zip file is damaged ({reason}); copy it again").format(reason=error), file=name
        ) from error
    if len(archive.infolist()) > MOST_MEMBERS:
        raise DuizhaoError(_("the zip file has too many members; unpack it first"), file=name)
    return archive


def read_member(archive: zipfile.ZipFile, member: str, name: str, most: int = MOST_BYTES) -> bytes:
    """Return one member's bytes, whatever size the directory claims for it.

    Raises:
        DuizhaoError: It is encrypted, broken, packed by an unknown method or larger than ``most``.
        KeyError: There is no such member.
    """
    info = archive.getinfo(member)
    if info.flag_bits & 0x1:
        raise DuizhaoError(_("the file is encrypted; save it without a password"), file=name)
    try:
        with archive.open(info) as stream:
            data = stream.read(most + 1)
    except _MEMBER_ERRORS as error:
        raise DuizhaoError(
            _("{member} in it is damaged ({reason}); copy it again").format(member=member, reason=error), file=name
        ) from error
    _check_size(len(data), name, most)
    return data


def _check_size(size: int, name: str, most: int = MOST_BYTES) -> None:
    if size > most:
        raise DuizhaoError(
            _("unpacks to more than {most} MB; unpack it first and take what you need").format(most=most // 1_000_000),
            file=name,
        )
