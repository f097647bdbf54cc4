"""Follow a topic up to who takes a side on it, and add up the words between: relief, refusal and negation turn the side round."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from tasks.language.parsed import Token
from tasks.language.wordlists import word_set
from tasks.measures.clauses import OBJECT_CONTROL, agent, children, is_finite, is_passive, is_verb
from tasks.measures.lexicon import Cue, cue_of, inflected_triggers, singular
from tasks.measures.modality import modal, negation
from tasks.measures.topics import OPPOSITE, RELIEF, is_feeling, is_topic, stance_of
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
CUT_OFF = word_set("cut_off") - {"against"}


@dataclass(frozen=True)
class Lean:
    """Where the words up to one place lean: a side on the restriction, and how it was told.

    `word` takes the side; `is_weak` until a refusal makes it one; `is_said` where the one who says it holds it.
    """

    stance: Stance = Stance.SUPPORTS
    word: Token | None = None
    is_relieved: bool = False
    is_kept: bool = False
    is_weak: bool = False
    is_wish: bool = False
    is_said: bool = False
    term: str = ""

    def turned(self) -> "Lean":
        """Return the opposite."""
        return replace(self, stance=OPPOSITE[self.stance])

    def told(self, word: Token, **changes: bool) -> "Lean":
        """Return the same, told by a word."""
        return replace(self, word=word, term=self.term or word.lemma_.lower(), is_weak=False, **changes)


@dataclass(frozen=True)
class Step:
    """One word above a topic, the word below by which it was reached, and the preposition between them."""

    word: Token
    below: Token
    preposition: str


def steps(topic: Token) -> Iterator[Step]:
    """Yield the words above a topic, from the nearest up, through the clauses they complete."""
    below, preposition = topic, ""
    while below.head.i != below.i:
        link, upper = below.dep_, below.head
        if link == "parataxis" or (link in ("advcl", "relcl") and is_finite(below)):
            return
        if link == "conj":
            below = upper
            continue
        if upper.pos_ in ("ADP", "SCONJ", "PART") and upper.dep_ in ("prep", "agent", "dative"):
            is_means = link == "pcomp" and upper.lower_ in ("by", "in", "of")
            if (upper.dep_ == "agent" or upper.lower_ in CUT_OFF) and not is_means:
                return
            below, preposition = upper, upper.lower_
            noun = _noun_before(upper)
            if noun is not None:
                yield Step(noun, upper, preposition)
                below = noun
                yield Step(upper.head, noun, "")
                below, preposition = upper.head, ""
            continue
        yield Step(upper, below, preposition)
        below, preposition = upper, ""


def _noun_before(preposition: Token) -> Token | None:
    """Return the noun of stance that a preposition hung on the verb belongs to: "withdrew its objections to the embargo"."""
    verb = preposition.head
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
        if moved is None or (is_act and moved.word is None and is_verb(word) and cue_of(word) is None and not moved.is_weak):
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
    if (_is_hoped(word) and singular(step.below.lower_) not in GROUNDS) or (lean.word is None and _is_aside(step, lean)):
        return None
    for read in (_against, _stance, _refused, _joined, _wished, _changed, _grounds):
        moved = read(step, lean)
        if moved is not None:
            return moved
    if step.below.dep_ == "nsubj" and is_verb(word) and not is_passive(word):  # what a measure does is a verdict's matter
        return None
    return _carried(step, lean)


def _is_hoped(word: Token) -> bool:
    """Say whether a word makes all below it a hope, a condition, or a mere possibility; "could not back" is a stance."""
    if modal(word) in ("may", "might", "could") and negation(word) is None:
        return True
    if any(child.lower_ in ("if", "unless", "whether") for child in children(word, "mark")):
        return True
    if word.lemma_.lower() in ("veto", "block", "urge", "insist") and denied(word):  # who does not veto need not support
        return True
    return word.lemma_.lower() in ONLY_HOPED and not _has_faith(word)


def _is_aside(step: Step, lean: Lean) -> bool:
    """Say whether a word has another matter: talks on the measure, its effect, its breach; to consider relief is to ask for it."""
    word = step.word
    below = step.below
    if below.dep_ == "ccomp" and is_verb(below) and cue_of(below) is None and modal(below) not in DEONTIC:
        return word.lemma_.lower() not in JUDGING and below.lemma_.lower() not in STAYING and below.lower_ not in inflected_triggers()
    if below.pos_ == "NOUN" and singular(below.lower_) in REPORTS and word.lemma_.lower() in DISMISSING:
        return True
    if word.lemma_.lower() in BREAKING or (cue_of(word) is Cue.CONSIDER and not lean.is_relieved):
        return True
    if word.pos_ != "NOUN" or not step.preposition or word.head.lemma_ == "prefer":
        return False
    is_part = singular(word.lower_) in PARTITIVE | GROUNDS | WISHING | JOINING or singular(word.lower_) in SIDE_TAKERS
    return not (is_part or is_topic(word) or cue_of(word) is not None or stance_of(word) is not None)


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


def denied(word: Token) -> bool:
    """Say whether a verb or noun is denied: "did not", "no longer", "neither Norway nor Japan", "nobody", "no objection"."""
    no = negation(word)
    if no is not None and no.i + 1 < word.i and no.nbor().lower_ == "but":  # "cannot but deplore"
        return False
    if no is not None or word.lower_ == "nothing" or (word.head.lemma_ == "be" and negation(word.head) is not None and not is_finite(word)):
        return True
    if any(child.lower_ in ("longer", "hardly") for child in children(word, "advmod")):
        return True
    doers = children(word, "nsubj", "nsubjpass")
    return any(child.lower_ in ("neither", "none", "no") for doer in doers for child in (doer, *children(doer, "preconj", "cc", "det")))


def _signed(lean: Lean, word: Token) -> Lean:
    return lean.turned() if denied(word) else lean


def _against(step: Step, lean: Lean) -> Lean | None:
    """Read "against" and "behind": "spoke against", "is against lifting it"; beside a word of stance they add nothing."""
    if (step.preposition, step.word.lemma_.lower()) in STANDING_BY and lean.word is None:
        return _signed(lean.told(step.word), step.word)
    if step.preposition != "against" or stance_of(step.word) is not None:
        return None
    if step.word.lemma_.lower() not in TAKING_AGAINST:
        return None
    return _signed(lean.turned().told(step.word, is_wish=False), step.word)


def _stance(step: Step, lean: Lean) -> Lean | None:
    """Read a word of stance: "backed", "opposition to", "critical of"; who is a critic is one."""
    word = step.word
    reaction = _reaction(word) if lean.word is None else None
    stance = SIDE_TAKERS.get(singular(word.lower_)) if word.pos_ == "NOUN" else reaction
    stance = stance or stance_of(word)
    if stance is None or stance is Stance.ABSTAINS or _is_other_sense(step):
        return None
    if word.lemma_.lower() in WORRYING and not lean.is_relieved:
        return None
    if word.lemma_.lower() == "approve" and step.preposition != "of":  # who approves a ban makes it
        return None
    moved = _signed(lean.turned() if stance is Stance.OPPOSES else lean, word)
    return moved.told(word, is_wish=False, is_said=_is_impersonal(step))


# Mere concern at a measure is no side; concern at its end is one.
WORRYING = frozenset({"concern", "concerned", "alarm", "alarmed", "worry", "worried"})


def _reaction(verb: Token) -> Stance | None:
    """Return the stance of how somebody reacts: "reacted angrily to", "responded with fury to"."""
    if verb.lemma_.lower() in VOICING - {"react", "respond"} and is_verb(verb):  # "sent a protest note", "a letter of protest"
        inner = (word for thing in children(verb, "dobj") for word in thing.subtree)
        return Stance.OPPOSES if any(word.lower_ == "protest" and word.head.dep_ != "ROOT" for word in inner) else None
    if verb.lemma_.lower() not in ("react", "respond"):
        return None
    manners = {child.lower_ for child in children(verb, "advmod")}
    nouns = [noun for prep in children(verb, "prep") if prep.lower_ == "with" for noun in children(prep, "pobj")]
    if manners & {"angrily", "bitterly", "furiously", "sharply", "indignantly"}:
        return Stance.OPPOSES
    return next((stance for noun in nouns if (stance := stance_of(noun)) is not None), None)


def _is_other_sense(step: Step) -> bool:
    """Say whether a word of stance has the measure as its doer or its place: "the ban challenges", "backed by a ban"."""
    word = step.word
    if word.lemma_.lower() == "fight" and (step.preposition == "for" or step.below.dep_ in ("xcomp", "advcl")):
        return True
    if is_verb(word) and step.below.dep_ == "nsubj" and not is_passive(word):
        return not is_feeling(word)
    return is_verb(word) and is_passive(word) and step.preposition in ("with", "by", "through")


def _is_impersonal(step: Step) -> bool:
    """Say whether a judgement has no holder of its own: "it would be wrong to lift", "a mistake to lift"."""
    return step.word.pos_ == "ADJ" and step.below.dep_ in ("xcomp", "ccomp", "advcl", "csubj")


def _refused(step: Step, lean: Lean) -> Lean | None:
    """Read a refusal: "refused to support", "ruled out support"; a sender's "refused to lift" tells a status."""
    word = step.word
    if word.lemma_.lower() not in REFUSING or not is_verb(word):
        return None
    if (lean.word is None and not lean.is_weak) or not _rules_out(word):
        return None
    if step.below.dep_ == "xcomp" and stance_of(step.below) is Stance.OPPOSES:  # who refuses to condemn does not support
        return Lean()
    return _signed(lean.turned().told(word, is_wish=False), word)


def _rules_out(verb: Token) -> bool:
    """Say whether a verb refuses as it stands: "ruled out", "turned down"; a miss: "ruled that"."""
    particle = PARTICLES.get(verb.lemma_.lower())
    return particle is None or any(child.lower_ == particle for child in verb.children)


PARTICLES = {"rule": "out", "turn": "down", "back": "away"}


def _joined(step: Step, lean: Lean) -> Lean | None:
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


def _changed(step: Step, lean: Lean) -> Lean | None:
    """Read what becomes of the measure: relief turns the side round, keeping does not; "should be lifted" is a side by itself."""
    word, cue = step.word, cue_of(step.word)
    is_relief = cue in RELIEF or word.lemma_.lower() in ("reconsider", "rethink")
    is_stay = cue in KEEPING or word.lemma_.lower() in STAYING
    if not (is_relief or is_stay or cue is Cue.ENACT):
        return None
    if lean.is_wish and word.lemma_.lower() in GIVING_UP:
        return None
    moved = _signed(lean.turned() if is_relief else lean, word)
    if lean.word is not None:  # "dropped its opposition", "maintained its support"
        return moved.told(word)
    moved = replace(moved, is_relieved=lean.is_relieved or is_relief, is_kept=lean.is_kept or is_stay)
    is_demanded = is_verb(word) and modal(word) in DEONTIC and (is_relief or is_stay or denied(word))
    return moved.told(word, is_said=True) if is_demanded else moved


def _grounds(step: Step, lean: Lean) -> Lean | None:
    """Read "no reason to lift", "time to lift", "too early to lift": the one who says it holds it, or who sees it."""
    word, term = step.word, singular(step.word.lower_)
    if lean.word is not None:
        return None
    is_denied = denied(word) or (is_verb(word.head) and denied(word.head))
    if term == "time" and step.below.dep_ in ("acl", "relcl", "xcomp") or (term == "come" and _has_time(word)):
        return (lean.turned() if is_denied else lean).told(word, is_said=True)
    if term in ("early", "soon") and any(child.lower_ == "too" for child in word.children):
        return lean.turned().told(word, is_said=True)
    if term in GROUNDS and word.pos_ == "NOUN" and is_denied:
        return lean.turned().told(word, is_said=word.dep_ in ("attr", "nsubj"))
    return None


def _has_time(verb: Token) -> bool:
    return any(child.lower_ == "time" for child in children(verb, "nsubj"))


def _wished(step: Step, lean: Lean) -> Lean | None:
    """Read a wish, a call, a warning not to: whoever utters it holds the side."""
    word, term = step.word, step.word.lemma_.lower()
    if term in COUNSELLING and is_verb(word) and lean.word is None:
        counsels = step.below.dep_ == "xcomp" and (lean.is_relieved or lean.is_kept or denied(step.below))
        return lean.told(word) if counsels else None
    if term == "prefer" and "to" in (step.preposition, *(prep.lower_ for prep in children(step.below, "prep"))):
        return lean.turned().told(word)
    if (step.preposition, term) == ("in", "believe") and lean.word is None:
        return lean.turned().told(word) if denied(word) else None
    if (term not in WISHING or not _asks(step)) and not _campaigns(step):
        return None
    if is_passive(word) and agent(word) is None and is_verb(word):
        return None
    if denied(word):
        return lean.turned().told(word) if term in WANTING else None
    if lean.word is not None and not lean.is_said:
        return lean.told(word, is_wish=lean.is_wish)
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
        return step.preposition == "for"
    if term == "fight":
        return step.preposition == "for" or step.below.dep_ in ("xcomp", "advcl")
    if term == "prefer":
        return step.below.dep_ in ("dobj", "xcomp")
    return term != "call" or not is_verb(word) or cue_of(word) is not None


def _carried(step: Step, lean: Lean) -> Lean | None:
    """Return a side carried further up by a word that has none: "voiced", "agreed to", "a campaign of", "said"."""
    word = step.word
    if lean.word is None:
        return lean
    if not is_verb(word):
        return lean if lean.is_said or not is_verb(step.below) or _intends(word) else None
    if lean.is_said:
        return replace(lean, word=word, is_said=False) if word.lemma_.lower() in JUDGING else lean
    if step.below.dep_ in ("xcomp", "pcomp", "advcl") and is_verb(step.below):
        is_caused = cue_of(word) is Cue.CAUSE or (word.lemma_.lower() in OBJECT_CONTROL and bool(children(word, "dobj")))
        return None if is_caused else _signed(replace(lean, word=word), word)
    if step.below.head.lower_ == "in" and step.below.pos_ == "NOUN":  # "resigned in protest at"
        return replace(lean, word=word)
    if word.lemma_.lower() not in VOICING:
        return None
    is_counted = word.lemma_ == "be" or singular(step.below.lower_) in GROUNDS  # its denial is read with the word below
    return replace(lean, word=word) if is_counted else _signed(replace(lean, word=word), word)


JUDGING = word_set("judging")
# "is ready to support".
READY = frozenset({"ready", "willing", "prepared", "set", "determined", "eager", "keen", "anxious"})
# "its decision to oppose", "a vow to block"; a miss: "pressure to oppose".
UTTERANCES = frozenset({"motion", "statement", "letter", "petition", "declaration", "communique", "resolution"})
INTENTIONS = frozenset({"decision", "plan", "vow", "pledge", "promise", "threat", "intention", "readiness", "willingness", "resolve"})


def _intends(word: Token) -> bool:
    """Say whether a noun or adjective leaves a side to its own holder: "a vow to block", "ready to back", "the first to oppose"."""
    return singular(word.lower_) in INTENTIONS | UTTERANCES or word.lower_ in READY or word.dep_ == "attr"
