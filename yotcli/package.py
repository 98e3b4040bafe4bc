"""Everything held as a data package: a folder of CSV files that describe themselves."""

from __future__ import annotations

import os
import shutil
import stat
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby
from pathlib import Path
from typing import NamedTuple

from yotcli import __version__, comparisons, reoffending, tidy, writing
from yotcli.model import (
    Area,
    Criterion,
    Framework,
    Inspection,
    Source,
    YotError,
    escaped,
)
from yotcli.records import AGAINST, DIRECTIONS, KINDS, NATIONS, SOURCE_KINDS, Records
from yotcli.tables import Answer, Value

PROFILES = "https://datapackage.org/profiles/2.0"
DATE = "[0-9]{4}(-[0-9]{2}){0,2}"  # as precise as its source, so no date to a tool

DESCRIPTION = (
    "Published inspections of youth offending teams in England and Wales: what was"
    " rated, what was found, and the rate of reoffending printed with it. Not every"
    " team or inspection is held. A cell is empty where nothing is held, and the column"
    " `missing` says why. Ranks count up from the worst rating of a framework's own"
    " scale: they may be compared within a family of frameworks, never between two. A"
    " text that a spreadsheet would take for a formula has an apostrophe before it."
    " What public bodies published is under the Open Government Licence v3.0; rows"
    " whose `source_kind` is scraped-table come from a scrape of Data to Insight under"
    " the MIT License, as are headlines, findings and notes, which are short summaries."
    " Figures from the press and other pages are facts, each with its source."
)
LICENSES = (
    {
        "name": "OGL-UK-3.0",
        "path": "https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/",
        "title": "Open Government Licence v3.0, for what public bodies published",
    },
    {
        "name": "MIT",
        "path": "https://opensource.org/license/mit",
        "title": "MIT License, for values of the scraped table and for summaries",
    },
)


class Column(NamedTuple):
    """One field of a file, and what a cell of it may hold."""

    name: str
    type: str
    description: str
    constraints: Mapping[str, object] = {}
    features: Mapping[str, object] = {}  # categories and such


class Reference(NamedTuple):
    """Columns that name a row of another file, or of the same where none is said."""

    columns: tuple[str, ...]
    file: str | None
    key: tuple[str, ...]


class Sheet(NamedTuple):
    """One CSV file: its rows, its columns and what ties it to the others."""

    name: str
    title: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    references: tuple[Reference, ...]
    rows: Sequence[Mapping[str, Value]]

    def content(self) -> bytes:
        answer = Answer(
            command="export",
            tables=(),
            fields=tuple(column.name for column in self.columns),
            rows=tuple(self.rows),
        )
        return tidy.separated(answer, ",").encode("utf-8")


def files(records: Records) -> dict[str, bytes]:
    """The files of the package by name, the same bytes for the same records.

    Raises YotError for a record of an area that areas.yaml does not have.
    """
    frameworks, inspections = records.frameworks(), records.inspections()
    standings = every_standing(records, inspections)
    for area in [one.area for one in inspections] + [one.area for one in standings]:
        records.known(area)
    sheets = (
        areas(records.areas().values()),
        inspected(inspections),
        ratings(inspections, frameworks),
        rates(standings),
        criteria(frameworks),
    )
    contents = {f"{sheet.name}.csv": sheet.content() for sheet in sheets}
    sources = [source for one in frameworks for source in one.sources]
    sources += [source for one in inspections for source in one.sources]
    sources += [one.source for one in standings if one.source]
    package = described(sheets, contents, frameworks, sources)
    return contents | {"datapackage.json": package}


def every_standing(
    records: Records, inspections: Iterable[Inspection]
) -> list[reoffending.Standing]:
    """What is held of rates, by area and then in time; of some only a direction."""
    printed = [
        reoffending.Standing(one.reoffending, one.area, one)
        for one in inspections
        if one.reoffending
    ]
    standings = [*printed, *reoffending.others(records.rates(), [])]
    return sorted(standings, key=lambda one: (one.area, reoffending.when(one)))


def text(name: str, description: str, **features: object) -> Column:
    return Column(name, "string", description, features=features)


def needed(name: str, description: str, **constraints: object) -> Column:
    """A text that every row has."""
    return Column(name, "string", description, {"required": True, **constraints})


def number(name: str, description: str, **constraints: object) -> Column:
    return Column(name, "number", description, constraints)


def whole(name: str, description: str, **constraints: object) -> Column:
    return Column(name, "integer", description, constraints)


def several(name: str, description: str, delimiter: str) -> Column:
    return Column(name, "list", description, features={"delimiter": delimiter})


def one_of(
    name: str, description: str, words: Sequence[str], ordered: bool = False
) -> Column:
    """A text that is one of a few words, which are in order from low to high or not."""
    features = {"categories": words, **({"categoriesOrdered": True} if ordered else {})}
    # A category is only a label to most tools; the enumeration is what they check.
    return Column(name, "string", description, {"enum": words}, features)


def missing_code() -> Column:
    codes = [
        {"value": code, "label": meaning}
        for code, meaning in comparisons.LEGEND.items()
    ]
    return Column(
        "missing",
        "string",
        "Why there is no rating or value; empty where there is one",
        {"enum": list(comparisons.LEGEND)},
        {"categories": codes},
    )


def source_columns() -> tuple[Column, Column]:
    return (
        one_of("source_kind", "What kind of source it rests on", SOURCE_KINDS),
        text("source", "The address of that source, or the title of what is in print"),
    )


AREA = needed("area", "The place that a team serves")
INSPECTION = needed("inspection", "The name of the inspection: its area and year")
FRAMEWORK = needed("framework", "The framework of the inspection")
CRITERION = needed("criterion", "What is rated or measured")
LABEL = needed("label", "The criterion as it is printed")
PUBLISHED = needed(
    "published", "Year, month or day of the report, as the source has it", pattern=DATE
)
OF_AREA = Reference(("area",), "areas", ("area",))
OF_INSPECTION = Reference(("inspection",), "inspections", ("inspection",))


def areas(known: Iterable[Area]) -> Sheet:
    return Sheet(
        name="areas",
        title="Areas that teams serve or served, with or without an inspection held",
        columns=(
            AREA,
            needed("name", "Its full name"),
            one_of("nation", "England or Wales", NATIONS),
            text("region", "Region, as the Office for National Statistics has it"),
            several("gss", "Codes of its authorities, current ones first", " "),
            several("aliases", "Other names that it is known by", "; "),
            several("successors", "Areas that followed a former one", " "),
        ),
        key=("area",),
        references=(),
        rows=[
            {
                "area": area.id,
                "name": area.name,
                "nation": area.nation,
                "region": area.region,
                "gss": " ".join(area.gss),
                "aliases": "; ".join(area.aliases),
                "successors": " ".join(area.successors),
            }
            for area in known
        ],
    )


def inspected(inspections: Iterable[Inspection]) -> Sheet:
    # The framework is no foreign key: it is only part of the key of frameworks.csv.
    return Sheet(
        name="inspections",
        title="Published reports",
        columns=(
            INSPECTION,
            AREA,
            PUBLISHED,
            FRAMEWORK,
            text("form", "The form of inspection, where the framework has several"),
            text("form_name", "The form in words"),
            text("service", "The service as the report names it"),
            text("fieldwork", "When the inspectors were there"),
            text("published_by", "Who spoke for the inspectorate"),
            text("headline", "What the inspection came to"),
            text("chosen_because", "Why the area was inspected"),
            text("follows_up", "The inspection that this one comes back to"),
            text("finding", "What was found of the service as a whole"),
            text("counts", "Ratings of each word, where only their number is known"),
            several("recommendations", "What the inspectors asked for, in short", "\n"),
            whole("recommendations_count", "How many, where only that is known"),
            text("notes", "Remarks on reading the report, a line each"),
            *source_columns(),
        ),
        key=("inspection",),
        references=(OF_AREA, Reference(("follows_up",), None, ("inspection",))),
        rows=[inspection_row(one) for one in inspections],
    )


def inspection_row(inspection: Inspection) -> dict[str, Value]:
    form, source = inspection.form, inspection.source("published")
    notes = [
        f"{about.replace('_', ' ')}: {note}"
        for about, note in inspection.notes.items()
        if about not in inspection.framework.criteria and about != "reoffending"
    ]
    counts = [f"{count} {word}" for word, count in inspection.counts.items()]
    return {
        "inspection": inspection.id,
        "area": inspection.area,
        "published": inspection.published.iso,
        "framework": inspection.framework.id,
        "form": form,
        "form_name": inspection.framework.forms[form] if form else None,
        "service": inspection.service,
        "fieldwork": inspection.fieldwork.iso if inspection.fieldwork else None,
        "published_by": inspection.published_by,
        "headline": inspection.headline,
        "chosen_because": inspection.chosen_because,
        "follows_up": inspection.follows_up,
        "finding": inspection.findings.get("inspection"),
        "counts": ", ".join(counts),
        "recommendations": "\n".join(inspection.recommendations),
        "recommendations_count": inspection.recommendations_count,
        "notes": "\n".join(notes),
        "source_kind": source.kind,
        "source": address(source),
    }


def ratings(
    inspections: Iterable[Inspection], frameworks: Iterable[Framework]
) -> Sheet:
    # Scales mix in this column, so its words have no order: to order them would rank
    # the words of one family against those of another. The rank has the order within a
    # row, and `scales` of the package each scale from its worst word to its best.
    words = dict.fromkeys(word for one in frameworks for word in reversed(one.scale))
    return Sheet(
        name="ratings",
        title="Each criterion that an inspection's framework and form have",
        columns=(
            AREA,
            INSPECTION,
            PUBLISHED,
            FRAMEWORK,
            CRITERION,
            LABEL,
            one_of("rating", "The word of the framework's scale", list(words)),
            number("value", "The figure of a percentage or a score", minimum=0),
            text("unit", "What the figure counts"),
            whole("rank", "Place of the word on its scale; 1 is the worst", minimum=1),
            whole("ranks", "How many ratings the scale has", minimum=2),
            missing_code(),
            text("reason", "Why the inspectors did not rate it"),
            one_of(
                "direction",
                "How it moved since the inspection before, where the source says so",
                list(reversed(DIRECTIONS)),
                ordered=True,
            ),
            text("finding", "What was found, in short"),
            text("note", "A remark on reading the value"),
            *source_columns(),
        ),
        key=("inspection", "criterion"),
        references=(
            OF_AREA,
            OF_INSPECTION,
            Reference(
                ("framework", "criterion"), "frameworks", ("framework", "criterion")
            ),
        ),
        rows=[
            rating_row(inspection, criterion)
            for inspection in inspections
            for criterion in inspection.framework.criteria.values()
            if comparisons.is_shown(criterion, [inspection])
        ],
    )


def rating_row(inspection: Inspection, criterion: Criterion) -> dict[str, Value]:
    is_held = criterion.id in inspection.ratings
    return comparisons.tidy(inspection, criterion) | {
        "reason": inspection.not_rated.get(criterion.id),
        "direction": inspection.directions.get(criterion.id),
        "finding": inspection.findings.get(criterion.id),
        "note": inspection.notes.get(criterion.id),
        "source": address(inspection.source(criterion.id)) if is_held else None,
    }


def rates(standings: Sequence[reoffending.Standing]) -> Sheet:
    percentage = {"minimum": 0, "maximum": 100}
    against = list(reversed(AGAINST))
    return Sheet(
        name="rates",
        title="Rates of proven reoffending, each with the average printed beside it",
        columns=(
            AREA,
            whole("place", "Place among the rates of its area, from 1", required=True),
            text("inspection", "The inspection it was printed with, if any"),
            text("published", "When that inspection was published"),
            text("period", "The months in which the children joined the cohort"),
            text("measure", "The way of counting; never compare two"),
            number("rate", "Per cent of the cohort that reoffended", **percentage),
            number("lower", "Lower end of the 95 per cent interval", **percentage),
            number("upper", "Upper end of it", **percentage),
            whole("cohort", "Children in the cohort", minimum=0),
            whole("reoffenders", "Those proven to have reoffended", minimum=0),
            number("average", "Of England and Wales, as printed", **percentage),
            text("average_period", "The months of the average"),
            number("difference", "Rate less average, in percentage points"),
            text("verdict", "How the rate stands against the average, and if tested"),
            whole("least_cohort", "Children that would test a gap that is not tested"),
            one_of("previous_year", "Against the year before", against, ordered=True),
            one_of(
                "against_average",
                "Against the average, where only that is stated",
                against,
                ordered=True,
            ),
            Column(
                "worked_from_counts",
                "boolean",
                "Whether the rate was worked out here from reoffenders and cohort",
            ),
            missing_code(),
            text("note", "A remark on reading the rate"),
            *source_columns(),
        ),
        key=("area", "place"),
        references=(OF_AREA, OF_INSPECTION),
        rows=[
            rate_row(one, place)
            for _, of_area in groupby(standings, key=lambda one: one.area)
            for place, one in enumerate(of_area, 1)
        ],
    )


def rate_row(standing: reoffending.Standing, place: int) -> dict[str, Value]:
    """A row of `yot rates` with what is not in its table."""
    rate, inspection = standing.rate, standing.inspection
    return reoffending.row(standing) | {
        "place": place,
        "average_period": rate.average_period.iso if rate.average_period else None,
        "against_average": rate.against_average,
        "worked_from_counts": rate.worked_from_counts,
        "note": inspection.notes.get("reoffending") if inspection else rate.note,
        "source": address(standing.source) if standing.source else None,
    }


def criteria(frameworks: Iterable[Framework]) -> Sheet:
    return Sheet(
        name="frameworks",
        title="What each framework rates and measures, in published order",
        columns=(
            FRAMEWORK,
            needed("name", "The framework's full name"),
            needed("family", "Ranks may be compared between frameworks of a family"),
            needed("in_force_from", "Since when it was used", pattern=DATE),
            needed("scale", "Its words, the best first"),
            CRITERION,
            whole("place", "Place in the published order, from 1", required=True),
            LABEL,
            one_of("kind", "What is held of it", KINDS),
            whole("maximum", "The most that a score can be"),
            Column("counts", "boolean", "Whether it counts towards the overall rating"),
            several("forms", "Forms that rate it; none named: every one", " "),
        ),
        key=("framework", "criterion"),
        references=(),
        rows=[
            {
                "framework": framework.id,
                "name": framework.name,
                "family": framework.family,
                "in_force_from": framework.since.iso,
                "scale": comparisons.scale_of(framework),
                "criterion": criterion.id,
                "place": place,
                "label": criterion.label,
                "kind": criterion.kind,
                "maximum": criterion.maximum,
                "counts": criterion.counts,
                "forms": " ".join(criterion.forms),
            }
            for framework in frameworks
            for place, criterion in enumerate(framework.criteria.values(), 1)
        ],
    )


def address(source: Source) -> str | None:
    return source.url or source.title


def described(
    sheets: Iterable[Sheet],
    contents: Mapping[str, bytes],
    frameworks: Iterable[Framework],
    sources: Iterable[Source],
) -> bytes:
    """datapackage.json, which says of each file what it holds."""
    import json

    package = {
        "$schema": f"{PROFILES}/datapackage.json",
        "name": "yot",
        "title": "Inspections of youth offending teams in England and Wales",
        "description": DESCRIPTION,
        "version": __version__,
        "keywords": ["youth justice", "youth offending", "inspection", "reoffending"],
        "licenses": LICENSES,
        "sources": [cited(source) for source in dict.fromkeys(sources)],
        "scales": {one.id: scale(one) for one in frameworks},
        "resources": [resource(one, contents[f"{one.name}.csv"]) for one in sheets],
    }
    return (json.dumps(package, indent=1, ensure_ascii=False) + "\n").encode("utf-8")


def cited(source: Source) -> dict[str, str]:
    words = (source.title, source.publisher, str(source.date) if source.date else None)
    title = {"title": ", ".join(word for word in words if word)}
    return title | ({"path": source.url} if source.url else {})


def scale(framework: Framework) -> dict[str, object]:
    """The scale as categories are written: in order, from the worst."""
    return {
        "family": framework.family,
        "categories": list(reversed(framework.scale)),
        "categoriesOrdered": True,
    }


def resource(sheet: Sheet, content: bytes) -> dict[str, object]:
    import hashlib

    return {
        "name": sheet.name,
        "type": "table",
        "title": sheet.title,
        "path": f"{sheet.name}.csv",
        "scheme": "file",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": len(content),
        "hash": f"sha256:{hashlib.sha256(content).hexdigest()}",
        "schema": {
            "$schema": f"{PROFILES}/tableschema.json",
            "fields": [schema_field(column) for column in sheet.columns],
            "primaryKey": sheet.key,
            "foreignKeys": [foreign_key(one) for one in sheet.references],
            "missingValues": [""],
        },
    }


def schema_field(column: Column) -> dict[str, object]:
    constraints = {"constraints": column.constraints} if column.constraints else {}
    return {
        "name": column.name,
        "type": column.type,
        "description": column.description,
        **column.features,
        **constraints,
    }


def foreign_key(reference: Reference) -> dict[str, object]:
    file = {"resource": reference.file} if reference.file else {}
    return {
        "fields": reference.columns,
        "reference": {**file, "fields": reference.key},
    }


def write(records: Records, folder: Path) -> None:
    """Make a folder of the package, whole or not at all.

    A folder that is there must be empty, and is replaced. Raises YotError.
    """
    refuse_taken(folder)
    contents = files(records)
    try:
        replace(Path(os.path.realpath(folder)), contents)
    except (OSError, ValueError) as error:
        raise writing.unwritable(folder, error) from None


def refuse_taken(folder: Path) -> None:
    try:
        names = os.listdir(folder)
        is_here = os.path.samefile(folder, os.curdir)
    except FileNotFoundError:
        return
    except (OSError, ValueError) as error:
        raise writing.unwritable(folder, error) from None
    if names:
        raise YotError(
            f"{escaped(str(folder))} is not empty: name a new folder or an empty one"
        )
    if is_here:  # its replacement would leave the shell in a folder that is gone
        raise YotError("cannot replace the folder that this runs in: name a new one")


def replace(folder: Path, contents: Mapping[str, bytes]) -> None:
    """Write files beside a folder that is empty or not there, and rename them to it."""
    mode = writing.mode_of(folder)
    beside = Path(tempfile.mkdtemp(prefix=".yot-", suffix=".part", dir=folder.parent))
    try:
        for name, content in contents.items():
            writing.replace(beside / name, content, None)
        beside.chmod(stat.S_IMODE(mode) if mode else 0o777 & ~writing.umask())
        beside.rename(folder)
    except BaseException:
        shutil.rmtree(beside, ignore_errors=True)
        raise
    writing.sync_folder(folder.parent)
