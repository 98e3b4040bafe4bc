"""Readers of fields: dates, numbers, lists, and mappings with known fields.

A reader takes a content and returns its value, or raises FieldError with all faults.
"""

import datetime
import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from decimal import Decimal
from functools import cache, partial
from typing import TypeVar

from yotcli.document import NO_MAPPING, Content, Fault, FieldError, quoted, refuse
from yotcli.model import YEAR, Date, Period

T = TypeVar("T")
Reader = Callable[[Content], T]
Table = Mapping[str, Reader[object]]

LONGEST = 100  # characters of a label; tables try labels in many widths
SUGGESTED = 20  # names; no more faults of a file are reported

YEARS = f"({YEAR}) to ({YEAR})"
DATE = re.compile(YEAR + "(?:-(?:0[1-9]|1[0-2])(?:-[0-3][0-9])?)?")
NUMBER = re.compile(r"(?:0|[1-9][0-9]{0,5})(?:\.[0-9]{1,4})?")
WHOLE = re.compile(r"0|[1-9][0-9]{0,8}")
HOST = r"\w(?:[\w.-]*\w)?\.?|\[[0-9a-fA-F:.]+\]"
LINK = re.compile(
    rf"[Hh][Tt][Tt][Pp][Ss]?://(?:[\w.~%!$&'()*+,;=:-]*@)?(?:{HOST})(?::[0-9]*)?"
    r"([/?#][!#-;=?-[\]_a-z~]*+[^\s<>\"`\\{}|^]*)?"  # most letters need no Unicode
)
NAME = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


def text(content: Content) -> str:
    if type(content) is not str:
        refuse("is a mapping or a list; write a single value")
    return content


def kept(read: Callable[[str], T]) -> Reader[T]:
    """A reader that works out once what a text means: most files say the same again."""
    meaning = cache(read)
    return lambda content: meaning(content if type(content) is str else text(content))


def label(content: Content) -> str:
    """Text that heads a table, a row or a column."""
    words = text(content)
    if len(words) > LONGEST:
        refuse(f"is over {LONGEST} characters long; write it shorter")
    return words


def matching(pattern: re.Pattern[str], says: str) -> Callable[[str], str]:
    def read(words: str) -> str:
        if not pattern.fullmatch(words):
            refuse(f"{quoted(words)} {says}")
        return words

    return read


NO_NAME = "is not a name; write lower-case letters, digits and hyphens"
NO_LINK = "is not a web address; write https:// or http://, then a host such as a.org"
NO_DATE = "is not a date from 1980 to 2049; write 2014, 2014-02 or 2014-02-26"
NO_DIGITS = "is not a whole number; write digits only, such as 206"
NO_FIGURE = "is not a plain number; write digits and at most one point, such as 33.8"
name = kept(matching(NAME, NO_NAME))
date_like, digits = matching(DATE, NO_DATE), matching(WHOLE, NO_DIGITS)
figure = matching(NUMBER, NO_FIGURE)


def link(content: Content) -> str:
    """A web address; its scheme in the lower case that all forms know."""
    words = text(content)
    opening = LINK.match(words)
    if not opening:
        refuse(f"{quoted(words)} {NO_LINK}")
    if odd := words[opening.end() :][:1]:
        if not opening[1]:
            refuse(f"{quoted(words)} has {odd!r} in its host or port; leave it out")
        escape = "".join(f"%{byte:02X}" for byte in odd.encode())
        refuse(f"{quoted(words)} has {odd!r} in it; write {escape} for that")
    scheme, colon, rest = words.partition(":")
    return scheme.lower() + colon + rest


@kept
def date(words: str) -> Date:
    if not is_day(date_like(words)):
        refuse(f"there is no {words}; write a day of that month")
    return Date(words)


def is_date(words: str) -> bool:
    return bool(DATE.fullmatch(words)) and is_day(words)


def is_day(words: str) -> bool:
    """Whether the month has the day of a date; true for a date without a day."""
    try:
        return len(words) < 10 or bool(datetime.date.fromisoformat(words))
    except ValueError:
        return False


def day(content: Content) -> Date:
    whole_day = date(content)
    if len(whole_day.iso) < len("2026-11-22"):
        refuse(f"{quoted(whole_day.iso)} is not a day; write one such as 2026-11-22")
    return whole_day


@kept
def published(words: str) -> Date:
    """A date, or the years between which it must lie."""
    if " to " not in words:
        return date(words)
    years = re.fullmatch(YEARS, words)
    if not years or years[1] >= years[2]:
        says = "is not two years, the earlier first; write years only: 2025 to 2026"
        refuse(f"{quoted(words)} {says}")
    return Date(words)


@kept
def period(words: str) -> Period:
    start, to, end = words.partition(" to ")
    dates = Period(date(start), date(end if to else start))
    if dates.end.is_before(dates.start):
        refuse("ends before it starts; write the earlier date first")
    return dates


@kept
def whole(words: str) -> int:
    return int(digits(words))


def number(most: int) -> Reader[Decimal]:
    def read(words: str) -> Decimal:
        value = Decimal(figure(words))
        if value > most:
            refuse(f"{value} is over {most}; write 0 to {most}")
        return value

    return kept(read)


def one_of(words: Collection[str]) -> Reader[str]:
    def read(word: str) -> str:
        if word not in words:
            known = f"{', '.join(words)}; write one" if words else "none; leave it out"
            refuse(f"{quoted(word)} is not one of {known}")
        return word

    return kept(read)


yes = one_of(("true",))


def true(content: Content) -> bool:
    """A field that is either `true` or left out."""
    return yes(content) == "true"


def mapping(content: Content) -> dict[str, Content]:
    if type(content) is not dict:
        refuse(NO_MAPPING)
    return content


def faults_of(parts: Mapping[str, Content], table: Table) -> list[Fault]:
    """The faults of all fields that a table has a reader for."""
    faults = []
    for name, part in parts.items():
        try:
            if name in table:
                table[name](part)
        except FieldError as error:
            faults += error.below(name)
    return faults


def record(table: Table, make: Callable[..., T], *required: str) -> Callable[..., T]:
    """A reader of a mapping that has the fields of a table, and no others."""
    needed = frozenset(required)

    def read(content: Content, **known: object) -> T:
        parts = mapping(content)
        try:
            values = {name: table[name](part) for name, part in parts.items()}
        except (FieldError, KeyError):
            values = {}
        if values.keys() >= needed and len(values) == len(parts):
            return make(**values, **known)
        names = misnamed(parts, table, required)
        raise FieldError(*names, *faults_of(parts, table))

    return read


def misnamed(
    parts: Mapping[str, Content], table: Table, required: Sequence[str]
) -> Iterable[Fault]:
    """Unknown names, and missing fields that no unknown name nearly spells."""
    from difflib import get_close_matches

    missing = [name for name in required if name not in parts]
    for place, name in enumerate(name for name in parts if name not in table):
        close = get_close_matches(name, table, 1) if place < SUGGESTED else []
        missing = [other for other in missing if other not in close]
        right = f"did you mean {close[0]!r}?" if close else "leave it out"
        yield Fault((name,), f"is not a field of this record; {right}", of_name=True)
    for name in missing:
        yield Fault((), f"has no field {name!r}; write '{name}: ...'")


def entries(table: Mapping[str, Reader[T]]) -> Reader[dict[str, T]]:
    """A reader of a mapping by names that must be known, such as criteria."""

    def read(content: Content) -> dict[str, T]:
        parts = mapping(content)
        try:
            return {name: table[name](part) for name, part in parts.items()}
        except (FieldError, KeyError):
            says = f"is not known here; write one of {', '.join(table)}"
            unknown = [Fault((name,), says, True) for name in parts.keys() - table]
            raise FieldError(*unknown, *faults_of(parts, table)) from None

    return read


def named(read: Reader[T]) -> Reader[dict[str, T]]:
    """A reader of a mapping by names of its own."""

    def read_named(content: Content) -> dict[str, T]:
        parts = mapping(content)
        return entries(dict.fromkeys(parts, read))(content)

    return read_named


def by_id(read: Callable[..., T]) -> Reader[dict[str, T]]:
    """A reader of a mapping from ids to what they name."""

    def read_ids(content: Content) -> dict[str, T]:
        parts = mapping(content)
        return entries({id: partial(read, id=id) for id in parts})(content)

    return read_ids


def list_of(read: Reader[T]) -> Reader[tuple[T, ...]]:
    def read_list(content: Content) -> tuple[T, ...]:
        if type(content) is not list:
            refuse("is not a list; write a list, each line opening with '- '")
        try:
            values = tuple([read(part) for part in content])
        except FieldError:
            parts = {str(place): part for place, part in enumerate(content, 1)}
            raise FieldError(*faults_of(parts, dict.fromkeys(parts, read))) from None
        if len(values) > 1 and len(set(values)) < len(values):
            raise FieldError(*repeated(values))
        return values

    return read_list


def repeated(values: Iterable[object], says: str = "repeats") -> Iterable[Fault]:
    places: dict[object, int] = {}
    for place, value in enumerate(values, 1):
        first = places.setdefault(value, place)
        if first != place:
            wrong = f"{says} entry {first}"
            yield Fault((str(place),), f"{wrong}; leave one of them out")


def checked(
    read: Callable[..., T], check: Callable[[T], Iterable[Fault]]
) -> Callable[..., T]:
    """A reader that also checks between fields, if every field could be read."""

    def read_checked(content: Content, **known: object) -> T:
        value = read(content, **known)
        if faults := [*check(value)]:
            raise FieldError(*faults)
        return value

    return read_checked
