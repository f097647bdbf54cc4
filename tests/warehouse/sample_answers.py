"""What the named queries answer on the samples, as the comments at their heads give it.

After a change of the queries, the samples or the extraction: `python -m tests.warehouse.sample_answers` rewrites the comments.
"""

import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Sequence
from pathlib import Path

from warehouse.connect import Reader, open_reader
from warehouse.questions import QUERIES, Question, questions

ROOT = Path(__file__).resolve().parents[2]
SHOWN_ROWS, SHOWN_CHARS = 3, 60
# Columns that depend on when and from where the samples came, or on ids that nobody reads.
PASSING = re.compile(r".*(_ids?|_uri)|(?!published_).*_at")
ANSWER = re.compile(r"(?m)^-- (?:answer: .*|  .*)\n")


def sample_answer(reader: Reader, question: Question) -> list[str]:
    """Return the lines of the comment: how many rows there are, the columns, the first rows, long values shortened."""
    columns, rows = reader.table(question.sql, question.values(question.examples()))
    kept = [place for place, name in enumerate(columns) if not PASSING.fullmatch(name)]
    count = f"first {SHOWN_ROWS} of {len(rows)} rows" if len(rows) > SHOWN_ROWS else f"{len(rows)} row{'s' * (len(rows) != 1)}"
    lines = [[columns[place] for place in kept], *([_short(row[place]) for place in kept] for row in rows[:SHOWN_ROWS])]
    return [f"-- answer: {count}", *(f"--   {' | '.join(line)}" for line in lines)]


def with_answer(sql: str, answer: Iterable[str]) -> str:
    """Return the query with the answer after the other comments at its head."""
    bare = ANSWER.sub("", sql).splitlines()
    head = next(place for place, line in enumerate(bare) if not line.startswith("--"))
    return "\n".join([*bare[:head], *answer, *bare[head:]]) + "\n"


def _short(value: object) -> str:
    if isinstance(value, list):
        return "[" + ", ".join(_short(one) for one in value[:3]) + (", …]" if len(value) > SHOWN_ROWS else "]")
    text = "" if value is None else " ".join(str(value).split())
    return text if len(text) <= SHOWN_CHARS else f"{text[: SHOWN_CHARS - 1]}…"


def main(arguments: Sequence[str]) -> None:
    """Ingest the samples (or open the given warehouse of them) and rewrite the comments."""
    with tempfile.TemporaryDirectory() as home:
        published = Path(arguments[0]) if arguments else Path(home) / "warehouse.duckdb"
        if not arguments:
            command = [sys.executable, "-c", "from flows.cli import main; main()", "ingest", str(ROOT / "seeds" / "stories")]
            subprocess.run(command, cwd=ROOT, env={**os.environ, "SANCTIONWIRE_HOME": home}, check=True, capture_output=True)
        with open_reader(published) as reader:
            for question in questions():
                path = QUERIES / f"{question.name}.sql"
                path.write_text(with_answer(question.sql, sample_answer(reader, question)), encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
