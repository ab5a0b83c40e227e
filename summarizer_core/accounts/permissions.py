"""Which role may do what."""

from __future__ import annotations

from enum import StrEnum
from typing import Final

from summarizer_core.errors import Forbidden
from summarizer_core.models import Actor, Role


class Permission(StrEnum):
    UPLOAD = "upload documents"
    READ_ALL = "read everybody's documents"
    ADMINISTER = "administer the installation"


GRANTS: Final[dict[Role, frozenset[Permission]]] = {
    Role.STAFF: frozenset({Permission.UPLOAD}),
    Role.ANALYST: frozenset({Permission.UPLOAD, Permission.READ_ALL}),
    Role.ADMIN: frozenset({Permission.ADMINISTER}),
}


def may(actor: Actor, permission: Permission) -> bool:
    return any(permission in GRANTS[role] for role in actor.roles)


def require(actor: Actor, permission: Permission) -> None:
    """Raises ``Forbidden`` with a sentence when the actor may not do this."""
    if not may(actor, permission):
        raise Forbidden(
            f"Your account may not {permission.value}. Ask an administrator for the role you need."
        )
