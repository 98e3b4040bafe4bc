"""Whether records are right: the first fault of each file, all files."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from yotcli import document, records
from yotcli.document import Node, RecordError, quoted
from yotcli.model import Inspection, Rate, YotError, escaped
from yotcli.records import Records


def faults(shelf: Records, paths: Sequence[Path]) -> list[str]:
    """A line for each faulty file, of the shelf or of the paths given.

    Raises YotError for a path that is not there.
    """
    for path in paths:
        if not os.path.lexists(path):
            raise YotError(f"cannot read {escaped(str(path))}: there is no such file")
    chosen = list(within(paths)) if paths else every(shelf)
    if not chosen:
        raise YotError("nothing to check: no record is there")
    found = [fault for path in sorted(chosen) for fault in faults_of(path, shelf)]
    return list(dict.fromkeys(found))  # one framework may fault all its inspections


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


def within(paths: Iterable[Path]) -> Iterator[str]:
    """The files meant by paths: a file itself, or those of a folder."""
    for path in map(os.fspath, paths):
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


def faults_of(path: str, shelf: Records) -> Iterator[str]:
    try:
        read(path, shelf)
    except RecordError as fault:
        yield str(fault)


def read(path: str, shelf: Records) -> None:
    """Read a file as what its name and folder say it is; raises RecordError."""
    name, folder = os.path.basename(path), os.path.basename(os.path.dirname(path))
    if not name.endswith(".yaml"):
        raise RecordError(f"{escaped(path)}:1:1: is not a record; name it .yaml")
    if name == records.AREAS_FILE:
        read_areas(path, shelf)
    elif name == records.RATES_FILE:
        for place, rate in enumerate(records.read_rates(path)):
            known_area(path, rate.area or "", shelf, "rates", place, "area")
            known_measure(path, rate, shelf, "rates", place, "measure")
    elif name == records.SERIES_FILE:
        records.read_series(path)
    elif folder == "frameworks":
        records.read_framework(path)
    else:
        fit(path, records.read_inspection(path, shelf.framework), shelf)


def read_areas(path: str, shelf: Records) -> None:
    areas = records.read_areas(path)
    for area in areas.values():
        for successor in area.successors:
            if successor not in areas:
                known_area(path, successor, shelf, area.id, "successors")


def fit(path: str, inspection: Inspection, shelf: Records) -> None:
    """What an inspection says of other records must be so."""
    known_area(path, inspection.area, shelf, "area")
    if inspection.reoffending:
        known_measure(path, inspection.reoffending, shelf, "reoffending", "measure")
    earlier = inspection.follows_up
    if earlier is not None and earlier not in shelf.inspection_files:
        field(path, "follows_up").refuse(
            f"no inspection is named {quoted(earlier)}",
            "write a file's name, or a note that says what it follows",
        )


def known_area(path: str, area: str, shelf: Records, *names: str | int) -> None:
    if area not in shelf.areas():
        field(path, *names).refuse(
            f"no area is named {quoted(area)}",
            "write one of areas.yaml or add it there",
        )


def known_measure(path: str, rate: Rate, shelf: Records, *names: str | int) -> None:
    if rate.measure is not None and rate.measure not in shelf.series().measures:
        field(path, *names).refuse(
            f"no measure is named {quoted(rate.measure)}",
            f"write one of {', '.join(shelf.series().measures)}",
        )


def field(path: str, *names: str | int) -> Node:
    """Where a field stands; read again, as what was read of it keeps no places."""
    node: Node = document.read(path)
    for name in names:
        if isinstance(name, int):
            node = node.sequence()[name]
        else:
            node = node.mapping().fields[name]
    return node
