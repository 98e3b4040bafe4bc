"""yot as a process of its own: pipes, full disks, terminals and Ctrl-C."""

import contextlib
import os
import pty
import re
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import pytest
from invented import COMPARE, YOT, environment, limit_files
from invented import process as yot

pytestmark = pytest.mark.slow

LONG = ["show", "portsmouth", "--all"]  # more than a buffer of 4,096 bytes
ACCENTED = ["show", "gwynedd-and-ynys-mon"]
ENCODINGS = ["ascii", "latin-1", "cp1252", "utf-16", "ascii:strict", "utf-8:strict"]
PIPED = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "env": environment({})}


CALLS = [COMPARE, LONG, ["check", "README.md"], ["compare", "--help"]]
CALLS += [["--version"], []]


@pytest.mark.parametrize("arguments", CALLS, ids=" ".join)
@pytest.mark.parametrize("read", [0, 1, 4096, None])
def test_a_closed_pipe_is_silent(read: int | None, arguments: list[str]) -> None:
    status, out, _ = yot(arguments)
    all_but_one = len(out.encode()) - 1
    with subprocess.Popen([*YOT, *arguments], **PIPED) as process:
        os.read(process.stdout.fileno(), all_but_one if read is None else read)
        process.stdout.close()

        assert process.stderr.read() == b""
    assert process.returncode == status


@pytest.mark.parametrize("arguments", CALLS, ids=" ".join)
def test_a_full_disk_is_one_line(arguments: list[str]) -> None:
    full = yot(arguments, ">/dev/full")
    script = yot([], ">/dev/full", {"_YOT_COMPLETE": "source_bash"})
    closed = yot(arguments, ">&-")

    message = "yot: cannot write the answer: No space left on device\n"
    assert full == script == (2, "", message)
    message = "yot: cannot write the answer: standard output is closed\n"
    assert closed == (2, "", message)


@pytest.mark.parametrize("unbuffered", ["", "1"])
def test_an_answer_that_is_cut_short_is_trouble(
    unbuffered: str, tmp_path: Path
) -> None:
    cut = tmp_path / "cut.txt"

    written = yot(
        LONG, f">{cut}", {"PYTHONUNBUFFERED": unbuffered}, preexec_fn=limit_files
    )

    assert written == (2, "", "yot: cannot write the answer: File too large\n")
    assert cut.read_text() == yot(LONG)[1][:4096]


@pytest.mark.parametrize("unbuffered", ["", "1"])
def test_a_pipe_that_does_not_wait_is_trouble(unbuffered: str) -> None:
    reader, writer = os.pipe()
    os.set_blocking(writer, False)
    with contextlib.suppress(BlockingIOError):
        while True:
            os.write(writer, bytes(4096))

    status, _, err = yot(LONG, "", {"PYTHONUNBUFFERED": unbuffered}, stdout=writer)

    os.close(reader)
    os.close(writer)
    assert status == 2
    assert err.startswith("yot: cannot write the answer: ")
    assert err.count("\n") == 1


@pytest.mark.parametrize("arguments", [COMPARE, ["show", "x"], ["show", "--nothing"]])
@pytest.mark.parametrize(
    "redirected", ["2>&-", "2>/dev/full", "2>/dev/null", ">&- 2>&- <&-"]
)
def test_closed_streams_change_nothing_else(
    arguments: list[str], redirected: str
) -> None:
    status, out, _ = yot(arguments)
    closed = (2, "", "") if redirected[0] == ">" else (status, out, "")

    assert yot(arguments, redirected) == closed


def test_a_file_is_whole_without_streams_and_in_any_locale(tmp_path: Path) -> None:
    path, locale = tmp_path / "a.txt", {"LC_ALL": "C", "PYTHONIOENCODING": "ascii"}

    assert yot([*ACCENTED, "-o", str(path)], "2>&- >&-", locale) == (0, "", "")
    assert path.read_text("utf-8") == yot(ACCENTED)[1]


STARTED = "import os; from yotcli.__main__ import run; os.write({}, b'.'); run()"


@pytest.mark.parametrize("moment", range(2, 120, 6))
def test_ctrl_c_is_silent_from_the_first_line_on(moment: int) -> None:
    ready, told = os.pipe()
    process = subprocess.Popen(
        [sys.executable, "-c", STARTED.format(told), *COMPARE],
        pass_fds=(told,),
        **PIPED,
    )
    os.close(told)
    os.read(ready, 1)
    os.close(ready)

    time.sleep(moment / 1000)
    process.send_signal(signal.SIGINT)

    out, err = process.communicate()
    assert err == b""
    # The interpreter itself, at its end, dies of the signal: 130 to a shell too.
    assert process.returncode in (130, -signal.SIGINT) or (
        process.returncode == 0 and out
    )
    assert not out or out.decode() == yot(COMPARE)[1]


def test_ctrl_c_where_python_cannot_raise_is_silent_too() -> None:
    code = """if True:
        import sys
        from yotcli import __main__
        def interrupt(): raise KeyboardInterrupt
        sys.unraisablehook = __main__.unraisable
        Key = type("Key", (), {"__del__": lambda self: interrupt()})
        Key()
        print("goes on")"""
    run = subprocess.run([sys.executable, "-c", code], capture_output=True)
    assert (run.returncode, run.stdout, run.stderr) == (130, b"", b"")


def on_terminal(arguments: Sequence[str], **changes: str | None) -> tuple[int, bytes]:
    """Status, and all that a terminal of a process's own is sent."""
    ours, its = pty.openpty()
    streams = dict.fromkeys(("stdin", "stdout", "stderr"), its)
    process = subprocess.Popen([*YOT, *arguments], **streams, env=environment(changes))
    os.close(its)
    sent = b""
    # Linux reports the end of a terminal as an error of input.
    with contextlib.suppress(OSError):
        while part := os.read(ours, 4096):
            sent += part
    os.close(ours)
    return process.wait(), sent.replace(b"\r\n", b"\n")


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "cp1252", "utf-8"])
@pytest.mark.parametrize("arguments", [ACCENTED, ["show", "Łódź 汉"]])
def test_a_terminal_gets_what_it_can_show(arguments: list[str], encoding: str) -> None:
    status, sent = on_terminal(arguments, PYTHONIOENCODING=encoding, TERM="dumb")

    whole = "".join(yot(arguments)[1:])
    assert status == yot(arguments)[0]
    assert sent.decode(encoding) == whole.encode(encoding, "replace").decode(encoding)


def test_colour_is_for_terminals_that_want_it() -> None:
    wanted = on_terminal(COMPARE, TERM="xterm", NO_COLOR=None)
    always = yot([*COMPARE, "--color", "always"], changes={"NO_COLOR": "1"})
    dumb = on_terminal(COMPARE, TERM="dumb")
    unwanted = on_terminal(COMPARE, TERM="xterm", NO_COLOR="1")
    forced = {"TERM": "xterm", "FORCE_COLOR": "1", "CLICOLOR_FORCE": "1"}
    piped = yot(COMPARE, changes=forced)

    assert b"\x1b[" in wanted[1] == always[1].encode()
    assert dumb[1].decode() == unwanted[1].decode() == piped[1]
    assert re.sub(rb"\x1b\[[0-9;]*m", b"", wanted[1]).decode() == piped[1]


@pytest.mark.parametrize(
    "changes",
    [
        *({"COLUMNS": odd} for odd in ("abc", "", "-5", "0", "80.5", "٨٠", "9" * 5000)),
        *({"TERM": None}, {"TERM": ""}, {"TERM": "nothing"}, {"LINES": "abc"}),
        *({"HOME": None, "USER": None, "LOGNAME": None}, {"HOME": "/nowhere"}),
        *({"FORCE_COLOR": "1"}, {"CLICOLOR_FORCE": "1"}, {"PYTHONWARNINGS": "error"}),
        *({"PYTHONDEVMODE": "1"}, {"PYTHONOPTIMIZE": "2"}, {"PYTHONHASHSEED": "7"}),
        *({"TZ": "Asia/Nowhere"}, {"TMPDIR": "/nowhere"}),
        *({"YOT_RECORDS": ""}, {"YOT_RECORDS": ":"}),
        *({"LC_ALL": "C"}, {"LANG": "xx_XX.nothing"}),
        {"LC_ALL": "POSIX", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
        *({"PYTHONIOENCODING": encoding} for encoding in ENCODINGS),
    ],
    ids=str,
)
def test_an_odd_environment_is_no_surprise(changes: dict[str, str | None]) -> None:
    """A pipe gets UTF-8 in any locale, and 80 columns whatever else is said."""
    usual = yot(ACCENTED)

    assert yot(ACCENTED, changes=changes) == usual
    assert "Ynys Môn" in usual[1]


def test_an_odd_folder_is_no_surprise(tmp_path: Path) -> None:
    options = {"cwd": tmp_path, "preexec_fn": tmp_path.rmdir, "env": environment({})}
    gone = subprocess.run([*YOT, *COMPARE], capture_output=True, text=True, **options)

    assert (gone.returncode, gone.stdout, gone.stderr) == yot(COMPARE)
    assert yot(COMPARE, cwd="/proc") == yot(COMPARE)  # where not even root can write


def test_help_does_not_rest_on_docstrings() -> None:
    stripped = yot(["compare", "--help"], changes={"PYTHONOPTIMIZE": "2"})

    assert stripped == yot(["compare", "--help"])
