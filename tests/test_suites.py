"""Suites from outside: every YAML of one, every naughty string of the other."""

import json
import os
import re
from collections.abc import Iterator
from pathlib import Path
from unittest.mock import patch

import pytest
import yaml
from invented import records
from test_fuzz import refused

from yotcli import document

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


def test_every_yaml_is_read_or_refused_by_both_loaders() -> None:
    every, otherwise = dict(cases()), set()
    for name, text in every.items():
        ours = said(text)
        with patch.object(document, "LOADER", yaml.BaseLoader):
            pure = said(text)
        assert (ours + pure).isprintable()
        assert bool(ours) == bool(pure), name
        if ("is not YAML" in ours) != ("is not YAML" in pure):
            otherwise.add(name)

    assert len(every) >= 406
    assert otherwise == OTHERWISE_IN_PYTHON


def test_every_naughty_string_is_kept_or_refused(tmp_path: Path) -> None:
    records(tmp_path)
    texts = json.loads(Path(SUITES or "", "blns.json").read_text("utf-8"))
    said = {text: refused(text, tmp_path) for text in texts}

    assert len(texts) >= 515
    assert [*said.values()].count("") > 400
    for text, fault in said.items():
        assert fault.isprintable()
        if fault:
            assert not document.is_plain(text) or text.strip() != text or not text
