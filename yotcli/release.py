"""A release or report as text: its parts, what they say, and the areas they name."""

from __future__ import annotations

import re
from bisect import bisect
from collections.abc import Iterable, Iterator, Mapping, Sequence
from html.parser import HTMLParser
from itertools import accumulate, groupby, islice
from typing import NamedTuple, TypeVar

from yotcli import document, scalars
from yotcli.fields import AGAINST
from yotcli.model import MONTHS, Area, YotError, escaped, folded

T = TypeVar("T")
MOST = 10_000  # lines and sentences; a report of a hundred pages has fewer
LONGEST_LINE, LONGEST_SENTENCE = 160, 1000  # characters; longer ones are skipped
STRAIGHT = str.maketrans("\u2018\u2019\u201c\u201d\u2013\u2014", "''\"\"--")

INLINE = re.findall(r"\w+", "a abbr b em font i mark small span strong sub sup u")
HIDDEN = ("script", "style", "title", "nav", "footer", "template", "noscript")
BREAKS = dict.fromkeys(INLINE, "") | {"td": "  ", "th": "  ", "li": "\n\n- "}
COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
# Declarations, and tags without an end, for which the parser would look long.
NO_TAG = re.compile(r"<![^<>]{0,2000}>|<(?![A-Za-z/][^<>]{0,2000}>)")

ITEM = re.compile(r"(?:[-*\u2022\u25aa\u25e6\u00b7]|\(?\d{1,2}[.)]|\(?[a-z][.)]) ")
SENTENCE = re.compile(r"[^ ].*?(?:(?<!\bSt)[.!?][\"')]*(?= [\"'(]*[A-Z0-9])|;|$)")
VERB = r"\b(?:is|are|was|were|has|have|had|remain\w*|found)\b"
FINITE = re.compile(rf"(?i){VERB}")
CAPTION = re.compile(r"(?i)\b(?:said|says|picture|photo\w*|image)\b")
SPEECH = re.compile(
    r"[\"\u201c][^\"\u201c\u201d]{2,}(?:[\"\u201d]|$)(?=(,? (?:said|says|added)\b)?)"
)
SAID = re.compile(r"(?:^|(?:said|saying|says|added|continued)[:,;]? )(?=['\u2018])")
TERM = re.compile(rf"(?i)['\u2018](?:(?!{VERB}).){{1,38}}?['\u2019](?!\w)")
PERSON = r"\b(?:Dame |Sir |Dr )?[A-Z][A-Za-z'-]{1,30} [A-Z][A-Za-z'-]{1,30}"
INSPECTOR = r"(?:Assistant |Deputy )?Chief Inspector(?: of Probation)?"
SIGNED = re.compile(rf"({PERSON}), (?:HM )?({INSPECTOR})|({INSPECTOR}),? ({PERSON})")
OFFICIAL = re.compile(r"(?i)\b(?:councill?\w*|cllr|cabinet|mayor|mp|director)\b")

NUMBERS = re.findall(
    r"\w+",
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen"
    " fifteen sixteen seventeen eighteen nineteen twenty",
)
NUMBER = rf"(?:\d{{1,2}}|{'|'.join(NUMBERS)})"
PERCENT = r"(?:100|[1-9]?\d(?:\.\d{1,2})?)(?= ?(?:%|per ?cent))"
PAST = (
    r"previous(?:ly)?|earlier(?! this)|(?<!since the )(?<!since our )last (?:inspection"
    r"|report)|last (?:time|year|visited|inspected)|then|formerly|in (?:19|20)\d\d"
    r"|(?:19|20)\d\d (?:inspection|report)|back (?:then|in)|at th(?:at|e) time"
    r"|(?:years?|months?|inspections?) (?:ago|back|before)|before (?:that|then)|used to"
    r"|(?:first|original|initial|prior|old) (?:came|inspect\w*|programme|report|service"
    r"|team|visit\w*)|inspections (?:to date|so far)|predecessors?"
    r"|had (?:\w+ ){0,2}(?:come|inspected|visited)(?! [^,.;]{0,60}\bin [A-Z])"
)
BEFORE = re.compile(rf"(?i)\b(?:{PAST})\b")
NOW = re.compile(
    r"(?i)\b(?:now|today|this|latest|re-?inspect\w*"
    r"|ha(?:s|ve) (?:\w+ )?(?:been|given|\w+ed))\b"
)
PUBLISHER = re.compile(
    r"(?i)published today\. \||\bpublishing\b|\| today s?he published"
)
PUBLISHED = re.compile(
    r"(?i)\b(report|published|publication|Inspectorate of Probation)\b(\D{0,160}?)"
    rf"\b((?:\d{{1,2}}(?:st|nd|rd|th)? )?(?:{'|'.join(MONTHS)})[a-z]{{0,6}},?"
    r" (?:19|20)\d\d\b)"
)
DATED = re.compile(
    rf"(?:\b({'|'.join(MONTHS)})[a-z]{{0,6}} )?(?<!Since )\b((?:19|20)\d\d)\b"
)
DIRECTLY = re.compile(r"(?i)(?: on| today)?[,: (]*(?:[a-z]{3,6}day,? )?")
REINSPECTED = re.compile(
    r"(?i)^(?!.*\b(?:will|would|services|next)\b)"
    r".*\b(?:re-?inspect(?:ion|ed)?|inspection follow(?:s|ed))\b"
)
SERVICE = re.compile(
    r"(?: City)?(?: Council)? Youth (?:Offending|Justice)(?: (?:and|[A-Z]\w+)){0,4}?"
    r" (?:Service|Team)s?\b"
)
CHOSEN = re.compile(r"(?i)\b(?:chosen?|selected)\b.{0,80}?\b(?:inspect|because|basis)")
RECOMMENDED = re.compile(rf"(?i)\b({NUMBER}) (?:key |further )?recommendations?\b")
RATE = re.compile(
    r"(?i)\b(?:re-?offending rate|rate of (?:proven )?re-?offending|published rate)\b"
    rf"[^%;]{{0,120}}?\b(?:was|is|of|stood at|at) ({PERCENT})"
    r"(?! ?(?:%|per ?cent) (?:lower|higher|bel|abo|better|worse|point))"
    rf"|\b({PERCENT})[^;,.\d]{{1,60}}? (?:had )?re-?offended\b"
)
ELSEWHERE = re.compile(r"(?i)national|average|England|Wales|target|region|compar")
AVERAGE = re.compile(
    rf"(?i)average\b[^%;]{{0,60}}?England and Wales[^%;\d]{{0,30}}?({PERCENT})"
    rf"|England and Wales(?:'s?)? (?:average|rate)[^%;\d]{{0,40}}?({PERCENT})"
)
PREVIOUS_YEAR = re.compile(
    r"(?i)\b(?:(better|lower)|(the same)|(worse|higher)) (?:than|as) (?:in |that of )?"
    r"the (?:previous year|year before)"
)

WORD = re.compile(r"[^\W_]+|&")
VAGUE = ("bath", "isle", "vale")  # what begins a name and says other things too
OF_SERVICE = re.compile(
    r"(?:'s?)?(?: City| County| Council| Combined)* [Yy](?:outh|O|J)"
)


class Block(NamedTuple):
    """A paragraph, a heading, or an item of a list, whose mark is blotted out."""

    text: str
    starts: Sequence[int]  # where its lines begin in its text
    lines: Sequence[int]
    led_by: str  # the line that introduces its list: "Inspectors found that:"

    @property
    def is_item(self) -> bool:
        return self.text[0] == " "

    @property
    def is_heading(self) -> bool:
        ends = self.text.rstrip("\"'")[-1:] in (*".:;,", "")
        is_line = len(self.lines) == 1 and len(self.text) <= LONGEST_LINE
        ends |= bool(re.search(r"\d/\d", self.text))  # a score
        return is_line and not (ends or self.is_item or self.text[0].islower())

    @property
    def may_be_title(self) -> bool:
        """Whether a block is a title, not a place name or the caption of a picture."""
        is_long = self.text.count(" ") > 1
        return self.is_heading and is_long and not CAPTION.search(self.text)


class Sentence(NamedTuple):
    """A sentence, what stands between semicolons, or words of one."""

    text: str
    place: int  # its place in its block
    block: Block

    @property
    def line(self) -> int:
        return self.block.lines[bisect(self.block.starts, self.place) - 1]

    @property
    def rest(self) -> Sentence:
        """The text that follows in its block, up to a limit."""
        end = self.place + len(self.text)
        return Sentence(self.block.text[end : end + 400], end, self.block)

    def part(self, start: int, end: int) -> Sentence:
        return Sentence(self.text[start:end], self.place + start, self.block)


class Page(HTMLParser):
    """The text of an html page, with an empty line around each block."""

    def __init__(self) -> None:
        super().__init__()
        self.parts: list[str] = []
        self.hidden = 0

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.hidden += tag in HIDDEN
        self.parts.append(BREAKS.get(tag, "\n\n"))

    def handle_endtag(self, tag: str) -> None:
        self.hidden -= self.hidden > 0 and tag in HIDDEN
        self.parts.append(BREAKS.get(tag, "\n\n").rstrip("- "))

    def handle_data(self, data: str) -> None:
        if not self.hidden:
            self.parts.append(re.sub(r"\s+", " ", data))


def text_of(content: bytes, name: str | None) -> str:
    """The text of a release; raises YotError if it cannot be read."""
    said, kind = escaped(name or "the text"), (name or "").lower().rpartition(".")[2]
    start = content[:1024].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if start.startswith(b"%pdf") or kind == "pdf":
        raise YotError(f"{said} is a PDF: write pdftotext report.pdf - | yot draft -")
    if len(content) > document.LARGEST:
        raise YotError(f"{said} is larger than 1 MiB: give one release or report")
    try:
        text = content.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise YotError(f"{said}, line {line}, is not UTF-8: save it as UTF-8") from None
    if kind in ("html", "htm") or start.startswith((b"<!doctype html", b"<html")):
        page = Page()
        page.feed(NO_TAG.sub(" ", COMMENT.sub("", text)))
        page.close()
        text = "".join(page.parts)
    if not text.strip():
        raise YotError(f"{said} is empty: give a release or report")
    return text


def limited(parts: Iterable[T], called: str) -> list[T]:
    """All of them; raises YotError where they are more than a report has."""
    made = list(islice(parts, MOST + 1))
    if len(made) > MOST:
        told = "are too many: give one release or report"
        raise YotError(f"over {MOST} {called} {told}")
    return made


def blocks(text: str) -> Iterator[Block]:
    """The parts of a text, without the words of people who are not inspectors."""
    people = {word for name, _ in signatures(text) for word in name.split()}
    known = "|".join(["Chief Inspector", *sorted(people - {"Dame", "Sir", "Dr"})[:20]])
    speaker = re.compile(rf"\b(?:{known})\b(?!['\u2019]s)")
    led_by, before, heard = "", "", False
    for numbers, lines in joined(limited(text.split("\n"), "lines")):
        whole = " ".join(lines)
        goes_on = whole[0] in "'\u2018" and not TERM.match(whole)
        around = "" if goes_on else SPEECH.sub("", whole)
        around = before + around if before.endswith(":") else around
        if re.search(r"\w", around):
            heard = bool(speaker.search(around)) and not OFFICIAL.search(around)
        words = (whole if heard else blotted(whole)).translate(STRAIGHT)
        if item := ITEM.match(words):
            words = " " * item.end() + words[item.end() :]
        elif not words[0].islower():
            led_by = ""
        starts = list(accumulate((len(line) + 1 for line in lines), initial=0))
        block = Block(words, starts, numbers, led_by)
        yield block
        is_lead = block.is_heading or whole.endswith(":")
        before, led_by = whole, words if is_lead else led_by


def joined(lines: Sequence[str]) -> Iterator[tuple[list[int], list[str]]]:
    """Lines, with their numbers, by the blocks that they make."""
    numbered = ((n, " ".join(line.split())) for n, line in enumerate(lines, 1))
    for blank, group in groupby(numbered, key=lambda line: not line[1]):
        if blank:
            continue
        block: tuple[list[int], list[str]] = ([], [])
        beside = list(group)
        widest = max(len(words) for _, words in beside)
        is_wrapped = 60 <= widest <= LONGEST_LINE
        for number, words in beside:
            before = block[1][-1] if block[1] else ""
            needed = len(before) + len(words.partition(" ")[0])
            is_full = is_wrapped and needed > 0.85 * widest
            runs_on = is_full or (words[0].islower() and before[-1:] not in ".:;!?")
            if before and (not runs_on or ITEM.match(words)):
                yield block
                block = ([], [])
            block[0].append(number)
            block[1].append(words)
        yield block


def blotted(text: str) -> str:
    """A text without quoted speech; quotes of a word or two are kept."""

    def blot(speech: re.Match[str]) -> str:
        words, start = speech.group(), speech.start()
        before = text[max(0, start - 12) : start]
        is_said = speech[1] or SAID.search(f" {before}'")
        is_term = len(words) <= 40 and not FINITE.search(words) and not is_said
        return words if is_term else "\u2026" * len(words)

    text = SPEECH.sub(blot, text)
    said = SAID.search(text)
    if said and not TERM.match(text, said.end()):
        text = text[: said.end()] + "\u2026" * (len(text) - said.end())
    return text


def sentences(blocks: Sequence[Block]) -> list[Sentence]:
    every = (
        Sentence(found.group(), found.start(), block)
        for block in blocks
        for found in SENTENCE.finditer(block.text)
        if found.end() - found.start() <= LONGEST_SENTENCE
    )
    return limited(every, "sentences")


def signatures(text: str) -> list[tuple[str, str]]:
    """The names and titles of inspectors."""
    return [(a or d, b or c) for a, b, c, d in SIGNED.findall(text)]


def facts(sentence: Sentence, before: str) -> Iterator[tuple[str, Sentence, str]]:
    """What a sentence says of fields, under any framework; and what it says it in."""
    text, is_past = sentence.text, BEFORE.search(sentence.text)
    for match in () if is_past else PUBLISHED.finditer(text):
        said, between, day = match.groups()
        is_out = re.search("available|published", between)
        if is_out if said.lower() == "report" else DIRECTLY.fullmatch(between):
            *date, month, year = re.sub(r"(?<=\d)[a-z]+|,", "", day.lower()).split()
            iso = f"{year}-{MONTHS.index(month[:3].title()) + 1:02}"
            iso += f"-{int(date[0]):02}" if date else ""
            if scalars.is_date(iso):
                yield "published", sentence.part(*match.span()), iso
    if PUBLISHER.search(f"{before} | {text} |{sentence.rest.text[:40]}"):
        for name, title in signatures(text):
            yield "published_by", sentence, f"{name}, {title}"
    for path, is_told in (
        ("chosen_because", CHOSEN.search(text)),
        ("follows_up", REINSPECTED.search(text)),
        ("recommendations", "recommend" in text and not sentence.block.is_item),
    ):
        if is_told:
            yield path, sentence, ""
    for count in () if is_past else RECOMMENDED.findall(text):
        yield "recommendations_count", sentence, str(number(count))
    for match in RATE.finditer(text):
        left = text[: match.start(match.lastindex or 0)]
        if not ELSEWHERE.search(left) and not BEFORE.search(left):
            yield "reoffending.rate", sentence, match[match.lastindex or 0]
            rest = sentence.part(0, match.end()).rest
            for found in AVERAGE.finditer(rest.text[:300]):
                words = rest.part(*found.span())
                yield "reoffending.average", words, found[found.lastindex or 0]
            for found in PREVIOUS_YEAR.finditer(rest.text[:300]):
                value = AGAINST[(found.lastindex or 0) - 1]
                yield "reoffending.previous_year", rest.part(*found.span()), value


def old_dates(text: str, day: str) -> list[str]:
    """Years and months in a text that are more than a year before a day."""
    least = f"{int(day[:4]) - 1}{day[4:7]}" if day else ""
    dates = [
        f"{year}-{MONTHS.index(month) + 1:02}" if month else year
        for month, year in DATED.findall(text)
    ]
    return [date for date in dates if date[: len(least)] < least[: len(date)]]


def number(text: str) -> int:
    return int(text) if text.isdigit() else NUMBERS.index(text.lower()) + 1


def keyed(phrase: str) -> str:
    """The words of a text, for comparing texts."""
    return " ".join(re.findall(r"\w+", phrase.casefold()))


class Places:
    """Finds areas by names, aliases and what begins a name; some are of several."""

    def __init__(self, areas: Mapping[str, Area]):
        self.ids: dict[str, str] = {}
        for spellings in (begun, lambda area: area.aliases, lambda area: area[:2]):
            ids: dict[str, dict[str, None]] = {}
            for area in areas.values():
                for name in map(folded, spellings(area)):
                    ids.setdefault(name, {})[area.id] = None
            self.ids |= {name: " or ".join(ids[name]) for name in ids if name}
        self.firsts = {name.split()[0] for name in self.ids}
        self.most = max((len(name.split()) for name in self.ids), default=0)

    def named(self, text: str) -> Iterator[tuple[int, int, str]]:
        """The names in a text, each with its place and its areas."""
        words = [
            word.lower() if word.isascii() and word != "&" else folded(word)
            for word in WORD.findall(text)
        ]
        if self.firsts.isdisjoint(words):
            return
        found = list(WORD.finditer(text))
        end = 0
        for place, word in enumerate(words):
            start = found[place].start()
            if place < end or word not in self.firsts or not text[start].isupper():
                continue
            for count in range(self.most, 0, -1):
                id = self.ids.get(" ".join(words[place : place + count]))
                if id and place + count <= len(words):
                    end = place + count
                    yield start, found[end - 1].end(), id
                    break


def begun(area: Area) -> list[str]:
    start, *rest = re.split(" (?:and|of|on|upon|with) ", folded(area.name))
    return [start] if rest and start not in VAGUE else []


def area_of(
    named: Sequence[tuple[Sentence, str]], title: Block | None
) -> tuple[Sentence, str] | None:
    """The area in the headline, else that of a service named, else the only area named.

    Raises YotError if several are possible.
    """
    headed = [(name, id) for name, id in named if name.block is title]
    served = [(name, id) for name, id in named if OF_SERVICE.match(name.rest.text)]
    for those in (headed, served, named):
        ids = {id for _, id in those}
        if len(ids) == 1 and " or " not in min(ids):
            return those[0]
    if named:
        known = ", ".join([*dict.fromkeys(id for _, id in served or named)][:5])
        raise YotError(f"the text names {known}: say with --area which it is on")
    return None
