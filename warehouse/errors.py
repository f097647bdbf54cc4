"""Everything that sanctionwire raises on purpose.

SanctionwireError          the root: what, where, and what to do; exit code 1
├── UsageError             the command was called wrongly; exit code 2
├── NothingUsable          nothing in the input could be loaded; exit code 4
├── ClusterError           the Dask cluster cannot be used; exit code 1
├── EngineError            Great Expectations itself failed (expectations/engine.py); exit code 1
└── WarehouseError         the warehouse cannot be used; exit code 1
    ├── WarehouseLocked    somebody else writes to it; exit code 5
    ├── WarehouseMissing   there is none yet
    ├── WarehouseUnreadable  the file is damaged, or no warehouse of ours
    ├── DiskFull           no space is left
    ├── LakeUnreachable    the catalog of a lake does not answer, or does not take what it is given
    ├── NotWritable        a folder or file cannot be written
    └── QueryFailed        the SQL was refused or failed
"""


class SanctionwireError(Exception):
    """Something that the user can mend; the message says how."""

    exit_code = 1


class UsageError(SanctionwireError):
    """The command was called wrongly."""

    exit_code = 2


class NothingUsable(SanctionwireError):
    """Nothing in the input could be loaded."""

    exit_code = 4


class ClusterError(SanctionwireError):
    """The cluster that analyses cannot be reached, or does not fit."""


class WarehouseError(SanctionwireError):
    """The warehouse cannot be used."""


class WarehouseLocked(WarehouseError):
    """Somebody else writes to the warehouse."""

    exit_code = 5


class WarehouseMissing(WarehouseError):
    """There is no warehouse yet."""


class WarehouseUnreadable(WarehouseError):
    """The file is damaged, or it is no warehouse of ours."""


class DiskFull(WarehouseError):
    """No space is left for what was to be written; nothing is half done."""


class NotWritable(WarehouseError):
    """A folder or file cannot be written by this user, or by nobody."""


class LakeUnreachable(WarehouseError):
    """The catalog of a lake does not answer, or does not take what it is given."""


class QueryFailed(WarehouseError):
    """The SQL was refused or failed."""
