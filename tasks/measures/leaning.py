"""Follow a topic up to who takes a side on it, and add up the words between: relief, refusal and negation turn the side round."""

from collections.abc import Iterator
from dataclasses import replace

from tasks.language.parsed import Token
from tasks.language.wordlists import word_set
from tasks.measures.clauses import OBJECT_CONTROL, agent, children, is_finite, is_passive, is_verb
from tasks.measures.idioms import idiom_stance
from tasks.measures.lean import Lean, Step, denied, signed
from tasks.measures.lexicon import Cue, cue_of, inflected_triggers, singular
from tasks.measures.modality import modal, negation
from tasks.measures.taking import (
    DEONTIC,
    DRAFTED,
    GROUNDS,
    JOINING,
    SIDE_TAKERS,
    STAYING,
    VOICING,
    WISHING,
    accused,
    against,
    by_stance,
    changed,
    grounds,
    joined,
    preferred,
    reaction,
    refused,
    wished,
)
from tasks.measures.topics import is_feeling, is_topic, stance_of

CUT_OFF = word_set("cut_off") - {"against"}


def steps(topic: Token) -> Iterator[Step]:
    """Yield the words above a topic, from the nearest up, through the clauses they complete."""
    below, preposition = topic, ""
    while below.head.i != below.i:
        link, upper = below.dep_, below.head
        is_draft = link == "relcl" and _drafts(upper, below)
        if link == "parataxis" or (link in ("advcl", "relcl") and is_finite(below) and not is_draft):
            return
        if link == "conj":
            below = upper
            continue
        if upper.pos_ in ("ADP", "SCONJ", "PART") and upper.dep_ in ("prep", "agent", "dative"):
            is_means = link == "pcomp" and upper.lower_ in ("by", "in", "of")
            is_doer = upper.dep_ == "agent" and not is_feeling(upper.head)  # "was angered by the ban"
            if (is_doer or upper.lower_ in CUT_OFF) and not is_means:
                return
            below, preposition = upper, upper.lower_
            noun = _noun_before(upper)
            if noun is not None:
                yield Step(noun, upper, preposition)
                below = noun
                above = noun.head if upper.head.dep_ == "pobj" else upper.head
                yield Step(above, noun, "")
                below, preposition = above, ""
            continue
        yield Step(upper, below, preposition)
        below, preposition = upper, ""


def _drafts(noun: Token, clause: Token) -> bool:
    """Say whether a clause tells what a draft would do: "provisions which would require sanctions"."""
    under = [inner for prep in children(clause, "prep") for inner in children(prep, "pobj")]
    whiches = [inner for inner in (*children(clause, "nsubj"), *under) if inner.tag_ == "WDT"]
    return singular(noun.lower_) in DRAFTED and bool(whiches) and modal(clause) in ("would", "will", "could")


def _noun_before(preposition: Token) -> Token | None:
    """Return the noun of stance that a preposition hung on the verb belongs to: "withdrew its objections to the embargo"."""
    verb = preposition.head
    if preposition.lower_ == "over" and verb.dep_ == "pobj" and verb.head.lower_ in ("with", "to"):
        above = verb.head.head  # "lodged a protest with the embassy over"
        return above if above.pos_ == "NOUN" and stance_of(above) is not None else None
    if not is_verb(verb) or not preposition.i:
        return None
    last = preposition.nbor(-1)
    if last.pos_ == "NOUN" and last.head.lower_ == "in" and stance_of(last) is not None:  # "walked out in protest at"
        return last
    near = [noun for noun in children(verb, "dobj", "dative", "attr") if noun.i < preposition.i]
    near += [noun for prep in children(verb, "prep") if prep.i < preposition.i for noun in children(prep, "pobj")]
    near += [inner for noun in children(verb, "dobj") for prep in children(noun, "prep") for inner in children(prep, "pobj")]
    if preposition.lower_ == "behind":
        return next((noun for noun in near if noun.lower_ in ("weight", "support")), None)
    return next((noun for noun in near if noun.pos_ == "NOUN" and (stance_of(noun) or singular(noun.lower_) in GROUNDS)), None)


def leans(topic: Token, start: Lean, *, is_act: bool) -> Iterator[tuple[Lean, Token]]:
    """Yield each side taken above a topic with the word whose doer may hold it, nearest first.

    A verb without a doer of its own passes its side on to the verb above. `is_act` where the topic is only the act
    ("the move"), on which a verb without a stance says nothing.
    """
    lean = start.turned() if negation(topic) is not None and not is_verb(topic) else start
    pending = False
    for step in steps(topic):
        word, moved = step.word, _moved(step, lean)
        is_idle = is_act and moved is not None and moved.word is None and not (moved.is_weak or moved.is_relieved)
        if moved is None or (is_idle and is_verb(word) and cue_of(word) is None):
            return
        lean = moved
        if lean.word is None or lean.is_said:
            continue
        pending = is_verb(lean.word) and not _has_own_doer(lean.word) and not is_feeling(lean.word)
        if not pending:
            yield lean, lean.word
        if is_verb(lean.word) and not pending:
            return
    if pending and lean.word is not None and not lean.is_said:
        yield lean, lean.word


def _has_own_doer(verb: Token) -> bool:
    return bool(children(verb, "nsubj") and not is_passive(verb)) or agent(verb) is not None


def _moved(step: Step, lean: Lean) -> Lean | None:
    """Return where the words lean after one more word; None where it says nothing of a side, or only that one is possible."""
    word = step.word
    if (_is_hoped(word, lean) and singular(step.below.lower_) not in GROUNDS) or (lean.word is None and _is_aside(step, lean)):
        return None
    for read in (against, accused, by_stance, refused, joined, preferred, wished, changed, grounds):
        moved = read(step, lean)
        if moved is not None:
            return moved
    if step.below.dep_ == "nsubj" and is_verb(word) and not is_passive(word):  # what a measure does is a verdict's matter
        return None
    return _carried(step, lean)


PERSUADING = frozenset({"persuade", "convince", "fail"})


def _is_hoped(word: Token, lean: Lean) -> bool:
    """Say whether a word makes all below it a hope, a condition, or a mere possibility; "could not back" is a stance."""
    if modal(word) in ("may", "might", "could") and negation(word) is None:
        return True
    if any(child.lower_ in ("if", "unless", "whether") for child in children(word, "mark")):
        return True
    if word.lemma_.lower() in ("veto", "block", "urge", "insist") and denied(word):  # who does not veto need not support
        return True
    if word.lemma_.lower() in PERSUADING and lean.is_relieved:  # who tries to talk another out of a ban is against it
        return False
    return word.lemma_.lower() in ONLY_HOPED | {"deny"} and not _has_faith(word)


def _is_aside(step: Step, lean: Lean) -> bool:
    """Say whether a word has another matter: talks on the measure, its effect, its breach; to consider relief asks for it."""
    word = step.word
    below = step.below
    if below.dep_ == "ccomp" and is_verb(below) and cue_of(below) is None and modal(below) not in DEONTIC:
        return (
            word.lemma_.lower() not in JUDGING
            and below.lemma_.lower() not in STAYING
            and below.lower_ not in inflected_triggers()
        )
    if below.pos_ == "NOUN" and singular(below.lower_) in REPORTS and word.lemma_.lower() in DISMISSING:
        return True
    if word.lemma_.lower() in BREAKING or (cue_of(word) is Cue.CONSIDER and not lean.is_relieved):
        return True
    if word.pos_ != "NOUN" or not step.preposition or word.head.lemma_ == "prefer":
        return False
    is_part = singular(word.lower_) in PARTITIVE | GROUNDS | WISHING | JOINING or singular(word.lower_) in SIDE_TAKERS
    takes_side = stance_of(word) is not None or idiom_stance(step) is not None or reaction(word) is not None
    return not (is_part or is_topic(word) or cue_of(word) is not None or takes_side)


BREAKING = word_set("breaking")
# What is dismissed there is the report: "dismissed suggestions that it might retaliate".
REPORTS = frozenset({"statement", "report", "claim", "suggestion", "allegation", "rumour", "rumor", "charge", "accusation"})
DISMISSING = frozenset({"dismiss", "reject", "dispute", "deny", "contest", "challenge"})
# Nouns through which a word says something of the measure itself: "the idea of sanctions"; a miss: "the effect of".
PARTITIVE = word_set("partitive")


def _has_faith(verb: Token) -> bool:
    """Say whether a belief is in the thing itself: "does not believe in sanctions"."""
    return verb.lemma_.lower() == "believe" and any(prep.lower_ == "in" for prep in children(verb, "prep"))


# Below these words a stance is somebody's hope, or only in somebody's power: "has the power to veto".
ONLY_HOPED = word_set("only_hoped")


def _carried(step: Step, lean: Lean) -> Lean | None:
    """Return a side carried further up by a word that has none: "voiced", "agreed to", "a campaign of", "said"."""
    word = step.word
    if lean.word is None:
        return lean
    if not is_verb(word):
        return lean if lean.is_said or not is_verb(step.below) or _intends(word) else None
    if lean.is_said:
        return replace(lean, word=word, is_said=False) if word.lemma_.lower() in JUDGING else lean
    return _passed_up(step, lean)


def _passed_up(step: Step, lean: Lean) -> Lean | None:
    """Return a side passed on to a verb: "agreed to back", "voiced regret", "resigned in protest"."""
    word, below = step.word, step.below
    if below.dep_ in ("xcomp", "pcomp", "advcl") and is_verb(below):
        is_caused = cue_of(word) is Cue.CAUSE or (word.lemma_.lower() in OBJECT_CONTROL and bool(children(word, "dobj")))
        return None if is_caused else signed(replace(lean, word=word), word)
    if step.preposition == "in" and word.lemma_.lower() in ("side", "unite", "persist"):  # "sided with Chad in opposing"
        return replace(lean, word=word)
    if below.head.lower_ == "in" and below.pos_ == "NOUN":
        return replace(lean, word=word)
    if word.lemma_.lower() not in VOICING:
        return None
    is_counted = word.lemma_ == "be" or singular(below.lower_) in GROUNDS  # its denial is read with the word below
    return replace(lean, word=word) if is_counted else signed(replace(lean, word=word), word)


JUDGING = word_set("judging")
# "is ready to support".
READY = frozenset({"ready", "willing", "prepared", "set", "determined", "eager", "keen", "anxious"})
# "passed a motion condemning", "its decision to oppose"; a miss: "pressure to oppose".
UTTERANCES = frozenset({"motion", "statement", "letter", "petition", "declaration", "communique", "resolution"})
INTENTIONS = frozenset(
    {"decision", "plan", "vow", "pledge", "promise", "threat", "intention", "readiness", "willingness", "resolve"}
)


def _intends(word: Token) -> bool:
    """Say whether a noun or adjective leaves a side to its own holder: "a vow to block", "ready to back", "the first to"."""
    return singular(word.lower_) in INTENTIONS | UTTERANCES or word.lower_ in READY or word.dep_ == "attr"
