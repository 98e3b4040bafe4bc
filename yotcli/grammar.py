"""How a sentence, or a row of a table, says that a criterion has a rating.

A rating counts only where a phrase of the criterion opens a clause and a word of the
scale is all that its verb says. Phrases and words are a framework's; the rest is here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from yotcli import fields, release
from yotcli.model import OVERALL, Framework
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
ASIDE = r"(?P<aside>, [^,;]{1,120},| - [^;]{1,200}? -| \([^)]{1,60}\)|,|)"
INSPECTORS = (
    r"(?:(?:(?:the|hm|h(?:is|er) majesty's) )*+(?:inspectors?|report|inspectorate(?: of"
    r" probation)?|(?:inspectorate of probation )?inspection(?: of [^,.;]{1,60})?)|we)"
)
INTRODUCED = re.compile(
    r"(?i)(?<![\w-])(?:(?:overall|however|in addition|additionally|furthermore|finally"
    r"|today|meanwhile|similarly|(?:in|by) contrast|encouragingly|disappointingly"
    r"|unfortunately|in summary|on a positive note|since (?:the|our) last inspection"
    r"|(?:during|in|at) th(?:e|is) (?:re-?)?inspection"
    rf"|more recently|{INSPECTORS} (?:also |have |has )*(?:found|finds?|judged?"
    r"|sa(?:id|ys?)|reported|concluded|noted|inspected|w(?:as|ere) \w+ to find)"
    r"(?:,? that)?(?:,? overall)?),?:? )*(?:(?:the|its|their|this) )?$"
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
GOES_ON = re.compile(
    r"[\"']*(?:(?P<clause> (?:and|because|due to|owing to|which|while|whilst)\b)"
    r"|(?P<by> (?:by|from|following|after|today|overall|across the board"
    r"|in (?:a|the|its) (?:new |recent |latest |watchdog )?(?:report|inspection))\b)"
    r"|,| with\b| but\b| -| \()(?P<rest>.{0,60})"
)
TAKEN_BACK = re.compile(
    r"(?i) ?(?:(?:but|though|although|and|only|or|with|not) )*+(?:in|at|for|where|when"
    r"|if|some\w*|part\w*|mostly|except|apart|only|or|other than|the exception)\b"
    r"|[^.;]*\b(?:said|says|claim\w*|according|believe\w*)\b"
)
BY_OTHERS = re.compile(
    r"(?i)[\"']* (?:overall )?(?:by|from) (?!.{0,40}\b(?:inspect|hmip?\b))"
)
OTHER_BODY = re.compile(
    r"(?i)\b(?:ofsted|estyn|cqc|prison|yoi|school|college|academy|hospital|home"
    r"|children's (?:services|social care)|probation (?:service|delivery|unit))\b"
)
DATED = re.compile(rf"(?i)[^,.;]*\b(?:{PAST})\b")
OR = re.compile(r"(?i)\bor [\"']?$|^[\"']? or\b")


class Stated(NamedTuple):
    """What a sentence states of a criterion."""

    criterion: str
    value: str
    direction: str | None  # improved, unchanged or declined, where it says so
    start: int  # of the words it was read from
    end: int


class Grammar:
    """The forms in which the ratings of one framework are stated."""

    def __init__(self, framework: Framework, area: Sequence[str]):
        self.framework = framework
        self.words = {word.casefold(): word for word in framework.scale}
        criteria = framework.criteria.values()
        phrases = {each.id: [*each.phrases] for each in criteria if each.phrases}
        if OVERALL in phrases:
            phrases[OVERALL] += area
        self.meant: dict[str, list[str]] = {}
        for criterion, known in phrases.items():
            for phrase in known:
                self.meant.setdefault(keyed(phrase), []).append(criterion)
        every = either(one for known in phrases.values() for one in known)
        word, names = either(self.words), f"(?:{either(area)})"
        belonging = BELONGING.format(area=names)
        value = (
            rf"[\"']?(?:(?P<word>{word})|(?P<stars>{NUMBER}) stars?"
            rf"|(?P<percent>{PERCENT}) ?(?:%|per ?cent)(?: (?:of )?the time)?)"
            r"(?![\w-])[\"']?"
        )
        subject = (
            r"(?:(?:the|its|their|this|our|both|quality of|standard of|work (?:in|on)"
            rf"|y[oj][st]'|areas? of|{names}(?: (?:city |county )?council)?(?:'s?)?) )"
            rf"{{0,3}}(?P<phrase>(?>{every}))(?![\w-])(?: \([A-Z]{{2,5}}\))?"
        )
        self.subject = re.compile(f"(?i){subject}")
        subject = subject.replace("?P<phrase>", "?:")
        listed = (
            rf"(?P<list>{subject}(?:(?:, |,? and |,? as well as )(?:for |in )?{subject}"
            r")*+)"
        )
        self.last = {one.split()[-1] for one in self.words} | {
            "star",
            "stars",
            "required",
        }
        self.word = re.compile(rf"(?i)\b(?:{word})\b")
        self.figure = re.compile(rf"(?i)\b(?:{word}|stars?|scor\w+)\b|%|per ?cent")
        self.phrase = re.compile(rf"(?i)(?<![\w-])(?>{every})(?![\w-])")
        self.belonging = re.compile(rf"(?i)^{belonging}")
        self.subject_first = re.compile(
            rf"(?i)(?<![\w'-]){listed}{belonging}{ASIDE} (?:which )?{PREDICATE}{value}"
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
        self.overall = re.compile(
            rf"(?i)\boverall (?:performance )?{NOUN}{belonging}"
            rf"(?: of| was| is| being| as|:)+ {value}"
        )
        self.overall_noun = re.compile(
            rf"(?i)(?P<before>\boverall )?{value} (?(before)|overall ){NOUN}\b"
        )
        self.row = re.compile(
            rf"(?i)(?P<label>.*?)(?:^|[ :|*-])[\"']?(?:(?P<stars>{NUMBER}) stars?"
            rf"|(?P<glyphs>\u2605+)\u2606*|(?:(?P<percent>{PERCENT}) ?%)?[ :|-]*"
            rf"(?:(?P<word>{word})(?: improvement)?(?: required)?)?)[\"'. |]*"
        )
        self.count = re.compile(
            rf"(?i)(?P<first>\b{JUDGED} )?\b(?P<count>{NUMBER})(?:(?: out)? of"
            rf" (?:the )?{NUMBER})?(?: standards| areas| aspects)?"
            r"(?: of (?:the|its|their) \w+)?(?: (?:is|are|was|were))?"
            rf"(?P<then> {JUDGED})?(?: as)?"
            rf" [\"']?(?P<word>{word})\b"
        )
        self.count_after = re.compile(
            rf"(?i)(?P<word>\b(?:{word}))[\"']? in (?P<count>{NUMBER})(?: (?:out )?of"
            rf" (?:the |its )?{NUMBER})?(?: \w+)? (?:standards|areas|aspects)"
        )

    def may_rate(self, sentence: str) -> bool:
        """Whether a sentence has a word or a figure that may be a rating."""
        return bool(self.figure.search(sentence))

    def stated(self, sentence: str, led_by: str) -> Iterator[Stated]:
        """What a sentence says; `led_by` is what the list it stands in hangs on."""
        opening = (self.subject_first, self.inspectors_first)
        whole = (self.overall, self.overall_noun)
        for pattern in (*opening, self.rating_first, *whole):
            done = 0
            for match in pattern.finditer(sentence):
                groups = match.groupdict()
                own = sentence[done : match.start()]
                left = f"{led_by} {own}"
                if (
                    (pattern in opening and not opens(sentence[: match.start()]))
                    or (pattern in whole and not self.is_own(sentence[: match.start()]))
                    or MANY.search(left)
                    or REFUSED.search(f"{left} {groups.get('aside') or ''}")
                    or not (pattern is self.rating_first or self.ends(match))
                ):
                    continue
                goes_on = done > 0 and own.strip(" ,") in ("", "and")
                said = [name for name in fields.DIRECTIONS if groups.get(name)]
                for criterion, phrase in self.criteria(groups.get("list")):
                    value = self.value(groups, criterion)
                    if value and (goes_on or self.is_rating(match, criterion, phrase)):
                        direction, done = said[0] if said else None, match.end()
                        yield Stated(criterion, value, direction, *match.span())

    def criteria(self, listed: str | None) -> Iterator[tuple[str, str]]:
        """The criteria that a list of phrases names, with the phrase of each."""
        for subject in self.subject.finditer(listed or ""):
            for criterion in self.meant[keyed(subject["phrase"])]:
                yield criterion, subject["phrase"]
        if listed is None:
            yield OVERALL, OVERALL

    def value(self, groups: dict[str, str | None], criterion: str) -> str | None:
        """What words say of a criterion, if they are of its kind."""
        if criterion not in self.framework.criteria:
            return None
        kind, scale = self.framework.criteria[criterion].kind, self.framework.scale
        if kind == "percentage":
            return groups["percent"]
        stars = len(groups.get("glyphs") or "") or number(groups["stars"] or "0")
        if kind != "rating" or stars > len(scale):
            return None
        return (
            scale[-stars]
            if stars
            else self.words.get((groups["word"] or "").casefold())
        )

    def ends(self, match: re.Match[str]) -> bool:
        """Whether what follows a rating leaves it as it is."""
        rest = self.belonging.sub("", match.string[match.end() :], count=1)
        if STOPS.match(rest):
            return True
        if BY_OTHERS.match(rest):
            return False
        going = GOES_ON.match(rest)
        if going is None or (not going["clause"] and TAKEN_BACK.match(going["rest"])):
            return False
        if going["by"] and DATED.match(going["rest"]):
            return False
        other = self.word.search(going["rest"])
        between = going["rest"][: other.start()] if other else ""
        return bool(
            other is None
            or other.group().casefold() == (match["word"] or "").casefold()
            or re.match(r"[\"']*(?: overall)?,? with\b", rest)
            or FINITE.search(between)
            or self.phrase.search(between)
        )

    def is_rating(self, match: re.Match[str], criterion: str, phrase: str) -> bool:
        """Whether a word is meant as a rating, where it might be plain praise."""
        groups, word = match.groupdict(), match["word"]
        if match.re in (self.overall, self.overall_noun):
            return True
        if groups.get("given"):
            return bool(groups["of"] or groups["noun"] or groups["stars"])
        if groups.get("judged") or groups.get("noun"):
            return True
        if match.re is self.rating_first or not word:
            return bool(groups["stars"]) or match.re is not self.rating_first
        own = self.words[word.casefold()]
        if word[0].isupper() or match.string[match.start("word") - 1] in "\"'":
            return word[1:].isupper() or not own.isupper()
        is_plain = criterion != OVERALL and " " in phrase and not own.isupper()
        return own.islower() or is_plain

    def is_own(self, left: str) -> bool:
        """Whether words before an overall rating leave it to the service inspected."""
        is_named = self.phrase.search(left) or re.search(
            "(?i)inspect|^[^.]{0,9}$", left
        )
        return bool(is_named) and not OTHER_BODY.search(left)

    def figures(self, sentence: str) -> Iterator[tuple[str, str]]:
        """How many ratings of a word a sentence counts, and the score it gives."""
        for pattern in (self.count, self.count_after):
            for match in pattern.finditer(sentence):
                left, rest = sentence[: match.start("word")], sentence[match.end() :]
                is_told = pattern is self.count_after or match["first"] or match["then"]
                if REFUSED.search(left) or OR.search(left) or OR.match(rest):
                    continue
                word = self.words[match["word"].casefold()]
                if is_told or (word == match["word"] and not word.islower()):
                    yield f"counts.{word}", str(number(match["count"]))
        for name, criterion in self.framework.criteria.items():
            if criterion.kind == "score" and "scor" in sentence.lower():
                most = rf"(?:/|out of)(?: an?| possible| of)* ?{criterion.maximum}\b"
                for match in re.finditer(rf"\b(\d{{1,2}}) ?{most}", sentence):
                    if not REFUSED.search(sentence[: match.start()]):
                        yield f"ratings.{name}", match[1]

    def rows(self, text: str) -> Iterator[tuple[int, str, str, str]]:
        """Lines of a label and a rating; a rating alone is of the line before."""
        heading = ""
        labels: list[str] = []
        alone: list[tuple[int, str, dict[str, str | None]]] = []
        for line, words in enumerate([*text.split("\n"), "."], 1):
            words = " ".join(words.split()).translate(release.STRAIGHT)
            if not words:
                continue
            words = words if len(words) <= release.LONGEST_LINE else "."
            match = self.row.fullmatch(words) if self.row_ends(words) else None
            if match and match["word"] and self.is_prose(match):
                match = None
            groups = match.groupdict() if match else {}
            is_rated = any(
                groups.get(one) for one in ("word", "stars", "glyphs", "percent")
            )
            label = keyed(groups["label"] if is_rated else words)
            if is_rated and not label:
                alone.append((line, words, groups))
                continue
            if len(alone) == len(labels):
                for name, (place, said, values) in zip(labels, alone, strict=True):
                    yield from self.rated(name, values, place, said)
            if alone:
                labels, alone = [], []
            name = self.named(label, heading)
            if is_rated:
                if heading.endswith("average"):  # the last figure is the area's own
                    name = self.named(re.sub(r"(?: \d\d?){3}$", "", label), heading)
                yield from self.rated(name, groups, line, words)
            labels = [*labels, name] if name and not is_rated else []
            if (
                not is_rated
                and not name
                and len(words) <= 60
                and words[-1] not in ".,;"
            ):
                heading = bare(label)

    def named(self, label: str, heading: str) -> str:
        """The phrase that a label is, by itself or below its heading."""
        names = (label, bare(label), f"{heading} {bare(label)}")
        return next((name for name in names if name in self.meant), "")

    def rated(
        self, name: str, groups: dict[str, str | None], line: int, words: str
    ) -> Iterator[tuple[int, str, str, str]]:
        for criterion in self.meant.get(name, ()):
            value = self.value(groups, criterion)
            if value and (criterion != OVERALL or name.startswith(OVERALL)):
                yield line, words, criterion, value

    def is_prose(self, row: re.Match[str]) -> bool:
        """Whether a line may say a rating's word in passing: "leadership is good"."""
        word, before = row["word"], row.string[: row.start("word")].rstrip()
        is_marked = before[-1:] in (*":|-*\"'%", "")
        return not is_marked and word.islower() and word not in self.framework.scale

    def row_ends(self, line: str) -> bool:
        """Whether a line may end in a rating; most do not, which is told fast."""
        last = re.split(r"[ |:*-]", line.lower().strip("\"'. |"))[-1].strip("\"'")
        return last in self.last or line[-1] in "%\u2605\u2606"


def opens(left: str) -> bool:
    """Whether a clause can begin behind these words of its sentence."""
    left = NUMBERED.sub("", left.lstrip("\"' "))
    introduced = INTRODUCED.search(left)
    start = introduced.start() if introduced else len(left)
    joined = JOINED.search(left[:start])
    return start == 0 or bool(
        joined and (joined[1] or FINITE.search(left[: joined.start()]))
    )


def bare(label: str) -> str:
    """A label without its number."""
    return label.lstrip("0123456789 ")


def either(words: Iterable[str]) -> str:
    """A pattern for any of some texts, the longest first; for none, one never met."""
    spelt = sorted({re.escape(one) for one in words}, key=lambda one: (-len(one), one))
    return "|".join(spelt) or "(?!)"
