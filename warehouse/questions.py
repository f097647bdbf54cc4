"""Named queries: `warehouse/queries/NAME.sql`, each with its question, parameters and a sample answer in the comment at its head.

    -- What is in force against a target on a day?
    -- param target (party): whom it is against; example: Libya
    -- param on (day): the day; default: today; example: 1993-01-01
    -- answer: first 3 of 5 rows
    --   measure_type | sender | ...
    --   arms_embargo | UN Security Council | ...
    SELECT ... WHERE ... $target ... $on

A parameter with a default may be left out; `any` is no value at all; `today`, `yesterday` and `now` are what the clock says
(UTC). The sample answer is what the query gives for the examples (else the defaults) on the stories of `seeds/stories`; a
test compares them.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import partial
from pathlib import Path

from warehouse.codes import MeasureType, Stance, Status
from warehouse.errors import UsageError

QUERIES = Path(__file__).resolve().parent / "queries"
# A line that declares a parameter. Matches "-- param on (day): the day; default: today"; misses "-- the day".
PARAMETER = re.compile(
    r"-- param (?P<name>\w+) \((?P<kind>\w+)\): (?P<meaning>[^;]+)"
    r"(?:; default: (?P<default>[^;]+))?(?:; example: (?P<example>[^;]+))?"
)
LONGEST_LIST = 1_000_000  # rows


@dataclass(frozen=True)
class Parameter:
    """One value that a query asks for. Without a default it must be given."""

    name: str
    kind: str
    meaning: str
    default: str | None = None
    example: str | None = None

    @property
    def told(self) -> str:
        """What it expects, in words."""
        sample = f", like {self.example}" if self.example else ""
        return f"{self.name} ({self.meaning}: {EXPECTED[self.kind]}{sample})"

    def value(self, written: str) -> object:
        """Return the value for DuckDB. Raises UsageError saying what is expected."""
        if written == "any" and self.default == "any":
            return None
        try:
            return READ[self.kind](written)
        except (ValueError, KeyError) as error:
            raise UsageError(f"{self.name}={written!r} does not fit: it takes {self.told}") from error


@dataclass(frozen=True)
class Question:
    """One named query."""

    name: str
    question: str
    parameters: tuple[Parameter, ...]
    answer: str
    sql: str

    @property
    def usage(self) -> str:
        """Its parameters in one line, those with a default with it."""
        return ", ".join(one.name if one.default is None else f"{one.name}={one.default}" for one in self.parameters)

    def examples(self) -> dict[str, str]:
        """Return the values that the sample answer was made with."""
        return {one.name: str(one.example or one.default) for one in self.parameters}

    def values(self, given: Mapping[str, str]) -> dict[str, object]:
        """Return the values of all parameters. Raises UsageError naming what is unknown, missing or does not fit."""
        takes = f"it takes {', '.join(one.told for one in self.parameters)}" if self.parameters else "it takes none"
        unknown = [name for name in given if name not in {one.name for one in self.parameters}]
        if unknown:
            raise UsageError(f"the query {self.name} has no parameter {unknown[0]!r}: {takes}")
        missing = [one.name for one in self.parameters if one.default is None and one.name not in given]
        if missing:
            raise UsageError(f"the query {self.name} needs --param {missing[0]}=VALUE: {takes}")
        return {one.name: one.value(given.get(one.name, one.default or "")) for one in self.parameters}


def questions() -> list[Question]:
    """Return the queries that users may call by name, in order."""
    return [_question(path) for path in sorted(QUERIES.glob("*.sql"))]


def read_question(name: str) -> Question:
    """Return a query that users may call. Raises UsageError naming the choices."""
    known = questions()
    found = [question for question in known if question.name == name]
    if not found:
        raise UsageError(f"there is no query named {name!r}: choose one of {', '.join(question.name for question in known)}")
    return found[0]


def read_query(name: str) -> str:
    """Return the SQL of `queries/NAME.sql`, those of the program itself included (`report/totals`)."""
    return (QUERIES / f"{name}.sql").read_text(encoding="utf-8")


def parameters(pairs: Sequence[str]) -> dict[str, str]:
    """Return the values of a query's parameters from `KEY=VALUE`. Raises UsageError for anything else."""
    values = dict(pair.split("=", 1) for pair in pairs if "=" in pair)
    for pair in pairs:
        if not pair.partition("=")[0].isidentifier() or "=" not in pair:
            raise UsageError(f"{pair!r} is no parameter: write --param KEY=VALUE, such as --param at='2026-01-31 12:00'")
    return values


def _question(path: Path) -> Question:
    sql = path.read_text(encoding="utf-8")
    first, *head = [line for line in sql.splitlines() if line.startswith("--")]
    declared = [found for line in head if (found := PARAMETER.fullmatch(line))]
    answer = [line.removeprefix("--   ") for line in head if line.startswith("--   ")]
    return Question(
        path.stem,
        first.removeprefix("--").strip(),
        tuple(Parameter(**found.groupdict()) for found in declared),
        "\n".join(answer),
        sql,
    )


def _day(written: str, now: datetime | None = None) -> date:
    now = now or datetime.now(UTC)
    named = {"today": now.date(), "yesterday": now.date() - timedelta(days=1)}
    return named[written] if written in named else date.fromisoformat(written)


def _time(written: str, now: datetime | None = None) -> datetime:
    """Return a time in UTC without its zone, as the warehouse keeps times."""
    now = now or datetime.now(UTC)
    named = {"now": now, "yesterday": now - timedelta(days=1)}
    moment = named[written] if written in named else datetime.fromisoformat(written)
    return moment.astimezone(UTC).replace(tzinfo=None) if moment.tzinfo else moment


def _number(written: str) -> int:
    number = int(written)
    if not 0 < number <= LONGEST_LIST:
        raise ValueError(written)
    return number


def _share(written: str) -> float:
    share = float(written)
    if not 0 <= share <= 1:
        raise ValueError(written)
    return share


def _text(written: str) -> str:
    if not written.strip():
        raise ValueError(written)
    return written.strip()


def _code(codes: type[MeasureType] | type[Status] | type[Stance], written: str) -> str:
    return codes(written).value


READ: dict[str, Callable[[str], object]] = {
    "text": _text,
    "party": _text,
    "day": _day,
    "time": _time,
    "number": _number,
    "share": _share,
    "type": partial(_code, MeasureType),
    "status": partial(_code, Status),
    "stance": partial(_code, Stance),
}
EXPECTED = {
    "text": "a text",
    "party": "a country code, or the name of a country, body, person or company",
    "day": "a day as YYYY-MM-DD, today or yesterday",
    "time": "a time in UTC as YYYY-MM-DD HH:MM, now or yesterday",
    "number": f"a whole number from 1 to {LONGEST_LIST:,}",
    "share": "a number from 0 to 1",
    "type": f"one of {', '.join(MeasureType)}",
    "status": f"one of {', '.join(Status)}",
    "stance": f"one of {', '.join(Stance)}",
}
