"""The rows of an answer for programs: csv, tsv, json and json lines."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal

from yotcli.answer import Answer, Scalar

Rows = Mapping[str, Sequence[Scalar]]  # by field


def separated(rows: Rows, delimiter: str) -> str:
    """A header and one record a row, with empty cells where a value is missing."""
    import csv
    import io

    file = io.StringIO()
    writer = csv.writer(file, delimiter=delimiter, lineterminator="\n")
    writer.writerow(rows)
    columns = [[harmless(value) for value in values] for values in rows.values()]
    writer.writerows(zip(*columns, strict=True))
    return file.getvalue()


def harmless(value: Scalar) -> str:
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
    rows = ",\n  ".join(objects(answer.rows))
    sources = [source._asdict() for source in answer.sources]
    return (
        f'{{"schema": "yot.{answer.command}",\n'
        f' "rows": [\n  {rows}\n ],\n'
        f' "notes": {strings(said(answer))},\n'
        f' "sources": {strings(sources)}}}\n'
    )


def said(answer: Answer) -> list[str]:
    """Everything in words: footnotes first, then what stands around the tables."""
    footnotes = [note for fresh in answer.footnotes() for note in fresh]
    around = [line for table in answer.tables for line in (*table.lead, *table.remarks)]
    return [*footnotes, *map(str, (*around, *answer.notes))]


def json_lines(rows: Rows) -> str:
    return "".join(f"{row}\n" for row in objects(rows))


def objects(rows: Rows) -> Iterator[str]:
    names = [strings(name) for name in rows]
    for values in zip(*rows.values(), strict=True):
        fields = map("{}: {}".format, names, map(literal, values))
        yield "{" + ", ".join(fields) + "}"


def literal(value: Scalar) -> str:
    # The json module would turn 33.80 into a float and print 33.8.
    return str(value) if isinstance(value, Decimal) else strings(value)


def strings(value: object) -> str:
    from json import dumps

    return dumps(value, ensure_ascii=False)


FORMATS: Mapping[str, Callable[[Answer], str]] = {
    "csv": lambda answer: separated(answer.rows, ","),
    "tsv": lambda answer: separated(answer.rows, "\t"),
    "json": json,
    "jsonl": lambda answer: json_lines(answer.rows),
}
