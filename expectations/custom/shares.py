"""A share of a whole batch: what single rows cannot tell."""

from typing import Any

from great_expectations.execution_engine import PandasExecutionEngine
from great_expectations.expectations.expectation import ColumnAggregateExpectation
from great_expectations.expectations.metrics.column_aggregate_metric_provider import (
    ColumnAggregateMetricProvider,
    column_aggregate_value,
)

METRIC = "column.share_of_true"
ROWS = "table.row_count"


class ColumnShareOfTrue(ColumnAggregateMetricProvider):  # type: ignore[misc]  # the library has no types that hold for us
    """Give the share of the rows in which a flag is true; null is not."""

    metric_name = METRIC

    @column_aggregate_value(engine=PandasExecutionEngine)  # type: ignore[untyped-decorator]  # as above
    def _pandas(cls, column: Any, **_: object) -> float:  # noqa: ANN401, N805 - the signature that the library calls
        return float(column.eq(True).mean())


class ExpectColumnShareOfTrueToBeAtMost(ColumnAggregateExpectation):  # type: ignore[misc]  # as above
    """Expect a flag to be set in at most the share `most` of the rows, 0 to 1; fewer rows than `least_rows` tell nothing."""

    most: float
    least_rows: int = 1

    metric_dependencies = (METRIC, ROWS)
    success_keys = ("most", "least_rows")
    args_keys = ("column", "most", "least_rows")

    def _validate(
        self,
        metrics: dict[str, Any],
        runtime_configuration: dict[str, Any] | None = None,
        execution_engine: object = None,
    ) -> dict[str, object]:
        share = metrics[METRIC]
        success = metrics[ROWS] < self.least_rows or share <= self.most
        return {"success": bool(success), "result": {"observed_value": share}}
