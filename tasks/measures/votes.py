"""Hear roll calls: who voted for, against, or abstained, and who says how it will vote."""

import re
from collections.abc import Iterator

from tasks.language.parsed import Token
from tasks.language.wordlists import word_set
from tasks.measures.clauses import agent, children, governing_verb, is_verb, subject
from tasks.measures.evidence import clause_words
from tasks.measures.holders import holders, listed_after
from tasks.measures.instruments import issuer_kind
from tasks.measures.lexicon import Cue, cue_of
from tasks.measures.modality import modal, negation
from tasks.measures.party import PartyMention, counted_party
from tasks.measures.reading import Paragraph, Reading
from tasks.measures.topics import RELIEF, Voiced, is_document, is_of_other_matter, is_topic
from warehouse.codes import EntityKind, Stance

# "hoped that China would abstain"; a miss: "China abstained".
HOPE = re.compile(
    r"\b(?:hop(?:e|es|ed|ing)|expect(?:s|ed)?|suggest(?:s|ed|ing)?|predict(?:s|ed)?|persuade[ds]?)\b", re.IGNORECASE
)
VOTED_ON = word_set("voted_on")
# Stands told in passing: "with Chad and Mali abstaining", "with Cuba against".
ASIDE = {"abstaining": Stance.ABSTAINS, **dict.fromkeys(("against", "opposed", "opposing", "dissenting"), Stance.OPPOSES)}
VOWING = word_set("vowing")
INTENDED = ("will", "would")
UNREAL_MODALS = ("may", "might", "could", "to")
# "killed the draft with their vetoes"; a miss: "rejected his veto".
STOPPING = frozenset({"kill", "block", "defeat", "stop", "sink", "bar"})
BALLOTS = {
    **dict.fromkeys(("abstention", "abstentions"), Stance.ABSTAINS),
    **dict.fromkeys(("veto", "vetoes", "vetos"), Stance.OPPOSES),
}


def votes(token: Token, paragraph: Paragraph, reading: Reading) -> Iterator[Voiced]:
    """Yield roll calls and stands that name no object: "France abstained", "Russia and China are opposed"."""
    if token.lower_ in ASIDE and not any(item.lower_ not in BALLOTS for item in children(token, "pobj", "prep", "dobj")):
        yield from _beside(token, paragraph)
    if token.pos_ == "NOUN" and token.lower_ in BALLOTS:
        yield from _by_noun(token, paragraph, reading)
        return
    stance = _vote_of(token) if is_verb(token) or token.pos_ == "ADJ" else None
    if stance is None or _is_past_one(token) or HOPE.search(token.sent.text) or negation(token) is not None or _is_unreal(token):
        return
    doer = _voter(token)
    if modal(token) in INTENDED and not is_own_word(token, doer, paragraph, reading):
        return
    decided = _decided(token)
    if decided is not None and token.lemma_.lower() == "vote":
        yield from _decisions(token, decided, doer, paragraph)
        return
    voters = [holder for item in (doer, *_companions(token, doer)) for holder in holders(item, paragraph, reading)]
    if not voters and token.lemma_.lower() == "abstain":
        voters = _between_dashes(token, paragraph)
    for holder in [*voters, *listed_after(token, paragraph)]:
        words, is_own = clause_words(token, paragraph), holder.actor.kind is EntityKind.PERSON
        yield Voiced(holder, stance, paragraph.start + token.idx, words, on_act=True, is_own=is_own, document=_document(token))


def _between_dashes(token: Token, paragraph: Paragraph) -> list[PartyMention]:
    """Return the states of a list before a vote: "Four states - Norway, Japan and Chad - abstained"."""
    before = list(token.sent)[: token.i - token.sent.start]
    dashes = [word.i for word in before if word.text in ("-", "--", "–", "—")]
    inside = [word for word in before if len(dashes) > 1 and word.i > dashes[-2]]
    return [
        PartyMention(naming.actor, paragraph.span(naming.start, naming.end), "list")
        for naming in paragraph.namings_in(inside)
        if naming.actor and naming.actor.kind is EntityKind.COUNTRY
    ]


def _document(token: Token) -> str:
    """Return the bill or law that a vote or veto is on by its own words, or none."""
    things = children(token, "dobj") + [item for prep in children(token, "prep") for item in children(prep, "pobj")]
    return next((item.lower_ for item in things if is_document(item) and issuer_kind(item) == "parliament"), "")


def _is_past_one(token: Token) -> bool:
    """Say whether what was vetoed is another one: "an earlier bill that was passed but vetoed by", "any bill"."""
    above = token.head
    while above.dep_ in ("acl", "relcl", "conj") and is_verb(above):
        above = above.head
    is_beside = token.dep_ in ("acl", "relcl", "conj") and above.pos_ == "NOUN"
    things = children(token, "dobj") if not is_beside else [above]
    dets = {child.lower_ for thing in things for child in children(thing, "det")}
    return "any" in dets or (is_beside and bool(dets & {"a", "an"}))


def _is_unreal(token: Token) -> bool:
    """Say whether a vote is a mere possibility; who vows or threatens to cast it takes a side."""
    return (
        modal(token) in UNREAL_MODALS
        and not _is_urged(token)
        and not (modal(token) == "to" and token.head.lemma_.lower() in VOWING)
    )


def _voter(token: Token) -> Token | None:
    """Return who votes; "voting against were" has its voters behind it."""
    be = next((word for word in (token.head, *token.children) if word.i > token.i and word.lower_ in ("were", "was")), None)
    if token.tag_ == "VBG" and be is not None:
        return next((noun for noun in children(be, "attr", "nsubj") if noun.i > be.i), None)
    if token.head.lower_ == "in" and token.head.head.lemma_.lower() == "join":
        return subject(token.head.head)
    if _is_urged(token):
        return subject(token.head)
    return (
        subject(token)
        or next(iter(children(token, "nsubjpass", "nsubj")), None)
        or next(iter(children(token.head, "nsubj", "nsubjpass")), None)
    )


def _is_urged(token: Token) -> bool:
    """Say whether somebody asks others for a vote, and so takes its side: "urged members to vote for"."""
    return token.dep_ == "xcomp" and modal(token) == "to" and token.head.lemma_.lower() in ("urge", "ask", "call", "appeal")


def _companions(token: Token, doer: Token | None) -> list[Token]:
    """Return those who vote with a voter: "joined Britain in voting against", "Norway, joined by Britain, voted"."""
    join = token.head.head if token.head.lower_ == "in" and token.head.head.lemma_.lower() == "join" else None
    joined = children(join, "dobj") if join is not None else []
    by = [agent(verb) for verb in (children(doer, "acl") if doer is not None else []) if verb.lemma_.lower() == "join"]
    along = [prep for prep in token.children if prep.lower_ in ("along", "together")]  # "voted against, along with Chad"
    beside = [item for prep in along for inner in children(prep, "prep") for item in children(inner, "pobj")]
    return [item for item in (*joined, *by, *beside) if item is not None]


def _vote_of(token: Token) -> Stance | None:
    """Return the stance of a vote: "voted against", "voted no", "cast negative votes", "abstained", "are opposed"."""
    lemma, words = token.lemma_.lower(), {inner.lower_ for inner in token.subtree}
    if lemma == "abstain":
        return Stance.ABSTAINS
    if lemma == "vote":
        return _ballot(token, words)
    casts_no = lemma == "cast" and words & {"vote", "votes"} and words & {"negative", "against", "no", "dissenting"}
    vetoes = lemma == "veto" or (lemma in ("use", "cast", "exercise", "wield") and words & {"veto", "vetoes", "vetos"})
    alone = not children(token, "prep", "agent", "dobj", "ccomp")
    stands_against = (token.lower_ == "opposed" or (lemma in OBJECTING and is_verb(token))) and alone
    return Stance.OPPOSES if casts_no or vetoes or stands_against else None


OBJECTING = frozenset({"protest", "object", "disagree", "demur", "dissent"})


def _ballot(token: Token, words: set[str]) -> Stance | None:
    """Return the stance of "voted" by the words that hang on it."""
    sides = [child for child in token.children if not any(_is_other(item) for item in children(child, "pobj"))]
    told = next((child.lower_ for child in sides if child.lower_ in ("for", "against") and children(child, "pobj")), "")
    linked = {told} if told else {child.lower_ for child in sides}
    if linked & {"against", "no"}:
        return Stance.OPPOSES
    if linked & {"for", "yes"} or words & {"favor", "favour"}:
        return Stance.SUPPORTS
    return Stance.SUPPORTS if _decided(token) is not None else None


def _is_other(item: Token) -> bool:
    """Say whether a vote is on another matter: "voted against loans to Chad"; votes on it, the text, the ban are not."""
    if item.lemma_.lower() in VOTED_ON and is_of_other_matter(item):
        return True
    return item.pos_ in ("NOUN", "PROPN") and not is_topic(item) and item.lemma_.lower() not in VOTED_ON


def _decided(token: Token) -> Token | None:
    """Return what a vote is to do: "freeze" of "voted to freeze the assets"."""
    return next((verb for verb in children(token, "xcomp", "advcl") if modal(verb) == "to"), None)


def _decisions(token: Token, decided: Token, doer: Token | None, paragraph: Paragraph) -> Iterator[Voiced]:
    """Yield the members counted of a body that votes to act; the body itself is the sender."""
    counted = counted_party(doer, paragraph, "holder") if doer is not None else None
    if counted:
        frees = cue_of(decided) in RELIEF
        stance = Stance.OPPOSES if frees else Stance.SUPPORTS
        yield Voiced(counted, stance, paragraph.start + decided.idx, clause_words(token, paragraph))


def _beside(token: Token, paragraph: Paragraph) -> Iterator[Voiced]:
    """Yield the names between "with" and a word that tells their vote."""
    before: list[Token] = []
    for word in reversed(list(token.sent)[: token.i - token.sent.start]):
        if word.lower_ == "with":
            for naming in paragraph.namings_in(before):
                if naming.actor and naming.actor.kind is EntityKind.COUNTRY:
                    holder = PartyMention(naming.actor, paragraph.span(naming.start, naming.end), "list")
                    words = clause_words(word, paragraph)
                    yield Voiced(holder, ASIDE[token.lower_], paragraph.start + token.idx, words, on_act=True)
            return
        if word.pos_ not in ("PROPN", "CCONJ", "DET", "PUNCT", "ADJ"):
            return
        before.append(word)


def _by_noun(token: Token, paragraph: Paragraph, reading: Reading) -> Iterator[Voiced]:
    """Yield who voted by the noun: "five abstentions, among them China's", "vetoes by Chad and Mali", "the president's veto"."""
    vetoed = [item for prep in children(token, "prep") if prep.lower_ == "of" for item in children(prep, "pobj")]
    is_overridden = any(word.lower_.startswith(("overrid", "overrode")) for word in token.doc[max(0, token.i - 5) : token.i])
    is_denied = negation(token) is not None or negation(token.head) is not None
    if (is_denied and not is_overridden) or any(map(_is_other, vetoed)):
        return
    sources = [item for prep in children(token, "prep") if prep.lower_ in ("by", "from") for item in children(prep, "pobj")]
    sources += [owner for owner in children(token, "poss") if owner.pos_ != "PRON"]
    verb = governing_verb(token)
    if token.dep_ == "dobj" and token.head.lemma_.lower() in ("threaten", "promise", "pledge"):  # "threatened a veto"
        sources += children(token.head, "nsubj")
    if token.nbor().lower_ == "by" and token.i + 1 < len(token.doc) - 1:
        sources += [item for item in children(token.nbor(), "pobj") if item not in sources]
    if verb is not None and verb.tag_ in ("VBD", "VBZ") and any(owner.pos_ == "PRON" for owner in children(token, "poss")):
        sources += children(verb, "nsubj") if verb.lemma_.lower() in STOPPING else []
    listed = listed_after(token, paragraph) if BALLOTS[token.lower_] is Stance.ABSTAINS else []
    is_cast = verb is None or verb.tag_ in ("VBD", "VBZ", "VBN") or verb.lemma_.lower() == "override"
    listed += _of_states(token, paragraph) if is_cast else []
    for holder in [*(holder for item in sources for holder in holders(item, paragraph, reading)), *listed]:
        words, is_own = clause_words(token, paragraph), holder.actor.kind is EntityKind.PERSON
        yield Voiced(holder, BALLOTS[token.lower_], paragraph.start + token.idx, words, on_act=True, is_own=is_own)


def _of_states(ballot: Token, paragraph: Paragraph) -> list[PartyMention]:
    """Return the states whose adjective or bracket a ballot has: "a British veto", "one abstention (Yemen)"."""
    near = [*children(ballot, "amod", "compound", "nmod"), *children(ballot, "appos")]
    persons = [naming for naming in paragraph.namings_in(near) if naming.label == "PERSON"]  # "a certain Reagan veto"
    if persons and persons[0].actor:
        return [PartyMention(persons[0].actor, paragraph.span(persons[0].start, persons[0].end), "list")]
    near += [inner for item in children(ballot, "appos") for inner in item.subtree]
    return [
        PartyMention(naming.actor, paragraph.span(naming.start, naming.end), "list")
        for naming in paragraph.namings_in(near)
        if naming.actor and naming.actor.kind is EntityKind.COUNTRY
    ]


def is_own_word(token: Token, doer: Token | None, paragraph: Paragraph, reading: Reading) -> bool:
    """Say whether the voter itself says how it will vote: "China said it would abstain", "Russia will vote against"."""
    said = next(
        (
            up
            for up in token.ancestors
            if is_verb(up) and (cue_of(up) in (Cue.REPORT, Cue.THREATEN) or up.lemma_.lower() in ("signal", "indicate", "hint"))
        ),
        None,
    )
    if said is None:
        return modal(token) == "will"
    speaking = {_state(party, reading) for party in holders(subject(said), paragraph, reading)}
    return bool(speaking & {_state(party, reading) for party in holders(doer, paragraph, reading)})


def _state(party: PartyMention, reading: Reading) -> str:
    return reading.state_of(party.actor).entity_id
