"""Judge the whole warehouse at the end of a run that changed it."""

from datetime import datetime

from expectations.whole import judge_whole
from warehouse.connect import Reader, Writer
from warehouse.questions import read_query
from warehouse.store import add_quality_results, run_to_judge


def judge_warehouse(writer: Writer, run_id: str, now: datetime) -> bool:
    """Judge the warehouse, keep the results with the run, and return whether a critical expectation failed.

    A run that changed nothing has no row, and judges nothing, unless the run before it was killed before it could judge:
    then the results are that run's. Raises `EngineError`: then nobody knows how things stand.
    """
    judged = run_to_judge(writer, run_id)
    if judged is None:
        return False
    reader = Reader(writer)
    verdict = judge_whole(lambda name: reader.rows(read_query(name)), run_id=judged, now=now)
    add_quality_results(writer, verdict.results)
    return verdict.gate_failed
