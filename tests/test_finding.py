"""Which records a name stands for, and which inspection is the latest of its area."""

from pathlib import Path

import pytest
from invented import FILES, records

from yotcli.model import YotError
from yotcli.records import Records

MOOR = FILES["inspections/moor-2014.yaml"]


def opened(folder: Path, **dates: str) -> Records:
    """Invented records in which Moor has inspections of these dates."""
    records(folder)
    (folder / "inspections" / "moor-2014.yaml").unlink()
    for name, date in dates.items():
        path = folder / "inspections" / f"moor-{name[1:].replace('_', '-')}.yaml"
        path.write_text(MOOR.replace("2014-02", date), "utf-8")
    return Records([str(folder)])


LATEST = [
    ({"_2014": "2014"}, {"moor-2014": True}),
    (
        {"_2012": "2012-03", "_2014": "2014", "_2014_03": "2014-03"},
        {"moor-2012": False, "moor-2014": None, "moor-2014-03": None},
    ),
    (
        {"_2014": "2014-02", "_2014_03": "2014-03-01"},
        {"moor-2014": False, "moor-2014-03": True},
    ),
    (
        {"_2012": "2012", "_2013_2015": "2013 to 2015"},
        {"moor-2012": False, "moor-2013-2015": True},
    ),
    (
        {"_2013_2015": "2013 to 2015", "_2014": "2014", "_2016": "2016"},
        {"moor-2013-2015": False, "moor-2014": False, "moor-2016": True},
    ),
]


@pytest.mark.parametrize(("dates", "latest"), LATEST)
def test_the_latest_is_told_where_every_day_it_may_be_of_is_later(
    dates: dict[str, str], latest: dict[str, bool | None], tmp_path: Path
) -> None:
    shelf = opened(tmp_path, **dates)

    every = [one for one in shelf.inspections() if one.area == "moor"]
    single = [Records([str(tmp_path)]).inspection(id) for id in latest]

    for inspections in (every, shelf.history("moor"), single):
        assert {one.id: one.is_latest for one in inspections} == latest


def test_another_inspection_is_read_only_where_names_leave_the_order_open(
    tmp_path: Path,
) -> None:
    shelf = opened(tmp_path, _2013="2013", _2014="2014-02", _2015_2016="2015 to 2016")
    shelf.inspection("moor-2014")
    read = set(shelf.inspections_read)
    (tmp_path / "inspections" / "moor-2014-02.yaml").write_text("no record")

    with pytest.raises(YotError, match="moor-2014-02"):
        Records([str(tmp_path)]).inspection("moor-2014")

    assert read == {"moor-2014"}


def test_a_year_finds_the_inspection_whose_date_may_be_in_it(tmp_path: Path) -> None:
    shelf = opened(
        tmp_path, _2011_2013="2011 to 2013", _2013="2013", _2015_03="2015-03"
    )

    for name, id in (
        ("moor-2011-2013", "moor-2011-2013"),
        ("moor-2011", "moor-2011-2013"),
        ("Moor-2012", "moor-2011-2013"),
        ("moor-2013", "moor-2013"),
        ("moor-2015", "moor-2015-03"),
        ("w00000001-2012", "moor-2011-2013"),
    ):
        assert shelf.find(name).id == id
    with pytest.raises(YotError, match=r"named 'moor-2014'; held of Moor: moor-2011-"):
        shelf.find("moor-2014")


def test_a_year_of_two_inspections_names_both(tmp_path: Path) -> None:
    shelf = opened(tmp_path, _2011_2013="2011 to 2013", _2012_05="2012-05")

    with pytest.raises(YotError, match="may be moor-2011-2013 or moor-2012-05"):
        shelf.find("moor-2012")


def test_records_that_vanish_are_told_in_a_line(tmp_path: Path) -> None:
    folder = records(tmp_path)
    shelf = Records([str(folder)])
    assert shelf.inspections_of("dale") == ["dale-2012", "dale-2015"]
    (folder / "inspections" / "dale-2012.yaml").unlink()
    (folder / "england-and-wales.yaml").unlink()

    with pytest.raises(YotError, match="cannot read dale-2012: its file is no longer"):
        shelf.history("dale")
    with pytest.raises(YotError, match=r"no folder of records has england-and-wales"):
        shelf.series()


def test_a_dangling_folder_of_inspections_is_told(tmp_path: Path) -> None:
    folder = records(tmp_path / "own")
    (folder / "inspections").rename(tmp_path / "gone")
    (folder / "inspections").symlink_to("nowhere")

    with pytest.raises(YotError, match="cannot read .*/inspections: No such file"):
        Records([str(folder)]).find("dale")
