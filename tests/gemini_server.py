"""A stand-in for Google's Gemini API, for tests and benchmarks without a key: real HTTP on a
loopback port, the REST protocol's own shapes, answers made from the prompt's own text.

    python tests/gemini_server.py --port 0 --latency 0.8 --fault-rate 0.05 --seed 7

It prints its port. Speaks ``POST /v1beta/models/<model>:generateContent`` and ``:countTokens``
(https://ai.google.dev/api/generate-content), ``GET /v1beta/models`` and ``/v1beta/models/<model>``
(https://ai.google.dev/api/models); errors have the shape of https://google.aip.dev/193, with the
details of ``google.rpc`` (QuotaFailure, RetryInfo, ErrorInfo).
``--invent-rate 0.3`` makes it invent that share of its quotes: a sentence out of nothing, the
document's own with a number or a "not" changed, or its words in another order.
``--lie-rate 0.3`` makes it add, after that share of the sentences of its summaries and answers, one
that is not so, in summaries with the same proofs: a number, sum, date, percentage, name, law or
court out of nothing, or the opposite.
``GET /__stats`` tells what was asked, ``GET /__chunks`` how often each chunk's text was asked for
and answered; ``POST /__faults`` with a list such as
``[{"kind": "429", "retry_after": 2, "count": 3}, {"kind": "drop"}]`` makes the next calls fail,
and ``DELETE /__faults`` clears the list. Kinds are the keys of ``FAULTS``.

It knows nothing of the product but the marks in its prompts: pieces of text stand between
``<NAME id="ID" fence="F">`` and ``</NAME F>``, and the response schema tells the task.
Standard library only.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import random
import re
import select
import socket
import threading
import time
from collections import Counter, deque
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import MappingProxyType
from typing import Any, NamedTuple
from urllib.parse import parse_qs, urlsplit

RANDOM_FAULTS = ("429", "500", "drop", "broken_json")

#: Texts of chunks that are remembered, and askings of answered ones: the oldest are forgotten.
MOST_CHUNKS = 100_000
MOST_REPEATS = 10_000

#: Integers of enum Candidate.FinishReason; the REST API writes them so when asked with
#: ``$alt=json;enum-encoding=int``.
FINISH_REASONS = {
    "STOP": 1,
    "MAX_TOKENS": 2,
    "SAFETY": 3,
    "RECITATION": 4,
    "OTHER": 5,
    "BLOCKLIST": 7,
    "PROHIBITED_CONTENT": 8,
    "SPII": 9,
}
BLOCK_REASONS = {"SAFETY": 1, "OTHER": 2}


#: Models that it knows besides all whose names begin with ``gemini-``.
MODELS = ("gemini-2.0-flash", "gemini-2.5-flash", "gemini-2.5-pro")


class Answer(NamedTuple):
    status: int
    body: bytes
    headers: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True)
class Fault:
    """One failure to come. ``seconds`` is how long ``hang`` waits; ``text`` is what ``reply`` says
    instead of a real answer; ``message`` replaces an error's own."""

    kind: str
    retry_after: float | None = None
    seconds: float = 5.0
    text: str = ""
    message: str = ""


# --- the model -------------------------------------------------------------------------------

_PIECE = re.compile(
    r'<(?P<name>\w+) id="(?P<id>[^"]+)" fence="(?P<fence>[0-9a-f]+)">\n(?P<text>.*?)\n'
    r"</(?P=name) (?P=fence)>",
    re.DOTALL,
)
_SENTENCE = re.compile(r"[^\s].*?(?:[.;:](?=\s|$)|$)", re.DOTALL)
_WORD = re.compile(r"[^\W\d_]{4,}")
_WEAK = frozenset("this that shall with from which what when does have under agreement".split())

_RULES = [
    (category, re.compile(pattern, re.IGNORECASE))
    for category, pattern in (
        ("Governing Law", r"governed by|laws of the (?:state|commonwealth)|governing law"),
        ("Indemnification", r"\bindemnif|hold harmless"),
        ("Cap on Liability", r"liability .*(?:not|never) exceed|aggregate liability"),
        ("Uncapped Liability", r"unlimited liability|without limit"),
        ("Confidentiality", r"confidential information|shall keep .*confidential"),
        ("Non-Compete", r"not compete|non-compet|competing business"),
        ("Exclusivity", r"\bexclusive(?:ly)?\b|sole supplier"),
        (
            "Termination for Convenience",
            r"terminate .*(?:for convenience|without cause|any reason)",
        ),
        ("Renewal Term", r"renews? automatically|automatically renew|successive (?:terms|periods)"),
        ("Liquidated Damages", r"liquidated damages"),
        ("Anti-Assignment", r"(?:not|neither party may) assign|may not be assigned"),
        ("Audit Rights", r"right to audit|inspect .*(?:books|records)"),
        ("Insurance", r"shall maintain .*insurance"),
        ("Force Majeure", r"force majeure|beyond (?:its|their) reasonable control"),
        ("Payment Terms", r"within \w+ (?:\(\d+\) )?days .*(?:invoice|receipt)|net \d+"),
        ("License Grant", r"grants? .*licen[sc]e"),
    )
]
_TERM_RULES = [
    (name, re.compile(pattern))
    for name, pattern in (
        ("Governing law", r"laws? of (?:the )?(?P<value>(?:State of )?[A-Z]\w+(?: [A-Z]\w+)?)"),
        ("Amount", r"(?P<value>(?:USD|EUR|GBP|[$€£]) ?\d[\d,.]*\d)"),
        ("Venue", r"(?P<value>[Cc]ourts of [A-Z]\w+)"),
        ("Payment terms", r"(?P<value>within [\w ()-]{3,20} days of [\w ]{0,30}invoice)"),
        ("Liability cap", r"liability [^.;]{0,60}limited to (?P<value>(?:USD|EUR|GBP) ?[\d,]+\d)"),
        (
            "Party",
            r"(?P<value>[A-Z]\w+ [A-Z]\w+ (?:Ltd\.|GmbH|Inc\.))[^()]{0,120}"
            r"\(the [“\"](?P<role>\w+)[”\"]\)",
        ),
        ("Effective date", r"(?:effective|dated|as of) (?P<value>[A-Z][a-z]+ \d{1,2}, \d{4})"),
    )
]


def sentences(text: str) -> list[str]:
    return [match.group().strip() for match in _SENTENCE.finditer(text) if match.group().strip()]


def pieces(prompt: str, name: str) -> dict[str, str]:
    """Texts between the prompt's marks of one name, by id."""
    return {m["id"]: m["text"] for m in _PIECE.finditer(prompt) if m["name"] == name}


def analyze(prompt: str) -> dict[str, Any]:
    return {"chunks": [_analyze_one(*item) for item in pieces(prompt, "chunk").items()]}


def _analyze_one(identity: str, text: str) -> dict[str, Any]:
    parts = sentences(text)
    findings = [
        {"category": category, "quote": part, "confidence": 0.9}
        for category, rule in _RULES
        for part in [next((part for part in parts if rule.search(part)), None)]
        if part
    ]
    terms = [
        {
            "name": name,
            "value": match["value"],
            "quote": match.group(),
            "role": match.groupdict().get("role", ""),
        }
        for name, rule in _TERM_RULES
        for match in [rule.search(text)]
        if match
    ]
    note = max(parts, key=len, default="")
    quotes = [note] if len(note.split()) > 3 else []
    return {
        "id": identity,
        "findings": findings,
        "terms": terms,
        "note": note[:160],
        "note_quotes": quotes,
    }


_FACT = re.compile(r'(?P<id>f\d+)\. (?P<text>.*?)(?: "(?P<quote>.*)")?')
_QUOTED = re.compile(r'"(.*)"')


def summarize(prompt: str) -> dict[str, Any]:
    """The first terms and notes, each in the words that show it."""
    told = []
    for line in pieces(prompt, "facts").get("facts", "").splitlines()[:10]:
        fact = _FACT.fullmatch(line)
        if fact is not None and fact["quote"]:
            told.append((1, f"{fact['text']}.", fact["id"], fact["quote"]))
    for identity, text in list(pieces(prompt, "note").items())[:5]:
        quotes = _QUOTED.findall(text)
        told += [(2, quote, identity, quote) for quote in quotes[:1]]
    return {
        "sentences": [
            {"text": text, "paragraph": number, "proofs": [{"id": identity, "quote": quote}]}
            for number, text, identity, quote in told
        ]
    }


def answer(prompt: str) -> dict[str, Any]:
    asked = " ".join([*pieces(prompt, "question").values(), *pieces(prompt, "passage").values()])
    wanted = _words(asked)
    best: tuple[int, str, str] = (0, "", "")
    for identity, text in pieces(prompt, "chunk").items():
        for part in sentences(text):
            best = max(best, (len(wanted & _words(part)), identity, part), key=lambda one: one[0])
    score, identity, quote = best
    if score < min(2, len(wanted)) or not score:
        return {"found": False, "answer": "", "quotes": []}
    return {"found": True, "answer": quote, "quotes": [{"id": identity, "quote": quote}]}


def _words(text: str) -> set[str]:
    return {word.casefold()[:6] for word in _WORD.findall(text)} - {word[:6] for word in _WEAK}


class Invention(NamedTuple):
    """A quote that was made up: for which task, how, in place of which, and the SHA-256 of the
    chunk's text that it claims to come from ("" when it names none)."""

    task: str
    kind: str
    original: str
    told: str
    chunk: str


class Inventor:
    """Replaces a share of the quotes by ones that their chunk does not hold. The same quote meets
    the same fate each time, in whatever order calls arrive."""

    def __init__(self, rate: float, seed: int = 0, lie_rate: float = 0.0) -> None:
        self._rate = rate
        self._lie_rate = lie_rate
        self._lies: list[Invention] = []
        self._seed = seed
        self._lock = threading.Lock()
        self._invented: list[Invention] = []
        self._told = 0

    def spoil(self, answer: Any, task: str, texts: Mapping[str, str], text: str = "") -> None:
        """Change the quotes anywhere in an answer to a task. ``texts`` are those that it quotes, by
        id, ``text`` the one that it does until it names another."""
        if isinstance(answer, list):
            for item in answer:
                self.spoil(item, task, texts, text)
        elif isinstance(answer, dict):
            text = texts.get(str(answer.get("id")), text)
            for name, value in answer.items():
                if name == "quote" and isinstance(value, str):
                    answer[name] = self._quote(value, task, text)
                elif name == "note_quotes":
                    answer[name] = [self._quote(one, task, text) for one in value]
                elif name == "sentences":
                    self.spoil(value, task, texts, text)
                    answer[name] = [more for one in value for more in self._beside(one, task)]
                elif name == "answer" and isinstance(value, str) and value:
                    answer[name] = self._statements(value, task)
                else:
                    self.spoil(value, task, texts, text)

    def _quote(self, quote: str, task: str, text: str) -> str:
        digest = hashlib.sha256(f"{self._seed}|{quote}".encode("utf-8", "replace")).digest()
        invented = int.from_bytes(digest[:4], "big") < self._rate * 2**32
        told = _invention(quote, task, text, digest) if invented else None
        with self._lock:
            self._told += 1
            if told is not None:
                self._invented.append(told)
        return quote if told is None else told.told

    def _beside(self, told: dict[str, Any], task: str) -> list[dict[str, Any]]:
        """A sentence of a summary, and the lie that follows it with its proofs."""
        lie = self._lie(told["text"], task)
        return [told, {**told, "text": lie}] if lie else [told]

    def _statements(self, told: str, task: str) -> str:
        """What is told with lies between its sentences."""
        said = []
        for sentence in sentences(told):
            said += [sentence, self._lie(sentence, task)]
        return " ".join(filter(None, said))

    def _lie(self, sentence: str, task: str) -> str:
        """What is told after a sentence though it is not so; "" for nothing."""
        digest = hashlib.sha256(f"{self._seed}|{sentence}".encode("utf-8", "replace")).digest()
        if int.from_bytes(digest[:4], "big") >= self._lie_rate * 2**32:
            return ""
        kind, maker = _LIES[digest[4] % len(_LIES)]
        lie = maker(sentence, digest) or _LIES[0][1](sentence, digest) or ""
        with self._lock:
            self._lies.append(Invention(task, kind, sentence, lie, ""))
        return lie

    def lies(self) -> list[Invention]:
        with self._lock:
            return list(self._lies)

    def invented(self) -> list[Invention]:
        with self._lock:
            return list(self._invented)

    def figures(self) -> dict[str, Any]:
        with self._lock:
            return {
                "quotes": self._told,
                "invented_quotes": len(self._invented),
                "lies": len(self._lies),
                "inventions": dict(Counter(one.kind for one in self._invented)),
            }


def _invention(quote: str, task: str, text: str, digest: bytes) -> Invention:
    """What is told in place of a quote; never anything that its text says."""
    kind, maker = _MAKERS[digest[4] % len(_MAKERS)]
    told = maker(quote, digest)
    if told is None or " ".join(told.split()) in " ".join(text.split()):
        kind, told = "out of nothing", _out_of_nothing(quote, digest)
    return Invention(task, kind, quote, told, _sha256(text) if text else "")


def _out_of_nothing(_quote: str, digest: bytes) -> str:
    number = int.from_bytes(digest[5:8], "big")
    return f"The Vendor waives clause {number} and pays {number * 7:,} doubloons on each full moon."


def _altered(quote: str, digest: bytes) -> str | None:
    """Another number, or the opposite; None for what offers neither."""
    number = re.search(r"\d+", quote)
    if number:
        return quote[: number.start()] + str(int(number[0]) + 7) + quote[number.end() :]
    verb = re.search(r"\b(?:shall|may|will|is|are)\b", quote)
    if verb:
        return f"{quote[: verb.end()]} not under any circumstances{quote[verb.end() :]}"
    return None


def _shuffled(quote: str, digest: bytes) -> str | None:
    words = quote.split()
    return " ".join(words[::-1]) if len(words) >= 4 else None


_MAKERS: tuple[tuple[str, Callable[[str, bytes], str | None]], ...] = (
    ("out of nothing", _out_of_nothing),
    ("altered", _altered),
    ("shuffled", _shuffled),
)


def _opposite(sentence: str, _digest: bytes) -> str | None:
    verb = re.search(r"\b(?:shall|may|must)\b(?! not)", sentence)
    return f"{sentence[: verb.end()]} not{sentence[verb.end() :]}" if verb else None


def _saying(text: str) -> Callable[[str, bytes], str | None]:
    return lambda _sentence, digest: text.format(90 + digest[5] % 9, 2031 + digest[6] % 40)


_LIES: tuple[tuple[str, Callable[[str, bytes], str | None]], ...] = (
    ("period", _saying("The term is {0} months.")),
    ("period in words", _saying("Either party may leave on ninety-seven days' notice.")),
    ("sum", _saying("Liability is capped at USD 7,{0}7,777.")),
    ("sum in words", _saying("The fee is seventy-nine thousand dollars.")),
    ("date", _saying("It expires on 17 July {1}.")),
    ("percentage", _saying("Late payments bear interest of {0} per cent.")),
    ("company", _saying("Globex Holdings Ltd guarantees all that is owed.")),
    ("person", _saying("The contact is Marigold Featherstone.")),
    ("law", _saying("The laws of Patagonia govern the contract.")),
    ("court", _saying("Disputes go to the courts of Ulaanbaatar.")),
    ("statute", _saying("Clause {0} applies the Consumer Phlogiston Act.")),
    ("opposite", _opposite),
)


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


_TASKS: dict[str, Callable[[str], dict[str, Any]]] = {
    "chunks": analyze,
    "sentences": summarize,
    "answer": answer,
}


def task_of(request: dict[str, Any]) -> Callable[[str], dict[str, Any]] | None:
    """``analyze``, ``summarize`` or ``answer``, as the response schema says, or None."""
    schema = request.get("generationConfig", {}).get("responseSchema", {}).get("properties", {})
    return next((task for name, task in _TASKS.items() if name in schema), None)


def respond(
    request: dict[str, Any],
    inventor: Inventor | None = None,
    says: Mapping[str, Any] = MappingProxyType({}),
) -> str:
    """What the model writes: JSON of the task that the response schema names."""
    task = task_of(request)
    if task is None:
        return "This stand-in answers structured requests only."
    if task.__name__ in says:
        return json.dumps(says[task.__name__], ensure_ascii=False)
    answer = task(prompt_of(request))
    if inventor is not None:
        inventor.spoil(answer, task.__name__, pieces(prompt_of(request), "chunk"))
    return json.dumps(answer, ensure_ascii=False)


def chunks_of(request: dict[str, Any]) -> list[str]:
    """Hex SHA-256 of each chunk's text that a request wants analysed."""
    if task_of(request) is not analyze:
        return []
    texts = pieces(prompt_of(request), "chunk").values()
    return [_sha256(text) for text in texts]


def prompt_of(request: dict[str, Any]) -> str:
    """The user's part of a request as text."""
    parts = [part for content in request.get("contents", []) for part in content.get("parts", [])]
    return "".join(part.get("text", "") for part in parts)


def instruction_of(request: dict[str, Any]) -> str:
    """The system's part of a request as text."""
    parts = request.get("systemInstruction", {}).get("parts", [])
    return "".join(part.get("text", "") for part in parts)


def count_tokens(text: str) -> int:
    """About four characters to a token, as Google's documentation says of its models."""
    return max(1, len(text) // 4)


# --- bodies ----------------------------------------------------------------------------------


def google_error(
    status: int,
    name: str,
    message: str,
    *,
    details: Sequence[dict[str, Any]] = (),
    retry_after: float | None = None,
) -> Answer:
    body = {"error": {"code": status, "message": message, "status": name}}
    if details:
        body["error"]["details"] = list(details)
    headers = {} if retry_after is None else {"Retry-After": f"{retry_after:g}"}
    return Answer(status, json.dumps(body).encode(), headers)


def _content(request: dict[str, Any], text: str, finish: str, ints: bool) -> Answer:
    asked = count_tokens(prompt_of(request) + instruction_of(request))
    written = count_tokens(text)
    candidate: dict[str, Any] = {
        "finishReason": FINISH_REASONS[finish] if ints else finish,
        "index": 0,
    }
    if text:
        candidate["content"] = {"parts": [{"text": text}], "role": "model"}
    return _ok(
        {
            "candidates": [candidate],
            "usageMetadata": {
                "promptTokenCount": asked,
                "candidatesTokenCount": written,
                "totalTokenCount": asked + written,
                "promptTokensDetails": [{"modality": "TEXT", "tokenCount": asked}],
                "candidatesTokensDetails": [{"modality": "TEXT", "tokenCount": written}],
            },
            "modelVersion": "stand-in",
        }
    )


def _ok(body: dict[str, Any]) -> Answer:
    return Answer(200, json.dumps(body, ensure_ascii=False).encode())


def _bad_key(reason: str = "API_KEY_INVALID", message: str = "") -> Answer:
    return google_error(
        400,
        "INVALID_ARGUMENT",
        message or "API key not valid. Please pass a valid API key.",
        details=[
            {
                "@type": "type.googleapis.com/google.rpc.ErrorInfo",
                "reason": reason,
                "domain": "googleapis.com",
                "metadata": {"service": "generativelanguage.googleapis.com"},
            }
        ],
    )


def _model(name: str) -> dict[str, Any]:
    return {
        "name": f"models/{name}",
        "version": "001",
        "displayName": f"Stand-in for {name}",
        "inputTokenLimit": 1_048_576,
        "outputTokenLimit": 8_192,
        "supportedGenerationMethods": ["generateContent", "countTokens"],
    }


def _no_model(name: str) -> Answer:
    return google_error(
        404,
        "NOT_FOUND",
        f"models/{name} is not found for API version v1beta, or is not supported for "
        "generateContent. Call ListModels to see the list of available models and their supported "
        "methods.",
    )


def _quota(fault: Fault) -> Answer:
    return google_error(
        429,
        "RESOURCE_EXHAUSTED",
        fault.message or "You exceeded your current quota.",
        retry_after=1 if fault.retry_after is None else fault.retry_after,
    )


def _quota_in_body(fault: Fault) -> Answer:
    delay = 1 if fault.retry_after is None else fault.retry_after
    info = {"@type": "type.googleapis.com/google.rpc.RetryInfo", "retryDelay": f"{delay:g}s"}
    return google_error(429, "RESOURCE_EXHAUSTED", "Quota exceeded.", details=[info])


def _quota_failure(period: str) -> Callable[[Fault], Answer]:
    """A quota per minute or day, as Google tells of it: which one, what it allows, when to return
    (also of a quota per day it says seconds)."""

    def body(fault: Fault) -> Answer:
        delay = 1 if fault.retry_after is None else fault.retry_after
        metric = "generativelanguage.googleapis.com/generate_content_free_tier_requests"
        violation = {
            "quotaMetric": metric,
            "quotaId": f"GenerateRequestsPer{period}PerProjectPerModel-FreeTier",
            "quotaDimensions": {"location": "global", "model": "gemini-2.0-flash"},
            "quotaValue": "15" if period == "Minute" else "200",
        }
        return google_error(
            429,
            "RESOURCE_EXHAUSTED",
            fault.message
            or "You exceeded your current quota, please check your plan and billing details. "
            f"* Quota exceeded for metric: {metric}, limit: {violation['quotaValue']}\n"
            f"Please retry in {delay:g}s.",
            details=[
                {
                    "@type": "type.googleapis.com/google.rpc.QuotaFailure",
                    "violations": [violation],
                },
                {
                    "@type": "type.googleapis.com/google.rpc.Help",
                    "links": [
                        {
                            "description": "Learn more about Gemini API quotas",
                            "url": "https://ai.google.dev/gemini-api/docs/rate-limits",
                        }
                    ],
                },
                {
                    "@type": "type.googleapis.com/google.rpc.RetryInfo",
                    "retryDelay": f"{delay:g}s",
                },
            ],
        )

    return body


def _status(status: int, name: str, message: str) -> Callable[[Fault], Answer]:
    return lambda fault: google_error(
        status, name, fault.message or message, retry_after=fault.retry_after
    )


#: Faults that are a whole answer of their own.
_ERRORS: dict[str, Callable[[Fault], Answer]] = {
    "429": _quota,
    "429_body": _quota_in_body,
    "429_minute": _quota_failure("Minute"),
    "429_day": _quota_failure("Day"),
    "408": _status(408, "CANCELLED", "The request was cancelled."),
    "400": _status(400, "FAILED_PRECONDITION", "User location is not supported for the API use."),
    "400_argument": _status(400, "INVALID_ARGUMENT", "Request contains an invalid argument."),
    "400_key": lambda fault: _bad_key(message=fault.message),
    "401": _status(401, "UNAUTHENTICATED", "Request had invalid authentication credentials."),
    "403": _status(403, "PERMISSION_DENIED", "The caller does not have permission."),
    "404": _status(404, "NOT_FOUND", "The model is not found for API version v1beta."),
    "500": _status(500, "INTERNAL", "An internal error has occurred."),
    "502": lambda fault: Answer(502, b"<html><h1>502 Bad Gateway</h1></html>"),
    "503": _status(503, "UNAVAILABLE", "The model is overloaded. Please try again later."),
    "504": _status(504, "DEADLINE_EXCEEDED", "The request timed out."),
    "redirect": lambda fault: Answer(307, b"", {"Location": fault.text}),
    "no_candidates": lambda fault: _ok({"candidates": [], "usageMetadata": {}}),
    "not_json": lambda fault: Answer(200, b"<html>Sign in to the network</html>"),
    "not_utf8": lambda fault: Answer(200, b'{"candidates": "\xff\xfe"}'),
}
#: Faults of a call that the model did answer.
_FINISHES = {
    "safety": "SAFETY",
    "recitation": "RECITATION",
    "prohibited": "PROHIBITED_CONTENT",
    "blocklist": "BLOCKLIST",
    "spii": "SPII",
    "other": "OTHER",
}
#: Everything that ``POST /__faults`` understands.
FAULTS = frozenset(
    {*_ERRORS, *_FINISHES}
    | {"drop", "cut_body", "hang", "broken_json", "max_tokens", "prompt_blocked", "empty", "reply"}
)


# --- the server ------------------------------------------------------------------------------


@dataclass
class Asked:
    """What became of one chunk's text. ``answered`` counts answers that were written in full to a
    caller who still listened; ``answered_at`` is when the last was, in seconds since 1970."""

    asked: int = 0
    answered: int = 0
    answered_at: float | None = None


class Chunks:
    """Remembers, per chunk, how often it was asked for and answered. Not thread-safe."""

    def __init__(self, most: int = MOST_CHUNKS) -> None:
        self._most = most
        self._known: dict[str, Asked] = {}
        self._repeats: deque[dict[str, Any]] = deque(maxlen=MOST_REPEATS)
        self._repeated = 0
        self._forgotten = 0

    def ask(self, names: Sequence[str]) -> None:
        now = time.time()
        for name in names:
            one = self._known.pop(name, None) or Asked()
            self._known[name] = one  # the newest stands last
            one.asked += 1
            if one.answered_at is not None:
                self._repeated += 1
                self._repeats.append(
                    {"sha256": name, "answered_at": one.answered_at, "asked_at": now}
                )
        while len(self._known) > self._most:
            self._known.pop(next(iter(self._known)))
            self._forgotten += 1

    def answer(self, names: Sequence[str]) -> None:
        now = time.time()
        for name in names:
            one = self._known.get(name)
            if one is not None:
                one.answered += 1
                one.answered_at = now

    def take_back(self, names: Sequence[str]) -> None:
        """The last answer to these did not get through."""
        for name in names:
            one = self._known.get(name)
            if one is not None and one.answered:
                one.answered -= 1
                one.answered_at = one.answered_at if one.answered else None

    def figures(self) -> dict[str, int]:
        """``asked_again``: askings of chunks that had been answered before."""
        return {
            "distinct_chunks": len(self._known) + self._forgotten,
            "answered_chunks": sum(one.answered > 0 for one in self._known.values()),
            "asked_again": self._repeated,
            "forgotten": self._forgotten,
        }

    def report(self) -> dict[str, Any]:
        return {
            **self.figures(),
            "chunks": {name: vars(one).copy() for name, one in self._known.items()},
            "repeats": list(self._repeats),
        }


@dataclass
class _State:
    latency: float
    fault_rate: float
    random: random.Random
    api_key: str | None
    inventor: Inventor
    lock: threading.Lock = field(default_factory=threading.Lock)
    faults: deque[Fault] = field(default_factory=deque)
    requests: list[dict[str, Any]] = field(default_factory=list)
    keep_requests: bool = True
    says: Mapping[str, Any] = field(default_factory=dict)
    on_chunks: Callable[[Sequence[str]], None] = lambda _: None
    calls: Counter[str] = field(default_factory=Counter)
    tasks: Counter[str] = field(default_factory=Counter)
    asked: Chunks = field(default_factory=Chunks)
    failed: Counter[str] = field(default_factory=Counter)
    tokens: Counter[str] = field(default_factory=Counter)
    chunks: int = 0
    in_flight: int = 0
    most_in_flight: int = 0

    def begin(self, method: str, request: dict[str, Any]) -> Fault | None:
        """Count a call and say how it fails, if it does."""
        task, names = task_of(request), chunks_of(request)
        if names:
            self.on_chunks(names)
        with self.lock:
            self.calls[method] += 1
            if task is not None:
                self.tasks[task.__name__] += 1
            self.asked.ask(names)
            self.chunks += len(pieces(prompt_of(request), "chunk"))
            self.in_flight += 1
            self.most_in_flight = max(self.most_in_flight, self.in_flight)
            if self.keep_requests:
                self.requests.append(request)
            fault = None
            if task is not None and isinstance(self.says.get(task.__name__), Fault):
                fault = self.says[task.__name__]
            elif self.faults:
                fault = self.faults.popleft()
            elif self.random.random() < self.fault_rate:
                fault = Fault(self.random.choice(RANDOM_FAULTS))
            if fault is not None:
                self.failed[fault.kind] += 1
            return fault

    def end(self) -> None:
        with self.lock:
            self.in_flight -= 1

    def answered(self, names: Sequence[str], *, got_through: bool = True) -> None:
        with self.lock:
            (self.asked.answer if got_through else self.asked.take_back)(names)

    def report(self) -> dict[str, Any]:
        with self.lock:
            return self.asked.report()

    def pay(self, used: Mapping[str, Any]) -> None:
        """Add what an answer says of its tokens."""
        with self.lock:
            self.tokens["in"] += used["promptTokenCount"]
            self.tokens["out"] += used["candidatesTokenCount"]

    def stats(self) -> dict[str, Any]:
        with self.lock:
            return {
                "tokens": dict(self.tokens),
                "calls": sum(self.calls.values()),
                "methods": dict(self.calls),
                "tasks": dict(self.tasks),
                "faults": dict(self.failed),
                "faults_waiting": len(self.faults),
                "chunks": self.chunks,
                "in_flight": self.in_flight,
                "most_in_flight": self.most_in_flight,
                **self.asked.figures(),
                **self.inventor.figures(),
            }

    def add_faults(self, faults: Sequence[Fault]) -> None:
        unknown = {fault.kind for fault in faults} - FAULTS
        if unknown:
            raise ValueError(f"unknown kinds of fault: {', '.join(sorted(unknown))}")
        with self.lock:
            self.faults.extend(faults)


_MODEL = re.compile(r"/v1beta/models(?:/(?P<model>[^/:]+))?$")
_CALL = re.compile(r"/v1beta/models/(?P<model>[^/:]+):(?P<method>generateContent|countTokens)$")


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    # One packet per answer: without these, headers and body wait for each other's acknowledgement.
    disable_nagle_algorithm = True
    wbufsize = -1
    server: _Server

    def log_message(self, format: str, *args: object) -> None:
        pass

    def do_GET(self) -> None:
        if self.path == "/__stats":
            self._send(_ok(self.server.state.stats()))
        elif self.path == "/__chunks":
            self._send(_ok(self.server.state.report()))
        else:
            self._send(self._models(self.path.partition("?")[0]))

    def _models(self, path: str) -> Answer:
        match = _MODEL.match(path)
        if match is None:
            return google_error(404, "NOT_FOUND", f"No such method: {path}")
        refusal = self._key_refusal()
        if refusal is not None:
            return refusal
        name = match["model"]
        if name is None:
            return _ok({"models": [_model(one) for one in MODELS]})
        return _ok(_model(name)) if name.startswith("gemini-") else _no_model(name)

    def do_DELETE(self) -> None:
        with self.server.state.lock:
            self.server.state.faults.clear()
        self._send(_ok({}))

    def do_POST(self) -> None:
        path, _, query = self.path.partition("?")
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        if path == "/__faults":
            self._send(self._queue_faults(body))
            return
        match = _CALL.match(path)
        if match is None:
            self._send(google_error(404, "NOT_FOUND", f"No such method: {path}"))
            return
        try:
            request = json.loads(body)
        except ValueError:
            self._send(google_error(400, "INVALID_ARGUMENT", "Invalid JSON payload received."))
            return
        state = self.server.state
        begin = time.monotonic()
        fault = state.begin(match["method"], request)
        try:
            # What the answer takes to make is part of the latency; a broken connection waits.
            if fault is not None:
                time.sleep(state.latency)
            reply = self._reply(match["model"], match["method"], request, fault, "int" in query)
            if fault is None:
                time.sleep(max(0.0, begin + state.latency - time.monotonic()))
        finally:
            state.end()
        # A dead caller's connection is closed by its system: what goes there answers nobody.
        if reply is None or self._caller_gone():
            return
        names = chunks_of(request) if fault is None and reply.status == 200 else []
        # Noted before it is sent: who has the answer must find it counted.
        state.answered(names)
        if not self._send(reply):
            state.answered(names, got_through=False)

    def _caller_gone(self) -> bool:
        readable, _, _ = select.select([self.connection], [], [], 0)
        try:
            gone = bool(readable) and not self.connection.recv(1, socket.MSG_PEEK)
        except OSError:
            gone = True
        self.close_connection = self.close_connection or gone
        return gone

    def _queue_faults(self, body: bytes) -> Answer:
        try:
            faults = []
            for item in json.loads(body):
                count = int(item.pop("count", 1))
                faults += [Fault(**item)] * count
            self.server.state.add_faults(faults)
        except (ValueError, TypeError, AttributeError) as error:
            return google_error(400, "INVALID_ARGUMENT", str(error))
        return _ok(self.server.state.stats())

    def _reply(
        self, model: str, method: str, request: dict[str, Any], fault: Fault | None, ints: bool
    ) -> Answer | None:
        if fault is not None:
            return self._fail(fault, request, ints)
        refusal = self._refusal(model, request)
        if refusal is not None:
            return refusal
        if method == "countTokens":
            whole = request.get("generateContentRequest", request)
            tokens = count_tokens(prompt_of(whole) + instruction_of(whole))
            details = [{"modality": "TEXT", "tokenCount": tokens}]
            return _ok({"totalTokens": tokens, "promptTokensDetails": details})
        text = respond(request, self.server.state.inventor, self.server.state.says)
        return self._paid(_content(request, text, "STOP", ints))

    def _paid(self, answer: Answer) -> Answer:
        self.server.state.pay(json.loads(answer.body)["usageMetadata"])
        return answer

    def _key_refusal(self) -> Answer | None:
        query = parse_qs(urlsplit(self.path).query)
        key = self.headers.get("x-goog-api-key") or "".join(query.get("key", [])[:1])
        expected = self.server.state.api_key
        if not key:
            return google_error(
                403, "PERMISSION_DENIED", "Method doesn't allow unregistered callers."
            )
        if expected is not None and key != expected:
            return _bad_key()
        return None

    def _refusal(self, model: str, request: dict[str, Any]) -> Answer | None:
        refusal = self._key_refusal()
        if refusal is not None:
            return refusal
        if not model.startswith("gemini-"):
            return _no_model(model)
        if not prompt_of(request.get("generateContentRequest", request)):
            return google_error(400, "INVALID_ARGUMENT", "contents is not specified")
        return None

    def _fail(self, fault: Fault, request: dict[str, Any], ints: bool) -> Answer | None:
        if fault.kind in _ERRORS:
            return _ERRORS[fault.kind](fault)
        if fault.kind in _FINISHES:
            return self._paid(_content(request, "", _FINISHES[fault.kind], ints))
        if fault.kind in ("drop", "hang"):
            self._break_off(fault)
            return None
        text = respond(request)
        half = text[: len(text) // 2]
        if fault.kind == "cut_body":
            whole = _content(request, text, "STOP", ints)
            self._break_off(fault, whole.body)
            return None
        if fault.kind == "prompt_blocked":
            reason = BLOCK_REASONS["SAFETY"] if ints else "SAFETY"
            return _ok({"promptFeedback": {"blockReason": reason}})
        texts = {"broken_json": half, "max_tokens": half, "empty": "", "reply": fault.text}
        finish = "MAX_TOKENS" if fault.kind == "max_tokens" else "STOP"
        return self._paid(_content(request, texts[fault.kind], finish, ints))

    def _break_off(self, fault: Fault, body: bytes = b"") -> None:
        """Close the connection without an answer, or in the middle of one."""
        if fault.kind == "hang":
            self.server.stopping.wait(fault.seconds)
        if body:
            head = (
                f"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {len(body)}"
            )
            self.wfile.write(head.encode() + b"\r\n\r\n" + body[: len(body) // 2])
            self.wfile.flush()
        self.close_connection = True
        self.connection.shutdown(socket.SHUT_RDWR)

    def _send(self, reply: Answer) -> bool:
        """Whether all of it could be written."""
        try:
            self.send_response(reply.status)
            self.send_header("Content-Type", "application/json; charset=UTF-8")
            self.send_header("Content-Length", str(len(reply.body)))
            for name, value in reply.headers.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(reply.body)
            self.wfile.flush()
        except OSError:  # the caller has gone
            self.close_connection = True
            return False
        return True


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 128

    def __init__(self, port: int, state: _State) -> None:
        self.state = state
        self.stopping = threading.Event()
        super().__init__(("127.0.0.1", port), _Handler)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Clients that leave are no news."""


class GeminiServer:
    """The stand-in in this process; a context manager.

    Args:
        latency: seconds that each call takes.
        fault_rate: share of calls, 0 to 1, that fail in one of ``RANDOM_FAULTS``.
        seed: of the choice which.
        api_key: the only key that is let in; None lets every key in.
        port: 0 takes a free one.
        keep_requests: whether ``requests`` remembers the bodies (benchmarks need not).
        invent_rate: share of quotes, 0 to 1, that are not the document's.
        lie_rate: share of the sentences of summaries and answers, 0 to 1, that a lie follows.
        says: what it answers to a task, by the task's name, instead of what it would; a ``Fault``
            makes each of its calls fail.
        on_chunks: told, before a call is answered, the SHA-256 of each chunk that it asks for.
    """

    def __init__(
        self,
        *,
        latency: float = 0.0,
        fault_rate: float = 0.0,
        seed: int = 0,
        api_key: str | None = None,
        port: int = 0,
        keep_requests: bool = True,
        invent_rate: float = 0.0,
        lie_rate: float = 0.0,
        says: Mapping[str, Any] = MappingProxyType({}),
        on_chunks: Callable[[Sequence[str]], None] = lambda _: None,
    ) -> None:
        self._state = _State(
            latency,
            fault_rate,
            random.Random(seed),
            api_key,
            Inventor(invent_rate, seed, lie_rate),
            says=says,
            keep_requests=keep_requests,
            on_chunks=on_chunks,
        )
        self._server = _Server(port, self._state)
        self._thread = threading.Thread(
            target=self._server.serve_forever, args=(0.05,), daemon=True
        )

    @property
    def port(self) -> int:
        return int(self._server.server_address[1])

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def requests(self) -> list[dict[str, Any]]:
        """Bodies of the calls so far, in order."""
        with self._state.lock:
            return list(self._state.requests)

    def stats(self) -> dict[str, Any]:
        """The same as ``GET /__stats``."""
        return self._state.stats()

    def invented(self) -> list[Invention]:
        """Quotes that were made up so far."""
        return self._state.inventor.invented()

    def lies(self) -> list[Invention]:
        """Statements that were made up so far."""
        return self._state.inventor.lies()

    def chunks(self) -> dict[str, Any]:
        """The same as ``GET /__chunks``."""
        return self._state.report()

    def fail(self, kind: str, count: int = 1, **options: Any) -> None:
        """Make the next ``count`` calls fail; ``options`` are fields of ``Fault``."""
        self._state.add_faults([Fault(kind, **options)] * count)

    def start(self) -> GeminiServer:
        self._thread.start()
        return self

    def stop(self) -> None:
        self._server.stopping.set()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def __enter__(self) -> GeminiServer:
        return self.start()

    def __exit__(self, *_: object) -> None:
        self.stop()


def main() -> None:
    parser = argparse.ArgumentParser(
        description="A stand-in for the Gemini API on a loopback port."
    )
    parser.add_argument("--port", type=int, default=0, help="0 takes a free one and prints it")
    parser.add_argument("--latency", type=float, default=0.0, help="seconds per call")
    parser.add_argument("--fault-rate", type=float, default=0.0, help="share of calls that fail")
    parser.add_argument("--invent-rate", type=float, default=0.0, help="share of invented quotes")
    parser.add_argument("--lie-rate", type=float, default=0.0, help="share of made-up statements")
    parser.add_argument("--seed", type=int, default=0, help="of the choice what fails")
    options = parser.parse_args()
    server = GeminiServer(
        latency=options.latency,
        fault_rate=options.fault_rate,
        seed=options.seed,
        invent_rate=options.invent_rate,
        lie_rate=options.lie_rate,
        port=options.port,
        keep_requests=False,
    )
    with server:
        print(server.port, flush=True)
        try:
            threading.Event().wait()
        except KeyboardInterrupt:
            pass


if __name__ == "__main__":
    main()
