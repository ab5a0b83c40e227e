"""What browser tests share."""

from __future__ import annotations

import pytest

from tests.conftest import skip_or_fail

try:
    from tests.e2e import driver
except ImportError:
    driver = None  # type: ignore[assignment]


@pytest.fixture(scope="session")
def browser():
    """Chromium. Skips, or fails in CI, where there is none."""
    if driver is None:
        skip_or_fail("Playwright for Python is not installed.")
    if driver.find_chromium() is None:
        skip_or_fail("There is no Chromium on this machine (Debian: apt install chromium).")
    with driver.start_browser() as started:
        yield started
