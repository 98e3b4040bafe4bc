"""What a draft takes from a text, what it leaves, and that nothing breaks out of it."""

import os
import re
import time
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from invented import Yot

from yotcli import draft, records, release
from yotcli.document import DRAFT, LARGEST, decoded
from yotcli.model import YotError

TOP = Path(__file__).parent.parent
RECORDS = records.opened()
RELEASE = (TOP / "tests" / "transcripts" / "release.txt").read_text("utf-8")

# A clause, alone in a paragraph of a text on Leeds, and the ratings or the counts of
# ratings that it must give. A rating counts only where what is told before it, in its
# paragraph or in the one before (¶), is of this inspection.
CLAUSES = {
    "full-joint-2014": """
        The work to reduce reoffending was also good. = reducing-reoffending good
        Governance was good and in most months the board met. = governance good
        Governance was good; work in court was poor. = governance good; court-work poor
        Governance was good and work in court poor. = governance good; court-work poor
        Governance (good), court work (Poor). = governance good
        The YOT was awarded four stars for governance. = governance good
        Plans of governance were good and interventions were poor. = interventions poor
        The YOT was awarded five stars for governance. =
        Governance, if plans are kept to, was good. =
        Areas found to be poor were plans and governance. = governance poor
        Governance was good but is now poor. =
        Governance was good but inconsistent. =
        They met, with 'good' in governance. =
        However, the inspection found that governance was poor. = governance poor
        Leeds's governance was poor. = governance poor
        Governance had improved since the last report and was good. = governance good
        Governance had deteriorated from good to poor. = governance poor
        Inspectors gave 4 stars for governance. = governance good
        Governance: ★★★☆ = governance satisfactory
        Governance and partnerships - two stars = governance unsatisfactory
        Governance was good in parts. =
        Governance was good with the exception of finance. =
        Governance was good and at times poor. =
        Governance was not good enough. =
        Governance was largely satisfactory. =
        There was some good work on governance. =
        If governance was good, more would be done. =
        Is governance good? =
        The governance of partner agencies was good. =
        Governance had been poor. =
        Governance was poor in 2011. =
        The previous inspection found that governance was poor. =
        Governance in Wakefield was poor. =
        The board should ensure that governance is good. =
        Inspectors did not find that governance was good. =
        The council said governance was good. =
        Governance was good, the council said. =
        Jo Roe, Chief Inspector, said: "Governance was good." = governance good
        In short, governance was good. = governance good
        The last inspection was in 2009. Governance is now poor. = governance poor
        At its 2011 inspection, governance was good. =
        In a mock inspection, governance was good. =
        Inspectors were told that governance was good. =
        Inspectors failed to find that governance was good. =
        Inspectors met staff, who said governance was good. =
        Inspectors met staff and found that governance was good. = governance good
        Inspectors found it hard to say that governance was good. =
        Inspectors said the board had judged that governance was good. =
        The leader tweeted: governance was good. =
        Governance was good, supposedly. =
        Governance was good (2011). =
        Governance was good (draft). =
        Governance was good, but not now. =
        Governance was good but has since declined. =
        Governance was good, say managers. =
        Governance was judged satisfactory (three stars). = governance satisfactory
        Governance was judged satisfactory (two stars). =
        Governance was judged satisfactory (two of five boards). =
        Inspectors were concerned that governance was poor. = governance poor
        Governance received good. =
        In the teams inspected so far, governance was good. =
    """,
    "youth-justice-2021": """
        Leeds YJS was rated as: ‘Good.’ = overall Good
        Leeds YJS in West Yorkshire, a big one, was rated 'Good'. = overall Good
        This gives the service an overall Good rating. = overall Good
        The service received a 'Good' rating. = overall Good
        We rated the YOS' work in resettlement (few) 'Good'. = resettlement Good
        Leeds received a rating of 'Good' specifically for staffing. = staff Good
        In 2018 Leeds did well but now has an overall rating of 'Good'. = overall Good
        Leeds was branded 'inadequate' in a report. = overall Inadequate
        The service was rated "requires improvement to be good" by inspectors. =
        Leeds was handed a 'Good' grade, years after being 'Inadequate'. = overall Good
        Inspectors saw cases and gave the service a 'Good' grade. = overall Good
        A Welsh youth justice team has gone from inadequate to good. = overall Good
        Inspectors have rated Leeds YJS as 'Good' amid change. = overall Good
        An inspection of Leeds YJS has found it to be 'Good'. = overall Good
        Leeds was rated as requiring improvement. = overall Requires improvement
        Leeds YJS, previously rated 'Inadequate', was rated 'Good'. = overall Good
        Categories rated 'Good' included planning and staff. = staff Good
        Good in two areas: staff, resettlement. = staff Good; resettlement Good
        Staff was rated 'Good', as was resettlement. = staff Good; resettlement Good
        Inspectors saw resettlement, which we rated good. = resettlement Good
        Inspectors gave staff a grade of good. = staff Good
        Staff received Good. = staff Good
        Staff, say leeds, was rated 'Good'. = staff Good
        \ue000 was rated \ue005, and staff was rated 'Good' \ue005. =
        The partnership and staff were rated 'Good'. = overall Good; staff Good
        Planning (court, out of court) was 'Good'. = {PLANS}
        Staff was seen, with 'Good' for resettlement and energy. = resettlement Good
        Inspectors rated two standards good. = Good 2
        Two standards were rated good. = Good 2
        It aims to have ten standards rated 'Good'. =
        Leeds was praised, with Good for staff. =
        It got 'Good' for staff, 'Good' for planning. = staff Good
        Staff received good. =
        The service, overall, Good. =
        There was 'Good' improvement in staff. =
        They rated staff 'Good' and resettlement 'Good'. = staff Good; resettlement Good
        Assessment of court disposals was rated 'Good'. = court-assessment Good
        For court disposals, planning was rated 'Good'. = court-planning Good
        With 12 points out of 36, more is to do. = score 12
        In two areas inspectors rated staff 'Good'. =
        To be 'Outstanding' for staff, more must be done. =
        A neighbouring youth justice service was rated 'Good'. =
        A typical youth justice service was rated 'Good'. =
        A fire service was rated 'Good'. =
        In a survey, staff were rated 'Good'. =
        The service missed an overall 'Outstanding' rating. =
        After an 'Inadequate' rating for the service, much was done. =
        One service was rated 'Good'. =
        The Inspectorate gave Leeds YJS a 'Good' rating for staffing. = staff Good
        Partnerships and services were good. = partnerships-and-services Good
        Resettlement, which was separately rated 'Good', grew. = resettlement Good
        Quality of resettlement - plans, say - was rated 'Good'. = resettlement Good
        The service scored 26 out of a possible 36. = score 26
        The service was good. =
        Staff good =
        Resettlement requires improvement. =
        Assessment was rated 'Good'. =
        Most areas, including leadership and staffing, were rated 'Good'. =
        Three youth justice services were rated 'Good'. =
        The service could be rated 'Outstanding' next time. =
        The scale is 'Outstanding', 'Good', 'Requires improvement' and 'Inadequate'. =
        The service received a 'Good' rating from Ofsted. =
        The Leeds probation service was rated 'Inadequate'. =
        Of the 13 standards, ten were rated 'Good'. = Good 10
        The service was rated 'Good' in five of seven areas. = Good 5
        It was 'Good' or 'Outstanding' in 10 of 12 areas. =
        In Leeds, inspectors awarded an overall rating of 'Good'. = overall Good
        Four good ideas were found. =
        Leeds fell in 2018, when it received an overall rating of 'Good'. =
        It is on course to receive an overall rating of 'Good'. =
        Leeds Homes received an overall rating of 'Good'. =
        A police inspection rated staff 'Good'. =
        Leeds hired people who came and rated staff 'Good'. =
        Inspectors saw a hostel and rated it 'Good'. =
        For girls, inspectors rated staff 'Good'. =
        Managers felt that inspectors rated staff 'Good'. =
        Leeds was rated 'Good' for staff, he added. =
        Leeds was rated 'Good' for staff (in parts). =
        Leeds was rated 'Good' for staff by parents. =
        Leeds was rated 'Good' for partnerships with schools. =
        With 12 points out of 36 in 2018, more was to do. =
        Twenty standards were rated 'Good'. =
        The board was pleased to note that HMIP judged the YJS 'Good'. = overall Good
        The only area rated 'Good' was staff. = staff Good
        Only one standard - staff - was rated 'Good'. = staff Good
        Staff was given the highest rating, 'Outstanding'. = staff Outstanding
        For staff the service was rated 'Good'. = staff Good
        The highest rating of 'Outstanding' was given for staff. = staff Outstanding
        Leeds was rated good overall, with Good for staff. = overall Good; staff Good
        In terms of staff, inspectors rated the service 'Good'. = staff Good
        Court work was strong, with planning rated 'Good'. = court-planning Good
        Inspectors praised the service and its staff, rating it 'Good'. =
        The result was an overall rating of 'Good'. = overall Good
        The YJS, new to it all, got a rating of good - the second best. = overall Good
        Inspectors rated a service dealing with young people 'Good'. = overall Good
        The service that helps young people has got a 'Good' rating. = overall Good
        Leeds Prevention & Youth Justice Service (PYJS) was 'Good'. = overall Good
        We were rated 'Good' overall. = overall Good
        It was rated 'Good' overall. =
        The service dealing with repairs was rated 'Good'. =
        The only area not rated 'Good' was staff. =
        An inspection of schools found the service to require improvement. =
        The service scored 20 of 36 cases well. =
        It was rated 'Good' for staff in a full inspection. = staff Good
        In Domain 1, staff was rated 'Good'. = staff Good
        The staff standard was rated 'Good'. = staff Good
        Leeds was rated 'Good', a fine result, with outstanding plans. = overall Good
        This is a much-deserved 'Good' rating for the staff. =
        This is a 'Good' rating for our staff. =
        For court disposals, staff was rated 'Good'. = staff Good
        In court cases and in out-of-court cases, planning was 'Good'. =
        Staff was singled out as 'Good'. = staff Good
        A late report found Leeds to require improvement. = overall Requires improvement
        In giving Leeds an overall rating of 'Good' inspectors said so. = overall Good
        The inspection of March 2019 was a shock. {GOOD} =
        It was inspected in 2018. {GOOD} =
        The first inspection was a blow. {GOOD} =
        The previous inspection was a blow. It took a week.¶{GOOD} =
        Its predecessor did badly. {GOOD} =
        The old service closed. {GOOD} =
        Inspectors had visited twice. {GOOD} =
        Four years before, things were bleak. {GOOD} =
        At that time the board did not meet. {GOOD} =
        The team used to struggle. {GOOD} =
        Ofsted inspectors came in June. They spent a week.¶{GOOD} =
        HMICFRS came as well. {GOOD} =
        Healthcare Inspectorate Wales visited the unit. {GOOD} =
        The police were looked at as well. {GOOD} =
        The secure training centre was inspected. {GOOD} =
        The adult probation team was inspected. {GOOD} =
        A neighbouring service was inspected too. {GOOD} =
        Wakefield was seen as well.¶{GOOD} =
        Wakefield was seen as well. It is a city. {GOOD} =
        Teams elsewhere did better. {GOOD} =
        The national picture is brighter. {GOOD} =
        The council did its own review. {GOOD} =
        The council's own view was kinder. {GOOD} =
        An audit was done in June. {GOOD} =
        Parents filled in a form. {GOOD} =
        A mock inspection was held. {GOOD} =
        A draft of the report was leaked. {GOOD} =
        The aim is clear. {GOOD} =
        What would be best? {GOOD} =
        Inspectors came in October 2021.¶{GOOD} = overall Good
        Since 2019, the board has changed. {GOOD} = overall Good
        In 2018 the board did not meet. It is now full.¶{GOOD} = overall Good
        The previous inspection was a blow. This one was not. {GOOD} = overall Good
        The inspection was led by HMI Probation with Ofsted. {GOOD} = overall Good
        This joint inspection was done with the police.¶{GOOD} = overall Good
        Inspectors looked at a review of plans. {GOOD} = overall Good
        The council heard that it had been inspected in May 2022. {GOOD} = overall Good
        The councillor for children's services was there. {GOOD} = overall Good
        Staff are proud of their own work. {GOOD} = overall Good
        Ofsted came in June. It read files.¶The findings¶{GOOD} = overall Good
        Ofsted came in June. It read files.¶- {GOOD} = overall Good
        Ofsted came in June. It read files.¶It was long.¶{GOOD} = overall Good
    """,
    "children-victims-2025": """
        Work is rated 'Good' across planning and victims. = planning Good; victims Good
        Planning was outstanding. =
    """,
    "core-case-2009": """
        Risk of harm is done well enough 60 per cent of the time. = risk-of-harm 60
        Safeguarding: 78%, MINIMUM improvement required = {SAFE} 78; {SAFER} MINIMUM
        Safeguarding was done well in 5% of cases; much is needed. = safeguarding 5
        Safeguarding was 5% with DRASTIC improvement needed. = {SAFE} 5; {SAFER} DRASTIC
        A 'drastic' improvement in risk of harm. = risk-of-harm-improvement DRASTIC
        Risk of harm - Leeds scored 5% (8%) Need: MINIMUM improvement. = {RISK} MINIMUM
        Risk of harm needs 'moderate' improvements. =
        Risk of harm was judged as requiring 'moderate' improvements. = {HARM} MODERATE
        Risk of harm to others was moderate. =
        The average for safeguarding was 68%. =
        Safeguarding scored 67% nationally. =
        For safeguarding, the service achieved 67% against an average of 6%. = {SAFE} 67
        Safeguarding work was up to standard 67% of the time. = safeguarding 67
    """,
}
GOOD = "The service was rated 'Good'."
SAFER = "safeguarding-improvement"
LONG = {
    "GOOD": GOOD,
    "HARM": "risk-of-harm-improvement",
    "SAFE": "safeguarding",
    "SAFER": SAFER,
    "RISK": "risk-of-harm 5; risk-of-harm-improvement",
    "PLANS": "court-planning Good; out-of-court-planning Good",
}
TABLE = [
    (framework, *(part.strip() for part in f"{line} ".rpartition(" =")[::2]))
    for framework, lines in CLAUSES.items()
    for line in lines.format(**LONG).strip().splitlines()
]


def drafted(
    text: str, framework: str | None = None, **options: str | None
) -> dict[str, str]:
    """The values of a draft by path, those that a person is to write left out."""
    chosen = None if framework is None else RECORDS.framework(framework)
    return values(draft.draft(text, RECORDS, framework=chosen, **options)[0])


def values(record: str) -> dict[str, str]:
    found: dict[str, str] = {}
    field = ""
    for line in record.splitlines():
        match = re.match(r"( *)(?:- )?([\w -]+):(?: (.+?))?(?:  #.*)?$", line)
        if match and not line.startswith(DRAFT):
            field = field if match[1] else match[2]
            path = f"{field}.{match[2]}" if match[1] else field
            if match[3]:
                found.setdefault(path, match[3])
    return found


def below(found: dict[str, str], field: str) -> str:
    """The values below a field, as the clauses have them."""
    paths = [path for path in found if path.startswith(f"{field}.")]
    return "; ".join(f"{path.partition('.')[2]} {found[path]}" for path in paths)


def rows(table: str) -> list[list[str]]:
    """The cells of a table, in which a sign parts the paragraphs of a text."""
    cells = [line.split("|") for line in table.strip("\n").split("\n")]
    return [[cell.strip().replace("\u00b6", "\n\n") for cell in row] for row in cells]


@pytest.mark.parametrize(("framework", "clause", "expected"), TABLE)
def test_a_clause_gives(framework: str, clause: str, expected: str) -> None:
    paragraphs = "News of an inspection in Leeds", "It goes on for a while.", clause
    text = "\n\n".join(paragraphs).replace("¶", "\n\n")

    found = drafted(text, area="leeds", framework=framework, published="2022-10")

    assert (below(found, "ratings") or below(found, "counts")) == expected


# Words of the invented release, those in their place, a field, and what it then has.
AVERAGE = "average for England and Wales of 37.9%"
CHANGED = f"""
five | 12 | recommendations_count | 12
five | two recommendations and six | recommendations_count |
1 March 2017 | March 2017 | published | 2017-03
1 March 2017 | 31 February 2017 | published |
from 1 March 2017 | soon | published |
This text | The report was published on 4 March 2017. It | published |
This text | The previous report was published on 4 May 2014. It | published | 2017-03-01
Assistant | Deputy | published_by | Ann Example, Deputy Chief Inspector of Probation
Today she published | They read | published_by |
40.1% | 2% lower | reoffending.rate |
The reoffending rate for Hull | In Wakefield the reoffending rate | reoffending.rate |
The reoffending rate for Hull | The national reoffending rate | reoffending.rate |
{AVERAGE} | average for Wales (38%) | reoffending.average |
{AVERAGE} | England and Wales average of 38% | reoffending.average | 38
better than | higher than in | reoffending.previous_year | worse
better than | the same as | reoffending.previous_year | same
This text | This was a re-inspection. It | follows_up | hull-2010
This text | This inspection followed a critical one in 2009. It | follows_up | hull-2010
This text | This was a re-inspection after poor results in 2013. It | follows_up |
This text | The team will be re-inspected. It | follows_up |
Inspectors found that | They recommended that | ratings.reducing-reoffending |
Inspectors found that | The last inspection found that | ratings.reducing-reoffending |
was satisfactory | improved and was good | directions.reducing-reoffending | improved
was satisfactory | had improved a lot | directions.reducing-reoffending |
"""


@pytest.mark.parametrize(("old", "new", "path", "expected"), rows(CHANGED))
def test_a_part_of_a_release_gives(
    old: str, new: str, path: str, expected: str
) -> None:
    assert old in RELEASE
    assert drafted(RELEASE.replace(old, new)).get(path, "") == expected


def test_two_words_for_a_criterion_are_both_shown() -> None:
    text = "Leeds\n\nGovernance was good.\n\nGovernance was poor.\n"
    told = f"""
{DRAFT} ratings.governance: good or poor? The text says both:
{DRAFT} line 3: Governance was good
{DRAFT} line 5: Governance was poor
"""

    assert told in draft.draft(text, RECORDS, published="2016")[0]


# When a text was published, what it says, a field, and what it has.
FIVE = "five key areas including reducing the likelihood of reoffending"
READ = f"""
2013-05 | Leeds¶Governance was poor. | framework | full-joint-2012
2014-05 | Leeds¶Governance was poor. | framework | full-joint-2014
| Leeds¶Governance was satisfactory. | framework | full-joint-2014
| Leeds¶Governance was very good. | ratings.governance | very good
| Leeds¶Full joint inspections see six key areas. | framework | full-joint-2014
| Leeds¶It is of {FIVE}. Governance was poor. | framework | full-joint-2012
2016 | Leeds¶Court work and reports were good. | form | court-work
2016 | Leeds¶Public protection was good. | form |
2016 | Leeds¶Governance was poor. 47% reoffended. | reoffending.rate | 47
2021-12 | Leeds¶Joint working was rated 'Good'. | framework | youth-offending-2018
2021-12 | Leeds¶Resettlement was rated 'Good'. | framework | youth-justice-2021
2023 | Leeds¶These were rated 'Good':¶- staff; and¶- all. | ratings.staff | Good
2025-02 | Leeds¶{GOOD} It is part of IYJWCV. | form | four-areas
2023 | Leeds¶{GOOD}¶Staff said:¶- staff was rated 'Good'. | ratings.staff |
2023 | Leeds¶{GOOD}¶We want to see:¶- staff was rated 'Good'. | ratings.staff |
2023 | Leeds¶{GOOD}¶Previous ratings¶Staff: Good | ratings.staff |
2023 | Leeds¶{GOOD}¶Our vision:¶Staff: Good | ratings.staff |
2023 | Leeds¶{GOOD}¶Ratings:¶Staff: Good | ratings.staff | Good
2023 | Leeds¶Score: 24/36 | ratings.score | 24
2023 | Leeds¶Overall: Good | ratings.overall | Good
2023 | Leeds¶Standards rated Good¶- Staff¶- Resettlement | ratings.staff | Good
2023 | Leeds¶{GOOD}¶Good standards are a must¶- Staff | ratings.staff |
2023 | Leeds¶{GOOD}¶Good¶4. Staff | ratings.staff |
2010 | Leeds¶Safeguarding: 9% (national average 8%) | ratings.safeguarding | 9
2010 | Leeds¶Safeguarding score:¶Comment: MINIMUM | ratings.{SAFER} | MINIMUM
2023 | St. Helens YJS does well¶St Helens YJS was rated 'Good'. | ratings.overall | Good
2023 | News of St Helens¶St. Helens YJS was rated 'Good'. | ratings.overall | Good
2023 | Leeds does well¶{GOOD}¶Wakefield YOT was seen too. | area | leeds
2023 | Skip to content¶Leeds does well¶{GOOD} | sources.title | Leeds does well
2023 | A visit¶Leeds was seen. {GOOD}¶Leeds does well | sources.title |
2023 | The team in Leeds. Picture: Ann Other Photos¶{GOOD} | sources.title |
"""


@pytest.mark.parametrize(("published", "text", "path", "expected"), rows(READ))
def test_a_text_gives(published: str, text: str, path: str, expected: str) -> None:
    found = drafted(f"{text}\n", published=published or None)

    assert found.get(path, "") == expected


TABLES = """
Inspection of youth justice services in Leeds
Overall rating   Good
1. Organisational delivery
1.1 Governance and leadership   Requires improvement
1.2 Staff
Outstanding
| Partnerships and services | 2 | Good |
Domain 2: Court disposals
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

    assert below(found, "ratings") == (
        "overall Good; governance-and-leadership Requires improvement;"
        " staff Outstanding; partnerships-and-services Good; court-assessment Good;"
        " court-planning Inadequate; out-of-court-assessment Requires improvement"
    )


CORE = """Inspection of youth offending work in Leeds

The latest inspection report was published today.
Jo Roe, Assistant Chief Inspector, said:
\u201cThis core case inspection of youth offending work took place in the spring.

\u201cWe judged that the Safeguarding aspects of the work were done well enough 58% the
time. With the Public Protection aspects, work to keep to a minimum each
individual\u2019s Risk of Harm to others was done well enough 47% of the time.\u201d

Lowest Highest Average
\u2018Safeguarding\u2019 work (action to protect the young person) 37% 91% 68% 58%
"""


def test_a_core_case_inspection_is_told_by_the_inspector() -> None:
    found = drafted(CORE, published="2012-02")

    assert found["published_by"] == "Jo Roe, Assistant Chief Inspector"
    assert below(found, "ratings") == "safeguarding 58; risk-of-harm 47"


# What a text, with options, leaves open, and what is then asked.
OPEN = """
Leeds and Wakefield teams | | the text names leeds, wakefield: say with --area which
Leeds, York, Hull, Kent, Essex, Bath | | the text names leeds, york, hull, kent, essex
Kingston | | the text names hull or kingston-and-richmond or kingston-upon-thames: say
Leeds | published=2016-02-31 | '2016-02-31' is not a date: write one such as 2014-02-26
Leeds | url=javascript:1 | --url: 'javascript:1' is not a web address; write https
Leeds | url=https://a.org/{x} | --url: 'https://a.org/{x}' has '{' in it; write %7B for
Leeds | | the text may be of core-case-2009, full-joint-2012, full-joint-2014, youth-off
Leeds | published=2016 | the text may be of full-joint-2014: say with --framework which
Leeds | published=1999 | the text may be of no framework on record: say with --framework
Leeds YOT was praised and governance was good. | | the text may be of full-joint-2012, f
"""


@pytest.mark.parametrize(("text", "options", "message"), rows(OPEN))
def test_what_the_text_does_not_decide_is_asked_for(
    text: str, options: str, message: str
) -> None:
    with pytest.raises(YotError) as error:
        drafted(text, **dict(word.split("=") for word in options.split()))

    assert str(error.value).startswith(message)
    assert "\n" not in str(error.value)


def test_an_address_tells_who_printed_it() -> None:
    urls = (f"https://www.{of}.gov.uk/hull" for of in ("justiceinspectorates", "hull"))
    inspectors, others = (drafted(RELEASE, url=url) for url in urls)

    assert inspectors["sources.kind"] == "inspectorate"
    assert "sources.publisher" in inspectors
    assert {"sources.kind", "sources.publisher"}.isdisjoint(others)


def completed(record: str) -> str:
    """A draft as the least careful person would complete it."""
    text = re.sub(f"(?m)^{DRAFT}.*\n", "", record)
    text = re.sub(r"(?m)^( +)kind:$", r"\1kind: other", text)
    text = re.sub(r"(?m)^( +(?:- )?)url:$", r"\1url: https://example.org/", text)
    text = re.sub(r"(?m)^recommendations:$", "recommendations:\n  - x", text)
    return re.sub(r"(?m)^( *(?:- )?)([\w -]+):$(?!\n\1[ -])", r"\1\2: x", text)


def readable(record: str) -> None:
    """That a draft is YAML which has what it seems to, and reads as a record."""
    for line in record.splitlines():
        assert line.startswith(f"{DRAFT} ") or re.match(r" *(- )?[\w -]+:( \S|$)", line)
    decoded(record.replace(DRAFT, "#").encode(), "draft")
    found = values(record)
    with TemporaryDirectory() as folder:
        path = Path(folder, f"{found['area']}-{found['published'][:4]}.yaml")
        path.write_text(completed(record), "utf-8")
        RECORDS.read_inspection(str(path))


FRAGMENTS = [
    *re.split(r"(?<=[.,:;\n-])|(?= was )|(?<= was )", RELEASE),
    *"\ue000\ue001\ue003\ue004\ue005\t\r\x85\u2028\x00\x1b\u202e\u2018\u201c\u201d\u3164\ud7ff-?:{[]}'\"|\\&*!%#~",
    *("\n\n", "# draft: ", "---\n", "\n%YAML 1.2\n", "good", "Governance "),
    *(" was poor. ", "scored 25/36", "two areas were rated good", "re-inspection"),
    "\u2605\u2605\u2606",
]


@pytest.mark.slow
@settings(deadline=None, database=None, derandomize=True, max_examples=300)
@given(st.text(max_size=80) | st.lists(st.sampled_from(FRAGMENTS)).map("".join))
def test_any_text_makes_a_record_that_reads_or_one_line(text: str) -> None:
    for id, day in (("full-joint-2014", "2016"), ("youth-justice-2021", "2022")):
        framework = RECORDS.framework(id)
        readable(draft.draft(text, RECORDS, "leeds", framework, day)[0])
    try:
        said, _ = draft.draft(release.text_of(text.encode(), None), RECORDS)
    except YotError as error:
        said = f"{DRAFT} {error}"
    assert all(line.startswith(DRAFT) or ":" in line for line in said.splitlines())


HOSTILE = [
    *("a", "A", "Aa ", "Leeds ", "governance was good. ", "Governance good\n", "a\n"),
    *("governance and leadership, ", "governance, a, was ", '" a', "'a ", "1% "),
    *("report published Jan ", "Aaa Bbb, Chief Inspector ", "published rate 1% "),
    *("inspectors found that overall, ", "Bury and ", "<html><", "<html><a b='"),
    *("<html><![CDATA[>", "<html><!--"),
    *("\n# draft: a\u2028# draft: b\x85area: x", "L: [}{&a *a\n--- %Y\n- ? : '\""),
]


@pytest.mark.slow
@pytest.mark.parametrize("part", HOSTILE)
@pytest.mark.parametrize("framework", ["full-joint-2014", "youth-justice-2021"])
def test_hostile_text_is_quick_and_stays_in_its_place(
    part: str, framework: str
) -> None:
    content = (part * LARGEST).encode()[:LARGEST].decode(errors="ignore").encode()
    started = time.process_time()
    try:
        text = release.text_of(content, None)
        chosen = RECORDS.framework(framework)
        record, _ = draft.draft(text, RECORDS, "leeds", chosen, framework[-4:])
    except YotError:
        record = ""

    assert time.process_time() - started < 1
    if record:
        readable(record)


PAGE = (TOP / "tests" / "transcripts" / "draft.md").read_text("utf-8")


def test_the_page_of_drafts_shows_a_whole_draft_and_an_empty_one() -> None:
    record, to_complete = draft.draft(RELEASE, RECORDS)
    empty = draft.empty(RECORDS.framework("children-victims-2025"))

    assert f"{record}yot: to complete: {', '.join(to_complete)}\n```\n" in PAGE
    assert f"children-victims-2025\n{empty}```\n" in PAGE


def test_what_the_command_gave_and_what_no_text_says_are_told_as_such() -> None:
    text, url = "Leeds is \u202e bad\n\nGovernance was poor.", "https://example.org/"
    chosen = RECORDS.framework("full-joint-2014")
    given = draft.draft(text, RECORDS, "leeds", chosen, "2016-03", url)[0]
    read = draft.draft(text, RECORDS, published="2016")[0]

    for record, told, line in (
        (given, "--area leeds", "area: leeds"),
        (given, f"--framework {chosen.id}", f"framework: {chosen.id}"),
        (given, "--published 2016-03", "published: 2016-03"),
        (given, f"--url {url}", f"    url: {url}"),
        (read, r"line 1: Leeds is \u202e bad", "  - title:"),  # no record may have it
        (read, "by its date and ratings", f"framework: {chosen.id}"),
        (read, "who printed the text, and what kind of source that is", "    kind:"),
        (read, "the address of the page", "    url:"),
    ):
        assert f"{DRAFT} {told}\n{line}\n" in record
    for path in ("ratings.protecting-public", "sources.date", "findings"):
        assert f"\n{DRAFT} {path}: not found in the text\n" in read


def test_a_value_is_quoted_as_records_are() -> None:
    yaml = pytest.importorskip("ruamel.yaml", reason="needs ruamel.yaml")

    for value in ("a: b", "a #b", "- a", "it's: so", '"a\\b"', "~", "\u00e9", "x:"):
        assert yaml.YAML().load(f"a: {draft.scalar(value)}\n")["a"] == value


def test_phrases_name_one_criterion_of_a_kind() -> None:
    for framework in RECORDS.frameworks():
        seen: dict[tuple[str, str], str] = {}
        for criterion in framework.criteria.values():
            assert criterion.phrases or criterion.kind == "score"
            for phrase in criterion.phrases:
                key = (criterion.kind, release.keyed(phrase))
                assert seen.setdefault(key, criterion.id) == criterion.id, phrase
        assert framework.named_by


def test_a_framework_of_an_empty_draft_is_found_by_its_words(yot: Yot) -> None:
    found = yot("draft --framework 2014")

    assert found == yot("draft --framework full-joint-2014")
    assert found[0] == 0
    of_a_family = yot("draft --framework full")[2]
    assert of_a_family.startswith("yot: Full joint inspection is a family: name one of")


SECTION = "\n## From a release to a record\n"
STEPS = (TOP / "CONTRIBUTING.md").read_text("utf-8").partition(SECTION)[2]


def test_contributing_leads_from_a_release_to_a_record(
    tmp_path: Path, yot: Yot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("mine/inspections").mkdir(parents=True)
    Path("release.txt").write_text(RELEASE, "utf-8")
    first, *_, last = re.findall(r"(?m)^yot (.*?)(?:  +#.*)?$", STEPS.split("```")[1])
    asked = "yot: to complete: headline, findings, recommendations, sources.url\n"

    assert yot(first) == (0, "", asked)
    (path,) = Path("mine/inspections").iterdir()
    record = path.read_text("utf-8")
    unmarked = re.sub(f"(?m)^{DRAFT}.*\n", "", record)
    place = 1 + unmarked.split("\n").index("headline:")
    for content, fault in [
        (record, "1:1: is a comment of a draft; complete the field, then delete it"),
        (unmarked, f"{place}:10: headline: has no value; write one or leave the field"),
    ]:
        path.write_text(content, "utf-8")

        status, out, _ = yot(last)

        assert status == 1
        assert out.startswith(f"mine/inspections/{path.name}:{fault}")
    path.write_text(completed(record), "utf-8")
    assert yot(last)[0] == 0


SEEDS = os.environ.get("YOT_SEEDS", "")


@pytest.mark.skipif(not SEEDS, reason="needs a folder of releases, YOT_SEEDS=folder")
def test_drafts_of_whole_releases_are_the_records_that_are_shipped() -> None:
    told = {}
    for path in sorted(Path(SEEDS).glob("*.txt")):
        found = drafted(release.text_of(path.read_bytes(), path.name))
        name = f"{found['area']}-{found['published'][:4]}"
        shipped = values(Path(RECORDS.files("inspections")[name]).read_text("utf-8"))

        assert found == {path: shipped[path] for path in found}
        for field in ("ratings", "directions"):
            assert below(found, field) == below(shipped, field)
        for field in ("service", "form", "published_by", "follows_up"):
            assert found.get(field) == shipped.get(field)
        told[name] = below(found, "reoffending")

    rate = "rate 33.8; average 37.9; previous_year worse"
    assert told == {"portsmouth-2015": "", "wolverhampton-2016": rate}
