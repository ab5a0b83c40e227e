"""Accounts: users, log-in, API tokens."""

from __future__ import annotations

import hashlib
import logging
import secrets
import uuid
from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from typing import Final

from summarizer_core.accounts.passwords import clean_username, hash_password, verify_password
from summarizer_core.accounts.permissions import Permission, require
from summarizer_core.accounts.throttle import Throttle
from summarizer_core.errors import (
    Conflict,
    InvalidRequest,
    NotAuthenticated,
    NotFound,
    Unavailable,
)
from summarizer_core.models import Actor, ApiToken, AuditEvent, Role, User, utcnow
from summarizer_core.stores.base import AccountStore

log = logging.getLogger(__name__)

_TOKEN_PREFIX: Final = "ds_"  # noqa: S105
_TOUCH_EVERY: Final = timedelta(minutes=1)


def _sha256(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()


class Accounts:
    """Users and tokens; every method that changes something leaves an audit event.

    Args:
        store: where accounts live.
        logins: throttle of failed log-ins, by user name.
        token_failures: throttle of failed tokens, by client address.
    """

    def __init__(self, store: AccountStore, logins: Throttle, token_failures: Throttle) -> None:
        self._store = store
        self._logins = logins
        self._token_failures = token_failures

    # -- users ---------------------------------------------------------------------------------

    def is_new_installation(self) -> bool:
        """Whether nobody has an account yet."""
        return not self._store.users()

    def create_first_administrator(self, username: str, name: str, password: str) -> User:
        """The first account, with all three roles. Raises ``Conflict`` when there is one."""
        user = self._new_user(username, name, password, set(Role))
        if not self._store.add_first_user(user):
            raise Conflict("An administrator exists already: please log in.")
        self._record(user.username, "user.create", user.username, "first administrator")
        return user

    def ensure_administrator(self, username: str, password: str) -> None:
        """Create the first administrator from settings, unless there is any account."""
        if self.is_new_installation():
            try:
                self.create_first_administrator(username, username, password)
            except Conflict:
                log.debug("another process created the administrator first")

    def add_user(
        self, actor: Actor, username: str, name: str, password: str, roles: Collection[Role]
    ) -> User:
        require(actor, Permission.ADMINISTER)
        if not roles:
            raise InvalidRequest("Choose at least one role: staff, analyst or admin.")
        user = self._new_user(username, name, password, roles)
        self._store.add_user(user)
        self._record(actor.username, "user.create", user.username, ", ".join(sorted(roles)))
        return user

    def users(self, actor: Actor) -> Sequence[User]:
        require(actor, Permission.ADMINISTER)
        return self._store.users()

    def set_disabled(self, actor: Actor, username: str, disabled: bool) -> User:
        """Disable or enable; disabling ends all sessions and refuses all tokens of the user."""
        require(actor, Permission.ADMINISTER)
        user = self._existing(username)
        if disabled and user.username == actor.username and actor.via != "cli":
            raise Conflict("You cannot disable your own account.")
        if disabled and not self._has_other_administrator(user):
            raise Conflict(
                "This is the only active administrator. Make another one first: "
                "python -m summarizer_core users add NAME --role admin."
            )
        changed = self._store.update_user(
            user.username, {"disabled": disabled, "epoch": user.epoch + 1}
        )
        self._record(actor.username, "user.disable" if disabled else "user.enable", user.username)
        return changed or user

    def _has_other_administrator(self, user: User) -> bool:
        """Whether somebody can still administer without this user (or could not before)."""
        if Role.ADMIN not in user.roles or user.disabled:
            return True
        return any(
            Role.ADMIN in other.roles and not other.disabled and other.username != user.username
            for other in self._store.users()
        )

    def change_password(self, actor: Actor, current: str, new: str) -> User:
        """Change one's own password; other browsers are signed out."""
        user = self.log_in(actor.username, current)
        changed = self._store.update_user(
            user.username, {"password_hash": hash_password(new), "epoch": user.epoch + 1}
        )
        self._record(actor.username, "user.password", user.username)
        return changed or user

    def user(self, username: str) -> User | None:
        return self._store.user(username.strip().lower())

    # -- log-in --------------------------------------------------------------------------------

    def log_in(self, username: str, password: str) -> User:
        """The user, when name and password fit.

        Raises:
            NotAuthenticated: they do not, or the account is disabled (the sentence tells neither).
            Throttled: too many failures for this name.
        """
        name = username.strip().lower()
        self._logins.check(name)
        user = self._store.user(name)
        if not verify_password(password, user.password_hash if user else None) or (
            user is None or user.disabled
        ):
            self._logins.failed(name)
            raise NotAuthenticated("User name or password is wrong.")
        self._logins.succeeded(name)
        self._record(user.username, "login", user.username)
        return user

    def current(self, username: str, epoch: int) -> User | None:
        """The user behind a browser session, if the session is still good."""
        user = self._store.user(username)
        return user if user and not user.disabled and user.epoch == epoch else None

    # -- tokens --------------------------------------------------------------------------------

    def create_token(
        self, actor: Actor, username: str, *, expires_at: datetime | None = None
    ) -> tuple[str, ApiToken]:
        """A new API token: the secret, shown this once, and its record."""
        user = self._existing(username)
        if user.username != actor.username:
            require(actor, Permission.ADMINISTER)
        secret = _TOKEN_PREFIX + secrets.token_urlsafe(32)
        token = ApiToken(
            id=uuid.uuid4().hex[:12],
            username=user.username,
            sha256=_sha256(secret),
            created_at=utcnow(),
            expires_at=expires_at,
        )
        self._store.add_token(token)
        self._record(actor.username, "token.create", user.username, token.id)
        return secret, token

    def tokens(self, actor: Actor, username: str | None = None) -> Sequence[ApiToken]:
        if username != actor.username:
            require(actor, Permission.ADMINISTER)
        return self._store.tokens(username)

    def revoke_token(self, actor: Actor, token_id: str) -> None:
        owner = next((t.username for t in self._store.tokens() if t.id == token_id), None)
        if owner is not None and owner != actor.username:
            require(actor, Permission.ADMINISTER)
        if owner is None or not self._store.delete_token(token_id):
            raise NotFound("There is no token with that id. List the tokens to see their ids.")
        self._record(actor.username, "token.revoke", owner, token_id)

    def authenticate(self, secret: str, client: str) -> Actor:
        """The actor behind a bearer token.

        Args:
            client: address that failures are counted under.

        Raises:
            NotAuthenticated: unknown, expired or of a disabled user.
            Throttled: too many failures from this address.
        """
        token = self._store.token_by_hash(_sha256(secret))
        user = self._store.user(token.username) if token else None
        now = utcnow()
        if (
            token is None
            or user is None
            or user.disabled
            or (token.expires_at is not None and token.expires_at <= now)
        ):
            self._count_token_failure(client)
            raise NotAuthenticated(
                "The API token is unknown, expired or revoked. Create one in your account."
            )
        if token.last_used_at is None or now - token.last_used_at > _TOUCH_EVERY:
            self._store.touch_token(token.id, now)
        return Actor(username=user.username, roles=user.roles, via="api")

    def _count_token_failure(self, client: str) -> None:
        # Good tokens keep working while Redis is away or an address is being throttled.
        try:
            self._token_failures.check(client)
            self._token_failures.failed(client)
        except Unavailable:
            log.debug("token failures are not counted: Redis is away")

    # -- audit ---------------------------------------------------------------------------------

    def audit(self, actor: Actor, limit: int = 200) -> Sequence[AuditEvent]:
        require(actor, Permission.ADMINISTER)
        return self._store.audit(limit)

    def _record(self, actor: str, action: str, target: str, detail: str = "") -> None:
        self._store.record(
            AuditEvent(at=utcnow(), actor=actor, action=action, target=target, detail=detail)
        )

    def _existing(self, username: str) -> User:
        user = self._store.user(username.strip().lower())
        if user is None:
            raise NotFound(f"There is no user named {username!r}.")
        return user

    @staticmethod
    def _new_user(username: str, name: str, password: str, roles: Collection[Role]) -> User:
        clean = clean_username(username)
        return User(
            username=clean,
            name=name.strip()[:100] or clean,
            password_hash=hash_password(password),
            roles=frozenset(roles),
            created_at=utcnow(),
        )
