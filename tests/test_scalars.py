"""What the content of a field may mean, and what is said of it otherwise."""

from collections.abc import Iterable
from decimal import Decimal

import pytest

from yotcli import scalars
from yotcli.document import Content, FieldError
from yotcli.model import Date, Period

DATES = ("2014", "1980-12", "2049-01-31", "2012-02-29", "2000-02-29", "2014-04-30")
PERIODS = {
    "2012": ("2012", "2012"),
    "2012-10 to 2013": ("2012-10", "2013"),
    "2026-01-12 to 2026-01": ("2026-01-12", "2026-01"),
}
LINKS = (
    *("https://a:b@a.org", "https://[2001:db8::1]:8/", "http://a.org:/", "http://a_b."),
    *("https://a.org:80/b?c=d#e", "http://a.org", "https://dŵr.cymru/it's"),
    *("https://en.wikipedia.org/wiki/A_(b)", "https://a.org/%20"),
)
PERCENT, OF_WHOLE = scalars.number(100), scalars.list_of(scalars.whole)
RIGHT = [
    *((scalars.text, "no", "no"), (scalars.label, "x" * 100, "x" * 100)),
    *((scalars.name, "stoke-on-trent", "stoke-on-trent"), (scalars.true, "true", True)),
    *((scalars.date, text, Date(text)) for text in DATES),
    *(
        (scalars.period, text, Period(*map(Date, dates)))
        for text, dates in PERIODS.items()
    ),
    *((scalars.published, text, Date(text)) for text in ("2025-02", "2025 to 2026")),
    *((PERCENT, text, Decimal(text)) for text in ("0", "100", "33.8000")),
    *((scalars.whole, "206", 206), (scalars.whole, "999999999", 999_999_999)),
    *((scalars.link, text, text) for text in LINKS),
    (scalars.link, "HTTPS://A.org", "https://A.org"),
    *((scalars.one_of(("a", "b")), "b", "b"), (OF_WHOLE, [], ())),
    *(
        (OF_WHOLE, ["1", "2"], (1, 2)),
        (scalars.named(scalars.whole), {"a": "1"}, {"a": 1}),
    ),
]
DATE = "is not a date from 1980 to 2049; write 2014, 2014-02 or 2014-02-26"
NUMBER = "is not a plain number; write digits and at most one point, such as 33.8"
WHOLE = "is not a whole number; write digits only, such as 206"
LINK = "is not a web address; write one that opens with https:// or http://"
NAME = "is not a name; write lower-case letters, digits and hyphens"


def each(
    read: scalars.Reader[object], message: str, *contents: Content
) -> Iterable[tuple[scalars.Reader[object], Content, str]]:
    """Contents of which the same is said; TEXT is the content itself."""
    for content in contents:
        yield read, content, message.replace("TEXT", repr(content))


WRONG = [
    *each(scalars.text, "is a mapping or a list; write a single value", ["a"], {}),
    *each(scalars.label, "is over 100 characters long; write it shorter", "x" * 101),
    *each(
        *(scalars.name, f"TEXT {NAME}", "../x", "a/b", "A", "a_b", "a--b", "-a", "a-"),
        *("é", "a b", "a.yaml"),
    ),
    *each(
        *(scalars.date, f"TEXT {DATE}", "2014-2", "2014-13", "2014-00", "20140226", ""),
        *("2014-02-26T00:00", "1979", "2050", "2014 ", "x2014", "٢٠١٤", "2014-02-1"),
        *("+2014",),
    ),
    *[
        (scalars.date, text, f"there is no {text}; write a day of that month")
        for text in ("2013-02-29", "2014-04-31", "2014-01-32", "2014-01-00")
    ],
    (scalars.period, "2013 to 2012", "ends before it starts; write the earlier date"),
    *((scalars.period, "2012 to", f"'2012 to' {DATE}"),),
    (scalars.period, "2012-2013", f"'2012-2013' {DATE}"),
    (scalars.period, "2012 to 2013 to 2014", f"'2013 to 2014' {DATE}"),
    *each(
        *(PERCENT, f"TEXT {NUMBER}", "33.8%", "33,8", "1_000", "012", "1:30", ".nan"),
        *("1e4", "Infinity", "-1", "+1", ".5", "5.", "٣٣", "1 0", "0x10", "1.12345"),
        *("1234567",),
    ),
    (PERCENT, "9" * 5000, f"{'9' * 60 + '...'!r} {NUMBER}"),
    (PERCENT, "100.1", "100.1 is over 100; write 0 to 100"),
    *each(
        *(scalars.whole, f"TEXT {WHOLE}", "1.0", "-1", "01", "1_0", "١", "9" * 10, "x"),
    ),
    *each(
        *(scalars.link, f"TEXT {LINK}", "ftp://a.org", "javascript:alert(1)", "a.org"),
        *("//a.org", "http://", "https://a b", "http://a.org/<x>", "http://a@b@c.org"),
        *("https://-", "https://-a.org", "https://a-/", "http://@", "http://[x]"),
        *("http://a.org/|", 'http://a.org/"'),
    ),
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
