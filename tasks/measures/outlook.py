"""What the modal, the negation and the condition of a verb make of a standing."""

from dataclasses import replace

from tasks.language.parsed import Token
from tasks.language.wordlists import word_set
from tasks.measures.clauses import children, first_of, is_verb
from tasks.measures.lexicon import Cue, cue_of, singular
from tasks.measures.modality import has_condition, is_conditional, modal, negation
from tasks.measures.standing import RELIEVING, STANDING, Mood, Standing

# Documents that are no law yet: "a draft resolution", "the bill".
UNDECIDED = word_set("undecided")
RESTRICTIONS = word_set("restrictions")
ANNOUNCING = frozenset({"announce", "declare", "disclose", "reveal", "inform", "notify"})
VIEWING = frozenset({"see", "view", "regard", "consider", "understand", "take", "read"})
DOUBTING = frozenset({"likely", "probably", "possibly", "perhaps", "conceivably"})
# "Does not plan to retaliate" rules it out; "does not ask for sanctions" tells of none.
NEGATED: dict[Cue | None, Mood] = {Cue.PLAN: Mood.REFUSED, Cue.PROPOSE: Mood.DENIED}


def with_verb(verb: Token, state: Standing) -> Standing:
    """Return the state after the verb's own modal, negation and condition."""
    state = _with_modal(verb, state)
    if (is_conditional(verb) or is_conditional(first_of(verb))) and state.mood in (Mood.REAL, Mood.COMING):
        state = replace(state, mood=Mood.POSSIBLE, is_told=True)
    if negation(verb) is not None:
        state = _negated(verb, state)
    return state


def _with_modal(verb: Token, state: Standing) -> Standing:
    """Return the state after "will", "would", "may": the future of a decision, a warning, or a mere possibility."""
    word = modal(verb)
    if word in ("should", "must") and verb.tag_ == "VBN" and verb.lemma_.lower() in VIEWING:
        return state  # "the tariffs should be seen as a signal" judges what stands
    if word is None or word == "to" or state.mood not in (Mood.REAL, Mood.COMING, Mood.POSSIBLE):
        return state
    return replace(state, mood=_mood_of_modal(word, verb, state), is_told=True)


def _mood_of_modal(word: str, verb: Token, state: Standing) -> Mood:
    if word == "must":
        is_call = any(singular(noun.lower_) in RESTRICTIONS for noun in children(verb, "nsubjpass"))
        return Mood.WANTED if is_call else state.mood  # "sanctions must be applied", but "states must freeze" is an order
    if _is_own_warning(verb):
        return Mood.THREATENED
    is_bargain = state.act in RELIEVING and has_condition(verb)  # "will be lifted once the troops leave"
    if word in ("may", "might", "could", "can") or has_adverb(verb, DOUBTING) or (is_bargain and word in ("will", "would")):
        return Mood.POSSIBLE
    if word not in ("will", "shall", "would"):
        return Mood.WANTED
    is_told = word != "would" or _is_reported_future(verb)
    if _is_warning(verb, state) and not (word == "would" and is_told):
        return Mood.THREATENED
    return _at_least_coming(state.mood) if is_told else Mood.POSSIBLE


def _is_own_warning(verb: Token) -> bool:
    """Say whether a condition makes a possible answer the sender's own warning: "may retaliate if the law passes"."""
    answers = verb.lemma_.lower() == "retaliate" or any(
        child.lower_ in ("retaliatory", "reprisals", "retaliation", "countermeasures")
        for thing in children(verb, "dobj")
        for child in (thing, *thing.children)
    )
    return answers and (has_condition(verb) or _has_condition_above(verb))


def has_adverb(verb: Token, words: frozenset[str]) -> bool:
    """Say whether an adverb beside a verb is one of some words."""
    return any(child.lower_ in words for child in children(verb, "advmod"))


def _at_least_coming(mood: Mood) -> Mood:
    """Return COMING for what will be done, unless a word below already made it doubtful."""
    return Mood.COMING if mood in (Mood.REAL, Mood.COMING) else mood


def _is_reported_future(verb: Token) -> bool:
    """Say whether "would" is the "will" of reported speech: "said it would impose"; a miss: "the draft would impose"."""
    first = first_of(verb)  # "said it would cut staff and close its airspace": both are told
    is_told = cue_of(first.head) is Cue.REPORT or first.head.lemma_.lower() in ANNOUNCING
    if first.dep_ != "ccomp" or not is_told or has_condition(verb) or verb.lemma_ == "be":
        return False
    return not any(child.lemma_.lower() in UNDECIDED | {"measure"} for child in children(first, "nsubj", "nsubjpass"))


def _is_warning(verb: Token, state: Standing) -> bool:
    """Say whether a condition makes it a threat; "the draft would forbid it until" only drafts."""
    if any(noun.lemma_.lower() in UNDECIDED | {"resolution", "amendment"} for noun in subjects_of(first_of(verb))):
        return False
    return state.act in (None, Cue.ENACT, Cue.TIGHTEN) and (has_condition(verb) or _has_condition_above(verb))


def _has_condition_above(verb: Token) -> bool:
    """Say whether the clause that a verb completes has an if-clause: "if it passes, there is no doubt that they would"."""
    upper = verb.head
    if verb.dep_ in ("ccomp", "acl") and not is_verb(upper):
        upper = upper.head
    return verb.dep_ in ("ccomp", "acl") and is_verb(upper) and any(is_conditional(child) for child in children(upper, "advcl"))


def subjects_of(verb: Token) -> list[Token]:
    """Return the subject of a verb, or the noun that its relative clause is about."""
    own = children(verb, "nsubj", "nsubjpass")
    return [verb.head if noun.tag_ in ("WDT", "WP") and verb.dep_ == "relcl" else noun for noun in own]


def _negated(verb: Token, state: Standing) -> Standing:
    """Return the state of what is not done: relief not given keeps, a restriction not made is ruled out or denied."""
    if state.act in (*RELIEVING, *STANDING):
        return state if state.act is Cue.HOLD else replace(state, act=Cue.HOLD, mood=Mood.REAL)
    if cue_of(verb) is Cue.DECIDE and state.act in (None, Cue.ENACT, Cue.TIGHTEN) and modal(verb) is None:
        return replace(state, mood=Mood.POSSIBLE, is_told=True)  # "has not decided whether to impose"
    if cue_of(verb) is Cue.THREATEN and verb.tag_ in ("VBD", "VBN", "VBZ") and state.act in (None, Cue.ENACT):
        return replace(state, mood=Mood.DENIED, is_told=True)  # "has never threatened sanctions"
    if cue_of(verb) in (Cue.REFUSE, Cue.REPORT, Cue.PLAN, Cue.PROPOSE, Cue.CONSIDER) and verb is not state.cue:
        mood = NEGATED.get(cue_of(verb), state.mood)
        return replace(state, mood=mood, is_told=state.is_told or mood is Mood.REFUSED)
    if state.act in (Cue.ENACT, Cue.TIGHTEN):
        ruled_out = modal(verb) in ("will", "would", "should") or state.mood is Mood.COMING
        return replace(state, mood=Mood.REFUSED if ruled_out else Mood.DENIED, is_told=True)
    return state
