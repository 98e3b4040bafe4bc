"""The long runs that RELIABILITY.md names still run, here on a few cases."""

import subprocess
import sys

import pytest
from invented import TOP, environment

pytestmark = pytest.mark.slow


@pytest.mark.parametrize(
    ("script", "told"),
    [
        (["fuzz.py", "2000", "3"], "0 tracebacks"),
        (["kill.py", "30", "3"], "0 trouble"),
        (["worst.py"], "pure Python: the slowest"),
    ],
    ids=str,
)
def test_a_long_run_runs(script: list[str], told: str) -> None:
    path, *arguments = script

    ran = subprocess.run(
        [sys.executable, str(TOP / "tests" / "long" / path), *arguments],
        capture_output=True,
        cwd=TOP,
        env=environment({}),
        text=True,
    )

    assert (ran.returncode, ran.stderr) == (0, "")
    assert told in ran.stdout
