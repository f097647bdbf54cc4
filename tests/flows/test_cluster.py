"""The analyse stage on a real Dask cluster of two worker processes, which the tests start and stop."""

import os
import signal
import sys
import threading
from datetime import UTC, datetime

import pytest

from tasks.explanation import clean_source
from tasks.language.pipeline import DEFAULT_MODEL
from tasks.measures.handover import AnalysedStory, Leftovers, analyse_portion
from tasks.sources.limits import Limits
from tests.contents import contents
from warehouse.connect import open_reader
from warehouse.errors import ClusterError
from warehouse.parts import read_part

pytestmark = pytest.mark.slow
NOW = datetime(2026, 11, 24, tzinfo=UTC)


@pytest.fixture(scope="module")
def scheduler(root):
    """A scheduler and two worker processes with one thread each."""
    from distributed import LocalCluster

    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYTHONPATH", str(root))
        with LocalCluster(n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None) as cluster:
            yield cluster


@pytest.fixture(scope="module")
def stories(root):
    cleaned = clean_source(str(root / "seeds" / "stories"), Limits(), lambda: NOW, sys.stdin.buffer)
    return list({(one.story.story_id, one.story.version): one.story for one in cleaned}.values())[:60]


@pytest.fixture(scope="module")
def expected(stories, tmp_path_factory):
    return read_part(analyse_portion(stories, DEFAULT_MODEL, tmp_path_factory.mktemp("here") / "0.parquet"), AnalysedStory)


class Nobody:
    """A place that must not be asked."""

    def analyse(self, stories, part_of, leftovers):
        pytest.fail("the work was done on this machine")


def cluster_of(scheduler, limits=None, model=DEFAULT_MODEL):
    from tasks.analysing.cluster import open_cluster

    return open_cluster(scheduler.scheduler_address, model, limits or Limits(), Nobody())


def analysed(cluster, stories, folder):
    parts = cluster.analyse(stories, lambda number: folder / f"{number}.parquet", Leftovers())
    return parts, [one for part in parts for one in read_part(part, AnalysedStory)]


def test_an_ingest_on_two_workers_holds_what_an_embedded_one_holds(root, sanctionwire, scheduler, sample_home, tmp_path):
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SANCTIONWIRE_DASK", scheduler.scheduler_address)
        ran = sanctionwire("ingest", root / "seeds" / "stories", home=tmp_path)
    assert ran.code == 0, ran.err
    assert not list(tmp_path.glob("runs/*/*/analysed/*"))
    with open_reader(tmp_path / "warehouse.duckdb") as one, open_reader(sample_home / "warehouse.duckdb") as other:
        assert contents(one.rows) == contents(other.rows)


def test_a_worker_that_dies_over_its_share_leaves_it_to_another(scheduler, stories, expected, tmp_path):
    with cluster_of(scheduler) as cluster:
        pids = list(cluster._client.run(os.getpid).values())
        killer = threading.Timer(0.3, os.kill, (pids[0], signal.SIGKILL))
        killer.start()
        parts, found = analysed(cluster, stories * 2, tmp_path)
        killer.join()
    assert len(parts) == 2
    assert found == expected * 2


def test_without_any_worker_left_this_machine_does_the_work(scheduler, stories, expected, tmp_path, monkeypatch):
    from tasks.analysing import cluster as module

    asked = []

    class Here:
        def analyse(self, share, part_of, leftovers):
            asked.append(len(share))
            return [analyse_portion(share, DEFAULT_MODEL, part_of(0))]

    monkeypatch.setattr(module, "LONELY_TIMEOUT_S", 0.1)
    monkeypatch.setattr(module, "POLL_S", 0.2)
    with module.open_cluster(scheduler.scheduler_address, DEFAULT_MODEL, Limits(), Here()) as cluster:
        monkeypatch.setattr(cluster, "_threads", lambda: 0)
        monkeypatch.setattr(cluster._client, "submit", lambda *_, **__: stuck(cluster._client))
        assert analysed(cluster, stories, tmp_path)[1] == expected
    assert asked == [len(stories)]


def stuck(client):
    from distributed import Future

    return Future("nobody-computes-this", client=client)


def test_a_worker_with_another_model_stops_the_run(scheduler, stories, tmp_path):
    with cluster_of(scheduler, model="no_such_model") as cluster, pytest.raises(ClusterError, match="on every worker"):
        analysed(cluster, stories[:2], tmp_path)


def test_a_scheduler_that_nobody_started_is_told(monkeypatch):
    from tasks.analysing import cluster as module

    monkeypatch.setattr(module, "CONNECT_TIMEOUT_S", 0.5)
    with pytest.raises(ClusterError, match="start it"), module.open_cluster("tcp://127.0.0.1:1", "m", Limits(), Nobody()):
        pass
