"""What `doctor` looks at: everything that has broken an installation before, with its mend."""

import shutil
import sqlite3
import sys
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from pathlib import Path

import httpx

from tasks.readers.page_parts.newspapers import newspaper_distribution
from tasks.watching.fires import fires
from tasks.watching.serving import Serving, read_serving
from warehouse.connect import open_reader, probe_writer
from warehouse.errors import WarehouseError
from warehouse.search import probe_search_extension
from warehouse.survey import survey

MIN_FREE_BYTES = 1_000_000_000
TOLERANCE = timedelta(minutes=2)  # of clocks, and of runs that wait for each other
SILENT_FIRES = 3  # in a row, after which a schedule is told not to fire
PINNED = {  # package: (first version that works, first that does not, what goes wrong)
    "prefect": ((3, 8, 8), (3, 9), "3.9 needs a certifi that is not published"),
    "fastapi": ((0, 139), (0, 151), "from 0.151 Prefect's list calls answer 422"),
    "sqlalchemy": ((2, 0, 40), (2, 1), "with 2.1 Prefect's scheduler dies in silence"),
    "great-expectations": ((1, 24, 1), (1, 25), "the result format may differ"),
    "duckdb": ((1, 5, 5), (1, 5, 6), "the extension packages fit one release only"),
    "duckdb-extension-fts": ((1, 5, 5), (1, 5, 6), "it must equal the DuckDB release"),
    "spacy": ((3, 8, 18), (3, 9), "the model is of the 3.8 line"),
}


@dataclass(frozen=True)
class Finding:
    """One thing looked at: whether it is well, what was seen, and what to do if not."""

    name: str
    ok: bool
    seen: str
    mend: str = ""


def diagnose(home: Path, warehouse: Path, model: str, prefect_api: str | None = None) -> list[Finding]:
    """Look at everything; never raises for what is wrong with the installation.

    `prefect_api` is the Prefect server that the environment names, if any.
    """
    return [
        _python(),
        *(_package(name) for name in PINNED),
        _newspaper(),
        _model(model),
        _search_extension(),
        _folder(home),
        _warehouse(warehouse),
        _clock(warehouse, datetime.now(UTC)),
        _prefect(home, prefect_api),
        _schedules(home, datetime.now(UTC)),
        *(Finding(one.name, one.ok, one.seen, one.mend) for one in survey(warehouse, every_block=False)),
    ]


def _python() -> Finding:
    seen = ".".join(map(str, sys.version_info[:3]))
    return Finding("python", (3, 11) <= sys.version_info[:2] < (3, 14), seen, "install Python 3.11, 3.12 or 3.13")


def _package(name: str) -> Finding:
    low, high, trouble = PINNED[name]
    wanted = f"{'.'.join(map(str, low))} or newer, below {'.'.join(map(str, high))}"
    try:
        seen = version(name)
    except PackageNotFoundError:
        return Finding(name, False, "not installed", f"pip install -r requirements.lock (wanted: {wanted})")
    found = tuple(int(part) for part in seen.split(".")[:3] if part.isdecimal())
    return Finding(name, low <= found < high, seen, f"pip install -r requirements.lock (wanted: {wanted}; {trouble})")


def _newspaper() -> Finding:
    found = newspaper_distribution()
    return Finding(
        "newspaper", found.is_usable, found.verdict, "pip uninstall newspaper3k newspaper4k, then pip install newspaper4k"
    )


def _model(model: str) -> Finding:
    try:
        return Finding("language model", True, f"{model} {version(model)}")
    except PackageNotFoundError:
        mend = "pip install -r requirements.lock, or name an installed model in SANCTIONWIRE_MODEL"
        return Finding("language model", Path(model).is_dir(), f"{model} is not an installed package", mend)


def _search_extension() -> Finding:
    return _tried("full-text search", probe_search_extension, "loads without a network", "pip install -r requirements.lock")


def _folder(home: Path) -> Finding:
    place = next(folder for folder in (home, *home.parents) if folder.is_dir())
    free = shutil.disk_usage(place).free
    mend = "free some space, or set SANCTIONWIRE_HOME to another disk"
    return Finding("disk", free >= MIN_FREE_BYTES, f"{free / 1e9:.1f} GB free for {home}", mend)


def _warehouse(warehouse: Path) -> Finding:
    return _tried("warehouse", lambda: probe_writer(warehouse), f"{warehouse} can be written", "do what the message says")


def _clock(warehouse: Path, now: datetime) -> Finding:
    """Compare the clock with the newest run: a clock that was set back makes schedules and versions wrong."""
    mend = "set the clock of the machine, by NTP if it can be"
    try:
        with open_reader(warehouse) as reader:
            (row,) = reader.rows("SELECT max(started_at) AS last_at FROM runs")
    except WarehouseError:
        return Finding("clock", True, f"{now:%Y-%m-%d %H:%M:%S} UTC")
    last_at = row["last_at"].replace(tzinfo=UTC) if row["last_at"] else now
    if last_at > now + TOLERANCE:
        return Finding("clock", False, f"it is {now:%Y-%m-%d %H:%M} UTC, before the last run ({last_at:%Y-%m-%d %H:%M})", mend)
    return Finding("clock", True, f"{now:%Y-%m-%d %H:%M:%S} UTC")


def _prefect(home: Path, api: str | None) -> Finding:
    """Ask the Prefect server that is named, or look whether the installed Prefect knows the state of our own database."""
    if api:
        return _prefect_api(api)
    database = home / "prefect" / "prefect.db"
    if not database.exists():
        return Finding("prefect server", True, "no database yet; the first run makes one")
    try:
        with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as connection:
            (revision,) = connection.execute("SELECT version_num FROM alembic_version").fetchone() or ("none",)
    except sqlite3.Error as error:
        return Finding(
            "prefect", False, f"{database} cannot be read ({error})", "move it away: it holds the history of runs alone"
        )
    package = find_spec("prefect")
    migrations = Path((package and package.origin) or "").parent / "server/database/_migrations/versions/sqlite"
    is_known = any(revision in file.name for file in migrations.glob("*.py"))
    mend = "it was made by a newer Prefect: install that one, or move the file away, which holds the history of runs alone"
    return Finding("prefect server", is_known, f"database at migration {revision}", mend)


def _prefect_api(api: str) -> Finding:
    mend = "start the server, or unset PREFECT_API_URL to have one of our own"
    try:
        answer = httpx.get(f"{api.rstrip('/')}/health", timeout=10.0, trust_env=False)
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        return Finding("prefect server", False, f"{api} does not answer ({error})", mend)
    return Finding("prefect server", answer.is_success, f"{api} answers {answer.status_code}", mend)


def _schedules(home: Path, now: datetime) -> Finding:
    """Compare when schedules were due with when they began a run."""
    serving = read_serving(home / "serving.json")
    if serving is None:
        return Finding("schedules", True, "`serve` has not run here")
    since = f"{serving.alive_at:%Y-%m-%d %H:%M:%S} UTC"
    if now - serving.alive_at > TOLERANCE:
        return Finding(
            "schedules", False, f"nothing runs them since {since}", "start `sanctionwire serve`, or remove serving.json"
        )
    silent = [name for name in serving.schedules if _missed_fires(serving, name, now) >= SILENT_FIRES]
    mend = "look at the runs on Prefect's pages, and into prefect/server.log in the data folder; check the versions above"
    seen = f"{', '.join(silent)}: due and not begun" if silent else f"{len(serving.schedules)} run by `serve`, last seen {since}"
    return Finding("schedules", not silent, seen, mend)


def _missed_fires(serving: Serving, name: str, now: datetime) -> int:
    last = serving.fired_at.get(name, serving.began_at)
    return len(fires(serving.schedules[name], last, now - TOLERANCE)) if now - TOLERANCE > last else 0


def _tried(name: str, attempt: Callable[[], None], well: str, mend: str) -> Finding:
    try:
        attempt()
    except WarehouseError as error:
        return Finding(name, False, str(error), mend)
    return Finding(name, True, well)
