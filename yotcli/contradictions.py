"""What the fields of one record cannot say together; told where each could be read."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from yotcli import model
from yotcli.document import Fault, quoted
from yotcli.model import (
    INSPECTION_FILE,
    Area,
    Framework,
    Inspection,
    Rate,
    Rating,
    Source,
)
from yotcli.scalars import NAME

Faults = Iterator[Fault]

GSS = re.compile(r"[EW][0-9]{8}")


class Step(NamedTuple):
    """One word of a scale."""

    word: str
    stars: int | None = None
    points: int | None = None


def of_source(source: Source) -> Faults:
    if source.url is None and (source.title is None or source.date is None):
        yield Fault((), "has no url; write one, or the title and date of print")


def of_sources(sources: tuple[object, ...]) -> Faults:
    if not sources:
        yield Fault((), "names no source; write at least one")


def of_average(rate: Rate) -> Faults:
    """Of its counts alone: these are rounded, so that the rate may part from them."""
    if rate.cohort == 0:
        yield Fault(("cohort",), "is of no children; leave it out")
    elif rate.cohort and rate.reoffenders and rate.reoffenders > rate.cohort:
        wrong = f"{rate.reoffenders} is not part of a cohort of {rate.cohort}"
        yield Fault(("reoffenders",), f"{wrong}; compare both with the source")


def of_rate(rate: Rate) -> Faults:
    """The share of reoffenders in the cohort is the rate."""
    yield from of_average(rate)
    if rate.rate is None or rate.reoffenders is None or not rate.cohort:
        return
    last_digit = Decimal(1).scaleb(int(rate.rate.as_tuple().exponent))
    share = Decimal(100 * rate.reoffenders) / rate.cohort
    if share <= 100 and abs(rate.rate - share) > last_digit:
        wrong = f"{rate.rate} is not {rate.reoffenders} of {rate.cohort}"
        yield Fault(("rate",), f"{wrong}; compare it with the source")


def named_otherwise(inspection: Inspection) -> Faults:
    """A file has the name of its area and year, and month where it gives one."""
    framework, published = inspection.framework, inspection.published.iso
    parts = INSPECTION_FILE.fullmatch(inspection.id)
    file = f"that the file {quoted(inspection.id)} is named after"
    right = "or rename the file"
    if parts is None or parts[1] != inspection.area:
        yield Fault(("area",), f"is not the area {file}; write that area, {right}")
    if published < framework.since.iso[: len(published)]:
        wrong = f"is before {framework.id} came into force in {framework.since}"
        right = "write the date or the framework of the report"
        yield Fault(("published",), f"{wrong}; {right}")
    elif parts and parts[2] not in (published[:4], published[:7]):
        yield Fault(("published",), f"is not the year {file}; write that year, {right}")


def not_of_form(inspection: Inspection) -> Faults:
    for criterion in inspection.ratings:
        if not inspection.framework.rates(criterion, inspection.form):
            says = f"is not rated in the form {inspection.form}; leave it out"
            yield Fault(("ratings", criterion), says)


def wrong_score(inspection: Inspection) -> Faults:
    """The score is the sum of the points of the ratings that count towards it."""
    framework, ratings = inspection.framework, inspection.ratings
    score = ratings.get(model.SCORE)
    if not isinstance(score, Decimal) or not framework.points:
        return
    counted = [
        ratings.get(id)
        for id, criterion in framework.criteria.items()
        if criterion.counts and id not in (model.OVERALL, model.SCORE)
    ]
    points = [
        framework.points[rating.ranks - rating.rank]
        for rating in counted
        if isinstance(rating, Rating)
    ]
    least = sum(points)
    most = least + max(framework.points) * (len(counted) - len(points))
    if not least <= score <= most:
        wrong = f"{score} does not fit the ratings held, which give {least} to {most}"
        names = ("ratings", model.SCORE)
        yield Fault(names, f"{wrong}; compare both with the source")


def too_many_counted(inspection: Inspection) -> Faults:
    criteria = inspection.framework.criteria.values()
    ratings = sum(criterion.kind == "rating" for criterion in criteria)
    if sum(inspection.counts.values()) > ratings:
        wrong = f"counts more than the {ratings} ratings there are"
        yield Fault(("counts",), f"{wrong}; compare it with the source")


def rated_after_all(inspection: Inspection) -> Faults:
    for criterion in inspection.not_rated:
        if criterion in inspection.ratings:
            wrong = f"names {criterion}, which has a rating"
            yield Fault(("not_rated",), f"{wrong}; leave one of the two out")


def rests_on_nothing(inspection: Inspection) -> Faults:
    most = len(inspection.sources)
    for name, numbers in inspection.rests_on.items():
        if not numbers:
            yield Fault(("rests_on", name), f"names no source; write 1 to {most}")
        for place, number in enumerate(numbers, 1):
            if not 1 <= number <= most:
                says = f"there is no source {number}; write 1 to {most}"
                yield Fault(("rests_on", name, str(place)), says)


OF_INSPECTION = (
    *(named_otherwise, not_of_form, wrong_score, too_many_counted),
    *(rated_after_all, rests_on_nothing),
)


def of_scale(steps: tuple[Step, ...]) -> Faults:
    """Words fall from the best, with their stars and, where there are any, points."""
    if len({step.word for step in steps}) != len(steps) or len(steps) < 2:
        yield Fault((), "is not a scale; write two or more words")
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
    since, until = framework.since.iso, framework.until and framework.until.iso
    if until and until[: len(since)] < since[: len(until)]:
        says = f"is before {framework.since}; write the date after in_force_from"
        yield Fault(("in_force_to",), says)


def of_area(area: Area) -> Faults:
    if not NAME.fullmatch(area.id):
        says = "is not a name; write lower-case letters, digits and hyphens"
        yield Fault((), says)
    for code in area.gss:
        if not GSS.fullmatch(code):
            says = f"{quoted(code)} is not a GSS code; write one such as E08000031"
            yield Fault(("gss",), says)
