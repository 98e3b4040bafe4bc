"""Folders of records: finding what a person names, and reading what is asked for."""

from __future__ import annotations

import os
import re
from collections.abc import Sequence
from functools import cached_property

from yotcli import document, fields
from yotcli.model import (
    INSPECTION_FILE,
    Area,
    Date,
    Framework,
    Inspection,
    Named,
    Rate,
    Series,
    YotError,
    areas_named,
    date_in,
    escaped,
    folded,
    is_latest,
)

AREAS_FILE, RATES_FILE = "areas.yaml", "rates.yaml"
SERIES_FILE = "england-and-wales.yaml"
LAYOUT = ("inspections", "frameworks", AREAS_FILE, RATES_FILE, SERIES_FILE)


def shipped() -> str:
    """The records that come with yot: inside a wheel, or at the top of a clone."""
    package = os.path.dirname(os.path.abspath(__file__))
    inside = os.path.join(package, "records")
    if os.path.isdir(inside):
        return inside
    return os.path.join(os.path.dirname(package), "records")


def opened(added: Sequence[str] = ()) -> Records:
    """The shipped records with the folders of YOT_RECORDS and --records over them."""
    named = os.environ.get("YOT_RECORDS", "").split(os.pathsep)
    return Records([shipped(), *(path for path in named if path), *added])


class Records:
    """Folders of records in one layout, the later ones laid over the earlier."""

    def __init__(self, folders: Sequence[str]):
        self.folders = list(folders)
        self.read_inspection = fields.inspections(self.framework)
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
        return {one: listed(one) for one in folders if os.path.lexists(one)}

    def files(self, kind: str) -> dict[str, str]:
        """Paths of the YAML files of a kind by name, of later folders where both."""
        return {
            name[:-5]: f"{folder}/{kind}/{name}"
            for folder in self.folders
            if os.path.lexists(f"{folder}/{kind}")
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
            start = f"{area}-"
            names = [
                name[:-5]
                for names in self.inspections_in.values()
                for name in names
                if name.startswith(start) and name.endswith(".yaml")
            ]
            self.ids_of[area] = sorted({id for id in names if area_in(id) == area})
        return self.ids_of[area]

    def index(self) -> None:
        """Note the inspections of every area at once, where many are asked for."""
        for id in sorted(self.inspection_files):
            ids = self.ids_of.setdefault(area_in(id), [])
            if id not in ids:
                ids.append(id)

    def file_of(self, id: str) -> str:
        """Where an inspection stands, in the last folder that has it."""
        for folder in self.inspections_in:
            if os.path.lexists(path := f"{folder}/{id}.yaml"):
                return path
        raise YotError(f"cannot read {id}: its file is no longer there")

    def history(self, area: str) -> list[Inspection]:
        """The inspections of an area, oldest first."""
        return in_time([self.read(id) for id in self.inspections_of(area)])

    def inspections(self) -> list[Inspection]:
        """Every inspection, by area and then by date."""
        areas: dict[str, list[Inspection]] = {}
        for path in self.inspection_files.values():
            inspection = self.read_inspection(path)
            areas.setdefault(inspection.area, []).append(inspection)
        return [
            inspection for area in sorted(areas) for inspection in in_time(areas[area])
        ]

    def inspection(self, id: str) -> Inspection:
        inspection = self.read(id)
        others = self.beside(inspection).values()
        return inspection._replace(is_latest=is_latest(inspection.published, others))

    def beside(self, inspection: Inspection) -> dict[str, Date]:
        """When the others of its area were published, to tell which is later.

        Their names say so mostly; one is read only where these leave it open.
        """
        published = inspection.published
        dates = {id: date_in(id) for id in self.inspections_of(inspection.area)}
        dates.pop(inspection.id, None)
        return {
            id: date if date.is_apart(published) else self.read(id).published
            for id, date in dates.items()
        }

    def read(self, id: str) -> Inspection:
        if id not in self.inspections_read:
            self.inspections_read[id] = self.read_inspection(self.file_of(id))
        return self.inspections_read[id]

    def framework(self, id: str) -> Framework:
        """Raises KeyError where there is none of this id."""
        if id not in self.frameworks_read:
            self.frameworks_read[id] = fields.read_framework(
                self.files("frameworks")[id]
            )
        return self.frameworks_read[id]

    def frameworks(self) -> list[Framework]:
        """Every framework, the oldest first."""
        every = [self.framework(id) for id in self.files("frameworks")]
        return sorted(every, key=lambda framework: (framework.since, framework.id))

    def areas(self) -> dict[str, Area]:
        if self.areas_read is None:
            areas: dict[str, Area] = {}
            for path in self.each(AREAS_FILE):
                areas.update(fields.read_areas(path))
            self.areas_read = dict(sorted(areas.items()))
        return self.areas_read

    def rates(self) -> list[Rate]:
        """Rates that stand outside inspections, by area and period."""
        rates: dict[tuple[str | None, ...], Rate] = {}
        for path in self.each(RATES_FILE):
            rates.update({rate_key(rate): rate for rate in fields.read_rates(path)})
        return [rate for _, rate in sorted(rates.items(), key=lambda one: str(one[0]))]

    def series(self) -> Series:
        if self.series_read is None:
            paths = self.each(SERIES_FILE)
            if not paths:
                raise YotError(f"no folder of records has {SERIES_FILE}")
            self.series_read = fields.read_series(paths[-1])
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
        """The inspection of a date: the one so named, or the only one it may mean."""
        held = self.inspections_of(area.id)
        meant = [id for id in held if id == f"{area.id}-{year}"]
        meant = meant or [id for id in held if may_mean(id, year)]
        if len(meant) == 1:
            return Named(area.id, meant[0])
        if meant:
            raise YotError(f"{name!r} may be {' or '.join(meant)}: write one of them")
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
            content = b"\n" + document.content(path).replace(b"\r", b"")
            _, found, rest = content.partition(f"\n{area}:\n".encode())
            entry = re.split(rb"\n(?=\S)", rest, maxsplit=1)[0] if found else content
            if b"successors" in entry:
                return True
        return False

    def known(self, area: str) -> Area:
        """An area by its id; raises YotError where areas.yaml does not have it."""
        if area not in self.areas():
            raise YotError(f"no area is named {area!r}: areas.yaml does not have it")
        return self.areas()[area]


def area_in(id: str) -> str:
    """The area that the name of an inspection gives; empty where it gives none."""
    parts = INSPECTION_FILE.fullmatch(id)
    return parts[1] if parts else ""


def listed(folder: str) -> list[str]:
    try:
        return os.listdir(folder)
    except OSError as error:
        raise YotError(f"cannot read {escaped(folder)}: {error.strerror}") from None


def in_time(history: list[Inspection]) -> list[Inspection]:
    """The inspections of one area, oldest first, each with whether it is the latest."""
    history.sort(key=lambda inspection: (inspection.published, inspection.id))
    marked = []
    for place, inspection in enumerate(history):
        others = [*history[:place:-1], *history[:place]]  # the newest decides most
        dates = (other.published for other in others)
        latest = is_latest(inspection.published, dates)
        marked.append(inspection._replace(is_latest=latest))
    return marked


def may_mean(id: str, year: str) -> bool:
    """Whether a year that is typed lies within the date of an inspection's name."""
    date = date_in(id)
    return len(year) == 4 and date.since(year) and date.until(year)


def rate_key(rate: Rate) -> tuple[str | None, ...]:
    period = rate.period.iso if rate.period else None
    return (rate.area, period, rate.measure, rate.note if period is None else None)
