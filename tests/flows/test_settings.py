from dataclasses import replace

import pytest

from flows.settings import read_settings
from tasks.sources.limits import Limits
from warehouse.errors import UsageError


def limits(**environment):
    return read_settings(environment=environment).limits


@pytest.mark.parametrize("limit", ["max_archive_bytes", "max_archive_members", "max_archive_ratio", "max_archive_nesting"])
def test_limits_of_archives_are_settings(limit):
    assert limits(**{f"SANCTIONWIRE_{limit.upper()}": "7"}) == replace(Limits(), **{limit: 7})
    with pytest.raises(UsageError, match=limit.upper()):
        limits(**{f"SANCTIONWIRE_{limit.upper()}": "many"})


def test_the_spool_is_in_the_data_folder(tmp_path):
    assert read_settings(environment={"SANCTIONWIRE_HOME": str(tmp_path)}).spool == tmp_path / "spool"


def test_hosts_are_listed_by_commas():
    read = limits(SANCTIONWIRE_TEST_HOSTS="127.0.0.1:80, Desk.test", SANCTIONWIRE_OWN_HOSTS="desk.test,")
    assert (read.allowed_test_hosts, read.own_hosts) == ({"127.0.0.1:80", "desk.test"}, {"desk.test"})


def test_a_test_host_is_asked_for_its_robots_like_any_other():
    assert limits(SANCTIONWIRE_TEST_HOSTS="desk.test").own_hosts == frozenset()


@pytest.mark.parametrize(("written", "seconds"), [("", 1.0), ("0", 0.0), ("0.25", 0.25), ("30", 30.0)])
def test_the_pace_is_a_number_of_seconds(written, seconds):
    assert limits(SANCTIONWIRE_HOST_INTERVAL_S=written).host_interval_s == seconds


@pytest.mark.parametrize("written", ["-1", "inf", "1e3", "soon", "3601", "0,5"])
def test_a_pace_that_is_none_is_a_mistake_of_usage(written):
    with pytest.raises(UsageError, match="SANCTIONWIRE_HOST_INTERVAL_S"):
        limits(SANCTIONWIRE_HOST_INTERVAL_S=written)


@pytest.mark.parametrize("address", ["tcp://10.0.0.5:8786", "tls://wires.example.org:8786", "local:2"])
def test_a_dask_cluster_has_an_address(address):
    assert read_settings(environment={"SANCTIONWIRE_DASK": address}).dask == address


@pytest.mark.parametrize("address", ["10.0.0.5", "local:0", "http://host:1", "tcp://host"])
def test_what_is_no_address_of_a_dask_cluster_is_a_mistake_of_usage(address):
    with pytest.raises(UsageError, match="SANCTIONWIRE_DASK"):
        read_settings(environment={"SANCTIONWIRE_DASK": address})


def test_a_lake_has_a_warehouse_file_of_this_machine_for_each_name(tmp_path):
    environment = {"SANCTIONWIRE_HOME": str(tmp_path)}
    one, other = (read_settings(f"ducklake:sqlite:/data/{name}.sqlite", environment) for name in ("one", "other"))
    assert one.target == "ducklake:sqlite:/data/one.sqlite"
    assert one.warehouse != other.warehouse
    assert one.warehouse.is_relative_to(tmp_path)
