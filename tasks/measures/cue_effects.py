"""What one cue word makes of a standing: the nearest act counts, the words above it change how real it is."""

from dataclasses import replace

from tasks.language.parsed import Token
from tasks.language.wordlists import word_set
from tasks.measures.clauses import children, is_finite, is_verb
from tasks.measures.lexicon import Cue, singular
from tasks.measures.modality import negation
from tasks.measures.permissions import forbidden_exchange
from tasks.measures.standing import RELIEVING, Mood, Standing

ADOPTING = word_set("adopting")
OVERRIDING = frozenset({"override", "overrode", "overrule", "overturn"})  # a veto
# Of the words that hold a measure, those that say that it stands; "violate" only mentions it.
KEEPING = word_set("keeping")
CHAMBERS = frozenset({"house", "senate", "committee", "subcommittee", "panel", "subpanel", "chamber", "representative"})
OPPOSING = frozenset({"oppose", "opposed", "opposition", "resist"})
REACHING = frozenset({"reach", "strike", "clinch", "seal", "conclude"})
CLAUSE_LIKE = ("csubj", "csubjpass", "nsubj", "nsubjpass")
MOOD_OF_CUE = {
    Cue.PROPOSE: Mood.WANTED,
    Cue.CONSIDER: Mood.POSSIBLE,
    Cue.PLAN: Mood.POSSIBLE,
    Cue.THREATEN: Mood.THREATENED,
    Cue.THREAT_TO: Mood.THREATENED,
    Cue.REFUSE: Mood.REFUSED,
}


def apply_cue(cue: Cue, word: Token, state: Standing) -> Standing:
    """Return the state after a cue word; the nearest act counts, later cues change its mood."""
    if cue is Cue.REFUSE and is_opposing(word):  # "opposes lifting the ban", "opposes sanctions": neither is done
        is_only_real = state.mood is Mood.REAL and state.act in (None, Cue.ENACT, *RELIEVING)
        return replace(state, mood=Mood.POSSIBLE) if is_only_real else state
    told = replace(state, is_told=state.is_told or cue is not Cue.HOLD or word.lemma_.lower() in KEEPING, cue=state.cue or word)
    if cue in (Cue.LIFT, Cue.EASE, Cue.EXTEND, Cue.HOLD, Cue.TIGHTEN, Cue.ENACT):
        return _act(cue, word, told)
    if cue is Cue.REPORT or (cue is Cue.SIDE and state.act not in RELIEVING):
        return state
    if cue is Cue.SIDE:
        return replace(told, mood=Mood.WANTED) if state.mood in (Mood.REAL, Mood.COMING) else told
    if cue is Cue.DECIDE:
        return _decided(word, told)
    return told if cue is Cue.CAUSE else with_mood(cue, word, told)


def is_opposing(word: Token) -> bool:
    """Say whether a word is of those who are against an act and need not be its sender: "opposes sanctions"."""
    return word.lemma_.lower() in OPPOSING


def _decided(word: Token, state: Standing) -> Standing:
    """Return the state after a decision; "a decision on" is still to come."""
    is_on = any(
        thing.ent_type_ not in ("DATE", "TIME")
        for prep in children(word, "prep")
        if prep.lower_ == "on"
        for thing in (*children(prep, "pobj", "pcomp"), prep)[:1]
    )
    if is_on and (word.lemma_.lower() == "vote" if is_verb(word) else not _is_reached(word)):
        return with_mood(Cue.CONSIDER, word, state)
    if is_verb(word) and any(mark.lower_ == "whether" for below in children(word, "ccomp", "xcomp") for mark in below.children):
        return with_mood(Cue.CONSIDER, word, state)  # "will decide whether to extend the ban"
    is_open = state.mood in (Mood.REAL, Mood.COMING, Mood.POSSIBLE)
    if is_verb(word) and is_chamber(word) and is_open:
        return replace(state, mood=Mood.POSSIBLE)
    if state.act is Cue.HOLD and _is_kept(state):
        return replace(state, act=Cue.EXTEND)  # kept by a decision
    return replace(state, mood=Mood.COMING) if is_open else state


def _is_reached(noun: Token) -> bool:
    """Say whether what parties agree on is agreed: "reached an agreement on sanctions"; a miss: "a decision on sanctions"."""
    return noun.dep_ in ("dobj", "nsubjpass") and noun.head.lemma_.lower() in REACHING and negation(noun.head) is None


def _act(cue: Cue, word: Token, state: Standing) -> Standing:
    """Return the state with a first act; an act above another act speaks of its outcome: "adopted a draft to impose"."""
    is_unmade = state.act is None and state.mood in (Mood.THREATENED, Mood.WANTED)
    if cue is Cue.LIFT and is_unmade and is_verb(word) and is_finite(word):
        return replace(state, act=Cue.ENACT, mood=Mood.REFUSED)  # "threatened sanctions were dropped"
    if cue in RELIEVING and state.cue is not None and state.cue in children(word, *CLAUSE_LIKE):
        return replace(state, act=cue)  # "sanctions levied last year should be lifted", read as a clause
    if state.mood is Mood.REFUSED and word.lemma_.lower() in OVERRIDING:
        return replace(state, act=cue, mood=Mood.REAL)
    if (
        state.act is None
        or (state.act is Cue.HOLD and not _is_kept(state))
        or (state.act is Cue.ENACT and cue in (Cue.LIFT, Cue.EASE) and word.lemma_.lower() != "suspend" and not is_verb(word))
    ):
        adopts = word.lemma_.lower() in ADOPTING and state.mood is Mood.POSSIBLE  # "passed the sanctions bill"
        return replace(state, act=cue, mood=Mood.REAL if adopts else state.mood)
    if word.lemma_.lower() in ADOPTING and state.mood in (Mood.POSSIBLE, Mood.WANTED):
        return replace(state, mood=Mood.REAL)
    return state


def _is_kept(state: Standing) -> bool:
    """Say whether a verb below already keeps the measure: "lifted the rest, leaving the arms embargo"."""
    return state.cue is not None and is_verb(state.cue) and state.cue.lemma_.lower() in KEEPING


def _denies_tale(verb: Token) -> bool:
    """Say whether what is denied is a tale: "denied reports that it had cut off aid"; a miss: "denied it aid"."""
    return any(
        noun.lemma_.lower() in ("report", "allegation", "rumor", "rumour", "suggestion", "charge")
        for noun in children(verb, "dobj")
    )


def with_mood(cue: Cue, word: Token, state: Standing) -> Standing:
    """Return the state with the mood that a governing word gives."""
    mood = MOOD_OF_CUE[cue]
    if word.lemma_.lower() == "deny" and is_verb(word) and (children(word, "ccomp") or _denies_tale(word)):
        return replace(state, mood=Mood.DENIED)
    if state.cue is not None and forbidden_exchange(state.cue) and mood is Mood.REFUSED:
        return state
    if state.act in (Cue.LIFT, Cue.EASE, Cue.HOLD, Cue.EXTEND, Cue.TIGHTEN) and mood is Mood.REFUSED:
        return replace(state, act=Cue.HOLD, mood=Mood.REAL)
    if state.mood is Mood.REFUSED and cue is Cue.PROPOSE and is_verb(word):
        return replace(state, mood=Mood.POSSIBLE, is_told=False)  # "urged parliament to reject the sanctions"
    if state.mood in (Mood.THREATENED, Mood.REFUSED):
        return state
    return replace(state, mood=mood)


def is_chamber(verb: Token) -> bool:
    """Say whether a vote is that of one chamber, which makes no law yet: "the House voted to bar imports"."""
    voting = [noun for noun in children(verb, "nsubj") if singular(noun.lower_) in CHAMBERS and noun.lower_ != "houses"]
    return any(noun.i == 0 or noun.nbor(-1).lower_ not in ("white", "sanctions") for noun in voting)
