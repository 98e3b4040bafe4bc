"""How long the worst files of 1 MiB take, and how much memory, with either loader.

    python tests/long/worst.py

Each is read in a process of its own; prints the slowest and the largest.
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
UNITS = {
    "nested brackets": "[",
    "nested braces": "{a: ",
    "nested dashes": "- ",
    "question marks": "? ",
    "keys without values": "a:\n",
    "empty lines": "\n",
    "comments": "# a comment\n",
    "anchors": "&a ",
    "aliases": "*a ",
    "tags": "!a ",
    "documents": "--- a\n",
    "flow values": "a, ",
    "quotes": "''",
    "escapes": "\\x41",
    "short lines": " x\n",
    "short words": "x ",
    "one word": "x",
    "accents": "é",
    "blanks": " ",
}
BEFORE = {
    "flow values": "area: [",
    "quotes": "area: '",
    "escapes": 'area: "',
    "short lines": "area: x\n",
    "short words": "area: ",
    "one word": "area: ",
    "accents": "area: ",
    "nested brackets": "area: ",
    "nested braces": "area: ",
}


def contents() -> dict[str, str]:
    texts = {}
    for name, unit in UNITS.items():
        before = BEFORE.get(name, "")
        room = document.LARGEST - len(before.encode())
        texts[name] = before + unit * (room // len(unit.encode()))
    texts["19,999 fields"] = "".join(f"k{place}: 1\n" for place in range(19_999))
    texts["too many fields"] = "".join(f"k{place}: 1\n" for place in range(90_000))
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


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "record.yaml")
        for loader in LOADERS:
            found = []
            for name, text in contents().items():
                path.write_text(text, "utf-8")
                command = [sys.executable, __file__, str(path), loader]
                done = subprocess.run(
                    command, stdout=subprocess.PIPE, text=True, check=True
                )
                seconds, memory = done.stdout.split()
                found.append((float(seconds), int(memory), name))
            slowest = max(found)
            largest = max(memory for _, memory, _ in found)
            over = sum(seconds >= 1 for seconds, _, _ in found)
            print(f"{loader}: the slowest {slowest[0]} s ({slowest[2]}),")
            print(f"  {over} of {len(found)} over 1 s, the largest {largest} MiB")


if __name__ == "__main__":
    if len(sys.argv) > 1:
        measured(*sys.argv[1:])
    else:
        main()
