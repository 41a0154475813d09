"""The configuration file: one TOML file, every key validated, a clear error for each mistake."""

from __future__ import annotations

import hashlib
import os
import re
import tomllib
from datetime import time
from pathlib import Path
from typing import Annotated, Literal

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    HttpUrl,
    PrivateAttr,
    ValidationError,
)

from db.home import Home
from words.exit_codes import ExitCode

CONTACT = "the operator's e-mail address or project page; every request carries it"


class ConfigError(Exception):
    """A mistake in a file the operator wrote; the message names the file and the key."""

    exit_code = ExitCode.USAGE


class Table(BaseModel):
    """A TOML table in which an unknown key is an error."""

    model_config = ConfigDict(extra="forbid", frozen=True)


def _checked_contact(contact: str) -> str:
    """Return the contact; raises ValueError unless a site could reach somebody by it."""
    if not re.fullmatch(r"[^@\s]+@[^@\s]+\.[^@\s]+|https?://\S+|mailto:\S+@\S+", contact):
        raise ValueError(f"wanted an e-mail address or a page's address, not {contact!r}")
    return contact


def _checked_window(window: str) -> str:
    """Return the hours; raises ValueError for hours that no clock shows."""
    for clock in window.split("-"):
        time.fromisoformat(clock)
    return window


class CrawlSettings(Table):
    """How politely, how long and how much."""

    delay_seconds: float = Field(default=1.0, ge=0)  # between two requests to one host
    concurrent_per_host: int = Field(default=1, ge=1, le=1)
    concurrent_hosts: int = Field(default=16, ge=1, le=64)
    timeout_seconds: float = Field(default=30, gt=0, le=120)  # for a whole response
    max_pages_per_source: int = Field(default=300, ge=1)  # articles a night
    max_official_pages: int = Field(default=5000, ge=1)  # of Ofsted's or GOV.UK's, a night
    revisit_days: int = Field(default=7, ge=0)  # a story is looked at again this long
    max_attempts: int = Field(default=5, ge=1)  # nights a failing page is tried again
    time_budget_minutes: float = Field(default=360, gt=0)  # whole night; exit 15
    source_budget_minutes: float = Field(default=60, gt=0)
    window: Annotated[str, AfterValidator(_checked_window)] | None = Field(
        default=None, pattern=r"^\d\d:\d\d-\d\d:\d\d$"
    )  # Europe/London


class ReadSettings(Table):
    """Limits of one child process."""

    workers: int = Field(default=2, ge=1, le=64)
    seconds_per_page: float = Field(default=10.0, gt=0)
    seconds_per_pdf: float = Field(default=30.0, gt=0)
    memory_mb: int = Field(default=1024, ge=256)


class ProviderSearch(Table):
    """Providers besides the authorities whose reports are wanted: of a kind, in some areas."""

    kind: Literal[
        "schools", "early_years", "social_care", "fe_and_skills", "teacher_training", "trusts"
    ]
    authorities: tuple[Annotated[str, Field(pattern=r"^\d{3}$")], ...] = ()  # DfE codes; () = all
    reported_within_days: int | None = Field(default=None, ge=1)  # since their latest report


class OfstedSettings(Table):
    """Ofsted's own site."""

    reports_url: HttpUrl = HttpUrl("https://reports.ofsted.gov.uk")
    files_url: HttpUrl = HttpUrl("https://files.ofsted.gov.uk")
    expected_authorities: int = Field(default=153, ge=1)  # fewer found is an alarm
    others: tuple[ProviderSearch, ...] = ()  # none: authorities alone
    enabled: bool = True


class GovukSettings(Table):
    """GOV.UK's search and content interfaces."""

    url: HttpUrl = HttpUrl("https://www.gov.uk")
    assets_url: HttpUrl = HttpUrl("https://assets.publishing.service.gov.uk")  # its attachments
    since: str | None = Field(default=None, pattern=r"^\d{4}-\d\d-\d\d$")  # oldest publication
    enabled: bool = True


class Config(Table):
    """Everything an operator can set. `contact` is required to crawl, not to import or search."""

    contact: Annotated[str, AfterValidator(_checked_contact)] | None = Field(
        default=None, description=CONTACT
    )
    sources: tuple[Path, ...] = ()  # folders of registry files; empty = the ones shipped
    topic: str = Field(default="ofsted", pattern=r"^(ofsted|all)$")
    archive_off_topic_days: int = Field(default=30, ge=1)
    crawl: CrawlSettings = CrawlSettings()
    read: ReadSettings = ReadSettings()
    ofsted: OfstedSettings = OfstedSettings()
    govuk: GovukSettings = GovukSettings()
    allow_hosts: dict[str, str] = Field(default_factory=dict)  # "name.test:8800" = "127.0.0.1"
    _sha256: str | None = PrivateAttr(default=None)

    @property
    def sha256(self) -> str | None:
        """Digest of the file this was read from, for the ledger; None for the defaults."""
        return self._sha256


WORDS = {
    "extra_forbidden": "unknown key",
    "missing": "is missing",
    "string_type": "wanted text in quotes",
    "bool_type": "wanted true or false",
    "bool_parsing": "wanted true or false",
    "int_type": "wanted a whole number",
    "int_parsing": "wanted a whole number",
    "int_from_float": "wanted a whole number",
    "float_type": "wanted a number",
    "float_parsing": "wanted a number",
    "tuple_type": "wanted a list in [brackets]",
    "dict_type": "wanted a table",
    "model_type": "wanted a table",
    "too_short": "must not be empty",
    "string_too_short": "must not be empty",
    "string_too_long": "is longer than {max_length} characters",
    "string_pattern_mismatch": "wanted text of the form {pattern}",
    "literal_error": "wanted one of {expected}",
    "greater_than": "must be more than {gt}",
    "greater_than_equal": "must be {ge} or more",
    "less_than": "must be less than {lt}",
    "less_than_equal": "must be {le} or less",
    "value_error": "{error}",
}  # what pydantic calls a mistake, and how an operator is told


def _place(location: tuple[int | str, ...], table: object) -> str:
    """Return where a mistake is, as keys with dots; an entry of a list by its own `key`."""
    parts = []
    for part in location:
        within = table.get(part) if isinstance(table, dict) else None
        if isinstance(part, int) and isinstance(table, list) and part < len(table):
            within = table[part]
            own = within.get("key") if isinstance(within, dict) else None
            part = own if isinstance(own, str) else f"entry {part + 1}"
        parts.append(str(part))
        table = within
    return ".".join(parts) or "(top level)"


def describe_errors(path: Path, error: ValidationError, table: object) -> str:
    """Return one line that names the file, each key and what is wrong with it.

    table: what was read from the file.
    """
    parts = []
    for problem in error.errors():
        words = WORDS.get(problem["type"], problem["msg"]).format(**problem.get("ctx", {}))
        if problem["type"] not in ("extra_forbidden", "missing", "value_error"):
            words += f", not {problem['input']!r}"
        parts.append(f"{_place(problem['loc'], table)}: {words}")
    return f"{path}: " + "; ".join(parts)


def read_toml(path: Path) -> dict[str, object]:
    """Return the parsed file; raises ConfigError naming file and line."""
    try:
        return tomllib.loads(path.read_bytes().decode("utf-8"))
    except OSError as error:
        raise ConfigError(f"{path}: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise ConfigError(f"{path}: not UTF-8 (byte {error.start})") from error
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(f"{path}: not valid TOML: {error}") from error


def load_config(path: Path) -> Config:
    """Read and check one configuration file; folders are relative to it. Raises ConfigError."""
    table = read_toml(path)
    try:
        config = Config.model_validate(table)
    except ValidationError as error:
        raise ConfigError(describe_errors(path, error, table)) from error
    folders = tuple((path.parent / folder).resolve() for folder in config.sources)
    config = config.model_copy(update={"sources": folders})
    config._sha256 = hashlib.sha256(path.read_bytes()).hexdigest()
    return config


def find_config(home: Home) -> Config:
    """Return the configuration that WINNOW_CONFIG names, else the home's, else the defaults."""
    named = os.environ.get("WINNOW_CONFIG")
    if named:
        return load_config(Path(named).expanduser())
    return load_config(home.config) if home.config.is_file() else Config()
