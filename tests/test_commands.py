"""What commands find, refuse and leave out, on invented records."""

import json
import shlex
from collections.abc import Callable
from pathlib import Path

import pytest
from invented import AREAS, FILES, only_records, records, run
from told import Kept

from yotcli.answer import Command
from yotcli.commands import COMMANDS

Called = Callable[..., list[str]]
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


@pytest.fixture
def called(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Called:
    """What calls end with: their status, the inspections shown, and what is said."""
    more = {"areas.yaml": AREAS + PLACES, "inspections/lost-2011.yaml": LOST.replace("2012", "2011")}
    only_records(records(tmp_path, more), monkeypatch)

    def called(*calls: str) -> list[str]:
        said = []
        for call in calls:
            status, out, err = run([*shlex.split(call), "--format", "json"], capsys)
            answer = json.loads(out) if out else {"rows": [], "notes": [err.strip()]}
            ids = [row.get("inspection") or row.get("after_inspection") or row.get("area") for row in answer["rows"]]
            shown = " ".join(dict.fromkeys(str(id) for id in ids))
            said += ["\n".join([f"$ yot {call}", f"{status}: {shown}".strip(), *answer["notes"]])]
        return said

    return called


def test_nothing_on_record_for_what_was_named_is_one_line(called: Called, as_kept: Kept) -> None:
    names = "compare hill leas", "diff hill", "rates hill leas", "show hill", "list hill leas"

    as_kept(*called(*names, "spread --of hill", "compare hill dale", "rates moor-2014"))


def test_a_filter_that_matches_nothing_is_one_line(called: Called, as_kept: Kept) -> None:
    as_kept(
        *called("list --since 2040", "list dale --until 2000", "diff --since 2040"),
        *called("rates --since 2040", "rates dale --since 2040", "rates --measure yearly"),
        *called("spread --criterion care --region wales", "list --rating bright"),
    )


def test_a_name_twice_counts_once(called: Called, as_kept: Kept) -> None:
    as_kept(
        *called("compare dale dale", "compare dale-2015 dale-2015", "diff dale dale"),
        *called("list dale dale", "list dale dale-2015", "rates dale dale-2015"),
        *called("show dale dale", "rates dale dale", "compare dale dale-2015 moor"),
    )


def test_a_former_name_leads_to_what_it_is_part_of_now(called: Called, as_kept: Kept) -> None:
    as_kept(
        *called("compare lost moor", "compare lost leas", "diff lost", "rates lost"),
        *called("show lost", "list lost", "list lost hill", "spread --of lost"),
    )


def test_an_option_works_or_is_refused(called: Called, as_kept: Kept) -> None:
    as_kept(
        *called("list dale --sort date", "list dale moor --sort rate", "list --sort rate"),
        *called("list --without-record --sort date", "list --without-record dale"),
        *called("list --without-record --region wales", "list --frameworks dale"),
        *called("list --frameworks --without-record", "list --criterion score --rating dim"),
        *called("rates --all", "rates --all dale", "rates --measure weekly", "rates dale --since soon"),
        *called("diff --only-changes", "diff dale --region wales", "diff dale --only-changes"),
        *called("diff --region wales --exit-code", "diff dale --exit-code"),
        *called("compare dale --region wales", "compare --region north", "compare dale moor --framework dark"),
        *called("compare dale moor --base moor", "compare dale moor --base dale-2012"),
        *called("list --nation wales --latest --until 2014", "show dale-2012 --all", "show dale-2012"),
    )


def test_names_are_understood_as_they_are_typed(called: Called, as_kept: Kept) -> None:
    as_kept(
        *called("show hill top", "compare dale hill top", "list leas and hill dale"),
        *called("show nowhere", "rates England and Wales", "rates 'england and wales' dale"),
        *called("dale", "hill top", "comprae dale", "nothing"),
    )


@pytest.mark.parametrize(
    ("trouble", "status", "said"),
    [
        (KeyboardInterrupt(), 130, ""),
        (ValueError("odd"), 70, "yot: a fault of yot's own: ValueError('odd'); YOT_TRACE=1 shows where\n"),
    ],
)
def test_trouble_ends_with_a_status_of_its_own(
    trouble: BaseException, status: int, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    def run_into(*found: object) -> None:
        raise trouble

    table: dict[str, Command] = {"compare": COMMANDS["compare"]._replace(run=run_into)}

    assert run(["compare", "dale", "moor"], capsys, table) == (status, "", said)


def test_checked_files_are_counted_and_faults_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    only_records(records(tmp_path), monkeypatch)

    assert run(["check"], capsys) == (0, "7 files checked, no fault found.\n", "")
    (tmp_path / "inspections" / "dale-2012.yaml").write_text("area: x\n")
    status, out, _ = run(["check"], capsys)
    assert (status, out.count("\n")) == (1, 4)
