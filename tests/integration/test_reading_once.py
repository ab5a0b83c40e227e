"""The same bytes are read once, whoever hands them in."""

from __future__ import annotations

import io

import pytest

from summarizer_core import jobs
from summarizer_core.models import SessionStatus
from summarizer_core.services import Services
from summarizer_core.settings import Settings
from tests.samples import contract_text

pytestmark = pytest.mark.redis

TEXT = contract_text().encode()


def submit(services: Services, actor, name: str = "contract.txt") -> str:
    return services.submit(actor, name, io.BytesIO(TEXT)).id


def work(services: Services, session_id: str) -> SessionStatus:
    jobs.Job(services, session_id, 1).run()
    return services.stores.sessions.get(session_id).status


def spoil(services: Services, session_id: str) -> None:
    """Whoever reads this file now finds nothing to read."""
    services.stores.files.delete(session_id)
    services.stores.files.put(session_id, io.BytesIO(b" \n "))


def test_a_colleague_with_the_same_file_gets_the_same_text_without_reading(
    services, staff, colleague
):
    first, second = submit(services, staff), submit(services, colleague, "contract.pdf")
    assert work(services, first) is SessionStatus.COMPLETED
    spoil(services, second)
    assert work(services, second) is SessionStatus.COMPLETED
    mine = services.read.document(staff, first)
    theirs = services.read.document(colleague, second)
    assert theirs.text == mine.text
    # What depends on the name is told of each upload by itself.
    assert "name_mismatch" in {warning.code for warning in theirs.warnings}
    assert "name_mismatch" not in {warning.code for warning in mine.warnings}


def test_with_other_settings_the_file_is_read_again(services, staff, settings, redis_url):
    first, second = submit(services, staff), submit(services, staff)
    assert work(services, first) is SessionStatus.COMPLETED
    spoil(services, second)
    changed = Settings(_env_file=None, data_dir=settings.data_dir, max_pages=7)
    assert work(Services(changed, redis_url), second) is SessionStatus.FAILED


def test_what_was_erased_is_not_used_for_others(services, staff, colleague):
    first, second = submit(services, staff), submit(services, colleague)
    assert work(services, first) is SessionStatus.COMPLETED
    services.erase(staff, first)
    spoil(services, second)
    assert work(services, second) is SessionStatus.FAILED
