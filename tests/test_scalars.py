"""What the content of a field may mean, and what is said of it otherwise."""

from functools import partial

import pytest
from told import Kept

from yotcli import scalars
from yotcli.document import Content, FieldError

READERS: dict[str, scalars.Reader[object]] = {
    "text": scalars.text,
    "label": scalars.label,
    "name": scalars.name,
    "date": scalars.date,
    "dates of a report": scalars.published,
    "period": scalars.period,
    "percentage": scalars.number(100),
    "whole number": scalars.whole,
    "web address": scalars.link,
    "true": scalars.true,
    "one of a and b": scalars.one_of(("a", "b")),
    "one of none": scalars.one_of(()),
    "list of whole numbers": scalars.list_of(scalars.whole),
    "mapping": scalars.mapping,
    "mapping of whole numbers": scalars.named(scalars.whole),
}
LONG = {
    "label": {"100 letters": "x" * 100, "101 letters": "x" * 101},
    "percentage": {"5000 figures": "9" * 5000},
}


def meaning(read: scalars.Reader[object], content: Content) -> str:
    """What a content means, with all its digits, or every fault of it."""
    try:
        return repr(read(content))
    except FieldError as error:
        faults = [": ".join((*fault.names, fault.says)) for fault in error.faults]
        return f"refused: {' / '.join(faults)}"


@pytest.mark.parametrize("kind", READERS)
def test_a_content_is_read_or_refused(kind: str, each_kept: Kept) -> None:
    read = partial(meaning, READERS[kind])

    long = LONG.get(kind, {}).items()
    each_kept(read, *(f"{name}: {read(content)}" for name, content in long))
