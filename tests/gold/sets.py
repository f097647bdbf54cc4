"""The annotated sets, and what is read from their stories now."""

import io
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

from tasks.explanation import Explanation, clean_source
from tasks.explanation import explained as explain_one
from tasks.language.pipeline import DEFAULT_MODEL, load_language
from tasks.measures.analyse import analyse_stories
from tasks.measures.analysis import Analysis
from tasks.sources.limits import Limits
from tests.gold.matching import Row
from tests.gold.scoring import Score, score
from warehouse.codes import Role

ROOT = Path(__file__).resolve().parents[2]
SHARED = ROOT.parent / "shared"
ASIDE = frozenset({"README.md"})


@dataclass(frozen=True)
class GoldSet:
    """Annotated stories: the annotation, the folder of their files, and where each is from."""

    name: str
    gold: Path
    folder: Path

    @property
    def rows(self) -> list[Row]:
        """The annotation, one row a story."""
        return [json.loads(line) for line in self.gold.read_text(encoding="utf-8").splitlines()]

    @property
    def is_here(self) -> bool:
        """Whether the stories are beside this checkout."""
        return self.gold.is_file() and self.folder.is_dir()

    def file_of(self, story_id: str) -> Path:
        """Return the file of a story."""
        (path,) = (path for path in self.folder.iterdir() if path.name not in ASIDE and path.name.split(".")[0] == story_id)
        return path

    def sources(self) -> dict[str, str]:
        """Return where each story is from: its collection, or its format where the stories are ours."""
        index = self.folder.parent / f"{self.folder.name}-index.jsonl"
        told = {}
        if index.is_file():
            entries = map(json.loads, index.read_text(encoding="utf-8").splitlines())
            told = {entry["n"]: entry["source"] for entry in entries}
        suffixes = {row["id"]: self.file_of(row["id"]).suffix.removeprefix(".") for row in self.rows}
        labels = {name: label.split(" (")[0] for name, label in told.items()}
        return {name: labels.get(name, "the first story" if name == "seed" else suffix) for name, suffix in suffixes.items()}


SAMPLES = GoldSet("samples", Path(__file__).parent / "samples.jsonl", ROOT / "seeds" / "stories")
DEVELOPMENT = GoldSet("development", SHARED / "gold" / "dev.jsonl", SHARED / "stories" / "dev")
SETS = (SAMPLES, DEVELOPMENT)


@cache
def explained(gold_set: GoldSet) -> dict[str, Explanation]:
    """Return every story of a set as it is read now, by the name of its file; read once per process."""
    cleaned = {
        row["id"]: story
        for row in gold_set.rows
        for story in clean_source(str(gold_set.file_of(row["id"])), Limits(), _now, io.BytesIO())
    }
    analyses = analyse_stories([one.story for one in cleaned.values()], load_language(DEFAULT_MODEL))
    return {
        name: explain_one(one.story, one.furniture, analysis)
        for (name, one), analysis in zip(cleaned.items(), analyses, strict=True)
    }


@cache
def score_of(gold_set: GoldSet) -> Score:
    """Return the score of a set as its stories are read now."""
    return score(gold_set.rows, predictions(gold_set))


def predictions(gold_set: GoldSet) -> dict[str, Row]:
    """Return what is read from a set, in the form of the annotation."""
    return {name: prediction(name, one.analysis) for name, one in explained(gold_set).items()}


def prediction(name: str, analysis: Analysis) -> Row:
    """Return one analysis in the form of the annotation."""
    sides: dict[tuple[str, Role], list[str]] = {}
    for party in analysis.parties:
        sides.setdefault((party.measure_id, party.role), []).append(party.country or party.name)
    measures = [
        {
            "type": str(row.measure_type),
            "status": str(row.status),
            "senders": sides.get((row.measure_id, Role.SENDER), []),
            "targets": sides.get((row.measure_id, Role.TARGET), []),
            "evidence": [row.evidence_text],
        }
        for row in analysis.measures
    ]
    positions = [{"holder": row.holder_country or row.holder_name, "stance": str(row.stance)} for row in analysis.positions]
    return {"id": name, "measures": measures, "positions": positions}


def dumped(rows: Sequence[Row]) -> str:
    """Return rows as JSON lines."""
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)


def _now() -> datetime:
    return datetime(2026, 1, 2, tzinfo=UTC)
