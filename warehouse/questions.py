"""Named queries: `warehouse/queries/NAME.sql`, each with its question on the first line."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from warehouse.errors import UsageError

QUERIES = Path(__file__).resolve().parent / "queries"


@dataclass(frozen=True)
class Question:
    """One named query."""

    name: str
    question: str
    sql: str


def questions() -> list[Question]:
    """Return the queries that users may call by name, in order."""
    return [_question(path) for path in sorted(QUERIES.glob("*.sql"))]


def read_query(name: str) -> str:
    """Return the SQL of a named query. Raises UsageError naming the choices."""
    path = QUERIES / f"{name}.sql"
    if not path.is_file() or not path.resolve().is_relative_to(QUERIES):
        names = ", ".join(question.name for question in questions())
        raise UsageError(f"there is no query named {name!r}: choose one of {names}")
    return path.read_text(encoding="utf-8")


def parameters(pairs: Sequence[str]) -> dict[str, str]:
    """Return the values of a query's parameters from `KEY=VALUE`. Raises UsageError for anything else."""
    values = dict(pair.split("=", 1) for pair in pairs if "=" in pair)
    for pair in pairs:
        if not pair.partition("=")[0].isidentifier() or "=" not in pair:
            raise UsageError(f"{pair!r} is no parameter: write --param KEY=VALUE, such as --param at='2026-01-31 12:00'")
    return values


def _question(path: Path) -> Question:
    sql = path.read_text(encoding="utf-8")
    return Question(path.stem, sql.splitlines()[0].removeprefix("--").strip(), sql)
