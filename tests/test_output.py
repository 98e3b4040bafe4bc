"""What reaches a reader or a program: clean characters, whole rows, the same facts."""

import json
import re
from decimal import Decimal
from pathlib import Path

import pytest
from invented import DALE, DALE_BEFORE, RATES, STARS, only_records, records, run

from yotcli import forms

FORMATS = [format for format in forms.FORMATS if format not in ("svg", "xlsx")]
COMMANDS = [
    "compare dale moor",
    "compare moor dale",
    "compare dale-2012 dale-2015 moor-2014",
    "diff dale",
    "diff moor dale",
    "rates",
    "rates --all",
    "rates dale moor",
    "rates england-and-wales",
    "show dale",
    "show dale --all",
    "show moor",
    "list",
    "list dale",
    "list --rating dim",
    "list --without-record",
    "spread",
    "spread --criterion care --of dale",
]
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


@pytest.mark.parametrize("names", ["wolverhampton portsmouth", "portsmouth blackpool"])
def test_a_table_for_people_holds_the_ratings_of_the_rows(
    names: str, capsys: pytest.CaptureFixture[str]
) -> None:
    command = ["compare", *names.split()]
    rows = objects(run([*command, "--format", "json"], capsys)[1])
    text = run([*command, "--width", "200"], capsys)[1]

    ratings: dict[object, list[str]] = {}
    for row in rows:
        if row["rank"]:
            ratings.setdefault(row["label"], []).append(str(row["rating"]))
    assert ratings
    for label, words in ratings.items():
        assert re.search(rf"^{label} .*\b{r'.*  '.join(words)}", text, re.MULTILINE)


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


@pytest.mark.parametrize(
    ("stated", "said"),
    [
        ("average: 36.6", "England and Wales 36.6%"),
        ("against_average: worse", "stated to be worse than the average"),
        ("previous_year: same", "stated to be the same as the year before"),
        ("cohort: 206\n  reoffenders: 93", "93 of 206 children"),
        ("period: 2013", "period 2013"),
    ],
)
def test_what_is_stated_without_a_rate_is_said(
    stated: str,
    said: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    before, after = DALE.index("reoffending:"), DALE.index("recommendations:")
    text = f"{DALE[:before]}reoffending:\n  {stated}\n{DALE[after:]}"
    only_records(records(tmp_path, {"inspections/dale-2015.yaml": text}), monkeypatch)

    status, out, err = run(["show", "dale", "--width", "200"], capsys)

    assert (status, err) == (0, "")
    assert re.search(rf"^Reoffending +{re.escape(said)}$", out, re.MULTILINE)
    for command in ("rates", "compare dale moor", "list", "rates --all", "diff dale"):
        assert run(command.split(), capsys)[::2] == (0, "")


def test_a_criterion_is_headed_as_in_the_newest_framework(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    older = STARS.replace("2010-04", "2005").replace("label: Care", "label: Caring")
    text = DALE_BEFORE.replace("framework: stars", "framework: stars-2005")
    changed = {
        "frameworks/stars-2005.yaml": older,
        "inspections/dale-2012.yaml": text,
    }
    only_records(records(tmp_path, changed), monkeypatch)

    for command in ("compare dale-2012 moor", "compare moor dale-2012"):
        rows = objects(run([*command.split(), "--format", "json"], capsys)[1])
        labels = {row["label"] for row in rows if row["criterion"] == "care"}
        assert labels == {"Care"}
