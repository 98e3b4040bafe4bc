"""Finds the areas that a person may mean by a name."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Sequence
from functools import cache, partial
from itertools import takewhile

from yotcli.model import Area, YotError, folded, listed

# What councils and services call themselves; then what their places are called, which
# is left out later, because the City of London is not London.
SERVICE = (
    r"\b(the|council|corporation|authority|cyngor|area|cc|[clm]?bc|m?dc|ua|yo[ts]s?|yj\w+"
    r"|(youth|offending|justice|prevention|intervention|engagement|support|children)s?"
    r"|(team|service|partnership)s?|young|people|early|targeted)\b"
)
TITLE = (
    r"\b(city|county|district|unitary|metropolitan|royal|(london )?borough|lb|rb"
    r"|dinas|sir|sirol|bwrdeistref)\b"
)
LITTLE = {"a", "and", "for", "in", "of", "on", "u", "upon"}
INITIALS = r"\b\w( \w)+\b"
COMPASS = r"\b([ns])([ew])\b"
POSSESSIVE = "['\u2019][sS]\\b"
# A name and a date, which may be as pages and records write it: 2018 to 2021.
DATED = (
    r"(?i)(.+?)[\W_]*(?:\bbetween[\W_]+)?(?<![0-9])"
    r"([0-9]{1,4}(?:(?:[\W_]|\b(?:to|or|and)\b)+[0-9]{1,4})*)[\W_]*"
)
LEAST = 3  # letters of a beginning of a name
LONG = 7  # letters of a name that is known with any of them wrong
LONGEST = 200  # letters; no name is longer
ROWS = "qwertyuiop asdfghjkl zxcvbnm"  # of a keyboard
VOWELS = set("aeiouy")


@cache
def fold(name: str) -> str:
    """A folded name with its initials as one word: iow for I.O.W. and i o w."""
    return re.sub(INITIALS, lambda found: found[0].replace(" ", ""), folded(name))


@cache
def plain(name: str) -> str:
    """A folded name without what councils and services call themselves."""
    spelt = re.sub(SERVICE, " ", fold(re.sub(POSSESSIVE, "", name)))
    return " ".join(spelt.split())


@cache
def words(name: str) -> tuple[str, ...]:
    """The words of a name that may begin it; not those of a title, nor "of"."""
    spelt = re.sub(COMPASS, r"\1 \2", re.sub(TITLE, " ", plain(name)))
    return tuple(word for word in spelt.split() if word not in LITTLE)


@cache
def glued(name: str) -> frozenset[str]:
    """The parts of a name without blanks and in any order: bury, rochdale."""
    parts = re.sub(TITLE, "", plain(name)).split(" and ")
    return frozenset(filter(None, (part.replace(" ", "") for part in parts)))


def area_named(name: str, areas: Collection[Area]) -> Area | None:
    """The only area that a name can mean; raises YotError for several or a region."""
    found, wrong = meant(name, areas)
    if wrong:
        raise wrong
    if found:
        only(name, [area.id for area in found])
    return found[0] if found else None


def meant(name: str, areas: Collection[Area]) -> tuple[list[Area], YotError | None]:
    """The areas that a name may mean, or what to say of a region; full names first."""
    if len(name) > LONGEST:
        return [], None
    for spelt in (fold, plain, words, glued):
        found = areas_named(name, areas, spelt)
        wrong = region_named(name, areas, partial(is_same, spelt))
        if found or wrong:
            break
    else:
        found = [
            area
            for area in areas
            if any(is_begun(name, spelling) for spelling in spellings(area))
        ]
        wrong = region_named(name, areas, is_begun)
    return found, None if found else wrong


def only(typed: str, ids: Sequence[str]) -> str:
    """The one id that was found; raises YotError with the first five of several."""
    if len(ids) == 1:
        return ids[0]
    raise YotError(f"{typed!r} may be {either(ids)}: write one of them")


def either(ids: Sequence[str]) -> str:
    """The first five of several, and how many more there are."""
    shown = [*ids[:5], f"{len(ids) - 5} more"] if len(ids) > 5 else [*ids]
    return listed(shown, "or")


def spellings(area: Area) -> tuple[str, ...]:
    return area.id, area.name, *area.aliases


def areas_named(
    name: str, areas: Iterable[Area], spelt: Callable[[str], object] = fold
) -> list[Area]:
    """The areas with a name; ids and names win over aliases and codes."""
    wanted = spelt(name)
    names, others = [], []
    for area in areas:
        if wanted in (spelt(area.id), spelt(area.name)):
            names.append(area)
        elif wanted in map(spelt, (*area.aliases, *area.gss)):
            others.append(area)
    return (names or others) if wanted else []


def region_named(
    name: str, areas: Collection[Area], is_alike: Callable[[str, str], bool]
) -> YotError | None:
    """What to say of the region or nation of this name, if there is one."""
    nations = {area.nation for area in areas}
    regions = {area.place for area in areas}
    found = [place for place in sorted(regions | nations) if is_alike(name, place)]
    if len(found) != 1:
        return None
    (place,) = found
    option = "--region" if place in regions else "--nation"
    kind = "nation" if place in nations else "region"
    shown = f'"{place}"' if " " in place else place
    narrowed = f"{option} {shown}"
    error = YotError(f"{name!r} is a {kind}: name an area of it (yot list {narrowed})")
    error.option = narrowed
    return error


def is_same(spelt: Callable[[str], object], name: str, place: str) -> bool:
    return spelt(name) == spelt(place)


def is_begun(name: str, place: str) -> bool:
    """Whether consecutive words of a place begin as typed."""
    return begin(words(name), words(place)) and max(map(len, words(name))) >= LEAST


def begin(typed: Sequence[str], name: Sequence[str]) -> bool:
    """Whether the words typed begin consecutive words of a name."""
    return any(
        all(map(str.startswith, name[start:], typed))
        for start in range(len(name) - len(typed) + 1)
        if typed
    )


def misspelt(name: str, areas: Iterable[Area]) -> list[str]:
    """The ids of areas whose names, or long beginnings of them, differ by one slip."""
    if len(name) > LONGEST:
        return []
    typed = words(name)
    ways: list[Callable[[str], str]] = [
        lambda spelt: "".join(words(spelt)),
        lambda spelt: plain(spelt).replace(" ", ""),
    ]
    if len("".join(typed)) >= LONG:
        ways.append(lambda spelt: "".join(words(spelt)[: len(typed)]))
    for letters in ways:
        found = [
            area.id
            for area in areas
            if any(
                is_slip(letters(name), letters(spelling))
                for spelling in spellings(area)
                if not spelling.isupper()  # initials are no word to misspell
            )
        ]
        if found:
            return found
    return []


def is_slip(typed: str, name: str) -> bool:
    """Whether one letter is wrong, missing or extra, or two are swapped."""
    if len(typed) < 4 or abs(len(typed) - len(name)) > 1:
        return False
    is_long = len(typed) >= LONG
    while typed and typed[:1] == name[:1]:
        typed, name = typed[1:], name[1:]
    return (
        typed[1:] == name
        or typed == name[1:]
        or (typed[1:] == name[1:] and (is_long or is_near(typed[0], name[0])))
        or typed[1::-1] + typed[2:] == name
    )


def is_near(typed: str, letter: str) -> bool:
    """Whether two letters are side by side on the keyboard, or both vowels."""
    is_beside = typed + letter in ROWS or letter + typed in ROWS
    return is_beside or {typed, letter} <= VOWELS


def dated(name: str) -> tuple[str, str] | None:
    """The area and the date, as ids have it, of a name that ends in figures."""
    found = re.fullmatch(DATED, name) if len(name) <= LONGEST else None
    return (found[1], "-".join(re.findall("[0-9]+", found[2]))) if found else None


def unquoted(typed: Sequence[str], areas: Collection[Area]) -> list[str]:
    """The words typed, with those that form one name joined."""
    regions = [area.place for area in areas]
    spelt = {words(name) for area in areas for name in spellings(area)}
    spelt.update(map(words, regions))
    names: list[str] = []
    while typed:
        joined = (" ".join(typed[:end]) for end in range(1, len(typed) + 1))
        begun = [*takewhile(lambda name: may_begin(name, spelt), joined)] or typed[:1]
        exact = [end for end, name in enumerate(begun, 1) if is_exact(name, areas)]
        end = max(exact, default=1)
        names.append(begun[end - 1])
        typed = typed[end:]
    return names


def may_begin(name: str, spelt: Iterable[tuple[str, ...]]) -> bool:
    """Whether a name of more words may open with these; a date may follow them."""
    if len(name) > LONGEST:
        return False
    opening = words(before_date(name))
    return not opening or any(begin(opening, full) for full in spelt)


def is_exact(name: str, areas: Collection[Area]) -> bool:
    """Whether a name is that of one area, or of a region; a date may follow."""
    for opening in {name, before_date(name)}:
        found, region = meant(opening, areas)
        if region or len(found) == 1:
            return True
    return False


def before_date(name: str) -> str:
    return (dated(name) or [name])[0]
