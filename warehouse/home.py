"""Where everything is unless somebody says otherwise."""

import os
from collections.abc import Mapping
from pathlib import Path

DEFAULT_HOME = ".sanctionwire"
WAREHOUSE_NAME = "warehouse.duckdb"


def home_folder(environment: Mapping[str, str] = os.environ) -> Path:
    """Return the data folder: SANCTIONWIRE_HOME, else `.sanctionwire` in the working directory."""
    return Path(environment.get("SANCTIONWIRE_HOME") or DEFAULT_HOME).absolute()


def warehouse_file(environment: Mapping[str, str] = os.environ) -> Path:
    """Return the published snapshot in the data folder."""
    return home_folder(environment) / WAREHOUSE_NAME
