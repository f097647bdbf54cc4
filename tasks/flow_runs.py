"""What Prefect knows of runs that were killed, and how many may load at once."""

from collections.abc import Iterable
from uuid import UUID

from httpx import HTTPError
from prefect import get_run_logger
from prefect.client.orchestration import get_client
from prefect.exceptions import ObjectNotFound
from prefect.states import Crashed

LOADING = "warehouse-load"  # tag of the load task; Prefect limits tasks by tag
LOADING_LIMIT = f"tag:{LOADING}"


def close_killed(flow_run_ids: Iterable[str], why: str) -> None:
    """Tell Prefect that flow runs have crashed, which it takes to be running for ever after a kill -9.

    One that this server does not know (another server was set then) is passed over.
    """
    with get_client(sync_client=True) as client:
        for flow_run_id in dict.fromkeys(flow_run_ids):
            try:
                state = client.read_flow_run(UUID(flow_run_id)).state
                if state is None or not state.is_final():
                    client.set_flow_run_state(UUID(flow_run_id), Crashed(message=why), force=True)
            except ObjectNotFound:
                continue
            except HTTPError as error:
                get_run_logger().warning("Prefect could not be told that flow run %s crashed: %s", flow_run_id, error)


def limit_loads() -> None:
    """Make Prefect run one load at a time, whichever deployments and machines it comes from.

    Only for a server that stays, as deployments have one: its services free the slot that a killed task holds.
    """
    with get_client(sync_client=True) as client:
        client.upsert_global_concurrency_limit_by_name(LOADING_LIMIT, 1)
