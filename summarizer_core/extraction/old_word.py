"""Old Word files (.doc): LibreOffice turns them into DOCX, which is then read. Imports no parser.

LibreOffice runs in the child's place (``programs``), with a profile of its own that forbids macros,
links and the network, and is gone with the private folder.
"""

from __future__ import annotations

import shutil
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from summarizer_core.errors import DamagedDocument, DocumentError
from summarizer_core.extraction import programs

if TYPE_CHECKING:
    from summarizer_core.extraction.workshop import Workshop

_NAMES: Final = ("soffice", "libreoffice")
_PLACES: Final = (
    "/usr/bin/libreoffice",
    "/usr/lib/libreoffice/program/soffice",
    "/opt/libreoffice/program/soffice",
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    r"C:\Program Files\LibreOffice\program\soffice.com",
)
_MEMORY: Final = 4 << 30  # address space; LibreOffice maps its libraries and fonts
_RESTART: Final = 81  # EXITHELPER_NORMAL_RESTART: it set up its profile and wants to begin anew
_STARTS: Final = 3
#: Word 97 to 2003, then Word 6 and 95, as LibreOffice names them.
_FILTERS: Final = ("MS Word 97", "MS WinWord 6.0")
#: Options of LibreOffice: path, name, value.
_OPTIONS: Final = (
    ("Office.Common/Security/Scripting", "MacroSecurityLevel", 3),
    ("Office.Common/Security/Scripting", "DisableMacrosExecution", "true"),
    ("Office.Common/Security/Scripting", "DisableActiveContent", "true"),
    ("Office.Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    ("Office.Writer/Content/Update", "Link", 0),
    # A proxy where nobody listens: no system is sure to let us leave its network.
    ("Inet/Settings", "ooInetProxyType", 2),
    ("Inet/Settings", "ooInetHTTPProxyName", "127.0.0.1"),
    ("Inet/Settings", "ooInetHTTPProxyPort", 9),
    ("Inet/Settings", "ooInetHTTPSProxyName", "127.0.0.1"),
    ("Inet/Settings", "ooInetHTTPSProxyPort", 9),
)

CONVERTED: Final[dict[str, Any]] = {
    "code": "converted",
    "message": "The old Word file was converted by LibreOffice; compare the quotes with the "
    "original, above all numbers of clauses.",
}


def office() -> str | None:
    """LibreOffice's program, or None when it is not installed."""
    found = programs.find(_NAMES, _PLACES)
    if found is None or sys.platform != "linux":
        return found
    # The script and its helper would stay between us and the program that does the work.
    direct = Path(found).resolve().with_name("soffice.bin")
    return str(direct) if direct.exists() else found


def convert(path: Path, workshop: Workshop) -> Path:
    """A DOCX in the workshop's folder with what the old Word file at ``path`` holds.

    Raises:
        DocumentError: LibreOffice is missing here (code ``converter_missing``).
        LimitExceeded: it took too long or too much memory.
        DamagedDocument: LibreOffice cannot open the file (code ``not_converted``).
    """
    program = office()
    if program is None:
        raise DocumentError(
            "The file is an old Word document (.doc), and LibreOffice, which converts these, is "
            "missing on the machine that reads documents. Save the file as .docx and upload that, "
            "or install LibreOffice there.",
            code="converter_missing",
        )
    profile = workshop.folder / "profile"
    (profile / "user").mkdir(parents=True)
    (profile / "user" / "registrymodifications.xcu").write_text(_settings(), encoding="utf-8")
    source, made = workshop.folder / "old.doc", workshop.folder / "old.docx"
    shutil.copyfile(path, source)
    limits = replace(workshop.limits, memory_bytes=max(workshop.limits.memory_bytes, _MEMORY))
    for form in _FILTERS:
        command = [
            program, f"-env:UserInstallation={profile.as_uri()}", "--headless", "--norestore",
            "--nolockcheck", "--nodefault", "--nologo", f"--infilter={form}",
            "--convert-to", "docx:MS Word 2007 XML", "--outdir", str(workshop.folder), str(source),
        ]  # fmt: skip
        for _ in range(_STARTS):
            if workshop.program(command, limits, {"LANG": "C.UTF-8"}) != _RESTART:
                break
        if made.exists():
            return made
    raise DamagedDocument(
        "LibreOffice cannot convert the old Word document (.doc): it is damaged, or no Word "
        "document. Open it in Word, save it as “Word document (.docx)” and upload that.",
        code="not_converted",
    )


def _settings() -> str:
    items = "".join(
        f'<item oor:path="/org.openoffice.{path}"><prop oor:name="{name}" oor:op="fuse">'
        f"<value>{value}</value></prop></item>"
        for path, name, value in _OPTIONS
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>'
        '<oor:items xmlns:oor="http://openoffice.org/2001/registry">' + items + "</oor:items>"
    )
