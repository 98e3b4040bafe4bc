"""Finds the areas that a person may mean by a name."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from functools import cache

from yotcli.model import DATED, Area, YotError, folded, only

# Words that make no difference in a name, and words that begin no name.
SET_ASIDE = re.compile(
    r"\b(the|((city and )?county|city|(london|royal|metropolitan|county) borough) of"
    r"|((city|county|metropolitan|district|borough|london) )*(council|borough)( of)?"
    r"|(lb|rb)( of)?|[mc]?bc|cc|yo[ts]s?|yj[ts]s?"
    r"|youth (offending|justice)( (team|service|partnership)s?)?)\b"
)
LITTLE = {"of", "and", "the", "upon", "city", "county", "borough"}
LEAST = 3  # letters of a beginning of a name
MOST_WORDS = 6  # in a name typed without quotes
LONGEST = 200  # letters; no name is longer


@cache
def bare(name: str) -> str:
    """A folded name without what councils and services call themselves."""
    return " ".join(SET_ASIDE.sub(" ", folded(name)).split()) or folded(name)


@cache
def words(name: str) -> tuple[str, ...]:
    """The words of a name without those that begin no name, such as "of"."""
    return tuple(word for word in bare(name).split() if word not in LITTLE)


def area_named(name: str, areas: Collection[Area]) -> Area | None:
    """The only area that a name can mean; full names win over beginnings.

    Raises YotError if it may mean several, or means a region.
    """
    if len(name) > LONGEST:
        return None
    for those, is_same in ((areas_named, is_named), (areas_begun, is_begun)):
        found = {area.id: area for area in those(name, areas)}
        if found:
            return found[only(name, [*found])]
        if place := region_named(name, areas, is_same):
            raise YotError(f"{name!r} {place}")
    return None


def spellings(area: Area) -> tuple[str, ...]:
    return area.id, area.name, *area.aliases


def areas_named(
    name: str, areas: Iterable[Area], spelt: Callable[[str], str] = folded
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


def areas_begun(name: str, areas: Collection[Area]) -> list[Area]:
    """The areas with the name but for what services call themselves, or so begun."""
    return areas_named(name, areas, bare) or [
        area
        for area in areas
        if any(is_begun(name, spelling) for spelling in spellings(area))
    ]


def region_named(
    name: str, areas: Collection[Area], is_same: Callable[[str, str], bool]
) -> str | None:
    """The option that narrows to the region or nation of this name, if there is one."""
    nations = {area.nation for area in areas}
    regions = {area.region or area.nation for area in areas}
    found = [place for place in sorted(regions | nations) if is_same(name, place)]
    if len(found) != 1:
        return None
    (place,) = found
    option = "--region" if place in regions else "--nation"
    kind = "nation" if place in nations else "region"
    shown = f'"{place}"' if " " in place else place
    say = f"{option} {shown}"
    return f"is a {kind}: say {say}, or name an area of it (yot list {say})"


def is_named(name: str, place: str) -> bool:
    return bare(name) == bare(place)


def is_begun(name: str, place: str) -> bool:
    typed = words(name)
    return max(map(len, typed), default=0) >= LEAST and any(
        all(map(str.startswith, spelt, typed))
        for spelt in parts(words(place), len(typed))
    )


def misspelt(name: str, areas: Collection[Area]) -> list[str]:
    """The ids of areas whose names, or words of them, differ by one slip."""
    typed = words(name) if len(name) <= LONGEST else ()
    for part in (False, True):
        found = [
            area.id
            for area in areas
            if any(
                is_slip(" ".join(typed), " ".join(spelt))
                for full in map(words, spellings(area))
                for spelt in (parts(full, len(typed)) if part else [full])
            )
        ]
        if found:
            return found
    return []


def parts(name: tuple[str, ...], count: int) -> Iterator[tuple[str, ...]]:
    """Every run of so many consecutive words of a name."""
    return (name[place : place + count] for place in range(len(name) - count + 1))


def is_slip(typed: str, name: str) -> bool:
    """Whether one letter is wrong, missing or extra, or two are swapped."""
    if len(typed) < 4 or abs(len(typed) - len(name)) > 1:
        return False
    start = 0
    while start < min(len(typed), len(name)) and typed[start] == name[start]:
        start += 1
    typed, name = typed[start:], name[start:]
    return (
        typed[1:] in (name, name[1:])
        or typed == name[1:]
        or (typed[1::-1], typed[2:]) == (name[:2], name[2:])
    )


def unquoted(words: Sequence[str], areas: Collection[Area]) -> list[str]:
    """The words, with those that form one name joined."""
    names: list[str] = []
    while words:
        ends = range(min(len(words), MOST_WORDS), 1, -1)
        exact = (end for end in ends if is_exact(" ".join(words[:end]), areas))
        end = next(exact, 1)
        names.append(" ".join(words[:end]))
        words = words[end:]
    return names


def is_exact(name: str, areas: Collection[Area]) -> bool:
    """Whether a name is that of one area, or begins it; a date may follow."""
    dated = re.fullmatch(DATED, name)
    names = [name, dated[1]] if dated else [name]
    return any(
        areas_named(each, areas) or len(areas_begun(each, areas)) == 1 for each in names
    )
