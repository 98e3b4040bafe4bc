"""How long the worst files of 1 MiB take, and how much memory, with either loader.

    python tests/long/worst.py

Each is read in a process of its own; prints the slowest and the largest. Status 1 where
one takes a second with libyaml, or 64 MiB with either.
"""

import contextlib
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import yaml

from yotcli import document

LOADERS = {"libyaml": "CBaseLoader", "pure Python": "BaseLoader"}
UNITS = [  # a name, what a file opens with, and what is repeated behind it
    *(("nested brackets", "area: ", "["), ("nested braces", "area: ", "{a: ")),
    *(("nested dashes", "", "- "), ("question marks", "", "? "), ("tags", "", "!a ")),
    *(("keys without values", "", "a:\n"), ("empty lines", "", "\n")),
    *(("comments", "", "# a comment\n"), ("documents", "", "--- a\n")),
    *(("anchors", "", "&a "), ("aliases", "", "*a "), ("quotes", "area: '", "''")),
    *(("flow values", "area: [", "a, "), ("escapes", 'area: "', "\\x41")),
    *(("short lines", "area: x\n", " x\n"), ("short words", "area: ", "x ")),
    *(("one word", "area: ", "x"), ("accents", "area: ", "é"), ("blanks", "", " ")),
]


def contents() -> dict[str, str]:
    texts = {
        name: before + unit * ((document.LARGEST - len(before)) // len(unit.encode()))
        for name, before, unit in UNITS
    }
    for count in (19_999, 90_000):
        texts[f"{count} fields"] = "".join(f"k{each}: 1\n" for each in range(count))
    return texts


def measured(path: str, loader: str) -> None:
    """Read one file, and print its seconds and the MiB of the process."""
    document.LOADER = getattr(yaml, LOADERS[loader])
    started = time.perf_counter()
    with contextlib.suppress(document.RecordError):
        document.read(path)
    seconds = time.perf_counter() - started
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(f"{seconds:.2f} {memory}")


def main() -> int:
    is_over = False
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "record.yaml")
        for loader in LOADERS:
            found = []
            for name, text in contents().items():
                path.write_text(text, "utf-8")
                command = [sys.executable, __file__, str(path), loader]
                seconds, memory = subprocess.check_output(command, text=True).split()
                found.append((float(seconds), int(memory), name))
            slowest, largest = max(found), max(memory for _, memory, _ in found)
            over = sum(seconds >= 1 for seconds, _, _ in found)
            print(f"{loader}: the slowest {slowest[0]} s ({slowest[2]}),")
            print(f"  {over} of {len(found)} over 1 s, the largest {largest} MiB")
            is_over |= largest > 64 or (loader == "libyaml" and over > 0)
    return int(is_over)


if __name__ == "__main__":
    sys.exit(measured(*sys.argv[1:]) if len(sys.argv) > 1 else main())
