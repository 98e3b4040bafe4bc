"""Markdown as it reaches Word: through pandoc, with tables and notes whole."""

import shutil
import subprocess
from pathlib import Path

import pytest
from invented_command import MOONS

from yotcli import commands
from yotcli.answer import Answer
from yotcli.forms import drawn
from yotcli.records import opened

pytestmark = [
    pytest.mark.heavy,
    pytest.mark.skipif(shutil.which("pandoc") is None, reason="needs pandoc"),
]
COMPARED = commands.compare(opened(), ["powys", "portsmouth"])


def in_word(answer: Answer, folder: Path, reader: str) -> str:
    """The words of a docx that pandoc makes of an answer's markdown."""
    page, paper = folder / "paper.md", folder / "paper.docx"
    page.write_text(drawn(answer, "markdown", 80, False), "utf-8")
    subprocess.run(["pandoc", "-f", reader, page, "-o", paper], check=True)
    back = ["pandoc", paper, "-t", "plain", "--columns", "10000"]
    return subprocess.run(back, check=True, capture_output=True, text=True).stdout


@pytest.mark.parametrize("answer", [COMPARED, MOONS], ids=["compared", "moons"])
@pytest.mark.parametrize("reader", ["markdown", "gfm"])
def test_every_cell_and_note_reaches_word(
    answer: Answer, tmp_path: Path, reader: str
) -> None:
    paper = in_word(answer, tmp_path, reader)

    said = [*answer.notes, *answer.codes().values()]
    for table in answer.tables:
        said += [*table.lead, *table.remarks, *table.cells()]
        if table.rows:
            said += [column.place or column.heading for column in table.columns]
    said += [note for fresh in answer.footnotes() for note in fresh]
    assert not [words for words in map(str, said) if words not in paper]


def test_notes_are_footnotes_of_the_paper(tmp_path: Path) -> None:
    paper = in_word(COMPARED, tmp_path, "markdown")

    assert "[^1]" not in paper
    assert "45.1[2]" in paper
