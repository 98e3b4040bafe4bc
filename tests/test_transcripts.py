"""Every console block of the documentation is what yot prints, whole."""

import re
import shlex
from pathlib import Path

import pytest

from yotcli.cli import main

TOP = Path(__file__).parent.parent
PAGES = [
    *(TOP / name for name in ("README.md", "CONTRIBUTING.md", "records/README.md")),
    *sorted((TOP / "tests" / "transcripts").glob("*.md")),
]
BLOCK = re.compile(r"^```console\n(.*?)^```", re.MULTILINE | re.DOTALL)
COMMAND = re.compile(r"^\$ ((?:\w+=\S+ )*)yot ?(.*)\n((?:(?!\$ ).*\n)*)", re.MULTILINE)
CASES = [
    pytest.param(
        *match.groups(),
        id=f"{page.name}: yot {match[2]}",
    )
    for page in PAGES
    for block in BLOCK.findall(page.read_text("utf-8"))
    for match in COMMAND.finditer(block)
]


@pytest.mark.parametrize(("variables", "command", "expected"), CASES)
def test_transcript(
    variables: str,
    command: str,
    expected: str,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for name, value in (one.split("=") for one in variables.split()):
        monkeypatch.setenv(name, value)

    with pytest.raises(SystemExit) as end:
        main(shlex.split(command))

    printed = capsys.readouterr()
    status = f"[status {end.value.code}]\n" if end.value.code else ""
    assert printed.out + printed.err + status == expected


def test_every_page_is_read() -> None:
    assert {"README.md", "compare.md", "rates.md"} <= {page.name for page in PAGES}
    assert len(CASES) > 30
