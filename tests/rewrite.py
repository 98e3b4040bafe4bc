"""Run the commands of the documentation and write what they print into it.

    python tests/rewrite.py

Console blocks become what yot prints now. Tables between `<!-- fields -->` and
`<!-- /fields -->` name the fields of each command's rows, those between
`<!-- counts -->` and `<!-- /counts -->` count what is on record. The page seeds.md is
left as it is: it says what yot must print. A test fails where a run would change
anything.
"""

import contextlib
import csv
import functools
import io
import os
import re
import shlex
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from yotcli import commands, fields, package, records
from yotcli.model import RATE

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
COUNTS = re.compile(
    r"(?<=^<!-- counts -->\n).*?(?=^<!-- /counts -->$)", re.MULTILINE | re.DOTALL
)


def rewritten(page: str) -> str:
    """A page with what yot prints now."""
    page = BLOCK.sub(lambda block: COMMAND.sub(answered, block[0]), page)
    page = FIELDS.sub(lambda table: ROW.sub(with_fields, table[0]), page)
    return COUNTS.sub(lambda _: counts(), page)


def answered(command: re.Match[str]) -> str:
    first_line = command[0].partition("\n")[0]
    return f"{first_line}\n{printed(command[2], command[1])}"


def with_fields(row: re.Match[str]) -> str:
    header = printed(f"{row[1]} --format csv").partition("\n")[0]
    fields = ", ".join(f"`{field}`" for field in header.split(","))
    return f"| `yot {row[1]}` | {fields} |"


@functools.cache
def counts() -> str:
    """What is on record, by framework, and how much of it rests on whom."""
    known = records.opened()
    inspections = known.inspections()
    covered = {inspection.area for inspection in inspections}
    areas = known.areas().values()
    current = [area for area in areas if not area.successors]
    between = [each for each in inspections if " to " in each.published.iso]
    with_record = sum(area.id in covered for area in current)
    lines = [
        row("on record", "count"),
        row("---", "---:"),
        row("inspections", len(inspections)),
        row("whose year is only known to lie between two", len(between)),
        row("current areas with an inspection", f"{with_record} of {len(current)}"),
        row("former areas with an inspection", len(covered) - with_record),
        "",
        row("framework", "inspections", "values", *map(code, fields.SOURCE_KINDS)),
        row("---", *["---:"] * (2 + len(fields.SOURCE_KINDS))),
    ]
    ratings = package.files(known)["ratings.csv"].decode()
    values = list(csv.DictReader(io.StringIO(ratings)))
    for framework in (*known.frameworks(), None):
        of = framework and framework.id
        chosen = [each for each in inspections if of in (None, each.framework.id)]
        rows = [each for each in values if of in (None, each["framework"])]
        found = [each["source_kind"] for each in rows if each["source_kind"]]
        shown = f"{len(found)} of {len(rows)}"
        name = framework.name if framework else "all"
        lines.append(row(name, len(chosen), shown, *kinds(found)))
    lines += [
        "",
        row("reoffending rates", "values", *map(code, fields.SOURCE_KINDS)),
        row("---", *["---:"] * (1 + len(fields.SOURCE_KINDS))),
    ]
    for name, sources in [
        (
            "printed with an inspection",
            [each.value(RATE).source for each in inspections],
        ),
        ("other local rates", [rate.sources[0] for rate in known.rates()]),
        ("England and Wales", [rate.sources[0] for rate in known.series().averages]),
    ]:
        found = [source.kind for source in sources if source]
        lines.append(row(name, len(found), *kinds(found)))
    return "\n".join(lines) + "\n"


def kinds(found: Iterable[str]) -> list[int]:
    """How many sources there are of each kind."""
    counted = Counter(found)
    return [counted[kind] for kind in fields.SOURCE_KINDS]


def row(*cells: object) -> str:
    return f"| {' | '.join(map(str, cells))} |"


def code(text: str) -> str:
    return f"`{text}`"


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
