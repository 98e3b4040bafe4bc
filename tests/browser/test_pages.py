"""Pages of real answers in a real browser: read aloud, looked at, printed."""

import re
import shutil
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Literal
from unicodedata import normalize

import pytest
from invented_command import MOONS, compared

from yotcli.commands import main
from yotcli.forms import drawn

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext, Page

sync_api = pytest.importorskip("playwright.sync_api", reason="needs playwright")
axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="needs axe")
pypdf = pytest.importorskip("pypdf", reason="needs pypdf")

CHROMIUM = shutil.which("chromium")
FLAGS = (
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update"),
    "--disable-sync",
)
PAGES = {
    "moons": MOONS,
    "two": compared(2),
    "seven": compared(7),
    "compare": "compare wolverhampton portsmouth hull leeds cardiff",
    "diff": "diff portsmouth",
    "rates": "rates",
    "rates by measure": "rates --all",
    "show": "show portsmouth --all",
    "list": "list",
    "spread": "spread",
}
SIZES = {"desk": (1280, 900), "half": (500, 900), "phone": (390, 844)}
CUT = """[...document.querySelectorAll("th, td")]
    .filter(cell => cell.scrollWidth > cell.clientWidth + 1).map(cell => cell.innerText)
"""

pytestmark = [
    pytest.mark.heavy,
    pytest.mark.skipif(CHROMIUM is None, reason="needs the program chromium"),
]


@pytest.fixture(scope="module")
def browser(
    tmp_path_factory: pytest.TempPathFactory,
) -> "Iterator[BrowserContext]":
    """Chromium that keeps nothing and asks nothing of a network."""
    with sync_api.sync_playwright() as started:
        context = started.chromium.launch_persistent_context(
            tmp_path_factory.mktemp("profile"),
            executable_path=CHROMIUM,
            args=list(FLAGS),
            offline=True,
        )
        yield context
        context.close()


@pytest.fixture(scope="module", params=PAGES.values(), ids=PAGES)
def file(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Path:
    """An answer written as a page."""
    path = tmp_path_factory.mktemp("pages") / "answer.html"
    if not isinstance(request.param, str):
        path.write_text(drawn(request.param, "html", 80, False), "utf-8")
        return path
    with pytest.raises(SystemExit) as end:
        main([*request.param.split(), "-o", str(path)])
    assert not end.value.code
    return path


@pytest.fixture
def page(browser: "BrowserContext", file: Path) -> "Iterator[Page]":
    opened = browser.new_page()
    opened.goto(file.as_uri())
    yield opened
    opened.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", SIZES)
def test_nothing_keeps_anyone_from_reading(
    page: "Page", scheme: Literal["light", "dark"], size: str
) -> None:
    width, height = SIZES[size]
    page.set_viewport_size({"width": width, "height": height})
    page.emulate_media(color_scheme=scheme)

    found = axe.Axe().run(page)

    assert found.violations_count == 0, found.generate_report()


@pytest.mark.parametrize("size", SIZES)
def test_the_page_is_no_wider_than_the_window(page: "Page", size: str) -> None:
    width, height = SIZES[size]
    page.set_viewport_size({"width": width, "height": height})

    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.evaluate(CUT) == []
    assert page.screenshot(full_page=True)


def test_every_row_is_printed_whole(page: "Page") -> None:
    rows = page.evaluate("[...document.querySelectorAll('tr')].map(e => e.innerText)")

    printed = pypdf.PdfReader(BytesIO(page.pdf(prefer_css_page_size=True)))

    sheets = [packed(sheet.extract_text()) for sheet in printed.pages]
    assert [
        row for row in rows if not any(packed(row) in sheet for sheet in sheets)
    ] == []
    sides = {round(float(side)) for side in printed.pages[0].mediabox[2:]}
    assert sides == {595, 842}


def packed(text: str) -> str:
    """Text without the spaces, breaks and joined letters that setting it puts in."""
    return re.sub(r"\s", "", normalize("NFKC", text))


def test_a_page_loads_nothing_and_complains_of_nothing(
    browser: "BrowserContext", file: Path
) -> None:
    asked: list[str] = []
    said: list[str] = []
    page = browser.new_page()
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: said.append(message.text))
    page.goto(file.as_uri())
    page.close()

    assert asked == [file.as_uri()]
    assert said == []
