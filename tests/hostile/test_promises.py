"""What docs/limits.md and SECURITY.md say is so."""

import ast
import re
from dataclasses import fields
from pathlib import Path

import pytest

from flows.settings import read_settings
from tasks.sources.limits import Limits
from warehouse.confined import QueryLimits

pytestmark = pytest.mark.hostile

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ("flows", "tasks", "warehouse", "expectations")
LIMITS = (ROOT / "docs" / "limits.md").read_text(encoding="utf-8")
MODULES = sorted(path for package in PACKAGES for path in (ROOT / package).rglob("*.py"))
UNSAFE_MODULES = {"pickle", "marshal", "shelve", "dill", "cloudpickle", "joblib", "multiprocessing"}
UNSAFE_CALLS = {"eval", "exec", "compile", "__import__"}
# Of the settings in docs/limits.md: the unit in which the setting is given.
MEGABYTE = 1_000_000
SETTINGS = {
    "SANCTIONWIRE_ITEM_SECONDS": ("item_timeout_s", 1),
    "SANCTIONWIRE_CONTAINER_SECONDS": ("container_timeout_s", 1),
    "SANCTIONWIRE_STORY_SECONDS": ("story_timeout_s", 1),
    "SANCTIONWIRE_ITEM_MEMORY_MB": ("item_memory_bytes", MEGABYTE),
    **{
        f"SANCTIONWIRE_{name.upper()}": (name, 1)
        for name in (
            "max_item_bytes", "max_story_chars", "max_archive_bytes", "max_archive_members", "max_archive_ratio",
            "max_archive_nesting", "max_feed_items",
        )
    },
}  # fmt: skip


def rows():
    """Yield the limit, its default and its setting of each row of the page that names a setting."""
    for line in LIMITS.splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if len(cells) == 4 and cells[2].startswith("`SANCTIONWIRE"):
            yield cells[2].strip("`"), int(cells[1].replace(",", ""))


@pytest.mark.parametrize(("setting", "default"), list(rows()))
def test_a_limit_on_the_page_is_the_default_of_its_setting_which_changes_it(setting, default):
    if setting.startswith("SANCTIONWIRE_QUERY"):
        name = {"SANCTIONWIRE_QUERY_SECONDS": "seconds", "SANCTIONWIRE_QUERY_MEMORY_MB": "memory_mb"}[setting]
        assert getattr(QueryLimits(), name) == default
        return
    name, unit = SETTINGS[setting]
    assert getattr(Limits(), name) == default * unit
    low = {"SANCTIONWIRE_ITEM_MEMORY_MB": 123}.get(setting, 7)
    assert getattr(read_settings(environment={setting: str(low)}).limits, name) == low * unit


def test_every_setting_of_a_limit_is_on_the_page():
    told = (ROOT / "flows" / "settings.py").read_text(encoding="utf-8")
    settings = set(re.findall(r"SANCTIONWIRE_(?:MAX|ITEM|CONTAINER|STORY)_[A-Z_]+|SANCTIONWIRE_QUERY_[A-Z_]+", told))
    assert settings == {setting for setting, _ in rows()}


def test_every_limit_of_an_item_has_its_number_on_the_page():
    numbers = {number.replace(",", "") for number in re.findall(r"[\d,]+", LIMITS)}
    own_words = {
        "item_memory_bytes",
        "connect_timeout_s",
        "host_interval_s",
        "max_tries",
        "first_backoff_s",
        "max_rest_s",
        "max_host_failures",
    }
    bounds = {
        one.name: getattr(Limits(), one.name) for one in fields(Limits) if isinstance(getattr(Limits(), one.name), int | float)
    }
    assert {name for name, bound in bounds.items() if name not in own_words and str(int(bound)) not in numbers} == set()


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_nothing_is_unpickled_evaluated_or_given_to_a_shell(path):
    found = []
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found += [one.name for one in node.names if one.name.split(".")[0] in UNSAFE_MODULES]
        elif isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] in UNSAFE_MODULES:
            found.append(node.module)
        elif isinstance(node, ast.Call):
            found += _unsafe(node)
    assert found == []


def _unsafe(call):
    """Return what makes a call unsafe."""
    name = ast.unparse(call.func)
    if name in UNSAFE_CALLS or name in ("os.system", "os.popen", "subprocess.getoutput"):
        yield name
    if name in ("yaml.load", "yaml.unsafe_load", "yaml.full_load"):
        yield name
    for given in call.keywords:
        if given.arg in ("shell", "allow_pickle", "trust_remote_code") and ast.unparse(given.value) != "False":
            yield f"{name}({given.arg})"
