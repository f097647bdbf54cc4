"""Who holds the side that a word tells: its doer, the one reported of, whose noun it is, allies, those joined or sided with."""

from collections.abc import Iterator

from tasks.language.parsed import Token
from tasks.measures.clauses import children, conjuncts, is_passive, is_verb, subject
from tasks.measures.holders import holders
from tasks.measures.lean import denied
from tasks.measures.lexicon import singular
from tasks.measures.party import PartyMention, mention
from tasks.measures.reading import Paragraph, Reading
from tasks.measures.taking import SIDE_TAKERS, WISHING
from tasks.measures.topics import is_feeling
from warehouse.codes import EntityKind, Stance


def stance_holders(word: Token, topic: Token, paragraph: Paragraph, reading: Reading) -> Iterator[PartyMention]:
    """Yield who holds the stance of a verb, noun or adjective on a topic."""
    if is_feeling(word) or word.pos_ == "ADJ":
        yield from holders(_who_feels(word), paragraph, reading)
        return
    if is_verb(word):
        yield from _acting(word, paragraph, reading)
        return
    if singular(word.lower_) in SIDE_TAKERS:
        yield from holders(_who_is(word), paragraph, reading)
        return
    yield from _voicing(word, topic, paragraph, reading)


def _acting(verb: Token, paragraph: Paragraph, reading: Reading) -> Iterator[PartyMention]:
    """Yield who does what a verb of stance tells, with the allies named beside."""
    is_done_to = is_passive(verb) and not _is_reported(verb)
    if is_done_to and not _agents(verb):
        yield from _capitals(verb, paragraph)
    for doer in _agents(verb) if is_done_to else [_reported(verb) or subject(verb) or _owner(verb)]:
        for each in (doer, *_allies(doer)):
            yield from holders(each, paragraph, reading)
    yield from _joined(verb, paragraph, reading)


def _owner(verb: Token) -> Token | None:
    """Return whose noun an infinitive hangs on: "its failure to convince", "Chad's decision to oppose"."""
    return next(iter(children(verb.head, "poss")), None) if verb.dep_ == "acl" else None


# What turns an act down: "sided with Chad and rejected the ban".
TURNING_DOWN = frozenset({"refuse", "reject", "defeat", "decline", "kill", "block", "oppose"})


def sided_with(told: Token, paragraph: Paragraph, reading: Reading) -> Iterator[tuple[PartyMention, Stance, Token]]:
    """Yield with whom others side by what they do with a measure: "sided with Chad by refusing to cut the aid"."""
    above = [told, *told.ancestors]
    verbs = [each for up in above for each in (up, *(children(up, "conj") if up.dep_ != "conj" else ())) if is_verb(up)]
    side = next((verb for verb in verbs if verb.lemma_.lower() == "side"), None)
    if side is None or (side not in above and not any(up.head == side or side.head == up for up in above)):
        return
    is_refused = any(up.lemma_.lower() in TURNING_DOWN for up in above) or denied(told)
    for item in (ally for prep in children(side, "prep") if prep.lower_ == "with" for ally in children(prep, "pobj")):
        for holder in holders(item, paragraph, reading):
            yield holder, Stance.OPPOSES if is_refused else Stance.SUPPORTS, side


def _voicing(word: Token, topic: Token, paragraph: Paragraph, reading: Reading) -> Iterator[PartyMention]:
    """Yield whose stand a noun is: "opposition from Chad", "Chad's regret", "spoke in favour of"."""
    if word.head.lemma_ == "be" and children(word.head, "expl") and word.head.dep_ == "ccomp":  # "said there was regret over"
        yield from holders(subject(word.head.head), paragraph, reading)
    own = [prep for prep in children(word, "prep") if prep.lower_ in ("from", "by", "of") and topic not in prep.subtree]
    later = [prep for prep in word.doc[word.i + 1 : word.sent.end] if prep.lower_ == "from" and prep.dep_ == "prep"]
    for prep in (each for first in own or later[:1] for each in conjuncts(first) if each.lower_ == first.lower_):
        for item in (each for noun in children(prep, "pobj") for each in (noun, *children(noun, "appos"))):
            yield from holders(item, paragraph, reading)
    for owner in children(word, "poss"):
        if owner.pos_ != "PRON":
            yield from holders(owner, paragraph, reading)
    yield from _felt_in(word, paragraph)
    if word.head.lower_ == "in" and is_verb(word.head.head):  # "spoke in favour of", "urged them to vote in favour of"
        verb = word.head.head
        is_urged = verb.dep_ == "xcomp" and verb.head.lemma_.lower() in WISHING
        yield from holders(subject(verb.head if is_urged else verb), paragraph, reading)


def _felt_in(noun: Token, paragraph: Paragraph) -> Iterator[PartyMention]:
    """Yield the state in whose capital something is felt: "there was anger in Cairo over the ban"."""
    if noun.head.lemma_ == "be" and children(noun.head, "expl"):
        yield from _capitals(noun, paragraph)


def _capitals(word: Token, paragraph: Paragraph) -> Iterator[PartyMention]:
    """Yield the states in whose capitals something is said or felt: "were criticised in Berlin and Vienna"."""
    places = [item for prep in children(word, "prep") if prep.lower_ == "in" for item in children(prep, "pobj")]
    for naming in paragraph.namings_in([inner for item in places for inner in (item, *children(item, "conj"))]):
        if naming.actor and naming.actor.kind is EntityKind.COUNTRY:
            yield mention(naming, paragraph, "holder")


# "is understood to oppose": what is reported of somebody; a miss: "is expected to".
REPORTING = frozenset({"understand", "report", "say", "think", "know", "reckon"})


def _is_reported(verb: Token) -> bool:
    return verb.lemma_.lower() in REPORTING and bool(children(verb, "auxpass"))


def _reported(verb: Token) -> Token | None:
    """Return of whom a verb in the passive reports what he does."""
    return next(iter(children(verb, "nsubjpass")), None) if _is_reported(verb) else None


def _agents(verb: Token) -> list[Token]:
    """Return the doers of a passive, each "by" of it: "opposed by Chad and by its neighbours"."""
    first = [by for by in verb.children if by.dep_ == "agent" or (by.dep_ == "prep" and by.lower_ == "by")]
    return [doer for by in first for each in conjuncts(by) if each.lower_ == "by" for doer in children(each, "pobj")]


def _allies(doer: Token | None) -> list[Token]:
    """Return who backs a holder in what it wants: Chad of "France, backed by Chad, wants"."""
    backing = [verb for verb in (children(doer, "acl") if doer is not None else []) if verb.lemma_.lower() in ALLYING]
    return [ally for verb in backing if verb.tag_ == "VBN" for ally in _agents(verb)]


ALLYING = frozenset({"back", "support", "join", "second", "follow"})


def _who_feels(word: Token) -> Token | None:
    """Return whose feeling a word tells: the subject of its verb, or the noun it hangs on: "Chad, opposed to sanctions"."""
    doers = children(word, "nsubj", "nsubjpass") or children(word.head, "nsubj", "nsubjpass")
    if doers:
        return doers[0]
    return word.head if word.dep_ in ("acl", "amod", "appos") else None


def _who_is(noun: Token) -> Token | None:
    """Return who is said to be an opponent or a supporter: "Japan is a critic of", "Japan, a critic of"."""
    if noun.dep_ == "appos":
        return noun.head
    verb = noun.head.head if noun.dep_ == "pobj" and noun.head.lower_ in ("among", "of") else noun.head
    return next(iter(children(verb, "nsubj")), None) if noun.dep_ in ("attr", "pobj") and verb.lemma_ == "be" else None


def _joined(verb: Token, paragraph: Paragraph, reading: Reading) -> Iterator[PartyMention]:
    """Yield whom others join in a stand: France of "Norway joined France in opposing the ban"."""
    join = verb if verb.lemma_.lower() in ("join", "side") else verb.head.head if verb.dep_ == "pcomp" else None
    if join is not None and join.lemma_.lower() == "side":
        for item in (ally for prep in children(join, "prep") if prep.lower_ == "with" for ally in children(prep, "pobj")):
            yield from holders(item, paragraph, reading)
    if join is not None and join.lemma_.lower() == "join" and any(prep.lower_ == "in" for prep in children(join, "prep")):
        for item in children(join, "nsubjpass" if is_passive(join) else "dobj"):
            yield from holders(item, paragraph, reading)
