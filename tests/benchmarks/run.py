"""How fast yot starts, and what ten thousand records cost it, beside public tools.

    python tests/benchmarks/run.py [ROUNDS]

Makes a virtual environment in a temporary folder with yot installed from a wheel and
csvkit beside it, runs every program in turn, ROUNDS times (21 unless told), and prints
medians, ratios and what each is to reach. Compare only figures of one run.
"""

import os
import statistics
import subprocess
import sys
import tempfile
import time
import venv
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path

TOP = Path(__file__).resolve().parent.parent.parent
COMPARE = ["compare", "wolverhampton", "portsmouth"]
AREAS, YEARS = 2500, (2021, 2022, 2023, 2024)
HELLO = """\
import typer

def main(name: str = "world"):
    print(f"Hello {name}")

typer.run(main)
"""
LOAD_ALL = """\
import sys, yaml
from pathlib import Path
for path in sorted(Path(sys.argv[1]).iterdir()):
    yaml.load(path.read_bytes(), yaml.CSafeLoader)
"""
RECORD = """\
area: {area}
service: {name} Youth Justice Service
framework: youth-justice-2021
form: joint
published: {year}-11-08
fieldwork: {year}-07
headline: Committed team; casework to mend
ratings:
  overall: Good
  score: 28
  governance-and-leadership: Good
  staff: Outstanding
  partnerships-and-services: Outstanding
  information-and-facilities: Outstanding
  court-assessment: Good
  court-planning: Good
  court-delivery: Good
  court-reviewing: Requires improvement
  out-of-court-assessment: Good
  out-of-court-planning: Outstanding
  out-of-court-delivery: Outstanding
  policy-and-provision: Good
  resettlement: Outstanding
recommendations_count: 3
notes:
  fieldwork: Began on 25 October.
rests_on:
  score: 2
  staff: 2
sources:
  - title: A release
    publisher: HM Inspectorate of Probation
    kind: inspectorate
    date: {year}-11-08
    url: https://example.org/{area}/{year}
  - publisher: A council
    kind: council
    url: https://example.org/news/{area}
"""


def main() -> None:
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 21
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        programs = installed(folder)
        large = many_records(folder / "large")
        table = folder / "table.csv"
        run([programs["yot"], *COMPARE, "-o", str(table)])
        hello = folder / "hello.py"
        hello.write_text(HELLO)
        python, yot = programs["python"], programs["yot"]
        load = [python, "-c", LOAD_ALL, str(large / "inspections")]
        report(
            timed(
                {
                    "python -c pass": [python, "-c", "pass"],
                    "typer hello": [python, str(hello)],
                    "compare": [yot, *COMPARE],
                    "csvlook": [programs["csvlook"], "--snifflimit", "0", str(table)],
                    "list": [yot, "list"],
                    "check": [yot, "check"],
                    "compare in 10,000": [yot, *COMPARE, "--records", str(large)],
                },
                rounds,
            ),
            timed(
                {
                    "yaml.load of 10,000": load,
                    "check of 10,000": [yot, "check", "--records", str(large)],
                },
                max(3, rounds // 7),
            ),
        )


def installed(folder: Path) -> dict[str, str]:
    """Paths of the programs in a new environment, with byte code already written."""
    venv.create(folder / "env", with_pip=True)
    programs = folder / "env" / "bin"
    pip = [str(programs / "python"), "-m", "pip", "--quiet"]
    run([*pip, "wheel", "--no-deps", "-w", str(folder / "wheel"), str(TOP)])
    (wheel,) = (folder / "wheel").glob("*.whl")
    run([*pip, "install", str(wheel), "csvkit"])
    print(f"wheel: {wheel.stat().st_size / 1000:.0f} KB (to reach: under 500)\n")
    return {name: str(programs / name) for name in ("python", "yot", "csvlook")}


def many_records(folder: Path) -> Path:
    """A folder of ten thousand inspections of areas of its own."""
    (folder / "inspections").mkdir(parents=True)
    areas = [f"place-{number:04}" for number in range(AREAS)]
    (folder / "areas.yaml").write_text(
        "".join(
            f"{area}:\n  name: {area.title()}\n  nation: England\n" for area in areas
        )
    )
    for area in areas:
        for year in YEARS:
            text = RECORD.format(area=area, name=area.title(), year=year)
            (folder / "inspections" / f"{area}-{year}.yaml").write_text(text)
    return folder


def environment() -> dict[str, str]:
    return {
        name: value
        for name, value in os.environ.items()
        if name not in ("PYTHONDONTWRITEBYTECODE", "YOT_RECORDS")
    }


def run(command: Sequence[str]) -> None:
    subprocess.run(command, check=True, env=environment(), stdout=subprocess.DEVNULL)


Times = dict[str, list[tuple[float, float]]]  # seconds and megabytes


def timed(commands: Mapping[str, Sequence[str]], rounds: int) -> Times:
    """Every command in turn, again and again, so that all meet the same machine."""
    times: Times = {name: [] for name in commands}
    for _ in range(rounds):
        for name, command in commands.items():
            times[name].append(measured(command))
    return times


def measured(command: Sequence[str]) -> tuple[float, float]:
    start = time.perf_counter()
    process = subprocess.Popen(command, env=environment(), stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - start
    if status:
        raise SystemExit(f"{' '.join(command)} ended with {status}")
    return seconds, usage.ru_maxrss / 1000


# What is measured, in units of what, and the most it may be.
TARGETS = [
    ("compare", "typer hello", 1.3),
    ("compare", "csvlook", 0.75),
    ("compare in 10,000", "compare", 1.15),
    ("list", "compare", 2.5),
    ("check", "compare", 2.5),
    ("check of 10,000", "yaml.load of 10,000", 1.0),
]
MOST_MEMORY = 25  # megabytes, of compare


def report(*runs: Times) -> None:
    times = {name: seen for one in runs for name, seen in one.items()}
    print("| program | median, ms | least, ms | memory, MB |\n|---|---|---|---|")
    for name, seen in times.items():
        seconds = [one for one, _ in seen]
        memory = statistics.median(one for _, one in seen)
        print(
            f"| {name} | {1000 * statistics.median(seconds):.1f} |"
            f" {1000 * min(seconds):.1f} | {memory:.1f} |"
        )
    print("\n| ratio of medians | is | of the least | to reach |\n|---|---|---|---|")
    for name, unit, target in TARGETS:
        medians = ratio(times, name, unit, statistics.median)
        least = ratio(times, name, unit, min)
        print(f"| {name} / {unit} | {medians:.2f} | {least:.2f} | {target} |")
    memory = max(one for _, one in times["compare"])
    print(f"\ncompare takes {memory:.1f} MB at most (to reach: {MOST_MEMORY})")


def ratio(
    times: Times, name: str, unit: str, of: Callable[[Iterable[float]], float]
) -> float:
    return of(s for s, _ in times[name]) / of(s for s, _ in times[unit])


if __name__ == "__main__":
    main()
