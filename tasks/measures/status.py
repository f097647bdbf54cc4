"""Where a measure stands, read from the words above it: modals, tense, relief verbs, conditions and governing verbs."""

from collections.abc import Iterator
from dataclasses import replace

from tasks.language.parsed import Token
from tasks.language.wordlists import word_set
from tasks.measures.clauses import children, first_of, is_finite, is_verb
from tasks.measures.lexicon import Cue, cue_of, singular
from tasks.measures.modality import has_condition, is_conditional, modal, negation
from tasks.measures.permissions import forbidden_exchange, is_disallowed
from tasks.measures.standing import RELIEVING, STANDING, Mood, Standing

# Documents that are no law yet: "a draft resolution", "the bill".
UNDECIDED = word_set("undecided")
ADOPTING = word_set("adopting")
OVERRIDING = frozenset({"override", "overrode", "overrule", "overturn"})  # a veto
RESTRICTIONS = word_set("restrictions")
PARTLY = word_set("partly")
# Of the words that hold a measure, those that say that it stands; "violate" only mentions it.
KEEPING = word_set("keeping")


def ladder(token: Token) -> Iterator[Token]:
    """Yield a trigger's governors from the nearest up: nouns and verbs, through the clauses they complete."""
    seen = {token.i}
    step = token
    while step.head.i != step.i:
        link = step.dep_
        upper = step.head
        if link == "parataxis" or (link in ("advcl", "relcl") and is_finite(step)):
            return
        if link == "conj":
            step = upper
            continue
        if upper.i in seen:
            return
        seen.add(upper.i)
        step = upper
        if upper.pos_ in ("ADP", "SCONJ", "PART") and upper.dep_ in ("prep", "agent", "dative"):
            if upper.head.lemma_.lower() in ANSWERING and upper.lower_ in ("for", "to", "against", "at"):
                return  # "in retaliation for the ban": the ban is not what is done
            if (upper.dep_ == "agent" or upper.lower_ in CUT_OFF) and not (
                link == "pcomp"
                and (
                    upper.lower_ in ("by", "in", "of") or (upper.lower_ == "against" and upper.head.lemma_.lower() in WARNING_OFF)
                )
            ):
                return
            continue
        yield upper


ANSWERING = word_set("answering")
# A noun below these words does not share the fate of what is above: "since the embargo, trade fell".
CUT_OFF = word_set("cut_off")


def is_answered(token: Token) -> bool:
    """Say whether a noun names what an act answers: the ban of "in retaliation for the ban"."""
    prep = token.head
    return token.dep_ == "pobj" and prep.lower_ in ("for", "to", "against", "at") and prep.head.lemma_.lower() in ANSWERING


def standing(trigger: Token, act: Cue | None) -> Standing:
    """Return how a measure stands; `act` is ENACT for verbs that restrict, LIFT or EASE for verbs that free, None for nouns."""
    state = _from_modifiers(trigger, Standing(act=act))
    if is_verb(trigger) and act is not None:
        before = trigger.doc[trigger.i - 2] if trigger.i > 1 else trigger
        if before.lemma_.lower() in POTENTIAL and trigger.nbor(-1).lower_ == "to":  # "powers to retaliate", hung elsewhere
            state = replace(state, mood=Mood.POSSIBLE)
        state = replace(state, act=act, is_told=True, cue=trigger)
        state = state if forbidden_exchange(trigger) else _with_verb(trigger, state)
    below = trigger
    for word in ladder(trigger):
        is_controlled = below.dep_ == "xcomp" or (below.dep_ == "pcomp" and below.head.lower_ == "in")
        state = _climb(word, state, is_controlled and not is_disallowed(below), below)
        below = word
    if state.mood is Mood.POSSIBLE and _only_mentions(trigger, state):
        state = replace(state, mood=Mood.REAL, is_told=False)
    if state.act is None and not state.is_told and (no := negation(trigger)) is not None:
        return replace(state, mood=Mood.DENIED, cue=no)
    return state


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
            if child.dep_ == "acl" and child.tag_ != "VBN":
                continue
            if cue is Cue.PROPOSE and child.dep_ == "acl":
                continue
            state = _apply(cue, child, state)
            if child.dep_ == "acl":
                act = Cue.HOLD if state.act is Cue.ENACT else state.act  # "sanctions imposed in 1990" stand
                state = replace(state, act=act, is_told=True)
    return state


# Adjectives before the noun that a trigger describes speak of both: "possible tariff moves"; a miss: "new sanctions law".
OUTLOOKS = frozenset({"possible", "potential", "proposed", "planned", "threatened"})


def speaks_against(verb: Token, below: Token | None) -> bool:
    """Say whether a verb warns somebody off an act: "warned Chad against imposing sanctions"."""
    return (
        is_verb(verb)
        and below is not None
        and verb.lemma_.lower() in WARNING_OFF
        and any(prep.lower_ == "against" and prep.is_ancestor(below) for prep in children(verb, "prep"))
    )


WARNING_OFF = frozenset({"warn", "caution", "advise", "argue", "counsel", "recommend", "speak", "urge", "plead", "decide"})


AVERTING = frozenset({"head", "avert", "prevent", "avoid", "forestall", "stop", "halt", "stave", "block"})


def _is_only_supposed(noun: Token) -> bool:
    """Say whether relief is only thought of: "an end to the embargo would help"; a miss: "the end of the embargo helped"."""
    verb = noun.head
    return noun.dep_ in ("nsubj", "nsubjpass") and is_verb(verb) and modal(verb) in ("would", "could", "may", "might", "should")


def _climb(word: Token, state: Standing, is_controlled: bool = False, below: Token | None = None) -> Standing:
    """Return the state after one more governor; the modal of one that only starts or stops an act speaks of the act."""
    if not is_verb(word) and word.lower_ in ("ban", "sanctions", "embargo"):
        return state
    if word.lower_ in PARTLY:
        return replace(state, is_partial=True)
    cue = cue_of(word)
    turned = _turned(word, cue, below, state) if below is not None else None
    if turned is not None:
        return turned
    if cue is not None:
        state = _apply(cue, word, state)
        if cue is Cue.PROPOSE and not is_verb(word) and negation(word) is not None:
            ruled_out = word.lemma_.lower() in ("plan", "intention")  # "no plan for sanctions"; "no call for sanctions"
            return replace(state, mood=Mood.REFUSED if ruled_out else Mood.DENIED)
    else:
        state = _only_possible(word, below, state)
    state = _relieving(word, state) if cue in RELIEVING else state
    if is_verb(word) and (cue is not None or is_controlled or word.lemma_.lower() in LIGHT):
        return _with_outlook(word, _with_verb(word, state))
    return state


def _turned(word: Token, cue: Cue | None, below: Token, state: Standing) -> Standing | None:
    """Return the state after a word that turns the one below it round: "failed to head off", "refused to rule out"."""
    if cue in (Cue.THREATEN, Cue.PROPOSE, Cue.REPORT, None) and speaks_against(word, below):
        return replace(state, mood=Mood.POSSIBLE, is_told=True) if state.act in (None, Cue.ENACT, Cue.TIGHTEN) else state
    if cue is Cue.REFUSE and word.lemma_.lower() in ("fail", "failure", "inability") and below.lemma_.lower() in AVERTING:
        return state
    if cue is Cue.REFUSE and below.lemma_.lower() == "rule" and state.mood is Mood.REFUSED:
        return replace(state, mood=Mood.POSSIBLE)
    if cue in RELIEVING and cue is not None and not is_verb(word) and _is_only_supposed(word):
        return replace(_apply(cue, word, state), mood=Mood.POSSIBLE)
    return None


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
    return replace(state, is_partial=True) if is_verb(word) and _has_adverb(word, PARTLY) else state


def _is_only_possible(word: Token, below: Token) -> bool:
    """Say whether a word only makes an act possible: "powers to retaliate", "the bill allows him to", "requires him to"."""
    below = first_of(below)
    if not is_verb(word):
        return word.lemma_.lower() in POTENTIAL and below.dep_ in ("acl", "pcomp", "relcl")
    if word.lemma_.lower() in ENABLING:
        return below.dep_ in ("xcomp", "ccomp") and not is_disallowed(below) and not forbidden_exchange(below)
    drafts = any(noun.lemma_.lower() in DRAFTS for noun in _subjects_of(word)) or (
        word.tag_ == "VBG" and word.dep_ == "acl" and word.head.lemma_.lower() in DRAFTS
    )
    return word.lemma_.lower() in DEMANDING and drafts


POTENTIAL = word_set("potential")
ENABLING = frozenset({"allow", "permit", "enable", "empower", "authorize", "authorise"})
DEMANDING = frozenset({"require", "mandate", "oblige", "force", "compel", "direct", "instruct", "provide"})
DRAFTS = UNDECIDED | {"provision", "legislation", "amendment", "language", "clause", "it"}


def _is_chamber(verb: Token) -> bool:
    """Say whether a vote is that of one chamber, which makes no law yet: "the House voted to bar imports"."""
    return any(singular(noun.lower_) in CHAMBERS and noun.lower_ != "houses" for noun in children(verb, "nsubj"))


CHAMBERS = frozenset({"house", "senate", "committee", "subcommittee", "panel", "subpanel", "chamber", "representative"})


def _is_doubted(verb: Token) -> bool:
    """Say whether an adjective right before a clause doubts it, though the parser hung it elsewhere: "unlikely it will lift"."""
    first = verb.left_edge
    before = [token for token in verb.doc[max(0, first.i - 2) : first.i] if token.lower_ != "that"]
    return bool(before) and before[-1].pos_ == "ADJ" and cue_of(before[-1]) in (Cue.CONSIDER, Cue.PLAN)


def _with_outlook(verb: Token, state: Standing) -> Standing:
    """Return the state after an adjective beside the verb: "a decision on reprisals is likely"."""
    told = [
        *children(verb, "acomp", "attr"),
        *(item for prep in children(verb, "prep") if prep.lower_ in SETTING for item in children(prep, "pobj")),
    ]
    for child in told if verb.lemma_ in ("be", "remain", "come") else children(verb, "acomp"):
        cue = cue_of(child)
        if cue in (Cue.PLAN, Cue.CONSIDER, Cue.REFUSE) and state.mood in (Mood.REAL, Mood.COMING):
            return _mood(cue, child, replace(state, is_told=True))
    return state


def _is_aim(verb: Token) -> bool:
    """Say whether a verb tells what something is for: "in order to lift the ban"."""
    before = [token.lower_ for token in verb.doc[max(0, verb.i - 3) : verb.i]]
    return before[-3:] == ["in", "order", "to"] or before[-3:] == ["so", "as", "to"]


# "Under discussion", "on the table", "among the options".
SETTING = frozenset({"under", "among", "on", "in"})
# Verbs without a meaning of their own, whose modal speaks of the measure: "sanctions would be", "the draft would include".
LIGHT = word_set("light")


def _apply(cue: Cue, word: Token, state: Standing) -> Standing:
    """Return the state after a cue word; the nearest act counts, later cues change its mood."""
    if cue is Cue.REFUSE and is_opposing(word):
        return replace(state, mood=Mood.POSSIBLE) if state.mood is Mood.REAL and state.act in (None, Cue.ENACT) else state
    told = replace(state, is_told=state.is_told or cue is not Cue.HOLD or word.lemma_.lower() in KEEPING, cue=state.cue or word)
    if cue in (Cue.LIFT, Cue.EASE, Cue.EXTEND, Cue.HOLD, Cue.TIGHTEN, Cue.ENACT):
        return _act(cue, word, told)
    if cue is Cue.REPORT or (cue is Cue.SIDE and state.act not in RELIEVING):
        return state
    if cue is Cue.SIDE:
        return replace(told, mood=Mood.WANTED) if state.mood in (Mood.REAL, Mood.COMING) else told
    if cue is Cue.DECIDE:
        return _decided(word, told)
    return told if cue is Cue.CAUSE else _mood(cue, word, told)


def is_opposing(word: Token) -> bool:
    """Say whether a word is of those who are against an act and need not be its sender: "opposes sanctions"."""
    return word.lemma_.lower() in OPPOSING


OPPOSING = frozenset({"oppose", "opposed", "opposition", "resist"})


def _decided(word: Token, state: Standing) -> Standing:
    """Return the state after a decision; "a decision on" is still to come."""
    if not is_verb(word) and any(prep.lower_ == "on" for prep in children(word, "prep")):
        return _mood(Cue.CONSIDER, word, state)
    if is_verb(word) and _is_chamber(word) and state.mood in (Mood.REAL, Mood.COMING, Mood.POSSIBLE):
        return replace(state, mood=Mood.POSSIBLE)
    if state.act is Cue.HOLD and _is_kept(state):
        return replace(state, act=Cue.EXTEND)  # kept by a decision
    return replace(state, mood=Mood.COMING) if state.mood in (Mood.REAL, Mood.COMING, Mood.POSSIBLE) else state


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


CLAUSE_LIKE = ("csubj", "csubjpass", "nsubj", "nsubjpass")


def _is_kept(state: Standing) -> bool:
    """Say whether a verb below already keeps the measure: "lifted the rest, leaving the arms embargo"."""
    return state.cue is not None and is_verb(state.cue) and state.cue.lemma_.lower() in KEEPING


def _denies_tale(verb: Token) -> bool:
    """Say whether what is denied is a tale: "denied reports that it had cut off aid"; a miss: "denied it aid"."""
    return any(
        noun.lemma_.lower() in ("report", "allegation", "rumor", "rumour", "suggestion", "charge")
        for noun in children(verb, "dobj")
    )


MOOD_OF_CUE = {
    Cue.PROPOSE: Mood.WANTED,
    Cue.CONSIDER: Mood.POSSIBLE,
    Cue.PLAN: Mood.POSSIBLE,
    Cue.THREATEN: Mood.THREATENED,
    Cue.THREAT_TO: Mood.THREATENED,
    Cue.REFUSE: Mood.REFUSED,
}


def _mood(cue: Cue, word: Token, state: Standing) -> Standing:
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


def _with_verb(verb: Token, state: Standing) -> Standing:
    """Return the state after the verb's own modal, negation and condition."""
    state = _with_modal(verb, state)
    if is_conditional(verb) and state.mood in (Mood.REAL, Mood.COMING):
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


VIEWING = frozenset({"see", "view", "regard", "consider", "understand", "take", "read"})


def _mood_of_modal(word: str, verb: Token, state: Standing) -> Mood:
    if word == "must":
        is_call = any(singular(noun.lower_) in RESTRICTIONS for noun in children(verb, "nsubjpass"))
        return Mood.WANTED if is_call else state.mood  # "sanctions must be applied", but "states must freeze" is an order
    if _is_own_warning(verb):
        return Mood.THREATENED
    if word in ("may", "might", "could", "can") or _has_adverb(verb, DOUBTING):
        return Mood.POSSIBLE
    if word not in ("will", "shall", "would"):
        return Mood.WANTED
    is_told = word != "would" or _is_reported_future(verb)
    if _is_warning(verb, state) and not (word == "would" and is_told):
        return Mood.THREATENED
    return max_mood(state.mood) if is_told else Mood.POSSIBLE


def _is_own_warning(verb: Token) -> bool:
    """Say whether a condition makes a possible answer the sender's own warning: "may retaliate if the law passes"."""
    answers = verb.lemma_.lower() == "retaliate" or any(
        child.lower_ in ("retaliatory", "reprisals", "retaliation", "countermeasures")
        for thing in children(verb, "dobj")
        for child in (thing, *thing.children)
    )
    return answers and (has_condition(verb) or _has_condition_above(verb))


def _has_adverb(verb: Token, words: frozenset[str]) -> bool:
    """Say whether an adverb beside a verb is one of some words."""
    return any(child.lower_ in words for child in children(verb, "advmod"))


DOUBTING = frozenset({"likely", "probably", "possibly", "perhaps", "conceivably"})


def max_mood(mood: Mood) -> Mood:
    """Return COMING for what will be done, unless a word below already made it doubtful."""
    return Mood.COMING if mood in (Mood.REAL, Mood.COMING) else mood


def _is_reported_future(verb: Token) -> bool:
    """Say whether "would" is the "will" of reported speech: "said it would impose"; a miss: "the draft would impose"."""
    if verb.dep_ != "ccomp" or cue_of(verb.head) is not Cue.REPORT or has_condition(verb) or verb.lemma_ == "be":
        return False
    return not any(child.lemma_.lower() in UNDECIDED | {"measure"} for child in children(verb, "nsubj", "nsubjpass"))


def _is_warning(verb: Token, state: Standing) -> bool:
    """Say whether a condition makes it a threat; "the draft would forbid it until" only drafts."""
    if any(noun.lemma_.lower() in UNDECIDED | {"resolution", "amendment"} for noun in _subjects_of(verb)):
        return False
    return state.act in (None, Cue.ENACT, Cue.TIGHTEN) and (has_condition(verb) or _has_condition_above(verb))


def _has_condition_above(verb: Token) -> bool:
    """Say whether the clause that a verb completes has an if-clause: "if it passes, there is no doubt that they would"."""
    upper = verb.head
    if verb.dep_ in ("ccomp", "acl") and not is_verb(upper):
        upper = upper.head
    return verb.dep_ in ("ccomp", "acl") and is_verb(upper) and any(is_conditional(child) for child in children(upper, "advcl"))


def _subjects_of(verb: Token) -> list[Token]:
    """Return the subject of a verb, or the noun that its relative clause is about."""
    own = children(verb, "nsubj", "nsubjpass")
    return [verb.head if noun.tag_ in ("WDT", "WP") and verb.dep_ == "relcl" else noun for noun in own]


# "Does not plan to retaliate" rules it out; "does not ask for sanctions" tells of none.
NEGATED: dict[Cue | None, Mood] = {Cue.PLAN: Mood.REFUSED, Cue.PROPOSE: Mood.DENIED}


def _negated(verb: Token, state: Standing) -> Standing:
    """Return the state of what is not done: relief not given keeps, a restriction not made is ruled out or denied."""
    if state.act in (*RELIEVING, *STANDING):
        return replace(state, act=Cue.HOLD, mood=Mood.REAL) if state.act in RELIEVING else state
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
