"""Build the site in a folder: suites from the code, validation results from the warehouse, pages from the library's builder."""

import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from expectations.engine import library_suite, quiet_context
from expectations.expectation import Judged
from expectations.report.data_docs.results import Validation, result_of, validations
from expectations.suites import ALL_SUITES
from warehouse.errors import UsageError

SITE = "sanctionwire"
INDEX = "index.html"
STATIC = "static"  # images and fonts of the library, of which our pages use none
VIEWS = "expectations.report.data_docs.views"
PAGE_VIEW = {"module_name": VIEWS, "class_name": "OfflinePageView"}
INDEX_VIEW = {"module_name": VIEWS, "class_name": "OfflineIndexView"}

Row = Mapping[str, Any]
Untyped = Any  # objects of Great Expectations, which has no types that hold for us


def build_data_docs(rows: Sequence[Row], folder: Path, suites: Sequence[Judged] = ALL_SUITES) -> Path:
    """Build the site from rows of the query `report/validations`; return its first page.

    A site that is there is replaced. Raises UsageError for a folder that holds anything else.
    """
    _check_folder(folder)
    unfinished = folder.with_name(f".{folder.name}.part")
    shutil.rmtree(unfinished, ignore_errors=True)
    context = quiet_context()
    context.add_data_docs_site(site_name=SITE, site_config=_site(unfinished))
    declared = {suite.table: context.suites.add(library_suite(suite)) for suite in suites}
    for validation in validations(rows, suites):
        _store(context, validation, declared[validation.suite.table])
    context.build_data_docs(site_names=[SITE])
    shutil.rmtree(unfinished / STATIC, ignore_errors=True)
    shutil.rmtree(folder, ignore_errors=True)
    unfinished.rename(folder)
    return folder / INDEX


def _check_folder(folder: Path) -> None:
    if folder.exists() and not folder.is_dir():
        raise UsageError(f"{folder} is a file: give --data-docs a folder")
    if folder.is_dir() and any(folder.iterdir()) and not (folder / INDEX).is_file():
        raise UsageError(f"{folder} holds other files: give --data-docs an empty folder, a new one, or one of a former site")
    folder.parent.mkdir(parents=True, exist_ok=True)


def _site(folder: Path) -> dict[str, object]:
    return {
        "class_name": "SiteBuilder",
        "store_backend": {"class_name": "TupleFilesystemStoreBackend", "base_directory": str(folder)},
        "show_how_to_buttons": False,
        "site_index_builder": {"class_name": "DefaultSiteIndexBuilder", "view": INDEX_VIEW},
        "site_section_builders": {
            "expectations": {"class_name": "DefaultSiteSectionBuilder", "view": PAGE_VIEW},
            "validations": {"class_name": "DefaultSiteSectionBuilder", "view": PAGE_VIEW},
            "profiling": "None",
        },
    }


def _store(context: Untyped, validation: Validation, declared: Untyped) -> None:
    """Put one validation into the context's store, where the site builder finds it."""
    from great_expectations import __version__  # noqa: PLC0415 - three seconds that `--help` must not pay
    from great_expectations.core import ExpectationSuiteValidationResult, RunIdentifier  # noqa: PLC0415 - as above
    from great_expectations.data_context.types.resource_identifiers import (  # noqa: PLC0415 - as above
        ExpectationSuiteIdentifier,
        ValidationResultIdentifier,
    )

    run = RunIdentifier(run_name=validation.run_name, run_time=validation.judged_at)
    results = [
        _result(expectation, row)
        for expectation in declared.expectations
        if (row := validation.rows.get(expectation.meta["name"])) is not None
    ]
    held = sum(1 for result in results if result.success)
    table = validation.suite.table
    key = ValidationResultIdentifier(ExpectationSuiteIdentifier(table), run, "all")
    context.validation_results_store.set(
        key,
        ExpectationSuiteValidationResult(
            success=held == len(results),
            results=results,
            suite_name=table,
            statistics={
                "evaluated_expectations": len(results),
                "successful_expectations": held,
                "unsuccessful_expectations": len(results) - held,
                "success_percent": 100 * held / len(results),
            },
            meta={
                "run_id": run.to_json_dict(),
                "great_expectations_version": __version__,
                "batch_spec": {"data_asset_name": table},
            },
        ),
    )


def _result(expectation: Untyped, row: Row) -> Untyped:
    from great_expectations.core import ExpectationValidationResult  # noqa: PLC0415 - as above

    return ExpectationValidationResult(
        success=bool(row["success"]), expectation_config=expectation.configuration, result=result_of(row)
    )
