"""What a lakehouse is called: `ducklake:postgres:CONNECTION` or `ducklake:sqlite:FILE`."""

import re
from dataclasses import dataclass
from pathlib import Path

from warehouse.errors import UsageError
from warehouse.ids import content_id

SCHEME = "ducklake:"
# Where the catalog is. Matches "ducklake:sqlite:/data/lake.sqlite" and "ducklake:postgres:dbname=lake host=db"; misses
# "ducklake:lake.duckdb", a catalog that only one process can have open.
NAME = re.compile(r"ducklake:(?P<kind>postgres|sqlite):(?P<place>.+)", re.DOTALL)
# A password in a connection string. Matches "password=x" and "postgresql://a:b@host"; misses "passfile=/run/pass".
PASSWORD = re.compile(r"\bpassword\s*=|://[^/@\s]*:[^/@\s]+@")


@dataclass(frozen=True)
class Lake:
    """A lakehouse: the kind of its catalog (postgres, sqlite), where that is, and the folder of its Parquet files.

    The folder is needed to make a lake; one that is there knows its own.
    """

    kind: str
    place: str
    folder: str | None = None

    @property
    def name(self) -> str:
        """What it is called on the command line."""
        return f"{SCHEME}{self.kind}:{self.place}"

    @property
    def key(self) -> str:
        """A name for files, the same for the same lake."""
        return content_id("lake", [self.name])


def is_lake(warehouse: str) -> bool:
    """Tell whether the name of a warehouse is that of a lake."""
    return warehouse.startswith(SCHEME)


def read_name(warehouse: str, folder: str | None = None) -> Lake:
    """Return the lake of that name. Raises UsageError if it is none, or would show a password to everybody."""
    found = NAME.fullmatch(warehouse)
    if not found:
        raise UsageError(
            f"--warehouse {warehouse!r}: a lake is called ducklake:sqlite:FILE or ducklake:postgres:CONNECTION, like"
            " 'ducklake:postgres:dbname=lake host=db user=wires'"
        )
    if PASSWORD.search(warehouse):
        raise UsageError("the name of a lake must not hold a password: put it into PGPASSWORD, or into the file ~/.pgpass")
    place = found["place"]
    if found["kind"] == "sqlite":
        place = str(Path(place).absolute())
        folder = folder or f"{place}.files"
    return Lake(found["kind"], place, str(Path(folder).absolute()) if folder else None)
