"""A text is kept once: blocks and candidates come back exactly as they were packed."""

from __future__ import annotations

import json
import string

from hypothesis import given
from hypothesis import strategies as st

from db.packing import (
    SAME,
    markdown_of,
    pack_blocks,
    pack_candidates,
    unpack_blocks,
    unpack_candidates,
)
from pipelines.reading import read_html
from pipelines.storing.rows import version_of_reading
from words.runs import Origin

PARAGRAPHS = [
    "Inspectors praised the school in Hollin Quay for its work with children.",
    "The head teacher said that everybody was proud of the pupils and of the staff.",
    "A second visit is planned for the spring, the council said in a statement.",
]
PAGE = (
    "<html><body><article><h1>School praised</h1>"
    + "".join(f"<p>{text}</p>" for text in PARAGRAPHS)
    + "<h2>What was rated</h2><ul><li>Care: Outstanding</li><li>Staff: Good</li></ul>"
    + "".join(f"<p>{text}</p>" for text in reversed(PARAGRAPHS))
    + "</article></body></html>"
)

words = st.text(alphabet=string.ascii_letters + " \n•é’", max_size=12)
spans = st.lists(
    st.tuples(
        st.integers(0, 400), st.integers(0, 400), st.sampled_from([None, "mojibake", "prefix"])
    ).map(list),
    max_size=3,
)
kinds = st.sampled_from(["paragraph", "subhead", "list_item", "heading", "footnote", "other"])
blocks = st.lists(
    st.one_of(
        st.fixed_dictionaries({"kind": kinds, "text": words, "spans": spans}),
        st.fixed_dictionaries(
            {"kind": kinds, "text": words, "page": st.integers(1, 9), "spans": spans}
        ),
        st.fixed_dictionaries({"kind": kinds, "text": words}),
    ),
    max_size=6,
)


@given(blocks, st.sampled_from(["\n\n", "\n", " ", ""]), words)
def test_blocks_come_back_as_they_were_packed(given_blocks, between, before):
    text = before + between.join(block["text"] for block in given_blocks)
    packed = json.loads(json.dumps(pack_blocks(text, given_blocks)))
    assert unpack_blocks(text, packed) == given_blocks
    assert unpack_blocks("", pack_blocks("", given_blocks)) == given_blocks


@given(
    st.lists(
        st.fixed_dictionaries(
            {
                "field": words,
                "value": words,
                "source": words,
                "chosen": st.booleans(),
                "why": st.none() | words,
            }
        )
        | st.fixed_dictionaries({"field": words, "value": words})
    )
)
def test_candidates_come_back_as_they_were_packed(candidates):
    packed = json.loads(json.dumps(pack_candidates(candidates)))
    assert unpack_candidates(packed) == candidates


def test_the_blocks_of_a_page_are_packed_into_little_and_its_markdown_into_nothing():
    reading = read_html(PAGE, "https://thorley.test/news/1")
    version = version_of_reading(reading, capture_id=1, origin=Origin.CRAWL)
    assert len(json.dumps(version.blocks)) < len(reading.text) / 4
    assert not any(isinstance(block, dict) for block in version.blocks)
    assert version.markdown == SAME
    unpacked = unpack_blocks(version.text, version.blocks)
    assert [(one["kind"], one["text"]) for one in unpacked] == [
        (block.kind.value, block.text) for block in reading.body
    ]
    assert [[tuple(span) for span in one["spans"]] for one in unpacked] == [
        [(span.start, span.end, span.repair) for span in block.spans] for block in reading.body
    ]
    assert markdown_of(unpacked) == reading.markdown
