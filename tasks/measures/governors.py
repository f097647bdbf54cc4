"""What the verbs and nouns above a trigger tell about its parties: "A urged B to impose", "C faces sanctions"."""

from collections.abc import Collection
from dataclasses import dataclass, field

from tasks.language.parsed import Token
from tasks.language.wordlists import word_set
from tasks.measures.clauses import OBJECT_CONTROL, children, first_of, is_passive, is_verb, objects, subject
from tasks.measures.cue_effects import KEEPING, is_opposing
from tasks.measures.instruments import is_instrument, issuer_kind
from tasks.measures.ladder import ladder, speaks_against
from tasks.measures.lexicon import Cue, cue_of, singular
from tasks.measures.party import PartyMention, doer_parties, mention, phrase_parties
from tasks.measures.reading import Paragraph
from tasks.measures.sides import Roles
from warehouse.codes import EntityKind

SENDING_CUES = frozenset(
    {Cue.ENACT, Cue.LIFT, Cue.EASE, Cue.EXTEND, Cue.TIGHTEN, Cue.THREATEN, Cue.DECIDE, Cue.PLAN, Cue.CONSIDER, Cue.REFUSE}
)
HITTING = word_set("hitting")
# Whom these have as their object is let off: "exempted Chad from the sanctions".
SPARING = frozenset({"exempt", "spare", "excuse", "free"})
BEARING = word_set("bearing")
# "called on the allies": who is addressed, not who is restricted.
ADDRESSING = word_set("addressing")
AGAINST = frozenset({"on", "against", "upon", "toward", "towards"})
EVENTS = frozenset({"talk", "negotiation", "meeting", "accord", "deal"})


@dataclass
class _Above:
    """What is known so far on the way up from a trigger; `is_answer` once others' calls or breaches are passed."""

    paragraph: Paragraph
    below: Token
    senders: list[PartyMention] = field(default_factory=list)
    targets: list[PartyMention] = field(default_factory=list)
    proposers: list[PartyMention] = field(default_factory=list)
    pronoun: Token | None = None
    instrument: Token | None = None
    is_answer: bool = False
    is_borne: bool = False
    is_relief: bool = False
    is_refused: bool = False

    def pass_noun(self, word: Token) -> None:
        """Read a noun: a threat by somebody, a call, a document."""
        self.senders = self.senders or _owner(word, self.paragraph)
        self.is_answer = self.is_answer or cue_of(word) is Cue.PROPOSE
        if not self.senders:
            self._note_document(word)

    def pass_verb(self, word: Token) -> None:
        """Read a verb: who acts, who asks, who bears it."""
        cue, doer, lemma = cue_of(word), _doer(word), word.lemma_.lower()
        if self.below.lower_ == "order" and self.below.head.lower_ == "in":  # "in order to lift the ban, Oslo needs proof"
            self.senders = self.senders or _parties(doer, self.paragraph, "subject")
            return
        if speaks_against(word, self.below):
            self.is_answer = True
            warned = [party for item in children(word, "dobj") for party in phrase_parties(item, self.paragraph, "object")]
            self.senders = self.senders or [party for party in warned if party.is_linked]
            return
        if lemma in BEARING or cue is Cue.THREAT_TO:
            is_aim = word.dep_ == "acl" and singular(word.head.lower_) in EVENTS
            self.targets += [] if is_aim else _parties(doer, self.paragraph, "subject")
            self.is_answer = self.is_borne = True
        elif cue is Cue.THREATEN and self.below.dep_ in ("ccomp", "xcomp"):
            warned = [party for item in children(word, "dobj") for party in phrase_parties(item, self.paragraph, "object")]
            self.targets = self.targets or [party for party in warned if party.is_linked]
            if not self.senders:
                self._pass_act(word, cue, doer)
        elif cue is Cue.HOLD and lemma not in KEEPING:
            self.is_answer = True
        elif cue is Cue.PROPOSE:
            self._pass_wish(word, doer)
        elif (lemma in HITTING and _is_with(self.below, word)) or (lemma in SPARING and _is_with(self.below, word, {"from"})):
            hit = children(word, "dobj", "nsubjpass")
            self.targets += [party for item in hit for party in phrase_parties(item, self.paragraph, "object")]
            self.senders = self.senders or _parties(doer, self.paragraph, "subject")
        elif not self.senders:
            self._pass_act(word, cue, doer)
        if lemma != "have" or not self.targets:
            self.targets = self.targets or _against(word, self.paragraph) or self._applied(word)

    def _pass_wish(self, word: Token, doer: Token | None) -> None:
        self.proposers += [] if self.is_relief or self.is_refused else _parties(doer, self.paragraph, "subject")
        self.senders = self.senders or _asked(word, self.below, self.paragraph)
        if doer is not None and not self.senders:
            self._note_document(doer)

    def _pass_act(self, word: Token, cue: Cue | None, doer: Token | None) -> None:
        if cue is Cue.REFUSE and is_opposing(word):
            self.is_answer = True  # who is against it need not be who would act
            return
        if self.instrument is not None:
            signs = word.lemma_.lower() in word_set("issuing")
            adopts = signs or (cue in (Cue.ENACT, Cue.EXTEND) and issuer_kind(self.instrument) != "any")
            if adopts:
                self.senders, pronoun, _ = doers(doer, self.paragraph, "subject")
                self.pronoun = self.pronoun or pronoun
            return
        is_expectation = cue is Cue.PLAN and is_verb(self.below) and bool(children(self.below, "nsubj", "nsubjpass"))
        is_standing = word.lemma_.lower() == "apply" and not children(word, "dobj")
        is_anothers = self.is_answer and cue is not Cue.REFUSE and not (self.is_borne and cue is Cue.THREATEN)
        if is_expectation or is_standing or is_anothers or cue is Cue.REPORT or _is_apart(self.below):
            return
        if word.lemma_.lower() == "veto":
            self.senders = self.senders or _voting_in(word, self.paragraph)
            return
        if cue in SENDING_CUES or _is_own_act(word, self.below):
            self.senders, pronoun, document = doers(doer, self.paragraph, "subject")
            self.pronoun, self.instrument = self.pronoun or pronoun, self.instrument or document

    def _applied(self, word: Token) -> list[PartyMention]:
        is_of_measure = word.lemma_.lower() in ("apply", "aim", "direct") and self.below.dep_ in ("nsubj", "nsubjpass")
        return after_participle(word, self.paragraph) if is_of_measure or word.lemma_.lower() == "apply" else []

    def _note_document(self, word: Token) -> None:
        is_signed = word.dep_ == "dobj" and word.head.lemma_.lower() == "sign"
        if self.instrument is None and is_instrument(word) and (is_signed or issuer_kind(word) != "any"):
            self.instrument = word


def _is_apart(clause: Token) -> bool:
    """Say whether a clause tells the occasion of the main clause with a subject of its own, who alone acts in it.

    "Chad sent the envoy home after Norway froze its aid": the main subject does not freeze; before and if look ahead.
    """
    marks = {child.lower_ for child in children(clause, "mark", "advmod")}
    has_own = bool(children(clause, "nsubj", "nsubjpass", "csubj"))
    return clause.dep_ == "advcl" and has_own and not marks.isdisjoint(OCCASIONS)


OCCASIONS = frozenset({"after", "because", "since", "as", "when", "although", "though", "while", "once"})


def verb_roles_above(trigger: Token, paragraph: Paragraph) -> Roles:
    """Return the parties that the words above a trigger name."""
    above = _Above(paragraph, trigger)
    for word in ladder(trigger):
        if is_verb(word):
            above.pass_verb(word)
        else:
            above.pass_noun(word)
        above.is_refused = above.is_refused or cue_of(word) is Cue.REFUSE
        above.is_relief = above.is_relief or cue_of(word) in (Cue.LIFT, Cue.EASE)
        above.below = word
    targets = above.targets or _under(trigger, paragraph)
    senders = above.senders or _putting(trigger, paragraph)
    return Roles(tuple(senders), tuple(targets), tuple(above.proposers), (), above.pronoun, above.instrument)


def _doer(verb: Token) -> Token | None:
    """Return the subject of a verb: whoever is warned, in "warned Chad against imposing sanctions"."""
    above = verb.head.head
    if verb.dep_ == "pcomp" and speaks_against(above, verb):
        return next(iter(children(above, "dobj")), None)
    return subject(verb)


def _is_own_act(word: Token, below: Token) -> bool:
    """Say whether a verb without a cue has its subject act: "Russia hit back by banning", "has an embargo on"."""
    if word.lemma_.lower() == "have" and is_verb(below) and is_passive(below):
        return False  # "had their assets frozen"
    if word.lemma_.lower() == "enforce" and word.dep_ in ("xcomp", "ccomp"):
        return False  # "helped to enforce": what others made
    return (
        word.lemma_.lower() in ("have", "hit", "respond", "react", "retaliate", "keep", "maintain", "retain", "enforce", "apply")
        or (below.dep_ in ("pcomp", "xcomp", "advcl") and not is_passive(word))
        or (cue_of(word) is Cue.HOLD and word.lemma_.lower() in ("maintain", "keep", "enforce", "continue", "implement"))
    )


def _owner(noun: Token, paragraph: Paragraph) -> list[PartyMention]:
    """Return who makes a threat, plan or decision: "a threat by Washington to impose", "Bonn's decision to lift"."""
    if cue_of(noun) not in (Cue.THREATEN, Cue.DECIDE, Cue.PLAN, Cue.ENACT, Cue.LIFT, Cue.EASE):
        return []
    owners = [
        *children(noun, "poss"),
        *(item for prep in children(noun, "prep", "agent") if prep.lower_ == "by" for item in children(prep, "pobj")),
    ]
    named = paragraph.namings_in(children(noun, "amod", "compound", "nmod"))  # "Austrian plans", "a U.S. threat"
    return [
        *(party for owner in owners for party in _parties(owner, paragraph, "possessor")),
        *(party for naming in named if (party := mention(naming, paragraph, "modifier")).is_linked),
    ]


def _asked(verb: Token, below: Token, paragraph: Paragraph) -> list[PartyMention]:
    """Return who is asked to act: "asked the council to ban", "called on the allies for"."""
    asked = children(verb, "dobj", "dative")
    asked += [
        item for prep in children(verb, "prep") if prep.lower_ in ("on", "upon", "for", "to") for item in children(prep, "pobj")
    ]
    if verb.lemma_.lower() in OBJECT_CONTROL and is_passive(verb):
        asked += children(verb, "nsubjpass")
    return [party for item in asked if item.i != below.i for party in _parties(item, paragraph, "object")]


def _is_with(below: Token, verb: Token, links: Collection[str] = ("with", "by")) -> bool:
    """Say whether what is below hangs on the verb by one of some words: "hit Iran with sanctions"."""
    return any(
        prep.lower_ in links and any(below.i == item.i or below in item.subtree for item in prep.children)
        for prep in verb.children
    )


def _voting_in(verb: Token, paragraph: Paragraph) -> list[PartyMention]:
    """Return the body in which a veto was cast: "vetoed it in the Security Council"."""
    places = [item for prep in children(verb, "prep") if prep.lower_ in ("in", "at") for item in children(prep, "pobj")]
    found = [party for item in places for party in doer_parties(item, paragraph, "preposition")]
    return [party for party in found if party.actor.kind is EntityKind.BODY]


def _putting(trigger: Token, paragraph: Paragraph) -> list[PartyMention]:
    """Return who puts somebody under a restriction."""
    prep = first_of(trigger).head
    verb = prep.head
    is_put = prep.lower_ == "under" and verb.lemma_.lower() in ("put", "place", "bring")
    return _parties(subject(verb), paragraph, "subject") if is_put else []


def _under(trigger: Token, paragraph: Paragraph) -> list[PartyMention]:
    """Return who is under, subject to or free from sanctions: the subject of the clause."""
    trigger = first_of(trigger)
    prep = trigger.head
    if trigger.dep_ != "pobj" or prep.lower_ not in ("under", "to", "from", "of", "by"):
        return []
    if prep.lower_ == "of" and prep.head.lemma_.lower() in ("target", "object", "victim", "subject"):
        named = prep.head.head if prep.head.dep_ == "appos" else next(iter(children(prep.head.head, "nsubj", "nsubjpass")), None)
        return _parties(named, paragraph, "subject")
    verb = prep.head
    while verb.head.i != verb.i and not is_verb(verb):
        verb = verb.head
    if prep.lower_ == "by" and prep.dep_ == "agent" and prep.head.lemma_.lower() in HITTING:
        return [party for item in objects(prep.head) for party in phrase_parties(item, paragraph, "object")]
    if prep.lower_ == "under" and verb.lemma_.lower() in ("put", "place", "bring") and children(verb, "dobj"):
        return [party for item in children(verb, "dobj") for party in phrase_parties(item, paragraph, "object")]
    if prep.lower_ == "under" or prep.head.lower_ in (
        "subject",
        "vulnerable",
        "exposed",
        "free",
        "years",
        "freed",
        "emerges",
        "suffer",
        "suffering",
    ):
        return [
            party
            for item in children(verb, "nsubj", "nsubjpass")
            if item.i < prep.i
            for party in doer_parties(item, paragraph, "subject")
        ]
    return []


def _against(verb: Token, paragraph: Paragraph) -> list[PartyMention]:
    """Return the parties after "on" or "against" that hang on the verb: "imposed on Iraq"."""
    found: list[PartyMention] = []
    if verb.lemma_.lower() in ADDRESSING:
        return found
    for prep in children(verb, "prep"):
        if prep.lower_ in AGAINST:
            found += [party for item in children(prep, "pobj") for party in phrase_parties(item, paragraph, "preposition")]
    is_of_state = verb.lemma_.lower() in PUTTING and any(
        party.is_linked for party in found
    )  # "slapped on two Omani generals"; a miss: "on a group of nations"
    return [party for party in found if is_of_state or party.actor.kind is not EntityKind.GROUP]


PUTTING = frozenset({"impose", "slap", "place", "put", "clamp", "levy"})


def after_participle(verb: Token, paragraph: Paragraph) -> list[PartyMention]:
    """Return the targets of a participle after a noun: "imposed on Iraq", "applied to China", "targeting Iran"."""
    found = _against(verb, paragraph)
    if not found and verb.lemma_.lower() in ("apply", "aim", "direct"):
        found = [
            party
            for prep in children(verb, "prep")
            if prep.lower_ in ("to", "at")
            for item in children(prep, "pobj")
            for party in phrase_parties(item, paragraph, "preposition")
        ]
    if not found and verb.lemma_.lower() in HITTING:
        found = [party for item in children(verb, "dobj") for party in phrase_parties(item, paragraph, "object")]
    return found


def doers(doer: Token | None, paragraph: Paragraph, how: str) -> tuple[list[PartyMention], Token | None, Token | None]:
    """Return (parties, pronoun, instrument) of a subject: one of the three, or none."""
    if doer is None:
        return [], None, None
    if doer.pos_ == "PRON" or doer.tag_ in ("PRP", "WP", "WDT"):
        return [], doer, None
    own = next((child for child in children(doer, "poss") if child.lower_ in FIRST_PERSON), None)
    if own is not None and singular(doer.lower_) in word_set("own_organs"):
        return [], own, None  # "my administration", "our government": the speaker's
    found = doer_parties(doer, paragraph, how)
    if is_instrument(doer):
        return [], None, doer
    return found, None, None


FIRST_PERSON = frozenset({"my", "our"})


def _parties(doer: Token | None, paragraph: Paragraph, how: str) -> list[PartyMention]:
    return [] if doer is None or doer.pos_ == "PRON" else doer_parties(doer, paragraph, how)
