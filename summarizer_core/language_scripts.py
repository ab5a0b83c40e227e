"""Which language a text is in where several share a script: by letters that the others do not have,
and by the most frequent words. Where that is not certain, the script alone is named."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

#: Codes of texts of which the script alone is known (BCP 47: undetermined language, ISO 15924).
CYRILLIC: Final = "und-Cyrl"
ARABIC: Final = "und-Arab"
DEVANAGARI: Final = "und-Deva"
HEBREW: Final = "und-Hebr"

#: Languages in such scripts, and the scripts themselves.
NAMES: Final = {
    "ru": "Russian", "uk": "Ukrainian", "be": "Belarusian", "bg": "Bulgarian", "sr": "Serbian",
    "mk": "Macedonian", CYRILLIC: "a language in Cyrillic script",
    "ar": "Arabic", "fa": "Persian", "ur": "Urdu", ARABIC: "a language in Arabic script",
    "hi": "Hindi", "mr": "Marathi", "ne": "Nepali", DEVANAGARI: "a language in Devanagari script",
    "he": "Hebrew", "yi": "Yiddish", HEBREW: "a language in Hebrew script",
}  # fmt: skip


@dataclass(frozen=True)
class _Language:
    """Args:
    own: letters that tell it from the others of its script.
    never: letters that it does not have.
    words: frequent ones that the others do not have.
    endings: of words, likewise.
    """

    code: str
    own: frozenset[str]
    never: frozenset[str]
    words: frozenset[str]
    endings: tuple[str, ...] = ()

    def has(self, word: str) -> bool:
        """Whether it is one of its words, or ends as only its words do."""
        return word in self.words or (len(word) > _STEM and word.endswith(self.endings))


def _language(code: str, own: str, never: str, words: str, endings: str = "") -> _Language:
    return _Language(
        code, frozenset(own), frozenset(never), frozenset(words.split()), tuple(endings.split())
    )


#: Letters that a word with an ending has at the least.
_STEM: Final = 4


#: Letters of languages in Cyrillic and Arabic script that are not told by name.
_OTHER_CYRILLIC: Final = "әғқңөұүһҗӣӯҳҷӑӗҫӳӈӱӧӝӟӵѣ"
_OTHER_ARABIC: Final = "ټډړښڼځڅېۍڕڵۆێەڭۇۈۋٻڀڄڃڇڊڏڳڱڻ"

_LANGUAGES: Final[dict[str, tuple[_Language, ...]]] = {
    CYRILLIC: (
        _language("ru", "ыэё", f"іїєґўјљњђћџѓќѕ{_OTHER_CYRILLIC}",
                  "что или его как это при если только также быть настоящего является",
                  "ого его ами ями ться ется ются ать ить ает ует ют ых ый ые"),
        _language("uk", "їєґ", f"ыэёъўјљњђћџѓќѕ{_OTHER_CYRILLIC}",
                  "та що або від із цього цей якщо є які має бути й"),
        _language("be", "ў", f"ищъїєјљњђћџѓќѕ{_OTHER_CYRILLIC}",
                  "і ў што або гэты гэтага калі як якія ад паводле"),
        _language("bg", "ъ", f"ыэёіїєґўјљњђћџѓќѕ{_OTHER_CYRILLIC}",
                  "да се че или който която които този тази към през чрез както със е"),
        _language("sr", "ђћ", f"ыэёъщйяюьіїєґўѓќѕ{_OTHER_CYRILLIC}",
                  "је су или који која које овај овог ће да у од није као што"),
        _language("mk", "ѓќѕ", f"ыэёъщйяюьіїєґўђћ{_OTHER_CYRILLIC}",
                  "на од со или што кој која кои овој ова ќе не се како"),
    ),
    ARABIC: (
        _language("ar", "ةأإىؤ", f"پچژگٹڈڑںےکی{_OTHER_ARABIC}",
                  "في من على أن إلى أو هذا هذه التي الذي عن كل"),
        _language("fa", "پچژگکی", f"ٹڈڑںےہھ{_OTHER_ARABIC}",
                  "در به از که این است را با برای یا آن و شود"),
        _language("ur", "ٹڈڑںےہھ", _OTHER_ARABIC,
                  "کے کی میں ہے اور سے کو کا یہ پر ہیں یا نہیں"),
    ),
    DEVANAGARI: (
        _language("hi", "", "", "के है की में और से पर हैं नहीं या किसी इस यह द्वारा"),
        _language("mr", "", "", "आहे आणि किंवा नाही आहेत ह्या असे करणे तर या हा ही हे व"),
        _language("ne", "", "", "छ र मा वा छन् गर्ने हुने यस तथा भएको लागि गरिएको गर्न यो पनि"),
    ),
    HEBREW: (
        _language("he", "", "", "של את על לא או כל זה זו אם כי הוא אשר לפי"),
        _language("yi", "", "", "און די דער פון איז צו אין מיט פאר פאַר דאָס נישט אויף אדער אָדער"),
    ),
}  # fmt: skip
SCRIPTS: Final = frozenset(_LANGUAGES)
#: Vowel signs belong to their words, so words are what stands between blanks and marks.
_WORD: Final = re.compile(r"[^\s.,;:!?()\"'\u060c\u061b\u0964\u00ab\u00bb\u201c\u201d\u201e/\d-]+")

#: Share of letters from which they tell a language; a name or a quotation has fewer.
_OWN: Final = 0.0025
_NEVER: Final = 0.002
#: Share of words, at least so many different ones, and how much more than of any other language.
_WORDS: Final = 0.03
_DIFFERENT: Final = 2
_CLEARLY: Final = 1.5
#: Share of words with such endings that stands for the letters.
_ENDED: Final = 0.1


def language_of(text: str, script: str) -> str:
    """The code of the language, or ``script`` where that is not certain.

    Args:
        text: mostly in that script.
        script: ``CYRILLIC``, ``ARABIC``, ``DEVANAGARI`` or ``HEBREW``.
    """
    low = text.lower()
    letters = Counter(char for char in low if not char.isascii() and char.isalpha())
    total = max(1, letters.total())
    words = _WORD.findall(low)
    shares: dict[str, float] = {}
    for one in _LANGUAGES[script]:
        if _share(letters, one.never, total) > _NEVER:
            continue
        known = [word for word in words if one.has(word)]
        ended = sum(word.endswith(one.endings) for word in known) if one.endings else 0
        if one.own and _share(letters, one.own, total) < _OWN and ended < _ENDED * len(words):
            continue
        if len(set(known)) >= _DIFFERENT:
            shares[one.code] = len(known) / len(words)
    best = sorted(shares, key=lambda code: -shares[code])
    if not best or shares[best[0]] < _WORDS:
        return script
    if len(best) > 1 and shares[best[0]] < _CLEARLY * shares[best[1]]:
        return script
    return best[0]


def _share(letters: Counter[str], some: Iterable[str], total: int) -> float:
    return sum(letters[letter] for letter in some) / total


def is_written_in(code: str, script: str) -> bool:
    """Whether a language is one of those told of a script."""
    return any(one.code == code for one in _LANGUAGES[script])
