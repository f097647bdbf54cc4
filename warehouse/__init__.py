"""What is stored: records, ids, migrations, views, loading, publishing, searching.

Programs read it so (docs/python.md):

>>> import warehouse
>>> with warehouse.open() as wires:
...     wires.ask("in_force", target="Libya", on="1993-01-01").rows()
"""

import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from warehouse.confined import QueryLimits
    from warehouse.snapshot import Snapshot


def open(path: str | os.PathLike[str] | None = None, limits: "QueryLimits | None" = None) -> "Snapshot":
    """Open a published snapshot read-only: the given file, else the one that the command `sanctionwire` takes.

    No file, network or setting can be reached through it, and a query that breaks its limits (60 s, 3,000 MB, an answer of
    200 MB, unless told otherwise) ends in an error. Raises WarehouseMissing, WarehouseLocked or WarehouseUnreadable.
    """
    from warehouse.snapshot import open_snapshot  # noqa: PLC0415 - importing this package stays light

    return open_snapshot(path, limits)
