"""What a run came to."""

from dataclasses import dataclass

from tasks.run import RunInHand
from tasks.sources.delivery import Refusal


@dataclass(frozen=True)
class Outcome:
    """The figures of one run.

    Stories are story versions. `not_received` gave no bytes, so nothing of it is stored; `refused` are the items in
    quarantine, from this run or an earlier one. Every item is a document, new or known, or held in quarantine, or not
    received; every story received, or joined from takes, is new, changed, unchanged or refused. What breaks that is told in
    `unaccounted`: it is an error of ours. `notices` tell of runs that died before and of files that were rebuilt.
    """

    run_id: str
    items: int
    stories_new: int
    stories_changed: int
    stories_unchanged: int
    quarantined: int
    still_in_quarantine: int
    documents_new: int
    documents_known: int
    items_held: int
    items_not_received: int
    stories_received: int
    stories_joined: int
    stories_refused: int
    not_received: tuple[Refusal, ...]
    refused: tuple[Refusal, ...]
    gate_failed: bool
    unaccounted: tuple[str, ...]
    alerts_sent: int
    alert_problems: tuple[str, ...]
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
            documents_new=run.tally["documents_new"],
            documents_known=run.tally["documents_known"],
            items_held=run.tally["items_held"],
            items_not_received=run.tally["items_not_received"],
            stories_received=run.tally["stories_received"],
            stories_joined=run.tally["stories_joined"],
            stories_refused=run.tally["stories_refused"],
            not_received=tuple(run.not_received),
            refused=tuple(run.refused),
            gate_failed=run.gate_failed,
            unaccounted=run.unaccounted,
            alerts_sent=run.tally["alerts_sent"],
            alert_problems=run.alert_problems,
            notices=tuple(map(str, run.notices)),
        )

    @property
    def usable(self) -> bool:
        """Whether the input held any story."""
        return bool(self.stories_new + self.stories_changed + self.stories_unchanged)
