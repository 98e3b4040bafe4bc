"""Finds ratings in sentences and in rows of tables.

A rating counts only if a phrase of the criterion opens a clause and a word of the scale
is all that its verb says. The framework has the phrases and words.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import chain

from yotcli import fields, release
from yotcli.model import OVERALL, Area, Framework
from yotcli.naming import spellings
from yotcli.release import FINITE, NUMBER, PAST, PERCENT, keyed, number

JUDGED = "(?:rated|judged|graded|assessed|found|considered|deemed|classed|ranked)"
NOUN = "(?:rating|grade|grading|judge?ment|verdict|mark)"
BE = "(?:is|are|was|were|(?:has|have) been)"
PREDICATE = (
    rf"(?:{BE} (?:(?:also inspected|rated separately) and {BE} )?(?:(?:also|again|now"
    rf"|still|all|both|overall|separately) )*+(?:(?P<judged>{JUDGED})"
    r" (?:by [^,.;]{1,60}? )?(?:separately )?(?:as |at |to be )?)?"
    r"|(?P<unchanged>remain(?:s|ed)|continue[sd]? to be) (?:rated )?"
    r"|(?:ha(?:s|d|ve) )?(?:(?P<improved>improved)|(?P<declined>declined|deteriorated"
    r"|worsened|fallen|fell))[^.,;]{0,80}? (?:and (?:is|was|were)|to) (?:be |now )*+"
    r"|(?:(?:has|have|had) )?(?:(?:been|was|were) )?(?P<given>received|achieved|earned"
    rf"|given|awarded) (?:an? |the )?(?:overall )?(?P<of>{NOUN} of )?"
    r"|(?:(?:was|were) (?:found to be )?)?(?:done well enough|scored) |(?=[\"']))"
)
BELONGING = (
    r"(?: (?:at|of|in|within|for) (?:the )?(?:city of )?(?:{area}(?:'s?)?(?: |\b)"
    r"|(?:north|south|east|west|central|mid) (?:london|midlands|wales|yorkshire)\b)?"
    r"(?:(?:youth \w+ )?(?:service|team|yot|yos|yjs)s?)?(?<! )(?![\w']))?"
)
INSET = r"(?P<inset>, [^,;]{1,120},| - [^;]{1,200}? -| \([^)]{1,60}\)|,|)"
INSPECTORS = (
    r"(?:(?:(?:the|hm|h(?:is|er) majesty's) )*+(?:inspectors?|report|inspectorate(?: of"
    r" probation)?|(?:inspectorate of probation )?inspection(?: of [^,.;]{1,60})?)|we)"
)
INTRODUCED = re.compile(
    r"(?i)(?<![\w-])(?:(?:overall|however|in addition|additionally|furthermore|finally"
    r"|today|meanwhile|similarly|(?:in|by) contrast|encouragingly|disappointingly"
    r"|unfortunately|in summary|on a positive note|since (?:the|our) last inspection"
    r"|(?:during|in|at) th(?:e|is) (?:re-?)?inspection|more recently"
    rf"|{INSPECTORS} (?:also |have |has )*(?:found|finds?|judged?|sa(?:id|ys?)|reported"
    r"|concluded|noted|inspected|w(?:as|ere) \w+ to find)(?:,? that)?(?:,? overall)?)"
    r",?:? )*(?:(?:the|its|their|this) )?$"
)
NUMBERED = re.compile(r"^\d{1,2}\.\d{1,2}\.? ")
JOINED = re.compile(r"(?i)(?:,? (?:and|but|while|whilst|whereas)| -|(:)) [\"']*$")
REFUSED = re.compile(
    r"(?i)\b(?:if|unless|until|whether|would|could|should|must|might|will|shall|not"
    r"|so that|make sure that|ensur\w+ that|recommend\w*|never|no|nor|neither|without"
    r"|aim\w*|hop(?:e[sd]?|ing)|expect\w*|targets?|although|though|despite"
    rf"|{PAST})\b|n't\b"
)
MANY = re.compile(
    rf"(?i)\b(?:{NUMBER}|other|some|most|many|all|several) (?:\w+ ){{0,3}}services\b"
)
STOPS = re.compile(r"[\"']*(?:$|[.;:!)])")
BY_OTHERS = r" (?:overall )?(?:by|from) (?!.{0,40}\b(?:inspect|hmip?\b))"
TAKEN_BACK = (
    r" ?(?:(?:but|though|although|and|only|or|with|not) )*+(?:in|at|for|where|when|if"
    r"|some\w*|part\w*|mostly|except|apart|only|or|other than|the exception)\b"
    r"|[^.;]{0,50}\b(?:said|says|claim\w*|according|believe\w*)\b"
)
GOES_ON = re.compile(
    rf"(?i)[\"']*+(?!{BY_OTHERS})"
    r"(?: (?:and|because|due to|owing to|which|while|whilst)\b"
    r"|(?: (?:by|from|following|after|today|overall|across the board"
    r"|in (?:a|the|its) (?:new |recent |latest |watchdog )?(?:report|inspection))\b"
    rf"(?![^,.;]{{0,50}}\b(?:{PAST})\b)"
    rf"|,| with\b| but\b| -| \()(?!{TAKEN_BACK}))(?P<rest>.{{0,60}})"
)
WITH = re.compile(r"[\"']*(?: overall)?,? with\b")
OTHER_BODY = (
    r"\b(?:ofsted|estyn|cqc|prison|yoi|school|college|academy|hospital|home"
    r"|children's (?:services|social care)|probation (?:service|delivery|unit))\b"
)
RATINGS = ("word", "stars", "glyphs", "percent")  # in a row
Row = tuple[int, str, dict[str, str | None]]  # a line, its words and the parts of them


class Grammar:
    """The forms in which the ratings of one framework are stated."""

    def __init__(self, framework: Framework, area: Area | None):
        self.framework = framework
        self.words = {word.casefold(): word for word in framework.scale}
        self.meant: dict[str, list[str]] = {}
        own, phrases = spellings(area) if area else (), list[str]()
        for criterion in framework.criteria.values():
            of_area = own if criterion.id == OVERALL and criterion.phrases else ()
            for phrase in (*criterion.phrases, *of_area):
                self.meant.setdefault(keyed(phrase), []).append(criterion.id)
                phrases.append(phrase)
        every, word, names = either(phrases), either(self.words), f"(?:{either(own)})"
        belonging = BELONGING.format(area=names)
        value = (
            rf"[\"']?(?:(?P<word>{word})|(?P<stars>{NUMBER}) stars?"
            rf"|(?P<percent>{PERCENT}) ?(?:%|per ?cent)(?: (?:of )?the time)?)"
            r"(?![\w-])[\"']?"
        )
        before = (
            r"(?:(?:the|its|their|this|our|both|quality of|standard of|work (?:in|on)"
            rf"|y[oj][st]'|areas? of|{names}(?: (?:city |county )?council)?(?:'s?)?) )"
            r"{0,3}"
        )
        subject = rf"{before}(?>{every})(?![\w-])(?: \([A-Z]{{2,5}}\))?"
        listed = (
            rf"(?P<list>{subject}(?:(?:, |,? and |,? as well as )(?:for |in )?{subject}"
            r")*+)"
        )
        self.listed = re.compile(rf"(?i)(?<![\w-]){before}((?>{every}))(?![\w-])")
        self.word = re.compile(rf"(?i)\b(?:{word})\b")
        self.figure = re.compile(
            rf"(?i)\b(?:{word}|stars?|scor\w+)\b|[%\u2605]|per ?cent"
        )
        self.phrase = re.compile(rf"(?i)(?<![\w-])(?>{every})(?![\w-])")
        self.own = re.compile(
            rf"(?i)^(?!.*{OTHER_BODY})(?:[^.]{{0,9}}$|.*(?:inspect|(?<![\w-])(?>{every})(?![\w-])))"
        )
        self.belonging = re.compile(rf"(?i)^{belonging}")
        self.subject_first = re.compile(
            rf"(?i)(?<![\w'-]){listed}{belonging}{INSET} (?:which )?{PREDICATE}{value}"
            rf"(?P<noun> (?:overall )?{NOUN})?"
        )
        self.inspectors_first = re.compile(
            rf"(?i)\b{INSPECTORS}(?: have| has| also| separately)*"
            rf" (?:(?P<judged>{JUDGED})|(?P<given>gave|given|awarded)) {listed}"
            r"(?: \([^)]{1,60}\))?"
            rf"(?: as| to be| an?| the| (?P<of>{NOUN} of))* {value}(?P<noun> {NOUN})?"
        )
        self.rating_first = re.compile(
            rf"(?i)(?:(?P<judged>{JUDGED}(?: as| at| to be)?|{NOUN} of) )?{value}"
            rf"(?P<noun> {NOUN}s?)?(?: - [^-]{{1,40}} -)? (?:for|in|across)"
            rf"(?: both| all)?(?: of)?(?: the)?(?: areas? of)? {listed}"
            r"(?=[\"']*(?:[.,;:!?)]|$| and\b| but\b| while\b| -))"
        )
        self.whole = re.compile(
            rf"(?i)(?:(?P<first>\boverall (?:performance )?{NOUN}{belonging}"
            rf"(?: of| was| is| being| as|:)+ )|(?P<before>\boverall )?){value}"
            rf"(?(first)|(?(before)| overall) {NOUN}\b)"
        )
        self.row = re.compile(
            rf"(?i)(?P<label>.*?)(?:^|[ :|*-])[\"']?(?:(?P<stars>{NUMBER}) stars?"
            rf"|(?P<glyphs>\u2605+)\u2606*|(?:(?P<percent>{PERCENT}) ?%)?[ :|-]*"
            rf"(?:(?P<word>{word})(?: improvement)?(?: required)?)?)[\"'. |]*"
        )
        alone = rf"(?<!\bor )(?<!\bor [\"'])(?P<word>\b(?:{word})\b)(?![\"']? or\b)"
        self.count = re.compile(
            rf"(?i)(?P<first>\b{JUDGED} )?\b(?P<count>{NUMBER})(?:(?: out)? of"
            rf" (?:the )?{NUMBER})?(?: standards| areas| aspects)?"
            r"(?: of (?:the|its|their) \w+)?(?: (?:is|are|was|were))?"
            rf"(?P<then> {JUDGED})?(?: as)? [\"']?{alone}"
        )
        self.count_after = re.compile(
            rf"(?i)(?P<first>{alone})[\"']? in (?P<count>{NUMBER})(?: (?:out )?of"
            rf" (?:the |its )?{NUMBER})?(?: \w+)? (?:standards|areas|aspects)"
        )

    def may_rate(self, sentence: str) -> bool:
        return bool(self.figure.search(sentence))

    def stated(
        self, sentence: str, led_by: str
    ) -> Iterator[tuple[str, str, str | None, tuple[int, int]]]:
        """Criteria, what is said of each, its direction, and where in the sentence."""
        opening = (self.subject_first, self.inspectors_first)
        for pattern in (*opening, self.rating_first, self.whole):
            done = 0
            for match in pattern.finditer(sentence):
                groups, left = match.groupdict(), sentence[: match.start()]
                own = f"{led_by} {left[done:]}"
                if (
                    (pattern in opening and not opens(left))
                    or (pattern is self.whole and not self.own.search(left))
                    or MANY.search(own)
                    or REFUSED.search(f"{own} {groups.get('inset') or ''}")
                    or not (pattern is self.rating_first or self.ends(match))
                ):
                    continue
                goes_on = done > 0 and left[done:].strip(" ,") in ("", "and")
                said = [name for name in fields.DIRECTIONS if groups.get(name)]
                for criterion, phrase in self.criteria(groups.get("list")):
                    value = self.value(groups, criterion)
                    if value and (goes_on or self.is_rating(match, criterion, phrase)):
                        done = match.end()
                        yield criterion, value, said[0] if said else None, match.span()

    def criteria(self, listed: str | None) -> Iterator[tuple[str, str]]:
        """The criteria that a list of phrases names, with the phrase of each."""
        for phrase in self.listed.findall(listed or ""):
            for criterion in self.meant[keyed(phrase)]:
                yield criterion, phrase
        if listed is None:
            yield OVERALL, OVERALL

    def value(self, groups: dict[str, str | None], criterion: str) -> str | None:
        """The value of a criterion in some words, if it fits its kind."""
        scale, known = self.framework.scale, self.framework.criteria.get(criterion)
        if known and known.kind == "percentage":
            return groups["percent"]
        stars = len(groups.get("glyphs") or "") or number(groups["stars"] or "0")
        if known is None or known.kind != "rating" or stars > len(scale):
            return None
        word = self.words.get((groups["word"] or "").casefold())
        return scale[-stars] if stars else word

    def ends(self, match: re.Match[str]) -> bool:
        """Whether the words after a rating do not qualify it."""
        rest = self.belonging.sub("", match.string[match.end() :], count=1)
        going = GOES_ON.match(rest)
        if going is None:
            return bool(STOPS.match(rest))
        other = self.word.search(going["rest"])
        if other is None or other[0].casefold() == (match["word"] or "").casefold():
            return True
        between = going["rest"][: other.start()]
        said = FINITE.search(between) or self.phrase.search(between)
        return bool(said or WITH.match(rest))

    def is_rating(self, match: re.Match[str], criterion: str, phrase: str) -> bool:
        """Whether a word is a rating and not plain praise."""
        groups, word = match.groupdict(), match["word"]
        told = [groups.get(name) for name in ("judged", "noun", "of", "stars")]
        if any(told) or match.re is self.whole:
            return True
        if match.re is self.rating_first or groups.get("given"):
            return False
        if not word:
            return True
        own, before = self.words[word.casefold()], match.string[match.start("word") - 1]
        is_marked = word[0].isupper() or before in "\"'"
        if own.isupper():
            return is_marked and word[1:].isupper()
        return is_marked or own.islower() or (criterion != OVERALL and " " in phrase)

    def figures(self, sentence: str) -> Iterator[tuple[str, str]]:
        """How many ratings of a word a sentence counts, and the score it gives."""
        counts = (self.count.finditer(sentence), self.count_after.finditer(sentence))
        for match in chain(*counts):
            groups, word = match.groupdict(), self.words[match["word"].casefold()]
            is_marked = word == match["word"] and not word.islower()
            is_told = is_marked or groups["first"] or groups.get("then")
            if is_told and not REFUSED.search(sentence[: match.start("word")]):
                yield f"counts.{word}", str(number(match["count"]))
        for name, criterion in self.framework.criteria.items():
            if criterion.kind == "score" and "scor" in sentence.lower():
                most = rf"(?:/|out of)(?: an?| possible| of)* ?{criterion.maximum}\b"
                for match in re.finditer(rf"\b(\d{{1,2}}) ?{most}", sentence):
                    if not REFUSED.search(sentence[: match.start()]):
                        yield f"ratings.{name}", match[1]

    def rows(self, text: str) -> Iterator[tuple[int, str, str, str]]:
        """Lines with a label and a rating; a lone rating belongs to the line before."""
        heading = ""
        labels: list[str] = []
        alone: list[Row] = []
        for line, words in enumerate([*text.split("\n"), "."], 1):
            words = " ".join(words.split()).translate(release.STRAIGHT)
            if not words:
                continue
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
            if groups and heading.endswith("average"):
                label = re.sub(r"(?: \d\d?){3}$", "", label)  # the last is the area's
            bare = label.lstrip("0123456789 ")
            names = (label, bare, f"{heading} {bare}")
            name = next((each for each in names if each in self.meant), "")
            if groups:
                yield from self.rated(name, (line, words, groups))
            elif not name and len(words) <= 60 and words[-1] not in ".,;":
                heading = bare
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


def opens(left: str) -> bool:
    """Whether a clause can begin after these words of a sentence."""
    left = NUMBERED.sub("", left.lstrip("\"' "))
    introduced = INTRODUCED.search(left)
    left = left[: introduced.start()] if introduced else left
    if not left or not (joined := JOINED.search(left)):
        return not left
    return bool(joined[1] or FINITE.search(left[: joined.start()]))


def either(words: Iterable[str]) -> str:
    """A pattern for any of some texts, the longest first; it never matches for none."""
    spelt = sorted(set(map(re.escape, words)), key=lambda text: (-len(text), text))
    return "|".join(spelt) or "(?!)"
