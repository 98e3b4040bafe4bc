"""The forms in which a clause states a rating, as patterns.

They are of sentences with a mark for each criterion, service and rating: which words
name these, the framework says.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from yotcli.release import (
    BEFORE,
    FINITE,
    NOW,
    NUMBER,
    PAST,
    VERB,
    Block,
    Sentence,
    old_dates,
)

# The marks: a criterion, a service, its area, "overall rating", a domain and a rating.
C, S, A, W, D, R = MARKS = "\ue000\ue001\ue002\ue003\ue004\ue005"
LONGEST = 300  # characters before a clause
SERVICE = (
    r"(?:youth (?:(?:justice|offending|and|&|(?-i:[A-Z])\w+) ){1,5}?(?:services?|teams?"
    r"|system)|service|team|partnership|(?-i:[CP]?Y[A-Z&]{1,5}[ST]))"
)
NOUN = "(?:rating|grad(?:e|ing)|judge?ment|verdict|mark|score|result|outcome|status)"
JUDGE = "(?:rat|judg|grad|assess|consider|deem|class|rank)"
JUDGED = f"(?:found|singled out|(?:{JUDGE}|classifi|brand|regard|hail|labell)ed)"
GIVEN = "(?:received|achieved|earned|given|awarded|handed|secured|got|scor(?:ed|ing))"
ADVERB = "(?:also|again|now|still|all|both|each|overall|separately|recently)"
BE = rf"(?:is|are|was|were|being|(?:has|have)(?: {ADVERB})? been)"
AREAS = r"(?:areas?|standards?|categor(?:y|ies)|aspects?|elements?|domains?|criteria)"
INSPECTORS = (
    r"(?:(?:(?:the|hm|h(?:is|er) majesty's|government|final|latest|our|this|recent|full"
    r"|core case|joint) )*+(?:inspectors?|watchdog|hmip?|report"
    r"|inspectorate(?: of probation)?|inspection(?: of [^,.;]{1,60})?)|we)"
)

BELONGING = (
    r"(?: (?:at|of|in|within|for|across|with|by|(?:in relation|related) to)"
    rf" (?:the |these )?(?:city of )?(?:(?:{A}|{S})(?:'s?)?(?: council)?(?: {S})?|{D}"
    r"|(?:north|south|east|west|mid) \w+|(?:work (?:done )?with )?children"
    r"(?: and young people)?(?: (?:leaving|released from|in) custody)?)(?!\w)){0,2}"
)
TAIL = r"(?: (?:work|practice|activity|category|arrangements|provision|standard))?"
OWN = (
    r"(?:(?:the|its|their|this|that|our|an?|both|all|overall|local|joint|quality of"
    r"|work (?:in|on|around)|areas? of"
    r"|an? (?!neighbour|nearby|second|third|different|similar|typical|better)"
    rf"[\w-]+(?: [\w-]+)?(?= {S})|(?:council|city|county|borough)'s(?= {S})|{S}'s?"
    rf"|{S}(?= [{C}{W}])|{D}(?= {C})|prevention (?:and|&)(?= {S})"
    rf"|{A}(?:'s?)?(?: (?:city|county|borough|council)(?:'s?)?)*) ){{0,6}}"
)
HEAD = rf"[\"']?([{C}{W}{S}]|{A}(?! ?[{C}{S}(]))[\"']?"
NAMED = re.compile(rf"(?i){OWN}{HEAD}{TAIL}(?: \([^){R}]{{1,60}}\))?{BELONGING}")
SUBJECT = NAMED.pattern.replace("(?i)", "").replace(HEAD, HEAD.replace("(", "(?:", 1))
AND = r"(?:,? and |, | & |,? as well as |; )"
ANOTHER = (
    r"(?:(?!(?:and|but|or|well)\b)[\w'-]+(?: (?!and\b)|(?=[.,;:)]|$| and\b))){1,6}+"
    r"(?<! )"
)
LIST = rf"(?P<list>{SUBJECT}(?:{AND}(?:for |in )?(?:{SUBJECT}|{ANOTHER})){{0,12}}+)"
LISTED = f"(?:{ANOTHER}{AND}){{0,6}}{LIST.replace('}+', '}')}"
INSET = (
    r"(?P<inset>, [^;]{1,200}?,| - [^;]{1,200}? -| \([^)]{1,60}\)|,| -"
    r"| (?:tackling|to tackle|(?:dealing|working) with|that (?:deals with|helps"
    r"|supports|works with))(?=[^,;.]* (?:child|offend|young|youth)) [^,;.]{1,90}?|)"
)
DEGREE = (
    rf"(?:(?:an?|the|its) )?(?:(?:[\w-]+ ){{0,4}}?(?:{NOUN}s?|{W}),? (?:of |as )?"
    r"|overall )?"
)
BELONGS = re.compile(rf"(?i){BELONGING}")
IN_DOMAIN = re.compile(
    rf"(?i)(?:^|\b(?:in|for|of|within|under|across) (?:\w+ ){{0,3}}){D}"
)
INSPECTED = re.compile(rf"(?i)\b{INSPECTORS}\b")
NOUNS = rf"(?P<noun> (?:overall )?(?:{NOUN}|improvement)s?)?(?: {S})?"
PREDICATE = (
    rf"(?:{BE} (?:(?:also )?(?:inspected|rated)(?: separately)?,? and (?:{BE} )?)?"
    rf"(?:{ADVERB} )*+(?:(?P<judged>{JUDGED}) (?:{ADVERB} )*(?:by [^,.;]{{1,60}}? )?"
    r"(?:as:? |at |to be |with |requiring )*)?"
    r"|(?:ha(?:s|d|ve) )?(?P<unchanged>remain(?:s|ed)|continue[sd]? to be|retained|kept"
    r"|maintained) "
    rf"(?:rated |judged )?(?:as )?{DEGREE}"
    r"|(?:ha(?:s|d|ve) )?(?:(?P<improved>improved)|(?P<declined>declined|deteriorated"
    r"|worsened|fallen|fell))[^.,;]{0,80}? (?:and (?:is|was|were)|to) (?:be |now )*+"
    rf"|(?:ha(?:s|d|ve) |{BE} )*(?P<moved>gone|went|risen|rose|moved|jumped|raised"
    rf"|upgraded|lifted|downgraded) (?:[a-z ]{{0,30}}?from (?:an? )?{R}(?: {NOUN})?"
    r"(?: in \d{4})?,? )?to (?:an? )?"
    rf"|(?:(?:has|have|had) )?(?:{ADVERB} )?(?:(?:been|was|were) )?(?:{ADVERB} )?"
    rf"(?P<given>{GIVEN}) (?:(?P<of>an? (?:overall )?{NOUN} of )|{DEGREE})"
    rf"|(?P<rated>{INSPECTORS} (?:{ADVERB} )*{JUDGED}) (?:{ADVERB} )*(?:as |to be )?"
    rf"|(?:{BE} (?:found to be )?)?(?:(?:done|carried out) well(?: enough)?(?: in)?"
    r"|\w+ enough|up to standard|scored|requires|required) |(?P<bare>))"
)
TO = rf"(?: (?:of|for|to|given to|awarded to) {SUBJECT})?"
INTRODUCED = re.compile(
    r"(?i)(?<![\w-])(?:(?:(?!national)\w+ly|overall|however|in addition|today"
    r"|this time|as a result|meanwhile|(?:in|by) contrast|in (?:short|summary)"
    r"|on a positive note|only|in (?:giv|award|hand)ing"
    r"|in (?:its|their|the) (?:\w+ )?report|since (?:the|our) last inspection"
    r"|(?:during|in|at) th(?:e|is) (?:re-?)?inspection"
    r"|(?:at|in|during|following|after|across|under|on|for|with|published|led)\b"
    rf"(?=[^;:,]{{0,100}}(?:domain|inspect|report|visit|today|this|[{D}{A}]))[^;:]{{1,100}},"
    rf"|{INSPECTORS}(?: [^;:\"]{{0,80}}?(?:,| and))?(?: (?:{ADVERB}|ha(?:s|d|ve)"
    r"|\w{4,}ly))* (?:found|finds?|judged?|sa(?:id|ys?)|reported|concluded?s?|noted"
    r"|inspected|states?d?|shows?|confirm(?:s|ed)|(?:was|were) (?:\w+ )?(?:glad"
    r"|(?:concern|delight|disappoint|encourag|impress|pleas|reassur|surpris|worri)ed)"
    r"(?: to (?:find|note|report|see))?)"
    r"(?:,? that)?(?:,? overall)?"
    rf"|^(?!{INSPECTORS})[^;:,\"]{{1,80}} (?:(?:was|were) (?:advised|informed"
    r"|pleased to (?:hear|note|report))|advised|noted)(?: by [^;:,\"]{1,60})?"
    r"(?: that)?)"
    rf",?:? )*(?:(?:the|its|their|this|only|just|{NUMBER}"
    rf"|{AREAS}(?:,| -)) )*$"
)
NUMBERED = re.compile(r"(?i)^(?:\d{1,2}\.\d{1,2}\.?|but|and|while|whilst) ")
JOINED = re.compile(r"(?i)(?:,? (?:and|but|so|while|whilst|whereas)| -|;|(:)) [\"']*$")
# What is said beside a rating that is nobody's, or of another time.
DOUBTED = (
    r"(?:aim|alleg|ambitio|appeal|arguab|audit|believ|claim|disagree|disput|doubt|draft"
    r"|expect|hop(?:e|ing)|leak|provisional|refus|reject|rumou?r|seem|self-|suppose"
    r"|survey|target|wrong)[\w-]*|apparently|challeng(?:ed|ing)|confident"
    r"|correct(?:ed|ion)|determined that|essential|far from|felt|hardly|heard|rarely"
    r"|scarcely|seldom"
    r"|(?:important|likely|possible) that|later (?:changed|found|became)|mock|myth"
    r"|(?:keen|hard|little|nothing) to|had (?:found|judged)"
    r"|no longer|not (?:the case|so|find|share|true)|on (?:course|track)|or so|peer"
    r"|pending|perhaps|possibly|questioned|reportedly|separate inspection|thematic"
    r"|subject to (?:change|confirmation)|thought|told|unable|untrue|withdrawn"
)
REFUSED = re.compile(
    r"(?i)\b(?:if|unless|until|whether|would|could|should|must|might|will|shall|not|never"
    r"|no|nor|neither|without|although|though|despite|except|in parts?|so that"
    r"|make sure that|ensur\w+ that|recommend\w*|miss(?:ed|es|ing)|los(?:t|es|ing)"
    r"|deserved|short of|towards|nearly|almost|instead of|rather than|opinion"
    rf"|{DOUBTED}|{PAST})\b|n't\b"
)
BODIES = (
    r"(?:ofsted|estyn|cqc|care quality commission|hmic\w*|constabulary|prisons?|yoi"
    r"|schools?|college|academy|hospital|homes?|(?<!for )(?<!of )children's (?:services"
    r"|social care)|(?:care|health\w*) inspect\w+|probation (?:service|delivery|unit))"
)
OTHERS = re.compile(
    rf"(?i)\b(?:{NUMBER}|\d+|other|some|most|many|all|several) (?:\w+ ){{0,3}}"
    r"(?:services|teams|yo[ts]s)\b|\b(?:one|another) (?:\w+ ){0,3}service\b"
    r"|\ban? (?:(?!youth\b|young\b)[\w-]+ ){1,2}(?:service|team)\b"
    rf"|\b(?:services|teams) (?:\w+ )?(?:inspected|seen|visited)\b|\b{BODIES}\b"
)
ASIDE = re.compile(  # a sentence of others; what follows it may be of them too
    rf"(?i)\b(?:{BODIES}|police|fire and rescue|youth justice board|secure (?:training"
    r"|children|unit)|rehabilitation company|another|adult|sister|neighbour\w*|nearby"
    r"|next door|elsewhere|other (?:councils|services|teams)|national\w*|across England"
    r"|average|next (?:inspection|time|year)|peers?|self-\w+|mock|draft)\b"
)
JOINT = re.compile(
    r"(?i)\b(?:join(?:t|ed)\w*|colleagues|hmip?|of probation"
    r"|probation (?:inspect|watchdog)\w*)\b"
)
REVIEWS = re.compile(
    r"(?i)\b(?:review(?:s|ed)?|audit\w*|survey\w*|feedback|consult\w*|asked"
    r"|polled|parents|themselves|own (?:assess|inspect|judg|report|review|view)\w*"
    r"|aims?|goals?|targets?|imagine|example)\b|\?"
)
PARTLY = re.compile(
    r"(?i)(?:^|[,;] )(?:in|on|for|against) (?!domain \d)[^,;]*"
    rf"\b{AREAS}\b[^,;]*(?:, |$)"
)
SAYING = (
    r"(?:said|says|reported|according|add(?:s|ed)|(?:argu|comment|explain|insist|maintain"
    r"|suggest|tweet|wr[io]t)\w+)"
)
HEARSAY = re.compile(  # of people who are not inspectors
    rf"(?i)^\W*(?:(?!{INSPECTORS}\b)[\w'-]+\W+)*?{SAYING}\b"
)
LEADS = re.compile(
    r"(?i)inspect|report|found|find|rat(?:ed|ing)|judg|assess|scor|standard|result|conclu"
    r"|disposal|deliver"
)
IT = re.compile(rf"[{S}{A}][^{C}{R}]*{R}|{R} overall")
AGO = re.compile(
    r"(?i)\b(?:after|follow(?:ing|s)|since|from) (?:[\w']+ ){0,4}[\"']*$"
    r"|\b(?:health|police|fire|prisons?|schools?|education|first|second|third) $"
    r"|\bor [\"']*$"
)
UNTOLD = re.compile(r"(?i)(?:^|[,;:-] ?|\b(?:with|and|but|was|were) (?:an? )?)$")
SINCE = re.compile(r"(?i)^.* but (?=.*\bnow\b)")
STOPS = re.compile(r"(?i)[\"']*(?:$|[.;:!)]| (?:probation )?inspectors\b)")
BY_OTHERS = r" (?:overall )?(?:by|from) (?!.{0,40}\b(?:inspect|hmip?\b|watchdog))"
TAKEN_BACK = (
    rf" ?(?:(?:but|though|although|and|with) )*+(?:in|at|for|where|when|if|{NUMBER} of"
    r"|some\w*|part\w*|mostly|except|apart|only|or|other than|the exception"
    r"|(?:this )?has|not(?! only| all| enough \w))\b|\d{4}\)"
    rf"|[^.;]{{0,50}}\b(?:{DOUBTED})\b"
    r"|(?!.{0,40}\b(?:inspect|watchdog|hmip?\b))"
    rf"[^.;]{{0,50}}\b(?:{SAYING}|say)\b"
)
BEGINS = re.compile(
    rf"(?i){OWN}[{C}{S}{A}{W}{D}]|\ban? {R}|\b(?:among )?{AREAS}\b"
    rf"|\b(?:an? (?:[\w-]+ ){{0,3}}?|{NUMBER} |chief )?{INSPECTORS}\b"
    r"|\b(?:outcome|result|it|they|he|she|this|these|there|(?:case)?work)\b"
)
GOES_ON = re.compile(
    rf"(?i)[\"']*+(?!{BY_OTHERS})"
    r"(?: (?:and|because|due to|owing to|which|while|whilst)\b"
    r"|(?: (?:by|from|following|after|against|compared|over|amid|despite|issued|given"
    r"|awarded|today|overall|across (?:the board|every|all)|in (?:\w+ )+years?"
    r"|in (?:a|the|its) (?:\w+ ){0,2}(?:report|inspection)(?: in \w+ years)?)\b"
    rf"(?![^,.;]{{0,50}}\b(?:{PAST})\b)"
    rf"|,| with\b| but\b(?! (?:\w+ly )?\w+(?:[.,;]|$))| -| \()"
    rf"(?!{TAKEN_BACK}))(?P<rest>.{{0,60}})"
)
COMPARED = re.compile(
    rf"(?i)^(?!,? (?:(?:and|but|which|it) )*{VERB})(?:,? (?:in|with) |.*(?:{VERB}"
    r"|\b(?:up|down|from|after|than|previous\w*|compared|instead|last|scale)\b"
    rf"|[{C}{S}{W}]))"
)
ENDS = (
    r"(?=[\"']*(?:[.,;:!?)]|$| and\b| but\b| while\b| whilst\b| -| by\b"
    r"| in an? (?:\w+ ){0,2}inspection\b))"
)
PLACED = (
    rf"(?: (?:for|in|across|to|on|in terms of|in relation to))(?: both| all)?(?: of)?"
    rf"(?: the)?(?: (?:{NUMBER} )?(?:following |key )?{AREAS}(?: of|:| -)?)? "
)

SUBJECT_FIRST = re.compile(
    rf"(?i)(?<![\w'-]){LIST}\)?{INSET} (?P<which>(?:which|that) )?{PREDICATE}"
    rf"(?P<is>{R}){NOUNS}"
)
WITH = re.compile(
    rf"(?i)\b(?:with|saw) (?:{AREAS} including )?{LIST} (?:both |all )?"
    rf"(?P<judged>(?:being )?{JUDGED}) (?:as |at |to be )?(?P<is>{R})"
)
INSPECTORS_FIRST = re.compile(
    rf"(?i)(?:\b(?:{INSPECTORS}|they|it|who|which|that)(?: have| has| {ADVERB})*"
    rf"|(?P<joined>,| and| -)(?: \w+ly)?) (?:(?P<judged>found|finding|{JUDGE}"
    r"(?:ed|es?|s|ing))|(?P<given>g[ai]ve[ns]?|giving"
    rf"|award(?:ed|s|ing)|hand(?:ed|ing))) (?:it|{LIST}){INSET}"
    rf"(?:,? overall,?| as| to(?: be)?,?| requiring| with| an?| the"
    rf"| (?P<of>{NOUN} of))*"
    rf" (?P<is>{R}){NOUNS}"
)
RATING_FIRST = re.compile(
    rf"(?i)(?:(?P<judged>{JUDGED}(?: it| (?:the )?{S})?(?: as| at| to be)?"
    rf"|(?:(?:highest|lowest|top) )?{NOUN}s? of"
    rf"|{GIVEN}(?: an?)?(?: the (?:highest|lowest|top) {NOUN},)?) )?(?P<is>{R})"
    rf"(?P<noun> (?:{NOUN}|improvement)s?)?(?: - [^-]{{1,40}} -)?"
    rf"(?:,? (?:{BE} )?(?:{GIVEN}|specifically))?,?{PLACED}(?!our |all )"
    rf"{LISTED}{ENDS}"
)
AREAS_FIRST = re.compile(
    rf"(?i)(?P<judged>\b(?:{AREAS}|these|following)\b"
    rf"(?:(?!not\b|need)[^.;:{R}]){{0,60}} |^)(?P<is>{R})"
    rf"(?:(?: in| across)?(?: {NUMBER})?(?: key)? {AREAS})?(?:,? includ(?:ing|ed|es?)"
    rf"(?: the)?|:| -| were| are| was)(?: [-*])?:? {LISTED}{ENDS}"
)
OVERALL_FIRST = re.compile(
    rf"(?i){W}{TO}(?: of| was| is| being| as| at|:)+ (?:an? )?(?P<is>{R})"
)
OVERALL_AROUND = re.compile(
    rf"(?i)(?P<before>\boverall )?(?P<is>{R})(?(before)| overall) {NOUN}\b"
)
OVERALL_AFTER = re.compile(
    rf"(?i)\bwe(?:'ve been| have been| were) (?P<judged>{JUDGED})"
    rf" (?:as )?(?P<is>{R})(?= overall\b)"
)
OVERALLS = (OVERALL_FIRST, OVERALL_AROUND)
ALONE = re.compile(
    r"(?i)(?:^|[,:;-] |\b(?:with|so|to|for|in|is|and|but|that|gave|achieving|now has"
    rf"|(?:outcome|result)(?: of {INSPECTORS})? was) |"
    rf"\([{A}{S}]\) (?:has |have )?{GIVEN} |\bg[ai]ve[ns]? (?:it|them) "
    rf"|\b(?:they|and|{INSPECTORS})(?: (?:has|have|now|been))* {GIVEN} "
    rf"|\b(?:g[ai]ve[ns]?|giving|(?:award|hand)(?:ed|ing)) (?:the )?(?:{A} )?[{A}{S}] )"
    r"(?:an?|the|its|their|this)? ?$"
)
INLINE = re.compile(
    rf"(?i)(?:^|[,;:(] |\band ){LIST}(?: \(| -|:) ?(?P<is>{R})(?=[),;.]|$)"
)
SCORED = re.compile(
    rf"(?i)(?:^|: ){LIST}[^.;{R}]{{0,60}} scored?s? (?P<is>{R})"
    r"(?= ?(?:[(,.;]|$|and\b|against|compared))"
)
FRONTED = re.compile(
    rf"(?i)(?:^|; )(?:for|on|in|(?:in terms|in the area) of|when it came to) "
    rf"{LIST.replace('}+', '}')},?"
    rf" (?:(?:it|they|(?:the )?{S}) (?:{BE} (?P<judged>{JUDGED})|{GIVEN})"
    rf"|{INSPECTORS} {JUDGED} (?:it|(?:the )?{S})) (?:as )?(?P<is>{R})"
)
OPENING = (
    SUBJECT_FIRST,
    WITH,
    INSPECTORS_FIRST,
    OVERALL_FIRST,
    OVERALL_AROUND,
    OVERALL_AFTER,
    FRONTED,
)
FORMS = (*OPENING, RATING_FIRST, AREAS_FIRST, INLINE, SCORED)
GOING_ON = [
    re.compile(rf"(?i)(?: overall)?[,;]?(?: and| but| while| with)? {form}")
    for form in (
        rf"{LIST}(?: as|,| was| were)? (?P<is>{R})",
        rf"(?:as |an? )?(?P<is>{R})(?: {NOUN}s?)?{PLACED}{LISTED}{ENDS}",
        rf"as (?:did|was|were) {LISTED}{ENDS}",
        rf"(?:(?:\([^)]*\) \w+:|with|that|required|requiring) )?(?P<is>{R})"
        rf" (?:improvement|{C})(?! in\b)",
    )
]
HEADING = re.compile(rf"(?i)\b{AREAS}\b")  # of a list of ratings
BESIDE = re.compile(r" \((?:[\w ]*average[^()]*|\d+(?:/\d+| points))\)$")
COUNTED = rf"(?P<count>{NUMBER})(?:(?: out)? of (?:the |its )?{NUMBER})?(?: \w+)?"
COUNT = re.compile(
    rf"(?i)(?P<first>\b{JUDGED} )?\b{COUNTED}(?: {AREAS})?(?: of (?:the|its) \S+)?"
    rf"(?: (?:is|are|was|were))?(?P<then> {JUDGED})?(?: as)? (?P<is>{R})(?! or\b)"
)
COUNT_AFTER = re.compile(rf"(?i)(?<!\bor )(?P<is>{R}) in {COUNTED} {AREAS}")


def is_barred(words: str) -> bool:
    """Whether a line before ratings is of another time, body or opinion, or of aims."""
    is_lead = words.endswith(":") and not LEADS.search(words)
    return is_lead or any(form.search(words) for form in (REFUSED, HEARSAY, OTHERS))


def apart(
    sentences: Iterable[Sentence], day: str, is_elsewhere: Callable[[str], bool]
) -> set[str]:
    """Sentences of another time, body or area, by what stands before them."""
    found = set[str]()
    is_apart = goes_on = False
    block: Block | None = None

    def leads_away(words: str) -> bool:
        return bool(
            old_dates(words, day)
            or BEFORE.search(words)
            or (ASIDE.search(words) and not JOINT.search(words))
            or (REVIEWS.search(words) and not INSPECTED.search(words))
            or is_elsewhere(words)
        )

    for each in sentences:
        if is_first := each.block is not block:
            block, is_apart = each.block, goes_on and not each.block.is_item
        if each.block.is_heading or NOW.search(each.text):
            is_apart = goes_on = False
        elif is_apart or any("-" in date for date in old_dates(each.text, day)):
            found.add(each.text)
        is_apart |= leads_away(each.text)
        if is_first:  # a paragraph that opens so leads the next one away too
            goes_on = leads_away(each.text[:60])
    return found


def begins(text: str, start: int) -> bool:
    """Whether what a clause at a place is of, or in, begins as clauses do."""
    places = (each.start() for each in BEGINS.finditer(text[:LONGEST]))
    return any(opens(text[:place]) for place in (start, *places) if place <= start)


def opens(left: str) -> bool:
    """Whether a clause can begin after these words of a sentence."""
    left = NUMBERED.sub("", left.lstrip("\"',; "))
    if len(left) > LONGEST:
        return False
    introduced = INTRODUCED.search(left)
    left = left[: introduced.start()] if introduced else left
    if not left or not (joined := JOINED.search(left)):
        return not left
    return bool(joined[1] or FINITE.search(left[: joined.start()]))
