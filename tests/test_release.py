"""How a text is taken apart: its blocks, what others say in it, the areas it names."""

import pytest

from yotcli import draft, records, release
from yotcli.document import LARGEST
from yotcli.model import YotError

BLOCKS = """A heading
It is short. Nothing joins it, as
the next line

\u2022 an item that runs over one line and then over the next, as it is so
long
2. another
3) and another
a) and one more
Lines that are as wide as this one, or nearly as wide as that, do all run
On into the next where the first word of it would not have found any room
But not where it would.
"""


def test_lines_are_joined_to_paragraphs_items_and_headings() -> None:
    blocks = list(release.blocks(BLOCKS))

    lines = [list(block.lines) for block in blocks]
    assert lines == [[1], [2, 3], [5, 6], [7], [8], [9], [10, 11, 12]]
    assert [block.lines[0] for block in blocks if block.is_item] == [5, 7, 8, 9]
    assert [block.lines[0] for block in blocks if block.is_heading] == [1]
    sentences = release.sentences(blocks)
    assert sentences[1].rest.text == " Nothing joins it, as the next line"
    assert [sentence.line for sentence in sentences] == [1, 2, 2, 5, 7, 8, 9, 10]
    on = sentences[-1].text.index("On")
    assert sentences[-1].part(on, on + 2).line == 11


SPOKEN = {
    '"We saw it," said the Chief Inspector, Ann Other.': True,
    '"We saw it," said Ms Other. Ann Other, Chief Inspector, was pleased.': True,
    '"We saw it," said Councillor Poe to the Chief Inspector.': False,
    'The Chief Inspector\u2019s report: "We were seen by all."': False,
    'The team said: "All good".': False,
    'The team is "all good".': True,
    "The team\u2019s own \u2018all good\u2019 view": True,
    "Sam Poe said: \u2018All is well and good here and in other towns.\u2019": False,
    '"A good team", said Sam Poe.': False,
    "\u2018It was a good day for all of us here,\u2019 said Sam Poe.": False,
}


@pytest.mark.parametrize("text", SPOKEN)
def test_what_others_say_is_blotted_out(text: str) -> None:
    (block,) = release.blocks(text)

    assert ("\u2026" not in block.text) == SPOKEN[text]
    assert len(block.text) == len(text)


def test_a_speech_goes_on_in_the_paragraphs_that_open_as_it_does() -> None:
    said = '"Governance was good.\n\n"Work in court was poor."'
    text = f"Ann Other, Chief Inspector, said:\n\n{said}\n\nSam Poe said:\n\n{said}"

    blocks = [block.text for block in release.blocks(text)]

    assert [block for block in blocks if "\u2026" not in block] == [
        "Ann Other, Chief Inspector, said:",
        '"Governance was good.',
        '"Work in court was poor."',
        "Sam Poe said:",
    ]


PAGE = """<!DOCTYPE html>
<html><head><title>Wakefield</title><style>p {}</style></head>
<body><nav><a href="/">Wakefield Youth Offending Team</a></nav>
<!-- <p>Governance was poor.</p> -->
<h1>More to do in <b>Leeds</b></h1>
<p>We found that
<em>governance</em> was&nbsp;good &amp; steady</p>
and there was more. <div>Work to protect the public was good</div>in parts.
<ul><li>work in court was poor. The delivery of interventions was good.</ul>
<table><tr><th>Area<th>Rating<tr><td>Reducing reoffending<td>good</td></tr></table>
<script>governance was poor</script>1 < 2
<p>Ensuring the sentence is served
</body></html>
"""


def test_html_is_read_as_its_text() -> None:
    text = release.text_of(PAGE.encode(), None)

    assert [" ".join(line.split()) for line in text.splitlines() if line.strip()] == [
        "More to do in Leeds",
        "We found that governance was good & steady",
        "and there was more.",
        "Work to protect the public was good",
        "in parts.",
        "- work in court was poor. The delivery of interventions was good.",
        "Area Rating",
        "Reducing reoffending good",
        "1 2",
        "Ensuring the sentence is served",
    ]


def test_a_text_is_read_by_its_first_bytes_or_its_name() -> None:
    page = b"<p>Good</p>"

    assert release.text_of(b"\xef\xbb\xbfa\r\nb\rc\n", None) == "a\nb\nc\n"
    assert release.text_of(b"\xef\xbb\xbf \n<HTML>" + page, None).strip() == "Good"
    for name in ("a.b.html", "A.HTM", "html"):
        assert release.text_of(page, name).strip() == "Good"
    assert release.text_of(page, "html.txt") == page.decode()
    listed = release.text_of(b"<html></nav><ul><li>a</li></ul>b", None)
    assert listed.split() == ["-", "a", "b"]
    assert release.text_of(b"a" * LARGEST, None) == "a" * LARGEST


PDF, ONE = "is a PDF: write pdftotext report.pdf - | yot draft -", "give one release"


@pytest.mark.parametrize(
    ("content", "name", "message"),
    [
        (b"%PDF-1.7 ...", None, f"the text {PDF}"),
        (b"a", "\x1b[2J.pdf", rf"\x1b[2J.pdf {PDF}"),
        (b"\n\n\xff\n\n\n", "a.txt", "a.txt, line 3, is not UTF-8: save it as UTF-8"),
        (b" \n\t\n", None, "the text is empty: give a release or report"),
        (b"<html><p></p></html>", "a", "a is empty: give a release or report"),
        (b"a" * (LARGEST + 1), "a", f"a is larger than 1 MiB: {ONE} or report"),
    ],
)
def test_what_is_no_text_is_refused(
    content: bytes, name: str | None, message: str
) -> None:
    with pytest.raises(YotError) as error:
        release.text_of(content, name)

    assert str(error.value) == message


@pytest.mark.parametrize(
    ("parts", "text", "of_it"), [("lines", "a\n", "a"), ("sentences", "A b. ", "A b.")]
)
def test_more_than_a_report_has_is_refused(
    parts: str, text: str, of_it: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(release, "MOST", 3)
    found = release.sentences(list(release.blocks(f"{text}{text}{of_it}")))
    assert found[-1].text.endswith(of_it)

    with pytest.raises(YotError) as error:
        release.sentences(list(release.blocks(f"{text}{text}{text}{of_it}")))

    assert str(error.value) == f"over 3 {parts} are too many: {ONE} or report"


@pytest.mark.parametrize("title", ["Dame", "Sir", "Dr"])
def test_only_the_words_of_inspectors_are_heard(title: str) -> None:
    text = f"""{title} Una Day, HM Chief Inspector of Probation, came.

        Day said: 'Governance was good.'

        {title} Ann Lee said: 'Court work was poor.'

        The Chief Inspector said:
        'Staff was good.'"""
    heard = "\n".join(block.text for block in release.blocks(text))

    assert "'Governance was good.'" in heard
    assert "'Staff was good.'" in heard
    assert "Ann Lee said: \u2026" in heard
    assert "poor" not in heard


def test_more_ratings_than_a_report_has_are_refused(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    known, rated = records.opened(), "It was good on 1. It was good on 2."
    chosen = known.framework("full-joint-2014")
    monkeypatch.setattr(draft, "MOST", len(rated) - 1)
    draft.draft(f"{rated} Nothing was said.", known, "leeds", chosen, "2016")

    with pytest.raises(YotError) as error:
        draft.draft(f"{rated} Good.", known, "leeds", chosen, "2016")

    assert str(error.value) == f"too many sentences rate something: {ONE}"


NAMED = {
    "Bury and Rochdale YJS": "Bury and Rochdale = bury-and-rochdale",
    "Rochdale, Reading the report": "Rochdale = rochdale, Reading = reading",
    "Gwynedd & Ynys M\u00f4n": "Gwynedd & Ynys M\u00f4n = gwynedd-and-ynys-mon",
    "Stoke, Stoke-on-Trent": "Stoke = stoke-on-trent, Stoke-on-Trent = stoke-on-trent",
    "Kingston": "Kingston = hull or kingston-and-richmond or kingston-upon-thames",
    "East Riding's team": "East Riding = east-riding-of-yorkshire",
    "Isle of Man, Lily Bath, reading on in West Yorkshire": "",
}


@pytest.mark.parametrize("text", NAMED)
def test_areas_are_found_by_their_names(text: str) -> None:
    places = release.Places(records.opened().areas())

    found = [f"{text[start:end]} = {id}" for start, end, id in places.named(text)]

    assert ", ".join(found) == NAMED[text]
