"""YAML whose values know the line and column they stand at.

A file is read as libyaml's stream of events into a small tree of our own, because
`yaml.load` guesses types, lets a repeated key win and can be made to crash or to run
for minutes. Every scalar stays text until the field that wants it says what it is.
"""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from decimal import Decimal
from typing import NoReturn, Protocol

from yotcli.model import Date, Period, YotError, escaped


class Late:
    """A pattern that is compiled when it is first searched for."""

    def __init__(self, pattern: str):
        self.pattern = pattern

    def search(self, text: str) -> re.Match[str] | None:
        return re.search(self.pattern, text)


@contextmanager
def reader_compiled_late() -> Iterator[None]:
    """Spare an import of yaml the one pattern that only its pure Python reader uses.

    Compiling that takes a twentieth of every run of yot, which reads with libyaml.
    """
    at_once = re.compile

    def compiled(pattern: str, flags: int = 0) -> re.Pattern[str] | Late:
        is_of_reader = pattern.startswith("[^\t\n\r") and not flags
        return Late(pattern) if is_of_reader else at_once(pattern, flags)

    vars(re)["compile"] = compiled
    try:
        yield
    finally:
        vars(re)["compile"] = at_once


with reader_compiled_late():
    import yaml

LARGEST = 1024 * 1024  # bytes
DEEPEST = 16
MOST = 20_000  # values
LONGEST = 200  # characters of a label, which tables try in many widths


class Mark(Protocol):
    """A place in a text, in lines and columns that count from 0."""

    line: int
    column: int


class Event(Protocol):
    """What a parser met; which of these it has depends on its class."""

    start_mark: Mark
    value: str
    style: str | None
    anchor: str | None
    tag: str | None


class Events(Protocol):
    """A parser that gives one event after another."""

    def get_event(self) -> Event: ...


# Pure Python where libyaml is missing: slower, with the same verdicts.
LOADER: Callable[[str], Events] = getattr(yaml, "CBaseLoader", yaml.BaseLoader)

DATE = re.compile(r"(?:19[89]|20[0-4])[0-9](?:-(?:0[1-9]|1[0-2])(?:-[0-3][0-9])?)?")
NUMBER = re.compile(r"(?:0|[1-9][0-9]{0,5})(?:\.[0-9]{1,4})?")
NOTHING = ("", "~", "null", "Null", "NULL")
WHOLE = re.compile(r"0|[1-9][0-9]{0,8}")
LINK = re.compile(r"https?://[A-Za-z0-9.-]+(?::[0-9]+)?(?:[/?#][^\s<>\"'`\\{}|^]*)?")
NAME = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
# Python calls these printable though nothing is seen of them.
INVISIBLE = (
    "[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u3164\ufe00-\ufe0f\uffa0"
    "\U000e0100-\U000e01ef]"
)


class RecordError(YotError):
    """What is wrong at one place of a record, and what to write instead."""


def is_plain(text: str) -> bool:
    return text.isprintable() and (text.isascii() or not re.search(INVISIBLE, text))


def quoted(text: str) -> str:
    """Offending text for a message, shortened where it is long."""
    return repr(text if len(text) <= 60 else text[:60] + "...")


# The names that lead to a node, the last one first; that of the top node is the path of
# its file. Nodes do not know each other's parents, so a read file is freed at once.
Trail = tuple["Trail | None", str]


class Node:
    """A place in a file."""

    __slots__ = ("mark", "trail")

    def __init__(self, trail: Trail, mark: Mark):
        self.trail = trail
        self.mark = mark

    @property
    def names(self) -> list[str]:
        """The path of the file and the names of the fields that lead here."""
        names = []
        trail: Trail | None = self.trail
        while trail is not None:
            trail, name = trail
            names.append(name)
        return names[::-1]

    @property
    def path(self) -> str:
        return self.names[0]

    @property
    def field(self) -> str:
        return ".".join(name for name in self.names[1:] if name)

    def refuse(self, wrong: str, right: str) -> NoReturn:
        place = f"{escaped(self.path)}:{self.mark.line + 1}:{self.mark.column + 1}"
        field = f"{escaped(self.field)}: " if self.field else ""
        raise RecordError(f"{place}: {field}{wrong}; {right}")

    def mapping(self) -> Mapping:
        self.refuse("is not a mapping", "write fields as 'name: value' below it")

    def sequence(self) -> list[Node]:
        self.refuse("is not a list", "write a list, each line opening with '- '")

    def scalar(self) -> Scalar:
        self.refuse("is a mapping or a list", "write a single value")


class Mapping(Node):
    """Fields by name, in the order of the file."""

    __slots__ = ("fields", "marks")

    def __init__(self, trail: Trail, mark: Mark):
        self.trail = trail
        self.mark = mark
        self.fields: dict[str, Node] = {}
        self.marks: dict[str, Mark] = {}  # where the name of a field stands

    def mapping(self) -> Mapping:
        return self

    def only(self, allowed: Collection[str], required: Collection[str] = ()) -> Mapping:
        for name in self.fields:
            if name not in allowed:
                from difflib import get_close_matches

                close = get_close_matches(name, allowed, 1)
                right = f"did you mean {close[0]!r}?" if close else "leave it out"
                self.name(name).refuse("is not a field of this record", right)
        for name in required:
            if name not in self.fields:
                self.refuse(f"has no field {name!r}", f"write '{name}: ...'")
        return self

    def name(self, name: str) -> Node:
        """The place of a field's name, where its value is not what is wrong."""
        return Node((self.trail, name), self.marks[name])

    def value(self, name: str) -> Scalar:
        """The single value of a field that `only` has required."""
        return self.fields[name].scalar()

    def get(self, name: str) -> Node | None:
        return self.fields.get(name)

    def text(self, name: str) -> str | None:
        node = self.fields.get(name)
        return None if node is None else node.scalar().text

    def date(self, name: str) -> Date | None:
        node = self.fields.get(name)
        return None if node is None else node.scalar().date()

    def period(self, name: str) -> Period | None:
        node = self.fields.get(name)
        return None if node is None else node.scalar().period()

    def number(self, name: str, most: int) -> Decimal | None:
        node = self.fields.get(name)
        return None if node is None else node.scalar().number(most)

    def whole(self, name: str) -> int | None:
        node = self.fields.get(name)
        return None if node is None else node.scalar().whole()

    def true(self, name: str) -> bool:
        """A field that is either `true` or left out."""
        node = self.fields.get(name)
        return node is not None and node.scalar().one_of(("true",)) == "true"

    def one_of(self, name: str, words: Collection[str]) -> str | None:
        node = self.fields.get(name)
        return None if node is None else node.scalar().one_of(words)

    def texts(self, name: str) -> tuple[str, ...]:
        node = self.fields.get(name)
        if node is None:
            return ()
        return tuple([part.scalar().text for part in node.sequence()])

    def fields_of(self, name: str) -> dict[str, Node]:
        """The fields of a mapping further down; none where it is left out."""
        node = self.fields.get(name)
        return {} if node is None else node.mapping().fields


class Sequence(Node):
    """Nodes in the order of the file."""

    __slots__ = ("nodes",)

    def __init__(self, trail: Trail, mark: Mark):
        self.trail = trail
        self.mark = mark
        self.nodes: list[Node] = []

    def sequence(self) -> list[Node]:
        return self.nodes


class Scalar(Node):
    """A single value, still the text of the file."""

    __slots__ = ("text",)

    def __init__(self, trail: Trail, mark: Mark, text: str):
        self.trail = trail
        self.mark = mark
        self.text = text

    def scalar(self) -> Scalar:
        return self

    def date(self) -> Date:
        return self.dated(self.text)

    def dated(self, text: str) -> Date:
        if not DATE.fullmatch(text):
            self.refuse(
                f"{quoted(text)} is not a date from 1980 to 2049",
                "write 2014, 2014-02 or 2014-02-26",
            )
        if not is_date(text):
            self.refuse(f"there is no {text}", "write a day of that month")
        return Date(text)

    def period(self) -> Period:
        start, to, end = self.text.partition(" to ")
        period = Period(self.dated(start), self.dated(end if to else start))
        if period.end < period.start:
            self.refuse("ends before it starts", "write the earlier date first")
        return period

    def number(self, most: int) -> Decimal:
        if not NUMBER.fullmatch(self.text):
            self.refuse(
                f"{quoted(self.text)} is not a plain number",
                "write digits and at most one point, such as 33.8",
            )
        number = Decimal(self.text)
        if number > most:
            self.refuse(f"{self.text} is over {most}", f"write 0 to {most}")
        return number

    def whole(self) -> int:
        if not WHOLE.fullmatch(self.text):
            self.refuse(
                f"{quoted(self.text)} is not a whole number",
                "write digits only, such as 206",
            )
        return int(self.text)

    def link(self) -> str:
        if not LINK.fullmatch(self.text):
            self.refuse(
                f"{quoted(self.text)} is not a web address",
                "write one that opens with https:// or http://",
            )
        return self.text

    def name(self) -> str:
        if not NAME.fullmatch(self.text):
            self.refuse(
                f"{quoted(self.text)} is not a name",
                "write lower-case letters, digits and hyphens",
            )
        return self.text

    def label(self) -> str:
        """Text that heads a table, a row or a column."""
        if len(self.text) > LONGEST:
            self.refuse(f"is over {LONGEST} characters long", "write it shorter")
        return self.text

    def one_of(self, words: Collection[str]) -> str:
        if self.text not in words:
            self.refuse(
                f"{quoted(self.text)} is not one of {', '.join(words) or 'none'}",
                "write one" if words else "leave it out",
            )
        return self.text


def is_date(text: str) -> bool:
    if not DATE.fullmatch(text):
        return False
    return len(text) < 10 or 1 <= int(text[8:]) <= days_in(
        int(text[:4]), int(text[5:7])
    )


def days_in(year: int, month: int) -> int:
    if month == 2:
        return 29 if year % 4 == 0 and (year % 100 != 0 or year % 400 == 0) else 28
    return 30 if month in (4, 6, 9, 11) else 31


def read(path: str | os.PathLike[str]) -> Mapping:
    """The mapping that a file holds; raises RecordError at the first thing wrong."""
    name = os.fspath(path)
    return parse(decoded(content(name), name), name)


def content(path: str) -> bytes:
    """The bytes of a regular file; a pipe or a device is never waited for."""
    try:
        descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0))
    except (OSError, ValueError) as error:
        raise unreadable(path, error) from None
    try:
        status = os.fstat(descriptor)
        if not stat.S_ISREG(status.st_mode):
            raise RecordError(f"{escaped(path)}:1:1: is not a regular file; write one")
        if status.st_size > LARGEST:
            raise RecordError(
                f"{escaped(path)}:1:1: is larger than 1 MiB; write smaller files"
            )
        content = b""
        while len(content) <= LARGEST and (part := os.read(descriptor, LARGEST)):
            content += part
        return content
    except OSError as error:
        raise unreadable(path, error) from None
    finally:
        os.close(descriptor)


def unreadable(path: str, error: OSError | ValueError) -> RecordError:
    reason = getattr(error, "strerror", None) or str(error)
    return RecordError(
        f"{escaped(path)}:1:1: cannot be read: {reason}; make it a readable file"
    )


def decoded(content: bytes, path: str) -> str:
    """Text of printable characters and line ends only."""
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        before = content[: error.start].decode("utf-8")
        raise misplaced(
            path,
            before,
            f"byte 0x{content[error.start]:02x} is not UTF-8",
            "save the file as UTF-8",
        ) from None
    text = text.replace("\r\n", "\n")
    if not is_plain(text.replace("\n", "")):
        place = next(
            place
            for place, character in enumerate(text)
            if character != "\n" and not is_plain(character)
        )
        raise misplaced(
            path,
            text[:place],
            f"character U+{ord(text[place]):04X} is not printable",
            "use spaces for tabs and leave control and invisible characters out",
        )
    # Pure Python yaml passes over directives that libyaml refuses.
    if text.startswith("%") or "\n%" in text:
        raise misplaced(
            path,
            text[: f"\n{text}".index("\n%")],
            "has a directive",
            "leave lines that open with % out",
        )
    return text


def misplaced(path: str, before: str, wrong: str, right: str) -> RecordError:
    line = before.count("\n") + 1
    column = len(before) - before.rfind("\n")
    return RecordError(f"{escaped(path)}:{line}:{column}: {wrong}; {right}")


def parse(text: str, path: str) -> Mapping:
    """The tree of a text, whose top is a mapping."""
    try:
        root = tree(LOADER(text), path)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
        problem = escaped(error.problem or "is not YAML")
        raise RecordError(
            f"{escaped(path)}:{line}:{column}: is not YAML: {problem};"
            " check the indentation, colons and quotes around here"
        ) from None
    # Pure Python yaml asks chr() for whatever number an escape names.
    except (yaml.YAMLError, ValueError, OverflowError):
        raise RecordError(
            f"{escaped(path)}:1:1: is not YAML; check what characters it holds"
        ) from None
    if root is None:
        raise RecordError(f"{escaped(path)}:1:1: is empty; write 'field: value' lines")
    return root.mapping()


def tree(loader: Events, path: str) -> Node | None:
    """Build nodes from events; what a record must not hold is refused on the way."""
    next_event = loader.get_event
    root: Node | None = None
    parent: Mapping | Sequence | None = None
    above: list[Mapping | Sequence | None] = []
    name: str | None = None  # of the field whose value comes next
    count = 0
    while True:
        event = next_event()
        kind: type[object] = type(event)
        if kind is yaml.MappingEndEvent or kind is yaml.SequenceEndEvent:
            parent = above.pop()
            continue
        if kind is yaml.ScalarEvent and name is None and type(parent) is Mapping:
            name = event.value
            if name in parent.fields or event.anchor or event.tag:
                refuse_name(parent, event)
            # Only in quotes is there what the check of the whole file cannot see.
            if event.style or not 0 < len(name) <= 100:
                refuse_odd_name(parent, event)
            parent.marks[name] = event.start_mark
            continue
        if kind is yaml.StreamEndEvent:
            return root
        if kind is yaml.DocumentStartEvent and root is not None:
            Node((None, path), event.start_mark).refuse(
                "a second document opens here", "write one document a file"
            )

        if type(parent) is Sequence:
            trail: Trail = (parent.trail, str(len(parent.nodes) + 1))
        else:
            trail = (parent.trail, name or "") if parent else (None, path)
        opened: Mapping | Sequence | None = None
        if kind is yaml.ScalarEvent:
            node: Node = Scalar(trail, event.start_mark, event.value)
            if event.style or event.value in NOTHING or "\n" in event.value:
                refuse_odd_text(node.scalar(), event)
        elif kind is yaml.MappingStartEvent:
            node = opened = Mapping(trail, event.start_mark)
        elif kind is yaml.SequenceStartEvent:
            node = opened = Sequence(trail, event.start_mark)
        elif kind is yaml.AliasEvent:
            node = Node(trail, event.start_mark)
            node.refuse("is an alias", "write the value itself")
        else:
            continue

        if event.anchor or event.tag:
            node.refuse("has an anchor or a tag", "leave words after & and ! out")
        count += 1
        if count > MOST:
            node.refuse("is one value too many", f"write at most {MOST} values a file")
        if type(parent) is Mapping:
            if name is None:
                node.refuse("is a list or a mapping as a name", "write a plain name")
            parent.fields[name] = node
            name = None
        elif type(parent) is Sequence:
            parent.nodes.append(node)
        else:
            root = node
        if opened is not None:
            above.append(parent)
            if len(above) > DEEPEST:
                node.refuse(f"is nested over {DEEPEST} deep", "write it flat")
            parent = opened


def refuse_name(parent: Mapping, event: Event) -> NoReturn:
    place = name_at(parent, event)
    if event.anchor or event.tag:
        place.refuse("has an anchor or a tag", "leave words after & and ! out")
    first = parent.marks[event.value].line + 1
    place.refuse(f"stands here again, after line {first}", "write it once")


def refuse_odd_name(parent: Mapping, event: Event) -> None:
    if not 0 < len(event.value) <= 100 or not is_plain(event.value):
        name_at(parent, event).refuse(
            "is not the name of a field", "write a short plain name"
        )


def name_at(parent: Mapping, event: Event) -> Node:
    return Node((parent.trail, quoted(event.value)[1:-1]), event.start_mark)


def refuse_odd_text(scalar: Scalar, event: Event) -> None:
    """Refuse text that says nothing, is padded, or hides something in quotes."""
    if not is_plain(scalar.text):
        scalar.refuse(
            "holds a line end or a character that is not printable",
            "write plain text on one line",
        )
    if scalar.text in NOTHING and not (event.style and scalar.text):
        scalar.refuse("has no value", "write one or leave the field out")
    if scalar.text.strip() != scalar.text:
        scalar.refuse("opens or ends with a blank", "write the text without it")
