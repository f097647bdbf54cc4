"""The words by which somebody takes a side, each read by itself: what it makes of where the words below it lean."""

from dataclasses import replace

from tasks.language.parsed import Token
from tasks.language.wordlists import word_set
from tasks.measures.clauses import agent, children, is_passive, is_verb
from tasks.measures.idioms import idiom_stance
from tasks.measures.lean import Lean, Step, denied, signed
from tasks.measures.lexicon import Cue, cue_of, singular
from tasks.measures.modality import modal
from tasks.measures.topics import RELIEF, is_feeling, stance_of
from warehouse.codes import Stance

WISHING = word_set("wishing")
# What a wish denied still says: "does not want sanctions"; a miss: "did not ask for sanctions".
WANTING = word_set("wanting")
# Heads whose "against" takes a side: "spoke against", "the case against"; a miss: "measures against".
TAKING_AGAINST = word_set("taking_against")
# What is no stand until it is refused: "refused to join the embargo".
JOINING = word_set("joining")
# What is a stand where it is intended: "vowed to defy the embargo"; a miss: "firms that defy the embargo".
SHUNNING = word_set("shunning")
REFUSING = word_set("refusing")
# Verbs that lend a noun of stance to their subject: "Norway voiced regret", "led the opposition".
VOICING = word_set("voicing")
# What has to be there before an act is right: "no reason to lift", "saw no need for sanctions".
GROUNDS = word_set("grounds")
PERCEIVING = frozenset({"be", "have", "see", "find", "exist"})
# Verbs of speech by which somebody counsels: "warned the union not to lift".
COUNSELLING = word_set("counselling")
# Who is what: "is an opponent of", "a critic of the embargo".
SIDE_TAKERS = {
    **dict.fromkeys(("opponent", "critic", "foe"), Stance.OPPOSES),
    **dict.fromkeys(("supporter", "backer", "advocate", "proponent", "champion"), Stance.SUPPORTS),
}
# "gave up its demand for an embargo" demands it no more.
GIVING_UP = frozenset({"give", "drop", "abandon", "withdraw", "renounce"})
STANDING_BY = {
    *((prep, verb) for prep in ("behind", "by") for verb in ("stand", "stick")),
    *(("behind", verb) for verb in ("be", "rally", "line", "unite", "close", "swing", "get", "fall")),
    ("for", "speak"),
}
KEEPING = frozenset({Cue.HOLD, Cue.EXTEND, Cue.TIGHTEN})
STAYING = frozenset({"stay", "remain", "continue", "stand", "last"})
DEONTIC = frozenset({"should", "must", "ought"})
INTENDING = frozenset({"will", "would", "to"})


def against(step: Step, lean: Lean) -> Lean | None:
    """Read "against" and "behind": "spoke against", "is against lifting it"; beside a word of stance they add nothing."""
    if (step.preposition, step.word.lemma_.lower()) in STANDING_BY and lean.word is None:
        return signed(lean.told(step.word), step.word)
    if step.preposition != "against" or stance_of(step.word) is not None:
        return None
    if step.word.lemma_.lower() not in TAKING_AGAINST:
        return None
    return signed(lean.turned().told(step.word, is_wish=False), step.word)


def accused(step: Step, lean: Lean) -> Lean | None:
    """Read a charge that is the measure itself: "accused Oslo of using the embargo"; a miss: "of breaking the embargo"."""
    below = next(iter(children(step.below, "pcomp")), None) if step.preposition in ("of", "by") else None
    is_made = below is not None and (cue_of(below) in (*KEEPING, *RELIEF, Cue.ENACT) or below.lemma_.lower() in ("use", "wield"))
    if step.word.lemma_.lower() != "accuse" or lean.word is not None or not is_made:
        return None
    return signed(lean.turned().told(step.word), step.word)


def by_stance(step: Step, lean: Lean) -> Lean | None:
    """Read a word of stance: "backed", "opposition to", "critical of"; who is a critic is one."""
    word = step.word
    told = reaction(word) if lean.word is None else None
    stance = SIDE_TAKERS.get(singular(word.lower_)) if word.pos_ == "NOUN" else None
    stance = stance or told or idiom_stance(step) or stance_of(word)
    if stance is None or stance is Stance.ABSTAINS or _is_other_sense(step):
        return None
    if word.lemma_.lower() in WORRYING and not (lean.is_relieved or _is_at_draft(step)):
        return None
    if word.lemma_.lower() == "approve" and step.preposition != "of":  # who approves a ban makes it
        return None
    moved = signed(lean.turned() if stance is Stance.OPPOSES else lean, word)
    return moved.told(word, is_wish=False, is_said=_is_impersonal(step))


# Mere concern at a measure is no side; concern at its end, or at what a draft would do, is one.
WORRYING = frozenset({"concern", "concerned", "alarm", "alarmed", "worry", "worried"})


# What is not made yet, and can still be stopped.
DRAFTED = frozenset({"provision", "bill", "legislation", "amendment", "proposal", "plan", "draft", "clause"})


def _is_at_draft(step: Step) -> bool:
    """Say whether a concern is about what is only proposed: "concerned about provisions that would"."""
    return any(singular(thing.lower_) in DRAFTED for thing in children(step.below, "pobj"))


# How a reaction that is told by a noun leans: "a favourable reaction to", "an angry response to".
KIND_REACTIONS = word_set("kind_reactions")
ANGRY_REACTIONS = word_set("angry_reactions")


def reaction(word: Token) -> Stance | None:
    """Return the stance of how somebody reacts: "reacted angrily to", "an angry response to", "a protest note"."""
    if singular(word.lower_) in ("reaction", "response", "reception", "welcome"):
        kinds = {child.lower_ for child in children(word, "amod")}
        return Stance.OPPOSES if kinds & ANGRY_REACTIONS else Stance.SUPPORTS if kinds & KIND_REACTIONS else None
    return _reaction(word)


ANGRILY = frozenset({"angrily", "bitterly", "furiously", "sharply", "indignantly"})


def _reaction(verb: Token) -> Stance | None:
    if verb.lemma_.lower() in VOICING - {"react", "respond"} and is_verb(verb):  # "sent a protest note", "a letter of protest"
        inner = (word for thing in children(verb, "dobj") for word in thing.subtree)
        return Stance.OPPOSES if any(word.lower_ == "protest" and word.head.dep_ != "ROOT" for word in inner) else None
    if verb.lemma_.lower() not in ("react", "respond"):
        return None
    manners = {child.lower_ for child in children(verb, "advmod")}
    nouns = [noun for prep in children(verb, "prep") if prep.lower_ == "with" for noun in children(prep, "pobj")]
    if manners & ANGRILY:
        return Stance.OPPOSES
    return next((stance for noun in nouns if (stance := stance_of(noun)) is not None), None)


def _is_other_sense(step: Step) -> bool:
    """Say whether a word of stance has the measure as its doer or its place: "the ban challenges", "backed by a ban"."""
    word = step.word
    if word.lemma_.lower() == "back" and {"away", "off", "down"} & {child.lower_ for child in word.children}:
        return True
    if word.lemma_.lower() == "fight" and (step.preposition == "for" or step.below.dep_ in ("xcomp", "advcl")):
        return True
    if is_verb(word) and step.below.dep_ == "nsubj" and not is_passive(word):
        return not is_feeling(word)
    is_means = is_verb(word) and is_passive(word) and step.preposition in ("with", "by", "through")
    return is_means and not is_feeling(word)


def _is_impersonal(step: Step) -> bool:
    """Say whether a judgement has no holder of its own: "it would be wrong to lift", "a mistake to lift"."""
    return step.word.pos_ == "ADJ" and step.below.dep_ in ("xcomp", "ccomp", "advcl", "csubj")


def refused(step: Step, lean: Lean) -> Lean | None:
    """Read a refusal: "refused to support", "ruled out support"; a sender's "refused to lift" tells a status."""
    word = step.word
    if word.lower_ not in UNWILLING and (word.lemma_.lower() not in REFUSING or not is_verb(word)):
        return None
    if (lean.word is None and not lean.is_weak) or not _rules_out(word):
        return None
    if step.below.dep_ == "xcomp" and stance_of(step.below) is Stance.OPPOSES:  # who refuses to condemn does not support
        return Lean()
    return signed(lean.turned().told(word, is_wish=False), word)


UNWILLING = frozenset({"reluctant", "unwilling"})


def _rules_out(verb: Token) -> bool:
    """Say whether a verb refuses as it stands: "ruled out", "turned down"; a miss: "ruled that"."""
    particle = PARTICLES.get(verb.lemma_.lower())
    return particle is None or any(child.lower_ == particle for child in verb.children)


PARTICLES = {"rule": "out", "turn": "down", "back": "away"}


def joined(step: Step, lean: Lean) -> Lean | None:
    """Read a word of joining in, which is a side only where it is denied, and of shunning, where it is intended."""
    word = step.word
    term = word.lemma_.lower()
    if term in SHUNNING and is_verb(word):
        is_meant = modal(word) in INTENDING and step.below.dep_ in ("dobj", "nsubjpass", "prep")
        return lean.turned().told(word) if is_meant and not denied(word) else None
    if (term not in JOINING and not _takes_part(word)) or lean.word is not None or lean.is_relieved:
        return None
    if denied(word):
        return lean.turned().told(word, is_wish=False)
    return replace(lean, is_weak=True)


def _takes_part(word: Token) -> bool:
    """Say whether a verb and its particle join in: "take part", "go along"."""
    term, beside = word.lemma_.lower(), {child.lower_ for child in word.children}
    return (term == "take" and "part" in beside) or (term == "go" and "along" in beside)


# What undoes a measure, or spares somebody from it, where somebody asks for it.
RETHINKING = frozenset({"reconsider", "rethink", "exclude", "exempt", "exemption", "exclusion", "unpick", "undo"})


def changed(step: Step, lean: Lean) -> Lean | None:
    """Read what becomes of the measure: relief turns the side round, keeping does not; "should be lifted" is a side by itself."""
    word, cue = step.word, cue_of(step.word)
    if step.below.dep_ == "nsubj" and not is_passive(word) and children(word, "dobj"):  # what the measure does to another thing
        return None
    is_relief = cue in RELIEF or word.lemma_.lower() in RETHINKING
    is_stay = cue in KEEPING or word.lemma_.lower() in STAYING
    if not (is_relief or is_stay or cue is Cue.ENACT or _goes_ahead(step)):
        return None
    if lean.is_wish and word.lemma_.lower() in GIVING_UP:
        return None
    moved = signed(lean.turned() if is_relief else lean, word)
    if lean.word is not None:  # "dropped its opposition", "maintained its support"
        return moved.told(word)
    moved = replace(moved, is_relieved=lean.is_relieved or is_relief, is_kept=lean.is_kept or is_stay)
    is_demanded = is_verb(word) and modal(word) in DEONTIC and (is_relief or is_stay or denied(word))
    return moved.told(word, is_said=True) if is_demanded else moved


def _goes_ahead(step: Step) -> bool:
    """Say whether a verb carries a measure out: "proceed with", "go ahead with", "resort to"."""
    return (step.word.lemma_.lower(), step.preposition) in GOING_AHEAD


GOING_AHEAD = {("resort", "to"), *((verb, "with") for verb in ("proceed", "go", "press", "push", "forge", "move"))}


def grounds(step: Step, lean: Lean) -> Lean | None:
    """Read "no reason to lift", "time to lift", "too early to lift": the one who says it holds it, or who sees it."""
    word, term = step.word, singular(step.word.lower_)
    if lean.word is not None:
        return None
    is_denied = denied(word) or (word.head.lemma_.lower() in PERCEIVING and denied(word.head))
    if (term == "time" and step.below.dep_ in ("acl", "relcl", "xcomp")) or (term == "come" and _has_time(word)):
        return (lean.turned() if is_denied else lean).told(word, is_said=True)
    if term in ("early", "soon") and any(child.lower_ == "too" for child in word.children):
        return lean.turned().told(word, is_said=True)
    if term == "alternative" and step.preposition == "to" and is_denied:
        return lean.told(word, is_said=word.dep_ in ("attr", "nsubj"))
    is_for_it = step.preposition == "for" or (is_verb(step.below) and modal(step.below) == "to")
    if term in GROUNDS and word.pos_ == "NOUN" and is_denied and is_for_it:
        return lean.turned().told(word, is_said=word.dep_ in ("attr", "nsubj"))
    return None


def _has_time(verb: Token) -> bool:
    return any(child.lower_ == "time" for child in children(verb, "nsubj"))


def preferred(step: Step, lean: Lean) -> Lean | None:
    """Read counsel and preference: "warned it not to lift", "prefers talks to sanctions", "does not believe in sanctions"."""
    word, term = step.word, step.word.lemma_.lower()
    if term in COUNSELLING and is_verb(word) and lean.word is None:
        counsels = step.below.dep_ == "xcomp" and (lean.is_relieved or lean.is_kept or denied(step.below))
        return lean.told(word) if counsels else None
    if term == "prefer" and "to" in (step.preposition, *(prep.lower_ for prep in children(step.below, "prep"))):
        return lean.turned().told(word)
    if term == "vote" and step.below.dep_ in ("xcomp", "advcl") and (lean.is_relieved or lean.is_kept) and lean.word is None:
        return lean.told(word)
    disbelieves = (step.preposition, term) == ("in", "believe") and denied(word) and lean.word is None
    return lean.turned().told(word) if disbelieves else None


def wished(step: Step, lean: Lean) -> Lean | None:
    """Read a wish, a call, a campaign: whoever utters it holds the side."""
    word, term = step.word, step.word.lemma_.lower()
    is_by_nobody = is_verb(word) and is_passive(word) and agent(word) is None
    if is_by_nobody or not ((term in WISHING and _asks(step)) or _campaigns(step)):
        return None
    if denied(word):
        return lean.turned().told(word) if term in WANTING else None
    if lean.word is not None and not lean.is_said:
        return lean.told(word)
    is_wish = lean.stance is Stance.SUPPORTS and not (lean.is_relieved or lean.is_kept)
    return lean.told(word, is_wish=is_wish, is_said=False)


def _campaigns(step: Step) -> bool:
    """Say whether a verb and its object make a campaign: "launched a drive to end the embargo"."""
    word = step.word
    is_purpose = step.below.dep_ in ("advcl", "xcomp") and modal(step.below) == "to"
    return is_purpose and word.lemma_.lower() in VOICING and any(singular(n.lower_) in WISHING for n in children(word, "dobj"))


def _asks(step: Step) -> bool:
    """Say whether a word of wishing asks for something: "called for", "a call for"; a miss: "argued that the ban is unjust"."""
    word, term = step.word, step.word.lemma_.lower()
    if word.head.lemma_.lower() in GIVING_UP and word.dep_ == "dobj":
        return False
    if term == "argue":
        return step.preposition == "for" or any(child.lower_ == "for" for child in children(step.below, "mark"))
    if term == "fight":
        return step.preposition == "for" or step.below.dep_ in ("xcomp", "advcl")
    if term == "like":
        return modal(word) == "would"
    if term == "prefer":
        return step.below.dep_ in ("dobj", "xcomp")
    return term != "call" or not is_verb(word) or cue_of(word) is not None
