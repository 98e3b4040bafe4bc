"""Files, command lines and texts that hypothesis makes up."""

import csv
import io
import json
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from invented import DALE, FILES, STARS, Alone, Yot, records

from yotcli import document, forms
from yotcli.answers import show
from yotcli.model import Area
from yotcli.records import Records

pytestmark = pytest.mark.slow

# A fixture of one folder for all examples is what is meant here.
CALMLY = settings(
    deadline=None,
    database=None,
    derandomize=True,
    max_examples=300,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
PIECES = st.sampled_from(
    [
        *("\n", "  ", ": ", "- ", "? ", "[", "]", "{", "}", "#", "'", '"', "|", "&a"),
        *("*a", "!!str", "%", "---\n", "...\n", "<<: ", "~", "null", "33.80", "1e9"),
        *("\t", "\0", "\x1b", "\u202e", "\u200b", r"\u202e", r'"\U00110000"', "é"),
        *("ratings:\n", "area: dale\n", "sources:\n", "bright", "2015-02-30", "=1"),
    ]
)
COMMANDS = ["compare", "diff", "rates", "show", "list", "spread", "check", "--version"]
WORDS = [
    *("dale", "moor", "dale-2012", "dale-2015", "moor-2014", "Old Dale", "E00000001"),
    *("england and wales", "nowhere", "--all", "--base", "--framework", "stars"),
    *("Stars", "--format", "json", "csv", "markdown", "svg", "--width", "20", "0"),
    *("--color", "always", "--only-changes", "--exit-code", "--measure", "yearly"),
    *("--since", "2014", "2015-02-30", "--rating", "dim", "--criterion", "care"),
    *("--latest", "--sort", "rate", "--without-record", "--of", "--help", "-h", "--"),
    *("-", "--frameworks", "-o", "", " ", "--region", "North West", "--nation"),
    *("Wales", "--until"),
]


@pytest.fixture
def folder(alone: Alone, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(path := alone())  # for -o, whatever follows it
    return path


def edited(text: str, edits: Sequence[tuple[int, int, str]]) -> str:
    for place, length, piece in edits:
        text = text[:place] + piece + text[place + length :]
    return text


@CALMLY
@given(
    file=st.sampled_from(sorted(FILES)),
    edits=st.lists(
        st.tuples(st.integers(0, len(STARS)), st.integers(0, 20), PIECES), max_size=3
    ),
)
def test_any_file_of_a_folder_leaves_every_command_standing(
    file: str, edits: list[tuple[int, int, str]], folder: Path, yot: Yot
) -> None:
    records(folder, {file: edited(FILES[file], edits)})

    for call in ("check", "compare dale moor", "diff", "rates --all", "list", "spread"):
        status, out, err = yot(call)
        assert status in (0, 1, 2)
        assert out.replace("\n", "").isprintable()
        assert err.count("\n") == (status == 2)
        assert err.replace("\n", "").isprintable()
    records(folder)


@CALMLY
@given(
    command=st.sampled_from(COMMANDS),
    arguments=st.lists(
        st.sampled_from(WORDS)
        | st.text(st.characters(exclude_characters="\0"), max_size=8),
        max_size=6,
    ),
)
def test_any_command_line_ends_well(
    command: str, arguments: list[str], folder: Path, yot: Yot
) -> None:
    status, out, err = yot([command, *arguments])

    assert status in (0, 1, 2)
    assert status < 2 or out == ""
    assert err.count("\n") == (status == 2)
    assert err.replace("\n", "").isprintable()
    # What it draws of clean records is clean but for the colour that was asked for.
    plain = out.replace("\n", "").replace("\t", "").replace("\x1b", "")
    assert plain.isprintable()


TEXTS = (
    st.text(st.characters(categories=["L", "N", "P", "S", "Zs"]), min_size=1)
    .map(str.strip)
    .filter(lambda text: text and document.is_plain(text))
)
FIGURES = st.decimals(0, 100, places=2, allow_nan=False, allow_infinity=False)
DALE_AREA = Area("dale", "Dale", "England")


@CALMLY
@given(text=TEXTS, figure=FIGURES, places=st.integers(0, 2))
def test_texts_and_figures_are_unaltered_in_data(
    text: str, figure: Decimal, places: int, folder: Path
) -> None:
    rounded = f"{figure:.{places}f}"
    record = DALE.replace("Care is bright", json.dumps(text, ensure_ascii=False))
    record = record.replace("rate: 45.1", f"rate: {rounded}")
    record = record.replace("  cohort: 206\n  reoffenders: 93\n", "")
    path = folder / "inspections" / "dale-2015.yaml"
    path.write_text(record, "utf-8", newline="")
    shelf = Records([folder])

    inspection = shelf.read_inspection(str(path))
    answer = show.show([inspection], [inspection], DALE_AREA, [], False)

    drawn = forms.drawn(answer, "json", 80, False)
    rows = json.loads(drawn, parse_float=str, parse_int=str)["rows"]
    assert [one["text"] for one in rows if one["criterion"] == "headline"] == [text]
    if Decimal(rounded):
        values = [one for one in rows if one["criterion"] == "reoffending-rate"]
        assert [one["value"] for one in values] == [rounded]
    separated = forms.drawn(answer, "csv", 80, False)
    table = list(csv.DictReader(io.StringIO(separated, newline="")))
    (cell,) = [row["text"] for row in table if row["criterion"] == "headline"]
    assert cell == (f"'{text}" if text.startswith(("=", "+", "-", "@")) else text)
