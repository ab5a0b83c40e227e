from __future__ import annotations

from datetime import timedelta

import pytest

from summarizer_core.errors import (
    Conflict,
    Forbidden,
    InvalidRequest,
    NotAuthenticated,
    NotFound,
    Throttled,
)
from summarizer_core.models import Actor, Role, utcnow

pytestmark = pytest.mark.redis

PASSWORD = "correct horse"


@pytest.fixture
def admin(services) -> Actor:
    user = services.accounts.create_first_administrator("Root", "The Root", PASSWORD)
    return Actor(username=user.username, roles=user.roles)


def test_the_first_visit_creates_the_administrator_once(services):
    assert services.accounts.is_new_installation()
    user = services.accounts.create_first_administrator("Root", "", PASSWORD)
    assert (user.username, user.name, user.roles) == ("root", "root", frozenset(Role))
    assert not services.accounts.is_new_installation()
    with pytest.raises(Conflict):
        services.accounts.create_first_administrator("second", "", PASSWORD)


def test_log_in_takes_the_right_password_only(services, admin):
    assert services.accounts.log_in("ROOT ", PASSWORD).username == admin.username
    for name, password in [("root", "wrong password"), ("nobody", PASSWORD), ("root", "x" * 100)]:
        with pytest.raises(NotAuthenticated):
            services.accounts.log_in(name, password)


def test_guessing_is_slowed_down(services, admin):
    for _ in range(10):
        with pytest.raises(NotAuthenticated):
            services.accounts.log_in("root", "guess guess")
    with pytest.raises(Throttled) as caught:
        services.accounts.log_in("root", PASSWORD)
    assert caught.value.retry_after > 0


@pytest.mark.parametrize("password", ["short", "ü" * 40, " padded pass "])
def test_a_password_that_would_not_work_is_refused(services, admin, password):
    with pytest.raises(InvalidRequest):
        services.accounts.add_user(admin, "new", "", password, {Role.STAFF})


@pytest.mark.parametrize("name", ["", "with space", "ünal", "-dash", "x" * 65])
def test_a_user_name_follows_the_rule(services, admin, name):
    with pytest.raises(InvalidRequest):
        services.accounts.add_user(admin, name, "", PASSWORD, {Role.STAFF})


def test_a_disabled_user_is_out_at_once_everywhere(services, admin):
    user = services.accounts.add_user(admin, "bob", "Bob", PASSWORD, {Role.STAFF})
    secret, _ = services.accounts.create_token(admin, "bob")
    assert services.accounts.current("bob", user.epoch)
    services.accounts.set_disabled(admin, "bob", True)
    assert services.accounts.current("bob", user.epoch) is None
    with pytest.raises(NotAuthenticated):
        services.accounts.authenticate(secret, "here")
    with pytest.raises(NotAuthenticated):
        services.accounts.log_in("bob", PASSWORD)
    services.accounts.set_disabled(admin, "bob", False)
    assert services.accounts.current("bob", user.epoch) is None, "old browser sessions stay out"


def test_a_new_password_signs_other_browsers_out(services, admin):
    user = services.accounts.user("root")
    services.accounts.change_password(admin, PASSWORD, "another horse")
    assert services.accounts.current("root", user.epoch) is None
    assert services.accounts.log_in("root", "another horse")


def test_only_administrators_manage_users(services, admin):
    services.accounts.add_user(admin, "bob", "Bob", PASSWORD, {Role.STAFF})
    bob = Actor(username="bob", roles=frozenset({Role.STAFF}))
    with pytest.raises(Forbidden):
        services.accounts.add_user(bob, "eve", "", PASSWORD, {Role.ADMIN})
    with pytest.raises(Forbidden):
        services.accounts.users(bob)
    with pytest.raises(Forbidden):
        services.accounts.create_token(bob, "root")


def test_a_token_is_kept_as_a_hash_and_works_until_revoked(services, admin, settings):
    secret, token = services.accounts.create_token(admin, "root")
    assert services.accounts.authenticate(secret, "here").username == "root"
    services.accounts.revoke_token(admin, token.id)
    with pytest.raises(NotAuthenticated):
        services.accounts.authenticate(secret, "here")
    with pytest.raises(NotFound):
        services.accounts.revoke_token(admin, token.id)
    for path in settings.data_dir.rglob("*"):
        if path.is_file():
            assert secret.encode() not in path.read_bytes()


def test_an_expired_token_is_refused(services, admin):
    secret, _ = services.accounts.create_token(
        admin, "root", expires_at=utcnow() - timedelta(seconds=1)
    )
    with pytest.raises(NotAuthenticated):
        services.accounts.authenticate(secret, "here")


def test_what_changes_accounts_is_in_the_audit_trail(services, admin):
    services.accounts.add_user(admin, "bob", "Bob", PASSWORD, {Role.STAFF})
    services.accounts.set_disabled(admin, "bob", True)
    actions = [event.action for event in services.accounts.audit(admin)]
    assert actions[:2] == ["user.disable", "user.create"]


def test_the_last_active_administrator_cannot_be_disabled(services, admin):
    operator = Actor(username="command line", roles=frozenset(Role), via="cli")
    with pytest.raises(Conflict, match="only active administrator"):
        services.accounts.set_disabled(operator, "root", True)
    services.accounts.add_user(admin, "second", "", PASSWORD, {Role.ADMIN})
    assert services.accounts.set_disabled(operator, "root", True).disabled
    with pytest.raises(Conflict):
        services.accounts.set_disabled(operator, "second", True)
