"""Whether a text proves what a model says of it, as far as can be told without understanding it.

One door, ``Proof``: ``following`` compares a sentence with a passage word by word, ``parties``
knows who is who; ``mentions``, ``names`` and ``measures`` ask whether what a note names occurs,
``foreign`` what it may be called in other languages.
"""

from summarizer_core.proof.statements import Proof

__all__ = ["Proof"]
