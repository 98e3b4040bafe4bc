"""YAML with places: what is taken, what is refused, and where the message points."""

import os
import time
from pathlib import Path

import pytest
import yaml

from yotcli import document
from yotcli.document import Fault, RecordError

MANY = b"".join(b"k%d: 1\n" % place for place in range(20_001))
LOOK = "is not YAML; check the indentation, colons and quotes around here"
NO_VALUE = "has no value; write one or leave the field out"
NO_MAPPING = "is not a mapping; write fields as 'name: value' below it"
ANCHOR = "has an anchor or a tag; leave words after & and ! out"
UNSEEN = (
    "is not printable; use spaces for tabs and leave control and invisible characters"
    " out"
)
HIDDEN = "holds a line end or a character that is not printable; write plain text on"
NO_NAME = "is not the name of a field; write a short plain name"
DEEP = "is nested over 16 deep; write it flat"
NOT_UTF_8 = "is not UTF-8; save the file as UTF-8"
# A text, then the line, column and message; of texts that are no YAML, the line alone.
REFUSED = {
    **dict.fromkeys(
        ("a: &x b", "a: &x {b: c}", "a: !!str b", "a: ! b"), f"1:4: a: {ANCHOR}"
    ),
    **dict.fromkeys(("&x a: b", "!!str a: b"), f"1:1: a: {ANCHOR}"),
    **dict.fromkeys(("a:", "a: # b"), f"1:3: a: {NO_VALUE}"),
    **dict.fromkeys(("a: ~", "a: null", "a: ''"), f"1:4: a: {NO_VALUE}"),
    **dict.fromkeys(
        ("a: b\n\n  c", 'a: "\\u202e"', 'a: "\\t"', 'a: "b\\u034f"'),
        f"1:4: a: {HIDDEN}",
    ),
    **dict.fromkeys(
        ("a: b: c", "a: @b", 'a: "\\q"', "a: !x!y b"),
        f"1: {LOOK}",
    ),
    **dict.fromkeys(
        ("a: [b\nc: d", "a: b\n  c: d", "a: 'b\nc: d", "a: b\n" + "k" * 2000 + ": c"),
        f"2: {LOOK}",
    ),
    "a: b\n...\nc: d": f"3: {LOOK}",
    **dict.fromkeys(("- a", "a"), f"1:1: {NO_MAPPING}"),
    "a: b\na: c": "2:1: a: repeats line 1; remove one of them",
    "x: {a: b}\ny:\n  a: b\n  'a': c": "4:3: y.a: repeats line 3;",
    "a: b\n? a\n: c": "2:3: a: repeats line 1; remove one of them",
    "---\na: b\n---\nc: d": "3:1: a second document opens here; write one document a",
    "a: b\n...\n---": "3:1: a second document opens here",
    "%YAML 1.1\n---\na: b": "1:1: has a directive; leave lines that open with % out",
    "a: b\n%FOO": "2:1: has a directive",
    "a:\n  - &x b": f"2:5: a.1: {ANCHOR}",
    "? &x [a]\n: b": f"1:3: {ANCHOR}",
    "a: *x": "1:4: a: is an alias; write the value itself",
    "*a : b": "1:1: is an alias",
    "a: {<<: [*b, *b]}": "1:10: a.<<.1: is an alias",
    "? [a]\n: b": "1:3: is a list or a mapping as a name; write a plain name",
    "x:\n  {a: b}: c": "2:3: x: is a list or a mapping as a name",
    "a:\n  -": f"2:4: a.1: {NO_VALUE}",
    "a: ' b'": "1:4: a: opens or ends with a blank; write the text without it",
    "a: 'b '": "1:4: a: opens or ends with a blank",
    "a: |\n  b\n": f"1:4: a: {HIDDEN} one line",
    '"a\\nb": c': f"1:1: a\\nb: {NO_NAME}",
    '"\\e[31m": c': f"1:1: \\x1b[31m: {NO_NAME}",
    "'': c": f"1:1: {NO_NAME}",
    f"{'k' * 101}: b": f"1:1: {'k' * 60}...: {NO_NAME}",
    "a:\tb": f"1:3: character U+0009 {UNSEEN}",
    "a: b\n\u202ec: d": f"2:1: character U+202E {UNSEEN}",
    "a: é\u200b": f"1:5: character U+200B {UNSEEN}",
    "a: b\rc: d": f"1:5: character U+000D {UNSEEN}",
    "\ufeff\ufeffa: b": f"1:1: character U+FEFF {UNSEEN}",
    "\ufeffa: ~": f"1:4: a: {NO_VALUE}",
    "": "1:1: is empty; write 'field: value' lines",
    "# only a comment": "1:1: is empty",
    "a: " + "[" * 100_000: f"1:19: a{'.1' * 15}: {DEEP}",
    "\0" * 4096: f"1:1: character U+0000 {UNSEEN}",
    MANY.decode(): "20000:9: k19999: is one value too many; write at most 20000 values",
}
BYTES = {
    b"a: b\nc: caf\xe9\n": f"2:7: byte 0xe9 {NOT_UTF_8}",
    b"a: \xc0\xaf": f"1:4: byte 0xc0 {NOT_UTF_8}",
    b"a: \xed\xa0\x80": f"1:4: byte 0xed {NOT_UTF_8}",
    b"a: \xf4\x90\x80\x80": f"1:4: byte 0xf4 {NOT_UTF_8}",
    "a: b".encode("utf-16"): f"1:1: byte 0xff {NOT_UTF_8}",
    "a: b".encode("utf-16-le"): f"1:2: character U+0000 {UNSEEN}",
    b"#" * (1024 * 1024 + 1): "1:1: is larger than 1 MiB; write smaller files",
}
ODD = "\x1b\x7f\x80\x9b\xa0\xad\u115f\u2028\u2029\u2066\u3164\ufe0f\ue000\U000e0100"


def named(text: str | bytes) -> str:
    """What names a case; with a backslash, pytest would name it anew in each run."""
    return ascii(text[:30]).replace("\\", "^")


@pytest.fixture(params=["CBaseLoader", "BaseLoader"])
def loader(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """A test holds with libyaml and without it."""
    monkeypatch.setattr(document, "LOADER", getattr(yaml, request.param))
    return str(request.param)


def fields(text: str) -> dict[str, document.Content]:
    return document.parse(document.decoded(text.encode(), "a.yaml"), "a.yaml")


@pytest.mark.parametrize("text", REFUSED, ids=named)
def test_what_a_record_must_not_hold(text: str, loader: str) -> None:
    place, _, message = REFUSED[text].partition(": ")
    started = time.perf_counter()

    with pytest.raises(RecordError) as error:
        fields(text)

    assert str(error.value).startswith(f"a.yaml:{place}:")
    assert message in str(error.value)
    assert loader == "BaseLoader" or time.perf_counter() - started < 1


@pytest.mark.parametrize("content", BYTES, ids=named)
def test_what_the_bytes_of_a_file_must_not_be(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_bytes(content)

    with pytest.raises(RecordError) as error:
        document.read(str(path))

    assert str(error.value) == f"{path}:{BYTES[content]}"


@pytest.mark.parametrize("odd", ODD, ids=named)
def test_what_is_not_seen_is_refused_as_it_is_and_in_quotes(odd: str) -> None:
    with pytest.raises(RecordError, match=f"2:5: character U.{ord(odd):04X} is not"):
        fields(f"a: b\nc: d{odd}")
    with pytest.raises(RecordError, match="1:4: a: holds a line end or a character"):
        fields(f'a: "b\\U{ord(odd):08x}"')


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


@pytest.mark.parametrize("text", READ, ids=named)
def test_every_value_stays_text(text: str, loader: str) -> None:
    assert fields(text) == READ[text]


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
    loader: str, tmp_path: Path
) -> None:
    path = tmp_path / "a\x1b.yaml"
    path.write_text("a: b\nc:\n  - d\n  - e: f\n")

    error = document.misread(
        str(path),
        [
            Fault(("c", "2", "e"), "three"),
            Fault(("c", "2", "e"), "two", of_name=True),
            Fault(("a", "1"), "one, of a list that is a single value"),
            Fault((), "none", lines=("what another file says",)),
        ],
    )

    assert [line.removeprefix(f"{tmp_path}/") for line in error.lines] == [
        "what another file says",
        "a\\x1b.yaml:1:4: a: one, of a list that is a single value",
        "a\\x1b.yaml:4:5: c.2.e: two",
        "a\\x1b.yaml:4:8: c.2.e: three",
    ]
    assert str(error) == error.lines[0]


def test_a_file_that_changes_between_two_readings_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_text("a: [b")

    with pytest.raises(RecordError, match="is not YAML"):
        document.misread(str(path), [Fault(("a",), "is wrong")])


def test_only_regular_files_of_a_mebibyte_are_read(tmp_path: Path) -> None:
    exact = tmp_path / "exact.yaml"
    exact.write_text("a: " + "b" * (1024 * 1024 - 3))
    fifo, endless, loop = (tmp_path / name for name in ("fifo", "endless", "loop"))
    os.mkfifo(fifo)
    endless.symlink_to("/dev/zero")
    loop.symlink_to(loop)

    assert document.read(str(exact))
    for path, message in (
        (tmp_path, "1:1: is not a regular file; write one"),
        (fifo, "1:1: is not a regular file"),
        (endless, "1:1: is not a regular file"),
        (
            tmp_path / "none",
            "1:1: cannot be read: No such file or directory; make it a",
        ),
        (loop, "1:1: cannot be read: Too many levels of symbolic links"),
        ("a\0b", "1:1: cannot be read"),
    ):
        with pytest.raises(RecordError, match=message):
            document.read(str(path))
