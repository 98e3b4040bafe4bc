"""What commands find, refuse and leave out: the calls of told/commands.md."""

import json
import re
from pathlib import Path

import pytest
from invented import AREAS, FILES, Alone, Yot, run
from told import SECTION, hold

from yotcli.commands import COMMANDS

PAGE = Path(__file__).parent / "told" / "commands.md"
MONTHLY = "  monthly:\n    name: Monthly\n    about: Children of a month.\nseries:"
# Lost became Dale and Hill; of Hill and Leas no inspection is on record.
PLACES = """\
lost:
  name: Lost
  nation: England
  region: North West
  successors:
    - dale
    - hill
hill:
  name: Hill Top
  nation: England
  region: North West
leas:
  name: Leas and Hill
  nation: Wales
"""
LOST = FILES["inspections/dale-2012.yaml"].replace("area: dale", "area: lost")
MARKS = FILES["frameworks/stars.yaml"].replace("2010", "2016").replace("Stars", "Marks")
MOOR = FILES["inspections/moor-2014.yaml"].replace("2014-02", "2018")
SERIES = FILES["england-and-wales.yaml"]
MORE = {
    "areas.yaml": AREAS + PLACES,
    "england-and-wales.yaml": SERIES.replace("series:", MONTHLY),
    "frameworks/marks.yaml": MARKS,
    "inspections/lost-2012.yaml": LOST,
    "inspections/moor-2018.yaml": MOOR.replace("2014-02", "2018").replace(
        "stars", "marks"
    ),
}


def called(call: str, yot: Yot) -> str:
    """A call, its status, the inspections it shows, and what it says."""
    is_asked = call.split()[0] in COMMANDS
    status, out, err = yot(f"{call} --format json" if is_asked else call)
    answer = json.loads(out) if out else {"rows": [], "notes": err.splitlines()}
    named = [
        row.get("inspection") or row.get("after_inspection") or row.get("area", "")
        for row in answer["rows"]
    ]
    shown = " ".join(dict.fromkeys(map(str, named)))
    return "\n".join([f"$ yot {call}", f"[{status}] {shown}".strip(), *answer["notes"]])


@pytest.mark.parametrize(("behaviour", "block"), SECTION.findall(PAGE.read_text()))
def test_a_call_shows_and_says_what_the_page_keeps(
    behaviour: str, block: str, alone: Alone, yot: Yot
) -> None:
    alone(MORE)

    calls = re.findall(r"^\$ yot (.*)$", block, re.MULTILINE)
    hold(behaviour, PAGE, "\n\n".join(called(call, yot) for call in calls))


ODD = "yot: a fault of yot's own: ValueError('odd'); YOT_TRACE=1 shows where\n"


@pytest.mark.parametrize(
    ("trouble", "trace", "status", "said"),
    [
        (KeyboardInterrupt(), "1", 130, "$"),
        (ValueError("odd"), "", 70, re.escape(ODD)),
        (ValueError("odd"), "1", 70, "Traceback .*, in run_into\n.*" + re.escape(ODD)),
    ],
)
def test_trouble_ends_with_a_status_and_a_trace_where_it_is_asked_for(
    trouble: BaseException,
    trace: str,
    status: int,
    said: str,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def run_into(*found: object) -> None:
        raise trouble

    table = {"compare": COMMANDS["compare"]._replace(run=run_into)}
    monkeypatch.setenv("YOT_TRACE", trace)
    ended, out, err = run(["compare", "dale"], capsys, table)

    assert (ended, out) == (status, "")
    assert re.fullmatch(said, err, re.DOTALL)


def test_checked_files_are_counted_and_faults_found(alone: Alone, yot: Yot) -> None:
    folder = alone()

    assert yot("check") == (0, "7 files checked, no fault found.\n", "")
    (folder / "inspections" / "dale-2012.yaml").write_text("area: x\n")
    status, out, _ = yot("check")
    assert (status, out.count("\n")) == (1, 3)
