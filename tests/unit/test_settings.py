from __future__ import annotations

from pathlib import Path

import pytest

from summarizer_core.errors import SettingsError
from summarizer_core.settings import Settings, load_settings

CONTRACT_DEFAULTS = {
    "data_dir": Path("data"),
    "analysis_engine": "auto",
    "analysis_concurrency": 8,
    "worker_count": 2,
    "job_timeout": 600,
    "sync_timeout": 120,
    "chunk_cache_ttl": 86_400,
    "cache_max_entries": 10_000,
    "task_status_ttl": 3_600,
    "max_upload_mb": 50,
    "max_pages": 2_000,
    "retention_days": 0,
}


@pytest.fixture(autouse=True)
def bare_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)


def test_defaults_are_those_of_the_contract():
    settings = load_settings(env_file=None)
    assert {name: getattr(settings, name) for name in CONTRACT_DEFAULTS} == CONTRACT_DEFAULTS


def test_the_environment_wins_over_the_env_file(tmp_path, monkeypatch):
    env_file = tmp_path / ".env"
    env_file.write_text("WORKER_COUNT=3\nMAX_PAGES=7\n")
    monkeypatch.setenv("WORKER_COUNT", "5")
    settings = load_settings(env_file)
    assert (settings.worker_count, settings.max_pages) == (5, 7)


def test_an_empty_variable_counts_as_not_set(monkeypatch):
    monkeypatch.setenv("REDIS_URL", "")
    monkeypatch.setenv("WORKER_COUNT", "")
    settings = load_settings(env_file=None)
    assert settings.embedded
    assert settings.worker_count == 2


@pytest.mark.parametrize(
    ("variable", "value"),
    [
        ("WORKER_COUNT", "many"),
        ("WORKER_COUNT", "0"),
        ("ANALYSIS_ENGINE", "oracle"),
        ("REDIS_URL", "localhost:6379"),
        ("MONGO_URI", "http://localhost"),
        ("GEMINI_PRICES", "cheap"),
        ("GEMINI_PRICES", "[1, 2]"),
        ("GEMINI_PRICES", '{"gemini-2.5-pro": 3}'),
        ("GEMINI_PRICES", '{"gemini-2.5-pro": {"input": -1, "output": 2}}'),
        ("GEMINI_PRICES", '{"gemini-2.5-pro": {"input": 1, "output": NaN}}'),
        ("GEMINI_PRICES", '{"gemini-2.5-pro": {"input": 1}}'),
        ("JOB_TIMEOUT", "-1"),
        ("LOG_LEVEL", "loud"),
        ("LOG_FORMAT", "xml"),
        ("AUTH_COOKIE_KEY", "short"),
        ("RETENTION_DAYS", "-3"),
        ("RETENTION_DAYS", "99999999999"),
        ("TASK_STATUS_TTL", "99999999999999999999"),
        ("CHUNK_CACHE_TTL", "99999999999999999999"),
        ("JOB_TIMEOUT", "99999999999999999999"),
        ("CACHE_MAX_ENTRIES", "0"),
        ("GEMINI_API_ENDPOINT", "http://proxy.example.com"),
        ("GEMINI_API_ENDPOINT", "proxy.example.com"),
        ("GEMINI_API_ENDPOINT", "localhost:8080"),
        ("GEMINI_API_ENDPOINT", "https://proxy.example.com:port"),
        ("GEMINI_API_ENDPOINT", "https://"),
        ("GEMINI_MODEL", "  "),
    ],
)
def test_a_bad_value_is_one_sentence_that_names_the_variable(monkeypatch, variable, value):
    monkeypatch.setenv(variable, value)
    with pytest.raises(SettingsError) as caught:
        load_settings(env_file=None)
    assert caught.value.message.startswith(variable)
    assert "\n" not in caught.value.message


def test_plain_http_is_accepted_for_a_gemini_endpoint_on_this_machine(monkeypatch):
    monkeypatch.setenv("GEMINI_API_ENDPOINT", "http://127.0.0.1:9999")
    assert load_settings(env_file=None).gemini_api_endpoint == "http://127.0.0.1:9999"


def test_choosing_gemini_without_a_key_says_what_is_missing(monkeypatch):
    monkeypatch.setenv("ANALYSIS_ENGINE", "gemini")
    with pytest.raises(SettingsError, match="GEMINI_API_KEY"):
        load_settings(env_file=None)


def test_auto_takes_gemini_only_when_there_is_a_key(monkeypatch):
    assert load_settings(env_file=None).default_engine == "local"
    monkeypatch.setenv("GEMINI_API_KEY", "k" * 20)
    assert load_settings(env_file=None).default_engine == "gemini"


def test_secrets_do_not_show_when_settings_are_printed(monkeypatch):
    monkeypatch.setenv("GEMINI_API_KEY", "very-secret-key")
    monkeypatch.setenv("REDIS_URL", "redis://:hidden-password@localhost/0")
    shown = repr(load_settings(env_file=None))
    assert "very-secret-key" not in shown
    assert "hidden-password" not in shown


def test_a_key_with_blanks_around_it_is_the_key(monkeypatch):
    monkeypatch.setenv("GEMINI_API_KEY", " abc\n")
    key = load_settings(env_file=None).gemini_api_key
    assert key is not None
    assert key.get_secret_value() == "abc"


@pytest.mark.parametrize(
    ("given", "model"),
    [
        ("Gemini-2.5-Pro", "gemini-2.5-pro"),
        (" models/GEMINI-2.5-flash ", "models/gemini-2.5-flash"),
        ("Firm-Proxy/Sonnet", "Firm-Proxy/Sonnet"),
    ],
)
def test_a_model_is_called_as_google_writes_it(monkeypatch, given, model):
    monkeypatch.setenv("GEMINI_MODEL", given)
    assert load_settings(env_file=None).gemini_model == model


def test_an_endpoint_without_a_scheme_is_told_with_what_to_write(monkeypatch):
    monkeypatch.setenv("GEMINI_API_ENDPOINT", "proxy.example.com")
    with pytest.raises(SettingsError, match="https://"):
        load_settings(env_file=None)
