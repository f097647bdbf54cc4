"""Deliveries for the reader tests."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from tasks.sources.delivery import Delivery

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)


@pytest.fixture(scope="session")
def delivery() -> Callable[..., Delivery]:
    """Make a delivery of text or bytes."""

    def make(content, uri="/stories/story", media_type=None, charset=None, format_hint=None) -> Delivery:
        raw = content if isinstance(content, bytes) else content.encode()
        return Delivery(uri, raw, media_type, charset, NOW, format_hint)

    return make
