"""How real an act is, and the rung of the ladder that this makes."""

from dataclasses import dataclass
from enum import StrEnum

from tasks.language.parsed import Token
from tasks.measures.lexicon import Cue
from warehouse.codes import Status

RELIEVING = frozenset({Cue.LIFT, Cue.EASE})
STANDING = frozenset({Cue.HOLD, Cue.EXTEND})


class Mood(StrEnum):
    """How real an act is."""

    REAL = "real"
    COMING = "coming"
    POSSIBLE = "possible"
    WANTED = "wanted"
    THREATENED = "threatened"
    REFUSED = "refused"
    DENIED = "denied"


@dataclass(frozen=True)
class Standing:
    """What the ladder of words above a trigger says. `act` is None where only the trigger itself speaks."""

    act: Cue | None = None
    mood: Mood = Mood.REAL
    is_told: bool = False
    is_partial: bool = False
    cue: Token | None = None

    @property
    def status(self) -> Status | None:
        """Return the rung of the ladder; None where the words deny that there is any measure."""
        if self.act in (Cue.LIFT, Cue.EASE):
            relieved = self.mood in (Mood.REAL, Mood.COMING)
            if not relieved:
                return Status.IMPOSED
            return Status.EASED if self.act is Cue.EASE or self.is_partial else Status.LIFTED
        if self.act is Cue.EXTEND and self.mood in (Mood.REAL, Mood.COMING):
            return Status.EXTENDED
        if self.act in (Cue.EXTEND, Cue.HOLD):
            return Status.IMPOSED
        return STATUS_OF_MOOD[self.mood]


STATUS_OF_MOOD = {
    Mood.REAL: Status.IMPOSED,
    Mood.COMING: Status.IMPOSED,
    Mood.POSSIBLE: Status.PROPOSED,
    Mood.WANTED: Status.PROPOSED,
    Mood.THREATENED: Status.THREATENED,
    Mood.REFUSED: Status.REJECTED,
    Mood.DENIED: None,
}
