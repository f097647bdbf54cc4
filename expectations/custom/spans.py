"""A span lies within its text: what no single column can tell."""

from typing import Any

from great_expectations.execution_engine import PandasExecutionEngine
from great_expectations.expectations.expectation import MulticolumnMapExpectation
from great_expectations.expectations.metrics.map_metric_provider import MulticolumnMapMetricProvider
from great_expectations.expectations.metrics.map_metric_provider.multicolumn_condition_partial import (
    multicolumn_condition_partial,
)

METRIC = "multicolumn_values.span_within_text"


class MulticolumnSpanWithinText(MulticolumnMapMetricProvider):  # type: ignore[misc]  # the library has no types that hold for us
    """Tell for each row of (start, end, length) whether 0 <= start < end <= length."""

    condition_metric_name = METRIC
    condition_domain_keys = ("batch_id", "table", "column_list", "row_condition", "condition_parser", "ignore_row_if")

    @multicolumn_condition_partial(engine=PandasExecutionEngine)  # type: ignore[untyped-decorator]  # as above
    def _pandas(cls, column_list: Any, **_: object) -> Any:  # noqa: ANN401, N805 - the signature that the library calls
        start, end, length = (column_list[name].astype(float) for name in column_list.columns)
        return (start >= 0) & (start < end) & (end <= length)


class ExpectMulticolumnSpanToLieWithinText(MulticolumnMapExpectation):  # type: ignore[misc]  # as above
    """Expect spans with at least one character, none of them before the text or after it.

    `column_list` names the columns of the start, of the end (exclusive) and of the length of the text, in this order. A
    row in which one of them is null passes.
    """

    ignore_row_if: str = "any_value_is_missing"
    map_metric = METRIC
    args_keys = ("column_list",)
