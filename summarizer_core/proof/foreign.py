"""Contracts in German, French and Spanish, as far as it can be told what an English note on them
names: numbers, units, months, currencies, and the words of what contracts are mostly about in
English, in their own order, the others as they are.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from summarizer_core.language import guess_language

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
#: Languages that are known.
KNOWN: Final = frozenset(_WORDS)
#: "1. March": the point says that it is the first.
_DAY: Final = re.compile(
    r"\b(\d{1,2})\.(?= (?:January|February|March|April|May|June|July|August|September|October|"
    r"November|December)\b)"
)


class Glossary:
    """The known words of a language.

    Args:
        language: one of ``KNOWN``.
    """

    def __init__(self, language: str) -> None:
        self._language = language
        self._words = [
            (re.compile(rf"(?<![\w'])(?:{pattern})(?!\w)", re.IGNORECASE), english)
            # "Im Monat" before "Monat".
            for english, pattern in sorted(_WORDS[language], key=lambda one: " " not in one[0])
        ]

    def in_english(self, text: str) -> str:
        """A normalised text with its known words in English."""
        for pattern, english in self._words:
            text = pattern.sub(english, text)
        return _DAY.sub(r"\1", text)

    def is_spoken_in(self, statement: str) -> bool:
        """Whether a statement is in the language, and not in English."""
        spoken = guess_language(statement) in (None, self._language)
        return spoken and _IN_ENGLISH.search(statement) is None


_IN_ENGLISH: Final = re.compile(r"\b(?:the|of|is|are|shall|and|with|by|to)\b", re.IGNORECASE)
