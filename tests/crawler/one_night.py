"""Runs one night in a process of its own (a reactor starts once) and prints how it ended."""

from __future__ import annotations

import json
import logging
import sys
from pathlib import Path

from crawler.config import load_config
from crawler.nightly import run_night
from crawler.progress import Event
from db.home import Home


def main(config: str, home: str, *only: str) -> int:
    """Run the night; one line of JSON for each event and for the result."""
    logging.basicConfig(level=logging.WARNING)

    def tell(event: Event) -> None:
        print(json.dumps({"event": event.kind, "source": event.source}), flush=True)

    try:
        result = run_night(
            load_config(Path(config)),
            Home(path=Path(home)),
            only_sources=only or None,
            progress=tell,
        )
    except KeyboardInterrupt:
        return 11
    except Exception as error:
        code = getattr(error, "exit_code", None)
        if code is None:
            raise
        print(json.dumps({"run": None, "exit": code, "reason": str(error)}), flush=True)
        return int(code)
    print(
        json.dumps({"run": result.run_id, "exit": result.exit_code, "reason": result.reason}),
        flush=True,
    )
    return result.exit_code


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
