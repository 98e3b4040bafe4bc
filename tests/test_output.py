"""What reaches a reader or a program: clean characters, whole rows, the same facts."""

import csv
import functools
import html
import io
import json
import re

import pytest
from invented import AREAS, DALE, DALE_BEFORE, RATES, STARS, Alone, Yot, run

from yotcli import forms
from yotcli.answer import Answer
from yotcli.commands import COMMANDS

FORMATS = [format for format in forms.FORMATS if format not in ("svg", "xlsx")]
# Each with the fields that pages for people show too.
CALLS = {
    "compare dale moor": "rating value label",
    "compare dale-2012 dale-2015 moor-2014": "rating value label",
    "compare dale --region Wales --only-changes": "rating value label",
    "diff": "before after change",
    "diff dale": "before after change label",
    "diff moor dale": "before after change label",
    "rates": "rate cohort average national_rate",
    "rates --all": "rate cohort average national_rate previous_year",
    "rates dale moor": "rate average national_rate",
    "rates england-and-wales": "rate cohort reoffenders",
    "show dale": "rating text",
    "show dale --all": "rating text",
    "list": "rating",
    "list dale": "rating",
    "list --rating dim": "rating",
    "list --sort rate": "rate",
    "list --without-record": "area name",
    "list --frameworks": "framework criterion label scale",
    "spread": "rating areas share",
    "spread --criterion care --of dale": "rating areas share",
}
MARKUP = (
    "=1+1 | <script>alert(1)</script> [a](javascript:b) `c` **d** &amp; \\e $f$ ~g~ {h}"
)
# Right records that would break a careless writer of any format.
HOSTILE = {
    "inspections/dale-2015.yaml": DALE.replace("Staff knew the children.", MARKUP)
    .replace("headline: Care is bright", "headline: '" + MARKUP + "'")
    .replace("As printed.", "'" + MARKUP + "'")
    .replace("Keep at it", "'- " + MARKUP + "'")
    .replace("Dale Youth Team", "'+44 \"Dale\", '' é Zoë ﷽ 汉字 \U0001f600'")
    .replace("The Dale News", "'@Dale; \"News\", | '' <b>'"),
    "inspections/dale-2012.yaml": DALE_BEFORE.replace("no cases", "'" + MARKUP + "'"),
    "frameworks/stars.yaml": STARS.replace("label: Care", "label: '=Care | <i>care'")
    .replace("Stars of 2010", "'Stars | <b>'")
    .replace("Every criterion", "'- every | one'"),
    "rates.yaml": RATES.replace("Seen once.", "'" + MARKUP + "'").replace(
        "title: A table", "title: '" + MARKUP + "'"
    ),
    "areas.yaml": (
        "dale:\n  name: '@Dale | <b>'\n  nation: England\n  region: '=North | West'\n"
        "moor:\n  name: '-Moor'\n  nation: Wales\n"
    ),
}
NASTY = "\x1b[31m\x07\x7f\x85\x9b\u200b\u202e\u2066\u2028\ufeff\n\t\r"


def is_clean(text: str) -> bool:
    return text.replace("\n", "").isprintable()


@pytest.mark.parametrize("format", FORMATS)
@pytest.mark.parametrize("command", CALLS)
def test_hostile_texts_are_drawn_clean(
    command: str, format: str, alone: Alone, yot: Yot
) -> None:
    alone(HOSTILE)

    status, out, err = yot(f"{command} --format {format}")

    assert (status, err) == (0, "")
    assert is_clean(out.replace("\t", "") if format == "tsv" else out)


def said_in_book(content: bytes) -> dict[str, list[list[str]]]:
    """The cells of a workbook by sheet, its numbers as they are shown."""
    openpyxl = pytest.importorskip("openpyxl", reason="needs openpyxl")

    def shown(cell: "openpyxl.cell.Cell") -> str:
        if cell.data_type != "n" or cell.value is None:
            value = {None: "", True: "true", False: "false"}.get(cell.value, cell.value)
            return "" if value == "[no value]" else str(value)
        digits, _, behind = cell.number_format.partition('"')
        places = len(digits.partition(".")[2])
        return f"{cell.value:.{places}f}{behind.replace(chr(34), '')}"

    book = openpyxl.load_workbook(io.BytesIO(content))
    return {
        sheet.title: [[shown(cell) for cell in row] for row in sheet.iter_rows()]
        for sheet in book.worksheets
    }


def rows_of(form: str, content: bytes) -> list[list[str]]:
    """The values that a program reads, in words, with nothing for what is missing."""
    page = content.decode() if form != "xlsx" else ""
    if form == "xlsx":
        return said_in_book(content)["Data"][3:]
    if form in ("csv", "tsv"):
        table = csv.reader(io.StringIO(page), delimiter=",\t"[form == "tsv"])
        return [[cell.removeprefix("'") for cell in row] for row in table][1:]
    read = json.JSONDecoder(parse_float=str, parse_int=str).decode
    rows = read(page)["rows"] if form == "json" else map(read, page.splitlines())
    words = {None: "", True: "true", False: "false"}
    return [[words.get(value, value) for value in row.values()] for row in rows]


def said_in(form: str, content: bytes) -> str:
    """All that a reader reads, in one line and without the marks of notes."""
    if form == "xlsx":
        sheets = said_in_book(content).values()
        page = " ".join(cell for sheet in sheets for row in sheet for cell in row)
    else:
        page = content.decode()
    if form == "html":
        page = re.sub(r"<style>.*?</style>|<[^>]+>", " ", page, flags=re.DOTALL)
        page = html.unescape(page)
    return " ".join(re.sub(r"\[\^\d+\]|\|", " ", page).replace("\\", "").split())


@pytest.mark.parametrize(("call", "fields"), CALLS.items())
def test_all_forms_of_a_call_hold_the_same_facts(
    call: str, fields: str, alone: Alone, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    alone({"areas.yaml": f"{AREAS}hill:\n  name: Hill\n  nation: Wales\n"})
    name = call.split()[0]
    command, answers = COMMANDS[name], []

    @functools.wraps(command.run)
    def kept(*found: object, **options: object) -> Answer:
        answers.append(command.run(*found, **options))
        return answers[-1]

    table = COMMANDS | {name: command._replace(run=kept)}
    pages = {}
    for form in {*forms.FORMATS} - {"svg"}:
        words = [*call.split(), "--format", form, "--width", "400"]
        pages[form] = run(words, capsysbinary, table)[1]

    rows, answer = rows_of("json", pages["json"]), answers[0]
    header = pages["csv"].decode().partition("\n")[0].split(",")
    assert [*json.loads(pages["json"])["rows"][0]] == header == [*answer.rows]
    assert len(rows) == len(answer.rows[header[0]])
    for form in ("csv", "tsv", "jsonl", "xlsx"):
        assert rows_of(form, pages[form]) == rows, form
    facts = {str(fact) for field in fields.split() for fact in answer.rows[field]}
    cells = [str(cell) for table in answer.tables for cell in table.cells()]
    for table in answer.tables:
        cells += [table.title, *table.lead, *map(str, table.remarks)]
    for form in ("text", "markdown", "html", "xlsx"):
        page = said_in(form, pages[form])
        assert [fact for fact in facts - {"None"} if fact not in page] == [], form
        assert set(" ".join(cells).split()) <= set(page.split()), form


@pytest.mark.parametrize(
    "call",
    [
        *("X", "compare X dale", "diff X", "diff dale moor X", "rates X", "show X"),
        *("show dale X", "list X", "check X", "check /dev/null/X", "rates --measure X"),
        *("rates --since X", "spread --of X", "spread --criterion X", "diff --since X"),
        *("compare dale --region X", "list --rating dim --criterion X", "show dale -X"),
        *(f"show dale --{part} X" for part in ("format", "width", "color", "records")),
        *("show dale -o X/x.txt", "show dale -o x.X", "show dale --X", "draft X"),
        *(f"compare dale moor --{part} X" for part in ("base", "framework")),
        *(f"list --{part} X" for part in ("region", "nation", "framework", "rating")),
        *(f"list --{part} X" for part in ("since", "until", "sort")),
    ],
)
def test_an_argument_never_reaches_the_terminal_raw(
    call: str, alone: Alone, yot: Yot
) -> None:
    alone(HOSTILE)

    status, out, err = yot([word.replace("X", NASTY) for word in call.split()])

    assert (status, out) == (2, "")
    assert err.startswith("yot: ")
    assert err.endswith("\n")
    assert err[:-1].isprintable()
