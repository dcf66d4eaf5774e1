import json

import pytest
from click.testing import CliRunner
from duizhao.cli import cli

PDF = b"%PDF-1.4\n" + bytes(1000)


@pytest.fixture
def call(document_server, tmp_path):
    def run(*arguments):
        command = ["fetch", *arguments, "-o", str(tmp_path), "--base-url", document_server.address]
        return CliRunner().invoke(cli, command)

    return run


def test_both_versions(call, document_server, tmp_path):
    document_server.files = {("A/76/36", "zh"): PDF, ("A/76/36", "en"): PDF}
    result = call("A/76/36")
    assert result.exit_code == 0
    assert result.stdout.splitlines() == [
        f"A/76/36 zh: fetched, {tmp_path / 'A_76_36-C.pdf'}, 1,009 B",
        f"A/76/36 en: fetched, {tmp_path / 'A_76_36-E.pdf'}, 1,009 B",
    ]
    assert "already there" in call("A/76/36").stdout


def test_json_and_languages(call, document_server):
    document_server.files = {("A/76/36", "fr"): PDF}
    result = call("https://undocs.org/zh/A/76/36", "--languages", "fr", "--json", "--to", "docx")
    found = json.loads(result.stdout)
    assert [(item["symbol"], item["language"], item["status"]) for item in found] == [("A/76/36", "fr", "fetched")]
    assert found[0]["entry"]["asked"] == "docx"


def test_missing_version_is_one_line_and_an_error(call, document_server):
    document_server.files = {("A/76/36", "en"): PDF}
    result = call("A/76/36")
    assert "A/76/36 zh: the server has no such document" in result.stderr
    assert "A/76/36 en: fetched" in result.stdout
    assert "1 of 2 files could not be downloaded" in str(result.exception)


def test_base_address_from_the_environment(document_server, tmp_path, monkeypatch):
    document_server.files = {("A/76/36", "zh"): PDF}
    monkeypatch.setenv("DUIZHAO_BASE_URL", document_server.address)
    result = CliRunner().invoke(cli, ["fetch", "A/76/36", "--languages", "zh", "-o", str(tmp_path)])
    assert result.exit_code == 0
