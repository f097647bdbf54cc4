"""Words that turn round what the words below them say: refused refusals, dropped threats, revoked orders, vows to go on."""

from dataclasses import replace

from tasks.language.parsed import Token
from tasks.language.wordlists import word_set
from tasks.measures.clauses import children, is_verb
from tasks.measures.cue_effects import OVERRIDING, apply_cue, is_chamber
from tasks.measures.ladder import ORDERS, speaks_against
from tasks.measures.lexicon import Cue, cue_of
from tasks.measures.modality import has_condition, modal, negation
from tasks.measures.outlook import with_verb
from tasks.measures.standing import RELIEVING, Mood, Standing

AVERTING = frozenset({"head", "avert", "prevent", "avoid", "forestall", "stop", "halt", "stave", "block"})
RESTRAINING = (None, Cue.ENACT, Cue.TIGHTEN)
FUTURE = frozenset({"will", "shall", "would"})
# "Will not hesitate to act", "will not shrink from sanctions": a warning.
HESITATING = frozenset({"hesitate", "hesitation", "shy", "shrink", "flinch", "balk", "waver"})
GOING_ON = frozenset({"continue", "keep", "go"})
# Verbs that restrict somebody anew each time: "will continue to sanction"; a miss: "will continue to ban".
PENALIZING = frozenset({"sanction", "penalize", "penalise", "punish", "designate", "blacklist", "target"})
KNOWN = frozenset({"the", "this", "these", "those", "its", "their", "our", "his", "her", "existing", "current"})
NEW = word_set("new")
# Verbs that in the present tell of a day to come: "the sanctions expire on Friday".
GRANTING = frozenset({"grant", "give", "announce", "approve", "provide", "deliver", "win", "receive", "secure", "get"})
ENDING = frozenset({"expire", "lapse", "end"})
SIGNED = ORDERS | {"bill", "legislation", "package", "measure", "it"}


def turned(word: Token, cue: Cue | None, below: Token, state: Standing) -> Standing | None:
    """Return the state after a word that turns the one below it round, or None for any other word."""
    return next((after for turn in TURNS if (after := turn(word, cue, below, state)) is not None), None)


def _warned_off(word: Token, cue: Cue | None, below: Token, state: Standing) -> Standing | None:
    """Read "warned Chad against imposing sanctions" makes them possible."""
    if cue not in (Cue.THREATEN, Cue.PROPOSE, Cue.REPORT, None) or not speaks_against(word, below):
        return None
    return replace(state, mood=Mood.POSSIBLE, is_told=True) if state.act in RESTRAINING else state


def _decided_against(word: Token, cue: Cue | None, below: Token, state: Standing) -> Standing | None:
    """Read "decided against imposing sanctions" refuses them; "decided against lifting them" keeps them."""
    if cue is not Cue.DECIDE or word.lemma_.lower() != "decide" or not speaks_against(word, below):
        return None
    if state.act in RELIEVING:
        return replace(state, act=Cue.HOLD, mood=Mood.REAL)
    return replace(state, mood=Mood.REFUSED, is_told=True)


def _not_averted(word: Token, cue: Cue | None, below: Token, state: Standing) -> Standing | None:
    """Read "failed to head off sanctions" leaves them; "refused to rule out sanctions" leaves them possible."""
    if cue is not Cue.REFUSE:
        return None
    if word.lemma_.lower() in ("fail", "failure", "inability") and below.lemma_.lower() in AVERTING:
        return state
    if below.lemma_.lower() == "rule" and state.mood is Mood.REFUSED:
        return replace(state, mood=Mood.POSSIBLE)
    return None


def _not_ruled_out(word: Token, cue: Cue | None, below: Token, state: Standing) -> Standing | None:
    """Read "has not ruled out sanctions", "without excluding an embargo": they stay possible."""
    is_denied = negation(word) is not None or word.head.lower_ == "without"
    if cue is Cue.REFUSE and is_verb(word) and word.lemma_.lower() in ("rule", "exclude", "preclude") and is_denied:
        return replace(state, mood=Mood.POSSIBLE, is_told=True)
    return None


def _hesitated(word: Token, cue: Cue | None, below: Token, state: Standing) -> Standing | None:
    """Read "will not hesitate to impose sanctions" warns of them; "did not hesitate to" tells that it was done."""
    if word.lemma_.lower() not in HESITATING or negation(word) is None:
        return None
    verb = word if is_verb(word) else word.head
    if modal(verb) not in FUTURE:
        return state
    return replace(state, mood=Mood.THREATENED if state.act in RESTRAINING else Mood.POSSIBLE, is_told=True)


def _went_on(word: Token, cue: Cue | None, below: Token, state: Standing) -> Standing | None:
    """Read "will continue to impose sanctions" warns of more; "will continue to enforce the ban" keeps it."""
    is_vow = word.lemma_.lower() in GOING_ON and modal(word) in FUTURE and below.dep_ in ("xcomp", "pcomp", "ccomp")
    if not is_vow or state.act not in (Cue.ENACT, Cue.TIGHTEN) or negation(word) is not None:
        return None
    is_anew = below.lemma_.lower() in PENALIZING or (
        cue_of(below) in (Cue.ENACT, Cue.TIGHTEN)
        and any(not KNOWN & {child.lower_ for child in thing.children} and _is_many(thing) for thing in children(below, "dobj"))
    )
    return replace(state, mood=Mood.THREATENED, is_told=True) if is_anew else None


def _is_many(noun: Token) -> bool:
    return noun.tag_ == "NNS" or any(child.lower_ in NEW for child in noun.children)


def _withdrawn(word: Token, cue: Cue | None, below: Token, state: Standing) -> Standing | None:
    """Read "dropped its threat to impose sanctions", "shelved plans for an embargo": refused."""
    is_unmade = state.mood in (Mood.THREATENED, Mood.WANTED, Mood.POSSIBLE) and state.act in RESTRAINING
    is_given_up = cue is Cue.LIFT and is_verb(word) and word.lemma_.lower() != "suspend" and negation(word) is None
    if is_unmade and is_given_up and not is_verb(below) and cue_of(below) in (Cue.THREATEN, Cue.PROPOSE):
        return with_verb(word, replace(state, act=state.act or Cue.ENACT, mood=Mood.REFUSED, is_told=True))
    return None


def _signed(word: Token, cue: Cue | None, below: Token, state: Standing) -> Standing | None:
    """Read "signed a bill that bans imports" makes it real; a miss: "signed a letter that asks for a ban"."""
    if word.lemma_.lower() != "sign" or not is_verb(word) or below.lemma_.lower() not in SIGNED:
        return None
    if state.mood in (Mood.THREATENED, Mood.REFUSED, Mood.DENIED):
        return None
    return with_verb(word, replace(state, mood=Mood.REAL, is_told=True))


def _ended_order(word: Token, cue: Cue | None, below: Token, state: Standing) -> Standing | None:
    """Read "revoked the order that imposed sanctions" lifts them, "renewed a decree imposing sanctions" extends them."""
    if cue not in (*RELIEVING, Cue.EXTEND) or below.lemma_.lower() not in ORDERS or state.act not in (None, Cue.ENACT):
        return None
    if not is_verb(word) or word.lower_ == "issued":
        return None
    return with_verb(word, replace(state, act=cue, mood=Mood.REAL, is_told=True, cue=word))


def _only_supposed(word: Token, cue: Cue | None, below: Token, state: Standing) -> Standing | None:
    """Read "an end to the embargo would help" ends nothing; a miss: "the end of the embargo helped"."""
    verb = word.head
    if cue is None or cue not in RELIEVING or is_verb(word) or word.dep_ not in ("nsubj", "nsubjpass") or not is_verb(verb):
        return None
    if modal(verb) not in ("would", "could", "may", "might", "should"):
        return None
    return replace(apply_cue(cue, word, state), mood=Mood.POSSIBLE)


def _reserved(word: Token, cue: Cue | None, below: Token, state: Standing) -> Standing | None:
    """Read "reserves the right to impose sanctions" is the sender's own warning."""
    if word.lemma_.lower() == "reserve" and below.lemma_.lower() == "right" and state.act in RESTRAINING:
        return replace(state, mood=Mood.THREATENED, is_told=True)
    return None


def _held_open(word: Token, cue: Cue | None, below: Token, state: Standing) -> Standing | None:
    """Read "left open the possibility of sanctions": nothing is kept."""
    return state if cue is Cue.HOLD and state.act is None and state.mood is not Mood.REAL else None


def _ends_later(word: Token, cue: Cue | None, below: Token, state: Standing) -> Standing | None:
    """Read "the sanctions expire on January 31": until then they stand."""
    is_dated = any(prep.lower_ in ("on", "in", "at") for prep in children(word, "prep")) or bool(children(word, "npadvmod"))
    if cue is not Cue.LIFT or word.lemma_.lower() not in ENDING or word.tag_ not in ("VBZ", "VBP", "VB") or not is_dated:
        return None
    return replace(state, act=Cue.HOLD, is_told=True, cue=word) if state.act is None and below.dep_ == "nsubj" else None


def _let_end(word: Token, cue: Cue | None, below: Token, state: Standing) -> Standing | None:
    """Read "the sanctions were allowed to expire"."""
    ends = [act for act in children(word, "xcomp", "ccomp") if act.lemma_.lower() in ENDING]
    if word.lemma_.lower() not in ("allow", "let", "leave") or below.dep_ not in ("nsubjpass", "dobj") or not ends:
        return None
    return with_verb(word, replace(state, act=Cue.LIFT, is_told=True, cue=ends[0]))


def _ordered_ended(word: Token, cue: Cue | None, below: Token, state: Standing) -> Standing | None:
    """Read "ordered the sanctions to be lifted"."""
    ended = [act for act in children(word, "xcomp", "ccomp") if cue_of(act) in RELIEVING and children(act, "auxpass")]
    if word.lemma_.lower() not in ("order", "direct", "instruct") or below.dep_ not in ("nsubjpass", "dobj") or not ended:
        return None
    return with_verb(word, replace(state, act=cue_of(ended[0]), mood=Mood.REAL, is_told=True, cue=ended[0]))


def _due_to_end(word: Token, cue: Cue | None, below: Token, state: Standing) -> Standing | None:
    """Read "is due to lift the ban on Monday": decided."""
    is_due = word.lower_ == "due" and below.dep_ == "xcomp" and state.act in RELIEVING and state.mood is Mood.REAL
    return replace(state, mood=Mood.COMING, is_told=True) if is_due else None


def _passed_by_chamber(word: Token, cue: Cue | None, below: Token, state: Standing) -> Standing | None:
    """Read "the Senate passed the ban": one chamber makes no law yet."""
    is_vote = cue is Cue.ENACT and is_verb(word) and word.lemma_.lower() not in OVERRIDING
    if not is_vote or state.act not in (None, Cue.ENACT) or state.mood not in (Mood.REAL, Mood.POSSIBLE) or not is_chamber(word):
        return None
    return replace(state, act=cue, mood=Mood.POSSIBLE, is_told=True, cue=state.cue or word)


def _promised(word: Token, cue: Cue | None, below: Token, state: Standing) -> Standing | None:
    """Read "promised more sanctions if the arrests go on": a warning."""
    is_vow = is_verb(word) and word.lemma_.lower() in ("promise", "pledge", "vow") and has_condition(word)
    return replace(state, mood=Mood.THREATENED, is_told=True) if is_vow and state.act in RESTRAINING else None


def _carried_out(word: Token, cue: Cue | None, below: Token, state: Standing) -> Standing | None:
    """Read "made good on its threat to impose sanctions": it is done."""
    is_done = word.lemma_.lower() in ("make", "carry", "follow", "fulfil", "fulfill", "deliver") and word.tag_ in ("VBD", "VBN")
    if not is_done or below.lemma_.lower() not in ("threat", "promise", "vow", "pledge", "warning") or modal(word) is not None:
        return None
    is_denied = negation(word) is not None or any(child.dep_ == "mark" for child in word.children)
    return None if is_denied else replace(state, act=state.act or Cue.ENACT, mood=Mood.REAL, is_told=True)


def _yet_to(word: Token, cue: Cue | None, below: Token, state: Standing) -> Standing | None:
    """Read "has yet to impose sanctions": they are not made."""
    beside = {child.lower_ for child in (*word.children, *below.children)}
    is_open = word.lemma_ in ("have", "be", "remain") and "yet" in beside
    if not is_open or below.dep_ not in ("xcomp", "ccomp") or state.act not in (*RESTRAINING, *RELIEVING):
        return None
    return replace(state, mood=Mood.POSSIBLE, is_told=True) if modal(below) == "to" else None


def _put_on_hold(word: Token, cue: Cue | None, below: Token, state: Standing) -> Standing | None:
    """Read "put its tariffs on hold": suspended, unless they were only planned."""
    on = [prep for prep in children(word, "prep") if prep.lower_ == "on"]
    is_stopped = any(thing.lower_ in ("hold", "ice") for prep in on for thing in children(prep, "pobj"))
    is_held = word.lemma_.lower() in ("put", "place") and is_stopped
    if not is_held or state.mood is not Mood.REAL or state.act is not None:
        return state if is_held else None
    return with_verb(word, replace(state, act=Cue.LIFT, is_told=True, cue=word))


def _merely_allowed(word: Token, cue: Cue | None, below: Token, state: Standing) -> Standing | None:
    """Read "an order that would allow sanctions": a power, no act."""
    is_power = word.lemma_.lower() in ("allow", "permit", "enable", "pave", "clear") and is_verb(word)
    is_new = state.act is None and not is_verb(below) and not KNOWN & {child.lower_ for child in below.children}
    if is_power and is_new and below.dep_ in ("dobj", "pobj") and negation(word) is None:
        return replace(state, mood=Mood.POSSIBLE, is_told=True, cue=word)
    return None


def _shunned(word: Token, cue: Cue | None, below: Token, state: Standing) -> Standing | None:
    """Read "is not considering sanctions": ruled out."""
    is_shunned = cue is Cue.CONSIDER and word.tag_ == "VBG" and negation(word) is not None
    return replace(state, mood=Mood.REFUSED, is_told=True) if is_shunned and state.act in RESTRAINING else None


def _left_open(word: Token, cue: Cue | None, below: Token, state: Standing) -> Standing | None:
    """Read "will decide on Friday whether to extend the ban": not decided."""
    is_asked = cue is Cue.DECIDE and is_verb(word) and any(mark.lower_ == "whether" for mark in below.children)
    return replace(state, mood=Mood.POSSIBLE, is_told=True) if is_asked else None


def _resolved(word: Token, cue: Cue | None, below: Token, state: Standing) -> Standing | None:
    """Read "is determined to impose sanctions": a warning."""
    is_resolute = word.lower_ == "determined" and any(be.lemma_ == "be" for be in (word.head, *children(word, "auxpass", "cop")))
    return replace(state, mood=Mood.THREATENED, is_told=True) if is_resolute and state.act in RESTRAINING else None


def _ahead(word: Token, cue: Cue | None, below: Token, state: Standing) -> Standing | None:
    """Read "the impending expiration of the embargo", "a possible end to the ban": nothing is ended yet."""
    if cue is None or cue not in RELIEVING or is_verb(word):
        return None
    if not any(
        cue_of(child) in (Cue.PLAN, Cue.CONSIDER, Cue.PROPOSE, Cue.THREAT_TO) for child in children(word, "amod", "compound")
    ):
        return None
    return replace(apply_cue(cue, word, state), mood=Mood.POSSIBLE)


def _relief(word: Token, cue: Cue | None, below: Token, state: Standing) -> Standing | None:
    """Read "sanctions relief": only spoken of, unless it is granted."""
    if word.lower_ != "relief" or is_verb(word) or cue is not Cue.EASE:
        return None
    is_given = word.dep_ == "pobj" or (word.dep_ in ("dobj", "nsubjpass") and word.head.lemma_.lower() in GRANTING)
    return replace(apply_cue(cue, word, state), mood=Mood.REAL if is_given else Mood.POSSIBLE)


def _meant_to(word: Token, cue: Cue | None, below: Token, state: Standing) -> Standing | None:
    """Read "the embargo was meant to make a truce": a purpose, no plan for sanctions."""
    is_purpose = word.lemma_.lower() in ("intend", "aim", "mean", "design") and is_verb(word)
    return state if is_purpose and below.dep_ in ("nsubj", "nsubjpass") and children(word, "xcomp") else None


TURNS = (
    _meant_to,
    _relief,
    _shunned,
    _left_open,
    _resolved,
    _ahead,
    _held_open,
    _ends_later,
    _let_end,
    _ordered_ended,
    _due_to_end,
    _passed_by_chamber,
    _promised,
    _carried_out,
    _yet_to,
    _put_on_hold,
    _merely_allowed,
    _warned_off,
    _decided_against,
    _not_averted,
    _not_ruled_out,
    _hesitated,
    _went_on,
    _withdrawn,
    _signed,
    _ended_order,
    _only_supposed,
    _reserved,
)
