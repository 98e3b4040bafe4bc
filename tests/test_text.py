"""Invented answers as text."""

import re

import pytest
from invented_command import MOONS, answered, column, compared
from told import Kept

from yotcli.answer import Answer, Cell, Table
from yotcli.forms import drawn


def text(answer: Answer, width: int, color: bool = False) -> str:
    return drawn(answer, "text", width, color)


def test_a_row_that_would_take_many_lines_becomes_a_block(as_kept: Kept) -> None:
    rated = Table(
        title="Stars",
        columns=[
            column("", "Care of children", "Work"),
            column("inspection of hill", Cell("bright", notes=("A note.",)), "dim"),
            column("", "x" * 25, "dim again and again"),
            column("rooms", "x" * 26, 1),
        ],
    )

    as_kept(text(answered(rated), 30).rstrip())


@pytest.mark.parametrize("width", [20, 40, 60, 61, 79, 97, 200])
def test_only_a_word_that_cannot_be_broken_is_wider_than_the_width(width: int) -> None:
    pages = [text(answer, width) for answer in (MOONS, compared(2), compared(7))]
    lines = "\n".join(pages).split("\n")

    assert not [line for line in lines if len(line) > width and " " in line.strip()]
    assert lines == [line.rstrip() for line in lines]


def test_a_table_is_compact_before_it_is_in_blocks(each_kept: Kept) -> None:
    def shape(count: int, width: int) -> str:
        page = text(compared(count), width)
        is_compact = "\nA  wolverhampton-2018, 1 Feb 2018\n" in page
        is_wide = re.search("^Published .*1 Feb 2018 +2 Feb 2019", page, re.MULTILINE)
        return "compact" if is_compact else "wide" if is_wide else "blocks"

    each_kept(shape)


def test_a_row_left_out_keeps_its_notes_in_the_key(as_kept: Kept) -> None:
    days = [Cell("May", short="", notes=("One.",)), Cell(None, short="")]
    table = Table(
        [
            column("", Cell("Published", notes=("All.",)), "Care"),
            *[column("x" * 30, day, 1, place=lambda: "") for day in days],
        ]
    )

    as_kept(text(answered(table), 50).rstrip())


def test_a_bar_of_half_a_mark_is_rounded_up() -> None:
    counts = column("areas", 1, 5, 40, right=True)
    page = text(answered(Table([column("", *"abc"), counts], bars=1)), 80)

    assert [line.count("#") for line in page.splitlines()[2:]] == [1, 3, 20]


def test_labels_are_broken_before_running_text_is_narrow(as_kept: Kept) -> None:
    label = column("", "Chosen because it was its turn")
    table = Table(columns=[label, column("", "a " * 40)], prose=True)

    as_kept(text(answered(table), 60).rstrip())


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
