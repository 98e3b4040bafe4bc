"""The fields of each kind of record, with a reader for each.

A table has its fields in the order in which a record writes them. Readers raise
FieldError with all faults. Checks between fields follow if every field could be read.
"""

import os
from collections.abc import Callable, Collection, Mapping, Sequence
from decimal import Decimal
from functools import partial

from yotcli import contradictions, document, model, scalars
from yotcli.contradictions import NATIONS, Step
from yotcli.document import Content, Fault, FieldError, quoted, refuse
from yotcli.model import Criterion, Date, Framework, Inspection, Rate, Rating, Source
from yotcli.scalars import Reader, T, Table, checked, entries, list_of, named, record

SOURCE_KINDS = (
    *("inspectorate", "government", "council", "press", "scraped-table"),
    "other",
)
AGAINST = ("better", "same", "worse")
DIRECTIONS = ("improved", "unchanged", "declined")
KINDS = ("rating", "percentage", "score")
REQUIRED = ("area", "framework", "published", "sources")  # of an inspection
WHOLE = ("inspection",)  # for what concerns the inspection as a whole


labels = list_of(scalars.label)
phrases = list_of(scalars.text)
texts = named(scalars.text)


def first(fields: Content, name: str, read: Reader[T]) -> T | None:
    """A field that others refer to, read before them; none if it is faulty."""
    content = scalars.mapping(fields).get(name)
    try:
        return None if content is None else read(content)
    except FieldError:
        return None


def of_file(path: str, read: Callable[..., T], **known: object) -> T:
    """The content of a file; raises RecordError with every fault of its fields."""
    content = document.read(path)
    try:
        return read(content, **known)
    except FieldError as error:
        raise document.misread(path, error.faults) from None


def id_of(path: str) -> str:
    return os.path.basename(path).removesuffix(".yaml")


SOURCE: Table = {
    "title": scalars.text,
    "publisher": scalars.text,
    "kind": scalars.one_of(SOURCE_KINDS),
    "date": scalars.date,
    "url": scalars.link,
}

source = checked(record(SOURCE, Source, "publisher", "kind"), contradictions.of_source)
sources = checked(list_of(source), contradictions.of_sources)
cited_sources = named(source)


def cited(sources: Mapping[str, Source] | None) -> Reader[object]:
    """A reader of a source by its id; takes any id if the sources are faulty."""
    if sources is None:
        return scalars.text
    id = scalars.one_of(sources)
    return lambda content: sources[id(content)]


REOFFENDING: Table = {
    "rate": scalars.number(100),
    "average": scalars.number(100),
    "previous_year": scalars.one_of(AGAINST),
    "against_average": scalars.one_of(AGAINST),
    "measure": scalars.text,
    "period": scalars.period,
    "average_period": scalars.period,
    "cohort": scalars.whole,
    "reoffenders": scalars.whole,
}


def rate_fields(sources: Mapping[str, Source] | None) -> Table:
    """The fields of a local rate; its source is one of those in its file."""
    return {
        "area": scalars.name,
        "measure": scalars.text,
        "period": scalars.period,
        "rate": scalars.number(100),
        "worked_from_counts": scalars.true,
        "cohort": scalars.whole,
        "reoffenders": scalars.whole,
        "average": scalars.number(100),
        "average_period": scalars.period,
        "previous_year": scalars.one_of(AGAINST),
        "note": scalars.text,
        "source": cited(sources),
    }


def average_fields(
    measures: Collection[str] | None, sources: Mapping[str, Source] | None
) -> Table:
    """The fields of a rate of England and Wales."""
    several = checked(list_of(cited(sources)), contradictions.of_sources)
    return {
        "measure": scalars.text if measures is None else scalars.one_of(measures),
        "period": scalars.period,
        "rate": scalars.number(100),
        "reoffenders": scalars.whole,
        "cohort": scalars.whole,
        "derived": scalars.true,
        "note": scalars.text,
        "sources": several,
    }


def inspection_fields(
    framework: Framework | None, reference: Reader[Framework]
) -> Table:
    """The fields of an inspection; names are not checked if its framework is faulty."""

    def about(read: Reader[T], *words: str) -> Reader[dict[str, T]]:
        return entries(dict.fromkeys(words, read)) if framework else named(read)

    criteria = framework.criteria if framework else ()
    known = (*criteria, *(INSPECTION if framework else ()))
    return {
        "area": scalars.name,
        "service": scalars.text,
        "framework": reference,
        "form": scalars.one_of(framework.forms) if framework else scalars.text,
        "published": scalars.published,
        "fieldwork": scalars.period,
        "published_by": scalars.text,
        "headline": scalars.text,
        "chosen_because": scalars.text,
        "follows_up": scalars.text,
        "ratings": entries(ratings_of(framework)) if framework else texts,
        "counts": about(scalars.whole, *(framework.scale if framework else ())),
        "not_rated": about(scalars.text, *criteria),
        "directions": about(scalars.one_of(DIRECTIONS), *criteria),
        "findings": about(scalars.text, *criteria, *WHOLE),
        "reoffending": checked(record(REOFFENDING, Rate), contradictions.of_rate),
        "recommendations": list_of(scalars.text),
        "recommendations_count": scalars.whole,
        "notes": about(scalars.text, *known, *WHOLE),
        "rests_on": about(
            places, *known, *(f"findings.{name}" for name in (*criteria, *WHOLE))
        ),
        "sources": sources,
    }


def ratings_of(framework: Framework) -> dict[str, Reader[Rating | Decimal]]:
    """The reader of each criterion's value."""
    word = scalars.one_of(framework.scale)

    def score(number: Reader[Decimal], words: str) -> Decimal:
        scalars.whole(words)
        return number(words)

    readers: dict[str, Reader[Rating | Decimal]] = {
        "rating": scalars.kept(lambda words: framework.rating(word(words))),
        "percentage": scalars.number(100),
    }
    return {
        id: readers.get(criterion.kind)
        or scalars.kept(partial(score, scalars.number(criterion.maximum or 0)))
        for id, criterion in framework.criteria.items()
    }


def places(content: Content) -> tuple[int, ...]:
    """The places of one or more sources in their list."""
    if type(content) is str:
        return (scalars.whole(content),)
    return list_of(scalars.whole)(content)


def inspections(
    framework_of: Callable[[str], Framework],
) -> Callable[[str], Inspection]:
    """A function that reads inspections; the readers of a framework are built once."""
    readers: dict[str | None, Callable[..., Inspection]] = {}

    def reference(content: Content) -> Framework:
        try:
            return framework_of(scalars.name(content))
        except document.RecordError as error:
            raise FieldError(Fault((), "", lines=error.lines)) from None
        except KeyError:
            wrong = f"no framework is named {quoted(scalars.text(content))}"
            refuse(f"{wrong}; write the name of a file in frameworks/")

    def read(content: Content, id: str) -> Inspection:
        framework = first(content, "framework", reference)
        key = framework and framework.id
        if key not in readers:
            table = inspection_fields(framework, reference)
            inspection = record(table, Inspection, *REQUIRED)
            readers[key] = checked(inspection, contradictions.of_inspection)
        return readers[key](content, id=id)

    return lambda path: of_file(path, read, id=id_of(path))


INSPECTION = tuple(inspection_fields(None, lambda content: refuse("")))


STEP: Table = {"word": scalars.label, "stars": scalars.whole, "points": scalars.whole}


def criterion_fields(forms: Collection[str] | None) -> Table:
    return {
        "label": scalars.label,
        "kind": scalars.one_of(KINDS),
        "maximum": scalars.whole,
        "counts": scalars.true,
        "forms": list_of(scalars.text if forms is None else scalars.one_of(forms)),
        "only_when_rated": scalars.true,
        "phrases": phrases,
    }


def no_criterion(criterion: Criterion) -> contradictions.Faults:
    taken = (*INSPECTION, *WHOLE, *(made.id for made in model.OF_RATES))
    if not scalars.NAME.fullmatch(criterion.id) or criterion.id in taken:
        right = "write lower-case letters, digits and hyphens, and no field's name"
        yield Fault((), f"is not a name for a criterion; {right}")
    elif criterion.kind == "score" and not criterion.maximum:
        yield Fault((), "is a score without a maximum; write 'maximum: ...'")
    elif criterion.counts and criterion.id in (model.OVERALL, model.SCORE):
        yield Fault(("counts",), "sums up the criteria that count; leave it out")


def framework_fields(forms: Collection[str] | None) -> Table:
    scale = checked(list_of(record(STEP, Step, "word")), contradictions.of_scale)
    criterion = record(criterion_fields(forms), Criterion, "label", "kind")
    return {
        "name": scalars.label,
        "family": scalars.label,
        "in_force_from": scalars.date,
        "in_force_to": scalars.date,
        "selection": scalars.text,
        "inspected_with": entries(dict.fromkeys(NATIONS, labels)),
        "criteria_called": scalars.label,
        "named_by": phrases,
        "scale": scale,
        "short": named(scalars.label),
        "never_scraped": scalars.text,
        "forms": texts,
        "forms_named_by": named(phrases)
        if forms is None
        else entries(dict.fromkeys(forms, phrases)),
        "criteria": scalars.by_id(checked(criterion, no_criterion)),
        "notes": list_of(scalars.text),
        "sources": sources,
    }


def read_framework(path: str) -> Framework:
    def read(content: Content, id: str) -> Framework:
        forms = first({"forms": {}} | scalars.mapping(content), "forms", texts)
        required = ("name", "family", "in_force_from", "scale", "criteria", "sources")
        framework = record(framework_fields(forms), made_framework, *required)
        return checked(framework, contradictions.of_framework)(content, id=id)

    return of_file(path, read, id=id_of(path))


def made_framework(
    scale: Sequence[Step],
    in_force_from: Date,
    in_force_to: Date | None = None,
    short: Mapping[str, str] = {},
    make: Callable[..., Framework] = Framework,
    **fields: object,
) -> Framework:
    return make(
        scale=tuple([step.word for step in scale]),
        stars=all(step.stars is not None for step in scale),
        shorts=short,
        points={step.word: step.points for step in scale if step.points is not None},
        since=in_force_from,
        until=in_force_to,
        **fields,
    )


AREA: Table = {
    "name": scalars.label,
    "aliases": labels,
    "nation": scalars.one_of(NATIONS),
    "region": scalars.label,
    "gss": list_of(scalars.text),
    "successors": list_of(scalars.text),
}


def read_areas(path: str) -> dict[str, model.Area]:
    area = checked(record(AREA, model.Area, "name", "nation"), contradictions.of_area)
    return of_file(path, checked(scalars.by_id(area), contradictions.of_areas))


def read_rates(path: str) -> tuple[Rate, ...]:
    def read(content: Content) -> tuple[Rate, ...]:
        table = rate_fields(first(content, "sources", cited_sources))
        rate: Callable[..., Rate] = record(
            table,
            lambda source, **values: Rate(sources=(source,), **values),
            *("area", "rate", "source"),
        )
        rates = list_of(checked(rate, contradictions.of_rate))
        several = checked(rates, contradictions.of_rates)
        parts: Table = {"rates": several, "sources": cited_sources}
        file: dict[str, tuple[Rate, ...]] = record(parts, dict, *parts)(content)
        return file["rates"]

    return of_file(path, read)


MEASURE: Table = {"name": scalars.label, "used": scalars.text, "about": scalars.text}


def read_series(path: str) -> model.Series:
    measure = scalars.by_id(record(MEASURE, model.Measure, "name", "about"))

    def read(content: Content) -> model.Series:
        measures = first(content, "measures", measure)
        table = average_fields(measures, first(content, "sources", cited_sources))
        average = record(table, Rate, "measure", "period", "sources")
        averages = list_of(checked(average, contradictions.of_average))
        several = checked(averages, contradictions.of_rates)
        parts: Table = {
            "pages_read": scalars.day,
            "measures": measure,
            "series": several,
            "sources": cited_sources,
        }
        return record(
            parts,
            lambda measures, series, sources, **day: model.Series(
                measures, series, **day
            ),
            *("measures", "series", "sources"),
        )(content)

    return of_file(path, read)
