"""Shared fixtures: the UN data beside the checkout, where it is there; a document service on loopback."""

import hashlib
import os
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from duizhao.align.encoders.encoder import Encoder, cached, default_encoder
from hypothesis import HealthCheck, settings

ROOT = Path(__file__).resolve().parent.parent
SHARED = Path(os.environ.get("DUIZHAO_SHARED", ROOT.parent / "shared"))

# times of single examples say nothing on a machine that does other work too; speed is measured in tests/bench
settings.register_profile("duizhao", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("duizhao")


def pytest_make_parametrize_id(val: object, argname: str) -> str | None:
    """Name bytes by their argument: packed ones hold the time, and every worker must collect the same names."""
    return argname if isinstance(val, bytes) else None


@pytest.fixture(scope="session")
def encoder() -> Encoder:
    """The encoder that ships: its model is loaded once, and each text encoded once."""
    return cached(default_encoder())


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of shared UN data; tests that need it are skipped where it is missing."""
    if not (SHARED / "data").is_dir():
        pytest.skip(f"the shared UN data is not at {SHARED}; set DUIZHAO_SHARED to its folder")
    return SHARED


class DocumentServer(ThreadingHTTPServer):
    """A document service as the UN's: by symbol and language, with redirects, refusals and cut connections by plan.

    Attributes:
        files: (symbol, language) -> bytes.
        plan: What happens to the next requests, one each: ("status", code, headers), ("redirect", address),
            ("cut", bytes) of the body, ("change", key, bytes) of a file before the answer.
        requests: Paths asked for, in order.
        ranges: Their Range headers, empty where there was none.
    """

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), DocumentHandler)
        self.files: dict[tuple[str, str], bytes] = {}
        self.plan: list[tuple[Any, ...]] = []
        self.requests: list[str] = []
        self.ranges: list[str] = []
        self.address = f"http://127.0.0.1:{self.server_address[1]}"


class DocumentHandler(BaseHTTPRequestHandler):
    """Answers one request as the server's plan says."""

    server: DocumentServer

    def do_GET(self) -> None:
        """Send a document, or what the plan says."""
        self.server.requests.append(self.path)
        self.server.ranges.append(self.headers.get("Range", ""))
        match self.server.plan.pop(0) if self.server.plan else ("send",):
            case ("status", code, headers):
                self._answer(code, headers, b"")
            case ("redirect", address):
                self._answer(302, {"Location": address}, b"")
            case ("cut", size):
                self._send(size)
            case ("change", key, data):
                self.server.files[key] = data
                self._send(None)
            case _:
                self._send(None)

    def _send(self, cut: int | None) -> None:
        query = parse_qs(urlsplit(self.path).query)
        data = self.server.files.get((query["s"][0], query["l"][0]))
        if data is None:
            self._answer(404, {}, b"<html>No document</html>")
            return
        tag = f'"{hashlib.sha256(data).hexdigest()}"'
        start = 0
        if self.headers.get("If-Range") == tag:
            start = int(self.headers["Range"].removeprefix("bytes=").removesuffix("-"))
        headers = {"ETag": tag, "Content-Length": str(len(data) - start), "Content-Type": "application/octet-stream"}
        if start:
            headers["Content-Range"] = f"bytes {start}-{len(data) - 1}/{len(data)}"
        self._answer(206 if start else 200, headers, data[start:][:cut])

    def _answer(self, code: int, headers: dict[str, str], body: bytes) -> None:
        self.send_response(code)
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@pytest.fixture
def document_server(monkeypatch: pytest.MonkeyPatch) -> Iterator[DocumentServer]:
    """A document service on loopback; proxies of the environment are not used."""
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    server = DocumentServer()
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    yield server
    server.shutdown()
    server.server_close()
