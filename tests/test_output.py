"""What reaches a reader or a program: clean characters, whole rows, the same facts."""

import csv
import html
import io
import json
import re

import pytest
from invented import AREAS, DALE, DALE_BEFORE, RATES, STARS, Alone, Yot

from yotcli import forms
from yotcli.answer import Answer
from yotcli.forms import drawn

FORMATS = [format for format in forms.FORMATS if format not in ("svg", "xlsx")]
CALLS = [
    *("compare dale moor", "compare dale-2012 dale-2015 moor-2014"),
    *("compare dale --region Wales --only-changes", "diff", "diff dale"),
    *("diff moor dale", "rates", "rates --all", "rates dale moor"),
    *("rates england-and-wales", "show dale", "show dale --all", "list", "list dale"),
    *("list --rating dim", "list --sort rate", "list --without-record"),
    *("list --frameworks", "spread", "spread --criterion care --of dale"),
]
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


@pytest.mark.parametrize("format", FORMATS)
@pytest.mark.parametrize("command", CALLS)
def test_hostile_texts_are_drawn_clean(
    command: str, format: str, alone: Alone, yot: Yot
) -> None:
    alone(HOSTILE)

    status, out, err = yot(f"{command} --format {format}")

    assert (status, err) == (0, "")
    tab = "\t" if format == "tsv" else ""
    assert out.replace("\n", "").replace(tab, "").isprintable()


def rows_of(form: str, page: str) -> list[list[str]]:
    """The values that a program reads, in words, with nothing for what is missing."""
    if form in ("csv", "tsv"):
        table = csv.reader(io.StringIO(page), delimiter=",\t"[form == "tsv"])
        return [[cell.removeprefix("'") for cell in row] for row in table][1:]
    read = json.JSONDecoder(parse_float=str, parse_int=str).decode
    rows = read(page)["rows"] if form == "json" else map(read, page.splitlines())
    words = {None: "", True: "true", False: "false"}
    return [[words.get(value, value) for value in row.values()] for row in rows]


@pytest.mark.parametrize("call", CALLS)
def test_all_forms_of_a_call_hold_the_same_facts(
    call: str, alone: Alone, yot: Yot, monkeypatch: pytest.MonkeyPatch
) -> None:
    alone({"areas.yaml": f"{AREAS}hill:\n  name: Hill\n  nation: Wales\n"})
    answers: list[Answer] = []
    monkeypatch.setattr(forms, "drawn", lambda *of: answers.append(of[0]) or "")
    yot(call)
    [answer] = answers

    pages = {form: drawn(answer, form, 400, False) for form in (*FORMATS, "xlsx")}

    rows = rows_of("json", pages["json"])
    header = pages["csv"].partition("\n")[0].split(",")
    assert [*json.loads(pages["json"])["rows"][0]] == header == [*answer.rows]
    assert len(rows) == len(answer.rows[header[0]])
    for form in ("csv", "tsv", "jsonl"):
        assert rows_of(form, pages[form]) == rows, form
    said = [str(cell) for table in answer.tables for cell in table.cells()]
    for table in answer.tables:
        said += [table.title, *table.lead, *map(str, table.remarks)]
    without_tags = re.sub("(?s)<style>.*?</style>|<[^>]+>", " ", pages["html"])
    without_marks = re.sub(r"\[\^\d+\]|\|", " ", pages["markdown"]).replace("\\", "")
    for page in (pages["text"], html.unescape(without_tags), without_marks):
        assert set(" ".join(said).split()) <= set(page.split())
    openpyxl = pytest.importorskip("openpyxl", reason="needs openpyxl")
    sheet = openpyxl.load_workbook(io.BytesIO(pages["xlsx"]))["Data"]
    numbers = [[*row.values()] for row in json.loads(pages["json"])["rows"]]
    assert numbers == [
        [None if value == "[no value]" else value for value in row]
        for row in sheet.iter_rows(min_row=4, values_only=True)
    ]


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
