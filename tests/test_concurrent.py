"""Every command on a folder whose records are being replaced sees whole files."""

import csv
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from invented import DALE, FILES, Alone, Yot

from yotcli import writing

pytestmark = pytest.mark.slow

TOP = Path(__file__).parent.parent
CALLS = [
    *("check", "compare dale moor", "diff dale", "diff", "list", "rates --all"),
    *("show dale --all", "spread --criterion care"),
]
PADDING = "".join(
    f"# {place} so that a file takes many writes\n" for place in range(999)
)


class Replacing(threading.Thread):
    """Writes now one and now the other of two versions of every record."""

    def __init__(self, folder: Path):
        super().__init__(daemon=True)
        self.folder = folder
        self.stopped = threading.Event()
        self.count = 0

    def run(self) -> None:
        while not self.stopped.is_set():
            for version in (PADDING, ""):
                for name, text in FILES.items():
                    content = (text + version).encode()
                    writing.write(f"{self.folder}/{name}", content)
                    self.count += 1


@pytest.mark.parametrize("call", CALLS)
def test_a_command_sees_whole_files(call: str, alone: Alone, yot: Yot) -> None:
    replacing = Replacing(alone())
    still = yot(call)
    replacing.start()

    seen = [yot(call) for _ in range(20)]

    replacing.stopped.set()
    replacing.join()
    assert replacing.count
    assert seen == [still] * 20


def test_versions_that_differ_are_never_mixed_within_a_file(
    alone: Alone, yot: Yot
) -> None:
    dim = DALE.replace("bright", "dim").replace("score: 3", "score: 2")
    dim = dim.replace("  dim: 1\n  dim: 1\n", "  dim: 2\n")
    path = str(alone() / "inspections" / "dale-2015.yaml")
    answers = []
    for text in (DALE, dim):
        writing.write(path, text.encode())
        answers.append(yot("show dale-2015"))
    script = (
        "import sys; from yotcli import writing\n"
        "path, one, other = sys.argv[1:]\n"
        "print(flush=True)\n"
        "while True:\n"
        "    writing.write(path, one.encode()); writing.write(path, other.encode())"
    )
    command = [sys.executable, "-c", script, path, DALE, dim]
    with subprocess.Popen(command, stdout=subprocess.PIPE, cwd=TOP) as process:
        assert process.stdout
        process.stdout.readline()
        seen = [yot("show dale-2015") for _ in range(60)]
        process.kill()

    assert answers[0] != answers[1]
    assert all(answer in answers for answer in seen)


def test_runs_of_one_file_leave_one_of_the_answers(tmp_path: Path) -> None:
    path = tmp_path / "answer.csv"
    runs = [
        subprocess.Popen(
            [sys.executable, "-m", "yotcli", "show", area, "-o", str(path)], cwd=TOP
        )
        for area in ("portsmouth", "wolverhampton", "hull", "leeds")
    ]

    statuses = [one.wait() for one in runs]

    rows = list(csv.DictReader(path.read_text("utf-8").splitlines()))
    assert statuses == [0] * 4
    assert len(rows) > 1
    assert len({row["area"] for row in rows}) == 1
    assert [one.name for one in tmp_path.iterdir()] == [path.name]
