"""The data package: what its files hold, and that other tools take them."""

import importlib.util
import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
from invented import TOP, process, records
from told import Kept

from yotcli import package, writing
from yotcli.records import Records, opened

SHEETS = ["areas", "inspections", "ratings", "rates", "england-and-wales", "frameworks"]


def test_what_is_held_stands_in_the_order_of_the_records(
    tmp_path: Path, as_kept: Kept
) -> None:
    files = package.files(Records([str(records(tmp_path))]))
    described = json.loads(files["datapackage.json"])
    rating = described["resources"][SHEETS.index("ratings")]["schema"]["fields"][6]
    pages = [files[f"{name}.csv"].decode().replace("\r", "") for name in SHEETS]

    as_kept(
        *(json.dumps(described["scales"]), json.dumps(rating)),
        *(page.strip() for page in pages),
    )


def test_every_column_is_described_and_references_point_at_keys() -> None:
    files = package.files(opened())
    sheets = json.loads(files["datapackage.json"])["resources"]
    keys = {sheet["name"]: sheet["schema"]["primaryKey"] for sheet in sheets}

    assert [*keys] == SHEETS
    for sheet in sheets:
        fields = sheet["schema"]["fields"]
        header = files[sheet["path"]].decode().splitlines()[0]
        assert ",".join(field["name"] for field in fields) == header
        assert all(field["description"] for field in fields)
        for reference in sheet["schema"]["foreignKeys"]:
            to = reference["reference"]
            assert to["fields"] == keys[to.get("resource", sheet["name"])]


def test_bytes_are_the_same_on_every_run(tmp_path: Path) -> None:
    assert process(["export", str(tmp_path / "out")]) == (0, "", "")

    written = {path.name: path.read_bytes() for path in (tmp_path / "out").iterdir()}
    assert written == package.files(opened())


def needs(program: str) -> pytest.MarkDecorator:
    is_there = importlib.util.find_spec(program) is not None
    return pytest.mark.skipif(not is_there, reason=f"needs {program}")


@needs("frictionless")
@pytest.mark.heavy
@pytest.mark.parametrize(
    ("before", "after"),
    [(b"", b""), (b",Good,", b",Godo,"), (b"hull,hull-2010", b"hull,x")],
)
def test_frictionless_finds_files_valid_but_for_a_wrong_word_or_reference(
    before: bytes, after: bytes, tmp_path: Path
) -> None:
    files = package.files(opened())
    assert before in files["ratings.csv"]
    files["ratings.csv"] = files["ratings.csv"].replace(before, after)
    described = json.loads(files["datapackage.json"])
    for sheet in described["resources"] if before else ():
        del sheet["bytes"], sheet["hash"]  # or they alone would tell
    files["datapackage.json"] = json.dumps(described).encode("utf-8")
    for name, content in files.items():
        (tmp_path / name).write_bytes(content)
    command = [sys.executable, "-m", "frictionless", "validate", "--json"]

    ran = subprocess.run(
        [*command, tmp_path / "datapackage.json"], capture_output=True, text=True
    )

    tasks = {task["name"]: task["valid"] for task in json.loads(ran.stdout)["tasks"]}
    assert tasks == dict.fromkeys(SHEETS, True) | {"ratings": not before}
    assert ran.returncode == bool(before)


ASK = """
import json, sys, duckdb
answer = duckdb.sql(sys.argv[1])
print(json.dumps([dict(zip(answer.columns, row)) for row in answer.fetchall()]))
"""


@needs("duckdb")
@pytest.mark.heavy
def test_duckdb_answers_the_question_of_the_readme(tmp_path: Path) -> None:
    readme = (TOP / "README.md").read_text("utf-8")
    [question] = re.findall(r"(?ms)^```sql\n(.*?)^```", readme)
    [folder] = re.findall(r"'([^'/]+)/ratings\.csv'", question)
    writing.write_folder(str(tmp_path / folder), package.files(opened()))

    found = json.loads(
        subprocess.check_output([sys.executable, "-c", ASK, question], cwd=tmp_path)
    )

    rates = {row["inspection"]: row["rate"] for row in found}
    assert rates["wolverhampton-2016"] == 33.8
    assert rates["portsmouth-2015"] == 45.1
    assert not [row for row in found if None in (row["rating"], row["rate"])]
