"""The command line: plain calls, help, documentation, options and statuses."""

import re
import shlex
from pathlib import Path

import pytest
from invented import FILES, TOP, Alone, Yot, edited, records, run
from invented_command import MOONS, moons
from told import Kept

from yotcli import forms
from yotcli.answer import Command
from yotcli.commands import COMMANDS
from yotcli.records import opened

NEW = ("yot-data", "paper.html", "new.yaml")  # written by examples, where they are run
FOLDER = "tests/transcripts"
FILE = "records/inspections/wolverhampton-2016.yaml"

# Calls with names alone, right and faulty, which main runs without typer.
PLAIN = [
    *("compare wolverhampton portsmouth", "compare Cheshire-East hull leeds"),
    *("compare wolverhamton portsmouth", "compare hull", "compare '' ''", "diff"),
    *("diff E08000031", "diff wolverhampton-2016 portsmouth-2015", "diff a b c"),
    *("rates", "rates hull", "rates 'england and wales'", "list", "list hull leeds"),
    *("show 'City of Wolverhampton'", "show cornwall", "show Łódź", "spread"),
    *("show isle of wight", "check nowhere.yaml"),
    *(f"check {FOLDER}/portsmouth-2015.yaml", f"check ./{FILE} {FILE}"),
    *(f"export {FOLDER}", "export nowhere/data", f"draft {FOLDER}/release.txt"),
    *("draft nowhere.txt", f"draft {FILE}"),
]


@pytest.mark.parametrize("call", PLAIN)
def test_a_plain_call_is_the_same_with_typer(
    call: str, yot: Yot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(TOP)

    plain = yot(call)
    monkeypatch.setenv("_YOT_COMPLETE", "")  # empty, it leaves the call to typer

    assert yot(call) == plain


@pytest.mark.parametrize("command", COMMANDS)
def test_each_help_ends_in_two_examples_that_run(
    command: str, yot: Yot, tmp_path: Path
) -> None:
    status, help, _ = yot(f"{command} -h")
    examples = re.findall(r"^  yot (.*)$", help.split("Examples:")[1], re.MULTILINE)

    assert (status, len(examples)) == (0, 2)
    for place, example in enumerate(examples):
        files = {name: str(tmp_path / f"{place}-{name}") for name in NEW}
        words = [files.get(word, word) for word in shlex.split(example)]
        assert words[0] == command
        assert yot(words)[0] == 0


def test_each_command_and_each_form_is_in_the_readme() -> None:
    readme = (TOP / "README.md").read_text("utf-8")

    assert [name for name in COMMANDS if f"yot {name}" not in readme] == []
    assert [form for form in forms.FORMATS if f"`{form}`" not in readme] == []


def test_a_folder_of_records_is_laid_over_what_yot_has(
    alone: Alone, yot: Yot, monkeypatch: pytest.MonkeyPatch
) -> None:
    dale, series = "inspections/dale-2015.yaml", "england-and-wales.yaml"
    files = dict.fromkeys(FILES) | {
        "areas.yaml": "atlantis:\n  name: Atlantis\n  nation: Wales\n",
        series: FILES[series].replace("yearly", "own"),
        dale: edited(dale, ("headline: Care", "headline: Work")),
    }
    more = records(alone() / "more", files)
    added = yot(f"show dale --records {more}")
    monkeypatch.setenv("YOT_RECORDS", str(more))

    assert re.search("^Headline +Work is bright$", added[1], re.MULTILINE)
    assert yot("show dale") == added
    assert yot("show atlantis")[2] == "yot: no inspection of Atlantis is on record\n"
    assert ",own," in yot("rates england-and-wales --format csv")[1]


ABOUT = "Moons over areas.", ("", "hull --dark")
STRANGER = COMMANDS | {
    "moons": Command(moons, *ABOUT, about="Areas.", completes="areas")
}


@pytest.mark.parametrize("form", forms.FORMATS)
@pytest.mark.parametrize("width", [40, 80, 200])
def test_a_command_of_a_stranger_is_drawn_in_every_form(
    form: str, width: int, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    call = ["moons", "--format", form, "--width", str(width)]
    answered = run(call, capsysbinary, STRANGER)

    dated = MOONS._replace(as_of=lambda: str(opened().as_of()))
    page = forms.drawn(dated, form, width, False)
    assert answered == (1, page if form == "xlsx" else page.encode(), b"")


def test_a_command_of_a_stranger_has_options_and_help(
    capsys: pytest.CaptureFixture[str], as_kept: Kept
) -> None:
    dark = run(["moons", "hull", "--dark"], capsys, STRANGER)
    help = run(["moons", "-h"], capsys, STRANGER)

    assert dark[:2] == (0, "No moon fits this.\n")
    as_kept(help[1].strip())


def test_a_command_of_a_stranger_is_completed(
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    each_kept: Kept,
) -> None:
    monkeypatch.setenv("_YOT_COMPLETE", "complete_fish")
    monkeypatch.setenv("_TYPER_COMPLETE_FISH_ACTION", "get-args")

    def offered(typed: str) -> tuple[int, str, str]:
        monkeypatch.setenv("_TYPER_COMPLETE_ARGS", typed)
        return run([], capsys, STRANGER)

    each_kept(offered)
