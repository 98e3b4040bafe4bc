"""What shells are offered, and three of them completing a line by themselves."""

import os
import re
import select
import shutil
import subprocess
import sys
import time
from pathlib import Path

import invented
import pytest
from invented import TOP, Yot, process
from told import Kept

from yotcli import completion
from yotcli.records import Records

ESCAPES = re.compile(r"\x1b(\[[0-9;?>=]*[A-Za-z]|\][^\x07\x1b]*(\x07|\x1b\\)|[=>()].?)")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return invented.records(tmp_path / "records")


def offered(folder: Path, kind: str, *typed: str) -> list[tuple[str, str]]:
    return completion.offers(kind, Records([str(folder)]), typed)


def test_words_of_a_kind_are_offered_without_an_area_that_is_typed(
    folder: Path, each_kept: Kept
) -> None:
    each_kept(lambda kind, *typed: dict(offered(folder, kind, *typed)))


TAKING = {
    "regions": "list --region",
    "frameworks": "list --framework",
    "nations": "list --nation",
    "ratings": "list --criterion care --rating",
    "criteria": "list --criterion",
    "measures": "rates --measure",
}


def test_a_word_is_taken_as_it_is_offered(
    folder: Path, yot: Yot, monkeypatch: pytest.MonkeyPatch
) -> None:
    invented.only_records(folder, monkeypatch)

    for kind, call in TAKING.items():
        for word, _ in offered(folder, kind):
            assert yot([*call.split(), word])[::2] == (0, ""), word


def test_only_areas_are_read_and_names_of_files_do_without(folder: Path) -> None:
    names = offered(folder, "names")
    for path in (*folder.glob("*/*.yaml"), *folder.glob("r*.yaml")):
        path.write_text("[", "utf-8")

    assert offered(folder, "names") == names
    (folder / "areas.yaml").write_text("[", "utf-8")
    assert offered(folder, "names") == [(id, "") for id, _ in names if "-" in id]


def test_nothing_that_a_shell_acts_on_is_offered(tmp_path: Path) -> None:
    hostile = invented.AREAS.replace("name: Dale", 'name: D\\ô\'`"$(x);"le')
    folder = invented.records(tmp_path, {"areas.yaml": hostile})
    (folder / "inspections" / "$(x)-2015.yaml").touch()
    (folder / "frameworks" / "a;b.yaml").touch()

    names, frameworks = offered(folder, "names"), offered(folder, "frameworks")

    assert names[0] == ("dale", "Dô(x)le")
    assert offered(folder, "typed", "Dale", "$(x)") == [("Dale", "")]
    assert {"$(x)-2015", "a;b"}.isdisjoint(id for id, _ in (*names, *frameworks))


def test_a_line_is_completed_and_trouble_offers_and_says_nothing(
    folder: Path, each_kept: Kept
) -> None:
    """Beside a line, where the folder of records is that is told beforehand."""

    def said(line: str, place: str | None) -> str:
        given = {
            "_YOT_COMPLETE": "complete_fish",
            "_TYPER_COMPLETE_FISH_ACTION": "get-args",
            "_TYPER_COMPLETE_ARGS": f"yot {line.format(folder)}",
            "YOT_RECORDS": place and str(folder / place),
        }
        _, out, err = process([], changes=given)
        return f"{out.splitlines()} {err}".strip()

    each_kept(said)


# How a shell is started and told of yot, and what it says beside a name.
OF_YOT = 'eval "$(yot --show-completion)"'
SHELLS = {
    "bash --norc --noprofile": (
        OF_YOT,
        "dale-2012",
    ),  # and no more, for want of a place
    "zsh -f": (f"autoload -Uz compinit; compinit -u; {OF_YOT}", "-- Dale"),
    "fish --no-config": ("yot --show-completion | source", "(Dale)"),
}


def appears(screen: int, keys: str, awaited: str) -> str:
    """What a terminal shows after some keys, until it has what is awaited."""
    os.write(screen, keys.encode())
    seen, text, end = b"", "", time.monotonic() + 30
    while awaited not in text and time.monotonic() < end:
        if select.select([screen], [], [], 0.1)[0]:
            seen += os.read(screen, 65536)
        text = ESCAPES.sub("", seen.decode("utf-8", "replace"))
    return text


@pytest.mark.parametrize("shell", SHELLS)
def test_a_shell_lists_names_with_what_they_are_and_completes_a_second(
    shell: str, folder: Path, tmp_path: Path
) -> None:
    if shutil.which(shell.split()[0]) is None:
        pytest.skip(f"no {shell.split()[0]} is installed")
    yot = tmp_path / "yot"
    yot.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m yotcli "$@"\n', "utf-8")
    yot.chmod(0o755)
    here = {"HOME": str(tmp_path), "PATH": f"{tmp_path}:{os.environ['PATH']}"}
    here |= {"LANG": "C.UTF-8", "TERM": "xterm"}
    screen, terminal = os.openpty()
    started = subprocess.Popen(
        shell.split(),
        preexec_fn=lambda: os.login_tty(terminal),
        cwd=tmp_path,
        env=here | {"PYTHONPATH": str(TOP), "YOT_RECORDS": str(folder)},
    )
    os.close(terminal)
    setting, said = SHELLS[shell]

    try:
        for keys, awaited in (
            (f'{setting}; echo re""ady\n', "ready"),  # on the screen, typed otherwise
            ("yot show dale\t\t", said),
            ("\x15yot compare dale-2012 dale-20\t", "dale-2015"),
        ):
            assert awaited in appears(screen, keys, awaited)
    finally:
        started.kill()
        started.wait()
        os.close(screen)
