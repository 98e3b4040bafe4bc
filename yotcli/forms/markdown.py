"""An answer with pipe tables and footnotes, as pandoc and GitHub read them."""

import re

from yotcli.answer import Answer, Cell, Citation, Table
from yotcli.forms import text


def markdown(answer: Answer) -> str:
    numbers: dict[str, int] = {}
    parts: list[str] = []
    for table, fresh in zip(answer.tables, answer.footnotes(), strict=True):
        numbers |= fresh
        parts += [f"## {escaped(table.title)}"] if table.title else []
        parts += [escaped(line) for line in table.lead]
        parts += [pipes(table, numbers)] if table.rows else []
        parts += [escaped(str(remark)) for remark in table.remarks]
    parts += [escaped(str(note)) for note in answer.notes]
    if codes := answer.codes():
        parts.append(
            "\n".join(f"- {escaped(f'[{code}]')} {codes[code]}" for code in codes)
        )
    if answer.sources:
        bullets = [bullet(about, source) for about, source in answer.cited()]
        parts.append("\n".join(["Sources:", "", *bullets]))
    parts += [f"[^{number}]: {escaped(note)}" for note, number in numbers.items()]
    return "\n\n".join(parts) + "\n"


def pipes(table: Table, numbers: dict[str, int]) -> str:
    headings = [escaped(column.name()) for column in table.columns]
    cells = [
        [marked(cell, numbers) for cell in column.cells] for column in table.columns
    ]
    return text.tabulated(table.columns, headings, cells, "pipe")


def marked(cell: Cell, numbers: dict[str, int]) -> str:
    return escaped(str(cell)) + "".join(f"[^{numbers[note]}]" for note in cell.notes)


def bullet(about: str, source: Citation) -> str:
    said = escaped(f"{about}: {source}" if about else str(source))
    return f"- {said} <{source.url}>" if source.url else f"- {said}"


def escaped(text: str) -> str:
    """Text that markdown takes as it stands."""
    return re.sub(r"([\\`*_<>|\[\]#~$&])", r"\\\1", text)
