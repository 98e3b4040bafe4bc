"""Changed files, and command lines and texts that hypothesis makes up."""

import csv
import io
import json
import random
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from invented import FILES, Alone, Yot, edited
from long.fuzz import mutated

from yotcli import commands, document, forms
from yotcli.records import Records

pytestmark = pytest.mark.slow

DALE_2015 = "inspections/dale-2015.yaml"

# A fixture of one folder for all examples is what is meant here.
CALMLY = settings(
    deadline=None,
    database=None,
    derandomize=True,
    max_examples=300,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
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


def assert_ended_well(status: int, out: str, err: str) -> None:
    assert status in (0, 1, 2)
    assert status < 2 or out == ""
    assert err.count("\n") == (status == 2)
    assert err.replace("\n", "").isprintable()
    # What it draws of clean records is clean but for the colour that was asked for.
    plain = out.replace("\n", "").replace("\t", "").replace("\x1b", "")
    assert plain.isprintable()


@pytest.mark.parametrize("file", FILES)
def test_any_file_of_a_folder_leaves_every_command_standing(
    file: str, folder: Path, yot: Yot
) -> None:
    for seed in range(40):
        changed = mutated(FILES[file], [*FILES.values()], random.Random(seed))
        (folder / file).write_bytes(changed)
        for call in ("check", "compare dale moor", "diff", "rates --all", "list"):
            assert_ended_well(*yot(call))
        assert_ended_well(*yot("spread"))


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
    assert_ended_well(*yot([command, *arguments]))


def refused(text: str, folder: Path, rate: str = "45.1") -> str:
    """Why a record may not have a headline; every form has others, and rates, as is."""
    quoted = json.dumps(text, ensure_ascii=False)
    more = ("rate: 45.1", f"rate: {rate}"), ("  cohort: 206\n  reoffenders: 93\n", "")
    record = edited(DALE_2015, ("Care is bright", quoted), *more)
    (folder / DALE_2015).write_text(record, "utf-8", newline="")
    try:
        answer = commands.show(Records([str(folder)]), ["dale-2015"])
    except document.RecordError as fault:
        return str(fault)

    drawn = forms.drawn(answer, "json", 80, False)
    rows = json.loads(drawn, parse_float=str, parse_int=str)["rows"]
    known = {row["criterion"]: row["text"] or row["value"] for row in rows}
    assert (known["headline"], known["reoffending-rate"]) == (text, rate)
    for form, delimiter in (("csv", ","), ("tsv", "\t")):
        page = io.StringIO(forms.drawn(answer, form, 80, False), newline="")
        table = csv.DictReader(page, delimiter=delimiter)
        (cell,) = [row["text"] for row in table if row["criterion"] == "headline"]
        assert cell == (f"'{text}" if text[0] in "=+-@" else text)
    printed = forms.drawn(answer, "text", 10_000, False)
    assert " ".join(text.split()) in " ".join(printed.split())
    for form, width in (("text", 20), ("markdown", 80), ("html", 80)):
        assert forms.drawn(answer, form, width, False).replace("\n", "").isprintable()
    return ""


TEXTS = (
    st.text(st.characters(categories=["L", "N", "P", "S", "Zs"]), min_size=1)
    .map(str.strip)
    .filter(lambda text: text and document.is_plain(text))
)
FIGURES = st.decimals(1, 100, places=2, allow_nan=False, allow_infinity=False)


@CALMLY
@given(text=TEXTS, figure=FIGURES, places=st.integers(0, 2))
def test_texts_and_figures_are_unaltered_in_every_form(
    text: str, figure: Decimal, places: int, folder: Path
) -> None:
    assert refused(text, folder, f"{figure:.{places}f}") == ""
