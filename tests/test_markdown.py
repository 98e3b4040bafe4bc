"""Invented answers as markdown."""

import re

import pytest
from invented_command import answered, column, compared

from yotcli.answer import Answer, Cell, Citation, Remark, Table
from yotcli.forms import drawn


def lines(answer: Answer) -> list[str]:
    return [
        re.sub(" +", " ", line)
        for line in drawn(answer, "markdown", 80, False).split("\n")
    ]


def test_no_markup_comes_from_a_value() -> None:
    evil = r"\ ` * _ < > | [ ] # ~ $ & { } ^ @"
    cell = Cell(evil, notes=(evil,))
    table = Table([column(evil, cell)], evil, lead=[evil], remarks=[Remark(evil)])

    page = drawn(answered(table, notes=[Remark(evil)]), "markdown", 80, False)

    assert page.count(re.sub(r"([^ ])", r"\\\1", evil)) == 7


def test_a_heading_cites_the_source_of_most_values_and_other_cells_their_own() -> None:
    page = lines(compared(2))

    assert page[6].startswith(
        "| | Wolverhampton, 1 Feb 2018 (s1) | Blackburn with Darwen, 2 Feb 2019 (s3) |"
    )
    assert page[9] == "| Overall rating | Outstanding[^1] | Good[^2] |"
    assert page[20] == "| Score | 20 -3 (s2) | 21 -2 (s4) |"


def test_a_row_cites_its_source_once() -> None:
    pages = [f"https://example.org/{number}" for number in range(2)]
    first, second = (Cell("hill", link=page) for page in pages)
    table = Table([column("", first, second), column("", first, first)])
    sources = [Citation(None, None, "A", "press", None, page, None) for page in pages]

    page = lines(answered(table, sources=sources))

    assert page[4:6] == ["| hill (s1) | hill |", "| hill (s2) | hill (s1) |"]


def test_many_inspections_have_letters_and_a_key() -> None:
    page = lines(compared(7))

    assert page[6] == "- A: Wolverhampton, 1 Feb 2018 (s1)"
    assert page[13:17] == [
        "- O Outstanding \\> G Good \\> R Requires improvement",
        "",
        "| | A | B | C | D | E | F | G |",
        f"|:{'-' * 16}|:-------|:-------{'|:--------' * 5}|",
    ]
    assert page[28].endswith("| 25 +2 (s12) | 26 +3 (s14) |")


def test_what_no_page_has_room_for_is_a_list_a_row() -> None:
    page = lines(compared(12))

    assert page[6:9] == [
        "**Published**",
        "",
        "- Wolverhampton, 1 Feb 2018 (s1): 1 Feb 2018",
    ]


@pytest.mark.parametrize(
    ("url", "cited"),
    [
        ("https://example.org/a_b?c=*", "A (press) <https://example.org/a_b?c=*>"),
        ("javascript:a_b", r"A (press) javascript:a\_b"),
        ("https://a> <b", r"A (press) https://a\> \<b"),
        (None, "A (press)"),
    ],
)
def test_only_web_addresses_are_links(url: str | None, cited: str) -> None:
    source = Citation(None, None, "A", "press", None, url, None)

    assert f"1. {cited}" in lines(answered(sources=[source]))
