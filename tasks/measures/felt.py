"""Hear stands told by a noun alone, where a measure meets them: "despite opposition from Japan", "drew criticism from Egypt"."""

from collections.abc import Iterator

from tasks.language.parsed import Token
from tasks.language.wordlists import word_set
from tasks.measures.clauses import children, core, is_passive, is_verb
from tasks.measures.evidence import clause_words
from tasks.measures.holders import holders
from tasks.measures.ladder import ladder
from tasks.measures.lexicon import Cue, cue_of, singular
from tasks.measures.party import PartyMention, mention
from tasks.measures.reading import Paragraph, Reading
from tasks.measures.taking import WORRYING
from tasks.measures.topics import (
    ACTS,
    OPPOSITE,
    RELIEF,
    RESTRICTIONS,
    Voiced,
    is_definite,
    is_document,
    is_topic,
    stance_of,
    stances,
)
from warehouse.codes import EntityKind, Stance

# What a measure does with the stand of others: "won the backing of", "met opposition from".
MEETING = word_set("meeting")


def felt(token: Token, paragraph: Paragraph, reading: Reading) -> Iterator[Voiced]:
    """Yield stands told by a noun alone: "despite opposition from Japan"; its object is the relief told beside it, if any."""
    for felt_by, stance in _angered(token):
        for holder in holders(felt_by, paragraph, reading):
            words = clause_words(token.head, paragraph)
            yield Voiced(holder, stance, paragraph.start + token.idx, words, on_act=singular(token.lower_) in ACTS)
    yield from _met(token, paragraph, reading)


def _met(token: Token, paragraph: Paragraph, reading: Reading) -> Iterator[Voiced]:
    """Yield the stands that a measure meets with."""
    stance = _met_stance(token)
    topics = [inner for inner in _met_by(token) or token.sent if singular(inner.lower_) in RESTRICTIONS or is_document(inner)]
    acts = [inner for inner in _met_by(token) if not topics and singular(inner.lower_) in ACTS and is_definite(inner)]
    topics += acts
    own = [item for prep in children(token, "prep") for item in children(prep, "pobj")]
    if stance is None or not topics or (any(is_topic(item) for item in own) and not _is_met(token)):
        return
    relieved = any(cue_of(up) in RELIEF for inner in topics for up in ladder(inner))
    if token.lemma_.lower() in WORRYING and not relieved:
        return
    for source in _sources(token):
        for holder in holders(source, paragraph, reading):
            words = clause_words(token, paragraph)
            lean = OPPOSITE[stance] if relieved else stance
            yield Voiced(holder, lean, paragraph.start + topics[0].idx, words, on_act=bool(acts))
    for holder in _adjectives(token, paragraph) if _is_met(token) else ():
        words = clause_words(token, paragraph)
        yield Voiced(holder, OPPOSITE[stance] if relieved else stance, paragraph.start + topics[0].idx, words)


def _angered(topic: Token) -> Iterator[tuple[Token, Stance]]:
    """Yield whom a measure makes feel: "the ban angered Chad"."""
    verb = topic.head
    stance = stances("feeling").get(verb.lower_) if topic.dep_ == "nsubj" and is_verb(verb) and not is_passive(verb) else None
    if stance is not None and is_topic(topic):
        yield from ((felt_by, stance) for felt_by in children(verb, "dobj"))


def _met_by(noun: Token) -> list[Token]:
    """Return the words of what meets a stand, without its clauses: "the lifting of the ban" of what drew criticism."""
    noun_above = noun.head.head if noun.head.lower_ == "of" and singular(noun.head.head.lower_) in VOLUMES else noun
    verb = noun_above.head.head if noun_above.dep_ == "pobj" else noun_above.head
    doers = [doer for doer in children(verb, "nsubj", "nsubjpass") if is_topic(doer)] if is_verb(verb) else []
    return [inner for doer in doers for inner in core(doer)] if _is_met(noun) else []


def _met_stance(noun: Token) -> Stance | None:
    """Return the stance of a noun; "fire", "an angry response" have one where a measure meets them."""
    if noun.pos_ != "NOUN":
        return None
    angry = singular(noun.lower_) in ("response", "reaction") and any(
        child.lower_ in ("angry", "hostile", "furious", "bitter", "sharp") for child in children(noun, "amod")
    )
    return Stance.OPPOSES if (angry or noun.lower_ == "fire") and _is_met(noun) else stance_of(noun)


def _sources(noun: Token) -> Iterator[Token]:
    """Yield whose stand a noun is: "from Japan", "of Japan" where a measure meets it, "Japan's" likewise."""
    is_met = _is_met(noun)
    verb = noun.head.head.head if noun.head.lower_ == "of" else noun.head
    preps = [*children(noun, "prep"), *(children(verb, "prep") if is_met and is_verb(verb) else ())]
    preps += children(noun.head.head, "prep") if is_met and noun.head.lower_ == "of" else []
    for prep in preps:
        if prep.i > noun.i and (prep.lower_ in ("from", "by", "among", "in") or (prep.lower_ == "of" and is_met)):
            yield from children(prep, "pobj")
    if is_met:
        yield from (owner for owner in children(noun, "poss") if owner.pos_ != "PRON")


def _adjectives(noun: Token, paragraph: Paragraph) -> Iterator[PartyMention]:
    """Yield the state whose adjective a stand has: "despite Egyptian protests"."""
    for child in children(noun, "amod", "compound", "nmod"):
        naming = paragraph.naming_of(child)
        if naming and naming.actor and naming.actor.kind is EntityKind.COUNTRY and not naming.is_place:
            yield mention(naming, paragraph, "holder")


VOLUMES = frozenset({"howl", "chorus", "storm", "wave", "barrage", "flood", "cry", "expression", "show", "torrent"})


def _is_met(noun: Token) -> bool:
    """Say whether a stand is one that the measure meets with: "over the objections of", "won the backing of"."""
    preposition = noun.head if noun.dep_ == "pobj" else None
    if preposition is not None and preposition.lower_ == "of" and singular(preposition.head.lower_) in VOLUMES:
        return _is_met(preposition.head)  # "provoked howls of protest"
    if preposition is not None:
        is_met_with = preposition.lower_ in ("with", "into", "to") and preposition.head.lemma_.lower() in MEETING
        is_made_with = preposition.lower_ == "with" and is_passive(preposition.head) and cue_of(preposition.head) is Cue.ENACT
        is_faced = preposition.lower_ == "of" and preposition.head.lower_ in ("face", "spite")
        return preposition.lower_ in ("over", "despite", "amid") or is_faced or is_met_with or is_made_with
    verb = noun.head
    if noun.dep_ != "dobj" or verb.lemma_.lower() not in MEETING:
        return False
    return any(is_topic(doer) for doer in children(verb, "nsubj"))
