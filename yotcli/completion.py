"""What a shell offers for a word that is being typed.

Inspections and frameworks are told by their file names; areas.yaml is all that is read.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Literal

from yotcli.model import Area, YotError, areas_named, folded
from yotcli.records import INSPECTION_FILE, Records

Kind = Literal["names", "areas", "regions", "frameworks", "typed"]
Offer = tuple[str, str]  # what is typed, and what a shell says beside it


def offers(kind: Kind, records: Records, typed: Sequence[str]) -> list[Offer]:
    """All words of a kind; `typed` are the names already on the line."""
    match kind:
        case "names":
            return names(records, typed)
        case "areas":
            return [(area.id, spoken(area.name)) for area in areas(records).values()]
        case "regions":
            return regions(records)
        case "frameworks":
            found = sorted(records.files("frameworks"))
            return [(id, "") for id in found if is_plain(id)]
        case "typed":
            return [(name, "") for name in typed if is_plain(name)]


def names(records: Records, typed: Sequence[str]) -> list[Offer]:
    """Ids of areas and inspections with the area's full name, but those on the line."""
    known = areas(records)
    taken = {id_of(name, known.values()) for name in typed}
    offered = {id: spoken(area.name) for id, area in known.items()}
    for id in records.inspection_files:
        parts = INSPECTION_FILE.fullmatch(id)
        if parts and is_plain(id):
            offered[id] = offered.get(parts[1], "")
    return [(id, name) for id, name in sorted(offered.items()) if id not in taken]


def id_of(name: str, known: Iterable[Area]) -> str:
    """What a name stands for: an area's id, else itself, as an inspection's may be."""
    found = areas_named(name, known)
    return found[0].id if len(found) == 1 else name.lower()


def regions(records: Records) -> list[Offer]:
    """Regions as an id would write them, which no shell has to quote."""
    found = {area.region or area.nation for area in areas(records).values()}
    return [(folded(one).replace(" ", "-"), spoken(one)) for one in sorted(found)]


def areas(records: Records) -> dict[str, Area]:
    """The areas, or none where areas.yaml is at fault; `check` is there to say so."""
    try:
        return records.areas()
    except YotError:
        return {}


def spoken(name: str) -> str:
    """A name without what a shell acts on: zsh evaluates what it is offered."""
    return "".join(c for c in name if c.isalnum() or c in " ,.-&()")


def is_plain(word: str) -> bool:
    """Whether every shell takes a word as it stands."""
    return word.replace("-", "").isalnum()
