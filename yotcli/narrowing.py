"""Filters of answers: regions, dates, frameworks and ratings."""

import re
from collections.abc import Collection, Iterable, Sequence
from itertools import chain
from typing import NamedTuple

from yotcli import model, sentences
from yotcli.model import Area, Date, Framework, Inspection, Rate, YotError, folded


class Filter(NamedTuple):
    """The filters asked for; a field of none filters nothing."""

    region: str | None = None  # or Wales, which has no regions
    nation: str | None = None
    framework: str | None = None  # or a family of them
    since: str | None = None
    until: str | None = None
    rating: str | None = None  # folded
    criterion: str | None = None
    latest: bool = False
    measure: str | None = None  # of rates

    def has_area(self, area: Area) -> bool:
        is_there = self.region in (None, area.place)
        return is_there and self.nation in (None, area.nation)

    def has_framework(self, inspection: Inspection) -> bool:
        framework = inspection.framework
        return self.framework in (None, framework.id, framework.family)

    def has(self, inspection: Inspection) -> bool:
        published = inspection.published
        return self.has_framework(inspection) and not (
            (self.since and published.is_before(Date(self.since)))
            or (self.until and Date(self.until).is_before(published))
        )

    def shows(self, inspection: Inspection) -> bool:
        """Whether it has the rating asked for, overall or of the criterion."""
        about = self.criterion or model.OVERALL
        if self.rating is None:
            return self.criterion is None or about in inspection.ratings
        rating = inspection.rating(about)
        return rating is not None and folded(rating.word) == self.rating

    def has_rate(self, rate: Rate) -> bool:
        """Whether it is of the measure, and its period ends on the date or later."""
        if self.measure not in (None, rate.measure):
            return False
        end = rate.period and rate.period.end
        return not self.since or bool(end and not end.is_before(Date(self.since)))

    def kept_out(self, rates: Iterable[Rate]) -> list[str]:
        """Says how many rates a date leaves out because their period is not known."""
        fitting = [rate for rate in rates if self.measure in (None, rate.measure)]
        count = sum(rate.period is None for rate in fitting)
        if self.since is None or not count:
            return []
        without = sentences.plural(count, "rate")
        are = "is" if count == 1 else "are"
        return [f"{without} without a known period {are} left out by --since."]


def resolved(
    typed: Filter, areas: Collection[Area], frameworks: Sequence[Framework]
) -> Filter:
    """What was typed as what the records call it; raises YotError where nothing is."""
    if typed == Filter():
        return typed  # most calls, and folding names would load more of Python
    since, until = typed.since, typed.until
    if since and until and Date(until).is_before(Date(since)):
        raise YotError(f"--until {until} is before --since {since}")
    regions = sorted({area.place for area in areas})
    begun = begun_by(typed.region or "", regions)
    framework = framework_named(typed.framework, frameworks)
    criterion = meant("criterion", typed.criterion, criteria_of(frameworks))
    fitting = under(framework, frameworks)
    if criterion:
        fitting = [each for each in fitting if criterion in each.criteria]
    if not fitting:
        raise YotError(f"{framework} has no criterion {criterion!r}")
    return typed._replace(
        region=meant("region", typed.region, begun or regions, regions),
        nation=meant("nation", typed.nation, sorted({area.nation for area in areas})),
        framework=framework,
        criterion=criterion,
        rating=rating_named(typed.rating, criterion, fitting),
    )


def under(named: str | None, frameworks: Iterable[Framework]) -> list[Framework]:
    """The frameworks of this name or family; all without a name."""
    return [each for each in frameworks if named in (None, each.id, each.family)]


def criteria_of(frameworks: Iterable[Framework]) -> list[str]:
    ids = [id for framework in frameworks for id in framework.criteria]
    return list(dict.fromkeys(ids))


def begun_by(typed: str, names: Iterable[str]) -> list[str]:
    """The names in which consecutive words begin as typed."""
    words = folded(typed).split()
    pattern = r"\b" + r"\w* ".join(words)
    return [name for name in names if words and re.search(pattern, folded(name))]


def framework_named(typed: str | None, frameworks: Sequence[Framework]) -> str | None:
    ids = [framework.id for framework in frameworks]
    families = list(dict.fromkeys(framework.family for framework in frameworks))
    return meant("framework", typed, ids, families, ids)


def only_framework(
    typed: str | None, frameworks: Sequence[Framework]
) -> Framework | None:
    """The one framework typed; raises YotError for a family of several."""
    named = framework_named(typed, frameworks)
    fitting = under(named, frameworks)
    if named is not None and len(fitting) > 1:
        ids = sentences.listed((each.id for each in fitting), "or")
        raise YotError(f"{named} is a family: name one of {ids}")
    return fitting[0] if named else None


def rating_named(
    typed: str | None, criterion: str | None, frameworks: Sequence[Framework]
) -> str | None:
    """A rating that the criterion can have, folded."""
    if typed is None:
        return None
    about = criterion or model.OVERALL
    having = [framework for framework in frameworks if about in framework.criteria]
    rated = [each for each in having if each.criteria[about].kind == "rating"]
    words = list(dict.fromkeys(word for each in frameworks for word in each.scale))
    shorts = {
        folded(short): word
        for framework in frameworks
        for word, short in framework.shorts.items()
    }
    rating = folded(meant("rating", shorts.get(folded(typed), typed), words) or "")
    if having and not rated:
        raise YotError(f"{about} is a figure and not a rating: leave --rating out")
    if rating not in [folded(word) for framework in rated for word in framework.scale]:
        raise YotError(
            f"no overall rating is {typed!r}: its frameworks rate single criteria only;"
            " name one with --criterion"
        )
    return rating


def meant(
    what: str, typed: str | None, words: Sequence[str], *groups: Sequence[str]
) -> str | None:
    """The typed name as records spell it, or the only one of a group that begins so."""
    if typed is None:
        return None
    for word in chain(words, *groups):
        if folded(word) == folded(typed):
            return word
    for group in groups:
        begun = begun_by(typed, group)
        if len(begun) == 1:
            return begun[0]
    known = sentences.listed(words)
    raise YotError(f"no {what} is named {typed!r}; there are {known}")
