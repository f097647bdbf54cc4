"""Who acts together and who alone: one measure of several senders, or one for each."""

import re
from collections.abc import Sequence
from dataclasses import replace

from tasks.measures.candidate import Candidate
from warehouse.codes import Status


def each_alone(candidates: Sequence[Candidate]) -> list[Candidate]:
    """Return the candidates with one telling for each sender that acts by itself: "France and the EU halted aid"."""
    return [each for candidate in candidates for each in _alone(candidate)]


def _alone(candidate: Candidate) -> list[Candidate]:
    aimed = [party for party in candidate.targets if party.is_linked]
    if candidate.token.tag_ == "NN" and candidate.trigger.term in ONE_ACT:  # "the embargo that four states imposed" is one
        return [candidate]
    if candidate.token.lower_ == "embargoes" and len(aimed) > 1:
        return [replace(candidate, targets=(party,)) for party in aimed]
    linked = [party for party in candidate.senders if party.is_linked]
    together = TOGETHER.search(candidate.token.sent.text) or candidate.status in (Status.PROPOSED, Status.REJECTED)
    told = candidate.sender_rule in ("R-clause", "R-pronoun") and len({party.words for party in linked}) == len(linked)
    heads = [token for token in candidate.paragraph.doc if token.dep_ in ("nsubj", "conj", "pobj", "poss")]
    starts = [(candidate.paragraph.start + token.idx, candidate.paragraph.start + token.idx + len(token.text)) for token in heads]
    told = told and all(any(party.words.start <= start and end <= party.words.end for start, end in starts) for party in linked)
    if len(linked) < len(candidate.senders) or not 1 < len(linked) < A_GROUP or together or not told:
        return [candidate]
    return [replace(candidate, senders=(party,)) for party in linked]


A_GROUP = 4  # so many states named in a row for one act take it as one
# What several senders do as one if it is told in the singular: "a blockade by Chad and Niger"; a miss: "their embargoes".
ONE_ACT = frozenset({"embargo", "blockade", "boycott", "ban"})
# "acting together", "jointly"; a miss: "France and the EU halted aid".
TOGETHER = re.compile(
    r"\b(?:together|joint(?:ly)?|joined|in concert|coordinat\w+|co-ordinat\w+|agree(?:d|ment)?|vote[ds]?|veto(?:ed)?)\b",
    re.IGNORECASE,
)
