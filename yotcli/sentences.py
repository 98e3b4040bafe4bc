"""What answers share of English: lists, plurals, scales, sources, notes, counts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal

from yotcli.model import Framework, Inspection, Rate, Source, Value

KINDS = {
    "government": "a government page",
    "council": "a council page",
    "press": "the press",
    "scraped-table": "a scraped table",
    "other": "a copy or another page",
}
OVER_TIME = ("improved", "unchanged", "declined")  # for up, none and down
BETWEEN_AREAS = ("higher", "the same", "lower")
UNRATED, NOT_KNOWN, NOT_IN_BOTH = "not rated", "not known", "not in both"

MOST_AREAS = 4  # that a title names


def and_list(words: Sequence[str]) -> str:
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} and {words[-1]}"


def plural(count: int, word: str) -> str:
    return f"{count} {word}" if count == 1 else f"{count} {word}s"


def titled(what: str, areas: Iterable[str]) -> str:
    """The title of a page, with its areas where they are few."""
    named = list(dict.fromkeys(areas))
    if not 0 < len(named) <= MOST_AREAS:
        return what
    return f"{what}: {', '.join(named)}"


def newest(inspections: Iterable[Inspection]) -> str | None:
    """When the newest of some inspections was published."""
    dates = [inspection.published for inspection in inspections]
    return str(max(dates)) if dates else None


def scale_of(framework: Framework) -> str:
    return " > ".join(framework.scale)


def has_two_scales(inspections: Iterable[Inspection]) -> bool:
    return len({inspection.framework.scale for inspection in inspections}) > 1


def scales(inspections: Sequence[Inspection]) -> tuple[str, ...]:
    """A line for each framework, where the scales of one family differ."""
    if not has_two_scales(inspections):
        return ()
    frameworks = {each.framework.id: each.framework for each in inspections}
    return tuple(f"{each.name}: {scale_of(each)}" for each in frameworks.values())


def signed(difference: Decimal | None) -> str | None:
    if difference is None:
        return None
    return f"{difference:+}" if difference else "0"


def footnote(about: str, *said: str | None) -> tuple[str, ...]:
    """One note of all that is said of an inspection or an area, or none."""
    sentences = [part[:1].upper() + part[1:].rstrip(".") for part in said if part]
    return (f"{about}: {'. '.join(sentences)}.",) if sentences else ()


def notes(inspection: Inspection, name: str) -> tuple[str, ...]:
    """What a reader must know of a criterion or a field of an inspection."""
    reason = inspection.not_rated.get(name)
    return footnote(
        inspection.id,
        f"not rated: {reason}" if reason else None,
        inspection.notes.get(name),
    )


def rate_notes(inspection: Inspection) -> tuple[str, ...]:
    said = [] if inspection.reoffending is None else cohorts(inspection.reoffending)
    kind = inspection.source("reoffending").kind
    if kind in KINDS:
        said.append(f"both are from {KINDS[kind]}")
    return footnote(inspection.id, *said, inspection.notes.get("reoffending"))


def cohorts(rate: Rate) -> list[str]:
    """Says that the rate and the average beside it are of different children."""
    if rate.period is None or rate.average_period in (None, rate.period):
        return []
    return [
        f"the rate is of {rate.period}, the average printed beside it of"
        f" {rate.average_period}"
    ]


def from_kind(source: Source | None) -> str | None:
    """Names the kind of a source that is not the inspectorate."""
    return f"from {KINDS[source.kind]}" if source and source.kind in KINDS else None


def second_hand(values: Iterable[Value]) -> list[str]:
    """Says how many values of an inspection come from other than the inspectorate."""
    kinds: dict[str, int] = {}
    total, about = 0, ""
    for value in values:
        if value.source:
            kinds[value.source.kind] = kinds.get(value.source.kind, 0) + 1
            total, about = total + 1, value.inspection.id
    parts = [
        f"{kinds[kind]} from {words}" for kind, words in KINDS.items() if kind in kinds
    ]
    if not parts:
        return []
    return [f"{about}: of {plural(total, 'value')}, {and_list(parts)}."]


def counted(counts: Mapping[str, int], words: Sequence[str]) -> str:
    parts = [f"{counts.get(word, 0)} {word}" for word in words]
    others = (UNRATED, NOT_KNOWN, NOT_IN_BOTH)
    return ", ".join(
        [*parts, *(f"{counts[word]} {word}" for word in others if counts.get(word))]
    )
