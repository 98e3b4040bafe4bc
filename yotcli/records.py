"""Folders of records: finds what a person names and reads only what is needed."""

import os
import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from functools import cache, cached_property
from typing import TypeVar

from yotcli import contradictions, document, fields, model
from yotcli.contradictions import Faults
from yotcli.document import Fault, RecordError, quoted
from yotcli.model import Area, Date, Framework, Inspection, Named, Rate, YotError

T = TypeVar("T")

AREAS_FILE, RATES_FILE = "areas.yaml", "rates.yaml"
SERIES_FILE = "england-and-wales.yaml"
LAYOUT = ("inspections", "frameworks", AREAS_FILE, RATES_FILE, SERIES_FILE)


def shipped() -> str:
    """The records that come with yot: inside a wheel, or at the top of a clone."""
    package = os.path.dirname(os.path.abspath(__file__))
    inside = os.path.join(package, "records")
    if os.path.isdir(inside):
        return inside
    beside = os.path.join(os.path.dirname(package), "records")
    if not os.path.isdir(beside):
        where = "they must lie in a folder, so install yot or unpack it"
        raise YotError(f"yot's own records are not in {model.escaped(beside)}: {where}")
    return beside


def opened(added: Sequence[str] = ()) -> "Records":
    """The shipped records, with the folders of YOT_RECORDS and --records added."""
    named = os.environ.get("YOT_RECORDS", "").split(os.pathsep)
    return Records([shipped(), *(path for path in named if path), *added])


class Records:
    """Folders of records in one layout; later folders win over earlier ones."""

    def __init__(self, folders: Sequence[str]):
        self.folders = list(folders)
        self.dates_of: dict[str, dict[str, Date]] = {}  # of inspections, by area
        # What is read once, when it is first asked for.
        self.files = cache(self.found_files)
        self.areas_of_file = once(fields.read_areas)
        self.areas = once(self.read_areas)
        self.series = once(self.read_series)
        self.framework = once(self.read_framework)
        self.read_inspection = fields.inspections(self.framework)
        self.read = once(self.read_named)
        for folder in self.folders:
            if not is_layout(folder):
                raise YotError(
                    f"{model.escaped(folder)} holds no records: none of"
                    f" {', '.join(LAYOUT)} is in it"
                )

    @cached_property
    def inspections_in(self) -> dict[str, list[str]]:
        """The names in each folder of inspections."""
        return {folder: listed(folder) for folder in self.paths_of("inspections")}

    def found_files(self, kind: str) -> dict[str, str]:
        """Paths of the YAML files of a kind by name; later folders win."""
        return {
            name[:-5]: f"{folder}/{name}"
            for folder in self.paths_of(kind)
            for name in listed(folder)
            if name.endswith(".yaml") and not name.startswith(".")
        }

    def paths_of(self, name: str) -> list[str]:
        """Paths of the file or folder of this name in every folder that has one."""
        paths = [f"{folder}/{name}" for folder in self.folders]
        return [path for path in paths if os.path.lexists(path)]

    def inspections_of(self, area: str) -> list[str]:
        """Ids of the inspections of an area, from file names; no file is read."""
        return [*self.dates_in(area)]

    def dates_in(self, area: str) -> dict[str, Date]:
        """The dates in the names of an area's inspections, by id."""
        if area not in self.dates_of:
            start = f"{area}-"
            ids = {
                name[:-5]
                for names in self.inspections_in.values()
                for name in names
                if name.startswith(start) and name.endswith(".yaml")
            }
            named = ((id, self.named_in(id).get(area)) for id in sorted(ids))
            self.dates_of[area] = {id: date for id, date in named if date}
        return self.dates_of[area]

    def named_in(self, id: str) -> dict[str, Date]:
        """The area that the name of an inspection gives, with the date.

        The id of an area may end like a year: of two that a name may give, the file
        says which. A faulty file may be of both.
        """
        areas = model.areas_in(id)
        if len(areas) < 2:
            return areas
        try:
            area = self.read(id).area
        except YotError:
            return areas
        return {area: areas[area]}

    def index(self) -> None:
        """Find the inspections of every area at once, if many are asked for."""
        self.dates_of.clear()
        for id in sorted(self.files("inspections")):
            for area, date in self.named_in(id).items():
                self.dates_of.setdefault(area, {})[id] = date

    def dates(self) -> dict[str, dict[str, Date]]:
        """The dates of all inspections, from file names, by known area and by id.

        Raises YotError for an inspection of an area that areas.yaml does not have.
        """
        areas: dict[str, dict[str, Date]] = {}
        for id in sorted(self.files("inspections")):
            named = model.areas_in(id)
            [area] = named if len(named) == 1 else [self.read(id).area]
            areas.setdefault(self.known(area).id, {})[id] = named[area]
        return dict(sorted(areas.items()))

    def latest(self, dates: Mapping[str, Date]) -> list[Inspection]:
        """The inspections of an area that may be its latest; no other is read.

        If one of these follows up another, all are read: it is checked beside that one.
        """
        start = max(date.first for date in dates.values())
        last = [self.read(id) for id, date in dates.items() if date.last >= start]
        if any(inspection.follows_up for inspection in last):
            last = [*map(self.read, dates)]
        return self.in_time(last)

    def history(self, area: str) -> list[Inspection]:
        """The inspections of an area, oldest first."""
        return self.in_time([self.read(id) for id in self.inspections_of(area)])

    def inspections(self) -> list[Inspection]:
        """Every inspection, by area and then by date."""
        areas: dict[str, list[Inspection]] = {}
        for path in self.files("inspections").values():
            inspection = self.read_inspection(path)
            areas.setdefault(inspection.area, []).append(inspection)
        histories = (self.in_time(areas[area]) for area in sorted(areas))
        return [inspection for history in histories for inspection in history]

    def in_time(self, history: list[Inspection]) -> list[Inspection]:
        """The inspections of an area, oldest first, each marked as the latest or not.

        Raises RecordError if one contradicts another.
        """
        history.sort(key=lambda inspection: (inspection.published, inspection.id))
        dates = [inspection.published for inspection in history]
        # Few areas have two reports of one date or one that follows up another.
        if len({*dates}) < len(dates) or any(each.follows_up for each in history):
            known = {inspection.id: inspection for inspection in history}
            for inspection in history:
                faults = [*contradictions.of_history(inspection, known)]
                if inspection.follows_up not in (None, *known):
                    faults += self.wrong_follow_up(inspection)
                self.refuse("inspections", inspection.id, faults)
        return [
            # The newest first, because it decides for most of the others.
            marked(inspection, dates[:place:-1] + dates[:place])
            for place, inspection in enumerate(history)
        ]

    def wrong_follow_up(self, inspection: Inspection) -> Faults:
        id = inspection.follows_up or ""
        earlier = self.read(id) if id in self.files("inspections") else None
        return contradictions.of_follow_up(inspection, earlier, self.areas())

    def refuse(self, kind: str, id: str, faults: Iterable[Fault]) -> None:
        """Raise RecordError if a record has faults."""
        if found := [*faults]:
            raise document.misread(self.files(kind)[id], found)

    def inspection(self, id: str) -> Inspection:
        """An inspection, marked as the latest of its area or not.

        File names usually suffice; another file is read only if its name does not.
        """
        inspection = self.read(id)
        published = inspection.published
        dates = [
            date if date.is_apart(published) else self.read(other).published
            for other, date in self.dates_in(inspection.area).items()
            if other != id
        ]
        return marked(inspection, dates)

    def read_named(self, id: str) -> Inspection:
        """The inspection of an id, from the last folder that has it."""
        for folder in reversed(self.inspections_in):
            if os.path.lexists(path := f"{folder}/{id}.yaml"):
                return self.read_inspection(path)
        raise YotError(f"cannot read {id}: its file is no longer there")

    def read_framework(self, id: str) -> Framework:
        """A framework by its id; raises KeyError if there is none."""
        return fields.read_framework(self.files("frameworks")[id])

    def frameworks(self) -> list[Framework]:
        """Every framework, the oldest first."""
        files = self.files("frameworks")
        every = {id: self.framework(id) for id in files}
        for id, path in files.items():
            beside = [every[other] for other in self.beside(path)]
            faults = contradictions.of_family(every[id], beside)
            self.refuse("frameworks", id, faults)
        return sorted(every.values(), key=lambda each: (each.since, each.id))

    def beside(self, path: str) -> list[str]:
        """The frameworks that one must fit; a shipped one need not fit those added."""
        files, shipped = self.files("frameworks"), f"{self.folders[0]}/frameworks/"
        if not os.path.abspath(path).startswith(shipped):
            return [*files]
        return [id for id, other in files.items() if other.startswith(shipped)]

    def read_areas(self) -> dict[str, Area]:
        areas: dict[str, Area] = {}
        for path in self.paths_of(AREAS_FILE):
            areas |= self.areas_of_file(path)
        return dict(sorted(areas.items()))

    def rates(self) -> list[Rate]:
        """Rates that were not printed with inspections, by area and period."""
        files = map(fields.read_rates, self.paths_of(RATES_FILE))
        rates = {rate.key: rate for file in files for rate in file}
        return [rates[key] for key in sorted(rates, key=str)]

    def read_series(self) -> model.Series:
        paths = self.paths_of(SERIES_FILE)
        if not paths:
            raise YotError(f"no folder of records has {SERIES_FILE}")
        return fields.read_series(paths[-1])

    def as_of(self) -> Date | None:
        """The day up to which pages were read, if a folder says it."""
        return self.series().pages_read if self.paths_of(SERIES_FILE) else None

    def find(self, name: str) -> Named:
        """The area or inspection that a person typed; raises YotError if unclear."""
        typed = name.lower().replace(" ", "-")
        areas = [*model.areas_in(typed)]
        if self.inspections_of(typed) and (not areas or typed in self.areas()):
            return Named(typed, None)
        areas = [area for area in areas if typed in self.inspections_of(area)]
        if len(areas) > 1:  # the id of an area may end like a year
            areas = [area for area in areas if area in self.areas()] or areas
        if areas:
            return Named(areas[0], typed)
        from yotcli import naming  # not needed for an id typed in full

        known = self.areas().values()
        if area := naming.area_named(name, known):
            return Named(area.id, None)
        dated = naming.dated(name)
        if dated and (area := naming.area_named(dated[0], known)):
            return self.of_date(area, dated[1], name)
        hint = self.hint(*(dated or (name, "")))
        raise YotError(f"no area or inspection is named {quoted(name)}{hint}")

    def of_date(self, area: Area, date: str, name: str) -> Named:
        """The inspection of a typed date: the one of that name, or the only match."""
        from yotcli import naming

        known, id = self.dates_in(area.id), f"{area.id}-{date}"
        if id not in known:
            year = Date(date) if len(date) == len("2015") else None
            within = [id for id in known if year and not known[id].is_apart(year)]
            if not within:
                says = f"no inspection is named {name!r}; {self.on_record(area)}"
                raise YotError(says)
            id = naming.only(name, within)
        return Named(area.id, id)

    def on_record(self, area: Area) -> str:
        """The inspections on record of an area and, if former, of its successors."""
        ids = ", ".join(self.inspections_of(area.id)) or "none"
        told = f"on record for {area.name}: {ids}"
        if area.successors:
            now = model.now(area, self.areas())
            ids = ", ".join(id for each in now for id in self.inspections_of(each.id))
            names = model.listed(each.name for each in now)
            told += f"; it is now {names}, with {ids or 'none'}"
        return told

    def hint(self, area: str, date: str) -> str:
        """A question with the names that differ from the typed one by a slip."""
        from yotcli import naming

        meant = naming.misspelt(area, self.areas().values())
        known = {id: f"{id}-{date}" for id in meant}
        dated = [known[id] for id in meant if known[id] in self.inspections_of(id)]
        ids = [repr(id) for id in dated or meant]
        return f"; did you mean {naming.either(ids)}?" if ids else ""

    def may_be_former(self, area: str) -> bool:
        """Whether an area may have successors, judged from the text of areas.yaml.

        Few have any, and parsing the file would take a tenth of a comparison.
        """
        for path in self.paths_of(AREAS_FILE):
            content = b"\n" + document.content(path).replace(b"\r", b"")
            _, found, rest = content.partition(f"\n{area}:\n".encode())
            # Up to the next area: a text or a list may go on at the margin.
            [entry, *_] = re.split(rb"\n(?=[\w-]+:\n +\w+:)", rest, maxsplit=1)
            if b"successors" in (entry if found else content):
                return True
        return False

    def known(self, area: str) -> Area:
        """An area by its id; raises YotError where areas.yaml does not have it."""
        if area not in self.areas():
            raise YotError(f"no area is named {area!r}: areas.yaml does not have it")
        return self.areas()[area]


def once(read: Callable[..., T]) -> Callable[..., T]:
    """A reader that reads a file once, also if it is faulty: `cache` keeps no error."""

    @cache
    def outcome(*named: object) -> T | RecordError:
        try:
            return read(*named)
        except RecordError as error:
            return error

    def read_once(*named: object) -> T:
        found = outcome(*named)
        if isinstance(found, RecordError):
            raise found.with_traceback(None)  # or it would grow from call to call
        return found

    return read_once


def is_layout(folder: str) -> bool:
    return not set(LAYOUT).isdisjoint(listed(folder))


def listed(folder: str) -> list[str]:
    try:
        return os.listdir(folder)
    except OSError as error:
        raise YotError(
            f"cannot read {model.escaped(folder)}: {error.strerror}"
        ) from None


def marked(inspection: Inspection, others: Collection[Date]) -> Inspection:
    """An inspection that knows, by the dates of the others, if it is the latest."""
    date = inspection.published
    is_latest: bool | None = False
    if not any(date.is_before(other) for other in others):
        is_latest = all(other.is_before(date) for other in others) or None
    # Its last field: to replace it by name would go through the names of all.
    return Inspection(*inspection[:-1], is_latest)
