"""A file of management information → its rows, each inspection a line speaks of on its own.

The line of headings is found by its names: a preamble may stand before it, and a line of groups
above it ("Provider information,,,Inspection information,,,", social care 2017-18).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from pipelines.statistics.cells import Cells, read_csv
from pipelines.statistics.columns import DESCRIBES, folded, meaning
from pipelines.statistics.model import StatedGrade, StatisticsRow, StatisticsTable, TableColumn
from pipelines.statistics.model import TableError as Error
from pipelines.statistics.values import as_at_of, day_of, grade_of, is_empty, plain, text_of

HEADER_WITHIN = 15  # lines
LEAST_HEADINGS = 4  # known ones; a preamble that says "URN" has fewer
MOST_EXAMPLES = 5  # of one doubt; the rest is counted

Line = tuple[int, tuple[str, ...]]


def read_statistics(data: bytes, titles: Sequence[str] = ()) -> StatisticsTable | Error:
    """Read one file. titles: what names it (attachment title, file name), the best one first."""
    cells = read_csv(data)
    if isinstance(cells, Error):
        return cells
    found = _header(cells.lines)
    if found is None:
        first = ", ".join(plain(cell) for cell in cells.lines[0][1] if cell.strip())
        return Error(
            code="no_header", words=f"no line of headings with a URN; begins: {first[:200]}"
        )
    index, columns = found
    lines = cells.lines[index + 1 :]
    if bad := _fault(columns, lines):
        return bad
    return _table(cells, index, columns, lines, tuple(title for title in titles if title))


def _header(lines: Sequence[Line]) -> tuple[int, tuple[TableColumn, ...]] | None:
    """Return the place of the line of headings among the first, and its columns."""
    for index, (_, cells) in enumerate(lines[:HEADER_WITHIN]):
        known = [meaning(cell)[0] for cell in cells if cell.strip()]
        if "urn" in known and sum(field is not None for field in known) >= LEAST_HEADINGS:
            above = lines[index - 1][1] if index else ()
            return index, tuple(_columns(cells, above))
    return None


def _columns(cells: Sequence[str], above: Sequence[str]) -> Iterator[TableColumn]:
    """Yield the columns that have a heading; a group reaches to the next one."""
    is_group = sum(bool(cell.strip()) for cell in above) > 1
    group = None
    for position, cell in enumerate(cells):
        if is_group and position < len(above) and above[position].strip():
            group = plain(above[position])
        if cell.strip():
            name, slot = meaning(cell)
            yield TableColumn(
                position=position, name=plain(cell), group=group, field=name, slot=slot
            )


def _fault(columns: Sequence[TableColumn], lines: Sequence[Line]) -> Error | None:
    """Return why the cells cannot be trusted to stand under their headings, or None."""
    fields = Counter((one.field, one.slot) for one in columns if one.field not in (None, DESCRIBES))
    twice = [name for (name, _), count in fields.items() if count > 1]
    if twice:
        names = [one.name for one in columns if one.field == twice[0]]
        return Error(code="two_columns", words=f"{twice[0]}: {', '.join(names)}")
    headed = {one.position for one in columns}
    for number, cells in lines:
        for position, cell in enumerate(cells):
            if position not in headed and cell.strip():
                words = f"line {number}, column {position + 1}: {plain(cell)[:60]!r}"
                return Error(code="cells_without_heading", words=words)
    if not lines:
        return Error(code="not_a_table", words="headings, and no line under them")
    return None


@dataclass
class _Doubts:
    """What was odd, a few examples of each."""

    seen: Counter[str] = field(default_factory=Counter)
    told: list[str] = field(default_factory=list)

    def add(self, code: str, words: str) -> None:
        """Note one case."""
        self.seen[code] += 1
        if self.seen[code] <= MOST_EXAMPLES:
            self.told.append(f"{code}: {words}")

    def all(self) -> tuple[str, ...]:
        """Return the examples, and how many more there were."""
        more = (
            f"{code}: and {count - MOST_EXAMPLES} more"
            for code, count in self.seen.items()
            if count > MOST_EXAMPLES
        )
        return (*dict.fromkeys(self.told), *more)


def _table(
    cells: Cells,
    index: int,
    columns: tuple[TableColumn, ...],
    lines: Sequence[Line],
    titles: tuple[str, ...],
) -> StatisticsTable:
    doubts = _Doubts()
    for column in columns:
        if column.field is None:
            doubts.add("unknown_column", column.name)
    has_groups = any(column.group for column in columns)
    before = cells.lines[: index - has_groups]
    preamble = tuple(" ".join(plain(c) for c in line if c.strip()) for _, line in before)
    as_at = as_at_of((*titles, *preamble))
    if as_at is None:
        doubts.add("no_as_at", titles[0] if titles else "no title, no preamble")
    dataset = _dataset(columns)
    rows: list[StatisticsRow] = []
    held = 0
    for number, line in lines:
        one = _Line(number, line, columns, dataset, doubts)
        if one.urn is None:
            doubts.add("no_urn", f"line {number}")
            continue
        held += 1
        rows += one.rows()
    return StatisticsTable(
        dataset=dataset,
        title=titles[0] if titles else None,
        as_at=as_at,
        encoding=cells.encoding,
        preamble=preamble,
        columns=columns,
        rows=tuple(rows),
        lines=held,
        doubts=doubts.all(),
    )


def _dataset(columns: Sequence[TableColumn]) -> str:
    """Return which file it is, by headings that only it has."""
    names = {folded(column.name) for column in columns}
    if names & {"school name", "laestab", "ofsted phase"}:
        return "schools"
    if "provision type" in names:
        return "social_care"
    if any(name.startswith("eyr ") for name in names) or "provider urn" in names:
        return "childcare"
    return "authorities"


def _kind(dataset: str, provider_type: str | None) -> str:
    """Return the kind of provider, as the provider pages of the reports site have it.

    All of social care but local authorities stands in one category there, that of the homes.
    """
    if dataset == "schools":
        return "school"
    if dataset == "childcare":
        return "early_years"
    is_authority = "local authority" in (provider_type or "").casefold()
    return "authority" if dataset == "authorities" or is_authority else "childrens_home"


class _Line:
    """One line under the headings."""

    def __init__(
        self,
        number: int,
        cells: Sequence[str],
        columns: Sequence[TableColumn],
        dataset: str,
        doubts: _Doubts,
    ) -> None:
        self.number, self.doubts = number, doubts
        self.cells = [
            (column, cells[column.position])
            for column in columns
            if column.position < len(cells) and not is_empty(cells[column.position])
        ]
        self.urn = self._text("urn")
        self.kind = _kind(dataset, self._text("provider_type"))

    def rows(self) -> Iterator[StatisticsRow]:
        """Yield the inspections the line speaks of; a provider without any gives one row."""
        slots = [column.slot for column, _ in self.cells if _is_of_an_inspection(column)]
        for position, slot in enumerate(dict.fromkeys(["latest", *slots])):
            yield self._row(slot, is_first=position == 0)

    def _row(self, slot: str, *, is_first: bool) -> StatisticsRow:
        return StatisticsRow(
            line=self.number,
            slot=slot,
            urn=self.urn or "",
            provider_kind=self.kind,
            name=self._text("name"),
            provider_type=self._text("provider_type"),
            local_authority=self._text("local_authority"),
            event_type=self._text("event_type", slot),
            inspection_number=self._text("inspection_number", slot),
            inspected_on=self._day("inspected_on", slot),
            ended_on=self._day("ended_on", slot),
            published_on=self._day("published_on", slot),
            grades=tuple(self._grades(slot)),
            other=tuple(self._other()) if is_first else (),
        )

    def _text(self, name: str, slot: str = "latest") -> str | None:
        for column, cell in self.cells:
            if column.field == name and column.slot == slot:
                return text_of(cell)
        return None

    def _day(self, name: str, slot: str) -> date | None:
        words = self._text(name, slot)
        found = day_of(words) if words else None
        if words and found is None and words.casefold() not in ("not applicable", "n/a"):
            self.doubts.add("unreadable_date", f"line {self.number}, {name}: {words[:60]!r}")
        return found

    def _grades(self, slot: str) -> Iterator[StatedGrade]:
        for column, cell in self.cells:
            name = column.field or ""
            if column.slot == slot and name.startswith("grade:"):
                stated = grade_of(name.removeprefix("grade:"), column.name, cell)
                if stated.null_reason == "unreadable":
                    words = f"line {self.number}, {column.name}: {stated.as_printed[:60]!r}"
                    self.doubts.add("unknown_grade", words)
                yield stated

    def _other(self) -> Iterator[tuple[str, str]]:
        for column, cell in self.cells:
            if column.field in (None, DESCRIBES):
                yield column.name, plain(cell)


def _is_of_an_inspection(column: TableColumn) -> bool:
    name = column.field or ""
    return name.startswith("grade:") or name in ("inspected_on", "inspection_number")
