"""The rows of an answer for programs: csv, tsv, json and json lines."""

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from functools import partial
from json import dumps

from yotcli.answer import Answer, Scalar

Rows = Mapping[str, Sequence[Scalar]]  # by field

json = partial(dumps, ensure_ascii=False)


def drawn(answer: Answer, format: str) -> str:
    match format:
        case "csv":
            return separated(answer.rows, ",")
        case "tsv":
            return separated(answer.rows, "\t")
        case "jsonl":
            return "".join(f"{row}\n" for row in objects(answer.rows))
    rows = ",\n  ".join(objects(answer.rows))
    return (
        f'{{"schema": "yot.{answer.command}",\n'
        f' "rows": [\n  {rows}\n ],\n'
        f' "notes": {json(said(answer))},\n'
        f' "sources": {json([source._asdict() for source in answer.sources])}}}\n'
    )


def separated(rows: Rows, delimiter: str) -> str:
    """A header and a line for each row; missing values are empty."""
    file = io.StringIO()
    writer = csv.writer(file, delimiter=delimiter, lineterminator="\n")
    writer.writerow(rows)
    columns = [map(harmless, values) for values in rows.values()]
    writer.writerows(zip(*columns, strict=True))
    return file.getvalue()


def harmless(value: Scalar) -> str:
    """A cell that no spreadsheet reads as a formula; numbers are unchanged."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str) and value.startswith(("=", "+", "-", "@", "\t", "\r")):
        return f"'{value}"
    return "" if value is None else str(value)


def said(answer: Answer) -> list[str]:
    """All sentences: footnotes first, then the lines above and below the tables."""
    around = [line for table in answer.tables for line in (*table.lead, *table.remarks)]
    return [*answer.footnotes(), *map(str, (*around, *answer.notes))]


def objects(rows: Rows) -> Iterator[str]:
    names = list(map(json, rows))
    for values in zip(*rows.values(), strict=True):
        fields = map("{}: {}".format, names, map(literal, values))
        yield f"{{{', '.join(fields)}}}"


def literal(value: Scalar) -> str:
    # The json module would turn 33.80 into a float and print 33.8.
    return str(value) if isinstance(value, Decimal) else json(value)
