"""Stores: the truth about sessions, files, results and accounts.

``base`` holds one small protocol per aggregate; ``sqlite`` and ``mongo`` implement them all and
pass the same contract tests.
"""
