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
from yotcli.release import Block, Sentence, keyed

MOST, CLIPPED = 400, 240  # sentences with a rating word; characters of a comment
SERVICE = re.compile(
    r"(?: City)?(?: Council)? Youth (?:Offending|Justice)(?: (?:and|[A-Z]\w+)){0,4}?"
    r" (?:Service|Team)s?\b"
)
REINSPECTED = re.compile(
    r"(?i)\b(?:re-?inspect(?:ion|ed)?|inspection follow(?:s|ed))\b"
)
TO_COME = re.compile(r"(?i)\b(?:will|would|services|next)\b")
OF_AREA = ("recommendations_count", "reoffending")  # not where another area is named
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

    def add(self, path: str, words: Sentence, value: str = "") -> None:
        """Note a value, unless the command gave the field."""
        known = self.setdefault(path, [])
        if not known or known[0].line:
            known.append(Found(words.line, words.text, value))

    def value(self, path: str) -> str | None:
        """The value of a field, where all that was found agrees, as exact as it is."""
        values = {each.value for each in self.get(path, ())}
        exact = [one for one in values if not any(f"{one}-" in each for each in values)]
        return exact[0] if len(exact) == 1 else None


def draft(
    text: str,
    records: Records,
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
    reading = Reading(text, records)
    found = reading.found
    if published is not None:
        found["published"] = [Found(0, f"--published {published}", published)]
    if area is not None:
        found["area"] = [Found(0, f"--area {area}", records.find(area).area)]
    elif told := release.area_of(reading.named, reading.title):
        found.add("area", *told)
    reading.read()
    if framework is None:
        chosen = reading.framework()
    else:
        chosen = framework_named(framework, records)
        found["framework"] = [Found(0, f"--framework {framework}", chosen.id)]
    found.update(reading.ratings(chosen))
    reading.read_form(chosen)
    reading.read_source(chosen, url)
    return written(chosen, found)


def framework_named(name: str | None, records: Records) -> Framework:
    """A framework by its id; raises YotError, naming all, where there is none."""
    known = {framework.id: framework for framework in records.frameworks()}
    if name not in known:
        wrong = f"no framework is named {name!r}; there are"
        if name is None:
            wrong = "give a release, or for an empty record --framework with one of"
        raise YotError(f"{wrong} {', '.join(known)}")
    return known[name]


class Reading:
    """A text, and what is found in it."""

    def __init__(self, text: str, records: Records):
        self.text, self.records, self.found = text, records, Findings()
        self.blocks = list(release.blocks(text))
        self.sentences = release.sentences(self.blocks)
        self.keys = [f" {keyed(block.text)} " for block in self.blocks]
        self.places = release.Places(records.areas())
        named = (
            (Sentence(block.text[start:end], start, block), id)
            for block in self.blocks
            for start, end, id in self.places.named(block.text)
        )
        self.named = list(islice(named, release.MOST))
        first = self.named[0][0].block if self.named else None
        self.title = first if first and first.may_be_title else None

    def is_elsewhere(self, words: str) -> bool:
        """Whether words name another area."""
        own = self.found.value("area")
        return any(own not in id.split(" or ") for *_, id in self.places.named(words))

    def read(self) -> None:
        """What a text says whatever its framework is."""
        found, before = self.found, ""
        if self.title:
            title = Sentence(self.title.text, 0, self.title)
            found.add("headline", title)
            found.add("sources.title", title, title.text)
        for name, id in self.named:
            service = SERVICE.match(name.rest.text)
            if service and id == found.value("area") and not name.block.is_heading:
                found.add("service", name, name.text + service.group())
        for told in self.sentences:
            for path, words, value in release.facts(told, before):
                if not (path.startswith(OF_AREA) and self.is_elsewhere(told.text)):
                    found.add(path, words, value)
            before = told.text
        for told in self.sentences:
            if REINSPECTED.search(told.text) and not TO_COME.search(told.text):
                self.read_follow_up(told)

    def read_follow_up(self, told: Sentence) -> None:
        """The inspection on record before this one, unless another year is told."""
        area, published = self.found.value("area"), self.found.value("published")
        known = self.records.history(area) if area and published else []
        years = re.findall(r"\b(?:19|20)\d\d\b", told.text)
        for earlier in reversed(known):
            if earlier.published.iso < (published or "")[: len(earlier.published.iso)]:
                if all(abs(earlier.published.year - int(year)) <= 1 for year in years):
                    self.found.add("follows_up", told, earlier.id)
                return

    def ratings(self, framework: Framework) -> Findings:
        """Ratings, directions, counts and the score, as one framework has them."""
        area = self.records.areas().get(self.found.value("area") or "")
        names = (area.name, area.id, *area.aliases) if area else ()
        grammar, found = Grammar(framework, names), Findings()
        alone = len(self.blocks) == 1
        prose = {
            each.text: each
            for each in self.sentences
            if (alone or not each.block.is_heading) and grammar.figure.search(each.text)
        }
        if len(prose) > MOST:
            raise YotError(f"over {MOST} sentences rate something: give one release")
        rated: Block | None = None  # an item that has its rating: the rest explains it
        for text, sentence in prose.items():
            block = sentence.block
            if block is rated or self.is_elsewhere(text):
                continue
            for criterion, value, direction, span in grammar.stated(text, block.led_by):
                words = sentence.part(*span)
                before = block.text[max(0, words.place - 800) : words.place]
                if criterion == OVERALL and self.is_elsewhere(before):
                    continue
                found.add(f"ratings.{criterion}", words, value)
                if direction:
                    found.add(f"directions.{criterion}", words, direction)
                if block.is_item and not text.endswith(";"):
                    rated = block
                    if rest := words.rest.text.strip(" .,;-"):
                        finding = Sentence(rest, words.place, block)
                        found.add(f"findings.{criterion}", finding)
            for path, value in grammar.figures(text):
                found.add(path, sentence, value)
        for line, words_of, criterion, value in grammar.rows(self.text):
            told_of = Found(line, words_of, value)
            found.setdefault(f"ratings.{criterion}", []).append(told_of)
        counts = [path for path in found if path.startswith("counts.")]
        most = sum(each.kind == "rating" for each in framework.criteria.values())
        if sum(int(found.value(path) or 0) for path in counts) > most:
            for path in counts:
                del found[path]
        return found

    def naming(self, phrases: Iterable[str], value: str) -> list[Found]:
        """A value, where the phrases that stand for it first stand."""
        places = {f" {keyed(phrase)} ": phrase for phrase in phrases}
        return [
            Found(self.blocks[first].lines[0], phrase, value)
            for words, phrase in places.items()
            for first in [n for n, key in enumerate(self.keys) if words in key][:1]
        ]

    def framework(self) -> Framework:
        """The one that is named by most phrases and has the most ratings.

        Raises YotError where that is not one.
        """
        day = self.found.value("published")
        known = self.records.frameworks()
        fits = [each for each in known if day is None or each.may_be_of(Date(day))]
        named = {each.id: self.naming(each.named_by, each.id) for each in fits}
        fits = [each for each in fits if named[each.id]] or fits
        marks = [(len(named[each.id]), len(self.ratings(each))) for each in fits]
        most = tuple(map(max, zip(*marks, strict=True)))
        best = [each for each, mark in zip(fits, marks, strict=True) if mark == most]
        if len(best) != 1 or most == (0, 0):
            ids = ", ".join(each.id for each in best or fits)
            ids = ids or "no framework on record"
            raise YotError(f"the text may be of {ids}: say with --framework which")
        (chosen,) = best
        told = named[chosen.id] or [Found(0, "by its date and ratings", chosen.id)]
        self.found["framework"] = told[:1]
        return chosen

    def read_form(self, framework: Framework) -> None:
        """The form that alone rates what is rated, else the one that the text names."""
        rated = {
            id: self.found[f"ratings.{id}"][0]
            for id in framework.criteria
            if f"ratings.{id}" in self.found
        }
        self.found["form"] = [
            told._replace(value=form)
            for id, told in rated.items()
            for form in framework.criteria[id].forms
            if len(framework.criteria[id].forms) == 1
        ] or [
            told
            for form, phrases in framework.forms_named_by.items()
            if all(framework.rates(id, form) for id in rated)
            for told in self.naming(phrases, form)[:1]
        ]

    def read_source(self, framework: Framework, url: str | None) -> None:
        """Who printed the text, by its address or by the press office it names."""
        found, host = self.found, urlsplit(url or "").hostname
        words = f"--url {url}" if url else "the address of the page"
        found["sources.url"] = [Found(0, words, url or "")]
        told = [Found(0, "who printed the text, and what kind of source that is")]
        found["sources.publisher"] = found["sources.kind"] = told
        for source in framework.sources:
            publisher, kind = source.publisher, source.kind
            is_own = kind == fields.SOURCE_KINDS[0]
            office = [f"{publisher} press office"] if is_own and not host else []
            told = self.naming(office, publisher)
            if host and host == urlsplit(source.url or "").hostname:
                told = [Found(0, words, publisher)]
            if told:
                found["sources.publisher"] = told
                found["sources.kind"] = [told[0]._replace(value=kind)]
                if is_own and "published" in found:
                    found["sources.date"] = found["published"]
                return


def parts(framework: Framework, form: str | None) -> dict[str, Iterable[str]]:
    """What stands below the fields that have something below them."""
    criteria = [each for each in framework.criteria if framework.rates(each, form)]
    return {
        **dict.fromkeys(("ratings", "directions", "findings"), criteria),
        "counts": framework.scale,
        "reoffending": fields.REOFFENDING,
        "sources": fields.SOURCE,
    }


def written(framework: Framework, found: Findings) -> Draft:
    """The record, in the order of its fields, and what is left to complete."""
    inner = parts(framework, found.value("form"))
    lines: list[str] = []
    to_complete: list[str] = []
    for field in fields.INSPECTION:
        paths = [f"{field}.{name}" for name in inner.get(field, ())]
        has_value = any(found.value(path) is not None for path in paths)
        if not has_value or field not in ("ratings", "sources"):
            paths = [path for path in paths if path in found] or [field]
        lines += [f"{field}:"] * has_value
        indent = "  - " if field == "sources" else "  " * has_value
        for path in paths:
            lines += comments(path, found)
            value = found.value(path)
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
    lines = [
        f"line {each.line}: {each.words}" if each.line else each.words for each in told
    ]
    if not told:
        lines = [f"{path}: not found in the text"]
    elif found.value(path) is None:
        values = " or ".join(dict.fromkeys(each.value for each in told))
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
