"""The two states that a diff compares: runs, times, versions of a story, or versions of the rules."""

import re
from datetime import UTC, datetime
from typing import Any

import duckdb

from warehouse.connect import Reader
from warehouse.differences import QUERIES, Difference, Side, compare, picked, side_at
from warehouse.errors import UsageError

# A version of a story: "story_0a1b@2" and "story_0a1b@9f3c"; a miss: "story_0a1b".
STORY_VERSION = re.compile(r"(story_[0-9a-f]+)@(\w+)")
RULES = re.compile(r"rules:([\w.-]+)")
HOW = "name two runs, two times (UTC), two versions story_ID@1 story_ID@2, or two versions of the rules rules:1 rules:2"


def differences_between(reader: Reader, one: str, other: str | None) -> list[Difference]:
    """Return what differs from one state to the other; of a run alone, what it changed.

    A run stands for the moment of its end, so that runs and times can be mixed. Raises UsageError for what is no state.
    """
    connection = reader.connection
    if other is None:
        begin, end = _run(connection, one)
        return compare(side_at(connection, begin), side_at(connection, end))
    versions = [STORY_VERSION.fullmatch(name) for name in (one, other)]
    rules = [RULES.fullmatch(name) for name in (one, other)]
    if versions[0] and versions[1]:
        return compare(*(_of_version(connection, found[1], found[2]) for found in versions if found))
    if rules[0] and rules[1]:
        return _between_rules(connection, rules[0][1], rules[1][1])
    if any((*versions, *rules)):
        raise UsageError(f"{one} and {other} cannot be compared: {HOW}")
    return compare(*(side_at(connection, _moment(connection, name)) for name in (one, other)))


def _moment(connection: duckdb.DuckDBPyConnection, name: str) -> datetime:
    """Return the time that a run ended, or that is written."""
    if name == "now":
        return datetime.now(UTC).replace(tzinfo=None)
    if name.startswith("run_"):
        return _run(connection, name)[1]
    try:
        moment = datetime.fromisoformat(name)
    except ValueError:
        raise UsageError(f"{name!r} is neither a run nor a time: {HOW}") from None
    return moment.astimezone(UTC).replace(tzinfo=None) if moment.tzinfo else moment


def _run(connection: duckdb.DuckDBPyConnection, run_id: str) -> tuple[datetime, datetime]:
    """Return when a run began and ended."""
    row = connection.execute("SELECT started_at, finished_at FROM runs WHERE run_id = ?", [run_id]).fetchone()
    if row is None:
        raise UsageError(f'there is no run {run_id!r}, or it changed nothing: `sanctionwire query "FROM runs"` lists them')
    began, ended = row
    return began, ended or datetime.now(UTC).replace(tzinfo=None)


def _of_version(connection: duckdb.DuckDBPyConnection, story_id: str, version: str) -> Side:
    """Return what is read from one version of a story, named by its id or its number."""
    row = connection.execute(
        "SELECT version FROM stories WHERE story_id = $1 AND (version = $2 OR revision::VARCHAR = $2)"
        " ORDER BY version = $2 DESC LIMIT 1",
        [story_id, version],
    ).fetchone()
    if row is None:
        raise UsageError(f"there is no version {version} of {story_id}: `sanctionwire query --name story_versions` lists them")
    connection.execute("CREATE OR REPLACE TEMP TABLE asked AS SELECT ? AS story_id, ? AS version", [story_id, row[0]])
    of_version = "SEMI JOIN asked USING (story_id, version) WHERE NOT is_rejected"
    side = picked(
        connection,
        f"SELECT * FROM measures_known_at('infinity'::TIMESTAMP) {of_version}",  # noqa: S608 - constants
        "FROM parties_known_at('infinity'::TIMESTAMP)",
        f"SELECT * FROM positions_known_at('infinity'::TIMESTAMP) {of_version}",  # noqa: S608 - constants
    )
    return Side(side.states, {story_id: row[0]})


def _between_rules(connection: duckdb.DuckDBPyConnection, one: str, other: str) -> list[Difference]:
    """Return the differences in the story versions that both versions of the rules have read."""
    known = {rules for (rules,) in connection.execute(_sql("known_rules")).fetchall() if rules}
    for name in (one, other):
        if name not in known:
            raise UsageError(f"nothing was read by rules {name}: those that are known are {', '.join(sorted(known)) or 'none'}")
    return compare(_read_by(connection, one, other), _read_by(connection, other, one))


def _read_by(connection: duckdb.DuckDBPyConnection, rules: str, others: str) -> Side:
    """Return what the rules read from the versions that the other rules have read otherwise."""
    connection.execute(f"CREATE OR REPLACE TEMP TABLE asked AS {_sql('read_by')}", {"rules": rules, "others": others})
    side = picked(connection, *(_sql(f"{name}_read") for name in ("measures", "parties", "positions")))
    versions: list[Any] = connection.execute("SELECT story_id, version FROM asked").fetchall()
    return Side(side.states, dict(versions))


def _sql(name: str) -> str:
    return (QUERIES / f"{name}.sql").read_text(encoding="utf-8")
