"""Standard output and standard error; no other module writes to them."""

import errno
import os
import re
import sys
from io import TextIOWrapper

from yotcli.model import YotError, escaped


def set_encodings() -> None:
    """Use UTF-8 for pipes and files; on terminals, replace what they cannot show."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            encoding = None if stream.isatty() else "utf-8"
            stream.reconfigure(encoding=encoding, errors="replace", newline="\n")


def columns() -> int:
    """The width of text: COLUMNS, else that of the terminal, else 80."""
    named = os.environ.get("COLUMNS", "")
    if re.fullmatch("[1-9][0-9]{0,4}", named):
        return int(named)
    try:
        return os.get_terminal_size(sys.stdout.fileno()).columns or 80
    except (AttributeError, OSError, ValueError):
        return 80


def is_colored(color: str, output: str | None) -> bool:
    """Whether to colour text; "auto" means on terminals that allow it."""
    if color != "auto":
        return color == "always"
    if output is not None or os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("TERM") == "dumb" or sys.stdout is None:
        return False
    return sys.stdout.isatty()


def emit(text: str, output: str | None) -> None:
    """Print an answer, or write it to a file. Raises YotError."""
    if output is not None and output != "-":
        from yotcli import writing

        writing.write(output, text.encode("utf-8"))
        return
    if not text:
        return
    if sys.stdout is None:
        raise YotError("cannot write the answer: standard output is closed")
    try:
        print_whole(text)
    except BrokenPipeError:
        forget_stdout()
    except OSError as error:
        forget_stdout()
        raise YotError(f"cannot write the answer: {error.strerror}") from None


def print_whole(text: str) -> None:
    """Print a whole text; an unbuffered stream may take only a part of it."""
    stream = sys.stdout
    if isinstance(stream, TextIOWrapper):
        stream.flush()
        left = memoryview(text.encode(stream.encoding, stream.errors or "strict"))
        while left:
            taken = stream.buffer.write(left)
            if taken is None:  # the pipe is full and does not block
                raise BlockingIOError(errno.EAGAIN, os.strerror(errno.EAGAIN))
            left = left[taken:]
    else:
        stream.write(text)
    stream.flush()


def forget_stdout() -> None:
    """Keep the interpreter from writing to stdout again when it ends."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def trouble(message: str) -> None:
    """Print one line on standard error."""
    if sys.stderr is None:
        return
    try:
        sys.stderr.write(f"yot: {escaped(message)}\n")
        sys.stderr.flush()
    except OSError:
        pass  # nowhere is left to report it
