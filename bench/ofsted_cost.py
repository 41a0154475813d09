"""What reading a folder of PDFs costs: CPU beside pdfium's own, and memory.

Every file is extracted bare and then read, one after the other, so that both meet the same machine.
"""

from __future__ import annotations

import contextlib
import resource
import sys
import time
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path

import pypdfium2 as pdfium

from pipelines.ofsted import read_pdf

MILLISECONDS = 50.0  # CPU a file may take on average
MEGABYTES = 300.0  # memory a child that reads them may take at its peak


@dataclass(frozen=True, kw_only=True, slots=True)
class Cost:
    """What reading a folder once cost a fresh child process."""

    files: int
    seconds: float  # CPU of read_pdf
    extraction: float  # CPU seconds that pdfium needs for the bare text of the same files
    megabytes: float  # its peak memory

    @property
    def times(self) -> float:
        """Reading in times of the bare extraction: the same on a fast machine and a slow one."""
        return self.seconds / (self.extraction or 1.0)


def read_cost(folder: Path) -> Cost:
    """Read a folder in a fresh child, beside the bare extraction of each file."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as child:
        return child.submit(_read_all, folder).result()


def cost(folder: Path) -> bool:
    """Print what reading a folder costs a fresh child, and whether both bars hold."""
    found = read_cost(folder)
    each = 1000 * found.seconds / max(found.files, 1)
    print(
        f"{found.files} files: {each:.1f} ms CPU each (bar {MILLISECONDS:.0f}),"
        f" {found.times:.2f} times the bare extraction,"
        f" child peak {found.megabytes:.0f} MB (bar {MEGABYTES:.0f})"
    )
    return each <= MILLISECONDS and found.megabytes <= MEGABYTES


def _read_all(folder: Path) -> Cost:
    seconds, extraction, files = 0.0, 0.0, 0
    for path in files_of(folder):
        data = path.read_bytes()
        begun = time.process_time()
        _extract(data)
        extracted = time.process_time()
        read_pdf(data)
        seconds += time.process_time() - extracted
        extraction += extracted - begun
        files += 1
    unit = 1 if sys.platform == "darwin" else 1024  # ru_maxrss counts bytes there, kilobytes here
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit / 2**20
    return Cost(files=files, seconds=seconds, extraction=extraction, megabytes=peak)


def _extract(data: bytes) -> None:
    """Let pdfium give the text of every page, as any reader must."""
    with contextlib.suppress(pdfium.PdfiumError):  # a broken file costs what it costs
        pdf = pdfium.PdfDocument(data)
        for number in range(len(pdf)):
            page = pdf[number]
            text = page.get_textpage()
            text.get_text_range()
            text.close()
            page.close()
        pdf.close()


def files_of(folder: Path) -> list[Path]:
    """The files of a folder and the folders in it, by name."""
    return sorted(one for one in folder.rglob("*") if one.is_file())
