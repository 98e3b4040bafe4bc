"""The commands, their options, and the one edge where errors become a status."""

import gc
import inspect
import os
import re
import sys
from collections.abc import Callable, Sequence
from io import TextIOWrapper
from pathlib import Path
from typing import Annotated, Literal, NoReturn

import typer
from typer.exceptions import TyperException

from yotcli import __version__, tables
from yotcli.document import RecordError
from yotcli.model import Inspection, YotError, escaped, folded
from yotcli.records import Named, Records, shipped
from yotcli.tables import Answer

Format = Literal["text", "markdown", "html", "svg", "csv", "tsv", "json", "jsonl"]
SUFFIXES: dict[str, Format] = {
    ".txt": "text",
    ".md": "markdown",
    ".markdown": "markdown",
    ".htm": "html",
    ".html": "html",
    ".svg": "svg",
    ".csv": "csv",
    ".tsv": "tsv",
    ".json": "json",
    ".jsonl": "jsonl",
}


def offering(
    kind: Literal["names", "areas", "regions", "frameworks", "typed"],
) -> Callable[[typer.Context], list[tuple[str, str]]]:
    """What a shell completes a word with; of trouble it hears nothing."""

    def offered(context: typer.Context) -> list[tuple[str, str]]:
        from yotcli import completion

        # An option without its value, such as --base, leaves the names in args.
        typed = context.params.get("names") or context.args
        try:
            records = shelf(context.params.get("records"))
            return completion.offers(kind, records, typed)
        except YotError:
            return []

    return offered


Names = Annotated[
    list[str],
    typer.Argument(
        metavar="NAME...",
        help="Areas or inspections.",
        autocompletion=offering("names"),
    ),
]
SomeNames = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="[NAME...]", help="Areas.", autocompletion=offering("names")
    ),
]
Framework = Annotated[
    str | None,
    typer.Option(
        metavar="NAME",
        help="A framework, or a family of them.",
        autocompletion=offering("frameworks"),
    ),
]
Region = Annotated[
    str | None,
    typer.Option(
        metavar="NAME",
        help="Only areas of this region.",
        autocompletion=offering("regions"),
    ),
]


def shared(
    records: Annotated[
        list[Path] | None,
        typer.Option(metavar="DIR", help="Add a folder of records; may be repeated."),
    ] = None,
    format: Annotated[
        Format | None, typer.Option(help="The form of the answer.")
    ] = None,
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", metavar="FILE", help="Write it to a file."),
    ] = None,
    width: Annotated[
        int | None,
        typer.Option(
            min=20,
            max=10_000,
            metavar="COLUMNS",
            help="Width of text, else the terminal's.",
        ),
    ] = None,
    color: Annotated[
        Literal["auto", "always", "never"], typer.Option(help="Colour in text.")
    ] = "auto",
) -> None:
    """The options of every command that answers with tables."""


def print_help(context: typer.Context, asked: bool) -> None:
    """Help goes the way of answers; typer's own takes a closed pipe for trouble."""
    if asked and not context.resilient_parsing:
        emit(f"{context.get_help()}\n", None)
        raise typer.Exit


Help = Annotated[
    bool,
    typer.Option(
        "--help",
        "-h",
        is_eager=True,
        callback=print_help,
        help="Show this message and exit.",
    ),
]


def answering(command: Callable[..., Answer]) -> Callable[..., int]:
    """Make a command of a function that answers, with the shared options added."""

    def run(
        records: list[Path] | None,
        format: Format | None,
        output: Path | None,
        width: int | None,
        color: str,
        **own: object,
    ) -> int:
        chosen = format or format_of(output)
        answer = command(shelf(records), **own)
        emit(drawn(answer, chosen, width, color, output), output)
        return int(answer.found)

    own = list(inspect.signature(command).parameters.values())[1:]
    return taking(run, [*own, *inspect.signature(shared).parameters.values()])


def taking(
    run: Callable[..., int], parameters: Sequence[inspect.Parameter]
) -> Callable[..., int]:
    """What typer sees of a command: its parameters and the option of help."""

    def called(help: bool, **own: object) -> int:
        return run(**own)

    helped = inspect.Parameter(
        "help", inspect.Parameter.KEYWORD_ONLY, default=False, annotation=Help
    )
    seen = [*(one.replace(kind=one.KEYWORD_ONLY) for one in parameters), helped]
    called.__signature__ = inspect.Signature(seen)  # type: ignore[attr-defined]
    called.__annotations__ = {one.name: one.annotation for one in seen}
    return called


def compare(
    records: Records,
    names: Names,
    base: Annotated[
        str | None,
        typer.Option(
            metavar="NAME",
            help="Measure from this one, not the first.",
            autocompletion=offering("typed"),
        ),
    ] = None,
    framework: Framework = None,
) -> Answer:
    """Ratings of areas or inspections side by side.

    Examples:
    yot compare wolverhampton portsmouth
    yot compare wolverhampton-2016 portsmouth-2015 --format csv
    """
    from yotcli import comparisons

    named = [records.find(name) for name in names]
    histories = [held(records, one) for one in named]
    for place, one in enumerate(named):
        if one in named[:place] or len(named) < 2:
            families = comparisons.listing(comparisons.families_of(histories[place]))
            raise YotError(
                f"name two or more to compare, each once; {one.inspection or one.area}"
                f" has {families}"
            )
    first = 0
    if base is not None:
        areas = [one.area for one in named]
        found = records.find(base)
        if found not in named and found.area not in areas:
            raise YotError(f"--base {base!r} is none of those to compare")
        first = named.index(found) if found in named else areas.index(found.area)
    family = None if framework is None else family_of(records, framework)
    return comparisons.compare(histories, first, family)


def diff(
    records: Records,
    names: Annotated[
        list[str],
        typer.Argument(
            metavar="NAME [NAME]",
            help="An area, or two inspections.",
            autocompletion=offering("names"),
        ),
    ],
    only_changes: Annotated[
        bool, typer.Option("--only-changes", help="Leave out what did not change.")
    ] = False,
    exit_code: Annotated[
        bool, typer.Option("--exit-code", help="Status 1 if anything changed.")
    ] = False,
) -> Answer:
    """What changed from one inspection to the next.

    Examples:
    yot diff portsmouth
    yot diff blackpool --only-changes
    """
    from yotcli import comparisons

    if len(names) > 2:
        raise YotError("name one area, or two inspections")
    later: list[Inspection] = []
    named = [records.find(name) for name in names]
    if len(named) == 1:
        if named[0].inspection:
            raise YotError(f"name a second inspection, or the area {named[0].area}")
        history = held(records, named[0])
        before, after = comparisons.pair(history, records.known(named[0].area))
        later = history[history.index(after) + 1 :]
    else:
        before, after = comparisons.two(*(held(records, one) for one in named))
    areas = [records.known(one.area) for one in (before, after)]
    answer = comparisons.diff(before, after, later, areas, only_changes)
    return answer if exit_code else answer._replace(found=False)


def rates(
    records: Records,
    names: SomeNames = None,
    every: Annotated[
        bool, typer.Option("--all", help="Every rate held, by measure.")
    ] = False,
    measure: Annotated[
        str | None, typer.Option(metavar="NAME", help="Only rates of this measure.")
    ] = None,
    since: Annotated[
        str | None,
        typer.Option(metavar="DATE", help="Only cohorts that end then or later."),
    ] = None,
    plot: Annotated[
        bool, typer.Option("--plot", help="Draw the rates under each table of text.")
    ] = False,
) -> Answer:
    """Reoffending rates against the England and Wales average.

    Examples:
    yot rates
    yot rates portsmouth wolverhampton
    """
    from yotcli import reoffending

    series = records.series()
    if measure is not None and measure not in series.measures:
        known = ", ".join(series.measures)
        raise YotError(f"no measure is named {measure!r}; there are {known}")
    refuse_date(since)
    if reoffending.NATIONAL in [folded(name) for name in names or ()]:
        if names and len(names) > 1:
            raise YotError(
                "name England and Wales alone: its series has its own tables"
            )
        return reoffending.national(series, measure, since)._replace(plot=plot)
    asked = [records.find(name) for name in names or ()]
    standings = reoffending.printed(
        [one for each in asked for one in held_or_none(records, each)]
        if asked
        else records.inspections()
    )
    areas = [one.area for one in asked if not one.inspection]
    if areas or every:
        standings += reoffending.others(records.rates(), areas)
    standings = reoffending.narrowed(standings, measure, since)
    having = {name for one in standings for name in (one.area, one.name)}
    without = [
        one.inspection or records.known(one.area).name
        for one in asked
        if (one.inspection or one.area) not in having
    ]
    if asked or every or measure:
        order = reoffending.in_time if asked else reoffending.by_difference
        answer = reoffending.by_measure(standings, series, without, order)
    else:
        answer = reoffending.rates(standings, without)
    return answer._replace(plot=plot)


def show(
    records: Records,
    name: Annotated[
        str,
        typer.Argument(
            metavar="NAME",
            help="An area or an inspection.",
            autocompletion=offering("names"),
        ),
    ],
    every: Annotated[
        bool, typer.Option("--all", help="Each inspection, oldest first.")
    ] = False,
) -> Answer:
    """Everything held on an inspection, with its sources.

    Examples:
    yot show wolverhampton
    yot show portsmouth --all
    """
    from yotcli import accounts

    named = records.find(name)
    if every:
        named = Named(named.area, None)
    history = held(records, named)
    chosen = history if every else history[-1:]
    return accounts.show(chosen, records.known(named.area), every)


def list_(
    records: Records,
    names: SomeNames = None,
    region: Region = None,
    nation: Annotated[
        str | None, typer.Option(metavar="NAME", help="England or Wales.")
    ] = None,
    framework: Framework = None,
    since: Annotated[
        str | None, typer.Option(metavar="DATE", help="Published then or later.")
    ] = None,
    until: Annotated[
        str | None, typer.Option(metavar="DATE", help="Published then or earlier.")
    ] = None,
    rating: Annotated[
        str | None,
        typer.Option(metavar="WORD", help="Inspections rated so, overall if no other."),
    ] = None,
    criterion: Annotated[
        str | None, typer.Option(metavar="NAME", help="The criterion --rating is of.")
    ] = None,
    latest: Annotated[
        bool, typer.Option("--latest", help="Only the latest of each area.")
    ] = False,
    sort: Annotated[
        Literal["name", "date", "rating", "rate"], typer.Option(help="The order.")
    ] = "name",
    not_held: Annotated[
        bool, typer.Option("--not-held", help="Areas without an inspection.")
    ] = False,
) -> Answer:
    """Areas and inspections that are held.

    Examples:
    yot list --region "North West" --since 2024
    yot list --rating Inadequate
    """
    from yotcli import listings

    refuse_date(since)
    refuse_date(until)
    wanted = listings.Wanted(
        region=region,
        nation=nation,
        framework=framework,
        since=since,
        until=until,
        rating=rating,
        criterion=criterion,
        latest=latest,
    )
    known = records.areas()
    wanted = listings.resolved(wanted, known.values(), records.frameworks())
    if not_held and (
        names or wanted._replace(region=None, nation=None) != listings.Wanted()
    ):
        raise YotError("--not-held goes with --region and --nation alone")
    if names:
        areas = [records.find(name).area for name in names]
        histories = [held(records, Named(area, None)) for area in areas]
        return listings.inspections(histories, known, wanted)
    if not_held:
        return listings.not_held(by_area(records), known, wanted)
    return listings.areas(by_area(records), known, wanted, sort)


def spread(
    records: Records,
    criterion: Annotated[
        str | None, typer.Option(metavar="NAME", help="One that is not the overall.")
    ] = None,
    framework: Framework = None,
    region: Region = None,
    of: Annotated[
        str | None,
        typer.Option(
            metavar="NAME",
            help="Say where this area stands.",
            autocompletion=offering("areas"),
        ),
    ] = None,
) -> Answer:
    """How ratings are spread over the latest inspection of each area.

    Examples:
    yot spread
    yot spread --criterion staff --of wolverhampton
    """
    from yotcli import listings

    wanted = listings.Wanted(region=region, framework=framework, criterion=criterion)
    known, frameworks = records.areas(), records.frameworks()
    wanted = listings.resolved(wanted, known.values(), frameworks)
    area = None if of is None else records.find(of).area
    return listings.spread(by_area(records), known, frameworks, wanted, area)


def check(
    paths: Annotated[
        list[Path] | None, typer.Argument(metavar="[PATH...]", help="Only these.")
    ] = None,
    records: Annotated[
        list[Path] | None,
        typer.Option(metavar="DIR", help="Add a folder of records; may be repeated."),
    ] = None,
) -> int:
    """Whether records are right: the first fault of each faulty file.

    Examples:
    yot check
    yot check records/inspections/portsmouth-2015.yaml
    """
    from yotcli import checking

    found = checking.faults(shelf(records), paths or [])
    emit("".join(f"{fault}\n" for fault in found), None)
    return int(bool(found))


def yot(
    context: typer.Context,
    version: Annotated[
        bool, typer.Option("--version", help="Print the version and what is held.")
    ] = False,
    help: Help = False,
) -> None:
    """Compare inspections of youth offending teams in England and Wales."""
    if version:
        records = shelf(None)
        emit(
            f"yot {__version__}, {len(records.inspection_files)} inspections,"
            f" {len(records.files('frameworks'))} frameworks\n",
            None,
        )
        raise typer.Exit
    if context.invoked_subcommand is None:
        emit(f"{context.get_help()}\n", None)


def export(
    folder: Annotated[
        Path, typer.Argument(metavar="DIR", help="A new folder, or an empty one.")
    ],
    records: Annotated[
        list[Path] | None,
        typer.Option(metavar="DIR", help="Add a folder of records; may be repeated."),
    ] = None,
) -> int:
    """Everything held, as a data package of CSV.

    Examples:
    yot export yot-data
    yot export yot-data --records records
    """
    from yotcli import package

    package.write(shelf(records), folder)
    return 0


COMMANDS: dict[str, Callable[..., Answer]] = {
    "compare": compare,
    "diff": diff,
    "rates": rates,
    "show": show,
    "list": list_,
    "spread": spread,
}
OTHERS: dict[str, Callable[..., int]] = {"check": check, "export": export}


def application(arguments: Sequence[str]) -> typer.Typer:
    """The command that is asked for, or all where none is; each takes half a ms."""
    names = [*COMMANDS, *OTHERS]
    asked = [name for name in names if name in arguments[:1]]
    app = typer.Typer(
        add_completion=not asked,
        rich_markup_mode=None,  # half the time of help and usage errors
        pretty_exceptions_enable=False,
    )
    app.callback(invoke_without_command=True, add_help_option=False)(yot)
    for name in asked or names:
        command = COMMANDS.get(name) or OTHERS[name]
        text, _, examples = inspect.cleandoc(command.__doc__ or "").partition(
            "\n\nExamples:\n"
        )
        if name in COMMANDS:
            run = answering(COMMANDS[name])
        else:
            parameters = inspect.signature(OTHERS[name]).parameters.values()
            run = taking(OTHERS[name], list(parameters))
        app.command(
            name,
            help=text,
            epilog=f"\b\nExamples:\n{examples}",
            add_help_option=False,
        )(run)
    return app


def shelf(added: Sequence[Path] | None) -> Records:
    """The shipped records with the folders of YOT_RECORDS and --records over them."""
    named = os.environ.get("YOT_RECORDS", "").split(os.pathsep)
    return Records([shipped(), *(Path(one) for one in named if one), *(added or ())])


def held(records: Records, named: Named) -> list[Inspection]:
    """The inspections a name stands for, oldest first; raises where there are none."""
    history = held_or_none(records, named)
    if not history:
        raise YotError(f"no inspection of {records.known(named.area).name} is held")
    return history


def held_or_none(records: Records, named: Named) -> list[Inspection]:
    if named.inspection:
        return [records.inspection(named.inspection)]
    return records.history(named.area)


def by_area(records: Records) -> dict[str, list[Inspection]]:
    """Every inspection, oldest first, by the areas that areas.yaml knows."""
    held: dict[str, list[Inspection]] = {}
    for inspection in records.inspections():
        held.setdefault(records.known(inspection.area).id, []).append(inspection)
    return held


def family_of(records: Records, name: str) -> str:
    """The family of a framework, or one that is named itself."""
    known = records.frameworks()
    for one in known:
        if folded(name) in (folded(one.id), folded(one.family)):
            return one.family
    ids = ", ".join(one.id for one in known)
    raise YotError(f"no framework is named {name!r}; there are {ids}")


def refuse_date(text: str | None) -> None:
    from yotcli.document import is_date

    if text is not None and not is_date(text):
        raise YotError(f"{text!r} is not a date: write 2014, 2014-02 or 2014-02-26")


def format_of(output: Path | None) -> Format:
    if output is None or not output.suffix:
        return "text"
    if output.suffix.lower() not in SUFFIXES:
        raise YotError(
            f"the ending of {str(output)!r} names no format: end it in"
            f" {', '.join(SUFFIXES)}, or add --format"
        )
    return SUFFIXES[output.suffix.lower()]


def drawn(
    answer: Answer, format: Format, width: int | None, color: str, output: Path | None
) -> str:
    match format:
        case "text":
            wide = width or columns()
            plots = []
            if answer.plot:
                from yotcli import chart

                plots = chart.plots(answer, wide)
            return tables.text(answer, wide, is_colored(color, output), plots)
        case "markdown":
            return tables.markdown(answer)
        case "html":
            from yotcli import chart, page

            return page.html(answer, chart.svg(answer))
        case "svg":
            from yotcli import chart

            return chart.only_svg(answer)
        case "csv" | "tsv" | "json" | "jsonl":
            from yotcli import tidy

            return tidy.text(answer, format)


def columns() -> int:
    """COLUMNS, else the width of the terminal that stdout is, else 80."""
    named = os.environ.get("COLUMNS", "")
    if re.fullmatch("[1-9][0-9]{0,4}", named):
        return int(named)
    try:
        return os.get_terminal_size(sys.stdout.fileno()).columns or 80
    except (AttributeError, OSError, ValueError):
        return 80


def is_colored(color: str, output: Path | None) -> bool:
    if color != "auto":
        return color == "always"
    if output is not None or os.environ.get("NO_COLOR"):
        return False
    return os.environ.get("TERM") != "dumb" and is_terminal()


def is_terminal() -> bool:
    return sys.stdout is not None and sys.stdout.isatty()


def emit(text: str, output: Path | None) -> None:
    """Print an answer, or write it to a file; the only place that does."""
    if output is not None and str(output) != "-":
        from yotcli import writing

        writing.write(output, text.encode("utf-8"))
        return
    if sys.stdout is None:
        raise YotError("cannot write the answer: standard output is closed")
    try:
        sys.stdout.write(text)
        sys.stdout.flush()
    except BrokenPipeError:
        forget_stdout()
    except OSError as error:
        forget_stdout()
        raise YotError(f"cannot write the answer: {error.strerror}") from None


def forget_stdout() -> None:
    """Keep the interpreter from writing once more as it ends."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def trouble(message: str) -> None:
    if sys.stderr is None:
        return
    try:
        sys.stderr.write(f"yot: {escaped(message)}\n")
        sys.stderr.flush()
    except OSError:
        pass  # there is nowhere left to say it


def ready_streams() -> None:
    """UTF-8 to pipes and files; what a terminal cannot show is replaced there."""
    for stream in (sys.stdout, sys.stderr):
        if stream is None:
            continue
        if isinstance(stream, TextIOWrapper):
            encoding = None if stream.isatty() else "utf-8"
            stream.reconfigure(encoding=encoding, errors="replace", newline="\n")


def status_of(arguments: Sequence[str]) -> int:
    """Run a command and turn what goes wrong into a line and a status."""
    try:
        ready_streams()
        app = application(arguments)
        return app(args=list(arguments), prog_name="yot", standalone_mode=False) or 0
    except RecordError as error:
        same = " with the same --records" if "--records" in arguments else ""
        trouble(f"{error}; yot check{same} names every faulty file")
    except YotError as error:
        trouble(str(error))
    except TyperException as error:
        trouble(" ".join(error.format_message().split()))
    except (KeyboardInterrupt, typer.Abort):
        return 130
    except Exception as error:
        if os.environ.get("YOT_TRACE"):
            sys.excepthook(type(error), error, error.__traceback__)
        trouble(f"a fault of yot's own: {error!r}; YOT_TRACE=1 shows where")
        return 70
    return 2


def main(arguments: Sequence[str] | None = None) -> NoReturn:
    """Run yot and exit with its status."""
    gc.freeze()
    sys.exit(status_of(sys.argv[1:] if arguments is None else arguments))
