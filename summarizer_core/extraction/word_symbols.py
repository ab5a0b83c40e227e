"""Characters of symbol fonts, whose numbers say nothing without the font.

Word writes them as U+F000 plus the font's own number, or as the plain number. Sources: Adobe's
mapping of Symbol (unicode.org, VENDORS/ADOBE/symbol.txt) and the names that Unicode 7 gives the
glyphs of Wingdings (L2/12-368).
"""

from __future__ import annotations

from typing import Final

_SYMBOL_FROM_21: Final = (
    "!∀#∃%&∋()∗+,−./0123456789:;<=>?≅ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ[∴]⊥_‾αβχδεφγηιϕκλμνοπθρστυϖωξψζ{|}∼"
)
_SYMBOL_FROM_A0: Final = "€ϒ′≤⁄∞ƒ♣♦♥♠↔←↑→↓°±″≥×∝∂•÷≠≡≈…⏐⎯↵ℵℑℜ℘⊗⊕∅∩∪⊃⊇⊄⊂⊆∈∉∠∇®©™∏√⋅¬∧∨⇔⇐⇑⇒⇓◊〈®©™∑"
_WINGDINGS: Final = {
    0x21: "✏", 0x22: "✂", 0x28: "☎", 0x29: "✆", 0x2A: "✉", 0x3F: "✍", 0x41: "✌", 0x45: "☜",
    0x46: "☞", 0x47: "☝", 0x48: "☟", 0x4A: "☺", 0x4C: "☹", 0x6C: "●", 0x6D: "❍", 0x6E: "■",
    0x6F: "☐", 0x70: "☐", 0x71: "☐", 0x72: "☐", 0x73: "◆", 0x74: "◆", 0x75: "◆", 0x76: "❖",
    0x77: "◆", 0x78: "☒", 0x9E: "•", 0x9F: "•", 0xA0: "▪", 0xA1: "○", 0xA2: "○", 0xA3: "○",
    0xA4: "◉", 0xA7: "▪", 0xA8: "☐", 0xAB: "★", 0xD8: "➢", 0xDC: "➲", 0xDF: "←", 0xE0: "→",
    0xE1: "↑", 0xE2: "↓", 0xE8: "➔", 0xEF: "⇦", 0xF0: "⇨", 0xF3: "⇔", 0xFB: "✗", 0xFC: "✓",
    0xFD: "☒", 0xFE: "☑",
}  # fmt: skip
_WINGDINGS_2: Final = {
    0x4F: "✗", 0x50: "✓", 0x51: "☒", 0x52: "☑", 0x53: "☒", 0x54: "☒", 0x2A: "☐", 0x30: "☐",
    0x96: "•", 0x97: "•", 0x98: "●", 0xA3: "☐", 0xAE: "▪",
}  # fmt: skip
_WEBDINGS: Final = {0x61: "✓", 0x63: "☐", 0x67: "■", 0x72: "✗", 0x3D: "■", 0x6E: "●"}


def _symbol() -> dict[int, str]:
    table = {0x21 + at: sign for at, sign in enumerate(_SYMBOL_FROM_21)}
    return table | {0xA0 + at: sign for at, sign in enumerate(_SYMBOL_FROM_A0)}


_FONTS: Final[dict[str, dict[int, str]]] = {
    "symbol": _symbol(),
    "wingdings": _WINGDINGS,
    "wingdings 2": _WINGDINGS_2,
    "webdings": _WEBDINGS,
}
#: A glyph that is not in the tables is an ornament.
_ORNAMENT: Final = "•"


def is_symbol_font(font: str | None) -> bool:
    """Whether letters set in a font are not what their codes say."""
    return (font or "").lower() in (*_FONTS, "wingdings 3")


def symbol(code: int, font: str | None) -> str:
    """The character for a code of ``w:sym``: the font's own number, with or without U+F000."""
    table = _FONTS.get((font or "").lower())
    if 0xF000 <= code <= 0xF0FF:
        return (table or {}).get(code - 0xF000, _ORNAMENT)
    if table and code <= 0xFF:
        return table.get(code, _ORNAMENT)
    if 0xE000 <= code <= 0xF8FF:
        return _ORNAMENT
    return chr(code) if 0x20 <= code < 0xD800 or 0xF900 <= code <= 0xFFFD else ""


def in_font(text: str, font: str | None) -> str:
    """Text whose run is set in a font: letters of symbol fonts become what they look like."""
    if is_symbol_font(font):
        return "".join(c if c.isspace() or ord(c) > 0xF0FF else symbol(ord(c), font) for c in text)
    if any("\uf020" <= c <= "\uf0ff" for c in text):
        return "".join(symbol(ord(c), font) if "\uf020" <= c <= "\uf0ff" else c for c in text)
    return text
