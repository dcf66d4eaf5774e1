"""The HTML report in a real browser: opening, filtering, a term's page, both languages, 100,000 rows, no fault."""

import re
import shutil
import time
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from duizhao.align.bitext import Bitext, Pair
from duizhao.qa.finding import Finding, TextSpan
from duizhao.qa.reports.formats import write_report
from duizhao.qa.reports.report import make_report
from duizhao.qa.settings import Settings

api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
expect = api.expect
# relative luminance and contrast as WCAG 2 defines them
CONTRAST = """() => {
  const part = x => (x /= 255, x <= .03928 ? x / 12.92 : ((x + .055) / 1.055) ** 2.4);
  const light = c => {
    const v = c.match(/[\\d.]+/g).slice(0, 3).map(part);
    return .2126 * v[0] + .7152 * v[1] + .0722 * v[2];
  };
  const ground = n => {
    for (; n; n = n.parentElement) {
      const c = getComputedStyle(n).backgroundColor;
      if (!/, 0\\)$|transparent/.test(c)) return c;
    }
    return 'rgb(255,255,255)';
  };
  let worst = 99;
  for (const n of document.querySelectorAll('header *, form *, .item *')) {
    if (![...n.childNodes].some(c => c.nodeType === 3 && c.data.trim())) continue;
    const a = light(getComputedStyle(n).color), b = light(ground(n));
    worst = Math.min(worst, (Math.max(a, b) + .05) / (Math.min(a, b) + .05));
  }
  return worst;
}"""
ROWS = [
    ("调查团走访了37个村庄。", "The mission visited 73 villages."),
    ("乍得、秘鲁和肯尼亚参加了会议。", "Chad, Peru and Uganda took part in the meeting."),
    ("条约机构举行了会议。", "The treaty bodies met."),
    ("条约机构通过了报告。", "The convention organs adopted the report."),
    ("委员会通过了<i>报告</i>。", "The Committee adopted the the <i>report</i>."),
]


@pytest.fixture(scope="module")
def browser() -> Iterator[object]:
    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if chromium is None:
        pytest.skip("no chromium on this machine")
    with api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def page(browser) -> Iterator[object]:
    page = browser.new_page(viewport={"width": 1280, "height": 860})
    faults: list[str] = []
    page.on("console", lambda message: faults.append(message.text) if message.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("request", lambda request: faults.append(request.url) if request.url.startswith("http") else None)
    yield page
    page.close()
    assert faults == []


@pytest.fixture(scope="module")
def small(run, glossary, tmp_path_factory) -> Path:
    file = tmp_path_factory.mktemp("report") / "report.html"
    write_report(make_report(run(ROWS), [("A/00/1", 0, len(ROWS))], glossary, Settings()), file)
    return file


@pytest.fixture(scope="module")
def big(run, glossary, tmp_path_factory) -> Path:
    file = tmp_path_factory.mktemp("report") / "big.html"
    count = 100_000
    pairs = tuple(
        Pair(str(i), "paragraph", "", f"第{i}段。" * (i % 9 + 1), f"Paragraph {i}. " * (i % 7 + 1), 1.0)
        for i in range(count)
    )
    spans = (TextSpan(1, 2),), (TextSpan(0, 9),)
    findings = tuple(Finding("numbers", str(i), i, "error", "zh", (str(i),), *spans) for i in range(count))
    result = replace(run(ROWS), bitext=Bitext(pairs), findings=findings, uses=None)
    report = make_report(result, [("A/00/1", 0, count)], glossary, Settings())
    write_report(report, file)
    return file


def test_summary_first(page, small):
    page.goto(small.as_uri())
    assert page.locator("#view-summary .tile").count() >= 5
    assert page.locator("#view-summary svg[role=img]").count() > 5
    assert not page.locator("#view-findings").is_visible()


def test_filter_search_and_marks(page, small):
    page.goto(small.as_uri())
    page.click("a[data-view=findings]")
    page.select_option("#f-check", label="numbers")
    assert page.locator("#list-findings .item").count() == 1
    assert page.locator("#list-findings mark").all_inner_texts() == ["37", "73"]
    page.select_option("#f-check", "")
    page.fill("#f-search", "Uganda")
    expect(page.locator("#list-findings .item")).to_have_count(1)
    assert "肯尼亚" in page.locator("#list-findings .item").inner_text()
    page.fill("#f-search", "no such text")
    page.wait_for_selector("#list-findings .empty")


def test_texts_are_no_markup(page, small):
    page.goto(small.as_uri() + "#findings")
    assert page.locator("#list-findings i").count() == 0
    assert "<i>report</i>" in page.locator("#list-findings").inner_text()


def test_page_of_a_term(page, small):
    page.goto(small.as_uri())
    page.click("a[data-view=terms]")
    page.click("#list-terms a >> text=条约机构")
    assert page.locator("#term-head h2").inner_text().startswith("条约机构")
    assert page.locator("#term-head svg[role=img]").count() == 2
    assert page.locator("#list-places .item").count() == 2
    page.go_back()
    assert page.locator("#list-terms").is_visible()


def test_both_languages(page, small):
    page.goto(small.as_uri() + "#findings")
    assert page.locator("h1").inner_text() == "Quality report"
    page.click("#language")
    assert page.locator("h1").inner_text() == "质量检查报告"
    assert "英文" in page.locator("#list-findings .message").first.inner_text()
    assert page.evaluate("document.documentElement.lang") == "zh-Hans"


def test_by_keyboard_and_with_names(page, small):
    page.goto(small.as_uri())
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    unnamed = page.evaluate(
        "[...document.querySelectorAll('button,select,input,a')].filter(n => !(n.textContent.trim() || n.ariaLabel"
        " || n.closest('label')?.textContent.trim())).length"
    )
    assert unnamed == 0
    assert page.locator("[role=list][aria-label]").count() == 4


def test_contrast_of_texts(page, small):
    """WCAG 2 AA: 4.5 to 1, for every text of the summary and the findings."""
    page.goto(small.as_uri() + "#findings")
    worst = page.evaluate(CONTRAST)
    assert worst >= 4.5


def test_a_hundred_thousand_findings(page, big):
    page.goto(big.as_uri() + "#findings")
    assert page.locator("#list-findings .row").count() < 60
    page.evaluate("document.getElementById('list-findings').scrollTop = 2000000")
    first = page.locator("#list-findings .row").first
    expect(first).to_have_attribute("aria-posinset", re.compile(r"\d{5}"))
    started = time.monotonic()
    page.fill("#f-search", "Paragraph 99999.")
    expect(page.locator("#list-findings .row")).to_have_count(1)
    assert page.locator("#list-findings .id").inner_text() == "99999"
    print(f"search among 100,000 findings: {time.monotonic() - started:.2f} s")


def test_rows_do_not_overlap(page, big):
    page.goto(big.as_uri() + "#findings")
    page.evaluate("document.getElementById('list-findings').scrollTop = 123456")
    page.wait_for_timeout(300)
    boxes = page.evaluate(
        "[...document.querySelectorAll('#list-findings .row')].map(n => [n.offsetTop, n.offsetHeight])"
    )
    assert all(abs(a[0] + a[1] - b[0]) <= 2 for a, b in pairwise(boxes))


def test_print_shows_what_the_filters_show(page, small):
    page.goto(small.as_uri() + "#findings")
    page.select_option("#f-check", label="numbers")
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    assert page.locator("#paper .item").count() == 1
