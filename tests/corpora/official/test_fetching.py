"""Downloads, against a server on loopback that behaves as the real one; no other address is ever contacted."""

import hashlib
import io
import zipfile
from email.utils import formatdate
from pathlib import Path
from typing import Any

import docx as word_documents
import pytest
from duizhao.corpora.official.download import Patience
from duizhao.corpora.official.fetching import (
    base_address,
    fetch,
    fetch_pair,
    read_manifest,
    read_pair,
    symbol_address,
)  # fmt: skip
from duizhao.corpora.reading import read
from duizhao.errors import DuizhaoError
from duizhao.language.symbols import Symbol, read_symbol

PDF = b"%PDF-1.4\n" + bytes(range(256)) * 800


def docx():
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("word/document.xml", "<x/>")
    return stream.getvalue()


@pytest.fixture
def waits():
    return []


@pytest.fixture
def patience(waits):
    return Patience(attempts=4, timeout=5, first_wait=1, sleep=waits.append)


def run(server, folder, *symbols, patience, **options):
    return fetch(symbols, folder, base=server.address, patience=patience, **options)


def test_both_versions_with_manifest(document_server, tmp_path, patience):
    document_server.files = {("A/76/36", "zh"): PDF, ("A/76/36", "en"): docx()}
    results = run(document_server, tmp_path, "a/76/36", patience=patience)
    assert [(result.status, result.path and result.path.name) for result in results] == [
        ("fetched", "A_76_36-C.pdf"), ("fetched", "A_76_36-E.docx"),
    ]  # fmt: skip
    assert (tmp_path / "A_76_36-C.pdf").read_bytes() == PDF
    entries = read_manifest(tmp_path)
    assert [(entry.symbol, entry.language, entry.asked, entry.format) for entry in entries] == [
        ("A/76/36", "en", "pdf", "docx"), ("A/76/36", "zh", "pdf", "pdf"),
    ]  # fmt: skip
    assert entries[1].size == len(PDF)
    assert entries[1].sha256 == hashlib.sha256(PDF).hexdigest()
    assert entries[1].address.startswith(document_server.address)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["A_76_36-C.pdf", "A_76_36-E.docx", "manifest.tsv"]


def test_what_is_there_is_not_fetched_again_unless_it_changed(document_server, tmp_path, patience):
    document_server.files = {("A/76/36", "zh"): PDF, ("A/76/36", "en"): PDF}
    run(document_server, tmp_path, "A/76/36", patience=patience)
    document_server.requests.clear()
    assert {result.status for result in run(document_server, tmp_path, "A/76/36", patience=patience)} == {"there"}
    assert document_server.requests == []
    (tmp_path / "A_76_36-C.pdf").write_bytes(b"broken")
    statuses = [result.status for result in run(document_server, tmp_path, "A/76/36", patience=patience)]
    assert statuses == ["fetched", "there"]
    assert (tmp_path / "A_76_36-C.pdf").read_bytes() == PDF


def test_missing_language_and_wrong_symbol_do_not_stop_the_rest(document_server, tmp_path, patience):
    document_server.files = {("A/76/36", "en"): PDF, ("A/76/37", "zh"): PDF}
    results = run(document_server, tmp_path, "A/76/36", "nonsense", "A/76/37", patience=patience)
    assert [(result.symbol, result.language, result.status) for result in results] == [
        ("A/76/36", "zh", "missing"), ("A/76/36", "en", "fetched"), ("nonsense", "", "failed"),
        ("A/76/37", "zh", "fetched"), ("A/76/37", "en", "missing"),
    ]  # fmt: skip
    assert len(read_manifest(tmp_path)) == 2


def test_redirects_are_followed(document_server, tmp_path, patience):
    document_server.files = {("A/76/36", "zh"): PDF}
    document_server.plan = [("redirect", "/moved?s=A/76/36&l=zh")]
    assert run(document_server, tmp_path, "A/76/36", patience=patience, languages=["zh"])[0].status == "fetched"


@pytest.mark.parametrize("address", ["file:///etc/passwd", "ftp://127.0.0.1/x"])
def test_redirect_to_another_kind_of_address_is_refused(document_server, tmp_path, patience, address):
    document_server.plan = [("redirect", address)]
    result = run(document_server, tmp_path, "A/76/36", patience=patience, languages=["zh"])[0]
    assert (result.status, len(document_server.requests)) == ("failed", 1)
    assert list(tmp_path.iterdir()) == []


def test_pdf_where_a_document_was_asked_for(document_server, tmp_path, patience):
    document_server.files = {("A/76/36", "zh"): PDF}
    result = run(document_server, tmp_path, "A/76/36", patience=patience, languages=["zh"], asked="docx")[0]
    assert (result.path.name, result.message) == ("A_76_36-C.pdf", "the server sent PDF")
    assert document_server.requests[0].endswith("t=doc")


def test_busy_server_is_waited_for(document_server, tmp_path, patience, waits):
    document_server.files = {("A/76/36", "zh"): PDF}
    document_server.plan = [("status", 429, {"Retry-After": "7"}), ("status", 503, {}), ("status", 500, {})]
    assert run(document_server, tmp_path, "A/76/36", patience=patience, languages=["zh"])[0].status == "fetched"
    assert waits == [7, 14, 28]


def test_retry_after_as_a_date_and_giving_up(document_server, tmp_path, patience, waits):
    document_server.plan = [("status", 429, {"Retry-After": formatdate(usegmt=True)})] * 9
    result = run(document_server, tmp_path, "A/76/36", patience=patience, languages=["zh"])[0]
    assert result.status == "failed"
    assert "in 4 attempts (429" in result.message
    assert waits == [1, 2, 4]
    assert list(tmp_path.iterdir()) == []


def test_refusal_is_final(document_server, tmp_path, patience):
    document_server.plan = [("status", 403, {})]
    result = run(document_server, tmp_path, "A/76/36", patience=patience, languages=["zh"])[0]
    assert (result.status, "403" in result.message) == ("failed", True)
    assert len(document_server.requests) == 1


def test_cut_connection_is_resumed_where_the_version_is_the_same(document_server, tmp_path, patience):
    document_server.files = {("A/76/36", "zh"): PDF}
    document_server.plan = [("cut", 70_000), ("cut", 50_000)]
    assert run(document_server, tmp_path, "A/76/36", patience=patience, languages=["zh"])[0].status == "fetched"
    assert (tmp_path / "A_76_36-C.pdf").read_bytes() == PDF
    assert document_server.ranges == ["", "bytes=70000-", "bytes=120000-"]


def test_cut_connection_starts_again_where_the_file_has_changed(document_server, tmp_path, patience):
    document_server.files = {("A/76/36", "zh"): b"%PDF-1.4 old" + bytes(150_000)}
    document_server.plan = [("cut", 70_000), ("change", ("A/76/36", "zh"), PDF)]
    assert run(document_server, tmp_path, "A/76/36", patience=patience, languages=["zh"])[0].status == "fetched"
    assert (tmp_path / "A_76_36-C.pdf").read_bytes() == PDF


def test_download_goes_on_in_the_next_run(document_server, tmp_path, waits):
    document_server.files = {("A/76/36", "zh"): PDF}
    document_server.plan = [("cut", 70_000)]
    once = Patience(attempts=1, timeout=5, sleep=waits.append)
    assert run(document_server, tmp_path, "A/76/36", patience=once, languages=["zh"])[0].status == "failed"
    assert not (tmp_path / "A_76_36-C.pdf").exists()
    assert run(document_server, tmp_path, "A/76/36", patience=once, languages=["zh"])[0].status == "fetched"
    assert document_server.ranges[-1] == "bytes=70000-"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["A_76_36-C.pdf", "manifest.tsv"]


@pytest.mark.parametrize("body", [b"<!DOCTYPE html><p>No document", b"", b"\x89PNG\r\n\x1a\n", b"plain words"])
def test_what_is_no_document_is_not_kept(document_server, tmp_path, patience, body):
    document_server.files = {("A/76/36", "zh"): body}
    result = run(document_server, tmp_path, "A/76/36", patience=patience, languages=["zh"])[0]
    assert result.status == "failed"
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "symbol", ["../../A/1", "A/../../../x1", "/tmp/A/1", "A/76/36\0", "https://example.org/A/76/36"]
)
def test_no_symbol_writes_outside_the_folder(document_server, tmp_path, patience, symbol):
    folder = tmp_path / "in" / "here"
    assert run(document_server, folder, symbol, patience=patience)[0].status == "failed"
    assert document_server.requests == []
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


def test_manifest_that_names_a_file_elsewhere_is_not_believed(document_server, tmp_path, patience):
    document_server.files = {("A/76/36", "zh"): PDF}
    folder = tmp_path / "docs"
    folder.mkdir()
    (tmp_path / "other.pdf").write_bytes(PDF)
    digest = hashlib.sha256(PDF).hexdigest()
    (folder / "manifest.tsv").write_text(
        f"A/76/36\tzh\t../other.pdf\tpdf\tpdf\t{len(PDF)}\t{digest}\t2026-01-01T00:00:00Z\tx\nbroken line\n"
    )
    result = run(document_server, folder, "A/76/36", patience=patience, languages=["zh"])[0]
    assert result.path == folder / "A_76_36-C.pdf"


def test_pair_for_the_aligner(document_server, tmp_path, patience):
    document_server.files = {("A/76/36", "zh"): PDF, ("A/76/36", "en"): PDF}
    zh, en = fetch_pair("A/76/36", tmp_path, document_server.address, patience)
    assert (zh.name, en.name) == ("A_76_36-C.pdf", "A_76_36-E.pdf")
    with pytest.raises(DuizhaoError, match="A/76/37 in zh"):
        fetch_pair("A/76/37", tmp_path, document_server.address, patience)


def test_unknown_language_bad_base_and_folder_that_is_a_file(tmp_path, monkeypatch):
    with pytest.raises(DuizhaoError, match="official language"):
        fetch(["A/76/36"], tmp_path, ["zh", "de"], base="http://127.0.0.1:1")
    with pytest.raises(DuizhaoError, match="address of a server"):
        base_address("ftp://x")
    monkeypatch.setenv("DUIZHAO_BASE_URL", "http://127.0.0.1:1/")
    assert base_address() == "http://127.0.0.1:1/"
    file = tmp_path / "file"
    file.write_text("x")
    with pytest.raises(DuizhaoError, match="folder"):
        fetch(["A/76/36"], file, base="http://127.0.0.1:1")


def test_server_that_is_not_there(tmp_path, waits):
    result = fetch(
        ["A/76/36"], Path(tmp_path), ["zh"], base="http://127.0.0.1:1",
        patience=Patience(attempts=2, timeout=2, sleep=waits.append),
    )[0]  # fmt: skip
    assert (result.status, "in 2 attempts" in result.message) == ("failed", True)


def test_addresses_of_the_document_service():
    assert symbol_address(read_symbol("S/RES/1325 (2000)"), "zh", base="http://127.0.0.1:9/") == (
        "http://127.0.0.1:9/api/symbol/access?s=S/RES/1325%20%282000%29&l=zh&t=pdf"
    )
    assert symbol_address(Symbol(("A", "76", "36")), "en", document=True).endswith("?s=A/76/36&l=en&t=doc")


ZH = "<h1>报告</h1><p>1. 办公室支持会员国重建得更好。</p>"
EN = "<h1>Report</h1><p>1. The Office supported Member States in building back better.</p>"


def test_two_files(tmp_path: Path) -> None:
    for name, text in (("zh.html", ZH), ("en.html", EN)):
        (tmp_path / name).write_text(text, encoding="utf-8")
    zh, en = read(tmp_path / "zh.html"), read(tmp_path / "en.html")
    assert (zh.language, en.language) == ("zh", "en")


def word(text: str) -> bytes:
    document = word_documents.Document()
    document.add_paragraph(text)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def test_a_symbol_is_fetched(document_server: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("duizhao.corpora.official.fetching.default_folder", lambda: tmp_path)
    document_server.files = {
        ("A/76/36", "zh"): word("1. 办公室支持会员国重建得更好。"),
        ("A/76/36", "en"): word("1. The Office supported Member States in building back better."),
    }
    zh, en = read_pair("A/76/36", base=document_server.address)
    assert [(document.language, document.blocks[-1].label) for document in (zh, en)] == [("zh", "1"), ("en", "1")]


@pytest.mark.parametrize("name", ["zh.txt", "no symbol"])
def test_one_file_alone_is_refused(name: str) -> None:
    with pytest.raises(DuizhaoError, match="only one file was given"):
        read_pair(name)
