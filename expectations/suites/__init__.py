"""The suites, one module per table, in the order of judging: a row is judged after the rows that it depends on.

Parties come before measures, because a measure is only as good as the target that is left to it.
"""

from expectations.expectation import Expectation, Judged, Suite, WholeSuite
from expectations.suites.cases import CASES
from expectations.suites.documents import DOCUMENTS
from expectations.suites.entities import ENTITIES
from expectations.suites.measure_evidence import MEASURE_EVIDENCE
from expectations.suites.measure_parties import MEASURE_PARTIES
from expectations.suites.measures import MEASURES
from expectations.suites.mentions import MENTIONS
from expectations.suites.positions import POSITIONS
from expectations.suites.providers import PROVIDERS
from expectations.suites.stories import STORIES
from expectations.suites.story_furniture import STORY_FURNITURE
from expectations.suites.story_links import STORY_LINKS
from expectations.suites.warehouse import WAREHOUSE

SUITES: tuple[Suite, ...] = (
    DOCUMENTS,
    STORIES,
    STORY_FURNITURE,
    STORY_LINKS,
    ENTITIES,
    MENTIONS,
    MEASURE_PARTIES,
    MEASURES,
    MEASURE_EVIDENCE,
    POSITIONS,
)

# Judged once after a run, over everything that is loaded.
WHOLE_SUITES: tuple[WholeSuite, ...] = (WAREHOUSE, CASES, PROVIDERS)
ALL_SUITES: tuple[Judged, ...] = (*SUITES, *WHOLE_SUITES)


def expectations_by_name() -> dict[str, Expectation]:
    """Return every declared expectation by its name, which is also the reason code in the quarantine."""
    return {expectation.name: expectation for suite in ALL_SUITES for expectation in suite.expectations}
