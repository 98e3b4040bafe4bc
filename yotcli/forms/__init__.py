"""The formats of an answer, in one table; each is loaded only when asked for."""

import os
from collections.abc import Callable
from typing import NamedTuple

from yotcli.answer import Answer
from yotcli.model import YotError


class Form(NamedTuple):
    """The function that draws an answer; width and colour are for text only."""

    suffixes: tuple[str, ...]  # of the files that are written in it
    draw: Callable[[Answer, int, bool], str]


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


def draw_svg(answer: Answer, width: int, color: bool) -> str:
    from yotcli.forms import chart

    svg = chart.svg(answer.chart)
    if svg is None:
        raise YotError("there is no chart of this: only some answers have a chart")
    return svg


def draw_csv(answer: Answer, width: int, color: bool) -> str:
    from yotcli.forms import tidy

    return tidy.separated(answer.rows, ",")


def draw_tsv(answer: Answer, width: int, color: bool) -> str:
    from yotcli.forms import tidy

    return tidy.separated(answer.rows, "\t")


def draw_json(answer: Answer, width: int, color: bool) -> str:
    from yotcli.forms import tidy

    return tidy.json(answer)


def draw_jsonl(answer: Answer, width: int, color: bool) -> str:
    from yotcli.forms import tidy

    return tidy.json_lines(answer.rows)


FORMATS = {
    "text": Form((".txt",), draw_text),
    "markdown": Form((".md", ".markdown"), draw_markdown),
    "html": Form((".htm", ".html"), draw_html),
    "svg": Form((".svg",), draw_svg),
    "csv": Form((".csv",), draw_csv),
    "tsv": Form((".tsv",), draw_tsv),
    "json": Form((".json",), draw_json),
    "jsonl": Form((".jsonl",), draw_jsonl),
}


def drawn(answer: Answer, format: str, width: int, color: bool) -> str:
    """An answer in a format; raises YotError if it has no chart to draw."""
    if answer.plot and format != "text":
        raise YotError("--plot draws in text; html and svg have the chart anyway")
    return FORMATS[format].draw(answer, width, color)


def format_of(output: str | None) -> str:
    """The format that the ending of a file names; text without an ending."""
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
