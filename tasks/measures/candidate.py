"""A measure as one place in the text tells it, before retellings are merged."""

from dataclasses import dataclass, field

from tasks.language.parsed import Token
from tasks.measures.lexicon import TriggerWord
from tasks.measures.party import PartyMention
from tasks.measures.reading import Paragraph, Words
from tasks.measures.standing import Standing
from warehouse.codes import Flow, MeasureType, Status


@dataclass(frozen=True)
class Candidate:
    """One telling of one measure. Roles are what the words around the trigger say; context fills the gaps later."""

    paragraph: Paragraph
    token: Token
    trigger: TriggerWord
    trigger_words: Words
    clause: Words
    measure_type: MeasureType | None
    standing: Standing
    status: Status
    rule_id: str
    senders: tuple[PartyMention, ...] = ()
    targets: tuple[PartyMention, ...] = ()
    proposers: tuple[PartyMention, ...] = ()
    unsure: tuple[PartyMention, ...] = ()
    goods: tuple[Words, ...] = ()
    flow: Flow | None = None
    instrument: Words | None = None
    date_words: Words | None = None
    amount: Words | None = None
    attribution: Words | None = None
    novelty: str = ""
    is_definite: bool = False
    pronoun: Token | None = field(default=None, compare=False)
    document: Token | None = field(default=None, compare=False)
    sender_rule: str = "R-clause"
    target_rule: str = "R-clause"

    @property
    def position(self) -> int:
        """Return the place of the trigger in the body, after everything in the headline's favour."""
        return -1 if self.paragraph.is_headline else self.trigger_words.start

    @property
    def is_umbrella(self) -> bool:
        """Say whether the telling names no kind of restriction."""
        return self.measure_type in (None, MeasureType.UNSPECIFIED)

    @property
    def is_bare(self) -> bool:
        """Say whether the telling is an embargo or boycott without a word of what it is on."""
        return self.trigger.term in ("embargo", "boycott") and not self.goods

    @property
    def sender_ids(self) -> frozenset[str]:
        """Return the ids of the senders."""
        return frozenset(party.actor.entity_id for party in self.senders)

    @property
    def target_ids(self) -> frozenset[str]:
        """Return the ids of the targets."""
        return frozenset(party.actor.entity_id for party in self.targets)
