"""`winnow db`: the schema's version."""

from __future__ import annotations

import typer

family = typer.Typer(no_args_is_help=True, help="The database's tables.")


@family.command("upgrade")
def upgrade() -> None:
    """Create the tables, or bring them to this version; a populated file is copied first.

    Example: winnow db upgrade
    """
    from db.engine import hide_password
    from db.home import database_url, find_home
    from db.schema import newest_revision
    from db.schema import upgrade as upgrade_schema

    home = find_home().make()
    url = database_url(home)
    copy = upgrade_schema(url, backup_to=home.backups)
    if copy is not None:
        print(f"copied first to {copy}")
    print(f"{hide_password(url)} is at revision {newest_revision()}")


def register(app: typer.Typer) -> None:
    """Add the family to the command."""
    app.add_typer(family, name="db")
