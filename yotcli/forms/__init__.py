"""The formats of an answer, in one table; each is loaded only when asked for."""

import os

from yotcli.answer import Answer
from yotcli.model import YotError

FORMATS = {  # and the endings of its files
    "text": (".txt",),
    "markdown": (".md", ".markdown"),
    "html": (".htm", ".html"),
    "xlsx": (".xlsx",),
    "svg": (".svg",),
    "csv": (".csv",),
    "tsv": (".tsv",),
    "json": (".json",),
    "jsonl": (".jsonl",),
}


def drawn(answer: Answer, format: str, width: int, color: bool) -> str | bytes:
    """An answer in a format; raises YotError if it has no chart to draw."""
    if answer.plot and format != "text":
        raise YotError("--plot draws in text; html and svg have the chart anyway")
    match format:
        case "text":
            from yotcli.forms import text

            if not answer.plot:
                return text.text(answer, width, color, ())
            from yotcli.forms import chart

            return text.text(answer, width, color, chart.plots(answer, width))
        case "markdown":
            from yotcli.forms import markdown

            return markdown.markdown(answer)
        case "html" | "svg":
            from yotcli.forms import chart, page

            svg = chart.svg(answer.chart)
            if format == "html":
                return page.html(answer, svg)
            if drawing := svg or chart.words(answer):
                return drawing
            raise YotError("there is no chart of this: charts show rates and spread")
        case "xlsx":
            try:
                from yotcli.forms import workbook
            except ModuleNotFoundError:
                needed = (
                    "xlsx needs XlsxWriter: install yot[xlsx], or XlsxWriter itself"
                )
                raise YotError(needed) from None
            return workbook.workbook(answer)
    from yotcli.forms import tidy

    return tidy.drawn(answer, format)


def format_of(output: str | None) -> str:
    """The format that the ending of a file names; text without an ending."""
    ending = os.path.splitext(output or "")[1].lower()
    if ending in ("", "."):
        return "text"
    formats = {ending: name for name, endings in FORMATS.items() for ending in endings}
    if ending not in formats:
        named = f"the ending of {output!r} names no format: end it in"
        raise YotError(f"{named} {', '.join(formats)}, or add --format")
    return formats[ending]
