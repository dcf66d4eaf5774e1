"""Two versions of a document from files or from its symbol."""

import io
from pathlib import Path
from typing import Any

import docx
import pytest
from duizhao.corpora.official.fetching import read_pair
from duizhao.errors import DuizhaoError

ZH = "<h1>报告</h1><p>1. 办公室支持会员国重建得更好。</p>"
EN = "<h1>Report</h1><p>1. The Office supported Member States in building back better.</p>"


def test_two_files(tmp_path: Path) -> None:
    for name, text in (("zh.html", ZH), ("en.html", EN)):
        (tmp_path / name).write_text(text, encoding="utf-8")
    zh, en = read_pair(str(tmp_path / "zh.html"), str(tmp_path / "en.html"))
    assert (zh.language, en.language) == ("zh", "en")


def word(text: str) -> bytes:
    document = docx.Document()
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
