"""Two releases, read by a pattern: the records of them say the same."""

import os
import re
from pathlib import Path

import pytest

from yotcli import records

FOLDER = os.environ.get("YOT_SEEDS", "")

pytestmark = pytest.mark.skipif(
    not FOLDER,
    reason="YOT_SEEDS names no folder with two releases: see tests/README.md",
)


@pytest.mark.parametrize(
    ("title", "id"),
    [
        ("Wolverhampton now performing very well", "wolverhampton-2016"),
        ("Portsmouth had significantly improved", "portsmouth-2015"),
    ],
)
def test_a_record_says_what_its_release_says(title: str, id: str) -> None:
    texts = [path.read_text("utf-8") for path in Path(FOLDER).glob("*.txt")]
    (release,) = (text for text in texts if text.startswith(title))
    said = re.findall(r"^ *[-•] .*?\b(?:was|remained) (\w+)\.", release, re.MULTILINE)

    inspection = records.opened().inspection(id)

    ratings = inspection.ratings.values()
    assert [rating.word for rating in ratings] == said[: len(ratings)]
    assert inspection.sources[0].title == title
    day = str(int(inspection.published.iso[-2:]))
    assert re.search(rf"from {day} \w+ {inspection.published.year}\.", release)
    for figure in re.findall(r"[0-9]+\.[0-9](?=%)", release):
        rate = inspection.reoffending
        assert rate
        assert figure in (str(rate.rate), str(rate.average))
