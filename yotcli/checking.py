"""Whether records are right: every fault of every file, those between records too."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence

from yotcli import document, fields, records
from yotcli.document import Fault, RecordError, quoted
from yotcli.model import Inspection, Rate, YotError, escaped
from yotcli.records import Records

MOST = 20  # faults told of one file


def faults(shelf: Records, paths: Sequence[str]) -> list[str]:
    """A line for each fault in the files of the shelf, or of the paths given.

    Raises YotError for a path that is not there.
    """
    for path in paths:
        if not os.path.lexists(path):
            raise YotError(f"cannot read {escaped(path)}: there is no such file")
    chosen = list(within(paths)) if paths else every(shelf)
    if not chosen:
        raise YotError("nothing to check: no record is there")
    told: set[str] = set()  # one framework may fault all its inspections
    found = []
    for path in sorted(chosen):
        lines = [line for line in lines_of(path, shelf) if line not in told]
        told.update(lines)
        found += lines[:MOST]
        if len(lines) > MOST:
            found.append(f"{escaped(path)}: … and {len(lines) - MOST} more")
    return found


def every(shelf: Records) -> list[str]:
    """The files of every folder, those that a later folder replaces too."""
    return [path for folder in shelf.folders for path in of_folder(folder)]


def of_folder(folder: str) -> Iterator[str]:
    for name in (records.AREAS_FILE, records.RATES_FILE, records.SERIES_FILE):
        if os.path.lexists(f"{folder}/{name}"):
            yield f"{folder}/{name}"
    for kind in ("frameworks", "inspections"):
        if os.path.isdir(f"{folder}/{kind}"):
            yield from visible(f"{folder}/{kind}")


def within(paths: Iterable[str]) -> Iterator[str]:
    """The files meant by paths: a file itself, or those of a folder."""
    for path in paths:
        if not os.path.isdir(path):
            yield path
        elif any(name in records.LAYOUT for name in records.listed(path)):
            yield from of_folder(path)
        else:
            yield from visible(path)


def visible(folder: str) -> Iterator[str]:
    for name in records.listed(folder):
        if not name.startswith("."):
            yield f"{folder}/{name}"


def lines_of(path: str, shelf: Records) -> Sequence[str]:
    """The faults of a file, in its order."""
    try:
        if found := list(between(path, shelf)):
            raise document.misread(path, found)
    except RecordError as error:
        return error.lines
    return ()


def between(path: str, shelf: Records) -> Iterator[Fault]:
    """What a file says of other records and is not so.

    It is read as what its name and folder say it is; raises RecordError.
    """
    name, folder = os.path.basename(path), os.path.basename(os.path.dirname(path))
    if not name.endswith(".yaml"):
        raise RecordError(f"{escaped(path)}:1:1: is not a record; name it .yaml")
    if name == records.AREAS_FILE:
        areas = fields.read_areas(path)
        for area in areas.values():
            for successor in area.successors:
                if successor not in areas:
                    yield from unknown_area(successor, shelf, area.id, "successors")
    elif name == records.RATES_FILE:
        for place, rate in enumerate(fields.read_rates(path), 1):
            yield from unknown_area(rate.area, shelf, "rates", str(place), "area")
            yield from unknown_measure(rate, shelf, "rates", str(place))
    elif name == records.SERIES_FILE:
        fields.read_series(path)
    elif folder == "frameworks":
        fields.read_framework(path)
    else:
        yield from of_inspection(shelf.read_inspection(path), shelf)


def of_inspection(inspection: Inspection, shelf: Records) -> Iterator[Fault]:
    yield from unknown_area(inspection.area, shelf, "area")
    if inspection.reoffending:
        yield from unknown_measure(inspection.reoffending, shelf, "reoffending")
    earlier = inspection.follows_up
    if earlier is not None and earlier not in shelf.inspection_files:
        wrong = f"no inspection is named {quoted(earlier)}"
        right = "write a file's name, or a note that says what it follows"
        yield Fault(("follows_up",), f"{wrong}; {right}")


def unknown_area(area: str | None, shelf: Records, *names: str) -> Iterator[Fault]:
    if area is not None and area not in shelf.areas():
        wrong = f"no area is named {quoted(area)}"
        yield Fault(names, f"{wrong}; write one of areas.yaml or add it there")


def unknown_measure(rate: Rate, shelf: Records, *names: str) -> Iterator[Fault]:
    if rate.measure is not None and rate.measure not in shelf.series().measures:
        known = ", ".join(shelf.series().measures)
        wrong = f"no measure is named {quoted(rate.measure)}"
        yield Fault((*names, "measure"), f"{wrong}; write one of {known}")
