"""``users`` and ``tokens``: on the store alone, so they work while Redis is away."""

from __future__ import annotations

import argparse
import getpass
import sys

from summarizer_core.cli.output import (
    Commands,
    add_command,
    add_group,
    argument_text,
    complain,
    moment,
    password_from_stdin,
    printable,
    table,
)
from summarizer_core.errors import InvalidRequest
from summarizer_core.models import Role
from summarizer_core.services import build_accounts, operator
from summarizer_core.settings import Settings


def add_commands(commands: Commands) -> None:
    """Add the commands of this module to the parser."""
    users = add_group(commands, "users", "Manage accounts.")
    add = add_command(users, "add", _add_user, "Create an account.")
    add.add_argument("username", metavar="NAME", help="user name; lower case is kept")
    add.add_argument(
        "--role",
        metavar="ROLE",
        action="append",
        required=True,
        choices=[role.value for role in Role],
        help="staff, analyst or admin; may be given several times",
    )
    add.add_argument(
        "--name",
        metavar="FULL",
        type=argument_text,
        default="",
        help="the person's full name (default: the user name)",
    )
    add.add_argument(
        "--password-stdin",
        action="store_true",
        help="read the password from the first line of standard input instead of asking for it",
    )
    add_command(users, "list", _list_users, "List the accounts.")
    disable = add_command(
        users, "disable", _disable_user, "Lock an account out: log-ins, sessions and tokens."
    )
    disable.add_argument("username", metavar="NAME")
    enable = add_command(users, "enable", _enable_user, "Let a disabled account in again.")
    enable.add_argument("username", metavar="NAME")

    tokens = add_group(commands, "tokens", "Manage API tokens.")
    create = add_command(
        tokens, "create", _create_token, "Create a token and print it; it is shown this once."
    )
    create.add_argument("username", metavar="USERNAME", help="whose documents it gives access to")
    add_command(tokens, "list", _list_tokens, "List the tokens' ids, owners and use.")
    revoke = add_command(tokens, "revoke", _revoke_token, "Make a token worthless at once.")
    revoke.add_argument("token_id", metavar="ID", help="as 'tokens list' shows it")


def _add_user(options: argparse.Namespace, settings: Settings) -> int:
    accounts = build_accounts(settings)
    password = password_from_stdin() if options.password_stdin else _ask_password()
    user = accounts.add_user(
        operator(), options.username, options.name, password, {Role(role) for role in options.role}
    )
    print(f"Created {user.username} ({', '.join(sorted(user.roles))}).")
    if not any(Role.ADMIN in known.roles for known in accounts.users(operator())):
        complain("Note: nobody has the role admin yet. Add an account with --role admin.")
    return 0


def _ask_password() -> str:
    if not sys.stdin.isatty():
        raise InvalidRequest(
            "There is no terminal to ask for the password on. Write it to standard input and add "
            "the option --password-stdin."
        )
    try:
        password = getpass.getpass("Password: ")
        again = getpass.getpass("Password again: ")
    except EOFError as error:
        raise InvalidRequest("No password was given; no account was created.") from error
    if password != again:
        raise InvalidRequest("The two passwords differ; no account was created. Try again.")
    return password


def _list_users(_: argparse.Namespace, settings: Settings) -> int:
    users = build_accounts(settings).users(operator())
    if not users:
        complain(f"There are no accounts {_place(settings)}. Create one with 'users add'.")
        return 0
    rows = [
        (
            user.username,
            printable(user.name),
            ", ".join(sorted(user.roles)),
            "disabled" if user.disabled else "active",
            moment(user.created_at),
        )
        for user in users
    ]
    print(table(("USER", "NAME", "ROLES", "STATE", "CREATED (UTC)"), rows))
    return 0


def _place(settings: Settings) -> str:
    if settings.mongo_uri is not None:
        return "in the database that MONGO_URI names"
    return f"in the data directory {settings.data_dir.resolve()}"


def _disable_user(options: argparse.Namespace, settings: Settings) -> int:
    user = build_accounts(settings).set_disabled(operator(), options.username, True)
    print(f"Disabled {user.username}.")
    return 0


def _enable_user(options: argparse.Namespace, settings: Settings) -> int:
    user = build_accounts(settings).set_disabled(operator(), options.username, False)
    print(f"Enabled {user.username}.")
    return 0


def _create_token(options: argparse.Namespace, settings: Settings) -> int:
    secret, _ = build_accounts(settings).create_token(operator(), options.username)
    print(secret)
    return 0


def _list_tokens(_: argparse.Namespace, settings: Settings) -> int:
    tokens = build_accounts(settings).tokens(operator())
    if not tokens:
        complain(f"There are no tokens {_place(settings)}. Create one with 'tokens create'.")
        return 0
    rows = [
        (
            token.id,
            token.username,
            moment(token.created_at),
            moment(token.last_used_at),
            moment(token.expires_at),
        )
        for token in tokens
    ]
    print(table(("ID", "USER", "CREATED (UTC)", "LAST USED", "EXPIRES"), rows))
    return 0


def _revoke_token(options: argparse.Namespace, settings: Settings) -> int:
    build_accounts(settings).revoke_token(operator(), options.token_id)
    print(f"Revoked {options.token_id}.")
    return 0
