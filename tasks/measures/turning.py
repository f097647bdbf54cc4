"""Words that turn round what the words below them say: refused refusals, dropped threats, revoked orders, vows to go on."""

from dataclasses import replace

from tasks.language.parsed import Token
from tasks.language.wordlists import word_set
from tasks.measures.clauses import children, is_verb
from tasks.measures.cue_effects import apply_cue
from tasks.measures.ladder import ORDERS, speaks_against
from tasks.measures.lexicon import Cue, cue_of
from tasks.measures.modality import modal, negation
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
SIGNED = ORDERS | {"bill", "legislation", "package", "measure", "it"}


def turned(word: Token, cue: Cue | None, below: Token, state: Standing) -> Standing | None:
    """Return the state after a word that turns the one below it round, or None for any other word."""
    return next((after for turn in TURNS if (after := turn(word, cue, below, state)) is not None), None)


def _warned_off(word: Token, cue: Cue | None, below: Token, state: Standing) -> Standing | None:
    """ "Warned Chad against imposing sanctions" makes them possible."""
    if cue not in (Cue.THREATEN, Cue.PROPOSE, Cue.REPORT, None) or not speaks_against(word, below):
        return None
    return replace(state, mood=Mood.POSSIBLE, is_told=True) if state.act in RESTRAINING else state


def _decided_against(word: Token, cue: Cue | None, below: Token, state: Standing) -> Standing | None:
    """ "Decided against imposing sanctions" refuses them; "decided against lifting them" keeps them."""
    if cue is not Cue.DECIDE or word.lemma_.lower() != "decide" or not speaks_against(word, below):
        return None
    if state.act in RELIEVING:
        return replace(state, act=Cue.HOLD, mood=Mood.REAL)
    return replace(state, mood=Mood.REFUSED, is_told=True)


def _not_averted(word: Token, cue: Cue | None, below: Token, state: Standing) -> Standing | None:
    """ "Failed to head off sanctions" leaves them; "refused to rule out sanctions" leaves them possible."""
    if cue is not Cue.REFUSE:
        return None
    if word.lemma_.lower() in ("fail", "failure", "inability") and below.lemma_.lower() in AVERTING:
        return state
    if below.lemma_.lower() == "rule" and state.mood is Mood.REFUSED:
        return replace(state, mood=Mood.POSSIBLE)
    return None


def _not_ruled_out(word: Token, cue: Cue | None, below: Token, state: Standing) -> Standing | None:
    """ "Has not ruled out sanctions", "without excluding an embargo": they stay possible."""
    is_denied = negation(word) is not None or word.head.lower_ == "without"
    if cue is Cue.REFUSE and is_verb(word) and word.lemma_.lower() in ("rule", "exclude") and is_denied:
        return replace(state, mood=Mood.POSSIBLE, is_told=True)
    return None


def _hesitated(word: Token, cue: Cue | None, below: Token, state: Standing) -> Standing | None:
    """ "Will not hesitate to impose sanctions" warns of them; "did not hesitate to" tells that it was done."""
    if word.lemma_.lower() not in HESITATING or negation(word) is None:
        return None
    verb = word if is_verb(word) else word.head
    if modal(verb) not in FUTURE:
        return state
    return replace(state, mood=Mood.THREATENED if state.act in RESTRAINING else Mood.POSSIBLE, is_told=True)


def _went_on(word: Token, cue: Cue | None, below: Token, state: Standing) -> Standing | None:
    """ "Will continue to impose sanctions" warns of more; "will continue to enforce the ban" keeps it."""
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
    """ "Dropped its threat to impose sanctions", "shelved plans for an embargo": refused."""
    is_unmade = state.mood in (Mood.THREATENED, Mood.WANTED, Mood.POSSIBLE) and state.act in RESTRAINING
    is_given_up = cue is Cue.LIFT and is_verb(word) and word.lemma_.lower() != "suspend" and negation(word) is None
    if is_unmade and is_given_up and not is_verb(below) and cue_of(below) in (Cue.THREATEN, Cue.PROPOSE):
        return with_verb(word, replace(state, act=state.act or Cue.ENACT, mood=Mood.REFUSED, is_told=True))
    return None


def _signed(word: Token, cue: Cue | None, below: Token, state: Standing) -> Standing | None:
    """ "Signed a bill that bans imports" makes it real; a miss: "signed a letter that asks for a ban"."""
    if word.lemma_.lower() != "sign" or not is_verb(word) or below.lemma_.lower() not in SIGNED:
        return None
    if state.mood in (Mood.THREATENED, Mood.REFUSED, Mood.DENIED):
        return None
    return with_verb(word, replace(state, mood=Mood.REAL, is_told=True))


def _ended_order(word: Token, cue: Cue | None, below: Token, state: Standing) -> Standing | None:
    """ "Revoked the order that imposed sanctions" lifts them, "renewed a decree imposing sanctions" extends them."""
    if cue not in (*RELIEVING, Cue.EXTEND) or below.lemma_.lower() not in ORDERS or state.act not in (None, Cue.ENACT):
        return None
    if not is_verb(word) or word.lower_ == "issued":
        return None
    return with_verb(word, replace(state, act=cue, mood=Mood.REAL, is_told=True, cue=word))


def _only_supposed(word: Token, cue: Cue | None, below: Token, state: Standing) -> Standing | None:
    """ "An end to the embargo would help" ends nothing; a miss: "the end of the embargo helped"."""
    verb = word.head
    if cue is None or cue not in RELIEVING or is_verb(word) or word.dep_ not in ("nsubj", "nsubjpass") or not is_verb(verb):
        return None
    if modal(verb) not in ("would", "could", "may", "might", "should"):
        return None
    return replace(apply_cue(cue, word, state), mood=Mood.POSSIBLE)


def _reserved(word: Token, cue: Cue | None, below: Token, state: Standing) -> Standing | None:
    """ "Reserves the right to impose sanctions" is the sender's own warning."""
    if word.lemma_.lower() == "reserve" and below.lemma_.lower() == "right" and state.act in RESTRAINING:
        return replace(state, mood=Mood.THREATENED, is_told=True)
    return None


TURNS = (
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
