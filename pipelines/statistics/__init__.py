"""Ofsted's management information (files of one row a provider) → values. Pure: bytes in."""

from pipelines.statistics.model import (
    StatedGrade,
    StatisticsRow,
    StatisticsTable,
    StatisticsTables,
    TableError,
)
from pipelines.statistics.reader import read_statistics

__all__ = [
    "StatedGrade",
    "StatisticsRow",
    "StatisticsTable",
    "StatisticsTables",
    "TableError",
    "read_statistics",
]
