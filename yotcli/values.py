"""The values of inspections, as rows for programs and as cells of tables."""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

from yotcli import model, sentences
from yotcli.answer import Cell, Citation, Column, Fields
from yotcli.model import OF_RATES, Area, Criterion, Inspection, Source, Value

History = Sequence[Inspection]  # of one area, oldest first


class Row(NamedTuple):
    """A value, the base it is compared with, and a text about it."""

    value: Value
    base: Value | None = None
    text: str | None = None


FIELDS: Fields[Row] = {
    "area": lambda row: row.value.inspection.area,
    "inspection": lambda row: row.value.inspection.id,
    "published": lambda row: row.value.inspection.published.iso,
    "framework": lambda row: row.value.inspection.framework.id,
    "criterion": lambda row: row.value.criterion.id,
    "label": lambda row: row.value.criterion.label,
    "rating": lambda row: row.value.rating and row.value.rating.word,
    "value": lambda row: row.value.figure,
    "unit": lambda row: unit(row.value),
    "rank": lambda row: rank(row.value),
    "ranks": lambda row: ranks(row.value),
    "base": lambda row: row.base and row.base.inspection.id,
    "steps": lambda row: row.base and distance(row.base, row.value),
    "missing": lambda row: row.value.missing,
    "source_kind": lambda row: source_kind(row.value),
    "source_url": lambda row: source_url(row.value),
    "is_latest": lambda row: row.value.inspection.is_latest,
}


def rank(value: Value) -> int | None:
    return value.rating and value.rating.rank


def ranks(value: Value) -> int | None:
    return value.rating and value.rating.ranks


def source_kind(value: Value) -> str | None:
    return value.source and value.source.kind


def source_url(value: Value) -> str | None:
    return value.source and value.source.url


def unit(value: Value) -> str | None:
    """The unit of a figure; a rate has one even if it is missing."""
    if value.figure is None and value.criterion not in OF_RATES:
        return None
    criterion, own = value.criterion, value.inspection.framework.criteria
    criterion = own.get(criterion.id, criterion)  # its maximum, not that of a newer one
    units = {"points": "percentage points", "score": f"of {criterion.maximum}"}
    return units.get(criterion.kind, "per cent")


def label(criterion: Criterion) -> str:
    """The heading of a criterion's row, with the unit of its figures."""
    units = {"rating": "", "points": ", points", "score": f", of {criterion.maximum}"}
    return criterion.label + units.get(criterion.kind, ", %")


def distance(base: Value, other: Value) -> int | Decimal | None:
    """Steps or points above the base, if both values are known.

    Raises YotError for two kinds or maxima, which check refuses within a family.
    """
    if base.criterion in OF_RATES:
        return None  # a rate is compared with its own average only
    if base.content is None or other.content is None:
        return None
    if base.rating and other.rating:
        return model.steps(base.rating, other.rating)
    if base.figure is None or other.figure is None or unit(base) != unit(other):
        family = base.inspection.framework.family
        wrong = f"{base.criterion.label} of {family} is measured in two ways"
        raise model.YotError(f"{wrong}: these cannot be compared")
    return other.figure - base.figure


def tone(change: int | Decimal | None) -> str | None:
    if not change:
        return None
    return "higher" if change > 0 else "lower"


def cell(value: Value, base: Value | None = None, ranked: bool = False) -> Cell:
    """A value with its notes and, given a base, the change from it."""
    inspection, criterion = value.inspection, value.criterion
    if criterion == model.DIFFERENCE:
        return Cell(sentences.signed(value.figure))
    notes = sentences.notes(inspection, criterion.id)
    if criterion in OF_RATES and value.source:
        notes = sentences.rate_notes(inspection)
    change = base and distance(base, value)
    short = value.rating and inspection.framework.short(value.rating.word)
    return Cell(
        words(value, ranked),
        missing=value.missing or model.NOT_STATED,
        change=change,
        tone=tone(change),
        notes=notes,
        short=f"{short}{rank(value)}" if short and ranked else short,
        link=source_url(value),
    )


def words(value: Value, ranked: bool = False) -> str | Decimal | None:
    """The rating or the figure; a rating has its place if there are two scales."""
    if value.rating is None:
        return value.figure
    return f"{value.rating.word} ({value.rating.rank})" if ranked else value.rating.word


def change_between(before: Value, after: Value, in_words: Sequence[str]) -> str:
    """The word for a change; `in_words` has those for up, none and down."""
    missing = (before.missing, after.missing)
    if model.NO_SUCH_CRITERION in missing:
        return sentences.NOT_IN_BOTH
    if model.NOT_RATED in missing:
        return sentences.UNRATED
    change = distance(before, after)
    if change is None:
        return sentences.NOT_KNOWN
    up, same, down = in_words
    return up if change > 0 else down if change < 0 else same


def changes(
    before: Inspection,
    after: Inspection,
    criteria: Iterable[Criterion],
    in_words: Sequence[str],
) -> Counter[str]:
    """How many single criteria went up, stayed and went down, each by its word."""
    single = [criterion for criterion in criteria if criterion.is_single]
    pairs = [(before.value(each), after.value(each)) for each in single]
    return Counter(change_between(*pair, in_words) for pair in pairs)


def criteria_of(inspections: Sequence[Inspection]) -> list[Criterion]:
    """What concerns any of them, in published order, as the newest framework has it."""
    order: list[str] = []
    known: dict[str, Criterion] = {}
    frameworks = sentences.frameworks_of(inspections)
    frameworks.sort(key=lambda framework: framework.since, reverse=True)
    for framework in frameworks:
        place = 0
        for id, criterion in framework.criteria.items():
            if id not in known:
                known[id] = criterion
                order.insert(place, id)
            place = order.index(id) + 1
    shown = {each.id for inspection in inspections for each in shown_in(inspection)}
    return [known[id] for id in order if id in shown]


def shown_in(inspection: Inspection, more: Collection[str] = ()) -> list[Criterion]:
    """The criteria that concern an inspection, and more, in published order."""
    known = {*more, *inspection.ratings, *inspection.not_rated}
    rates, form = inspection.framework.rates, inspection.form
    return [
        criterion
        for id, criterion in inspection.framework.criteria.items()
        if id in known or (not criterion.only_when_rated and rates(id, form))
    ]


def is_known(criterion: Criterion, inspections: Iterable[Inspection]) -> bool:
    """Whether any of the inspections has a value of it, or a reason not to rate it."""
    id = criterion.id
    return any(id in each.ratings or id in each.not_rated for each in inspections)


def folded(inspections: Sequence[Inspection], called: str) -> list[str]:
    """Says how many criteria have no row because no rating is on record."""
    single = [each for each in criteria_of(inspections) if each.is_single]
    absent = sum(not is_known(criterion, inspections) for criterion in single)
    if not absent:
        return []
    if absent == len(single):
        return [f"No ratings of single {called} are on record."]
    are = "is" if absent == 1 else "are"
    shown = f"{absent} of {len(single)} {called} {are} not shown"
    return [f"{shown}: no ratings are on record."]


def known_of(inspection: Inspection) -> str:
    """How much of an inspection is on record: "12 of 13"."""
    known = inspection.ratings.keys() | inspection.not_rated.keys()
    single = {each.id for each in shown_in(inspection) if each.is_single}
    return f"{len(single & known)} of {len(single)}"


def known_cell(inspection: Inspection) -> Cell:
    return part(known_of(inspection))


def part(words: str) -> Cell:
    """A count such as "12 of 13", in a narrow place "12/13"."""
    return Cell(words, short=words.replace(" of ", "/"))


def marks_of(inspections: Sequence[Inspection]) -> dict[str, str]:
    """A note for each framework that cannot be compared with that of most lines."""
    frameworks = [inspection.framework for inspection in inspections]
    families = Counter(framework.family for framework in frameworks)
    [(most, _)] = families.most_common(1)
    scales = Counter(each.scale for each in frameworks if each.family == most)
    [(usual, _)] = scales.most_common(1)
    marks = {}
    for framework in sentences.frameworks_of(inspections):
        if framework.family != most:
            said = f"its ratings cannot be compared with those of {most}"
            marks[framework.id] = f"{framework.name}: {said}."
        elif framework.scale != usual:
            scale = sentences.scale_of(framework)
            marks[framework.id] = f"{framework.name}: another scale, {scale}."
    return marks


def later(inspection: Inspection, history: History) -> Inspection | None:
    """The last inspection of a history, if it is certainly later."""
    last = history[-1]
    return last if inspection.published.is_before(last.published) else None


def last_of(history: History) -> list[Inspection]:
    """The latest, or each that may be the latest."""
    return [each for each in history if not later(each, history)]


def undecided(history: History) -> list[str]:
    """The ids of those that may be the latest; none where it is known which one is."""
    last = last_of(history)
    return sorted(each.id for each in last) if len(last) > 1 else []


def order_unknown(own: History, history: History) -> list[str]:
    """Says that it is not known which of some inspections is the latest.

    `history` has every inspection of their area.
    """
    ids = undecided(own)
    under = "" if ids == undecided(history) else " under that framework"
    return not_known_which(ids, f"the latest{under}")


def may_be_later(inspection: Inspection, than: Inspection) -> bool:
    """Whether it is not known if it is later; of one exact day, neither is."""
    date, other = inspection.published, than.published
    is_possible = inspection.id != than.id and other.first < date.last
    return is_possible and not other.is_before(date)


def unplaced(inspection: Inspection, history: History) -> list[str]:
    """Says of other families' inspections that it is not known if they are later."""
    ids = [
        each.id
        for each in history
        if each.framework.family != inspection.framework.family
        and may_be_later(each, inspection)
    ]
    whether = f"whether {sentences.listed(ids, 'or')} is later than {inspection.id}"
    return [f"It is not known {whether}."] if ids else []


def not_known_which(ids: Sequence[str], what: str) -> list[str]:
    """Says it of those that may be the one; nothing where that is decided."""
    said = f"It is not known which of {sentences.listed(ids)} is {what}."
    return [said] if ids else []


def followed_by(
    area: Area,
    known: Mapping[str, Area],
    history_of: Callable[[str], History | None],
    family: str,
    left_out: str,
) -> tuple[list[Area], list[str]]:
    """The successors inspected in a family, and what is said of a former area.

    It counts until there is such a successor; what is said names what it is now.
    """
    successors = model.successors_of(area, known)
    after = [
        each for each in successors if family in by_family(history_of(each.id) or ())
    ]
    told = sentences.former(area, known)
    if after:
        have = "has" if len(after) == 1 else "have"
        names = sentences.listed(each.name for each in after)
        told = f"former area and {left_out}: {names} {have} been inspected"
    return after, [f"{area.name} is a {told}."] if told else []


def rate_criteria(inspections: Iterable[Inspection]) -> tuple[Criterion, ...]:
    """The rate, the average and their difference, where any has a rate."""
    rates = [inspection.figure(model.RATE) for inspection in inspections]
    return () if all(rate is None for rate in rates) else OF_RATES


def by_family(inspections: Iterable[Inspection]) -> dict[str, list[Inspection]]:
    """Inspections by their family, in the order given."""
    families: dict[str, list[Inspection]] = {}
    for inspection in inspections:
        families.setdefault(inspection.framework.family, []).append(inspection)
    return families


def result(inspection: Inspection) -> Cell:
    """The overall rating, or the number of ratings of each word."""
    overall = inspection.framework.criteria.get(model.OVERALL)
    if overall and model.OVERALL in inspection.ratings:
        return cell(inspection.value(overall))._replace(notes=(), short=None)
    asked = [overall] if overall else shown_in(inspection)
    missing = {inspection.value(criterion).missing for criterion in asked}
    code = model.NOT_RATED if missing == {model.NOT_RATED} else model.NOT_STATED
    return Cell(counted_ratings(inspection) or figures(inspection), code)


def figures(inspection: Inspection) -> str | None:
    """The percentages that are known, in published order."""
    criteria = inspection.framework.criteria.values()
    percentages = [each for each in criteria if each.kind == "percentage"]
    known = [inspection.value(criterion).figure for criterion in percentages]
    return ", ".join(f"{figure}%" for figure in known if figure is not None) or None


def counted_ratings(inspection: Inspection) -> str | None:
    """How many of each word are known, or counted by a page, and how many are not.

    Of the criteria that count towards the overall rating or, if none does, of all.
    """
    rated = [
        criterion
        for criterion in shown_in(inspection)
        if criterion.kind == "rating"
        and criterion.id not in (model.OVERALL, *inspection.not_rated)
    ]
    criteria = [criterion for criterion in rated if criterion.counts] or rated
    ratings = [inspection.rating(criterion.id) for criterion in criteria]
    known = Counter(rating.word for rating in ratings if rating)
    counts = {
        word: max(inspection.counts.get(word, 0), known[word])
        for word in inspection.framework.scale
    }
    if not any(counts.values()):
        return None
    counts[sentences.NOT_KNOWN] = len(criteria) - sum(counts.values())
    return ", ".join(f"{count} {word}" for word, count in counts.items() if count > 0)


def citations(inspections: Iterable[Inspection]) -> list[Citation]:
    return [citation(page, each.id) for each in inspections for page in each.sources]


def cited(values: Iterable[Value]) -> list[Citation]:
    """The source of each value that has one."""
    return [citation(each.source, each.inspection.id) for each in values if each.source]


def citation(
    source: Source, inspection: str | None, rests: str | None = None
) -> Citation:
    date = source.date and str(source.date)
    title, publisher, kind = source.title, source.publisher, source.kind
    return Citation(inspection, title, publisher, kind, date, source.url, rests)


def side(
    inspection: Inspection, place_of: Callable[[str], str], cells: Sequence[Cell]
) -> Column:
    """The column of an inspection, headed by the name that people can type."""
    area, published = inspection.area, inspection.published
    return Column(inspection.id, cells, lambda: f"{place_of(area)}, {published}")
