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
from collections.abc import Iterable, Sequence
from pathlib import Path
from unittest.mock import patch

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
FIELDS, COUNTS = (
    re.compile(rf"(?<=^<!-- {what} -->\n).*?(?=^<!-- /{what} -->$)", re.M | re.S)
    for what in ("fields", "counts")
)
ROW = re.compile(r"^\| `yot (.*?)` \|.*$", re.MULTILINE)


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
    covered = {each.area for each in inspections}
    current = {area.id for area in known.areas().values() if not area.successors}
    inspected = f"{len(current & covered)} of {len(current)}"
    between = sum(" to " in each.published.iso for each in inspections)
    on_record = [
        ("inspections", len(inspections)),
        ("whose year is only known to lie between two", between),
        ("current areas with an inspection", inspected),
        ("former areas with an inspection", len(covered - current)),
    ]
    page = package.files(known)["ratings.csv"].decode()
    ratings = [*csv.DictReader(io.StringIO(page))]
    names = {framework.id: framework.name for framework in known.frameworks()}
    by_framework = []
    for id, name in (names | {"": "all"}).items():
        count = sum(id in ("", each.framework.id) for each in inspections)
        kinds = [row["source_kind"] for row in ratings if id in ("", row["framework"])]
        rests, *of_kind = by_kind(kinds)
        by_framework.append((name, count, f"{rests} of {len(kinds)}", *of_kind))
    rates = {
        "printed with an inspection": [each.value(RATE).source for each in inspections],
        "other local rates": [rate.sources[0] for rate in known.rates()],
        "England and Wales": [rate.sources[0] for rate in known.series().averages],
    }
    by_rate = [
        (name, *by_kind([source.kind for source in sources if source]))
        for name, sources in rates.items()
    ]
    headings = ["values", *(f"`{kind}`" for kind in fields.SOURCE_KINDS)]
    return "\n".join(
        [
            table(("on record", "count"), on_record),
            table(("framework", "inspections", *headings), by_framework),
            table(("reoffending rates", *headings), by_rate),
        ]
    )


def by_kind(kinds: list[str]) -> list[int]:
    """How many sources there are, and how many of each kind."""
    counts = [kinds.count(kind) for kind in fields.SOURCE_KINDS]
    return [sum(counts), *counts]


def table(headings: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    rule = ["---", *["---:"] * (len(headings) - 1)]
    lines = (headings, rule, *rows)
    return "".join(f"| {' | '.join(map(str, line))} |\n" for line in lines)


@functools.cache
def printed(command: str, variables: str = "") -> str:
    """What a terminal of 80 columns shows of a command, and its status if not 0."""
    out = io.TextIOWrapper(io.BytesIO(), "utf-8", write_through=True)
    given = dict(pair.split("=", 1) for pair in variables.split())
    with (
        patch.dict(os.environ, {"COLUMNS": "80"} | given),
        contextlib.chdir(TOP),
        contextlib.redirect_stdout(out),
        contextlib.redirect_stderr(out),
    ):
        try:
            commands.main(shlex.split(command))
        except SystemExit as end:
            status = f"[status {end.code}]\n" * bool(end.code)
    return out.buffer.getvalue().decode() + status


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
