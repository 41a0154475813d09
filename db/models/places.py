"""Where news comes from, and who is inspected."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from db.models.base import Base, one_of
from db.types import Digest, JsonValue, UtcDateTime

SOURCE_KINDS = ("news", "ofsted", "govuk", "import")
SUCCESSION_ORIGINS = ("statistics", "site")
PROVIDER_KINDS = ("authority", "school", "early_years", "childrens_home", "fe_skills", "other")


class Source(Base):
    """A site we read, as its registry entry stood when it was last loaded."""

    __tablename__ = "sources"
    __table_args__ = (one_of("kind", SOURCE_KINDS, "kind"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(100), unique=True)  # bolton_news, ofsted_reports …
    group_key: Mapped[str] = mapped_column(String(100), index=True)
    kind: Mapped[str] = mapped_column(String(20))
    name: Mapped[str] = mapped_column(String(200))
    homepage: Mapped[str | None]
    hosts: Mapped[list[str]] = mapped_column(JsonValue, default=list)  # first = canonical host
    areas: Mapped[list[str]] = mapped_column(JsonValue, default=list)
    entry_sha256: Mapped[str | None] = mapped_column(Digest)  # digest of the registry entry
    first_seen_at: Mapped[datetime] = mapped_column(UtcDateTime)
    updated_at: Mapped[datetime] = mapped_column(UtcDateTime)
    retired_at: Mapped[datetime | None] = mapped_column(UtcDateTime)  # left the registry
    suspect_since: Mapped[datetime | None] = mapped_column(UtcDateTime)  # an alarm stands
    suspect_reason: Mapped[str | None]


class Provider(Base):
    """Somebody Ofsted inspects. Childcare URNs collide with school URNs: the key is (kind, urn)."""

    __tablename__ = "providers"
    __table_args__ = (UniqueConstraint("kind", "urn"), one_of("kind", PROVIDER_KINDS, "kind"))

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(20))
    urn: Mapped[str] = mapped_column(String(20))  # text: EY123456 and SC123456 occur
    name: Mapped[str] = mapped_column(String(300), index=True)
    category: Mapped[str | None] = mapped_column(String(10))  # the site's number in /provider/NN/
    status: Mapped[str | None] = mapped_column(String(50))  # open, closed, as the site prints it
    registration: Mapped[dict[str, Any]] = mapped_column(JsonValue, default=dict)  # label → value
    authority_id: Mapped[int | None] = mapped_column(ForeignKey("providers.id"), index=True)
    first_seen_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    seen_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    authority: Mapped[Authority | None] = relationship(
        back_populates="provider", uselist=False, foreign_keys="Authority.provider_id"
    )


class Authority(Base):
    """What a local authority has besides being a provider: its codes, region, and validity.

    Facts from the lookup of github.com/JT-39/ofsted-ilacs-scrape-tool.
    """

    __tablename__ = "authorities"

    provider_id: Mapped[int] = mapped_column(
        ForeignKey("providers.id", ondelete="CASCADE"), primary_key=True
    )
    la_code: Mapped[str] = mapped_column(String(3), index=True)  # DfE's three digits
    gss_code: Mapped[str] = mapped_column(String(9), index=True)
    region_code: Mapped[str] = mapped_column(String(5))
    region: Mapped[str] = mapped_column(String(50))
    region_gss_code: Mapped[str | None] = mapped_column(String(9))
    type: Mapped[str] = mapped_column(String(50))  # London Borough, County …
    domain: Mapped[str | None] = mapped_column(String(100))
    abolished_on: Mapped[date | None]  # None = current

    provider: Mapped[Provider] = relationship(
        back_populates="authority", foreign_keys=[provider_id]
    )


class AuthorityAlias(Base):
    """One name of an authority. A name may belong to two (county and town)."""

    __tablename__ = "authority_aliases"
    __table_args__ = (UniqueConstraint("provider_id", "alias"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    provider_id: Mapped[int] = mapped_column(ForeignKey("providers.id", ondelete="CASCADE"))
    alias: Mapped[str] = mapped_column(String(200), index=True)


class AuthoritySuccession(Base):
    """One authority taking over from another on a day. Linked, never merged."""

    __tablename__ = "authority_successions"

    predecessor_id: Mapped[int] = mapped_column(
        ForeignKey("providers.id", ondelete="CASCADE"), primary_key=True
    )
    successor_id: Mapped[int] = mapped_column(
        ForeignKey("providers.id", ondelete="CASCADE"), primary_key=True
    )
    changed_on: Mapped[date]


class ProviderSuccession(Base):
    """One provider having had another URN before, and where that was read.

    Keyed by kind and URN, not by provider: most of the schools that became academies were never
    ours to read. The earlier URN need not be the one directly before. Linked, never merged.
    """

    __tablename__ = "provider_successions"
    __table_args__ = (
        UniqueConstraint(
            "kind",
            "predecessor_urn",
            "successor_urn",
            "origin",
            name="uq_provider_successions_urns",  # the whole name is too long for PostgreSQL
        ),
        Index("ix_provider_successions_kind_successor_urn", "kind", "successor_urn"),
        one_of("origin", SUCCESSION_ORIGINS, "origin"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(20))  # of both providers
    predecessor_urn: Mapped[str] = mapped_column(String(20))
    successor_urn: Mapped[str] = mapped_column(String(20))
    predecessor_name: Mapped[str | None] = mapped_column(String(300))
    successor_name: Mapped[str | None] = mapped_column(String(300))
    changed_on: Mapped[date | None]  # the day the later one opened, where that is said
    origin: Mapped[str] = mapped_column(String(20))
    evidence_words: Mapped[str]  # as printed
    evidence_where: Mapped[str]  # line and file, or the page's address
    first_capture_id: Mapped[int] = mapped_column(ForeignKey("captures.id"))
    last_capture_id: Mapped[int] = mapped_column(ForeignKey("captures.id"))
    first_seen_at: Mapped[datetime] = mapped_column(UtcDateTime)
    last_seen_at: Mapped[datetime] = mapped_column(UtcDateTime)


class ServiceOperator(Base):
    """A trust or company that runs children's services for an authority, which stays responsible.

    A day that is NULL is not known to us. `evidence` says what the fact rests on.
    """

    __tablename__ = "service_operators"
    __table_args__ = (UniqueConstraint("provider_id", "name"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    provider_id: Mapped[int] = mapped_column(ForeignKey("providers.id", ondelete="CASCADE"))
    name: Mapped[str] = mapped_column(String(200))
    began_on: Mapped[date | None]
    ended_on: Mapped[date | None]
    evidence: Mapped[str]
