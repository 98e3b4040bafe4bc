"""Options, help and completion of the commands; loaded only where a call has any."""

import inspect
from collections.abc import Callable, Mapping, Sequence
from typing import Annotated, Literal

import typer
from typer.exceptions import TyperException

from yotcli import __version__, forms, terminal
from yotcli.answer import Answer, Command, Report
from yotcli.model import YotError
from yotcli.records import opened

# What help says of options, by the names of the parameters that take them, and by
# command as well where two commands differ: what is typed, the help, and the kind of
# words that a shell completes it with.
OPTIONS: Mapping[str, tuple[str, ...]] = {
    "base": ("NAME", "Compare with this one instead of the first.", "typed"),
    "framework": ("NAME", "A framework, or a family of them.", "frameworks"),
    "region": ("NAME", "Only areas of this region.", "regions"),
    "compare.region": ("NAME", "Add every area of this region.", "regions"),
    "compare.only_changes": ("--only-changes", "Leave out what is the same in all."),
    "nation": ("NAME", "Only areas of England, or of Wales.", "nations"),
    "since": ("DATE", "Published then or later."),
    "rates.since": ("DATE", "Only periods that end then or later."),
    "until": ("DATE", "Published then or earlier."),
    "rating": (
        "WORD",
        "Only inspections with this rating (the overall rating unless --criterion is"
        " given).",
        "ratings",
    ),
    "list.criterion": (
        "NAME",
        "Show this standard instead of the overall rating.",
        "criteria",
    ),
    "spread.criterion": (
        "NAME",
        "Use this standard instead of the overall rating.",
        "criteria",
    ),
    "latest": ("--latest", "Only the latest of each area."),
    "sort": ("", "Sort by this."),
    "without_record": ("--without-record", "Areas without an inspection on record."),
    "frameworks": ("--frameworks", "Frameworks, their families and criteria."),
    "of": ("NAME", "Say where this area stands.", "areas"),
    "rates.every": ("--all", "Every rate on record, by measure."),
    "show.every": ("--all", "Each inspection, oldest first."),
    "measure": ("NAME", "Only rates of this measure.", "measures"),
    "plot": ("--plot", "Draw the rates under each table of text."),
    "only_changes": ("--only-changes", "Leave out what did not change."),
    "exit_code": ("--exit-code", "Status 1 if anything changed."),
}


def completer(kind: str | None) -> Callable[..., list[tuple[str, str]]] | None:
    """Completions for a word; errors are ignored, since a shell cannot show them."""

    def completions(context: typer.Context) -> list[tuple[str, str]]:
        from yotcli import completion

        # An option without its value, such as --base, leaves the names in args.
        typed = listed(context.params.get("names")) or context.args
        try:
            known = opened(context.params.get("records") or ())
            return completion.offers(kind or "", known, typed)
        except YotError:
            return []

    return completions if kind else None


def listed(names: str | Sequence[str] | None) -> list[str]:
    return [names] if isinstance(names, str) else list(names or ())


def print_help(context: typer.Context, asked: bool) -> None:
    """Help goes the way of answers; typer's own takes a closed pipe for trouble."""
    if asked and not context.resilient_parsing:
        terminal.emit(f"{context.get_help()}\n", None)
        raise typer.Exit


def keyword(name: str, annotation: object, default: object) -> inspect.Parameter:
    kind = inspect.Parameter.KEYWORD_ONLY
    return inspect.Parameter(name, kind, default=default, annotation=annotation)


HELP = keyword(
    "help",
    Annotated[
        bool,
        typer.Option(
            "--help",
            "-h",
            is_eager=True,
            callback=print_help,
            help="Show this message and exit.",
        ),
    ],
    False,
)
RECORDS = keyword(
    "records",
    Annotated[
        list[str] | None,
        typer.Option(metavar="DIR", help="Add a folder of records; may be repeated."),
    ],
    None,
)
DRAWING = [  # of every command that gives an answer, whose form may be chosen
    keyword(
        "format",
        Annotated[
            Literal[tuple(forms.FORMATS)] | None,
            typer.Option(help="The form of the answer."),
        ],
        None,
    ),
    keyword(
        "output",
        Annotated[
            str | None,
            typer.Option("--output", "-o", metavar="FILE", help="Write it to a file."),
        ],
        None,
    ),
    keyword(
        "width",
        Annotated[
            int | None,
            typer.Option(
                min=20,
                max=10_000,
                metavar="COLUMNS",
                help="Width of text, else the terminal's.",
            ),
        ],
        None,
    ),
    keyword(
        "color",
        Annotated[
            Literal["auto", "always", "never"], typer.Option(help="Colour in text.")
        ],
        "auto",
    ),
]


def parameters(name: str, command: Command) -> list[inspect.Parameter]:
    """The names and options of a command, as typer reads them."""
    signature = inspect.signature(command.run, eval_str=True)
    _records, _names, *own = signature.parameters.values()
    found = [names_of(command)] if command.most != 0 else []
    for parameter in own:
        words = OPTIONS.get(f"{name}.{parameter.name}") or OPTIONS.get(parameter.name)
        annotation = parameter.annotation  # without words, as typer reads it alone
        if words:
            annotation = option(annotation, *words)
        found.append(keyword(parameter.name, annotation, parameter.default))
    drawing = DRAWING if signature.return_annotation is Answer else []
    return [*found, RECORDS, *drawing, HELP]


def option(
    annotation: object, typed: str, help: str, kind: str | None = None
) -> object:
    if typed.startswith("--"):
        return Annotated[annotation, typer.Option(typed, help=help)]
    completes = completer(kind)
    info = typer.Option(metavar=typed or None, help=help, autocompletion=completes)
    return Annotated[annotation, info]


def names_of(command: Command) -> inspect.Parameter:
    taken = str if command.most == 1 else list[str]
    argument = typer.Argument(
        metavar=command.metavar,
        help=command.about,
        autocompletion=completer(command.completes),
    )
    if command.least:
        required = inspect.Parameter.empty
        return keyword("names", Annotated[taken, argument], required)
    return keyword("names", Annotated[taken | None, argument], None)


def called(command: Command) -> Callable[..., int]:
    """Run a command and write what it answers."""

    def run(
        *,
        help: bool,
        records: list[str] | None,
        names: str | list[str] | None = None,
        format: str | None = None,
        output: str | None = None,
        width: int | None = None,
        color: str = "auto",
        **own: object,
    ) -> int:
        chosen = format or forms.format_of(output)
        found = command.run(opened(records or ()), listed(names), **own)
        if isinstance(found, Report):
            terminal.emit(found.text, None)
        else:
            columns = width or terminal.columns()
            colored = terminal.is_colored(color, output)
            terminal.emit(forms.drawn(found, chosen, columns, colored), output)
        return int(found.found)

    return run


def yot(*, context: typer.Context, version: bool, help: bool) -> None:
    if version:
        known = opened()
        held = f"{len(known.inspection_files)} inspections"
        frameworks = f"{len(known.files('frameworks'))} frameworks"
        terminal.emit(f"yot {__version__}, {held}, {frameworks}\n", None)
    elif context.invoked_subcommand is None:
        terminal.emit(f"{context.get_help()}\n", None)


OF_YOT = [
    keyword("context", typer.Context, inspect.Parameter.empty),
    keyword(
        "version",
        option(bool, "--version", "Print the version and the number of records."),
        False,
    ),
    HELP,
]


def taking(
    run: Callable[..., object], parameters: Sequence[inspect.Parameter]
) -> Callable[..., object]:
    """Let typer see these parameters of a function."""
    run.__dict__["__signature__"] = inspect.Signature(parameters)
    run.__annotations__ = {}
    return run


def application(names: Sequence[str], table: Mapping[str, Command]) -> typer.Typer:
    app = typer.Typer(
        add_completion=len(names) > 1,
        rich_markup_mode=None,  # half the time of help and usage errors
        pretty_exceptions_enable=False,
    )
    about = "Compare inspections of youth offending teams in England and Wales."
    app.callback(help=about, invoke_without_command=True, add_help_option=False)(
        taking(yot, OF_YOT)
    )
    for name in names:
        command = table[name]
        app.command(
            name,
            help=command.help,
            short_help=command.help,
            epilog="\n".join(["\b", "Examples:", *command.examples]),
            add_help_option=False,
        )(taking(called(command), parameters(name, command)))
    return app


def run(arguments: Sequence[str], table: Mapping[str, Command]) -> int:
    """Run a call with all that typer knows, and give its status. Raises YotError."""
    asked = [name for name in table if name in arguments[:1]]
    try:
        # Of one command where one is asked for; each takes half a millisecond.
        app = application(asked or list(table), table)
        return app(args=list(arguments), prog_name="yot", standalone_mode=False) or 0
    except TyperException as error:
        raise YotError(" ".join(error.format_message().split())) from None
    except typer.Abort:
        raise KeyboardInterrupt from None
    except OSError as error:
        if asked:
            raise
        # Scripts and words of completion are printed by typer itself.
        raise YotError(f"cannot write the answer: {error.strerror}") from None
