"""Standard output and standard error; no other module writes to them."""

import errno
import os
import re
import sys
from io import TextIOWrapper

from yotcli import forms
from yotcli.answer import Answer, Report
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
    is_dull = os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb"
    is_shown = output is None and sys.stdout is not None and sys.stdout.isatty()
    return is_shown and not is_dull


def give(
    found: Answer | Report,
    format: str | None = None,
    output: str | None = None,
    width: int | None = None,
    color: str = "auto",
) -> int:
    """Print what a command found, or write it to a file; returns the status."""
    if isinstance(found, Report):
        emit(found.text, output)
        if found.said:
            trouble(found.said)
    else:
        chosen, colored = format or forms.format_of(output), is_colored(color, output)
        emit(forms.drawn(found, chosen, width or columns(), colored), output)
    return int(found.found)


def emit(content: str | bytes, output: str | None) -> None:
    """Print an answer, or write it to a file. Raises YotError."""
    if output is not None and output != "-":
        from yotcli import writing

        content = content.encode("utf-8") if isinstance(content, str) else content
        writing.write(output, content)
        return
    if not content:
        return
    if sys.stdout is None:
        raise YotError("cannot write the answer: standard output is closed")
    if isinstance(content, bytes) and sys.stdout.isatty():
        raise YotError("a workbook cannot be shown on a terminal: add -o FILE.xlsx")
    try:
        print_whole(content)
    except BrokenPipeError:
        forget_stdout()
    except OSError as error:
        forget_stdout()
        raise YotError(f"cannot write the answer: {error.strerror}") from None


def print_whole(content: str | bytes) -> None:
    """Print all of it; an unbuffered stream may take only a part at a time."""
    stream = sys.stdout
    if isinstance(stream, TextIOWrapper):
        stream.flush()
        if isinstance(content, str):
            content = content.encode(stream.encoding, stream.errors or "strict")
        left = memoryview(content)
        while left:
            taken = stream.buffer.write(left)
            if taken is None:  # the pipe is full and does not block
                raise BlockingIOError(errno.EAGAIN, os.strerror(errno.EAGAIN))
            left = left[taken:]
    elif isinstance(content, str):
        stream.write(content)
    stream.flush()


def forget_stdout() -> None:
    """Keep the interpreter from writing to stdout again when it ends."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def content(path: str, most: int) -> bytes:
    """So many bytes of a file, or of standard input for "-". Raises YotError."""
    try:
        if path != "-":
            with open(path, "rb") as file:
                return file.read(most)
        if sys.stdin is None:
            raise YotError("cannot read standard input: it is closed")
        return sys.stdin.buffer.read(most)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise YotError(f"cannot read {escaped(path)}: {reason}") from None


def trouble(message: str) -> None:
    """Print one line on standard error."""
    if sys.stderr is None:
        return
    try:
        sys.stderr.write(f"yot: {escaped(message)}\n")
        sys.stderr.flush()
    except OSError:
        pass  # nowhere is left to report it
