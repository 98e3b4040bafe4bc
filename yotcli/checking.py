"""Checks records and reports every fault, also between records."""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal
from functools import cache
from itertools import groupby
from typing import NamedTuple, TypeVar

from yotcli import contradictions, document, fields, model
from yotcli.contradictions import Faults, differing
from yotcli.document import Fault, RecordError, quoted
from yotcli.model import Area, Inspection, Rate, YotError
from yotcli.records import AREAS_FILE, LAYOUT, RATES_FILE, Records, is_layout, listed

T = TypeVar("T")

MOST = 20  # faults told of one file
WARNING = "warning: "  # opens what is not a fault, but a question that is left open
SETTLE = "a more exact date would settle which is the later"
BESIDE = ("NOTICE", "LICENSE")  # files beside the records that are not records
KINDS = ("inspections", "frameworks")  # folders with a file for each record
STRAY = "stray"  # the kind of what is beside those folders, or in another one there
ALONE = "alone"  # the kind of what is in no folder of records
MOVE = "move {} to inspections/ or frameworks/"


class Findings(NamedTuple):
    """The faults and warnings found in a number of files, a line for each."""

    faults: list[str]
    warnings: list[str]
    files: int


def findings(records: Records, paths: Sequence[str]) -> Findings:
    """The faults of all records, or of the paths given.

    A file is read with the areas, frameworks and rates of the folder that it is in.
    Raises YotError if a path does not exist.
    """
    for path in paths:
        if not os.path.lexists(path):
            raise YotError(f"cannot read {model.escaped(path)}: there is no such file")
    chosen: dict[str, str] = {}  # each once, as it was first named
    real = cache(os.path.realpath)  # it asks for every part of a path
    for path in paths or records.folders:
        for file in within(path):
            folder, name = os.path.split(file)
            chosen.setdefault(os.path.join(real(folder), name), file)
    if not chosen:
        raise YotError("nothing to check: no record is there")
    records.index()
    by_folder = {os.path.abspath(folder): records for folder in records.folders}
    told: set[str] = set()  # a faulty framework would be told once an inspection
    found = Findings([], [], len(chosen))
    for place, files in groupby(sorted(chosen.values()), os.path.dirname):
        folder = os.path.abspath(place)
        if os.path.basename(folder) not in KINDS:
            folder = real(place)  # of a link with another name
        kind = os.path.basename(folder)
        if kind in KINDS:
            folder = os.path.dirname(folder)
        else:
            is_stray = is_layout(folder) or is_beside_records(folder)
            kind = STRAY if is_stray else ALONE
        if folder not in by_folder and is_layout(folder):
            by_folder[folder] = Records([*records.folders, folder])
        for path in files:
            faults, warnings = lines_of(path, kind, by_folder.get(folder, records))
            lines = [line for line in faults if line not in told]
            told.update(lines)
            found.faults.extend(lines[:MOST])
            if len(lines) > MOST:
                more = f"{model.escaped(path)}: … and {len(lines) - MOST} more"
                found.faults.append(more)
            found.warnings.extend(warnings)
    return found


def within(path: str) -> Iterator[str]:
    """The files that a path names: a file, or all files of a folder."""
    if not os.path.isdir(path):
        yield path
        return
    names = listed(path)
    is_whole = not set(names).isdisjoint(LAYOUT)
    for name in names:
        file = os.path.join(path, name)
        if name.startswith(".") or name.endswith(".md") or name in BESIDE:
            continue
        if name in LAYOUT and os.path.isdir(file):
            yield from within(file)
        elif not (is_whole and os.path.isdir(file)) or any(within(file)):
            yield file


def is_beside_records(folder: str) -> bool:
    """Whether a folder is beside those of records, or within one."""
    above = os.path.dirname(folder)
    names = (os.path.join(above, name) for name in LAYOUT)
    return os.path.basename(above) in KINDS or any(map(os.path.lexists, names))


def lines_of(
    path: str, kind: str, records: Records
) -> tuple[Sequence[str], Sequence[str]]:
    """The faults of a file and its warnings, both in its order."""
    try:
        found = list(between(path, kind, records))
        warnings = [fault for fault in found if fault.says.startswith(WARNING)]
        faults = [fault for fault in found if fault not in warnings]
        return (
            document.misread(path, faults).lines if faults else (),
            document.misread(path, warnings).lines if warnings else (),
        )
    except RecordError as error:
        if os.path.isdir(path):
            wrong = f"is a folder that nothing reads; {MOVE.format('its files')}"
            return [f"{model.escaped(path)}:1:1: {wrong}"], ()
        return error.lines, ()


def between(path: str, kind: str, records: Records) -> Faults:
    """The faults of a file beside other records; raises RecordError for its own.

    Its name and folder say what kind of record it is.
    """
    name = os.path.basename(path)
    if wrong := unread(path, name, kind):
        raise RecordError(f"{model.escaped(path)}:1:1: {wrong}")
    if kind == "frameworks":
        beside = (unless_faulty(records.framework, id) for id in records.beside(path))
        framework = fields.read_framework(path)
        yield from contradictions.of_family(framework, filter(None, beside))
    elif kind == "inspections" or name not in LAYOUT:
        id = name.removesuffix(".yaml")
        is_known = records.files("inspections").get(id) == path
        inspection = records.read(id) if is_known else records.read_inspection(path)
        close = close_to(inspection, records)
        yield from of_inspection(inspection, records, close)
        yield from out_of_time(inspection, records, close)
        yield from out_of_order(inspection, records)
    elif name == AREAS_FILE:
        yield from of_areas(records.areas_of_file(path), records)
    elif name == RATES_FILE:
        for place, rate in enumerate(fields.read_rates(path), 1):
            yield from unknown_area(rate.area, records, "rates", str(place), "area")
            yield from unknown_measure(rate, records, "rates", str(place))
    else:
        fields.read_series(path)


def unread(path: str, name: str, kind: str) -> str | None:
    """Why no command reads a file, and what to do; none if one does."""
    if not name.endswith(".yaml"):
        document.content(path)  # raises if it is a broken link
        return "is not a record; name it .yaml"
    if kind in KINDS or name in LAYOUT:
        return None
    if name.lower() in LAYOUT:
        return f"is read by nothing; name it {name.lower()}"
    return f"is read by nothing; {MOVE.format('it')}" if kind == STRAY else None


def of_areas(areas: dict[str, Area], records: Records) -> Faults:
    shipped: Mapping[str, Area] = {}
    for path in records.paths_of(AREAS_FILE)[:1]:
        shipped = unless_faulty(records.areas_of_file, path) or {}
    regions = {area.region for area in shipped.values() if area.region}
    every = areas
    if areas != shipped:  # which need not fit what is added
        others = (unless_faulty(records.areas) or {}).items()
        every = {id: other for id, other in others if id not in areas} | areas
    for area in areas.values():
        if area.region and regions and area.region not in regions:
            known = ", ".join(sorted(regions))
            says = f"{quoted(area.region)} is not one of {known}; write one"
            yield Fault((area.id, "region"), says)
        for place, successor in enumerate(area.successors, 1):
            if successor not in every:
                names = area.id, "successors", str(place)
                yield from unknown_area(successor, records, *names)
    for fault in contradictions.of_areas(every):
        if fault.names[0] in areas:
            yield fault


def close_to(inspection: Inspection, records: Records) -> list[str]:
    """Others of its area that may be of its date, by their names."""
    dates = records.dates_in(inspection.area).items()
    ids = [id for id, date in dates if not date.is_apart(inspection.published)]
    return [id for id in ids if id != inspection.id]


def of_inspection(inspection: Inspection, records: Records, close: list[str]) -> Faults:
    yield from unknown_area(inspection.area, records, "area")
    if inspection.reoffending:
        yield from unknown_measure(inspection.reoffending, records, "reoffending")
    ids, on_record = close, records.files("inspections")
    if earlier := inspection.follows_up:
        ids = records.inspections_of(inspection.area)
        if earlier in on_record and earlier not in ids:
            ids.append(earlier)
    every = {id: unless_faulty(records.read, id) for id in ids}
    known = {id: other for id, other in every.items() if other}
    if earlier and (earlier in known or earlier not in on_record):
        yield from records.wrong_follow_up(inspection)
    yield from contradictions.of_history(inspection, known)


def out_of_time(inspection: Inspection, records: Records, close: list[str]) -> Faults:
    """A warning that dates leave the order of two inspections open."""
    published = inspection.published
    read = [*filter(None, (unless_faulty(records.read, id) for id in close))]
    for other in read if len(read) == len(close) else ():
        date = other.published
        if date.is_apart(published) or date.first == date.last == published.last:
            continue
        if (vagueness(date), other.id) < (vagueness(published), inspection.id):
            says = f"{WARNING}may be before or after {other.id}; {SETTLE}"
            yield Fault(("published",), says)


@cache
def scores(records: Records) -> Mapping[str, set[tuple[int, Decimal]]]:
    """The ranks of the overall rating on record, each with its scores, by framework."""
    known = defaultdict(set)
    for id in records.files("inspections"):
        inspection = unless_faulty(records.read, id)
        overall = inspection and inspection.rating(model.OVERALL)
        if inspection and overall and inspection.score is not None:
            known[inspection.framework.id].add((overall.rank, inspection.score))
    return known


@cache
def is_misplaced(records: Records, framework: str, rank: int, score: Decimal) -> bool:
    """Whether a lower rating on record has a higher score, or a higher one a lower."""
    known = scores(records).get(framework, ())
    return any((rank - other) * (score - points) < 0 for other, points in known)


def out_of_order(inspection: Inspection, records: Records) -> Faults:
    """A warning that a lower rating has a higher score; no page gives the bands."""
    overall, score = inspection.rating(model.OVERALL), inspection.score
    if overall is None or score is None:
        return
    if is_misplaced(records, inspection.framework.id, overall.rank, score):
        wrong = f"{score} does not fit {overall.word}, by the scores on record"
        yield differing(("ratings", model.SCORE), f"{WARNING}{wrong}")


def vagueness(date: model.Date) -> int:
    """How inexact a date is: 0 for a day, 1 a month, 2 a year, 3 years between."""
    return 3 if " to " in date.iso else 2 - date.iso.count("-")


def unless_faulty(read: Callable[..., T], *arguments: object) -> T | None:
    """The record that a reference names; none if that record is faulty itself."""
    try:
        return read(*arguments)
    except RecordError:
        return None


def unknown_area(area: str | None, records: Records, *names: str) -> Faults:
    if area is not None and area not in records.areas():
        wrong = f"no area is named {quoted(area)}"
        yield Fault(names, f"{wrong}; write one of areas.yaml or add it there")


def unknown_measure(rate: Rate, records: Records, *names: str) -> Faults:
    if rate.measure is not None and rate.measure not in records.series().measures:
        known = ", ".join(records.series().measures)
        wrong = f"no measure is named {quoted(rate.measure)}"
        yield Fault((*names, "measure"), f"{wrong}; write one of {known}")
