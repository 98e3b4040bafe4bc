"""Invented answers as markdown."""

import re

from invented_command import answered, column, compared
from told import Kept

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


def test_a_row_cites_its_source_once() -> None:
    pages = [f"https://example.org/{number}" for number in range(2)]
    first, second = (Cell("hill", link=page) for page in pages)
    table = Table([column("", first, second), column("", first, first)])
    sources = [Citation(None, None, "A", "press", None, page, None) for page in pages]

    page = lines(answered(table, sources=sources))

    assert page[4:6] == ["| hill (s1) | hill |", "| hill (s2) | hill (s1) |"]


def test_what_no_page_has_room_for_is_a_list_a_row() -> None:
    page = lines(compared(12))

    assert page[6:9] == [
        "**Published**",
        "",
        "- Wolverhampton, 1 Feb 2018 (s1): 1 Feb 2018",
    ]


def test_only_web_addresses_are_links(each_kept: Kept) -> None:
    def cited(url: str | None) -> str:
        source = Citation(None, None, "A", "press", None, url, None)
        [line] = [
            each for each in lines(answered(sources=[source])) if each[:2] == "1."
        ]
        return line

    each_kept(cited)
