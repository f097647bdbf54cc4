"""Hear who takes a side in one paragraph: stance verbs, wishes, and nouns of opposition; votes and verdicts beside them."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import chain, islice

from tasks.language.parsed import Token
from tasks.language.wordlists import word_set
from tasks.measures.clauses import agent, children, conjuncts, is_verb, subject
from tasks.measures.drafting import drafted
from tasks.measures.evidence import clause_words
from tasks.measures.felt import felt
from tasks.measures.holders import holders
from tasks.measures.ladder import ladder
from tasks.measures.lean import Lean, denied
from tasks.measures.leaning import leans
from tasks.measures.lexicon import Cue, cue_of, singular
from tasks.measures.modality import modal, negation
from tasks.measures.reading import Paragraph, Reading
from tasks.measures.siding import sided_with, stance_holders
from tasks.measures.suffered import suffered
from tasks.measures.taking import REFUSING
from tasks.measures.topics import (
    ACTS,
    OPPOSITE,
    RELIEF,
    RESTRICTIONS,
    Voiced,
    is_definite,
    is_document,
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
    if is_told:
        for holder, stance, verb in sided_with(token, paragraph, reading):
            yield Voiced(holder, stance, paragraph.start + token.idx, clause_words(verb, paragraph), rule_id="P-word-side")
    yield from _by_rule("P-draft", drafted(token, paragraph, reading))
    yield from _by_rule("P-suffered", suffered(token, paragraph, reading))
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


# Who asks for these asks to be freed of a measure told before: "called for exemptions for hospitals".
SPARED = frozenset({"exemption", "exclusion"})


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
    if singular(token.lower_) in SPARED and not any(prep.lower_ in ("from", "to") for prep in children(token, "prep")):
        return _Topic(token, is_act=False, is_relief=True, document="")
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
    is_after_initials = token.i > 0 and token.nbor(-1).text.endswith(".")  # wires wrote "the U.S. Action"
    is_name = token.text[:1].isupper() and not (token.is_sent_start or is_after_initials)  # "the Plan of Action"
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
        if is_verb(word) and _is_only_foreseen(word, paragraph, reading):
            return
        for holder in stance_holders(word, token, paragraph, reading):
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


def _is_only_foreseen(verb: Token, paragraph: Paragraph, reading: Reading) -> bool:
    """Say whether others foretell a side: "it would oppose"; a miss: "it would like", "Chad said it would oppose"."""
    is_foretold = modal(verb) in INTENDED and verb.lemma_.lower() not in ("like", "prefer")
    return is_foretold and not is_own_word(verb, subject(verb), paragraph, reading)


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
