"""What reaches a reader or a program: clean characters, whole rows, the same facts."""

import csv
import html
import io
import json
import re
from decimal import Decimal
from pathlib import Path

import pytest
from invented import DALE, DALE_BEFORE, RATES, STARS, only_records, records, run

from yotcli import forms

FORMATS = [format for format in forms.FORMATS if format not in ("svg", "xlsx")]
# Each with the fields that pages for people show too.
COMMANDS = {
    "compare dale moor": "rating value label",
    "compare dale-2012 dale-2015 moor-2014": "rating value label",
    "compare dale --region Wales --only-changes": "rating value label",
    "diff": "before after change",
    "diff dale": "before after change label",
    "diff moor dale": "before after change label",
    "rates": "rate cohort average national_rate",
    "rates --all": "rate cohort average national_rate previous_year",
    "rates dale moor": "rate average national_rate",
    "rates england-and-wales": "rate cohort reoffenders",
    "show dale": "rating text",
    "show dale --all": "rating text",
    "list": "rating",
    "list dale": "rating",
    "list --rating dim": "rating",
    "list --sort rate": "rate",
    "list --without-record": "area name",
    "list --frameworks": "framework criterion label scale",
    "spread": "rating areas share",
    "spread --criterion care --of dale": "rating areas share",
}
MARKUP = (
    "=1+1 | <script>alert(1)</script> [a](javascript:b) `c` **d** &amp; \\e $f$ ~g~ {h}"
)
# Right records that would break a careless writer of any format.
HOSTILE = {
    "inspections/dale-2015.yaml": DALE.replace("Staff knew the children.", MARKUP)
    .replace("headline: Care is bright", "headline: '" + MARKUP + "'")
    .replace("As printed.", "'" + MARKUP + "'")
    .replace("Keep at it", "'- " + MARKUP + "'")
    .replace("Dale Youth Team", "'+44 \"Dale\", '' é Zoë ﷽ 汉字 \U0001f600'")
    .replace("The Dale News", "'@Dale; \"News\", | '' <b>'"),
    "inspections/dale-2012.yaml": DALE_BEFORE.replace("no cases", "'" + MARKUP + "'"),
    "frameworks/stars.yaml": STARS.replace("label: Care", "label: '=Care | <i>care'")
    .replace("Stars of 2010", "'Stars | <b>'")
    .replace("Every criterion", "'- every | one'"),
    "rates.yaml": RATES.replace("Seen once.", "'" + MARKUP + "'").replace(
        "title: A table", "title: '" + MARKUP + "'"
    ),
    "areas.yaml": (
        "dale:\n  name: '@Dale | <b>'\n  nation: England\n  region: '=North | West'\n"
        "moor:\n  name: '-Moor'\n  nation: Wales\n"
    ),
}
NASTY = "\x1b[31m\x07\x7f\x85\x9b\u200b\u202e\u2066\u2028\ufeff\n\t\r"


@pytest.fixture
def hostile(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    only_records(records(tmp_path, HOSTILE), monkeypatch)
    return tmp_path


def is_clean(text: str) -> bool:
    return text.replace("\n", "").isprintable()


@pytest.mark.parametrize("format", FORMATS)
@pytest.mark.parametrize("command", COMMANDS)
def test_hostile_texts_are_drawn_clean(
    command: str,
    format: str,
    hostile: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    status, out, err = run([*command.split(), "--format", format], capsys)

    assert (status, err) == (0, "")
    assert is_clean(out.replace("\t", "") if format == "tsv" else out)


def objects(text: str) -> list[dict[str, object]]:
    """Rows of json or json lines, each number as its digits stand there."""
    read = json.JSONDecoder(parse_float=Decimal, parse_int=Decimal).decode
    if text.startswith('{"schema"'):
        rows: list[dict[str, object]] = read(text)["rows"]
        return rows
    return [read(line) for line in text.splitlines()]


def written(value: object) -> str:
    """A value of json as csv writes it."""
    if value is None:
        return ""
    return str(value).lower() if isinstance(value, bool) else str(value)


def plain(page: str) -> str:
    """What a page for people says, without its marks."""
    return " ".join(html.unescape(re.sub(r"<[^>]*>|\\", " ", page)).split())


@pytest.mark.parametrize(("command", "fields"), COMMANDS.items())
def test_all_formats_of_a_call_hold_the_same_facts(
    command: str,
    fields: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    only_records(records(tmp_path), monkeypatch)
    call = [*command.split(), "--width", "400", "--format"]
    pages = {format: run([*call, format], capsys)[1] for format in FORMATS}
    rows = objects(pages["json"])

    assert objects(pages["jsonl"]) == rows
    for format, delimiter in (("csv", ","), ("tsv", "\t")):
        read = csv.DictReader(io.StringIO(pages[format]), delimiter=delimiter)
        assert [*read] == [
            {name: written(value) for name, value in row.items()} for row in rows
        ]
    facts = {str(row[name]) for row in rows for name in fields.split()} - {"None"}
    for format in ("text", "markdown", "html"):
        assert [fact for fact in facts if fact not in plain(pages[format])] == []
    assert len({pages[format].count("[x]") for format in ("text", "html")}) == 1


VALUE = (
    "area inspection published framework criterion label rating value unit rank ranks"
    " base steps missing source_kind source_url is_latest"
)
FIELDS = {
    "compare dale moor": VALUE,
    "show dale": f"{VALUE} text",
    "diff dale": (
        "area framework criterion label before_inspection before_published before"
        " before_rank before_missing after_inspection after_published after after_rank"
        " after_missing steps change before_framework after_framework before_source_url"
        " after_source_url improved unchanged declined missing"
    ),
    "rates": (
        "area inspection published period measure rate lower upper cohort reoffenders"
        " average difference verdict least_cohort previous_year missing source_kind"
        " source_url national_rate"
    ),
    "list": (
        "area name nation region gss inspections latest published framework overall"
        " score counts rate inspection criterion rating figures rank ranks is_latest"
        " known source_kind source_url successors"
    ),
    "list --frameworks": (
        "framework name family in_force_from scale criterion place label kind maximum"
        " counts forms"
    ),
    "spread": (
        "framework criterion label rating rank ranks areas of share missing area"
        " inspection higher same lower source_kind source_url"
    ),
}


@pytest.mark.parametrize(("command", "fields"), FIELDS.items())
def test_fields_that_a_program_reads_stay_and_new_ones_come_last(
    command: str,
    fields: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    only_records(records(tmp_path), monkeypatch)
    header = run([*command.split(), "--format", "csv"], capsys)[1].partition("\n")[0]
    rows = objects(run([*command.split(), "--format", "json"], capsys)[1])

    assert header.split(",") == [*rows[0]] == fields.split()


@pytest.mark.parametrize(
    "figure", ["33.80", "33.8", "34", "34.0", "0.5", "100", "7.0000"]
)
@pytest.mark.parametrize("format", FORMATS)
def test_a_rate_keeps_the_digits_of_its_record(
    figure: str,
    format: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    text = DALE.replace("rate: 45.1", f"rate: {figure}")
    text = text.replace("  cohort: 206\n  reoffenders: 93\n", "")
    only_records(records(tmp_path, {"inspections/dale-2015.yaml": text}), monkeypatch)

    for command in ("rates", "show dale", "compare dale moor", "list --sort rate"):
        out = run([*command.split(), "--format", format, "--width", "200"], capsys)[1]
        assert re.search(rf"(?<![\d.]){re.escape(figure)}(?![\d.]\d|\d)", out), command


@pytest.mark.parametrize(
    "arguments",
    [
        [NASTY],
        ["compare", NASTY, "dale"],
        ["compare", "dale", "moor", "--base", NASTY],
        ["compare", "dale", "moor", "--framework", NASTY],
        ["compare", "dale", "moor", "--format", NASTY],
        ["compare", "dale", "moor", "--width", NASTY],
        ["compare", "dale", "moor", "--color", NASTY],
        ["compare", "dale", "moor", "--records", NASTY],
        ["compare", "dale", "moor", "-o", f"{NASTY}/x.txt"],
        ["compare", "dale", "moor", "-o", f"x.{NASTY}"],
        ["compare", "dale", "moor", f"--{NASTY}"],
        ["compare", "dale", "moor", f"-{NASTY}"],
        ["diff", NASTY],
        ["diff", "dale", "moor", NASTY],
        ["rates", NASTY],
        ["rates", "--measure", NASTY],
        ["rates", "--since", NASTY],
        ["show", NASTY],
        ["show", "dale", NASTY],
        ["list", NASTY],
        ["list", "--region", NASTY],
        ["list", "--nation", NASTY],
        ["list", "--framework", NASTY],
        ["list", "--since", NASTY],
        ["list", "--until", NASTY],
        ["list", "--rating", NASTY],
        ["list", "--rating", "dim", "--criterion", NASTY],
        ["list", "--sort", NASTY],
        ["spread", "--criterion", NASTY],
        ["spread", "--of", NASTY],
        ["check", NASTY],
        ["check", f"/dev/null/{NASTY}"],
    ],
)
def test_an_argument_never_reaches_the_terminal_raw(
    arguments: list[str], hostile: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    status, out, err = run(arguments, capsys)

    assert (status, out) == (2, "")
    assert err.startswith("yot: ")
    assert err.endswith("\n")
    assert err[:-1].isprintable()


def test_a_folder_with_an_odd_name_is_named_clean(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / f"a{NASTY}\udcffb"
    records(folder, {"inspections/dale-2015.yaml": "area: x\n"})
    monkeypatch.setenv("YOT_RECORDS", str(folder))

    shown = run(["show", "dale"], capsys)
    checked = run(["check"], capsys)

    assert shown[:2] == (2, "")
    assert checked[0] == 1
    assert shown[2][:-1].isprintable()
    assert is_clean(checked[1])
    assert (
        r"a\x1b[31m\x07\x7f\x85\x9b\u200b\u202e\u2066\u2028\ufeff\n\t\r\udcffb"
        in (checked[1])
    )


@pytest.mark.parametrize(
    ("command", "urls"),
    [
        ("compare dale moor", {"dale", "moor"}),
        ("compare dale-2012 dale-2015", {"dale", "dale/2012"}),
        ("diff dale", {"dale", "dale/2012"}),
        ("show moor", {"moor"}),
        ("show dale --all", {"dale", "dale/2012"}),
    ],
)
def test_an_answer_names_the_sources_of_all_it_stands_on(
    command: str,
    urls: set[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    only_records(records(tmp_path), monkeypatch)

    out = run([*command.split(), "--format", "json"], capsys)[1]

    named = {source["url"] for source in json.loads(out)["sources"]} - {None}
    assert named == {f"https://example.org/{url}" for url in urls}
