"""Whether a text proves what a model says of it, as far as can be told without understanding it.

One door, ``Proof``, and behind it short modules: ``mentions`` and ``names`` ask whether what a
statement names occurs, ``passages`` whether one sentence of the text says the whole of it, by
``wording`` (words and what turns them), ``measures``, ``parties`` and ``acts`` (who does what).
"""

from summarizer_core.proof.statements import Proof

__all__ = ["Proof"]
