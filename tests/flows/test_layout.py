"""The layout that users and checks rely on."""

import inspect
import os
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest
import yaml

LINTER = Path(sys.executable).with_name("lint-imports")


def contracts(folder: Path) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONPATH": str(folder)}
    command = [str(LINTER), "--no-cache", "--config", str(folder / "pyproject.toml")]
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)


@pytest.fixture(scope="module")
def checkout_copy(root, tmp_path_factory):
    folder = tmp_path_factory.mktemp("checkout")
    paths = [path for part in ("flows", "tasks", "warehouse", "expectations") for path in (root / part).rglob("*.py")]
    for path in [*paths, root / "pyproject.toml"]:
        copy = folder / path.relative_to(root)
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.write_bytes(path.read_bytes())
    return folder


def test_imports_only_go_down(checkout_copy):
    ran = contracts(checkout_copy)
    assert ran.returncode == 0, ran.stdout


@pytest.mark.parametrize(
    ("module", "line", "contract"),
    [
        ("warehouse/store.py", "import tasks.parcel", "Imports only go down"),
        ("tasks/text/dates.py", "import prefect", "Pure code never sees Prefect"),
        ("tasks/measures/roles.py", "import spacy", "spaCy is imported in tasks.language alone"),
        ("tasks/clean.py", "import duckdb", "DuckDB is imported in warehouse alone"),
        ("tasks/judge.py", "import great_expectations", "Great Expectations is imported in expectations alone"),
        ("tasks/stories/clean.py", "import newspaper", "newspaper is imported in the HTML reader alone"),
    ],
)
def test_a_planted_violation_is_found(checkout_copy, module, line, contract):
    path = checkout_copy / module
    original = path.read_text(encoding="utf-8")
    path.write_text(f"{original}\n{line}\n", encoding="utf-8")
    try:
        ran = contracts(checkout_copy)
    finally:
        path.write_text(original, encoding="utf-8")
    assert ran.returncode != 0
    assert f"{contract} BROKEN" in ran.stdout


def test_parameters_of_each_deployment_fit_the_signature_of_its_flow(root):
    deployments = yaml.safe_load((root / "prefect.yaml").read_text(encoding="utf-8"))["deployments"]
    assert {one["entrypoint"].rpartition(".")[2] for one in deployments} == {"ingest", "poll", "audit", "maintain", "backfill"}
    for deployment in deployments:
        module, _, name = deployment["entrypoint"].rpartition(".")
        flow = getattr(import_module(module), name)
        inspect.signature(flow.fn).bind(**deployment["parameters"], warehouse="warehouse.duckdb")
        flow.validate_parameters(deployment["parameters"])


def test_the_lock_names_no_index_and_hashes_everything(root):
    lock = (root / "requirements.lock").read_text(encoding="utf-8")
    assert "://" not in lock
    packages = [line for line in lock.splitlines() if "==" in line and not line.lstrip().startswith("#")]
    assert len(packages) > 100
    assert lock.count("--hash=sha256:") > len(packages)


def test_every_dependency_says_why_it_is_pinned(root):
    lines = (root / "pyproject.toml").read_text(encoding="utf-8").splitlines()
    start = lines.index("dependencies = [")
    block = lines[start + 1 : lines.index("]", start)]
    pins = [place for place, line in enumerate(block) if line.strip().startswith('"')]
    assert [block[place] for place in pins if not block[place - 1].strip().startswith("#")] == []
