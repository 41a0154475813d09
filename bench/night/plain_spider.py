"""The spider that a user would write: Scrapy, trafilatura with metadata, SQLAlchemy's ORM.

Run as `python -m bench.night.plain_spider DATABASE default|fast FEED…`; each page is one commit.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import Any

import scrapy
from scrapy.crawler import AsyncCrawlerProcess
from scrapy.http import Response
from sqlalchemy import create_engine
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column, sessionmaker
from trafilatura import bare_extraction


class Base(DeclarativeBase):
    """The declarative base."""


class Article(Base):
    """One page."""

    __tablename__ = "articles"

    id: Mapped[int] = mapped_column(primary_key=True)
    url: Mapped[str] = mapped_column(unique=True)
    title: Mapped[str | None]
    author: Mapped[str | None]
    date: Mapped[str | None]
    text: Mapped[str | None]


class StorePipeline:
    """Stores an article unless its address is known."""

    def __init__(self, database: str) -> None:
        engine = create_engine(f"sqlite:///{database}")
        Base.metadata.create_all(engine)
        self.session: Session = sessionmaker(engine)()

    @classmethod
    def from_crawler(cls, crawler: Any) -> StorePipeline:
        """Read the place of the database from the settings."""
        return cls(crawler.settings["DATABASE"])

    def process_item(self, item: dict[str, Any]) -> dict[str, Any]:
        """Add one article."""
        if not self.session.query(Article).filter_by(url=item["url"]).first():
            self.session.add(Article(**item))
            self.session.commit()
        return item


class NewsSpider(scrapy.Spider):
    """Reads feeds, and each page that they list."""

    name = "news"
    fast = False

    def parse(self, response: Response) -> Iterator[Any]:
        """Follow the links of a feed."""
        for link in response.xpath("//item/link/text()").getall():
            yield response.follow(link, self.parse_article)

    def parse_article(self, response: Response) -> Iterator[dict[str, Any]]:
        """Read one page."""
        found: Any = bare_extraction(
            response.text, url=response.url, with_metadata=True, fast=self.fast
        )
        if found is not None:
            yield {
                "url": response.url,
                "title": found.title,
                "author": found.author,
                "date": found.date,
                "text": found.text,
            }


def main(database: str, how: str, *feeds: str) -> None:
    """Crawl the feeds."""
    NewsSpider.fast = how == "fast"
    process = AsyncCrawlerProcess(
        {
            "LOG_LEVEL": "INFO",
            "ROBOTSTXT_OBEY": True,
            "TELNETCONSOLE_ENABLED": False,
            "CONCURRENT_REQUESTS_PER_DOMAIN": 8,
            "DOWNLOAD_DELAY": 0,
            "DATABASE": database,
            "ITEM_PIPELINES": {StorePipeline: 300},
        }
    )
    process.crawl(NewsSpider, start_urls=list(feeds))
    process.start()


if __name__ == "__main__":
    main(*sys.argv[1:])
