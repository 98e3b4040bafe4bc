"""The page of an invented answer, read back by a parser of HTML."""

from html.parser import HTMLParser

import pytest
from invented_command import COUNTS, MOONS, answered, column, compared
from told import Kept

from yotcli.answer import Answer, Cell, Citation, Remark, Table
from yotcli.forms import drawn

BLOCKS = {
    *("h1", "h2", "h3", "p", "table", "caption", "thead", "tbody", "tr"),
    *("li", "title", "ul", "ol", "dt", "dd"),
}
EMPTY = {"meta", "link", "br", "col", "img", "path", "rect", "circle"}


class Page(HTMLParser):
    """Elements with their attributes, and the words in them, a line a block."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.lines: list[str] = []
        self.feed(html)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        own = dict(attrs)
        self.elements.append((tag, own))
        if tag not in EMPTY:
            self.open.append(tag)
        if tag in BLOCKS and "svg" not in self.open:
            self.lines.append(f"{tag}: ")
        if tag in ("th", "td"):
            self.lines[-1] += f" | {own.get('scope', '')} "
        if tag == "a":
            self.lines[-1] += f"<{own['href']}>"

    def handle_endtag(self, tag: str) -> None:
        if tag not in EMPTY:
            assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if not {"style", "svg"} & set(self.open) and data.strip():
            self.lines[-1] += data

    def words(self) -> str:
        return "\n".join(" ".join(line.split()) for line in self.lines)

    def having(self, name: str) -> list[str]:
        return [value for _, own in self.elements if (value := own.get(name))]


def page(answer: Answer) -> Page:
    return Page(drawn(answer, "html", 80, False))


MOONS_PAGE = page(MOONS)


def test_the_page_says_what_the_answer_says(as_kept: Kept) -> None:
    """Every block with its words, what headings stand over, and where links lead."""
    as_kept(MOONS_PAGE.words())


def test_a_value_leads_to_the_page_it_rests_on() -> None:
    cells = [
        *(Cell(1, link="https://example.org/1"), Cell(None, link="https://no.org/")),
        *(Cell(2, link="javascript:alert(1)"), Cell("=", tone="lower")),
    ]
    read = page(answered(Table([column("", *"abcd"), column("rate", *cells)])))

    assert read.having("href") == ["https://example.org/1"]
    assert "caption: Moons of hill: rate\n" in read.words()


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
    ids = [id for id in MOONS_PAGE.having("id") if "chart" not in id]
    links = [link[1:] for link in MOONS_PAGE.having("href") if link.startswith("#")]

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

    assert not {tag for tag, _ in read.elements} & {"script", "b"}
    assert read.words().count(evil) == 18


def test_the_page_stands_alone() -> None:
    html = drawn(MOONS, "html", 80, False)

    assert not {tag for tag, _ in MOONS_PAGE.elements} & {"script", "link", "img"}
    assert "url(" not in html
    assert "@import" not in html
    assert html == drawn(MOONS, "html", 80, False)


def test_an_answer_of_notes_alone_is_a_page() -> None:
    said = page(answered(notes=[Remark("Nothing.")])).words().split("\n")

    assert said[1:] == ["h1: Moons of hill", "p: Nothing.", "p: Produced by yot 0.1.0."]
