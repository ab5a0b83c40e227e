"""What form fields in OpenDocument texts show, and formulas as one line.

Rules: OpenDocument 1.3 Part 3, 7.7.13 (drop-downs) and 13 (forms); MathML 3, 3. LibreOffice writes
the form fields of Word files as ``field:fieldmark``.
"""

from __future__ import annotations

from typing import Any, Final

TEXT: Final = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
FORM: Final = "{urn:oasis:names:tc:opendocument:xmlns:form:1.0}"
FIELD: Final = "{urn:openoffice:names:experimental:ooo-ms-interop:xmlns:field:1.0}"
MATH: Final = "{http://www.w3.org/1998/Math/MathML}"
_ID: Final = "{http://www.w3.org/XML/1998/namespace}id"
_TICKS: Final = ("☐", "☒")


def controls(body: Any) -> dict[str, str]:
    """What each control of the forms shows, by the id under which the text refers to it."""
    shown = {}
    for control in body.iter(*_SHOWN):
        text = _SHOWN[control.tag](control)
        for name in (control.get(_ID), control.get(FORM + "id")):
            if name and text:
                shown[name] = text
    return shown


def _tick(control: Any) -> str:
    state = control.get(FORM + "current-state") or control.get(FORM + "state")
    return _labelled(control, state == "checked")


def _radio(control: Any) -> str:
    chosen = control.get(FORM + "current-selected") or control.get(FORM + "selected")
    return _labelled(control, chosen == "true")


def _labelled(control: Any, ticked: bool) -> str:
    return f"{_TICKS[ticked]} {control.get(FORM + 'label') or ''}".strip()


def _value(control: Any) -> str:
    value: str = control.get(FORM + "current-value") or control.get(FORM + "value") or ""
    return value


def _text(control: Any) -> str:
    """Of a field of several lines, whose text may be paragraphs in it."""
    lines = ["".join(line.itertext()) for line in control.iter(TEXT + "p")]
    return _value(control) or "\n".join(lines)


def _choice(control: Any) -> str:
    for name in ("current-selected", "selected"):
        options = control.iter(FORM + "option")
        chosen = [o.get(FORM + "label") or "" for o in options if o.get(FORM + name) == "true"]
        if chosen:
            return ", ".join(chosen)
    return ""


_SHOWN: Final = {
    FORM + "checkbox": _tick,
    FORM + "radio": _radio,
    FORM + "listbox": _choice,
    FORM + "textarea": _text,
    FORM + "fixed-text": lambda control: control.get(FORM + "label") or "",
    **{
        FORM + kind: _value
        for kind in ("text", "combobox", "formatted-text", "number", "date", "time")
    },
}


def field_mark(element: Any) -> str:
    """A check box or list of a Word form; "" for fields whose text stands beside them."""
    kind = element.get(FIELD + "type") or ""
    found = [(p.get(FIELD + "name"), p.get(FIELD + "value") or "") for p in element]
    if kind.endswith(".FORMCHECKBOX"):
        return _TICKS[("Checkbox_Checked", "true") in found]
    if kind.endswith(".FORMDROPDOWN"):
        entries = [value for name, value in found if name == "Dropdown_ListEntry"]
        chosen = [value for name, value in found if name == "Dropdown_Selected"]
        place = chosen[0] if chosen else "0"
        return entries[int(place)] if place in map(str, range(len(entries))) else ""
    return ""


def drop_down(element: Any) -> str:
    """The text that a list shows, or else the entry that is chosen."""
    text = "".join(element.itertext()).strip()
    if text:
        return text
    chosen = [label for label in element if label.get(TEXT + "current-selected") == "true"]
    value: str = (chosen[0].get(TEXT + "value") or "") if chosen else ""
    return value


def formula(element: Any) -> str:
    """MathML as one line: fractions as ``a/b``, powers as ``a^b``."""
    name = element.tag.removeprefix(MATH)
    if name.startswith("annotation"):
        return ""
    parts = [formula(child) for child in element]
    if name in _SIGNS and len(parts) == 2:
        return _grouped(parts[0], name == "mfrac") + _SIGNS[name] + _grouped(parts[1], True)
    if name == "msubsup" and len(parts) == 3:
        return f"{parts[0]}_{_grouped(parts[1], True)}^{_grouped(parts[2], True)}"
    text = (element.text or "").strip() + "".join(parts)
    return f"√({text})" if name == "msqrt" else text


_SIGNS: Final = {"mfrac": "/", "msup": "^", "mover": "^", "msub": "_", "munder": "_"}


def _grouped(text: str, group: bool) -> str:
    return text if not group or text.isalnum() else f"({text})"
