"""What a stance can be about, the words that take one, and a stance as the text voices it."""

from dataclasses import dataclass
from functools import cache

from tasks.language.parsed import Token
from tasks.language.wordlists import word_set
from tasks.measures.clauses import is_verb
from tasks.measures.instruments import is_instrument, issuer_kind
from tasks.measures.ladder import ladder
from tasks.measures.lexicon import Cue, cue_of, inflected_triggers, inflections, singular
from tasks.measures.party import PartyMention
from tasks.measures.reading import Paragraph, Words
from warehouse.codes import Stance
from warehouse.reference import read_reference

OPPOSITE = {Stance.SUPPORTS: Stance.OPPOSES, Stance.OPPOSES: Stance.SUPPORTS, Stance.ABSTAINS: Stance.ABSTAINS}
RESTRICTIONS = word_set("restrictions")
# Words for the act as a whole; whether it restricts or frees is the story's to say.
ACTS = word_set("acts")
RELIEF = frozenset({Cue.LIFT, Cue.EASE})


@dataclass(frozen=True)
class Voiced:
    """A stance as the text voices it.

    `on_act` where its object is the story's act, which may itself be relief; `is_wish` where it asks for the measure told
    at its words, which makes no stance on one told elsewhere; `is_own` where a person acts for himself: a president's veto;
    `is_standing` where it asks what is to become of a measure that is there: to lift it, to keep it. `owners` are the states
    whose act it is called ("the Canadian decision"), `things` those it is told to be on or against, by entity id; `goods`
    what is to flow again ("aid"); `is_sufferer` where the words name no measure and only whom one hits can mean it.
    """

    holder: PartyMention
    stance: Stance
    position: int
    words: Words
    on_act: bool = False
    document: str = ""
    is_wish: bool = False
    is_own: bool = False
    is_standing: bool = False
    owners: frozenset[str] = frozenset()
    things: frozenset[str] = frozenset()
    goods: str = ""
    is_sufferer: bool = False
    rule_id: str = ""


@cache
def stances(pos: str) -> dict[str, Stance]:
    """Return the stance of each term of a part of speech: verb, noun, adjective, verdict (nouns of blame), effect."""
    return {row["term"]: Stance(row["stance"]) for row in read_reference("lexicon_positions") if row["pos"] == pos}


@cache
def _forms(pos: str) -> dict[str, str]:
    terms = [term for term in stances(pos) if " " not in term]
    return inflections(terms, is_verb=pos == "verb")


def stance_of(token: Token) -> Stance | None:
    """Return the stance that a verb, noun, adjective or participle of feeling takes to its object, or None."""
    if is_feeling(token):
        return stances("feeling")[token.lower_]
    pos = "verb" if is_verb(token) else "adjective" if token.pos_ == "ADJ" else "noun"
    lemma = token.lemma_.lower()
    return stances(pos).get(_forms(pos).get(token.lower_, lemma))


def is_feeling(token: Token) -> bool:
    """Say whether a participle or adjective tells how its subject feels: "is opposed to", "was pleased with"."""
    hangs_on_be = token.head.lemma_ == "be" or any(child.lemma_ == "be" for child in token.children)
    hangs_on_be = hangs_on_be or (token.dep_ in ("acl", "amod") and any(child.lower_ == "to" for child in token.rights))
    is_done_to = token.lower_ == "opposed" and any(child.dep_ == "agent" for child in token.children)
    return token.lower_ in stances("feeling") and hangs_on_be and not is_done_to


def topic_word(token: Token) -> str:
    """Return the singular of a word, with what a hyphen parts from it: "cut-off"."""
    is_parted = token.lower_ == "off" and token.i > 1 and token.nbor(-1).text == "-" and token.nbor(-2).lower_ == "cut"
    return "cut-off" if is_parted else singular(token.lower_)


# "punitive measures", "retaliatory action": acts that their adjective makes a restriction.
PUNISHING = word_set("punishing")


def is_punitive(token: Token) -> bool:
    """Say whether an act is called one that punishes."""
    return singular(token.lower_) in ACTS and any(child.lower_ in PUNISHING for child in token.children)


def is_topic(token: Token) -> bool:
    """Say whether a noun is a restriction, an act or the document that makes it."""
    word = topic_word(token)
    is_kind = word in RESTRICTIONS or word in ACTS or is_document(token)
    return token.pos_ in ("NOUN", "PROPN") and is_kind and not is_of_other_matter(token)


# Words before a document or an act that leave it the story's own: "trade bill"; a miss: "road bill", "merger plans".
OWN_MATTER = word_set("own_matter")


def is_of_other_matter(token: Token) -> bool:
    """Say whether a document or an act is told to be about something else: "the road bill", "plans for a sales tax"."""
    word = singular(token.lower_)
    if word in RESTRICTIONS:
        return False
    if word == "order" and token.i and token.nbor(-1).lower_ == "in":  # "in order to"
        return True
    beside = [child for child in token.children if child.dep_ in ("compound", "nmod") and child.pos_ == "NOUN"]
    if any(singular(child.lower_) not in OWN_MATTER | RESTRICTIONS for child in beside):
        return True
    things = [
        noun
        for prep in token.children
        if prep.dep_ == "prep" and prep.i > token.i and prep.lower_ in ("for", "of", "on", "about")
        for noun in prep.children
        if noun.dep_ == "pobj" and noun.pos_ == "NOUN"
    ]
    things += [verb for verb in token.children if verb.dep_ == "acl" and verb.tag_ == "VB"]
    words = {inner.lower_ for thing in things for inner in thing.subtree}
    is_own = any(singular(inner) in RESTRICTIONS | OWN_MATTER or inner in inflected_triggers() for inner in words)
    return bool(things) and not is_own


def is_document(token: Token) -> bool:
    """Say whether a noun is a legal act that certain bodies make: a resolution, an executive order."""
    return is_instrument(token) and issuer_kind(token) != "any"


def is_definite(token: Token) -> bool:
    """Say whether a noun is pointed at or spelled out: "the step", "Norway's step", "a step to bar the firms"."""
    return any(
        child.lower_ in ("the", "this", "these", "that", "those", "its", "their")
        or child.dep_ == "poss"
        or (child.dep_ == "relcl" and token.lower_ == "provisions")
        or (child.dep_ == "acl" and cue_of(child) not in RELIEF and any(word.lower_ == "to" for word in child.lefts))
        for child in token.children
    )


def is_relieved(topic: Token) -> bool:
    """Say whether the words above a topic free from it: "an end to the ban"."""
    return any(cue_of(up) in RELIEF for up in ladder(topic))


def is_told_before(pronoun: Token, paragraph: Paragraph, start: int) -> bool:
    """Say whether a topic stands between a place and a pronoun: what "it" may be."""
    return any(is_topic(word) and paragraph.naming_of(word) is None for word in pronoun.doc[start : pronoun.i])
