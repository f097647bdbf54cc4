"""What one machine does: analyse a share of stories in worker processes, and leave a Parquet part."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from tasks.isolation.asking import refused_by
from tasks.isolation.crew import analyse_side_by_side
from tasks.isolation.isolated import Broke
from tasks.measures.analysis import Analysis
from tasks.measures.handover import ANALYSIS_FAILED, Failure, Leftovers, analyse_portion
from tasks.sources.limits import Limits
from warehouse.records import Story

STAGE = "analyse"


def analyse_share(
    stories: Sequence[Story], model: str, limits: Limits, part: Path, leftovers: Leftovers, processes: int = 1
) -> Path:
    """Write the analyses of the stories, in their order, as a part; return its path.

    A story that breaks its worker or a limit has a row that says so. Raises UsageError if the model is not installed.
    """

    def apart(missing: Sequence[Story]) -> Iterator[tuple[Analysis, Failure | None]]:
        for story, found in zip(missing, analyse_side_by_side(missing, model, limits, processes), strict=True):
            yield _or_failure(story, found)

    return analyse_portion(stories, model, part, leftovers, apart)


def _or_failure(story: Story, found: Analysis | Broke) -> tuple[Analysis, Failure | None]:
    if not isinstance(found, Broke):
        return found, None
    refusal = refused_by(found, story.source_uri, STAGE, ANALYSIS_FAILED)
    return Analysis(story.story_id, story.version), Failure(refusal.reason_code, refusal.reason)
