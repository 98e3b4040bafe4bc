"""The page of an invented answer, read back by a parser of HTML."""

from html.parser import HTMLParser

import pytest
from invented_command import COUNTS, MOONS, answered, column, compared

from yotcli.answer import Answer, Cell, Citation, Remark, Table
from yotcli.forms import drawn

EMPTY = {"meta", "link", "br", "col", "img", "path", "rect", "circle"}


class Page(HTMLParser):
    """Elements with their attributes, and the words in them."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.texts: list[tuple[str, str]] = []
        self.cells: list[list[str]] = []
        self.feed(html)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag not in EMPTY:
            self.open.append(tag)
        if tag == "tr":
            self.cells.append([])
        if tag in ("th", "td"):
            self.cells[-1].append("")

    def handle_endtag(self, tag: str) -> None:
        if tag not in EMPTY:
            assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.texts.append((self.open[-1] if self.open else "", data))
        if {"th", "td"} & set(self.open):
            self.cells[-1][-1] += data.replace("\N{NO-BREAK SPACE}", " ")

    def words(self) -> str:
        shown = [text for tag, text in self.texts if tag != "style"]
        return " ".join(" ".join(shown).split())

    def having(self, name: str) -> list[str]:
        return [value for _, own in self.elements if (value := own.get(name))]


def page(answer: Answer) -> Page:
    return Page(drawn(answer, "html", 80, False))


MOONS_PAGE = page(MOONS)


def test_every_cell_is_on_the_page_under_a_heading_for_people() -> None:
    assert MOONS_PAGE.cells[4:9] == [
        ["", "Hill, 2 May 2012", "Lake, Feb 2013"],
        ["Care | *work*", "bright [1] [2]", "dim -1 [3]"],
        ["Rest", "[n]", "[z]"],
        ["Reach, %", "7.0", "11.1 +4.1"],
        ["Points", "0", "0 ="],
    ]


def test_what_is_said_around_tables_is_on_the_page() -> None:
    words = MOONS_PAGE.words()

    for said in (
        "Stars: bright > dim > dark +1 is a step up from hill-2012",
        "One is left out. dale-2014 has other stars. hill-2012: Stars < moons. ↑",
        "Moons are counted. There are more of them. [x] not available in our sources",
        "hill-2012: A page , A publisher, May 2012 (press): all else",
        "lake-2013: Another (council)",
        "Newest report shown: 2 Feb 2013. Produced by yot 0.1.0.",
    ):
        assert said in words


def test_headings_say_what_they_stand_over() -> None:
    scopes = MOONS_PAGE.having("scope")
    tags = [tag for tag, _ in MOONS_PAGE.elements]

    assert (scopes.count("col"), scopes.count("row")) == (3 + 2 + 1 + 1, 3 + 4 + 2 + 3)
    assert tags.count("caption") == tags.count("table") == 5
    assert tags.count("thead") == 4  # running text has none
    assert tags.count("tbody") == 6  # one is parted by two gaps, and one has no row
    assert "" not in [text for tag, text in MOONS_PAGE.texts if tag == "th"]


def test_a_table_without_a_title_is_named_by_its_headings() -> None:
    assert "No moons: areas" in MOONS_PAGE.words()
    assert "Moons of hill: areas" in page(answered(COUNTS)).words()


def test_a_value_leads_to_the_page_it_rests_on() -> None:
    cells = [
        *(Cell(1, link="https://example.org/1"), Cell(None, link="https://no.org/")),
        *(Cell(2, link="javascript:alert(1)"), Cell("=", tone="lower")),
    ]
    read = page(answered(Table([column("", *"abcd"), column("rate", *cells)])))

    assert read.having("href") == ["https://example.org/1"]


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

    assert ids == [
        *("mark-1-1", "note-1", "mark-1-2", "mark-2-1", "mark-3-1", "note-2", "note-3"),
    ]
    assert set(links) == set(ids)
    assert len(links) == 2 * len([id for id in ids if "mark" in id])


def test_only_web_addresses_are_links() -> None:
    outside = [link for link in MOONS_PAGE.having("href") if link[0] != "#"]

    assert outside == ["https://example.org/?a=1&b=2"]


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
    assert read.words().count(evil) == 17


def test_the_page_stands_alone() -> None:
    html = drawn(MOONS, "html", 80, False)

    assert not {tag for tag, _ in MOONS_PAGE.elements} & {"script", "link", "img"}
    assert "url(" not in html
    assert "@import" not in html
    assert html == drawn(MOONS, "html", 80, False)


def test_an_answer_of_notes_alone_is_a_page() -> None:
    read = page(answered(notes=[Remark("Nothing.")]))

    assert "Moons of hill Nothing. Produced by yot" in read.words()
    assert "Newest report" not in read.words()
