"""Fill the gaps of a candidate from the story around it: pronouns, documents, officials, and the sentence before."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from tasks.language.gazetteer import development_banks
from tasks.language.parsed import Span, Token
from tasks.language.wordlists import word_set
from tasks.measures.candidate import Candidate
from tasks.measures.clauses import agent, children, clause_head, is_passive, is_verb, subject
from tasks.measures.instruments import is_instrument, issuer_kind
from tasks.measures.issuing import SPEAKERS, is_document, issuers_of, speakers, told_at
from tasks.measures.lexicon import Cue, cue_of, singular
from tasks.measures.meetings import COUNCIL_IDS, between_two, from_bloc
from tasks.measures.party import ON_ORDERS, PartyMention, doer_parties, mention
from tasks.measures.reading import Paragraph, Reading, Words
from tasks.measures.standing import Mood
from tasks.measures.status import standing
from warehouse.codes import EntityKind, MeasureType, Status

RESOLUTION = re.compile(r"\b(?:draft|proposed|new)? ?resolution\b", re.IGNORECASE)
# "a draft resolution", "if put to a vote"; a miss: "the resolution".
PENDING = re.compile(
    r"\b(?:draft (?:resolution|text)|proposed (?:resolution|measures)|put to a vote|draft|"
    r"introduced in|is expected to pass|will be approved|"
    r"(?:before|pending in|pending before) (?:the )?(?:House|Senate|Congress|parliament))\b",
    re.IGNORECASE,
)
# "voted 13-0 to impose", "adopted the resolution"; a miss: "will vote on".
# "vetoed", "used their vetoes"; a miss: "has a veto".
VETOED = re.compile(
    r"\b(?:vetoed|vetoes? a|used (?:its|their|his|a) veto(?:es)?|(?:double|triple) veto|voted down|defeated)\b", re.IGNORECASE
)
ADOPTED = re.compile(
    r"\b(?:adopted|approved|passed|voted (?:unanimously|\d+-\d+|\d+ to \d+)|sign(?:ed|s)|enacted|into law|vetoed|"
    r"unanimous(?:ly)?(?: \w+){0,3} vote)\b",
    re.IGNORECASE,
)


def fill(candidates: Sequence[Candidate], reading: Reading) -> list[Candidate]:
    """Return the candidates with senders and targets that the surrounding text gives."""
    filled: list[Candidate] = []
    for candidate in candidates:
        step = _speaking_for_states(candidate, reading)
        if not step.senders:
            step = _with_sender(step, reading, filled)
        step = _with_pronoun_hit(step, reading)
        filled.append(_of_development(_apart(_speaking_for_states(step, reading))))
    return filled


def _apart(candidate: Candidate) -> Candidate:
    """Return the candidate without targets that are its senders."""
    return replace(
        candidate, targets=tuple(party for party in candidate.targets if party.actor.entity_id not in candidate.sender_ids)
    )


def _of_development(candidate: Candidate) -> Candidate:
    """Return loans held back by a bank of states as aid, which they are; commercial credit stays finance."""
    is_bank = bool(candidate.senders) and candidate.sender_ids <= development_banks()
    is_loan = candidate.measure_type is MeasureType.FINANCIAL_RESTRICTION and any(
        LOAN.search(words.text) for words in candidate.goods
    )
    return replace(candidate, measure_type=MeasureType.AID_SUSPENSION) if is_bank and is_loan else candidate


LOAN = re.compile(r"\b(?:loans?|credits?|lending|financing|payments?)\b", re.IGNORECASE)


def _speaking_for_states(candidate: Candidate, reading: Reading) -> Candidate:
    """Return the candidate with officials among its senders replaced by their states."""
    states = reading.homes_of_legislators
    senders = tuple(
        replace(party, actor=states.get(party.actor.entity_id, reading.state_acting_through(party.actor)))
        for party in candidate.senders
    )
    return replace(candidate, senders=tuple({party.actor.entity_id: party for party in senders}.values()))


def _with_sender(candidate: Candidate, reading: Reading, before: Sequence[Candidate]) -> Candidate:
    """Return the candidate with the sender that a pronoun or a document stands for."""
    if candidate.pronoun is not None:
        found, document = antecedent(candidate.pronoun, candidate.paragraph, reading)
        if found:
            return replace(candidate, senders=tuple(found), sender_rule="R-pronoun")
        if document is not None:
            return _from_document(candidate, document, reading, before)
    document = candidate.document or (_token_at(candidate.instrument, candidate.paragraph) if candidate.instrument else None)
    if document is not None:
        return _by_issuer(_from_document(candidate, document, reading, before), reading)
    agreed = between_two(candidate, reading)
    return agreed if agreed.senders else _by_issuer(_by_order(_from_home(from_bloc(candidate, reading), reading)), reading)


def _from_home(candidate: Candidate, reading: Reading) -> Candidate:
    """Return the candidate with the state whose "government" or "parliament" acts: the speaker's, or that named before."""
    doer = subject(candidate.token) if candidate.trigger.is_verb else subject(clause_head(candidate.token))
    is_unnamed = doer is not None and candidate.paragraph.naming_of(doer) is None
    if candidate.senders or doer is None or not is_unnamed or singular(doer.lower_) not in GOVERNING:
        return candidate
    found = [
        party for party in _named_above(doer, candidate.paragraph, reading) if party.actor.entity_id not in candidate.target_ids
    ]
    return replace(candidate, senders=tuple(found[:1]), sender_rule="R-definite noun") if found else candidate


GOVERNING = frozenset({"government", "cabinet", "parliament", "ministry", "administration", "authority", "country", "president"})


def _by_order(candidate: Candidate) -> Candidate:
    """Return what a state's firms do on its orders with that state as sender: "Japanese makers will stop exports"."""
    doer = subject(candidate.token) if candidate.trigger.is_verb and not candidate.senders else None
    if doer is None or not ON_ORDERS.search(candidate.token.sent.text):
        return candidate
    names = candidate.paragraph.namings_in([token for token in doer.subtree if token.i <= doer.i])
    found = [
        mention(naming, candidate.paragraph, "nationals")
        for naming in names
        if naming.actor and naming.actor.kind is EntityKind.COUNTRY
    ]
    return replace(candidate, senders=tuple(found), sender_rule="R-nationals")


def _by_issuer(candidate: Candidate, reading: Reading) -> Candidate:
    """Return an act that nobody is told to do, in the statement of a state, with that state as sender: "visas are revoked"."""
    is_open = not candidate.senders and not candidate.unsure and candidate.status in (Status.IMPOSED, Status.EXTENDED)
    if not is_open or not is_document(reading):
        return candidate
    issuing = (told_at(party, candidate.trigger_words) for party in issuers_of(reading))
    found = [party for party in issuing if party.actor.entity_id not in candidate.target_ids]
    return replace(candidate, senders=tuple(found), sender_rule="R-speaker") if found else candidate


def _named_above(doer: Token, paragraph: Paragraph, reading: Reading) -> list[PartyMention]:
    """Return the states of the subjects above a noun, or of the sentences before it."""
    homes = [(above, paragraph) for above in _subjects_above(doer)]
    homes += [
        (above, home) for sentence, home in sentences_before(doer.sent, paragraph, reading) for above in _main_subjects(sentence)
    ]
    for above, home in homes:
        found = [
            replace(party, actor=reading.state_of(party.actor))
            for party in doer_parties(above, home, "definite noun")
            if reading.state_of(party.actor).kind is EntityKind.COUNTRY
        ]
        if found:
            return found
    return []


def _with_pronoun_hit(candidate: Candidate, reading: Reading) -> Candidate:
    """Return the candidate with the target that a pronoun stands for: "sanctions on it", "barred him from the country"."""
    if candidate.targets:
        return candidate
    token = candidate.token
    near = [token, *children(token, "acl", "relcl"), *([token.head] if token.dep_ in ("dobj", "nsubjpass") else [])]
    hit = [item for word in near for prep in children(word, "prep") if prep.lower_ in AGAINST for item in children(prep, "pobj")]
    hit += children(token, "dobj", "dative") if candidate.trigger.is_verb else []
    for pronoun in hit:
        if pronoun.lower_ in ("it", "them", "him", "her", "us"):
            found = [
                party
                for party in antecedent(pronoun, candidate.paragraph, reading)[0]
                if party.is_linked or pronoun.lower_ in HUMAN
            ]
            found = [party for party in found if party.actor.entity_id not in candidate.sender_ids]
            if found:
                return replace(candidate, targets=tuple(found), target_rule="R-pronoun")
    return candidate


AGAINST = frozenset({"on", "against", "upon"})
HUMAN = frozenset({"him", "her"})


def _from_document(candidate: Candidate, document: Token, reading: Reading, before: Sequence[Candidate]) -> Candidate:
    """Return the candidate with the issuer of a resolution, law or order as its sender."""
    own = [
        party
        for party in doer_parties(document, candidate.paragraph, "instrument")
        if party.actor.entity_id not in candidate.target_ids
    ]
    if own and document.lemma_.lower() in ("draft", "text", "proposal", "resolution"):
        candidate, own = replace(candidate, proposers=(*candidate.proposers, *own)), []
    own = makers_of(document, candidate.paragraph) or _unless_aimed_at(own, document) or forum_of(document, candidate.paragraph)
    own = [party for party in own if party.actor.entity_id not in candidate.target_ids]
    issuer = own or _issuer(document, reading, before)
    is_source = document is candidate.document or candidate.pronoun is not None
    words = candidate.instrument or (
        candidate.paragraph.words(document, document) if document.doc is candidate.paragraph.doc else None
    )
    if is_source and (_is_vetoed(document, reading) or _is_refused(document)) and candidate.status is Status.PROPOSED:
        candidate = replace(candidate, status=Status.REJECTED, standing=replace(candidate.standing, mood=Mood.REFUSED))
    if (
        is_source
        and _is_pending(document, reading)
        and candidate.standing.mood is Mood.REAL
        and candidate.standing.act in (None, Cue.ENACT)
    ):
        candidate = replace(
            candidate, status=Status.PROPOSED, standing=replace(candidate.standing, mood=Mood.POSSIBLE, is_told=True)
        )
    return replace(
        candidate, senders=tuple(issuer), instrument=words, sender_rule="R-instrument" if issuer else candidate.sender_rule
    )


def makers_of(document: Token, paragraph: Paragraph) -> list[PartyMention]:
    """Return who made a document by the participle after it: "the law, enacted by Oslo"; a draft's sponsor makes no law."""
    makers = [agent(verb) for verb in children(document, "acl") if cue_of(verb) is Cue.ENACT]
    return [party for maker in makers if maker is not None for party in doer_parties(maker, paragraph, "instrument")]


def _unless_aimed_at(found: list[PartyMention], document: Token) -> list[PartyMention]:
    """Return nobody where the name before a document says whom it hits: "the Chad sanctions law"."""
    kind = {singular(child.lower_) for child in children(document, "compound")}
    is_title = document.pos_ == "PROPN" and document.text[:1].isupper()  # "the Chad Democracy Act"
    inside = (len(document.doc[document.left_edge.i : document.i]), is_title)
    return [] if kind & {"sanction", "embargo", "boycott"} or all(inside) else found


def forum_of(document: Token, paragraph: Paragraph) -> list[PartyMention]:
    """Return the chamber or body that a document lies before: who debates or passes it, or where it was brought in."""
    verb = document.head if is_verb(document.head) else None
    places = [document, *([verb] if verb is not None else [])]
    found = [
        item for place in places for prep in children(place, "prep") if prep.lower_ in LYING for item in children(prep, "pobj")
    ]
    found += [  # "under consideration by the Senate"
        item
        for place in places
        for under in children(place, "prep")
        if under.lower_ == "under"
        for noun in children(under, "pobj")
        for by in children(noun, "prep")
        if by.lower_ in ("by", "in")
        for item in children(by, "pobj")
    ]
    if verb is not None and cue_of(verb) in DEALING:
        doer = agent(verb) if is_passive(verb) else subject(verb)
        found += [doer] if doer is not None else []
    parties = [party for item in found for party in doer_parties(item, paragraph, "instrument")]
    return [party for party in parties if party.is_linked and (party.actor.kind is EntityKind.BODY or _is_chamber(party))]


LYING = frozenset({"in", "before", "to", "by", "through"})
DEALING = frozenset({Cue.ENACT, Cue.CONSIDER, Cue.PROPOSE, Cue.REFUSE, Cue.DECIDE})


def _is_chamber(party: PartyMention) -> bool:
    """Say whether a state is named by its parliament: "the U.S. Senate", "the Danish parliament"; a miss: "Norway"."""
    return not word_set("organs").isdisjoint(party.words.text.lower().split()) or party.words.text in ("Congress", "Capitol Hill")


def _issuer(document: Token, reading: Reading, before: Sequence[Candidate]) -> list[PartyMention]:
    """Return who issues a kind of document in this story."""
    kind = issuer_kind(document)
    if kind == "council" or (kind == "any" and _debates_resolution(reading)):
        for wanted in COUNCIL_IDS:
            found = _first_named(reading, wanted)
            if found:
                return [found]
    earlier = [candidate for candidate in before if candidate.senders and not candidate.paragraph.is_headline]
    return list(earlier[-1].senders) if earlier else []


def _debates_resolution(reading: Reading) -> bool:
    """Say whether the story is about a resolution of the Security Council."""
    return any(RESOLUTION.search(paragraph.text) for paragraph in reading.paragraphs[:3])


def _is_vetoed(document: Token, reading: Reading) -> bool:
    """Say whether the story tells that a council's document was vetoed or voted down."""
    text = " ".join(paragraph.text for paragraph in reading.everything())
    return issuer_kind(document) == "council" and bool(VETOED.search(text))


def _is_refused(document: Token) -> bool:
    """Say whether the words above a document refuse it: "failed to adopt a resolution", "voted down a bill"."""
    return standing(document, None).mood is Mood.REFUSED


def _is_pending(document: Token, reading: Reading) -> bool:
    """Say whether a document still awaits its vote, by its own words or the story's."""
    own = {document.lemma_.lower(), *(child.lower_ for child in children(document, "compound", "amod"))}
    if own & {"draft", "proposed", "bill", "proposal", "amendment"}:
        return True
    text = " ".join(paragraph.text for paragraph in reading.everything())
    return issuer_kind(document) in ("council", "parliament", "any") and bool(PENDING.search(text)) and not ADOPTED.search(text)


def _first_named(reading: Reading, entity_id: str) -> PartyMention | None:
    for paragraph in reading.paragraphs:
        for naming in paragraph.namings:
            if naming.actor and naming.actor.entity_id == entity_id:
                return mention(naming, paragraph, "instrument")
    return None


def antecedent(pronoun: Token, paragraph: Paragraph, reading: Reading) -> tuple[list[PartyMention], Token | None]:
    """Return (parties, document) that a pronoun stands for: the subject above it, or of the sentences before."""
    if pronoun.lower_ in SPEAKERS:
        return speakers(pronoun, paragraph, reading), None
    for above in (*_blamed_above(pronoun), *_subjects_above(pronoun)):
        found = doer_parties(above, paragraph, "pronoun")
        if found:
            return found, None
    for sentence, home in sentences_before(pronoun.sent, paragraph, reading):
        for doer in _main_subjects(sentence):
            if is_instrument(doer):
                return [], doer
            found = [
                party
                for party in doer_parties(doer, home, "pronoun")
                if party.actor.kind is not EntityKind.PERSON or pronoun.lower_ in ("he", "she")
            ]
            if found:
                return found, None
    return [], None


def _blamed_above(pronoun: Token) -> list[Token]:
    """Return who is blamed for what the pronoun does: "protested to Norway after it refused", "blamed Chad because it froze"."""
    clause = pronoun.head
    verb = clause.head
    is_occasion = clause.dep_ in ("advcl", "pcomp") and pronoun.dep_ == "nsubj"
    while is_occasion and not is_verb(verb) and verb.head.i != verb.i:
        verb = verb.head
    if not is_occasion or verb.lemma_.lower() not in word_set("blaming"):
        return []
    to = [
        item for prep in children(verb, "prep", "dative") if prep.lower_ in ("to", "against") for item in children(prep, "pobj")
    ]
    return [noun for noun in (*children(verb, "dobj"), *to) if noun.pos_ == "PROPN"]


def _subjects_above(pronoun: Token) -> Iterator[Token]:
    token = pronoun
    own = pronoun.head
    while token.head.i != token.i:
        token = token.head
        if is_verb(token) and token.i != own.i:
            yield from (child for child in children(token, "nsubj", "nsubjpass") if child.pos_ != "PRON")


def sentences_before(sentence: Span, paragraph: Paragraph, reading: Reading) -> Iterator[tuple[Span, Paragraph]]:
    """Yield the two sentences before one, nearest first, with their paragraphs."""
    earlier = [(span, paragraph) for span in paragraph.doc.sents if span.start < sentence.start]
    if not paragraph.is_headline and paragraph.index:
        before = reading.paragraphs[paragraph.index - 1]
        earlier = [*((span, before) for span in before.doc.sents), *earlier]
    yield from reversed(earlier[-2:])


def _main_subjects(sentence: Span) -> list[Token]:
    return [child for child in children(sentence.root, "nsubj", "nsubjpass") if child.pos_ != "PRON"]


def _token_at(words: Words, paragraph: Paragraph) -> Token | None:
    """Return the instrument noun within words of a paragraph."""
    inside = [token for token in paragraph.doc if words.start <= paragraph.start + token.idx < words.end]
    return next((token for token in reversed(inside) if is_instrument(token)), None)
