"""Hear whose draft would end or delay a measure: "a resolution led by Chad to delay the sanctions", "a Chadian draft to lift"."""

from collections.abc import Iterator

from tasks.language.parsed import Token
from tasks.measures.clauses import agent, children
from tasks.measures.evidence import clause_words
from tasks.measures.holders import holders
from tasks.measures.lexicon import cue_of, singular
from tasks.measures.modality import modal
from tasks.measures.party import PartyMention, mention
from tasks.measures.reading import Paragraph, Reading
from tasks.measures.topics import RELIEF, Voiced, is_topic
from warehouse.codes import EntityKind, Stance

DRAFTS = frozenset({"resolution", "draft", "bill", "motion", "amendment", "proposal"})
MAKING = frozenset({"lead", "sponsor", "draft", "propose", "submit", "introduce", "table", "write", "circulate", "back", "put"})
PUTTING_OFF = frozenset({"delay", "postpone", "defer", "block", "stop"})


def drafted(token: Token, paragraph: Paragraph, reading: Reading) -> Iterator[Voiced]:
    """Yield the makers of a draft against a measure."""
    if singular(token.lower_) not in DRAFTS:
        return
    clauses = children(token, "acl", "relcl")
    clauses += [below for verb in children(token, "acl") for below in children(verb, "xcomp", "advcl", "ccomp")]
    clauses += [token.head] if token.dep_ == "nsubj" and modal(token.head) == "would" else []
    verbs = [verb for verb in clauses if cue_of(verb) in RELIEF or verb.lemma_.lower() in PUTTING_OFF]
    topics = [(verb, thing) for verb in verbs for thing in _things(verb) if is_topic(thing)]
    for verb, topic in topics[:1]:
        for holder in _makers(token, paragraph, reading):
            words = clause_words(verb, paragraph)
            yield Voiced(holder, Stance.OPPOSES, paragraph.start + topic.idx, words, is_standing=True)


def _things(verb: Token) -> list[Token]:
    """Return what a verb is done to, also where it was taken for the subject of what follows: "to lift the ban failed"."""
    return children(verb, "dobj") + [doer for clause in children(verb, "ccomp") for doer in children(clause, "nsubj")]


def _makers(draft: Token, paragraph: Paragraph, reading: Reading) -> Iterator[PartyMention]:
    """Yield who made a draft: "led by", or the states whose adjective it has."""
    for verb in children(draft, "acl"):
        doer = agent(verb) if verb.lemma_.lower() in MAKING else None
        yield from holders(doer, paragraph, reading)
    lefts = [inner for child in children(draft, "amod", "compound", "nmod", "poss") for inner in child.subtree]
    for naming in paragraph.namings_in(lefts):
        if naming.actor and naming.actor.kind is EntityKind.COUNTRY:
            yield mention(naming, paragraph, "holder")
