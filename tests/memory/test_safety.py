"""A memory survives kills, full disks, wrong files and older versions; units lost are none, files touched are none."""

import os
import resource
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest
from duizhao.errors import DuizhaoError
from duizhao.memory import store as database
from duizhao.memory.importing import import_files, import_units
from duizhao.memory.maintenance import compact, memory_figures, remove_units
from duizhao.memory.memory import open_memory
from duizhao.memory.store import MemoryUnit

OLD = 500
NEW = 20_000
IMPORT = """
import sys
from duizhao.memory.importing import import_units
from duizhao.memory.store import MemoryUnit
units = (MemoryUnit(f"第{n}号决议", f"Resolution number {n}", "A/99/9", f"p{n}.1") for n in range(int(sys.argv[2])))
print("started", flush=True)
import_units(units, sys.argv[1])
print("done", flush=True)
"""


def units(count: int, document: str = "A/99/8") -> list[MemoryUnit]:
    return [MemoryUnit(f"第{n}段案文", f"Text of paragraph {n}", document, f"p{n}.1") for n in range(count)]


def is_whole(path: Path) -> int:
    """Return the number of units of a memory whose index and units fit together."""
    with sqlite3.connect(path) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        last = connection.execute("SELECT max(last_id) FROM block").fetchone()[0]
        assert last == connection.execute("SELECT max(id) FROM unit").fetchone()[0]
    connection.close()
    with open_memory(path) as memory:
        assert memory.concordance("段", "zh", limit=1) or memory.concordance("决议", "zh", limit=1)
        return len(memory)


@pytest.mark.parametrize("exists", [False, True], ids=["new", "existing"])
def test_a_killed_import_leaves_before_or_after(tmp_path: Path, exists: bool) -> None:
    path = tmp_path / "my.db"
    if exists:
        import_units(units(OLD), path)
    before = OLD if exists else 0
    outcomes = set()
    for delay in (0.0, 0.05, 0.12, 0.2, 0.3, 0.45):
        child = subprocess.Popen(
            [sys.executable, "-c", IMPORT, str(path), str(NEW)], stdout=subprocess.PIPE, cwd=tmp_path
        )
        assert child.stdout is not None
        assert child.stdout.readline() == b"started\n"
        time.sleep(delay)
        child.kill()
        child.wait()
        child.stdout.close()
        count = is_whole(path) if path.exists() else 0
        assert count in (before, before + NEW)
        outcomes.add(count)
    assert before in outcomes  # at least one kill came in the middle
    import_units(units(3, "A/99/7"), path)
    assert [name.name for name in tmp_path.iterdir() if "part" in name.name] == []
    assert is_whole(path) in (before + 3, before + NEW + 3)


def test_a_full_disk_is_one_line_and_changes_nothing(tmp_path: Path) -> None:
    path = tmp_path / "my.db"
    import_units(units(OLD), path)
    before = path.read_bytes()
    for target in (path, tmp_path / "other.db"):
        limit = len(before) + 100_000

        def small_disk(limit: int = limit) -> None:
            resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))

        code = IMPORT.replace("import sys", "import signal, sys; signal.signal(signal.SIGXFSZ, signal.SIG_IGN)")
        code = code.replace("import_units(units", "from duizhao.errors import DuizhaoError\ntry: import_units(units")
        code += "except DuizhaoError as error: sys.exit(str(error))\n"
        code = code.replace('print("done", flush=True)\n', "")
        result = subprocess.run(
            [sys.executable, "-c", code, str(target), "60000"], capture_output=True, text=True, preexec_fn=small_disk
        )
        assert result.returncode == 1
        assert result.stderr.count("\n") == 1, result.stderr
        assert str(target) in result.stderr
        assert "disk" in result.stderr or "written" in result.stderr or "used" in result.stderr
    assert not (tmp_path / "other.db").exists()
    assert is_whole(path) == OLD
    assert [name.name for name in tmp_path.iterdir() if name.suffix == ".part"] == []


def test_foreign_files_are_refused_untouched(tmp_path: Path) -> None:
    other = tmp_path / "other.db"
    connection = sqlite3.connect(other)
    connection.execute("CREATE TABLE unit (id INTEGER)")
    connection.commit()
    connection.close()
    text = tmp_path / "text.db"
    text.write_text("no database", encoding="utf-8")
    empty = tmp_path / "empty.db"
    empty.touch()
    for path in (other, text, empty):
        before = path.read_bytes(), path.stat().st_mtime_ns
        for action in (
            lambda path=path: open_memory(path),
            lambda path=path: import_units(units(1), path),
            lambda path=path: compact(path),
            lambda path=path: remove_units(path, ids=[1]),
            lambda path=path: memory_figures(path),
        ):
            with pytest.raises(DuizhaoError, match="not a memory made by duizhao"):
                action()
        assert (path.read_bytes(), path.stat().st_mtime_ns) == before
    assert sorted(name.name for name in tmp_path.iterdir()) == ["empty.db", "other.db", "text.db"]


def test_a_newer_version_is_refused_untouched(tmp_path: Path) -> None:
    path = tmp_path / "my.db"
    import_units(units(2), path)
    head = bytearray(path.read_bytes())
    head[60:64] = (database.VERSION + 1).to_bytes(4, "big")
    path.write_bytes(head)
    with pytest.raises(DuizhaoError, match="install a newer duizhao"):
        import_units(units(3), path)
    assert path.read_bytes() == head


def test_an_older_version_is_migrated_with_a_backup(tmp_path: Path) -> None:
    path = tmp_path / "my.db"
    import_units(units(5), path)
    connection = sqlite3.connect(path)
    connection.execute("DROP INDEX unit_document")  # what version 1 had not
    connection.execute("DELETE FROM posting WHERE (key >> 42) & 3 = 3")  # nor version 2
    connection.execute("PRAGMA user_version = 1")
    connection.commit()
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()
    with open_memory(path) as memory:
        assert len(memory) == 5
        assert memory.exact("第3段案文", "zh")[0].unit == "p3.1"
        query = "Text of paragraph X, which goes on and on, longer than what is found by runs of three letters"
        assert memory.fuzzy(query[:40], "en", threshold=40)[0].percent >= 40
    connection = sqlite3.connect(path)
    assert connection.execute("PRAGMA user_version").fetchone() == (database.VERSION,)
    assert connection.execute("SELECT count(*) FROM sqlite_master WHERE name = 'unit_document'").fetchone() == (1,)
    connection.close()
    backup = sqlite3.connect(tmp_path / "my.db.v1.bak")
    assert backup.execute("PRAGMA user_version").fetchone() == (1,)
    assert backup.execute("SELECT count(*) FROM unit").fetchone() == (5,)
    backup.close()


def test_a_read_only_file_is_searched_and_not_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "my.db"
    import_units(units(2), path)
    path.chmod(0o444)
    if os.geteuid() == 0:  # root may write all: what the file system would say to others
        monkeypatch.setattr(os, "access", lambda _path, mode: mode != os.W_OK)
    with open_memory(path) as memory:
        assert len(memory) == 2
    with pytest.raises(DuizhaoError, match="read-only"):
        import_units(units(3), path)


def test_readers_go_on_while_one_writes_and_a_second_writer_waits_or_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "my.db"
    import_units(units(10), path)
    monkeypatch.setattr(database, "_WAIT", 0.05)
    writer = database.open_database(path, write=True)
    writer.execute("BEGIN IMMEDIATE")
    writer.execute("DELETE FROM unit")
    with open_memory(path) as memory:
        assert len(memory) == 10
        assert memory.fuzzy("第3段案文", "zh", limit=1)[0].percent == 100
        with pytest.raises(DuizhaoError, match="another program is writing"):
            import_units(units(1, "A/99/1"), path)
    writer.execute("ROLLBACK")
    writer.close()
    import_units(units(1, "A/99/1"), path)
    assert memory_figures(path).units == 11


def test_a_damaged_file_is_one_line(tmp_path: Path) -> None:
    path = tmp_path / "my.db"
    import_units(units(2000), path)
    data = bytearray(path.read_bytes())
    data[8192:] = bytes(len(data) - 8192)
    path.write_bytes(data)
    with pytest.raises(DuizhaoError, match=r"my\.db"), open_memory(path) as memory:
        memory.fuzzy("第3段案文", "zh")


def test_a_memory_without_its_tables_is_one_line(tmp_path: Path) -> None:
    path = tmp_path / "my.db"
    import_units(units(2), path)
    connection = sqlite3.connect(path)
    connection.execute("DROP TABLE posting")
    connection.close()
    with pytest.raises(DuizhaoError, match="tables are missing"):
        open_memory(path)


def test_ids_may_lie_far_apart(tmp_path: Path) -> None:
    path = tmp_path / "my.db"
    import_units(units(6), path)
    connection = sqlite3.connect(path)
    connection.execute("UPDATE unit SET id = id + 9000000 WHERE id > 3")
    connection.commit()
    connection.close()
    compact(path)
    with open_memory(path) as memory:
        assert [hit.id for hit in memory.concordance("案文", "zh")] == [9000006, 9000005, 9000004, 3, 2, 1]
        assert len(memory.fuzzy("第9段案文", "zh", limit=9)) == 6


def test_a_missing_file_says_how_to_make_one(tmp_path: Path) -> None:
    with pytest.raises(DuizhaoError, match="duizhao tm import"):
        open_memory(tmp_path / "none.db")
    with pytest.raises(DuizhaoError, match="none"):
        import_units(units(1), tmp_path / "none" / "my.db")


def test_an_import_that_fails_midway_changes_nothing(tmp_path: Path) -> None:
    path = tmp_path / "my.db"
    import_units(units(5), path)
    with pytest.raises(DuizhaoError, match=r"missing\.tmx"):
        import_files([tmp_path / "missing.tmx"], path)
    with pytest.raises(DuizhaoError, match=r"missing\.tmx"):
        import_files([tmp_path / "missing.tmx"], tmp_path / "new.db")
    assert sorted(name.name for name in tmp_path.iterdir()) == ["my.db"]
    assert is_whole(path) == 5


def test_the_log_of_a_deleted_memory_does_no_harm(tmp_path: Path) -> None:
    path = tmp_path / "my.db"
    import_units(units(10), path)
    writer = database.open_database(path, write=True)
    writer.execute("UPDATE unit SET zh = 'from the log'")
    log = (tmp_path / "my.db-wal").read_bytes()
    writer.close()
    path.unlink()
    (tmp_path / "my.db-wal").write_bytes(log)
    import_units(units(10), path)
    with open_memory(path) as memory:
        assert [unit.zh for unit in memory.units()] == [unit.zh for unit in units(10)]


def test_many_small_imports_make_few_blocks(tmp_path: Path) -> None:
    path = tmp_path / "my.db"
    for number in range(40):
        import_units(units(20, f"A/99/{number}"), path)
    figures = memory_figures(path)
    assert (figures.units, len(figures.documents)) == (800, 40)
    assert figures.blocks <= 4
    with open_memory(path) as memory:
        assert len(memory.exact("第7段案文", "zh")) == 40


def test_what_is_removed_is_not_found_and_compact_frees_its_space(tmp_path: Path) -> None:
    path = tmp_path / "my.db"
    import_units([*units(3000), *units(10, "A/99/1")], path)
    with pytest.raises(DuizhaoError, match="nothing was removed"):
        remove_units(path, documents=["A/99/8", "A/00/0"])
    assert memory_figures(path).units == 3010
    assert remove_units(path, documents=["A/99/8"], ids=[3001]) == 3001
    with open_memory(path) as memory:
        assert [hit.document for hit in memory.concordance("第5段", "zh")] == ["A/99/1"]
        assert memory.exact("第2999段案文", "zh") == []
        assert {hit.document for hit in memory.fuzzy("第5段案文", "zh")} == {"A/99/1"}
    before, after = compact(path)
    assert after < before / 4
    assert is_whole(path) == 9
    import_units(units(3), path)
    assert is_whole(path) == 12
