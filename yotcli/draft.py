"""Drafts a record from a release or report, for a person to complete.

Only what the text says plainly is taken. Each value has a comment with the words it was
read from. Fields in our own words are left empty below the sentences to reword.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from itertools import islice
from typing import NamedTuple
from urllib.parse import urlsplit

from yotcli import clauses, document, fields, release, scalars
from yotcli.grammar import Grammar
from yotcli.model import OVERALL, Date, Framework, YotError, escaped
from yotcli.records import Records
from yotcli.release import Block, Sentence, keyed

MOST, CLIPPED = 80_000, 240  # characters that rate something, and of a comment
YEAR = re.compile(r"\b(?:19|20)\d\d\b")
OF_AREA = ("recommendations_count", "reoffending")  # not where another area is named
PLAIN = re.compile(r"[^-?:,\[\]{}#&*!|>'\"%@`=<~ ](?:[^:#]|:(?! |$)|(?<! )#)*")


class Found(NamedTuple):
    """A value, with the words it was read from."""

    line: int  # 0 if the command gave it
    words: str
    value: str = ""  # empty: a person writes it in their own words


class Findings(dict[str, list[Found]]):
    """What was found for each field, by its path, such as ratings.staff."""

    def add(self, path: str, words: Sentence, value: str = "") -> None:
        """Note a value, unless the command gave the field."""
        known = self.setdefault(path, [])
        if not known or known[0].line:
            known.append(Found(words.line, words.text, value))

    def value(self, path: str) -> str | None:
        """The most exact value found for a field; none if the finds disagree."""
        values = {each.value for each in self.get(path, ())}
        exact = [day for day in values if not any(f"{day}-" in each for each in values)]
        return exact[0] if len(exact) == 1 else None


def draft(
    text: str,
    records: Records,
    area: str | None = None,
    framework: Framework | None = None,
    published: str | None = None,
    url: str | None = None,
) -> tuple[str, list[str]]:
    """The record of a text, and the fields that a person has to fill in.

    Raises YotError where area or framework is not clear.
    """
    if published is not None and not scalars.is_date(published):
        raise YotError(f"{published!r} is not a date: write one such as 2014-02-26")
    if url is not None:
        try:
            scalars.link(url)
        except document.FieldError as error:
            raise YotError(f"--url: {error.faults[0].says}") from None
    reading = Reading(text, records)
    found = reading.found
    if published is not None:
        found["published"] = [Found(0, f"--published {published}", published)]
    if area is not None:
        found["area"] = [Found(0, f"--area {area}", records.find(area).area)]
    reading.read()
    if framework is not None:
        found["framework"] = [Found(0, f"--framework {framework.id}", framework.id)]
    chosen = framework or reading.framework()
    found.update(reading.ratings(chosen))
    reading.read_form(chosen)
    reading.read_source(chosen, url)
    return written(chosen, found, reading.unrated())


class Reading:
    """A text, and what is found in it."""

    def __init__(self, text: str, records: Records):
        self.text, self.records, self.found = text, records, Findings()
        self.blocks = list(release.blocks(text))
        self.sentences = release.sentences(self.blocks)
        said = [each for each in self.sentences if not each.block.is_heading]
        self.prose = self.sentences if len(self.blocks) == 1 else said
        self.keys = [f" {keyed(block.text)} " for block in self.blocks]
        self.places = release.Places(records.areas())

    def is_elsewhere(self, words: str) -> bool:
        """Whether words name another area."""
        own = self.found.value("area") or ""
        return any(
            own not in ids.split(" or ") and not {*ids.split("-")} < {*own.split("-")}
            for *_, ids in self.places.named(words)
        )

    def read(self) -> None:
        """What a text says of fields that do not depend on the framework."""
        named = (
            (Sentence(block.text[start:end], start, block), id)
            for block in self.blocks
            for start, end, id in self.places.named(block.text)
        )
        places, found, before = list(islice(named, release.MOST)), self.found, ""
        first = places[0][0].block if places else None
        title = first if first and first.may_be_title else None
        if "area" not in found and (only := release.area_of(places, title)):
            found.add("area", *only)
        self.area = area = self.records.areas().get(found.value("area") or "")
        if title:
            found.add("headline", Sentence(title.text, 0, title))
            found.add("sources.title", Sentence(title.text, 0, title), title.text)
        for name, id in places:
            service = release.SERVICE.match(name.rest.text)
            if service and area and id == area.id and not name.block.is_heading:
                found.add("service", name, name.text + service.group())
        for told in self.sentences:
            for path, words, value in release.facts(told, before):
                if not (path.startswith(OF_AREA) and self.is_elsewhere(told.text)):
                    found.add(path, words, value)
            before = told.text
        day, told_of = found.value("published") or "", found.pop("follows_up", [])
        latest = day or max(YEAR.findall(self.text), default="")
        self.apart = clauses.apart(self.sentences, latest, self.is_elsewhere)
        for earlier in self.records.history(area.id) if area else ():
            year, date = earlier.published.year, earlier.published.iso
            if date < day[: len(date)]:
                found["follows_up"] = [
                    each._replace(value=earlier.id)
                    for each in told_of
                    if all(
                        abs(year - int(told)) <= 1 for told in YEAR.findall(each.words)
                    )
                ]

    def ratings(self, framework: Framework) -> Findings:
        """Ratings, directions, counts and the score, by the phrases of a framework."""
        self.grammar, found = Grammar(framework, self.area), Findings()
        self.told = told = {
            each.text: each
            for each in self.prose
            if self.grammar.may_rate(f"{each.block.led_by} {each.text}")
        }
        if sum(map(len, told)) > MOST:
            raise YotError("too many sentences rate something: give one release")
        self.free = dict(told)  # sentences in which nothing is rated
        rated: Block | None = None  # an item whose rating is known
        for text, sentence in told.items():
            block = sentence.block
            if block is rated or text in self.apart or self.is_elsewhere(text):
                continue
            for id, value, direction, span in self.grammar.stated(text, block.led_by):
                self.free.pop(text, None)
                words = sentence.part(*span)
                found.add(f"ratings.{id}", words, value)
                if direction:
                    found.add(f"directions.{id}", words, direction)
                if block.is_item and not text.endswith(";"):
                    rated = block
                    if rest := words.rest.text.strip(" .,;-"):
                        found.add(f"findings.{id}", words._replace(text=rest))
            for path, value in self.grammar.figures(text):
                found.add(path, sentence, value)
        for line, row, id, value in self.grammar.rows(self.text):
            found.setdefault(f"ratings.{id}", []).append(Found(line, row, value))
        for id in framework.criteria:
            if found.value(f"ratings.{id}") is None:
                found.pop(f"directions.{id}", None)
        counts = {path: found.value(path) for path in found if path[:7] == "counts."}
        most = sum(each.kind == "rating" for each in framework.criteria.values())
        if sum(int(count or 0) for count in counts.values()) > most:
            return Findings({path: found[path] for path in found if path not in counts})
        return found

    def unrated(self) -> dict[str, Sentence]:
        """Where each criterion is named, best with a rating word that is nobody's."""
        found = dict[str, Sentence]()
        for told in (*self.free.values(), *self.prose):
            for id, _ in self.grammar.criteria(self.grammar.marked(told.text)):
                path, is_told = f"ratings.{id}", id != OVERALL or told.text in self.told
                if is_told and path not in found and not self.is_elsewhere(told.text):
                    found[path] = told
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
        fits = [each for each in known if not day or each.may_be_of(Date(day))]
        named = {each.id: self.naming(each.named_by, each.id) for each in fits}
        fits = [each for each in fits if named[each.id]] or fits
        marks = {
            each.id: (len(named[each.id]), len(self.ratings(each))) for each in fits
        }
        most = [max(mark[n] for mark in marks.values()) for n in (0, 1) if fits]
        best = [each for each in fits if [*marks[each.id]] == most]
        if len(best) != 1 or not any(most):
            ids = [each.id for each in best or fits] or ["no framework on record"]
            told = f"the text may be of {', '.join(ids)}: say with --framework which"
            raise YotError(told)
        by_date = [Found(0, "by its date and ratings", best[0].id)]
        self.found["framework"] = (named[best[0].id] or by_date)[:1]
        return best[0]

    def read_form(self, framework: Framework) -> None:
        """The only form that fits the ratings, else the one that the text names."""
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
        """Who published the text, from its address or the press office it names."""
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
    """The fields within fields."""
    criteria = [each for each in framework.criteria if framework.rates(each, form)]
    return {
        **dict.fromkeys(("ratings", "directions", "findings"), criteria),
        "counts": framework.scale,
        "reoffending": fields.REOFFENDING,
        "sources": fields.SOURCE,
    }


def written(
    framework: Framework, found: Findings, unrated: Mapping[str, Sentence]
) -> tuple[str, list[str]]:
    """The record, in the order of its fields, and what is left to complete."""
    inner = parts(framework, found.value("form"))
    lines: list[str] = []
    to_complete: list[str] = []
    for field in fields.INSPECTION:
        paths = [f"{field}.{name}" for name in inner.get(field, ())]
        has_value = any(found.value(path) is not None for path in paths)
        if not has_value or field not in ("ratings", "sources"):
            paths = [path for path in paths if path in {**found, **unrated}] or [field]
        lines += [f"{field}:"] * has_value
        indent = "  - " if field == "sources" else "  " * has_value
        for path in paths:
            lines += comments(path, found, unrated.get(path))
            value = found.value(path)
            if value and not document.is_plain(value):
                value = ""
            if value is not None:
                name = scalar(path.removeprefix(f"{field}."))
                lines.append(f"{indent}{name}: {scalar(value)}".rstrip())
                indent = indent.replace("-", " ")
            if not value and (path in fields.REQUIRED or value is not None):
                to_complete.append(path if field == "sources" else field)
    return "\n".join([*lines, ""]), list(dict.fromkeys(to_complete))


def comments(path: str, found: Findings, unrated: Sentence | None) -> list[str]:
    """A comment with the words a value was read from, or that none was found."""
    told = found.get(path, [])
    lines = [
        f"line {each.line}: {each.words}" if each.line else each.words for each in told
    ]
    if told and found.value(path) is None:
        values = " or ".join(dict.fromkeys(each.value for each in told))
        lines.insert(0, f"{path}: {values}? The text says both:")
    elif unrated and not told:
        words = unrated.text.strip(" .;")
        lines = [f"{path}: no rating in line {unrated.line}: {words}"]
    lines = lines or [f"{path}: not found in the text"]
    return [f"{document.DRAFT} {printable(line)}" for line in dict.fromkeys(lines)][:20]


def printable(words: str) -> str:
    """Words for a comment: shortened, and safe in YAML and on a terminal."""
    words = words if len(words) <= CLIPPED else f"{words[:CLIPPED]}..."
    return re.sub(
        document.INVISIBLE, lambda found: ascii(found[0])[1:-1], escaped(words)
    )


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
