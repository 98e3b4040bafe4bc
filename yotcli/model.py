"""Areas, frameworks, inspections and rates, their dates and their values.

They are named tuples, because frozen dataclasses would make every start a tenth longer.
"""

import re
from collections.abc import Iterable, Mapping
from decimal import Decimal
from functools import cache
from typing import NamedTuple

MONTHS = (
    *("Jan", "Feb", "Mar", "Apr", "May", "Jun"),
    *("Jul", "Aug", "Sep", "Oct", "Nov", "Dec"),
)

YEAR = "(?:19[89]|20[0-4])[0-9]"
# The name of an inspection: its area, then a year, a month or two years.
NAMED_DATE = re.compile(f"{YEAR}(?:-(?:[0-9]{{2}}|{YEAR}))?")

NOT_STATED, NO_SUCH_CRITERION, NOT_RATED = "x", "z", "n"  # why a value is missing

OVERALL = "overall"  # these two sum up the other criteria, so they are never counted
SCORE = "score"

VERDICT_TONES = {"better": "higher", "worse": "lower"}  # a lower rate is better


class YotError(Exception):
    """An error that the reader can act on: one line, printed after `yot: `."""

    option = ""  # that says what was meant, where the command has it


def listed(words: Iterable[str], last: str = "and") -> str:
    *first, final = [*words] or [""]
    return f"{', '.join(first)} {last} {final}" if first else final


def escaped(text: str) -> str:
    """Text that is safe on a terminal: unprintable characters are escaped."""
    if text.isprintable():
        return text
    return "".join(c if c.isprintable() else ascii(c)[1:-1] for c in text)


@cache
def days_of(iso: str) -> tuple[str, str]:
    """The first and the last day that a date may be."""
    start, _, end = iso.partition(" to ")
    end = (end or start) + "-12"[len(end or start) - 4 :]
    if len(end) == len("2015-09"):
        end += "-30" if end[5:] in ("04", "06", "09", "11") else "-31"
    if end.endswith("-02-31"):  # every fourth year is a leap year until 2100
        end = end[:-2] + ("28" if int(end[:4]) % 4 else "29")
    return start + "-01-01"[len(start) - 4 :], end


class Date(NamedTuple):
    """A date as precise as its source: a day, a month, a year, or years between."""

    iso: str  # 2014-02-26, 2014-02, 2014, or 2013 to 2015, as records write it

    @property
    def first(self) -> str:
        return days_of(self.iso)[0]

    @property
    def last(self) -> str:
        return days_of(self.iso)[1]

    @property
    def year(self) -> int:
        return int(self.iso[:4])

    def is_before(self, other: "Date") -> bool:
        """Whether it is certainly before the other: every possible day is."""
        return days_of(self.iso)[1] < days_of(other.iso)[0]

    def is_apart(self, other: "Date") -> bool:
        """Whether it can be told which of the two is before the other."""
        return self.is_before(other) or other.is_before(self)

    @property
    def names(self) -> tuple[str, ...]:
        """What the name of an inspection may give of it."""
        if " to " in self.iso:
            return (self.iso.replace(" to ", "-"),)
        return self.iso[:4], self.iso[:7]

    def __str__(self) -> str:
        if " to " in self.iso:
            first, last = self.iso.split(" to ")
            if int(last) - int(first) == 1:
                return f"{first} or {last}"
            return f"between {first} and {last}"
        year, month, day = [*self.iso.split("-"), "", ""][:3]
        words = [str(int(day))] if day else []
        if month:
            words.append(MONTHS[int(month) - 1])
        return " ".join([*words, year])


def areas_in(id: str) -> dict[str, Date]:
    """The areas that the name of an inspection may mean, each with the date."""
    start, _, last = id.rpartition("-")
    area, _, before = start.rpartition("-")
    dates = {start: last, area: f"{before}-{last}"}
    return {
        area: Date(date.replace("-", " to ") if len(date) > len("2015-09") else date)
        for area, date in dates.items()
        if area and NAMED_DATE.fullmatch(date)
    }


class Period(NamedTuple):
    """The months or days from one date to another, both included."""

    start: Date
    end: Date

    @property
    def iso(self) -> str:
        return " to ".join(dict.fromkeys(date.iso for date in self))

    @property
    def days(self) -> str:
        """The same for every spelling of a period: 2014, 2014-01 to 2014-12."""
        return f"{self.start.first} to {self.end.last}"

    def __str__(self) -> str:
        return " to ".join(dict.fromkeys(map(str, self)))


class Source(NamedTuple):
    """A page or a printed report on which values rest."""

    publisher: str
    kind: str  # inspectorate, government, council, press, scraped-table or other
    title: str | None = None
    date: Date | None = None
    url: str | None = None


class Area(NamedTuple):
    """The place that a team serves; it keeps its id when teams are renamed."""

    id: str
    name: str
    nation: str
    region: str | None = None  # none in Wales
    aliases: tuple[str, ...] = ()
    gss: tuple[str, ...] = ()  # current codes first, then former ones
    successors: tuple[str, ...] = ()  # only former areas have them

    @property
    def place(self) -> str:
        """Its region, or Wales."""
        return self.region or self.nation


def successors_of(area: Area, known: Mapping[str, Area]) -> list[Area]:
    """The areas that followed an area, and those that followed them."""
    found = [area]
    for each in found:  # it grows
        after = [known[id] for id in each.successors if id in known]
        found += [successor for successor in after if successor not in found]
    return found[1:]


def now(area: Area, known: Mapping[str, Area]) -> list[Area]:
    """What a former area is part of today."""
    return [each for each in successors_of(area, known) if not each.successors]


class Named(NamedTuple):
    """The area or the inspection that a typed name means."""

    area: str
    inspection: str | None

    @property
    def id(self) -> str:
        return self.inspection or self.area


class Criterion(NamedTuple):
    """One thing that a framework rates or measures."""

    id: str
    label: str
    kind: str  # rating, percentage or score; rate or points for those made below
    maximum: int | None = None  # of a score
    counts: bool = False  # towards the overall rating
    forms: tuple[str, ...] = ()  # of inspection in which it is rated; none: in all
    only_when_rated: bool = False  # shown only if one of the inspections has it
    phrases: tuple[str, ...] = ()  # by which releases name the criterion

    def is_of(self, form: str | None) -> bool:
        """Whether a form of inspection has it; an unknown form may have any."""
        return not self.forms or form is None or form in self.forms

    @property
    def is_single(self) -> bool:
        """Whether it is a criterion of its own, not a summary of others."""
        return self.id not in (OVERALL, SCORE)


# Not in any framework: made from the rate printed with an inspection.
RATE = Criterion("reoffending-rate", "Reoffending rate", "rate")
AVERAGE = Criterion("england-and-wales-average", "England and Wales average", "rate")
DIFFERENCE = Criterion("difference", "Difference", "points")
OF_RATES = (RATE, AVERAGE, DIFFERENCE)


class Rating(NamedTuple):
    """A word of a scale, with its place on it."""

    word: str
    rank: int  # 1 is the worst
    ranks: int
    family: str


class Framework(NamedTuple):
    """The criteria and the scale of one programme of inspections."""

    id: str
    name: str
    family: str  # ranks of frameworks of one family may be compared
    since: Date
    scale: tuple[str, ...]  # best first, as published
    criteria: Mapping[str, Criterion]  # in published order
    sources: tuple[Source, ...]
    until: Date | None = None
    selection: str | None = None  # why areas are inspected
    inspected_with: Mapping[str, tuple[str, ...]] = {}  # other inspectorates, by nation
    criteria_called: str = "criteria"
    named_by: tuple[str, ...] = ()  # phrases of its releases
    points: Mapping[str, int] = {}  # by word of the scale, if they make a score
    stars: bool = False  # whether ratings are printed as stars too
    shorts: Mapping[str, str] = {}  # its own short forms of ratings
    never_scraped: str | None = None  # the rating that the scraped table lost
    forms: Mapping[str, str] = {}
    forms_named_by: Mapping[str, tuple[str, ...]] = {}  # phrases, likewise
    notes: tuple[str, ...] = ()

    def may_be_of(self, published: Date) -> bool:
        """Whether a report of a date may be of it.

        An end known to the month is that of fieldwork; reports take half a year more.
        """
        starts = published.iso >= self.since.iso[: len(published.iso)]
        if self.until is None or published.year <= self.until.year:
            return starts
        last = 12 * self.until.year + int(self.until.iso[5:7] or -99)
        return 12 * published.year + int(published.iso[5:7] or 1) <= last + 6

    def short(self, word: str) -> str:
        """The short form of a rating: its own, or the shortest unique beginning."""
        if word in self.shorts:
            return self.shorts[word]
        # Without blanks, at which a cell would break.
        joined = {each: each.replace(" ", "") for each in self.scale}
        own, others = joined.pop(word), [*joined.values()]
        for start in (own[:end] for end in range(1, len(own))):
            is_taken = start in self.shorts.values()
            if not is_taken and not any(other.startswith(start) for other in others):
                return start
        return word

    def rating(self, word: str) -> Rating:
        ranks = len(self.scale)
        return Rating(word, ranks - self.scale.index(word), ranks, self.family)

    def rates(self, criterion: str, form: str | None) -> bool:
        """Whether it has the criterion, in a form."""
        return criterion in self.criteria and self.criteria[criterion].is_of(form)


class Rate(NamedTuple):
    """A rate of proven reoffending, of an area or of England and Wales."""

    rate: Decimal | None = None  # per cent of the cohort, with the digits of the source
    average: Decimal | None = None  # of England and Wales, printed beside it
    previous_year: str | None = None  # better, same or worse, where that is stated
    against_average: str | None = None  # likewise
    measure: str | None = None
    period: Period | None = None
    average_period: Period | None = None
    cohort: int | None = None
    reoffenders: int | None = None
    worked_from_counts: bool = False
    derived: bool = False  # from another printed value and a printed change
    area: str | None = None  # none if an inspection printed the rate
    note: str | None = None
    sources: tuple[Source, ...] = ()  # none if an inspection printed the rate

    @property
    def key(self) -> tuple[str | None, ...]:
        """What no two rates share; notes tell rates without a period apart."""
        period = self.period and self.period.days
        return self.area, period, self.measure, None if period else self.note

    @property
    def difference(self) -> Decimal | None:
        """Percentage points above (+) or below (-) the average."""
        if self.rate is None or self.average is None:
            return None
        return self.rate - self.average


class Inspection(NamedTuple):
    """One published report."""

    id: str
    area: str
    framework: Framework
    published: Date
    sources: tuple[Source, ...]
    service: str | None = None  # as named in the report
    form: str | None = None
    fieldwork: Period | None = None
    published_by: str | None = None
    headline: str | None = None
    chosen_because: str | None = None
    follows_up: str | None = None
    ratings: Mapping[str, Rating | Decimal] = {}  # by criterion
    counts: Mapping[str, int] = {}  # by word of the scale, where a page counts them
    not_rated: Mapping[str, str] = {}  # why, by criterion
    directions: Mapping[str, str] = {}  # improved, unchanged or declined, as stated
    findings: Mapping[str, str] = {}
    reoffending: Rate | None = None
    recommendations: tuple[str, ...] = ()
    recommendations_count: int | None = None
    notes: Mapping[str, str] = {}  # by criterion or by field
    rests_on: Mapping[str, tuple[int, ...]] = {}  # places in sources, from 1
    is_latest: bool | None = None  # of its area; none if the order is not known

    def rating(self, criterion: str) -> Rating | None:
        content = self.ratings.get(criterion)
        return content if isinstance(content, Rating) else None

    @property
    def score(self) -> Decimal | None:
        content = self.ratings.get(SCORE)
        return content if isinstance(content, Decimal) else None

    def value(self, criterion: Criterion) -> "Value":
        """The value of a criterion, or why there is none."""
        about, content = criterion.id, self.ratings.get(criterion.id)
        is_of_rates = content is None and criterion in OF_RATES
        if is_of_rates:
            about, content = "reoffending", self.figure(criterion)
        if content is not None:
            return Value(self, criterion, content, None, self.source(about))
        missing = NOT_STATED
        if about in self.not_rated:
            missing = NOT_RATED
        elif not is_of_rates and not self.framework.rates(about, self.form):
            missing = NO_SUCH_CRITERION
        return Value(self, criterion, None, missing, None)

    def figure(self, criterion: Criterion) -> Decimal | None:
        """The rate, its average or the difference, where they are known."""
        rate = self.reoffending
        if rate is None:
            return None
        figures = {RATE.id: rate.rate, AVERAGE.id: rate.average}
        return figures.get(criterion.id, rate.difference)

    def source(self, name: str) -> Source:
        """The first source that a criterion or a field rests on."""
        whole = "ratings" if name in self.framework.criteria else name
        places = self.rests_on.get(name) or self.rests_on.get(whole) or (1,)
        return self.sources[places[0] - 1]


class Value(NamedTuple):
    """What one inspection says of one criterion."""

    inspection: Inspection
    criterion: Criterion
    content: Rating | Decimal | None
    missing: str | None  # why there is no content, as a code
    source: Source | None  # of the content; the first if there are several

    @property
    def rating(self) -> Rating | None:
        return self.content if isinstance(self.content, Rating) else None

    @property
    def figure(self) -> Decimal | None:
        return self.content if isinstance(self.content, Decimal) else None

    @property
    def is_scraped(self) -> bool:
        return self.source is not None and self.source.kind == "scraped-table"


class Measure(NamedTuple):
    """A way of counting reoffending; rates of two measures are never subtracted."""

    id: str
    name: str
    about: str
    used: str | None = None


class Series(NamedTuple):
    """The national rates of reoffending, by measure and cohort."""

    measures: Mapping[str, Measure]
    averages: tuple[Rate, ...]
    pages_read: Date | None = None  # the day up to which pages were read


def steps(base: Rating, other: Rating) -> int:
    """How many steps a rating is above the base; the only place that subtracts ranks.

    Raises YotError for two families: "good" tops one scale and is second on the next;
    and for scales of two lengths, which check refuses within a family.
    """
    if (base.family, base.ranks) != (other.family, other.ranks):
        raise YotError(
            f"{base.word!r} is a rating of {base.family} and {other.word!r} of"
            f" {other.family}: these cannot be compared"
        )
    return other.rank - base.rank


# What is written in a word or for one; other punctuation parts words.
SPELT = str.maketrans("", "", "'`\u2018\u2019\u02bc") | dict.fromkeys(b"&+", " and ")


@cache
def folded(name: str) -> str:
    """A name without case, accents and punctuation."""
    spelt = name.casefold()
    if spelt.isascii() and spelt.isalnum():
        return spelt
    if not spelt.isascii():
        from unicodedata import category, normalize  # not needed for most names

        # Letter by letter, because a long run of accents would take seconds.
        letters = (c for letter in spelt for c in normalize("NFKD", letter))
        spelt = "".join(c for c in letters if category(c) not in ("Mn", "Cf"))
    return " ".join(re.findall(r"[^\W_]+", spelt.translate(SPELT)))
