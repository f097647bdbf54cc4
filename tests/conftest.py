"""Fixtures that every test may use."""

import io
import json
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import settings

if TYPE_CHECKING:
    from playwright.sync_api import Browser

ROOT = Path(__file__).resolve().parent.parent

# The same examples each time: a check of a change is no lottery. `make fuzz` looks for new ones.
settings.register_profile("fixed", derandomize=True, deadline=None, database=None)
settings.load_profile("fixed")


@pytest.fixture(scope="session")
def root() -> Path:
    """The checkout."""
    return ROOT


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of shared development data beside the checkout; absent on a user's machine, required in CI."""
    folder = ROOT.parent / "shared"
    if folder.is_dir():
        return folder
    if os.environ.get("CI"):
        pytest.fail(f"CI must have the shared development data in {folder}")
    pytest.skip("the shared development data is not beside this checkout")


@dataclass(frozen=True)
class Ran:
    """What a command came to."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """Standard output as JSON."""
        return json.loads(self.out)


@pytest.fixture(scope="session")
def browser() -> "Iterator[Browser]":
    """A Chromium for which no host resolves."""
    from tests.browser import start_browser

    with start_browser() as started:
        yield started


Command = Callable[..., Ran]


@pytest.fixture(scope="session")
def sanctionwire(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Command]:
    """The command, run in this process so that Prefect's own server starts once; `home` is its data folder."""
    patch = pytest.MonkeyPatch()
    patch.setenv("PREFECT_HOME", str(tmp_path_factory.mktemp("prefect")))
    patch.delenv("PREFECT_API_URL", raising=False)

    def run(*arguments: object, home: Path, cwd: Path = ROOT, stdin: bytes = b"") -> Ran:
        from flows.cli import main

        out, err = io.StringIO(), io.StringIO()
        with pytest.MonkeyPatch.context() as inner, redirect_stdout(out), redirect_stderr(err):
            inner.setenv("SANCTIONWIRE_HOME", str(home))
            inner.setattr(sys, "argv", ["sanctionwire", *map(str, arguments)])
            inner.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin)))
            inner.chdir(cwd)
            with pytest.raises(SystemExit) as stop:
                main()
        return Ran(int(stop.value.code or 0), out.getvalue(), err.getvalue())

    yield run
    patch.undo()


@pytest.fixture(scope="session")
def sample_home(sanctionwire: Command, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data folder of a run over the sample stories. Tests only read it."""
    home = tmp_path_factory.mktemp("samples")
    ran = sanctionwire("ingest", ROOT / "seeds" / "stories", home=home)
    assert ran.code == 0, ran.err
    return home


@pytest.fixture(scope="session")
def stocked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A warehouse with one story of every fate. Tests only read it."""
    from tests.stocked import stock
    from warehouse.connect import open_writer

    path = tmp_path_factory.mktemp("stocked") / "warehouse.duckdb"
    with open_writer(path):
        pass
    return stock(path)
