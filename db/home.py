"""Where Winnow keeps its things: WINNOW_HOME, and what lies in it."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from words.exit_codes import ExitCode

DEFAULT_HOME = Path("~/.local/share/winnow")


class HomeError(Exception):
    """The home folder cannot be used; the message says why, for a person."""

    exit_code = ExitCode.DISK


@dataclass(frozen=True, kw_only=True, slots=True)
class Home:
    """The folder that holds the database, the archive and the logs."""

    path: Path

    @property
    def database(self) -> Path:
        """The default SQLite file."""
        return self.path / "winnow.db"

    @property
    def archive(self) -> Path:
        """The folder of WARC files."""
        return self.path / "archive"

    @property
    def backups(self) -> Path:
        """The folder of database backups."""
        return self.path / "backups"

    @property
    def logs(self) -> Path:
        """The folder of log files."""
        return self.path / "logs"

    @property
    def lock(self) -> Path:
        """The file that the one active run holds a lock on."""
        return self.path / "run.lock"

    @property
    def config(self) -> Path:
        """The configuration file that is read when WINNOW_CONFIG names none."""
        return self.path / "winnow.toml"

    def make(self) -> Home:
        """Create the folder and prove that it can be written to; raises HomeError."""
        try:
            self.path.mkdir(parents=True, exist_ok=True)
            probe = self.path / f".probe-{os.getpid()}"
            probe.touch()
            probe.unlink()
        except OSError as error:
            reason = error.strerror or str(error)
            raise HomeError(f"{self.path} cannot be used as home: {reason}") from error
        return self


def find_home() -> Home:
    """Return the home that WINNOW_HOME names, or the default one. Creates nothing."""
    named = os.environ.get("WINNOW_HOME")
    return Home(path=Path(named).expanduser() if named else DEFAULT_HOME.expanduser())


def database_url(home: Home) -> str:
    """Return WINNOW_DATABASE_URL, or the URL of the SQLite file in the home."""
    return os.environ.get("WINNOW_DATABASE_URL") or f"sqlite:///{home.database.absolute()}"
