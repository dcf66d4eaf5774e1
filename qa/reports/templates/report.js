"use strict";
(() => {
const D = JSON.parse(document.getElementById("data").textContent);
const SEVERITIES = ["error", "warning", "info"];
const STATUSES = ["approved", "accepted", "unwanted", "none"];
const PAGE = 50000, PAPER = 2000;
let language = document.documentElement.lang === "zh" ? "zh" : "en";
const $ = id => document.getElementById(id);
const word = (key, ...values) => D.words[language][key].replace(/\{(\d)\}/g, (_, n) => values[n]);
const number = n => n.toLocaleString(language === "zh" ? "zh-CN" : "en");

function make(name, attributes = {}, ...children) {
  const svg = name === "svg" || name === "rect" || name === "title";
  const node = svg ? document.createElementNS("http://www.w3.org/2000/svg", name) : document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (key.startsWith("on")) node.addEventListener(key.slice(2), value);
    else if (value !== null) node.setAttribute(key, value);
  }
  node.append(...children.filter(child => child !== null));
  return node;
}

function marked(text, spans) {
  const node = make("p");
  if (!text) { node.className = "void"; node.append("—"); return node; }
  const points = [...text];            // spans count characters, not UTF-16 units
  const plain = points.length === text.length;
  const cut = (a, b) => plain ? text.slice(a, b) : points.slice(a, b).join("");
  let last = 0;
  for (let i = 0; i < spans.length; i += 2) {
    const start = Math.max(spans[i], last), end = spans[i + 1];
    if (end <= start) continue;
    node.append(cut(last, start), make("mark", {}, cut(start, end)));
    last = end;
  }
  node.append(cut(last, points.length));
  return node;
}

function texts(pair, zh = [], en = []) {
  const left = marked(pair[1], zh), right = marked(pair[2], en);
  left.lang = "zh-Hans"; right.lang = "en";
  return make("div", {class: "texts"}, left, right);
}

// a stacked bar: parts are [class, count]
function bar(parts, most, label) {
  const svg = make("svg", {viewBox: "0 0 100 10", preserveAspectRatio: "none", role: "img", "aria-label": label});
  svg.append(make("title", {}, label));
  let x = 0;
  for (const [kind, count] of parts) {
    const width = most ? 100 * count / most : 0;
    if (width) svg.append(make("rect", {class: "fill-" + kind, x, y: 0, width, height: 10}));
    x += width;
  }
  return svg;
}

// rows of unequal height, drawn only where one looks: heights are guessed, then measured
class Rows {
  constructor(box, draw, guess) {
    this.box = box; this.draw = draw; this.guess = guess; this.items = []; this.page = 0;
    this.space = make("div", {class: "space"});
    this.pager = make("div", {class: "pager", hidden: ""});
    box.append(this.space); box.after(this.pager);
    box.addEventListener("scroll", () => this.later(), {passive: true});
    new ResizeObserver(() => { if (box.clientWidth !== this.width) { this.width = box.clientWidth; this.measure(); } this.later(); }).observe(box);
  }
  set(items) { this.all = items; this.page = 0; this.turn(0); }
  turn(page) {
    this.page = page;
    this.items = this.all.length > PAGE ? this.all.slice(page * PAGE, (page + 1) * PAGE) : this.all;
    this.box.scrollTop = 0;
    this.measure(); this.paint(); this.pages();
  }
  pages() {
    const count = Math.ceil(this.all.length / PAGE);
    this.pager.hidden = count < 2;
    const step = (to, sign) => make("button", {type: "button", onclick: () => this.turn(to), ...(to < 0 || to >= count ? {disabled: ""} : {})}, sign);
    this.pager.replaceChildren(step(this.page - 1, "‹"), `${this.page + 1} / ${count}`, step(this.page + 1, "›"));
  }
  measure() {
    this.heights = new Float64Array(this.items.length);
    for (let i = 0; i < this.items.length; i++) this.heights[i] = this.guess(this.items[i], this.box.clientWidth || 1000);
    this.sum();
  }
  sum() {
    this.tops = new Float64Array(this.items.length + 1);
    for (let i = 0; i < this.items.length; i++) this.tops[i + 1] = this.tops[i] + this.heights[i];
    this.space.style.height = this.tops[this.items.length] + 24 + "px";
  }
  at(y) {
    let low = 0, high = this.items.length;
    while (low < high) { const mid = (low + high) >> 1; if (this.tops[mid + 1] <= y) low = mid + 1; else high = mid; }
    return low;
  }
  later() { if (!this.due) { this.due = true; requestAnimationFrame(() => { this.due = false; this.paint(); }); } }
  paint() {
    const top = this.box.scrollTop, tall = this.box.clientHeight || 800;
    const first = this.at(Math.max(0, top - 400)), last = Math.min(this.items.length, this.at(top + tall + 400) + 1);
    const nodes = [];
    for (let i = first; i < last; i++) {
      const node = make("div", {class: "row", role: "listitem", "aria-setsize": this.all.length, "aria-posinset": this.page * PAGE + i + 1});
      node.append(this.draw(this.items[i]));
      nodes.push(node);
    }
    this.space.replaceChildren(...nodes);
    let changed = false;
    const anchor = this.at(top);
    const before = this.tops[anchor] || 0;
    nodes.forEach((node, k) => {
      const height = node.offsetHeight;
      if (height && Math.abs(height - this.heights[first + k]) > 1) { this.heights[first + k] = height; changed = true; }
    });
    if (changed) {
      this.sum();
      const shift = (this.tops[anchor] || 0) - before;
      if (Math.abs(shift) > 1) this.box.scrollTop = top + shift;
    }
    nodes.forEach((node, k) => { node.style.top = this.tops[first + k] + 12 + "px"; });
    if (!this.items.length) this.space.replaceChildren(make("p", {class: "empty"}, word("nothing")));
  }
}

const lines = (text, perLine) => Math.max(1, Math.ceil(text.length / perLine));
const guessPair = (pair, width) => 23 * Math.max(lines(pair[1], width * .36 / 15.5), lines(pair[2], width * .54 / 7.6));

function findingNode(f) {
  const severity = SEVERITIES[f[2]];
  return make("article", {class: "item " + severity},
    make("header", {},
      make("span", {class: "badge " + severity}, word(severity)),
      make("span", {class: "kind"}, D.names[language][D.checks[f[1]]]),
      make("span", {class: "id"}, D.pairs[f[0]][0]),
      make("p", {class: "message"}, language === "zh" ? f[4] : f[3])),
    texts(D.pairs[f[0]], f[5], f[6]));
}

function termNode(index) {
  const [zh, en, index1, , ways] = D.terms[index];
  const total = ways.reduce((n, w) => n + w[2].length, 0);
  const label = ways.map(w => `${w[0] || word("none")}: ${w[2].length}`).join("; ");
  return make("article", {class: "item"}, make("div", {class: "term-row"},
    make("a", {href: "#term/" + index, lang: "zh-Hans"}, zh), make("span", {lang: "en"}, en),
    bar(ways.map(w => [w[1], w[2].length]), total, label),
    make("span", {class: "n", title: word("count")}, number(total)),
    make("span", {class: "n", title: word("herfindahl")}, index1.toFixed(2))));
}

function placeNode([place, way]) {
  const pair = D.pairs[place], [zh] = term;
  const find = (text, part) => { const at = part ? [...text.toLowerCase()].join("").indexOf(part.toLowerCase()) : -1; return at < 0 ? [] : [at, at + part.length]; };
  return make("article", {class: "item"},
    make("header", {}, make("span", {class: "id"}, pair[0]), make("span", {class: "way"}, way[0] || word("none"))),
    texts(pair, find(pair[1], zh), find(pair[2], way[0])));
}

function repeatNode(r) {
  return make("article", {class: "item"},
    make("header", {}, make("span", {class: "kind"}, `${D.pairs[r[0]][0]} · ${D.pairs[r[1]][0]}`),
      make("span", {class: "way"}, `${word("similarity")}: ${r[2]}% · ${word("chrf")}: ${r[3]}`)),
    texts(D.pairs[r[0]]), texts(D.pairs[r[1]]));
}

let term = ["", "", 1, 1, []];
const findings = new Rows($("list-findings"), findingNode, (f, w) => 84 + guessPair(D.pairs[f[0]], w));
const terms = new Rows($("list-terms"), termNode, () => 50);
const places = new Rows($("list-places"), placeNode, (p, w) => 56 + guessPair(D.pairs[p[0]], w));
const repeats = new Rows($("list-repeats"), repeatNode, (r, w) => 62 + guessPair(D.pairs[r[0]], w) + guessPair(D.pairs[r[1]], w));

function filterFindings() {
  const check = $("f-check").value, severity = $("f-severity").value, needle = $("f-search").value.trim().toLowerCase();
  let rows = D.findings.filter(f => (check === "" || f[1] === +check) && (severity === "" || f[2] === +severity));
  if (needle) rows = rows.filter(f => { const p = D.pairs[f[0]]; return `${p[0]}\n${p[1]}\n${p[2]}\n${f[3]}\n${f[4]}`.toLowerCase().includes(needle); });
  const sort = $("f-sort").value;
  if (sort !== "order") {
    const key = sort === "severity" ? 2 : 1;
    rows = rows.map((f, i) => [f, i]).sort((a, b) => a[0][key] - b[0][key] || a[1] - b[1]).map(pair => pair[0]);
  }
  findings.set(rows);
  $("f-shown").textContent = word("shown", number(rows.length), number(D.findings.length));
}

function filterTerms() {
  const needle = $("t-search").value.trim().toLowerCase();
  const rows = D.terms.map((_, i) => i).filter(i => !needle || `${D.terms[i][0]} ${D.terms[i][1]} ${D.terms[i][4].map(w => w[0]).join(" ")}`.toLowerCase().includes(needle));
  terms.set(rows);
  $("t-shown").textContent = word("shown", number(rows.length), number(D.terms.length));
}

function legend(kinds) {
  return make("ul", {class: "legend"}, ...kinds.map(kind => {
    const box = make("svg", {viewBox: "0 0 10 10", "aria-hidden": "true"}); box.append(make("rect", {class: "fill-" + kind, width: 10, height: 10, rx: 2}));
    return make("li", {}, box, word(kind));
  }));
}

function chart(title, rows, open) {
  const most = Math.max(1, ...rows.map(r => r.counts.reduce((a, b) => a + b, 0)));
  const body = make("tbody");
  for (const row of rows) {
    const total = row.counts.reduce((a, b) => a + b, 0);
    const label = `${row.name}: ${SEVERITIES.map((s, i) => `${word(s)} ${row.counts[i]}`).join(", ")}`;
    const name = open && total ? make("button", {type: "button", class: "link", onclick: () => open(row)}, row.name) : row.name;
    body.append(make("tr", {class: total ? "" : "none"}, make("th", {scope: "row", title: row.name}, name),
      make("td", {class: "bar"}, bar(row.counts.map((n, i) => [SEVERITIES[i], n]), most, label)), make("td", {class: "n"}, number(total))));
  }
  return make("section", {class: "card"}, make("h2", {}, title), make("table", {class: "bars"}, body), legend(SEVERITIES));
}

function drawSummary() {
  const s = D.summary;
  const tile = (value, text, kind = "", note = null) => make("div", {class: "tile " + kind}, make("b", {}, value), make("span", {}, text), note && make("small", {}, note));
  const tiles = make("div", {class: "tiles"}, tile(number(s.pairs), word("pairs")),
    tile(s.pairs ? (100 * s.pairs_without_fault / s.pairs).toFixed(1) + "%" : "—", word("clean")),
    tile(number(s.severities.error), word("errors"), "error"), tile(number(s.severities.warning), word("warnings"), "warning"),
    tile(number(s.severities.info), word("infos"), "info"));
  if (s.accepted) tiles.append(tile(number(s.accepted), word("baseline")));
  const c = s.consistency;
  if (c) {
    const box = tile(c.mean.toFixed(3), word("consistency"), "wide", word("interval", c.low.toFixed(3), c.high.toFixed(3), number(c.terms), number(c.occurrences)));
    box.title = word("consistency_note"); tiles.append(box);
  }
  const counts = D.checks.map(() => [0, 0, 0]);
  for (const f of D.findings) counts[f[1]][f[2]]++;
  const byCheck = D.checks.map((name, i) => ({name: D.names[language][name], i, counts: counts[i]}))
    .sort((a, b) => b.counts.reduce((x, y) => x + y) - a.counts.reduce((x, y) => x + y) || a.i - b.i);
  const of = rows => rows.map(r => ({name: r.name, counts: SEVERITIES.map(k => r[k])}));
  const cards = make("div", {class: "cards"},
    chart(word("by_check"), byCheck, row => { $("f-check").value = row.i; $("f-severity").value = ""; $("f-search").value = ""; location.hash = "#findings"; filterFindings(); }),
    make("div", {}, s.documents.length > 1 ? chart(word("by_document"), of(s.documents)) : null, chart(word("by_section"), of(s.sections))));
  $("view-summary").replaceChildren(tiles, cards, make("p", {class: "signature"}, `${word("signature")}: ${s.signature}`));
}

function drawTerm(index) {
  term = D.terms[index];
  const [zh, en, consistency, approved, ways] = term;
  const total = ways.reduce((n, w) => n + w[2].length, 0);
  const body = make("tbody", {}, ...ways.map(way => make("tr", {},
    make("th", {scope: "row", lang: way[0] ? "en" : null}, way[0] || word("none")),
    make("td", {class: "bar"}, bar([[way[1], way[2].length]], total, `${way[0]}: ${way[2].length}`)),
    make("td", {class: "n"}, number(way[2].length)))));
  $("term-head").replaceChildren(make("div", {class: "in"}, make("a", {href: "#terms"}, "← " + word("back")),
    make("h2", {}, zh + " · " + en),
    make("p", {}, `${word("herfindahl")}: ${consistency.toFixed(3)} · ${word("approved")}: ${(100 * approved).toFixed(0)}% · ${word("count")}: ${number(total)}`),
    make("table", {class: "bars"}, body), legend(STATUSES)));
  places.set(ways.flatMap(way => way[2].map(place => [place, way])));
}

function options(select, rows) {
  const value = select.value;
  select.replaceChildren(...rows.map(([key, text]) => make("option", {value: key}, text)));
  if (rows.some(([key]) => String(key) === value)) select.value = value;
}

function drawWords() {
  document.documentElement.lang = language === "zh" ? "zh-Hans" : "en";
  document.querySelectorAll("[data-word]").forEach(node => { node.textContent = word(node.dataset.word); });
  $("language").textContent = word("language");
  $("language").setAttribute("aria-label", word("language_label"));
  options($("f-check"), [["", word("all_checks")], ...D.checks.map((name, i) => [i, D.names[language][name]]).filter(([i]) => D.summary.checks[D.checks[i]])]);
  options($("f-severity"), [["", word("all_severities")], ...SEVERITIES.map((s, i) => [i, word(s)])]);
  options($("f-sort"), [["order", word("order")], ["severity", word("severity")], ["check", word("check")]]);
  for (const list of ["findings", "terms", "repeats"]) $("list-" + list).setAttribute("aria-label", word(list));
  $("list-places").setAttribute("aria-label", word("places"));
  $("count-findings").textContent = number(D.findings.length);
  $("count-terms").textContent = number(D.terms.length);
  $("count-repeats").textContent = number(D.repeats.length);
  $("t-heads").replaceChildren(make("div", {class: "term-row"}, make("span", {}, word("source")), make("span", {}, word("target")),
    legend(STATUSES), make("span", {class: "n"}, word("count")), make("span", {class: "n"}, word("herfindahl"))));
  drawSummary(); filterFindings(); filterTerms(); repeats.set(D.repeats);
}

function route() {
  const [name, index] = location.hash.slice(1).split("/");
  const view = name === "term" && D.terms[+index] ? "term" : ["summary", "findings", "terms", "repeats"].includes(name) ? name : "summary";
  for (const section of document.querySelectorAll(".view")) section.hidden = section.id !== "view-" + view;
  for (const link of document.querySelectorAll("[data-view]")) {
    if (link.dataset.view === view || (view === "term" && link.dataset.view === "terms")) link.setAttribute("aria-current", "page");
    else link.removeAttribute("aria-current");
  }
  if (view === "term") drawTerm(+index);
  ({findings, terms, repeats})[view]?.measure();
  ({findings, terms, repeats})[view]?.paint();
}

let wait = 0;
const soon = task => { clearTimeout(wait); wait = setTimeout(task, 150); };
$("f-search").addEventListener("input", () => soon(filterFindings));
$("t-search").addEventListener("input", () => soon(filterTerms));
for (const id of ["f-check", "f-severity", "f-sort"]) $(id).addEventListener("change", filterFindings);
document.querySelectorAll("form").forEach(form => form.addEventListener("submit", event => event.preventDefault()));
$("language").addEventListener("click", () => { language = language === "zh" ? "en" : "zh"; drawWords(); route(); });
$("print").addEventListener("click", () => window.print());
window.addEventListener("beforeprint", () => {
  const paper = $("paper");
  const rows = findings.all.slice(0, PAPER);
  paper.hidden = $("view-findings").hidden;
  paper.replaceChildren(...(findings.all.length > PAPER ? [make("p", {}, word("print_note", PAPER))] : []), ...rows.map(findingNode));
});
window.addEventListener("afterprint", () => { $("paper").replaceChildren(); $("paper").hidden = true; });
window.addEventListener("hashchange", route);
drawWords(); route();
})();
