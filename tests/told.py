"""What an answer says, whole, in lines that no form has drawn; and what it refuses."""

import os
import re
from ast import literal_eval
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from yotcli.answer import Answer, Cell, Column, Said, Table
from yotcli.charts import Bars
from yotcli.model import YotError

Kept = Callable[..., None]  # holds what is said against the page kept for a test
SECTION = re.compile(r"^## ([^\n]*)\n\n```text\n(.*?)\n```$", re.MULTILINE | re.DOTALL)


def told(answer: Answer | str) -> str:
    """Everything an answer says: to people, to the eye, and to programs."""
    if isinstance(answer, str):
        return answer
    sources = dict.fromkeys(
        f"{each.inspection} {each._replace(inspection=None)}, {each.url}"
        for each in answer.sources
    )
    lines = [f"{answer.title()} ({answer.command})", tables_of(answer)]
    lines += chart_of(answer)
    lines.append(
        f"Sources: {'; '.join(dict.fromkeys(sources))}. See: {', '.join(answer.see)}"
    )
    lines.append(f"Newest: {answer.newest}. Found: {answer.found}")
    return "\n".join([*lines, ",".join(answer.rows), *rows(answer)])


def tables_of(answer: Answer) -> str:
    """Its tables, footnotes and notes."""
    numbers = {note: place for place, note in enumerate(answer.footnotes(), 1)}
    lines = [line for table in answer.tables for line in lines_of(table, numbers)]
    lines += [f"[{number}] {note}" for note, number in numbers.items()]
    return "\n".join([*lines, *(f"> {remarked(each)}" for each in answer.notes)])


def remarks_of(answer: Answer) -> str:
    """The sentences under its tables, and its notes."""
    under = [each for table in answer.tables for each in table.remarks]
    return "\n".join(map(str, (*under, *answer.notes)))


def lines_of(table: Table, numbers: dict[str, int]) -> Iterator[str]:
    yield f"# {table.title}{' (prose)' * table.prose}{' (bars)' * bool(table.bars)}"
    yield from [*table.lead, *(f"key: {line}" for line in table.key)]
    yield " | ".join(headed(column) for column in table.columns).strip()
    for place, row in enumerate(table.rows):
        yield from ["..."] * (place in table.gaps)
        yield " | ".join(said(cell, numbers) for cell in row)
    yield from (f"- {remarked(each)}" for each in table.remarks)


def remarked(remark: Said) -> str:
    see = None if isinstance(remark, str) else remark.see
    return f"{remark} {see or ''}".rstrip()


def headed(column: Column) -> str:
    place = f" ({column.place()})" if column.place else ""
    return f"{column.heading}{place}{'>' * column.right}"


def said(cell: Cell, numbers: dict[str, int]) -> str:
    """A cell with its tone, notes, short form and link."""
    marks = {"higher": " ^", "lower": " v", None: ""}[cell.tone]
    marks += "".join(f" [{numbers[note]}]" for note in cell.notes)
    marks += "" if cell.short is None else f" ~{cell.short}"
    return f"{cell}{marks}{' @' * bool(cell.link)}{(cell.link or '')[20:]}"


def chart_of(answer: Answer) -> list[str]:
    if isinstance(answer.chart, Bars):
        bars = [f"{bar.label}: {bar.number}, {bar.share}" for bar in answer.chart.bars]
        return [f"chart: {answer.chart.title}", *answer.chart.lead, *bars]
    lines = []
    for panel in answer.chart or ():
        lines += [f"chart: {panel.title}", *(str(tuple(line)) for line in panel.lines)]
    return [line.replace("Decimal", "") for line in lines]


def rows(answer: Answer, *fields: str) -> list[str]:
    """The rows that programs read, of some fields or whole."""
    chosen = [answer.rows[field] for field in fields or answer.rows]
    return [
        ",".join("" if value is None else str(value) for value in row)
        for row in zip(*chosen, strict=True)
    ]


def refusal(ask: Callable[..., object], *asked: object, **options: object) -> str:
    """The one line with which a question is refused."""
    with pytest.raises(YotError) as refused:
        ask(*asked, **options)
    return str(refused.value)


def kept(path: Path) -> dict[str, str]:
    """What a page keeps, by the names of tests."""
    return dict(SECTION.findall(path.read_text("utf-8"))) if path.exists() else {}


def cases(page: str) -> list[Any]:
    """What the lines of a page open with, as Python writes it; no letter is unseen."""
    return [literal_eval(case) for case in re.findall("^(.+?) => ", page, re.MULTILINE)]


def hold(test: str, path: Path, said: str) -> None:
    """Compare what is said with the page kept for a test; KEEP=1 keeps it anew."""
    pages = kept(path)
    if os.environ.get("KEEP"):
        pages[test] = said
        sections = [
            f"## {name}\n\n```text\n{page}\n```\n" for name, page in pages.items()
        ]
        path.write_text("\n".join(sections), "utf-8", newline="\n")
    assert said == pages.get(test)
