"""The commands as plain functions, and `main`, which runs them and meets errors.

A call without options needs no parser of options, which saves a third of its time.
"""

import os
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import groupby
from typing import Literal, NoReturn

from yotcli import model, sentences, terminal
from yotcli.answer import Answer, Command, Report
from yotcli.document import LARGEST, RecordError
from yotcli.model import Inspection, Named, YotError, folded
from yotcli.records import Records, opened
from yotcli.scalars import is_date


def compare(
    records: Records,
    names: Sequence[str] = (),
    base: str | None = None,
    framework: str | None = None,
    region: str | None = None,
    only_changes: bool = False,
) -> Answer:
    from yotcli.answers import compare

    named = found(records, names)
    histories: dict[Named, Sequence[Inspection]] = {
        name: inspections_of(records, name) for name in named
    }
    family = None
    of_region: dict[str, list[str]] = {}
    if region is not None or framework is not None:
        from yotcli import narrowing

        known, frameworks = records.areas(), records.frameworks()
        typed = narrowing.Filter(region, None, framework)
        wanted = narrowing.resolved(typed, known.values(), frameworks)
        fitting = narrowing.under(wanted.framework, frameworks)
        family = fitting[0].family if wanted.framework else None
    if region is not None:
        named_areas = {name.area for name in named}
        others = filter(wanted.has_area, known.values())
        added, of_region = compare.still_counted(
            [area for area in others if area.id not in named_areas],
            known,
            records.history,
        )
        histories |= added
    return compare.compare(
        histories,
        None if base is None else records.find(base),
        family,
        only_changes,
        lambda area: records.known(area).name,
        former(records, named),
        of_region,
    )


def diff(
    records: Records,
    names: Sequence[str] = (),
    only_changes: bool = False,
    exit_code: bool = False,
    region: str | None = None,
    framework: str | None = None,
    since: str | None = None,
) -> Answer:
    from yotcli import narrowing
    from yotcli.answers import diff

    typed = narrowing.Filter(region, None, framework, date_typed(since))
    named = found(records, names)
    if named:
        diff.refuse_with_names(named, typed)
        histories = [inspections_named(records, name) for name in named]
        areas = [records.known(name.area) for name in named]
        more = only_changes, former(records, named)
        if len(named) == 1:
            answer = diff.of_area(histories[0], areas[0], *more)
        else:
            answer = diff.of_two(histories, areas, *more)
    elif only_changes:
        raise YotError("--only-changes goes with an area or two inspections")
    else:
        known = records.areas()
        wanted = narrowing.resolved(typed, known.values(), records.frameworks())
        answer = diff.of_all(by_area(records), known, wanted)
    return answer if exit_code else answer._replace(found=False)


def rates(
    records: Records,
    names: Sequence[str] = (),
    every: bool = False,
    measure: str | None = None,
    since: str | None = None,
    plot: bool = False,
) -> Answer:
    from yotcli import narrowing
    from yotcli.answers import rates

    series = records.series()
    rates.refuse_unknown(measure, series)
    wanted = narrowing.Filter(since=date_typed(since), measure=measure)
    if every and names:
        raise YotError("--all goes without names: a name has all its rates shown")
    national = folded(rates.NATIONAL)
    typed = {folded(name) for name in names}
    if typed == {national} or folded(" ".join(names)) == national:
        answer = rates.national(series, wanted)
    elif national in typed:
        raise YotError("name England and Wales alone: its series has its own tables")
    elif names:
        named = found(records, names)
        asked = {name: inspections_of(records, name) for name in named}
        now = former(records, named, rates_there)
        known = records.areas()
        answer = rates.of_named(asked, records.rates(), known, series, wanted, now)
    else:
        local = records.rates() if every else []
        known, printed = records.areas(), records.inspections()
        answer = rates.of_all(printed, local, known, series, wanted, every)
    return answer._replace(plot=plot)


def show(records: Records, names: Sequence[str], every: bool = False) -> Answer:
    from yotcli.answers import show

    named = found(records, names)
    if len(named) > 1:
        raise YotError("show takes one name; to see two side by side: yot compare")
    area = records.known(named[0].area)
    history = inspections_named(records, Named(area.id, None))
    inspections = history if every else inspections_named(records, named[0])[-1:]
    return show.show(inspections, history, area, former(records, named), every)


def list_(
    records: Records,
    names: Sequence[str] = (),
    region: str | None = None,
    nation: str | None = None,
    framework: str | None = None,
    since: str | None = None,
    until: str | None = None,
    rating: str | None = None,
    criterion: str | None = None,
    latest: bool = False,
    sort: Literal["name", "date", "rating", "score", "rate"] = "name",
    without_record: bool = False,
    frameworks: bool = False,
) -> Answer:
    from yotcli import narrowing
    from yotcli.answers import listing

    dates = date_typed(since), date_typed(until)
    where = region, nation, framework
    typed = narrowing.Filter(*where, *dates, rating, criterion, latest)
    known = records.areas()
    wanted = narrowing.resolved(typed, known.values(), records.frameworks())
    more = bool(names) or sort != "name"
    if frameworks:
        if more or without_record or wanted != narrowing.Filter():
            raise YotError("--frameworks goes alone")
        return listing.frameworks(records.frameworks())
    is_by_area = wanted == narrowing.Filter(wanted.region, wanted.nation)
    if without_record:
        if more or not is_by_area:
            raise YotError("--without-record goes alone and with --region or --nation")
        return listing.without_record(records.dates(), known, wanted)
    if is_by_area and sort != "rate" and not names:
        published = records.dates()
        last = {area: records.latest(own) for area, own in published.items()}
        return listing.listing(last, known, wanted, sort, None, published)
    if not names:
        return listing.listing(by_area(records), known, wanted, sort, None)
    named = found(records, names)
    histories = {name.area: records.history(name.area) for name in named}
    return listing.listing(histories, known, wanted, sort, former(records, named))


def spread(
    records: Records,
    names: Sequence[str] = (),
    criterion: str | None = None,
    framework: str | None = None,
    region: str | None = None,
    of: str | None = None,
) -> Answer:
    from yotcli import narrowing
    from yotcli.answers import spread

    typed = narrowing.Filter(region=region, framework=framework, criterion=criterion)
    known, frameworks = records.areas(), records.frameworks()
    wanted = narrowing.resolved(typed, known.values(), frameworks)
    named = None if of is None else records.find(of)
    more = named, former(records, [named] if named else [])
    return spread.spread(by_area(records), known, frameworks, wanted, *more)


def check(records: Records, names: Sequence[str] = ()) -> Report:
    from yotcli import checking

    found = checking.findings(records, names)
    lines = [*found.faults, *found.warnings]
    if not found.faults:
        count = sentences.plural(found.files, "file")
        lines.append(f"{count} checked, no fault found.")
    return Report("".join(f"{line}\n" for line in lines), bool(found.faults))


def export(records: Records, names: Sequence[str]) -> Report:
    from yotcli import package, writing

    writing.write_folder(names[0], package.files(records))
    return Report("")


def draft(
    records: Records,
    names: Sequence[str] = (),
    area: str | None = None,
    framework: str | None = None,
    published: str | None = None,
    url: str | None = None,
) -> Report:
    from yotcli import draft, narrowing, release

    known = records.frameworks()
    chosen = narrowing.only_framework(framework, known)
    if not names:
        if chosen is None:
            ids = ", ".join(each.id for each in known)
            needed = f"for an empty record --framework with one of {ids}"
            raise YotError(f"give a release, or {needed}")
        if (area, published, url) != (None, None, None):
            raise YotError("--area, --published and --url go with a release")
        return Report(draft.empty(chosen))
    content = terminal.content(names[0], LARGEST + 1)
    text = release.text_of(content, None if names[0] == "-" else names[0])
    record, left = draft.draft(text, records, area, chosen, published, url)
    return Report(record, said=f"to complete: {', '.join(left)}" if left else None)


COMMANDS: dict[str, Command] = {
    "compare": Command(
        compare,
        "Compare ratings side by side.",
        ("wolverhampton portsmouth", 'wolverhampton --region "West Midlands"'),
    ),
    "diff": Command(
        diff,
        "Show what changed since the last inspection.",
        ("portsmouth", "--region London"),
        metavar="[NAME [NAME]]",
        about="An area, or two inspections; none for every area.",
    ),
    "rates": Command(
        rates,
        "Compare reoffending rates with the England and Wales average.",
        ("", "portsmouth wolverhampton"),
        about="Areas.",
    ),
    "show": Command(
        show,
        "Show everything on record about an inspection.",
        ("wolverhampton", "portsmouth --all"),
        least=1,
        metavar="NAME",
        about="An area or an inspection.",
    ),
    "list": Command(
        list_,
        "List areas and inspections.",
        ('--region "North West" --since 2024', "--rating Inadequate"),
        about="Areas.",
    ),
    "spread": Command(
        spread,
        "Show how ratings are distributed across areas.",
        ("", "--criterion staff --of wolverhampton"),
        most=0,
    ),
    "check": Command(
        check,
        "Check records and report every fault.",
        ("", "records/inspections/portsmouth-2015.yaml"),
        metavar="[PATH...]",
        about="Files or folders; without any, all records.",
    ),
    "draft": Command(
        draft,
        "Draft a record from a press release or report.",
        (
            "--framework full-joint-2014",
            "--framework children-victims-2025 -o new.yaml",
        ),
        most=1,
        metavar="[FILE]",
        about="Text or html; - for standard input; none for an empty record.",
        is_written=True,
    ),
    "export": Command(
        export,
        "Write all data as a data package (CSV with descriptions).",
        ("yot-data", "yot-data --records records"),
        least=1,
        most=1,
        metavar="DIR",
        about="A new folder, or an empty one.",
    ),
}


class UnquotedError(YotError):
    """Names of several words that were typed without quotes, and as they should be."""


def found(records: Records, names: Sequence[str]) -> list[Named]:
    """What was named, each once; raises YotError with the call that works, if any."""
    try:
        return list(dict.fromkeys(records.find(name) for name in names))
    except YotError:
        from yotcli import naming

        joined = naming.unquoted(names, records.areas().values())
        if len(joined) == len(names):
            raise
    for name in joined:
        records.find(name)
    raise UnquotedError(names, joined)


def inspections_named(records: Records, named: Named) -> list[Inspection]:
    """The inspections that a name means, oldest first; raises YotError if none."""
    history = inspections_of(records, named)
    if not history:
        none = f"no inspection of {records.known(named.area).name} is on record"
        raise sentences.refused(none, former(records, [named]))
    return history


def inspections_of(records: Records, named: Named) -> list[Inspection]:
    if named.inspection:
        return [records.inspection(named.inspection)]
    return records.history(named.area)


def inspections_there(records: Records, area: str) -> str:
    """The latest inspection of an area, or each that may be the latest."""
    history = records.history(area)
    latest = [each.id for each in history if each.is_latest is not False]
    return sentences.listed(sorted(latest)) or "no inspection on record"


def rates_there(records: Records, area: str) -> str:
    others = [rate for rate in records.rates() if rate.area == area]
    printed = [each.reoffending for each in records.history(area) if each.reoffending]
    known = [rate for rate in (*others, *printed) if rate.rate is not None]
    return sentences.plural(len(known), "rate") if known else "no rate on record"


def former(
    records: Records,
    named: Iterable[Named],
    there: Callable[[Records, str], str] = inspections_there,
) -> list[str]:
    """Says of each former area what it is part of now, and what is on record there."""
    areas = dict.fromkeys(name.area for name in named)
    notes = []
    for area in [records.known(id) for id in areas if records.may_be_former(id)]:
        now = model.now(area, records.areas())
        parts = [f"{each.name} ({there(records, each.id)})" for each in now]
        said = f"{area.name} is a former area, now {sentences.listed(parts)}."
        notes += [said] if parts else []
    return notes


def by_area(records: Records) -> dict[str, list[Inspection]]:
    """Every inspection, oldest first, by the areas that areas.yaml knows."""
    by = groupby(records.inspections(), lambda each: records.known(each.area).id)
    return {area: [*history] for area, history in by}


def date_typed(text: str | None) -> str | None:
    if text is not None and not is_date(text):
        raise YotError(f"{text!r} is not a date: write 2014, 2014-02 or 2014-02-26")
    return text


def status_of(arguments: Sequence[str], commands: Mapping[str, Command]) -> int:
    """Run a call and return its status; an error becomes one line."""
    try:
        terminal.set_encodings()
        if arguments[:1] == ["help"]:
            arguments = [*arguments[1:2], "--help"]
        name, names = "".join(arguments[:1]), arguments[1:]
        command = commands.get(name)
        parsed = "_YOT_COMPLETE" in os.environ or any(word[:1] == "-" for word in names)
        if command and command.takes(names) and not parsed:
            return terminal.give(command.run(opened(), list(names)))
        if name and not name.startswith("-") and not command:
            from yotcli import calls

            raise calls.no_command(arguments, commands)
        from yotcli import cli

        return cli.run(arguments, commands)
    except RecordError as error:
        same = " with the same --records" if "--records" in arguments else ""
        terminal.trouble(f"{error}; yot check{same} names every faulty file")
    except UnquotedError as error:
        from yotcli import calls

        call = calls.retyped(name, names, *error.args)
        terminal.trouble(f"put a name of several words in quotes: {call}")
    except YotError as error:
        option = error.option.partition(" ")[0].removeprefix("--")
        has_it = command and option in command.run.__annotations__
        terminal.trouble(f"{error}, or say {error.option}" if has_it else str(error))
    except KeyboardInterrupt:
        return 130
    except Exception as error:
        if os.environ.get("YOT_TRACE"):
            sys.excepthook(type(error), error, error.__traceback__)
        terminal.trouble(f"a fault of yot's own: {error!r}; YOT_TRACE=1 shows where")
        return 70
    return 2


def main(
    arguments: Sequence[str] | None = None,
    commands: Mapping[str, Command] = COMMANDS,
) -> NoReturn:
    """Run yot and exit with its status."""
    sys.exit(status_of(sys.argv[1:] if arguments is None else arguments, commands))
