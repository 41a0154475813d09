"""Where a table begins: the line of headings, found by its names, and the columns under it.

A preamble may stand before it, and a line of groups above it ("Provider information,,,Inspection
information,,,", social care 2017-18). In a workbook a heading may reach over both lines.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from pipelines.statistics.columns import DESCRIBES, folded, is_of_authorities, meaning
from pipelines.statistics.model import TableColumn, TableError
from pipelines.statistics.values import plain
from words.quarantine import QuarantineCode

HEADER_WITHIN = 15  # lines
LEAST_HEADINGS = 4  # known ones; a preamble that says "URN" has fewer
LEAST_CELLS = 3  # side by side in a line of a table; lines of a cover sheet have fewer

Line = tuple[int, tuple[str, ...]]


def find_header(lines: Sequence[Line]) -> tuple[int, tuple[TableColumn, ...]] | None:
    """Return the place of the line of headings, the one with most known ones, and its columns."""
    best: tuple[int, int] | None = None
    for index, _ in enumerate(lines[:HEADER_WITHIN]):
        known = [field for field, _ in map(meaning, _headings(lines, index)) if field is not None]
        if len(known) < LEAST_HEADINGS or not _names_providers(_headings(lines, index), known):
            continue
        if best is None or len(known) > best[1]:
            best = (index, len(known))
    if best is None:
        return None
    above = lines[best[0] - 1][1] if best[0] else ()
    return best[0], tuple(_columns(_headings(lines, best[0]), above))


def _names_providers(headings: Sequence[str], known: Sequence[str]) -> bool:
    """Say whether lines can be told apart: by a URN, or authorities by their names."""
    if "urn" in known:
        return True
    return "local_authority" in known and any(is_of_authorities(one) for one in headings)


def _headings(lines: Sequence[Line], index: int) -> list[str]:
    """Return a line, an empty cell of it with the heading above that reaches down to it."""
    cells = lines[index][1]
    above = lines[index - 1][1] if index else ()
    found = list(cells) + [""] * (len(above) - len(cells))
    for position, words in enumerate(above):
        if not found[position].strip() and meaning(words)[0] is not None:
            found[position] = words
    return found


def _columns(cells: Sequence[str], above: Sequence[str]) -> Iterator[TableColumn]:
    """Yield the columns that have a heading; a group reaches to the next one."""
    is_group = sum(bool(cell.strip()) for cell in above) > 1
    group = None
    for position, cell in enumerate(cells):
        if is_group and position < len(above) and above[position].strip():
            group = plain(above[position])
        if cell.strip():
            name, slot = meaning(cell)
            own = group if group != plain(cell) else None  # it reaches down: a heading, no group
            yield TableColumn(position=position, name=plain(cell), group=own, field=name, slot=slot)


def find_fault(columns: Sequence[TableColumn], lines: Sequence[Line]) -> TableError | None:
    """Return why the cells cannot be trusted to stand under their headings, or None."""
    fields = Counter((one.field, one.slot) for one in columns if one.field not in (None, DESCRIBES))
    twice = [name for (name, _), count in fields.items() if count > 1]
    if twice:
        names = [one.name for one in columns if one.field == twice[0]]
        return TableError(code=QuarantineCode.TWO_COLUMNS, words=f"{twice[0]}: {', '.join(names)}")
    headed = {one.position for one in columns}
    widest = max((len(cells) for _, cells in lines), default=0)
    bare = [position for position in range(widest) if position not in headed]
    for number, cells in lines if bare else ():
        for position in bare:
            if position < len(cells) and cells[position].strip():
                words = f"line {number}, column {position + 1}: {plain(cells[position])[:60]!r}"
                return TableError(code=QuarantineCode.CELLS_WITHOUT_HEADING, words=words)
    if not lines:
        return TableError(code=QuarantineCode.NOT_A_TABLE, words="headings, and no line under them")
    return None


def is_table(lines: Sequence[Line]) -> bool:
    """Say whether lines stand in columns: those of a cover sheet or of notes are words."""
    wide = sum(sum(bool(cell.strip()) for cell in cells) >= LEAST_CELLS for _, cells in lines)
    return wide >= 2


def dataset_of(columns: Sequence[TableColumn]) -> str:
    """Return which file it is, by headings that only it has."""
    names = {folded(column.name) for column in columns}
    if names & {"school name", "laestab", "ofsted phase"}:
        return "schools"
    if any(is_of_authorities(name) for name in names):
        return "authorities"
    if "provision type" in names:
        return "social_care"
    if any(
        name.startswith(("eyr ", "provider early years", "most recent full: ")) for name in names
    ):
        return "childcare"
    return "other"
