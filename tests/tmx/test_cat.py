"""Our files in real CAT tools, and theirs in ours. ``tox -e cat`` runs these where the tools are installed."""

import csv
import shutil
import subprocess
from pathlib import Path

import duizhao
import pytest
import regex
from duizhao.language.segmentation import split_sentences
from duizhao.tmx.formats.registry import ConversionOptions, write_any
from duizhao.tmx.model import Note, Prop, Unit, Variant
from duizhao.tmx.reader import TmxReader, read_units
from duizhao.tmx.writer import header_for, write_units
from lxml import etree

pytestmark = pytest.mark.cat
GOLD = Path(duizhao.__file__).parent / "corpora" / "sample" / "gold.tsv"


@pytest.fixture(scope="module")
def omegat() -> str:
    program = shutil.which("omegat")
    if program is None:
        pytest.skip("OmegaT is not installed (Debian: apt-get install omegat)")
    return program


@pytest.fixture(scope="module")
def units() -> list[Unit]:
    """Return the sentences of the sample as a memory, paired where both sides have as many."""
    with GOLD.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream, delimiter="\t", quoting=csv.QUOTE_NONE))
    result: dict[str, Unit] = {}
    for number, row in enumerate(rows):
        zh, en = (regex.sub("⟦[^⟧]*⟧", "", row[name]) for name in ("zh", "en"))
        chinese, english = split_sentences(zh, "zh"), split_sentences(en, "en")
        if len(chinese) == len(english):
            for place, (source, target) in enumerate(zip(chinese, english, strict=True), 1):
                variants = (Variant("zh-CN", source), Variant("en", target))
                props = (Prop("x-kind", row["kind"]), Prop("x-confidence", "0.990"))
                dates = (("creationdate", "20250801T000000Z"), ("changedate", "20250801T000000Z"))
                result.setdefault(source, Unit(f"{number}.{place}", variants, props, (Note("a & b"),), dates))
    assert len(result) > 80
    return list(result.values())


@pytest.fixture(scope="module")
def project(units: list[Unit], omegat: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a project that OmegaT has translated with our memory and glossary."""
    folder = tmp_path_factory.mktemp("omegat")
    glossary = folder / "terms.utf8"
    glossary.write_text("重建得更好\tbuild back better\tsample\n", encoding="utf-8")
    write_any(units, folder / "project", ConversionOptions(glossary=glossary), format_name="omegat")
    command = [omegat, "--mode=console-translate", f"--config-dir={folder / 'config'}", "--no-team", "--quiet"]
    done = subprocess.run([*command, str(folder / "project")], capture_output=True, text=True, timeout=180, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "exception" not in (done.stdout + done.stderr).lower()
    return folder / "project"


def test_omegat_translates_every_exact_match(project, units):
    translated = (project / "target" / "source.utf8").read_text(encoding="utf-8").split("\n\n")
    assert translated[:-1] == [unit.en for unit in units]


def test_we_read_what_omegat_writes(project, units):
    files = sorted(project.glob("project-*.tmx"))
    assert len(files) == 3
    expected = {(unit.zh, unit.en) for unit in units}
    for path in files:
        reader = TmxReader(path)
        found = {(unit.zh, unit.en) for unit in reader}
        assert found == expected
        assert dict(reader.header.attributes)["creationtool"] == "OmegaT"


def test_omegat_takes_a_packed_memory(units, omegat, tmp_path):
    write_any(units[:20], tmp_path / "p", ConversionOptions(), format_name="omegat")
    auto = tmp_path / "p" / "tm" / "auto"
    write_units(read_units(auto / "duizhao.tmx"), auto / "packed.tmx.gz", header_for())
    (auto / "duizhao.tmx").unlink()
    command = [omegat, "--mode=console-translate", f"--config-dir={tmp_path / 'config'}", "--no-team", "--quiet"]
    subprocess.run([*command, str(tmp_path / "p")], capture_output=True, timeout=180, check=True)
    text = (tmp_path / "p" / "target" / "source.utf8").read_text(encoding="utf-8")
    assert text.split("\n\n")[:-1] == [unit.en for unit in units[:20]]


PERL = """
use XML::TMX::Reader; binmode STDOUT, ":utf8";
XML::TMX::Reader->new(shift)->for_tu(sub {
    my $tu = shift; print join("\\t", map { $tu->{$_}{-seg} } ("zh-CN", "en")), "\\n"; });
"""


def test_perl_s_xml_tmx_reads_our_memory(units, tmp_path):
    perl = shutil.which("perl")
    probe = [perl or "perl", "-MXML::TMX::Reader", "-e", "1"]
    if perl is None or subprocess.run(probe, capture_output=True, check=False).returncode:
        pytest.skip("XML::TMX is not installed (Debian: apt-get install libxml-tmx-perl)")
    write_units(units, tmp_path / "m.tmx", header_for())
    done = subprocess.run([perl, "-e", PERL, str(tmp_path / "m.tmx")], capture_output=True, timeout=60, check=True)
    found = [tuple(line.split("\t")) for line in done.stdout.decode().splitlines()]
    assert [tuple(map(str.strip, pair)) for pair in found] == [(unit.zh, unit.en) for unit in units]


def test_translate_toolkit_reads_our_memory(units, tmp_path):
    from translate.storage import tmx

    write_units(units, tmp_path / "m.tmx", header_for())
    store = tmx.tmxfile.parsefile(str(tmp_path / "m.tmx"))
    assert [(unit.source, unit.target) for unit in store.units] == [(unit.zh, unit.en) for unit in units]


@pytest.mark.shared
def test_the_memory_of_the_project_is_valid(project, shared):
    schema = etree.XMLSchema(etree.parse(shared / "data" / "cat" / "tmx14.xsd"))
    schema.assertValid(etree.parse(project / "tm" / "auto" / "duizhao.tmx"))
