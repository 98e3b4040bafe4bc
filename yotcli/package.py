"""All data as a data package: a folder of CSV files that describe themselves.

datapackage.json says what each column means. It gives only the name of a field that an
earlier file has, and leaves out the type of texts; both are filled in here.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby

from yotcli import __version__, values
from yotcli.answer import CODES, Fields, Rows, Scalar, attributes
from yotcli.answers import listing, rates
from yotcli.forms.tidy import separated
from yotcli.model import Area, Framework, Inspection, Source
from yotcli.records import Records

DESCRIPTOR = os.path.join(os.path.dirname(__file__), "datapackage.json")

AREAS: Fields[Area] = {
    **listing.OF_AREA,
    "aliases": lambda area: "; ".join(area.aliases),
}
INSPECTIONS: Fields[Inspection] = {
    "inspection": lambda each: each.id,
    **attributes("area", "form", "service", "published_by", "headline"),
    **attributes("chosen_because", "follows_up", "recommendations_count", "is_latest"),
    "published": lambda each: each.published.iso,
    "framework": lambda each: each.framework.id,
    "form_name": lambda each: each.framework.forms.get(each.form or ""),
    "fieldwork": lambda each: each.fieldwork and each.fieldwork.iso,
    "finding": lambda each: each.findings.get("inspection"),
    "counts": lambda each: ", ".join(
        f"{each.counts[word]} {word}" for word in each.counts
    ),
    "recommendations": lambda each: "\n".join(each.recommendations),
    "notes": lambda each: "\n".join(remarks(each)),
    "source_kind": lambda each: each.source("published").kind,
    "source": lambda each: address(each.source("published")),
    "known": values.known_of,
}
RATINGS: Fields[values.Row] = {
    **values.FIELDS,
    "reason": lambda row: about(row, row.value.inspection.not_rated),
    "direction": lambda row: about(row, row.value.inspection.directions),
    "finding": lambda row: about(row, row.value.inspection.findings),
    "note": lambda row: about(row, row.value.inspection.notes),
    "source": lambda row: address(row.value.source),
}
RATES: Fields[rates.Standing] = {
    **rates.FIELDS,
    "average_period": lambda each: (
        each.rate.average_period and each.rate.average_period.iso
    ),
    "against_average": lambda each: each.rate.against_average,
    "worked_from_counts": lambda each: each.rate.worked_from_counts,
    "note": lambda each: each.rate.note,
    "source": lambda each: address(each.rate.sources[0]),
}


def files(records: Records) -> dict[str, bytes]:
    """The files of the package by name; raises YotError for an area that is unknown."""
    frameworks, inspections = records.frameworks(), records.inspections()
    # By area and then in time; of some only a direction is on record.
    every = [*rates.printed(inspections), *map(rates.Standing, records.rates())]
    standings = sorted(every, key=rates.in_time)
    national = [*map(rates.Standing, records.series().averages)]
    for area in (each.area for own in (inspections, standings) for each in own):
        records.known(area)
    rated = [
        values.Row(inspection.value(criterion))
        for inspection in inspections
        for criterion in values.shown_in(inspection)
    ]
    sheets: dict[str, Mapping[str, Sequence[Scalar]]] = {
        "areas": Rows(AREAS, records.areas().values()),
        "inspections": Rows(INSPECTIONS, inspections),
        "ratings": Rows(RATINGS, rated),
        "rates": {**Rows(RATES, standings), "place": places(standings)},
        "england-and-wales": Rows(RATES, national),
        "frameworks": Rows(listing.FRAMEWORK_FIELDS, listing.parts(frameworks)),
    }
    sources = [source for each in frameworks for source in each.sources]
    sources += [source for each in inspections for source in each.sources]
    sources += [page for each in (*standings, *national) for page in each.rate.sources]
    with open(DESCRIPTOR, encoding="utf-8") as file:
        package = json.load(file)
    package["version"] = __version__
    package["sources"] = [cited(source) for source in dict.fromkeys(sources)]
    for each in frameworks:  # with words as categories are written: the worst first
        words = {"categories": each.scale[::-1], "categoriesOrdered": True}
        package["scales"][each.id] = {"family": each.family} | words
    described: dict[str, dict[str, object]] = {}
    contents = {}
    for resource in package["resources"]:
        schema, columns = resource["schema"], sheets[resource["name"]]
        schema["fields"] = [
            described[each] if isinstance(each, str) else worded(each, frameworks)
            for each in schema["fields"]
        ]
        described |= {field["name"]: field for field in schema["fields"]}
        rows = {field["name"]: columns[field["name"]] for field in schema["fields"]}
        content = separated(rows, ",").encode()
        resource["bytes"] = len(content)
        resource["hash"] = f"sha256:{hashlib.sha256(content).hexdigest()}"
        contents[resource["path"]] = content
    text = json.dumps(package, indent=1, ensure_ascii=False)
    return contents | {"datapackage.json": f"{text}\n".encode()}


def places(standings: Iterable[rates.Standing]) -> list[int]:
    """The place of each rate among those of its area, from 1."""
    by_area = groupby(standings, key=lambda standing: standing.area)
    return [place for _, own in by_area for place, _ in enumerate(own, 1)]


def about(row: values.Row, texts: Mapping[str, str]) -> str | None:
    return texts.get(row.value.criterion.id)


def remarks(inspection: Inspection) -> list[str]:
    """The notes that are in no other file of the package."""
    return [
        f"{name.replace('_', ' ')}: {note}"
        for name, note in inspection.notes.items()
        if name not in inspection.framework.criteria and name != "reoffending"
    ]


def address(source: Source | None) -> str | None:
    return source and (source.url or source.title)


def cited(source: Source) -> dict[str, str]:
    words = (source.title, source.publisher, str(source.date) if source.date else None)
    title = {"title": ", ".join(word for word in words if word)}
    return title | ({"path": source.url} if source.url else {})


def worded(
    field: dict[str, object], frameworks: Sequence[Framework]
) -> dict[str, object]:
    """A field with the words it may have, for two fields whose words are records.

    Most tools only show categories; the enumeration is what they check.
    """
    words = field.get("categories")
    if field["name"] == "missing":
        words, labels = list(CODES), CODES.items()
        field["categories"] = [{"value": code, "label": told} for code, told in labels]
    elif field["name"] == "rating":
        # The words have no order here: that would rank the ratings of one family
        # against those of another. The column rank has the order within a family.
        ranked = (word for each in frameworks for word in each.scale[::-1])
        words = field["categories"] = list(dict.fromkeys(ranked))
    limits = {"constraints": {"enum": words}} if words else {}
    return {"name": field["name"], "type": "string"} | field | limits
