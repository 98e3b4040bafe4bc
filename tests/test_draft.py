"""What a draft takes from a text, what it leaves, and that nothing breaks out of it."""

import os
import re
import shlex
import subprocess
import sys
import textwrap
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from yotcli import document, draft, records, release
from yotcli.commands import main
from yotcli.model import YotError
from yotcli.records import Records

TOP = Path(__file__).parent.parent
HELD = Records([records.shipped()])
MARK = document.DRAFT

# A clause, and behind the sign what it must give: nothing, or criteria and ratings.
# Each stands alone in a paragraph of a text on Leeds.
CLAUSES = {
    "full-joint-2014": """
        Governance was good. = governance good
        The work to reduce reoffending was also good. = reducing-reoffending good
        Public protection was poor, with delays. = protecting-public poor
        Governance is now satisfactory. = governance satisfactory
        The quality of governance was good. = governance good
        Governance was good because the board met. = governance good
        Governance was good and in most months the board met. = governance good
        Governance was good but could improve. = governance good
        Governance was satisfactory - a clear improvement. = governance satisfactory
        Governance was assessed as satisfactory overall. = governance satisfactory
        Governance was found by inspectors to be satisfactory. = governance satisfactory
        Governance was judged to be poor by inspectors. = governance poor
        Governance, which had been weak, was satisfactory. = governance satisfactory
        Governance and interventions were good. = governance good; interventions good
        Governance was good; work in court was poor. = governance good; court-work poor
        Governance was good and work in court poor. = governance good
        Inspectors found that governance was good. = governance good
        Overall, we found governance was good. = governance good
        However, the inspection found that governance was poor. = governance poor
        Leeds's governance was poor. = governance poor
        Governance in Leeds was poor. = governance poor
        Governance remained satisfactory. = governance satisfactory
        Governance was still poor. = governance poor
        Governance had improved since the last report and was good. = governance good
        Governance improved from poor to satisfactory. = governance satisfactory
        Governance had deteriorated from good to poor. = governance poor
        Governance was given four stars. = governance good
        Inspectors gave 4 stars for governance. = governance good
        Governance: ★★★☆ = governance satisfactory
        Governance and partnerships - two stars = governance unsatisfactory
        Governance and partnerships   Good = governance good
        Governance and partnerships|Good = governance good
        Governance was very good. =
        Governance was good in parts. =
        Governance was good, in parts. =
        Governance was good in most cases. =
        Governance was good, though not for all. =
        Governance was good, if slow. =
        Governance was good for most children. =
        Governance was good where plans were clear. =
        Governance was good with the exception of finance. =
        Governance was good at first. =
        Governance was good or better. =
        Governance was good/satisfactory. =
        Governance was good and at times poor. =
        Governance was good, but sometimes poor. =
        Governance was good enough. =
        Governance was not good enough. =
        Governance was not good. =
        Governance was largely satisfactory. =
        Governance had improved. =
        Governance made good progress. =
        Governance arrangements were effective. =
        Good progress had been made in governance. =
        Good quality reports supported governance. =
        There was some good work on governance. =
        Poor governance was a concern. =
        Governance: good practice in Leeds =
        Governance would be good if the board met. =
        If governance was good, more would be done. =
        When governance was good, work went on. =
        Although governance was good, staff were tired. =
        Governance is expected to be good. =
        Governance was to be good. =
        Is governance good? =
        Governance was good? =
        Some governance was good. =
        Much of the work to reduce reoffending was satisfactory. =
        No governance was good. =
        Neither governance nor court work and reports was good. =
        Governance, but not work in court, was good. =
        Planning for work to reduce reoffending was good. =
        Our assessment of governance was good. =
        The governance of partner agencies was good. =
        Governance had been poor. =
        Governance was poor in 2011. =
        Governance was poor until June. =
        Governance was poor at the last inspection. =
        Governance was judged poor by inspectors in 2011. =
        The previous inspection found that governance was poor. =
        In 2011 inspectors found that governance was poor. =
        Two years ago governance was poor. =
        Governance in Wakefield was poor. =
        Wakefield's governance was poor. =
        In Wakefield governance was poor. =
        Governance was poor. In Wakefield it was good. = governance poor
        Inspectors recommended that governance was good. =
        The board should ensure that governance is good. =
        Inspectors did not find that governance was good. =
        We could not say that governance was good. =
        The council said governance was good. =
        Governance was good, the council said. =
        Governance was good, according to the council. =
        Staff told inspectors that governance was good. =
        Children thought governance was good. =
        "Governance was good," said Councillor Ann Other. =
        Councillor Ann Other said: "I am glad that governance was good." =
        Councillor Ann Other said: ‘I am glad that governance was good.’ =
        Jo Roe, Chief Inspector, said: "Governance was good." = governance good
        Governance was good. Governance was poor. =
    """,
    "full-joint-2012": """
        Governance was very good. = governance very good
        Governance was good. = governance good
        Governance was satisfactory. =
    """,
    "youth-justice-2021": """
        The service was rated 'Good'. = overall Good
        Leeds YJS was rated as ‘Good.’ = overall Good
        Overall, Leeds was rated as 'Outstanding'. = overall Outstanding
        Inspectors rated the service as 'Good'. = overall Good
        Leeds Youth Justice Service (YJS) has been rated 'Good'. = overall Good
        Leeds YJS received an overall rating of ‘Good’ after a visit. = overall Good
        Leeds YJS in West Yorkshire, a big one, was rated 'Good'. = overall Good
        Inspectors saw cases and awarded an overall rating of "Good". = overall Good
        The overall rating of the service was Good. = overall Good
        This gives the service an overall Good rating. = overall Good
        The service received a 'Good' rating. = overall Good
        Staffing was rated as 'Good'. = staff Good
        The Leeds leadership was rated 'Good'. = governance-and-leadership Good
        We rated the YOS' work in resettlement (few) 'Good'. = resettlement Good
        Staffing had fallen from 'Outstanding' to 'Good'. = staff Good
        Staff and resettlement were rated 'Good'. = staff Good; resettlement Good
        The Inspectorate gave Leeds YJS a 'Good' rating for staffing. = staff Good
        It was rated 'Good' for staff and 'Inadequate' for energy. = staff Good
        Partnerships and services were good. = partnerships-and-services Good
        Resettlement, which was separately rated 'Good', grew. = resettlement Good
        Quality of resettlement - plans, say - was rated 'Good'. = resettlement Good
        Assessment of court disposals was rated 'Good'. = court-assessment Good
        3.1. Assessment    Inadequate = out-of-court-assessment Inadequate
        Overall rating: Requires improvement = overall Requires improvement
        The service scored 26 out of a possible 36. = score 26
        The service was awarded a score of 26/36. = score 26
        The service was good. =
        Leeds YJS is a good service. =
        Staff were good at listening. =
        Staff good =
        Resettlement requires improvement. =
        Assessment was rated 'Good'. =
        It was rated 'Good' for staffing levels. =
        Most areas, including leadership and staffing, were rated 'Good'. =
        Most areas including leadership, and staffing were rated 'Good'. =
        On three standards, inspectors rated the service 'Inadequate'. =
        25 youth justice services were rated 'Good'. =
        All services rated 'Inadequate' will be seen again. =
        Wakefield YJS was rated 'Good'. =
        Wakefield, like Leeds, received an overall rating of 'Good'. =
        The service was rated 'Inadequate' in 2018. =
        The service was previously rated 'Inadequate'. =
        The service was then rated as 'Inadequate'. =
        The service could be rated 'Outstanding' next time. =
        A rating of 'Requires improvement' means there is more to do. =
        The scale is 'Outstanding', 'Good', 'Requires improvement' and 'Inadequate'. =
        Ofsted rated the service as 'Good'. =
        The service received a 'Good' rating from Ofsted. =
        The prison received an overall rating of 'Good'. =
        The Leeds probation service was rated 'Inadequate'. =
        The service received good support. =
        Councillor Jo Lee said the service was rated 'Good'. =
    """,
    "children-victims-2025": """
        Work is rated 'Good' across planning and victims. = planning Good; victims Good
        Work with victims was rated 'Inadequate'. = victims Inadequate
        Planning was 'Outstanding'. = planning Outstanding
        Planning was rated outstanding. = planning Outstanding
        Planning was outstanding. =
    """,
    "core-case-2009": """
        Safeguarding work was done well enough 58% of the time. = safeguarding 58
        We found risk of harm work was done well enough 47% the time. = risk-of-harm 47
        Risk of harm: 65% MODERATE = risk-of-harm 65; risk-of-harm-improvement MODERATE
        Risk of harm to others was moderate. =
        The average for safeguarding was 68%. =
    """,
}
TABLE = [
    (framework, *(part.strip() for part in f"{line} ".rpartition(" =")[::2]))
    for framework, lines in CLAUSES.items()
    for line in lines.splitlines()
    if line.strip()
]


def drafted(text: str, **options: str | None) -> dict[str, str]:
    """The values of a draft by path, those that a person is to write left out."""
    return values(draft.draft(text, HELD, **options).record)


def values(record: str) -> dict[str, str]:
    found, field = {}, ""
    for line in record.splitlines():
        match = re.match(r"( *)(?:- )?([\w -]+):(?: (.+))?$", line)
        if line.startswith(MARK) or match is None:
            continue
        field = field if match[1] else match[2]
        path = f"{field}.{match[2]}" if match[1] else field
        if match[3]:
            found.setdefault(path, match[3])
    return found


def within(found: dict[str, str], field: str) -> dict[str, str]:
    return {
        path.removeprefix(f"{field}."): value
        for path, value in found.items()
        if path.startswith(f"{field}.")
    }


@pytest.mark.parametrize(("framework", "clause", "expected"), TABLE)
def test_a_clause_gives(framework: str, clause: str, expected: str) -> None:
    text = f"News of an inspection in Leeds\n\nIt goes on for a while.\n\n{clause}\n"

    found = within(drafted(text, area="leeds", framework=framework), "ratings")

    assert "; ".join(f"{name} {value}" for name, value in found.items()) == expected


def test_the_table_is_long_enough() -> None:
    assert len(TABLE) >= 40
    assert sum(not expected for *_, expected in TABLE) > 40


RELEASE = """{title}

{service} had improved but had more to do, said Jo Roe, {role}. Today she published the
report of a recent joint inspection of the work of {service}.

{programme} {why}

Inspectors were pleased to find that:

  \u2022 {first}. Plans were clear and reviewed. The delivery of interventions was good
    where it was recorded;
  \u2022 {second}; and
  \u2022 {third}.

Inspectors made {count} recommendations, which include better plans.

Councillor Sam Poe, cabinet member for children, said: "We are glad that governance was
poor and public protection was good, and that reducing reoffending was unsatisfactory."

NOTES TO EDITORS

  1. The report is available at https://example.org/report/ from {date}.
  2. {rate}
  3. There are four ratings: good, satisfactory, unsatisfactory and poor.
  4. For more, contact the HM Inspectorate of Probation press office.
"""
PARTS = {
    "title": "Much done, more to do in Leeds",
    "service": "Leeds Youth Offending Service",
    "role": "Chief Inspector of Probation",
    "programme": "It is one of a number of full joint inspections, with six key areas.",
    "why": "Inspectors chose to inspect Leeds because offending was frequent.",
    "first": "work to reduce reoffending remained satisfactory",
    "second": "the effectiveness of governance and partnership arrangements was good",
    "third": "the management and delivery of interventions was unsatisfactory",
    "count": "seven",
    "date": "3 March 2016",
    "rate": "The reoffending rate for Leeds was 41.5%. This was better than the "
    "previous year but worse than the average for England and Wales of 37.9%.",
}


def test_a_release_of_2016() -> None:
    made = draft.draft(RELEASE.format(**PARTS), HELD)

    assert values(made.record) == {
        "area": "leeds",
        "service": "Leeds Youth Offending Service",
        "framework": "full-joint-2014",
        "form": "interventions",
        "published": "2016-03-03",
        "published_by": "Jo Roe, Chief Inspector of Probation",
        "ratings.reducing-reoffending": "satisfactory",
        "ratings.governance": "good",
        "ratings.interventions": "unsatisfactory",
        "directions.reducing-reoffending": "unchanged",
        "reoffending.rate": "41.5",
        "reoffending.average": "37.9",
        "reoffending.previous_year": "better",
        "recommendations_count": "7",
        "sources.title": "Much done, more to do in Leeds",
        "sources.publisher": "HM Inspectorate of Probation",
        "sources.kind": "inspectorate",
        "sources.date": "2016-03-03",
    }
    assert made.to_complete == (
        *("headline", "chosen_because", "findings", "recommendations", "sources.url"),
    )


def test_what_is_taken_has_its_line_and_words_above_it() -> None:
    lines = draft.draft(RELEASE.format(**PARTS), HELD).record.splitlines()

    assert lines[lines.index("  governance: good") - 1] == (
        f"{MARK} line 12: the effectiveness of governance and partnership arrangements"
        " was good"
    )
    assert lines[lines.index("headline:") - 1] == f"{MARK} line 1: {PARTS['title']}"
    assert lines[lines.index("chosen_because:") - 1].endswith(PARTS["why"])
    assert lines[lines.index("  reducing-reoffending:") - 1] == (
        f"{MARK} line 10: Plans were clear and reviewed. The delivery of interventions"
        " was good where it was recorded"
    )
    assert f"{MARK} fieldwork: not found in the text" in lines
    assert f"{MARK} ratings.protecting-public: not found in the text" in lines


# A part of the release that is another, a field, and what it then holds.
CHANGED = """
count | 12 | recommendations_count | 12
count | a small number of | recommendations_count |
count | five recommendations and one of the | recommendations_count | 5
count | five recommendations to the board and six | recommendations_count |
date | March 2016 | published | 2016-03
date | 31 February 2016 | published |
date | the press office | published |
why | The report was published on 4 March 2016. | published |
why | The previous report was published on 4 May 2014. | published | 2016-03-03
role | Deputy Chief Inspector | published_by | Jo Roe, Deputy Chief Inspector
role | head of the service | published_by |
rate | In Leeds 47% of young people reoffended. | reoffending.rate | 47
rate | The national reoffending rate was 38%. | reoffending.rate |
rate | In Wakefield the reoffending rate was 38%. | reoffending.rate |
rate | The reoffending rate was 2% lower. | reoffending.rate |
rate | The reoffending rate was 41% and is now 40%. | reoffending.rate | 41
rate | The reoffending rate was 41%, in Wales 38%. | reoffending.average |
rate | {own} the average for Wales (38%). | reoffending.average |
rate | {own} the England and Wales average of 38 per cent. | reoffending.average | 38
rate | {own} the average for England and Wales (35.4%). | reoffending.average | 35.4
rate | {own} in the year we chose. | reoffending.previous_year |
rate | {own} higher than in the previous year. | reoffending.previous_year | worse
rate | {own} the same as the previous year. | reoffending.previous_year | same
third | court work and reports were good | form | court-work
third | public protection was good | form |
third | governance was poor | ratings.governance |
first | governance had improved a lot and was good | directions.governance | improved
first | governance had improved a lot | directions.governance |
"""
OWN = "The reoffending rate was 42.5%, worse than"


@pytest.mark.parametrize("change", CHANGED.strip().splitlines())
def test_a_part_of_a_release_gives(change: str) -> None:
    part, text, path, expected = (one.strip() for one in f"{change} ".split("|"))

    found = drafted(RELEASE.format(**(PARTS | {part: text.format(own=OWN)})))

    assert found.get(path, "") == expected


def test_two_words_for_a_criterion_are_both_shown() -> None:
    parts = PARTS | {"third": "governance was poor"}

    record = draft.draft(RELEASE.format(**parts), HELD).record

    assert f"{MARK} ratings.governance: good or poor? The text says both:" in record
    assert f"{MARK} line 13: governance was poor" in record


PORTSMOUTH = RELEASE.replace("Leeds", "Portsmouth").format(
    **{part: text.replace("Leeds", "Portsmouth") for part, text in PARTS.items()}
)


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("This was a re-inspection.", "portsmouth-2015"),
        ("This was a reinspection, after poor results in 2015.", "portsmouth-2015"),
        ("Inspectors chose to re-inspect the team.", "portsmouth-2015"),
        ("This inspection followed a critical one in 2014.", "portsmouth-2015"),
        ("This was a re-inspection after poor results in 2011.", None),
        ("The team will be re-inspected.", None),
        ("The last inspection was in 2015.", None),
    ],
)
def test_a_re_inspection_follows_the_one_before(
    sentence: str, expected: str | None
) -> None:
    text = PORTSMOUTH.replace("Inspectors were pleased", f"{sentence} They were glad")

    assert drafted(text).get("follows_up") == expected


TABLES = """
Leeds Youth Justice Service
Inspection of youth justice services in Leeds

Overall rating   Good
1. Organisational delivery
1.1 Governance and leadership   Requires improvement
1.2 Staff
Outstanding
| Partnerships and services | Good |
2. Court disposals

Assessment

Planning

Good

Inadequate

3. Out-of-court disposals
Assessment: requires improvement
Policy and provision
See below.
Good
"""


def test_tables_give_a_rating_by_row_column_or_line() -> None:
    found = drafted(TABLES, published="2022-05")

    assert found["framework"] == "youth-justice-2021"
    assert within(found, "ratings") == {
        "overall": "Good",
        "governance-and-leadership": "Requires improvement",
        "staff": "Outstanding",
        "partnerships-and-services": "Good",
        "court-assessment": "Good",
        "court-planning": "Inadequate",
        "out-of-court-assessment": "Requires improvement",
    }


CORE = """Inspection of youth offending work in Leeds

The latest inspection report was published today.
Jo Roe, Assistant Chief Inspector, said:
\u201cThis core case inspection of youth offending work took place in the spring.

\u201cWe judged that the Safeguarding aspects of the work were done well enough 58% the
time. With the Public Protection aspects, work to keep to a minimum each
individual\u2019s Risk of Harm to others was done well enough 47% of the time, and the
work to make each individual less likely to reoffend was done well enough 64% the time.

\u201cOverall, we consider this a moderate set of findings.\u201d

Scores so far, and for Leeds
Lowest Highest Average
\u2018Safeguarding\u2019 work (action to protect the young person) 37% 91% 68% 58%
"""


def test_a_core_case_inspection_is_told_by_the_inspector() -> None:
    found = drafted(CORE, published="2012-02")

    assert within(found, "ratings") == {
        "safeguarding": "58",
        "risk-of-harm": "47",
        "likelihood-of-reoffending": "64",
    }
    assert found["published_by"] == "Jo Roe, Assistant Chief Inspector"


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Of the 13 standards, ten were rated 'Good'.", {"Good": "10"}),
        ("Four of the thirteen areas are Good.", {"Good": "4"}),
        ("The service was rated 'Good' in five of seven areas.", {"Good": "5"}),
        ("We rated nine out of 12 aspects 'Good'.", {"Good": "9"}),
        ("It was 'Good' or 'Outstanding' in 10 of 12 areas.", {}),
        ("Four good ideas were found.", {}),
        ("Twenty standards were rated 'Good'.", {}),
        ("In 2018 four areas were rated 'Good'.", {}),
    ],
)
def test_counts_of_ratings(sentence: str, expected: dict[str, str]) -> None:
    found = drafted(
        f"Leeds\n\nIt goes on.\n\n{sentence}",
        area="leeds",
        framework="youth-justice-2021",
    )

    assert within(found, "counts") == expected


def test_a_text_of_2025_has_its_form() -> None:
    text = (
        "Leeds Youth Justice Service rated again\n\nLeeds Youth Justice Service has"
        " received an overall rating of 'Good' following an inspection of youth justice"
        " work with children and victims (IYJWCV) by the inspectors."
    )

    found = drafted(text)

    assert found["framework"] == "children-victims-2025"
    assert found["form"] == "four-areas"
    assert found["ratings.overall"] == "Good"


def test_wrapped_lines_are_read_as_the_paragraph_they_make() -> None:
    text = (
        "Leeds youth offending team seen again\n\n"
        "Inspectors came in the spring and saw many cases. They found governance was\n"
        "poor in places and work in court and elsewhere in the town and county was\n"
        "good. Work to reduce reoffending, as told by all whom they asked, was not\n"
        "good. Work to protect the public and actual or potential victims was mostly\n"
        "unsatisfactory. Work to protect children and reduce their vulnerability was\n"
        "satisfactory. The delivery of interventions was\n"
        "poor.\n"
    )

    found = drafted(text, framework="full-joint-2014")

    assert within(found, "ratings") == {
        "protecting-children": "satisfactory",
        "interventions": "poor",
    }


@pytest.mark.parametrize(
    "led_by",
    [
        "Inspectors recommended that:",
        "The board should make sure that:",
        "The previous inspection found that:",
    ],
)
def test_a_list_is_read_by_what_it_hangs_on(led_by: str) -> None:
    items = "- governance is good\n- work in court is good\n"
    text = f"News of Leeds today\n\n{led_by}\n\n{items}"

    assert not within(
        drafted(text, area="leeds", framework="full-joint-2014"), "ratings"
    )


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


@pytest.mark.parametrize("name", ["page.html", "PAGE.HTM", None, "page.txt"])
def test_html_is_read_as_its_text(name: str | None) -> None:
    text = draft.text_of(PAGE.encode(), name)
    found = drafted(text, framework="full-joint-2014")

    assert [line for line in text.splitlines() if line.strip()] == [
        "More to do in Leeds",
        "We found that governance was\xa0good & steady",
        " and there was more. ",
        "Work to protect the public was good",
        "in parts. ",
        "- work in court was poor. The delivery of interventions was good.",
        "  Area  Rating ",
        "  Reducing reoffending  good",
        " 1   2 ",
        "Ensuring the sentence is served ",
    ]
    assert found["area"] == "leeds"
    assert found["sources.title"] == "More to do in Leeds"
    assert within(found, "ratings") == {
        "reducing-reoffending": "good",
        "court-work": "poor",
    }


@pytest.mark.parametrize(
    ("content", "name", "message"),
    [
        (b"%PDF-1.7 ...", None, "the text is a PDF: write pdftotext report.pdf - |"),
        (
            b"governance",
            "a.pdf",
            "a.pdf is a PDF: write pdftotext report.pdf - | yot dr",
        ),
        (b"good\n\xff", "a.txt", "a.txt, line 2, is not UTF-8: save it as UTF-8"),
        (b" \n\t\n", None, "the text is empty: give a release or report"),
        (b"<html><p></p></html>", "a.html", "a.html is empty"),
        (b"a" * (document.LARGEST + 1), None, "the text is larger than 1 MiB"),
        (b"a", "\x1b[2J.pdf", r"\x1b[2J.pdf is a PDF"),
    ],
)
def test_what_is_no_text_is_refused(
    content: bytes, name: str | None, message: str
) -> None:
    with pytest.raises(YotError) as error:
        draft.text_of(content, name)

    assert str(error.value).startswith(message)
    assert "\n" not in str(error.value)


@pytest.mark.parametrize(
    ("text", "options", "message"),
    [
        ("Leeds and Wakefield youth teams", {}, "the text names leeds, wakefield: say"),
        ("A text on Cumbria of old", {}, "the text names cumberland or westmorland"),
        ("Leeds", {"area": "leedz"}, "no area or inspection is named 'leedz'"),
        (
            "Leeds",
            {"framework": "stars"},
            "no framework is named 'stars'; there are co",
        ),
        ("Leeds", {"published": "2016-02-31"}, "'2016-02-31' is not a date"),
        ("Leeds", {"url": "javascript:1"}, "'javascript:1' is no web address"),
        ("Leeds", {}, "the text may be of core-case-2009, full-joint-2012, full-joi"),
        ("Leeds", {"published": "2016"}, "the text may be of full-joint-2014: say"),
        ("Leeds", {"published": "1999"}, "the text may be of no framework on record"),
        (
            "Full joint inspections have five key areas: reducing the likelihood of"
            " reoffending and others. Governance in Leeds was satisfactory.",
            {},
            "the text may be of full-joint-2012, full-joint-2014: say",
        ),
        (
            "Leeds YOT was praised and governance was good.",
            {},
            "the text may be of full-joint-2012, full-joint-2014: say with --framework",
        ),
    ],
)
def test_what_the_text_does_not_decide_is_asked_for(
    text: str, options: dict[str, str], message: str
) -> None:
    with pytest.raises(YotError) as error:
        drafted(text, **options)

    assert str(error.value).startswith(message)


@pytest.mark.parametrize(
    ("published", "sentence", "framework"),
    [
        ("2013-05", "Governance was poor.", "full-joint-2012"),
        ("2014-05", "Governance was poor.", "full-joint-2014"),
        (None, "Governance was satisfactory.", "full-joint-2014"),
        (None, "Governance was very good.", "full-joint-2012"),
        (
            None,
            "There were six key areas, and full joint inspections.",
            "full-joint-2014",
        ),
        (
            None,
            "Full joint inspections have five key areas: reducing the likelihood of"
            " reoffending and four more. Governance was poor.",
            "full-joint-2012",
        ),
        ("2020", "Leeds YOT was rated 'Good'.", "youth-offending-2018"),
        ("2021-12", "Joint working was rated 'Good'.", "youth-offending-2018"),
        ("2021-12", "Resettlement was rated 'Good'.", "youth-justice-2021"),
        ("2022-02", "Leeds YOT was rated 'Good'.", "youth-justice-2021"),
        ("2025-02", "Work with victims was rated 'Good'.", "children-victims-2025"),
    ],
)
def test_dates_and_words_decide_the_framework(
    published: str | None, sentence: str, framework: str
) -> None:
    text = f"News from the team in Leeds\n\nIt goes on.\n\n{sentence}\n"

    assert drafted(text, published=published)["framework"] == framework


def test_the_headline_decides_the_area() -> None:
    text = "Leeds does well\n\nWakefield Youth Offending Team did not do so well.\n"

    assert drafted(text, framework="full-joint-2014")["area"] == "leeds"


def test_an_address_tells_who_printed_it() -> None:
    url = "https://www.justiceinspectorates.gov.uk/hmiprobation/leeds"

    found = drafted("Leeds", framework="full-joint-2014", url=url)
    other = drafted("Leeds", framework="full-joint-2014", url="https://leeds.gov.uk/a")

    assert within(found, "sources") == {
        "publisher": "HM Inspectorate of Probation",
        "kind": "inspectorate",
        "url": url,
    }
    assert within(other, "sources") == {"url": "https://leeds.gov.uk/a"}


def test_an_address_that_is_not_known_leaves_the_printer_open() -> None:
    text = RELEASE.format(**PARTS)

    found = drafted(text, url="https://example.org/a-copy")

    assert within(found, "sources") == {
        "title": "Much done, more to do in Leeds",
        "url": "https://example.org/a-copy",
    }


def test_what_the_command_gave_is_told_apart_from_what_was_read() -> None:
    url = "https://example.org/"
    made = draft.draft("Leeds", HELD, "leeds", "full-joint-2014", "2016-03", url)

    assert made.record.splitlines()[:8] == [
        f"{MARK} --area leeds",
        "area: leeds",
        f"{MARK} service: not found in the text",
        f"{MARK} --framework full-joint-2014",
        "framework: full-joint-2014",
        f"{MARK} form: not found in the text",
        f"{MARK} --published 2016-03",
        "published: 2016-03",
    ]
    assert made.record.splitlines()[-3:] == [
        f"{MARK} sources.date: not found in the text",
        f"{MARK} --url https://example.org/",
        "    url: https://example.org/",
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Bury and Rochdale YJS", ["Bury and Rochdale bury-and-rochdale"]),
        ("Rochdale YOT", ["Rochdale rochdale"]),
        ("Reading the Reading report, and reading on", ["Reading reading"] * 2),
        ("Gwynedd & Ynys M\u00f4n", ["Gwynedd & Ynys M\u00f4n gwynedd-and-ynys-mon"]),
        (
            "Stoke-on-Trent, Stoke",
            ["Stoke-on-Trent stoke-on-trent", "Stoke stoke-on-trent"],
        ),
        ("East Riding's team", ["East Riding east-riding-of-yorkshire"]),
        ("Isle of Man, Lily Bath", []),
        ("West Yorkshire", []),
    ],
)
def test_areas_are_found_by_their_names(text: str, expected: list[str]) -> None:
    places = release.Places(HELD.areas())

    found = [f"{text[start:end]} {id}" for start, end, id in places.named(text)]

    assert found == expected


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("a\n" * (release.MOST + 1), "over 10000 lines are too many: give one"),
        ("A b. " * (release.MOST + 1), "over 10000 sentences are too many: give one"),
        (
            " ".join(f"It was good on {day}." for day in range(draft.MOST + 1)),
            "over 400 sentences rate something: give one release",
        ),
    ],
)
def test_more_than_a_report_holds_is_refused(text: str, message: str) -> None:
    with pytest.raises(YotError) as error:
        drafted(text, area="leeds", framework="full-joint-2014")

    assert str(error.value).startswith(message)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Leeds does well\n\nIt goes on.", "Leeds does well"),
        ("Skip to content\n\nLeeds does well\n\nIt goes on.", "Leeds does well"),
        ("A visit\n\nLeeds was seen.\n\nLeeds does well", None),
        ("Leeds\n\nIt goes on.", None),
        ("Leeds does well.\n\nIt goes on.", None),
        ("leeds is where Leeds is\n\nIt goes on.", None),
        ("The team in Leeds. Picture: Ann Other Photos\n\nIt goes on.", None),
        (f"Leeds {'does well ' * 20}\n\nIt goes on.", None),
        (f"Leeds does {'x' * 145}\n\nIt goes on.", f"Leeds does {'x' * 145}"),
    ],
)
def test_the_first_heading_that_names_the_area_is_the_title(
    text: str, expected: str | None
) -> None:
    found = drafted(text, area="leeds", framework="full-joint-2014")

    assert found.get("sources.title") == expected


def test_the_same_text_gives_the_same_bytes() -> None:
    program = (
        "import sys; from yotcli import draft, records;"
        "held = records.Records([records.shipped()]);"
        "sys.stdout.write(draft.draft(sys.argv[1], held).record)"
    )

    made = {
        subprocess.run(
            [sys.executable, "-c", program, RELEASE.format(**PARTS)],
            capture_output=True,
            env=os.environ | {"PYTHONHASHSEED": seed, "PYTHONPATH": str(TOP)},
            check=True,
        ).stdout
        for seed in ("1", "2")
    }

    assert len(made) == 1


def test_an_empty_record_has_every_field_in_order() -> None:
    lines = draft.empty(HELD.framework("full-joint-2014")).splitlines()

    names = [re.sub(r":.*", "", line.removeprefix(f"{MARK} ")) for line in lines]
    assert all(line.startswith(f"{MARK} ") for line in lines)
    assert [name for name in names[1:] if name[0] != " "] == [*fields.INSPECTION]
    assert "  governance" in names
    assert "  cohort" in names
    assert f"{MARK} framework: full-joint-2014" in lines


def completed(record: str) -> str:
    """A draft as the least careful person would complete it."""
    lines = [line for line in record.splitlines() if not line.startswith(MARK)]
    made = []
    for line, after in zip(lines, [*lines[1:], ""], strict=True):
        is_empty = line.endswith(":") and not after.startswith(" " * (1 + indent(line)))
        word = {"kind": "other", "url": "https://example.org/"}.get(
            line.strip(" -:"), "to be written"
        )
        word = "\n  - to be written" if line == "recommendations:" else word
        made.append(f"{line} {word}" if is_empty else line)
    return "\n".join([*made, ""])


def indent(line: str) -> int:
    return len(line) - len(line.lstrip(" -"))


def readable(record: str, folder: Path, name: str) -> None:
    """That a draft is YAML which holds what it seems to, and reads as a record."""
    document.decoded(record.encode(), "draft")
    for line in record.splitlines():
        assert line.startswith(f"{MARK} ") or re.match(r" *(- )?[\w -]+:( \S|$)", line)
    path = folder / f"{name}.yaml"
    path.write_text(completed(record), "utf-8")

    HELD.read_inspection(str(path))


FRAGMENTS = [
    *(
        "\n",
        "\n\n",
        " ",
        "\t",
        "\r",
        "\x85",
        "\u2028",
        "\u2029",
        "\x00",
        "\x1b[2J",
        "\u202e",
    ),
    *(
        "# draft: ",
        "---\n",
        "- ",
        "? ",
        ": ",
        "{",
        "[",
        "'",
        '"',
        "|",
        "&a ",
        "*a ",
        "!!x ",
    ),
    *(
        "%YAML 1.2\n",
        "\u2018",
        "\u201c",
        "\u201d",
        "\u3164",
        "\ud7ff",
        "\U0001f600",
        "\\",
    ),
    *(
        "Leeds ",
        "Leeds Youth Offending Team ",
        "governance ",
        "was ",
        "remained ",
        "good",
    ),
    *(
        "poor. ",
        "work in court ",
        "4 stars for ",
        "\u2605\u2605\u2605\u2606",
        "25/36 scored ",
    ),
    *(
        "The reoffending rate was 41.5%",
        "average for England and Wales of 37% ",
        "seven ",
    ),
    *("recommendations ", "published on 3 March 2016 ", "re-inspection ", "said: "),
    *(
        "Jo Roe, Chief Inspector, ",
        "Today she published ",
        "because we chose to inspect ",
    ),
    *("two areas were rated good. ", "HM Inspectorate of Probation press office "),
]
TEXTS = st.text(max_size=80) | st.lists(st.sampled_from(FRAGMENTS), max_size=25).map(
    "".join
)


@pytest.mark.slow
@settings(deadline=None, database=None, derandomize=True, max_examples=300)
@given(TEXTS)
def test_any_text_makes_a_record_that_reads(text: str) -> None:
    folder = Path(os.environ["YOT_TEST_FOLDER"])
    for framework in ("full-joint-2014", "youth-justice-2021"):
        year = "2016" if framework == "full-joint-2014" else "2022"
        made = draft.draft(text, HELD, "leeds", framework, f"{year}-02-11")

        readable(made.record, folder, f"leeds-{year}")


@pytest.mark.slow
@settings(deadline=None, database=None, derandomize=True, max_examples=300)
@given(TEXTS)
def test_any_text_makes_a_record_or_one_line(text: str) -> None:
    try:
        said = draft.draft(draft.text_of(text.encode(), None), HELD).record
    except YotError as error:
        said = f"{MARK} {error}\n"

    assert all(line.startswith(MARK) or ":" in line for line in said.splitlines())


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("YOT_TEST_FOLDER", str(tmp_path))
    return tmp_path


SIZE = document.LARGEST
HOSTILE = {
    "one word": "a" * SIZE,
    "one Word": "A" * SIZE,
    "many words": "Aa " * (SIZE // 3),
    "names": "Leeds " * (SIZE // 6),
    "ratings": "governance was good. " * (SIZE // 21),
    "rows": "Governance good\n" * (SIZE // 16),
    "a list": "governance and leadership, " * (SIZE // 27),
    "joined": "governance and work in court and " * 30,
    "aside": "governance, a, was " * (SIZE // 19),
    "quotes": '" a' * (SIZE // 3),
    "dates": "report published Jan " * (SIZE // 21),
    "inspectors": "Aaa Bbb, Chief Inspector " * (SIZE // 25),
    "rates": "published rate 1% " * (SIZE // 18),
    "found that": "inspectors found that overall, " * (SIZE // 31),
    "lines": "a\n" * (SIZE // 2),
    "html": "<html>" + "<" * (SIZE - 6),
    "html tags": "<html>" + "<a b='" * (SIZE // 6 - 1),
    "comments": "\n# draft: a\u2028# draft: b\x85area: x" * 1000,
    "yaml": "Leeds: [}{&a *a !!x\n--- %YAML\n- ? : '\"" * 1000,
}


@pytest.mark.slow
@pytest.mark.parametrize("name", HOSTILE)
@pytest.mark.parametrize("framework", ["full-joint-2014", "youth-justice-2021"])
def test_hostile_text_is_quick_and_stays_in_its_place(
    name: str, framework: str, tmp_path: Path
) -> None:
    started = time.process_time()

    try:
        text = draft.text_of(HOSTILE[name].encode(), None)
        record = draft.draft(text, HELD, "leeds", framework, "2022-02-11").record
    except YotError as error:
        record = f"{MARK} {error}\n"
    else:
        if framework != "full-joint-2014":
            readable(record, tmp_path, "leeds-2022")

    assert time.process_time() - started < 1
    assert not re.search(
        r"^(?!# draft: | *(- )?[\w -]+:)", record.strip(), re.MULTILINE
    )


@pytest.mark.parametrize(
    "value", ["a: b", "a #b", "- a", "it's: so", '"a\\b"', "~", "é", "x:"]
)
def test_a_value_is_quoted_as_records_are(value: str) -> None:
    text = f"a: {draft.scalar(value)}\n"

    assert document.parse(text, "a.yaml").text("a") == value
    yaml = pytest.importorskip("ruamel.yaml", reason="needs ruamel.yaml")
    assert yaml.YAML().load(text)["a"] == value


def test_phrases_name_one_criterion_of_a_kind() -> None:
    for framework in HELD.frameworks():
        seen: dict[tuple[str, str], str] = {}
        for criterion, phrases in framework.phrases.items():
            assert phrases or framework.criteria[criterion].kind == "score"
            for phrase in phrases:
                key = (framework.criteria[criterion].kind, draft.keyed(phrase))
                assert seen.setdefault(key, criterion) == criterion, phrase
        assert framework.named_by


def ran(arguments: str, capsys: pytest.CaptureFixture[str]) -> tuple[object, str, str]:
    with pytest.raises(SystemExit) as end:
        main(shlex.split(arguments))

    printed = capsys.readouterr()
    return end.value.code, printed.out, printed.err


def test_the_command_says_what_to_complete(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "a.txt").write_text(RELEASE.format(**PARTS), "utf-8")

    status, out, err = ran(f"draft {tmp_path}/a.txt", capsys)
    again = ran(f"draft {tmp_path}/a.txt -o {tmp_path}/a.yaml", capsys)

    assert (status, err) == (
        0,
        "yot: to complete: headline, chosen_because, findings, recommendations,"
        " sources.url\n",
    )
    assert again == (0, "", err)
    assert (tmp_path / "a.yaml").read_text("utf-8") == out


def test_the_command_refuses_in_one_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "a.pdf").write_bytes(b"%PDF-1.4")

    for arguments, message in [
        (
            "draft",
            "yot: give a release, or for an empty record --framework with one of",
        ),
        ("draft --framework stars", "yot: give a release, or for an empty record"),
        (f"draft {tmp_path}/b.txt", f"yot: cannot read {tmp_path}/b.txt: No such file"),
        (f"draft {tmp_path}/a.pdf", f"yot: {tmp_path}/a.pdf is a PDF: write pdftotext"),
    ]:
        status, out, err = ran(arguments, capsys)

        assert (status, out) == (2, "")
        assert err.startswith(message)
        assert err.count("\n") == 1


def test_check_refuses_what_a_draft_left(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    made = draft.draft(RELEASE.format(**PARTS), HELD).record
    path = tmp_path / "inspections" / "leeds-2016.yaml"
    path.parent.mkdir()
    unmarked = "".join(
        line for line in made.splitlines(True) if not line.startswith(MARK)
    )
    empty = 1 + unmarked.splitlines().index("headline:")

    for content, fault in [
        (made, "1:1: is a comment of a draft; complete the field below it"),
        (
            unmarked + f"  {MARK} more\n",
            f"{unmarked.count(chr(10)) + 1}:1: is a comment",
        ),
        (unmarked, f"{empty}:10: headline: has no value; write one or leave the field"),
    ]:
        path.write_text(content, "utf-8")

        status, out, _ = ran(f"check --records {tmp_path}", capsys)

        assert status == 1
        assert out.startswith(f"{path}:{fault}")
    path.write_text(completed(made), "utf-8")
    assert ran(f"check --records {tmp_path}", capsys) == (0, "", "")


CONTRIBUTING = (TOP / "CONTRIBUTING.md").read_text("utf-8")
STEPS = CONTRIBUTING.partition("## From a release to a record\n")[2].partition("\n## ")[
    0
]


def blocks(kind: str) -> list[str]:
    """The blocks of a kind in the section, without the indent of their step."""
    found = re.findall(rf"^ *```{kind}\n(.*?)^ *```$", STEPS, re.MULTILINE | re.DOTALL)
    return [textwrap.dedent(block) for block in found]


@pytest.mark.skipif(not STEPS, reason="CONTRIBUTING has no section on drafts yet")
def test_contributing_leads_from_a_release_to_a_record(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "release.txt").write_text(blocks("text")[0], "utf-8")
    (tmp_path / "mine" / "inspections").mkdir(parents=True)
    said = re.search("lists what is left to you: `(.*?)`", STEPS, re.DOTALL)
    first, last = [
        re.sub(r"(?<!\S)(release\.txt|mine)", rf"{tmp_path}/\1", line).removeprefix(
            "yot "
        )
        for block in blocks("sh")
        for line in block.splitlines()
        if line.startswith("yot ")
    ]
    path, completed = tmp_path / "mine/inspections/leeds-2016.yaml", blocks("yaml")[0]

    assert said is not None
    assert ran(first, capsys) == (0, "", f"yot: {' '.join(said[1].split())}\n")
    made = values(path.read_text("utf-8"))
    assert ran(last, capsys)[0] == 1
    path.write_text(completed, "utf-8")
    assert ran(last, capsys) == (0, "", "")
    assert made == {
        name: re.sub("  #.*", "", value)
        for name, value in values(completed).items()
        if name in made
    }


SEEDS = os.environ.get("YOT_SEEDS")


def seeds() -> Iterator[tuple[str, str]]:
    """The releases of the folder that YOT_SEEDS names, by the record of each."""
    for path in sorted(Path(SEEDS or "").glob("*.txt")):
        text = draft.text_of(path.read_bytes(), path.name)
        found = drafted(text)
        yield f"{found['area']}-{found['published'][:4]}", text


@pytest.mark.skipif(not SEEDS, reason="needs a folder of releases, YOT_SEEDS=folder")
def test_drafts_of_whole_releases_are_the_records_that_are_shipped() -> None:
    rated = 0
    for name, text in seeds():
        shipped = values(
            Path(records.shipped(), f"inspections/{name}.yaml").read_text("utf-8")
        )
        shipped = {path: re.sub(r"  #.*", "", value) for path, value in shipped.items()}

        found = drafted(text)

        assert found == {path: shipped[path] for path in found}
        assert within(found, "ratings") == within(shipped, "ratings")
        assert within(found, "directions") == within(shipped, "directions")
        for path in ("service", "framework", "form", "published", "published_by"):
            assert found[path] == shipped[path]
        assert found.get("follows_up") == shipped.get("follows_up")
        rated += len(within(found, "ratings"))
    assert rated == 12


@pytest.mark.skipif(not SEEDS, reason="needs a folder of releases, YOT_SEEDS=folder")
def test_a_whole_release_gives_the_rate_it_prints() -> None:
    found = {name: within(drafted(text), "reoffending") for name, text in seeds()}

    assert found == {
        "wolverhampton-2016": {
            "rate": "33.8",
            "average": "37.9",
            "previous_year": "worse",
        },
        "portsmouth-2015": {},
    }
