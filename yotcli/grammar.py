"""Finds ratings in sentences and in rows of tables.

A rating counts only where the marks of a sentence stand in one of the forms of clauses.
The framework has the phrases of criteria and the words of the scale.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain
from typing import NamedTuple

from yotcli import clauses, fields, release
from yotcli.clauses import MARKS, NOUN, SERVICE, A, C, D, R
from yotcli.model import OVERALL, Area, Framework
from yotcli.naming import spellings
from yotcli.release import NUMBER, PERCENT, keyed, number

LONGEST = 10_000  # characters; no sentence has more
UNMARKED = str.maketrans(MARKS, " " * len(MARKS))  # a text may hold any character
RATINGS = ("word", "stars", "glyphs", "percent")  # in a row
Groups = Mapping[str, str | None]
Row = tuple[int, str, Groups]  # a line, its words and the parts of them


class Marked(NamedTuple):
    """A sentence in which marks stand for what the framework names."""

    sentence: str
    text: str
    places: list[int]  # where in the sentence each of its characters stands
    found: dict[int, re.Match[str]]  # what each mark stands for

    def words(self, start: int, end: int) -> str:
        return self.sentence[self.places[start] : self.places[end]]


class Grammar:
    """The forms in which the ratings of one framework are stated."""

    def __init__(self, framework: Framework, area: Area | None):
        self.framework = framework
        self.words = {
            word.replace("es ", ending, 1).casefold(): word
            for word in framework.scale
            for ending in ("es ", "ing ", "e ")
        }
        self.meant: dict[str, list[str]] = {}
        self.shared: dict[str, dict[str, str]] = {}
        services, phrases, domains = list[str](), list[str](), list[str]()
        for id, criterion in framework.criteria.items():
            (services if id == OVERALL else phrases).extend(criterion.phrases)
            for phrase in criterion.phrases:
                self.meant.setdefault(keyed(phrase), []).append(id)
            # "court: assessment" is an assessment where courts are named
            for phrase in (criterion.label, *criterion.phrases):
                domain, is_shared, shared = phrase.partition(": ")
                if is_shared:
                    self.shared.setdefault(keyed(shared), {})[keyed(domain)] = id
                    phrases.append(shared)
                    domains.append(domain)
        word, domain = either(self.words), re.sub(r"\\[ -]", "[ -]", either(domains))
        own = either(spellings(area) if area else ()).replace(r"\.", r"\.?")
        self.figure = re.compile(
            rf"(?i)\b(?:{word}|stars?|scor\w+|points|\d/\d\d)\b|[%\u2605]|per ?cent"
        )
        self.mark = re.compile(
            rf"(?i)(?<![\w-])(?:(?P<W>overall (?:performance |inspection )?{NOUN}s?)"
            rf"|(?P<C>{either(phrases)})|(?P<S>{either(services)}|{SERVICE})|(?P<A>{own})"
            rf"|(?P<D>(?P<domain>{domain})(?: (?:disposals?|cases|work|processes))?)"
            rf"|(?P<R>[\"']?(?:(?P<word>{word})|(?P<stars>{NUMBER})[ -]stars?"
            rf"(?: out of {NUMBER})?|(?P<percent>{PERCENT}) ?(?:%|per ?cent)"
            r"(?: (?:of )?(?:the time|cases))?)(?![\w-])[\"']?))(?![\w-])"
        )
        self.row = re.compile(
            rf"(?i)(?P<label>.*?)(?:^|[ :|*-])[\"']?(?:(?P<stars>{NUMBER}) stars?"
            rf"|(?P<glyphs>\u2605+)\u2606*|(?:(?P<percent>{PERCENT}) ?%)?[ ,:|-]*"
            rf"(?:(?P<word>{word})(?: improvement)?(?: required)?)?)[\"'. |]*"
        )

    def may_rate(self, sentence: str) -> bool:
        return bool(self.figure.search(sentence))

    def marked(self, sentence: str) -> Marked:
        """A sentence with its marks."""
        sentence = sentence.translate(UNMARKED)
        text, end = "", 0
        places: list[int] = []
        found = {}
        for match in self.mark.finditer(sentence):
            mark = MARKS["CSAWDR".index(match.lastgroup or "")]
            if mark == A and match[0][0].islower():
                continue
            text += sentence[end : match.start()]
            places += range(end, match.start())
            found[len(text)] = match
            text += mark
            places.append(match.start())
            end = match.end()
        places += range(end, len(sentence) + 1)
        return Marked(sentence, text + sentence[end:], places, found)

    def stated(
        self, sentence: str, led_by: str
    ) -> Iterator[tuple[str, str, str | None, tuple[int, int]]]:
        """Criteria, what is said of each, its direction, and where in the sentence."""
        if not led_by.endswith(":"):  # a heading
            led_by = f"{led_by}:" if clauses.HEADING.search(led_by) else ""
        lead = f"{led_by} " if R in self.marked(led_by).text else ""
        marked = self.marked(lead + sentence)
        for form in clauses.FORMS:
            done = 0
            for match in form.finditer(marked.text):
                if match.start() < done or not self.is_plain(
                    marked, match, done, led_by
                ):
                    continue
                groups, going, place = match.groupdict(), match, match.start("is")
                said = [name for name in fields.DIRECTIONS if groups.get(name)]
                while values := [*self.values(marked, match, going, place)]:
                    done = going.end()
                    start, end = marked.places[going.start()], marked.places[done]
                    for criterion, value in values if end > len(lead) else ():
                        span = max(start - len(lead), 0), end - len(lead)
                        yield criterion, value, said[0] if said else None, span
                    further = (
                        each.match(marked.text, done) for each in clauses.GOING_ON
                    )
                    if not (found := next(filter(None, further), None)):
                        break
                    going, said = found, []
                    place = going.start("is") if "is" in going.re.groupindex else place

    def is_plain(
        self, marked: Marked, match: re.Match[str], done: int, led_by: str
    ) -> bool:
        """Whether nothing around a match takes it back or is of something else."""
        if clauses.is_barred(led_by):
            return False
        form, groups, start = match.re, match.groupdict(), match.start()
        own, left = marked.words(done, start), marked.text[:start]
        listed, inset = groups.get("list") or "", groups.get("inset") or ""
        if form is clauses.SUBJECT_FIRST:
            is_begun = groups["which"] or any(map(clauses.opens, (left, left[done:])))
        else:
            is_begun = (
                done or clauses.SINCE.match(own) or clauses.begins(marked.text, start)
            )
        if not is_begun:
            return False
        if form in clauses.OVERALLS and not clauses.ALONE.search(left):
            return False
        if groups.get("joined") and not clauses.INSPECTED.search(left):
            return False
        told = marked.words(start, match.end())
        if inset:
            told = told.replace(marked.words(*match.span("inset")), "")
        before = clauses.SINCE.sub("", own)
        return not (
            clauses.REFUSED.search(f"{before} {listed} {'' if R in inset else inset}")
            or clauses.PARTLY.search(own)
            or clauses.AGO.search(own)
            or clauses.HEARSAY.search(f"{own} {listed}")
            or clauses.OTHERS.search(own + told)
        ) and (form is clauses.SCORED or self.ends(marked, match))

    def values(
        self, marked: Marked, match: re.Match[str], going: re.Match[str], place: int
    ) -> Iterator[tuple[str, str]]:
        """The criteria that a rating is of, in a match or in what goes on from it."""
        listed = going if going.groupdict().get("list") else match
        named = [(OVERALL, OVERALL)]
        if listed.groupdict().get("list"):
            named = [*self.criteria(marked, *listed.span("list"))]
        elif match.re is clauses.INSPECTORS_FIRST and not clauses.IT.search(
            marked.text
        ):
            named = []
        for criterion, phrase in named:
            rating = marked.found[place]
            value = self.value(rating.groupdict(), criterion)
            goes_on = going is not match
            if value and self.is_rating(match, rating, criterion, phrase, goes_on):
                yield criterion, value

    def criteria(
        self, marked: Marked, start: int = 0, end: int = LONGEST
    ) -> Iterator[tuple[str, str]]:
        """The criteria that phrases name, with the phrase of each."""
        for each in clauses.NAMED.finditer(marked.text, start, end):
            if each[1] != C:
                yield OVERALL, OVERALL
                continue
            phrase = keyed(marked.found[each.start(1)][0])
            shared = self.shared.get(phrase, {})
            own = self.domains(marked, re.compile(D), *each.span())
            near = self.domains(marked, re.compile(D), start, end)
            near = near or self.domains(marked, clauses.IN_DOMAIN, 0, start)
            ids = [shared[domain] for domain in own or near if domain in shared]
            for id in self.meant.get(phrase) or (ids if own or len(ids) == 1 else ()):
                yield id, phrase

    def domains(
        self, marked: Marked, form: re.Pattern[str], start: int, end: int
    ) -> list[str]:
        """The domains of criteria that a part of a sentence names."""
        places = (each.end() - 1 for each in form.finditer(marked.text, start, end))
        return list(dict.fromkeys(keyed(marked.found[at]["domain"]) for at in places))

    def value(self, groups: Groups, criterion: str) -> str | None:
        """The value of a criterion in some words, if it fits its kind."""
        known = self.framework.criteria.get(criterion)
        if known and known.kind == "percentage":
            return groups["percent"]
        return self.word(groups) if known and known.kind == "rating" else None

    def word(self, groups: Groups) -> str | None:
        """The word of the scale in some words, or that their stars stand for."""
        scale = self.framework.scale
        stars = len(groups.get("glyphs") or "") or number(groups["stars"] or "0")
        if stars:
            return scale[-stars] if stars <= len(scale) else None
        return self.words.get((groups["word"] or "").casefold())

    def is_marked(self, rating: re.Match[str]) -> bool:
        """Whether a rating is written as its scale has it, not as a plain word."""
        word = rating["word"] or "*"
        is_plain = word[0].islower() and rating[0][0] not in "\"'"
        return not is_plain or self.words[word.casefold()].islower()

    def ends(self, marked: Marked, match: re.Match[str]) -> bool:
        """Whether the words after a rating do not qualify it."""
        rest = clauses.BELONGS.sub("", marked.text[match.end() :], count=1)
        going = clauses.GOES_ON.match(rest)
        if going is None:
            return bool(clauses.STOPS.match(rest))
        between, second, _ = going["rest"].partition(R)
        if not second or match.re not in clauses.OPENING:
            return True
        place = len(marked.text) - len(rest) + going.start("rest") + len(between)
        rating, other = marked.found[match.start("is")], marked.found[place]
        is_same = self.word(rating.groupdict()) == self.word(other.groupdict())
        return bool(
            is_same
            or rating["percent"]
            or not self.is_marked(other)
            or clauses.COMPARED.search(between)
        )

    def is_rating(
        self,
        match: re.Match[str],
        rating: re.Match[str],
        criterion: str,
        phrase: str,
        goes_on: bool,
    ) -> bool:
        """Whether a word is a rating and not plain praise."""
        form, groups, word = match.re, match.groupdict(), rating["word"]
        if not word or (form is clauses.SCORED and not goes_on):
            return not word
        own, is_quoted = self.words[word.casefold()], rating[0][0] in "\"'"
        is_needed = (groups.get("noun") or "").startswith(" improvement")
        if own.isupper():  # a scale of what is still needed
            return is_needed or word.isupper()
        if form in clauses.OVERALLS:
            return True
        if not goes_on:
            if groups.get("bare") == "":
                return is_quoted
            if any(map(groups.get, ("judged", "rated", "noun", "of", "moved"))):
                return not is_needed
            if form is clauses.RATING_FIRST:
                is_told = clauses.UNTOLD.search(match.string, 0, match.start())
                return bool(is_quoted and is_told and not own.islower())
        if groups.get("given"):
            return self.is_marked(rating) and not own.islower()
        return self.is_marked(rating) or (criterion != OVERALL and " " in phrase)

    def figures(self, sentence: str) -> Iterator[tuple[str, str]]:
        """How many ratings of a word a sentence counts, and the score it gives."""
        marked = self.marked(sentence)
        for match in chain(
            clauses.COUNT.finditer(marked.text),
            clauses.COUNT_AFTER.finditer(marked.text),
        ):
            groups, place = match.groupdict(), match.start("is")
            said = marked.found[place]["word"]
            if not said:
                continue
            word = self.words[said.casefold()]
            is_marked = word == said and not word.islower()
            is_told = is_marked or groups.get("first") or groups.get("then")
            own = marked.words(0, place)
            if is_told and not (
                clauses.REFUSED.search(own) or clauses.OTHERS.search(own)
            ):
                yield f"counts.{word}", str(number(match["count"]))
        for name, criterion in self.framework.criteria.items():
            if criterion.kind == "score" and re.search(
                r"(?i)scor|rating|points|/", sentence
            ):
                most = r"(?:/|out of|(?=of a pos))(?: ?an?| possible| ?of)* ?"
                most += rf"{criterion.maximum}\b"
                for match in re.finditer(
                    rf"\b(\d{{1,2}})(?: points)? ?{most}", sentence
                ):
                    own = sentence[: match.start()]
                    if not (
                        release.BEFORE.search(sentence) or clauses.REFUSED.search(own)
                    ):
                        yield f"ratings.{name}", match[1]

    def rows(self, text: str) -> Iterator[tuple[int, str, str, str]]:
        """Lines with a label and a rating; a lone rating belongs to the line before."""
        heading, is_barred = "", False
        labels: list[str] = []
        alone: list[Row] = []
        for line, words in enumerate([*text.split("\n"), "."], 1):
            words = " ".join(words.split()).translate(release.STRAIGHT)
            if not words or (is_barred and self.parts(words)):
                continue
            words = clauses.BESIDE.sub("", words)
            words = words if len(words) <= release.LONGEST_LINE else "."
            groups = self.parts(words)
            label = keyed(groups["label"] or "" if groups else words)
            if groups and not label:
                alone.append((line, words, groups))
                continue
            if len(alone) == len(labels):
                for name, row in zip(labels, alone, strict=True):
                    yield from self.rated(name, row)
            if alone:
                labels, alone = [], []
            if groups and (groups["word"] or heading.endswith("average")):
                label = re.sub(r"(?: \d\d?)+$", "", label)  # the last is the area's
            bare = re.sub(r"^(?:domain )?[\d ]*", "", label)
            about = heading.removesuffix(" score") if bare == "comment" else ""
            names = (label, bare, f"{heading} {bare}", f"{bare} rating", about)
            name = next((each for each in names if self.meant.get(each)), "")
            if groups:
                yield from self.rated(name, (line, words, groups))
            elif not name and len(words) <= 60 and words[-1] not in ".,;":
                heading, is_barred = bare, clauses.is_barred(words)
            labels = [*labels, name] if name and not groups else []

    def parts(self, line: str) -> dict[str, str | None]:
        """The label and the rating of a row; nothing where a line is none."""
        match = self.row.fullmatch(line) if self.may_rate(line[-40:]) else None
        groups = match.groupdict() if match else {}
        word = groups.get("word") or ""
        if match and word.islower() and word not in self.framework.scale:
            before = line[: match.start("word")].rstrip()
            if before[-1:] not in (*":|-*\"'%", ""):
                return {}  # "leadership is good" is no row
        return groups if any(map(groups.get, RATINGS)) else {}

    def rated(self, name: str, row: Row) -> Iterator[tuple[int, str, str, str]]:
        line, words, groups = row
        for criterion in self.meant.get(name, ()):
            value = self.value(groups, criterion)
            if value and (criterion != OVERALL or name.startswith(OVERALL)):
                yield line, words, criterion, value


def either(words: Iterable[str]) -> str:
    """A pattern for any of some texts, the longest first; it never matches for none."""
    spelt = sorted(set(map(re.escape, words)), key=lambda text: (-len(text), text))
    return "|".join(spelt) or "(?!)"
