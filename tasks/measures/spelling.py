"""Umbrella words that a later clause spells out: "renewed its sanctions. The measures include a travel ban" is one travel ban."""

from collections.abc import Sequence
from dataclasses import replace

from tasks.language.parsed import Token
from tasks.language.wordlists import word_set
from tasks.measures.candidate import Candidate
from tasks.measures.clauses import children, first_of, is_verb

PACKAGES = word_set("packages")
INCLUDING = word_set("including")
POINTING = frozenset({"the", "these", "those", "such", "its", "their", "which", "they", "that"})
# How many paragraphs an umbrella word may stand before the clause that spells it out.
REACH = 1


def spelled_out(candidates: Sequence[Candidate]) -> tuple[list[Candidate], set[int]]:
    """Return the candidates with each part standing as its whole does, and the places in the list of the wholes spelled out."""
    wholes: set[int] = set()
    parts: list[Candidate] = []
    for part in candidates:
        place = None if part.is_umbrella else _whole_of(part, candidates)
        is_told = place is not None and _fits(part, candidates[place])
        wholes.update([place] if place is not None and is_told else [])
        parts.append(_as_whole(part, candidates[place]) if place is not None and is_told else part)
    return parts, wholes


def _whole_of(part: Candidate, candidates: Sequence[Candidate]) -> int | None:
    """Return the place of the umbrella telling that the clause of a part points back to."""
    noun = _pointer(part.token)
    if noun is None:
        return None
    before = [
        place
        for place, other in enumerate(candidates)
        if other.is_umbrella and other.standing.is_told and other.targets and _precedes(other, part)
    ]
    return before[-1] if before else None


def _precedes(whole: Candidate, part: Candidate) -> bool:
    is_near = 0 <= part.paragraph.index - whole.paragraph.index <= REACH and not whole.paragraph.is_headline
    return is_near and whole.position < part.position


def _pointer(token: Token) -> Token | None:
    """Return the word for the whole of which a clause tells a part: "the measures" of "the measures include a ban"."""
    part = first_of(token)
    verb = part.head
    if is_verb(token):
        noun = _own_subject(token) if not children(token, "aux") else None
    elif part.dep_ == "pobj" and verb.lower_ == "of":
        noun = _own_subject(verb.head) if verb.head.lemma_.lower() in INCLUDING else None
    else:
        noun = _own_subject(verb) if part.dep_ in ("dobj", "attr", "oprd") and verb.lemma_.lower() in INCLUDING else None
    return noun if noun is not None and _points_back(noun) else None


def _own_subject(verb: Token) -> Token | None:
    return next(iter(children(verb, "nsubj")), None)


def _points_back(noun: Token) -> bool:
    """Say whether a word means what was told before: "these sanctions", "which"; a miss: "new sanctions"."""
    if noun.lower_ in ("which", "they", "that"):
        return noun.lower_ != "they" or any(word.lower_ in PACKAGES for word in noun.doc[: noun.i])
    return noun.lower_ in PACKAGES and any(child.lower_ in POINTING for child in children(noun, "det", "poss"))


def _fits(part: Candidate, whole: Candidate) -> bool:
    """Say whether a part can be of a whole: no word says that it stands otherwise, and no other sender is named."""
    is_open = not part.standing.is_told or part.status is whole.status or is_verb(part.token)
    return is_open and not (part.sender_ids and whole.sender_ids and not part.sender_ids & whole.sender_ids)


def _as_whole(part: Candidate, whole: Candidate) -> Candidate:
    """Return the part with the standing of the whole, and with its sides where the part names none."""
    is_aimed = any(party.is_linked for party in part.targets)
    own = {party.words.start for party in part.targets}
    added = () if is_aimed else tuple(party for party in whole.targets if party.words.start not in own)
    return replace(
        part,
        standing=whole.standing,
        status=whole.status,
        senders=part.senders or whole.senders,
        targets=(*part.targets, *added),
    )
