"""Which records a name stands for, and which inspection is the latest of its area."""

import time
from pathlib import Path
from urllib.parse import quote

import pytest
from invented import FILES, records

from yotcli.model import Date, YotError
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


LATEST = [  # dates by the names of their files, and which of these is the latest
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
    read = shelf.read.cache_info().currsize
    (tmp_path / "inspections" / "moor-2014-02.yaml").write_text("no record")

    with pytest.raises(YotError, match="moor-2014-02"):
        Records([str(tmp_path)]).inspection("moor-2014")

    assert read == 1


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
    with pytest.raises(
        YotError, match=r"named .moor-2014.; on record for Moor: moor-2011-"
    ):
        shelf.find("moor-2014")


def test_an_area_may_end_as_a_year_does(tmp_path: Path) -> None:
    folder = records(tmp_path)
    areas = FILES["areas.yaml"].replace("moor:", "moor-2010:").replace("Moor", "M")
    (folder / "areas.yaml").write_text(areas)
    (folder / "inspections" / "moor-2014.yaml").rename(
        folder / "inspections" / "moor-2010-2014.yaml"
    )
    path = folder / "inspections" / "moor-2010-2014.yaml"
    path.write_text(MOOR.replace("area: moor", "area: moor-2010"))
    shelf = Records([str(folder)])

    assert shelf.find("moor-2010") == ("moor-2010", None)
    assert shelf.find("moor-2010-2014") == ("moor-2010", "moor-2010-2014")
    assert shelf.inspection("moor-2010-2014").is_latest
    shelf.index()
    assert shelf.inspections_of("moor-2010") == ["moor-2010-2014"]


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

    with pytest.raises(YotError, match=r"cannot read .*/inspections: No such file"):
        Records([str(folder)]).find("dale")


AREAS = """\
barnet: {name: Barnet, nation: England, region: London}
bath-and-north-east-somerset:
  {name: Bath and North East Somerset, nation: England, region: South West}
bristol:
  {name: "Bristol, City of", nation: England, region: South West, gss: [E06000023]}
city: {name: Tower, aliases: [City of London], nation: England, region: London}
hull: {name: Hull, aliases: [Kingston upon Hull], nation: England, region: North}
kingston: {name: Kingston and Richmond, nation: England, region: London}
richmond: {name: Richmond, nation: England, region: London, successors: [kingston]}
north-moor: {name: North Moor, nation: England, region: North}
north-sea: {name: North Sea, nation: England, region: North}
north-wood: {name: North Wood, nation: England, region: North}
north-york: {name: North York, nation: England, region: North}
place-2000: {name: Place 2000, nation: England, region: North}
ynys-mon: {name: Ynys Môn, nation: Wales}
york: {name: York, nation: England, region: North}
st-helens: {name: St Helens, aliases: ["O'Helens"], nation: England, region: North}
"""
EITHER = "write one of them"
MEANT = {
    "place-2000": "place-2000",
    "place-2000-2021": "place-2000-2021, Place 2000 2021",
    "york": "York, YORK,  york ",
    "york-2015": "york 2015, York_2015, City of York Council 2015",
    "bristol": "e06000023, Bristol, Bristol City Council",
    "barnet": "LB of Barnet, The London Borough of Barnet, Barnet YOT,"
    " Barnet Youth Justice Service",
    "city": "City of London",
    "bath-and-north-east-somerset": "bath & north-east somerset, bath, som,"
    " bath north east",
    "ynys-mon": "ynys môn, YNYS MON",
    "st-helens": "ohelens, st hel",
    "richmond": "richmond",
    "kingston": "kingston",
    "north-moor": "nor mo",
}
UNKNOWN = ("moor north", "yo", "and", "council", "", "vrisstol", "banes")
MISSPELT = {
    "bristol": "brisol, birstol, bristoll, vristol",
    "barnet": "barneh",
    "kingston": "kingson",
    "york-2015": "yrok-2015",
    "york": "yrok-2014",
}
NAMES = {
    **{name: id for id, names in MEANT.items() for name in names.split(", ")},
    **{name: f"no area or inspection is named {name!r}" for name in UNKNOWN},
    **{
        name: f"{name!r}; did you mean {id!r}?"
        for id, names in MISSPELT.items()
        for name in names.split(", ")
    },
    "Richmond 2015": "'Richmond 2015'; on record for Richmond: none; it is now Kingston"
    " and Richmond, with kingston-2015",
    "kings": f"'kings' may be hull or kingston: {EITHER}",
    "north": "'north' is a region: say --region North",
    "nort": "'nort' may be bath-and-north-east-somerset, north-moor, north-sea,"
    f" north-wood or north-york: {EITHER}",
    "london": "'london' is a region: say --region London",
    "the south west": "'the south west' is a region: say --region \"South West\"",
    "south": "'south' is a region: say --region \"South West\"",
    "Wales": "'Wales' is a nation: say --region Wales",
    "England": "'England' is a nation: say --nation England",
    "york-2014": "no inspection is named 'york-2014'; on record for York: york-2015",
    "e\u0301" * 100_000: "no area or inspection is named 'e\u0301",
}


@pytest.fixture(scope="module")
def areas(tmp_path_factory: pytest.TempPathFactory) -> Records:
    folder = tmp_path_factory.mktemp("areas")
    (folder / "areas.yaml").write_text(AREAS, "utf-8")
    (folder / "inspections").mkdir()
    for name in ("york-2015", "kingston-2015", "place-2000-2021"):
        (folder / "inspections" / f"{name}.yaml").touch()
    return Records([str(folder)])


@pytest.mark.parametrize("name", NAMES, ids=lambda name: quote(name[:40]))
def test_a_name_is_understood_or_told_why_not(name: str, areas: Records) -> None:
    started = time.perf_counter()
    try:
        said = areas.find(name).id
    except YotError as error:
        said = str(error)

    meant = NAMES[name]
    assert said == meant if meant.islower() and " " not in meant else meant in said
    assert "did you mean" in meant or "did you mean" not in said
    assert time.perf_counter() - started < 0.1


def test_what_a_framework_says_of_itself_is_read(tmp_path: Path) -> None:
    stars = FILES["frameworks/stars.yaml"].replace(
        "scale:",
        "in_force_to: 2016-05\nselection: Some.\ninspected_with:\n  Wales: [Estyn]\n"
        "criteria_called: themes\nnamed_by: [star inspection]\nscale:",
    )
    stars = stars.replace(
        "\nforms:",
        "\nshort:\n  bright: br\nnever_scraped: dim\n"
        "forms_named_by:\n  full: [all of it]\nforms:",
    ).replace("    label: Care\n", "    label: Care\n    phrases: [the care of]\n")
    series = "pages_read: 2026-11-22\n" + FILES["england-and-wales.yaml"]
    files = {"frameworks/stars.yaml": stars, "england-and-wales.yaml": series}
    shelf = Records([str(records(tmp_path, files))])

    framework = shelf.framework("stars")

    assert (framework.until, framework.selection) == (Date("2016-05"), "Some.")
    assert framework.inspected_with == {"Wales": ("Estyn",)}
    assert framework.criteria_called == "themes"
    assert framework.named_by == ("star inspection",)
    assert framework.forms_named_by == {"full": ("all of it",)}
    assert (framework.shorts, framework.never_scraped) == ({"bright": "br"}, "dim")
    assert framework.criteria["care"].phrases == ("the care of",)
    assert shelf.as_of() == Date("2026-11-22")
