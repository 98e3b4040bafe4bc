"""YAML with places: what is taken, what is refused, and where the message points."""

import os
import re
import time
from pathlib import Path
from unittest.mock import patch

import pytest
import yaml
from told import Kept, refusal

from yotcli import document
from yotcli.document import Fault, RecordError

LARGE = {
    "an endless word": "a: b\n" + "k" * 2000 + ": c",
    "a name of 101 letters": f"{'k' * 101}: b",
    "brackets": "a: " + "[" * 100_000,
    "20001 values": "".join(f"k{place}: 1\n" for place in range(20_001)),
    "over a mebibyte": "#" * (1024 * 1024 + 1),
}
ODD = "\x1b\x7f\x80\x9b\xa0\xad\u115f\u2028\u2029\u2066\u3164\ufe0f\ue000\U000e0100"


@pytest.fixture(params=["CBaseLoader", "BaseLoader"])
def loader(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """A test holds with libyaml and without it."""
    monkeypatch.setattr(document, "LOADER", getattr(yaml, request.param))
    return str(request.param)


def fields(text: str) -> dict[str, document.Content]:
    return document.parse(document.decoded(text.encode(), "a.yaml"), "a.yaml")


def test_what_a_record_must_not_hold(tmp_path: Path, each_kept: Kept) -> None:
    path = tmp_path / "a.yaml"

    def refused(content: str | bytes) -> str:
        path.write_bytes(content if type(content) is bytes else content.encode())
        started = time.process_time()
        told = refusal(document.read, str(path))
        assert time.process_time() - started < 1
        with patch.object(document, "LOADER", yaml.BaseLoader):
            pure = refusal(document.read, str(path))
        # Of what is no YAML, the loaders do not name the same column.
        column = re.compile(":[0-9]+(?=: is not YAML)")
        assert column.sub("", told) == column.sub("", pure)
        return column.sub("", told).removeprefix(f"{tmp_path}/")

    each_kept(refused, *(f"{name}: {refused(text)}" for name, text in LARGE.items()))


def test_what_is_not_seen_is_refused_as_it_is_and_in_quotes() -> None:
    for odd in ODD:
        bare = refusal(fields, f"a: b\nc: d{odd}")
        quoted = refusal(fields, f'a: "b\\U{ord(odd):08x}"')

        assert bare.startswith(f"a.yaml:2:5: character U+{ord(odd):04X} is not")
        assert quoted.startswith("a.yaml:1:4: a: holds a line end or a character")


@pytest.mark.parametrize("escape", [r"\U00110000", r"\UFFFFFFFF", r"\ud800"])
def test_an_escape_of_no_character_is_refused(escape: str, loader: str) -> None:
    with pytest.raises(RecordError, match=r"is not YAML|holds a line end"):
        fields(f'a: "{escape}"')


TEXT = "a: no\nb:\n  - 1:30\n  - 33.80\nc: {d: 'it''s', e: [\"y z\", '~']}  # why\r\n"
READ = {
    TEXT: {
        "a": "no",
        "b": ["1:30", "33.80"],
        "c": {"d": "it's", "e": ["y z", "~"]},
    },
    "\ufeffa: b\r\nc: d\r\n": {"a": "b", "c": "d"},
    'a: b\n  c\nd: "e\\\n  f"': {"a": "b c", "d": "ef"},
}


def test_every_value_stays_text(loader: str) -> None:
    assert {text: fields(text) for text in READ} == READ


def test_limits_are_exactly_what_they_say(loader: str) -> None:
    deep = "{a: " * 15 + "b" + "}" * 15

    assert fields(f"a: {deep}")
    with pytest.raises(RecordError, match="nested over 16"):
        fields(f"a: {{a: {deep}}}")
    assert fields("a:\n" + "  - b\n" * 19_998)
    with pytest.raises(RecordError, match="20000 values"):
        fields("a:\n" + "  - b\n" * 19_999)
    assert fields("k" * 100 + ": b")


def test_faults_of_fields_are_told_in_the_order_of_the_file(
    tmp_path: Path, as_kept: Kept
) -> None:
    path = tmp_path / "a\x1b.yaml"
    path.write_text("a: b\nc:\n  - d\n  - e: f\n")
    faults = [
        Fault(("c", "2", "e"), "three"),
        Fault(("c", "2", "e"), "two", of_name=True),
        Fault(("a", "1"), "one, of a list that is a single value"),
        Fault((), "none", lines=("what another file says",)),
    ]

    error = document.misread(str(path), faults)

    assert str(error) == error.lines[0]
    as_kept("\n".join(line.removeprefix(f"{tmp_path}/") for line in error.lines))


def test_a_file_that_changes_between_two_readings_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_text("a: [b")

    with pytest.raises(RecordError, match="is not YAML"):
        document.misread(str(path), [Fault(("a",), "is wrong")])


def test_only_regular_files_of_a_mebibyte_are_read(
    tmp_path: Path, as_kept: Kept
) -> None:
    exact = tmp_path / "exact.yaml"
    exact.write_text("a: " + "b" * (1024 * 1024 - 3))
    fifo, endless, loop = (tmp_path / name for name in ("fifo", "endless", "loop"))
    os.mkfifo(fifo)
    endless.symlink_to("/dev/zero")
    loop.symlink_to(loop)

    names = ("", "fifo", "endless", "none", "loop", "a\0b")
    said = [refusal(document.read, str(tmp_path / name)) for name in names]

    assert document.read(str(exact))
    as_kept("\n".join(line.removeprefix(str(tmp_path)) for line in said))
