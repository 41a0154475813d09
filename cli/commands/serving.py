"""`winnow serve`: the reading room, a read-only face of the record for a browser."""

from __future__ import annotations

from typing import Annotated

import typer

from cli.errors import UsageError


def serve(
    host: Annotated[str, typer.Option(help="Address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=1, max=65535, help="Port to listen on.")] = 8810,
    texts: Annotated[
        str | None,
        typer.Option(
            metavar="open|login|none",
            help="Who may read the stories' texts. On this machine alone: open. Elsewhere you "
            "must choose: the texts belong to their publishers.",
        ),
    ] = None,
) -> None:
    """Open the reading room: search, read and compare in a browser.

    It only reads: nothing in the record can be changed from there.

    Examples:

        winnow serve

        winnow serve --port 9000

        winnow serve --host 0.0.0.0 --texts none
    """
    try:
        import uvicorn

        from web.app import make_app
        from web.settings import ChoiceNeeded, RoomSettings, texts_for
    except ImportError as error:
        raise UsageError(f"the reading room needs the extra `serve`: {error}") from error
    from cli.opening import reading
    from db.home import database_url, find_home

    with reading():
        pass  # a missing or older database is named here, before anybody visits
    try:
        allowed = texts_for(host, texts)
    except ChoiceNeeded as error:
        raise UsageError(str(error)) from error
    except ValueError as error:
        raise UsageError(f"--texts {texts}: wanted is open, login or none") from error
    app = make_app(RoomSettings(database_url=database_url(find_home()), texts=allowed))
    print(f"the reading room is open at http://{host}:{port}/ (Ctrl-C closes it)", flush=True)
    uvicorn.run(app, host=host, port=port, log_level="warning", server_header=False)


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("serve")(serve)
