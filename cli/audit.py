"""A page's text in its order, each block kept or cut, for a person's eyes."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pipelines.children.calls import ReadAnswer
    from pipelines.ofsted.model import Publication
    from pipelines.reading.model import Reading

LONGEST_EVIDENCE = 120


@dataclass(frozen=True, kw_only=True, slots=True)
class Piece:
    """One stretch of the visible text. rule, kind and evidence: None where it was kept.

    start: characters of the visible text before it. note: what was mended on a kept piece.
    """

    start: int
    text: str
    rule: str | None = None
    kind: str | None = None
    evidence: str | None = None
    note: str | None = None


def print_pieces(pieces: list[Piece]) -> None:
    """Print pieces in the order of the page, line by line as it shows them.

    What was cut is led by a dash, and below it stands why: once for all lines of one piece.
    """
    for piece in sorted(pieces, key=lambda piece: piece.start):
        lines = [words for line in piece.text.split("\n") if (words := " ".join(line.split()))]
        for words in lines:
            print(f"{'-' if piece.rule else ' '} {words}")
        if lines and (why := why_of(piece, lines)):
            print(f"  [{why}]")
        if lines:
            print()


def why_of(piece: Piece, lines: list[str]) -> str | None:
    """Return the class, the rule and the evidence of a cut piece, or what was mended."""
    if piece.rule is None:
        return piece.note
    evidence = " ".join((piece.evidence or "").split())
    many = f"these {len(lines)} lines: " if len(lines) > 1 else ""
    why = f"{many}{piece.kind}, rule {piece.rule}"
    if not evidence or evidence == " ".join(lines):
        return why
    short = evidence[: LONGEST_EVIDENCE - 1] + "…" if len(evidence) > LONGEST_EVIDENCE else evidence
    return f"{why}: {short}"


def print_answer(name: str, answer: ReadAnswer) -> None:
    """Print what was made of one file."""
    from pipelines.children.calls import ReadFailure
    from pipelines.ofsted.model import Publication
    from pipelines.reading.model import Reading

    if isinstance(answer, ReadFailure):
        print(f"{name}: could not be read: {answer.code}: {answer.detail}\n")
    elif isinstance(answer, Publication):
        print_document(name, answer)
    elif isinstance(answer, Reading):
        print_reading(name, answer)
    else:
        print(f"{name}: a {type(answer).__name__}: no text that a rule could cut\n")


def print_reading(name: str, reading: Reading) -> None:
    """Print a page: its fields, then its visible text, none of it left out."""
    from cli.dates import show_moment

    reason = f" ({reading.reason})" if reading.reason else ""
    print(f"{name}: {reading.kind}{reason}")
    fields = [
        ("title", reading.title),
        ("standfirst", reading.standfirst),
        ("by", reading.byline),
        ("published", show_moment(reading.published) if reading.published else None),
        ("access", reading.access),
        ("doubts", ", ".join(map(str, reading.doubts))),
        ("reader", reading.reader),
    ]
    print("\n".join(f"  {field:10} {value}" for field, value in fields if value), end="\n\n")
    print_pieces(pieces_of(reading))
    kept = sum(span.end - span.start for block in reading.body for span in block.spans)
    rules = Counter(block.rule for block in reading.removed)
    cut = ", ".join(f"{rule} {count}" for rule, count in sorted(rules.items())) or "nothing"
    print(f"{kept} of {len(reading.visible)} characters kept; blocks cut: {cut}\n")


def pieces_of(reading: Reading) -> list[Piece]:
    """Return the visible text of a page as pieces: joined in order they are all of it.

    A block without spans (a text that no reader of the page saw) is one piece at its place.
    """
    pieces = []
    for block in reading.body:
        for span in block.spans:
            words = reading.visible[span.start : span.end]
            note = f"mended: {span.repair}" if span.repair else None
            pieces.append(Piece(start=span.start, text=words, note=note))
        if not block.spans:
            pieces.append(Piece(start=0, text=block.text, note="not visible on the page"))
    for cut in reading.removed:
        why = {"rule": cut.rule, "kind": cut.kind, "evidence": cut.evidence}
        for span in cut.spans:
            words = reading.visible[span.start : span.end]
            pieces.append(Piece(start=span.start, text=words, **why))
        if not cut.spans:
            pieces.append(Piece(start=cut.position, text=cut.text, **why))
    return sorted(pieces, key=lambda piece: piece.start)


def print_document(name: str, document: Publication) -> None:
    """Print a document of Ofsted's in its order: paragraphs, and what is no text of it."""
    reason = f" ({document.reason})" if document.reason else ""
    print(f"{name}: {document.kind}{reason}, read by {document.reader or 'nobody'}")
    for doubt in document.doubts:
        print(f"  doubt      {doubt}")
    print()
    kept = [
        Piece(
            start=part.spans[0].start if part.spans else 0,
            text=" ".join(part.text.split()),  # a paragraph: the page's line ends mean nothing
            note=f"page {part.page}",
        )
        for part in document.paragraphs
    ]
    cut = [
        Piece(
            start=block.position,
            text=block.text,
            rule=block.rule,
            kind=block.kind,
            evidence=block.evidence,
        )
        for block in document.removed
    ]
    print_pieces(kept + cut)
