"""Who decides: the name that a decision is kept with."""

from __future__ import annotations

import getpass

from cli.errors import UsageError


def who(name: str) -> str:
    """Return the name given, else that of the account. Raises UsageError if there is neither."""
    if name.strip():
        return " ".join(name.split())[:200]
    try:
        return getpass.getuser()
    except (KeyError, OSError) as error:
        raise UsageError("say who decides: --by NAME") from error
