"""The command line: help, documentation, options and statuses."""

import re
import shlex
from pathlib import Path

import pytest

from yotcli import cli

README = Path(__file__).parent.parent / "README.md"
WRITTEN = ("yot-data", "paper.html")  # by examples, where they are run
COMMANDS = [*cli.COMMANDS, *cli.OTHERS]


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    with pytest.raises(SystemExit) as end:
        cli.main(arguments)
    printed = capsys.readouterr()
    assert isinstance(end.value.code, int)
    return end.value.code, printed.out, printed.err


@pytest.mark.parametrize("command", COMMANDS)
def test_each_help_ends_in_two_examples_that_run(
    command: str,
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
) -> None:
    status, text, _ = run(capsys, command, "-h")
    examples = re.findall(r"^  yot (.*)$", text.split("Examples:")[1], re.MULTILINE)

    assert status == 0
    assert len(examples) == 2
    for place, example in enumerate(examples):
        files = {name: str(tmp_path / f"{place}-{name}") for name in WRITTEN}
        words = [files.get(word, word) for word in shlex.split(example)]
        assert words[0] == command
        assert run(capsys, *words)[0] == 0


@pytest.mark.parametrize("command", COMMANDS)
def test_each_command_stands_in_the_readme(command: str) -> None:
    assert f"yot {command}" in README.read_text("utf-8")


@pytest.mark.parametrize("format", cli.Format.__args__)
def test_each_format_stands_in_the_readme(format: str) -> None:
    assert re.search(rf"\b{format}\b", README.read_text("utf-8"))


def test_help_is_the_same_by_both_names(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(capsys, "compare", "-h") == run(capsys, "compare", "--help")
    assert run(capsys)[:2] == run(capsys, "-h")[:2]


@pytest.mark.parametrize(
    "name",
    ["E08000031", "City of Wolverhampton", "WOLVERHAMPTON", "wolverhampton-2022"],
)
def test_one_inspection_has_many_names(
    name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(capsys, "show", name) == run(capsys, "show", "wolverhampton")


def test_names_are_taken_without_case_accents_and_punctuation(
    capsys: pytest.CaptureFixture[str],
) -> None:
    for name, area in {
        "Stoke on Trent": "stoke-on-trent",
        "ST. HELENS": "st-helens",
        "gwynedd & ynys mon": "gwynedd-and-ynys-mon",
        "Hull Youth Offending Team": "hull",
        "Kingston-upon-Hull-2021": "hull",
        "Portsmouth City Council": "portsmouth",
    }.items():
        assert run(capsys, "show", name)[1].startswith(f"{area}-")


def test_the_suffix_of_a_file_picks_the_format(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "rates.csv"

    assert run(capsys, "rates", "-o", str(path)) == (0, "", "")
    assert path.read_text().startswith("area,inspection,")
    assert run(capsys, "rates", "-o", str(path), "--format", "text") == (0, "", "")
    assert path.read_text().startswith("Reoffending")
    status, out, err = run(capsys, "rates", "-o", str(tmp_path / "rates.docx"))
    assert (status, out) == (2, "")
    assert "names no format" in err
    assert not (tmp_path / "rates.docx").exists()


def test_a_folder_of_records_is_laid_over_the_shipped_one(
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    (tmp_path / "inspections").mkdir()
    shipped = cli.shipped() / "inspections" / "wolverhampton-2016.yaml"
    changed = shipped.read_text("utf-8").replace(
        "governance: sat", "governance: unsat", 1
    )
    (tmp_path / "inspections" / shipped.name).write_text(changed, "utf-8")
    (tmp_path / "areas.yaml").write_text(
        "atlantis:\n  name: Atlantis\n  nation: Wales\n"
    )

    added = run(capsys, "show", "wolverhampton-2016", "--records", str(tmp_path))
    monkeypatch.setenv("YOT_RECORDS", str(tmp_path))

    assert re.search(
        r"^Governance and\W+partnerships\W+unsat", added[1], re.MULTILINE
    ) or ("unsatisfactory" in added[1].split("Governance")[1])
    assert run(capsys, "show", "wolverhampton-2016") == added
    assert run(capsys, "show", "atlantis")[2] == (
        "yot: no inspection of Atlantis is held\n"
    )


def test_ten_faulty_files_are_all_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = (cli.shipped() / "inspections" / "wolverhampton-2016.yaml").read_text(
        "utf-8"
    )
    for year in range(2014, 2024):
        path = tmp_path / f"wolverhampton-{year}.yaml"
        path.write_text(text.replace("governance: satisfactory", "governance: great"))

    status, out, err = run(capsys, "check", str(tmp_path))

    assert (status, err) == (1, "")
    assert [line.split(": ", 1)[1] for line in out.splitlines()] == [
        "ratings.governance: 'great' is not one of good, satisfactory, unsatisfactory,"
        " poor; write one"
    ] * 10
    assert out.startswith(f"{tmp_path}/wolverhampton-2014.yaml:15:15: ")


def test_other_commands_stop_at_a_faulty_file_they_need(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "inspections").mkdir()
    path = tmp_path / "inspections" / "wolverhampton-2016.yaml"
    path.write_text("area: wolverhampton\n")

    status, out, err = run(
        capsys, "compare", "wolverhampton", "portsmouth", "--records", str(tmp_path)
    )
    apart = run(capsys, "compare", "newport", "cardiff", "--records", str(tmp_path))

    assert (status, out) == (2, "")
    assert err == (
        f"yot: {path}:1:1: has no field 'framework'; write 'framework: ...';"
        " yot check with the same --records names every faulty file\n"
    )
    assert apart[0] == 0


def test_colour_is_never_the_only_sign(capsys: pytest.CaptureFixture[str]) -> None:
    plain = run(capsys, "compare", "wolverhampton", "portsmouth")
    painted = run(capsys, "compare", "wolverhampton", "portsmouth", "--color", "always")

    assert "\x1b[" in painted[1]
    assert re.sub(r"\x1b\[[0-9;]*m", "", painted[1]) == plain[1]
    assert run(capsys, "rates", "--color", "always")[1].count("\x1b[0m") == 1


@pytest.mark.parametrize("width", [40, 60, 80, 120])
@pytest.mark.parametrize(
    "command",
    [
        "compare wolverhampton portsmouth",
        "diff portsmouth",
        "rates",
        "rates --all",
        "list",
    ],
)
def test_no_line_is_longer_than_the_width(
    command: str, width: int, capsys: pytest.CaptureFixture[str]
) -> None:
    _, out, _ = run(capsys, *command.split(), "--width", str(width))

    for line in out.splitlines():
        assert len(line) <= width or len(line.split()) == 1


def test_rates_of_a_folder_add_and_override_one_by_one(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    head = "rates:\n"
    rate = "  - area: wolverhampton\n    rate: {}\n    note: {}\n    source: page\n"
    dated = (
        "  - area: wolverhampton\n    measure: three-month-cohort\n"
        "    period: 2017-04 to 2018-03\n    rate: 39\n    source: page\n"
    )
    tail = (
        "sources:\n  page:\n    publisher: Somebody\n    kind: other\n"
        "    url: https://example.org/\n"
    )
    path = tmp_path / "rates.yaml"
    path.write_text(
        head + rate.format(11, "One.") + rate.format(12, "Two.") + dated + tail
    )

    _, out, _ = run(
        *(capsys, "rates", "wolverhampton", "--format", "csv"),
        *("--records", str(tmp_path)),
    )

    assert [line.split(",")[5] for line in out.splitlines()[1:]] == [
        *("33.8", "39", "11", "12")
    ]


def test_an_empty_folder_is_nothing_to_check(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(capsys, "check", str(tmp_path)) == (
        *(2, ""),
        "yot: nothing to check: no record is there\n",
    )


def test_a_percentage_over_a_hundred_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = (cli.shipped() / "inspections" / "bromley-2012.yaml").read_text("utf-8")
    path = tmp_path / "bromley-2012.yaml"
    path.write_text(text.replace("safeguarding: 81", "safeguarding: 100.5"), "utf-8")

    status, out, _ = run(capsys, "check", str(path))

    assert status == 1
    assert "ratings.safeguarding: 100.5 is over 100; write 0 to 100" in out


def test_every_rate_comes_lowest_difference_first_within_a_measure(
    capsys: pytest.CaptureFixture[str],
) -> None:
    _, out, _ = run(
        capsys, "rates", "--all", "--measure", "annual-cohort", "--format", "csv"
    )

    found = [line.split(",")[11] for line in out.splitlines()[1:]]
    held = [float(one) for one in found if one]
    assert held == sorted(held)
    assert "" not in found[: len(held)]


def test_the_national_series_of_a_later_folder_stands_alone(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "england-and-wales.yaml").write_text(
        "measures:\n  own:\n    name: own measure\n    about: Everybody.\n"
        "series:\n  - measure: own\n    period: 2020\n    rate: 33.80\n"
        "    sources:\n      - page\n"
        "sources:\n  page:\n    publisher: Somebody\n    kind: other\n"
        "    url: https://example.org/\n"
    )

    _, out, _ = run(
        *(capsys, "rates", "england and wales", "--format", "csv"),
        *("--records", str(tmp_path)),
    )

    assert [line.split(",")[3:6] for line in out.splitlines()[1:]] == [
        ["2020", "own", "33.80"]
    ]
