"""Hear who takes a side in one paragraph: stance verbs, wishes, and nouns of opposition; votes and verdicts beside them."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import chain, islice

from tasks.language.parsed import Token
from tasks.language.wordlists import word_set
from tasks.measures.clauses import agent, children, is_passive, is_verb, subject
from tasks.measures.evidence import clause_words
from tasks.measures.holders import holders
from tasks.measures.lexicon import Cue, cue_of, singular
from tasks.measures.modality import modal, negation
from tasks.measures.party import PartyMention
from tasks.measures.reading import Paragraph, Reading
from tasks.measures.status import ladder
from tasks.measures.topics import (
    ACTS,
    OPPOSITE,
    RELIEF,
    RESTRICTIONS,
    Voiced,
    is_definite,
    is_document,
    is_feeling,
    is_topic,
    stance_of,
)
from tasks.measures.verdicts import verdicts
from tasks.measures.votes import ASIDE, BALLOTS, INTENDED, is_own_word, votes
from warehouse.codes import Stance

WISHING = word_set("wishing")
# Verbs that lend a noun of feeling to their subject: "Norway voiced regret".
VOICING = word_set("voicing")
# What a measure does with the stand of others: "won the backing of", "met opposition from".
MEETING = word_set("meeting")
REFUSING = frozenset({"refuse", "decline"})
# Below these words a stance is somebody's hope, or only in somebody's power: "has the power to veto".
ONLY_HOPED = word_set("only_hoped")
# "gave up its demand for an embargo" demands it no more.
GIVEN_UP = frozenset({"give", "drop", "abandon", "withdraw", "renounce"})
# What is done "in retaliation" or "in response" is no stand on the retaliation.
IN_ANSWER = frozenset({"retaliation", "reprisal", "countermeasure"})


def voiced_in(paragraph: Paragraph, reading: Reading, told: frozenset[int] = frozenset()) -> Iterator[Voiced]:
    """Yield the stances voiced in a paragraph; `told` are the places in the body of the words that tell measures."""
    for token in paragraph.doc:
        is_told = paragraph.start + token.idx in told
        if is_verb(token) or token.pos_ in ("ADJ", "NOUN") or token.lower_ in ASIDE:
            yield from _by_rule("P-vote", votes(token, paragraph, reading))
            yield from _by_rule("P-verdict", verdicts(token, paragraph, reading))
        if token.pos_ in ("NOUN", "PROPN", "PRON") or is_told:
            yield from _on_object(token, paragraph, reading, is_told)
            yield from _by_rule("P-felt", _felt(token, paragraph, reading))
        if token.lower_ == "against":
            yield from _by_rule("P-against", _stands_against(token, paragraph, reading))


def _by_rule(rule_id: str, found: Iterator[Voiced]) -> Iterator[Voiced]:
    yield from (replace(voiced, rule_id=rule_id) for voiced in found)


def _felt(token: Token, paragraph: Paragraph, reading: Reading) -> Iterator[Voiced]:
    """Yield stands told by a noun alone: "despite opposition from Japan"; its object is the relief told beside it, if any."""
    stance = stance_of(token) if token.pos_ == "NOUN" else None
    sources = [
        item
        for prep in children(token, "prep")
        if prep.lower_ in ("from", "by", "among", "in") or (prep.lower_ == "of" and _is_met(token))
        for item in children(prep, "pobj")
    ]
    topics = [inner for inner in token.sent if singular(inner.lower_) in RESTRICTIONS]
    if (
        stance is None
        or not sources
        or not topics
        or any(is_topic(item) for prep in children(token, "prep") for item in children(prep, "pobj"))
    ):
        return
    relieved = any(cue_of(up) in RELIEF for inner in topics for up in ladder(inner))
    for source in sources:
        for holder in holders(source, paragraph, reading):
            yield Voiced(
                holder, OPPOSITE[stance] if relieved else stance, paragraph.start + topics[0].idx, clause_words(token, paragraph)
            )


def _is_met(noun: Token) -> bool:
    """Say whether a stand is one that the measure meets with: "over the objections of", "won the backing of"."""
    return noun.head.lower_ in ("over", "despite") or (noun.dep_ == "dobj" and noun.head.lemma_.lower() in MEETING)


def _stands_against(token: Token, paragraph: Paragraph, reading: Reading) -> Iterator[Voiced]:
    """Yield "was against the sanctions"; "the sanctions against Chad are" has another subject."""
    topics = [item for item in children(token, "pobj") if is_topic(item)]
    if token.head.lemma_ != "be" or not topics or negation(token.head) is not None:
        return
    for holder in holders(subject(token.head), paragraph, reading):
        stance = Stance.SUPPORTS if any(cue_of(topic) in RELIEF for topic in topics) else Stance.OPPOSES
        yield Voiced(holder, stance, paragraph.start + topics[0].idx, clause_words(token.head, paragraph))


def _is_object_pronoun(token: Token, paragraph: Paragraph) -> bool:
    """Say whether "it" or "which" is a topic told before it that a verb is done to: "backed it", "the bill, which he opposes"."""
    # "wants it ended": the object of a wish is the subject of what is wished for it
    is_wished = token.dep_ in ("nsubj", "nsubjpass") and token.head.tag_ == "VBN" and token.head.dep_ == "ccomp"
    if token.dep_ != "dobj" and not is_wished:
        return False
    if token.tag_ == "WDT":
        return bool(token.head.dep_ == "relcl" and cue_of(token.head) in (None, Cue.REFUSE) and is_topic(token.head.head))
    if token.lower_ not in ("it", "this"):
        return False
    before = max((sentence.start for sentence in token.doc.sents if sentence.start < token.sent.start), default=token.sent.start)
    near = token.doc[before : token.i]
    return before == 0 or any(is_topic(word) and paragraph.naming_of(word) is None for word in near)


@dataclass(frozen=True)
class _Topic:
    """What a stance may be about: the act as a whole, or a restriction that its own word may free from."""

    token: Token
    is_act: bool
    is_relief: bool
    document: str


def _topic_at(token: Token, paragraph: Paragraph, is_told: bool) -> _Topic | None:
    """Return the topic that a word is: a restriction, a document, the act, "it", or the word that tells a measure."""
    naming = paragraph.naming_of(token)
    if naming is not None and naming.actor is not None and not is_told:  # "the General Agreement on Tariffs and Trade"
        return None
    if singular(token.lower_) in IN_ANSWER and token.head.lower_ == "in":
        return None
    frees = is_told and cue_of(token) in RELIEF
    is_act = (singular(token.lower_) in ACTS and is_definite(token)) or _is_object_pronoun(token, paragraph)
    is_freed = token.lower_ in ("them", "they") and any(cue_of(up) in RELIEF for up in islice(ladder(token), 2))
    if not (is_told or singular(token.lower_) in RESTRICTIONS or is_document(token) or is_act or is_freed):
        return None
    document = token.lower_ if is_document(token) else ""
    return _Topic(token, is_act or (frees and not is_verb(token)), frees and is_verb(token), document)


def _on_object(token: Token, paragraph: Paragraph, reading: Reading, is_told: bool) -> Iterator[Voiced]:
    """Yield the stance that the nearest word above a topic takes, turned round where relief stands between them."""
    topic = _topic_at(token, paragraph, is_told)
    if topic is None:
        return
    relieved = topic.is_relief
    reduced = [verb for verb in children(token, "acl") if verb.tag_ == "VBN" and agent(verb) is not None]
    for word in chain(reduced, ladder(token)):
        cue, stance = cue_of(word), stance_of(word)
        if cue in RELIEF and stance is None:
            relieved = True
            continue
        is_wish = stance is None and word.lemma_.lower() in WISHING and _asks(word, cue)
        stance = Stance.SUPPORTS if is_wish else stance
        if stance is None:
            if is_verb(word) and topic.is_act and cue is None and word.lemma_ not in BRINGING:
                return
            continue
        is_denied = is_verb(word) and _is_denied(word)
        if word.pos_ == "NOUN" and word.lower_ in BALLOTS:  # a vote by its noun
            return
        if _is_hoped(word, paragraph, reading) or (is_denied and stance is Stance.OPPOSES and negation(word) is None):
            return
        is_turned = relieved != is_denied
        doers = list(_stance_holders(word, paragraph, reading))
        for holder in doers:
            yield Voiced(
                holder,
                OPPOSITE[stance] if is_turned else stance,
                paragraph.start + token.idx,
                clause_words(word, paragraph),
                on_act=(topic.is_act or bool(topic.document)) and not relieved,
                document=topic.document,
                is_wish=is_wish and not (relieved or topic.is_act or _is_long_wished(token, word)),
                rule_id=f"P-{'wish' if is_wish else 'word'}-{word.lemma_.lower()}",
            )
        if doers:
            return


# Verbs that say nothing of their own: "eager to see it lifted", "keen to get it lifted".
BRINGING = frozenset({"see", "have", "get"})


def _asks(word: Token, cue: Cue | None) -> bool:
    """Say whether a word of wishing asks for something: "called for", "a call for"; a miss: "argued that the ban is unjust"."""
    if word.head.lemma_.lower() in GIVEN_UP and word.dep_ == "dobj":
        return False
    if word.lemma_.lower() == "argue":
        return any(prep.lower_ == "for" for prep in children(word, "prep"))
    return word.lemma_.lower() != "call" or not is_verb(word) or cue is not None


def _is_long_wished(topic: Token, word: Token) -> bool:
    """Say whether a wish came true in what the story tells: "had asked for a wider ban", "asked for the sanctions"."""
    is_perfect = word.tag_ == "VBN" and any(child.lemma_ == "have" for child in children(word, "aux"))
    return is_perfect or any(child.lower_ == "the" for child in children(topic, "det"))


def _is_denied(verb: Token) -> bool:
    """Say whether a stance is denied or refused: "did not back", "declined to back"."""
    return negation(verb) is not None or (modal(verb) == "to" and verb.head.lemma_.lower() in REFUSING)


def _is_hoped(word: Token, paragraph: Paragraph, reading: Reading) -> bool:
    """Say whether a stance is only somebody else's hope or forecast, or a mere possibility; "could not back" is a stance."""
    if modal(word) in ("may", "might", "could") and negation(word) is None:
        return True
    if any(child.lower_ == "if" for child in children(word, "mark")):
        return True
    if any(up.lemma_.lower() in ONLY_HOPED for up in word.ancestors):
        return True
    return is_verb(word) and modal(word) in INTENDED and not is_own_word(word, subject(word), paragraph, reading)


def _stance_holders(word: Token, paragraph: Paragraph, reading: Reading) -> Iterator[PartyMention]:
    """Yield who holds the stance of a verb, noun or adjective."""
    if is_feeling(word):
        yield from holders(
            next(iter(children(word, "nsubj", "nsubjpass") or children(word.head, "nsubj")), None), paragraph, reading
        )
        return
    if is_verb(word):
        asking = word.head if word.dep_ in ("xcomp", "ccomp") and modal(word) == "to" else None
        is_asked = asking is not None and asking.lemma_.lower() in WISHING and subject(word) != subject(asking)
        doer = subject(asking) if asking is not None and is_asked else agent(word) if is_passive(word) else subject(word)
        yield from holders(doer, paragraph, reading)
        yield from _joined(word, paragraph, reading)
        return
    if word.pos_ == "ADJ":
        yield from holders(next(iter(children(word.head, "nsubj")), None), paragraph, reading)
        return
    own = [prep for prep in children(word, "prep") if prep.lower_ in ("from", "by", "of")]
    later = [prep for prep in word.doc[word.i + 1 : word.sent.end] if prep.lower_ == "from" and prep.dep_ == "prep"]
    for prep in own or later[:1]:
        for item in (each for noun in children(prep, "pobj") for each in (noun, *children(noun, "appos"))):
            yield from holders(item, paragraph, reading)
    for owner in children(word, "poss"):
        yield from holders(owner, paragraph, reading)
    if word.head.lower_ == "in" and is_verb(word.head.head):  # "spoke in favour of"
        yield from holders(subject(word.head.head), paragraph, reading)
    if word.dep_ == "dobj" and word.head.lemma_.lower() in VOICING:
        yield from holders(subject(word.head), paragraph, reading)


def _joined(verb: Token, paragraph: Paragraph, reading: Reading) -> Iterator[PartyMention]:
    """Yield whom others join in a stand: France of "Norway joined France in opposing the ban"."""
    join = verb.head.head if verb.dep_ == "pcomp" else None
    if join is not None and join.lemma_.lower() == "join":
        for item in children(join, "dobj"):
            yield from holders(item, paragraph, reading)
