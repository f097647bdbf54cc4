"""The files of one warehouse, by name."""

from dataclasses import dataclass
from pathlib import Path

import duckdb

WRITER_SUFFIX = ".writer"


@dataclass(frozen=True)
class WarehouseFiles:
    """The files of one warehouse. `published` is what readers open; the others belong to the writer."""

    published: Path

    @property
    def writer(self) -> Path:
        """The file that is written to."""
        return self._beside(WRITER_SUFFIX)

    @property
    def log(self) -> Path:
        """DuckDB's write-ahead log of the writer's file; there only while it is written to, or after a crash."""
        return self._beside(f"{WRITER_SUFFIX}.wal")

    @property
    def lease(self) -> Path:
        """The lock that the one writer holds."""
        return self._beside(".lease")

    @property
    def ledger(self) -> Path:
        """What was received and committed, told outside of the DuckDB files."""
        return self._beside(".ledger")

    @property
    def previous(self) -> Path:
        """The snapshot before the published one."""
        return self._beside(".previous")

    @property
    def runs(self) -> Path:
        """The folder of the runs' folders, in which stages hand over through Parquet parts."""
        return self.published.parent / "runs" / self.published.stem

    def damaged(self) -> list[Path]:
        """Return the files that recoveries have set aside, the oldest first."""
        return sorted(self.published.parent.glob(f".{self.published.name}.damaged-*"))

    def _beside(self, suffix: str) -> Path:
        return self.published.with_name(f".{self.published.name}{suffix}")


def files_of(connection: duckdb.DuckDBPyConnection) -> WarehouseFiles | None:
    """Return the files of the warehouse that a connection writes; None for a database that is no writer's file."""
    found = connection.execute("SELECT path FROM duckdb_databases() WHERE database_name = current_database()").fetchone()
    path = Path(found[0]) if found and found[0] else None
    if path is None or not (path.name.startswith(".") and path.name.endswith(WRITER_SUFFIX)):
        return None
    return WarehouseFiles(path.with_name(path.name[1 : -len(WRITER_SUFFIX)]))
