"""What shells are offered, and three of them completing a line by themselves."""

import fcntl
import os
import re
import select
import shutil
import subprocess
import sys
import termios
import time
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import invented
import pytest
from invented import Yot

from yotcli import completion
from yotcli.records import Records

TOP = Path(__file__).parent.parent
ESCAPES = re.compile(r"\x1b(\[[0-9;?>=]*[A-Za-z]|\][^\x07\x1b]*(\x07|\x1b\\)|[=>()].?)")


NAMES = [
    *(("dale", "Dale"), ("dale-2012", "Dale"), ("dale-2015", "Dale")),
    *(("moor", "Moor"), ("moor-2014", "Moor")),
]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return invented.records(tmp_path / "records")


def offered(folder: Path, kind: str, *typed: str) -> list[tuple[str, str]]:
    return completion.offers(kind, Records([str(folder)]), typed)


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        ("names", NAMES),
        ("areas", [("dale", "Dale"), ("moor", "Moor")]),
        ("regions", [("north-west", "North West"), ("wales", "Wales")]),
        ("nations", [("england", "England"), ("wales", "Wales")]),
        ("frameworks", [("stars", "")]),
        (
            "criteria",
            [
                *(("overall", "Overall"), ("score", "Score"), ("care", "Care")),
                *(("work", "Work"), ("reach", "Reach")),
            ],
        ),
        ("ratings", [("bright", "bright"), ("dim", "dim"), ("dark", "dark")]),
        ("measures", [("yearly", "Yearly")]),
    ],
)
def test_words_of_a_kind_are_offered_with_what_they_are(
    kind: str, words: list[tuple[str, str]], folder: Path
) -> None:
    assert offered(folder, kind) == words


def test_names_that_are_typed_are_offered_where_one_is_wanted_again(
    folder: Path,
) -> None:
    assert offered(folder, "typed", "Dale", "$(x)") == [("Dale", "")]


@pytest.mark.parametrize("typed", ["dale", "Dale", "old dale", "E00000001"])
def test_an_area_that_is_typed_by_any_name_is_not_offered_again(
    folder: Path, typed: str
) -> None:
    names = offered(folder, "names", typed, "moor-2014")

    assert [id for id, _ in names] == ["dale-2012", "dale-2015", "moor"]


@pytest.mark.parametrize(
    ("kind", "call"),
    [
        *(("regions", "list --region"), ("frameworks", "list --framework")),
        *(("nations", "list --nation"), ("ratings", "list --criterion care --rating")),
        *(("criteria", "list --criterion"), ("measures", "rates --measure")),
    ],
)
def test_a_word_is_taken_as_it_is_offered(
    kind: str,
    call: str,
    folder: Path,
    yot: Yot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    invented.only_records(folder, monkeypatch)

    for word, _ in offered(folder, kind):
        assert yot([*call.split(), word])[::2] == (0, ""), word


def test_only_areas_are_read(folder: Path) -> None:
    for path in (*folder.glob("*/*.yaml"), *folder.glob("r*.yaml")):
        path.write_text("[", "utf-8")

    assert offered(folder, "names") == NAMES


def test_areas_at_fault_leave_the_names_of_files(folder: Path) -> None:
    (folder / "areas.yaml").write_text("[", "utf-8")

    assert offered(folder, "names") == [
        *(("dale-2012", ""), ("dale-2015", "")),
        ("moor-2014", ""),
    ]


def test_nothing_that_a_shell_acts_on_is_offered(tmp_path: Path) -> None:
    hostile = invented.AREAS.replace("name: Dale", 'name: D\\ô\'`"$(x);"le')
    folder = invented.records(tmp_path, {"areas.yaml": hostile})
    (folder / "inspections" / "$(x)-2015.yaml").touch()
    (folder / "frameworks" / "a;b.yaml").touch()

    names, frameworks = offered(folder, "names"), offered(folder, "frameworks")

    assert names[0] == ("dale", "Dô(x)le")
    assert {"$(x)-2015", "a;b"}.isdisjoint(id for id, _ in (*names, *frameworks))


def completed(line: str, folder: Path | None) -> tuple[str, str]:
    """What yot answers fish for a line, and what it says on stderr."""
    given = os.environ | ({"YOT_RECORDS": str(folder)} if folder else {})
    given |= {"PYTHONPATH": str(TOP), "_YOT_COMPLETE": "complete_fish"}
    given |= {"_TYPER_COMPLETE_FISH_ACTION": "get-args", "_TYPER_COMPLETE_ARGS": line}
    command = [sys.executable, "-m", "yotcli"]
    ran = subprocess.run(command, env=given, capture_output=True, encoding="utf-8")
    return ran.stdout, ran.stderr


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("yot compa", "compare\tCompare ratings side by side.\n"),
        ("yot show dale", "dale\tDale\ndale-2012\tDale\ndale-2015\tDale\n"),
        ("yot compare dale dale", "dale-2012\tDale\ndale-2015\tDale\n"),
        ("yot compare dale-2012 moor --base dale", "dale-2012\n"),
        ("yot list --framework stars", "stars\n"),
        ("yot list --rating br", "bright\tbright\n"),
        ("yot list --format json", "json\njsonl\n"),
        ("yot list --region north-w", "north-west\tNorth West\n"),
        ("yot spread --of dal", "dale\tDale\n"),
    ],
)
def test_a_line_is_completed(folder: Path, line: str, expected: str) -> None:
    assert completed(line, folder) == (expected, "")


def test_a_folder_typed_before_is_heard(folder: Path) -> None:
    line = f"yot rates --records {folder} dale-201"

    assert completed(line, None) == ("dale-2012\tDale\ndale-2015\tDale\n", "")


@pytest.mark.parametrize(
    ("line", "place"),
    [
        *(("yot compare --records nowhere dale", "."), ("yot nonsense dale", ".")),
        *(("yot show dale ", "."), ("yot diff dale moor ", "."), ("yot rates ", "x")),
        ("yot list --since ", "."),
    ],
)
def test_trouble_offers_nothing_and_says_nothing(
    folder: Path, line: str, place: str
) -> None:
    assert [text.strip() for text in completed(line, folder / place)] == ["", ""]


class Shell(NamedTuple):
    """How a shell is started and told of yot, and what it says beside a name."""

    command: tuple[str, ...]
    setting: str
    said: str


# A word in two parts is not mistaken on the screen for what is typed.
SHELLS = {
    "bash": Shell(
        command=("bash", "--norc", "--noprofile"),
        setting='eval "$(yot --show-completion)"; echo re""ady\n',
        said="dale-2012",  # and no more, for want of a place
    ),
    "zsh": Shell(
        command=("zsh", "-f"),
        setting="autoload -Uz compinit; compinit -u;"
        ' eval "$(yot --show-completion)"; echo re""ady\n',
        said="-- Dale",
    ),
    "fish": Shell(
        command=("fish", "--no-config"),
        setting='yot --show-completion | source; echo re""ady\n',
        said="(Dale)",
    ),
}


class Terminal:
    """A terminal of its own, with a shell that finds yot and invented records."""

    def __init__(self, shell: Shell, home: Path, folder: Path):
        programs = home / "bin"
        programs.mkdir()
        yot = programs / "yot"
        yot.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m yotcli "$@"\n', "utf-8")
        yot.chmod(0o755)
        self.screen, terminal = os.openpty()
        self.process = subprocess.Popen(
            shell.command,
            stdin=terminal,
            stdout=terminal,
            stderr=terminal,
            start_new_session=True,
            preexec_fn=lambda: fcntl.ioctl(0, termios.TIOCSCTTY, 0),
            cwd=home,
            env={
                "HOME": str(home),
                "LANG": "C.UTF-8",
                "PATH": f"{programs}:{os.environ['PATH']}",
                "PYTHONPATH": str(TOP),
                "TERM": "xterm",
                "YOT_RECORDS": str(folder),
            },
        )
        os.close(terminal)

    def types(self, keys: str, awaited: str) -> None:
        """Press keys and read the screen until it has what is awaited."""
        os.write(self.screen, keys.encode())
        seen, end = b"", time.monotonic() + 30
        while time.monotonic() < end:
            if select.select([self.screen], [], [], 0.1)[0]:
                seen += os.read(self.screen, 65536)
            text = ESCAPES.sub("", seen.decode("utf-8", "replace"))
            if awaited in text:
                return
        raise AssertionError(f"{awaited!r} did not come, but {text!r}")

    def ends(self) -> None:
        self.process.kill()
        self.process.wait()
        os.close(self.screen)


@pytest.fixture(params=SHELLS)
def session(
    request: pytest.FixtureRequest, folder: Path, tmp_path: Path
) -> Iterator[tuple[Terminal, Shell]]:
    shell = SHELLS[request.param]
    if shutil.which(shell.command[0]) is None:
        pytest.skip(f"no {shell.command[0]} is installed")
    terminal = Terminal(shell, tmp_path, folder)
    try:
        terminal.types(shell.setting, "ready")
        yield terminal, shell
    finally:
        terminal.ends()


@pytest.mark.heavy
def test_a_shell_completes_the_inspection_that_is_not_typed_yet(
    session: tuple[Terminal, Shell],
) -> None:
    at, _ = session

    at.types("yot compare dale-2012 dale-20\t", "dale-2015")


def test_a_shell_lists_names_with_what_they_are(
    session: tuple[Terminal, Shell],
) -> None:
    at, shell = session

    at.types("yot show dale\t\t", shell.said)
