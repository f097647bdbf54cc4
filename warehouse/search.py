"""Full-text search over DuckDB's fts extension, which comes as a package and needs no network."""

import tempfile

import duckdb
from duckdb_extensions import import_extension

from warehouse.errors import WarehouseError


def load_search_extension(connection: duckdb.DuckDBPyConnection) -> None:
    """Load the extension into the connection. Raises WarehouseError if it does not fit DuckDB or is not installed."""
    try:
        import_extension("fts", con=connection)
        connection.load_extension("fts")
    except (duckdb.Error, ImportError, OSError) as error:
        raise WarehouseError(f"the full-text search extension does not load: {error}") from error


def probe_search_extension() -> None:
    """Check that the extension loads, leaving nothing behind. Raises WarehouseError if it does not."""
    with tempfile.TemporaryDirectory() as folder, duckdb.connect(config={"extension_directory": folder}) as connection:
        load_search_extension(connection)
