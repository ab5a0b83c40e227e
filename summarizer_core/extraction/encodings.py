"""In which encoding are these bytes, when they do not say so?

For alphabets: the encoding under which all letters belong to *one* language. A byte that is "è" in
France is "č" in Prague, but no text has only letters of one language by accident. Measured on
clauses of seventeen languages, charset-normalizer takes a third of these for another encoding of
the same letters; it is asked where characters have two bytes, where it does not fail.
"""

from __future__ import annotations

import codecs
import re
from collections import Counter
from typing import Final

_PUNCTUATION: Final = "“”‘’„‚–—…•€§©®™°«»‹›·\xa0\xad¶"
_WESTERN_SIGNS: Final = "£¢¥½¼¾²³¹×÷±µªº†‡‰"
_LATIN: Final = {
    "German": "äöüß",
    "French": "àâçéèêëîïôùûüœæÿ",
    "Spanish": "áéíñóúü¿¡",
    "Portuguese": "àáâãçéêíóôõúü",
    "Italian": "àèéìòù",
    "Catalan": "àçèéíïòóúü",
    "Dutch": "áäèéëïóöü",
    "Danish and Norwegian": "æøåéèòôó",
    "Swedish and Finnish": "äöåéüšž",
    "Icelandic": "áðéíóúýþæö",
    "Albanian": "çë",
}
_CENTRAL: Final = {
    "Polish": "ąćęłńóśźż",
    "Czech": "áčďéěíňóřšťúůýž",
    "Slovak": "áäčďéíĺľňóôŕšťúýž",
    "Hungarian": "áéíóöőúüű",
    "Romanian": "ăâîşţ",
    "Croatian and Slovenian": "čćđšž",
}
_TURKISH: Final = {"Turkish": "çğıöşüâîû"}
_BALTIC: Final = {"Lithuanian": "ąčęėįšųūž", "Latvian": "āčēģīķļņšūž", "Estonian": "äöõüšž"}
_GREEK: Final = {"Greek": "αβγδεζηθικλμνξοπρσςτυφχψωάέήίόύώϊϋΐΰ"}
_RUSSIAN: Final = "абвгдежзийклмнопрстуфхцчшщъыьэюя"
_CYRILLIC: Final = {
    "Russian": _RUSSIAN + "ё",
    "Ukrainian": "абвгґдеєжзиіїйклмнопрстуфхцчшщьюя",
    "Bulgarian": "абвгдежзийклмнопрстуфхцчшщъьюя",
    "Serbian": "абвгдђежзијклљмнњопрстћуфхцчџш",
}
#: The likelier an encoding is for an office's old files, the earlier it stands: it wins ties.
_ALPHABETS: Final = (
    ("cp1252", "Windows Western European", _LATIN),
    ("cp1250", "Windows Central European", _CENTRAL),
    ("cp1251", "Windows Cyrillic", _CYRILLIC),
    ("cp1253", "Windows Greek", _GREEK),
    ("cp1254", "Windows Turkish", _TURKISH),
    ("cp1257", "Windows Baltic", _BALTIC),
    ("iso8859_15", "ISO Western European (Latin-9)", _LATIN),
    ("iso8859_2", "ISO Central European (Latin-2)", _CENTRAL),
    ("iso8859_7", "ISO Greek", _GREEK),
    ("koi8_u", "KOI8 Cyrillic", _CYRILLIC),
    ("mac_roman", "Macintosh Western European", _LATIN),
    ("cp850", "DOS Western European", _LATIN),
    ("cp852", "DOS Central European", _CENTRAL),
    ("cp866", "DOS Cyrillic", _CYRILLIC),
    ("iso8859_5", "ISO Cyrillic", _CYRILLIC),
    ("mac_cyrillic", "Macintosh Cyrillic", _CYRILLIC),
)
_WIDE: Final = {
    "cp932": "Japanese (Shift-JIS)",
    "euc_jp": "Japanese (EUC-JP)",
    "gb18030": "Simplified Chinese (GB 18030)",
    "big5": "Traditional Chinese (Big5)",
    "cp949": "Korean (EUC-KR)",
}
_NAMES: Final = {
    **{encoding: name for encoding, name, _ in _ALPHABETS},
    **_WIDE,
    "iso2022_jp": "Japanese (ISO-2022-JP)",
}
#: Longest first: the mark of UTF-32-LE begins with that of UTF-16-LE.
_MARKS: Final = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
#: Names that mean a larger set in practice (Encoding Standard, 4.2).
_MEANT: Final = {
    "ascii": "cp1252", "iso8859-1": "cp1252", "iso8859-9": "cp1254", "gb2312": "gb18030",
    "gbk": "gb18030", "shift_jis": "cp932", "euc_kr": "cp949", "tis-620": "cp874",
}  # fmt: skip
_SAMPLE: Final = 64 * 1024
_ISO_2022_JP: Final = (re.compile(rb"\x1b\$[@B]"), re.compile(rb"\x1b\([BJ]"))
_MIXED_CASE: Final = re.compile(r"[^\W\d_A-Z][А-ЯЁЄІЇҐЂЈЉЊЋЏΑ-ΩÀ-ÖØ-ÞĄĆĘŁŃŚŹŻČĎĚŇŘŠŤŮŽŐŰĞİŞ]")
#: Signs where words have none; "õ" of Portuguese, which stands before "e" alone.
_MISPLACED: Final = re.compile(
    r"[^\W\d_][“„‚€§©®™°«»‹›•¶£¢¥½¼¾²³¹×÷±µªº†‡‰¿¡](?=[^\W\d_])|[^\W\d_][„‚†‡¶¿¡¹]|[õÕ](?![eE])"
)
#: Letters of two alphabets in one word.
_TORN: Final = re.compile(r"[A-Za-z][^\W\d_a-zA-Z]|[^\W\d_a-zA-Z][A-Za-z]")
_FEW: Final = 0.5  # of the letters: what accents make up at most in an alphabet of Latin letters
_SINGLE: Final = 3  # letters that may stand alone, as in a list of signs
_SURE: Final = 0.995


def name_of(encoding: str) -> str:
    """What people call an encoding that ``guess`` found."""
    return _NAMES.get(encoding, encoding)


def escapes(data: bytes) -> bool:
    """Whether this is ISO-2022-JP, which looks like ASCII but for its escape sequences."""
    begin, end = _ISO_2022_JP
    first = begin.search(data)
    return first is not None and end.search(data, first.end()) is not None


def marked(data: bytes) -> str | None:
    """The encoding that a byte-order mark tells, None without one."""
    return next((encoding for mark, encoding in _MARKS if data.startswith(mark)), None)


def beginning(data: bytes, encoding: str) -> str | None:
    """The text that begins with ``data``, which may end inside a character; None when that is no
    text in this encoding."""
    try:
        return codecs.getincrementaldecoder(encoding)("strict").decode(data, final=False)
    except UnicodeDecodeError:
        return None


def decode(data: bytes, *names: str | None) -> tuple[str, str | None]:
    """Text in the first of the named encodings that fits, and the encoding when that was guessed.

    Args:
        names: what a header or the file itself says, most trusted first; None and unknown names
            are passed over. UTF-8 is tried last.
    """
    told = marked(data)
    if told:
        return data.decode(told, errors="replace"), None
    for name in (*names, "utf-8"):
        codec = _codec(name)
        try:
            if codec:
                return data.decode(codec), None
        except (UnicodeDecodeError, LookupError):
            continue
    guessed = guess(data)
    return data.decode(guessed, errors="replace"), guessed


def _codec(name: str | None) -> str | None:
    try:
        found = codecs.lookup(name or "")
    except (LookupError, ValueError):
        return None
    # "hex" and such are no encodings of text. The attribute is what bytes.decode looks at.
    if not getattr(found, "_is_text_encoding", True):
        return None
    # Text whose declaration could be read as ASCII is in none of the wide ones, whatever it says.
    wide = found.name.startswith(("utf-16", "utf-32"))
    return "utf-8" if wide else _MEANT.get(found.name, found.name)


def guess(data: bytes) -> str:
    """The Python codec for ``data``, which is text with bytes over 127 that is not UTF-8.

    Args:
        data: the file, or its beginning (cut anywhere).
    """
    sample = _telling(data)
    best, found = max(
        ((_score(sample, encoding, languages), encoding) for encoding, _, languages in _ALPHABETS),
        key=lambda scored: scored[0],
    )
    if best >= _SURE or not _in_pairs(sample):
        return found
    return _wide(data[:_SAMPLE]) or found


def _telling(data: bytes) -> bytes:
    """The words with bytes over 127, from the whole of ``data``, a sample's size at most."""
    return b" ".join(word for word in data.split() if not word.isascii())[:_SAMPLE]


def _score(sample: bytes, encoding: str, languages: dict[str, str]) -> float:
    """Share of the characters over 127 that one language has, less what looks odd; 0 to 1."""
    text = sample.decode(encoding, errors="replace")
    counts = Counter(c for c in text if ord(c) > 127)
    total = sum(counts.values()) or 1
    signs = _PUNCTUATION + _WESTERN_SIGNS if languages is _LATIN else _PUNCTUATION
    best = 0.0
    for letters in languages.values():
        known = {*letters, *letters.upper(), *signs, *("İ" if languages is _TURKISH else "")}
        best = max(best, sum(number for c, number in counts.items() if c in known) / total)
    return best - _oddness(text, languages, total)


def _oddness(text: str, languages: dict[str, str], accents: int) -> float:
    """Penalty for capitals and signs inside words, and for words that no language has."""
    odd = len(_MIXED_CASE.findall(text)) + len(_MISPLACED.findall(text))
    if languages in (_GREEK, _CYRILLIC):
        return (odd + len(_TORN.findall(text))) / accents
    letters = sum(map(str.isalpha, text)) or 1
    foreign = sum(1 for c in text if ord(c) > 127 and c.isalpha())
    dense = foreign > _SINGLE and foreign / letters > _FEW
    return odd / accents + (foreign / letters if dense else 0.0)


def _in_pairs(sample: bytes) -> bool:
    """Whether bytes over 127 mostly stand beside others."""
    high = len(re.findall(rb"[\x80-\xff]", sample))
    alone = len(re.findall(rb"(?<![\x80-\xff])[\x80-\xff](?![\x80-\xff])", sample))
    return alone < high * 0.5


def _wide(data: bytes) -> str | None:
    from charset_normalizer import from_bytes

    whole = [encoding for encoding in _WIDE if beginning(data, encoding) is not None]
    if not whole:
        return None
    best = from_bytes(data, cp_isolation=whole).best()
    return best.encoding if best and best.encoding in _WIDE else whole[0]
