"""Which alerts have been sent, or could not be."""

from collections.abc import Sequence

import duckdb

from warehouse.connect import Reader
from warehouse.records import Alert
from warehouse.staging import staged
from warehouse.store import transaction


def alerts_by_id(reader: Reader) -> dict[str, Alert]:
    """Return all alerts; none in a snapshot from before there were any."""
    if not reader.rows("SELECT 1 FROM duckdb_tables() WHERE table_name = 'alerts'"):
        return {}
    found = [Alert(**row) for row in reader.rows("FROM alerts")]
    return {alert.alert_id: alert for alert in found}


def record_alerts(connection: duckdb.DuckDBPyConnection, alerts: Sequence[Alert]) -> None:
    """Write alerts down, in place of what was known of them."""
    with transaction(connection), staged(connection, "alerts", alerts) as view:
        connection.execute(f"DELETE FROM alerts WHERE alert_id IN (SELECT alert_id FROM {view})")  # noqa: S608 - a name of ours
        connection.execute(f"INSERT INTO alerts BY NAME FROM {view}")
