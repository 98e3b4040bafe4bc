"""What each kind of record file holds, and reading the ones that are asked for."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from decimal import Decimal
from functools import cached_property
from pathlib import Path

from yotcli import document
from yotcli.document import Node, quoted
from yotcli.model import (
    OVERALL,
    SCORE,
    Area,
    Average,
    Criterion,
    Date,
    Framework,
    Inspection,
    Measure,
    Named,
    Rate,
    Rating,
    Series,
    Source,
    YotError,
    areas_named,
    escaped,
    folded,
)

# The order of these fields is the order in which a record writes them.
INSPECTION = (
    *("area", "service", "framework", "form", "published", "fieldwork"),
    *("published_by", "headline", "chosen_because", "follows_up", "ratings"),
    *("counts", "not_rated", "directions", "findings", "reoffending"),
    *("recommendations", "recommendations_count", "notes", "rests_on", "sources"),
)
REOFFENDING = (
    *("rate", "average", "previous_year", "against_average", "measure"),
    *("period", "average_period", "cohort", "reoffenders"),
)
SOURCE = ("title", "publisher", "kind", "date", "url")
FRAMEWORK = (
    *("name", "family", "in_force_from", "in_force_to", "selection", "scale"),
    *("forms", "criteria", "notes", "sources"),
)
CRITERION = ("label", "kind", "maximum", "counts", "forms", "only_when_rated")
STEP = ("word", "stars", "points")
AREA = ("name", "aliases", "nation", "region", "gss", "successors")
RATE = (
    *("area", "measure", "period", "rate", "worked_from_counts", "cohort"),
    *("reoffenders", "average", "average_period", "previous_year", "note", "source"),
)
AVERAGE = (
    *("measure", "period", "rate", "reoffenders", "cohort", "derived", "note"),
    "sources",
)
MEASURE = ("name", "used", "about")

SOURCE_KINDS = (
    *("inspectorate", "government", "council", "press", "scraped-table"),
    "other",
)
NATIONS = ("England", "Wales")
AGAINST = ("better", "same", "worse")
DIRECTIONS = ("improved", "unchanged", "declined")
KINDS = ("rating", "percentage", "score")
# Rows beside the criteria, and the note on a whole inspection.
MADE = ("reoffending-rate", "england-and-wales-average", "difference", "inspection")
GSS = re.compile(r"[EW][0-9]{8}")

WHOLE = ("inspection",)  # what is said of it as a whole

INSPECTION_FILE = re.compile(r"(.+?)-([0-9]{4}(?:-[0-9]{2})?)")
AREAS_FILE, RATES_FILE = "areas.yaml", "rates.yaml"
SERIES_FILE = "england-and-wales.yaml"
LAYOUT = ("inspections", "frameworks", AREAS_FILE, RATES_FILE, SERIES_FILE)


def shipped() -> Path:
    """The records that come with yot: inside a wheel, or at the top of a clone."""
    inside = Path(__file__).parent / "records"
    return inside if inside.is_dir() else Path(__file__).parent.parent / "records"


def opened(added: Sequence[str] = ()) -> Records:
    """The shipped records with the folders of YOT_RECORDS and --records over them."""
    named = os.environ.get("YOT_RECORDS", "").split(os.pathsep)
    return Records([str(shipped()), *(path for path in named if path), *added])


class Records:
    """Folders of records in one layout, the later ones laid over the earlier."""

    def __init__(self, folders: Sequence[str]):
        self.folders = [os.fspath(folder) for folder in folders]
        self.frameworks_read: dict[str, Framework] = {}
        self.inspections_read: dict[str, Inspection] = {}
        self.ids_of: dict[str, list[str]] = {}  # of inspections, by area
        self.areas_read: dict[str, Area] | None = None
        self.series_read: Series | None = None
        for folder in self.folders:
            names = listed(folder)
            if not any(name in LAYOUT for name in names):
                raise YotError(
                    f"{escaped(folder)} holds no records: none of"
                    f" {', '.join(LAYOUT)} is in it"
                )

    @cached_property
    def inspection_files(self) -> dict[str, str]:
        return self.files("inspections")

    @cached_property
    def inspections_in(self) -> dict[str, list[str]]:
        """The names in each folder of inspections, later folders first."""
        folders = [f"{folder}/inspections" for folder in reversed(self.folders)]
        return {one: listed(one) for one in folders if os.path.isdir(one)}

    def files(self, kind: str) -> dict[str, str]:
        """Paths of the YAML files of a kind by name, of later folders where both."""
        return {
            name[:-5]: f"{folder}/{kind}/{name}"
            for folder in self.folders
            if os.path.isdir(f"{folder}/{kind}")
            for name in listed(f"{folder}/{kind}")
            if name.endswith(".yaml") and not name.startswith(".")
        }

    def each(self, name: str) -> list[str]:
        """Paths of the file of this name in every folder that has one."""
        paths = [f"{folder}/{name}" for folder in self.folders]
        return [path for path in paths if os.path.lexists(path)]

    def inspections_of(self, area: str) -> list[str]:
        """Ids, by file names alone; no file is read."""
        if area not in self.ids_of:
            found = {
                name[:-5]
                for names in self.inspections_in.values()
                for name in names
                if name.startswith(area) and name.endswith(".yaml")
            }
            self.ids_of[area] = sorted(
                id
                for id in found
                if (parts := INSPECTION_FILE.fullmatch(id)) and parts[1] == area
            )
        return self.ids_of[area]

    def path_of(self, id: str) -> str:
        """Where an inspection stands, in the last folder that has it."""
        paths = [f"{folder}/{id}.yaml" for folder in self.inspections_in]
        return next(path for path in paths if os.path.lexists(path))

    def history(self, area: str) -> list[Inspection]:
        """The inspections of an area, oldest first."""
        return in_time(self.inspection(id) for id in self.inspections_of(area))

    def inspections(self) -> list[Inspection]:
        """Every inspection, by area and then by date."""
        every = in_time(
            self.read(id, path) for id, path in self.inspection_files.items()
        )
        return sorted(every, key=lambda inspection: inspection.area)

    def inspection(self, id: str) -> Inspection:
        return self.inspections_read.get(id) or self.read(id, self.path_of(id))

    def read(self, id: str, path: str) -> Inspection:
        self.inspections_read[id] = read_inspection(path, self.framework)
        return self.inspections_read[id]

    def framework(self, id: str) -> Framework:
        """Raises KeyError where there is none of this id."""
        if id not in self.frameworks_read:
            self.frameworks_read[id] = read_framework(self.files("frameworks")[id])
        return self.frameworks_read[id]

    def frameworks(self) -> list[Framework]:
        """Every framework, the oldest first."""
        every = [self.framework(id) for id in self.files("frameworks")]
        return sorted(every, key=lambda framework: (framework.since, framework.id))

    def areas(self) -> dict[str, Area]:
        if self.areas_read is None:
            areas: dict[str, Area] = {}
            for path in self.each(AREAS_FILE):
                areas.update(read_areas(path))
            self.areas_read = dict(sorted(areas.items()))
        return self.areas_read

    def rates(self) -> list[Rate]:
        """Rates that stand outside inspections, by area and period."""
        rates: dict[tuple[str | None, ...], Rate] = {}
        for path in self.each(RATES_FILE):
            rates.update({rate_key(rate): rate for rate in read_rates(path)})
        return [rate for _, rate in sorted(rates.items(), key=lambda one: str(one[0]))]

    def series(self) -> Series:
        if self.series_read is None:
            self.series_read = read_series(self.each(SERIES_FILE)[-1])
        return self.series_read

    def find(self, name: str) -> Named:
        """What a person typed; raises YotError where nothing or two areas fit."""
        typed = name.lower().replace(" ", "-")
        if self.inspections_of(typed):
            return Named(typed, None)
        parts = INSPECTION_FILE.fullmatch(typed)
        if parts and typed in self.inspections_of(parts[1]):
            return Named(parts[1], typed)
        area = self.area_named(name)
        if area is not None:
            return Named(area.id, None)
        if parts := INSPECTION_FILE.fullmatch(name.strip()):
            area = self.area_named(parts[1])
            if area is not None:
                return self.of_year(area, parts[2], name)
        raise YotError(f"no area or inspection is named {name!r}{self.hint(name)}")

    def area_named(self, name: str) -> Area | None:
        found = areas_named(name, self.areas().values())
        if len(found) > 1:
            ids = " and ".join(area.id for area in found)
            raise YotError(f"{name!r} may be {ids}: write one of them")
        return found[0] if found else None

    def of_year(self, area: Area, year: str, name: str) -> Named:
        id = f"{area.id}-{year}"
        if id in self.inspection_files:
            return Named(area.id, id)
        held = self.inspections_of(area.id)
        raise YotError(
            f"no inspection is named {name!r}; held of {area.name}:"
            f" {', '.join(held) or 'none'}"
        )

    def hint(self, name: str) -> str:
        """Areas that have the name among their words, else the nearest spelling."""
        typed = folded(name)
        spellings = {
            folded(spelling): area.id
            for area in self.areas().values()
            for spelling in (*area.aliases, area.id, area.name)
        }
        meant = [
            id for one, id in spellings.items() if f" {one}".find(f" {typed}") >= 0
        ]
        if not meant or len(typed) < 4:
            from difflib import get_close_matches

            spellings |= {folded(id): id for id in self.inspection_files}
            meant = [
                spellings[one] for one in get_close_matches(typed, spellings, 1, 0.7)
            ]
        ids = " or ".join(repr(id) for id in list(dict.fromkeys(meant))[:3])
        return f"; did you mean {ids}?" if ids else ""

    def is_exact(self, name: str) -> bool:
        """Whether a name is that of an area or an inspection, spelt out."""
        parts = INSPECTION_FILE.fullmatch(name)
        return any(
            areas_named(part, self.areas().values())
            for part in (name, parts[1] if parts else "")
        )

    def may_be_former(self, area: str) -> bool:
        """Whether an area may have successors, by the text of areas.yaml alone.

        Few have any, and reading the file would take a tenth of a comparison.
        """
        for path in self.each(AREAS_FILE):
            with open(path, "rb") as file:
                _, _, entry = file.read().partition(f"\n{area}:\n".encode())
            if b"\n  successors:" in entry[: entry.find(b"\n  nation:") + 400]:
                return True
        return False

    def known(self, area: str) -> Area:
        """An area by its id; raises YotError where areas.yaml does not have it."""
        if area not in self.areas():
            raise YotError(f"no area is named {area!r}: areas.yaml does not have it")
        return self.areas()[area]


def listed(folder: str) -> list[str]:
    try:
        return os.listdir(folder)
    except OSError as error:
        raise YotError(f"cannot read {escaped(folder)}: {error.strerror}") from None


def in_time(inspections: Iterator[Inspection]) -> list[Inspection]:
    return sorted(inspections, key=lambda one: (one.published, one.id))


def rate_key(rate: Rate) -> tuple[str | None, ...]:
    period = rate.period.iso if rate.period else None
    return (rate.area, period, rate.measure, rate.note if period is None else None)


def read_inspection(path: str, framework_of: Callable[[str], Framework]) -> Inspection:
    record = document.read(path)
    record.only(INSPECTION, ("area", "framework", "published", "sources"))
    area = record.value("area").name()
    framework = read_reference(record.value("framework"), framework_of)
    form = record.one_of("form", framework.forms)
    published = record.value("published").date()
    if published.iso < framework.since.iso[: len(published.iso)]:
        record.value("published").refuse(
            f"is before {framework.id} came into force in {framework.since}",
            "write the date or the framework of the report",
        )
    sources = read_sources(record.fields["sources"])
    ratings = read_ratings(record, framework, form)
    inspection = Inspection(
        id=os.path.basename(path).removesuffix(".yaml"),
        area=area,
        service=record.text("service"),
        framework=framework,
        form=form,
        published=published,
        fieldwork=record.period("fieldwork"),
        published_by=record.text("published_by"),
        headline=record.text("headline"),
        chosen_because=record.text("chosen_because"),
        follows_up=record.text("follows_up"),
        ratings=ratings,
        counts=read_counts(record, framework),
        not_rated=read_texts(record, "not_rated", framework.criteria),
        directions={
            criterion: node.scalar().one_of(DIRECTIONS)
            for criterion, node in about(record, "directions", framework.criteria)
        },
        findings=read_texts(record, "findings", framework.criteria, WHOLE),
        reoffending=read_reoffending(record),
        recommendations=record.texts("recommendations"),
        recommendations_count=record.whole("recommendations_count"),
        notes=read_texts(record, "notes", framework.criteria, INSPECTION, WHOLE),
        rests_on=read_rests_on(record, framework, len(sources)),
        sources=sources,
    )
    for criterion in inspection.not_rated:
        if criterion in ratings:
            record.fields["not_rated"].refuse(
                f"names {criterion}, which has a rating", "leave one of the two out"
            )
    refuse_wrong_name(record, inspection)
    return inspection


def refuse_wrong_name(record: document.Mapping, inspection: Inspection) -> None:
    """A file has the name of its area and year, and month where it gives one."""
    published = inspection.published.iso
    parts = INSPECTION_FILE.fullmatch(inspection.id)
    if parts is None or parts[1] != inspection.area:
        record.value("area").refuse(
            f"is not the area that the file {quoted(inspection.id)} is named after",
            "write that area, or rename the file",
        )
    if parts[2] not in (published[:4], published[:7]):
        record.value("published").refuse(
            f"is not the year that the file {quoted(inspection.id)} is named after",
            "write that year, or rename the file",
        )


def read_reference(
    node: document.Scalar, framework_of: Callable[[str], Framework]
) -> Framework:
    try:
        return framework_of(node.name())
    except KeyError:
        node.refuse(
            f"no framework is named {quoted(node.text)}",
            "write the name of a file in frameworks/",
        )


def about(
    record: document.Mapping, field: str, *allowed: Collection[str]
) -> Iterator[tuple[str, Node]]:
    """The entries of a field whose names must be known, such as criteria."""
    node = record.fields.get(field)
    if node is None:
        return
    mapping = node.mapping()
    for name, entry in mapping.fields.items():
        if not any(name in words for words in allowed):
            known = [word for words in allowed for word in words]
            mapping.name(name).refuse(
                "is not known here", f"write one of {', '.join(known)}"
            )
        yield name, entry


def read_texts(
    record: document.Mapping, field: str, *allowed: Collection[str]
) -> dict[str, str]:
    return {name: node.scalar().text for name, node in about(record, field, *allowed)}


def read_ratings(
    record: document.Mapping, framework: Framework, form: str | None
) -> dict[str, Rating | Decimal]:
    words = {word: framework.rating(word) for word in framework.scale}
    ratings: dict[str, Rating | Decimal] = {}
    for name, node in about(record, "ratings", framework.criteria):
        criterion, scalar = framework.criteria[name], node.scalar()
        if not framework.rates(name, form):
            scalar.refuse(f"is not rated in the form {form}", "leave it out")
        if criterion.kind == "rating":
            ratings[name] = words[scalar.one_of(words)]
        elif criterion.kind == "percentage":
            ratings[name] = scalar.number(100)
        else:
            scalar.whole()
            ratings[name] = scalar.number(criterion.maximum or 0)
    refuse_wrong_sum(record, framework, ratings)
    return ratings


def refuse_wrong_sum(
    record: document.Mapping,
    framework: Framework,
    ratings: Mapping[str, Rating | Decimal],
) -> None:
    """The score is the sum of the points of the ratings that count towards it."""
    score = ratings.get(SCORE)
    if not isinstance(score, Decimal) or not framework.points:
        return
    counted = [
        name
        for name, criterion in framework.criteria.items()
        if criterion.counts and name not in (OVERALL, SCORE)
    ]
    points = [
        framework.points[len(framework.scale) - rating.rank]
        for name in counted
        if isinstance(rating := ratings.get(name), Rating)
    ]
    least = sum(points)
    most = least + max(framework.points) * (len(counted) - len(points))
    if not least <= score <= most:
        node = record.fields["ratings"].mapping().fields[SCORE]
        node.refuse(
            f"{score} does not fit the ratings held, which give {least} to {most}",
            "compare both with the source",
        )


def read_counts(record: document.Mapping, framework: Framework) -> dict[str, int]:
    counts = {
        word: node.scalar().whole()
        for word, node in about(record, "counts", framework.scale)
    }
    rated = [one for one in framework.criteria.values() if one.kind == "rating"]
    if sum(counts.values()) > len(rated):
        record.fields["counts"].refuse(
            f"counts more than the {len(rated)} ratings there are",
            "compare it with the source",
        )
    return counts


def read_reoffending(record: document.Mapping) -> Rate | None:
    if "reoffending" not in record.fields:
        return None
    fields = record.fields["reoffending"].mapping().only(REOFFENDING)
    refuse_wrong_counts(fields)
    return Rate(
        rate=fields.number("rate", 100),
        average=fields.number("average", 100),
        previous_year=fields.one_of("previous_year", AGAINST),
        against_average=fields.one_of("against_average", AGAINST),
        measure=fields.text("measure"),
        period=fields.period("period"),
        average_period=fields.period("average_period"),
        cohort=fields.whole("cohort"),
        reoffenders=fields.whole("reoffenders"),
    )


def refuse_too_many(fields: document.Mapping) -> None:
    reoffenders, cohort = fields.whole("reoffenders"), fields.whole("cohort")
    if cohort == 0:
        fields.fields["cohort"].refuse("is of no children", "leave it out")
    if reoffenders is not None and cohort is not None and reoffenders > cohort:
        fields.fields["reoffenders"].refuse(
            f"{reoffenders} is not part of a cohort of {cohort}",
            "compare both with the source",
        )


def refuse_wrong_counts(fields: document.Mapping) -> None:
    """Reoffenders are part of the cohort, and their share is the rate."""
    refuse_too_many(fields)
    reoffenders, cohort = fields.whole("reoffenders"), fields.whole("cohort")
    if reoffenders is None or cohort is None:
        return
    rate = fields.number("rate", 100)
    if rate is None:
        return
    last_digit = Decimal(1).scaleb(int(rate.as_tuple().exponent))
    if abs(rate - Decimal(100 * reoffenders) / cohort) > last_digit:
        fields.fields["rate"].refuse(
            f"{rate} is not {reoffenders} of {cohort}", "compare it with the source"
        )


def read_rests_on(
    record: document.Mapping, framework: Framework, sources: int
) -> dict[str, tuple[int, ...]]:
    findings = [f"findings.{name}" for name in (*framework.criteria, *WHOLE)]
    rests_on = {}
    for name, node in about(
        record, "rests_on", framework.criteria, INSPECTION, findings
    ):
        nodes = [node] if isinstance(node, document.Scalar) else node.sequence()
        places = tuple([one.scalar().whole() for one in nodes])
        for one, place in zip(nodes, places, strict=True):
            if not 1 <= place <= sources:
                one.refuse(f"there is no source {place}", f"write 1 to {sources}")
        if not places:
            node.refuse("names no source", f"write 1 to {sources}")
        rests_on[name] = places
    return rests_on


def read_sources(node: Node) -> tuple[Source, ...]:
    sources = tuple([read_source(one) for one in node.sequence()])
    if not sources:
        node.refuse("names no source", "write at least one")
    return sources


def read_source(node: Node) -> Source:
    fields = node.mapping().only(SOURCE, ("publisher", "kind"))
    source = Source(
        title=fields.text("title"),
        publisher=fields.value("publisher").text,
        kind=fields.value("kind").one_of(SOURCE_KINDS),
        date=fields.date("date"),
        url=fields.value("url").link() if "url" in fields.fields else None,
    )
    if source.url is None and (source.title is None or source.date is None):
        fields.refuse("has no url", "write one, or the title and date of print")
    return source


def read_framework(path: str) -> Framework:
    record = document.read(path).only(
        FRAMEWORK, ("name", "family", "in_force_from", "scale", "criteria", "sources")
    )
    forms = {
        form: node.scalar().text for form, node in record.fields_of("forms").items()
    }
    steps = [
        node.mapping().only(STEP, ("word",))
        for node in record.fields["scale"].sequence()
    ]
    since = record.value("in_force_from").date()
    refuse_wrong_end(record, since)
    record.text("selection")
    scale = tuple([step.value("word").label() for step in steps])
    if len(set(scale)) != len(scale) or len(scale) < 2:
        record.fields["scale"].refuse("is not a scale", "write two or more words")
    for rank, step in enumerate(reversed(steps), 1):
        if step.whole("stars") not in (None, rank):
            step.fields["stars"].refuse(f"is not {rank}", "write the best word first")
    refuse_wrong_points(record.fields["scale"], steps)
    points = [step.whole("points") for step in steps]
    return Framework(
        id=os.path.basename(path).removesuffix(".yaml"),
        name=record.value("name").label(),
        family=record.value("family").label(),
        since=since,
        scale=scale,
        points=tuple([point for point in points if point is not None]),
        forms=forms,
        criteria={
            name: read_criterion(name, node, forms)
            for name, node in record.fields_of("criteria").items()
        },
        sources=read_sources(record.fields["sources"]),
        notes=record.texts("notes"),
    )


def refuse_wrong_points(scale: Node, steps: Sequence[document.Mapping]) -> None:
    """Either no word has points or each has fewer than the one before."""
    points = [step.whole("points") for step in steps]
    known = [point for point in points if point is not None]
    if known and (len(known) != len(steps) or known != sorted(set(known))[::-1]):
        scale.refuse(
            "gives points that do not fall from word to word",
            "write points for each word, or for none",
        )


def refuse_wrong_end(record: document.Mapping, since: Date) -> None:
    end = record.date("in_force_to")
    if end is not None and end.iso[: len(since.iso)] < since.iso[: len(end.iso)]:
        record.value("in_force_to").refuse(
            f"is before {since}", "write the date after in_force_from"
        )


def read_criterion(name: str, node: Node, forms: Mapping[str, str]) -> Criterion:
    fields = node.mapping().only(CRITERION, ("label", "kind"))
    if not document.NAME.fullmatch(name) or name in (*INSPECTION, *MADE):
        fields.refuse(
            "is not a name for a criterion",
            "write lower-case letters, digits and hyphens, and no field's name",
        )
    if fields.value("kind").text == "score" and not fields.whole("maximum"):
        fields.refuse("is a score without a maximum", "write 'maximum: ...'")
    rated_in = fields.get("forms")
    return Criterion(
        id=name,
        label=fields.value("label").label(),
        kind=fields.value("kind").one_of(KINDS),
        maximum=fields.whole("maximum"),
        counts=fields.true("counts"),
        forms=tuple([one.scalar().one_of(forms) for one in rated_in.sequence()])
        if rated_in
        else (),
        only_when_rated=fields.true("only_when_rated"),
    )


def read_areas(path: str) -> dict[str, Area]:
    record = document.read(path)
    return {id: read_area(id, node) for id, node in record.fields.items()}


def read_area(id: str, node: Node) -> Area:
    fields = node.mapping().only(AREA, ("name", "nation"))
    if not document.NAME.fullmatch(id):
        fields.refuse("is not a name", "write lower-case letters, digits and hyphens")
    for code in fields.texts("gss"):
        if not GSS.fullmatch(code):
            fields.fields["gss"].refuse(
                f"{quoted(code)} is not a GSS code", "write one such as E08000031"
            )
    return Area(
        id=id,
        name=fields.value("name").label(),
        aliases=fields.texts("aliases"),
        nation=fields.value("nation").one_of(NATIONS),
        region=fields.value("region").label() if "region" in fields.fields else None,
        gss=fields.texts("gss"),
        successors=fields.texts("successors"),
    )


def read_cited(record: document.Mapping) -> dict[str, Source]:
    """Sources by id, of a file whose entries name them."""
    return {id: read_source(node) for id, node in record.fields_of("sources").items()}


def read_rates(path: str) -> list[Rate]:
    record = document.read(path).only(("rates", "sources"), ("rates", "sources"))
    sources = read_cited(record)
    return [
        read_rate(node.mapping(), sources) for node in record.fields["rates"].sequence()
    ]


def read_rate(fields: document.Mapping, sources: Mapping[str, Source]) -> Rate:
    fields.only(RATE, ("area", "rate", "source"))
    refuse_wrong_counts(fields)
    return Rate(
        rate=fields.value("rate").number(100),
        average=fields.number("average", 100),
        previous_year=fields.one_of("previous_year", AGAINST),
        against_average=None,
        measure=fields.text("measure"),
        period=fields.period("period"),
        average_period=fields.period("average_period"),
        cohort=fields.whole("cohort"),
        reoffenders=fields.whole("reoffenders"),
        worked_from_counts=fields.true("worked_from_counts"),
        area=fields.value("area").name(),
        note=fields.text("note"),
        source=sources[fields.value("source").one_of(sources)],
    )


def read_series(path: str) -> Series:
    record = document.read(path)
    record.only(("measures", "series", "sources"), ("measures", "series", "sources"))
    sources = read_cited(record)
    measures = {
        id: read_measure(id, node) for id, node in record.fields_of("measures").items()
    }
    return Series(
        measures=measures,
        averages=tuple(
            [
                read_average(node.mapping(), measures, sources)
                for node in record.fields["series"].sequence()
            ]
        ),
    )


def read_measure(id: str, node: Node) -> Measure:
    fields = node.mapping().only(MEASURE, ("name", "about"))
    return Measure(
        id=id,
        name=fields.value("name").label(),
        used=fields.text("used"),
        about=fields.value("about").text,
    )


def read_average(
    fields: document.Mapping,
    measures: Mapping[str, Measure],
    sources: Mapping[str, Source],
) -> Average:
    fields.only(AVERAGE, ("measure", "period", "sources"))
    refuse_too_many(fields)  # its counts are rounded, so the rate may part from them
    if not fields.fields["sources"].sequence():
        fields.fields["sources"].refuse("names no source", "write at least one")
    return Average(
        measure=fields.value("measure").one_of(measures),
        period=fields.value("period").period(),
        rate=fields.number("rate", 100),
        reoffenders=fields.whole("reoffenders"),
        cohort=fields.whole("cohort"),
        derived=fields.true("derived"),
        note=fields.text("note"),
        sources=tuple(
            [
                sources[node.scalar().one_of(sources)]
                for node in fields.fields["sources"].sequence()
            ]
        ),
    )
