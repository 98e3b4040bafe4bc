"""The page of an invented answer, read back by a parser of HTML."""

import re
from collections.abc import Sequence
from xml.etree import ElementTree

import pytest
from invented_command import COUNTS, MOONS, answered, column, compared
from told import Kept

from yotcli.answer import Answer, Cell, Citation, Remark, Table
from yotcli.forms import drawn

BLOCKS = {
    *("h1", "h2", "h3", "p", "table", "caption", "thead", "tbody", "tr"),
    *("li", "title", "ul", "ol", "dt", "dd"),
}


def page(answer: Answer) -> list[ElementTree.Element]:
    """The elements of a page; but for its first line and three tags it is xml."""
    _, _, html = drawn(answer, "html", 80, False).partition("\n")
    closed = re.sub(r"<((?:meta|br|col)\b[^>]*)>", r"<\1/>", html)
    return [*ElementTree.fromstring(closed).iter()]


def words(element: ElementTree.Element) -> str:
    """What an element says beside its blocks, and where its links lead."""
    said = element.text or ""
    for part in element:
        if part.tag in ("th", "td"):
            said += f" | {part.get('scope', '')} "
        if part.tag == "a":
            said += f"<{part.get('href')}>"
        if part.tag not in {*BLOCKS, f"{SVG}svg"}:
            said += words(part)
        said += part.tail or ""
    return said


def lines(elements: Sequence[ElementTree.Element]) -> str:
    """The words of a page, a line a block."""
    blocks = [each for each in elements if each.tag in BLOCKS]
    said = [f"{each.tag}: {words(each)}" for each in blocks]
    return "\n".join(" ".join(line.split()) for line in said)


def having(elements: Sequence[ElementTree.Element], name: str) -> list[str]:
    return [value for each in elements if (value := each.get(name))]


SVG = "{http://www.w3.org/2000/svg}"
MOONS_PAGE = page(MOONS)


def test_the_page_says_what_the_answer_says(as_kept: Kept) -> None:
    """Every block with its words, what headings stand over, and where links lead."""
    as_kept(lines(MOONS_PAGE))


def test_a_value_leads_to_the_page_it_rests_on() -> None:
    cells = [
        *(Cell(1, link="https://example.org/1"), Cell(None, link="https://no.org/")),
        *(Cell(2, link="javascript:alert(1)"), Cell("=", tone="lower")),
    ]
    read = page(answered(Table([column("", *"abcd"), column("rate", *cells)])))

    assert having(read, "href") == ["https://example.org/1"]
    assert "caption: Moons of hill: rate\n" in lines(read)


@pytest.mark.parametrize(
    ("answer", "window", "paper"),
    [
        *((compared(2), 24, "A4;"), (compared(7), 70, "A4 landscape;")),
        *((compared(12), 110, "A4 landscape;"), (answered(COUNTS), 9, "A4;")),
    ],
)
def test_a_table_stands_side_by_side_where_its_words_fit(
    answer: Answer, window: int, paper: str
) -> None:
    html = drawn(answer, "html", 80, False)

    assert f"(max-width: {window}rem)" in html
    assert f"@page {{ size: {paper}" in html
    assert ('class="from-110 too-wide"' in html) == (window == 110)


def test_links_to_notes_and_back_resolve() -> None:
    ids = [id for id in having(MOONS_PAGE, "id") if "chart" not in id]
    links = [link[1:] for link in having(MOONS_PAGE, "href") if link.startswith("#")]

    assert set(links) == set(ids)
    assert len(links) == 2 * len([id for id in ids if "mark" in id]) == 8


def test_no_tag_comes_from_a_value() -> None:
    evil = "\"><script>alert(1)</script><b a='b'>&amp;{{ 7 * 7 }}"
    cell = Cell(evil, notes=(evil,), tone="higher")
    source = Citation(evil, evil, evil, evil, evil, f"https://example.org/{evil}", evil)
    answer = answered(
        Table([column(evil, cell)] * 2, evil, lead=[evil], remarks=[Remark(evil)]),
        title=lambda: evil,
        notes=[Remark(evil)],
        sources=[source],
        newest=evil,
    )

    read = page(answer)

    assert not {each.tag for each in read} & {"script", "b"}
    assert lines(read).count(evil) == 18


def test_the_page_stands_alone() -> None:
    html = drawn(MOONS, "html", 80, False)

    assert not {each.tag for each in MOONS_PAGE} & {"script", "link", "img"}
    assert "url(" not in html
    assert "@import" not in html
    assert html == drawn(MOONS, "html", 80, False)


def test_an_answer_of_notes_alone_is_a_page() -> None:
    said = lines(page(answered(notes=[Remark("Nothing.")]))).split("\n")

    assert said[1:] == ["h1: Moons of hill", "p: Nothing.", "p: Produced by yot 0.1.0."]
