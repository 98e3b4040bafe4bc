"""Words that a shell offers while a command is being typed.

Inspections and frameworks are known by their file names, so names need areas.yaml only.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from yotcli.model import INSPECTION_FILE, Area, YotError, folded
from yotcli.naming import areas_named
from yotcli.records import Records

Offer = tuple[str, str]  # what is typed, and what a shell says beside it


def offers(kind: str, records: Records, typed: Sequence[str]) -> list[Offer]:
    """All words of a kind; `typed` are the names already on the line."""
    return KINDS[kind](records, typed)


def offered_names(records: Records, typed: Sequence[str]) -> list[Offer]:
    """Ids of areas and inspections with the area's full name, but those on the line."""
    areas = areas_or_none(records)
    taken = {id_of(name, areas.values()) for name in typed}
    offered = {id: harmless(area.name) for id, area in areas.items()}
    for id in records.inspection_files:
        parts = INSPECTION_FILE.fullmatch(id)
        if parts and is_plain(id):
            offered[id] = offered.get(parts[1], "")
    return [(id, name) for id, name in sorted(offered.items()) if id not in taken]


def id_of(name: str, areas: Iterable[Area]) -> str:
    """The id of the area that a name stands for, else the name, as of an inspection."""
    found = areas_named(name, areas)
    return found[0].id if len(found) == 1 else name.lower()


def offered_areas(records: Records, typed: Sequence[str]) -> list[Offer]:
    areas = areas_or_none(records)
    return [(area.id, harmless(area.name)) for area in areas.values()]


def offered_regions(records: Records, typed: Sequence[str]) -> list[Offer]:
    areas = areas_or_none(records)
    return as_ids(sorted({area.region or area.nation for area in areas.values()}))


def offered_frameworks(records: Records, typed: Sequence[str]) -> list[Offer]:
    return [(id, "") for id in sorted(records.files("frameworks")) if is_plain(id)]


def offered_criteria(records: Records, typed: Sequence[str]) -> list[Offer]:
    labels = {
        criterion.id: harmless(criterion.label)
        for framework in records.frameworks()
        for criterion in framework.criteria.values()
    }
    return list(labels.items())


def offered_ratings(records: Records, typed: Sequence[str]) -> list[Offer]:
    scales = [framework.scale for framework in records.frameworks()]
    return as_ids(word for scale in scales for word in scale)


def offered_measures(records: Records, typed: Sequence[str]) -> list[Offer]:
    measures = records.series().measures
    return [(id, harmless(measure.name)) for id, measure in measures.items()]


def offered_again(records: Records, typed: Sequence[str]) -> list[Offer]:
    """The names already on the line."""
    return [(name, "") for name in typed if is_plain(name)]


KINDS: Mapping[str, Callable[[Records, Sequence[str]], list[Offer]]] = {
    "names": offered_names,
    "areas": offered_areas,
    "regions": offered_regions,
    "frameworks": offered_frameworks,
    "criteria": offered_criteria,
    "ratings": offered_ratings,
    "measures": offered_measures,
    "typed": offered_again,
}


def as_ids(words: Iterable[str]) -> list[Offer]:
    """Words as an id would write them, which no shell has to quote."""
    ids = {folded(word).replace(" ", "-"): harmless(word) for word in words}
    return list(ids.items())


def areas_or_none(records: Records) -> dict[str, Area]:
    """The areas, or none where areas.yaml is at fault; `check` is there to say so."""
    try:
        return records.areas()
    except YotError:
        return {}


def harmless(name: str) -> str:
    """A name without what a shell acts on: zsh evaluates what it is offered."""
    return "".join(c for c in name if c.isalnum() or c in " ,.-&()")


def is_plain(word: str) -> bool:
    """Whether every shell takes a word as it stands."""
    return word.replace("-", "").isalnum()
