"""What a person decided, which no run changes: a link, or a report that left its source."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from db.models.base import Base, one_of
from db.types import JsonValue, UtcDateTime

ABOUT = ("link", "withdrawal")
VERDICTS = ("confirmed", "rejected", "kept", "hidden", "undone")


class Decision(Base):
    """One decision. Rows are only added; of those about the same thing the latest stands.

    link: `confirmed` or `rejected`, of a report and an inspection. withdrawal: `kept` (in exports
    and search although its source took it away) or `hidden`. `undone`: as if never decided.
    """

    __tablename__ = "decisions"
    __table_args__ = (
        Index("ix_decisions_report_id_inspection_id", "report_id", "inspection_id"),
        one_of("about", ABOUT, "about"),
        one_of("verdict", VERDICTS, "verdict"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    about: Mapped[str] = mapped_column(String(10))
    report_id: Mapped[int] = mapped_column(ForeignKey("reports.id", ondelete="CASCADE"))
    inspection_id: Mapped[int | None] = mapped_column(
        ForeignKey("inspections.id", ondelete="CASCADE")
    )
    verdict: Mapped[str] = mapped_column(String(10))
    decided_at: Mapped[datetime] = mapped_column(UtcDateTime)
    decided_by: Mapped[str] = mapped_column(String(200))
    note: Mapped[str | None]
    evidence: Mapped[dict[str, Any] | None] = mapped_column(JsonValue)  # what the person was shown
