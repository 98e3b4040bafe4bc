"""A folder of invented records, and yot run on it alone or as a process."""

import os
import resource
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import Any, AnyStr

import pytest

from yotcli import commands
from yotcli.answer import Command

TOP = Path(__file__).resolve().parent.parent
YOT = [sys.executable, "-m", "yotcli"]
COMPARE = ["compare", "wolverhampton", "portsmouth"]
AREAS = """\
dale:
  name: Dale
  aliases:
    - Old Dale
  nation: England
  region: North West
  gss:
    - E00000001
moor:
  name: Moor
  nation: Wales
  gss:
    - W00000001
"""

STARS = """\
name: Stars of 2010
family: Stars
in_force_from: 2010-04
scale:
  - word: bright
    stars: 3
    points: 2
  - word: dim
    stars: 2
    points: 1
  - word: dark
    stars: 1
    points: 0
forms:
  full: Every criterion
  short: Without work
criteria:
  overall:
    label: Overall
    kind: rating
  score:
    label: Score
    kind: score
    maximum: 4
  care:
    label: Care
    kind: rating
    counts: true
  work:
    label: Work
    kind: rating
    counts: true
    forms:
      - full
  reach:
    label: Reach
    kind: percentage
    only_when_rated: true
notes:
  - Seen in one release.
sources:
  - title: How we inspect
    publisher: A publisher
    kind: inspectorate
    url: https://example.org/stars
"""

DALE = """\
area: dale
service: Dale Youth Team
framework: stars
form: full
published: 2015-09-02
fieldwork: 2015-05 to 2015-06-19
published_by: A. Reader
headline: Care is bright
chosen_because: It was its turn.
follows_up: dale-2012
ratings:
  overall: dim
  score: 3
  care: bright
  work: dim
  reach: 71.5
counts:
  bright: 1
  dim: 1
directions:
  care: improved
findings:
  care: Staff knew the children.
reoffending:
  rate: 45.1
  average: 36.6
  previous_year: better
  measure: yearly
  period: 2012-10 to 2013-09
  average_period: 2012-07 to 2013-06
  cohort: 206
  reoffenders: 93
recommendations:
  - Keep at it
notes:
  care: As printed.
rests_on:
  reoffending: 2
sources:
  - title: Dale shines
    publisher: A publisher
    kind: inspectorate
    date: 2015-09-02
    url: https://example.org/dale
  - title: A printed page
    publisher: The Dale News
    kind: press
    date: 2015-09
"""

DALE_BEFORE = """\
area: dale
framework: stars
published: 2012
ratings:
  care: dim
not_rated:
  work: no cases
sources:
  - publisher: A publisher
    kind: inspectorate
    url: https://example.org/dale/2012
"""

MOOR = """\
area: moor
framework: stars
published: 2014-02
ratings:
  overall: dark
  care: dim
  work: dark
sources:
  - publisher: A publisher
    kind: inspectorate
    url: https://example.org/moor
"""

TABLE = """\
sources:
  table:
    title: A table
    publisher: A publisher
    kind: government
    url: https://example.org/table
"""

RATES = f"""\
rates:
  - area: moor
    measure: yearly
    period: 2014-04 to 2015-03
    rate: 30.0
    cohort: 40
    reoffenders: 12
    average: 37.9
    average_period: 2014
    previous_year: worse
    note: Seen once.
    source: table
{TABLE}"""

SERIES = f"""\
measures:
  yearly:
    name: Yearly
    used: since 2010
    about: Children of one year.
series:
  - measure: yearly
    period: 2013
    rate: 37.9
    cohort: 1000
    reoffenders: 379
    derived: true
    note: Worked out.
    sources:
      - table
{TABLE}"""

FILES = {
    "areas.yaml": AREAS,
    "england-and-wales.yaml": SERIES,
    "frameworks/stars.yaml": STARS,
    "inspections/dale-2012.yaml": DALE_BEFORE,
    "inspections/dale-2015.yaml": DALE,
    "inspections/moor-2014.yaml": MOOR,
    "rates.yaml": RATES,
}


Yot = Callable[[str | Sequence[str]], tuple[int, str, str]]
Alone = Callable[..., Path]


def records(folder: Path, changed: Mapping[str, str | None] | None = None) -> Path:
    """Write every invented record below a folder, some changed or left out."""
    for name, text in (FILES | dict(changed or {})).items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if text is not None:
            path.write_text(text, "utf-8", newline="")
    return folder


def edited(file: str, *edits: tuple[str, str]) -> str:
    """An invented record in which some texts stand for others, each once."""
    text = FILES[file]
    for right, wrong in edits:
        assert right in text
        text = text.replace(right, wrong, 1)
    return text


def run(
    arguments: Sequence[str],
    capsys: pytest.CaptureFixture[AnyStr],
    table: Mapping[str, Command] = commands.COMMANDS,
) -> tuple[int, AnyStr, AnyStr]:
    """Status, stdout and stderr of yot in this process."""
    with pytest.raises(SystemExit) as end:
        commands.main(arguments, table)
    printed = capsys.readouterr()
    return int(end.value.code or 0), printed.out, printed.err


def environment(changes: Mapping[str, str | None]) -> dict[str, str]:
    plain = {**os.environ, "COLUMNS": "80", "PYTHONPATH": str(TOP), **changes}
    return {name: value for name, value in plain.items() if value is not None}


def process(
    arguments: Sequence[str],
    redirected: str = "",
    changes: Mapping[str, str | None] = MappingProxyType({}),
    **options: Any,
) -> tuple[int, str, str]:
    """Status, stdout and stderr of yot as a process, with a shell's redirections."""
    done = subprocess.run(
        ["sh", "-c", f'"$@" {redirected}', "sh", *YOT, *arguments],
        env=environment(changes),
        **{"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "cwd": TOP} | options,
    )
    return done.returncode, (done.stdout or b"").decode(), done.stderr.decode()


def limit_files() -> None:
    """Before a process: no file of it grows beyond 4,096 bytes, as on a full disk."""
    resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))


def only_records(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a folder stand for the records that come with yot."""
    monkeypatch.setattr("yotcli.records.shipped", lambda: str(folder))
