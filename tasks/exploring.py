"""The site of the published snapshot, written into a folder."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

from tasks.site.build import build_site
from tasks.site.contents import Filters
from warehouse.connect import open_reader
from warehouse.folders import built_folder
from warehouse.migrate import check_up_to_date
from warehouse.questions import read_query

KIND = "site"
QUERY_FOLDER = "site"


@dataclass(frozen=True)
class Site:
    """A site that was built. `pages` counts the files of each folder in it, those at its root under "."."""

    index: Path
    files: int
    size_bytes: int
    pages: Mapping[str, int]


def explore(warehouse: Path, folder: Path, filters: Filters, made_at: datetime) -> Site:
    """Build the site in a folder, in place of an earlier one.

    Raises UsageError if anything else is in the folder, WarehouseMissing or what else opening the snapshot raises.
    """
    query = cache(lambda name: read_query(f"{QUERY_FOLDER}/{name}"))
    size, pages = 0, dict[str, int]()
    with open_reader(warehouse) as reader, built_folder(folder, KIND) as building:
        check_up_to_date(reader.connection)

        def rows(name: str, parameters: Mapping[str, object]) -> Iterable[Mapping[str, Any]]:
            return reader.rows(query(name), parameters)

        for path, text in build_site(rows, filters, made_at):
            size += _write(building / path, text)
            parent = str(Path(path).parent)
            pages[parent] = pages.get(parent, 0) + 1
    return Site(folder.absolute() / "index.html", sum(pages.values()), size, pages)


def _write(file: Path, text: str) -> int:
    written = text.encode("utf-8", "replace")
    try:
        file.write_bytes(written)
    except FileNotFoundError:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(written)
    return len(written)
