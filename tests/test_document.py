"""YAML with places: what is taken, what is refused, and where the message points."""

import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from yotcli import document
from yotcli.document import RecordError
from yotcli.model import Date


@pytest.fixture(params=["CBaseLoader", "BaseLoader"], autouse=True)
def loader(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every test holds with libyaml and without it."""
    monkeypatch.setattr(document, "LOADER", getattr(yaml, request.param))


def fields(text: str) -> document.Mapping:
    return document.parse(document.decoded(text.encode(), "a.yaml"), "a.yaml")


def test_every_value_stays_text_and_knows_its_place() -> None:
    record = fields("a: no\nb:\n  - 1:30\n  - 33.80\n")

    place = record.fields["b"].sequence()[1]

    assert record.text("a") == "no"
    assert record.texts("b") == ("1:30", "33.80")
    assert (place.mark.line, place.mark.column, place.field) == (3, 4, "b.2")


def test_flow_style_comments_and_windows_lines_are_yaml_too() -> None:
    record = fields("a: {b: [x, \"y z\"]}  # a reason\r\nc: 'it''s'\r\n")

    assert record.fields["a"].mapping().texts("b") == ("x", "y z")
    assert record.text("c") == "it's"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("a: b\na: c", "2:1: a: stands here again, after line 1; write it once"),
        ("a: b\n'a': c", "2:1: a: stands here again, after line 1; write it once"),
        ("a: b\n---\nc: d", "2:1: a second document opens here"),
        ("%YAML 1.1\n---\na: b", "1:1: has a directive"),
        ("a: &x b", "1:4: a: has an anchor or a tag"),
        ("&x a: b", "1:1: a: has an anchor or a tag"),
        ("a: &x {b: c}", "1:4: a: has an anchor or a tag"),
        ("a: *x", "1:4: a: is an alias; write the value itself"),
        ("a: !!str b", "1:4: a: has an anchor or a tag"),
        ("? [a]\n: b", "1:3: is a list or a mapping as a name"),
        ("a:", "has no value; write one or leave the field out"),
        ("a: ~", "1:4: a: has no value"),
        ("a: null", "1:4: a: has no value"),
        ("a: ''", "1:4: a: has no value"),
        ("a: ' b'", "1:4: a: opens or ends with a blank"),
        (
            "a: |\n  b\n",
            "1:4: a: holds a line end or a character that is not printable",
        ),
        ('a: "\\u202e"', "1:4: a: holds a line end or a character that is not"),
        ('"a\\nb": c', "1:1: a\\nb: is not the name of a field"),
        (f"{'a' * 101}: b", "is not the name of a field"),
        ("a:\tb", "1:3: character U+0009 is not printable"),
        ("a: b\x1b[0m", "1:5: character U+001B is not printable"),
        ("a: b\n\u202ec: d", "2:1: character U+202E is not printable"),
        ("\ufeffa: b", "1:1: character U+FEFF is not printable"),
        ("a: b: c", "1:5: is not YAML: mapping values are not allowed"),
        ("a: [b", "is not YAML"),
        ("", "1:1: is empty"),
        ("# only a comment", "1:1: is empty"),
        ("- a", "1:1: is not a mapping"),
        ("a", "1:1: is not a mapping"),
        ("[" * 100_000, "is nested over 16 deep"),
        ("a: [" + "b, " * 20_000 + "]", "is one value too many"),
    ],
)
def test_what_a_record_must_not_hold(text: str, message: str) -> None:
    with pytest.raises(RecordError) as error:
        fields(text)

    assert str(error.value).startswith("a.yaml:")
    assert message in str(error.value)


def test_limits_are_exactly_what_they_say() -> None:
    deep = "{a: " * 15 + "b" + "}" * 15

    assert fields(f"a: {deep}").fields
    with pytest.raises(RecordError, match="nested over 16"):
        fields(f"a: {{a: {deep}}}")
    assert fields("a:\n" + "  - b\n" * 19_998)
    with pytest.raises(RecordError, match="20000 values"):
        fields("a:\n" + "  - b\n" * 19_999)


def test_bytes_that_are_not_utf_8_have_a_place() -> None:
    with pytest.raises(RecordError, match=r"a:2:4: byte 0xe9 is not UTF-8"):
        document.decoded(b"a: b\nc: \xe9\n", "a")


@pytest.mark.parametrize("text", ["2014", "2014-02", "2014-02-28", "2012-02-29"])
def test_dates_are_as_precise_as_they_are(text: str) -> None:
    assert fields(f"a: {text}").date("a") == Date(text)


@pytest.mark.parametrize(
    "text",
    [
        *("2014-2", "2014-13", "2014-00", "2014-02-30", "2013-02-29", "2014-04-31"),
        *("2014-06-00", "20140226", "2014-02-26T00:00", "1979", "2050", "9999-01-01"),
        *(
            "2014 ",
            "x2014",
            "\u0662\u0660\u0661\u0664",
            "2014-02-1",
            "+2014",
            "2100-02",
        ),
    ],
)
def test_what_is_no_date_is_refused(text: str) -> None:
    with pytest.raises(RecordError, match="1:4: a: "):
        fields(f"a: '{text}'").date("a")


def test_a_period_runs_from_one_date_to_another() -> None:
    period = fields("a: 2012-10 to 2013-09").period("a")
    day = fields("a: 2012").period("a")

    assert period is not None
    assert day is not None
    assert str(period) == "Oct 2012 to Sep 2013"
    assert (str(day), day.iso) == ("2012", "2012")
    with pytest.raises(RecordError, match="ends before it starts"):
        fields("a: 2013 to 2012").period("a")
    for text in ("2012 to", "to 2012", "2012 to 2013 to 2014", "2012-2013"):
        with pytest.raises(RecordError, match="is not a date"):
            fields(f"a: {text}").period("a")


@pytest.mark.parametrize("text", ["0", "33.8", "33.80", "100", "0.5"])
def test_numbers_keep_their_digits(text: str) -> None:
    assert str(fields(f"a: {text}").number("a", 100)) == text


@pytest.mark.parametrize(
    "text",
    [
        *("33.8%", "33,8", "1_000", "012", "1:30", ".nan", "NaN", "1e400", "Infinity"),
        *("-1", "+1", "100.1", "101", ".5", "5.", "9" * 5000, "\u0663\u0663", "1 0"),
        *("0x10", "33.80000", "1234567", "\u00bd"),
    ],
)
def test_what_is_no_number_is_refused(text: str) -> None:
    with pytest.raises(RecordError, match="1:4: a: "):
        fields(f"a: '{text}'").number("a", 100)


@pytest.mark.parametrize("text", ["1.0", "-1", "01", "1_0", "\u0661", "9" * 10, "x"])
def test_what_is_no_whole_number_is_refused(text: str) -> None:
    assert fields("a: 206").whole("a") == 206
    with pytest.raises(RecordError, match="is not a whole number"):
        fields(f"a: '{text}'").whole("a")


@pytest.mark.parametrize(
    "text",
    [
        *(
            "ftp://a.org",
            "javascript:alert(1)",
            "//a.org",
            "a.org",
            "http://",
            "https://a b",
        ),
        *("http://a.org/<x>", 'http://a.org/"', "http://a.org/`", "data:,x"),
        *("http://a@b.org", "file:///etc/passwd", "http:// a.org", "HTTP://a.org"),
    ],
)
def test_only_web_addresses_are_links(text: str) -> None:
    assert fields("a: https://a.org/b?c=d#e").value("a").link()
    with pytest.raises(RecordError, match="is not a web address"):
        fields(f"a: '{text}'").value("a").link()


@pytest.mark.parametrize(
    "text", ["../x", "a/b", "A", "a_b", "a--b", "-a", "a-", "é", "a b"]
)
def test_names_are_plain(text: str) -> None:
    assert fields("a: stoke-on-trent").value("a").name() == "stoke-on-trent"
    with pytest.raises(RecordError, match="is not a name"):
        fields(f"a: '{text}'").value("a").name()


def test_fields_are_known_and_there() -> None:
    record = fields("area: x\npublishd: 2014\n")

    with pytest.raises(RecordError, match=r"2:1: publishd: .*did you mean 'published'"):
        record.only(("area", "published"))
    with pytest.raises(RecordError, match="1:1: has no field 'sources'"):
        record.only(("area", "publishd", "sources"), ("sources",))


def test_a_value_of_the_wrong_shape_is_refused() -> None:
    record = fields("a: b\nc:\n  - d\n")

    with pytest.raises(RecordError, match="1:4: a: is not a mapping"):
        record.fields_of("a")
    with pytest.raises(RecordError, match="1:4: a: is not a list"):
        record.texts("a")
    with pytest.raises(RecordError, match="3:3: c: is a mapping or a list"):
        record.text("c")
    with pytest.raises(RecordError, match="1:4: a: 'b' is not one of true"):
        record.true("a")


def test_only_regular_files_of_a_mebibyte_are_read(tmp_path: Path) -> None:
    large = tmp_path / "large.yaml"
    large.write_text("a: " + "b" * (1024 * 1024))
    exact = tmp_path / "exact.yaml"
    exact.write_text("a: " + "b" * (1024 * 1024 - 3))

    assert document.read(exact).text("a")
    for path, message in (
        (large, "is larger than 1 MiB"),
        (tmp_path, "is not a regular file"),
        (tmp_path / "none", "cannot be read: No such file"),
        (Path("/dev/null"), "is not a regular file"),
        (Path("a\0b"), "cannot be read"),
    ):
        with pytest.raises(RecordError, match=message):
            document.read(path)


@pytest.mark.parametrize("escape", [r"\U00110000", r"\UFFFFFFFF"])
def test_an_escape_of_no_character_is_refused(escape: str) -> None:
    with pytest.raises(RecordError, match="is not YAML"):
        fields(f'a: "{escape}"')


def test_yaml_reads_in_pure_python_after_it_was_imported_here() -> None:
    program = (
        "from yotcli import document; import re, yaml;"
        "assert isinstance(re.compile('a'), re.Pattern);"
        "print(yaml.load('a: 1', yaml.SafeLoader));"
        "print(document.Late('b').search('abc').start())"
    )

    ran = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, check=True, text=True
    )

    assert ran.stdout == "{'a': 1}\n1\n"
