"""Who acts where many meet: the union whose ministers decide, and the two sides of an agreement."""

import re
from dataclasses import replace

from tasks.language.gazetteer import blocs
from tasks.measures.candidate import Candidate
from tasks.measures.clauses import clause_head, subject
from tasks.measures.lexicon import singular
from tasks.measures.party import PartyMention, mention
from tasks.measures.reading import Reading
from warehouse.codes import Status

COUNCIL_IDS = ("body:un-security-council", "body:united-nations")
# "The leaders agreed to suspend", "under an agreement"; a miss: "the leaders met".
AGREED = re.compile(r"\bagree(?:d|s|ment)?\b|\baccord\b|\bdeal\b", re.IGNORECASE)
TWO_SIDED = frozenset(
    {"leader", "side", "country", "nation", "government", "president", "minister", "party", "state", "neighbour"}
)
BLOC_NOUNS = frozenset({"bloc", "leader", "grouping", "meeting", "summit", "minister", "conference"})


def from_bloc(candidate: Candidate, reading: Reading) -> Candidate:
    """Return the candidate with the body that "the bloc" or "the leaders" stands for: the one the story names first."""
    doer = subject(clause_head(candidate.token))
    is_bloc = doer is not None and singular(doer.lower_) in BLOC_NOUNS and doer.lower_ != "minister"
    if doer is None or not is_bloc or candidate.status is Status.PROPOSED:
        return candidate
    for paragraph in reading.paragraphs:
        for naming in paragraph.namings:
            if naming.actor and naming.actor.entity_id in blocs():
                if naming.actor.entity_id in candidate.target_ids or naming.actor.entity_id in COUNCIL_IDS:
                    continue
                return replace(candidate, senders=(mention(naming, paragraph, "definite noun"),), sender_rule="R-definite noun")
    return candidate


def between_two(candidate: Candidate, reading: Reading) -> Candidate:
    """Return what "the two leaders" or "both sides" agree as an act of the one on the other, if the story names just two."""
    doer = subject(clause_head(candidate.token))
    is_pair = doer is not None and doer.tag_ == "NNS" and singular(doer.lower_) in TWO_SIDED
    if not is_pair or candidate.targets or not AGREED.search(candidate.token.sent.text):
        return candidate
    home = candidate.paragraph
    before = [reading.headline, *reading.paragraphs[max(0, home.index - 1) : home.index + 1]]
    named: dict[str, PartyMention] = {}
    for paragraph in (paragraph for paragraph in before if paragraph is not None):
        for naming in paragraph.namings:
            if naming.actor is None or (paragraph is home and naming.start > candidate.token.sent.end_char):
                continue
            party = mention(naming, paragraph, "definite noun")
            party = replace(party, actor=reading.state_of(party.actor))
            if party.is_linked and party.actor.entity_id not in COUNCIL_IDS:
                kept = named.get(party.actor.entity_id)
                named[party.actor.entity_id] = kept if kept is not None and kept.words.is_in_body else party
    if len(named) != 2:  # noqa: PLR2004 - one on each side
        return candidate
    first, second = named.values()
    return replace(candidate, senders=(first,), targets=(second,), sender_rule="R-definite noun", target_rule="R-definite noun")
