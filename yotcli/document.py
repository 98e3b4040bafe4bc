"""A YAML file as plain dicts, lists and texts, and the place of each in the file.

A file is read from libyaml's stream of events, because `yaml.load` guesses types, lets
a repeated key win and can be made to crash or to run for minutes. Every scalar stays
text until the field that wants it says what it is.
"""

import os
import re
import stat
from collections.abc import Iterable, Iterator
from typing import NamedTuple, NoReturn

import yaml
from yaml import MappingEndEvent, MappingStartEvent, ScalarEvent, SequenceEndEvent

from yotcli.model import YotError, escaped

LARGEST = 1024 * 1024  # bytes
DEEPEST = 16
MOST = 20_000  # values

# Pure Python where libyaml is missing: slower, with the same verdicts.
LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)

AROUND = (yaml.StreamStartEvent, yaml.DocumentStartEvent, yaml.DocumentEndEvent)
PLAIN = bytes(range(32, 127)) + b"\n"  # all that most files hold
NOTHING = frozenset(("", "~", "null", "Null", "NULL"))
# Python calls these printable, but they are invisible.
INVISIBLE = (
    "[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u3164\ufe00-\ufe0f\uffa0"
    "\U000e0100-\U000e01ef]"
)
DRAFT = "# draft:"
NO_MAPPING = "is not a mapping; write fields as 'name: value' below it"

NAMES: dict[str, str] = {}  # of fields that were checked, each kept once for all files

Content = str | list["Content"] | dict[str, "Content"]
Names = tuple[str, ...]  # of fields, and places in lists, that lead to a value
Place = tuple[int, int]  # line and column, which count from 1
Node = ScalarEvent | yaml.CollectionStartEvent  # or an alias, which has an anchor


class RecordError(YotError):
    """The faults of one file, a line for each; the first is the message."""

    def __init__(self, *lines: str):
        super().__init__(lines[0])
        self.lines = lines


class Fault(NamedTuple):
    """What is wrong with a field and, after a semicolon, what to write."""

    names: Names
    says: str
    of_name: bool = False  # the field's name is wrong, not its value
    lines: tuple[str, ...] = ()  # the faults of another file, if they are there


class FieldError(Exception):
    """Faults of a value and of values within it, with names that lead to them."""

    def __init__(self, *faults: Fault):
        self.faults = faults

    def below(self, name: str) -> list[Fault]:
        """The same faults, within a field of this name."""
        return [fault._replace(names=(name, *fault.names)) for fault in self.faults]


def refuse(says: str) -> NoReturn:
    raise FieldError(Fault((), says))


def is_plain(text: str) -> bool:
    return text.isprintable() and (text.isascii() or not re.search(INVISIBLE, text))


def quoted(text: str) -> str:
    """Faulty text for a message, shortened if it is long."""
    return repr(text if len(text) <= 60 else text[:60] + "...")


def read(path: str) -> dict[str, Content]:
    """The fields of a file; raises RecordError if it is not valid YAML."""
    return parse(decoded(content(path), path), path)


def misread(path: str, faults: Iterable[Fault]) -> RecordError:
    """The error for faults of fields; the file is read again to find their places."""
    text = decoded(content(path), path)
    parse(text, path)  # the file may have changed since
    noted = {(names, of_name): place for names, of_name, place in places(text)}
    found: list[tuple[Place, tuple[str, ...]]] = []
    for names, says, of_name, lines in faults:
        while (names, of_name) not in noted:
            names = names[:-1]  # a single value in place of a list of one
        place = noted[names, of_name]
        found.append((place, lines or (line(path, place, names, says),)))
    found.sort(key=lambda fault: fault[0])
    return RecordError(*[text for _, lines in found for text in lines])


def line(path: str, place: Place, names: Names, says: str) -> str:
    """A fault after its place."""
    field = escaped(".".join(name for name in names if name))
    return f"{escaped(path)}:{place[0]}:{place[1]}: {field and field + ': '}{says}"


def places(text: str) -> Iterator[tuple[Names, bool, Place]]:
    """The place of each field's name (true) and of its value (false)."""
    next_event = LOADER(text).get_event

    def below(event: yaml.Event, names: Names) -> Iterator[tuple[Names, bool, Place]]:
        yield names, False, place_of(event.start_mark)
        if isinstance(event, MappingStartEvent):
            while isinstance(name := next_event(), ScalarEvent):
                yield (*names, name.value), True, place_of(name.start_mark)
                yield from below(next_event(), (*names, name.value))
        elif isinstance(event, yaml.SequenceStartEvent):
            count = 0
            while not isinstance(event := next_event(), SequenceEndEvent):
                count += 1
                yield from below(event, (*names, str(count)))

    while isinstance(event := next_event(), AROUND):
        pass
    return below(event, ())


def place_of(mark: "yaml.Mark | yaml._yaml.Mark | None") -> Place:
    return (mark.line + 1, mark.column + 1) if mark else (1, 1)


def content(path: str) -> bytes:
    """The bytes of a regular file; pipes and devices are refused, not waited for."""
    descriptor = None
    try:
        descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0))
        status = os.fstat(descriptor)
        if not stat.S_ISREG(status.st_mode):
            raise misplaced(path, "", "is not a regular file; write one")
        content = b""
        while len(content) <= LARGEST and (part := os.read(descriptor, LARGEST)):
            content += part
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        says = f"cannot be read: {reason}; make it a readable file"
        raise misplaced(path, "", says) from None
    finally:
        if descriptor is not None:
            os.close(descriptor)
    if len(content) > LARGEST:
        raise misplaced(path, "", "is larger than 1 MiB; write smaller files")
    return content


def decoded(content: bytes, path: str) -> str:
    """Text of printable characters and line ends only."""
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        before = content[: error.start].decode("utf-8")
        says = f"byte 0x{content[error.start]:02x} is not UTF-8; save the file as UTF-8"
        raise misplaced(path, before, says) from None
    if content.translate(None, PLAIN):
        text = text.removeprefix("\ufeff").replace("\r\n", "\n")
        if not is_plain(text.replace("\n", "")):
            odd = next(c for c in text if c != "\n" and not is_plain(c))
            says = (
                f"character U+{ord(odd):04X} is not printable;"
                " use spaces for tabs and leave control and invisible characters out"
            )
            raise misplaced(path, text[: text.index(odd)], says)
    directive = f"\n{text}".find("\n%")  # pure Python yaml passes over some
    if directive >= 0:
        says = "has a directive; leave lines that open with % out"
        raise misplaced(path, text[:directive], says)
    if DRAFT in text:
        refuse_draft(text, path)
    return text


def refuse_draft(text: str, path: str) -> None:
    """Refuse the comments of a draft, each with its line."""
    says = "is a comment of a draft; complete the field, then delete it"
    found = [
        line(path, (row, words.index("#") + 1), (), says)
        for row, words in enumerate(text.split("\n"), 1)
        if words.lstrip().startswith(DRAFT)
    ]
    if found:
        raise RecordError(*found)


def misplaced(path: str, before: str, says: str) -> RecordError:
    """The error for what follows some text of a file."""
    place = before.count("\n") + 1, len(before) - before.rfind("\n")
    return RecordError(line(path, place, (), says))


def parse(text: str, path: str) -> dict[str, Content]:
    """The fields of a text that is one mapping."""
    try:
        return Parser(text, path).document()
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        if mark and "nesting" in (error.problem or ""):
            # libyaml looks ahead and meets its limit first: read up to there for ours.
            return parse(text[: mark.index], path)
        says = "is not YAML; check the indentation, colons and quotes around here"
        raise RecordError(line(path, place_of(mark), (), says)) from None
    # Pure Python yaml asks chr() for whatever number an escape names.
    except (yaml.YAMLError, ValueError, OverflowError):
        says = "is not YAML; check what characters it holds"
        raise misplaced(path, "", says) from None


class Parser:
    """Turns events into contents, and refuses what no record may have."""

    def __init__(self, text: str, path: str):
        self.text = text
        self.path = path
        self.next_event = LOADER(text).get_event
        self.count = 0

    def document(self) -> dict[str, Content]:
        top: Node | None = None
        content: Content = {}
        while not isinstance(event := self.next_event(), yaml.StreamEndEvent):
            if isinstance(event, yaml.DocumentStartEvent) and top:
                says = "a second document opens here; write one document a file"
                self.refuse(event, (), says)
            if not isinstance(event, AROUND):
                top, content = event, self.content(event, (), "")
        if not top:
            raise misplaced(self.path, "", "is empty; write 'field: value' lines")
        if not isinstance(content, dict):
            self.refuse(top, (), NO_MAPPING)
        return content

    def content(self, event: Node, above: Names, name: str) -> Content:
        """The content that starts with an event, read to its end."""
        self.count += 1
        if self.count > MOST:
            says = f"is one value too many; write at most {MOST} values a file"
            self.refuse(event, (*above, name), says)
        if type(event) is ScalarEvent:
            text: str = event.value
            if event.style or text in NOTHING or "\n" in text:
                self.check_text(event, (*above, name))
            if event.anchor or event.tag:
                self.refuse_extra(event, (*above, name))
            return text
        names = (*above, name) if name else above
        if event.anchor or event.tag:
            self.refuse_extra(event, names)
        if len(names) >= DEEPEST:
            says = f"is nested over {DEEPEST} deep; write it flat"
            self.refuse(event, names, says)
        if type(event) is MappingStartEvent:
            return self.mapping(names)
        return self.sequence(names)

    def mapping(self, names: Names) -> dict[str, Content]:
        next_event = self.next_event
        fields: dict[str, Content] = {}
        while type(event := next_event()) is not MappingEndEvent:
            if type(event) is not ScalarEvent or event.anchor or event.tag:
                self.refuse_name(event, names)
            name = NAMES.get(event.value) or self.new_name(event, names)
            if name in fields:
                self.refuse_repeated(event, names)
            value = next_event()
            if (
                # Most values are plain texts, and a call for each would take longer.
                type(value) is ScalarEvent
                and not (value.style or value.anchor or value.tag)
                and (text := value.value) not in NOTHING
                and "\n" not in text
                and self.count < MOST
            ):
                self.count += 1
                fields[name] = text
            else:
                fields[name] = self.content(value, names, name)
        return fields

    def sequence(self, names: Names) -> list[Content]:
        contents: list[Content] = []
        while type(event := self.next_event()) is not SequenceEndEvent:
            contents.append(self.content(event, names, str(len(contents) + 1)))
        return contents

    def refuse(self, event: yaml.Event, names: Names, says: str) -> NoReturn:
        raise RecordError(line(self.path, place_of(event.start_mark), names, says))

    def refuse_extra(self, event: Node, names: Names) -> NoReturn:
        if isinstance(event, yaml.AliasEvent):
            self.refuse(event, names, "is an alias; write the value itself")
        says = "has an anchor or a tag; leave words after & and ! out"
        self.refuse(event, names, says)

    def refuse_name(self, event: Node, names: Names) -> NoReturn:
        if isinstance(event, ScalarEvent):
            names = (*names, quoted(event.value)[1:-1])
        if event.anchor or event.tag:
            self.refuse_extra(event, names)
        says = "is a list or a mapping as a name; write a plain name"
        self.refuse(event, names, says)

    def new_name(self, event: ScalarEvent, names: Names) -> str:
        """A name that no file had before, checked."""
        name: str = event.value
        if not 0 < len(name) <= 100 or not is_plain(name):
            says = "is not the name of a field; write a short plain name"
            self.refuse(event, (*names, quoted(name)[1:-1]), says)
        return NAMES.setdefault(name, name)

    def refuse_repeated(self, event: ScalarEvent, names: Names) -> NoReturn:
        here = (*names, event.value)
        row, _ = next(place for at, _, place in places(self.text) if at == here)
        self.refuse(event, here, f"repeats line {row}; remove one of them")

    def check_text(self, event: ScalarEvent, names: Names) -> None:
        """Refuse text that is empty, padded, or has hidden characters in quotes."""
        text = event.value
        if not is_plain(text):
            says = "holds a line end or a character that is not printable"
            self.refuse(event, names, f"{says}; write plain text on one line")
        if text in NOTHING and not (event.style and text):
            self.refuse(event, names, "has no value; write one or leave the field out")
        if text.strip() != text:
            says = "opens or ends with a blank; write the text without it"
            self.refuse(event, names, says)
