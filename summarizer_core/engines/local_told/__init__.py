"""The sentences of the local engine's summary, by what they are about; each with its proof.

What is parsed with certainty is told in plain English; where the words must be understood to be
told, they are quoted.
"""
