"""The call that works, for one that has names and does not."""

import shlex
from collections.abc import Iterable, Sequence
from difflib import get_close_matches
from itertools import takewhile

from yotcli import naming
from yotcli.model import YotError
from yotcli.records import opened


def retyped(
    command: str, words: Sequence[str], typed: Sequence[str], names: Sequence[str]
) -> str:
    """A call with names in the place of those typed among its words."""
    options = [*words]
    for word in typed:
        options.remove(word)
    return shlex.join(["yot", command, *names, *options])


def no_command(arguments: Sequence[str], commands: Iterable[str]) -> YotError:
    """The error for an unknown command; for known names it has the call that works."""
    typed = [*takewhile(lambda word: not word.startswith("-"), arguments)]
    name = " ".join(typed)
    try:
        records = opened()
        areas = records.areas().values()
        if wrong := naming.meant(name, areas)[1]:
            return wrong
        names = naming.unquoted(typed, areas)
        for name in names:
            records.find(name)
    except YotError:
        close = get_close_matches(arguments[0], [*commands], 1, 0.7)
        there_are = f"there are {', '.join(commands)}"
        ask = f"did you mean {close[0]!r}?" if close else there_are
        return YotError(f"there is no command {arguments[0]!r}; {ask}")
    command, aim = "show", "see what is on record"
    if names[1:]:
        command, aim = "compare", "compare"
    call = retyped(command, arguments, typed, names)
    return YotError(f"{names[0]!r} is not a command; to {aim}: {call}")
