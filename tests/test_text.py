"""Invented answers as text."""

import re

import pytest
from invented_command import MOONS, answered, column

from yotcli.answer import Answer, Cell, Table
from yotcli.forms import drawn


def text(answer: Answer, width: int, color: bool = False) -> str:
    return drawn(answer, "text", width, color)


def test_a_row_that_would_take_many_lines_becomes_a_block() -> None:
    rated = Table(
        title="Stars",
        columns=[
            column("", "Care of children", "Work"),
            column("inspection of hill", Cell("bright", notes=("A note.",)), "dim"),
            column("", "x" * 25, "dim again and again"),
        ],
    )

    assert text(answered(rated), 30) == (
        "Stars\n\n"
        "Care of children\n  inspection of hill\n    bright [1]\n"
        f"  {'x' * 25}\n\n"
        "Work\n  inspection of hill  dim\n  dim again and again\n\n"
        "[1] A note.\n"
    )


@pytest.mark.parametrize("width", [20, 40, 60, 61, 79, 97, 200])
def test_only_a_word_that_cannot_be_broken_is_wider_than_the_width(width: int) -> None:
    lines = text(MOONS, width).split("\n")

    assert not [line for line in lines if len(line) > width and " " in line.strip()]
    assert lines == [line.rstrip() for line in lines]


def test_labels_are_broken_before_running_text_is_narrow() -> None:
    label = column("", "Chosen because it was its turn")
    table = Table(columns=[label, column("", "a " * 40)], prose=True)

    assert text(answered(table), 60) == (
        "Chosen because it  " + ("a " * 20).rstrip() + "\n"
        "was its turn       " + ("a " * 20).rstrip() + "\n"
    )


def test_colour_is_the_only_escape_and_never_the_only_sign() -> None:
    colored = text(MOONS, 80, color=True)

    assert "\x1b[38;5;33m11.1 +4.1\x1b[0m" in colored
    assert "\x1b[38;5;208mdim -1 [3]\x1b[0m" in colored
    assert re.sub(r"\x1b\[(38;5;33|38;5;208|0)m", "", colored) == text(MOONS, 80)


def test_commands_that_list_the_sources_are_not_broken_into_lines() -> None:
    see = ("yot show hill-2012", "yot show lake-2013")
    page = text(MOONS._replace(see=see), 40)

    assert page.endswith("\n\nSources: yot show hill-2012,\nyot show lake-2013\n")
    assert "publisher" not in page
