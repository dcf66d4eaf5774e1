"""The memory over HTTP: a real server on a free port, asked with the standard library."""

import json
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from urllib.parse import urlencode

import pytest
from duizhao.memory.importing import import_units
from duizhao.memory.memory import open_memory
from duizhao.memory.store import MemoryUnit

uvicorn = pytest.importorskip("uvicorn", reason="the extra 'serve' is not installed")
pytest.importorskip("starlette", reason="the extra 'serve' is not installed")


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    from duizhao.memory.service import HOST, application

    path = tmp_path_factory.mktemp("service") / "m.db"
    import_units(
        [MemoryUnit("截至2023年，基金设有95个办事处。", "As at 2023, the Fund had 95 offices.", "A/99/1")], path
    )
    with open_memory(path) as memory:
        server = uvicorn.Server(uvicorn.Config(application(memory), host=HOST, port=0, log_level="error"))
        thread = threading.Thread(target=server.run, daemon=True)
        thread.start()
        while not server.started:
            assert thread.is_alive()
            time.sleep(0.01)
        yield "http://{}:{}".format(*server.servers[0].sockets[0].getsockname())
        server.should_exit = True
        thread.join()


def ask(address: str, path: str = "/search", host: str | None = None, **values: object) -> tuple[int, object]:
    request = urllib.request.Request(f"{address}{path}?{urlencode(values)}", headers={"Host": host} if host else {})
    try:
        with urllib.request.urlopen(request) as answer:
            return answer.status, json.load(answer)
    except urllib.error.HTTPError as error:
        text = error.read().decode()
        return error.code, json.loads(text) if text.startswith("{") else text


def test_hits_come_as_json(address: str) -> None:
    status, answer = ask(address, q="截至2024年，基金设有96个办事处。", fill=1)
    assert status == 200
    (hit,) = answer["hits"]  # type: ignore[index]
    assert (hit["percent"], hit["proposal"], hit["document"]) == (99, "As at 2024, the Fund had 96 offices.", "A/99/1")
    assert hit["spans"] == [[2, 6], [12, 14]]
    assert ask(address, "/") == (200, {"memory": "m.db", "units": 1, "ways": ["auto", "exact", "fuzzy", "concordance"]})


def test_many_ask_at_once(address: str) -> None:
    answers: list[object] = []
    threads = [
        threading.Thread(target=lambda: answers.append(ask(address, q="办事处", how="concordance"))) for _ in range(8)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(answers) == 8
    assert all(status == 200 and len(body["hits"]) == 1 for status, body in answers)  # type: ignore[misc]


@pytest.mark.parametrize(
    ("values", "word"),
    [
        ({"q": ""}, "nothing"),
        ({"q": "办", "how": "magic"}, "how"),
        ({"q": "办", "limit": "0"}, "limit"),
        ({"q": "办", "limit": "9" * 50}, "limit"),
        ({"q": "办", "threshold": "abc"}, "threshold"),
        ({"q": "办", "source": "fr"}, "source"),
        ({"q": "办", "sql": "1"}, "sql"),
        ({"q": "办" * 10_001}, "longer"),
        ({"q": "123"}, "--source"),
    ],
)
def test_bad_requests_are_told_why(address: str, values: dict[str, str], word: str) -> None:
    status, answer = ask(address, **values)
    assert status == 400
    assert word in answer["error"]  # type: ignore[index]


def test_other_host_names_are_refused(address: str) -> None:
    assert ask(address, q="办事处", host="evil.example")[0] == 400
