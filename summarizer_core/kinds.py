"""Texts in the words of the law that are no contracts: judgments, laws, wills, policies and others.

Each kind has signs, which are looked for where a text says what it is: on its first pages. A kind
is told when enough of its different signs are there, and the text does not open as a contract does
("This Agreement is made between ..."). A text that merely speaks of courts, laws or invoices has a
sign or two. A text is also told by its own title ("OWNER'S MANUAL"), and by saying that it is no
contract ("This handbook does not create a contract").
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

_HEAD: Final = 5_000
#: Ends of long texts, where references and signatures stand.
_TAIL: Final = 3_000
_OPENS: Final = re.compile(
    r"\b(?:this|the present|these) (?:[\w&,'’/-]+ ){0,8}?(?:agreement|contract|lease|deed|"
    r"amendment|"
    r"addendum|undertaking|memorandum|covenant|terms)\b[^.;]{0,160}?\b(?:made|entered|executed|"
    r"dated|effective|concluded|govern|between|among|constitutes?|sets? (?:out|forth)|shall)\b"
    r"|\b(?:agree|agrees|covenant|contract) as follows\b|\bnow,? therefore\b"
    r"|\b(?:pleased|delighted) to offer you\b"
    r"|\bhereby agrees?\b|\bparties (?:hereby )?agree\b|\byou (?:hereby )?agree to (?:these|the|"
    r"be)\b"
)

#: What somebody is quoted with is no contract's opening.
_SAID: Final = re.compile(
    r"[\"\u201c][^\"\u201c\u201d]{10,300}[,.?!][\"\u201d],? "
    r"(?:[\w.]+ ){0,6}?(?:said|says|told|added)\b"
    r"|\b(?:said|says|told [\w ]{2,30}|added)[:,] [\"\u201c][^\"\u201c\u201d]{10,300}[\"\u201d]"
)


@dataclass(frozen=True)
class _Kind:
    """``name`` with its article; ``least`` of the ``signs`` must be there, the first always."""

    name: str
    least: int
    signs: tuple[re.Pattern[str], ...]


def _kind(name: str, least: int, *signs: str) -> _Kind:
    return _Kind(name, least, tuple(re.compile(sign, re.MULTILINE) for sign in signs))


_KINDS: Final = (
    _kind(
        "a court's decision",
        5,
        r"\b(?:claimants?|plaintiffs?|appell(?:ants?|ees?)|petitioners?|applicants?|prosecution)\b",
        r"\b(?:defendants?|respondents?|accused)\b",
        r"\bjudge?ment\b|\bopinion\b|\b(?:so|hereby|is) ordered\b|\b(?:ruling|decision|"
        r"order) of the\b",
        r"\bjustice\b|\bjudges?\b|\bmagistrate\b",
        r"\b(?:high|supreme|district|circuit|county|federal|crown|appeals?) court\b|"
        r"\bcourt of (?:appeals?|session|justice)\b|\btribunal\b",
        r"\bi (?:find|accept|reject|hold|agree|conclude|am satisfied)\b|\bthe court (?:finds|"
        r"holds|held)"
        r"|\bwe (?:affirm|reverse|hold|conclude|agree|reject)\b|\bit is (?:held|ordered)\b",
        r"\b(?:case|claim|docket|appeal|action|suit|index|neutral citation) (?:no|number|nos)\b|"
        r"\w v\.? \w",
        r"\b(?:evidence|witness\w*|counsel|submi(?:ts|ssions?)|contends?|alleges?|appeal)\b",
    ),
    _kind(
        "a law",
        4,
        r"\b(?:act|law|statute|regulation|directive|ordinance|chapter|code|decree)\b",
        r"\b(?:be it|it is hereby) enacted\b|\benacted by\b|\badopted this (?:directive|"
        r"regulation)\b",
        r"\bmay be cited as\b|\bshort title\b|\ban act to\b",
        r"\bcomes? into force\b|\bentry into force\b|\bcommencement\b|\benters? into force\b",
        r"\bcommits an offen[cs]e\b|\bguilty of an? (?:offen[cs]e|misdemeanou?r)\b|"
        r"\bon conviction\b",
        r"\bthe minister\b|\bsecretary of state\b|\bmember states\b|\bgazette\b|\bby royal\b|"
        r"\bthe (?:legislature|parliament|governor)\b",
        r"\bsub-?section \(|\bin this (?:act|part|chapter)\b|\bunder this (?:act|part|chapter)\b",
        r"\b(?:is|are) (?:hereby )?repealed\b|\bmake (?:regulations|rules)\b|\bprescribed\b",
    ),
    _kind(
        "a will",
        4,
        r"\blast will\b|\btestament\b|\bcodicil\b",
        r"\btestat(?:or|rix)\b|\bsound mind\b",
        r"\bbequeath\b|\bdevise\b|\bi give\b|\bi leave\b",
        r"\bexecut(?:or|rix|ors)\b",
        r"\brevoke (?:all|any)\b",
        r"\b(?:residue|rest) of my\b|\bmy (?:real )?estate\b",
    ),
    _kind(
        "a policy",
        4,
        r"\b(?:privacy|cookie|data protection) (?:policy|notice|statement)\b",
        r"\bwe (?:may )?(?:collect|process|gather)\b",
        r"\bcookies?\b",
        r"\byour (?:personal )?(?:data|information|privacy)\b",
        r"\bhow we use\b|\bwe (?:may )?(?:use|share|disclose|retain)\b",
        r"\byour rights\b|\byou have the right\b|\bopt[ -]out\b|\bunsubscribe\b|"
        r"\bwithdraw your consent\b",
        r"\bthis (?:privacy |cookie )?(?:policy|notice|statement)\b",
    ),
    _kind(
        "a policy",
        4,
        r"\bpolicy\b|\bcode of (?:\w+ ){0,2}(?:conduct|ethics)\b",
        r"\b(?:purpose|scope|objective) of this policy\b|^\W*(?:\d+\.? )?(?:purpose|scope)\b",
        r"\bthis policy (?:applies|is|sets|covers)\b",
        r"\bpolicy (?:owner|number|statement|review)\b|\breviewed (?:annually|every)\b|\bversion\b",
        r"\b(?:all )?(?:employees|staff|users|personnel) (?:must|shall|should|are|may)\b",
        r"\bviolations? of this (?:policy|code)\b|\bdisciplin\w+\b|\bcompliance with this policy\b",
        r"\breport\w{0,3} .{0,60}(?:supervisor|hotline|manager|human resources|legal department)\b",
    ),
    _kind(
        "a handbook",
        5,
        r"\b(?:handbook|manual)\b|\bguide for (?:employees|staff)\b",
        r"\b(?:employees|staff) (?:must|shall|should|are|may|who|learn|earn)\b",
        r"\bsupervisors?\b|\bhuman resources\b|\byour manager\b",
        r"\bpolic(?:y|ies)\b",
        r"\bpaid time off\b|\bvacation\b|\bovertime\b|\bsick (?:leave|days)\b|\bbenefits\b",
        r"\bdisciplin\w+\b|\bharassment\b|\bconduct\b",
        r"\bnot (?:a|create a|an) (?:\w+ )?contract\b|\bat[ -]will\b",
        r"\bwelcome to\b",
    ),
    _kind(
        "a manual",
        5,
        r"\b(?:manual|instructions|directions|guide)\b",
        r"\bbefore (?:you begin|(?:first )?use|using|operating|installing|riding)\b|"
        r"\bread (?:\w+ ){0,3}(?:instructions|manual|guide)\b|\bkeep (?:these|this|the) \w+",
        r"\b(?:do not|never) (?:use|operate|expose|touch|open|immerse|remove|leave|place|store)\b",
        r"\btroubleshooting\b|\btechnical (?:data|specifications?)\b|\bservice cent(?:re|er)\b|"
        r"\bspare parts\b|\bhousehold waste\b",
        r"\b(?:rinse|clean(?:ing)?|unplug|switch (?:on|off)|battery|fuse|socket|screws?|filter)\b",
        r"\b(?:warning|caution|danger)[:!]|\brisk of (?:fire|injury|electric)",
        r"\d ?(?:v|w|hz|kg|mm|cm|nm|bar|db|rpm|litres|liters)\b",
    ),
    _kind(
        "an article",
        4,
        r"\bin this (?:article|post|blog|lesson|chapter|video|series|essay)\b",
        r"^[^.\n]{5,90}\?\W*$|^\W*how to\b",
        r"\b(?:for example|for instance|examples?)\b",
        r"\b(?:first|second|third|finally),",
        r"\b(?:we|let us|let's) (?:look|see|explain|discuss|take)\b|\byou should\b",
        r"\bread (?:more|on|our|next)\b|\bsubscribe to (?:our|the)\b|\bshare this\b|\bcomments?\b",
        r"\bby [a-z]+ [a-z]+ \||\bauthor\b|\breaders?\b",
    ),
    _kind(
        "a news report",
        5,
        r"\bsaid\b",
        r"[\"“][^\"”]{10,300}[,.]?[\"”],? (?:[\w.]+ ){0,6}?(?:said|told|added)\b",
        r"\breporters?\b|\bspokes(?:man|woman|person)\b|\b(?:reuters|associated press|afp)\b",
        r"\baccording to\b|\bdeclined to\b",
        r"\banalysts?\b|\bcritics\b|\bofficials\b",
        r"\bon (?:mon|tues|wednes|thurs|fri|satur|sun)day\b|\blast (?:week|month|year)\b",
        r"^[a-z .]{3,30},? (?:\w+\.? )?\d{1,2}(?: \w+)? ?[-–—(]",
        r"\b(?:chief executive|union|government|strike|police)\b",
    ),
    _kind(
        "an internal memorandum",
        5,
        r"^\W*(?:internal )?memo(?:randum)?\b(?! of\b)|^\W*to: (?:all|everyone|the team|staff)\b",
        r"^\W*to:",
        r"^\W*from:",
        r"^\W*(?:subject|re):",
        r"\b(?:please|reminder|as you know|let me know|ask(?:ing)? me)\b",
        r"\b(?:all staff|staff|colleagues|the team|everyone|employees)\b",
        r"\bour (?:standard|usual|template|policy|policies|form|customers|suppliers|contracts)\b",
    ),
    _kind(
        "a scientific paper",
        5,
        r"^\W*abstract\b",
        r"^\W*(?:references|bibliography)\W*$",
        r"\bet al\b|\(\w+(?: (?:and|&) \w+)?,? (?:19|20)\d\d\)",
        r"^\W*(?:\d\.?|i\.)? ?introduction\b",
        r"\bwe (?:study|propose|show|find|estimate|present|argue|investigate|examine)\b",
        r"\b(?:figure|fig\.|table) \d\b",
        r"\bour results\b|\bthe results\b|\bdata ?sets?\b|\bsample\b|\bhypothes[ei]s\b",
        r"\b(?:journal|proceedings|university press|doi|arxiv)\b",
    ),
    _kind(
        "a prospectus",
        5,
        r"\b(?:prospectus|offering (?:circular|memorandum))\b",
        r"\bpublic offering\b|\bwe are offering\b|\boffering price\b",
        r"\brisk factors\b",
        r"\bsecurities (?:and exchange )?commission\b",
        r"\bunderwriters?\b",
        r"\bforward-looking statements\b",
        r"\buse of proceeds\b|\bnet proceeds\b",
        r"\b(?:high degree of risk|you should rely only)\b",
    ),
    _kind(
        "an invoice",
        5,
        r"\binvoice (?:no|number|date|#|nr)\b|\btax invoice\b|^\W*invoice\b",
        r"\bdue date\b|\b(?:amount|balance|total) due\b|\bplease pay\b",
        r"\bsub-?total\b",
        r"\bqty\b|\bquantity\b|\bunit price\b",
        r"\b(?:vat|gst|sales tax)\b",
        r"\b(?:bill|sold|ship|invoice) to\b",
        r"\b(?:iban|sort code|bsb|swift|remittance|account (?:no|number))\b|\bto account\b",
    ),
    _kind(
        "the minutes of a meeting",
        4,
        r"\bminutes\b",
        r"^\W*(?:present|attendees|in attendance|apologies)\b",
        r"\bcalled to order\b|\badjourned\b|\bmeeting (?:closed|opened|was|ended)\b",
        r"\bseconded\b|\bmotion\b|\bresolved that\b|\bquorum\b|\bwas carried\b|\bvote[ds]?\b",
        r"\bnext meeting\b|\bany other business\b|\bmatters arising\b",
        r"\bchair(?:man|woman|person)?\b|\bcommittee\b|\bboard\b",
    ),
)


#: Titles of what is no contract, each in a line of its own.
_TITLES: Final = tuple(
    (name, re.compile(title))
    for name, title in (
        (
            "a manual",
            r"\b(?:user|owner|operat\w+|instruction|service|installation|assembly|maintenance|"
            r"product|safety)(?:['\u2019]?s['\u2019]?)? (?:manual|guide|instructions)\b|"
            r"^(?:instructions for use|directions for use)\b",
        ),
        (
            "a handbook",
            r"\b(?:handbook|guidebook)\b|"
            r"\b(?:staff|employees?|students?|volunteers?|members?|visitors?|residents?)"
            r"(?:['\u2019]?s['\u2019]?)? (?:manual|guide|guidelines)\b",
        ),
        (
            "a request for bids",
            r"\b(?:request for (?:proposals?|quotations?|quotes?|tenders?|bids?|information)|"
            r"invitations? (?:to|for) (?:tenders?|bids?)|"
            r"calls? for (?:tenders?|proposals?|bids?))\b",
        ),
        ("a policy", r"\bpolicy statement\b|^\W*(?:\w+ ){0,3}code of (?:conduct|ethics)\b"),
        ("a syllabus", r"\bsyllabus\b"),
        ("a brochure", r"\b(?:brochure|leaflet|fact ?sheet|safety data sheet)\b"),
    )
)
#: A title with one of these is that of a contract on a manual, a guide or a tender.
_CONTRACT: Final = re.compile(
    r"\b(?:agreements?|contracts?|lease|deed|licen[cs]e|terms|undertaking|amendment|addendum|order|"
    r"offer|letter|schedule|exhibit|services)\b"
)
#: The first lines, of which one may be the title; longer ones are none.
_TITLE_LINES: Final = 4
_LONGEST_TITLE: Final = 90
_NAMES_PARTIES: Final = re.compile(r"\bbetween\b[^.]{0,200}?\([\"\u201c]")

#: "This handbook is no contract", "Nothing in this guide creates a contract".
_DENIES_IT: Final = re.compile(
    r"\b(?P<nothing>(?:nothing|no (?:part|provision|statement))(?: \w+){0,3} (?:in|of) )?this "
    r"(?:[\w-]+ ){0,2}?(?P<what>handbook|manual|guide|booklet|brochure|leaflet|policy|syllabus|"
    r"publication|presentation)\b"
    r"(?:(?(nothing)|[^.;]{0,60}?\b(?:not|no|neither)\b)[^.;]{0,60}?)"
    r"\b(?:(?<=no )|(?:an?|any) )(?:[\w/-]+ ){0,4}?(?:contract|agreement)\b"
    r"(?! (?:until|unless|before))"
)


def _by_title(head: str) -> str | None:
    """What a text calls itself in its first lines, where that is no contract."""
    lines = [line.strip() for line in head.split("\n") if line.strip()][:_TITLE_LINES]
    titles = [line for line in lines if len(line) <= _LONGEST_TITLE]
    if any(_CONTRACT.search(line) for line in titles):
        return None
    return next((name for name, what in _TITLES if any(map(what.search, titles))), None)


def _by_its_own_word(text: str) -> str | None:
    """What a text is that says of itself that it is no contract."""
    said = _DENIES_IT.search(" ".join(text.casefold().split()))
    return f"a {said['what']}" if said else None


def other_kind(text: str) -> str | None:
    """What a text is when it is none of the contracts that it may sound like, with its article
    ("a law"); None when it is not told to be something else."""
    head = text[:_HEAD].casefold()
    flat = " ".join(head.split())
    if _OPENS.search(_SAID.sub(" ", flat)):
        return None
    if _NAMES_PARTIES.search(flat) is None and (told := _by_title(head) or _by_its_own_word(text)):
        return told
    tail = text[max(_HEAD, len(text) - _TAIL) :].casefold()
    # Signs are sought in lines, and over their ends.
    looked = "\n".join((head, flat, tail))
    best: tuple[int, str] | None = None
    for kind in _KINDS:
        if kind.signs[0].search(looked) is None:
            continue
        found = sum(sign.search(looked) is not None for sign in kind.signs)
        if found >= kind.least and (best is None or found - kind.least > best[0]):
            best = found - kind.least, kind.name
    return None if best is None else best[1]
