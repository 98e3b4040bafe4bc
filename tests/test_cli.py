"""The command line: plain calls, help, documentation, options and statuses."""

import re
import shlex
from pathlib import Path
from typing import AnyStr

import pytest
from invented import run
from invented_command import MOONS, moons

from yotcli import forms
from yotcli.answer import Command
from yotcli.commands import COMMANDS
from yotcli.records import opened, shipped

README = Path(__file__).parent.parent / "README.md"
WOLVERHAMPTON = Path(shipped(), "inspections", "wolverhampton-2016.yaml")
NEW = ("yot-data", "paper.html")  # written by examples, where they are run
FOLDER = "tests/transcripts"

# Calls with names alone, right and faulty, which main runs without typer.
PLAIN = [
    "compare wolverhampton portsmouth",
    "compare wolverhampton-2016 portsmouth-2015",
    "compare Cheshire-East hull leeds",
    "compare powys portsmouth",
    "compare newport cardiff wolverhampton",
    "compare wolverhamton portsmouth",
    "compare portsmouth",
    "compare hull hull",
    "compare blackpool-2018 blackpool-2025",
    "compare '' ''",
    "diff portsmouth",
    "diff E08000031",
    "diff wolverhampton-2016 portsmouth-2015",
    "diff hull york leeds",
    "diff portsmouth-2015",
    "diff nowhere",
    "rates",
    "rates portsmouth wolverhampton",
    "rates 'england and wales'",
    "rates 'england and wales' hull",
    "rates nowhere",
    "show wolverhampton",
    "show 'City of Wolverhampton'",
    "show stoke",
    "show cornwall",
    "show Łódź",
    "list",
    "list portsmouth western-bay",
    "list nowhere",
    "spread",
    f"check {FOLDER}/portsmouth-2015.yaml",
    f"check ./{FOLDER}/portsmouth-2015.yaml {WOLVERHAMPTON}",
    "check nowhere.yaml",
    f"export {FOLDER}",
    "export nowhere/data",
]


@pytest.mark.parametrize("call", PLAIN)
def test_a_plain_call_is_the_same_with_typer(
    call: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(README.parent)

    plain = run(shlex.split(call), capsys)
    monkeypatch.setenv("_YOT_COMPLETE", "")  # empty, it leaves the call to typer

    assert run(shlex.split(call), capsys) == plain


@pytest.mark.parametrize(
    ("call", "message"),
    [
        ("compare", "give at least two different areas or inspections, or --region"),
        ("show hull leeds", "show takes one name; to see two side by side: yot comp"),
        ("comprae", "there is no command 'comprae'; did you mean 'compare'?"),
        ("hull leeds", "there is no command 'hull'; there are compare, diff, rates,"),
        ("isle of wight", "'isle of wight' is not a command; to see what is on record"),
        *(("show", ""), ("spread hull", ""), ("export one two", "")),  # typer's words
    ],
)
def test_a_wrong_command_or_count_of_names_is_one_line(
    call: str, message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    status, out, err = run(call.split(), capsys)

    assert (status, out) == (2, "")
    assert err.startswith(f"yot: {message}")
    assert err.count("\n") == 1


@pytest.mark.parametrize("command", COMMANDS)
def test_each_help_ends_in_two_examples_that_run(
    command: str, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    status, help, _ = run([command, "-h"], capsys)
    examples = re.findall(r"^  yot (.*)$", help.split("Examples:")[1], re.MULTILINE)

    assert status == 0
    assert len(examples) == 2
    for place, example in enumerate(examples):
        files = {name: str(tmp_path / f"{place}-{name}") for name in NEW}
        words = [files.get(word, word) for word in shlex.split(example)]
        assert words[0] == command
        assert run(words, capsys)[0] == 0


def test_help_is_the_same_by_both_names(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["compare", "-h"], capsys) == run(["compare", "--help"], capsys)
    assert run([], capsys)[:2] == run(["-h"], capsys)[:2]


def test_each_command_and_each_form_stands_in_the_readme() -> None:
    readme = README.read_text("utf-8")

    for command in COMMANDS:
        assert f"yot {command}" in readme
    for form in forms.FORMATS:
        assert f"`{form}`" in readme


@pytest.mark.parametrize(
    ("name", "area"),
    [
        ("E08000031", "wolverhampton"),
        ("City of Wolverhampton", "wolverhampton"),
        ("WOLVERHAMPTON", "wolverhampton"),
        ("wolverhampton-2022", "wolverhampton"),
        ("Stoke on Trent", "stoke-on-trent"),
        ("ST. HELENS", "st-helens"),
        ("gwynedd & ynys mon", "gwynedd-and-ynys-mon"),
        ("Hull Youth Offending Team", "hull"),
        ("Kingston-upon-Hull-2021", "hull"),
        ("Portsmouth City Council", "portsmouth"),
    ],
)
def test_an_area_has_many_names(
    name: str, area: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["show", name], capsys) == run(["show", area], capsys)


def test_the_suffix_of_a_file_picks_the_format(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "rates.csv"

    assert run(["rates", "-o", str(path)], capsys) == (0, "", "")
    assert path.read_text().startswith("area,inspection,")
    assert run(["rates", "-o", str(path), "--format", "text"], capsys) == (0, "", "")
    assert path.read_text().startswith("Reoffending")
    status, out, err = run(["rates", "-o", str(tmp_path / "rates.docx")], capsys)
    assert (status, out) == (2, "")
    assert "names no format" in err
    assert not (tmp_path / "rates.docx").exists()


def test_a_folder_of_records_is_laid_over_the_shipped_one(
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    (tmp_path / "inspections").mkdir()
    changed = WOLVERHAMPTON.read_text("utf-8").replace(
        "governance: s", "governance: uns"
    )
    (tmp_path / "inspections" / WOLVERHAMPTON.name).write_text(changed, "utf-8")
    (tmp_path / "areas.yaml").write_text(
        "atlantis:\n  name: Atlantis\n  nation: Wales\n"
    )

    added = run(["show", "wolverhampton-2016", "--records", str(tmp_path)], capsys)
    monkeypatch.setenv("YOT_RECORDS", str(tmp_path))

    assert "unsatisfactory" in added[1].split("Governance")[1]
    assert run(["show", "wolverhampton-2016"], capsys) == added
    message = "yot: no inspection of Atlantis is on record\n"
    assert run(["show", "atlantis"], capsys) == (2, "", message)


def test_ten_faulty_files_are_all_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = WOLVERHAMPTON.read_text("utf-8")
    for year in range(2014, 2024):
        path = tmp_path / f"wolverhampton-{year}.yaml"
        path.write_text(text.replace("governance: satisfactory", "governance: great"))

    status, out, err = run(["check", str(tmp_path)], capsys)

    line = text.split("\n").index("  governance: satisfactory") + 1
    fault = "'great' is not one of good, satisfactory, unsatisfactory, poor; write one"
    assert (status, err) == (1, "")
    assert out.splitlines() == [
        f"{tmp_path}/wolverhampton-{year}.yaml:{line}:15: ratings.governance: {fault}"
        for year in range(2014, 2024)
    ]


def test_other_commands_stop_at_a_faulty_file_they_need(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "inspections").mkdir()
    path = tmp_path / "inspections" / "wolverhampton-2016.yaml"
    path.write_text("area: wolverhampton\n")
    added = ["--records", str(tmp_path)]

    assert run(["compare", "wolverhampton", "portsmouth", *added], capsys) == (
        2,
        "",
        f"yot: {path}:1:1: has no field 'framework'; write 'framework: ...';"
        " yot check with the same --records names every faulty file\n",
    )
    assert run(["compare", "newport", "cardiff", *added], capsys)[0] == 0


def test_an_empty_folder_is_nothing_to_check(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    message = "yot: nothing to check: no record is there\n"

    assert run(["check", str(tmp_path)], capsys) == (2, "", message)


def test_colour_is_never_the_only_sign(capsys: pytest.CaptureFixture[str]) -> None:
    compare = ["compare", "wolverhampton", "portsmouth"]

    painted = run([*compare, "--color", "always"], capsys)[1]

    assert "\x1b[" in painted
    assert re.sub(r"\x1b\[[0-9;]*m", "", painted) == run(compare, capsys)[1]
    assert run(["rates", "--color", "always"], capsys)[1].count("\x1b[0m") == 1


@pytest.mark.parametrize("width", [40, 60, 80, 120])
@pytest.mark.parametrize(
    "command",
    ["compare wolverhampton portsmouth", "diff portsmouth", "rates --all", "list"],
)
def test_no_line_is_longer_than_the_width(
    command: str, width: int, capsys: pytest.CaptureFixture[str]
) -> None:
    _, out, _ = run([*command.split(), "--width", str(width)], capsys)

    for line in out.splitlines():
        assert len(line) <= width or len(line.split()) == 1


PAGE = (
    "sources:\n  page:\n    publisher: Somebody\n    kind: other\n"
    "    url: https://example.org/\n"
)


def test_rates_of_a_folder_add_and_override_one_by_one(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rate = "  - area: wolverhampton\n    rate: {}\n    note: {}\n    source: page\n"
    dated = (
        "  - area: wolverhampton\n    measure: three-month-cohort\n"
        "    period: 2017-04 to 2018-03\n    rate: 39\n    source: page\n"
    )
    rates = [rate.format(11, "One."), rate.format(12, "Two."), dated]
    (tmp_path / "rates.yaml").write_text("".join(["rates:\n", *rates, PAGE]))

    added = ["--format", "csv", "--records", str(tmp_path)]
    _, out, _ = run(["rates", "wolverhampton", *added], capsys)

    found = [line.split(",")[5] for line in out.splitlines()[1:]]
    assert found == ["33.8", "39", "11", "12"]


def test_the_national_series_of_a_later_folder_stands_alone(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "england-and-wales.yaml").write_text(
        "measures:\n  own:\n    name: own measure\n    about: Everybody.\n"
        "series:\n  - measure: own\n    period: 2020\n    rate: 33.80\n"
        "    sources:\n      - page\n" + PAGE
    )

    added = ["--format", "csv", "--records", str(tmp_path)]
    _, out, _ = run(["rates", "england and wales", *added], capsys)

    found = [line.split(",")[3:6] for line in out.splitlines()[1:]]
    assert found == [["2020", "own", "33.80"]]


def test_every_rate_comes_lowest_difference_first_within_a_measure(
    capsys: pytest.CaptureFixture[str],
) -> None:
    measure = ["--all", "--measure", "annual-cohort", "--format", "csv"]
    _, out, _ = run(["rates", *measure], capsys)

    found = [line.split(",")[11] for line in out.splitlines()[1:]]
    known = [float(difference) for difference in found if difference]
    assert known == sorted(known)
    assert "" not in found[: len(known)]


STRANGER = Command(
    run=moons,
    least=0,
    most=None,
    metavar="[NAME...]",
    about="Areas.",
    completes="areas",
    help="Moons over areas.",
    examples=("yot moons", "yot moons hull --dark"),
)
MOONS_HELP = """\
Usage: yot moons [OPTIONS] [NAME...]

  Moons over areas.

Arguments:
  [NAME...]  Areas.

Options:
  --dark / --no-dark              [default: no-dark]
  --records DIR                   Add a folder of records; may be repeated.
"""


def stranger(
    capsys: pytest.CaptureFixture[AnyStr], *words: str
) -> tuple[int, AnyStr, AnyStr]:
    return run(["moons", *words], capsys, COMMANDS | {"moons": STRANGER})


@pytest.mark.parametrize("form", forms.FORMATS)
@pytest.mark.parametrize("width", [40, 80, 200])
def test_a_command_of_a_stranger_is_drawn_in_every_form(
    form: str, width: int, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    answered = stranger(capsysbinary, "--format", form, "--width", str(width))

    dated = MOONS._replace(as_of=lambda: str(opened().as_of()))
    page = forms.drawn(dated, form, width, False)
    assert answered == (1, page if form == "xlsx" else page.encode(), b"")


def test_a_command_of_a_stranger_has_plain_calls_and_help(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert stranger(capsys) == (1, forms.drawn(MOONS, "text", 80, False), "")
    assert stranger(capsys, "hull", "--dark")[:2] == (0, "No moon fits this.\n")
    assert stranger(capsys, "-h")[1].startswith(MOONS_HELP)
    assert stranger(capsys, "-h")[1].endswith("  yot moons hull --dark\n")


def test_a_command_of_a_stranger_is_completed(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("_YOT_COMPLETE", "complete_fish")
    monkeypatch.setenv("_TYPER_COMPLETE_FISH_ACTION", "get-args")
    for typed, offered in {
        "yot moo": "moons\tMoons over areas.\n",
        "yot moons wolverh": "wolverhampton\tWolverhampton\n",
        "yot moons --da": "--dark\n",
    }.items():
        monkeypatch.setenv("_TYPER_COMPLETE_ARGS", typed)
        assert stranger(capsys) == (0, offered, "")
