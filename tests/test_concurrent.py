"""Every command on a folder whose records are being replaced sees whole files."""

import csv
import json
import subprocess
import sys
from pathlib import Path

import pytest
from invented import FILES, TOP, YOT, Alone, Yot, edited, environment

from yotcli import writing

pytestmark = pytest.mark.slow

CALLS = [
    *("check", "compare dale moor", "diff dale", "diff", "list", "rates --all"),
    *("show dale --all", "spread --criterion care"),
]
DALE_2015 = "inspections/dale-2015.yaml"
DIM = edited(
    *(DALE_2015, ("score: 3", "score: 2"), ("care: bright", "care: dim")),
    *(("bright: 1\n  dim: 1", "dim: 2"), ("care: improved", "care: unchanged")),
)
VERSIONS = [FILES, FILES | {DALE_2015: DIM}]
REPLACING = """
import json, sys
from yotcli import writing
print(flush=True)
while True:
    for place, version in enumerate(map(json.loads, sys.argv[2:])):
        for name, text in version.items():
            padded = text + place * 999 * "# so that a file takes many writes\\n"
            writing.write(f"{sys.argv[1]}/{name}", padded.encode())
"""


@pytest.mark.parametrize("call", CALLS)
def test_a_command_sees_whole_files(call: str, alone: Alone, yot: Yot) -> None:
    folder = str(alone())
    answers = []
    for version in VERSIONS:
        writing.write(f"{folder}/{DALE_2015}", version[DALE_2015].encode())
        answers.append(yot(call))
    command = [sys.executable, "-c", REPLACING, folder, *map(json.dumps, VERSIONS)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, cwd=TOP) as replacing:
        replacing.stdout.readline()
        seen = [yot(call) for _ in range(40)]
        replacing.kill()

    same = call in ("check", "diff", "list", "rates --all")
    assert (answers[0] == answers[1]) is same
    assert [answer for answer in seen if answer not in answers] == []


def test_runs_of_one_file_leave_one_of_the_answers(tmp_path: Path) -> None:
    path = tmp_path / "answer.csv"
    runs = [
        subprocess.Popen([*YOT, "show", area, "-o", str(path)], env=environment({}))
        for area in ("portsmouth", "wolverhampton", "hull", "leeds")
    ]

    statuses = [one.wait() for one in runs]

    rows = list(csv.DictReader(path.read_text("utf-8").splitlines()))
    assert statuses == [0] * 4
    assert len(rows) > 1
    assert len({row["area"] for row in rows}) == 1
    assert [one.name for one in tmp_path.iterdir()] == [path.name]
