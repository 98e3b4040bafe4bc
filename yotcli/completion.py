"""Words that a shell offers; file names tell of inspections, so that few are read."""

from collections.abc import Iterable, Sequence

from yotcli.model import YotError, areas_in, folded
from yotcli.naming import areas_named
from yotcli.records import Records

Offer = tuple[str, str]  # what is typed, and what a shell says beside it


def offers(kind: str, records: Records, typed: Sequence[str]) -> list[Offer]:
    """Completions of one kind; `typed` has the names already on the line."""
    match kind:
        case "names":
            return offered_names(records, typed)
        case "areas":
            areas = records.areas().values()
            return [(area.id, harmless(area.name)) for area in areas]
        case "regions":
            areas = records.areas().values()
            return as_ids(sorted({area.place for area in areas}))
        case "nations":
            return as_ids(sorted({area.nation for area in records.areas().values()}))
        case "frameworks":
            ids = sorted(records.files("frameworks"))
            return [(id, "") for id in ids if is_plain(id)]
        case "criteria":
            criteria = [each.criteria.values() for each in records.frameworks()]
            labels = {each.id: harmless(each.label) for own in criteria for each in own}
            return list(labels.items())
        case "ratings":
            scales = [framework.scale for framework in records.frameworks()]
            return as_ids(word for scale in scales for word in scale)
        case "measures":
            measures = records.series().measures
            return [(id, harmless(measure.name)) for id, measure in measures.items()]
    return [(name, "") for name in typed if is_plain(name)]


def offered_names(records: Records, typed: Sequence[str]) -> list[Offer]:
    """Areas and inspections with the area's full name, without those on the line."""
    try:
        areas = records.areas()
    except YotError:  # which `check` reports
        areas = {}
    found = {name: areas_named(name, areas.values()) for name in typed}
    taken = {
        own[0].id if len(own) == 1 else name.lower() for name, own in found.items()
    }
    offered = {id: harmless(area.name) for id, area in areas.items()}
    for id in records.files("inspections"):
        if (known := areas_in(id)) and is_plain(id):
            names = [offered[area] for area in known if area in areas]
            offered[id] = names[0] if names else ""
    return [(id, name) for id, name in sorted(offered.items()) if id not in taken]


def as_ids(words: Iterable[str]) -> list[Offer]:
    """Words written like ids, so that no shell has to quote them."""
    ids = {folded(word).replace(" ", "-"): harmless(word) for word in words}
    return list(ids.items())


def harmless(name: str) -> str:
    """A name without characters that a shell acts on: zsh evaluates completions."""
    return "".join(c for c in name if c.isalnum() or c in " ,.-&()")


def is_plain(word: str) -> bool:
    """Whether every shell takes a word without quotes."""
    return word.replace("-", "").isalnum()
