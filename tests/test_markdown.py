"""Invented answers as markdown."""

import re

from invented_command import answered, column

from yotcli.answer import Cell, Remark, Table
from yotcli.forms import drawn


def test_no_markup_comes_from_a_value() -> None:
    evil = r"\ ` * _ < > | [ ] # ~ $ &"
    cell = Cell(evil, notes=(evil,))
    table = Table([column(evil, cell)], evil, lead=[evil], remarks=[Remark(evil)])

    page = drawn(answered(table, notes=[Remark(evil)]), "markdown", 80, False)

    assert page.count(re.sub(r"([^ ])", r"\\\1", evil)) == 7
