"""The page of invented answers, read back by a parser of HTML."""

from html.parser import HTMLParser

import pytest

from yotcli import page, tables
from yotcli.tables import Answer, Cell, Table

TABLE = Table(
    title="Stars: bright > dark",
    columns=("", "hill-2012", "lake-2013"),
    rows=(
        (Cell("Care"), Cell("bright", notes=("A note.",)), Cell("dark", change=-1)),
        (Cell("Work"), Cell(missing="x"), Cell("dark", notes=("A note.", "More."))),
        None,
        (Cell("Rate, %"), Cell("30.50", tone="lower"), Cell(41, change=0)),
    ),
    lead=("A line above.",),
    remarks=("A line below.",),
    figures=(2,),
)
ANSWER = Answer(
    command="compare",
    tables=(TABLE,),
    fields=("area", "published"),
    rows=(
        {"area": "hill", "published": "2012-05"},
        {"area": "lake", "published": "2013-02-01"},
    ),
    legend={"x": "not stated", "z": "no such criterion"},
    notes=("A closing note.",),
    sources=(
        {
            "inspection": "hill-2012",
            "title": "A page",
            "publisher": "A publisher",
            "kind": "press",
            "date": "May 2012",
            "url": "https://example.org/?a=1&b=2",
            "rests": None,
        },
        {
            "inspection": "lake-2013",
            "title": None,
            "publisher": "Another",
            "kind": "council",
            "date": None,
            "url": "javascript:alert(1)",
            "rests": "everything",
        },
    ),
)
EMPTY = {"meta", "link", "br", "col", "img"}


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

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag not in EMPTY:
            self.open.append(tag)
        if tag == "tr":
            self.cells.append([])
        if tag in ("th", "td"):
            self.cells[-1].append("")

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.texts.append((self.open[-1] if self.open else "", data))
        if {"th", "td"} & set(self.open):
            self.cells[-1][-1] += data.replace("\N{NO-BREAK SPACE}", " ")

    def words(self) -> str:
        return " ".join(
            " ".join(text for tag, text in self.texts if tag != "style").split()
        )

    def having(self, name: str) -> list[str]:
        return [value for _, own in self.elements if (value := own.get(name))]


def read(answer: Answer, chart: str | None = None) -> Page:
    parsed = Page(page.html(answer, chart))
    assert parsed.open == []
    return parsed


def test_every_cell_is_on_the_page_as_in_the_text() -> None:
    assert read(ANSWER).cells == [
        ["", "hill-2012", "lake-2013"],
        ["Care", "bright [1]", "dark -1"],
        ["Work", "[x]", "dark [1] [2]"],
        ["Rate, %", "30.50", "41 ="],
    ]


def test_all_that_is_said_around_a_table_is_on_the_page() -> None:
    words = read(ANSWER).words()

    for said in (
        "Inspections side by side: hill, lake",
        "Stars: bright > dark A line above.",
        "A line below.",
        "A closing note.",
        "[x] not stated",
        "hill-2012: A page , A publisher, May 2012 (press)",
        "lake-2013: Another (council): everything",
        "Newest publication shown here: 1 Feb 2013.",
    ):
        assert said in words
    assert "no such criterion" not in words


def test_headings_say_what_they_stand_over() -> None:
    parsed = read(ANSWER)

    assert parsed.having("scope") == ["col", "col", "row", "row", "row"]
    assert [tag for tag, _ in parsed.elements].count("caption") == 1
    assert "" not in [text for tag, text in parsed.texts if tag == "th"]


def test_links_to_notes_and_back_resolve() -> None:
    parsed = read(ANSWER)

    ids = parsed.having("id")
    inside = [link[1:] for link in parsed.having("href") if link.startswith("#")]
    assert ids == ["mark-1-1", "mark-1-2", "mark-2-1", "note-1", "note-2"]
    assert set(inside) == set(ids)
    assert len(inside) == 6


def test_only_web_addresses_are_links() -> None:
    outside = [link for link in read(ANSWER).having("href") if link[0] != "#"]

    assert outside == ["https://example.org/?a=1&b=2"]


def test_no_tag_comes_from_a_value() -> None:
    evil = "\"><script>alert(1)</script><b a='b'>&amp;{{ 7 * 7 }}"
    cell = Cell(evil, notes=(evil,), tone="higher")
    source = dict.fromkeys(("title", "publisher", "kind", "date", "rests"), evil)
    answer = Answer(
        command="compare",
        tables=(
            Table(evil, (evil, evil), ((cell, cell),), lead=(evil,), remarks=(evil,)),
        ),
        fields=(),
        rows=({"area": evil},),
        notes=(evil,),
        sources=(source | {"inspection": evil, "url": f"https://example.org/{evil}"},),
    )

    parsed = read(answer)

    tags = {tag for tag, _ in parsed.elements}
    assert not tags & {"script", "b"}
    assert parsed.words().count(evil) == 16


def test_bars_are_for_text_alone() -> None:
    rows = ((Cell("bright"), Cell(3)), (Cell("dark"), Cell(0)))
    answer = Answer("spread", (Table("", ("", "areas"), rows, bars=1),), (), ())

    assert read(answer).cells[1:] == [["bright", "3"], ["dark", "0"]]
    assert "#" not in tables.markdown(answer)
    assert tables.text(answer, 80, False, []).splitlines()[2:] == [
        f"bright  3      |{'#' * 20}",
        "dark    0      |",
    ]


def test_regions_have_names_of_their_own() -> None:
    plain = Table("", ("a", "b"), ((Cell("c"), Cell("d")),))
    answer = Answer("list", (plain, plain), (), ())

    assert read(answer).having("aria-label") == [
        "Table 1: Areas and inspections held: a, b",
        "Table 2: Areas and inspections held: a, b",
    ]


def test_the_page_stands_alone() -> None:
    html = page.html(ANSWER, None)

    tags = {tag for tag, _ in Page(html).elements}
    assert not tags & {"script", "link", "img", "iframe"}
    assert "url(" not in html
    assert "@import" not in html
    assert html == page.html(ANSWER, None)


@pytest.mark.parametrize("command", page.HEADINGS)
def test_an_answer_of_notes_alone_is_a_page(command: str) -> None:
    words = read(Answer(command, (), (), (), notes=("Nothing.",))).words()

    assert f"{page.HEADINGS[command]} Nothing." in words
