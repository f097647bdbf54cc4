"""Hear what a speaker says of a measure: "called the sanctions a betrayal", "said the ban would only hurt the poor"."""

from collections.abc import Iterator

from tasks.language.parsed import Token
from tasks.language.wordlists import word_set
from tasks.measures.clauses import children, is_verb, subject
from tasks.measures.evidence import clause_words
from tasks.measures.holders import holders
from tasks.measures.lexicon import Cue, cue_of, singular
from tasks.measures.modality import modal, negation
from tasks.measures.reading import Paragraph, Reading
from tasks.measures.topics import (
    ACTS,
    OPPOSITE,
    RELIEF,
    Voiced,
    is_definite,
    is_document,
    is_relieved,
    is_told_before,
    is_topic,
    stances,
)
from tasks.measures.votes import INTENDED, is_own_word
from warehouse.codes import Stance

STAYING = frozenset({"stay", "remain", "continue", "stand", "last"})
JUDGING = word_set("judging")
# Who fears what a measure does need not be against it; who fears its end is for it.
FEARING = frozenset({"fear", "worry"})
# How a noun hangs that says what something is: "is a crime", "called it a crime", "amounts to blackmail" is not among them.
SAID_OF_IT = ("attr", "oprd", "dobj", "appos", "acomp", "ccomp", "xcomp", "npadvmod")


def verdicts(token: Token, paragraph: Paragraph, reading: Reading, told: frozenset[int] = frozenset()) -> Iterator[Voiced]:
    """Yield what the subject of a verb of speech calls a measure, or says that it does; `told` as in `voiced_in`."""
    if token.lemma_.lower() not in JUDGING or not is_verb(token):
        return
    if modal(token) in INTENDED and not is_own_word(token, subject(token), paragraph, reading):
        return
    speaking = {inner.i for doer in children(token, "nsubj") for inner in doer.subtree}
    about = [
        inner
        for inner in token.subtree
        if inner.i not in speaking
        and inner.i != token.i
        and (_is_judged(inner) or (_can_be_judged(inner) and paragraph.start + inner.idx in told))
    ]
    if not about and token.dep_ == "relcl" and any(child.tag_ == "WDT" for child in children(token, "dobj")):
        about = [token.head] if is_topic(token.head) else []  # "the tariffs, which he described as"
    if not about:
        about = [it for it in children(token, "dobj") if it.lower_ in ("it", "them") and _is_named(it, paragraph)]
    if not about:
        return
    stance = _demand(about[0])
    if stance is None:
        stance = _verdict(token, about)
        stance = OPPOSITE[stance] if stance is not None and is_relieved(about[0]) else stance
    if stance is None or (token.lemma_.lower() in FEARING and not is_relieved(about[0])):
        return
    is_act = singular(about[0].lower_) in ACTS or about[0].pos_ == "PRON"
    for holder in holders(subject(token), paragraph, reading):
        yield Voiced(holder, stance, paragraph.start + about[0].idx, clause_words(token, paragraph), is_act)


def _is_judged(topic: Token) -> bool:
    """Say whether a word is a topic that can be judged: an act only where it is pointed at, "drastic measures" is none."""
    is_vague = singular(topic.lower_) in ACTS and not is_document(topic) and not is_definite(topic) and topic.dep_ != "attr"
    return is_topic(topic) and not is_vague


def _can_be_judged(word: Token) -> bool:
    """Say whether a word that tells a measure names it: "the hold", "cutting off the aid"; a miss: "froze"."""
    return bool(word.pos_ == "NOUN" or (word.tag_ == "VBG" and word.dep_ == "csubj"))


def _is_named(pronoun: Token, paragraph: Paragraph) -> bool:
    """Say whether a verb that calls names calls the measure so that its sentence tells before: "where he called it a crime"."""
    calls = pronoun.head.lemma_.lower() in ("call", "describe", "brand", "term", "label", "denounce")
    return calls and is_told_before(pronoun, paragraph, pronoun.sent.start)


def _demand(topic: Token) -> Stance | None:
    """Return the stance of what is said to become of a measure: "should be lifted", "must stay in place"."""
    verb = topic.head
    is_done_to_it = topic.dep_ == "nsubjpass" or (topic.dep_ == "nsubj" and not children(verb, "dobj"))
    if not is_done_to_it or modal(verb) not in ("should", "must"):
        return None
    if cue_of(verb) in RELIEF:
        stance = Stance.OPPOSES
    elif cue_of(verb) in (Cue.HOLD, Cue.EXTEND, Cue.TIGHTEN) or verb.lemma_.lower() in STAYING:
        stance = Stance.SUPPORTS
    else:
        return None
    return OPPOSITE[stance] if negation(verb) is not None else stance


def _verdict(token: Token, about: list[Token]) -> Stance | None:
    """Return the stance of the word that judges the topic, else of what the topic is said to do."""
    for word in token.subtree:
        stance = judgement(word)
        if stance is not None and any(_is_said_of(word, topic, token) for topic in about):
            is_denied = negation(word) is not None or negation(word.head) is not None
            return OPPOSITE[stance] if is_denied else stance
    return next((stance for inner in about if (stance := _effect(inner)) is not None), None)


def _is_said_of(word: Token, topic: Token, speech: Token) -> bool:
    """Say whether a judging word stands in the clause of a topic: "the ban is wrong", "called the ban a mistake"."""
    if word == topic.head or topic.head == word or speech.head == topic:
        return True
    clause = _clause(word, speech)
    if clause.head.lemma_ == "make" and clause.dep_ in ("ccomp", "xcomp"):  # "would make matters worse"
        clause = _clause(clause.head, speech)
    return topic.i < word.i and (
        _clause(topic, speech) == clause or topic in {inner for noun in _subjects(clause) for inner in noun.subtree}
    )


def _clause(word: Token, speech: Token) -> Token:
    """Return the verb, or the word that has a subject, whose clause a word stands in; gerunds belong to the clause above."""
    while word not in (speech, word.head) and not _heads_clause(word):
        word = word.head
    return word


def _heads_clause(word: Token) -> bool:
    is_bare = word.tag_ == "VBG" or word.dep_ == "xcomp" or (word.tag_ == "VBN" and not children(word, "auxpass", "aux"))
    return bool(children(word, "nsubj")) or (is_verb(word) and not is_bare)


def _subjects(clause: Token) -> list[Token]:
    return children(clause, "nsubj", "nsubjpass", "csubj")


def judgement(token: Token) -> Stance | None:
    """Return the stance of a word that judges: adjectives and nouns of blame; not "wrong" in "up the wrong tree"."""
    if token.pos_ == "NOUN":
        whole = _whole(token)
        is_said_of_it = whole.dep_ in SAID_OF_IT or (whole.dep_ == "pobj" and whole.head.lower_ == "as")
        return stances("verdict").get(singular(token.lower_)) if is_said_of_it else None
    if token.pos_ != "ADJ" and token.tag_ not in ("JJ", "VBN"):
        return None
    if token.dep_ in ("acl", "relcl"):
        return None
    above = token.head
    is_as = above.lower_ == "as" or (above.dep_ == "pobj" and above.head.lower_ == "as")  # "as totally unwarranted"
    if token.dep_ == "amod" and not (is_topic(above) or is_as or above.dep_ in ("attr", "oprd", "appos", "npadvmod")):
        return None
    return stances("adjective").get(token.lower_)


def _whole(noun: Token) -> Token:
    """Return the noun of which a noun names the kind: the act of "an act of war"."""
    above = noun.head.head if noun.dep_ == "pobj" and noun.head.lower_ == "of" else None
    return (
        above
        if above is not None and above.lemma_.lower() in ("act", "form", "kind", "piece", "matter", "case", "part", "declaration")
        else noun
    )


def _effect(topic: Token) -> Stance | None:
    """Return the stance of what a measure is said to do: "hurt the poor" or "not help" blames it, "send a signal" praises it."""
    verb = _verb_of(topic)
    if verb is None:
        return None
    if verb.lemma_ == "be" and any(prep.lower_ == "against" for prep in children(verb, "prep")):  # "is against the rules"
        return None if negation(verb) else Stance.OPPOSES
    for act in (verb, *children(verb, "xcomp", "conj", "ccomp")):
        stance = _outcome(act)
        if stance is None:
            continue
        fails = negation(act) or negation(verb) or any(child.lower_ in ("nothing", "little") for child in children(act, "dobj"))
        if stance is Stance.SUPPORTS and not _sends_message(act):  # what helps is promised by anybody
            return Stance.OPPOSES if fails else None
        return None if fails else stance
    return None


def _outcome(act: Token) -> Stance | None:
    """Return the stance of one thing that a measure is said to do."""
    is_only = any(child.lower_ in ("only", "merely", "just") for child in children(act, "advmod"))
    if (is_only and act.lemma_.lower() in ONLY_HELPING) or _has_bad_outcome(act):  # "would only help the rebels"
        return Stance.OPPOSES
    return Stance.SUPPORTS if _sends_message(act) else stances("effect").get(act.lemma_.lower())


def _verb_of(topic: Token) -> Token | None:
    """Return the verb that tells what a measure does: "the ban would hurt", "imposing it would hurt", "warned the ban would"."""
    verb = topic.head
    while verb.dep_ in ("xcomp", "pobj", "prep") and topic.dep_ == "nsubj":
        verb = verb.head
    if topic.dep_ in ("nsubj", "nsubjpass"):
        return verb if is_verb(verb) else None
    if topic.dep_ in ("csubj", "dobj", "pobj") or topic.tag_ == "VBG":
        gerund = next((up for up in (topic, *topic.ancestors) if up.tag_ == "VBG" and up.dep_ in ("csubj", "nsubj")), None)
        if gerund is not None:
            return gerund.head if is_verb(gerund.head) else None
    clauses = children(verb, "ccomp") if topic.dep_ == "dobj" and verb.lemma_.lower() in JUDGING else []
    return next((clause for clause in clauses if is_verb(clause) and not _subjects(clause)), None)


ONLY_HELPING = frozenset({"help", "serve", "bring", "contribute", "encourage", "strengthen", "delay", "reward", "play", "make"})


def _has_bad_outcome(verb: Token) -> bool:
    """Say whether what a verb brings about is bad: "do more harm than good", "lead to a trade war", "play into his hands"."""
    term, into = verb.lemma_.lower(), children(verb, "prep")
    if term == "play":
        return any(prep.lower_ == "into" for prep in into)
    if term not in BRINGING:
        return False
    things = children(verb, "dobj") + [thing for prep in into if prep.lower_ in ("to", "in") for thing in children(prep, "pobj")]
    return any(
        singular(thing.lower_) in BAD_OUTCOMES or any(c.lower_ in ("wrong", "higher", "dangerous") for c in thing.lefts)
        for thing in things
    )


def _sends_message(verb: Token) -> bool:
    """Say whether a measure is said to send a message that is liked: "sends a strong signal"."""
    things = children(verb, "dobj") if verb.lemma_.lower() == "send" else []
    kinds = {child.lower_ for thing in things if thing.lower_ in ("message", "signal") for child in thing.lefts}
    return bool(kinds & {"clear", "strong", "powerful", "right", "unmistakable", "tough"})


BRINGING = word_set("bringing")
BAD_OUTCOMES = word_set("bad_outcomes")
