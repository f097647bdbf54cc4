"""Hear who takes a side in one paragraph: stance verbs, wishes, and nouns of opposition; votes and verdicts beside them."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import chain, islice

from tasks.language.parsed import Token
from tasks.language.wordlists import word_set
from tasks.measures.clauses import agent, children, conjuncts, is_passive, is_verb, subject
from tasks.measures.evidence import clause_words
from tasks.measures.felt import felt
from tasks.measures.holders import holders
from tasks.measures.ladder import ladder
from tasks.measures.lean import Lean, denied
from tasks.measures.leaning import leans
from tasks.measures.lexicon import Cue, cue_of, singular
from tasks.measures.modality import modal, negation
from tasks.measures.party import PartyMention, mention
from tasks.measures.reading import Paragraph, Reading
from tasks.measures.taking import REFUSING, SIDE_TAKERS
from tasks.measures.topics import (
    ACTS,
    OPPOSITE,
    RELIEF,
    RESTRICTIONS,
    Voiced,
    is_definite,
    is_document,
    is_feeling,
    is_of_other_matter,
    is_punitive,
    is_told_before,
    is_topic,
    stance_of,
    topic_word,
)
from tasks.measures.verdicts import verdicts
from tasks.measures.votes import ASIDE, BALLOTS, INTENDED, is_own_word, votes
from warehouse.codes import EntityKind, Stance

# Below these verbs a side is hoped for, forecast or denied: "expected Norway to back it", "denied that it had criticised it".
DOUBTING = word_set("only_hoped") | {"deny"}
# "a separate resolution" is not the story's.
OTHER = frozenset({"separate", "another", "other", "different", "previous", "similar"})
# What is done "in retaliation" or "in response" is no stand on the retaliation.
IN_ANSWER = frozenset({"retaliation", "reprisal", "countermeasure"})


def voiced_in(paragraph: Paragraph, reading: Reading, told: frozenset[int] = frozenset()) -> Iterator[Voiced]:
    """Yield the stances voiced in a paragraph; `told` are the places in the body of the words that tell measures."""
    by_place = {paragraph.start + token.idx: token for token in paragraph.doc}
    for token in paragraph.doc:
        for voiced in _voiced_at(token, paragraph, reading, told):
            owners, things = _named_beside(by_place[voiced.position], paragraph) if voiced.rule_id != "P-vote" else NOBODY
            yield replace(voiced, owners=owners, things=things)


NOBODY: tuple[frozenset[str], frozenset[str]] = (frozenset(), frozenset())


def _voiced_at(token: Token, paragraph: Paragraph, reading: Reading, told: frozenset[int]) -> Iterator[Voiced]:
    is_told = paragraph.start + token.idx in told
    if is_verb(token) or token.pos_ in ("ADJ", "NOUN") or token.lower_ in ASIDE:
        yield from _by_rule("P-vote", votes(token, paragraph, reading))
        yield from _by_rule("P-verdict", verdicts(token, paragraph, reading, told))
    if token.pos_ in ("NOUN", "PROPN", "PRON") or is_told:
        yield from _on_object(token, paragraph, reading, is_told)
        yield from _by_rule("P-felt", felt(token, paragraph, reading))
    if token.lower_ == "against":
        yield from _by_rule("P-against", _stands_against(token, paragraph, reading))


def _named_beside(topic: Token, paragraph: Paragraph) -> tuple[frozenset[str], frozenset[str]]:
    """Return the states before a topic, whose act or target it is, and those that it is said to be on or against."""
    if topic.pos_ not in ("NOUN", "PROPN"):
        return NOBODY
    lefts = [inner for child in children(topic, "amod", "compound", "nmod", "poss") for inner in child.subtree]
    preps = [prep for prep in children(topic, "prep") if prep.lower_ in ("on", "against")]
    rights = [inner for prep in preps for noun in children(prep, "pobj") for inner in noun.subtree]
    return _states(lefts, paragraph), _states(rights, paragraph)


def _states(tokens: list[Token], paragraph: Paragraph) -> frozenset[str]:
    namings = paragraph.namings_in(tokens)
    return frozenset(item.actor.entity_id for item in namings if item.actor and item.actor.kind is EntityKind.COUNTRY)


def _by_rule(rule_id: str, found: Iterator[Voiced]) -> Iterator[Voiced]:
    yield from (replace(voiced, rule_id=rule_id) for voiced in found)


def _stands_against(token: Token, paragraph: Paragraph, reading: Reading) -> Iterator[Voiced]:
    """Yield "was against it", where the sanctions are told just before."""
    topics = [item for item in children(token, "pobj") if item.lower_ in ("it", "them")]
    if token.head.lemma_ != "be" or not topics or negation(token.head) is not None or not _is_told_before(topics[0], paragraph):
        return
    for holder in holders(subject(token.head), paragraph, reading):
        yield Voiced(holder, Stance.OPPOSES, paragraph.start + topics[0].idx, clause_words(token.head, paragraph), on_act=True)


def _is_object_pronoun(token: Token, paragraph: Paragraph) -> bool:
    """Say whether "it" or "which" is a topic told before it that a verb is done to: "backed it", "the bill, which he opposes"."""
    # "wants it ended": the object of a wish is the subject of what is wished for it
    is_wished = token.dep_ in ("nsubj", "nsubjpass") and token.head.tag_ == "VBN" and token.head.dep_ == "ccomp"
    if token.dep_ != "dobj" and not is_wished:
        return False
    if token.tag_ == "WDT":
        return bool(token.head.dep_ == "relcl" and cue_of(token.head) in (None, Cue.REFUSE) and is_topic(token.head.head))
    return token.lower_ in ("it", "this") and _is_told_before(token, paragraph)


def _is_told_before(token: Token, paragraph: Paragraph) -> bool:
    """Say whether a topic stands before a pronoun in its sentence or the one before."""
    before = max((sentence.start for sentence in token.doc.sents if sentence.start < token.sent.start), default=token.sent.start)
    return before == 0 or is_told_before(token, paragraph, before)


@dataclass(frozen=True)
class _Topic:
    """What a stance may be about: the act as a whole, or a restriction that its own word may free from."""

    token: Token
    is_act: bool
    is_relief: bool
    document: str
    goods: str = ""


def _topic_at(token: Token, paragraph: Paragraph, is_told: bool) -> _Topic | None:
    """Return the topic that a word is: a restriction, a document, the act, "it", or the word that tells a measure."""
    naming = paragraph.naming_of(token)
    is_name = naming is not None and naming.actor is not None  # "the General Agreement on Tariffs and Trade"
    if not is_told and (is_name or is_of_other_matter(token)):
        return None
    goods = _freed_goods(token)
    if goods:
        return _Topic(token, is_act=False, is_relief=True, document="", goods=goods)
    is_answer = singular(token.lower_) in IN_ANSWER and token.head.lower_ == "in"
    if is_answer or any(child.lower_ in OTHER for child in children(token, "amod", "det")):
        return None
    frees = is_told and cue_of(token) in RELIEF and (not is_verb(token) or _undoes(token))
    is_act = _is_act(token, paragraph)
    is_freed = token.lower_ in ("them", "they") and any(cue_of(up) in RELIEF for up in islice(ladder(token), 2))
    is_restriction = topic_word(token) in RESTRICTIONS or is_punitive(token)
    if not (is_told or is_restriction or is_document(token) or is_act or is_freed):
        return None
    document = token.lower_ if is_document(token) else ""
    return _Topic(token, is_act or (frees and not is_verb(token)), frees and is_verb(token), document)


def _is_act(token: Token, paragraph: Paragraph) -> bool:
    """Say whether a word is the story's act: "the move", "backed it"; "its plan" is the holder's own."""
    is_own = any(child.tag_ == "PRP$" for child in children(token, "poss"))
    is_name = token.text[:1].isupper() and not token.is_sent_start  # "the Plan of Action"
    is_told = singular(token.lower_) in ACTS and is_definite(token) and not is_own and not (is_name and token.pos_ == "PROPN")
    return is_told or _is_object_pronoun(token, paragraph)


# What flows again where it is allowed or resumed: "allow imports", "restore the aid".
FLOWS = word_set("flows")
FREEING = word_set("freeing")


def _freed_goods(token: Token) -> str:
    """Return the goods that a word above lets flow again: "imports" of "proposed allowing imports of ore"."""
    word = singular(token.lower_)
    is_thing = word in FLOWS and token.dep_ in ("dobj", "pobj", "nsubjpass")
    return word if is_thing and _freeing(token).lemma_.lower() in FREEING else ""


def _freeing(token: Token) -> Token:
    """Return the word that lets goods flow: "resume aid", "the resumption of aid"."""
    return token.head.head if token.dep_ == "pobj" and token.head.lower_ == "of" else token.head


def _undoes(verb: Token) -> bool:
    """Say whether a verb frees from a restriction: "lifted the ban", "unfroze"; a miss: "suspended aid"."""
    return verb.lemma_.lower().startswith(("un", "lift", "delist", "reopen")) or any(
        is_topic(thing) for thing in children(verb, "dobj")
    )


def _on_object(token: Token, paragraph: Paragraph, reading: Reading, is_told: bool) -> Iterator[Voiced]:
    """Yield the sides that the words above a topic take."""
    topic = _topic_at(token, paragraph, is_told)
    if topic is None:
        return
    start = Lean(Stance.OPPOSES if topic.is_relief else Stance.SUPPORTS, is_relieved=topic.is_relief)
    source = _freeing(token) if topic.goods else token
    start = start.turned() if topic.goods and denied(source) else start
    is_heard = False
    for lean, word in chain(_beside(token, start), leans(source, start, is_act=topic.is_act)):
        if word.pos_ == "NOUN" and word.lower_ in BALLOTS:  # a vote by its noun
            return
        if is_heard and not (is_verb(word) and (stance_of(word) is not None or word.lemma_.lower() in REFUSING)):
            continue
        if _is_doubted(word):
            return
        if is_verb(word) and modal(word) in INTENDED and not is_own_word(word, subject(word), paragraph, reading):
            return
        for holder in _stance_holders(word, token, paragraph, reading):
            is_heard = True
            yield Voiced(
                holder,
                lean.stance,
                paragraph.start + token.idx,
                clause_words(word, paragraph),
                on_act=(topic.is_act or bool(topic.document)) and not lean.is_relieved,
                document=topic.document,
                goods=topic.goods,
                is_wish=lean.is_wish and not (topic.is_act or _is_long_wished(token, word)),
                is_standing=bool(topic.goods) or lean.is_relieved or lean.is_kept,
                rule_id=f"P-{'wish' if lean.is_wish else 'word'}-{lean.term}",
            )


def _is_doubted(word: Token) -> bool:
    """Say whether a clause is what somebody hopes, expects or denies."""
    while word.head.i != word.i and word.dep_ != "advcl":
        word = word.head
        if word.lemma_.lower() in DOUBTING and (is_verb(word) or word.pos_ == "NOUN"):
            return True
    return False


def _beside(topic: Token, start: Lean) -> Iterator[tuple[Lean, Token]]:
    """Yield the sides of clauses that hang on a topic: "sanctions condemned by Japan", "an embargo that Japan opposes"."""
    for verb in _beside_verbs(topic):
        stance = stance_of(verb)
        is_done_by = verb.tag_ in ("VBN", "VBD") and agent(verb) is not None
        is_done_to_it = (
            verb.dep_ == "relcl"
            and not children(verb, "dobj")
            and any(child.tag_ not in ("WDT", "WP") for child in children(verb, "nsubj"))
        )
        if stance in OPPOSITE and (is_done_by or is_done_to_it):
            lean = start.turned() if stance is Stance.OPPOSES else start
            yield (lean.turned() if denied(verb) else lean).told(verb), verb


def _beside_verbs(topic: Token) -> Iterator[Token]:
    """Yield the verbs that hang on a topic, and those joined to its own: "is opposed by Chad but backed by Mali"."""
    yield from children(topic, "acl", "relcl")
    shared = [topic.head] if topic.dep_ == "nsubjpass" else [verb for verb in children(topic, "acl") if agent(verb) is not None]
    for verb in shared:  # a miss: "a bill passed last year but vetoed by"
        yield from (each for each in conjuncts(verb) if each != verb and not children(each, "nsubj", "nsubjpass"))


def _is_long_wished(topic: Token, word: Token) -> bool:
    """Say whether a wish came true in what the story tells: "had asked for a wider ban", "asked for the sanctions"."""
    is_perfect = word.tag_ == "VBN" and any(child.lemma_ == "have" for child in children(word, "aux"))
    return is_perfect or any(child.lower_ == "the" for child in children(topic, "det"))


def _stance_holders(word: Token, topic: Token, paragraph: Paragraph, reading: Reading) -> Iterator[PartyMention]:
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
    for doer in _agents(verb) if is_done_to else [_reported(verb) or subject(verb)]:
        for each in (doer, *_allies(doer)):
            yield from holders(each, paragraph, reading)
    yield from _joined(verb, paragraph, reading)


def _voicing(word: Token, topic: Token, paragraph: Paragraph, reading: Reading) -> Iterator[PartyMention]:
    """Yield whose stand a noun is: "opposition from Chad", "Chad's regret", "spoke in favour of"."""
    if word.head.lemma_ == "be" and children(word.head, "expl") and word.head.dep_ == "ccomp":  # "said there was regret over"
        yield from holders(subject(word.head.head), paragraph, reading)
    own = [prep for prep in children(word, "prep") if prep.lower_ in ("from", "by", "of") and topic not in prep.subtree]
    later = [prep for prep in word.doc[word.i + 1 : word.sent.end] if prep.lower_ == "from" and prep.dep_ == "prep"]
    for prep in own or later[:1]:
        for item in (each for noun in children(prep, "pobj") for each in (noun, *children(noun, "appos"))):
            yield from holders(item, paragraph, reading)
    for owner in children(word, "poss"):
        if owner.pos_ != "PRON":
            yield from holders(owner, paragraph, reading)
    yield from _felt_in(word, paragraph)
    if word.head.lower_ == "in" and is_verb(word.head.head):  # "spoke in favour of", "resigned in protest at"
        yield from holders(subject(word.head.head), paragraph, reading)


def _felt_in(noun: Token, paragraph: Paragraph) -> Iterator[PartyMention]:
    """Yield the state in whose capital something is felt: "there was anger in Cairo over the ban"."""
    if noun.head.lemma_ != "be" or not children(noun.head, "expl"):
        return
    places = [item for prep in children(noun, "prep") if prep.lower_ == "in" for item in children(prep, "pobj")]
    for naming in paragraph.namings_in(places):
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
