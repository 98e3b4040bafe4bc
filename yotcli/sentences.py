"""Wording that answers share: lists, plurals, scales, sources, notes, counts."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal

from yotcli import model
from yotcli.answer import rounded
from yotcli.model import Area, Criterion, Framework, Inspection, Rate, Source, Value

KINDS = {  # kinds of sources other than the inspectorate, in words
    "government": "a government page",
    "council": "a council page",
    "press": "the press",
    "scraped-table": "a scraped table",
    "other": "a copy or another page",
}
OVER_TIME = ("improved", "unchanged", "declined")  # for a change up, none, and down
BETWEEN_AREAS = ("higher", "the same", "lower")
UNRATED, NOT_KNOWN, NOT_IN_BOTH = "not rated", "not known", "not in both"
NOT_COMPARED = (UNRATED, NOT_KNOWN, NOT_IN_BOTH)

MOST_AREAS = 4  # that a title names

listed = model.listed


def plural(count: int, word: str, words: str | None = None) -> str:
    return f"{count} {word if count == 1 else words or f'{word}s'}"


def singular(called: str) -> str:
    """The singular of a framework's word for its criteria."""
    return {"criteria": "criterion"}.get(called, called.removesuffix("s"))


def some(areas: Iterable[str], whole: str) -> str:
    """The names of a few areas, or a word for all of them."""
    names = list(dict.fromkeys(areas))
    return listed(names) if 0 < len(names) <= MOST_AREAS else whole


def newest(inspections: Iterable[Inspection]) -> str | None:
    """When the newest inspection was published, as exactly as every date allows."""
    dates = [inspection.published for inspection in inspections]
    if not dates:
        return None
    first, last = max(date.first for date in dates), max(date.last for date in dates)
    shared = [
        start for start in (first, first[:7], first[:4]) if last.startswith(start)
    ]
    return str(model.Date([*shared, f"{first[:4]} to {last[:4]}"][0]))


def scale_of(framework: Framework) -> str:
    return " > ".join(framework.scale)


def frameworks_of(inspections: Iterable[Inspection]) -> list[Framework]:
    frameworks = [inspection.framework for inspection in inspections]
    return list({framework.id: framework for framework in frameworks}.values())


def has_two_scales(inspections: Iterable[Inspection]) -> bool:
    return len({inspection.framework.scale for inspection in inspections}) > 1


def scales(inspections: Sequence[Inspection]) -> tuple[str, ...]:
    """The scale, or both scales of a family and how they are compared."""
    if not has_two_scales(inspections):
        return ()
    frameworks = frameworks_of(inspections)
    stars = all(framework.stars for framework in frameworks)
    printed = ", the stars printed with both" if stars else ""
    return (
        *(f"{framework.name}: {scale_of(framework)}" for framework in frameworks),
        "Ratings of the two scales are compared by their place, counted from the"
        f" worst{printed}; the place is in brackets.",
    )


def short_scales(inspections: Iterable[Inspection]) -> tuple[str, ...]:
    """The short form of each rating, a line for each scale."""
    lines = [
        " > ".join(f"{framework.short(word)} {word}" for word in framework.scale)
        for framework in frameworks_of(inspections)
    ]
    return tuple(dict.fromkeys(lines))


def refused(said: str, notes: Iterable[str]) -> model.YotError:
    """A refusal in one line, with what else the reader must know."""
    return model.YotError(" ".join([f"{said}.", *notes]).rstrip("."))


def former(area: Area, known: Mapping[str, Area]) -> str | None:
    """Marks a former area wherever it stands in a list."""
    names = [each.name for each in model.now(area, known)]
    return f"former area (now {listed(names)})" if names else None


def cannot_be_compared(inspections: Sequence[Inspection]) -> str:
    ids = listed(inspection.id for inspection in inspections)
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


def signed(difference: Decimal | None) -> str | None:
    if difference is None:
        return None
    return f"{difference:+}" if difference else "0"


def footnote(about: str, *said: str | None) -> tuple[str, ...]:
    """One note that joins all that is said about an inspection or an area, or none."""
    sentences = [part[:1].upper() + part[1:].rstrip(".") for part in said if part]
    return (f"{about}: {'. '.join(sentences)}.",) if sentences else ()


def notes(inspection: Inspection, name: str) -> tuple[str, ...]:
    """The notes on a criterion or a field of an inspection."""
    reason = inspection.not_rated.get(name)
    unrated = reason and f"not rated: {reason}"
    return footnote(inspection.id, unrated, inspection.notes.get(name))


def rate_notes(inspection: Inspection) -> tuple[str, ...]:
    kind = from_kind(inspection.source("reoffending"))
    return footnote(
        inspection.id,
        inspection.reoffending and periods(inspection.reoffending),
        kind and f"both figures are {kind}",
        inspection.notes.get("reoffending"),
    )


def periods(rate: Rate) -> str | None:
    """Says that the rate and its average cover different periods."""
    if rate.period is None or rate.average_period is None:
        return None
    if rate.period.days == rate.average_period.days:
        return None
    beside = f"the average printed beside it {rate.average_period}"
    return f"the rate covers {rate.period}, {beside}"


def children(rate: Rate) -> str | int | None:
    """The cohort and, where it is known, how many of it reoffended."""
    if rate.reoffenders is None or rate.cohort is None:
        return rate.cohort
    return f"{rate.reoffenders} of {rate.cohort}"


def counts_apart(rate: Rate) -> str | None:
    """Says that the printed counts give a different rate from the one printed."""
    if rate.rate is None or rate.reoffenders is None or not rate.cohort:
        return None
    share = Decimal(100 * rate.reoffenders) / rate.cohort
    places = -int(rate.rate.as_tuple().exponent)
    if rounded(share, places) == rate.rate:
        return None
    worked = rounded(share, max(places, 1))
    return f"{rate.reoffenders} of {rate.cohort} is {worked}, not {rate.rate}"


def from_kind(source: Source | None) -> str | None:
    """The kind of a source in words; none for the inspectorate."""
    return f"from {KINDS[source.kind]}" if source and source.kind in KINDS else None


def kinds_of(values: Iterable[Value]) -> Counter[str]:
    """How many values are from sources of each kind."""
    return Counter(value.source.kind for value in values if value.source)


def second_hand(every: Iterable[Sequence[Value]]) -> list[str]:
    """Says how many values of inspections are from others than the inspectorate.

    What the scraped table never shows is said once, with the first that it concerns.
    """
    told, said = [], {""}
    for values in filter(None, every):
        kinds = kinds_of(values)
        parts = [f"{kinds[kind]} from {KINDS[kind]}" for kind in KINDS if kinds[kind]]
        if parts:
            come = "comes" if parts[0].startswith("1 ") else "come"
            total = plural(kinds.total(), "value")
            parts[0] = parts[0].replace(" ", f" of {total} {come} ", 1)
            lost = never_scraped(values)
            which = "" if lost in said else f", which {lost}"
            said.add(lost)
            told.append(f"{values[0].inspection.id}: {listed(parts)}{which}.")
        told += notes(values[0].inspection, "ratings")
    return told


def never_scraped(values: Iterable[Value]) -> str:
    """Says which rating the scraped table never shows, if values come from it."""
    for value in values:
        framework = value.inspection.framework
        if framework.never_scraped and value.criterion.is_single and value.is_scraped:
            called = singular(framework.criteria_called)
            return f'never shows "{framework.never_scraped}" for a single {called}'
    return ""


def tallied(
    counts: Counter[str], always: Iterable[str], others: Iterable[str]
) -> dict[str, str]:
    """How many there are of each word; of the other words only those there are."""
    found = (*always, *(word for word in others if counts[word]))
    return {word: f"{counts[word] or 'none'} {word}" for word in found}


def counted(
    counts: Counter[str],
    words: Sequence[str],
    framework: Framework,
    criteria: Iterable[Criterion],
) -> str:
    """How many criteria are higher, the same and lower, and what is not counted.

    "3 standards lower, 2 the same, none higher (score not counted)."; nothing where
    there is nothing to count.
    """
    compared = words if any(counts[word] for word in words) else ()
    said = tallied(counts, compared, NOT_COMPARED)
    if not said:
        return ""
    first = next(word for word in said if counts[word])
    called = framework.criteria_called
    said[first] = f"{plural(counts[first], singular(called), called)} {first}"
    sums = sums_of(criteria)
    text = ", ".join(said.values()) + (f" ({sums} not counted)." if sums else ".")
    return text[:1].upper() + text[1:]


def sums_of(criteria: Iterable[Criterion]) -> str:
    """Names the criteria that sum up the others."""
    names = {model.OVERALL: "overall rating", model.SCORE: "score"}
    return listed(names[each.id] for each in criteria if each.id in names)
