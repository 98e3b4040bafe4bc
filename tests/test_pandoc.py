"""Markdown as it reaches Word: through pandoc, with tables and notes whole."""

import shutil
import subprocess
from pathlib import Path

import pytest

from yotcli import cli, comparisons, records, tables
from yotcli.records import Records
from yotcli.tables import Answer, drawn

pytestmark = [
    pytest.mark.heavy,
    pytest.mark.skipif(shutil.which("pandoc") is None, reason="needs pandoc"),
]


def in_word(answer: Answer, folder: Path, reader: str) -> str:
    """The words of a docx that pandoc makes of an answer's markdown."""
    page, paper = folder / "paper.md", folder / "paper.docx"
    page.write_text(tables.markdown(answer), "utf-8")
    subprocess.run(["pandoc", "-f", reader, page, "-o", paper], check=True)
    back = ["pandoc", paper, "-t", "plain", "--columns", "10000"]
    return subprocess.run(back, check=True, capture_output=True, text=True).stdout


@pytest.fixture
def answer() -> Answer:
    shelf = Records([records.shipped()])
    named = [cli.held(shelf, shelf.find(name)) for name in ("powys", "portsmouth")]
    return comparisons.compare(named, 0, None)


@pytest.mark.parametrize("reader", ["markdown", "gfm"])
def test_every_cell_and_note_reaches_word(
    answer: Answer, tmp_path: Path, reader: str
) -> None:
    paper = in_word(answer, tmp_path, reader)

    for table in answer.tables:
        for heading in table.columns:
            assert heading in paper
        for row in table.rows:
            for cell in row or ():
                assert drawn(cell) in paper
        for line in (*table.lead, *table.remarks):
            assert line in paper
    for note in answer.footnotes():
        assert note in paper
    for meaning in answer.codes().values():
        assert meaning in paper


def test_notes_are_footnotes_of_the_paper(answer: Answer, tmp_path: Path) -> None:
    paper = in_word(answer, tmp_path, "markdown")

    assert "[^1]" not in paper
    assert "45.1[2]" in paper
