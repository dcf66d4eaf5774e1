import html
import json
import re
import shutil
import subprocess

import pytest
from duizhao.terms.extraction.candidates import Candidate, review_page
from duizhao.terms.glossary import Concept, Example, Term

EVIL = '</script><script>alert("x")</script>'


def candidate(kind="term", zh="条约机构", en="treaty bodies"):
    terms = (Term(zh, "zh", frequency=6), Term(en, "en", frequency=6))
    return Candidate(Concept("c1", terms, frequency=6, documents=1, score=0.5, examples=(Example("p1", zh, en),)), kind)


def test_new_and_known_terms_stand_apart():
    page = review_page([candidate(), candidate("known", "人权", "human rights")], "out.tmx")
    new, known = page.split("Known terms found")
    assert "条约机构" in new
    assert "human rights ×6" in known
    assert page.count('class="yes"') == 1


def test_text_is_escaped_everywhere():
    page = review_page([candidate(en=EVIL), candidate("known", en=EVIL)], EVIL)
    assert "<script>alert" not in page
    assert page.count("<script>") == 1


def test_rows_hold_what_accepting_saves():
    row = re.search(r'data-row="([^"]*)"', review_page([candidate(en='a "quoted" <term>')], "x"))
    saved = json.loads(html.unescape(row.group(1)))
    assert (saved["en"], saved["status"], saved["frequency"]) == ('a "quoted" <term>', "approved", "6")


def test_the_page_asks_nothing_of_the_network():
    page = review_page([candidate()], "x")
    assert not re.search(r'(?:src|href)="(?!data:)', page)
    assert "default-src 'none'" in page


@pytest.mark.skipif(shutil.which("chromium") is None, reason="needs the browser chromium")
def test_the_script_runs_in_a_browser(tmp_path):
    """A click on accept shows in the count: the page's own script is run, with one click added at its end."""
    page = review_page([candidate()], "x").replace(
        "</body>", "<script>document.querySelector('.yes').click()</script></body>"
    )
    (tmp_path / "page.html").write_text(page, encoding="utf-8")
    done = subprocess.run(
        ["chromium", "--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={tmp_path / 'profile'}",
         "--dump-dom", (tmp_path / "page.html").as_uri()],
        capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    assert '<span id="accepted">1</span>' in done.stdout, done.stderr[-500:]
    assert 'class="accepted"' in done.stdout
