"""Which words of a story could have told a measure and became no candidate: what `explain` adds to the refusals."""

from dataclasses import dataclass

from tasks.measures.analysis import Analysis
from tasks.measures.triggers import suspicion
from warehouse.records import Story

AROUND_CHARS = 30


@dataclass(frozen=True)
class PassedOver:
    """A word of the trigger lists that neither a measure nor a refusal quotes, and what stands around it."""

    text: str
    start_char: int
    end_char: int
    around: str


def passed_over(story: Story, analysis: Analysis) -> tuple[PassedOver, ...]:
    """Return the words of the trigger lists that no measure and no refusal of the analysis quotes."""
    quoted = [
        *((row.start_char, row.end_char) for row in analysis.evidence),
        *((refused.start_char, refused.end_char) for refused in analysis.refused),
    ]
    return tuple(
        PassedOver(hit.group(), hit.start(), hit.end(), _around(story.body, hit.start(), hit.end()))
        for hit in suspicion().finditer(story.body)
        if not any(start <= hit.start() and hit.end() <= end for start, end in quoted)
    )


def _around(body: str, start: int, end: int) -> str:
    """Return a few whole words before and after a place."""
    before = body[max(0, start - AROUND_CHARS) : start]
    after = body[end : end + AROUND_CHARS]
    head = before if start <= AROUND_CHARS else before[before.find(" ") + 1 :]
    tail = after if end + AROUND_CHARS >= len(body) else after[: after.rfind(" ") + 1]
    return " ".join(f"{head}{body[start:end]}{tail}".split())
