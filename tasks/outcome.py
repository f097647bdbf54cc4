"""What a run came to."""

from dataclasses import dataclass

from tasks.run import RunInHand
from tasks.sources.delivery import Refusal


@dataclass(frozen=True)
class Outcome:
    """The figures of one run.

    Stories are story versions. `not_received` gave no bytes, so nothing of it is stored; `refused` are the items in
    quarantine, from this run or an earlier one; `notices` tell of runs that died before and of files that were rebuilt.
    """

    run_id: str
    items: int
    stories_new: int
    stories_changed: int
    stories_unchanged: int
    quarantined: int
    still_in_quarantine: int
    not_received: tuple[Refusal, ...]
    refused: tuple[Refusal, ...]
    gate_failed: bool
    notices: tuple[str, ...] = ()

    @classmethod
    def of(cls, run: RunInHand) -> "Outcome":
        """Return the outcome of a run that has ended."""
        return cls(
            run_id=run.run_id,
            items=run.tally["items"],
            stories_new=run.tally["stories_new"],
            stories_changed=run.tally["stories_changed"],
            stories_unchanged=run.tally["stories_unchanged"],
            quarantined=run.tally["rows_quarantine"],
            still_in_quarantine=run.tally["still_in_quarantine"],
            not_received=tuple(run.not_received),
            refused=tuple(run.refused),
            gate_failed=run.gate_failed,
            notices=tuple(map(str, run.notices)),
        )

    @property
    def usable(self) -> bool:
        """Whether the input held any story."""
        return bool(self.stories_new + self.stories_changed + self.stories_unchanged)
