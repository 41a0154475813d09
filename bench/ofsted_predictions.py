"""Read a folder of PDFs and print one JSON line a file, in the columns of the Ofsted gold table.

    python bench/ofsted_predictions.py FOLDER [--authorities CSV] > predictions.jsonl
    python bench/ofsted_predictions.py FOLDER --cost      CPU a file and memory of one child

Works without a database. Nothing is read from a file's name. A column is null where the document
does not say. The table of authorities gives plain names and URNs: by default the project's own
(db/reference/authorities.csv), else the one beside the measuring data.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from bench.ofsted_cost import cost, files_of  # noqa: E402
from pipelines.ofsted import Publication, read_pdf  # noqa: E402
from pipelines.ofsted.authorities import REFERENCE, Authorities, read_table  # noqa: E402
from words.frameworks import Framework  # noqa: E402

# our area → column of the table
JUDGEMENTS = {
    "impact_of_leaders": "j_impact_of_leaders",
    "help_and_protection": "j_help_and_protection",
    "in_care_and_care_leavers": "j_in_care_and_care_leavers",
    "in_care": "j_in_care",
    "care_leavers": "j_care_leavers",
    "overall_effectiveness": "j_overall_effectiveness",
    "looked_after_permanence": "j_looked_after_permanence",
    "adoption": "j_adoption",
    "leadership": "j_leadership",
    "lscb": "j_lscb",
    "capacity_to_improve": "j_capacity_to_improve",
    "outcomes": "j_outcomes",
    "quality_of_provision": "j_quality_of_provision",
}
LEADS = ("lead", "reporting")


def default_table() -> Path:
    """The project's table of authorities, else the measuring data's."""
    data = Path(os.environ.get("WINNOW_DATA", ROOT.parent / "shared" / "data"))
    return REFERENCE if REFERENCE.is_file() else data / "ofsted" / "local_authorities.csv"


def prediction(name: str, data: bytes, authorities: Authorities) -> dict[str, object]:
    """The columns read from one PDF."""
    digest = hashlib.sha256(data).hexdigest()
    return {"file": name, "sha256": digest, **columns(read_pdf(data), authorities)}


def columns(publication: Publication, authorities: Authorities) -> dict[str, object]:
    """The columns of one publication."""
    authority = _authority(publication, authorities)
    grades: dict[str, str | None] = dict.fromkeys(JUDGEMENTS.values())
    for judgement in publication.judgements:
        if judgement.area in JUDGEMENTS and judgement.grade:
            grades[JUDGEMENTS[judgement.area]] = judgement.grade.replace("_", " ")
    return {
        "urn": publication.urn or authorities.urns.get(authority or "") or None,
        "authority": authority,
        "authority_as_printed": publication.provider_as_printed,
        "la_code": None,
        "gss_code": None,
        "region": None,
        "framework": publication.framework.value if publication.framework else None,
        "inspection_type": publication.event_type,
        "published": None,
        "published_printed": _iso(publication.published_printed),
        "inspection_start": _iso(publication.started_on),
        "inspection_end": _iso(publication.ended_on),
        "dates_as_printed": publication.dates_as_printed,
        "date_ranges": [
            [one.started_on.isoformat(), one.ended_on.isoformat()] for one in publication.inspected
        ]
        or None,
        "lead_inspector": "; ".join(i.name for i in publication.inspectors if i.role in LEADS)
        or None,
        "inspectors": _inspectors(publication),
        "theme_as_printed": _theme(publication),
        "send_outcome": publication.send_outcome,
        "previous_inspection_printed": publication.previous_inspection_printed,
        **grades,
        "kind": publication.kind.value,
        "reason": publication.reason,
        "doubts": list(map(str, publication.doubts)),
    }


def _authority(publication: Publication, authorities: Authorities) -> str | None:
    """The plain name by the table; without a table the reader's own."""
    if not authorities.names or not publication.provider_as_printed:
        return publication.provider
    return authorities.resolve(publication.provider_as_printed)


def _iso(day: object) -> str | None:
    return str(day) if day else None


def _inspectors(publication: Publication) -> str | None:
    """Letters: all named. SEND: the other inspectorate's lead. The gold leaves out other teams."""
    if publication.framework is Framework.AREA_SEND:
        cqc = [f"CQC lead: {i.name}" for i in publication.inspectors if i.role == "cqc_lead"]
        return "; ".join(cqc) or None
    if publication.framework in (Framework.ILACS_FOCUSED_VISIT, Framework.ILACS_MONITORING_VISIT):
        return "; ".join(i.name for i in publication.inspectors) or None
    return None


def _theme(publication: Publication) -> str | None:
    """As the table prints themes: to the first full stop, also within a list.

    Of a JTAI the words to the end of the sentence, without a place that follows "in" directly.
    """
    theme = publication.theme
    if publication.framework is Framework.JTAI:
        facts = [one for one in publication.facts if one.name == "theme" and one.evidence]
        words = facts[0].evidence.words if facts and facts[0].evidence else ""
        return re.sub(r",? in [A-Z][^,.]*$", "", words) or None
    return re.split(r"(?<=\.)\s", theme, maxsplit=1)[0] if theme else None


def main() -> int:
    """Print the predictions of a folder; 2 where it is none, 1 where a bar of --cost broke."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--authorities", type=Path, default=default_table())
    parser.add_argument("--cost", action="store_true", help="print CPU and memory instead")
    arguments = parser.parse_args()
    if not arguments.folder.is_dir():
        print(f"not a folder: {arguments.folder}", file=sys.stderr)
        return 2
    if arguments.cost:
        return 0 if cost(arguments.folder) else 1
    table = arguments.authorities
    authorities = read_table(table) if table.is_file() else Authorities()
    for path in files_of(arguments.folder):
        line = prediction(path.name, path.read_bytes(), authorities)
        print(json.dumps(line, ensure_ascii=False))
    return 0


if __name__ == "__main__":
    sys.exit(main())
