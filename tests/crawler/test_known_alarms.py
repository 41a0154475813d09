"""An alarm that a person accepted does not end the next night with 3, until it gets worse."""

from __future__ import annotations

from pathlib import Path

from miniweb import MiniatureWeb
from tests.cli.conftest import winnow_in
from tests.crawler.nights import Nights


def expect(config: Path, authorities: int) -> None:
    lines = config.read_text(encoding="utf-8").splitlines()
    wanted = f"expected_authorities = {authorities}"
    changed = [wanted if line.startswith("expected_authorities") else line for line in lines]
    config.write_text("\n".join(changed), encoding="utf-8")


def test_a_known_alarm_lets_the_night_end_well_until_more_is_missing(tmp_path: Path) -> None:
    home = tmp_path / "home"
    winnow = winnow_in(home)
    with MiniatureWeb(articles=4) as web:
        nights = Nights(home=home, config=web.write_config(home))
        count = len(web.world.authorities)
        expect(nights.config, count + 5)
        assert nights.run("ofsted").exit_code == 3
        assert "accepted" in winnow("alarm", "accept", "--all", "--by", "Ann").stdout

        known = nights.run("ofsted")
        assert known.exit_code == 0, known.reason
        table = winnow("run", "show").stdout
        assert "accepted before came again (winnow alarm list --all)" in table
        assert "alarm authorities_missing" not in table
        assert winnow("alarm", "list").stdout == "no alarm stands\n"

        expect(nights.config, count + 6)
        assert nights.run("ofsted").exit_code == 3
    assert f"{count} authorities in the search, {count + 6} expected" in (
        winnow("alarm", "list").stdout
    )
