"""Markdown as it reaches Word: through pandoc, with tables and notes whole."""

import shutil
import subprocess
from pathlib import Path

import pytest
from invented_command import MOONS, answered, column, compared

from yotcli.answer import Answer, Cell, Citation, Remark, Table
from yotcli.forms import drawn

pytestmark = [
    pytest.mark.heavy,
    pytest.mark.skipif(shutil.which("pandoc") is None, reason="needs pandoc"),
]
READERS = pytest.mark.parametrize("reader", ["markdown", "gfm"])
EVIL = [
    'x {onclick="alert(1)"}',
    "`raw`{=html} <script>alert(1)</script> <b>b</b> &amp; &lt;",
    "*a* **b** _c_ ~~d~~ ~e~ ^f^ $g$ \\alpha $$h$$ --- ... it's 'q'",
    "![i](j) [k](javascript:l){.m} [n][o] [^1] [@p] @q <r@s.org> [[t]]",
    *("# u {#v}", "- w", "2016. x", "(a) y", "+ z", ": 1", "% 2", "> 3", "| 4 | 5 |"),
    *("---", "::: 6", ":smile: a|b", "```7```", "#. 8", "(@) 9", "[x] 10"),
]


def in_word(answer: Answer, folder: Path, reader: str) -> str:
    """The words of a docx that pandoc makes of an answer's markdown."""
    page, paper = folder / "paper.md", folder / "paper.docx"
    page.write_text(drawn(answer, "markdown", 80, False), "utf-8")
    subprocess.run(["pandoc", "-f", reader, page, "-o", paper], check=True)
    back = ["pandoc", paper, "-t", "plain", "--columns", "10000"]
    return subprocess.run(back, check=True, capture_output=True, text=True).stdout


@pytest.mark.parametrize("answer", [MOONS, compared(2)], ids=["moons", "two"])
@READERS
def test_every_cell_and_note_reaches_word(
    answer: Answer, tmp_path: Path, reader: str
) -> None:
    paper = in_word(answer, tmp_path, reader)

    said = [answer.title(), *answer.notes, *answer.codes().values(), *answer.age()]
    for table in answer.tables:
        said += [*table.lead, *table.remarks, *table.cells()]
        if table.rows:
            said += [column.name() for column in table.columns]
    said += answer.footnotes()
    assert not [words for words in map(str, said) if words not in paper]
    assert "[^1]" not in paper
    assert "bright[2][3]" in paper or answer != MOONS


@READERS
def test_the_text_of_a_record_is_read_as_it_stands(tmp_path: Path, reader: str) -> None:
    cells = [Cell(evil, notes=(evil,)) for evil in EVIL]
    source = Citation(None, None, "A. B", "press", None, "javascript:x", None)
    answer = answered(
        Table([column("", *cells), column("x {.y}", *EVIL)], EVIL[0], lead=EVIL),
        Table([column("", 1)], EVIL[4], remarks=[Remark(evil) for evil in EVIL]),
        title=lambda: EVIL[3],
        sources=[source, *(source._replace(title=evil) for evil in EVIL[:-1])],
        notes=[Remark(evil) for evil in EVIL],
    )

    paper = in_word(answer, tmp_path, reader)

    expected = dict.fromkeys(EVIL, 7) | {EVIL[0]: 8, EVIL[3]: 8, EVIL[4]: 8}
    expected["---"] = paper.count("---")
    found = {evil: paper.count(evil) for evil in EVIL}
    assert found == expected | {"[x] 10": 6}
