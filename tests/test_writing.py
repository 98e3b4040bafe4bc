"""`-o` and what may go wrong: kills, full disks, links, modes and leftovers."""

import errno
import os
import resource
import signal
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from invented import Yot

from yotcli import writing
from yotcli.model import YotError

TOP = Path(__file__).parent.parent
OLD, NEW = b"the old file\n", b"the new file\n" * 1000
FILES = {"one.csv": b"1\n", "two.json": b"{}\n"}
COMPARE = ["compare", "wolverhampton", "portsmouth"]


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


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EIO, errno.EDQUOT, errno.EROFS])
@pytest.mark.parametrize(
    "call", ["os.chmod", "os.fsync", "os.replace", "tempfile.mkstemp"]
)
def test_a_call_that_fails_leaves_the_old_file(
    call: str, number: int, old: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(call, failing(number))

    with pytest.raises(YotError) as error:
        writing.write(str(old), NEW)

    assert str(error.value) == f"cannot write {old}: {os.strerror(number)}"
    assert contents(old.parent) == {old.name: OLD}


def test_ctrl_c_within_leaves_the_old_file_and_nothing_else(
    old: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "fsync", failing(0))

    with pytest.raises(KeyboardInterrupt):
        writing.write(str(old), NEW)

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


def limited() -> None:
    """A disk that is full after 4,096 bytes, as far as one process can tell."""
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))


def process(
    arguments: list[str], before: Callable[[], None] | None = None
) -> tuple[int, str, str]:
    done = subprocess.run(
        [sys.executable, "-m", "yotcli", *arguments],
        capture_output=True,
        cwd=TOP,
        preexec_fn=before,
        text=True,
    )
    return done.returncode, done.stdout, done.stderr


def test_a_disk_that_fills_up_leaves_what_was_there(old: Path) -> None:
    new = old.with_name("new")
    for path, arguments in ((old, ["list", "-o"]), (new, ["export"])):
        message = f"yot: cannot write {path}: File too large\n"
        assert process([*arguments, str(path)], limited) == (2, "", message)
    assert contents(old.parent) == {old.name: OLD}


def test_a_device_that_is_full_is_one_line(yot: Yot) -> None:
    written = yot([*COMPARE, "--format", "text", "-o", "/dev/full"])

    message = "yot: cannot write /dev/full: No space left on device\n"
    assert written == (2, "", message)


def test_what_a_kill_left_behind_is_never_read(tmp_path: Path, yot: Yot) -> None:
    for kind in ("inspections", "frameworks"):
        (tmp_path / kind).mkdir()
        (tmp_path / kind / ".yot-abc.part").write_bytes(b"\xff")
        (tmp_path / kind / ".yot-abc.yaml").write_bytes(b"\xff")
    (tmp_path / "areas.yaml").write_text("dale:\n  name: Dale\n  nation: Wales\n")

    assert yot(f"check {tmp_path}") == (0, "1 file checked, no fault found.\n", "")
    assert yot([*COMPARE, "--records", str(tmp_path)]) == yot(COMPARE)


@pytest.mark.parametrize("mode", [0o600, 0o640, 0o644, 0o755, 0o400])
def test_a_file_keeps_its_mode(mode: int, old: Path) -> None:
    old.chmod(mode)

    writing.write(str(old), NEW)

    assert stat.S_IMODE(old.stat().st_mode) == mode
    assert old.read_bytes() == NEW


@pytest.mark.parametrize("mask", [0o022, 0o077, 0o002])
def test_a_new_file_has_the_mode_of_any_other(mask: int, tmp_path: Path) -> None:
    path, other = tmp_path / "new", tmp_path / "other"
    before = os.umask(mask)
    try:
        writing.write(str(path), NEW)
        other.touch()
    finally:
        os.umask(before)

    assert path.stat().st_mode == other.stat().st_mode


@pytest.mark.parametrize("target", ["answer.txt", "new.txt"])
def test_a_link_stays_a_link_though_it_dangles(target: str, old: Path) -> None:
    link = old.with_name("link.txt")
    link.symlink_to(target)

    writing.write(str(link), NEW)

    assert link.is_symlink()
    assert old.with_name(target).read_bytes() == NEW


def test_another_name_of_a_file_keeps_the_old_one(old: Path) -> None:
    other = old.with_name("other.txt")
    other.hardlink_to(old)

    writing.write(str(old), NEW)

    assert (old.read_bytes(), other.read_bytes()) == (NEW, OLD)


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        *(("", "Is a directory"), ("nowhere/a.txt", "No such file or directory")),
        *(("answer.txt/a.txt", "Not a directory"), ("a" * 300, "File name too long")),
        ("loop", "Too many levels of symbolic links"),
    ],
)
def test_a_place_that_takes_no_file_is_one_line(
    name: str, reason: str, old: Path, yot: Yot
) -> None:
    path = old.parent / name
    (old.parent / "loop").symlink_to("loop")

    written = yot([*COMPARE, "--format", "text", "-o", str(path)])

    assert written == (2, "", f"yot: cannot write {path}: {reason}\n")
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


def test_an_empty_folder_is_replaced_and_keeps_its_permissions(tmp_path: Path) -> None:
    folder = tmp_path / "out"
    folder.mkdir(mode=0o750)

    writing.write_folder(str(folder), FILES)

    assert contents(folder) == FILES
    assert stat.S_IMODE(folder.stat().st_mode) == 0o750
    assert os.listdir(tmp_path) == ["out"]


def test_a_link_to_an_empty_folder_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    link = tmp_path / "out"
    link.symlink_to("real")

    writing.write_folder(str(link), FILES)

    assert link.is_symlink()
    assert contents(tmp_path / "real") == FILES


def test_a_folder_that_cannot_be_renamed_to_is_filled(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "out"
    folder.mkdir()
    monkeypatch.setattr(os, "rename", failing(errno.EBUSY))

    writing.write_folder(str(folder), FILES)
    with pytest.raises(YotError, match="new: Device or resource busy"):
        writing.write_folder(str(tmp_path / "new"), FILES)

    assert contents(folder) == FILES
    assert os.listdir(tmp_path) == ["out"]


def test_a_folder_that_cannot_be_filled_stays_empty(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "out"
    folder.mkdir()
    replaced = os.replace

    def full(source: str, target: str) -> None:
        if target == f"{folder}/two.json":
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        replaced(source, target)

    monkeypatch.setattr(os, "rename", failing(errno.EBUSY))
    monkeypatch.setattr(os, "replace", full)

    with pytest.raises(YotError, match="out: No space left on device"):
        writing.write_folder(str(folder), FILES)

    assert contents(folder) == {}
    assert os.listdir(tmp_path) == ["out"]


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        *(("answer.txt", "Not a directory"), ("answer.txt/out", "Not a directory")),
        *(("nowhere/out", "No such file or directory"), ("a\0b", "embedded null byte")),
        *(("x" * 300, "File name too long"), (".", "is not empty: name a new folder")),
    ],
)
def test_a_folder_that_cannot_be_made_is_one_line(
    name: str, reason: str, old: Path
) -> None:
    with pytest.raises(YotError, match=reason) as refusal:
        writing.write_folder(str(old.parent / name), FILES)

    assert str(refusal.value).isprintable()
    assert contents(old.parent) == {old.name: OLD}


def test_the_folder_that_yot_runs_in_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)

    with pytest.raises(YotError, match="cannot replace the folder that this runs in"):
        writing.write_folder(".", FILES)
