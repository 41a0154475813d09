"""The reading room over a small home: pages, JSON twins, headers, mistakes."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from web.addresses import story_path, story_urls
from web.app import make_app
from web.pages import ROUTES
from web.settings import ChoiceNeeded, RoomSettings, Texts, texts_for

ROOT = Path(__file__).resolve().parents[2]
URL = "https://www.thorley-gazette.test/news/42?ref=<b>&id=7"
STORY = """<!doctype html><html><head><title>Thorley council told to act</title></head><body>
<nav><a href="/">Home</a> <a href="/sport">Sport</a></nav><main><article>
<h1>Thorley council told to act on caseloads</h1>
<p>Inspectors from Ofsted spent a week in Thorley and found <script>alert(1)</script>caseloads too
high in two of the four teams that they visited.</p>
<p>The council said on Tuesday that it had hired eleven social workers since the spring, and that
families would notice the difference before the year was over.</p>
<p>A parent who did not want to be named said: "We told our story five times to five people."</p>
</article></main><footer>Thorley Gazette, 1 Mill Lane. All rights reserved.</footer>
</body></html>"""


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a home that holds one invented story."""
    home = tmp_path_factory.mktemp("room")
    page = home / "page.html"
    page.write_text(STORY, encoding="utf-8")
    winnow = [sys.executable, "-m", "cli.main", "import", str(page), "--url", URL]
    done = subprocess.run(
        winnow,
        cwd=ROOT,
        env={**os.environ, "WINNOW_HOME": str(home / "home")},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return home / "home"


def room(home: Path, texts: Texts = Texts.OPEN) -> TestClient:
    settings = RoomSettings(database_url=f"sqlite:///{home / 'winnow.db'}", texts=texts)
    return TestClient(make_app(settings), raise_server_exceptions=False)


@pytest.fixture(scope="module")
def client(home: Path) -> Iterator[TestClient]:
    with room(home) as client:
        yield client


def test_the_database_is_where_the_test_looks(home: Path) -> None:
    assert list(home.glob("*.db")) == [home / "winnow.db"]


@pytest.mark.parametrize(
    "path",
    [
        *("/", "/search", "/search?q=caseloads", "/nights", "/standing", "/coverage", "/outlets"),
        *("/standing?area=any&grade=RI&sort=grade", "/coverage?unreported=1", "/data"),
        *("/providers/authority/80460", "/outlets/import"),
    ],
)
def test_a_page_and_its_twin_answer(client: TestClient, path: str) -> None:
    page = client.get(path)
    assert page.status_code == 200
    assert "<h1>" in page.text
    twin = page.text.split('type="application/json" href="')[1].split('"')[0]
    assert client.get(twin.replace("&amp;", "&")).json()["address"]


def test_search_leads_to_the_story_and_shows_its_text(client: TestClient) -> None:
    found = client.get("/search.json?q=caseloads").json()
    assert found["total"] == 1
    page = client.get(story_path(found["hits"][0]["url"]))
    assert page.status_code == 200
    assert "hired eleven social workers" in page.text
    assert "All rights reserved" in page.text  # what was cut is there, to be switched on


def test_no_stored_character_is_markup(client: TestClient) -> None:
    address = client.get("/search.json?q=caseloads").json()["hits"][0]["url"]
    page = client.get(story_path(address)).text
    assert "<script>alert" not in page
    assert "<b>&id" not in page


def test_the_text_is_kept_from_those_who_may_not_read_it(home: Path) -> None:
    with room(home, Texts.NONE) as client:
        address = client.get("/search.json?q=caseloads").json()["hits"][0]["url"]
        assert "hired eleven" not in client.get(story_path(address)).text
        twin = client.get(story_path(address) + ".json")
        assert "hired eleven" not in twin.text


def test_every_answer_forbids_scripts_from_elsewhere_and_an_index(client: TestClient) -> None:
    for path in ("/", "/nothing", "/static/room.css", "/search.json?q=x"):
        headers = client.get(path).headers
        assert "default-src 'none'" in headers["content-security-policy"]
        assert "noindex" in headers["x-robots-tag"]


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/nothing", 404),
        ("/stories/nobody.test/1", 404),
        ("/search?since=tomorrow", 400),
        ("/search?from=-1", 400),
        ("/nights/today", 400),
        ("/standing?grade=splendid", 400),
        ("/standing?sort=luck", 400),
        ("/coverage?since=then", 400),
        ("/outlets/nobody", 404),
        ("/providers/authority/1", 404),
        ("/inspections/80460/2020-01-01", 404),
        ("/nights/1999-01-01", 404),
        ("/search?q=" + "x" * 3000, 414),
    ],
)
def test_a_mistake_is_a_page_that_says_so(client: TestClient, path: str, status: int) -> None:
    page = client.get(path)
    assert page.status_code == status
    assert "<h1>" in page.text


def test_the_description_names_every_twin(client: TestClient) -> None:
    paths = client.get("/api").json()["paths"]
    assert {"/index.json", "/search.json", "/inspections/{urn}/{day}.json"} <= set(paths)
    assert len(paths) == len(ROUTES)


def test_pages_can_only_be_read(client: TestClient) -> None:
    assert client.post("/search").status_code == 405


@pytest.mark.parametrize(
    "url", [URL, "http://a.test/b@c", "https://a.test/100%25?x=y#z", "https://a.test/é/ü"]
)
def test_the_address_of_a_story_leads_back_to_it(url: str) -> None:
    from urllib.parse import unquote

    path = story_path(url, "0123456789abcdef" * 4)
    urls, digest = story_urls(unquote(path.removeprefix("/stories/")))
    assert url in urls
    assert digest == "0123456789ab"


def test_a_room_that_others_reach_needs_a_choice() -> None:
    assert texts_for("127.0.0.1", None) is Texts.OPEN
    assert texts_for("::1", None) is Texts.OPEN
    assert texts_for("0.0.0.0", "none") is Texts.NONE  # noqa: S104 - nothing is bound here
    with pytest.raises(ChoiceNeeded):
        texts_for("192.0.2.1", None)
