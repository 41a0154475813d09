"""A change of our reading is not a change of the page."""

from db.models import RemovedBlock, Version
from pipelines.reading.model import Block, BlockKind, PageKind, Reading
from pipelines.reading.model import RemovedBlock as Cut
from pipelines.storing.prepare import block_digests
from pipelines.storing.prepared import BlockDigests
from pipelines.storing.sameness import is_same_page

STORY = ("The ferry to Hollin Quay will not run on Sundays.", "Passengers were told on Friday.")
PROMO = "Quayside News is run by volunteers."


def reading(
    kept: tuple[str, ...], cut: tuple[str, ...], title: str = "No Sunday ferry"
) -> BlockDigests:
    page = Reading(
        kind=PageKind.ARTICLE,
        title=title,
        body=tuple(Block(kind=BlockKind.PARAGRAPH, text=text) for text in kept),
        removed=tuple(Cut(rule="r", kind="promo", text=text, position=0) for text in cut),
    )
    return block_digests(page)


def stored(kept: tuple[str, ...], cut: tuple[str, ...], title: str = "No Sunday ferry") -> Version:
    version = Version(
        title=title, text="", packed_blocks=[{"kind": "paragraph", "text": text} for text in kept]
    )
    version.removed = [RemovedBlock(rule="r", kind="promo", text=t, position=0) for t in cut]
    return version


def test_a_block_that_a_new_rule_cuts_is_no_change() -> None:
    assert is_same_page(reading(STORY, (PROMO,)), stored((*STORY, PROMO), ()))


def test_a_block_that_today_is_kept_again_is_no_change() -> None:
    assert is_same_page(reading((*STORY, PROMO), ()), stored(STORY, (PROMO,)))


def test_another_banner_among_what_was_cut_is_no_change() -> None:
    assert is_same_page(reading(STORY, ("On Air Now Dot",)), stored(STORY, ("On Air Now Ravi",)))


def test_an_added_an_edited_and_a_lost_paragraph_are_changes() -> None:
    added = (*STORY, "The operator has since apologised.")
    edited = (STORY[0], "Passengers were told on Thursday.")
    for now in (added, edited, STORY[:1]):
        assert not is_same_page(reading(now, ()), stored(STORY, ()))


def test_a_corrected_headline_is_a_change() -> None:
    assert not is_same_page(reading(STORY, (), "No ferry on Sundays"), stored(STORY, ()))
