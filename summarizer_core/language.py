"""Which languages a text is in: by its script, else by its most frequent words."""

from __future__ import annotations

import re
from collections import Counter
from typing import Final

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
}
#: Scripts by their letters, and the language that they stand for. What is written in Cyrillic is
#: called Russian; kana tell Japanese from Chinese.
_SCRIPTS: Final = tuple(
    (code, re.compile(f"[{letters}]"))
    for code, letters in (
        ("ja", "\u3040-\u30ff"),
        ("ko", "\uac00-\ud7af"),
        ("zh", "\u4e00-\u9fff"),
        ("ru", "\u0400-\u04ff"),
        ("el", "\u0370-\u03ff"),
        ("he", "\u0590-\u05ff"),
        ("ar", "\u0600-\u06ff"),
        ("hi", "\u0900-\u097f"),
        ("th", "\u0e00-\u0e7f"),
    )
)
NAMES: Final = {
    "en": "English", "de": "German", "fr": "French", "es": "Spanish", "it": "Italian",
    "nl": "Dutch", "pt": "Portuguese", "pl": "Polish", "sv": "Swedish", "da": "Danish or Norwegian",
    "fi": "Finnish", "cs": "Czech", "hu": "Hungarian", "ro": "Romanian", "tr": "Turkish",
    "ja": "Japanese", "ko": "Korean", "zh": "Chinese", "ru": "Russian", "el": "Greek",
    "he": "Hebrew", "ar": "Arabic", "hi": "Hindi", "th": "Thai",
}  # fmt: skip
_SAMPLE: Final = 50_000
_MIN_SHARE: Final = 0.12
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
            return code
    return None


def _by_words(text: str) -> str | None:
    words = Counter(_WORD.findall(text.lower()))
    total = sum(words.values())
    if total < _MIN_WORDS:
        return None
    shares = {
        code: sum(words[word] for word in common) / total
        for code, common in _WORDS.items()
        # Tables and programs repeat one or two words that mean something somewhere.
        if sum(word in words for word in common) >= _MIN_DIFFERENT
    }
    if not shares:
        return None
    best = max(shares, key=lambda code: shares[code])
    return best if shares[best] >= _MIN_SHARE else None


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
    counted = Counter(code for code in told if code is not None)
    known = sum(counted.values())
    if not known:
        whole = guess_language(text)
        return (whole,) if whole else ()
    return tuple(
        code for code, count in counted.most_common() if count >= max(2, _SECOND * known)
    ) or (counted.most_common(1)[0][0],)
