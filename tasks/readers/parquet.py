"""Parquet tables, read in pieces: one story a row."""

from collections.abc import Iterator, Sequence
from typing import Any

import pyarrow as pa
from pyarrow import parquet

from tasks.readers.draft import Draft, NoStory
from tasks.readers.errors import UnreadableError
from tasks.readers.json_parts.json_text import mended
from tasks.readers.table_parts.columns import map_columns
from tasks.readers.table_parts.table_rows import Row, drafts
from tasks.sources.delivery import Delivery
from tasks.sources.limits import Limits

NAME = "parquet"

MAGIC = "PAR1"
BATCH_ROWS = 256  # rows that are Python objects at the same time


def sniff(head: str, delivery: Delivery) -> float:
    """Return how sure it is that the delivery is a Parquet file, from its first bytes."""
    return 1.0 if delivery.content.startswith(MAGIC.encode()) else 0.0


def read(delivery: Delivery, limits: Limits) -> Sequence[Draft | NoStory]:
    """Return one story a row. Raise UnreadableError if the file is broken or over its limits, or no column holds the text."""
    try:
        file = parquet.ParquetFile(pa.BufferReader(delivery.content))
        _check_size(file, limits)
        names = list(file.schema_arrow.names)
        columns = map_columns(names, delivery.columns)
        wanted = sorted({column if column in names else column.partition(".")[0] for column in columns.by_field.values()})
        return drafts(_rows(file, wanted, limits), columns, NAME, limits)
    except (pa.ArrowException, OSError, UnicodeDecodeError) as error:
        raise UnreadableError("malformed", f"the Parquet file cannot be read ({error}); send it whole") from error


def _check_size(file: Any, limits: Limits) -> None:  # noqa: ANN401 - the library has no types
    metadata = file.metadata
    size = sum(metadata.row_group(number).total_byte_size for number in range(metadata.num_row_groups))
    if size > limits.max_table_bytes:
        raise _too_large(f"{size:,} bytes expanded", limits.max_table_bytes)
    if metadata.num_rows > limits.max_table_rows:
        raise _too_large(f"{metadata.num_rows:,} rows", limits.max_table_rows)


def _too_large(size: str, limit: int) -> UnreadableError:
    return UnreadableError("too_large", f"the table has {size}, the limit is {limit:,}; split it")


def _rows(file: Any, wanted: Sequence[str], limits: Limits) -> Iterator[Row]:  # noqa: ANN401 - the library has no types
    """Yield the rows of the wanted columns. A value that is stored once and repeated counts as often as it is repeated."""
    number = size = 0
    for batch in file.iter_batches(batch_size=BATCH_ROWS, columns=list(wanted)):
        size += batch.nbytes
        if size > limits.max_table_bytes:
            raise UnreadableError("too_large", f"the table expands to more than {limits.max_table_bytes:,} bytes; split it")
        for values in batch.to_pylist():
            number += 1
            yield Row(f"row {number}", mended(values))
