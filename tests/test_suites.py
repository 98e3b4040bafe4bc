"""Suites from outside: every YAML of one, every naughty string of the other."""

import csv
import io
import json
import os
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml
from invented import DALE, records

from yotcli import document, forms
from yotcli.answers import show
from yotcli.model import Inspection, escaped
from yotcli.records import Records

SUITES = os.environ.get("YOT_SUITES")
pytestmark = pytest.mark.skipif(
    not SUITES,
    reason="YOT_SUITES names no folder with the two suites: see tests/README.md",
)

# How the suite writes what would not be seen.
SIGNS = {"␣": " ", "⇔": "\ufeff", "↵": "", "∎\n": "", "←": "\r"}

# Both refuse these, one as no YAML and the other for what they hold.
OTHERWISE_IN_PYTHON = {"FRK4-0", "JR7V-0", "U99R-0", "X4QW-0"}


def written(text: str) -> str:
    text = re.sub("—*»", "\t", text)
    for sign, meant in SIGNS.items():
        text = text.replace(sign, meant)
    return text


def cases() -> Iterator[tuple[str, str]]:
    for path in sorted(Path(SUITES or "").glob("yaml-test-suite/src/*.yaml")):
        tests = yaml.load(path.read_text("utf-8"), yaml.CSafeLoader)
        for place, test in enumerate(tests):
            yield f"{path.stem}-{place}", written(test["yaml"])


def said(text: str) -> str:
    """What is said of a text: nothing, or the message without its place."""
    try:
        document.parse(document.decoded(text.encode(), "record.yaml"), "record.yaml")
    except document.RecordError as fault:
        return str(fault)
    return ""


def test_every_yaml_is_read_or_refused_by_both_loaders(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    every, otherwise = dict(cases()), set()
    for name, text in every.items():
        monkeypatch.setattr(document, "LOADER", yaml.CBaseLoader)
        ours = said(text)
        monkeypatch.setattr(document, "LOADER", yaml.BaseLoader)
        pure = said(text)
        assert (ours + pure).isprintable()
        assert bool(ours) == bool(pure), name
        if ("is not YAML" in ours) != ("is not YAML" in pure):
            otherwise.add(name)

    assert len(every) >= 406
    assert otherwise == OTHERWISE_IN_PYTHON


def with_headline(shelf: Records, text: str) -> Inspection | str:
    """The inspection whose headline is a text, or why there is none."""
    line = f"headline: {json.dumps(text, ensure_ascii=False)}"
    path = Path(shelf.files("inspections")["dale-2015"])
    path.write_text(DALE.replace("headline: Care is bright", line), "utf-8", newline="")
    try:
        return shelf.read_inspection(str(path))
    except document.RecordError as fault:
        return str(fault)


def test_every_naughty_string_is_kept_or_refused(tmp_path: Path) -> None:
    shelf = Records([records(tmp_path)])
    kept = refused = 0
    for text in json.loads(Path(SUITES or "", "blns.json").read_text("utf-8")):
        read = with_headline(shelf, text)
        if isinstance(read, str):
            refused += 1
            assert read.isprintable()
            assert not document.is_plain(text) or text.strip() != text or not text
            continue
        kept += 1
        answer = show.show([read], [read], shelf.known("dale"), [], True)

        rows = json.loads(forms.drawn(answer, "json", 80, False))["rows"]
        assert [row["text"] for row in rows if row["criterion"] == "headline"] == [text]

        for form, delimiter in (("csv", ","), ("tsv", "\t")):
            page = io.StringIO(forms.drawn(answer, form, 80, False))
            table = csv.DictReader(page, delimiter=delimiter)
            (cell,) = [row["text"] for row in table if row["criterion"] == "headline"]
            assert cell == (text if text[0] not in "=+-@" else f"'{text}")

        printed = forms.drawn(answer, "text", 10_000, False)
        assert escaped(text) == text
        assert " ".join(text.split()) in " ".join(printed.split())
        for form, width in (("text", 20), ("markdown", 80), ("html", 80)):
            page = forms.drawn(answer, form, width, False)
            assert page.replace("\n", "").isprintable()

    assert kept + refused >= 515
    assert kept > 400
