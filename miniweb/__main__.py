"""`python -m miniweb`: serve the miniature web until interrupted."""

from __future__ import annotations

import argparse
import time
from contextlib import suppress
from pathlib import Path

from miniweb.web import MiniatureWeb

_EXAMPLES = """examples:
  python -m miniweb --port 8800
  python -m miniweb --port 8800 --articles 1000 --night 2
  python -m miniweb --port 8800 --home ./demo     (writes demo/winnow.toml)
  curl -H 'Host: www.brackmere-argus.test' http://127.0.0.1:8800/news/
"""


def main() -> None:
    """Serve until Ctrl-C."""
    parser = argparse.ArgumentParser(
        prog="python -m miniweb",
        description="Serve a web of invented news sites on loopback.",
        epilog=_EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--port", type=int, default=0, help="0 (the default) takes any free port")
    parser.add_argument("--articles", type=int, default=200, help="stories on the first night")
    parser.add_argument("--seed", type=int, default=1, help="which web")
    parser.add_argument("--night", type=int, choices=(1, 2), default=1)
    parser.add_argument("--home", type=Path, help="write a configuration file into this folder")
    asked = parser.parse_args()
    web = MiniatureWeb(seed=asked.seed, articles=asked.articles, night=asked.night, port=asked.port)
    with web:
        if asked.home:
            print(f"WINNOW_CONFIG={web.write_config(asked.home)}")
        for host in web.hosts:
            print(f"http://{host}:{web.port}/  (127.0.0.1)", flush=True)
        with suppress(KeyboardInterrupt):
            while True:
                time.sleep(3600)


if __name__ == "__main__":
    main()
