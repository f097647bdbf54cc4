"""What is declared of the data: an expectation, the check that judges it, and the suite of one table."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Protocol

from warehouse.codes import Severity

if TYPE_CHECKING:
    from expectations.surroundings import Surroundings

# What Great Expectations sees of one row: ids, codes, figures and flags, never article text.
Cell = str | int | float | bool | None
FrameRow = dict[str, Cell]


class Owner(StrEnum):
    """Who acts when an expectation fails."""

    INGEST = "ingest"  # readers, furniture, lineage: the code that turns bytes into stories
    EXTRACTION = "extraction"  # language and measures: the code that reads the stories
    REFERENCE = "reference data"  # seeds/reference: countries, bodies, lexicons
    PROVIDERS = "provider desk"  # the people who talk to the agencies about what they send


@dataclass(frozen=True)
class Check:
    """A class of `great_expectations.expectations` by name, with its arguments; columns are frame columns."""

    name: str
    arguments: Mapping[str, object]


@dataclass(frozen=True)
class Expectation:
    """One expectation of one table.

    `column` is the warehouse column that it protects, None for several. `reason` says why it is there, `fault` what is
    wrong with a row that fails it, `remedy` what to do. With `keeps_first`, of several rows with one key the first stays.
    With `of_batch` it judges the rows of a batch together: a critical one that fails stops the batch.
    `judged` is the table whose rows an expectation of the whole warehouse counts.
    """

    name: str
    column: str | None
    severity: Severity
    owner: Owner
    reason: str
    fault: str
    remedy: str
    check: Check
    keeps_first: bool = False
    of_batch: bool = False
    judged: str | None = None


class Judged(Protocol):
    """What the engine needs of a suite: the name of its table, and its expectations."""

    @property
    def table(self) -> str:
        """Return the name."""

    @property
    def expectations(self) -> tuple[Expectation, ...]:
        """Return the expectations."""


@dataclass(frozen=True)
class WholeSuite:
    """Expectations of the whole warehouse, judged once after a run by figures that the database has gathered."""

    table: str
    expectations: tuple[Expectation, ...]


@dataclass(frozen=True)
class Suite:
    """The expectations of one table, named after it.

    `key` names the columns that identify a row. Rows of one key that agree in `content` are one row that came twice;
    without it they must agree in every column. `frame` turns one row into what the engine sees of it.
    With `always_loads`, a row that fails is reported and still loads.
    """

    table: str
    key: tuple[str, ...]
    frame: "Callable[[Any, Surroundings], FrameRow]"
    expectations: tuple[Expectation, ...]
    content: tuple[str, ...] = ()
    always_loads: bool = False

    def key_of(self, row: object) -> tuple[object, ...]:
        """Return the key of a row."""
        return tuple(getattr(row, column) for column in self.key)

    def content_of(self, row: object) -> object:
        """Return what must be the same for two rows to be one row that came twice."""
        return (*self.key_of(row), *(getattr(row, column) for column in self.content)) if self.content else row

    def record_key(self, row: object) -> str:
        """Return the key of a row as one string."""
        return "/".join(str(part) for part in self.key_of(row))
