"""Judge the whole warehouse at the end of a run that changed it."""

from datetime import datetime

from expectations.whole import judge_whole
from warehouse.connect import Reader, Writer
from warehouse.questions import read_query
from warehouse.store import add_quality_results, has_run


def judge_warehouse(writer: Writer, run_id: str, now: datetime) -> bool:
    """Judge the warehouse, keep the results with the run, and return whether a critical expectation failed.

    A run that changed nothing has no row, and judges nothing. Raises `EngineError`: then nobody knows how things stand.
    """
    if not has_run(writer, run_id):
        return False
    reader = Reader(writer)
    verdict = judge_whole(lambda name: reader.rows(read_query(name)), run_id=run_id, now=now)
    add_quality_results(writer, verdict.results)
    return verdict.gate_failed
