"""Who speaks: the state that issues a statement, letter or readout, and whoever is quoted."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from tasks.language.parsed import Token
from tasks.language.wordlists import word_pattern
from tasks.measures.clauses import children, conjuncts, is_verb
from tasks.measures.lexicon import Cue, cue_of
from tasks.measures.party import PartyMention, doer_parties, mention
from tasks.measures.reading import Paragraph, Reading, Words
from warehouse.codes import EntityKind

SPEAKERS = frozenset({"we", "us", "our", "i", "my", "me"})
# Offices and chambers that only one state has under this name: "a letter to the Speaker", "the Press Secretary".
FEDERAL = word_pattern("federal_posts")
QUOTES = re.compile('["\u201c\u201d]')


def speakers(pronoun: Token, paragraph: Paragraph, reading: Reading) -> list[PartyMention]:
    """Return whom "we", "I" or "my" stands for: the one quoted, or in a statement's own words the state that issues it."""
    issuing = [told_at(party, paragraph.words(pronoun, pronoun)) for party in issuers_of(reading)]
    if issuing and not _is_quoted(pronoun, paragraph):
        return issuing
    return _quoted_speaker(pronoun, paragraph, reading) or issuing


def told_at(party: PartyMention, words: Words) -> PartyMention:
    """Return a party that only the title names with the words of the body that stand for it."""
    return party if party.words.is_in_body else replace(party, words=words)


def is_document(reading: Reading) -> bool:
    """Say whether the story is the statement, letter or readout of an office rather than an agency's report."""
    title = _title(reading)
    return title is not None and DOCUMENT.match(title.text) is not None


# "Statement by the President", "FACT SHEET: ...", "Joint statement of ..."; a miss: "Statement angers allies".
DOCUMENT = re.compile(
    r"\s*(?:(?:joint|press|official|written|background|video|opening|g-?7)\s+){0,2}"
    r"(?:statement|remarks|message|letter|address|speech|readout|notice|proclamation|memorandum|declaration|fact sheet)"
    r"(?:\s+(?:by|from|of|to|on)\b|\s*[:\u2013\u2014-])|\s*fact sheet\b|\s*(?:background )?press (?:call|briefing|gaggle)\b|"
    r"\s*.{0,60}\b(?:statement|remarks)(?:\s+(?:on|by)\b|\s*:)",
    re.IGNORECASE,
)


def issuers_of(reading: Reading) -> list[PartyMention]:
    """Return the states or bodies in whose name a story speaks, by its title; one that is no document has none."""
    title = _title(reading)
    if title is None or not is_document(reading):
        return []
    return _signatories(title, reading) or _federal(title, reading) or _offices(title) or _leading(reading)


def _title(reading: Reading) -> Paragraph | None:
    return reading.headline or next(iter(reading.paragraphs), None)


def _signatories(title: Paragraph, reading: Reading) -> list[PartyMention]:
    """Return who stands behind "by", "from" or "of", an official by his state: "Statement by President Kekkonen of Finland"."""
    named = [
        noun
        for prep in title.doc
        if prep.lower_ in ("by", "from", "of") and prep.i <= LAST_SIGNATORY and not is_verb(prep.head)
        for first in children(prep, "pobj")
        for noun in conjuncts(first)
    ]
    for noun in named:
        found = [
            party
            for item in conjuncts(noun)
            for party in _as_states(doer_parties(item, title, "speaker"), reading)
            if party.is_linked
        ]
        if found:
            return found
    return []


# "Joint Press Statement by": a signatory is named at the start, the matter after "on".
LAST_SIGNATORY = 6


def _federal(title: Paragraph, reading: Reading) -> list[PartyMention]:
    """Return the state whose office a title names without its state: "Statement from the Press Secretary"."""
    if not FEDERAL.search(title.text):
        return []
    for paragraph in reading.everything():
        for naming in paragraph.namings:
            if naming.actor is not None and naming.actor.entity_id == "country:US":
                return [mention(naming, paragraph, "speaker")]
    return []


def _offices(title: Paragraph) -> list[PartyMention]:
    """Return the state whose office or government a title names: "Fact sheet: the White House announces"."""
    offices = [naming for naming in title.namings if naming.actor is not None and naming.column == "metonyms"]
    return [mention(naming, title, "speaker") for naming in offices[:1]]


def _leading(reading: Reading) -> list[PartyMention]:
    """Return the one state that acts most often by its plain name in a text that says "we"."""
    acting: dict[str, list[PartyMention]] = {}
    says_we = False
    for paragraph in reading.paragraphs:
        says_we = says_we or any(token.lower_ in SPEAKERS for token in paragraph.doc)
        for token in paragraph.doc:
            naming = paragraph.naming_of(token) if token.dep_ == "nsubj" else None
            if naming is not None and naming.actor is not None and naming.actor.kind is EntityKind.COUNTRY:
                acting.setdefault(naming.actor.entity_id, []).append(mention(naming, paragraph, "speaker"))
    best = max(acting.values(), key=len, default=[])
    is_clear = sum(len(found) == len(best) for found in acting.values()) == 1
    return best[:1] if says_we and is_clear else []


def _is_quoted(pronoun: Token, paragraph: Paragraph) -> bool:
    return len(QUOTES.findall(paragraph.doc.text[: pronoun.idx])) % 2 == 1


def _quoted_speaker(pronoun: Token, paragraph: Paragraph, reading: Reading) -> list[PartyMention]:
    """Return the subject of the nearest reporting verb of the paragraph, or of the paragraph before."""
    for home, verbs in _reports(pronoun, paragraph, reading):
        for verb in verbs:
            found = [party for doer in children(verb, "nsubj") for party in doer_parties(doer, home, "speaker")]
            if found:
                return _as_states(found, reading)
    return []


def _reports(pronoun: Token, paragraph: Paragraph, reading: Reading) -> Iterator[tuple[Paragraph, Sequence[Token]]]:
    own = [token for token in paragraph.doc if is_verb(token) and cue_of(token) is Cue.REPORT]
    yield paragraph, sorted(own, key=lambda verb: abs(verb.i - pronoun.i))
    if not paragraph.is_headline and paragraph.index:
        before = reading.paragraphs[paragraph.index - 1]
        yield before, [token for token in before.doc if is_verb(token) and cue_of(token) is Cue.REPORT]


def _as_states(found: Sequence[PartyMention], reading: Reading) -> list[PartyMention]:
    """Return the states alone where a speaker's state is named beside him: "Prime Minister Schlueter of Denmark"."""
    states = [party for party in found if reading.state_of(party.actor).kind is not EntityKind.PERSON]
    kept = states or list(found)
    return [replace(party, actor=reading.state_of(party.actor)) for party in kept]
