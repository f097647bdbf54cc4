"""Hear who takes a side: stance verbs, votes, verdicts and wishes, in one paragraph."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from tasks.language.parsed import Token
from tasks.language.wordlists import word_set
from tasks.measures.clauses import agent, children, is_passive, is_verb, subject
from tasks.measures.context import antecedent
from tasks.measures.evidence import clause_words
from tasks.measures.instruments import is_instrument, issuer_kind
from tasks.measures.lexicon import Cue, cue_of, inflections, singular
from tasks.measures.modality import modal, negation
from tasks.measures.party import PartyMention, counted_party, doer_parties
from tasks.measures.reading import Paragraph, Reading, Words
from tasks.measures.status import ladder
from warehouse.codes import Stance
from warehouse.reference import read_reference

OPPOSITE = {Stance.SUPPORTS: Stance.OPPOSES, Stance.OPPOSES: Stance.SUPPORTS, Stance.ABSTAINS: Stance.ABSTAINS}
RESTRICTIONS = word_set("restrictions")
# Words for the act as a whole; whether it restricts or frees is the story's to say.
ACTS = word_set("acts")
RELIEF = frozenset({Cue.LIFT, Cue.EASE})
WISHING = word_set("wishing")
# "hoped that China would abstain"; a miss: "China abstained".
HOPE = re.compile(
    r"\b(?:hop(?:e|es|ed|ing)|expect(?:s|ed)?|suggest(?:s|ed|ing)?|predict(?:s|ed)?|persuade[ds]?)\b", re.IGNORECASE
)


VERDICT_TOKENS = 10  # from the measure to the word that judges it


@dataclass(frozen=True)
class Voiced:
    """A stance as the text voices it. `on_act` where its object is the story's act, which may itself be relief."""

    holder: PartyMention
    stance: Stance
    position: int
    words: Words
    on_act: bool = False
    document: str = ""


@cache
def _stances(pos: str) -> dict[str, Stance]:
    return {row["term"]: Stance(row["stance"]) for row in read_reference("lexicon_positions") if row["pos"] == pos}


@cache
def _forms(pos: str) -> dict[str, str]:
    terms = [term for term in _stances(pos) if " " not in term]
    return inflections(terms, is_verb=pos == "verb")


def voiced_in(paragraph: Paragraph, reading: Reading) -> Iterator[Voiced]:
    """Yield the stances voiced in a paragraph."""
    for token in paragraph.doc:
        if is_verb(token) or token.pos_ == "ADJ":
            yield from _votes(token, paragraph, reading)
            yield from _verdicts(token, paragraph, reading)
        if token.pos_ in ("NOUN", "PROPN", "PRON"):
            yield from _on_object(token, paragraph, reading)
            yield from _felt(token, paragraph, reading)


def stance_of(token: Token) -> Stance | None:
    """Return the stance that a verb, noun or adjective takes to its object, or None."""
    pos = "verb" if is_verb(token) else "adjective" if token.pos_ == "ADJ" else "noun"
    lemma = token.lemma_.lower()
    return _stances(pos).get(_forms(pos).get(token.lower_, lemma))


def _felt(token: Token, paragraph: Paragraph, reading: Reading) -> Iterator[Voiced]:
    """Yield stands told by a noun alone: "despite opposition from Japan"; its object is the relief told beside it, if any."""
    stance = stance_of(token) if token.pos_ == "NOUN" else None
    sources = [
        item for prep in children(token, "prep") if prep.lower_ in ("from", "by", "among") for item in children(prep, "pobj")
    ]
    topics = [inner for inner in token.sent if singular(inner.lower_) in RESTRICTIONS]
    if (
        stance is None
        or not sources
        or not topics
        or any(_is_topic(item) for prep in children(token, "prep") for item in children(prep, "pobj"))
    ):
        return
    relieved = any(cue_of(up) in RELIEF for inner in topics for up in ladder(inner))
    for source in sources:
        for holder in holders(source, paragraph, reading):
            yield Voiced(
                holder, OPPOSITE[stance] if relieved else stance, paragraph.start + topics[0].idx, clause_words(token, paragraph)
            )


def _vote_of(token: Token) -> Stance | None:
    """Return the stance of a vote: "voted against", "voted no", "cast negative votes", "abstained", "are opposed"."""
    lemma, words = token.lemma_.lower(), {inner.lower_ for inner in token.subtree}
    if lemma == "abstain":
        return Stance.ABSTAINS
    if lemma == "vote":
        return _ballot({child.lower_ for child in token.children}, words)
    casts_no = lemma == "cast" and words & {"vote", "votes"} and words & {"negative", "against", "no", "dissenting"}
    vetoes = lemma == "veto" or (lemma in ("use", "cast") and words & {"veto", "vetoes", "vetos"})
    alone = not children(token, "prep", "agent", "dobj", "ccomp")
    stands_against = (token.lower_ == "opposed" or (lemma == "protest" and is_verb(token))) and alone
    return Stance.OPPOSES if casts_no or vetoes or stands_against else None


def _ballot(linked: set[str], words: set[str]) -> Stance | None:
    """Return the stance of "voted" by the words that hang on it."""
    if linked & {"against", "no"}:
        return Stance.OPPOSES
    return Stance.SUPPORTS if linked & {"for", "yes"} or words & {"favor", "favour"} else None


def _votes(token: Token, paragraph: Paragraph, reading: Reading) -> Iterator[Voiced]:
    """Yield roll calls and stands that name no object: "France abstained", "Russia and China are opposed"."""
    stance = _vote_of(token)
    if (
        stance is None
        or HOPE.search(token.sent.text)
        or modal(token) in ("would", "may", "might", "could", "will", "to")
        or negation(token) is not None
    ):
        return
    doer = (
        subject(token)
        or next(iter(children(token, "nsubjpass", "nsubj")), None)
        or next(iter(children(token.head, "nsubj", "nsubjpass")), None)
    )
    for holder in holders(doer, paragraph, reading):
        yield Voiced(holder, stance, paragraph.start + token.idx, clause_words(token, paragraph))


def _verdicts(token: Token, paragraph: Paragraph, reading: Reading) -> Iterator[Voiced]:
    """Yield what a speaker calls a measure: "called the sanctions a betrayal", "said the ban was unjustified"."""
    lemma = token.lemma_.lower()
    if lemma not in ("call", "say", "argue", "describe", "tell", "term", "brand", "denounce", "complain") or not is_verb(token):
        return
    about = [inner for inner in token.subtree if inner.i > token.i and _is_topic(inner)]
    if not about:
        return
    near = range(about[0].i, about[0].i + VERDICT_TOKENS)
    judging = [(inner, stance) for inner in token.subtree if inner.i in near and (stance := _judgement(inner)) is not None]
    if not judging:
        return
    word, stance = judging[0]
    if any(cue_of(up) in RELIEF for inner in about for up in ladder(inner)):
        stance = OPPOSITE[stance]
    if negation(word) is not None or negation(word.head) is not None:
        stance = OPPOSITE[stance]
    is_act = all(inner.lower_ in ACTS for inner in about)
    for holder in holders(subject(token), paragraph, reading):
        yield Voiced(holder, stance, paragraph.start + about[0].idx, clause_words(token, paragraph), is_act)


def _judgement(token: Token) -> Stance | None:
    """Return the stance of a word that judges: adjectives of the lexicon and its nouns of blame."""
    if token.pos_ == "ADJ" or token.tag_ in ("JJ", "VBN"):
        return _stances("adjective").get(token.lower_)
    return _stances("adjective").get(singular(token.lower_)) if token.pos_ == "NOUN" else None


def _is_topic(token: Token) -> bool:
    word = singular(token.lower_)
    return token.pos_ in ("NOUN", "PROPN") and (word in RESTRICTIONS or word in ACTS or _is_document(token))


def _on_object(token: Token, paragraph: Paragraph, reading: Reading) -> Iterator[Voiced]:
    """Yield the stances of the words above a restriction, a document, the act, or "it"."""
    is_act = (singular(token.lower_) in ACTS and _is_definite(token)) or (token.lower_ in ("it", "this") and token.dep_ == "dobj")
    if not (singular(token.lower_) in RESTRICTIONS or _is_document(token) or is_act):
        return
    relieved = False
    for word in ladder(token):
        cue, stance = cue_of(word), stance_of(word)
        if cue in RELIEF and stance is None:
            relieved = True
            continue
        if stance is None and word.lemma_.lower() in WISHING and (relieved or is_act):
            stance = Stance.SUPPORTS
        if stance is None:
            if is_verb(word) and is_act and cue is None:
                return
            continue
        if _is_hoped(word):
            return
        if is_verb(word) and negation(word) is not None:
            stance = OPPOSITE[stance]
        doers = list(_stance_holders(word, paragraph, reading))
        for holder in doers:
            document = token.lower_ if _is_document(token) else ""
            voiced = OPPOSITE[stance] if relieved else stance
            yield Voiced(
                holder, voiced, paragraph.start + token.idx, clause_words(word, paragraph), is_act and not relieved, document
            )
        if doers:
            return


def _is_definite(token: Token) -> bool:
    return any(
        child.lower_ in ("the", "this", "these", "that", "those", "its", "their") or child.dep_ == "poss"
        for child in token.children
    )


def _is_document(token: Token) -> bool:
    return is_instrument(token) and issuer_kind(token) != "any"


def _is_hoped(word: Token) -> bool:
    """Say whether a stance is only somebody else's hope, or a mere possibility."""
    if modal(word) in ("may", "might", "could") or any(child.lower_ == "if" for child in children(word, "mark")):
        return True
    return any(up.lemma_.lower() in ("hope", "expect", "believe", "predict", "persuade", "fail") for up in word.ancestors)


def _stance_holders(word: Token, paragraph: Paragraph, reading: Reading) -> Iterator[PartyMention]:
    """Yield who holds the stance of a verb, noun or adjective."""
    if is_verb(word):
        yield from holders(agent(word) if is_passive(word) else subject(word), paragraph, reading)
        return
    if word.pos_ == "ADJ":
        yield from holders(next(iter(children(word.head, "nsubj")), None), paragraph, reading)
        return
    own = [prep for prep in children(word, "prep") if prep.lower_ in ("from", "by", "of")]
    later = [prep for prep in word.doc[word.i + 1 : word.sent.end] if prep.lower_ == "from" and prep.dep_ == "prep"]
    for prep in own or later[:1]:
        for item in (each for noun in children(prep, "pobj") for each in (noun, *children(noun, "appos"))):
            yield from holders(item, paragraph, reading)
    for owner in children(word, "poss"):
        yield from holders(owner, paragraph, reading)


def _restates(item: Token) -> bool:
    """Say whether an apposition only sums up the names before it: "Mali, Chad and Niger, all members of the bloc"."""
    return any(child.dep_ == "det" and child.lower_ in ("all", "both", "each") for child in item.lefts)


def holders(doer: Token | None, paragraph: Paragraph, reading: Reading) -> list[PartyMention]:
    """Return the parties of a subject, pronouns resolved; a count of members by its words ("nine of the 15 members")."""
    if doer is None:
        return []
    if doer.pos_ == "PRON":
        return antecedent(doer, paragraph, reading)[0]
    found = [
        party
        for item in children(doer, "appos")
        if paragraph.naming_of(item) and not _restates(item)
        for party in doer_parties(item, paragraph, "holder")
    ]
    counted = None if found else counted_party(doer, paragraph, "holder")
    if counted:
        return [counted]
    own = [party for party in doer_parties(doer, paragraph, "holder") if not found or party.is_linked]
    naming = paragraph.naming_of(doer)
    if naming and naming.label == "PERSON":  # "Israeli Prime Minister X and Saudi Arabia": the adjective is X's
        own = [party for party in own if party.actor == naming.actor or party.words.start > paragraph.start + doer.idx]
    return [*own, *found]
