"""Which records a name stands for, and which inspection is the latest of its area."""

import time
from pathlib import Path

import pytest
from invented import Alone, Yot, edited, records
from told import Kept, cases, hold, kept, refusal

from yotcli.model import Date, YotError
from yotcli.records import Records, shipped
from yotcli.records import opened as opened_records

PAGE = Path(__file__).parent / "told" / "names.md"
MOOR, SERIES = "inspections/moor-2014.yaml", "england-and-wales.yaml"


def moors(dates: dict[str, str]) -> dict[str, str | None]:
    """Inspections of Moor, of these dates by the names of their files."""
    return {MOOR: None} | {
        f"inspections/moor-{name}.yaml": edited(MOOR, ("2014-02", date))
        for name, date in dates.items()
    }


def opened(folder: Path, dates: dict[str, str]) -> Records:
    return Records([str(records(folder, moors(dates)))])


def test_the_latest_is_told_where_every_day_it_may_be_of_is_later(
    each_kept: Kept, tmp_path: Path
) -> None:
    def latest(dates: dict[str, str]) -> str:
        """Which is, of inspections of these dates by the names of their files."""
        folder = tmp_path / "+".join(dates)
        shelf = opened(folder, dates)
        every = [one for one in shelf.inspections() if one.area == "moor"]
        single = [Records([str(folder)]).inspection(f"moor-{name}") for name in dates]
        ways = every, shelf.history("moor"), single
        [known] = {tuple(one.is_latest for one in inspections) for inspections in ways}
        last = [one for one in every if one.is_latest is not False]
        read = shelf.latest(shelf.dates()["moor"])
        assert [one for one in read if one.is_latest is not False] == last
        return str(known)

    each_kept(latest)


def test_another_inspection_is_read_only_where_names_leave_the_order_open(
    tmp_path: Path,
) -> None:
    dates = {"2013": "2013", "2014": "2014-02", "2015-2016": "2015 to 2016"}
    shelf = opened(tmp_path, dates)
    for unread in ("2013", "2015-2016"):
        (tmp_path / "inspections" / f"moor-{unread}.yaml").write_text("no record")

    assert shelf.inspection("moor-2014").is_latest is False

    (tmp_path / "inspections" / "moor-2014-02.yaml").write_text("no record")
    assert "moor-2014-02" in refusal(Records([str(tmp_path)]).inspection, "moor-2014")


def test_a_list_reads_what_may_be_the_latest_and_counts_the_others(
    alone: Alone, yot: Yot
) -> None:
    files = moors({"2013": "2013", "2014": "2014-02", "2014-05": "2014-05"})
    alone(files | {"inspections/moor-2013.yaml": "no record"})
    covered = "Covers 2 of 2 current areas: 5 inspections, 2012 to 2015."
    assert covered in yot("list")[1]

    alone(files | {"inspections/moor-2014.yaml": "no record"})
    assert "moor-2014.yaml:1:1: " in yot("list")[2]


def test_an_area_may_end_as_a_year_does(tmp_path: Path) -> None:
    files = {
        "areas.yaml": edited("areas.yaml", ("moor:", "moor-2010:"), ("Moor", "M")),
        "inspections/moor-2010-2014.yaml": edited(MOOR, ("moor", "moor-2010")),
    }
    shelf = Records([str(records(tmp_path, {MOOR: None} | files))])

    assert shelf.find("moor-2010") == ("moor-2010", None)
    assert shelf.find("moor-2010-2014") == ("moor-2010", "moor-2010-2014")
    assert shelf.inspection("moor-2010-2014").is_latest
    assert [*shelf.dates()] == ["dale", "moor-2010"]
    shelf.index()
    assert shelf.inspections_of("moor-2010") == ["moor-2010-2014"]


def test_a_report_is_of_one_of_two_areas_that_its_name_may_give(tmp_path: Path) -> None:
    both = "moor-2010: {name: M, nation: Wales}\nmoor:"
    files = {
        "areas.yaml": edited("areas.yaml", ("moor:", both)),
        "inspections/moor-2010-2014.yaml": edited(MOOR, ("moor", "moor-2010")),
        "inspections/moor-2010-2011.yaml": edited(MOOR, ("2014-02", "2010 to 2011")),
    }
    shelf = Records([str(records(tmp_path, files))])

    ids = {"moor": ["moor-2010-2011", "moor-2014"], "moor-2010": ["moor-2010-2014"]}
    assert {area: shelf.inspections_of(area) for area in ids} == ids
    assert {area: [*shelf.dates()[area]] for area in ids} == ids
    assert shelf.find("moor-2010-2011") == ("moor", "moor-2010-2011")


def test_records_that_vanish_are_told_in_a_line(tmp_path: Path) -> None:
    folder = records(tmp_path)
    shelf = Records([str(folder)])
    assert shelf.inspections_of("dale") == ["dale-2012", "dale-2015"]
    (folder / "inspections" / "dale-2012.yaml").unlink()
    (folder / SERIES).unlink()

    gone = "cannot read dale-2012: its file is no longer there"
    assert refusal(shelf.history, "dale") == gone
    assert refusal(shelf.series) == f"no folder of records has {SERIES}"


def test_the_day_up_to_which_pages_were_read_is_that_of_the_series(
    tmp_path: Path,
) -> None:
    read = edited(SERIES, ("measures:", "pages_read: 2026-11-22\nmeasures:"))
    folder = str(records(tmp_path, {SERIES: read}))

    assert Records([folder]).as_of() == Date("2026-11-22")
    (tmp_path / SERIES).unlink()
    assert Records([folder]).as_of() is None


def test_a_dangling_folder_of_inspections_is_told(tmp_path: Path) -> None:
    folder = records(tmp_path / "own")
    (folder / "inspections").rename(tmp_path / "gone")
    (folder / "inspections").symlink_to("nowhere")

    said = refusal(Records([str(folder)]).find, "dale")
    assert said.endswith("/inspections: No such file or directory")


AREAS = """\
barnet: {name: Barnet, nation: England, region: London}
bath-and-north-east-somerset:
  {name: Bath and North East Somerset, nation: England, region: South West}
bristol:
  {name: "Bristol, City of", nation: England, region: South West, gss: [E06000023]}
city: {name: Tower, aliases: [City of London], nation: England, region: London}
hull: {name: Hull, aliases: [Kingston upon Hull], nation: England, region: North}
kingston: {name: Kingston and Richmond, nation: England, region: London}
richmond: {name: Richmond, nation: England, region: London, successors: [kingston,
  old-wood, york]}
north-moor: {name: North Moor, nation: England, region: North}
north-sea: {name: North Sea, nation: England, region: North}
north-wood: {name: North Wood, nation: England, region: North}
north-york: {name: North York, nation: England, region: North}
north-hill: {name: North Hill, nation: England, region: North}
old-wood: {name: Old Wood, nation: England, region: North, successors: [north-wood]}
place-2000: {name: Place 2000, nation: England, region: North}
ynys-mon: {name: Ynys Môn, nation: Wales}
york: {name: York, nation: England, region: North}
st-helens: {name: St Helens, aliases: ["O'Helens"], nation: England, region: North}
"""
INSPECTED = [
    *("york-2015", "kingston-2015", "place-2000-2021", "bristol-2015-03"),
    *(f"north-sea-{date}" for date in ("2011-2013", "2013", "2016-04", "2016-05")),
]


@pytest.fixture(scope="module")
def areas(tmp_path_factory: pytest.TempPathFactory) -> Records:
    folder = tmp_path_factory.mktemp("areas")
    (folder / "areas.yaml").write_text(AREAS, "utf-8")
    (folder / "inspections").mkdir()
    for name in INSPECTED:
        (folder / "inspections" / f"{name}.yaml").touch()
    return Records([str(folder)])


def found(name: str, areas: Records) -> str:
    """The area or inspection that a name means, or what is said of it."""
    try:
        return areas.find(name).id
    except YotError as error:
        return str(error)


@pytest.mark.parametrize("behaviour", kept(PAGE))
def test_a_name_is_understood_or_told_why_not(behaviour: str, areas: Records) -> None:
    names = cases(kept(PAGE)[behaviour])

    lines = [f"{name!r} => {found(name, areas)}" for name in names]
    hold(behaviour, PAGE, "\n".join(lines))


def test_a_name_of_any_length_is_refused_at_once(areas: Records) -> None:
    started = time.process_time()

    said = found("e\u0301" * 100_000, areas)

    assert said.endswith("is named '" + "e\u0301" * 30 + "...'")
    assert time.process_time() - started < 1


def test_the_records_of_yot_lie_in_the_wheel_or_beside_the_code(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("yotcli.records.__file__", f"{tmp_path}/yotcli/records.py")
    monkeypatch.setenv("YOT_RECORDS", f":{records(tmp_path / 'own')}:{tmp_path}/own")

    where = "they must lie in a folder, so install yot or unpack it"
    missing = f"yot's own records are not in {tmp_path}/records: {where}"
    assert refusal(shipped) == missing  # as it is where yot is run from a zip
    for place in (tmp_path / "records", tmp_path / "yotcli" / "records"):
        records(place)
        folders = [str(place), f"{tmp_path}/own", f"{tmp_path}/own", f"{tmp_path}/own"]
        assert opened_records([f"{tmp_path}/own"]).folders == folders


RATE = "  - area: {}\n{}    rate: {}\n    source: table\n"
PERIOD, NOTE, OF = "    period: 2013\n", "    note: Odd.\n", "    measure: yearly\n"
RATES = [  # of each folder: an area, more fields and a rate
    [("moor", PERIOD, 1), ("moor", "", 2), ("moor", NOTE, 3), ("dale", "", 4)],
    [("moor", PERIOD + NOTE, 5), ("moor", NOTE, 6), ("moor", PERIOD + OF, 7)],
]


def test_a_later_folder_replaces_the_rate_of_a_cohort(tmp_path: Path) -> None:
    folders = []
    for place, rates in enumerate(RATES):
        text = "".join(RATE.format(*each) for each in rates)
        sources = edited("rates.yaml").partition("sources:")[2]
        files = {"rates.yaml": f"rates:\n{text}sources:{sources}"}
        folders.append(str(records(tmp_path / str(place), files)))

    shown = [f"{each.area} {each.rate}" for each in Records(folders).rates()]

    assert shown == ["dale 4", "moor 7", "moor 5", "moor 6", "moor 2"]


FORMER = (
    "# {0}\ndale:\n  name: {0}\nold:\n  x: 1\n# now:\n  successors:\n    - dale\n"
    "flow:\n  {x: 1,\nsuccessors: [dale]}\nend:\n  x: 1\n"
)


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_former_area_is_found_by_the_text_of_its_entry(
    end: str, tmp_path: Path
) -> None:
    (tmp_path / "areas.yaml").write_text(FORMER.replace("\n", end), newline="")
    shelf = Records([str(tmp_path)])

    areas = ("dale", "old", "flow", "end", "gone")
    found = [area for area in areas if shelf.may_be_former(area)]

    assert found == ["old", "flow", "gone"]
    unknown = refusal(Records([str(records(tmp_path))]).known, "gone")
    assert unknown == "no area is named 'gone': areas.yaml does not have it"
