"""Options, help and completion of the commands; loaded only where a call has any."""

import inspect
import os
import re
from collections.abc import Mapping, Sequence
from functools import partial
from typing import Annotated, Literal

import typer
from typer.exceptions import TyperException

from yotcli import __version__, forms, sentences, terminal
from yotcli.answer import Answer, Command
from yotcli.model import YotError
from yotcli.records import opened

# The options by the name of their parameter, with the command before it where two
# commands differ. First, what is typed: flags, a word in capitals for its value, or
# the kind of words that a shell completes it with.
OPTIONS: Mapping[str, tuple[str, str]] = {
    "base": ("typed", "Compare with this one instead of the first."),
    "framework": ("frameworks", "A framework, or a family of them."),
    "region": ("regions", "Only areas of this region."),
    "compare.region": ("regions", "Add every area of this region."),
    "compare.only_changes": ("--only-changes", "Leave out what is the same in all."),
    "nation": ("nations", "Only areas of England, or of Wales."),
    "since": ("DATE", "Published then or later."),
    "rates.since": ("DATE", "Only periods that end then or later."),
    "until": ("DATE", "Published then or earlier."),
    "rating": (
        "ratings",
        "Only inspections with this rating (the overall rating unless --criterion is"
        " given).",
    ),
    "list.criterion": ("criteria", "Show this standard instead of the overall rating."),
    "criterion": ("criteria", "Use this standard instead of the overall rating."),
    "latest": ("--latest", "Only the latest of each area."),
    "sort": ("", "Sort by this."),
    "without_record": ("--without-record", "Areas without an inspection on record."),
    "frameworks": ("--frameworks", "Frameworks, their families and criteria."),
    "of": ("areas", "Show the place of this area."),
    "rates.every": ("--all", "Every rate on record, by measure."),
    "every": ("--all", "Each inspection, oldest first."),
    "measure": ("measures", "Only rates of this measure."),
    "plot": ("--plot", "Draw the rates under each table of text."),
    "only_changes": ("--only-changes", "Leave out what did not change."),
    "exit_code": ("--exit-code", "Status 1 if anything changed."),
    "records": ("DIR", "Add a folder of records; may be repeated."),
    "format": ("", "The form of the answer."),
    "output": ("--output -o FILE", "Write it to a file."),
    "draft.area": ("areas", "The area, where the text names several."),
    "draft.framework": ("frameworks", "The framework, where the text does not say."),
    "published": ("DATE", "When the report came out."),
    "url": ("URL", "The address of the page."),
    "color": ("", "Colour in text."),
}


# What typer says of a word that has no place in a call.
EXTRA = re.compile(r"Got unexpected extra arguments?(?:\(s\))? \((.*)\)")


def offered(
    context: typer.Context, kind: str, most: int | None = None
) -> list[tuple[str, str]]:
    """Completions for a word; errors are ignored, since a shell cannot show them."""
    from yotcli import completion

    # An option without its value, such as --base, leaves the names in args.
    typed = listed(context.params.get("names")) or context.args
    if len(typed) == most:
        return []
    try:
        known = opened(context.params.get("records") or ())
        return completion.offers(kind, known, typed)
    except YotError:
        return []


def listed(names: str | Sequence[str] | None) -> list[str]:
    return [names] if isinstance(names, str) else list(names or ())


def say_help(context: typer.Context, asked: bool) -> None:
    """Print help as answers are printed; typer's own fails on a closed pipe."""
    if asked and not context.resilient_parsing:
        terminal.emit(f"{context.get_help()}\n", None)
        raise typer.Exit


def keyword(key: str, annotation: object, default: object) -> inspect.Parameter:
    """A parameter for typer, with the help that this module has for it."""
    name = key.rpartition(".")[2]
    if words := OPTIONS.get(key) or OPTIONS.get(name):
        typed, help = words
        flags = [word for word in typed.split() if word.startswith("-")]
        kind = typed if typed.islower() and not flags else None
        last = "WORD" if kind == "ratings" else "NAME" if kind else typed.split(" ")[-1]
        info = typer.Option(*flags, metavar=last or None, help=help)
        if kind:
            info.autocompletion = lambda ctx: offered(ctx, kind)
        annotation = Annotated[annotation, info]
    kind_of = inspect.Parameter.KEYWORD_ONLY
    return inspect.Parameter(name, kind_of, default=default, annotation=annotation)


WIDTH = typer.Option(
    metavar="COLUMNS", min=20, max=10_000, help="Width of text, else the terminal's."
)
SHOWN = typer.Option(
    "--help", "-h", is_eager=True, callback=say_help, help="Show this message and exit."
)
HELP = keyword("help", Annotated[bool, SHOWN], False)
RECORDS = keyword("records", list[str] | None, None)
OUTPUT = keyword("output", str | None, None)
DRAWING = [  # the options of every command whose answer has formats
    keyword("format", Literal[tuple(forms.FORMATS)] | None, None),
    OUTPUT,
    keyword("width", Annotated[int | None, WIDTH], None),
    keyword("color", Literal["auto", "always", "never"], "auto"),
]


def parameters(name: str, command: Command) -> list[inspect.Parameter]:
    """The names and options of a command, as typer reads them."""
    signature = inspect.signature(command.run)
    _records, _names, *own = signature.parameters.values()
    found = [keyword(f"{name}.{e.name}", e.annotation, e.default) for e in own]
    drawing = DRAWING if signature.return_annotation is Answer else []
    drawing = [OUTPUT] if command.is_written else drawing
    return [*names_of(command), *found, RECORDS, *drawing, HELP]


def names_of(command: Command) -> list[inspect.Parameter]:
    if command.most == 0:
        return []
    taken = (str if command.most == 1 else list[str]) | None
    # More may be typed where a name of several words is, but none is offered.
    most = None if "..." in command.metavar else command.metavar.count("NAME")
    argument = typer.Argument(metavar=command.metavar, help=command.about)
    if "NAME" in command.metavar:
        argument.autocompletion = lambda ctx: offered(ctx, command.completes, most)
    default = inspect.Parameter.empty if command.least else None
    return [keyword("names", Annotated[taken, argument], default)]


def called(
    command: Command,
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
    """Run a command, write its answer and return the status."""
    if output == "":
        raise YotError("--output needs the name of a file")
    known = opened(records or ())
    found = command.run(known, listed(names), **own)
    if command.is_written and output and os.path.lexists(output):
        raise YotError(f"{output} is there already: name a new file")
    if isinstance(found, Answer):
        found = found._replace(as_of=lambda: str(known.as_of() or ""))
    return terminal.give(found, format, output, width, color)


VERSION = typer.Option("--version", help="Print the version and the number of records.")


def yot(
    context: typer.Context,
    version: Annotated[bool, VERSION] = False,
    help: Annotated[bool, SHOWN] = False,
) -> None:
    if version:
        known = opened()
        inspections = known.inspections()
        newest = sentences.newest(inspections)
        counts = f"{len(inspections)} inspections, the newest report is from {newest}"
        day = f"; pages read up to {known.as_of()}" if known.as_of() else ""
        terminal.emit(f"yot {__version__}: {counts}{day}\n", None)
    else:
        say_help(context, context.invoked_subcommand is None)


def application(names: Sequence[str], table: Mapping[str, Command]) -> typer.Typer:
    app = typer.Typer(
        add_completion=len(names) > 1,
        rich_markup_mode=None,  # half the time of help and usage errors
        pretty_exceptions_enable=False,
    )
    about = "Compare inspections of youth offending teams in England and Wales."
    app.callback(help=about, invoke_without_command=True, add_help_option=False)(yot)
    for name in names:
        command = table[name]
        call = partial(called, command)
        seen = inspect.Signature(parameters(name, command))
        call.__dict__.update(__signature__=seen, __annotations__={})
        examples = [f"yot {name} {example}".rstrip() for example in command.examples]
        app.command(
            name,
            help=command.help,
            short_help=command.help,
            epilog="\n".join(["\b", "Examples:", *examples]),
            add_help_option=False,
        )(call)
    return app


def run(arguments: Sequence[str], table: Mapping[str, Command]) -> int:
    """Run a call with typer and return its status. Raises YotError."""
    asked = [name for name in table if name in arguments[:1]]
    try:
        # Only the command asked for, if any: each takes half a millisecond to build.
        app = application(asked or list(table), table)
        return app(args=list(arguments), prog_name="yot", standalone_mode=False) or 0
    except TyperException as error:
        said = " ".join(error.format_message().split())
        if extra := EXTRA.fullmatch(said):
            where = f"yot {asked[0]} --help shows where a name goes"
            quotes = "one of several words needs quotes"
            said = f"{asked[0]} does not take {extra[1]!r} here: {where}; {quotes}"
        raise YotError(said) from None
    except typer.Abort:
        raise KeyboardInterrupt from None
    except OSError as error:
        if asked:
            raise
        # Typer itself prints the scripts and the words of completion.
        raise YotError(f"cannot write the answer: {error.strerror}") from None
