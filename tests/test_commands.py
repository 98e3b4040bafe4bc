"""What commands find, refuse and leave out: the calls of told/commands.md."""

import json
import re
from pathlib import Path

import pytest
from invented import AREAS, Alone, Yot, edited, run
from told import hold, kept

from yotcli.commands import COMMANDS

PAGE = Path(__file__).parent / "told" / "commands.md"
REPORTS = ("check", "draft", "export")
# Lost became Dale and Hill; of Hill and Leas no inspection is on record.
PLACES = """\
lost: {name: Lost, nation: England, region: North West, successors: [dale, hill]}
hill: {name: Hill Top, nation: England, region: North West}
leas: {name: Leas and Hill, nation: Wales}
"""
MONTHLY = "  monthly:\n    name: Monthly\n    about: Children of a month.\nseries:"
STARS, MOOR = "frameworks/stars.yaml", "inspections/moor-2014.yaml"
DALE = "inspections/dale-2012.yaml"
NEWER = ("Stars of 2010", "Marks of 2016"), ("Stars", "Marks"), ("2010", "2016")
MORE = {
    "areas.yaml": AREAS + PLACES,
    "england-and-wales.yaml": edited("england-and-wales.yaml", ("series:", MONTHLY)),
    "frameworks/marks.yaml": edited(STARS, *NEWER),
    "inspections/lost-2012.yaml": edited(DALE, ("dale", "lost")),
    "inspections/moor-2018.yaml": edited(MOOR, ("2014-02", "2018"), ("stars", "marks")),
    "inspections/.yot-1.yaml": "left by a kill",
    ".drafts/areas.yaml": "dale:",
    ".drafts/release.txt": "Star inspection of Dale\n\n2 September 2015\n",
}


def called(call: str, folder: Path, yot: Yot) -> str:
    """A call, its status, and what it says; of rows, the inspections alone."""
    name = call.split()[0]
    lines = [f"$ yot {call}"]
    if name in COMMANDS and name not in REPORTS:
        status, out, said = yot(f"{call} --format json")
        answer = json.loads(out or '{"rows": [], "notes": []}')
        named = [
            row.get("inspection") or row.get("after_inspection") or row.get("area", "")
            for row in answer["rows"]
        ]
        shown = " ".join(dict.fromkeys(map(str, named)))
        lines += [f"[{status}] {shown}".strip(), *answer["notes"]]
    else:
        status, out, said = yot(call)
        drawn = [line for line in out.splitlines() if line[:1] != "#"]
        lines += [f"[{status}]", *drawn]
    return "\n".join([*lines, *said.replace(f"{folder}/", "").splitlines()])


@pytest.mark.parametrize("behaviour", kept(PAGE))
def test_a_call_shows_and_says_what_the_page_keeps(
    behaviour: str, alone: Alone, yot: Yot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(folder := alone(MORE))

    calls = re.findall(r"^\$ yot (.*)$", kept(PAGE)[behaviour], re.MULTILINE)
    hold(behaviour, PAGE, "\n\n".join(called(call, folder, yot) for call in calls))


@pytest.mark.parametrize(
    ("date", "latest"),
    [("2015-03", "dale-2015"), ("2015-09", "dale-2015 and dale-2015-09")],
)
def test_of_what_a_former_area_became_the_latest_in_time_is_named(
    date: str, latest: str, alone: Alone, yot: Yot
) -> None:
    alone(MORE | {f"inspections/dale-{date}.yaml": edited(DALE, ("2012", date))})

    assert f"now Dale ({latest}) and Hill Top" in " ".join(yot("show lost")[1].split())


def test_trouble_ends_with_a_status_and_a_trace_where_it_is_asked_for(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def ended(trouble: BaseException, trace: str) -> tuple[int, str, str]:
        def run_into(*found: object) -> None:
            raise trouble

        table = {"compare": COMMANDS["compare"]._replace(run=run_into)}
        monkeypatch.setenv("YOT_TRACE", trace)
        return run(["compare", "dale"], capsys, table)

    odd = "yot: a fault of yot's own: ValueError('odd'); YOT_TRACE=1 shows where\n"
    traced = ended(ValueError("odd"), "1")

    assert ended(KeyboardInterrupt(), "1") == (130, "", "")
    assert ended(ValueError("odd"), "") == (70, "", odd)
    assert traced[:2] == (70, "")
    traceback = f"Traceback .*, in run_into\n.*{re.escape(odd)}"
    assert re.fullmatch(traceback, traced[2], re.DOTALL)


def test_help_is_the_same_by_every_name(yot: Yot) -> None:
    assert yot("compare -h") == yot("compare --help") == yot("help compare")
    assert yot("")[:2] == yot("-h")[:2] == yot("help")[:2]
