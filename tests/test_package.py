"""The data package: what its files hold, and that other tools take them."""

import csv
import importlib.util
import io
import json
import re
import resource
import subprocess
import sys
from pathlib import Path

import invented
import pytest

from yotcli import package
from yotcli.model import YotError
from yotcli.records import Records, shipped

README = Path(__file__).parent.parent / "README.md"
SQL = re.search(r"^```sql\n(.*?)^```", README.read_text("utf-8"), re.M | re.S)
SHEETS = ("areas", "inspections", "ratings", "rates", "frameworks")


@pytest.fixture
def records(tmp_path: Path) -> Records:
    return Records([invented.records(tmp_path / "records")])


def rows(files: dict[str, bytes], name: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(files[name].decode("utf-8"))))


def held(row: dict[str, str]) -> dict[str, str]:
    """The cells that are not empty."""
    return {name: cell for name, cell in row.items() if cell}


def test_a_row_for_each_criterion_that_framework_and_form_have(
    records: Records,
) -> None:
    ratings = rows(package.files(records), "ratings.csv")

    assert [(one["inspection"], one["criterion"], one["missing"]) for one in ratings][
        :8
    ] == [
        ("dale-2012", "overall", "x"),
        ("dale-2012", "score", "x"),
        ("dale-2012", "care", ""),
        ("dale-2012", "work", "n"),
        ("dale-2015", "overall", ""),
        ("dale-2015", "score", ""),
        ("dale-2015", "care", ""),
        ("dale-2015", "work", ""),
    ]


def test_a_rating_stands_with_its_rank_finding_and_source(records: Records) -> None:
    ratings = rows(package.files(records), "ratings.csv")

    assert held(ratings[6]) == {
        "area": "dale",
        "inspection": "dale-2015",
        "published": "2015-09-02",
        "framework": "stars",
        "criterion": "care",
        "label": "Care",
        "rating": "bright",
        "rank": "3",
        "ranks": "3",
        "direction": "improved",
        "finding": "Staff knew the children.",
        "note": "As printed.",
        "source_kind": "inspectorate",
        "source": "https://example.org/dale",
    }
    assert held(ratings[3])["reason"] == "no cases"
    assert (ratings[8]["value"], ratings[8]["unit"]) == ("71.5", "per cent")


def test_a_rate_keeps_its_digits_and_its_place_in_the_area(records: Records) -> None:
    rates = rows(package.files(records), "rates.csv")

    assert [(one["area"], one["place"], one["inspection"]) for one in rates] == [
        ("dale", "1", "dale-2015"),
        ("moor", "1", ""),
    ]
    assert (rates[1]["rate"], rates[1]["note"]) == ("30.0", "Seen once.")
    assert (rates[0]["difference"], rates[0]["verdict"]) == ("8.5", "worse")


def test_a_framework_stands_with_its_scale_and_criteria_in_order(
    records: Records,
) -> None:
    frameworks = rows(package.files(records), "frameworks.csv")

    assert [(one["place"], one["criterion"], one["forms"]) for one in frameworks] == [
        ("1", "overall", ""),
        ("2", "score", ""),
        ("3", "care", ""),
        ("4", "work", "full"),
        ("5", "reach", ""),
    ]
    assert {one["scale"] for one in frameworks} == {"bright > dim > dark"}


def test_a_text_that_a_spreadsheet_would_calculate_is_kept_from_it(
    tmp_path: Path,
) -> None:
    dale = invented.DALE.replace("Care is bright", "'=1+1'")
    folder = invented.records(tmp_path, {"inspections/dale-2015.yaml": dale})

    inspections = rows(package.files(Records([folder])), "inspections.csv")

    assert inspections[1]["headline"] == "'=1+1"


def test_each_column_of_each_file_is_described_in_order(records: Records) -> None:
    files = package.files(records)
    described = json.loads(files["datapackage.json"])

    assert [one["name"] for one in described["resources"]] == list(SHEETS)
    for one in described["resources"]:
        header = files[one["path"]].decode("utf-8").split("\n", 1)[0].split(",")
        assert [column["name"] for column in one["schema"]["fields"]] == header
        assert all(column["description"] for column in one["schema"]["fields"])


def test_keys_tell_rows_apart_and_references_point_at_keys(records: Records) -> None:
    files = package.files(Records([shipped(), *map(Path, records.folders)]))
    resources = json.loads(files["datapackage.json"])["resources"]
    keys = {one["name"]: one["schema"]["primaryKey"] for one in resources}

    for one in resources:
        found = [
            tuple(row[column] for column in keys[one["name"]])
            for row in rows(files, one["path"])
        ]
        assert len(set(found)) == len(found)
        for reference in one["schema"]["foreignKeys"]:
            to = reference["reference"]
            assert to["fields"] == keys[to.get("resource", one["name"])]


def test_words_of_a_scale_are_ordered_and_those_of_all_scales_are_not(
    records: Records,
) -> None:
    described = json.loads(package.files(records)["datapackage.json"])
    ratings = described["resources"][SHEETS.index("ratings")]
    rating = next(one for one in ratings["schema"]["fields"] if one["name"] == "rating")

    assert described["scales"] == {
        "stars": {
            "family": "Stars",
            "categories": ["dark", "dim", "bright"],
            "categoriesOrdered": True,
        }
    }
    assert rating["categories"] == rating["constraints"]["enum"]
    assert "categoriesOrdered" not in rating


def test_an_area_that_is_not_known_is_refused(tmp_path: Path) -> None:
    areas = invented.AREAS.partition("moor:")[0]
    folder = invented.records(tmp_path, {"areas.yaml": areas})

    with pytest.raises(YotError, match="no area is named 'moor'"):
        package.files(Records([folder]))


def test_bytes_are_the_same_on_every_run(tmp_path: Path) -> None:
    program = (
        "import sys; from pathlib import Path; from yotcli import package, records;"
        " package.write(records.Records([records.shipped()]), Path(sys.argv[1]))"
    )
    for name in ("one", "two"):
        subprocess.run(
            [sys.executable, "-c", program, tmp_path / name],
            cwd=README.parent,
            check=True,
        )

    one, two = (
        {path.name: path.read_bytes() for path in (tmp_path / name).iterdir()}
        for name in ("one", "two")
    )
    assert one == two
    assert set(one) == {*(f"{name}.csv" for name in SHEETS), "datapackage.json"}


def visible(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_an_empty_folder_is_replaced_and_keeps_its_permissions(
    records: Records, tmp_path: Path
) -> None:
    (tmp_path / "out").mkdir(mode=0o750)

    package.write(records, tmp_path / "out")

    assert len(visible(tmp_path / "out")) == 6
    assert (tmp_path / "out").stat().st_mode & 0o777 == 0o750
    assert visible(tmp_path) == ["out", "records"]


def test_a_link_to_an_empty_folder_stays_a_link(
    records: Records, tmp_path: Path
) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "out").symlink_to("real")

    package.write(records, tmp_path / "out")

    assert (tmp_path / "out").is_symlink()
    assert len(visible(tmp_path / "real")) == 6


def test_a_folder_that_holds_something_is_refused_and_left_alone(
    records: Records, tmp_path: Path
) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / ".mine").touch()

    with pytest.raises(YotError, match=r"out is not empty: name a new folder"):
        package.write(records, tmp_path / "out")

    assert visible(tmp_path / "out") == [".mine"]
    assert visible(tmp_path) == ["out", "records"]


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("file", "Not a directory"),
        ("file/out", "Not a directory"),
        ("nowhere/out", "No such file or directory"),
        ("a\0b", "embedded null byte"),
        ("x" * 300, "File name too long"),
    ],
)
def test_a_folder_that_cannot_be_made_is_one_line(
    records: Records, tmp_path: Path, name: str, reason: str
) -> None:
    (tmp_path / "file").touch()

    with pytest.raises(YotError, match=f"cannot write .*: {reason}") as refusal:
        package.write(records, tmp_path / name)

    assert "\n" not in str(refusal.value)
    assert visible(tmp_path) == ["file", "records"]


def test_the_folder_that_yot_runs_in_is_refused(
    records: Records, tmp_path: Path
) -> None:
    (tmp_path / "out").mkdir()
    ran = subprocess.run(
        [sys.executable, "-c", HERE, *records.folders],
        cwd=tmp_path / "out",
        env={"PYTHONPATH": str(README.parent)},
        capture_output=True,
        encoding="utf-8",
    )

    assert ran.stdout == "cannot replace the folder that this runs in: name a new one\n"


HERE = """
import sys
from pathlib import Path
from yotcli import model, package, records
try:
    package.write(records.Records([Path(sys.argv[1])]), Path("."))
except model.YotError as error:
    print(error)
"""


def small_disk() -> None:
    """No file may grow beyond 2,000 bytes."""
    resource.setrlimit(resource.RLIMIT_FSIZE, (2000, 2000))


def test_a_full_disk_leaves_nothing_behind(tmp_path: Path) -> None:
    ran = subprocess.run(
        [sys.executable, "-m", "yotcli", "export", "out"],
        cwd=tmp_path,
        env={"PYTHONPATH": str(README.parent), "PYTHONDONTWRITEBYTECODE": "1"},
        preexec_fn=small_disk,  # in a process of its own, or pytest's own log is cut
        capture_output=True,
        encoding="utf-8",
    )

    assert (ran.returncode, ran.stdout) == (2, "")
    assert ran.stderr == "yot: cannot write out: File too large\n"
    assert visible(tmp_path) == []


def validated(folder: Path) -> dict[str, bool]:
    """Whether frictionless, run as people run it, finds each file valid."""
    if importlib.util.find_spec("frictionless") is None:
        pytest.skip("frictionless is not installed")
    ran = subprocess.run(
        [
            *(sys.executable, "-m", "frictionless", "validate", "--json"),
            str(folder / "datapackage.json"),
        ],
        capture_output=True,
        encoding="utf-8",
    )
    report = json.loads(ran.stdout)
    assert ran.returncode == int(not report["valid"])
    return {task["name"]: task["valid"] for task in report["tasks"]}


@pytest.mark.heavy
def test_frictionless_finds_every_file_valid(tmp_path: Path) -> None:
    package.write(Records([shipped()]), tmp_path / "out")

    assert validated(tmp_path / "out") == dict.fromkeys(SHEETS, True)


@pytest.mark.heavy
def test_frictionless_finds_a_wrong_word_and_a_broken_reference(
    records: Records, tmp_path: Path
) -> None:
    files = package.files(records)
    for before, after in ((b",bright,", b",brigth,"), (b"moor,moor-2014", b"moor,x")):
        changed = files["ratings.csv"].replace(before, after)
        described = json.loads(files["datapackage.json"])
        for one in described["resources"]:
            del one["bytes"], one["hash"]  # or they alone would tell
        for name, content in (files | {"ratings.csv": changed}).items():
            (tmp_path / name).write_bytes(content)
        (tmp_path / "datapackage.json").write_text(json.dumps(described), "utf-8")

        assert not validated(tmp_path)["ratings"]


ASK = """
import json, sys, duckdb
answer = duckdb.sql(sys.argv[1])
print(json.dumps([dict(zip(answer.columns, row)) for row in answer.fetchall()]))
"""


@pytest.mark.heavy
def test_duckdb_answers_the_question_of_the_readme(tmp_path: Path) -> None:
    if importlib.util.find_spec("duckdb") is None:
        pytest.skip("duckdb is not installed")
    assert SQL is not None
    folder = re.search(r"'([^'/]+)/ratings\.csv'", SQL[1])
    assert folder
    package.write(Records([shipped()]), tmp_path / folder[1])

    ran = subprocess.run(
        [sys.executable, "-c", ASK, SQL[1]],
        cwd=tmp_path,
        stdout=subprocess.PIPE,
        encoding="utf-8",
        check=True,
    )
    found = json.loads(ran.stdout)

    rates = {one["inspection"]: one["rate"] for one in found}
    assert rates["wolverhampton-2016"] == 33.8
    assert rates["portsmouth-2015"] == 45.1
    assert not [one for one in found if None in (one["rating"], one["rate"])]
