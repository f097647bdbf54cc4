"""Pronouns that mean a restriction told before: "those against the firms remain", "it was lifted in 2004"."""

from tasks.language.parsed import Token
from tasks.language.wordlists import word_set
from tasks.measures.clauses import children, conjuncts, first_of
from tasks.measures.lexicon import Cue, cue_of, singular
from tasks.measures.modality import modal

RESTRICTIONS = word_set("restrictions")
PLURALS = frozenset({"sanctions", "penalties", "restrictions", "measures"})
# Verbs that end or prolong a restriction and little else: "it was lifted"; a miss: "it was cut".
ENDING = word_set("ending")
INTRANSITIVE = frozenset({"expire", "lapse"})
ONE, MANY = frozenset({"it"}), frozenset({"they", "them"})


def is_contrast(token: Token) -> bool:
    """Say whether "those" sets other sanctions apart: "lifted sanctions on the firms, but those on the army remain"."""
    if token.lower_ != "those" or not any(prep.lower_ in ("against", "on") for prep in children(token, "prep")):
        return False
    return any(word.lower_ in PLURALS for word in token.doc[token.sent.start : token.i])


def is_relieved_pronoun(token: Token) -> bool:
    """Say whether a pronoun is what a verb lifts or extends, and a restriction stands in its sentence or the one before."""
    verb = token.head
    is_object = token.dep_ in ("nsubjpass", "dobj") and verb.lemma_.lower() in ENDING
    if not is_object and not (token.dep_ == "nsubj" and verb.lemma_.lower() in INTRANSITIVE):
        return False
    clause = first_of(verb)
    is_main = clause.dep_ in ("ROOT", "ccomp") and not any(
        child.dep_ == "aux" and child.lower_ == "had" for child in verb.children
    )
    if not is_main or modal(verb) is not None or any(cue_of(act) is Cue.ENACT and act.i > verb.i for act in conjuncts(clause)):
        return False  # "years after they were lifted", "suspended it and restored it"
    words = ONE if token.lower_ in ONE else MANY if token.lower_ in MANY else None
    if words is None:
        return False
    start = token.doc[token.sent.start - 1].sent.start if token.sent.start else 0
    return any(_is_meant(word, words is MANY) for word in token.doc[start : token.i])


def _is_meant(word: Token, is_many: bool) -> bool:
    is_restriction = word.pos_ == "NOUN" and singular(word.lower_) in RESTRICTIONS
    return is_restriction and (word.tag_ == "NNS") == is_many and word.dep_ not in ("compound", "nmod")
