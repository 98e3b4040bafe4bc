"""Every console block of the documentation is what yot prints, whole."""

from pathlib import Path

import pytest
import rewrite


@pytest.mark.parametrize("page", rewrite.PAGES, ids=lambda page: page.name)
def test_a_page_shows_what_yot_prints(page: Path) -> None:
    """Run `python tests/rewrite.py` and read the diff; seeds.md is right as it is."""
    written = page.read_text("utf-8")

    assert rewrite.rewritten(written) == written


def test_every_page_and_command_is_read() -> None:
    text = "".join(page.read_text("utf-8") for page in rewrite.PAGES)
    blocks = rewrite.BLOCK.findall(text)

    assert rewrite.KEPT in rewrite.PAGES
    assert len(blocks) == text.count("```console")
    commands = rewrite.COMMAND.findall("".join(blocks))
    assert len(commands) == f"\n{''.join(blocks)}".count("\n$ ")
    assert len(rewrite.ROW.findall(text)) >= 7


def test_a_page_that_is_out_of_date_is_mended() -> None:
    page = "A\n\n```console\n$ yot --version\nyot 0\n$ yot show x\n```\n"
    fields = "<!-- fields -->\n| `yot list hull` | old |\n<!-- /fields -->\n"

    mended = rewrite.rewritten(page + fields)

    assert "$ yot --version\nyot 0.1" in mended
    assert "$ yot show x\nyot: no area" in mended
    assert "[status 2]\n```\n" in mended
    assert "| `yot list hull` | `area`, `name`, " in mended
