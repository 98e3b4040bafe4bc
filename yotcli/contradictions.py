"""Contradictions between fields of a record, and between records that were read."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

from yotcli import model
from yotcli.document import Fault, Names, quoted
from yotcli.model import Area, Criterion, Framework, Inspection, Rate, Rating
from yotcli.scalars import NAME, NO_NAME, repeated

Faults = Iterator[Fault]

NATIONS = ("England", "Wales")
GSS = re.compile(r"[EW][0-9]{8}")


class Step(NamedTuple):
    """One word of a scale."""

    word: str
    stars: int | None = None
    points: int | None = None


def differing(names: Names, wrong: str, what: str = "both") -> Fault:
    """A fault of values that contradict each other; only the source can tell which."""
    return Fault(names, f"{wrong}; compare {what} with the source")


def of_source(source: model.Source) -> Sequence[Fault]:
    if source.url is None and (source.title is None or source.date is None):
        return [Fault((), "has no url; write one, or the title and date of print")]
    return ()


def of_sources(sources: tuple[object, ...]) -> Sequence[Fault]:
    return () if sources else [Fault((), "names no source; write at least one")]


def of_average(rate: Rate) -> Faults:
    """Checks the counts only: they are rounded, so the rate may differ from them."""
    if rate.cohort == 0:
        yield Fault(("cohort",), "is of no children; leave it out")
    elif rate.cohort and rate.reoffenders and rate.reoffenders > rate.cohort:
        wrong = f"{rate.reoffenders} is not part of a cohort of {rate.cohort}"
        yield differing(("reoffenders",), wrong)


def of_rate(rate: Rate) -> Faults:
    """The rate must match the counts, and the stated side of the average."""
    yield from of_average(rate)
    points = rate.difference
    if rate.against_average and points is not None:
        side = "worse" if points > 0 else "better" if points else "same"
        if rate.against_average != side:
            wrong = f"is {side} by the rate and the average"
            yield differing(("against_average",), wrong, "all")
    if rate.rate is None or rate.reoffenders is None or not rate.cohort:
        if rate.worked_from_counts:
            says = "has no counts; write cohort and reoffenders, or leave it out"
            yield Fault(("worked_from_counts",), says)
        return
    last_digit = Decimal(1).scaleb(int(rate.rate.as_tuple().exponent))
    share = Decimal(100 * rate.reoffenders) / rate.cohort
    off = rate.rate - share
    is_near = abs(off) <= last_digit
    if rate.worked_from_counts:  # rounded half up
        is_near = -last_digit < 2 * off <= last_digit
    if share <= 100 and not is_near:
        wrong = f"{rate.rate} is not {rate.reoffenders} of {rate.cohort}"
        yield differing(("rate",), wrong, "it")


def of_rates(rates: tuple[Rate, ...]) -> Iterable[Fault]:
    """A rate must not be in a file twice."""
    return repeated([rate.key for rate in rates], "is of the same cohort as")


def named_otherwise(inspection: Inspection) -> Faults:
    """A file is named after its area and year, with a month or a second year."""
    framework, published = inspection.framework, inspection.published
    if is_early := published.is_before(framework.since):
        wrong = f"is before {framework.id} came into force in {framework.since}"
        right = "write the date or the framework of the report"
        yield Fault(("published",), f"{wrong}; {right}")
    if inspection.id in [f"{inspection.area}-{name}" for name in published.names]:
        return
    is_of_area = model.areas_in(inspection.id).get(inspection.area)
    if not (is_of_area and is_early):
        field, called = ("published", "year") if is_of_area else ("area", "area")
        if is_of_area and is_of_area.iso[:-3] == published.iso[:4]:
            called = "month"
        wrong = f"is not the {called} that the file {quoted(inspection.id)} is named"
        right = f"write that {called}, or rename the file"
        yield Fault((field,), f"{wrong} after; {right}")


def not_of_form(inspection: Inspection) -> Faults:
    form, criteria = inspection.form, inspection.framework.criteria.values()
    fields = ("ratings", "not_rated", "directions", "findings", "notes", "rests_on")
    others = [criterion.id for criterion in criteria if not criterion.is_of(form)]
    for field in fields if others else ():
        for name in getattr(inspection, field):
            if name.removeprefix("findings.") in others:
                says = f"is not rated in the form {form}; leave it out"
                yield Fault((field, name), says)


def rated_in(inspection: Inspection) -> list[Criterion]:
    """The single criteria that may have a rating: of its form, and not left out."""
    form, ratings = inspection.form, inspection.ratings
    left_out = {model.OVERALL, *(inspection.not_rated.keys() - ratings.keys())}
    return [
        criterion
        for id, criterion in inspection.framework.criteria.items()
        if criterion.kind == "rating" and id not in left_out and criterion.is_of(form)
    ]


def counted_of(criteria: list[Criterion]) -> list[Criterion]:
    return [criterion for criterion in criteria if criterion.counts] or criteria


def wrong_score(inspection: Inspection) -> Faults:
    """The score is the sum of the points of the ratings that count towards it."""
    points, score = inspection.framework.points, inspection.score
    if score is None or not points or makes_sum(score, inspection):
        return
    criteria = rated_in(inspection)
    counted = counted_of(criteria)
    known = words_of(inspection, counted)
    others: list[int] = []
    if counts := inspection.counts:
        more = Counter(counts) - Counter(known)
        others = sorted(points[word] for word in more.elements())
    spare = len(criteria) - len(counted)  # they may be among the others, without points
    left = len(counted) - len(known) - len(others[spare:])
    sure = sum(points[word] for word in known)
    least = sure + sum(others[::-1][spare:]) + left * min(points.values())
    most = sure + sum(others[spare:]) + left * max(points.values())
    if not least <= score <= most:
        sums = f"{least} to {most}" if least < most else str(most)
        wrong = f"{score} does not fit the ratings, which add up to {sums}"
        yield differing(("ratings", model.SCORE), wrong)


def makes_sum(score: Decimal, inspection: Inspection) -> bool:
    """Whether a score is the sum of what counts and is known: quick, and true of most.

    Ratings that are not known may add nothing.
    """
    criteria, points = inspection.framework.criteria, inspection.framework.points
    known = [
        points[rating.word]
        for id, rating in inspection.ratings.items()
        if criteria[id].counts and type(rating) is Rating
    ]
    is_sum = bool(known) and sum(known) == score
    return is_sum and not inspection.counts and min(points.values()) == 0


def wrong_counts(inspection: Inspection) -> Faults:
    """Counts must not exceed the criteria, and must leave room for those on record."""
    criteria = rated_in(inspection)
    every = Counter(words_of(inspection, criteria))
    left = len(criteria) - every.total()
    if sum(inspection.counts.values()) > len(criteria):
        wrong = f"counts more than the {len(criteria)} ratings there are"
        yield differing(("counts",), wrong, "it")
    elif (Counter(inspection.counts) - every).total() > left:
        wrong = f"does not fit the ratings on record, which leave {left} open"
        yield differing(("counts",), wrong)
    known = Counter(words_of(inspection, counted_of(criteria)))
    for word, count in inspection.counts.items():
        if count < known[word]:
            wrong = f"{count} is fewer than the {known[word]} on record"
            yield differing(("counts", word), wrong)


def words_of(inspection: Inspection, criteria: Iterable[Criterion]) -> list[str]:
    found = [inspection.ratings.get(criterion.id) for criterion in criteria]
    return [rating.word for rating in found if isinstance(rating, Rating)]


def rated_after_all(inspection: Inspection) -> Faults:
    for criterion in inspection.not_rated:
        if criterion in inspection.ratings:
            says = "has a rating; leave one of the two out"
            yield Fault(("not_rated", criterion), says)


def too_few_recommendations(inspection: Inspection) -> Faults:
    count, listed = inspection.recommendations_count, len(inspection.recommendations)
    if count is not None and count < listed:
        says = f"{count} is fewer than the {listed} listed; count them again"
        yield Fault(("recommendations_count",), says)


def after_publication(inspection: Inspection) -> Faults:
    """What a report tells of ended before it was published."""
    periods: dict[Names, model.Period | None] = {("fieldwork",): inspection.fieldwork}
    if rate := inspection.reoffending:
        periods["reoffending", "period"] = rate.period
        periods["reoffending", "average_period"] = rate.average_period
    for names, period in periods.items():
        if period and any(map(inspection.published.is_before, period)):
            yield differing(names, "ends after publication", "both dates")


def wrong_follow_up(inspection: Inspection) -> Faults:
    earlier = inspection.follows_up or ""
    date = model.areas_in(earlier).get(inspection.area)
    if earlier == inspection.id:
        yield Fault(("follows_up",), "is this inspection; name the one before it")
    elif date and inspection.published.is_before(date):
        yield Fault(("follows_up",), "is a later inspection; name one before this one")


def of_follow_up(
    inspection: Inspection, earlier: Inspection | None, areas: Mapping[str, Area]
) -> Faults:
    """What it follows up is on record, and of its area or of one that became it."""
    if earlier is None:
        wrong = f"no inspection is named {quoted(inspection.follows_up or '')}"
        right = "write a file's name, or a note that says what it follows"
        yield Fault(("follows_up",), f"{wrong}; {right}")
        return
    former = areas.get(earlier.area)
    after = model.successors_of(former, areas) if former else []
    if inspection.area not in (earlier.area, *(each.id for each in after)):
        yield Fault(("follows_up",), "is of another area; name one of this area")


def of_history(inspection: Inspection, known: Mapping[str, Inspection]) -> Faults:
    """Contradicts another inspection: the same report, or what it follows up."""
    for other in known.values():
        if is_same_report(inspection, other) and other.id != inspection.id:
            says = f"and framework are those of {other.id}; keep one of the two files"
            yield Fault(("published",), says)
    earlier = known.get(inspection.follows_up or "")
    if earlier is None:
        return
    if inspection.published.is_before(earlier.published):
        says = "is a later inspection; name one before this one"
        yield Fault(("follows_up",), says)
    elif leads_back(inspection, known):
        says = "leads back to this inspection; name the one before it"
        yield Fault(("follows_up",), says)
    for criterion, stated in inspection.directions.items():
        change = change_since(earlier, inspection, criterion)
        if change is not None:
            told = "improved" if change > 0 else "declined" if change else "unchanged"
            if stated != told:
                what = "rating" if earlier.rating(criterion) else "figure"
                wrong = f"is {told} by the {what} of {earlier.id}"
                yield differing(("directions", criterion), wrong)


def change_since(
    earlier: Inspection, inspection: Inspection, criterion: str
) -> int | Decimal | None:
    """Steps or points above an earlier value, if both are known and of one family."""
    if earlier.framework.family != inspection.framework.family:
        return None
    before, after = (each.ratings.get(criterion) for each in (earlier, inspection))
    if isinstance(before, Decimal) and isinstance(after, Decimal):
        return after - before
    if isinstance(before, Rating) and isinstance(after, Rating):
        return model.steps(before, after) if before.ranks == after.ranks else None
    return None


def is_same_report(inspection: Inspection, other: Inspection) -> bool:
    """Whether both are of one area, one day and one framework."""
    return (
        inspection.published == other.published
        and len(other.published.iso) == len("2015-09-02")
        and inspection.area == other.area
        and inspection.framework.id == other.framework.id
    )


def leads_back(inspection: Inspection, known: Mapping[str, Inspection]) -> bool:
    """Whether what it follows up, and so on, follows up the inspection itself."""
    met: set[str] = set()
    earlier: Inspection | None = inspection
    while earlier and earlier.follows_up and earlier.follows_up not in met:
        met.add(earlier.follows_up)
        earlier = known.get(earlier.follows_up)
    return inspection.id in met


def rests_on_nothing(inspection: Inspection) -> Faults:
    most = len(inspection.sources)
    for name, numbers in inspection.rests_on.items():
        if not numbers:
            yield Fault(("rests_on", name), f"names no source; write 1 to {most}")
        for place, number in enumerate(numbers, 1):
            if not 1 <= number <= most:
                says = f"there is no source {number}; write 1 to {most}"
                yield Fault(("rests_on", name, str(place)), says)


def wrongly_scraped(inspection: Inspection) -> Faults:
    """A rating that the scraped table lost cannot rest on it."""
    criteria, lost = inspection.framework.criteria, inspection.framework.never_scraped
    if all(source.kind != "scraped-table" for source in inspection.sources):
        return  # as in most, and a look at every rating would take longer
    for id, rating in inspection.ratings.items():
        is_lost = type(rating) is Rating and rating.word == lost
        if not (is_lost and criteria[id].is_single):
            continue
        if inspection.source(id).kind == "scraped-table":
            wrong = f"is never {lost} in the scraped table"
            yield Fault(("ratings", id), f"{wrong}; name another source of it")


RULES: Mapping[Callable[[Inspection], Faults], str] = {  # with the field each needs
    named_otherwise: "published",
    after_publication: "published",
    not_of_form: "form",
    wrong_counts: "counts",
    rated_after_all: "not_rated",
    too_few_recommendations: "recommendations",
    wrong_follow_up: "follows_up",
    rests_on_nothing: "rests_on",
}


def of_inspection(inspection: Inspection) -> list[Fault]:
    found = [
        fault
        for rule, field in RULES.items()
        if getattr(inspection, field)
        for fault in rule(inspection)
    ]
    if not any(fault.names[0] in ("ratings", "counts", "rests_on") for fault in found):
        found += wrong_score(inspection)
        found += wrongly_scraped(inspection)
    return found


def of_scale(steps: tuple[Step, ...]) -> Faults:
    """The best word comes first; stars and points, if any, fall with the words."""
    if len(steps) < 2:
        yield Fault((), "is not a scale; write two or more words")
    yield from repeated([step.word for step in steps], "repeats the word of")
    for place, step in enumerate(steps):
        rank = len(steps) - place
        if step.stars not in (None, rank):
            says = f"is not {rank}; write the best word first"
            yield Fault((str(place + 1), "stars"), says)
    points = [step.points for step in steps if step.points is not None]
    if points and (len(points) < len(steps) or points != sorted(set(points))[::-1]):
        wrong = "gives points that do not fall from word to word"
        yield Fault((), f"{wrong}; write points for each word, or for none")


def of_framework(framework: Framework) -> Faults:
    if framework.until and framework.until.is_before(framework.since):
        says = f"is before {framework.since}; write the date after in_force_from"
        yield Fault(("in_force_to",), says)
    words = framework.scale
    no_word = f"is no word of the scale; write one of {', '.join(words)}"
    for word in framework.shorts:
        if word not in words:
            yield Fault(("short", word), no_word, of_name=True)
    if len({framework.shorts.get(word, word) for word in words}) < len(words):
        yield Fault(("short",), "gives two words one form; write another")
    if framework.never_scraped not in (None, *words):
        yield Fault(("never_scraped",), no_word)


def of_family(framework: Framework, others: Iterable[Framework]) -> Faults:
    """Its scales are of one length and its figures of one kind: both are compared."""
    words = len(framework.scale)
    for other in others:
        if other.family != framework.family:
            continue
        if len(other.scale) != words:
            wrong = f"has {words} words, and that of {other.id} in its family"
            says = f"{wrong} {len(other.scale)}; write another family"
            yield Fault(("scale",), says)
        for id, criterion in framework.criteria.items():
            same = other.criteria.get(id, criterion)
            field = "maximum" if criterion.kind == same.kind == "score" else "kind"
            if (here := getattr(criterion, field)) != (there := getattr(same, field)):
                wrong = f"is {here}, and in {other.id} of its family {there}"
                yield Fault(("criteria", id, field), f"{wrong}; write another family")


def of_area(area: Area) -> Faults:
    if not NAME.fullmatch(area.id):
        yield Fault((), NO_NAME)
    if area.nation == "England" and not area.region:
        yield Fault((), "has no field 'region'; write 'region: ...'")
    elif area.nation == "Wales" and area.region:
        yield Fault(("region",), "is of England; leave it out in Wales")
    elif area.region in NATIONS:
        yield Fault(("region",), f"{quoted(area.region)} is a nation; write a region")
    for place, code in enumerate(area.gss, 1):
        names = "gss", str(place)
        if not GSS.fullmatch(code):
            says = f"{quoted(code)} is not a GSS code; write one such as E08000031"
            yield Fault(names, says)
        elif code[0] != area.nation[0]:
            wrong = f"{quoted(code)} is not a code of {area.nation}"
            yield differing(names, wrong, "it")


def of_areas(areas: Mapping[str, Area]) -> Faults:
    """No spelling means two areas, unless one of them succeeds the other."""
    for area in areas.values():
        after = (area, *model.successors_of(area, areas))
        if any(area.id in each.successors for each in after):
            says = "lead back to the area itself; leave out what came before it"
            yield Fault((area.id, "successors"), says)
    owners: dict[str, list[Area]] = {}
    for area in areas.values():
        spellings = [(("name",), area.name), ((), area.id)]
        for field in ("aliases", "gss"):
            for place, spelling in enumerate(getattr(area, field), 1):
                spellings.append(((field, str(place)), spelling))
        for names, spelling in spellings:
            alike = model.folded(spelling).replace(" ", "")  # IOW and I.O.W.
            others = owners.setdefault(alike, [])
            apart = (each for each in others if not related(each, area, areas))
            if other := next(apart, None):
                wrong = f"{quoted(spelling)} means {other.id} too"
                yield Fault((area.id, *names), f"{wrong}; keep it for one of them")
            else:
                others.append(area)


def related(area: Area, other: Area, areas: Mapping[str, Area]) -> bool:
    """Whether two areas are one, or one of them succeeds the other."""
    after = model.successors_of(area, areas)
    return other in (area, *after) or area in model.successors_of(other, areas)
