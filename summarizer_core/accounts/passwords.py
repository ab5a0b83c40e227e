"""Password hashing (bcrypt) and the rules for names and passwords."""

from __future__ import annotations

import re
from typing import Final

import bcrypt

from summarizer_core.errors import InvalidRequest

MIN_LENGTH: Final = 8
#: bcrypt reads no further than this many bytes and raises above it.
MAX_BYTES: Final = 72

_USERNAME: Final = re.compile(r"[a-z0-9][a-z0-9._@+-]{0,63}")
# Hash of a password that no account has: an unknown name takes as long as a known one.
_DECOY: Final = b"$2b$12$cLNGjGMchoFeVi5lmUR.yOElh48tZnfGvxOFWfXg5sDd8icOPbsiS"


def clean_username(username: str) -> str:
    """The canonical (lower-case) form. Raises ``InvalidRequest`` with the rule."""
    name = username.strip().lower()
    if not _USERNAME.fullmatch(name):
        raise InvalidRequest(
            "A user name has 1 to 64 characters: letters without accents, digits and . _ @ + -, "
            "beginning with a letter or digit."
        )
    return name


def hash_password(password: str) -> str:
    """bcrypt hash. Raises ``InvalidRequest`` when the password is too short or too long."""
    if len(password) < MIN_LENGTH:
        raise InvalidRequest(f"A password needs at least {MIN_LENGTH} characters.")
    if len(password.encode()) > MAX_BYTES:
        raise InvalidRequest(
            f"A password may have at most {MAX_BYTES} bytes: choose a shorter one."
        )
    if password != password.strip():
        # streamlit-authenticator strips what is typed into its form.
        raise InvalidRequest("A password may not begin or end with a space.")
    return bcrypt.hashpw(password.encode(), bcrypt.gensalt()).decode()


def verify_password(password: str, password_hash: str | None) -> bool:
    """Compare in constant time; without a hash (unknown user) it takes as long and says no."""
    secret = password.encode()
    if len(secret) > MAX_BYTES:
        return False
    matches = bcrypt.checkpw(secret, password_hash.encode() if password_hash else _DECOY)
    return matches and password_hash is not None
