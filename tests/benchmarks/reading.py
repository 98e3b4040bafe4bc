"""Seconds of a first reading of all records, a later one, and their bare YAML events.

run.py runs it in the environment that it measures, each time in a new process.
"""

import gc
import glob
import sys
import time
from collections.abc import Callable
from pathlib import Path

import yaml

from yotcli.records import Records

FOLDER = sys.argv[1]
PATHS = [
    path
    for kind in ("frameworks", "inspections")
    for path in glob.glob(f"{FOLDER}/{kind}/*.yaml")
]


def timed(function: Callable[[], None]) -> float:
    start = time.perf_counter()
    function()
    return time.perf_counter() - start


def read() -> None:
    Records([FOLDER]).inspections()


def events() -> None:
    for content in contents:
        for _event in yaml.parse(content, yaml.CBaseLoader):
            pass


gc.disable()
contents = [Path(path).read_bytes() for path in PATHS]
first = timed(read)
print(first, *(min(timed(function) for _ in range(7)) for function in (read, events)))
