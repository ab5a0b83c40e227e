"""Whether a text proves what a model says of it, as far as can be told without understanding it.

One door, ``Proof``, and behind it short modules: ``mentions`` and ``names`` ask whether what a
statement names occurs, ``passages`` whether one sentence of the text says the whole of it, by
``wording`` (words and what turns them), ``measures``, ``parties``, ``acts`` (who does what),
``conditions``, ``opposites`` and ``scope``; ``foreign`` knows some words of other languages.
"""

from summarizer_core.proof.statements import Proof

__all__ = ["Proof"]
