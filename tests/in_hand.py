"""The jobs of an ingest done in this process, for tests that change what they do."""

from collections.abc import Iterator, Sequence
from typing import Any

from tasks.isolation import jobs
from tasks.isolation.isolated import Asked, Broke, Isolated


class InHand(Isolated):
    """Asks nobody: each job is done at once, without limits."""

    def load(self, **needed: Any) -> None:
        jobs.prepare(**needed)

    def ask_once(self, job: str, asked: Asked) -> Any:
        return jobs.JOBS[job](asked.argument, asked.content)

    def ask_each(self, job: str, all_asked: Sequence[Asked]) -> "Iterator[Any | Broke]":
        for asked in all_asked:
            yield self.ask_once(job, asked)
