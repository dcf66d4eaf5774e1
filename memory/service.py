"""A memory over HTTP, for CAT tools and scripts on the same machine: JSON, reading only, bound to 127.0.0.1.

``GET /search?q=TEXT`` with the optional ``how``, ``source``, ``limit``, ``threshold``, ``stem``, ``fill`` answers
``{"hits": [...]}``; ``GET /`` says what is served. Requests that name another host are refused, so that a web page
cannot reach the memory through a name of its own (DNS rebinding).
"""

import socket
from collections.abc import Callable, Mapping
from dataclasses import asdict
from typing import TYPE_CHECKING, cast

from ..errors import DuizhaoError
from ..i18n import _, listed
from ..language import Language
from .memory import WAYS, Hit, Memory, open_memory

if TYPE_CHECKING:
    from starlette.applications import Starlette
    from starlette.requests import Request
    from starlette.responses import Response

HOST = "127.0.0.1"
MOST_HITS = 500
MOST_TEXT = 10_000  # characters of a query


def serve(path: str, port: int, ready: Callable[[str], None]) -> None:
    """Serve a memory until stopped.

    Args:
        path: The memory.
        port: Port on 127.0.0.1; 0 for any that is free.
        ready: Called with the address once it is known.

    Raises:
        DuizhaoError: The memory cannot be opened, starlette and uvicorn are not installed, or the port is in use.
    """
    with open_memory(path) as memory, socket.socket() as listener:
        app = application(memory)
        import uvicorn

        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind((HOST, port))
        except OSError as error:
            message = _("port {port} cannot be used ({reason}); choose another with --port")
            raise DuizhaoError(message.format(port=port, reason=error.strerror)) from error
        ready(f"http://{HOST}:{listener.getsockname()[1]}/")
        uvicorn.Server(uvicorn.Config(app, log_level="warning")).run(sockets=[listener])


def application(memory: Memory) -> "Starlette":
    """Return the ASGI application that answers from ``memory``.

    Raises:
        DuizhaoError: starlette or uvicorn is not installed.
    """
    try:
        import uvicorn  # noqa: F401 - missing as soon as the extra is
        from starlette.applications import Starlette
        from starlette.middleware import Middleware
        from starlette.middleware.trustedhost import TrustedHostMiddleware
        from starlette.responses import JSONResponse
        from starlette.routing import Route
    except ImportError as error:
        raise DuizhaoError(_("the HTTP service needs starlette and uvicorn: pip install 'duizhao[serve]'")) from error

    def find(request: "Request") -> "Response":
        try:
            hits = _search(memory, request.query_params)
        except DuizhaoError as error:
            return JSONResponse({"error": str(error)}, status_code=400)
        return JSONResponse({"hits": [asdict(hit) for hit in hits]})

    def about(_request: "Request") -> "Response":
        return JSONResponse({"memory": memory.path.name, "units": len(memory), "ways": WAYS})

    hosts = Middleware(TrustedHostMiddleware, allowed_hosts=[HOST, "localhost"])
    return Starlette(routes=[Route("/", about), Route("/search", find)], middleware=[hosts])


def _search(memory: Memory, values: Mapping[str, str]) -> list[Hit]:
    """Return the hits for a query; raise `DuizhaoError` where a value is none of those known."""
    known = {"q", "how", "source", "limit", "threshold", "stem", "fill"}
    if strange := sorted(set(values) - known):
        raise DuizhaoError(_("unknown parameter {name}").format(name=listed(strange)))
    query, how, language = values.get("q", ""), values.get("how", "auto"), values.get("source")
    if len(query) > MOST_TEXT:
        raise DuizhaoError(_("q is longer than {most} characters").format(most=MOST_TEXT))
    if how not in WAYS:
        raise DuizhaoError(_("how is one of {known}").format(known=listed(WAYS)))
    if language not in (None, "zh", "en"):
        raise DuizhaoError(_("source is zh or en"))
    return memory.search(
        query,
        how,
        cast(Language | None, language),
        _number(values, "limit", 10, MOST_HITS),
        _number(values, "threshold", 70, 100),
        stem=_flag(values, "stem"),
        fill_figures=_flag(values, "fill"),
    )


def _number(values: Mapping[str, str], name: str, default: int, most: int) -> int:
    text = values.get(name, str(default))
    if not (text.isascii() and text.isdecimal() and len(text) < 6 and 1 <= int(text) <= most):
        raise DuizhaoError(_("{name} is a number from 1 to {most}").format(name=name, most=most))
    return int(text)


def _flag(values: Mapping[str, str], name: str) -> bool:
    text = values.get(name, "0")
    if text not in ("0", "1"):
        raise DuizhaoError(_("{name} is 0 or 1").format(name=name))
    return text == "1"
