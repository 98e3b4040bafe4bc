"""The commands as plain functions: find what was named, ask, return the answer.

`main` runs a call that has names and no options by itself, as no parser of options is
needed for it; that saves a third of its time. It is the one edge for errors.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping, Sequence
from typing import NoReturn

from yotcli import forms, terminal
from yotcli.answer import Answer, Command, Report
from yotcli.document import RecordError
from yotcli.model import Inspection, Named, YotError, folded
from yotcli.records import Records, opened


def compare(
    records: Records,
    names: Sequence[str],
    base: str | None = None,
    framework: str | None = None,
) -> Answer:
    from yotcli import narrowing
    from yotcli.answers import compare

    named = [records.find(name) for name in names]
    histories = [inspections_named(records, each) for each in named]
    first = None if base is None else records.find(base)
    family = framework and narrowing.family_of(framework, records.frameworks())
    return compare.compare(named, histories, first, family)


def diff(
    records: Records,
    names: Sequence[str],
    only_changes: bool = False,
    exit_code: bool = False,
) -> Answer:
    from yotcli.answers import diff

    if len(names) > 2:
        raise YotError("name one area, or two inspections")
    named = [records.find(name) for name in names]
    if len(named) == 1 and named[0].inspection:
        raise YotError(f"name a second inspection, or the area {named[0].area}")
    histories = [inspections_named(records, each) for each in named]
    areas = [records.known(each.area) for each in named]
    if len(named) == 1:
        answer = diff.of_area(histories[0], areas[0], only_changes)
    else:
        answer = diff.of_two(histories, areas, only_changes)
    return answer if exit_code else answer._replace(found=False)


def rates(
    records: Records,
    names: Sequence[str] = (),
    every: bool = False,
    measure: str | None = None,
    since: str | None = None,
    plot: bool = False,
) -> Answer:
    from yotcli.answers import rates

    series = records.series()
    rates.refuse_unknown(measure, series)
    narrowing = rates.Narrowing(measure, date_typed(since))
    if rates.NATIONAL in [folded(name).replace(" ", "-") for name in names]:
        if len(names) > 1:
            raise YotError(
                "name England and Wales alone: its series has its own tables"
            )
        answer = rates.national(series, narrowing)
    elif names:
        named = [records.find(name) for name in names]
        asked = [
            (each, inspections_or_none(records, each), records.known(each.area))
            for each in named
        ]
        local = [] if all(each.inspection for each in named) else records.rates()
        answer = rates.of_named(asked, local, series, narrowing)
    else:
        local = records.rates() if every else []
        answer = rates.of_all(
            records.inspections(), local, series, narrowing, by_measure=every
        )
    return answer._replace(plot=plot)


def show(records: Records, names: Sequence[str], every: bool = False) -> Answer:
    from yotcli.answers import show

    named = records.find(names[0])
    if every:
        named = Named(named.area, None)
    history = inspections_named(records, named)
    return show.show(
        history if every else history[-1:], records.known(named.area), every
    )


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
    sort: str = "name",
    not_held: bool = False,
) -> Answer:
    from yotcli import narrowing
    from yotcli.answers import listing

    typed = narrowing.Filter(
        region=region,
        nation=nation,
        framework=framework,
        since=date_typed(since),
        until=date_typed(until),
        rating=rating,
        criterion=criterion,
        latest=latest,
    )
    known = records.areas()
    wanted = narrowing.resolved(typed, known.values(), records.frameworks())
    if not_held:
        listing.refuse_more(names, wanted)
        return listing.without_record(by_area(records), known, wanted)
    if names:
        areas = [records.find(name).area for name in names]
        histories = [inspections_named(records, Named(area, None)) for area in areas]
        return listing.inspections(histories, known, wanted)
    return listing.areas(by_area(records), known, wanted, sort)


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
    area = None if of is None else records.find(of).area
    return spread.spread(by_area(records), known, frameworks, wanted, area)


def check(records: Records, names: Sequence[str] = ()) -> Report:
    from pathlib import Path

    from yotcli import checking

    found = checking.faults(records, [Path(name) for name in names])
    return Report("".join(f"{fault}\n" for fault in found), bool(found))


def export(records: Records, names: Sequence[str]) -> Report:
    from yotcli import package

    package.write(records, names[0])
    return Report("", False)


COMMANDS: dict[str, Command] = {
    "compare": Command(
        run=compare,
        least=1,
        most=None,
        metavar="NAME...",
        about="Areas or inspections.",
        completes="names",
        help="Ratings of areas or inspections side by side.",
        examples=(
            "yot compare wolverhampton portsmouth",
            "yot compare wolverhampton-2016 portsmouth-2015 --format csv",
        ),
    ),
    "diff": Command(
        run=diff,
        least=1,
        most=None,
        metavar="NAME [NAME]",
        about="An area, or two inspections.",
        completes="names",
        help="What changed from one inspection to the next.",
        examples=("yot diff portsmouth", "yot diff blackpool --only-changes"),
    ),
    "rates": Command(
        run=rates,
        least=0,
        most=None,
        metavar="[NAME...]",
        about="Areas.",
        completes="names",
        help="Reoffending rates against the England and Wales average.",
        examples=("yot rates", "yot rates portsmouth wolverhampton"),
    ),
    "show": Command(
        run=show,
        least=1,
        most=1,
        metavar="NAME",
        about="An area or an inspection.",
        completes="names",
        help="Everything held on an inspection, with its sources.",
        examples=("yot show wolverhampton", "yot show portsmouth --all"),
    ),
    "list": Command(
        run=list_,
        least=0,
        most=None,
        metavar="[NAME...]",
        about="Areas.",
        completes="names",
        help="Areas and inspections that are held.",
        examples=(
            'yot list --region "North West" --since 2024',
            "yot list --rating Inadequate",
        ),
    ),
    "spread": Command(
        run=spread,
        least=0,
        most=0,
        metavar="",
        about="",
        completes=None,
        help="How ratings are spread over the latest inspection of each area.",
        examples=("yot spread", "yot spread --criterion staff --of wolverhampton"),
    ),
    "check": Command(
        run=check,
        least=0,
        most=None,
        metavar="[PATH...]",
        about="Only these.",
        completes=None,
        help="Whether records are right: the first fault of each faulty file.",
        examples=("yot check", "yot check records/inspections/portsmouth-2015.yaml"),
    ),
    "export": Command(
        run=export,
        least=1,
        most=1,
        metavar="DIR",
        about="A new folder, or an empty one.",
        completes=None,
        help="Everything held, as a data package of CSV.",
        examples=("yot export yot-data", "yot export yot-data --records records"),
    ),
}


def inspections_named(records: Records, named: Named) -> list[Inspection]:
    """The inspections a name stands for, oldest first; raises where there are none."""
    history = inspections_or_none(records, named)
    if not history:
        raise YotError(f"no inspection of {records.known(named.area).name} is held")
    return history


def inspections_or_none(records: Records, named: Named) -> list[Inspection]:
    if named.inspection:
        return [records.inspection(named.inspection)]
    return records.history(named.area)


def by_area(records: Records) -> dict[str, list[Inspection]]:
    """Every inspection, oldest first, by the areas that areas.yaml knows."""
    histories: dict[str, list[Inspection]] = {}
    for inspection in records.inspections():
        histories.setdefault(records.known(inspection.area).id, []).append(inspection)
    return histories


def date_typed(text: str | None) -> str | None:
    from yotcli.document import is_date

    if text is not None and not is_date(text):
        raise YotError(f"{text!r} is not a date: write 2014, 2014-02 or 2014-02-26")
    return text


def run_plain(command: Command, names: Sequence[str]) -> int:
    """Run a command that was given names and no options."""
    answer = command.run(opened(), list(names))
    if isinstance(answer, Report):
        terminal.emit(answer.text, None)
    else:
        width, color = terminal.columns(), terminal.is_colored("auto", None)
        terminal.emit(forms.drawn(answer, "text", width, color), None)
    return int(answer.found)


def status_of(arguments: Sequence[str], commands: Mapping[str, Command]) -> int:
    """Run a call and turn what goes wrong into a line and a status."""
    try:
        terminal.set_encodings()
        name, names = "".join(arguments[:1]), arguments[1:]
        command = commands.get(name)
        options = any(word.startswith("-") for word in names)
        if command and command.takes(names) and not options and not completing():
            return run_plain(command, names)
        from yotcli import cli

        return cli.run(arguments, commands)
    except RecordError as error:
        same = " with the same --records" if "--records" in arguments else ""
        terminal.trouble(f"{error}; yot check{same} names every faulty file")
    except YotError as error:
        terminal.trouble(str(error))
    except KeyboardInterrupt:
        return 130
    except Exception as error:
        if os.environ.get("YOT_TRACE"):
            sys.excepthook(type(error), error, error.__traceback__)
        terminal.trouble(f"a fault of yot's own: {error!r}; YOT_TRACE=1 shows where")
        return 70
    return 2


def completing() -> bool:
    return "_YOT_COMPLETE" in os.environ


def main(
    arguments: Sequence[str] | None = None,
    commands: Mapping[str, Command] = COMMANDS,
) -> NoReturn:
    """Run yot and exit with its status."""
    sys.exit(status_of(sys.argv[1:] if arguments is None else arguments, commands))
