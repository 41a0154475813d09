"""An import in a process of its own, so that a test can kill it: FOLDER DATABASE-URL ARCHIVE."""

from __future__ import annotations

import sys
from pathlib import Path

from db.engine import make_engine
from pipelines.children.pool import Workers
from pipelines.importing.inputs import find_files
from pipelines.importing.run import open_import


def main(folder: str, url: str, archive: str) -> None:
    """Import the folder; print a line for each file."""
    workers = Workers(2, _reader="misbehaving_reader:echo")
    with open_import(make_engine(url), Path(archive), workers, topic="all", software="0") as run:
        run.run(find_files([Path(folder)]), progress=lambda *_: print("one", flush=True))


if __name__ == "__main__":
    main(*sys.argv[1:4])
