"""Full-text search over DuckDB's fts extension, which comes as a package and needs no network."""

import duckdb
from duckdb_extensions import import_extension

from warehouse.errors import WarehouseError


def load_search_extension(connection: duckdb.DuckDBPyConnection | None = None) -> None:
    """Load the extension into the connection (a new one in memory if none). Raises WarehouseError if it does not fit DuckDB."""
    target = connection or duckdb.connect(":memory:")
    try:
        import_extension("fts", con=target)
        target.load_extension("fts")
    except (duckdb.Error, ImportError, OSError) as error:
        raise WarehouseError(f"the full-text search extension does not load: {error}") from error
