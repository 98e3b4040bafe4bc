"""Charts of invented rates and ratings."""

from collections.abc import Mapping
from decimal import Decimal
from xml.etree import ElementTree

import pytest

from yotcli import chart
from yotcli.chart import Axis, Line, Panel
from yotcli.model import YotError
from yotcli.tables import Answer, Cell, Table, Value

SVG = "{http://www.w3.org/2000/svg}"


def line(name: str, *figures: str | None, period: str = "") -> Line:
    rate, average, lower, upper = [
        None if figure is None else Decimal(figure)
        for figure in [*figures, None, None, None, None][:4]
    ]
    interval = None if lower is None or upper is None else (lower, upper)
    return Line(name, period, rate, average, interval, None)


LINES = (
    line("hill-2012", "30.50", "40", "25.0", "36.5"),
    line("lake-2013", "40", "40"),
    line("dale-2014", "58", "38"),
)


def rates(*lines: Line) -> Answer:
    """An answer as the command gives it, of one table."""
    rows: list[Mapping[str, Value]] = [
        {
            "rate": one.rate,
            "average": one.average,
            "lower": one.interval[0] if one.interval else None,
            "upper": one.interval[1] if one.interval else None,
            "verdict": "worse",
        }
        for one in lines
    ]
    table = Table("Rates", ("", "rate"), tuple((Cell(n.name), Cell()) for n in lines))
    return Answer("rates", (table,) if lines else (), (), tuple(rows))


def spread(*counts: tuple[str, int]) -> Answer:
    rows: list[Mapping[str, Value]] = [
        {"label": "Care", "rating": word, "areas": count, "of": 9, "share": Decimal(5)}
        for word, count in counts
    ]
    return Answer("spread", (), (), tuple(rows))


def drawing(svg: str | None) -> ElementTree.Element:
    assert svg is not None
    return ElementTree.fromstring(svg)


def test_plot_draws_rate_interval_and_average_on_one_axis() -> None:
    assert chart.plot(LINES, 60) == (
        "hill-2012  [------o------]   |\n"
        "lake-2013                    *\n"
        "dale-2014                  |                       o\n"
        "           +-----+-----+-----+-----+-----+-----+-----+\n"
        "           25    30    35    40    45    50    55   60\n"
        "o rate, | average printed beside it, * both, [-] 95 %\n"
        "interval; per cent"
    )


def test_plot_breaks_a_long_name_and_says_what_is_not_stated() -> None:
    lines = [line("a-very-long-name-of-a-place", "40", period="Apr 2016"), line("b")]

    assert chart.plot(lines, 40) == (
        "a-very-long-      o\n"
        "name-of-a-place,\n"
        "Apr 2016\n"
        "b                 not stated\n"
        "                  +--------------------+\n"
        "                  40                  41\n"
        "o rate; per cent"
    )


@pytest.mark.parametrize("width", [20, 60, 61, 79, 80, 97, 200])
def test_plot_is_never_wider_than_the_width(width: int) -> None:
    lines = [*LINES, line("x" * 90, "0", "100", "0", "100"), line("near", "99.9")]

    assert max(map(len, chart.plot(lines, width).split("\n"))) <= width


def test_plot_without_a_rate_is_nothing() -> None:
    assert chart.plot([line("hill-2012")], 80) == ""


def test_plots_stand_under_each_table_in_its_order() -> None:
    (drawn,) = chart.plots(rates(*LINES), 60)

    assert drawn == chart.plot(LINES, 60)


@pytest.mark.parametrize(
    ("figures", "ticks"),
    [
        (("33.8", "37.9"), [33, 34, 35, 36, 37, 38]),
        (("38", "38"), [38, 39]),
        (("17.1", "68.2"), [10, 20, 30, 40, 50, 60, 70]),
        (("0", "100"), [0, 20, 40, 60, 80, 100]),
    ],
)
def test_ticks_are_at_round_values(figures: tuple[str, str], ticks: list[int]) -> None:
    axis = chart.axis([line("hill", *figures)], 8)

    assert axis
    assert axis.ticks() == ticks


def test_a_figure_stands_at_its_share_of_the_axis() -> None:
    assert Axis(20, 60, 10).share(Decimal("30")) == 0.25


def test_rates_svg_keeps_the_digits_and_tells_them_in_words() -> None:
    root = drawing(chart.svg(rates(*LINES)))

    words = [text.text for text in root.iter(f"{SVG}text")]
    assert [part.tag for part in root[:2]] == [f"{SVG}title", f"{SVG}desc"]
    assert root[1].text == (
        "hill-2012 30.50, interval 25.0 to 36.5, average 40; lake-2013 40, average 40;"
        " dale-2014 58, average 38."
    )
    assert (
        words[-8:]
        == [
            *("hill-2012", "30.50", "40", "lake-2013", "40", "40", "dale-2014", "58"),
            "38",
        ][-8:]
    )


@pytest.mark.parametrize("count", [5, 30])
def test_labels_of_a_rates_svg_never_overlap(count: int) -> None:
    lines = [
        line(f"north-east-lincolnshire-{2000 + place}", f"{30 + place}.5", "38")
        for place in range(count)
    ]
    root = drawing(chart.svg(rates(*lines)))

    boxes = [box(text) for text in root.iter(f"{SVG}text")]
    assert not [
        (one, other)
        for place, one in enumerate(boxes)
        for other in boxes[:place]
        if one[0] < other[1]
        and other[0] < one[1]
        and one[2] < other[3]
        and other[2] < one[3]
    ]
    assert all(left >= 0 and right <= chart.WIDTH for left, right, _, _ in boxes)


def box(text: ElementTree.Element) -> tuple[float, float, float, float]:
    """Left, right, top and bottom of a text, at the widest it may be."""
    size = float(text.get("font-size", "13"))
    wide = len(text.text or "") * size * 0.58
    start = float(text.get("x", "0"))
    start -= {"end": wide, "middle": wide / 2}.get(text.get("text-anchor", ""), 0)
    base = float(text.get("y", "0"))
    return start, start + wide, base - size * 0.8, base + size * 0.2


def test_each_panel_of_a_rates_svg_has_its_title() -> None:
    panels = [Panel("First measure", LINES), Panel("Second & last", LINES)]

    root = drawing(chart.rates_svg(panels))

    words = [text.text for text in root.iter(f"{SVG}text")]
    assert "First measure" in words
    assert "Second & last" in words


def test_bars_of_a_spread_are_as_long_as_their_counts() -> None:
    root = drawing(chart.svg(spread(("bright", 2), ("dim", 4), ("dark", 0))))

    bars = [
        float(bar.get("width", "0")) for bar in root.findall(f"{SVG}rect[@class='bar']")
    ]
    assert bars[0] * 2 == pytest.approx(bars[1], abs=0.2)
    assert bars[2] == 0
    assert root[1].text == "bright 2, 5 %; dim 4, 5 %; dark 0, 5 %."


@pytest.mark.parametrize(
    "answer",
    [
        rates(),
        rates(line("hill-2012")),
        spread(("bright", 0)),
        Answer("list", (), (), ()),
    ],
)
def test_what_has_nothing_to_draw_has_no_chart(answer: Answer) -> None:
    assert chart.svg(answer) is None
    with pytest.raises(YotError, match="there is no chart of this"):
        chart.only_svg(answer)


def test_a_name_cannot_break_out_of_a_chart() -> None:
    root = drawing(chart.svg(rates(line("<script>&", "30"))))

    assert not list(root.iter(f"{SVG}script"))
    assert "<script>&" in [text.text for text in root.iter(f"{SVG}text")]


def test_a_chart_says_what_must_be_known_of_its_bars() -> None:
    table = Table("Spread", (), (), lead=("bright > dim", "Some are missing."))
    answer = spread(("bright", 2))._replace(tables=(table,))

    chart_text = chart.svg(answer)

    assert chart_text is not None
    root = drawing(chart_text)
    assert root[1].text == "bright 2, 5 %. bright > dim Some are missing."
    assert "Some are missing." in [one.text for one in root.findall(f"{SVG}text")]
