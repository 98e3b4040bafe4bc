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

    def has_framework(self, inspection: Inspection) -> bool:
        framework = inspection.framework
        return self.framework in (None, framework.id, framework.family)

    def has(self, inspection: Inspection) -> bool:
        published = inspection.published
        return (
            self.has_framework(inspection)
            and (self.since is None or published.since(self.since))
            and (self.until is None or published.until(self.until))
        )

    def shows(self, inspection: Inspection) -> bool:
        return (self.rating or self.criterion) is None or self.rates(inspection)

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
    framework = framework_named(typed.framework, frameworks)
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
    return typed._replace(
        region=region_named(typed.region, areas),
        nation=meant("nation", typed.nation, sorted({area.nation for area in areas})),
        framework=framework,
        criterion=criterion,
        rating=rating_named(typed.rating, criterion, fitting),
    )


def region_named(typed: str | None, areas: Collection[Area]) -> str | None:
    """A region, or a nation without one, by any beginning that is of no other."""
    regions = sorted({area.region or area.nation for area in areas})
    if typed is None or folded(typed) in map(folded, regions):
        return meant("region", typed, regions)
    begun = [each for each in regions if begins(folded(typed), folded(each))]
    return begun[0] if len(begun) == 1 else meant("region", typed, begun or regions)


def begins(typed: str, name: str) -> bool:
    """Whether each typed word begins a word of a name, one after another."""
    words, typed_words = name.split(), typed.split()
    starts = range(len(words) - len(typed_words) + 1)
    return bool(typed_words) and any(
        all(
            word.startswith(part)
            for word, part in zip(words[start:], typed_words, strict=False)
        )
        for start in starts
    )


def framework_named(typed: str | None, frameworks: Sequence[Framework]) -> str | None:
    ids = [framework.id for framework in frameworks]
    families = list(dict.fromkeys(framework.family for framework in frameworks))
    folds = [folded(name) for name in (*ids, *families)]
    if typed is None or folded(typed) in folds:
        return meant("framework", typed, ids, families)
    for names in (families, ids):
        begun = [name for name in names if begins(folded(typed), folded(name))]
        if len(begun) == 1:
            return begun[0]
    return meant("framework", typed, ids)


def rating_named(
    typed: str | None, criterion: str | None, frameworks: Sequence[Framework]
) -> str | None:
    """A word of a scale, folded, that the criterion can have."""
    if typed is None:
        return None
    about = criterion or OVERALL
    having = [each for each in frameworks if about in each.criteria]
    rated = [each for each in having if each.criteria[about].kind == "rating"]
    words = list(dict.fromkeys(word for each in frameworks for word in each.scale))
    rating = folded(meant("rating", typed, words) or "")
    if having and not rated:
        raise YotError(f"{about} is a figure and not a rating: leave --rating out")
    if rating not in [folded(word) for each in rated for word in each.scale]:
        raise YotError(
            f"no overall rating is {typed!r}: its frameworks rate single criteria only;"
            " name one with --criterion"
        )
    return rating


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
    named = framework_named(typed, frameworks)
    return next(each.family for each in frameworks if named in (each.id, each.family))
