"""Read a DuckDB file to its last block, in a process of its own: a damaged one may take its reader with it.

`python -m warehouse.inspection FILE` prints what it found as JSON.
"""

import json
import subprocess
import sys
from dataclasses import asdict, dataclass, field
from pathlib import Path

import duckdb

from warehouse.sequence import table_counts, writer_sequence

ROOT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True)
class Inspection:
    """What a file holds: changes seen and rows of the tables; or what is wrong with it."""

    sequence: int = 0
    counts: dict[str, int] = field(default_factory=dict)
    trouble: str | None = None
    locked: bool = False


def inspect(path: Path) -> Inspection:
    """Return what a file holds. Every block is read, so that DuckDB compares its checksum."""
    if not path.exists():
        return Inspection(trouble="it is missing")
    command = [sys.executable, "-m", "warehouse.inspection", str(path)]
    ran = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)  # noqa: S603 - our own interpreter
    try:
        return Inspection(**json.loads(ran.stdout))
    except ValueError:
        return Inspection(trouble=f"reading it ended with {ran.returncode}")


def read_whole(path: Path) -> Inspection:
    """Do what `inspect` does, in this process."""
    try:
        with duckdb.connect(str(path), read_only=True) as connection:
            for (table,) in connection.execute("SELECT table_name FROM duckdb_tables() WHERE NOT internal").fetchall():
                connection.execute(f'SELECT bit_xor(hash(one)) FROM "{table}" AS one').fetchone()  # noqa: S608 - a catalogue name
            return Inspection(writer_sequence(connection), table_counts(connection))
    except duckdb.Error as error:
        words = str(error).splitlines()[0]
        return Inspection(trouble=words, locked="Could not set lock" in words)


if __name__ == "__main__":
    sys.stdout.write(json.dumps(asdict(read_whole(Path(sys.argv[1])))))
