"""`winnow quarantine`: a folder with bad files, and emptying what they left."""

from pathlib import Path

import pytest

from tests.cli.conftest import Winnow, winnow_in


@pytest.fixture
def set_aside(tmp_path: Path) -> Winnow:
    """Return `winnow` on a home that was given an empty file and one of noise."""
    folder = tmp_path / "files"
    folder.mkdir()
    (folder / "empty.html").write_bytes(b"")
    (folder / "noise.html").write_bytes(bytes(range(256)) * 40)
    winnow = winnow_in(tmp_path / "home")
    assert winnow("import", str(folder)).returncode == 3
    return winnow


def test_imported_files_leave_the_list_with_a_reason_and_come_back_when_asked_for(
    set_aside: Winnow,
) -> None:
    refused = set_aside("quarantine", "dismiss", "1", "9", "--note", "x")
    assert refused.returncode == 2
    assert refused.stderr == (
        "winnow: 9: not in quarantine (`winnow quarantine list`); nothing was changed\n"
    )
    assert len(set_aside("quarantine", "list").stdout.splitlines()) == 3

    words = ("--all", "--by", "Ann", "--note", "files of the old server")
    assert set_aside("quarantine", "dismiss", *words).stdout == "2 dismissed\n"
    assert set_aside("quarantine", "list").stdout == "nothing is in quarantine\n"
    told = set_aside("quarantine", "list", "--all").stdout
    assert told.count("dismissed by Ann") == told.count(": files of the old server") == 2

    for number, why in (("9", "not in quarantine"), ("1", "quarantine dismiss 1 --undo`")):
        assert f"{number}: " in (line := set_aside("quarantine", "retry", number).stderr)
        assert why in line
    assert set_aside("quarantine", "dismiss", "2", "--undo").stdout == "1 in quarantine again\n"
    assert len(set_aside("quarantine", "list").stdout.splitlines()) == 2
    assert "2: an imported file" in set_aside("quarantine", "retry", "2").stderr
    assert set_aside("quarantine", "retry", "--all").stdout.splitlines() == [
        "0 will be fetched again by the next run",
        "1 imported file is left in quarantine: mend it and import it again, "
        "or `winnow quarantine dismiss`",
    ]
