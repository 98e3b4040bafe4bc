"""What the content of a field may mean, and what is said of it otherwise."""

from decimal import Decimal

import pytest

from yotcli import scalars
from yotcli.document import Content, FieldError
from yotcli.model import Date, Period

RIGHT = [
    (scalars.text, "no", "no"),
    (scalars.label, "x" * 100, "x" * 100),
    (scalars.name, "stoke-on-trent", "stoke-on-trent"),
    (scalars.date, "2014", Date("2014")),
    (scalars.date, "1980-12", Date("1980-12")),
    (scalars.date, "2049-01-31", Date("2049-01-31")),
    (scalars.date, "2012-02-29", Date("2012-02-29")),
    (scalars.date, "2000-02-29", Date("2000-02-29")),
    (scalars.date, "2014-04-30", Date("2014-04-30")),
    (scalars.period, "2012", Period(Date("2012"), Date("2012"))),
    (scalars.period, "2012-10 to 2013", Period(Date("2012-10"), Date("2013"))),
    (
        scalars.period,
        "2026-01-12 to 2026-01",
        Period(Date("2026-01-12"), Date("2026-01")),
    ),
    (scalars.published, "2025-02", Date("2025-02")),
    (scalars.published, "2025 to 2026", Date("2025 to 2026")),
    (scalars.number(100), "0", Decimal("0")),
    (scalars.number(100), "100", Decimal("100")),
    (scalars.number(100), "33.8000", Decimal("33.8000")),
    (scalars.whole, "206", 206),
    (scalars.whole, "999999999", 999_999_999),
    (scalars.link, "https://a.org:80/b?c=d#e", "https://a.org:80/b?c=d#e"),
    (scalars.link, "http://a.org", "http://a.org"),
    (scalars.link, "https://dŵr.cymru/it's", "https://dŵr.cymru/it's"),
    (scalars.one_of(("a", "b")), "b", "b"),
    (scalars.true, "true", True),
    (scalars.list_of(scalars.whole), [], ()),
    (scalars.list_of(scalars.whole), ["1", "2"], (1, 2)),
    (scalars.named(scalars.whole), {"a": "1"}, {"a": 1}),
]
DATE = "is not a date from 1980 to 2049; write 2014, 2014-02 or 2014-02-26"
DAY = "write a day of that month"
NUMBER = "is not a plain number; write digits and at most one point, such as 33.8"
WHOLE = "is not a whole number; write digits only, such as 206"
LINK = "is not a web address; write one that opens with https:// or http://"
NAME = "is not a name; write lower-case letters, digits and hyphens"
OF_WHOLE = scalars.list_of(scalars.whole)
WRONG = [
    (scalars.text, ["a"], "is a mapping or a list; write a single value"),
    (scalars.label, "x" * 101, "is over 100 characters long; write it shorter"),
    *[
        (scalars.name, text, f"{text!r} {NAME}")
        for text in (
            "../x",
            "a/b",
            "A",
            "a_b",
            "a--b",
            "-a",
            "a-",
            "é",
            "a b",
            "a.yaml",
        )
    ],
    *[
        (scalars.date, text, f"{text!r} {DATE}")
        for text in ("2014-2", "2014-13", "2014-00", "20140226", "2014-02-26T00:00", "")
    ],
    *[
        (scalars.date, text, f"{text!r} {DATE}")
        for text in ("1979", "2050", "2014 ", "x2014", "٢٠١٤", "2014-02-1", "+2014")
    ],
    (scalars.date, "2013-02-29", f"there is no 2013-02-29; {DAY}"),
    (scalars.date, "2014-04-31", f"there is no 2014-04-31; {DAY}"),
    (scalars.date, "2014-01-32", f"there is no 2014-01-32; {DAY}"),
    (scalars.date, "2014-01-00", f"there is no 2014-01-00; {DAY}"),
    (scalars.period, "2013 to 2012", "ends before it starts; write the earlier date"),
    (scalars.period, "2012 to", f"'2012 to' {DATE}"),
    (scalars.period, "2012-2013", f"'2012-2013' {DATE}"),
    (scalars.period, "2012 to 2013 to 2014", f"'2013 to 2014' {DATE}"),
    *[
        (scalars.number(100), text, f"{text!r} {NUMBER}")
        for text in ("33.8%", "33,8", "1_000", "012", "1:30", ".nan", "1e4", "Infinity")
    ],
    *[
        (scalars.number(100), text, f"{text!r} {NUMBER}")
        for text in ("-1", "+1", ".5", "5.", "٣٣", "1 0", "0x10", "1.12345", "1234567")
    ],
    (scalars.number(100), "9" * 5000, f"{'9' * 60 + '...'!r} {NUMBER}"),
    (scalars.number(100), "100.1", "100.1 is over 100; write 0 to 100"),
    *[
        (scalars.whole, text, f"{text!r} {WHOLE}")
        for text in ("1.0", "-1", "01", "1_0", "١", "9" * 10, "x")
    ],
    *[
        (scalars.link, text, f"{text!r} {LINK}")
        for text in (
            "ftp://a.org",
            "javascript:alert(1)",
            "//a.org",
            "a.org",
            "http://",
        )
    ],
    *[
        (scalars.link, text, f"{text!r} {LINK}")
        for text in (
            "https://a b",
            "http://a.org/<x>",
            "http://a@b.org",
            "HTTP://a.org",
        )
    ],
    (scalars.link, 'http://a.org/"', f"'http://a.org/\"' {LINK}"),
    (scalars.one_of(("a", "b")), "c", "'c' is not one of a, b; write one"),
    (scalars.one_of(()), "c", "'c' is not one of none; leave it out"),
    (scalars.true, "yes", "'yes' is not one of true; write one"),
    (scalars.published, "2025 to 26", "'2025 to 26' is not two years, the earlier"),
    (scalars.published, "soon", f"'soon' {DATE}"),
    (OF_WHOLE, "1", "is not a list; write a list, each line opening with '- '"),
    (scalars.mapping, "1", "is not a mapping; write fields as 'name: value' below it"),
]


@pytest.mark.parametrize(("read", "content", "meant"), RIGHT)
def test_what_a_content_means(
    read: scalars.Reader[object], content: Content, meant: object
) -> None:
    assert read(content) == meant
    assert str(read(content)) == str(meant)  # with all its digits


@pytest.mark.parametrize(("read", "content", "message"), WRONG)
def test_what_a_content_does_not_mean(
    read: scalars.Reader[object], content: Content, message: str
) -> None:
    with pytest.raises(FieldError) as error:
        read(content)

    (fault,) = error.value.faults
    assert fault.names == ()
    assert fault.says.startswith(message)


def test_every_fault_of_a_content_is_told() -> None:
    read = scalars.record(
        {"area": scalars.name, "counts": OF_WHOLE, "published": scalars.date},
        dict,
        *("area", "published"),
    )

    with pytest.raises(FieldError) as error:
        read({"counts": ["1", "x", "y"], "publishd": "2014", "colour": "red"})

    assert {fault[:3] for fault in error.value.faults} == {
        (
            ("publishd",),
            "is not a field of this record; did you mean 'published'?",
            True,
        ),
        (("colour",), "is not a field of this record; leave it out", True),
        ((), "has no field 'area'; write 'area: ...'", False),
        (("counts", "2"), f"'x' {WHOLE}", False),
        (("counts", "3"), f"'y' {WHOLE}", False),
    }
