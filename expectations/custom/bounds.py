"""Every row has bounds of its own: what a fixed minimum and maximum cannot tell."""

from typing import Any

from great_expectations.execution_engine import PandasExecutionEngine
from great_expectations.expectations.expectation import MulticolumnMapExpectation
from great_expectations.expectations.metrics.map_metric_provider import MulticolumnMapMetricProvider
from great_expectations.expectations.metrics.map_metric_provider.multicolumn_condition_partial import (
    multicolumn_condition_partial,
)

METRIC = "multicolumn_values.within_own_bounds"


class MulticolumnValueWithinItsBounds(MulticolumnMapMetricProvider):  # type: ignore[misc]  # the library has no types that hold for us
    """Tell for each row of (value, lowest, highest) whether the value is neither below nor above; null bounds bind nothing."""

    condition_metric_name = METRIC
    condition_domain_keys = ("batch_id", "table", "column_list", "row_condition", "condition_parser", "ignore_row_if")

    @multicolumn_condition_partial(engine=PandasExecutionEngine)  # type: ignore[untyped-decorator]  # as above
    def _pandas(cls, column_list: Any, **_: object) -> Any:  # noqa: ANN401, N805 - the signature that the library calls
        value, lowest, highest = (column_list[name].astype(float) for name in column_list.columns)
        return ~((value < lowest) | (value > highest))


class ExpectMulticolumnValueToLieWithinItsBounds(MulticolumnMapExpectation):  # type: ignore[misc]  # as above
    """Expect every value between the bounds of its own row, both included.

    `column_list` names the columns of the value, of its lowest and of its highest bound, in this order. A null value
    passes, and a null bound binds nothing.
    """

    ignore_row_if: str = "all_values_are_missing"
    map_metric = METRIC
    args_keys = ("column_list",)
