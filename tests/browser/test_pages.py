"""Pages of real answers in a real browser: read aloud, looked at, printed."""

import re
import shutil
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Literal
from unicodedata import normalize

import pytest
from invented import process
from invented_command import MOONS, compared

from yotcli.forms import drawn

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext, Page

sync_api = pytest.importorskip("playwright.sync_api", reason="needs playwright")
axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="needs axe")
pypdf = pytest.importorskip("pypdf", reason="needs pypdf")

CHROMIUM = shutil.which("chromium")
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
SIZES = {
    "desk": {"width": 1280, "height": 900},
    "half": {"width": 500, "height": 900},
    "phone": {"width": 390, "height": 844},
}
CUT = """[...document.querySelectorAll("th, td")]
    .filter(cell => cell.scrollWidth > cell.clientWidth + 1).map(cell => cell.innerText)
"""

pytestmark = [
    pytest.mark.heavy,
    pytest.mark.skipif(CHROMIUM is None, reason="needs the program chromium"),
]


@pytest.fixture(scope="module")
def browser() -> "Iterator[BrowserContext]":
    """Chromium that keeps nothing and asks nothing of a network."""
    with sync_api.sync_playwright() as started:
        launched = started.chromium.launch(executable_path=CHROMIUM)
        yield launched.new_context(offline=True)
        launched.close()


@pytest.fixture(scope="module", params=PAGES.values(), ids=PAGES)
def file(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Path:
    """An answer written as a page."""
    path = tmp_path_factory.mktemp("pages") / "answer.html"
    if isinstance(request.param, str):
        written = process([*request.param.split(), "-o", str(path)])
        assert written == (0, "", "")
    else:
        path.write_text(drawn(request.param, "html", 80, False), "utf-8")
    return path


@pytest.fixture
def page(browser: "BrowserContext", file: Path) -> "Iterator[Page]":
    opened = browser.new_page()
    opened.goto(file.as_uri())
    yield opened
    opened.close()


@pytest.fixture(params=SIZES.values(), ids=SIZES)
def sized(page: "Page", request: pytest.FixtureRequest) -> "Page":
    """The page in a window of a size."""
    page.set_viewport_size(request.param)
    return page


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_keeps_anyone_from_reading(
    sized: "Page", scheme: Literal["light", "dark"]
) -> None:
    sized.emulate_media(color_scheme=scheme)

    found = axe.Axe().run(sized)

    assert found.violations_count == 0, found.generate_report()


def test_the_page_is_no_wider_than_the_window(sized: "Page") -> None:
    width = sized.evaluate("document.documentElement.scrollWidth")

    assert width <= sized.viewport_size["width"]
    assert sized.evaluate(CUT) == []
    assert sized.screenshot(full_page=True)


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


def test_a_page_loads_nothing_and_complains_of_nothing(page: "Page") -> None:
    asked: list[str] = []
    said: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: said.append(message.text))

    page.reload()

    assert asked == [page.url]
    assert said == []
