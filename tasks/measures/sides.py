"""The two sides of a measure, as far as one place in the text names them."""

from collections.abc import Iterable
from dataclasses import dataclass

from tasks.language.parsed import Token
from tasks.measures.party import PartyMention


@dataclass(frozen=True)
class Roles:
    """Parties found around one trigger; `unsure` are adjectives of states that may be sender or target."""

    senders: tuple[PartyMention, ...] = ()
    targets: tuple[PartyMention, ...] = ()
    proposers: tuple[PartyMention, ...] = ()
    unsure: tuple[PartyMention, ...] = ()
    pronoun: Token | None = None
    instrument: Token | None = None

    def settled(self) -> "Roles":
        """Return the roles with the unsure parties given the role that is left over, and no party on both sides."""
        senders, targets, unsure = list(self.senders), list(self.targets), []
        for party in unique(self.unsure):
            if not targets and (senders or self.pronoun or self.instrument):
                targets.append(party)
            elif targets and not senders:
                senders.append(party)
            elif not senders:
                unsure.append(party)
        sending = {party.actor.entity_id for party in senders}
        targets = [party for party in targets if party.actor.entity_id not in sending]
        return Roles(
            tuple(unique(senders)),
            tuple(unique(targets)),
            tuple(unique(self.proposers)),
            tuple(unsure),
            self.pronoun,
            self.instrument,
        )


def unique(parties: Iterable[PartyMention]) -> list[PartyMention]:
    """Return the parties, each once, in the order of their first mention."""
    return list({party.actor.entity_id: party for party in reversed(list(parties))}.values())[::-1]
