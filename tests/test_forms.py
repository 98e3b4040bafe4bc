"""Every form draws an answer of a command that none of them knows."""

from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest
from invented_command import DARK, MOONS, answered, compared
from told import Kept, refusal

from yotcli.answer import rounded
from yotcli.forms import drawn, format_of

# Named by the width, the inspections if it is a comparison (0: a note), and the form.
DRAWN = sorted((Path(__file__).parent / "moons").iterdir())


@pytest.mark.parametrize("path", DRAWN, ids=lambda path: path.name)
def test_an_answer_is_drawn_as_its_file_shows(path: Path) -> None:
    width, _, count = path.stem.partition("-")
    answer = MOONS._replace(plot=path.suffix == ".txt")
    if count:
        answer = compared(int(count)) if int(count) else DARK

    page = drawn(answer, format_of(path.name), int(width), False)

    assert page == path.read_text("utf-8")


def test_a_half_is_rounded_up(each_kept: Kept) -> None:
    def of(number: str, places: int) -> str:
        read = Fraction if "/" in number else Decimal
        return str(rounded(read(number), places))

    each_kept(of)


def test_a_chart_where_nothing_fits_says_so() -> None:
    nothing = answered(chart=(), notes=["No rate < 1 fits this."])

    assert ">No rate &lt; 1 fits this.</text>" in drawn(nothing, "svg", 80, False)
    assert "<svg" not in drawn(nothing, "html", 80, False)


def test_the_ending_of_a_file_names_its_form(each_kept: Kept) -> None:
    each_kept(format_of)


def test_what_cannot_be_drawn_is_refused(as_kept: Kept) -> None:
    plotted = MOONS._replace(plot=True)

    as_kept(
        refusal(drawn, answered(), "svg", 80, False),
        refusal(drawn, plotted, "svg", 80, False),
        refusal(format_of, "x.pdf"),
    )
