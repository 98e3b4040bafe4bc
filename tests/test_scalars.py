"""What the content of a field may mean, and what is said of it otherwise."""

from pathlib import Path

import pytest
from told import cases, hold, kept

from yotcli import scalars
from yotcli.document import Content, FieldError

PAGE = Path(__file__).parent / "told" / "scalars.md"
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
def test_what_a_content_means_or_why_it_means_nothing(kind: str) -> None:
    read = READERS[kind]

    contents = cases(kept(PAGE)[kind])
    said = [f"{content!r} => {meaning(read, content)}" for content in contents]
    for name, content in LONG.get(kind, {}).items():
        said.append(f"{name}: {meaning(read, content)}")
    hold(kind, PAGE, "\n".join(said))
