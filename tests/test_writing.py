"""`-o` and what may go wrong: kills, full disks, links, modes and leftovers."""

import errno
import os
import stat
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from invented import COMPARE, Yot, limit_files, process
from told import Kept, refusal

from yotcli import writing
from yotcli.model import YotError

OLD, NEW = b"the old file\n", b"the new file\n" * 1000
FILES = {"one.csv": b"1\n", "two.json": b"{}\n"}
LONG = {"long": "x" * 300}  # a name that no file has


@pytest.fixture
def old(tmp_path: Path) -> Path:
    path = tmp_path / "answer.txt"
    path.write_bytes(OLD)
    return path


def failing(number: int) -> Callable[..., None]:
    def fail(*_arguments: object, **_options: object) -> None:
        raise OSError(number, os.strerror(number)) if number else KeyboardInterrupt

    return fail


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


@pytest.mark.parametrize(
    "number", [0, errno.ENOSPC, errno.EIO, errno.EDQUOT, errno.EROFS]
)
@pytest.mark.parametrize(
    "call", ["os.chmod", "os.fsync", "os.replace", "builtins.open"]
)
def test_a_call_that_fails_and_ctrl_c_leave_the_old_file(
    call: str, number: int, old: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(call, failing(number))

    with pytest.raises(YotError if number else KeyboardInterrupt) as error:
        writing.write(str(old), NEW)

    reason = f"cannot write {old}: {os.strerror(number)}"
    assert str(error.value) == (reason if number else "")
    assert contents(old.parent) == {old.name: OLD}


def test_a_system_without_modes_of_open_files_and_synced_folders_is_enough(
    old: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened = os.open

    def refused_for_folders(path: str, *arguments: int, **options: object) -> int:
        if os.path.isdir(path):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
        return opened(path, *arguments, **options)

    monkeypatch.delattr(os, "fchmod")
    monkeypatch.setattr(os, "open", refused_for_folders)

    writing.write(str(old), NEW)
    writing.write_folder(str(old.with_name("new")), FILES)

    assert old.read_bytes() == NEW
    assert contents(old.with_name("new")) == FILES


def test_a_disk_that_fills_up_leaves_what_was_there(old: Path) -> None:
    new = old.with_name("new")
    for path, arguments in ((old, ["list", "-o"]), (new, ["export"])):
        written = process([*arguments, str(path)], preexec_fn=limit_files)
        assert written == (2, "", f"yot: cannot write {path}: File too large\n")
    assert contents(old.parent) == {old.name: OLD}


@pytest.mark.parametrize("mode", [0o600, 0o640, 0o644, 0o755, 0o400])
def test_a_file_keeps_its_mode_and_a_new_one_has_that_of_any_other(
    mode: int, old: Path
) -> None:
    old.chmod(mode)
    new, other = old.with_name("new"), old.with_name("other")
    before = os.umask(0o777 - mode)
    try:
        for path in (old, new):
            writing.write(str(path), NEW)
        other.touch()
    finally:
        os.umask(before)

    assert stat.S_IMODE(old.stat().st_mode) == mode
    assert new.stat().st_mode == other.stat().st_mode
    assert contents(old.parent) == {"answer.txt": NEW, "new": NEW, "other": b""}


@pytest.mark.parametrize("target", ["answer.txt", "new.txt"])
def test_a_link_stays_a_link_though_it_dangles(target: str, old: Path) -> None:
    link = old.with_name("link.txt")
    link.symlink_to(target)

    writing.write(str(link), NEW)

    assert link.is_symlink()
    assert old.with_name(target).read_bytes() == NEW


def test_another_name_of_a_file_keeps_the_old_one(old: Path) -> None:
    old.with_name("other.txt").hardlink_to(old)

    writing.write(str(old), NEW)

    assert contents(old.parent) == {old.name: NEW, "other.txt": OLD}


def test_a_place_that_takes_no_file_is_one_line(
    old: Path, yot: Yot, each_kept: Kept
) -> None:
    def written(name: str) -> str:
        path = str(old.parent / LONG.get(name, name))
        status, out, err = yot([*COMPARE, "--format", "text", "-o", path])
        return f"[{status}] {out}{err}".replace(path, name).strip()

    (old.parent / "loop").symlink_to("loop")
    each_kept(written)

    assert old.read_bytes() == OLD
    assert sorted(os.listdir(old.parent)) == [old.name, "loop"]


def test_a_pipe_is_written_to_as_it_is(tmp_path: Path, yot: Yot) -> None:
    pipe = tmp_path / "pipe.txt"
    os.mkfifo(pipe)
    reader = subprocess.Popen(["cat", str(pipe)], stdout=subprocess.PIPE)

    assert yot([*COMPARE, "-o", str(pipe)]) == (0, "", "")
    assert reader.communicate()[0].decode() == yot(COMPARE)[1]
    assert stat.S_ISFIFO(pipe.stat().st_mode)


def test_trouble_writes_nothing(tmp_path: Path, yot: Yot) -> None:
    assert yot(f"compare x y -o {tmp_path}/a.txt")[:2] == (2, "")
    assert contents(tmp_path) == {}


def test_an_empty_folder_is_filled_through_a_link_and_keeps_its_permissions(
    tmp_path: Path,
) -> None:
    folder, link = tmp_path / "out", tmp_path / "link"
    folder.mkdir(mode=0o750)
    link.symlink_to("out")

    writing.write_folder(str(link), FILES)

    assert link.is_symlink()
    assert contents(folder) == FILES
    assert stat.S_IMODE(folder.stat().st_mode) == 0o750
    assert {*os.listdir(tmp_path)} == {"out", "link"}


def test_a_folder_that_cannot_be_renamed_to_is_filled_or_stays_empty(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, empty = tmp_path / "out", tmp_path / "empty"
    folder.mkdir()
    empty.mkdir()
    replaced = os.replace

    def full(source: str, target: str) -> None:
        if target == f"{empty}/two.json":
            failing(errno.ENOSPC)()
        replaced(source, target)

    monkeypatch.setattr(os, "rename", failing(errno.EBUSY))
    monkeypatch.setattr(os, "replace", full)

    writing.write_folder(str(folder), FILES)
    for name, reason in (
        ("new", "Device or resource busy"),
        ("empty", "No space left on device"),
    ):
        with pytest.raises(YotError, match=f"{name}: {reason}"):
            writing.write_folder(str(tmp_path / name), FILES)

    assert (contents(folder), contents(empty)) == (FILES, {})
    assert {*os.listdir(tmp_path)} == {"out", "empty"}


def test_a_folder_that_cannot_be_made_is_one_line(
    old: Path, monkeypatch: pytest.MonkeyPatch, each_kept: Kept
) -> None:
    here = old.parent / "here"
    here.mkdir()
    monkeypatch.chdir(here)

    def refused(name: str) -> str:
        path = name if name in ("", ".") else str(here / ".." / LONG.get(name, name))
        said = refusal(writing.write_folder, path, FILES)
        assert said.isprintable()
        return said.replace(f"{here}/../", "").replace(LONG["long"], "long")

    each_kept(refused)

    assert {*os.listdir(old.parent)} == {old.name, "here"}
    assert (old.read_bytes(), os.listdir()) == (OLD, [])
