"""Which languages a text is in: by its script, else by its most frequent words."""

from __future__ import annotations

import re
from collections import Counter
from typing import Final

from summarizer_core import language_scripts

_WORDS: Final[dict[str, frozenset[str]]] = {
    "en": frozenset("the of and to in or shall any by this be for that is with as not".split()),
    "de": frozenset("der die und das den von zu mit ist auf nicht des dem für im eine".split()),
    "fr": frozenset("le la les de des et du en un une que dans pour est par aux ou".split()),
    "es": frozenset("el la los las de y que en un una por con para del se su al".split()),
    "it": frozenset("il lo la gli le di e che un una per con del della nel sono".split()),
    "nl": frozenset("de het een en van in op te dat is voor met niet aan zijn door".split()),
    "pt": frozenset("o a os as de e que em um uma para com do da no na por não".split()),
    "pl": frozenset("i w z na do się nie jest oraz lub przez od że o za po dla umowy".split()),
    "sv": frozenset("och att det som en av för på är den till med ett inte om ska eller".split()),
    "da": frozenset("og at det som en af for på er den til med et ikke om skal eller".split()),
    "fi": frozenset("ja on ei se että tai sen joka sekä ovat kuin tämän mukaan jos".split()),
    "cs": frozenset("se na je že pro nebo podle za jako smlouvy této která musí být".split()),
    "hu": frozenset("a az és hogy nem is egy vagy ha meg van szerint felek által".split()),
    "ro": frozenset("și în de la cu pe din nu este sau prin care pentru un o ale".split()),
    "tr": frozenset("ve bir bu ile için veya olarak da de olan taraf göre her".split()),
    "sk": frozenset(
        "je sa na že pre alebo podľa za ako zmluvy ktorý ktoré nie sú musí byť ak".split()
    ),
    "hr": frozenset(
        "je se na za su od koji koje ili da iz te što kao ne može će ako prema".split()
    ),
    "sl": frozenset(
        "je se na za so ki ali in da iz pri kot ne tudi če med lahko bo pogodbe".split()
    ),
    "lt": frozenset(
        "ir yra kad su iš bei arba šios pagal turi ar dėl jei kaip nuo būti ne už".split()
    ),
    "lv": frozenset("un ir ar no par uz vai kas šī ja tiek pēc līdz ka var kā nav šo būt".split()),
    "et": frozenset(
        "ja on ei et või mis kui selle ning see peab oma kes ka võib ole lepingu".split()
    ),
    "is": frozenset("og að er sem um til af við ekki eða fyrir frá skal með það þess eru".split()),
    "eu": frozenset(
        "eta da du ez edo bat dira hau honen dute izan egin bere duen den behar".split()
    ),
    "vi": frozenset("và của các cho trong được là có không theo này với một khi bên hoặc".split()),
    "id": frozenset(
        "yang dan di ini dengan untuk dari dalam atau tidak pada oleh adalah itu".split()
    ),
    "tl": frozenset("ang ng sa mga na ay at ito para hindi kung nang may isang dapat ni".split()),
    "sw": frozenset(
        "ya na wa kwa ni katika la za hii au kama cha hiyo kuwa huu vya lazima".split()
    ),
    "sq": frozenset("të dhe në për me që një nga është si kjo ose nuk do janë së mund ka".split()),
    "ca": frozenset("el la els les de que en un una per amb del als és no aquest dels al".split()),
    "gl": frozenset("os as da do que en unha para con por non ou este polo ao das dos se".split()),
    "ga": frozenset("an na ar agus le go do is ag nó sa atá bhfuil faoi chun tá leis seo".split()),
    "cy": frozenset(
        "yn ac ar gan bod yw mae neu fel hwn rhaid wedi ei eu os nad sydd bydd".split()
    ),
    "af": frozenset("die van en in nie het is wat te vir om met op sal aan hierdie word".split()),
    "mt": frozenset("li ta il tal fil jew dan għal minn ma din ikun kull bejn hija hu".split()),
    "az": frozenset("və bu bir ilə üçün ya olan görə hər müqavilə edilir də da olunur".split()),
}
#: The languages in whose lists a word stands.
_CODES: Final[dict[str, list[str]]] = {}
for _code, _list in _WORDS.items():
    for _one in _list:
        _CODES.setdefault(_one, []).append(_code)
#: Words that English texts of any kind hold, tables, forms and programs among them.
_ENGLISH: Final = frozenset(
    "the of and to in or shall any by this be for that is with as not on at from an if it "
    "are has have will may all which such you your we our was were he she his her they "
    "their there but no date name number total amount price page item address company year "
    "day month time section agreement party invoice payment due order account value type "
    "list file class def return import else none true false print self string test error "
    "data table note see use used new one two street road city state phone email fax please "
    "thank copyright license description quantity services service other these can should "
    "must would been being each more than when where how what who title term terms per "
    "under between within after before made out up only its".split()
)
#: Scripts by their letters, and the language that they stand for, or the script where several
#: languages share it (``language_scripts``); kana tell Japanese from Chinese.
_SCRIPTS: Final = tuple(
    (code, re.compile(f"[{letters}]"))
    for code, letters in (
        ("ja", "\u3040-\u30ff"),
        ("ko", "\uac00-\ud7af"),
        ("zh", "\u4e00-\u9fff"),
        (language_scripts.CYRILLIC, "\u0400-\u04ff"),
        ("el", "\u0370-\u03ff"),
        (language_scripts.HEBREW, "\u0590-\u05ff"),
        (language_scripts.ARABIC, "\u0600-\u06ff"),
        (language_scripts.DEVANAGARI, "\u0900-\u097f"),
        ("th", "\u0e00-\u0e7f"),
        ("hy", "\u0530-\u058f"),
        ("ka", "\u10a0-\u10ff"),
        ("bn", "\u0980-\u09ff"),
        ("ta", "\u0b80-\u0bff"),
    )
)
#: Code of a language that is none of these (ISO 639-2: undetermined).
UNKNOWN: Final = "und"
NAMES: Final = {
    "en": "English", "de": "German", "fr": "French", "es": "Spanish", "it": "Italian",
    "nl": "Dutch", "pt": "Portuguese", "pl": "Polish", "sv": "Swedish", "da": "Danish or Norwegian",
    "fi": "Finnish", "cs": "Czech", "hu": "Hungarian", "ro": "Romanian", "tr": "Turkish",
    "ja": "Japanese", "ko": "Korean", "zh": "Chinese", "el": "Greek", "th": "Thai",
    "hy": "Armenian", "ka": "Georgian",
    "bn": "Bengali", "ta": "Tamil", "sk": "Slovak", "hr": "Croatian, Bosnian or Serbian",
    "sl": "Slovenian", "lt": "Lithuanian", "lv": "Latvian", "et": "Estonian", "is": "Icelandic",
    "eu": "Basque", "vi": "Vietnamese", "id": "Indonesian or Malay", "tl": "Tagalog",
    "sw": "Swahili", "sq": "Albanian", "ca": "Catalan", "gl": "Galician", "ga": "Irish",
    "cy": "Welsh", "af": "Afrikaans", "mt": "Maltese", "az": "Azerbaijani",
    **language_scripts.NAMES,
    UNKNOWN: "a language that this engine does not know",
}  # fmt: skip
_SAMPLE: Final = 50_000
_MIN_SHARE: Final = 0.12
#: Where hardly anything is English: inflected languages have fewer words of this kind.
_MIN_FOREIGN_SHARE: Final = 0.06
_LITTLE_ENGLISH: Final = 0.15
#: Of words that begin small, of letters among all signs, for text to be prose.
_PROSE: Final = 0.6
_LETTERS: Final = 0.85
_FEWEST_WORDS: Final = 40
_FOREIGN_LETTERS: Final = 0.4
_MIN_WORDS: Final = 20
_MIN_DIFFERENT: Final = 4
_FEWEST_KANA: Final = 10
#: Single letters are numbers of a list, columns of a table, names in a program.
_WORD: Final = re.compile(r"[^\W\d_]{2,}")
#: In letters: so much of a text is in one language, if it is in several.
_PIECE: Final = 250
#: So many pieces of a long text are looked at, spread over all of it.
_PIECES: Final = 300
#: Of all pieces whose language is known.
_SECOND: Final = 0.15
_LINE_ENDS: Final = re.compile(r"\n+|(?<=[.;]) +")


def guess_language(text: str) -> str | None:
    """ISO 639-1 code of the likeliest language, None when no known one stands out."""
    return _script(text[:_SAMPLE]) or _by_words(text[:_SAMPLE])


def _script(text: str) -> str | None:
    if text.isascii():
        return None
    letters = sum(map(str.isalpha, text))
    for code, pattern in _SCRIPTS:
        found = len(pattern.findall(text))
        # Japanese has kana among its Chinese characters.
        fewest, share = (_FEWEST_KANA, 0.1) if code == "ja" else (_MIN_WORDS, 0.4)
        if found >= fewest and found > letters * share:
            shared = code in language_scripts.NAMES
            return language_scripts.language_of(text, code) if shared else code
    return None


def _by_words(text: str) -> str | None:
    words = Counter(_WORD.findall(text.lower()))
    total = sum(words.values())
    if total < _MIN_WORDS:
        return None
    counts: Counter[str] = Counter()
    different: Counter[str] = Counter()
    for word, count in words.items():
        for code in _CODES.get(word, ()):
            counts[code] += count
            different[code] += 1
    # Tables and programs repeat one or two words that mean something somewhere.
    known = [code for code in _WORDS if different[code] >= _MIN_DIFFERENT]
    if not known:
        return None
    best = max(known, key=lambda code: counts[code])
    share = counts[best] / total
    if share >= _MIN_SHARE:
        return best
    english = _english(words)
    foreign = english < min(_LITTLE_ENGLISH, share) and share >= _MIN_FOREIGN_SHARE
    return best if foreign else None


def _english(words: Counter[str]) -> float:
    """Share of words that English texts of any kind hold; from 0.4 in prose, below 0.1 in other
    languages."""
    return sum(words[word] for word in _ENGLISH) / max(1, words.total())


def is_foreign(text: str) -> bool:
    """Whether a text in no known language is written in another one than English: prose, and not a
    table or a program, with hardly any English word in it."""
    sample = text[:_SAMPLE]
    signs = len(sample) - sum(map(str.isspace, sample))
    letters = sum(map(str.isalpha, sample))
    if not sample.isascii():
        other = sum(char.isalpha() and not char.isascii() for char in sample)
        if other > _MIN_WORDS and other > _FOREIGN_LETTERS * signs:
            return True
    found = _WORD.findall(sample)
    if len(found) < _FEWEST_WORDS or letters < _LETTERS * signs:
        return False
    small = sum(word.islower() for word in found)
    words = Counter(word.lower() for word in found)
    return small >= _PROSE * len(found) and _english(words) < _LITTLE_ENGLISH


def _named(counted: Counter[str]) -> Counter[str]:
    """With pieces of which the script alone is known among those of the language that is written in
    it, where there is one."""
    for script in [code for code in counted if code in language_scripts.SCRIPTS]:
        here = [code for code in counted if language_scripts.is_written_in(code, script)]
        if here:
            counted[max(here, key=lambda code: counted[code])] += counted.pop(script)
    return counted


def languages(text: str) -> tuple[str, ...]:
    """The languages in which considerable parts of a text are written, the most frequent first."""
    pieces = []
    piece = ""
    for part in _LINE_ENDS.split(text):
        piece = f"{piece} {part}"
        if len(piece) >= _PIECE:
            pieces.append(piece)
            piece = ""
    told = (guess_language(one) for one in pieces[:: len(pieces) // _PIECES + 1])
    counted = _named(Counter(code for code in told if code is not None))
    known = sum(counted.values())
    if not known:
        whole = guess_language(text)
        return (whole,) if whole else ()
    return tuple(
        code for code, count in counted.most_common() if count >= max(2, _SECOND * known)
    ) or (counted.most_common(1)[0][0],)
