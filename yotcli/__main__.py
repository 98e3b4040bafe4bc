"""The way in, which keeps an interrupt silent from the first line on."""

import sys


def run() -> None:
    try:
        import gc

        gc.disable()  # a run is short: a fifth of it would go into collections
        from yotcli.cli import main

        main()
    except KeyboardInterrupt:
        sys.exit(130)


if __name__ == "__main__":
    run()
