"""The forms an answer can be drawn in, in one table; each is loaded when asked for."""

import os
from collections.abc import Callable
from typing import NamedTuple

from yotcli.answer import Answer
from yotcli.model import YotError


class Form(NamedTuple):
    """How an answer is drawn, given the width and the colour that text has."""

    suffixes: tuple[str, ...]  # of the files that are written in it
    draw: Callable[[Answer, int, bool], str | bytes]


def draw_text(answer: Answer, width: int, color: bool) -> str:
    from yotcli.forms import text

    if not answer.plot:
        return text.text(answer, width, color, ())
    from yotcli.forms import chart

    return text.text(answer, width, color, chart.plots(answer, width))


def draw_markdown(answer: Answer, width: int, color: bool) -> str:
    from yotcli.forms import markdown

    return markdown.markdown(answer)


def draw_html(answer: Answer, width: int, color: bool) -> str:
    from yotcli.forms import chart, page

    return page.html(answer, chart.svg(answer.chart))


def draw_xlsx(answer: Answer, width: int, color: bool) -> bytes:
    try:
        from yotcli.forms import workbook
    except ModuleNotFoundError:
        raise YotError("xlsx needs XlsxWriter: pip install 'yot[xlsx]'") from None
    return workbook.workbook(answer)


def draw_svg(answer: Answer, width: int, color: bool) -> str:
    from yotcli.forms import chart

    svg = chart.svg(answer.chart)
    if svg is None:
        raise YotError("there is no chart of this: only some answers have a chart")
    return svg


def rows_as(format: str) -> Callable[[Answer, int, bool], str]:
    def draw(answer: Answer, width: int, color: bool) -> str:
        from yotcli.forms import tidy

        return tidy.FORMATS[format](answer)

    return draw


FORMATS = {
    "text": Form((".txt",), draw_text),
    "markdown": Form((".md", ".markdown"), draw_markdown),
    "html": Form((".htm", ".html"), draw_html),
    "xlsx": Form((".xlsx",), draw_xlsx),
    "svg": Form((".svg",), draw_svg),
    "csv": Form((".csv",), rows_as("csv")),
    "tsv": Form((".tsv",), rows_as("tsv")),
    "json": Form((".json",), rows_as("json")),
    "jsonl": Form((".jsonl",), rows_as("jsonl")),
}


def drawn(answer: Answer, format: str, width: int, color: bool) -> str | bytes:
    """An answer in a form; raises YotError for a chart of what has none."""
    if answer.plot and format != "text":
        raise YotError("--plot draws in text; html and svg have the chart anyway")
    return FORMATS[format].draw(answer, width, color)


def format_of(output: str | None) -> str:
    """The form that a file's ending names; without an ending, text."""
    ending = os.path.splitext(output or "")[1].lower()
    if ending in ("", "."):
        return "text"
    formats = {suffix: name for name in FORMATS for suffix in FORMATS[name].suffixes}
    if ending not in formats:
        raise YotError(
            f"the ending of {output!r} names no format: end it in"
            f" {', '.join(formats)}, or add --format"
        )
    return formats[ending]
