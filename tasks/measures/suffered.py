"""Hear protests that name no measure: "this is unacceptable", "reacted angrily", "asked Oslo to reconsider"."""

from collections.abc import Iterator

from tasks.language.parsed import Token
from tasks.measures.clauses import children, is_verb, subject
from tasks.measures.evidence import clause_words
from tasks.measures.holders import holders
from tasks.measures.lexicon import singular
from tasks.measures.modality import modal, negation
from tasks.measures.reading import Paragraph, Reading
from tasks.measures.taking import ANGRILY, VOICING, WISHING
from tasks.measures.topics import Voiced
from tasks.measures.verdicts import JUDGING, judgement
from warehouse.codes import Stance

POINTING = frozenset({"this", "that", "it", "these"})
# "asked Oslo to reconsider": what is thought over again is the act that the story tells.
RELENTING = frozenset({"reconsider", "relent", "rethink"})


def suffered(token: Token, paragraph: Paragraph, reading: Reading) -> Iterator[Voiced]:
    """Yield protests that name no measure; all but a plea count for those alone whom one hits."""
    if not is_verb(token) or negation(token) is not None:
        return
    is_plea = _is_plea(token)
    if not (is_plea or _is_angry(token) or _blames_it(token) or _lodges_protest(token)):
        return
    for holder in holders(subject(token.head if is_plea else token), paragraph, reading):
        words = clause_words(token, paragraph)
        place = paragraph.start + token.idx
        yield Voiced(holder, Stance.OPPOSES, place, words, on_act=is_plea, is_sufferer=not is_plea)


def _is_plea(verb: Token) -> bool:
    """Say whether somebody is asked to think again, of what being left open: "asked Oslo to reconsider"."""
    is_open = not children(verb, "dobj", "prep", "ccomp")
    is_asked = verb.dep_ == "xcomp" and verb.head.lemma_.lower() in WISHING
    return verb.lemma_.lower() in RELENTING and is_open and is_asked


def _is_angry(verb: Token) -> bool:
    is_reaction = verb.lemma_.lower() in ("react", "respond") and not children(verb, "prep")
    return is_reaction and any(child.lower_ in ANGRILY for child in children(verb, "advmod"))


def _lodges_protest(verb: Token) -> bool:
    """Say whether a protest is lodged without a word of what it is about: "expressed strong protest"."""
    things = [thing for thing in children(verb, "dobj") if singular(thing.lower_) in ("protest", "representation")]
    about = {prep.lower_ for word in (verb, *things) for prep in children(word, "prep")}
    return verb.lemma_.lower() in VOICING and bool(things) and not about & {"over", "about", "at", "against", "on"}


def _blames_it(speech: Token) -> bool:
    """Say whether what is said judges "this" or "it" to be bad: "said that this was unacceptable"."""
    if speech.lemma_.lower() not in JUDGING or modal(speech) is not None:
        return False
    for clause in (speech, *children(speech, "ccomp", "parataxis")):
        its = [doer for doer in children(clause, "nsubj") if doer.lower_ in POINTING and clause.lemma_ == "be"]
        words = [word for child in children(clause, "acomp", "attr") for word in (child, *children(child, "amod"))]
        if its and negation(clause) is None and any(judgement(word) is Stance.OPPOSES for word in words):
            return True
    return False
