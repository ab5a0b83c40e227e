"""Contracts in German, French and Spanish, as far as an English statement can be checked: their
known words in English, in their own order, the others as they are.

Known are numbers, units, months, currencies, roles, and the words of what contracts are mostly
about, with what denies it. No grammar is known: who does something is the first party of a sentence
that no preposition or other case makes an object, or whoever stands behind "von", "par" or "por".
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from summarizer_core.language import guess_language
from summarizer_core.proof.acts import doers
from summarizer_core.proof.parties import ANY, MARK
from summarizer_core.proof.passages import Passage
from summarizer_core.proof.wording import strong, telling, turns

#: Roles by how they begin, with what an English summary may call them.
_ROLES: Final[Mapping[str, Mapping[str, str]]] = {
    "de": {
        "auftraggeber": "Client Customer Principal",
        "auftragnehmer": "Contractor Provider Supplier",
        "kunde": "Customer Client", "lieferant": "Supplier Vendor", "anbieter": "Provider Supplier",
        "dienstleister": "Provider Contractor", "verkäufer": "Seller Vendor",
        "käufer": "Buyer Purchaser", "mieter": "Tenant Lessee", "vermieter": "Landlord Lessor",
        "lizenzgeber": "Licensor", "lizenznehmer": "Licensee", "darlehensgeber": "Lender",
        "darlehensnehmer": "Borrower", "arbeitgeber": "Employer", "arbeitnehmer": "Employee",
        "berater": "Consultant Advisor", "händler": "Distributor Dealer Reseller",
        "vertragshändler": "Distributor Dealer", "hersteller": "Manufacturer",
        "bürge": "Guarantor", "handelsvertreter": "Agent", "gesellschaft": "Company",
        "besteller": "Customer Buyer", "unternehmer": "Contractor",
    },
    "fr": {
        "client": "Client Customer", "prestataire": "Provider Contractor Supplier",
        "fournisseur": "Supplier Vendor", "vendeur": "Seller Vendor", "acheteur": "Buyer Purchaser",
        "acquéreur": "Buyer Purchaser", "locataire": "Tenant Lessee",
        "preneur": "Tenant Lessee", "bailleur": "Landlord Lessor", "concédant": "Licensor",
        "licencié": "Licensee", "prêteur": "Lender", "emprunteur": "Borrower",
        "employeur": "Employer", "salarié": "Employee", "consultant": "Consultant",
        "distributeur": "Distributor", "fabricant": "Manufacturer", "caution": "Guarantor",
        "agent": "Agent", "mandant": "Principal",
    },
    "es": {
        "cliente": "Client Customer", "proveedor": "Supplier Provider Vendor",
        "prestador": "Provider Contractor", "contratista": "Contractor",
        "vendedor": "Seller Vendor", "comprador": "Buyer Purchaser",
        "arrendatario": "Tenant Lessee", "inquilino": "Tenant", "arrendador": "Landlord Lessor",
        "licenciante": "Licensor", "licenciatario": "Licensee", "prestamista": "Lender",
        "prestatario": "Borrower", "empleador": "Employer", "trabajador": "Employee",
        "consultor": "Consultant", "distribuidor": "Distributor", "fabricante": "Manufacturer",
        "fiador": "Guarantor", "agente": "Agent", "empresa": "Company",
    },
}  # fmt: skip
#: Other words, by patterns: the English one first.
_WORDS: Final[Mapping[str, tuple[tuple[str, str], ...]]] = {
    "de": (
        ("days", r"tag(?:e|en|s)?"), ("weeks", r"woche[n]?"), ("months", r"monat(?:e|en|s)?"),
        ("years", r"jahr(?:e|en|es|s)?"), ("hours", r"stunde[n]?"), ("percent", r"prozent"),
        ("quarter", r"quartals?"), ("per month", r"monatlich\w*|im monat"),
        ("per year", r"jährlich\w*|im jahr|pro jahr"), ("per", r"pro|je"),
        ("euros", r"euro"), ("francs", r"franken"),
        ("January", "januar"), ("February", "februar"), ("March", "märz"), ("May", "mai"),
        ("June", "juni"), ("July", "juli"), ("October", "oktober"), ("December", "dezember"),
        ("one", r"ein(?:e|en|em|er|es)?"), ("two", "zwei"), ("three", "drei"), ("four", "vier"),
        ("five", "fünf"), ("six", "sechs"), ("seven", "sieben"), ("eight", "acht"),
        ("nine", "neun"), ("ten", "zehn"), ("twelve", "zwölf"), ("fifteen", "fünfzehn"),
        ("twenty", "zwanzig"), ("thirty", "dreißig"), ("sixty", "sechzig"),
        ("ninety", "neunzig"),
        ("not", r"nicht|nie|niemals|kein(?:e|en|em|er|es)?|weder"), ("without", "ohne"),
        ("only", r"nur|ausschließlich"), ("if", r"wenn|falls|sofern|soweit"),
        ("unless", "es sei denn"), ("may", r"darf|dürfen|kann|können"),
        ("must", r"muss|müssen|soll|sollen|hat zu|verpflichtet sich"),
        ("either party", r"(?:beide[nr]?|jede[rn]?) (?:der )?(?:vertrags)?partei(?:en)?"),
        ("pays", r"zahl(?:t|en|ung|ungen)|bezahlt|entrichtet"),
        ("fee", r"vergütung(?:en)?|entgelt\w*|honorar\w*|gebühr\w*|preis\w*|miete|mietzins"),
        ("invoice", r"rechnung(?:en)?"), ("due", "fällig"),
        ("interest", r"zins(?:en)?|verzugszins\w*"),
        ("terminate", r"(?:ge)?kündig(?:en|t|ung|bar)|beend\w+"),
        ("notice", r"frist\w*|kündigungsfrist"),
        ("term", r"laufzeit|dauer|vertragsdauer|vertragslaufzeit"), ("begins", r"beginnt|beginn"),
        ("ends", r"endet|ende"), ("renews", r"verlänger\w*"),
        ("automatically", "automatisch"),
        ("liable", r"haft(?:et|en|ung)"), ("limited", r"begrenzt|beschränkt"),
        ("damages", r"schäden|schaden\w*"), ("insurance", r"versicher\w*"),
        ("confidential", r"vertraulich\w*|geheim\w*"),
        ("assign", r"abtret\w*|abgetreten|übertrag\w*"),
        ("subcontractors", r"subunternehmer\w*|unterauftragnehmer\w*"),
        ("needs", r"bedarf|bedürfen|erfordert"),
        ("consent", r"zustimmung|einwilligung|genehmigung"),
        ("written", r"schriftlich\w*|schriftform"),
        ("law", r"recht|gesetz\w*"), ("courts", r"gericht\w*|gerichtsstand"),
        ("warranty", r"gewährleistung|garantie"),
        ("deposit", "kaution"), ("refund", r"erstatt\w*|zurückzahl\w*|zurückgezahlt"),
        ("deliver", r"liefer(?:t|n|ung|ungen)"),
        ("services", r"leistung(?:en)?|dienstleistung(?:en)?"),
        ("licence", r"lizenz\w*"), ("exclusive", r"exklusiv\w*"),
        ("Germany", "deutschland|deutsch(?:es|em|en)"),
        ("Austria", "österreich|österreichisch(?:es|em)"),
        ("Switzerland", "schweiz|schweizer"),
    ),
    "fr": (
        ("days", r"jours?"), ("weeks", r"semaines?"), ("months", r"mois"),
        ("years", r"ans?|années?"),
        ("hours", r"heures?"), ("percent", r"pour cent"), ("per month", r"par mois|mensuel\w*"),
        ("per year", r"par an|annuel\w*"),
        ("January", "janvier"), ("February", "février"), ("March", "mars"),
        ("April", "avril"),
        ("May", "mai"), ("June", "juin"), ("July", "juillet"), ("August", "août"),
        ("September", "septembre"), ("October", "octobre"), ("November", "novembre"),
        ("December", "décembre"), ("one", r"une?"), ("two", "deux"), ("three", "trois"),
        ("four", "quatre"), ("five", "cinq"), ("six", "six"), ("seven", "sept"),
        ("eight", "huit"),
        ("nine", "neuf"), ("ten", "dix"), ("twelve", "douze"), ("fifteen", "quinze"),
        ("twenty", "vingt"), ("thirty", "trente"), ("sixty", "soixante"),
        ("not", r"pas|jamais|aucune?|ni"), ("without", "sans"), ("only", r"seulement|uniquement"),
        ("if", r"si|lorsque"), ("unless", r"sauf|à moins"), ("may", r"peut|peuvent"),
        ("must", r"doit|doivent|s'engage"),
        ("either party", r"(?:chacune?|chaque|l'une?) (?:des |ou l'autre des )?part(?:ie|ies)"),
        ("pays", r"paie|paient|payer|payable|paiement|règle|verse"),
        ("fee", r"prix|rémunération|honoraires|redevance|loyer|somme"),
        ("invoice", r"factures?"),
        ("interest", r"intérêts?"), ("terminate", r"résili\w+"),
        ("notice", "préavis"),
        ("term", r"durée"), ("renews", r"renouvel\w*|reconduit\w*|reconduction"),
        ("automatically", r"tacite\w*|automatique\w*"), ("liable", r"responsab\w*"),
        ("limited", r"limitée?s?|plafonn\w*"), ("damages", r"dommages?|préjudices?"),
        ("insurance", r"assur\w*"), ("confidential", r"confidenti\w*"),
        ("assign", r"céder|cession|cède|cédé\w*"),
        ("subcontract", r"sous-trait\w*"), ("needs", r"requiert|nécessite"),
        ("consent", r"accord|consentement|autorisation"),
        ("written", r"écrite?|par écrit"), ("law", r"droit|loi"),
        ("courts", r"tribuna\w*"),
        ("warranty", "garantie"), ("deposit", r"dépôt de garantie"),
        ("refund", r"rembours\w*|restitu\w*"),
        ("deliver", r"livr\w+"), ("services", r"prestations?|services?"), ("licence", "licence"),
        ("exclusive", r"exclusi\w*"), ("France", r"français\w*"),
    ),
    "es": (
        ("days", r"días?"), ("weeks", r"semanas?"), ("months", r"mes(?:es)?"),
        ("years", r"años?"),
        ("hours", r"horas?"), ("percent", r"por ciento"),
        ("per month", r"al mes|por mes|mensual\w*"),
        ("per year", r"al año|anual\w*"),
        ("January", "enero"), ("February", "febrero"), ("March", "marzo"), ("April", "abril"),
        ("May", "mayo"), ("June", "junio"), ("July", "julio"), ("August", "agosto"),
        ("September", "septiembre"), ("October", "octubre"), ("November", "noviembre"),
        ("December", "diciembre"), ("one", r"una?|un"), ("two", "dos"), ("three", "tres"),
        ("four", "cuatro"), ("five", "cinco"), ("six", "seis"), ("seven", "siete"),
        ("eight", "ocho"),
        ("nine", "nueve"), ("ten", "diez"), ("twelve", "doce"), ("fifteen", "quince"),
        ("twenty", "veinte"), ("thirty", "treinta"), ("sixty", "sesenta"), ("ninety", "noventa"),
        ("not", r"no|nunca|ningún|ninguna|tampoco|ni"), ("without", "sin"),
        ("only", r"solo|sólo|únicamente"), ("if", "si"),
        ("unless", r"salvo|a menos que"),
        ("may", r"podrán?|puede[n]?"), ("must", r"deberán?|debe[n]?|se obliga"),
        ("either party", r"(?:cualquiera de las|ambas|cada una de las|cada) partes?"),
        ("pays", r"paga\w*|pago|abonar\w*"),
        ("fee", r"precio|honorarios|tarifa|renta|remuneración|importe"),
        ("invoice", r"facturas?"), ("interest", r"interés|intereses"),
        ("terminate", r"resolver|rescindi\w*|resolución|terminar"),
        ("notice", r"preaviso|aviso|antelación"),
        ("term", r"duración|plazo"), ("renews", r"renov\w*|prorrog\w*|prórroga"),
        ("automatically", r"automática\w*|tácita\w*"),
        ("liable", r"responsab\w*|responde\w*"),
        ("limited", r"limita\w*"), ("damages", r"daños?|perjuicios"),
        ("insurance", r"seguros?"),
        ("confidential", r"confidencial\w*"), ("assign", r"ceder|cesión|cede"),
        ("subcontract", r"subcontrat\w*"),
        ("needs", r"requiere|precisa"), ("consent", r"consentimiento|autorización"),
        ("written", r"escrit\w*|por escrito"), ("law", r"ley|leyes|derecho"),
        ("courts", r"tribunales|juzgados"), ("warranty", "garantía"), ("deposit", "fianza"),
        ("refund", r"reembols\w*|dev(?:ol|uel)\w*"), ("deliver", r"entrega\w*"),
        ("services", r"servicios?"),
        ("licence", "licencia"), ("exclusive", r"exclusiv\w*"), ("Spain", r"españ\w*"),
    ),
}  # fmt: skip
#: Behind a verb in the passive, who acts; and what makes somebody an object.
_BY: Final = {
    "de": r"(?:von|vom|durch)(?: (?:der|dem|den|die))?",
    "fr": r"par(?: (?:le|la))?",
    "es": r"por(?: (?:el|la))?",
}
_OBJECT: Final = {
    "de": r"(?:dem|den|des|zum|zur|mit|von|vom|für|gegenüber|durch|an|bei)"
    r"(?: (?:der|dem|den|die))?",
    "fr": r"(?:à|au|aux|du|de|par|pour|avec|contre|chez|envers)(?: (?:le|la|l'))?",
    "es": r"(?:a|al|de|del|por|para|con|contra)(?: (?:el|la))?",
}
_PASSIVE: Final = {
    "de": r"\b(?:wird|werden|worden|is|ist|sind)\b",
    "fr": r"\b(?:est|sont|sera|seront|être)\b",
    "es": r"\b(?:es|son|será|serán|ser)\b",
}
#: Languages that are known.
KNOWN: Final = frozenset(_WORDS)
_ENDINGS: Final = {"de": r"(?:s|es|n|en|innen|in)?", "fr": r"(?:s|e|es)?", "es": r"(?:s|es|as?)?"}
#: "1. March": the point says that it is the first.
_DAY: Final = re.compile(
    r"\b(\d{1,2})\.(?= (?:January|February|March|April|May|June|July|August|September|October|"
    r"November|December)\b)"
)


class Glossary:
    """The known words of a language. ``concepts`` are what the telling ones stand for.

    Args:
        language: one of ``KNOWN``.
    """

    def __init__(self, language: str) -> None:
        self._language = language
        self._roles = {role: names.split() for role, names in _ROLES[language].items()}
        roles = "|".join(sorted(self._roles, key=len, reverse=True))
        self._role = re.compile(
            rf"(?<!\w)(?P<role>{roles}){_ENDINGS[language]}(?!\w)", re.IGNORECASE
        )
        self.concepts = frozenset(
            one for english, _ in _WORDS[language] for one in telling(english)
        )
        self._words = [
            (re.compile(rf"(?<![\w'])(?:{pattern})(?!\w)", re.IGNORECASE), english)
            # "Im Monat" before "Monat".
            for english, pattern in sorted(_WORDS[language], key=lambda one: " " not in one[0])
        ]

    def in_english(self, text: str) -> str:
        """A normalised text with its known words in English."""
        text = self._role.sub(lambda m: self._roles[m["role"].casefold()][0], text)
        for pattern, english in self._words:
            text = pattern.sub(english, text)
        return _DAY.sub(r"\1", text)

    def called(self, text: str) -> dict[str, tuple[str, ...]]:
        """The roles of a text in the language by their English names in lower case, each with all
        that a summary may call it."""
        found = {m["role"].casefold() for m in self._role.finditer(text)}
        return {self._roles[one][0].casefold(): tuple(self._roles[one]) for one in sorted(found)}

    def actor(self, sentence: str) -> str:
        """The mark of the party that acts in a sentence of the language in which parties are
        marked; "" where none does."""
        passive = re.search(rf"\b{_BY[self._language]} ({MARK})\b", sentence, re.IGNORECASE)
        if passive and re.search(_PASSIVE[self._language], sentence, re.IGNORECASE):
            return passive[1]
        for match in re.finditer(rf"\b{MARK}\b", sentence):
            before = sentence[: match.start()]
            if not re.search(rf"\b{_OBJECT[self._language]} $", before, re.IGNORECASE):
                return match.group()
        return ""

    def is_about(self, sentence: Passage, part: Passage) -> bool:
        """Whether a sentence in known words has all those of a part of an English statement that
        it could have, of which there are enough, and all of its numbers."""
        asked = {one for one in part.words if one in self.concepts}
        told = len(asked) + len(part.measures) + len(part.dates)
        enough = bool(asked) and told >= _FEWEST
        return enough and asked <= set(sentence.words) and sentence.counts_like(part)

    def is_spoken_in(self, statement: str) -> bool:
        """Whether a statement is in the language, and not in English."""
        spoken = guess_language(statement) in (None, self._language)
        return spoken and _IN_ENGLISH.search(statement) is None

    def turns_round(self, sentence: Passage, part: Passage) -> bool:
        """Whether a sentence, which is about the same, says the opposite or says it of others."""
        if sentence.gated != part.gated:
            return sentence.gated and part.mood == "leave"
        if not part.gated and _is_denied(sentence.text) != (part.turns[0] % 2 == 1):
            return True
        if not part.strong & _ALONE <= sentence.strong:
            return True
        who, actor = doers(part.acts), self.actor(sentence.text)
        if not who and _IN_ENGLISH.search(part.text) is None:
            who = frozenset(filter(None, [self.actor(part.text)]))
        return bool(who) and actor not in ("", ANY) and actor not in who


_IN_ENGLISH: Final = re.compile(r"\b(?:the|of|is|are|shall|and|with|by|to)\b", re.IGNORECASE)
_ALONE: Final = strong("only solely exclusive")
#: Known words, numbers and dates of a part by which it is told what it is about.
_FEWEST: Final = 2
_UNDER_CONDITION: Final = re.compile(r"(?:^|, ?)(?:if|unless)\b[^,]*(?:,|$)", re.IGNORECASE)


def _is_denied(sentence: str) -> bool:
    """Whether a sentence in known words is denied, its conditions aside."""
    plain = _UNDER_CONDITION.sub(",", sentence).replace("not only", "")
    return turns(plain)[0] % 2 == 1
