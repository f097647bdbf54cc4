"""The views of Great Expectations with our page around them: its own loads a dozen files and a beacon from the network.

The site builder imports this module by its name. It imports Great Expectations, which takes seconds: nothing else may
import it.
"""

from pathlib import Path
from typing import Any

from great_expectations.render.view import DefaultJinjaIndexPageView, DefaultJinjaPageView
from jinja2 import ChoiceLoader, FileSystemLoader

TEMPLATES = Path(__file__).resolve().parent / "templates"


class OfflinePageView(DefaultJinjaPageView):  # type: ignore[misc]  # a class without types
    """The pages of suites and of validation results."""

    def __init__(self, *arguments: Any, **options: Any) -> None:  # noqa: ANN401 - passed through
        super().__init__(*arguments, **options)
        _prefer_ours(self)


class OfflineIndexView(DefaultJinjaIndexPageView):  # type: ignore[misc]  # a class without types
    """The first page of the site."""

    def __init__(self, *arguments: Any, **options: Any) -> None:  # noqa: ANN401 - passed through
        super().__init__(*arguments, **options)
        _prefer_ours(self)


def _prefer_ours(view: Any) -> None:  # noqa: ANN401 - a view of an untyped library
    """Let our templates stand in for those of the library that have the same name."""
    view.env.loader = ChoiceLoader([FileSystemLoader(TEMPLATES), view.env.loader])
