from dataclasses import replace

import pytest

from flows.settings import read_settings
from tasks.sources.limits import Limits
from warehouse.errors import UsageError


@pytest.mark.parametrize("limit", ["max_archive_bytes", "max_archive_members", "max_archive_ratio", "max_archive_nesting"])
def test_limits_of_archives_are_settings(limit):
    settings = read_settings(environment={f"SANCTIONWIRE_{limit.upper()}": "7"})
    assert settings.limits == replace(Limits(), **{limit: 7})
    with pytest.raises(UsageError, match=limit.upper()):
        read_settings(environment={f"SANCTIONWIRE_{limit.upper()}": "many"})


def test_the_spool_is_in_the_data_folder(tmp_path):
    assert read_settings(environment={"SANCTIONWIRE_HOME": str(tmp_path)}).spool == tmp_path / "spool"
