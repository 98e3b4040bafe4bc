"""A release or report in, a record for a person to complete out.

Only what the text says plainly is taken, each value under a comment with the words it
was read from; what needs words of our own is left empty under the sentence to put so.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import islice
from typing import NamedTuple
from urllib.parse import urlsplit

from yotcli import document, fields, release, scalars
from yotcli.grammar import Grammar
from yotcli.model import OVERALL, Date, Framework, YotError, escaped
from yotcli.records import Records
from yotcli.release import BEFORE, NUMBER, Block, Sentence, keyed, number

text_of = release.text_of

MOST, CLIPPED = 400, 240  # sentences with a rating word; characters of a comment
RECOMMENDED = re.compile(rf"(?i)\b({NUMBER}) (?:key |further )?recommendations?\b")
REINSPECTED = re.compile(
    r"(?i)\b(?:re-?inspect(?:ion|ed)?|inspection follow(?:s|ed))\b"
)
TO_COME = re.compile(r"(?i)\b(?:will|would|services|next)\b")
CHOSEN = re.compile(r"(?i)\b(?:chosen?|selected)\b.{0,80}?\b(?:inspect|because|basis)")
PLAIN = re.compile(r"[^-?:,\[\]{}#&*!|>'\"%@`=<~ ](?:[^:#]|:(?! |$)|(?<! )#)*")


class Draft(NamedTuple):
    """A record as text, and the fields that a person has to fill in."""

    record: str
    to_complete: tuple[str, ...]


class Found(NamedTuple):
    """A value, with the words it was read from."""

    line: int  # 0 where the command gave it
    words: str
    value: str = ""  # none: a person writes it in words of their own


class Findings(dict[str, list[Found]]):
    """What is found of each field, by its path, such as ratings.staff."""

    def add(self, path: str, told: Sentence, value: str = "", words: str = "") -> None:
        self.setdefault(path, []).append(Found(told.line, words or told.text, value))

    def one(self, path: str) -> str | None:
        """The value of a field, where all that was found agrees, as exact as it is."""
        values = {one.value for one in self.get(path, ())}
        exact = [one for one in values if not any(f"{one}-" in each for each in values)]
        return exact[0] if len(exact) == 1 else None


def draft(
    text: str,
    held: Records,
    area: str | None = None,
    framework: str | None = None,
    published: str | None = None,
    url: str | None = None,
) -> Draft:
    """The record of a text; raises YotError where area or framework is not clear."""
    if published is not None and not scalars.is_date(published):
        raise YotError(f"{published!r} is not a date: write one such as 2014-02-26")
    if url is not None and not scalars.LINK.fullmatch(url):
        raise YotError(f"{url!r} is no web address: write one that opens with https://")
    reading = Reading(text, held)
    found = reading.found
    if published is not None:
        found["published"] = [Found(0, f"--published {published}", published)]
    if area is not None:
        found["area"] = [Found(0, f"--area {area}", held.find(area).area)]
    elif told := release.area_of(reading.named, reading.title):
        found.add("area", told[0], told[1])
    reading.read()
    if framework is None:
        chosen = reading.framework()
    else:
        chosen = framework_named(framework, held)
        found["framework"] = [Found(0, f"--framework {framework}", chosen.id)]
    found.update(reading.ratings(chosen))
    reading.read_form(chosen)
    reading.read_source(chosen, url)
    return written(chosen, found)


def framework_named(name: str | None, held: Records) -> Framework:
    """A framework by its id; raises YotError, naming all, where there is none."""
    known = {framework.id: framework for framework in held.frameworks()}
    if name not in known:
        wrong = f"no framework is named {name!r}; there are"
        if name is None:
            wrong = "give a release, or for an empty record --framework with one of"
        raise YotError(f"{wrong} {', '.join(known)}")
    return known[name]


class Reading:
    """A text, and what is found in it."""

    def __init__(self, text: str, held: Records):
        self.text, self.held = text, held
        self.blocks = list(release.blocks(text))
        self.sentences = release.sentences(self.blocks)
        alone = len(self.blocks) == 1
        self.prose = [
            one for one in self.sentences if alone or not one.block.is_heading
        ]
        self.keys = [f" {keyed(block.text)} " for block in self.blocks]
        self.places = release.Places(held.areas())
        named = (
            (Sentence(block.text[start:end], start, block), id)
            for block in self.blocks
            for start, end, id in self.places.named(block.text)
        )
        self.named = list(islice(named, release.MOST))
        first = self.named[0][0].block if self.named else None
        self.title = first if first and release.may_be_title(first) else None
        self.found = Findings()

    def is_elsewhere(self, words: str) -> bool:
        """Whether words name another area."""
        own = self.found.one("area")
        return any(own not in id.split(" or ") for *_, id in self.places.named(words))

    def read(self) -> None:
        """What a text says whatever its framework is."""
        found, dated = self.found, "published" in self.found
        if self.title:
            title = Sentence(self.title.text, 0, self.title)
            found.add("headline", title)
            found.add("sources.title", title, title.text)
        for told, id in self.named:
            service = release.SERVICE.match(told.after)
            if service and id == found.one("area") and not told.block.is_heading:
                found.add("service", told, told.text + service.group())
        before = ""
        for told in self.sentences:
            for words, date in () if dated else release.publications(told):
                if not BEFORE.search(told.text):
                    found.add("published", words, date)
            if release.PUBLISHER.search(f"{before} | {told.text} |{told.after[:40]}"):
                for rank, name in release.signatures(told.text):
                    found.add("published_by", told, f"{name}, {rank}")
            before = told.text
        for told in self.sentences:
            if CHOSEN.search(told.text):
                found.add("chosen_because", told)
            if "recommend" in told.text and not told.block.is_item:
                found.add("recommendations", told)
            for count in RECOMMENDED.findall(told.text):
                if not (BEFORE.search(told.text) or self.is_elsewhere(told.text)):
                    found.add("recommendations_count", told, str(number(count)))
            if REINSPECTED.search(told.text) and not TO_COME.search(told.text):
                self.read_follow_up(told)
            for field, words_of, value in release.reoffending(told):
                if not self.is_elsewhere(told.text):
                    found.add(f"reoffending.{field}", told, value, words_of)

    def read_follow_up(self, told: Sentence) -> None:
        """The inspection on record before this one, unless another year is told."""
        area, published = self.found.one("area"), self.found.one("published")
        years = re.findall(r"\b(?:19|20)\d\d\b", told.text)
        for earlier in reversed(self.held.history(area) if area and published else []):
            if earlier.published.iso < (published or "")[: len(earlier.published.iso)]:
                if all(abs(earlier.published.year - int(year)) <= 1 for year in years):
                    self.found.add("follows_up", told, earlier.id)
                return

    def ratings(self, framework: Framework) -> Findings:
        """Ratings, directions, counts and the score, as one framework has them."""
        area = self.held.areas().get(self.found.one("area") or "")
        names = (area.name, area.id, *area.aliases) if area else ()
        grammar, found = Grammar(framework, names), Findings()
        told = {one.text: one for one in self.prose if grammar.may_rate(one.text)}
        if len(told) > MOST:
            raise YotError(f"over {MOST} sentences rate something: give one release")
        rated: Block | None = None  # an item that has its rating: the rest explains it
        for text, sentence in told.items():
            block = sentence.block
            if block is rated or self.is_elsewhere(text):
                continue
            for stated in grammar.stated(text, block.led_by):
                place = sentence.place + stated.start
                before = block.text[max(0, place - 800) : place]
                if stated.criterion == OVERALL and self.is_elsewhere(before):
                    continue
                words = Sentence(text[stated.start : stated.end], place, block)
                found.add(f"ratings.{stated.criterion}", words, stated.value)
                if stated.direction:
                    found.add(f"directions.{stated.criterion}", words, stated.direction)
                if block.is_item and not text.endswith(";"):
                    rated = block
                    if rest := words.after.strip(" .,;-"):
                        found.add(f"findings.{stated.criterion}", words, words=rest)
            for path, value in grammar.figures(text):
                found.add(path, sentence, value)
        for line, words_of, criterion, value in grammar.rows(self.text):
            told_of = Found(line, words_of, value)
            found.setdefault(f"ratings.{criterion}", []).append(told_of)
        paths = [path for path in found if path.startswith("counts.")]
        most = sum(one.kind == "rating" for one in framework.criteria.values())
        if sum(int(found.one(path) or 0) for path in paths) > most:
            return Findings({path: found[path] for path in found if path not in paths})
        return found

    def naming(self, phrases: Iterable[str]) -> list[Found]:
        """Where phrases first stand, those that do."""
        return [
            Found(self.blocks[places[0]].lines[0], phrase)
            for phrase in phrases
            for wanted in [f" {keyed(phrase)} "]
            if (places := [at for at, key in enumerate(self.keys) if wanted in key])
        ]

    def framework(self) -> Framework:
        """The one that most of its phrases name, of these the one with most ratings.

        Raises YotError where that is not one.
        """
        date = self.found.one("published")
        known = [
            one
            for one in self.held.frameworks()
            if date is None or one.may_be_of(Date(date))
        ]
        named = {one.id: self.naming(one.named_by) for one in known}
        most = max(map(len, named.values()), default=0)
        best = [one for one in known if len(named[one.id]) == most]
        if len(best) > 1 or not most:
            rated = {one.id: len(self.ratings(one)) for one in best}
            least = max(1 - most, *rated.values(), 0)
            best = [one for one in best if rated[one.id] >= least]
        if len(best) != 1:
            ids = ", ".join(one.id for one in best or known)
            raise YotError(f"the text may be of {ids}: say with --framework which")
        told = named[best[0].id] or [Found(0, "by its date and ratings")]
        self.found["framework"] = [told[0]._replace(value=best[0].id)]
        return best[0]

    def read_form(self, framework: Framework) -> None:
        """The form that alone rates what is rated, else the one that the text names."""
        criteria = framework.criteria
        rated = [name for name in criteria if f"ratings.{name}" in self.found]
        forms = [
            self.found[f"ratings.{name}"][0]._replace(value=criteria[name].forms[0])
            for name in rated
            if len(criteria[name].forms) == 1
        ] or [
            told._replace(value=form)
            for form, phrases in framework.forms_named_by.items()
            if all(framework.rates(name, form) for name in rated)
            for told in self.naming(phrases)[:1]
        ]
        if forms:
            self.found["form"] = forms

    def read_source(self, framework: Framework, url: str | None) -> None:
        """Who printed the text, by its address or by the press office it names."""
        found, host = self.found, urlsplit(url).hostname if url else ""
        words = f"--url {url}" if url else "the address of the page"
        found["sources.url"] = [Found(0, words, url or "")]
        told = [Found(0, "who printed the text, and what kind of source that is")]
        found["sources.publisher"] = found["sources.kind"] = told
        for source in framework.sources:
            is_own = source.kind == fields.SOURCE_KINDS[0]
            office = f"{source.publisher} press office"
            told = self.naming([office] if is_own and not host else [])
            if told or (host and host == urlsplit(source.url or "").hostname):
                named = told[0] if told else Found(0, words)
                found["sources.publisher"] = [named._replace(value=source.publisher)]
                found["sources.kind"] = [named._replace(value=source.kind)]
                if is_own and "published" in found:
                    found["sources.date"] = found["published"]
                return


def parts(framework: Framework, form: str | None) -> dict[str, Iterable[str]]:
    """What stands below the fields that have something below them."""
    criteria = [one for one in framework.criteria if framework.rates(one, form)]
    return {
        **dict.fromkeys(("ratings", "directions", "findings"), criteria),
        "counts": framework.scale,
        "reoffending": fields.REOFFENDING,
        "sources": fields.SOURCE,
    }


def written(framework: Framework, found: Findings) -> Draft:
    """The record, in the order of its fields, and what is left to complete."""
    inner = parts(framework, found.one("form"))
    lines: list[str] = []
    to_complete: list[str] = []
    for field in fields.INSPECTION:
        paths = [f"{field}.{name}" for name in inner.get(field, ())]
        has_value = any(found.one(path) is not None for path in paths)
        if not has_value or field not in ("ratings", "sources"):
            paths = [path for path in paths if path in found] or [field]
        lines += [f"{field}:"] * has_value
        indent = "  - " if field == "sources" else "  " * has_value
        for path in paths:
            lines += comments(path, found)
            value = found.one(path)
            if value and (len(value) > CLIPPED or not document.is_plain(value)):
                value = ""
            if value is not None:
                name = scalar(path.removeprefix(f"{field}."))
                lines.append(f"{indent}{name}: {scalar(value)}".rstrip())
                indent = indent.replace("-", " ")
            if not value and (path in fields.REQUIRED or value is not None):
                to_complete.append(path if field == "sources" else field)
    return Draft("\n".join([*lines, ""]), tuple(dict.fromkeys(to_complete)))


def comments(path: str, found: Findings) -> list[str]:
    """What a value was read from, or that nothing or different things were."""
    told = found.get(path, [])
    lines = [f"line {one.line}: {one.words}" if one.line else one.words for one in told]
    if not told:
        lines = [f"{path}: not found in the text"]
    elif found.one(path) is None:
        values = " or ".join(dict.fromkeys(one.value for one in told))
        lines.insert(0, f"{path}: {values}? The text says both:")
    return [f"{document.DRAFT} {printable(line)}" for line in dict.fromkeys(lines)][:20]


def printable(words: str) -> str:
    """Words for a comment: shortened, and what YAML or a terminal acts on escaped."""
    words = words if len(words) <= CLIPPED else f"{words[:CLIPPED]}..."
    return re.sub(document.INVISIBLE, lambda one: ascii(one[0])[1:-1], escaped(words))


def scalar(value: str) -> str:
    """A value as YAML reads it back, and as records quote it."""
    if not value or (PLAIN.fullmatch(value) and value not in document.NOTHING):
        return value
    if "'" in value:
        return '"' + re.sub(r"([\\\"])", r"\\\1", value) + '"'
    return f"'{value}'"


def empty(framework: Framework) -> str:
    """A record with every field as a comment, in order."""
    inner = parts(framework, None)
    lines = [f"the scale is {', '.join(framework.scale)}"]
    for field in fields.INSPECTION:
        value = f" {framework.id}" if field == "framework" else ""
        lines += [f"{field}:{value}", *(f"  {name}:" for name in inner.get(field, ()))]
    return "".join(f"{document.DRAFT} {line}\n" for line in lines)
