"""Where a measure stands, read from the words above it: modifiers, relief verbs, drafts and governing verbs."""

from dataclasses import replace

from tasks.language.parsed import Token
from tasks.language.wordlists import word_set
from tasks.measures.clauses import children, first_of, is_verb
from tasks.measures.cue_effects import apply_cue, with_mood
from tasks.measures.ladder import ladder
from tasks.measures.lexicon import Cue, cue_of
from tasks.measures.modality import modal, negation
from tasks.measures.outlook import UNDECIDED, has_adverb, subjects_of, with_verb
from tasks.measures.permissions import forbidden_exchange, is_disallowed
from tasks.measures.standing import RELIEVING, Mood, Standing
from tasks.measures.turning import turned

PARTLY = word_set("partly")
NEW = word_set("new")
EXCEPTING = frozenset({"except", "excepting", "barring", "save"})
PLANS = frozenset({"plan", "intention", "intent"})
# Adjectives before the noun that a trigger describes speak of both: "possible tariff moves"; a miss: "new sanctions law".
OUTLOOKS = frozenset({"possible", "potential", "proposed", "planned", "threatened"})
POTENTIAL = word_set("potential")
ENABLING = frozenset({"allow", "permit", "enable", "empower", "authorize", "authorise"})
DEMANDING = frozenset({"require", "mandate", "oblige", "force", "compel", "direct", "instruct", "provide"})
DRAFTS = UNDECIDED | {"provision", "legislation", "amendment", "language", "clause", "it"}
# "Under discussion", "on the table", "among the options".
SETTING = frozenset({"under", "among", "on", "in"})
# What is still to come: "sanctions are on the way", "in the works", "on the table".
AHEAD = word_set("ahead")
STARTING = frozenset({"take", "come", "enter", "start", "begin", "go"})
# Verbs without a meaning of their own, whose modal speaks of the measure: "sanctions would be", "the draft would include".
LIGHT = word_set("light")


def standing(trigger: Token, act: Cue | None) -> Standing:
    """Return how a measure stands; `act` is ENACT for verbs that restrict, LIFT or EASE for verbs that free, None for nouns."""
    state = _from_modifiers(trigger, Standing(act=act))
    if is_verb(trigger) and act is not None:
        before = trigger.doc[trigger.i - 2] if trigger.i > 1 else trigger
        if before.lemma_.lower() in POTENTIAL and trigger.nbor(-1).lower_ == "to":  # "powers to retaliate", hung elsewhere
            state = replace(state, mood=Mood.POSSIBLE)
        state = replace(state, act=act, is_told=True, cue=trigger)
        state = state if forbidden_exchange(trigger) else with_verb(trigger, state)
    below = trigger
    for word in ladder(trigger):
        is_controlled = below.dep_ == "xcomp" or (below.dep_ == "pcomp" and below.head.lower_ == "in")
        state = _climb(word, state, is_controlled and not is_disallowed(below), below)
        below = word
    state = _in_the_end(trigger, state)
    if state.mood is Mood.POSSIBLE and _only_mentions(trigger, state):
        state = replace(state, mood=Mood.REAL, is_told=False)
    if state.act is None and not state.is_told and (no := negation(trigger)) is not None:
        return replace(state, mood=Mood.DENIED, cue=no)
    return state


def _in_the_end(trigger: Token, state: Standing) -> Standing:
    """Return the state after what else the sentence tells: exceptions, opinions, later verbs, what is only named as a means."""
    verb = trigger.head
    if trigger.dep_ == "pobj" and verb.lower_ in EXCEPTING and cue_of(verb.head) in RELIEVING:
        return replace(state, act=Cue.HOLD, mood=Mood.REAL, is_told=True, cue=verb)  # "lifted all but the arms embargo"
    if state.act is Cue.LIFT and state.cue is not None and any(prep.lower_ in EXCEPTING for prep in children(state.cue, "prep")):
        return replace(state, is_partial=True)
    if state.act in RELIEVING and any(_is_opinion(word) for word in trigger.ancestors):
        return replace(state, mood=Mood.POSSIBLE)
    if state.act in (Cue.ENACT, Cue.HOLD) and trigger.dep_ == "nsubjpass":
        later = [act for act in children(verb, "conj") if act.tag_ == "VBN" and not children(act, "nsubj", "nsubjpass", "aux")]
        ended = next((act for act in later if cue_of(act) in (*RELIEVING, Cue.EXTEND)), None)
        if ended is not None:  # "were imposed in 1994 and lifted in 2002"
            return replace(state, act=cue_of(ended), mood=Mood.REAL, is_told=True, cue=ended)
    if state.act in (None, Cue.ENACT) and state.mood in (Mood.REAL, Mood.COMING) and _is_means(trigger):
        return replace(state, mood=Mood.THREATENED, is_told=True)
    return state


def _is_opinion(word: Token) -> bool:
    """Say whether a vote binds nobody: "a non-binding resolution"."""
    return any(child.text.lower() in ("binding", "nonbinding", "non-binding", "symbolic") for child in children(word, "amod"))


def _is_means(trigger: Token) -> bool:
    """Say whether new sanctions are named as a means of what will be done: "will act, including through more sanctions"."""
    above = list(trigger.ancestors)
    named = next((place for place, word in enumerate(above) if word.lower_ == "including"), None)
    if named is None or not any(child.lower_ in NEW for child in children(trigger, "amod")):
        return False
    return any(modal(verb) in ("will", "shall", "would") for verb in above[named:] if is_verb(verb))


def _only_mentions(trigger: Token, state: Standing) -> bool:
    """Say whether what is known is only spoken of: "opposes the embargo", "put off a decision on the embargo"."""
    is_undecided = state.act is None and state.cue is not None and state.cue.lemma_.lower() == "decision"
    return not is_verb(trigger) and _is_known(trigger) and (is_undecided or not state.is_told)


def _is_known(noun: Token) -> bool:
    """Say whether a noun means what is known: "the embargo", "its embargo"; a miss: "an embargo"."""
    return any(child.lower_ in ("the", "this", "these", "its", "their", "current", "existing") for child in noun.children)


def _from_modifiers(trigger: Token, state: Standing) -> Standing:
    """Read "possible", "proposed", "existing" and "most" before or after a trigger noun."""
    if is_verb(trigger):
        return state
    is_before = trigger.dep_ in ("compound", "nmod") and not is_verb(trigger.head)
    shared = [child for child in trigger.head.children if child.lower_ in OUTLOOKS] if is_before else []
    for child in (*trigger.children, *shared):
        if child.lower_ in PARTLY and child.dep_ in ("amod", "det", "nmod"):
            state = replace(state, is_partial=True)
        if child.dep_ in ("amod", "acl", "compound") and (cue := cue_of(child)) is not None:
            if child.dep_ == "acl" and (child.tag_ != "VBN" or cue is Cue.PROPOSE):
                continue
            if any(cue_of(due) is Cue.LIFT for due in children(child, "xcomp")):
                continue  # "sanctions due to expire in May"
            state = apply_cue(cue, child, state)
            if child.dep_ == "acl":
                act = Cue.HOLD if state.act is Cue.ENACT else state.act  # "sanctions imposed in 1990" stand
                state = replace(state, act=act, is_told=True)
    return state


def _climb(word: Token, state: Standing, is_controlled: bool = False, below: Token | None = None) -> Standing:
    """Return the state after one more governor; the modal of one that only starts or stops an act speaks of the act."""
    if (not is_verb(word) and word.lower_ in ("ban", "sanctions", "embargo")) or word.lower_ in PARTLY:
        return replace(state, is_partial=True) if word.lower_ in PARTLY else state
    cue = cue_of(word)
    after = turned(word, cue, below, state) if below is not None else None
    if after is not None:
        return after
    if cue is not None:
        state = apply_cue(cue, word, state)
        if cue is Cue.PROPOSE and not is_verb(word) and negation(word) is not None:
            return _unplanned(word, state)
    else:
        state = _only_possible(word, below, state)
    state = _relieving(word, state) if cue in RELIEVING else state
    if word.lemma_ in ("begin", "start") and state.act is Cue.LIFT:
        state = replace(state, is_partial=True)  # "began lifting the ban"
    if is_verb(word) and (cue is not None or is_controlled or word.lemma_.lower() in LIGHT):
        return _with_outlook(word, with_verb(word, state))
    return state


def _unplanned(plan: Token, state: Standing) -> Standing:
    """Return the state of what nobody plans or asks for: "no plan for sanctions", "no intention of lifting the ban"."""
    if plan.lemma_.lower() not in PLANS:
        return replace(state, mood=Mood.DENIED)
    if state.act in RELIEVING:
        return replace(state, act=Cue.HOLD, mood=Mood.REAL)
    return replace(state, mood=Mood.REFUSED)


def _only_possible(word: Token, below: Token | None, state: Standing) -> Standing:
    """Return the state after a word that makes an act no more than possible: a power, a permission, a draft."""
    if below is not None and _is_only_possible(word, below) and state.act in (None, Cue.ENACT, Cue.TIGHTEN):
        return replace(state, mood=Mood.POSSIBLE, is_told=True) if state.mood in (Mood.REAL, Mood.COMING) else state
    if word.lemma_.lower() in UNDECIDED and state.act in (None, Cue.ENACT) and state.mood is Mood.REAL:
        return replace(state, mood=Mood.POSSIBLE, is_told=True, cue=word)
    return state


def _relieving(word: Token, state: Standing) -> Standing:
    """Return the state after a word of relief that is doubted, only aimed at, or partial."""
    is_unsure = (is_verb(word) and _is_doubted(word)) or _is_aim(word)
    if is_unsure and state.mood in (Mood.REAL, Mood.COMING):
        state = replace(state, mood=Mood.POSSIBLE, is_told=True)
    return replace(state, is_partial=True) if is_verb(word) and has_adverb(word, PARTLY) else state


def _is_only_possible(word: Token, below: Token) -> bool:
    """Say whether a word only makes an act possible: "powers to retaliate", "the bill allows him to", "requires him to"."""
    below = first_of(below)
    if not is_verb(word):
        return word.lemma_.lower() in POTENTIAL and below.dep_ in ("acl", "pcomp", "relcl")
    if word.lemma_.lower() in ENABLING:
        return below.dep_ in ("xcomp", "ccomp") and not is_disallowed(below) and not forbidden_exchange(below)
    drafts = any(noun.lemma_.lower() in DRAFTS for noun in subjects_of(word)) or (
        word.tag_ == "VBG" and word.dep_ == "acl" and word.head.lemma_.lower() in DRAFTS
    )
    return word.lemma_.lower() in DEMANDING and drafts


def _is_doubted(verb: Token) -> bool:
    """Say whether an adjective right before a clause doubts it, though the parser hung it elsewhere: "unlikely it will lift"."""
    first = verb.left_edge
    before = [token for token in verb.doc[max(0, first.i - 2) : first.i] if token.lower_ != "that"]
    return (
        bool(before)
        and before[-1].pos_ == "ADJ"
        and before[-1].lower_ != "due"
        and cue_of(before[-1]) in (Cue.CONSIDER, Cue.PLAN)
    )


def _with_outlook(verb: Token, state: Standing) -> Standing:
    """Return the state after an adjective beside the verb: "a decision on reprisals is likely", "sanctions are an option"."""
    is_copula = verb.lemma_ in ("be", "remain", "come", "stay")
    set_in = [item for prep in children(verb, "prep") if prep.lower_ in SETTING for item in children(prep, "pobj")]
    told = [*children(verb, "acomp", "attr"), *set_in] if is_copula else children(verb, "acomp")
    if state.mood not in (Mood.REAL, Mood.COMING):
        return state
    for child in told:
        if child in set_in and child.lower_ in AHEAD:
            return replace(state, act=_unheld(verb, state), mood=Mood.POSSIBLE, is_told=True)
        cue = cue_of(child)
        is_settled = child.lower_ == "due" and state.act in RELIEVING  # "is due to lift the ban"
        if cue in (Cue.PLAN, Cue.CONSIDER, Cue.REFUSE) and not is_settled:
            due = children(child, "xcomp")
            if cue is Cue.PLAN and any(act.lemma_ in STARTING for act in due):
                return replace(state, mood=Mood.COMING, is_told=True)  # "is due to take effect on Monday"
            if any(cue_of(act) is Cue.LIFT for act in due) and state.act is None:
                return replace(state, act=Cue.HOLD, is_told=True)  # "are due to expire"
            return with_mood(cue, child, replace(state, act=_unheld(verb, state), is_told=True))
    return state


def _unheld(verb: Token, state: Standing) -> Cue | None:
    """Return the act without that of a copula: in "sanctions remain an option" nothing is kept."""
    return None if state.act is Cue.HOLD and state.cue == verb else state.act


def _is_aim(verb: Token) -> bool:
    """Say whether a verb tells what something is for: "in order to lift the ban"."""
    before = [token.lower_ for token in verb.doc[max(0, verb.i - 3) : verb.i]]
    return before[-3:] == ["in", "order", "to"] or before[-3:] == ["so", "as", "to"]
