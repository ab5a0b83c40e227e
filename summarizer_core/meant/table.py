"""What words a clause of a category has, which make it another thing, and which say the opposite.

The lists are long, so that they leave what is labelled alone: of the passages that CUAD's lawyers
labelled, few of any category are doubted by them. Categories are left out for which no list does so
and still tells anything, and facts.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from summarizer_core.meant.opposites import forbids_use, waits_for_a_cause
from summarizer_core.meant.others import (
    assigns_to_creditors,
    bans_nothing,
    binds_nobody_alone,
    changes_nothing_alone,
    disclaims_nothing,
    ends_for_no_sum,
    is_no_change_of_control,
    keeps_others_away,
    keeps_the_rest,
    only_forbids_uses,
    withholds_consent,
)


@dataclass(frozen=True)
class Words:
    """One of ``sure`` is enough; one of ``maybe`` is where none of ``against`` is. Where that is
    ``settled``, words around a part of a sentence do not count against it.

    Args:
        opposite: whether a normalised sentence says the opposite of the category, though nothing
            in it denies it.
    """

    sure: re.Pattern[str]
    maybe: re.Pattern[str] | None = None
    against: re.Pattern[str] | None = None
    settled: bool = False
    opposite: Callable[[str], bool] | None = None

    def found_in(self, text: str) -> bool:
        if self.sure.search(text) is not None:
            return True
        if self.maybe is None or self.maybe.search(text) is None:
            return False
        return not self.spoken_against_by(text)

    def spoken_against_by(self, text: str) -> bool:
        """Whether something in it makes it another thing."""
        return self.against is not None and self.against.search(text) is not None

    def made_another_by(self, text: str) -> bool:
        """Whether it is another thing, whatever stands around it."""
        return self.settled and self.spoken_against_by(text)


def _words(
    sure: str,
    maybe: str | None = None,
    against: str | None = None,
    *,
    settled: bool = False,
    opposite: Callable[[str], bool] | None = None,
) -> Words:
    return Words(
        re.compile(sure, re.IGNORECASE),
        re.compile(maybe, re.IGNORECASE) if maybe else None,
        re.compile(against, re.IGNORECASE) if against else None,
        settled,
        opposite,
    )


#: By category.
WORDS: Final[Mapping[str, Words]] = {
    "Affiliate License-Licensee": _words(
        r"affiliat|subsidiar|sublicen|group|parent|related|licen[cs]|associat|partner|"
        r"corporation|successor",
    ),
    "Affiliate License-Licensor": _words(
        r"affiliat|subsidiar|sublicen|group|parent|related|licen[cs]|associat",
    ),
    "Anti-Assignment": _words(
        r"assign|transfer|delegat|subcontract|sub-?licen|successor|consent|convey|encumb|"
        r"control|sell|sale|dispos|sub-?let|sub-?contract|third part|personal|\bvoid|"
        r"merger|title",
        opposite=assigns_to_creditors,
    ),
    "Audit Rights": _words(
        r"\baudit|inspect|\bexamin|\breview|\baccess|\brecords?\b|\bbooks?\b|\bverif|\bvisit|"
        r"\baccount|\bobserv|\bcopy|\bcopies|\bunderpa|\breport|\bdiscrepanc|\bmonitor|\binventor|\benter\b|\btest(?:s|ing)?\b|"
        r"\bdisclos|\bdiscuss|\bbalance sheets?\b|\bcertificates? of\b|\bsummary\b"
    ),
    "Cap on Liability": _words(
        r"liab|damage|exceed|limit|loss|remed|indemn|responsib|cap\b|maximum|waive|"
        r"recover|claim|refund|amount|obligat|action|recourse|warrant|reperform",
    ),
    "Change of Control": _words(
        r"\bcontrol|\bmerge|\bconsolidat|\bacqui|\btake-?over|\bsale\b|\bs[eo]lls?\b|\bsold\b|"
        r"\bshare(?:s|holders?)?\b|\bstock|\bequity\b|\bowner|\bowned\b|\bspin-?off|\breorgani[sz]|"
        r"\bsuccessor|\boperation of law\b|\bsubsidiar|\btransfer|\bliquidity event|\bamalgamat|"
        r"\bcompetitor|\bassign|\baffiliat|\bsecurit|\bpartner|\bdivest",
        opposite=is_no_change_of_control,
    ),
    "Covenant Not to Sue": _words(
        r"contest|challeng|sue|claim|disput|attack|oppose|infring|validity|title|"
        r"ownership|right|releas|adverse|interfere|register|action|impair|waive|goodwill|"
        r"invalid|mark|disparag|jeopard|apply|encumb|inconsist|harm|petition|court",
        opposite=only_forbids_uses,
    ),
    "Dispute Resolution": _words(
        r"\barbitrat|\bmediat|\bvenue\b|\bforum\b|\bdisput|\bcontrovers|"
        r"\bcourts? (?:of (?!competent|law\b)|in\b|located|sitting|having|for\b)|"
        r"\b(?:jurisdiction of|submits? to|exclusive jurisdiction|escalat|negotiat|litigat)|"
        r"\b(?:suit|actions?|proceedings?|claims?)\b|\bjury\b|\bservice of process\b|\binjuncti",
        r"\w",
        r"\b(?:invalid|unenforceab|illegal|void(?:s|ed)?\b|severab|sever\b|severed)",
    ),
    "Exclusivity": _words(
        r"\bexclusiv|\bsole(?:ly)?\b|\bcompet|\bonly (?:by|from|to|with)\b|\bthird part",
        r"\w",
        r"\bno (?:\w+ )?(?:rights?|licen[cs]es?) (?:may|shall|will|can|are|is)(?: be)? "
        r"(?:conveyed|granted|passed|given|transferred)\b",
        settled=True,
        opposite=binds_nobody_alone,
    ),
    "Expiration Date": _words(
        r"term\b|termina|expir|year|month|until|effect|continu|end|day|date|remain|"
        r"period|perpetu|complet|anniversar|force|commenc|duration",
        opposite=keeps_the_rest,
    ),
    "Governing Law": _words(
        r"law|govern|constru|jurisd|statut|legislat|code|rules",
    ),
    "IP Ownership Assignment": _words(
        r"assign|own|title|property|intellectual|right|vest|work|belong|transfer|convey|"
        r"invention|copyright|patent|interest|goodwill|protection|terminat|perfect|"
        r"document",
    ),
    "Insurance": _words(
        r"\binsur|\bpolic(?:y|ies)\b|\bcoverage|\bself-|\bbond|\bcertificate|"
        r"\bassurance\b|\bliability:|\boccurrence\b|\bcompensation\b|\bcover\b|"
        r"\bcompleted operations\b"
    ),
    "Irrevocable or Perpetual License": _words(
        r"\birrevocabl|\b(?:non-?|un)(?:revoc|terminable)|\bperpetu|\bforever\b|\bindefinite|"
        r"\bpermanent|\bin time\b|\bsurviv|\bno (?:end|term|expir)|\b(?:not|never|cannot) (?:\w+ )"
        r"{0,6}?(?:revok|terminat|expire|withdraw)|\b(?:so|as) long as\b|"
        r"\b(?:life|duration|term) of\b"
    ),
    "Joint IP Ownership": _words(
        r"joint|own|co-own|equal|share|both|undivided|together|title|co-?develop|each|"
        r"terminat|join",
    ),
    "License Grant": _words(
        r"licen[cs]|grant|right|\buse\b|permi|authori|sublic|appoint|\bmay\b|provide|"
        r"distribut|allow|deemed|connect|\busing\b|\bcovenants\b|incorporat|content|"
        r"knowledge",
        opposite=forbids_use,
    ),
    "Liquidated Damages": _words(
        r"\bliquidated|\bpenalt|\bfees?\b|\bpa(?:y|id|ys|yments?|yable)\b|\bdamages|\bcredit|"
        r"\bdeposit|\brefund|\bforfeit|\bcompensat|\bamounts?\b|\bcosts?\b|\bcharges?\b|\bsum\b|"
        r"[$%]|\breimburs|\bdeduct",
        opposite=ends_for_no_sum,
    ),
    "Minimum Commitment": _words(
        r"\b(?:commits?|committed|commitments?)\b|\bshortfall|\btake[- ]or[- ]pay\b|\bguarante|"
        r"\bminimum (?:\w+ ){0,3}(?:purchas|order|royalt|payment|fee|quantit|volume|sales|revenue|"
        r"requirement|spend|price|rent|charge|performance|net\b|gross\b|usage|term\b)",
        r"\bminim|\bmin\b|\bat least\b|\bno(?:t|r)?\b.{0,30}\b(?:less|fewer)\b|\bless than\b|"
        r"\b(?:shall|must|will|agrees? to|required to|obligat\w+ to) (?:\w+ ){0,3}?(?:purchase|buy|"
        r"order|sell|spend|pay|deliver|invest|employ|maintain|produce|take)\b|\btarget|\bquota|"
        r"\bforecast|\bunits\b|\bfail\w* to\b|\bachiev|\bpurchase orders?\b|%|\bpercent|"
        r"\bavailable\b|\b(?:hours|days|times) (?:per|a|each)\b|\bshortage|\bmilestones?\b|"
        r"\breach(?:es)?\b|\bexpenditures?\b|\bas follows\b|"
        r"\bfalls? below\b|\bsignificant number\b",
        r"\bpixels?\b|\b(?:centi|milli)met(?:er|re)s?\b|\b(?:minimum|maximum) (?:size|age|height|"
        r"width|weight|temperature|resolution|distance|font|length|type)\b|\d ?[x\u00d7] ?\d|"
        r"\bpoint (?:type|font)\b|\b(?:at least|less than|minimum of) [^.;,]{1,20}\b"
        r"days?['\u2019]? (?:\w+ )?(?:written )?notice\b",
    ),
    "Most Favored Nation": _words(
        r"favou?r|price|pricing|better|lower|lowest|other|terms|less|most|than|equal|third",
        opposite=keeps_others_away,
    ),
    "No-Solicit of Customers": _words(
        # "Customer" with a capital may be a party.
        r"\b(?:customers|clients|clientele|patients)\b|(?-i:\b(?:customer|client|suppliers?|"
        r"members?|accounts?)\b)",
        r"\bsolicit|\bdivert|\binduc|\bcustomer\b|\bclient\b|\bentic|\bapproach|\bcanvass|"
        r"\bbusiness\b|\bsuppliers?\b|\bmembers?\b|\baccounts?\b|\bdeal|"
        r"\binsureds\b|\bsubscribers?\b|\busers\b|\bcontact",
        r"\b(?:solicit|induc|entic|approach|recruit|hir(?:e|ing)|divert|employ)\w*\b[^.;:]{0,160}"
        r"\b(?:employ|personnel\b|staff\b|workers?\b)",
    ),
    "No-Solicit of Employees": _words(
        r"\bhir(?:e|ing)|\bemploy|\brecruit|\bengag|\bstaff|\bpersonnel|\bworkers?\b",
        r"\bsolicit|\binduc|\bentic",
        r"\b(?:solicit|induc|entic|divert)\w*\b[^.;:]{0,80}\b(?:customers?|clients?|patients?)\b",
    ),
    "Non-Compete": _words(
        r"\bno(?:t|r|ne)?\b|\bneither\b|\bnever\b|\bnothing\b|\brefrain|\bprohibit|\bexclusiv|"
        r"\bonly\b|\bsolely\b|\brestrict|\bprevent|\bcease|\bcannot\b|\bwithout\b|"
        r"\bcompet(?:es?|ing|ition|itive)\b|\bnon-?compet|\bavoid|\bforbid|\bbarred?\b|\bbreach",
        opposite=bans_nothing,
    ),
    "Non-Disparagement": _words(
        r"\bdisparag|\bderogat|\bdefam|\bdamag|\bnegativ|\binjur|\bharm|\bdetriment|\bcritic|"
        r"\breput|\bdisrepute|\bimage\b|\bgoodwill|\badverse|\bunfavou?r|\bmislead|\bfalse|"
        r"\bembarrass|\btarnish|\bridicul|\battack|\bimpair|\bdisput",
    ),
    "Non-Transferable License": _words(
        r"transferabl|assign|transfer|sublicens|non-?assign|licen[cs]|personal|convey|"
        r"\bnot\b|resel|approval|consent|subcontract|right|use|content",
    ),
    "Notice Period to Terminate Renewal": _words(
        r"notice|notif|renew|writ|prior|extend|exten|terminat|inform|advis|days|intent|"
        r"elect|months",
    ),
    "Parties": _words(
        r"\b(?:between|among|amongst|by and|incorporated|organi[sz]ed|corporation|partnership|"
        r"hereinafter|undersigned|individual|behalf|registered|residing|called|referred|known|"
        r"means?|trading as)\b|[\"\u201c\u201d(]|\b(?-i:[Ii]nc|INC|[Ll]td|LTD|"
        r"Limited|LIMITED|[Ll]lc|LLC|L\.L\.C|[Cc]orp|CORP|Co|CO|Company|COMPANY|[Pp]lc|PLC|GmbH|AG|"
        r"S\.?A|B\.?V|N\.?V|LP|L\.P|LLP|OY|Oy|AS|KG|K\.K|Pty|Bank|Trust)\b",
        r"\w",
        r"^\W*(?:article|section|clause) \S{1,8} |^\W{0,2}\d{1,2}[.)] |"
        r"\b(?:shall|may|will|must|is|are|was|were|be|has|have|does|do|agrees?|keeps?|remains?|"
        r"conforms?|pays?|bears?|governs?|applies|apply|entered|filed)\b.{3,}[.;:]$|"
        r"^(?:recitals|whereas|now,? therefore)\b",
    ),
    "Post-Termination Services": _words(
        r"terminat|expir|surviv|after|end|upon|follow|return|cease|continu|sell|inventory|"
        r"days|remain|complet|period|wind|transition|cancel|effect|year|destroy|"
        r"discontinu|month|support|access|account|assign|cooperat|transaction|provid|replacement",
    ),
    "Price Restrictions": _words(
        r"pric|increas|fee|rate|cost|charge|%|discount|amount|adjust|percent",
    ),
    "Renewal Term": _words(
        r"renew|exten|success|addition|automatic|option|further|term|continu|year|period|"
        r"anniversar|effective|data|services",
    ),
    "Revenue/Profit Sharing": _words(
        r"\broyalt|\bcommission|\bshar(?:e|es|ed|ing)\b(?! of (?:[\w'\u2019]+ ){0,4}stock\b)|"
        r"\bsplit\b|\bproceeds\b|\brevenues?\b|"
        r"\bprofits?\b|\bmargins?\b|\bgross\b|\bnet\b|\bearn|\bincome\b|\bportions?\b|\bhalf\b|"
        r"\brebate|\bsuccess fee|\bsales\b|\bdividend|\bdistribution fee|\bbounty|\brecoup|"
        r"\bpro ?rata\b|\breferr",
        r"%|\bper ?cent|\bfor (?:each|every)\b|"
        r"\bper (?!day|week|month|year|annum|hour|diem)\w|"
        r"\bcompensation\b|\bfees?\b.{0,80}\b(?:based|calculated|equal)\b",
        r"\blate\b|\bdelay|\boverdue\b|\binterest\b|\bliquidated\b|\bpenalt|\bdiscount|\btax\b|"
        r"\bsalary\b|\bdeposit\b|\bincrease[sd]?\b|\bservice charge|\bexpenditures?\b|"
        r"\boperating (?:costs?|expenses?)\b|\bwarrants? to (?:purchase|acquire|buy)\b",
    ),
    "Rofr/Rofo/Rofn": _words(
        r"\brof[orn]\b|\bpreferential|\bopportunit|\bfree to\b|\bto purchase\b|\belection\b|"
        r"\bfirst\b|\brefus|\bpre-?empt|\bmatch|\bnegotiat|\boffer|\bthird part|\bpriority\b|"
        r"\bright to (?:\w+ ){0,3}?(?:participate|acquire|purchase|buy|lease|license|assume|"
        r"prosecute|present)|\b(?:decid|elect|choos)\w* (?:not )?to\b|\babandon|\bdetermine if\b|"
        r"\b(?:intend|desire|wish)\w* to (?:purchase|acquire|buy|sell|transfer|add)\b|\bpropos|"
        r"\bright of (?:last|prior|notice)|\bprior to\b|\bbefore\b|\breject|\bacceptance\b",
        r"\boption\b",
        r"\b(?:option|incentive|equity|stock) plan\b|\bordinary shares\b|\bgranted an option\b|"
        r"\bstock options?\b|\bvest",
        opposite=withholds_consent,
    ),
    "Source Code Escrow": _words(
        r"\bsource[- ]?codes?\b|\b(?:object )?codes?\b|\bsoftware\b|\btechnolog|\btechnical\b|"
        r"\bdocumentation\b|\b(?:deposit|escrowed?|deposited) materials?\b|\bprograms?\b|"
        r"\bknow-how\b",
        r"\bescrow|\bdeposit|\brelease",
        # Money and shares are put in escrow, too.
        r"\b(?:funds?|moneys?|monies|cash|sums?|purchase price|escrow (?:amount|account|fund|sum)|"
        r"shares?|stock|payments?|proceeds|interest|USD|EUR|GBP)\b|[$\u00a3\u20ac]",
    ),
    "Termination for Convenience": _words(
        r"\bconvenien|\bwithout (?:\w+ ){0,2}(?:causes?|reasons?|penalty)\b|"
        r"\b(?:any|no) (?:other )?(?:or no )?(?:reasons?|causes?)\b(?! (?:\w+ )?(?:specified|set|"
        r"described|listed|stated|provided|mentioned|in (?:section|article|clause)|therein)\b)|"
        r"\bany time\b|\bat will\b|"
        r"\bdiscretion\b|\bfreely\b|"
        r"\bwith(?:out)? or with(?:out)? cause\b|\bother than for cause\b",
        r"\bterminat|\bcancel|\bend(?:s|ed)?\b|\bwithdraw|\bnotice\b|\bdiscontinu|\bresign|\bcease",
        r"\bonly (?:for|if|upon|in|on|where|when|by reason)\b|\bnon-?payment\b|"
        r"^(?!.*\b(?:may|right|option|entitled)\b.{0,80}\b(?:terminat|cancel|end\b)).*"
        r"\b(?:automatically (?:terminat|end|expire|cease)|"
        r"(?:terminates?|ends?|expires?|ceases?) automatically)",
        opposite=waits_for_a_cause,
    ),
    "Third Party Beneficiary": _words(
        r"third|beneficiar|benefit|rely|enforce|part(?:y|ies)|person|assign",
    ),
    "Uncapped Liability": _words(
        r"liab|damage|limit|exceed|exclu|except|loss|indemn|breach|\bnot\bapply|cap|"
        r"responsib|neglig|claim|unlimited|foregoing|remed|relie|waive|obligat|amount",
    ),
    "Unilateral Amendment": _words(
        # "A proposal that may include a change in price" is no right to make one.
        r"\b(?:may|can|rights? to|reserves?|entitled to|free to|power to|authority to|discretion)\b"
        r"(?! (?:not|include|contain|require|result|necessitate|propose|involve|request)\b)"
        r"[^.;]{0,80}\b(?:amend|modif|chang|revis|updat|alter|vary|increas|adjust)",
        r"\bamend|\bmodif|\bchang|\brevis|\bupdat|\balter|\bvar(?:y|ied|iation)|\bincreas|"
        r"\badjust|\bsupplement|\breplac|\bdiscontinu|\badd(?:s|ed|ition)?\b|\bremov|\bsuspend|"
        r"\bterms?\b|\bprices?\b|\bfees?\b|\bwaive",
        r"\bpropos(?:als?|e[sd]?)\b|\bthat may (?:require|include|result)\b",
        opposite=changes_nothing_alone,
    ),
    "Unlimited/All-You-Can-Eat-License": _words(
        r"\blicen[sc]|\bsublicen[sc]|\ball-you-can",
        r"\bus(?:e|es|ers?|age)\b|\butili[sz]|\bcop(?:y|ies)\b|\baccess|\binstall|\bdownload|\bcalls?\b|"
        r"\bcalling\b|\bepisodes?\b|\bsupport\b|\bright\b|\bseats?\b|\bsites?\b",
        r"\bliab|\bindemn|\bdamages\b",
    ),
    "Warranty Disclaimer": _words(
        r"\bwarrant(?:y|ies|ed|ing|able)\b|\bas[- ]available\b|\bguarant|\bdisclaim|"
        # "In such amounts as is adequate" takes nothing as it is.
        r"[\"'\u201c\u2018]as[- ]is\b|\bas[- ]is(?=[\"'\u2019\u201d,.;:)]|$| "
        r"(?:basis|where|with|and|condition|without)\b)|"
        r"\bmerchantab|\bfitness for|\bwith all faults|\brepresent(?:s|ations?|ing)?\b|\bassur|"
        r"\bpromis|\bresponsib|\bliab|\baccura|\bdefects?\b|\bconditions? (?:express|implied|"
        r"of)|\bimplied\b|\berrors?\b|\buninterrupted",
        r"\bwarrants?\b",
        r"\boutstanding\b|\bwarrants? (?:or|and|to|for) (?:\w+ ){0,2}(?:options?|shares?|stock|"
        r"securities|purchase|acquire)|\b(?:options?|shares?|stock|securities)(?:,| or| and) "
        r"(?:\w+ )?warrants?\b",
        opposite=disclaims_nothing,
    ),
    "Warranty Duration": _words(
        r"\bwarrant(?:y|ies|ed|ing)\b|\bguarant|\bdefect|\bconform|\bcompl(?:y|ies|iance|ying)\b|"
        r"\bworkmanship|\brepair|\breplac|\breject|\baccept|\bspecification|\bcorrect|\bfault|"
        r"\bdeficien|\bmodif|\breturn|\bperform|\berrors?\b|\bremed|\bclaims?\b|\bobligation|"
        r"\bfree (?:of|from)\b|\bsuitab|\bshelf|"
        r"\bseaworth|\bdamaged\b|\bdiscrepanc|\binspect|\bbug\b",
        r"\bwarrants?\b",
        r"\boutstanding\b|\bwarrants? (?:or|and|to|for) (?:\w+ ){0,2}(?:options?|shares?|stock)|"
        r"\bexerci[sz]",
    ),
}
