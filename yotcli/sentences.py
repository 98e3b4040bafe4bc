"""What answers share of English: lists, plurals, scales, sources, notes, counts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal

from yotcli.model import (
    OVERALL,
    SCORE,
    Area,
    Criterion,
    Date,
    Framework,
    Inspection,
    Rate,
    Source,
    Value,
)

KINDS = {  # of sources other than the inspectorate
    "government": "a government page",
    "council": "a council page",
    "press": "the press",
    "scraped-table": "a scraped table",
    "other": "a copy or another page",
}
OVER_TIME = ("improved", "unchanged", "declined")  # for up, none and down
BETWEEN_AREAS = ("higher", "the same", "lower")
UNRATED, NOT_KNOWN, NOT_IN_BOTH = "not rated", "not known", "not in both"
NOT_COMPARED = (UNRATED, NOT_KNOWN, NOT_IN_BOTH)

MOST_AREAS = 4  # that a title names


def listed(words: Sequence[str], last: str) -> str:
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {last} {words[-1]}"


def and_list(words: Sequence[str]) -> str:
    return listed(words, "and")


def or_list(words: Sequence[str]) -> str:
    return listed(words, "or")


def plural(count: int, word: str) -> str:
    return f"{count} {word}" if count == 1 else f"{count} {word}s"


def singular(called: str) -> str:
    """One of what a framework calls its criteria."""
    return {"criteria": "criterion"}.get(called, called.removesuffix("s"))


def compared(areas: Iterable[str]) -> str:
    """The title of a page on inspections side by side."""
    return f"{some(areas, 'Inspections')} compared"


def some(areas: Iterable[str], whole: str) -> str:
    """Areas by name where they are few, else a word for all of them."""
    named = list(dict.fromkeys(areas))
    return and_list(named) if 0 < len(named) <= MOST_AREAS else whole


def newest(inspections: Iterable[Inspection]) -> str | None:
    """When the newest of some inspections was published."""
    dates = [inspection.published for inspection in inspections]
    return str(max(dates, key=in_order)) if dates else None


def in_order(date: Date) -> tuple[str, str]:
    """What dates are sorted by, also where their order cannot be told."""
    return date.first, date.last


def scale_of(framework: Framework) -> str:
    return " > ".join(framework.scale)


def frameworks_of(inspections: Iterable[Inspection]) -> list[Framework]:
    return list({each.framework.id: each.framework for each in inspections}.values())


def has_two_scales(inspections: Iterable[Inspection]) -> bool:
    return len({inspection.framework.scale for inspection in inspections}) > 1


def scales(inspections: Iterable[Inspection]) -> tuple[str, ...]:
    """A line for each framework, where the scales of one family differ, and how so."""
    frameworks = frameworks_of(inspections)
    if len({framework.scale for framework in frameworks}) < 2:
        return ()
    stars = all(framework.stars for framework in frameworks)
    printed = ", the stars printed with both" if stars else ""
    return (
        *(f"{framework.name}: {scale_of(framework)}" for framework in frameworks),
        "Ratings of the two scales are compared by their place, counted from the"
        f" worst{printed}; the place stands in brackets.",
    )


def short_scales(inspections: Iterable[Inspection]) -> tuple[str, ...]:
    """The short form of each rating, a line for each scale."""
    return tuple(
        " > ".join(f"{short} {word}" for word, short in shorts)
        for shorts in dict.fromkeys(
            tuple((word, framework.short(word)) for word in framework.scale)
            for framework in frameworks_of(inspections)
        )
    )


def cannot_be_compared(inspections: Sequence[Inspection]) -> str:
    ids = and_list([inspection.id for inspection in inspections])
    were = "was" if len(inspections) == 1 else "were"
    return (
        f"{ids} {were} inspected under a framework whose ratings cannot be compared"
        " with these."
    )


def see_of(inspections: Sequence[Inspection]) -> list[str]:
    """The commands that show the sources of inspections."""
    if len(inspections) > MOST_AREAS:
        return ["yot show NAME"]
    return [f"yot show {inspection.id}" for inspection in inspections]


def order_unknown(inspections: Iterable[Inspection]) -> str:
    """Says that inspections of an area cannot be put in order of time."""
    ids = and_list(sorted(inspection.id for inspection in inspections))
    return f"It is not known which of {ids} is the latest."


def now_part_of(
    area: Area, names: Mapping[str, str], latest: Mapping[str, Sequence[str]]
) -> str:
    """Says what a former area is part of now, and the latest inspection there."""
    parts = [
        f"{names[id]} ({''.join(latest[id]) or 'no inspection on record'})"
        for id in area.successors
    ]
    return f"{area.name} is a former area, now {and_list(parts)}."


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
    said = [] if inspection.reoffending is None else periods(inspection.reoffending)
    kind = inspection.source("reoffending").kind
    if kind in KINDS:
        said.append(f"both are from {KINDS[kind]}")
    return footnote(inspection.id, *said, inspection.notes.get("reoffending"))


def periods(rate: Rate) -> list[str]:
    """Says that the rate and the average beside it are of different children."""
    if rate.period is None or rate.average_period in (None, rate.period):
        return []
    return [
        f"the rate covers {rate.period}, the average printed beside it"
        f" {rate.average_period}"
    ]


def from_kind(source: Source | None) -> str | None:
    """Names the kind of a source that is not the inspectorate."""
    return f"from {KINDS[source.kind]}" if source and source.kind in KINDS else None


def second_hand(values: Sequence[Value]) -> list[str]:
    """Says how many values of an inspection come from other than the inspectorate."""
    sources = [value.source for value in values if value.source]
    kinds = Counter(source.kind for source in sources)
    found = {words: kinds[kind] for kind, words in KINDS.items() if kinds[kind]}
    if not found:
        return []
    first, *others = found
    come = "comes" if found[first] == 1 else "come"
    parts = [f"{found[first]} of {plural(len(sources), 'value')} {come} from {first}"]
    parts += [f"{found[words]} from {words}" for words in others]
    lost = never_scraped(values)
    return [
        f"{values[0].inspection.id}: {and_list(parts)}{f', which {lost}' * bool(lost)}."
    ]


def never_scraped(values: Iterable[Value]) -> str:
    """Names the rating that the scraped table lost, where single ratings rest on it."""
    for value in values:
        framework = value.inspection.framework
        if framework.never_scraped and value.criterion.is_single and value.is_scraped:
            called = singular(framework.criteria_called)
            return f'never shows "{framework.never_scraped}" for a single {called}'
    return ""


def counted(
    counts: Mapping[str, int],
    words: Sequence[str],
    framework: Framework,
    criteria: Iterable[Criterion],
) -> str:
    """How many criteria changed in which way, and which of them are not counted.

    "3 standards lower, 2 the same, none higher (score not counted)."; nothing where
    there is nothing to count.
    """
    if not any(counts.get(word) for word in words):
        words = ()
    words = [*words, *(word for word in NOT_COMPARED if counts.get(word))]
    known = [word for word in words if counts.get(word)]
    if not known:
        return ""
    parts = [f"{counts.get(word) or 'none'} {word}" for word in words]
    count, called = counts[known[0]], framework.criteria_called
    name = singular(called) if count == 1 else called
    parts[words.index(known[0])] = f"{count} {name} {known[0]}"
    text = f"{', '.join(parts)}{sums_aside(criteria)}."
    return text[:1].upper() + text[1:]


def about_counts(criteria: Sequence[Criterion], values: Iterable[Value]) -> list[str]:
    """What must be known of rows that count criteria and origins."""
    sums = sums_of(criteria)
    lost = never_scraped(values)
    said = [f"The counts leave out the {and_list(sums)}."] if sums else []
    return [*said, *([f"The scraped table {lost}."] if lost else [])]


def sums_of(criteria: Iterable[Criterion]) -> list[str]:
    names = {OVERALL: "overall rating", SCORE: "score"}
    return [names[each.id] for each in criteria if not each.is_single]


def sums_aside(criteria: Iterable[Criterion]) -> str:
    """Says that what sums up the other ratings is not counted."""
    sums = sums_of(criteria)
    return f" ({and_list(sums)} not counted)" if sums else ""
