"""Entry point; catches Ctrl-C from the first import on."""

import os
import sys


def run() -> None:
    sys.unraisablehook = unraisable
    try:
        import gc

        gc.disable()  # a run is short, and collections would take a fifth of it
        from yotcli.commands import main

        main()
    except KeyboardInterrupt:
        status = 130
    except SystemExit as end:
        status = end.code if isinstance(end.code, int) else 1
    os._exit(status)  # all is written, and unloading modules would take 2 ms


def unraisable(event: "sys.UnraisableHookArgs") -> None:
    """End at a Ctrl-C that falls where Python cannot raise it, as in an import."""
    if event.exc_type is KeyboardInterrupt:
        os._exit(130)
    sys.__unraisablehook__(event)


if __name__ == "__main__":
    run()
