"""Whom each statement of a clause binds or favours, told by position and without a parser.

A clause is cut into statements: sentences, items of a list, and what is joined by "and" or "but"
where a party follows with a verb of its own. The subject of a statement is the last party named
before its main verb; conditions before it ("if Customer is late, ...") and relative clauses do not
count. A passive statement is about whoever stands behind "by"; "X's liability" and "the duties of
X" are about X. Who "shall" is bound, who "may" is favoured. A statement without such a subject is
about nobody: nothing is guessed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from summarizer_core import grammar

MUTUAL: Final = re.compile(
    r"\b(?:each|either|both|neither|any|no|every) (?:of the )?part(?:y|ies)\b"
    r"|(?<!\bon )(?<!\bat )\b(?:each|either|both|neither) (?:of the )?sides?\b(?! of)"
    r"|\b(?:(?:each|either|both|neither) of (?:the parties|them|us)|by the parties)\b"
    r"|\bthe parties (?:\w+ly )?(?:shall|may|will|must|each|both|agree|are|have|hereby|waive)\b"
    r"|\beach (?:agrees?|shall|will|may|must|covenants?|represents?|warrants?)\b"
    r"|\b(?:non-?)?(?:breaching|defaulting|prevailing|terminating|affected) part(?:y|ies)\b"
    r"|\ba party['’]s (?:\w+ ){0,3}liabilit"
    r"|\bindemnif(?:ied|ying) part(?:y|ies)\b|\b(?:disclosing|receiving) part(?:y|ies)\b",
    re.IGNORECASE,
)
#: Says so wherever it stands.
_RECIPROCAL: Final = re.compile(
    r"\b(?:each other|one another|vice versa)\b|\bone party\b.{0,80}\bthe other\b"
    r"|\bmutual(?:ly)?\b(?! (?:\w+ )?(?:agree|consent|accept|approv|writ|benefi))",
    re.IGNORECASE,
)
_BE: Final = r"(?:is|are|be|been)"
_HELP: Final = (
    r"(?:(?:shall|will|may|does|do|must) )?(?:at all times |also |further |only |always )?"
)
#: Verb phrases that favour their subject.
_RIGHT: Final = (
    r"may(?! not\b| only\b| in no\b)"
    r"|can (?:terminate|cancel|end|leave|renew|change|modify|amend|assign|audit|inspect)"
    rf"|{_HELP}(?:ha(?:ve|s)|retains?|reserves?|enjoys?) "
    r"(?!no (?:\w+ ){0,2}?(?:rights?|options?|licen[sc]e|title|ownership|interest|recourse|"
    r"claim)\b)"
    r"(?:\w+,? ){0,5}?(?:rights?|options?|discretion|licen[sc]es?|title|ownership|"
    r"no (?:\w+ ){0,3}?(?:liabilit|obligation|responsibilit|dut))\w{0,3}"
    rf"|{_HELP}(?:hereby )?receives?"
    r"|(?:hereby )?accepts (?:the|an?|such|this) (?:[\w-]+,? ){0,3}?(?:grant|licen[sc]e|rights?)"
    r"(?! (?:and|terms|agreement)\b)"
    r"|(?:shall|will|must|is|are) (?:be )?charged"
    r"(?=[^.;]{0,60}\b(?:no (?:more|higher)|lowest|best|most favou?red|lower than)\b)"
    r"|(?:shall|will|must|is|are|may) not be charged"
    rf"|(?:(?:shall|will|must) )?{_BE} (?:hereby |also |fully |promptly |each )?(?:entitled|"
    rf"granted|"
    r"licensed|permitted|allowed|free to|authori[sz]ed|indemnified|held harmless|defended|"
    r"reimbursed|"
    r"compensated|paid|notified|informed|named|given|furnished|appointed|designated|provided with)"
    rf"|(?:(?:shall|will|does|do|can|must) )?(?:not |in no event )+(?:{_BE} )?(?:held )?"
    r"(?:liable|responsible|obligated|obliged|required|bound|assume)"
    rf"|(?:shall|will|is|are) (?:(?:also )?(?:be|act as|serve as|remain) )?(?:the |an? |its |"
    rf"\w+['’]s )?"
    r"(?:sole |only |exclusive |preferred )(?:and (?:sole |"
    r"exclusive ))?(?:\w+ ){0,3}?(?:suppliers?|"
    r"providers?|distributors?|agents?|licensees?|manufacturers?|vendors?|sources?|resellers?|"
    r"representatives?|dealers?|partners?|sponsors?|contractors?|owners?)"
    r"|(?:hereby )?(?:specifically |expressly )?disclaims?|makes? no (?:\w+,? ){0,6}warrant\w{0,3}"
    r"|assumes? no|(?:shall|will) (?:exclusively |solely |jointly )?own|owns"
)
#: Verb phrases that bind their subject.
_DUTY: Final = (
    r"may (?:not|only)|shall|will|must|agrees?|undertakes?|covenants|grants|assigns|warrants|"
    r"(?<=\b[Ww]e )(?:grant|assign|warrant|represent|appoint|guarantee|release|waive)|"
    r"(?<=\b[Yy]ou )(?:grant|assign|warrant|represent|appoint|guarantee|release|waive)|"
    r"cannot|owes|forfeits|represents|indemnif(?:y|ies)|acknowledges|waives|appoints|guarantees|releases|commits|promises|"
    r"ha(?:ve|s) no (?:\w+ ){0,2}?(?:rights?|options?|licen[sc]e|title|ownership|recourse|"
    r"claim)|hereby|"
    r"(?:is|are) (?:not (?:entitled|permitted|allowed|authori[sz]ed)|liable|obliged|obligated|"
    r"required|"
    r"responsible|prohibited|restricted|bound|unlimited)"
)
_VERB: Final = re.compile(rf"\b(?:(?P<right>{_RIGHT})|(?:{_DUTY}))\b", re.IGNORECASE)
#: Before the subject, what turns a duty into freedom from it.
_FREED: Final = re.compile(
    r"\b(?:in no event|under no circumstances|at no time|nothing|neither(?! party))\b"
    r"(?=.{0,200}\b(?:liable|liabilit|damages|obligat|requir|prevent|restrict|limit|prohibit|preclude))",
    re.IGNORECASE,
)
_AS_IS: Final = re.compile(r"\bas[ -]is\b", re.IGNORECASE)
#: What somebody agrees to is told by the sentence behind it.
_THAT: Final = re.compile(
    r"\b(?:agrees?|acknowledges?|recogni[sz]es?|understands?|confirms?)\b[^.;:]{0,40}?"
    r"\bthat (?:the )?",
    re.IGNORECASE,
)
#: "Supplier acknowledges that Customer has an interest and therefore agrees ...": Supplier does.
_AND_AGREES: Final = re.compile(
    r"(?<=,|\w) (?:and|but) (?:(?:\w+ly|therefore|thus|so|hereby|also|further|hence),? ){0,2}"
    r"(?=(?:agrees?|undertakes?|covenants?|promises?|commits?|waives?|releases?)\b)",
    re.IGNORECASE,
)
_TURNED: Final = re.compile(
    r"(?:shall|will|may|must|does|is|are)(?: not)? (?:the )?", re.IGNORECASE
)
_JOINED: Final = re.compile(r",? (?:and|or|and/or|nor),? (?:the )?", re.IGNORECASE)
_SHARED: Final = re.compile(
    r"(?:['’]s?)?,? (?:and|or|and/or|nor),? (?:of )?(?:the )?", re.IGNORECASE
)
#: "None of Supplier, Customer or their affiliates shall": a comma joins those of such a list.
_LISTED: Final = re.compile(r", (?:(?:and|or|nor) )?(?:the )?", re.IGNORECASE)
_LIST_BEFORE: Final = re.compile(
    r"\b(?:(?:none|each|both|either|neither|any|all) of|neither|either|both) (?:the )?$",
    re.IGNORECASE,
)
_OWNED: Final = (
    r"(?:['’]s?,?|(?<=\b[Oo]ur)|(?<=\b[Yy]our)|(?<=\bOUR)|(?<=\bYOUR)) "
    r"(?:(?:and|or) (?:the )?\w+['’]s? )?(?:(?:and|or|its|their|\w+['’]|\w+),? ){0,5}?"
)
_OWNED_LIABILITY: Final = re.compile(rf"{_OWNED}liabilit", re.IGNORECASE)
_LIABILITY_OF: Final = re.compile(
    r"\b(?:liabilit(?:y|ies) (?:\w+ ){0,2}?(?:of|for)|damages for which) (?:the )?$",
    re.IGNORECASE,
)
_OWNED_DUTY: Final = re.compile(
    rf"{_OWNED}(?:obligations?|dut(?:y|ies)|responsibilit|indemni|breach|negligence)",
    re.IGNORECASE,
)
_DUTY_OF: Final = re.compile(
    r"\b(?:obligations?|dut(?:y|ies)|responsibilit(?:y|ies)) (?:\w+ ){0,2}?of (?:the )?$",
    re.IGNORECASE,
)
_NO_LIMIT: Final = re.compile(
    r"\bun(?:limited|capped)\b|\b(?:no|not|without|neither)\b.{0,60}\b(?:limit|cap\b|ceiling|restrict|"
    r"capped|exclud)|\b(?:nothing|no provision)\b.{0,80}\b(?:limit|exclude|restrict)|"
    r"\blimit\w*\b.{0,80}\b(?:not|never) (?:be )?appl|\bexceeds? (?:the|any|such) (?:limit|cap)",
    re.IGNORECASE,
)
_CAPPED: Final = re.compile(
    r"\b(?:exceed|(?<!un)limited to|no more than|limited\b|capped|excluded|waived|disclaimed|"
    r"nil|zero)\b",
    re.IGNORECASE,
)
#: "Supplier's entire liability and Customer's exclusive remedy shall be a refund": a limit.
_SOLE: Final = re.compile(
    r"\b(?:sole|entire|only|exclusive)(?:,? (?:and )?\w+){0,2}? "
    r"(?:liabilit|obligation|responsibilit)\w*[^.;]{0,100}?\bremed"
    r"|\bremed[^.;]{0,100}?\b(?:sole|entire|only|exclusive)(?:,? (?:and )?\w+){0,2}? "
    r"(?:liabilit|obligation|responsibilit)",
    re.IGNORECASE,
)
#: A limit that is told of whoever claims: "for which Customer may hold Supplier liable".
_HOLD: Final = re.compile(r"\bhold (?:the )?$", re.IGNORECASE)
_TO_BLAME: Final = re.compile(
    r",? (?:\w+ ){0,2}?(?:liable|responsible|accountable)\b", re.IGNORECASE
)
_HELD_NO_MORE: Final = re.compile(
    r"\b(?:not|never|no event|no circumstances|neither|exceed|limited|more than)\b", re.IGNORECASE
)
_CLAIMED_FROM: Final = re.compile(
    r"\b(?:not|never|no event|no circumstances|amounts?|sums?|maximum|aggregate)\b[^.;]{0,70}?"
    r"\b(?:(?:to|may|can|shall|will|not) (?:(?!(?:any|an?|such|no|each|every|pay) )\w+ )?"
    r"(?:recover|collect|claim)(?:ed)?|recoverable)\b"
    r"[^.;]{0,40}?\bfrom (?:the )?$",
    re.IGNORECASE,
)
#: "Claims for which Supplier is obliged to indemnify Customer", whatever else is said of them.
_FOR_WHICH: Final = re.compile(r"\b(?:for|against|from) which (?:the )?$", re.IGNORECASE)
_INDEMNIFIES: Final = re.compile(
    r" (?:is|are|shall be|has|have|shall|will|must|agrees|agreed) "
    r"(?:(?:obligated|obliged|required|liable|bound|agreed|a duty|to) ){0,2}"
    r"(?:defend and )?indemnify\b",
    re.IGNORECASE,
)
#: What is open to somebody's audit is no duty of that one.
_AUDITED_BY: Final = re.compile(
    r"\b(?:subject|open|available|accessible)\b[^.;]{0,60}?\b(?:audit|inspection|examination|"
    r"review|verification|copying)s?\b[^.;]{0,30}?\bby (?:the )?$",
    re.IGNORECASE,
)
#: "Except in writing signed by": who signs does not do what stands before.
_SIGNED_BY: Final = re.compile(
    r"\b(?:except|unless|without|only|save)\b[^.;]{0,60}?\b(?:signed|executed|agreed|approved|"
    r"consented to)\b(?: \w+){0,3}? by (?:the )?$",
    re.IGNORECASE,
)
#: "Supplier hereby grants to Customer, and Customer hereby accepts, ..." is a grant of Supplier.
_ACCEPTS: Final = re.compile(r" (?:hereby )?(?:accepts?|receives?|acquires?)\b,", re.IGNORECASE)
_ENDED: Final = re.compile(
    r"\b(?:cease|end|terminate|lapse|expire|be (?:limited|suspended|excused|discharged|reduced))\b",
    re.IGNORECASE,
)
_REMEDY_OF: Final = re.compile(r"['’]s?,? (?:\w+,? ){0,4}?remed", re.IGNORECASE)
_NO_MORE: Final = re.compile(
    r"\bno (?!event\b|circumst)(?:\w+,? ){1,6}?(?:may|shall be entitled)\b"
    r"|\bno (?:action|claim|suit|proceeding)s?\b[^.;]{0,200}?\b(?:may|shall|can) be\b",
    re.IGNORECASE,
)
#: A freedom within such bounds is a restraint: "may sell on terms no better than ...".
_WITHIN: Final = re.compile(
    r"\b(?:no|not) (?:(?:more|less) (?:favou?r\w+|advantageous|beneficial|attractive|generous)|"
    r"better|worse|lower) (?:\w+ ){0,4}?(?:than|then)\b"
    r"|\b(?:only|solely)\b[^.;]{0,60}?\b(?:with|upon|after|if|subject to)\b[^.;]{0,60}?"
    r"\b(?:consent|approval|permission|authori[sz]ation)\b"
    r"|\bwith\b[^.;]{0,60}?\b(?:consent|approval|permission|authori[sz]ation) only\b",
    re.IGNORECASE,
)
_NONE: Final = re.compile(r"\W*(?:\w{1,4}[.)] )?no\b", re.IGNORECASE)
_OWNED_BY: Final = re.compile(
    r"\b(?:owned|retained|reserved|held|used|exercised|enjoyed|received|terminated) "
    r"(?!(?:\w+,? ){0,5}?(?:confiden\w*|secre\w*|trust|escrow)\b)"
    r"(?:\w+,? ){0,5}?by (?:the )?$",
    re.IGNORECASE,
)
_PASSIVE_BY: Final = re.compile(grammar.PASSIVE_BY, re.IGNORECASE)
_GIVEN_TO: Final = re.compile(
    r"\b(?:shall|will|must|is|are)(?: hereby)?(?: be)?(?:,? [\w-]+){1,5} to (?:the )?$",
    re.IGNORECASE,
)
_OBJECT: Final = re.compile(rf"\b(?:{grammar.OBJECT}) (?:the )?$", re.IGNORECASE)
_EACH_OF: Final = re.compile(
    r"\b(?:each|both|either|neither|none|any|all) of (?:the )?$", re.IGNORECASE
)
_OF_RIGHT: Final = re.compile(
    r"\b(?:right|option|election|discretion)s? of (?:the )?$", re.IGNORECASE
)
_UNDER: Final = re.compile(rf"\b(?:{grammar.UNDER}) (?:the )?$", re.IGNORECASE)
_LAWFUL: Final = re.compile(
    r"\bto the (?:\w+ )?extent (?:permitted|allowed) (?:by|under) (?:\w+ ){0,3}?laws?,? ",
    re.IGNORECASE,
)
_BEGINS_UNDER: Final = re.compile(
    r"(?:(?:section|article|clause) (?=\d))?[\W\d]*(?:\(?\w{1,4}[.)] )?(?:but |and |"
    r"provided,? (?:however,? )?that,? )?(?:if|when|"
    r"whenever|where|"
    r"unless|until|upon|in the (?:event|case)|in case|should|after|before|once|as soon as|"
    r"during|to the|"
    r"except|subject|notwithstanding|without|within|provided|following|so long as|as long as|"
    r"while|at any time|for (?:as|so) long)\b",
    re.IGNORECASE,
)
#: Stands for who was named before.
_PRONOUN: Final = re.compile(r"(?:it|they|he|she|such party)\b", re.IGNORECASE)
_STRANGER: Final = re.compile(r"[)\]:;,] (?:[Tt]he )?[A-Z][a-z]{3,} $")
#: "Each of the Delmar Parties jointly and severally ...".
_GROUP_BEFORE: Final = re.compile(
    r"\W*(?:\(?\w{1,3}[.)] )?(?:Each of )?(?:[Tt]he )?(?:[A-Z][\w&-]+ ){1,4}"
    r"(?:Parties|Entities|Companies|Group)(?: (?:jointly|and|severally|each|also|further)){0,4} "
)
_WHO: Final = re.compile(
    r"(?:each|either|both|neither|none|no|any|in no|under no|nothing|such|all|this|these)\b",
    re.IGNORECASE,
)
#: "Customer may leave at any time, and Supplier on 30 days' notice": the verb is the same.
_ALSO_BEFORE: Final = re.compile(
    r"[,;] (?:and|but|while|whereas) (?:by )?(?:the )?$", re.IGNORECASE
)
_ALSO_BEHIND: Final = re.compile(
    r",? (?:only )?(?:on|upon|at|after|by giving|with)\b", re.IGNORECASE
)
#: How far back such words are looked for.
_REACH: Final = 120
#: How far behind its verb a subject may stand: "shall Supplier be", "shall require Supplier".
_BEHIND: Final = 25
#: Whom a clause is about is told early; what follows would only take time.
_LONGEST: Final = 4_000
#: Whoever wants to use a right has it, whatever must be done for it.
_USES: Final = re.compile(
    r"[^.;]{0,10}\b(?:desires?|elects?|wish(?:es)?|intends?|chooses?|decides?|exercis\w{1,3})\b"
    r"[^.;]{0,40}\b(?:rights?|options?)\b",
    re.IGNORECASE,
)
_SENTENCE: Final = re.compile(
    r"(?<=[.?!])[\"'”’)]*\s+(?=[\"“'(]?(?:\d{1,2}\.(?:\d{1,2}\.?){0,3} )?[A-Z(])|(?<=[;:])\s+"
    # "... as in 3.3.1 below 3.2.2 Supplier shall": a clause that ends without a mark.
    r"|(?<=[a-z]{3})(?<!tion)(?<!ause)(?<!icle)(?<!raph)(?<!and)(?<!with)\s+"
    r"(?=\d{1,2}\.\d{1,2}\.\d{1,2}\.? [A-Z])"
)
_AND: Final = re.compile(
    r",? (?:and|but|while|whereas|provided,?(?: however,?)? that|except that)(?: (?:that|the))* ",
    re.IGNORECASE,
)
_ITEM: Final = re.compile(r"\W*(?:(?:and|or) )?\(?(?:[a-z]|[ivx]{1,4}|\d{1,2})[.)] ", re.IGNORECASE)
_VERB_SOON: Final = 60


@dataclass(frozen=True)
class Name:
    """A party's name in a text, and whether it is a possessive."""

    name: str
    start: int
    end: int
    owning: bool
    #: "us" is whom something is done to.
    object: bool = False


@dataclass(frozen=True)
class Subject:
    """Who a statement is about, whether it favours (else binds) that party, and another one that
    shares the verb."""

    name: str
    favoured: bool
    beside: str | None = None


@dataclass(frozen=True)
class Statement:
    """``subject`` is None where nobody is to be told, or ``mutual`` holds: it meets both sides."""

    text: str
    subject: Subject | None
    mutual: bool = False
    #: The text without the conditions and exceptions before it, "" where that is all of it.
    main: str = ""

    @property
    def core(self) -> str:
        """What is said, conditions and exceptions before it aside."""
        return self.main or self.text

    @property
    def told(self) -> bool:
        return self.mutual or self.subject is not None


#: The names in a text, in their order.
Naming = Callable[[str], Sequence[Name]]


def statements(text: str, naming: Naming) -> list[Statement]:
    """The statements of a clause, in their order; items of a list are about whom its beginning is
    about."""
    found: list[Statement] = []
    lead: Statement | None = None
    for sentence in _SENTENCE.split(text[:_LONGEST]):
        for part in _parts(sentence, naming):
            one = _statement(part, naming)
            if lead is not None and not one.told and _continues(part):
                one = replace(lead, text=f"{lead.text} {part}", main="")
            elif not _ITEM.match(part):
                lead = one if one.told and sentence.rstrip().endswith((":", ";")) else None
            found.append(one)
    return found


def is_item(text: str) -> bool:
    """Whether a text begins as an item of a list does."""
    return _ITEM.match(text) is not None


def _continues(part: str) -> bool:
    return _ITEM.match(part) is not None or part[:1].islower()


def _parts(sentence: str, naming: Naming) -> Iterator[str]:
    """A sentence, cut where a party with a verb of its own is joined to a statement before."""
    named = naming(sentence)
    names = {one.start: one for one in named}
    begin = 0
    for joint in _AND.finditer(sentence):
        one = names.get(joint.end())
        if one is None or _VERB.search(sentence, begin, joint.start()) is None:
            continue
        if _ACCEPTS.match(sentence, one.end):
            continue
        if any(n.end == joint.start() and _ends(_LIST_BEFORE, sentence, n.start) for n in named):
            continue  # "each of Customer and Supplier"
        verb = _VERB.search(sentence, one.end, one.end + _VERB_SOON)
        if verb is None or any(one.end <= start < verb.start() for start in names):
            continue
        yield sentence[begin : joint.start()]
        begin = joint.end()
    yield sentence[begin:]


def _statement(text: str, naming: Naming) -> Statement:
    whole = text
    text = _main(_agreed(text), naming)
    if _RECIPROCAL.search(text):
        return Statement(whole, None, mutual=True, main=text)
    names = naming(text)
    at, subject = _subject(text, names) if names else (0, None)
    both = MUTUAL.search(text)
    if both is not None:
        verb = _VERB.search(text)
        # "Neither party shall ...", not "Supplier shall answer for either party ...".
        first = verb is None or both.start() < verb.end()
        if subject is None or (first and not both.end() <= at < both.end() + _VERB_SOON):
            return Statement(whole, None, mutual=True, main=text)
    return Statement(whole, subject, main=text)


def _agreed(text: str) -> str:
    """A statement without "Supplier agrees that"; of "Supplier knows that ... and agrees to ..."
    the end alone, with Supplier."""
    that = _THAT.search(text)
    if that is None:
        return text
    joint = _AND_AGREES.search(text, that.end())
    if joint is not None:
        return _agreed(f"{text[: that.start()]}{text[joint.end() :]}")
    said = _VERB.search(text, that.end()) is not None
    # "Supplier agrees that it will not sue" is about Supplier.
    return text[that.end() :] if said and not _PRONOUN.match(text, that.end()) else text


def _main(text: str, naming: Naming) -> str:
    """A statement without the conditions before it."""
    text = _LAWFUL.sub("", text, count=1)
    while _BEGINS_UNDER.match(text):
        begins = {one.start for one in naming(text)}
        cut = 0
        for comma in re.finditer(r", (?:then )?(?:the )?", text):
            verb = _VERB.search(text, comma.end())
            if verb is None:
                break
            if _PRONOUN.match(text, comma.end()):
                return text
            if comma.end() in begins or _WHO.match(text, comma.end()):
                cut = comma.end()
                break
        if not cut:
            return text
        text = text[cut:]
    return text


def _subject(text: str, names: Sequence[Name]) -> tuple[int, Subject | None]:
    """Whom a statement is about, and where that party is named."""
    for one in names:
        subject = _certain(text, one)
        if subject is not None:
            return one.start, subject
    at, acting = _acting(text, names)
    for one in names:
        if acting is not None and one.start > at:
            break
        if _OWNED_LIABILITY.match(text, one.end) or _ends(_LIABILITY_OF, text, one.start):
            free = _NO_LIMIT.search(text) is None and (
                _CAPPED.search(text) is not None
                or _SOLE.search(text) is not None
                or _favours(text, _VERB.search(text, one.end))
            )
            return one.start, Subject(one.name, free, _beside(text, names, one))
        if _REMEDY_OF.match(text, one.end):
            return one.start, Subject(one.name, False)
        if _OWNED_DUTY.match(text, one.end) or _ends(_DUTY_OF, text, one.start):
            free = _ENDED.search(text, one.end) is not None or _SOLE.search(text) is not None
            return one.start, Subject(one.name, free, _beside(text, names, one))
        if _ends(_OF_RIGHT, text, one.start):
            return one.start, Subject(one.name, True, _beside(text, names, one))
    if acting is not None and acting.favoured and acting.beside is None:
        also = (n for n in names if n.start > at and n.name != acting.name and _also(text, n))
        acting = replace(acting, beside=next((n.name for n in also), None))
    return at, acting


def _certain(text: str, one: Name) -> Subject | None:
    """Somebody of whom a statement tells whatever its own subject is."""
    if _ends(_HOLD, text, one.start) and _TO_BLAME.match(text, one.end):
        return Subject(one.name, _HELD_NO_MORE.search(text) is not None)
    if _NO_LIMIT.search(text) is None and _ends(_CLAIMED_FROM, text, one.start):
        return Subject(one.name, True)
    if _ends(_FOR_WHICH, text, one.start) and _INDEMNIFIES.match(text, one.end):
        return Subject(one.name, False)
    if _ends(_AUDITED_BY, text, one.start):
        return Subject(one.name, True)
    return None


def _also(text: str, one: Name) -> bool:
    """Whether somebody has the verb of the one before."""
    return _ends(_ALSO_BEFORE, text, one.start) and (_ALSO_BEHIND.match(text, one.end) is not None)


def _beside(text: str, names: Sequence[Name], one: Name) -> str | None:
    """Who is joined to somebody: "the liability of Customer or Supplier"."""
    joined = (n for n in names if n.start > one.end and _SHARED.fullmatch(text, one.end, n.start))
    return next((n.name for n in joined), None)


def _acting(text: str, names: Sequence[Name]) -> tuple[int, Subject | None]:
    under: tuple[int, Subject] | None = None
    behind = 0
    for verb in _VERB.finditer(text):
        if not behind and _GROUP_BEFORE.fullmatch(text, 0, verb.start()):
            return 0, None  # whoever they are, they are meant, and nobody named behind them
        before = [
            one
            for one in names
            if behind <= one.start < verb.start() and not one.owning and not _object(text, one)
        ]
        # "If Supplier is late, Carrier shall": whoever Carrier is, it is the subject.
        stranger = before and _STRANGER.search(text, before[-1].end, verb.start())
        if before and not stranger:
            last = before[-1]
            beside = before[-2] if len(before) > 1 else None
            if beside is not None and not _joins(text, beside, last):
                beside = None
            begin = beside.start if beside else last.start
            favoured = _favours(text, verb) or _USES.match(text, last.end) is not None
            found = begin, Subject(last.name, favoured, beside.name if beside else None)
            if not _ends(_UNDER, text, begin):
                return found
            under = under or found
        elif not stranger:
            passive = _passive(text, names, verb, behind)
            if passive is not None:
                return passive
        behind = verb.end()
    if under is not None:
        return under
    return _by(text, names) or (0, None)


def _passive(
    text: str, names: Sequence[Name], verb: re.Match[str], behind: int
) -> tuple[int, Subject] | None:
    """The subject behind its verb: "shall be paid by Customer", "shall Supplier be liable"."""
    for one in names:
        if one.start < verb.end() or one.start < behind:
            continue
        if _ends(_SIGNED_BY, text, one.start):
            return None
        if _ends(_PASSIVE_BY, text, one.start):
            return one.start, _agent(text, names, one, verb)
        if one.owning:  # "without Customer's consent" says nothing of Customer
            continue
        if _ends(_GIVEN_TO, text, one.start):  # it is done to this one
            return one.start, Subject(one.name, True)
        freed = _FREED.search(text) is not None
        if freed and one.start - verb.end() <= _BEHIND:
            return one.start, Subject(one.name, True)
        if _TURNED.fullmatch(text, verb.start(), one.start):  # "nor shall Supplier be liable"
            after = _VERB.search(text, one.end)
            return one.start, Subject(one.name, _favours(text, verb) or _favours(text, after))
        if not _object(text, one):
            return None
    return None


def _by(text: str, names: Sequence[Name]) -> tuple[int, Subject] | None:
    for one in names:
        if _ends(_SIGNED_BY, text, one.start):
            return None
        if _ends(_PASSIVE_BY, text, one.start):
            return one.start, _agent(text, names, one, None)
    return None


def _agent(text: str, names: Sequence[Name], one: Name, verb: re.Match[str] | None) -> Subject:
    owned = _ends(_OWNED_BY, text, one.start)
    none = _NONE.match(text) is not None and _NO_MORE.search(text) is None
    allowed = (
        verb is not None
        and verb["right"] is not None
        and verb.group().lower() == "may"
        and _NO_MORE.search(text) is None
        and _WITHIN.search(text, verb.end()) is None
    )
    freed = _FREED.search(text, 0, one.start) is not None or _AS_IS.search(text) is not None
    return Subject(one.name, owned or none or freed or allowed, _beside(text, names, one))


def _joins(text: str, one: Name, other: Name) -> bool:
    """Whether two names share what follows them."""
    if _JOINED.fullmatch(text, one.end, other.start):
        return True
    listed = _LISTED.fullmatch(text, one.end, other.start) is not None
    return listed and _ends(_LIST_BEFORE, text, one.start)


def _object(text: str, one: Name) -> bool:
    if one.object:
        return True
    return _ends(_OBJECT, text, one.start) and not _ends(_EACH_OF, text, one.start)


def _ends(pattern: re.Pattern[str], text: str, at: int) -> bool:
    """Whether such words end right before a place."""
    return grammar.ends_with(pattern, text, at, _REACH)


def _favours(text: str, verb: re.Match[str] | None) -> bool:
    if verb is None or _NO_MORE.search(text):
        return False
    if verb.group().lower() == "may" and _WITHIN.search(text, verb.end()):
        return False
    freed = _FREED.search(text)
    return verb["right"] is not None or (freed is not None and freed.start() < verb.start())
