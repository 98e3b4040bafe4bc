"""How fast yot starts, and what many records cost it, beside public tools.

    python tests/benchmarks/run.py [ROUNDS]

Makes virtual environments in a temporary folder: yot from a wheel of this clone, yot as
it was at the commit BEFORE, and csv-diff, daff, csvkit and sqlite-utils. Runs every
program in turn, ROUNDS times (21 unless told), on the records of that commit, and
prints medians, ratios and what each is to reach. Compare only figures of one run.
"""

import csv
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
import venv
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

HERE = Path(__file__).resolve().parent
TOP = HERE.parent.parent
BEFORE = "1531868"
PEERS = ("csv-diff", "daff", "csvkit", "sqlite-utils")
COMPARE = ("compare", "wolverhampton", "portsmouth")
OPTION = (*COMPARE, "--color", "never")
PASS = "python -c pass"
AREAS, YEARS = 2500, (2022, 2023, 2024, 2025)

# What is measured, in units of what, and the most it may be.
TARGETS = [
    ("compare", PASS, 4.5),
    ("compare", "csv-diff", 1.0),
    ("list", PASS, 8.0),
    ("diff", "compare", 2.3),
    ("compare with an option", "the same before", 1.0),
    ("compare in 10,000", "compare", 1.15),
    ("check of 10,000", "yaml.load of 10,000", 0.8),
    ("list of 100,000", "list of 100,000 before", 0.7),
    ("reading all records", "their events", 2.5),
    ("the first reading", "their events", 3.1),
]
MOST_MEMORY = 19  # megabytes, of compare
MOST_OF_A_RECORD = 3.5  # kilobytes, of list

# From a parent as small as this one: a child's peak starts at the size of its parent.
PEAK = """\
import os, sys
child = os.posix_spawnp(sys.argv[1], sys.argv[1:], os.environ,
    file_actions=[(os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0)])
print(os.wait4(child, 0)[2].ru_maxrss, file=sys.stderr)
"""
LOAD_ALL = """\
import os, sys, yaml
for name in sorted(os.listdir(sys.argv[1])):
    with open(f"{sys.argv[1]}/{name}", "rb") as file:
        yaml.load(file.read(), yaml.CSafeLoader)
"""

# Seconds of a first reading of all records, of a later one, and of their YAML events.
READING = """\
import gc, glob, sys, time, yaml
from yotcli.records import Records
def read():
    Records([sys.argv[1]]).inspections()
def events():
    for content in contents:
        for _ in yaml.parse(content, yaml.CBaseLoader): pass
def timed(function):
    start = time.perf_counter()
    function()
    return time.perf_counter() - start
paths = [f"{sys.argv[1]}/{kind}/*.yaml" for kind in ("frameworks", "inspections")]
contents = [open(name, "rb").read() for path in paths for name in glob.glob(path)]
gc.disable()
first = timed(read)
print(first, *(min(timed(function) for _ in range(7)) for function in (read, events)))
"""


class Program(NamedTuple):
    command: Sequence[object]
    records: Path | None = None  # laid over those that are installed

    def run(
        self, *before: object, **options: object
    ) -> "subprocess.CompletedProcess[str]":
        """Run it, or another program before it, without what a developer has set."""
        left_out = ("PYTHONDONTWRITEBYTECODE", "YOT_RECORDS", "PYTHONPATH")
        kept = {name: os.environ[name] for name in os.environ if name not in left_out}
        if self.records:
            kept["YOT_RECORDS"] = str(self.records)
        words = [str(word) for word in (*before, *self.command)]
        return subprocess.run(words, env=kept, text=True, check=True, **options)

    def output(self) -> str:
        return self.run(stdout=subprocess.PIPE).stdout

    def seconds(self) -> float:
        start = time.perf_counter()
        self.run(stdout=subprocess.DEVNULL)
        return time.perf_counter() - start

    def peak(self) -> float:
        """Megabytes at most."""
        ran = self.run(sys.executable, "-ISc", PEAK, stderr=subprocess.PIPE)
        return int(ran.stderr) / 1000


Times = dict[str, list[float]]


def main() -> None:
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 21
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        new, old = environments(folder)
        python, yot = new / "python", new / "yot"
        large = many_records(folder / "large", [""])
        huge = many_records(folder / "huge", [f"-{month:02}" for month in range(3, 13)])
        each = {
            PASS: Program([python, "-c", "pass"]),
            "compare": Program([yot, *COMPARE]),
            "list": Program([yot, "list"]),
            "diff": Program([yot, "diff"]),
            "check": Program([yot, "check"]),
            "compare with an option": Program([yot, *OPTION]),
            "compare in 10,000": Program([yot, *COMPARE], large),
        } | peers(folder, yot)
        load = [python, "-c", LOAD_ALL, large / "inspections"]
        many = {
            "yaml.load of 10,000": Program(load),
            "check of 10,000": Program([yot, "check"], large),
        }
        more = {"list of 100,000": Program([yot, "list"], huge)}
        if old:
            each["the same before"] = Program([old / "yot", *OPTION])
            more["list of 100,000 before"] = Program([old / "yot", "list"], huge)
        times = timed(each, rounds) | timed(many, max(3, rounds // 7))
        times |= timed(more, max(1, rounds // 10))
        reading = Program([python, "-c", READING, shipped(new)])
        passes = [reading.output().split() for _ in range(max(3, rounds // 3))]
        kinds = ("the first reading", "reading all records", "their events")
        for kind, seconds in zip(kinds, zip(*passes, strict=True), strict=True):
            times[kind] = [float(second) for second in seconds]
        report(times)
        peaks = [Program([yot, "list"], many).peak() for many in (large, huge)]
        record = 1000 * (peaks[1] - peaks[0]) / 90_000
        print(f"\ncompare takes {each['compare'].peak():.1f} MB (most: {MOST_MEMORY}),")
        print(f"list {record:.1f} KB a record of 100,000 (most: {MOST_OF_A_RECORD})")


def environments(folder: Path) -> tuple[Path, Path | None]:
    """Programs of this clone and of BEFORE, both with the records of BEFORE."""
    pip = [sys.executable, "-m", "pip", "-qq", "wheel", "--no-deps", "-w", folder]
    Program([*pip, TOP]).output()
    (wheel,) = folder.glob("*.whl")
    print(f"a wheel of {wheel.stat().st_size / 1000:.0f} KB (most: 500)")
    new = environment(folder / "new", [wheel])
    known = ["git", "-C", str(TOP), "cat-file", "-e", BEFORE]
    if subprocess.run(known, stderr=subprocess.DEVNULL, check=False).returncode:
        print(f"no commit {BEFORE} is here: the records are those of this clone\n")
        return new, None
    old = environment(folder / "old", [f"git+file://{TOP}@{BEFORE}"])
    shutil.rmtree(shipped(new))
    shutil.copytree(shipped(old), shipped(new))
    # Today's areas, because two of those of BEFORE share a name, which is refused now.
    shutil.copy(TOP / "records" / "areas.yaml", shipped(new))
    return new, old


def environment(folder: Path, packages: Iterable[object]) -> Path:
    """The programs of a new virtual environment, with byte code already written."""
    venv.create(folder, with_pip=True)
    pip = [folder / "bin" / "python", "-m", "pip", "-qq", "install"]
    Program([*pip, *packages]).output()
    return folder / "bin"


def shipped(programs: Path) -> Path:
    """The records that are installed with programs."""
    (package,) = programs.parent.glob("lib/*/site-packages/yotcli")
    return package / "records"


def peers(folder: Path, yot: Path) -> dict[str, Program]:
    """Public tools on the table that compare prints."""
    programs = environment(folder / "peers", PEERS)
    table = Program([yot, *COMPARE, "--format", "csv"]).output()
    rated: dict[str, list[str]] = {}
    for row in csv.DictReader(table.splitlines()):
        pair = rated.setdefault(f"{row['framework']} {row['criterion']}", [])
        pair.append(row["rating"] or row["value"])
    one, two, both = (folder / f"{name}.csv" for name in ("one", "two", "both"))
    for place, path in enumerate((one, two)):
        side = [(name, pair[place]) for name, pair in rated.items()]
        write_csv(path, [("criterion", "rating"), *side])
    rows = [(name, *pair) for name, pair in rated.items()]
    write_csv(both, [("criterion", *COMPARE[1:]), *rows])
    select = [both, "select * from both", "--table"]
    return {
        "csv-diff": Program([programs / "csv-diff", one, two, "--key", "criterion"]),
        "daff": Program([programs / "daff", one, two]),
        "csvlook": Program([programs / "csvlook", both]),
        "sqlite-utils": Program([programs / "sqlite-utils", "memory", *select]),
    }


def write_csv(path: Path, rows: Iterable[Sequence[str]]) -> None:
    with path.open("w", newline="") as file:
        csv.writer(file).writerows(rows)


def many_records(folder: Path, months: Sequence[str]) -> Path:
    """A folder of inspections of areas of its own, one for each year and month."""
    (folder / "inspections").mkdir(parents=True)
    areas = [f"place-{number:04}" for number in range(AREAS)]
    known = "{0}:\n  name: {0}\n  nation: England\n  region: London\n"
    record = (HERE / "record.yaml").read_text()
    (folder / "areas.yaml").write_text("".join(known.format(area) for area in areas))
    for area in areas:
        for date in (f"{year}{month}" for year in YEARS for month in months):
            text = record.format(area=area, published=date, year=date[:4])
            (folder / "inspections" / f"{area}-{date}.yaml").write_text(text)
    return folder


def timed(programs: Mapping[str, Program], rounds: int) -> Times:
    """Every program in turn, again and again, so that all meet the same machine."""
    times: Times = {name: [] for name in programs}
    for _ in range(rounds):
        for name, program in programs.items():
            times[name].append(program.seconds())
    return times


def report(times: Times) -> None:
    unit = 1000 * statistics.median(times[PASS])
    print("\n| program | median, ms | least, ms | units |\n|---|---|---|---|")
    for name, seconds in times.items():
        median, least = 1000 * statistics.median(seconds), 1000 * min(seconds)
        print(f"| {name} | {median:.1f} | {least:.1f} | {median / unit:.1f} |")
    print("\n| ratio of medians | is | of the least | most |\n|---|---|---|---|")
    for name, base, most in TARGETS:
        if name in times and base in times:
            median = statistics.median(times[name]) / statistics.median(times[base])
            least = min(times[name]) / min(times[base])
            print(f"| {name} / {base} | {median:.2f} | {least:.2f} | {most} |")


if __name__ == "__main__":
    main()
