"""Where ratings of two scales of one family meet, each says of which scale it is."""

import re
from collections.abc import Iterator
from itertools import pairwise

from yotcli import commands
from yotcli.answer import Answer, Cell, Table
from yotcli.model import Framework
from yotcli.records import Records, shipped

RECORDS = Records([shipped()])
OF = {each.id: each.framework for each in RECORDS.inspections()}
FRAMEWORKS = {each.id: each for each in RECORDS.frameworks()}
TWO_SCALES = {
    each.family
    for each in FRAMEWORKS.values()
    for other in FRAMEWORKS.values()
    if each.family == other.family and each.scale != other.scale
}
IDS = [id for id, framework in OF.items() if framework.family in TWO_SCALES]
AREAS = list(dict.fromkeys(RECORDS.find(id).area for id in IDS))
CRITERIA = {id for id in IDS for id in OF[id].criteria}


def asked() -> Iterator[Answer]:
    """Every question in whose tables two scales may meet."""
    yield commands.compare(RECORDS, IDS)
    yield commands.compare(RECORDS, AREAS, only_changes=True)
    yield commands.diff(RECORDS)
    for sort in ("name", "rating", "rate"):
        yield commands.list_(RECORDS, sort=sort)
        yield commands.list_(RECORDS, AREAS, sort=sort)
    for family in TWO_SCALES:
        yield commands.list_(RECORDS, framework=family)
    for criterion in CRITERIA:
        yield commands.list_(RECORDS, criterion=criterion)
        if all(criterion in OF[id].criteria for id in IDS):
            yield commands.spread(RECORDS, criterion=criterion, of=None)
    for area in AREAS:
        yield commands.show(RECORDS, [area], every=True)
    for before, after in pairwise(IDS):
        yield commands.diff(RECORDS, [before, after])


def rated(answer: Answer, table: Table, start: int) -> Iterator[tuple[Cell, Framework]]:
    """The cells of a table with the framework that each is of, where that is known."""
    for place, row in enumerate(table.rows, start):
        for column, cell in zip(table.columns, row, strict=True):
            side = f"{column.heading}_framework"
            id = OF.get(column.heading) or OF.get(str(row[0]))
            if id is None and side in answer.rows:
                id = FRAMEWORKS[str(answer.rows[side][place])]
            if id is not None and any(
                re.search(rf"\b{word}\b", str(cell)) for word in id.scale
            ):
                yield cell, id


def test_a_rating_is_never_beside_one_of_another_scale_unmarked() -> None:
    for answer in asked():
        start = 0
        for table in answer.tables:
            unmarked: dict[str, set[tuple[str, ...]]] = {}
            for cell, framework in rated(answer, table, start):
                is_noted = any(framework.name in note for note in cell.notes)
                if not is_noted and not re.search(r"\(\d\)", str(cell)):
                    unmarked.setdefault(framework.family, set()).add(framework.scale)
            headings = [column.heading for column in table.columns]
            assert "framework" in headings or all(
                len(scales) == 1 for scales in unmarked.values()
            ), (answer.title(), table.title)
            start += len(table.rows) * ("before" in headings)
