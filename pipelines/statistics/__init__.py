"""Ofsted's management information (files of one row a provider) → values. Pure: bytes in."""

from pipelines.statistics.model import (
    StatedGrade,
    StatedInspection,
    StatisticsTable,
    StatisticsTables,
    TableError,
)
from pipelines.statistics.reader import read_statistics

__all__ = [
    "StatedGrade",
    "StatedInspection",
    "StatisticsTable",
    "StatisticsTables",
    "TableError",
    "read_statistics",
]
