"""The only reader of the environment: every variable of the contract, validated once.

Variables may also stand in a ``.env`` file in the working directory; the environment wins.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Annotated, Literal, Self
from urllib.parse import urlsplit

from pydantic import Field, SecretStr, ValidationError, field_validator, model_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from summarizer_core.errors import SettingsError
from summarizer_core.prices import Price, parse_prices

_LOOPBACK = {"localhost", "127.0.0.1", "::1"}

#: However it is written.
_GOOGLES_MODEL = re.compile(r"(?:models/)?(?:gemini|gemma)-", re.IGNORECASE)

#: Names as ``tesseract --list-langs`` prints them, such as ``eng+chi_sim``.
_LANGUAGES = r"^[A-Za-z_/]{2,40}(\+[A-Za-z_/]{2,40}){0,9}$"

#: Ten years: longer is a typing error, and overflows what Redis and clocks can hold.
Seconds = Annotated[int, Field(ge=1, le=315_360_000)]


class Settings(BaseSettings):
    """Settings in force. Field names are the variables' names in lower case.

    Units: ``job_timeout``, ``sync_timeout``, ``chunk_cache_ttl`` and ``task_status_ttl`` are
    seconds, ``max_upload_mb`` is mebibytes, ``retention_days`` days (0 keeps everything).
    """

    model_config = SettingsConfigDict(
        env_file=".env",
        env_file_encoding="utf-8",
        extra="ignore",
        frozen=True,
        env_ignore_empty=True,
    )

    redis_url: SecretStr | None = None
    mongo_uri: SecretStr | None = None
    data_dir: Path = Path("data")
    analysis_engine: Literal["auto", "local", "gemini"] = "auto"
    gemini_api_key: SecretStr | None = None
    gemini_model: str = "gemini-3.8-flash"
    gemini_api_endpoint: str | None = None
    gemini_prices: Annotated[dict[str, Price], NoDecode] = Field(default_factory=dict)
    gemini_requests_per_minute: Annotated[int, Field(ge=1, le=1_000_000)] = 60
    analysis_concurrency: Annotated[int, Field(ge=1, le=64)] = 8
    worker_count: Annotated[int, Field(ge=1, le=64)] = 2
    job_timeout: Seconds = 600
    sync_timeout: Seconds = 120
    chunk_cache_ttl: Seconds = 86_400
    cache_max_entries: Annotated[int, Field(ge=1, le=100_000_000)] = 10_000
    task_status_ttl: Seconds = 3_600
    max_upload_mb: Annotated[int, Field(ge=1, le=2_000)] = 50
    max_pages: Annotated[int, Field(ge=1, le=1_000_000)] = 2_000
    ocr_languages: Annotated[str, Field(pattern=r"^[A-Za-z_/]{2,40}(\+[A-Za-z_/]{2,40}){0,9}$")] = (
        "eng"
    )
    retention_days: Annotated[int, Field(ge=0, le=36_500)] = 0
    admin_username: str | None = None
    admin_password: SecretStr | None = None
    auth_cookie_key: SecretStr | None = None
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = "INFO"
    log_format: Literal["text", "json"] = "text"

    @field_validator("log_level", mode="before")
    @classmethod
    def _upper(cls, value: object) -> object:
        return value.upper() if isinstance(value, str) else value

    @field_validator("gemini_api_key", "gemini_api_endpoint", mode="before")
    @classmethod
    def _without_blanks(cls, value: object) -> object:
        """What was pasted with a blank or line break around it is meant without."""
        return value.strip() if isinstance(value, str) else value

    @field_validator("gemini_prices", mode="before")
    @classmethod
    def _price_table(cls, value: object) -> object:
        return parse_prices(value) if isinstance(value, str) else value

    @field_validator("redis_url")
    @classmethod
    def _redis_scheme(cls, value: SecretStr | None) -> SecretStr | None:
        if value and urlsplit(value.get_secret_value()).scheme not in {"redis", "rediss", "unix"}:
            raise ValueError("must start with redis://, rediss:// or unix://")
        return value

    @field_validator("mongo_uri")
    @classmethod
    def _mongo_scheme(cls, value: SecretStr | None) -> SecretStr | None:
        if value and urlsplit(value.get_secret_value()).scheme not in {"mongodb", "mongodb+srv"}:
            raise ValueError("must start with mongodb:// or mongodb+srv://")
        return value

    @field_validator("gemini_api_endpoint")
    @classmethod
    def _endpoint_is_safe(cls, value: str | None) -> str | None:
        if value is None:
            return None
        try:
            parts = urlsplit(value)
            port_is_one = parts.port is None or parts.port > 0
        except ValueError:
            port_is_one = False
        if not port_is_one or parts.scheme not in {"http", "https"} or not parts.hostname:
            raise ValueError(
                "must be an address with https:// before it, such as https://proxy.example.com "
                "(http:// for this machine only)"
            )
        if parts.scheme == "http" and parts.hostname not in _LOOPBACK:
            raise ValueError("may use http:// for this machine only; use https:// elsewhere")
        return value

    @field_validator("gemini_model")
    @classmethod
    def _as_google_writes_it(cls, value: str) -> str:
        """Google's names are in lower case, and it refuses them in any other; a proxy's own name
        is left as it is."""
        name = value.strip()
        if not name:
            raise ValueError("must be the name of a model, such as gemini-3.8-flash")
        return name.lower() if _GOOGLES_MODEL.match(name) else name

    @field_validator("auth_cookie_key")
    @classmethod
    def _key_is_long(cls, value: SecretStr | None) -> SecretStr | None:
        if value and len(value.get_secret_value().encode()) < 32:
            raise ValueError("must have at least 32 bytes")
        return value

    @model_validator(mode="after")
    def _belongs_together(self) -> Self:
        if self.analysis_engine == "gemini" and not self.gemini_api_key:
            raise SettingsError(
                "ANALYSIS_ENGINE is gemini but GEMINI_API_KEY is not set: "
                "set the key, or choose ANALYSIS_ENGINE=local."
            )
        if (self.admin_username is None) != (self.admin_password is None):
            raise SettingsError(
                "ADMIN_USERNAME and ADMIN_PASSWORD belong together: set both or neither."
            )
        return self

    @property
    def default_engine(self) -> str:
        """``gemini`` when chosen, or on ``auto`` with a key; else ``local``."""
        if self.analysis_engine == "auto":
            return "gemini" if self.gemini_api_key else "local"
        return self.analysis_engine

    @property
    def embedded(self) -> bool:
        """Whether the app runs its own Redis and workers."""
        return self.redis_url is None

    @property
    def max_upload_bytes(self) -> int:
        return self.max_upload_mb * 1024 * 1024


def load_settings(env_file: str | Path | None = ".env") -> Settings:
    """Read and validate the environment.

    Raises:
        SettingsError: one sentence that names the first variable with an invalid value.
    """
    try:
        return Settings(_env_file=env_file)
    except ValidationError as error:
        problem = error.errors()[0]
        variable = str(problem["loc"][0]).upper() if problem["loc"] else "A setting"
        reason = problem["msg"].removeprefix("Value error, ")
        reason = reason[:1].lower() + reason[1:]
        raise SettingsError(
            f"{variable} has an invalid value: {reason}. Correct it in the environment or in .env."
        ) from error
    except UnicodeDecodeError as error:
        raise SettingsError("The .env file is not UTF-8 text: save it as UTF-8.") from error
