"""Charts of invented rates and counts."""

from xml.etree import ElementTree

import pytest
from invented_command import BARS, MOONS, answered, line
from told import Kept

from yotcli.charts import Bars, Panel
from yotcli.forms import chart, drawn

SVG = "{http://www.w3.org/2000/svg}"
LINES = [
    line("hill-2012", "30.50", "40", "25.0", "36.5"),
    line("lake-2013", "40", "40"),
    line("dale-2014", "58", "38"),
]


def drawing(*panels: Panel, bars: Bars | None = None) -> ElementTree.Element:
    answer = answered(chart=bars or panels)
    return ElementTree.fromstring(drawn(answer, "svg", 80, False))


def texts(root: ElementTree.Element) -> list[str | None]:
    return [text.text for text in root.iter(f"{SVG}text")]


def test_plot_draws_on_one_axis_what_is_known(as_kept: Kept) -> None:
    """A long name is broken, and what is not available is said."""
    name = "a-very-long-name-of-a-place"
    narrow = [line(name, "40", period="Apr 2016"), line("b")]

    as_kept(chart.plot(LINES, 60), chart.plot(narrow, 40))


@pytest.mark.parametrize("width", [20, 60, 61, 79, 80, 97, 200])
def test_plot_is_never_wider_than_the_width(width: int) -> None:
    lines = [*LINES, line("x" * 90, "0", "100", "0", "100"), line("near", "99.9")]

    assert max(map(len, chart.plot(lines, width).split("\n"))) <= width


def test_rates_svg_keeps_the_digits_and_tells_them_in_words(as_kept: Kept) -> None:
    root = drawing(Panel("Rates", LINES))

    parts = [f"{part.tag.removeprefix(SVG)}: {part.text}" for part in root[:2]]
    as_kept("\n".join([*parts, f"texts: {texts(root)}"]))


@pytest.mark.parametrize("count", [5, 30])
def test_labels_of_a_rates_svg_never_overlap(count: int) -> None:
    lines = [
        line(f"north-east-lincolnshire-{2000 + place}", f"{30 + place}.5", "38")
        for place in range(count)
    ]
    boxes = [box(text) for text in drawing(Panel("", lines)).iter(f"{SVG}text")]

    assert not [
        (first, second)
        for place, first in enumerate(boxes)
        for second in boxes[:place]
        if first[0] < second[1] and second[0] < first[1]
        if first[2] < second[3] and second[2] < first[3]
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


def test_each_of_several_panels_has_its_title_which_cannot_break_out() -> None:
    several = drawing(Panel("First measure", LINES), Panel("<script>&", LINES))

    assert {"First measure", "<script>&"} <= set(texts(several))
    assert not list(several.iter(f"{SVG}script"))
    assert "First measure" not in texts(drawing(Panel("First measure", LINES)))


def test_bars_are_as_long_as_their_counts_under_what_is_said_of_them() -> None:
    root = drawing(bars=BARS)

    lengths = [
        float(bar.get("width", "0")) for bar in root.findall(f"{SVG}rect[@class='bar']")
    ]
    assert lengths[0] * 40 == pytest.approx(lengths[1], abs=2)
    assert lengths[2] == 0
    assert root[1].text == (
        "bright 1, 2%; dim 40, 98%; dark 0, 0%. bright > dim > dark Some & more are"
        " missing."
    )
    assert {"Care of 41 areas", "Some & more are missing."} <= set(texts(root))


@pytest.mark.parametrize(
    "empty",
    [None, [], [Panel("", [line("hill-2012")])], BARS._replace(bars=BARS.bars[2:])],
)
def test_what_has_nothing_to_draw_has_no_chart(empty: list[Panel] | Bars) -> None:
    assert chart.svg(empty) is None
    assert "<svg" not in drawn(MOONS._replace(chart=empty), "html", 80, False)
