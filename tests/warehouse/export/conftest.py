"""Exports of a warehouse with one story of every fate."""

from datetime import UTC, datetime

import pytest

from warehouse.export.run import export
from warehouse.export.scope import Form, Scope

MADE_AT = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)


@pytest.fixture(scope="session")
def exported(stocked, tmp_path_factory):
    """The folder of an export in every format, and its manifest. Tests only read it."""
    done = export(stocked, tmp_path_factory.mktemp("exports") / "out", Scope(tuple(Form)), MADE_AT)
    return done.folder, done.manifest
