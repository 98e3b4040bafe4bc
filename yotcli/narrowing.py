"""What answers over all areas are narrowed by: regions, dates, frameworks, ratings."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import NamedTuple

from yotcli import sentences
from yotcli.model import (
    OVERALL,
    Area,
    Framework,
    Inspection,
    Rating,
    YotError,
    folded,
)


class Filter(NamedTuple):
    """What was asked for; a field of none leaves nothing out."""

    region: str | None = None  # or the nation of an area without one
    nation: str | None = None
    framework: str | None = None  # or a family of them
    since: str | None = None
    until: str | None = None
    rating: str | None = None  # folded
    criterion: str | None = None
    latest: bool = False

    def lists_inspections(self) -> bool:
        return self.rating is not None or self.criterion is not None

    def has_area(self, area: Area) -> bool:
        region = area.region or area.nation
        return self.nation in (None, area.nation) and self.region in (None, region)

    def has(self, inspection: Inspection) -> bool:
        framework, published = inspection.framework, inspection.published
        return (
            self.framework in (None, framework.id, framework.family)
            and (self.since is None or published.since(self.since))
            and (self.until is None or published.until(self.until))
        )

    def shows(self, inspection: Inspection) -> bool:
        return not self.lists_inspections() or self.rates(inspection)

    def rates(self, inspection: Inspection) -> bool:
        """Whether it has the rating asked for; without a criterion, overall."""
        value = inspection.ratings.get(self.criterion or OVERALL)
        if self.rating is None:
            return value is not None
        return isinstance(value, Rating) and folded(value.word) == self.rating


def resolved(
    typed: Filter, areas: Collection[Area], frameworks: Sequence[Framework]
) -> Filter:
    """What was typed as what the records call it, without case and punctuation.

    Raises YotError for a region, a framework, a criterion or a word not there.
    """
    regions = sorted({area.region or area.nation for area in areas})
    nations = sorted({area.nation for area in areas})
    ids = [framework.id for framework in frameworks]
    families = list(dict.fromkeys(framework.family for framework in frameworks))
    framework = meant("framework", typed.framework, ids, families)
    criteria = dict.fromkeys(id for each in frameworks for id in each.criteria)
    criterion = meant("criterion", typed.criterion, list(criteria))
    fitting = [
        each
        for each in frameworks
        if framework in (None, each.id, each.family)
        and (criterion is None or criterion in each.criteria)
    ]
    if not fitting:
        raise YotError(f"{framework} has no criterion {criterion!r}")
    words = dict.fromkeys(word for each in fitting for word in each.scale)
    rating = meant("rating", typed.rating, list(words))
    overall = {
        folded(word)
        for each in fitting
        if OVERALL in each.criteria
        for word in each.scale
    }
    if rating and not criterion and folded(rating) not in overall:
        raise YotError(
            f"no overall rating is {rating!r}: its frameworks rate criteria only; name"
            " one with --criterion"
        )
    return typed._replace(
        region=meant("region", typed.region, regions),
        nation=meant("nation", typed.nation, nations),
        framework=framework,
        criterion=criterion,
        rating=folded(rating) if rating else None,
    )


def meant(
    what: str, typed: str | None, words: Sequence[str], others: Sequence[str] = ()
) -> str | None:
    """The word that was typed, as the records spell it."""
    if typed is None:
        return None
    for word in (*words, *others):
        if folded(word) == folded(typed):
            return word
    raise YotError(
        f"no {what} is named {typed!r}; there are {sentences.and_list(words)}"
    )


def family_of(typed: str, frameworks: Sequence[Framework]) -> str:
    """The family of a framework, or one that is named itself."""
    for framework in frameworks:
        if folded(typed) in (folded(framework.id), folded(framework.family)):
            return framework.family
    ids = ", ".join(framework.id for framework in frameworks)
    raise YotError(f"no framework is named {typed!r}; there are {ids}")
