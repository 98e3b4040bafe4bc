"""Every real record, and what must hold over all of them."""

import io
import re
from collections import Counter
from pathlib import Path

import pytest

from yotcli import document, fields, records, scalars
from yotcli.model import OVERALL, SCORE, Inspection, Rating
from yotcli.records import Records

SHELF = Records([records.shipped()])
INSPECTIONS = SHELF.inspections()
FOLDER = Path(records.shipped())
FILES = sorted(FOLDER.rglob("*.yaml"))
EVERY = pytest.mark.parametrize("inspection", INSPECTIONS, ids=lambda each: each.id)


@EVERY
def test_values_say_so_if_they_rest_on_the_scraped_table(
    inspection: Inspection,
) -> None:
    kinds = [source.kind for source in inspection.sources]
    scraped = {1 + place for place, kind in enumerate(kinds) if kind == "scraped-table"}

    resting = {place for places in inspection.rests_on.values() for place in places}
    assert len(scraped) <= 1
    assert scraped <= resting
    assert 1 not in scraped or len(kinds) == 1


# Bounds of the scores seen beside each overall rating, as the framework's notes have
# them: no page read states the rule.
SEEN = {"Inadequate": (0, 6), "Requires improvement": (7, 18)}
SEEN |= {"Good": (19, 30), "Outstanding": (31, 36)}


def test_the_overall_rating_fits_the_score() -> None:
    for ratings in (inspection.ratings for inspection in INSPECTIONS):
        if isinstance(overall := ratings.get(OVERALL), Rating) and SCORE in ratings:
            least, most = SEEN[overall.word]
            assert least <= ratings[SCORE] <= most


@EVERY
def test_own_words_are_short_and_the_framework_was_in_force(
    inspection: Inspection,
) -> None:
    until = inspection.framework.until

    assert not until or inspection.published.year <= until.year
    assert len(inspection.headline or "") <= 80
    for text in (*inspection.findings.values(), *inspection.recommendations):
        assert len(text) <= 130


def test_no_two_records_are_of_one_report() -> None:
    known_through_a_later_one = {"surrey-2019"}  # whose own page is not held
    reports = Counter(
        source.url
        for inspection in INSPECTIONS
        if inspection.id not in known_through_a_later_one
        for source in inspection.sources[:1]
        if source.kind == "inspectorate" and source.url
    )

    assert [url for url, count in reports.items() if count > 1] == []


def test_the_labels_of_a_framework_differ() -> None:
    for framework in SHELF.frameworks():
        labels = {criterion.label for criterion in framework.criteria.values()}
        assert len(labels) == len(framework.criteria)


def test_the_national_series_fits_its_counts() -> None:
    for average in SHELF.series().averages:
        if average.rate and average.cohort and average.reoffenders:
            share = 100 * average.reoffenders / average.cohort
            assert abs(float(average.rate) - share) < 1.5


def test_an_area_of_the_corpus_is_found_by_every_name_it_has() -> None:
    former = {area.name for area in SHELF.areas().values() if area.successors}
    for area in SHELF.areas().values():
        for name in (area.id, area.name, *area.aliases, *area.gss):
            if area.successors or name not in former:
                assert SHELF.find(name).area == area.id


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_every_file_has_one_layout(path: Path) -> None:
    """Spacing and quoting survive a round trip, so a diff shows only meaning."""
    yaml = pytest.importorskip("ruamel.yaml", reason="needs ruamel.yaml")
    round_trip = yaml.YAML()
    round_trip.width = 100_000
    round_trip.indent(mapping=2, sequence=4, offset=2)
    text, again = path.read_text("utf-8"), io.StringIO()

    round_trip.dump(round_trip.load(text), again)

    assert again.getvalue() == text
    assert not re.search(r"[ \t]$", text, re.MULTILINE)


@pytest.mark.parametrize(
    "path", sorted((FOLDER / "inspections").iterdir()), ids=lambda path: path.stem
)
def test_fields_and_criteria_stand_in_order(path: Path) -> None:
    record = document.read(str(path))
    framework = SHELF.framework(scalars.text(record["framework"]))

    assert list(record) == [name for name in fields.INSPECTION if name in record]
    for name in ("ratings", "findings", "directions"):
        content = scalars.mapping(record.get(name, {}))
        written = [id for id in content if id in framework.criteria]
        assert written == [id for id in framework.criteria if id in written]
    for content in record["sources"]:
        source = scalars.mapping(content)
        assert list(source) == [name for name in fields.SOURCE if name in source]


def test_the_annotated_record_is_complete_and_right(tmp_path: Path) -> None:
    page = FOLDER.parent / "CONTRIBUTING.md"
    block = re.search(r"```yaml\n(.*?)```", page.read_text("utf-8"), re.DOTALL)
    path = tmp_path / "wolverhampton-2016.yaml"
    assert block is not None
    path.write_text(block[1], "utf-8")

    record = document.read(str(path))

    assert SHELF.read_inspection(str(path)).id == path.stem
    assert tuple(record) == fields.INSPECTION
    assert list(scalars.mapping(record["reoffending"])) == list(fields.REOFFENDING)


TABLES = {  # of the data dictionary, by their headings
    "## An inspection": fields.INSPECTION,
    "### A source": fields.SOURCE,
    "### A rate printed with an inspection": fields.REOFFENDING,
    "## A local rate": fields.rate_fields(None),
    "## A framework": fields.framework_fields(None),
    "### A rating of the scale": fields.STEP,
    "### A criterion": fields.criterion_fields(None),
    "## An area": fields.AREA,
    "### A measure": fields.MEASURE,
    "### A national rate": fields.average_fields(None, None),
}


def test_the_data_dictionary_has_every_field_in_order() -> None:
    page = (FOLDER / "README.md").read_text("utf-8")

    assert [kind for kind in fields.SOURCE_KINDS if f"`{kind}`" not in page] == []
    for heading, table in TABLES.items():
        section = page.partition(f"\n{heading}\n")[2].partition("\n#")[0]
        named = " ".join(re.findall(r"^\| (.*?) \|", section, re.MULTILINE))
        assert re.findall(r"`([a-z_]+)`", named) == [*table], heading
