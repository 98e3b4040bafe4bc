"""What an answer says, in plain lines that no form has drawn."""

from collections.abc import Callable, Iterator
from textwrap import dedent, fill

import pytest

from yotcli.answer import Answer, Cell, Table
from yotcli.model import YotError


def page(answer: Answer, *tables: int) -> str:
    """What an answer says to people, in plain lines that no form has drawn."""
    numbers = {
        note: place for part in answer.footnotes() for note, place in part.items()
    }
    lines = [answer.title()]
    for place, table in enumerate(answer.tables):
        if place in (tables or [place]):
            lines += lines_of(table, numbers)
    lines += [f"[{number}] {note}" for note, number in numbers.items()]
    lines += [f"> {remark.text}" for remark in answer.notes]
    return "\n".join(fill(line, 80, subsequent_indent="    ") for line in lines)


def lines_of(table: Table, numbers: dict[str, int]) -> Iterator[str]:
    yield f"# {table.title}{' (prose)' * table.prose}{' (bars)' * bool(table.bars)}"
    yield from table.lead
    heads = [each.heading + ">" * each.right for each in table.columns]
    yield " | ".join(heads).strip()
    for place, row in enumerate(table.rows):
        yield from ["..."] * (place in table.gaps)
        yield " | ".join(said(cell, numbers) for cell in row)
    for remark in table.remarks:
        yield f"- {remark.text}" + (f" ({remark.see})" if remark.see else "")


def said(cell: Cell, numbers: dict[str, int]) -> str:
    """A cell with its tone and notes."""
    tone = {"higher": ["^"], "lower": ["v"], None: []}[cell.tone]
    return " ".join([str(cell), *tone, *(f"[{numbers[note]}]" for note in cell.notes)])


def text(block: str) -> str:
    """A block of a test without its indent and the blank line at its end."""
    return dedent(block).strip("\n")


def rows(answer: Answer, *fields: str) -> list[str]:
    """The rows that programs read, of some fields or whole."""
    chosen = [answer.rows[field] for field in fields or answer.rows]
    return [" ".join(map(str, row)) for row in zip(*chosen, strict=True)]


def foot(answer: Answer) -> tuple[object, ...]:
    """What stands below an answer and in its files."""
    sources = " ".join(str(each.inspection) for each in answer.sources)
    return answer.command, sources, ", ".join(answer.see), answer.newest


def refusal(ask: Callable[..., object], *asked: object, **options: object) -> str:
    """The one line with which a question is refused."""
    with pytest.raises(YotError) as refused:
        ask(*asked, **options)
    return str(refused.value)
