"""Run the commands of the documentation and write what they print into it.

    python tests/rewrite.py

Console blocks become what yot prints now, and tables between `<!-- fields -->` and
`<!-- /fields -->` name the fields of each command's rows. The page seeds.md is left as
it is: it says what yot must print. A test fails where a run would change anything.
"""

import contextlib
import functools
import io
import os
import re
import shlex
from pathlib import Path

from yotcli import commands

TOP = Path(__file__).resolve().parent.parent
KEPT = TOP / "tests" / "transcripts" / "seeds.md"
PAGES = [
    *(TOP / name for name in ("README.md", "CONTRIBUTING.md", "records/README.md")),
    *sorted((TOP / "tests" / "transcripts").glob("*.md")),
]
BLOCK = re.compile(r"(?<=^```console\n).*?(?=^```$)", re.MULTILINE | re.DOTALL)
COMMAND = re.compile(r"^\$ ((?:\w+=\S+ )*)yot ?(.*)\n((?:(?!\$ ).*\n)*)", re.MULTILINE)
FIELDS = re.compile(
    r"(?<=^<!-- fields -->\n).*?(?=^<!-- /fields -->$)", re.MULTILINE | re.DOTALL
)
ROW = re.compile(r"^\| `yot (.*?)` \|.*$", re.MULTILINE)


def rewritten(page: str) -> str:
    """A page with what yot prints now."""
    page = BLOCK.sub(lambda block: COMMAND.sub(answered, block[0]), page)
    return FIELDS.sub(lambda table: ROW.sub(with_fields, table[0]), page)


def answered(command: re.Match[str]) -> str:
    first_line = command[0].partition("\n")[0]
    return f"{first_line}\n{printed(command[2], command[1])}"


def with_fields(row: re.Match[str]) -> str:
    header = printed(f"{row[1]} --format csv").partition("\n")[0]
    fields = ", ".join(f"`{field}`" for field in header.split(","))
    return f"| `yot {row[1]}` | {fields} |"


@functools.cache
def printed(command: str, variables: str = "") -> str:
    """What a terminal of 80 columns shows of a command, and its status if not 0."""
    out = io.TextIOWrapper(io.BytesIO(), "utf-8", write_through=True)
    before = dict(os.environ)
    os.environ.update(COLUMNS="80")
    for pair in variables.split():
        name, value = pair.split("=", 1)
        os.environ[name] = value
    status: object = None
    try:
        with (
            contextlib.chdir(TOP),
            contextlib.redirect_stdout(out),
            contextlib.redirect_stderr(out),
        ):
            commands.main(shlex.split(command))
    except SystemExit as end:
        status = end.code
    finally:
        os.environ.clear()
        os.environ.update(before)
    text = out.buffer.getvalue().decode()
    return text + (f"[status {status}]\n" if status else "")


def main() -> None:
    for name in ("YOT_RECORDS", "YOT_TRACE", "NO_COLOR"):
        os.environ.pop(name, None)
    for page in PAGES:
        before = page.read_text("utf-8")
        after = rewritten(before)
        if after != before and page != KEPT:
            page.write_text(after, "utf-8", newline="\n")
            print(page.relative_to(TOP))


if __name__ == "__main__":
    main()
