"""Hostile records: what is right, what replaces it, and the message, word for word."""

import os
import stat
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import pytest
import yaml
from invented import DALE, FILES, only_records, records, run
from invented import RATES as INVENTED_RATES

from yotcli import checking, document
from yotcli.records import Records

Row = tuple[str, str, str]


def each(right: str, wrong: str, values: Sequence[str], message: str) -> list[Row]:
    """Rows that differ in one value, which the message may quote."""
    return [(right, wrong.format(value), message.format(value)) for value in values]


RATINGS = DALE[DALE.index("ratings:") : DALE.index("\ncounts:")]
SOURCES = DALE[DALE.index("sources:") :]
CITED = INVENTED_RATES[INVENTED_RATES.index("sources:") :]

NO_VALUE = "has no value; write one or leave the field out"
SINGLE = "is a mapping or a list; write a single value"
NO_MAPPING = "is not a mapping; write fields as 'name: value' below it"
NO_LIST = "is not a list; write a list, each line opening with '- '"
NO_NAME = "is not a name; write lower-case letters, digits and hyphens"
NO_WHOLE = "is not a whole number; write digits only, such as 206"
NO_NUMBER = "is not a plain number; write digits and at most one point, such as 33.8"
NO_DATE = "is not a date from 1980 to 2049; write 2014, 2014-02 or 2014-02-26"
NO_LINK = "is not a web address; write one that opens with https:// or http://"
NO_KIND = (
    "is not one of inspectorate, government, council, press, "
    "scraped-table, other; write one"
)
NO_WORD = "is not one of bright, dim, dark; write one"
NO_DAY = "write a day of that month"
ONCE = "stands here again, after line 1; write it once"
ANCHOR = "has an anchor or a tag; leave words after & and ! out"
ALIAS = "is an alias; write the value itself"
DIRECTIVE = "has a directive; leave lines that open with % out"
LINE_END = (
    "holds a line end or a character that is not printable; "
    "write plain text on one line"
)
UNSEEN = (
    "is not printable; use spaces for tabs and leave control and "
    "invisible characters out"
)
BLANK = "opens or ends with a blank; write the text without it"
EARLIER = "ends before it starts; write the earlier date first"
NO_FIELD = "is not the name of a field; write a short plain name"
LEAVE = "is not a field of this record; leave it out"
LOOK = "check the indentation, colons and quotes around here"
NO_CRITERION = "is not known here; write one of overall, score, care, work, reach"
NO_POINTS = (
    "gives points that do not fall from word to word; write "
    "points for each word, or for none"
)
NO_ID = (
    "is not a name for a criterion; write lower-case letters, "
    "digits and hyphens, and no field's name"
)
NO_MAXIMUM = "is a score without a maximum; write 'maximum: ...'"
NO_AREA = "write one of areas.yaml or add it there"
SHARE = "compare both with the source"
NO_URL = "has no url; write one, or the title and date of print"
AREA_APART = (
    "1:7: area: is not the area that the file 'dale-2015' is named after; write that"
    " area, or rename the file"
)
YEAR_APART = (
    "published: is not the year that the file 'dale-2015' is named after; write that"
    " year, or rename the file"
)
NO_MEANING = (
    "is not known here; write one of overall, score, care, work, "
    "reach, area, service, framework, form, published, "
    "fieldwork, published_by, headline, chosen_because, "
    "follows_up, ratings, counts, not_rated, directions, "
    "findings, reoffending, recommendations, "
    "recommendations_count, notes, rests_on, sources"
)
INSPECTION = [
    ("area: dale\n", "", "1:1: has no field 'area'; write 'area: ...'"),
    ("framework: stars\n", "", "1:1: has no field 'framework'; write 'framework: ...'"),
    (
        "published: 2015-09-02\n",
        "",
        "1:1: has no field 'published'; write 'published: ...'",
    ),
    ("area: dale", "area:", f"1:6: area: {NO_VALUE}"),
    *each("area: dale", "area: {}", ["''", "~", "null"], f"1:7: area: {NO_VALUE}"),
    ("area: dale", "area: [dale]", f"1:7: area: {SINGLE}"),
    ("area: dale", "area: {dale: 1}", f"1:7: area: {SINGLE}"),
    *each(
        "area: dale",
        "area: {}",
        (
            "Dale",
            "da le",
            "../dale",
            "/etc/passwd",
            "dale/../dale",
            "..",
            "dale.",
            "-dale",
        ),
        f"1:7: area: {{!r}} {NO_NAME}",
    ),
    (
        "area: dale",
        "area: moor",
        AREA_APART,
    ),
    (
        "area: dale",
        "area: nowhere",
        AREA_APART,
    ),
    (
        "area: dale",
        "area: con",
        AREA_APART,
    ),
    *each(
        "area: dale",
        "area: {}",
        ["дale", "dâle", "dale\\moor"],
        f"1:7: area: {{!r}} {NO_NAME}",
    ),
    ("framework: stars", "framework:", f"3:11: framework: {NO_VALUE}"),
    ("framework: stars", "framework: [stars]", f"3:12: framework: {SINGLE}"),
    ("framework: stars", "framework: Stars", f"3:12: framework: 'Stars' {NO_NAME}"),
    (
        "framework: stars",
        "framework: star",
        "3:12: framework: no framework is named 'star'; write the "
        "name of a file in frameworks/",
    ),
    (
        "framework: stars",
        "framework: ../frameworks/stars",
        f"3:12: framework: '../frameworks/stars' {NO_NAME}",
    ),
    (
        "framework: stars",
        "framework: stars.yaml",
        f"3:12: framework: 'stars.yaml' {NO_NAME}",
    ),
    ("framework: stars", 'framework: "stars\\0"', f"3:12: framework: {LINE_END}"),
    ("framework: stars", "framework: .stars", f"3:12: framework: '.stars' {NO_NAME}"),
    (
        "form: full",
        "form: half",
        "4:7: form: 'half' is not one of full, short; write one",
    ),
    (
        "form: full",
        "form: Full",
        "4:7: form: 'Full' is not one of full, short; write one",
    ),
    (
        "form: full",
        "form: short",
        "15:9: ratings.work: is not rated in the form short; leave it out",
    ),
    ("form: full", "form: [full]", f"4:7: form: {SINGLE}"),
    ("published: 2015-09-02", "published:", f"5:11: published: {NO_VALUE}"),
    ("published: 2015-09-02", "published: {}", f"5:12: published: {SINGLE}"),
    ("published: 2015-09-02", "published: [2015]", f"5:12: published: {SINGLE}"),
    ("service: Dale Youth Team", "service:", f"2:9: service: {NO_VALUE}"),
    ("service: Dale Youth Team", "service: [Dale]", f"2:10: service: {SINGLE}"),
    ("headline: Care is bright", "headline: {a: b}", f"8:11: headline: {SINGLE}"),
    (RATINGS, "ratings: bright", f"11:10: ratings: {NO_MAPPING}"),
    (RATINGS, "ratings:\n  - bright", f"12:3: ratings: {NO_MAPPING}"),
    (RATINGS, "ratings:", f"11:9: ratings: {NO_VALUE}"),
    (
        "recommendations:\n  - Keep at it",
        "recommendations: Keep at it",
        f"33:18: recommendations: {NO_LIST}",
    ),
    (
        "recommendations:\n  - Keep at it",
        "recommendations: 3",
        f"33:18: recommendations: {NO_LIST}",
    ),
    ("  - Keep at it", "  -", f"34:4: recommendations.1: {NO_VALUE}"),
    ("  - Keep at it", "  - [Keep]", f"34:5: recommendations.1: {SINGLE}"),
    ("  - Keep at it", "  - Keep: it", f"34:5: recommendations.1: {SINGLE}"),
    (
        "recommendations:",
        "recommendations_count: -1\nrecommendations:",
        f"33:24: recommendations_count: '-1' {NO_WHOLE}",
    ),
    (
        "recommendations:",
        "recommendations_count: 1.5\nrecommendations:",
        f"33:24: recommendations_count: '1.5' {NO_WHOLE}",
    ),
    (
        "recommendations:",
        "recommendations_count: two\nrecommendations:",
        f"33:24: recommendations_count: 'two' {NO_WHOLE}",
    ),
    (
        "recommendations:",
        "recommendations_count: 1_0\nrecommendations:",
        f"33:24: recommendations_count: '1_0' {NO_WHOLE}",
    ),
    (
        "recommendations:",
        "recommendations_count: 0x10\nrecommendations:",
        f"33:24: recommendations_count: '0x10' {NO_WHOLE}",
    ),
    (SOURCES, "", "1:1: has no field 'sources'; write 'sources: ...'"),
    (SOURCES, "sources: []\n", "39:10: sources: names no source; write at least one"),
    (SOURCES, "sources: https://example.org\n", f"39:10: sources: {NO_LIST}"),
    (
        "    publisher: A publisher\n",
        "",
        "40:5: sources.1: has no field 'publisher'; write 'publisher: ...'",
    ),
    (
        "    kind: inspectorate\n",
        "",
        "40:5: sources.1: has no field 'kind'; write 'kind: ...'",
    ),
    (
        "kind: inspectorate",
        "kind: gossip",
        f"42:11: sources.1.kind: 'gossip' {NO_KIND}",
    ),
    (
        "kind: inspectorate",
        "kind: Inspectorate",
        f"42:11: sources.1.kind: 'Inspectorate' {NO_KIND}",
    ),
    *each(
        "url: https://example.org/dale",
        "url: {}",
        (
            "javascript:alert(1)",
            "file:///etc/passwd",
            "https://",
            "https://example.org/a b",
            'https://example.org/"onload=1',
            "https://ex\u0430mple.org/",
            "HTTPS://example.org/",
            "//example.org/",
            "https://a@example.org/",
            "https://example.org/<script>",
        ),
        f"44:10: sources.1.url: {{!r}} {NO_LINK}",
    ),
    ("    date: 2015-09\n", "", f"45:5: sources.2: {NO_URL}"),
    (
        "  - title: A printed page\n    publisher",
        "  - publisher",
        f"45:5: sources.2: {NO_URL}",
    ),
    *each(
        "care: bright",
        "care: {}",
        (
            "great",
            "Bright",
            "BRIGHT",
            "not bright",
            "bright dim",
            "brigth",
            "br\u0456ght",
            "br\u0131ght",
            "\uff42right",
            "bright*",
            "bright (2)",
            "2",
            "true",
            "yes",
        ),
        f"14:9: ratings.care: {{!r}} {NO_WORD}",
    ),
    ("care: bright", "care: [bright]", f"14:9: ratings.care: {SINGLE}"),
    ("care: bright", "care: {bright: 1}", f"14:9: ratings.care: {SINGLE}"),
    ("care: bright", "care: ''", f"14:9: ratings.care: {NO_VALUE}"),
    ("care: bright", "care: ~", f"14:9: ratings.care: {NO_VALUE}"),
    ("care: bright", "care: 'bright '", f"14:9: ratings.care: {BLANK}"),
    ("care: bright", "care: bri\xadght", f"14:12: character U+00AD {UNSEEN}"),
    ("care: bright", "care: overall", f"14:9: ratings.care: 'overall' {NO_WORD}"),
    ("care: bright", "care:", f"14:8: ratings.care: {NO_VALUE}"),
    ("care: bright", "caring: bright", f"14:3: ratings.caring: {NO_CRITERION}"),
    ("care: bright", "Care: bright", f"14:3: ratings.Care: {NO_CRITERION}"),
    ("care: bright", "c\u0430re: bright", f"14:3: ratings.c\u0430re: {NO_CRITERION}"),
    ("care: bright", "rest: bright", f"14:3: ratings.rest: {NO_CRITERION}"),
    ("reach: 71.5", "reach: bright", f"16:10: ratings.reach: 'bright' {NO_NUMBER}"),
    ("score: 3", "score: 5", "13:10: ratings.score: 5 is over 4; write 0 to 4"),
    ("score: 3", "score: 2.5", f"13:10: ratings.score: '2.5' {NO_WHOLE}"),
    (
        "score: 3",
        "score: 1",
        "13:10: ratings.score: 1 does not fit the ratings held, which give 3 to 3;"
        f" {SHARE}",
    ),
    ("score: 3", "score: -1", f"13:10: ratings.score: '-1' {NO_WHOLE}"),
    ("score: 3", "score: three", f"13:10: ratings.score: 'three' {NO_WHOLE}"),
    ("  bright: 1\n", "  bright: -1\n", f"18:11: counts.bright: '-1' {NO_WHOLE}"),
    ("  bright: 1\n", "  bright: many\n", f"18:11: counts.bright: 'many' {NO_WHOLE}"),
    (
        "  bright: 1\n",
        "  great: 1\n",
        "18:3: counts.great: is not known here; write one of bright, dim, dark",
    ),
    (
        "  bright: 1\n",
        "  bright: 10000000000\n",
        f"18:11: counts.bright: '10000000000' {NO_WHOLE}",
    ),
    (
        "  bright: 1\n",
        "  bright: 9\n",
        "18:3: counts: counts more than the 3 ratings there are; "
        "compare it with the source",
    ),
    (
        "care: improved",
        "care: better",
        "21:9: directions.care: 'better' is not one of improved, "
        "unchanged, declined; write one",
    ),
    ("care: improved", "carer: improved", f"21:3: directions.carer: {NO_CRITERION}"),
    ("care: improved", "care: [improved]", f"21:9: directions.care: {SINGLE}"),
    (
        "care: Staff knew",
        "carer: Staff knew",
        f"23:3: findings.carer: {NO_CRITERION}, inspection",
    ),
    (
        "care: As printed.",
        "nothing: As printed.",
        f"36:3: notes.nothing: {NO_MEANING}, inspection",
    ),
    ("care: As printed.", "care: [As printed]", f"36:9: notes.care: {SINGLE}"),
    (
        "directions:",
        "not_rated:\n  care: no cases\ndirections:",
        "21:3: not_rated: names care, which has a rating; leave one of the two out",
    ),
    ("directions:", "not_rated: none\ndirections:", f"20:12: not_rated: {NO_MAPPING}"),
    (
        "reoffending: 2\n",
        "reoffending: 0\n",
        "38:16: rests_on.reoffending: there is no source 0; write 1 to 2",
    ),
    (
        "reoffending: 2\n",
        "reoffending: 3\n",
        "38:16: rests_on.reoffending: there is no source 3; write 1 to 2",
    ),
    (
        "reoffending: 2\n",
        "reoffending: -1\n",
        f"38:16: rests_on.reoffending: '-1' {NO_WHOLE}",
    ),
    (
        "reoffending: 2\n",
        "reoffending: two\n",
        f"38:16: rests_on.reoffending: 'two' {NO_WHOLE}",
    ),
    (
        "reoffending: 2\n",
        "reoffending: []\n",
        "38:16: rests_on.reoffending: names no source; write 1 to 2",
    ),
    (
        "reoffending: 2\n",
        "reoffending: [1, 3]\n",
        "38:20: rests_on.reoffending.2: there is no source 3; write 1 to 2",
    ),
    (
        "reoffending: 2\n",
        "reoffending: [[1]]\n",
        f"38:17: rests_on.reoffending.1: {SINGLE}",
    ),
    (
        "reoffending: 2\n",
        "reoffending: 1.0\n",
        f"38:16: rests_on.reoffending: '1.0' {NO_WHOLE}",
    ),
    (
        "reoffending: 2\n",
        "reoffending: {a: 1}\n",
        f"38:16: rests_on.reoffending: {NO_LIST}",
    ),
    (
        "reoffending: 2\n",
        "reoffended: 2\n",
        f"38:3: rests_on.reoffended: {NO_MEANING}, findings.overall, findings.score,"
        " findings.care, findings.work, findings.reach, findings.inspection",
    ),
    (
        "published: 2015-09-02",
        "published: 2015-02-29",
        f"5:12: published: there is no 2015-02-29; {NO_DAY}",
    ),
    (
        "published: 2015-09-02",
        "published: 2015-02-30",
        f"5:12: published: there is no 2015-02-30; {NO_DAY}",
    ),
    (
        "published: 2015-09-02",
        "published: 2015-04-31",
        f"5:12: published: there is no 2015-04-31; {NO_DAY}",
    ),
    (
        "published: 2015-09-02",
        "published: 2015-13-01",
        f"5:12: published: '2015-13-01' {NO_DATE}",
    ),
    (
        "published: 2015-09-02",
        "published: 2015-00-01",
        f"5:12: published: '2015-00-01' {NO_DATE}",
    ),
    (
        "published: 2015-09-02",
        "published: 2015-09-00",
        f"5:12: published: there is no 2015-09-00; {NO_DAY}",
    ),
    (
        "published: 2015-09-02",
        "published: 2015-09-32",
        f"5:12: published: there is no 2015-09-32; {NO_DAY}",
    ),
    *each(
        "published: 2015-09-02",
        "published: {}",
        (
            "2015-9-2",
            "20150902",
            "02/09/2015",
            "2 September 2015",
            "2015-W36-3",
            "2015-245",
            "2015-09-02T00:00:00Z",
            "2015-09-02 10:00",
            "+2015-09-02",
            "-2015",
            "0000-00-00",
            "1015-09-02",
            "2215-09-02",
            "9999-12-31",
            "15-09-02",
            "\u0662\u0660\u0661\u0665",
            "2015-09-",
            "soon",
        ),
        f"5:12: published: {{!r}} {NO_DATE}",
    ),
    (
        "published: 2015-09-02",
        "published: 2009",
        "5:12: published: is before stars came into force in Apr "
        "2010; write the date or the framework of the report",
    ),
    (
        "published: 2015-09-02",
        "published: 2010-03",
        "5:12: published: is before stars came into force in Apr "
        "2010; write the date or the framework of the report",
    ),
    (
        "published: 2015-09-02",
        "published: 2016-09-02",
        f"5:12: {YEAR_APART}",
    ),
    ("published: 2015-09-02", "published: '2015-09-02 '", f"5:12: published: {BLANK}"),
    (
        "fieldwork: 2015-05 to 2015-06-19",
        "fieldwork: 2015-06 to 2015-05",
        f"6:12: fieldwork: {EARLIER}",
    ),
    *each(
        "fieldwork: 2015-05 to 2015-06-19",
        "fieldwork: {}",
        ("2015-05 - 2015-06", "2015-05 to", "to 2015-05"),
        f"6:12: fieldwork: {{!r}} {NO_DATE}",
    ),
    (
        "fieldwork: 2015-05 to 2015-06-19",
        "fieldwork: 2015-05 to 2015-06 to 2015-07",
        f"6:12: fieldwork: '2015-06 to 2015-07' {NO_DATE}",
    ),
    (
        "fieldwork: 2015-05 to 2015-06-19",
        "fieldwork: 2015-05 to soon",
        f"6:12: fieldwork: 'soon' {NO_DATE}",
    ),
    (
        "fieldwork: 2015-05 to 2015-06-19",
        "fieldwork: 2015-05  to 2015-06",
        f"6:12: fieldwork: '2015-05 ' {NO_DATE}",
    ),
    (
        "fieldwork: 2015-05 to 2015-06-19",
        "fieldwork: 2015-02 to 2015-02-30",
        f"6:12: fieldwork: there is no 2015-02-30; {NO_DAY}",
    ),
    *each(
        "rate: 45.1",
        "rate: {}",
        [
            "33.8%",
            "33,8",
            "1_000",
            "012",
            "1:30",
            ".nan",
            ".inf",
            "-.inf",
            "nan",
            "1e400",
            "1e1",
            "0x1F",
            "0b1",
            "0o17",
            "٤٥.١",
            "½",
            "-5",
            "+5",
        ],
        f"25:9: reoffending.rate: {{!r}} {NO_NUMBER}",
    ),
    (
        "rate: 45.1",
        "rate: 101",
        "25:9: reoffending.rate: 101 is over 100; write 0 to 100",
    ),
    (
        "rate: 45.1",
        "rate: 100.1",
        "25:9: reoffending.rate: 100.1 is over 100; write 0 to 100",
    ),
    ("rate: 45.1", "rate: 1000000", f"25:9: reoffending.rate: '1000000' {NO_NUMBER}"),
    (
        "rate: 45.1",
        "rate: " + "9" * 5000 + "",
        "25:9: reoffending.rate: "
        "'999999999999999999999999999999999999999999999999999999999999...' "
        f"{NO_NUMBER}",
    ),
    *each(
        "rate: 45.1",
        "rate: {}",
        ("45.", ".5", "4 5", "45.12345", "45.1.1", "$45", "forty-five"),
        f"25:9: reoffending.rate: {{!r}} {NO_NUMBER}",
    ),
    ("rate: 45.1", "rate: [45.1]", f"25:9: reoffending.rate: {SINGLE}"),
    ("rate: 45.1", "rate: {a: 1}", f"25:9: reoffending.rate: {SINGLE}"),
    ("rate: 45.1", "rate: ''", f"25:9: reoffending.rate: {NO_VALUE}"),
    (
        "rate: 45.1",
        "rate: \uff14\uff15",
        f"25:9: reoffending.rate: '\uff14\uff15' {NO_NUMBER}",
    ),
    (
        "rate: 45.1",
        "rate: 99",
        "25:9: reoffending.rate: 99 is not 93 of 206; compare it with the source",
    ),
    (
        "average: 36.6",
        "average: 101",
        "26:12: reoffending.average: 101 is over 100; write 0 to 100",
    ),
    (
        "cohort: 206",
        "cohort: 0",
        "31:11: reoffending.cohort: is of no children; leave it out",
    ),
    ("cohort: 206", "cohort: 2_06", f"31:11: reoffending.cohort: '2_06' {NO_WHOLE}"),
    ("cohort: 206", "cohort: 1e3", f"31:11: reoffending.cohort: '1e3' {NO_WHOLE}"),
    (
        "cohort: 206",
        "cohort: 92",
        f"32:16: reoffending.reoffenders: 93 is not part of a cohort of 92; {SHARE}",
    ),
    (
        "cohort: 206",
        "cohort: 2060",
        "25:9: reoffending.rate: 45.1 is not 93 of 2060; compare it with the source",
    ),
    ("cohort: 206", "cohort: -206", f"31:11: reoffending.cohort: '-206' {NO_WHOLE}"),
    ("cohort: 206", "cohort: 206.0", f"31:11: reoffending.cohort: '206.0' {NO_WHOLE}"),
    (
        "reoffenders: 93",
        "reoffenders: 207",
        f"32:16: reoffending.reoffenders: 207 is not part of a cohort of 206; {SHARE}",
    ),
    (
        "reoffenders: 93",
        "reoffenders: 0",
        "25:9: reoffending.rate: 45.1 is not 0 of 206; compare it with the source",
    ),
    (
        "previous_year: better",
        "previous_year: higher",
        "27:18: reoffending.previous_year: 'higher' is not one of "
        "better, same, worse; write one",
    ),
    (
        "previous_year: better",
        "against_average: Better",
        "27:20: reoffending.against_average: 'Better' is not one of "
        "better, same, worse; write one",
    ),
    (
        "reoffending:\n  rate: 45.1",
        "reoffending:\n  rates: 45.1",
        "25:3: reoffending.rates: is not a field of this record; did you mean 'rate'?",
    ),
    (
        "period: 2012-10 to 2013-09",
        "period: 2012-10 to 2011-09",
        f"29:11: reoffending.period: {EARLIER}",
    ),
    (
        "follows_up: dale-2012",
        "follows_up: dale-2011",
        "10:13: follows_up: no inspection is named 'dale-2011'; "
        "write a file's name, or a note that says what it follows",
    ),
    (
        "follows_up: dale-2012",
        "follows_up: ../dale-2012",
        "10:13: follows_up: no inspection is named '../dale-2012'; "
        "write a file's name, or a note that says what it follows",
    ),
    (
        "follows_up: dale-2012",
        "follows_up: [dale-2012]",
        f"10:13: follows_up: {SINGLE}",
    ),
    *each(
        "area: dale",
        "area: {}",
        ("dale\narea: dale", "dale\n'area': dale", 'dale\n"\\x61rea": dale'),
        f"2:1: area: {ONCE}",
    ),
    ("area: dale", "area: dale\n? area\n: dale", f"2:3: area: {ONCE}"),
    (
        "care: bright",
        "care: bright\n  care: bright",
        "15:3: ratings.care: stands here again, after line 14; write it once",
    ),
    ("area: dale", "area: dale\nAREA: dale", f"2:1: AREA: {LEAVE}"),
    ("area: dale", "area: dale\narea : dale", f"2:1: area: {ONCE}"),
    (
        "area: dale",
        "area: dale\nare\u0430: dale",
        "2:1: are\u0430: is not a field of this record; did you mean 'area'?",
    ),
    ("area: dale", "area: dale\ncolour: red", f"2:1: colour: {LEAVE}"),
    (
        "area: dale",
        "area: dale\nservce: Dale",
        "2:1: servce: is not a field of this record; did you mean 'service'?",
    ),
    (
        "area: dale",
        "area: dale\n" + "k" * 2000 + ": red",
        f"2:2001: is not YAML: could not find expected ':'; {LOOK}",
    ),
    (
        "area: dale",
        "area: dale\n? " + "k" * 2000 + "\n: red",
        f"2:3: {'k' * 60}...: {NO_FIELD}",
    ),
    ("area: dale", "area: dale\n'': red", f"2:1: {NO_FIELD}"),
    (
        "area: dale",
        "area: dale\n: red",
        f"2:1: is not YAML: did not find expected key; {LOOK}",
    ),
    (
        "area: dale",
        "area: dale\n? [a, b]\n: red",
        "2:3: is a list or a mapping as a name; write a plain name",
    ),
    (
        "area: dale",
        "area: dale\n? {a: b}\n: red",
        "2:3: is a list or a mapping as a name; write a plain name",
    ),
    ("area: dale", "area: dale\n<<: {area: dale}", f"2:1: <<: {LEAVE}"),
    ("area: dale", "area: dale\n__proto__: red", f"2:1: __proto__: {LEAVE}"),
    ("area: dale", "area: dale\n1: red", f"2:1: 1: {LEAVE}"),
    ("area: dale", "area: dale\ntrue: red", f"2:1: true: {LEAVE}"),
    ("area: dale", 'area: dale\n"a\\nb": red', f"2:1: a\\nb: {NO_FIELD}"),
    ("area: dale", 'area: dale\n"\\e[31m": red', f"2:1: \\x1b[31m: {NO_FIELD}"),
    ("area: dale", 'area: dale\n"\\u202eaera": red', f"2:1: \\u202eaera: {NO_FIELD}"),
    ("area: dale", "area: &a dale", f"1:7: area: {ANCHOR}"),
    ("area: dale", "area: *a", f"1:7: area: {ALIAS}"),
    ("area: dale", "&a area: dale", f"1:1: area: {ANCHOR}"),
    ("area: dale", "*a : dale", f"1:1: {ALIAS}"),
    ("area: dale", "area: dale\n<<: *a", f"2:5: <<: {ALIAS}"),
    ("ratings:", "ratings: &r", f"11:10: ratings: {ANCHOR}"),
    ("ratings:", "ratings: !!map", f"11:10: ratings: {ANCHOR}"),
    (
        "recommendations:\n",
        "recommendations: &r\n",
        f"33:18: recommendations: {ANCHOR}",
    ),
    ("  - Keep at it", "  - &r Keep at it", f"34:5: recommendations.1: {ANCHOR}"),
    ("  - Keep at it", "  - *r", f"34:5: recommendations.1: {ALIAS}"),
    *each(
        "area: dale",
        "area: {}",
        (
            "!!str dale",
            "!!python/object/apply:os.system [id]",
            "!<tag:yaml.org,2002:str> dale",
        ),
        f"1:7: area: {ANCHOR}",
    ),
    ("area: dale", "!!str area: dale", f"1:1: area: {ANCHOR}"),
    ("area: dale", "area: ! dale", f"1:7: area: {ANCHOR}"),
    (
        "area: dale",
        "area: !x!y dale",
        f"1:7: is not YAML: found undefined tag handle; {LOOK}",
    ),
    (
        "area: dale",
        "area: !%ff dale",
        f"1:8: is not YAML: found an incorrect leading UTF-8 octet; {LOOK}",
    ),
    (
        "area: dale",
        "---\narea: dale\n---\narea: dale",
        "3:1: a second document opens here; write one document a file",
    ),
    ("area: dale", "%YAML 1.2\n---\narea: dale", f"1:1: {DIRECTIVE}"),
    ("area: dale", "%YAML 1.1\n---\narea: dale", f"1:1: {DIRECTIVE}"),
    ("area: dale", "%TAG ! tag:x,2000:\n---\narea: dale", f"1:1: {DIRECTIVE}"),
    ("area: dale", "%FOO\n---\narea: dale", f"1:1: {DIRECTIVE}"),
    ("area: dale", "%YAML 2.0\n---\narea: dale", f"1:1: {DIRECTIVE}"),
    ("area: dale", "%YAML 1." + "9" * 5000 + "\n---\narea: dale", f"1:1: {DIRECTIVE}"),
    ("area: dale", "%YAML 1.1\n%YAML 1.1\n---\narea: dale", f"1:1: {DIRECTIVE}"),
    (
        "area: dale",
        "---\narea: dale\n...\n---",
        "4:1: a second document opens here; write one document a file",
    ),
    (
        "area: dale",
        "area: dale\n...\nservice: x",
        f"3:1: is not YAML: did not find expected <document start>; {LOOK}",
    ),
    (
        "area: dale",
        "area: dale: moor",
        f"1:11: is not YAML: mapping values are not allowed in this context; {LOOK}",
    ),
    (
        "area: dale",
        "area: 'dale",
        f"49:1: is not YAML: found unexpected end of stream; {LOOK}",
    ),
    (
        "area: dale",
        'area: "dale',
        f"49:1: is not YAML: found unexpected end of stream; {LOOK}",
    ),
    (
        "area: dale",
        "area: [dale",
        f"2:8: is not YAML: did not find expected ',' or ']'; {LOOK}",
    ),
    ("area: dale", "area: {dale", f"2:8: area.dale service: {NO_VALUE}"),
    ("area: dale", "area: dale]", f"1:7: area: 'dale]' {NO_NAME}"),
    (
        "area: dale",
        " area: dale",
        f"2:1: is not YAML: did not find expected <document start>; {LOOK}",
    ),
    (
        "area: dale",
        "area dale",
        f"2:8: is not YAML: mapping values are not allowed in this context; {LOOK}",
    ),
    (
        "area: dale",
        "area: dale\n  service: x",
        f"2:10: is not YAML: mapping values are not allowed in this context; {LOOK}",
    ),
    ("area: dale", "area:\tdale", f"1:6: character U+0009 {UNSEEN}"),
    ("area: dale", "\tarea: dale", f"1:1: character U+0009 {UNSEEN}"),
    ("area: dale", "area: 'da\tle'", f"1:10: character U+0009 {UNSEEN}"),
    *each(
        "area: dale",
        "area: {}",
        ('"da\\tle"', "|\n  dale", ">\n  dale", "|-\n  dale\n  moor"),
        f"1:7: area: {LINE_END}",
    ),
    (
        "area: dale",
        "area: @dale",
        f"1:7: is not YAML: found character that cannot start any token; {LOOK}",
    ),
    (
        "area: dale",
        "area: `dale",
        f"1:7: is not YAML: found character that cannot start any token; {LOOK}",
    ),
    (
        "area: dale",
        'area: "\\q"',
        f"1:8: is not YAML: found unknown escape character; {LOOK}",
    ),
    (
        "area: dale",
        "area: - dale",
        "1:7: is not YAML: block sequence entries are not allowed in this context;"
        f" {LOOK}",
    ),
    ("area: dale", "area: # dale", f"1:6: area: {NO_VALUE}"),
    (
        "area: dale",
        "- area: dale",
        f"2:1: is not YAML: did not find expected '-' indicator; {LOOK}",
    ),
    *each(
        "service: Dale",
        "service: {}",
        (
            '"D\\0ale" #',
            '"D\\aale" #',
            '"D\\bale" #',
            '"D\\eale" #',
            '"D\\x1b[31male" #',
            '"D\\x7fale" #',
            '"D\\x9bale" #',
            '"D\\Nale" #',
            '"D\\_ale" #',
            '"D\\Lale" #',
            '"D\\Pale" #',
            '"D\\nale" #',
            '"D\\rale" #',
            '"D\\tale" #',
            '"D\\u202eale" #',
            '"D\\u2066ale" #',
            '"D\\u200bale" #',
            '"D\\ufeffale" #',
        ),
        f"2:10: service: {LINE_END}",
    ),
    *each(
        "service: Dale",
        "service: {}",
        ('"D\\ud800ale" #', '"D\\udc00ale" #', '"D\\ud83d\\ude00ale" #'),
        f"2:14: is not YAML: found invalid Unicode character escape code; {LOOK}",
    ),
    (
        "service: Dale",
        'service: "D\\U0001f600\\u200dale" #',
        f"2:10: service: {LINE_END}",
    ),
    ("service: Dale", 'service: "D\\U000e0041ale" #', f"2:10: service: {LINE_END}"),
    (
        "service: Dale",
        'service: "D\\U00110000ale" #',
        f"2:14: is not YAML: found invalid Unicode character escape code; {LOOK}",
    ),
    (
        "service: Dale",
        'service: "D\\UFFFFFFFFale" #',
        f"2:14: is not YAML: found invalid Unicode character escape code; {LOOK}",
    ),
    (
        "service: Dale",
        'service: "D\\uZZZZale" #',
        f"2:14: is not YAML: did not find expected hexdecimal number; {LOOK}",
    ),
    ("service: Dale", 'service: "D\\x1ale" #', f"2:10: service: {LINE_END}"),
    ("service: Dale", "service: ' Dale' #", f"2:10: service: {BLANK}"),
    ("service: Dale", "service: 'Dale ' #", f"2:10: service: {BLANK}"),
    ("service: Dale", "service: '' #", f"2:10: service: {NO_VALUE}"),
    (
        "service: Dale Youth Team",
        "service: Dale\n  Youth\n\n  Team",
        f"2:10: service: {LINE_END}",
    ),
    *each(
        "service: Dale",
        "service: {}",
        ('"D\\u034fale" #', '"D\\ufe0fale" #', '"D\\U000e0100ale" #'),
        f"2:10: service: {LINE_END}",
    ),
    (
        "measure: yearly",
        "measure: weekly",
        "28:12: reoffending.measure: no measure is named 'weekly'; write one of yearly",
    ),
    (
        "cohort: 206\n  reoffenders: 93",
        "cohort: 0",
        "31:11: reoffending.cohort: is of no children; leave it out",
    ),
]

FRAMEWORK = [
    ("name: Stars of 2010\n", "", "1:1: has no field 'name'; write 'name: ...'"),
    ("family: Stars\n", "", "1:1: has no field 'family'; write 'family: ...'"),
    (
        "in_force_from: 2010-04\n",
        "",
        "1:1: has no field 'in_force_from'; write 'in_force_from: ...'",
    ),
    (
        "    label: Care\n",
        "",
        "26:5: criteria.care: has no field 'label'; write 'label: ...'",
    ),
    (
        "    kind: rating\n    counts: true\n",
        "",
        "26:5: criteria.care: has no field 'kind'; write 'kind: ...'",
    ),
    (
        "  - word: dim\n",
        "",
        "8:5: scale.1.stars: stands here again, after line 6; write it once",
    ),
    ("name: Stars of 2010", "name: [Stars]", f"1:7: name: {SINGLE}"),
    (
        "family: Stars",
        "families: Stars",
        "2:1: families: is not a field of this record; did you mean 'family'?",
    ),
    (
        "in_force_from: 2010-04",
        "in_force_from: April 2010",
        f"3:16: in_force_from: 'April 2010' {NO_DATE}",
    ),
    (
        "in_force_from: 2010-04",
        "in_force_from: 2010-04\nin_force_to: 2009",
        "4:14: in_force_to: is before Apr 2010; write the date after in_force_from",
    ),
    (
        "in_force_from: 2010-04",
        "in_force_from: 2010-04\nin_force_to: never",
        f"4:14: in_force_to: 'never' {NO_DATE}",
    ),
    (
        "in_force_from: 2010-04",
        "in_force_from: 2010-04\nselection: [a]",
        f"4:12: selection: {SINGLE}",
    ),
    (
        "word: dim",
        "word: bright",
        "5:3: scale: is not a scale; write two or more words",
    ),
    (
        "stars: 3",
        "stars: 1",
        "6:12: scale.1.stars: is not 3; write the best word first",
    ),
    ("stars: 3", "stars: three", f"6:12: scale.1.stars: 'three' {NO_WHOLE}"),
    ("points: 2", "points: -2", f"7:13: scale.1.points: '-2' {NO_WHOLE}"),
    ("points: 2", "points: 2.5", f"7:13: scale.1.points: '2.5' {NO_WHOLE}"),
    ("    points: 2\n", "", f"5:3: scale: {NO_POINTS}"),
    (
        "  - word: bright",
        "  - bright",
        f"6:10: is not YAML: mapping values are not allowed in this context; {LOOK}",
    ),
    ("  full: Every criterion", "  full: [Every]", f"15:9: forms.full: {SINGLE}"),
    (
        "      - full",
        "      - half",
        "34:9: criteria.work.forms.1: 'half' is not one of full, short; write one",
    ),
    (
        "    forms:\n      - full",
        "    forms: full",
        f"33:12: criteria.work.forms: {NO_LIST}",
    ),
    (
        "  full: Every criterion\n  short: Without work",
        "  - full",
        f"15:3: forms: {NO_MAPPING}",
    ),
    (
        "forms:\n  full: Every criterion\n  short: Without work",
        "forms: full",
        f"14:8: forms: {NO_MAPPING}",
    ),
    (
        "kind: rating\n    counts",
        "kind: grade\n    counts",
        "27:11: criteria.care.kind: 'grade' is not one of rating, "
        "percentage, score; write one",
    ),
    *each(
        "counts: true",
        "counts: {}",
        ["yes", "false", "True"],
        "28:13: criteria.care.counts: {!r} is not one of true; write one",
    ),
    (
        "maximum: 4",
        "maximum: four",
        f"24:14: criteria.score.maximum: 'four' {NO_WHOLE}",
    ),
    ("    maximum: 4\n", "", f"22:5: criteria.score: {NO_MAXIMUM}"),
    ("maximum: 4", "maximum: 0", f"22:5: criteria.score: {NO_MAXIMUM}"),
    (
        "only_when_rated: true",
        "only_when_rated: 1",
        "38:22: criteria.reach.only_when_rated: '1' is not one of true; write one",
    ),
    ("    label: Care", "    label:", f"26:11: criteria.care.label: {NO_VALUE}"),
    (
        "    label: Care",
        "    labels: Care",
        "26:5: criteria.care.labels: is not a field of this record; "
        "did you mean 'label'?",
    ),
    ("  care:", "  Care:", f"26:5: criteria.Care: {NO_ID}"),
    ("  care:", "  care of children:", f"26:5: criteria.care of children: {NO_ID}"),
    ("  care:", "  reoffending-rate:", f"26:5: criteria.reoffending-rate: {NO_ID}"),
    ("  care:", "  notes:", f"26:5: criteria.notes: {NO_ID}"),
    ("  care:", "  inspection:", f"26:5: criteria.inspection: {NO_ID}"),
    (
        "  care:\n    label: Care\n    kind: rating\n    counts: true",
        "  care: rating",
        f"25:9: criteria.care: {NO_MAPPING}",
    ),
    ("notes:\n  - Seen in one release.", "notes: Seen", f"39:8: notes: {NO_LIST}"),
    (
        "    kind: inspectorate",
        "    kind: blog",
        f"44:11: sources.1.kind: 'blog' {NO_KIND}",
    ),
    ("    url: https://example.org/stars\n", "", f"42:5: sources.1: {NO_URL}"),
    ("name: Stars of 2010", "name: Stars of 2010\nname: Stars", f"2:1: name: {ONCE}"),
    ("points: 0", "points: 3", f"5:3: scale: {NO_POINTS}"),
    (
        "    label: Care",
        "    label: long long long long long long long long long "
        "long long long long long long long long long long long long "
        "long long long long long long long long long long long long "
        "long long long long long long long long ",
        "26:12: criteria.care.label: is over 200 characters long; write it shorter",
    ),
    (
        "word: dim",
        "word: " + "d" * 201,
        "8:11: scale.2.word: is over 200 characters long; write it shorter",
    ),
    (
        "word: bright",
        "word: bright\n    star: 3",
        "6:5: scale.1.star: is not a field of this record; did you mean 'stars'?",
    ),
]

AREAS = [
    ("  name: Dale\n", "", "2:3: dale: has no field 'name'; write 'name: ...'"),
    (
        "  nation: England\n",
        "",
        "2:3: dale: has no field 'nation'; write 'nation: ...'",
    ),
    (
        "nation: England",
        "nation: Scotland",
        "5:11: dale.nation: 'Scotland' is not one of England, Wales; write one",
    ),
    (
        "nation: England",
        "nation: england",
        "5:11: dale.nation: 'england' is not one of England, Wales; write one",
    ),
    ("dale:\n", "Dale:\n", f"2:3: Dale: {NO_NAME}"),
    ("dale:\n", "da le:\n", f"2:3: da le: {NO_NAME}"),
    ("dale:\n", "../dale:\n", f"2:3: ../dale: {NO_NAME}"),
    ("moor:\n", "dale:\n", f"9:1: dale: {ONCE}"),
    (
        "E00000001",
        "E0000001",
        "8:5: dale.gss: 'E0000001' is not a GSS code; write one such as E08000031",
    ),
    (
        "E00000001",
        "e00000001",
        "8:5: dale.gss: 'e00000001' is not a GSS code; write one such as E08000031",
    ),
    (
        "E00000001",
        "S00000001",
        "8:5: dale.gss: 'S00000001' is not a GSS code; write one such as E08000031",
    ),
    ("    - E00000001", "    - [E00000001]", f"8:7: dale.gss.1: {SINGLE}"),
    ("  gss:\n    - E00000001", "  gss: E00000001", f"7:8: dale.gss: {NO_LIST}"),
    (
        "  aliases:\n    - Old Dale",
        "  aliases: Old Dale",
        f"3:12: dale.aliases: {NO_LIST}",
    ),
    ("  region: North West", "  county: North", f"6:3: dale.county: {LEAVE}"),
    (
        "  nation: Wales",
        "  nation: Wales\n  successors:\n    - nowhere",
        f"13:5: moor.successors: no area is named 'nowhere'; {NO_AREA}",
    ),
    (
        "dale:\n  name: Dale\n",
        "dale: Dale\nx:\n  name: Dale\n",
        f"1:7: dale: {NO_MAPPING}",
    ),
    (
        "dale:\n",
        "? [dale]\n: \n",
        "1:3: is a list or a mapping as a name; write a plain name",
    ),
    (
        "  name: Dale\n",
        "  name: "
        "DDDDDDDDDDDDDDDDDDDDDDDDDDDDDDDDDDDDDDDDDDDDDDDDDDDDDDDDDDDDDDDDDDDDDDDDDDDDDDDDDDDDDDDDDDDDDDDDDDDDDDDDDDDDDDDDDDDDDDDDDDDDDDDDDDDDDDDDDDDDDDDDDDDDDDDDDDDDDDDDDDDDDDDDDDDDDDDDDDDDDDDDDDDDDDDDDDDDDDDDD\n",
        "2:9: dale.name: is over 200 characters long; write it shorter",
    ),
]

RATES = [
    ("area: moor\n    ", "", "2:5: rates.1: has no field 'area'; write 'area: ...'"),
    ("    rate: 30.0\n", "", "2:5: rates.1: has no field 'rate'; write 'rate: ...'"),
    (
        "    source: table\n",
        "",
        "2:5: rates.1: has no field 'source'; write 'source: ...'",
    ),
    (
        "area: moor",
        "area: nowhere",
        f"2:11: rates.1.area: no area is named 'nowhere'; {NO_AREA}",
    ),
    ("area: moor", "area: Moor", f"2:11: rates.1.area: 'Moor' {NO_NAME}"),
    (
        "source: table",
        "source: tables",
        "12:13: rates.1.source: 'tables' is not one of table; write one",
    ),
    ("source: table", "source: [table]", f"12:13: rates.1.source: {SINGLE}"),
    ("rate: 30.0", "rate: 30%", f"5:11: rates.1.rate: '30%' {NO_NUMBER}"),
    (
        "rate: 30.0",
        "rate: 3",
        "5:11: rates.1.rate: 3 is not 12 of 40; compare it with the source",
    ),
    (
        "average: 37.9",
        "average: 379",
        "8:14: rates.1.average: 379 is over 100; write 0 to 100",
    ),
    (
        "previous_year: worse",
        "previous_year: up",
        "10:20: rates.1.previous_year: 'up' is not one of better, "
        "same, worse; write one",
    ),
    (
        "period: 2014-04 to 2015-03",
        "period: 2014-04 to 2013-03",
        f"4:13: rates.1.period: {EARLIER}",
    ),
    (
        "note: Seen once.",
        "notes: Seen once.",
        "11:5: rates.1.notes: is not a field of this record; did you mean 'note'?",
    ),
    (
        "rates:\n  - area: moor\n    ",
        "rates:\n  area: moor\n  ",
        f"4:11: is not YAML: mapping values are not allowed in this context; {LOOK}",
    ),
    (
        "sources:\n  table:",
        "sources:\n  - table:",
        f"14:11: sources.1.table: {NO_VALUE}",
    ),
    (
        "reoffenders: 12",
        "reoffenders: 41",
        f"7:18: rates.1.reoffenders: 41 is not part of a cohort of 40; {SHARE}",
    ),
    (
        "    url: https://example.org/table",
        "    url: ftp://example.org/table",
        f"18:10: sources.table.url: 'ftp://example.org/table' {NO_LINK}",
    ),
    (
        "rate: 30.0",
        "rate: 30.0\n    worked_from_counts: yes",
        "6:25: rates.1.worked_from_counts: 'yes' is not one of true; write one",
    ),
    (
        CITED,
        "sources: {}\n",
        "12:13: rates.1.source: 'table' is not one of none; leave it out",
    ),
    (CITED, "", "1:1: has no field 'sources'; write 'sources: ...'"),
    (
        "measure: yearly",
        "measure: weekly",
        "3:14: rates.1.measure: no measure is named 'weekly'; write one of yearly",
    ),
]

SERIES = [
    (
        "measure: yearly",
        "measure: monthly",
        "7:14: series.1.measure: 'monthly' is not one of yearly; write one",
    ),
    ("period: 2013", "period: 13", f"8:13: series.1.period: '13' {NO_DATE}"),
    (
        "    period: 2013\n",
        "",
        "7:5: series.1: has no field 'period'; write 'period: ...'",
    ),
    (
        "  - measure: yearly\n    ",
        "  - ",
        "7:5: series.1: has no field 'measure'; write 'measure: ...'",
    ),
    ("rate: 37.9", "rate: high", f"9:11: series.1.rate: 'high' {NO_NUMBER}"),
    ("cohort: 1000", "cohort: 1,000", f"10:13: series.1.cohort: '1,000' {NO_WHOLE}"),
    (
        "derived: true",
        "derived: maybe",
        "12:14: series.1.derived: 'maybe' is not one of true; write one",
    ),
    (
        "      - table",
        "      - tables",
        "15:9: series.1.sources.1: 'tables' is not one of table; write one",
    ),
    ("      - table", "      - [table]", f"15:9: series.1.sources.1: {SINGLE}"),
    (
        "    sources:\n      - table\n",
        "",
        "7:5: series.1: has no field 'sources'; write 'sources: ...'",
    ),
    (
        "    sources:\n      - table\n",
        "    sources: []\n",
        "14:14: series.1.sources: names no source; write at least one",
    ),
    (
        "    name: Yearly\n",
        "",
        "3:5: measures.yearly: has no field 'name'; write 'name: ...'",
    ),
    (
        "    about: Children of one year.\n",
        "",
        "3:5: measures.yearly: has no field 'about'; write 'about: ...'",
    ),
    (
        "  yearly:",
        "  Yearly:",
        "7:14: series.1.measure: 'yearly' is not one of Yearly; write one",
    ),
    (
        "reoffenders: 379",
        "reoffenders: 2000",
        f"11:18: series.1.reoffenders: 2000 is not part of a cohort of 1000; {SHARE}",
    ),
    (
        "measures:\n",
        "measure:\n",
        "1:1: measure: is not a field of this record; did you mean 'measures'?",
    ),
    (
        "    kind: government",
        "    kind: rumour",
        f"20:11: sources.table.kind: 'rumour' {NO_KIND}",
    ),
    (
        "cohort: 1000\n",
        "cohort: 0\n",
        "10:13: series.1.cohort: is of no children; leave it out",
    ),
]

ACCEPTED = [
    ("inspections/dale-2015.yaml", "service: Dale", 'service: "D\\\n  ale" #'),
    ("inspections/dale-2015.yaml", "service: Dale Youth Team", "service: '~'"),
    (
        "inspections/dale-2015.yaml",
        "service: Dale Youth Team",
        "service: Dale\n  Youth Team",
    ),
    (
        "frameworks/stars.yaml",
        "    kind: percentage",
        "    kind: percentage\n    maximum: 5",
    ),
    ("areas.yaml", "  nation: Wales", "  nation: Wales\n  successors:\n    - moor"),
    ("areas.yaml", "W00000001", "E00000001"),
    ("areas.yaml", "- Old Dale", "- Moor"),
    ("areas.yaml", "  name: Moor", "  name: Dale"),
    ("areas.yaml", "  region: North West\n", ""),
    ("areas.yaml", "  nation: Wales\n", "  nation: Wales\n  region: North\n"),
    ("england-and-wales.yaml", "reoffenders: 379", "reoffenders: 1"),
]

UNSEEN_CHARACTERS = (
    "\0\x01\x07\x08\t\v\f\r\x0e\x1b\x7f\x80\x85\x9b\xa0\u034f\u061c\u115f\u200b\u200c"
    "\u200d\u200e\u200f\u2028\u2029\u202a\u202e\u2060\u2066\u2069\u3000\u3164\ufe0f"
    "\ufeff\uffa0\ufff9\ufffe\uffff\ue000\u0378\U000e0001\U000e0020\U000e0100\U0010ffff"
)
INSPECTION += [
    ("service: Dale", f"service: D{c}", f"2:11: character U+{ord(c):04X} {UNSEEN}")
    for c in UNSEEN_CHARACTERS
]

# Escapes that only libyaml knows to be no characters; both refuse them.
OTHERWISE_IN_PYTHON = {
    **dict.fromkeys(
        (r"D\ud800ale", r"D\udc00ale", r"D\ud83d\ude00ale"),
        f"2:10: service: {LINE_END}",
    ),
    **dict.fromkeys(
        (r"D\U00110000ale", r"D\UFFFFFFFFale"),
        "1:1: is not YAML; check what characters it holds",
    ),
}

TABLES = {
    "inspections/dale-2015.yaml": INSPECTION,
    "frameworks/stars.yaml": FRAMEWORK,
    "areas.yaml": AREAS,
    "rates.yaml": RATES,
    "england-and-wales.yaml": SERIES,
}
READERS = {
    "inspections/dale-2015.yaml": "show dale-2015",
    "frameworks/stars.yaml": "compare dale moor",
    "areas.yaml": "list",
    "rates.yaml": "rates --all",
    "england-and-wales.yaml": "rates england-and-wales",
}
ROWS = [
    pytest.param(file, *row, id=f"{file}: {row[1][:40]!a}")
    for file, table in TABLES.items()
    for row in table
]
LOADERS = {"libyaml": yaml.CBaseLoader, "python": yaml.BaseLoader}
ONLY_CHECK = ("no area is named", "no inspection is named", "no measure is named")


def changed(folder: Path, file: str, right: str, wrong: str) -> Path:
    assert right in FILES[file]
    return records(folder, {file: FILES[file].replace(right, wrong, 1)})


def faults(folder: Path, file: str) -> list[str]:
    found = checking.faults(Records([folder]), [folder / file])
    return [fault.removeprefix(f"{folder}/{file}:") for fault in found]


def test_invented_records_are_right(tmp_path: Path) -> None:
    assert checking.faults(Records([records(tmp_path)]), []) == []


def test_there_are_enough_hostile_records() -> None:
    assert len(ROWS) > 450


@pytest.mark.parametrize(("file", "right", "wrong", "message"), ROWS)
def test_hostile_record(
    file: str,
    right: str,
    wrong: str,
    message: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    folder = changed(tmp_path, file, right, wrong)
    only_records(folder, monkeypatch)

    checked = run(["check", str(folder / file)], capsys)
    status, out, err = run(READERS[file].split(), capsys)

    assert checked == (1, f"{folder}/{file}:{message}\n", "")
    if any(words in message for words in ONLY_CHECK):
        assert (status, err) == (0, "")
    else:
        assert (status, out) == (2, "")
        assert err.startswith(f"yot: {folder}/{file}:{message}")
        assert err.endswith("\n")
        assert err[:-1].isprintable()


@pytest.mark.slow
@pytest.mark.parametrize(("file", "right", "wrong", "message"), ROWS)
def test_pure_python_gives_the_same_verdict(
    file: str,
    right: str,
    wrong: str,
    message: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    folder = changed(tmp_path, file, right, wrong)
    monkeypatch.setattr(document, "LOADER", yaml.BaseLoader)

    (found,) = faults(folder, file)

    quoted = wrong.partition('"')[2].partition('"')[0]
    if quoted in OTHERWISE_IN_PYTHON:
        assert found == OTHERWISE_IN_PYTHON[quoted]
    elif "is not YAML" in message:  # in the words of the parser, and a column or two
        line, _, said = message.split(":", 2)
        assert found.startswith(f"{line}:")
        assert "is not YAML" in found
        assert found.endswith(said[said.index(";") :])
    else:
        assert found == message


@pytest.mark.parametrize("loader", LOADERS)
@pytest.mark.parametrize(("file", "right", "accepted"), ACCEPTED)
def test_odd_but_right(
    file: str,
    right: str,
    accepted: str,
    loader: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    folder = changed(tmp_path, file, right, accepted)
    monkeypatch.setattr(document, "LOADER", LOADERS[loader])

    found = faults(folder, file)

    assert found == []


LARGEST = document.LARGEST
CONTENTS = {
    "empty": (b"", "1:1: is empty; write 'field: value' lines"),
    "comments only": (b"# area: dale\n", "1:1: is empty; write 'field: value' lines"),
    "UTF-8 BOM": (b"\xef\xbb\xbf" + DALE.encode(), f"1:1: character U+FEFF {UNSEEN}"),
    "UTF-16": (
        DALE.encode("utf-16"),
        "1:1: byte 0xff is not UTF-8; save the file as UTF-8",
    ),
    "UTF-16 without BOM": (
        DALE.encode("utf-16-le"),
        f"1:2: character U+0000 {UNSEEN}",
    ),
    "UTF-32": (
        DALE.encode("utf-32"),
        "1:1: byte 0xff is not UTF-8; save the file as UTF-8",
    ),
    "Latin-1": (
        b"area: dale\nservice: Caf\xe9\n",
        "2:13: byte 0xe9 is not UTF-8; save the file as UTF-8",
    ),
    "cut UTF-8": (
        b"area: dale\nservice: Caf\xc3",
        "2:13: byte 0xc3 is not UTF-8; save the file as UTF-8",
    ),
    "overlong": (
        b"area: \xc0\xaf",
        "1:7: byte 0xc0 is not UTF-8; save the file as UTF-8",
    ),
    "surrogate": (
        b"area: \xed\xa0\x80",
        "1:7: byte 0xed is not UTF-8; save the file as UTF-8",
    ),
    "over U+10FFFF": (
        b"area: \xf4\x90\x80\x80",
        "1:7: byte 0xf4 is not UTF-8; save the file as UTF-8",
    ),
    "gzip": (
        b"\x1f\x8b\x08\x00",
        "1:2: byte 0x8b is not UTF-8; save the file as UTF-8",
    ),
    "a picture": (
        b"\x89PNG\r\n\x1a\n",
        "1:1: byte 0x89 is not UTF-8; save the file as UTF-8",
    ),
    "zeros": (bytes(4096), f"1:1: character U+0000 {UNSEEN}"),
    "old Macintosh": (
        DALE.replace("\n", "\r").encode(),
        f"1:11: character U+000D {UNSEEN}",
    ),
    "2 MiB": (b"#" * 2 * LARGEST, "1:1: is larger than 1 MiB; write smaller files"),
    "a byte too many": (
        b"#" * (LARGEST + 1),
        "1:1: is larger than 1 MiB; write smaller files",
    ),
    "JSON of one list": (b"[1, 2]", f"1:1: {NO_MAPPING}"),
    "a word": (b"dale", f"1:1: {NO_MAPPING}"),
    "nested brackets": (
        b"area: " + b"[" * 100_000,
        f"1:22: area{'.1' * 15}: is nested over 16 deep; write it flat",
    ),
    "nested braces": (
        b"area: " + b"{a: " * 100_000,
        f"1:67: area{'.a' * 15}: is nested over 16 deep; write it flat",
    ),
    "nested dashes": (
        b"- " * 100_000,
        f"1:33: {'.'.join('1' * 16)}: is nested over 16 deep; write it flat",
    ),
    "a million keys": (b"a:\n" * 349_525, f"1:3: a: {NO_VALUE}"),
    "a million lines": (
        b"\n" * (LARGEST - 1),
        "1:1: is empty; write 'field: value' lines",
    ),
    "20,001 values": (
        b"".join(b"k%d: 1\n" % place for place in range(20_001)),
        "20000:9: k19999: is one value too many; write at most 20000 values a file",
    ),
    "a bomb of aliases": (
        b"a: &a [x, x]\nb: &b [*a, *a]\nc: &c [*b, *b]\n",
        f"1:4: a: {ANCHOR}",
    ),
    "a bomb of merges": (b"a: {<<: [*b, *b]}\n", f"1:10: a.<<.1: {ALIAS}"),
    "a bomb of keys": (b"? " * 500_000, "1:3: is a list or a mapping as a name;"),
    "a bomb of anchors": (b"&a " * 300_000, f"1:1: {NO_VALUE}"),
    "an endless text": (b"area: '" + b"x" * 1_000_000, "1:1000008: is not YAML: "),
}


@pytest.mark.parametrize("name", CONTENTS)
def test_hostile_contents(
    name: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    content, message = CONTENTS[name]
    path = records(tmp_path) / "inspections" / "dale-2015.yaml"
    path.write_bytes(content)
    only_records(tmp_path, monkeypatch)
    started = time.perf_counter()

    status, out, err = run(["show", "dale"], capsys)

    assert time.perf_counter() - started < 1
    assert (status, out) == (2, "")
    assert err.startswith(f"yot: {path}:{message}")
    assert err.count("\n") == 1


@pytest.mark.slow
@pytest.mark.parametrize("name", CONTENTS)
def test_hostile_contents_in_pure_python(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    content, message = CONTENTS[name]
    path = records(tmp_path) / "inspections" / "dale-2015.yaml"
    path.write_bytes(content)
    shelf = Records([tmp_path])
    monkeypatch.setattr(document, "LOADER", yaml.BaseLoader)

    (found,) = checking.faults(shelf, [path])

    assert found.startswith(f"{path}:{message}")


def test_no_content_takes_much_memory(tmp_path: Path) -> None:
    paths = []
    for place, (content, _) in enumerate(CONTENTS.values()):
        paths.append(tmp_path / str(place) / "dale-2015.yaml")
        paths[-1].parent.mkdir()
        paths[-1].write_bytes(content)
    program = (
        "import resource, sys; from pathlib import Path;"
        "from yotcli import checking, cli;"
        "found = checking.faults(cli.shelf(None), [Path(one) for one in sys.argv[1:]]);"
        "used = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss;"
        "print(len(found), used // (1024 if sys.platform == 'darwin' else 1))"
    )

    ran = subprocess.run(
        [sys.executable, "-c", program, *map(str, paths)],
        capture_output=True,
        check=True,
        text=True,
    )

    faulty, used = map(int, ran.stdout.split())
    assert faulty == len(CONTENTS)
    assert used < 256 * 1024  # KiB


def test_windows_line_ends_are_right(tmp_path: Path) -> None:
    folder = records(tmp_path)
    path = folder / "inspections" / "dale-2015.yaml"
    path.write_bytes(DALE.replace("\n", "\r\n").encode())

    assert faults(folder, "inspections/dale-2015.yaml") == []


def test_a_name_of_a_field_is_short(tmp_path: Path) -> None:
    folder = records(tmp_path, {"areas.yaml": f"? {'k' * 2000}\n: x\n"})

    (found,) = faults(folder, "areas.yaml")

    assert found == f"1:3: {'k' * 60}...: {NO_FIELD}"


def fifo(path: Path) -> None:
    os.mkfifo(path)


def device(path: Path) -> None:
    path.symlink_to("/dev/zero")


def terminal(path: Path) -> None:
    path.symlink_to("/dev/tty")


def folder(path: Path) -> None:
    path.mkdir()


def dangling(path: Path) -> None:
    path.symlink_to(path.with_name("nowhere.yaml"))


def looping(path: Path) -> None:
    path.symlink_to(path)


def own_process(path: Path) -> None:
    path.symlink_to("/proc/self/mem")


NO_FILE = "is not a regular file; write one"
READABLE = "make it a readable file"


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (fifo, NO_FILE),
        (device, NO_FILE),
        (folder, NO_FILE),
        (dangling, f"cannot be read: No such file or directory; {READABLE}"),
        (looping, f"cannot be read: Too many levels of symbolic links; {READABLE}"),
    ],
)
def test_what_is_no_file(
    make: object,
    message: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    path = records(tmp_path) / "inspections" / "dale-2015.yaml"
    path.unlink()
    assert callable(make)
    make(path)
    only_records(tmp_path, monkeypatch)

    shown = run(["show", "dale"], capsys)
    checked = run(["check"], capsys)

    assert shown[:2] == (2, "")
    assert shown[2].startswith(f"yot: {path}:1:1: {message}")
    assert checked == (1, f"{path}:1:1: {message}\n", "")


@pytest.mark.skipif(os.geteuid() == 0, reason="nothing is closed to root")
def test_a_file_without_permission(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    path = records(tmp_path) / "inspections" / "dale-2015.yaml"
    path.chmod(0)
    only_records(tmp_path, monkeypatch)

    checked = run(["check"], capsys)

    message = f"cannot be read: Permission denied; {READABLE}"
    assert checked == (1, f"{path}:1:1: {message}\n", "")


@pytest.mark.parametrize(
    ("name", "printed"),
    [
        ("dale-2015\x1b[31m.yaml", r"dale-2015\x1b[31m.yaml"),
        ("dale\n2015.yaml", r"dale\n2015.yaml"),
        ("dale-2015\u202e.yaml", r"dale-2015\u202e.yaml"),
        ("dale-2015\udcff.yaml", r"dale-2015\udcff.yaml"),
        ("Dale-2015.yaml", "Dale-2015.yaml"),
        ("dale-2016.yaml", "dale-2016.yaml"),
        ("dale-2015-10.yaml", "dale-2015-10.yaml"),
        ("dale.yaml", "dale.yaml"),
        ("con.yaml", "con.yaml"),
        ("nul.yaml", "nul.yaml"),
        (" dale-2015.yaml", " dale-2015.yaml"),
        ("dale-2015.yaml.yaml", "dale-2015.yaml.yaml"),
        ("-o.yaml", "-o.yaml"),
    ],
)
def test_a_file_has_the_name_of_what_it_holds(
    name: str,
    printed: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    folder = records(tmp_path) / "inspections"
    (folder / "dale-2015.yaml").rename(folder / name)
    only_records(tmp_path, monkeypatch)

    status, out, err = run(["check"], capsys)

    assert (status, err) == (1, "")
    assert out.startswith(
        (f"{folder}/{printed}:1:7: area: ", f"{folder}/{printed}:5:12: published: ")
    )
    assert f" that the file '{printed.removesuffix('.yaml')}' is named after;" in out
    assert out[:-1].isprintable()


@pytest.mark.parametrize("name", ["dale-2015.yml", "dale-2015.YAML", "dale-2015", "x~"])
def test_check_names_a_file_that_nothing_reads(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = records(tmp_path) / "inspections" / name
    path.write_text(DALE, "utf-8")

    checked = run(["check", str(path)], capsys)

    assert checked == (1, f"{path}:1:1: is not a record; name it .yaml\n", "")


def test_one_faulty_framework_is_one_fault(tmp_path: Path) -> None:
    folder = changed(tmp_path, "frameworks/stars.yaml", "name:", "nane:")

    found = checking.faults(Records([folder]), [])

    assert len(found) == 1


def test_reading_writes_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    only_records(records(tmp_path), monkeypatch)
    before = {path: path.stat() for path in sorted(tmp_path.rglob("*"))}

    for command in READERS.values():
        run(command.split(), capsys)
    run(["check"], capsys)

    after = {path: path.stat() for path in sorted(tmp_path.rglob("*"))}
    assert {path: of.st_mtime_ns for path, of in after.items()} == {
        path: of.st_mtime_ns for path, of in before.items()
    }
    assert all(stat.S_IMODE(of.st_mode) for of in after.values())
