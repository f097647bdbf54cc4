"""Which items are tables of many stories, and may therefore be larger than one story."""

from tasks.sources.limits import Limits
from tasks.sources.names import ending

TABLE_SUFFIXES = {
    **dict.fromkeys((".csv", ".tsv", ".tab", ".psv"), "csv"),
    **dict.fromkeys((".jsonl", ".ndjson", ".jsonlines"), "jsonl"),
    **dict.fromkeys((".parquet", ".pq"), "parquet"),
}
TABLE_MEDIA_TYPES = {
    **dict.fromkeys(("text/csv", "application/csv", "text/tab-separated-values"), "csv"),
    **dict.fromkeys(("application/x-ndjson", "application/jsonl", "application/x-jsonlines", "application/json-lines"), "jsonl"),
    **dict.fromkeys(("application/vnd.apache.parquet", "application/x-parquet"), "parquet"),
}


def table_format(uri: str, media_type: str | None) -> str | None:
    """Return the kind of table that a name or media type promises: csv, jsonl or parquet."""
    return TABLE_SUFFIXES.get(ending(uri)) or TABLE_MEDIA_TYPES.get(media_type or "")


def most_bytes(uri: str, media_type: str | None, limits: Limits) -> int:
    """Return how many bytes an item may have."""
    is_table = table_format(uri, media_type) is not None
    return max(limits.max_item_bytes, limits.max_table_bytes) if is_table else limits.max_item_bytes
