"""Files that are no readable publication: each ends in a named state, and its bytes are kept."""

import zlib
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import Engine, select

from db.engine import read_session
from db.models import Capture, Page
from pipelines.archive.files import Archive
from pipelines.children.pool import Workers
from pipelines.importing.inputs import find_files
from pipelines.importing.run import ImportRun, open_import
from pipelines.ofsted import read_pdf
from tests.ofsted import sample_pdfs as sample
from words.doubts import stored_form
from words.frameworks import Framework

VISIT = (
    "This letter summarises the findings of the focused visit to Marlshire local authority"
    " children’s services on 21 and 22 September 2022."
)
LETTER = sample.letter(VISIT, "His Majesty’s Inspectors for this visit were Ann Bell and Bo Cole.")
NOT_FOUND = b"<!DOCTYPE html><html><head><title>Report not found</title></head><body>404</body>"


def written(objects: list[bytes]) -> bytes:
    """A PDF of these objects; the first is the catalogue."""
    out, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    head = b"xref\n0 %d\n0000000000 65535 f \n" % size
    return (
        out
        + head
        + table
        + b"trailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF"
        % (
            size,
            len(out),
        )
    )


def scripted() -> bytes:
    """A letter that wants to run a script when it is opened."""
    place = LETTER.index(b"/Type /Catalog")
    action = b"/OpenAction << /S /JavaScript /JS (app.alert\\(1\\);) >> "
    return LETTER[:place] + action + LETTER[place:]


def bomb() -> bytes:
    """Forms that show the next form ten times: 2 KB that stand for a thousand million letters."""
    forms = []
    for level in range(9):
        last = level == 8
        body = b"BT /F1 12 Tf (A) Tj ET" if last else b"/X Do " * 10
        name = b"/Font<</F1 %d 0 R>>" if last else b"/XObject<</X %d 0 R>>"
        box = b"/Type/XObject/Subtype/Form/BBox[0 0 600 800]/Resources<<" + name % (6 + level)
        forms.append(b"<<%s>>/Length %d>>\nstream\n%s\nendstream" % (box, len(body), body))
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R/Resources<</XObject"
    show = b"/X Do " * 10
    return written(
        [
            b"<</Type/Catalog/Pages 2 0 R>>",
            b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
            page + b"<</X 5 0 R>>>>>>",
            b"<</Length %d>>\nstream\n%s\nendstream" % (len(show), show),
            *forms,
            b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
        ]
    )


def drawn_bomb() -> bytes:
    """A stream that grows from kilobytes to hundreds of megabytes."""
    packed = zlib.compress(b"BT /F1 12 Tf (A) Tj ET\n" * 10_000_000, 9)
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R>>"
    return written(
        [
            b"<</Type/Catalog/Pages 2 0 R>>",
            b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
            page,
            b"<</Filter/FlateDecode/Length %d>>\nstream\n%s\nendstream" % (len(packed), packed),
        ]
    )


FILES: dict[str, tuple[Callable[[], bytes], str, set[str | None]]] = {
    "good.pdf": (lambda: LETTER, "stored", {None}),
    "scripted.pdf": (scripted, "stored", {None}),
    "broken.pdf": (lambda: LETTER[:700], "quarantined", {"unreadable"}),
    "encrypted.pdf": (
        lambda: sample.pdf([sample.text("Secret.")], password="open sesame"),
        "quarantined",
        {"encrypted"},
    ),
    "scanned.pdf": (lambda: sample.drawn([[], [(70, 700, "2")]]), "quarantined", {"no_text_layer"}),
    "bomb.pdf": (bomb, "quarantined", {"timeout", "memory"}),
    "growing.pdf": (drawn_bomb, "quarantined", {"timeout", "memory", "no_text_layer"}),
    "withdrawn.pdf": (lambda: NOT_FOUND, "gone", {"soft_404"}),
}


def test_every_file_ends_in_a_named_state_and_its_bytes_are_kept(
    engine: Engine, tmp_path: Path
) -> None:
    folder, archive = tmp_path / "files", tmp_path / "archive"
    folder.mkdir()
    made = {name: make() for name, (make, _, _) in FILES.items()}
    for name, data in made.items():
        (folder / name).write_bytes(data)
    workers = Workers(1, seconds_per_page=4.0, seconds_per_pdf=4.0, memory_mb=300)
    with workers, open_import(engine, archive, workers, topic="all", software="0") as opened:
        assert isinstance(opened, ImportRun)
        opened.run(find_files([folder]), url=None)
    ends: dict[str, tuple[str, str | None]] = {}
    kept: dict[str, bytes] = {}
    with Archive(archive) as store, read_session(engine) as s:
        for page, capture in s.execute(
            select(Page, Capture).join(Capture, Capture.page_id == Page.id)
        ):
            name = Path(page.raw_url).name
            ends[name] = (str(page.state), page.reason)
            kept[name] = store.read(capture.warc_file, capture.warc_offset).payload
    for name, (_, state, reasons) in FILES.items():
        assert ends[name][0] == state, (name, ends[name])
        code = (ends[name][1] or "").partition(":")[0]
        assert code in reasons or None in reasons, (name, ends[name])
        assert kept[name] == made[name]


def test_a_file_with_scripts_is_read_and_named_for_them() -> None:
    publication = read_pdf(scripted())
    assert publication.framework is Framework.ILACS_FOCUSED_VISIT
    assert stored_form(publication.doubts) == ("scripted: none of it was run",)


@pytest.mark.parametrize("make", [bomb, drawn_bomb])
def test_a_bomb_is_small(make: Callable[[], bytes]) -> None:
    assert len(make()) < 1_000_000
