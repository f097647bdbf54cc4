"""`sanctionwire recover`: bring a damaged warehouse back, or only look whether it would be needed."""

import sys
from dataclasses import asdict
from typing import Annotated

import typer

from flows.options import AsJson, Warehouse


def recover(
    warehouse: Warehouse = None,
    check: Annotated[bool, typer.Option("--check", help="Only verify; exit code 1 if anything is wrong.")] = False,
    as_json: AsJson = False,
) -> None:
    """Rebuild a damaged warehouse from the last verified snapshot, the Parquet parts after it and the ledger."""
    from flows import screens
    from flows.settings import read_settings
    from warehouse.connect import recover as recover_warehouse
    from warehouse.errors import WarehouseMissing
    from warehouse.survey import survey

    published = read_settings(warehouse).warehouse
    if check and not list(published.parent.glob(f"*{published.name}*")):
        raise WarehouseMissing(f"there is no warehouse at {published}: run `sanctionwire ingest SOURCE` first")
    recovered = None if check else recover_warehouse(published)
    looked = list(survey(published, every_block=True))
    if as_json:
        rebuilt = asdict(recovered.rebuilt) if recovered and recovered.rebuilt else None
        notices = recovered.notices if recovered else ()
        print(screens.as_json({"rebuilt": rebuilt, "notices": notices, "checks": [asdict(one) for one in looked]}))
    else:
        for line in recovered.lines if recovered else ():
            print(line)
        print(screens.findings(looked))
    if not all(one.ok for one in looked) or (recovered and recovered.rebuilt and recovered.rebuilt.lost):
        sys.exit(1)
