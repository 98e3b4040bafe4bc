"""The rows of an answer for programs: csv, tsv, json and json lines."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Literal

from yotcli.tables import Answer, Value


def text(answer: Answer, format: Literal["csv", "tsv", "json", "jsonl"]) -> str:
    match format:
        case "csv":
            return separated(answer, ",")
        case "tsv":
            return separated(answer, "\t")
        case "json":
            return json(answer)
        case "jsonl":
            return lines(answer)


def separated(answer: Answer, delimiter: str) -> str:
    """A header and one record a row, with empty cells where a value is missing."""
    import csv
    import io

    file = io.StringIO()
    writer = csv.writer(file, delimiter=delimiter, lineterminator="\n")
    writer.writerow(answer.fields)
    writer.writerows(
        [harmless(row.get(name)) for name in answer.fields] for row in answer.rows
    )
    return file.getvalue()


def harmless(value: Value) -> str:
    """A cell that no spreadsheet takes for a formula; numbers stay as they are."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str) and value.startswith(("=", "+", "-", "@", "\t", "\r")):
        return f"'{value}"
    return str(value)


def json(answer: Answer) -> str:
    """One object with the rows, a line each, and what is said around them."""
    rows = ",\n  ".join(objects(answer))
    return (
        f'{{"schema": "yot.{answer.command}/1",\n'
        f' "rows": [\n  {rows}\n ],\n'
        f' "notes": {strings(said(answer))},\n'
        f' "sources": {strings(answer.sources)}}}\n'
    )


def said(answer: Answer) -> list[str]:
    """Everything in words: footnotes first, then what stands around the tables."""
    around = [line for one in answer.tables for line in (*one.lead, *one.remarks)]
    return [*answer.footnotes(), *around, *answer.notes]


def lines(answer: Answer) -> str:
    return "".join(f"{row}\n" for row in objects(answer))


def objects(answer: Answer) -> Iterable[str]:
    for row in answer.rows:
        fields = (
            f"{strings(name)}: {literal(row.get(name))}" for name in answer.fields
        )
        yield "{" + ", ".join(fields) + "}"


def literal(value: Value) -> str:
    # The json module would turn 33.80 into a float and print 33.8.
    return str(value) if isinstance(value, Decimal) else strings(value)


def strings(value: object) -> str:
    from json import dumps

    return dumps(value, ensure_ascii=False)
