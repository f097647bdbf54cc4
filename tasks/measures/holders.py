"""Who holds a stance: the parties of a subject, its government, a count of members, a group without a name."""

from dataclasses import replace

from tasks.language.gazetteer import named
from tasks.language.parsed import Token
from tasks.language.wordlists import word_set
from tasks.measures.clauses import children, core
from tasks.measures.context import antecedent
from tasks.measures.instruments import is_instrument
from tasks.measures.lexicon import singular
from tasks.measures.party import PartyMention, counted_party, doer_parties, mention
from tasks.measures.reading import Paragraph, Reading
from tasks.measures.voices import voice
from warehouse.codes import EntityKind

# "his government", "its delegation": whose state speaks is told by the pronoun.
OWN_STATE = word_set("own_state")
DOCUMENTS = word_set("documents")
# Groups that speak for the states named beside them: "ambassadors from Norway and Japan".
OF_STATES = frozenset({"leader", "ambassador", "diplomat", "state", "nation", "country", "government", "member"})
# "Not a single state", "no one", "few members".
NONE_OF = frozenset({"not", "few"})
# Heads of proper names that are no government, whatever state stands in the name.
PARTISAN = word_set("partisan")


def holders(doer: Token | None, paragraph: Paragraph, reading: Reading) -> list[PartyMention]:
    """Return the parties of a subject, pronouns resolved; a count of members by its words ("nine of the 15 members")."""
    if doer is None or _is_nobody(doer):
        return []
    if doer.lower_ in ("sens", "reps"):  # a title taken for a subject of its own
        doer = next((other for other in children(doer.head, "nsubj") if other.i > doer.i), doer)
    puppet = _puppet(doer, paragraph)
    if puppet is not None:
        return [puppet]
    pointed = _pointed_at(doer, paragraph, reading)
    if pointed is not None:
        return pointed
    found = _appended(doer, paragraph)
    counted = None if found else counted_party(doer, paragraph, "holder")
    if counted:
        return [counted]
    own = [party for party in doer_parties(doer, paragraph, "holder") if not found or party.is_linked]
    first = _by_name(doer, own, paragraph) or _by_kind(doer, own, found, paragraph)
    if not first and doer.dep_ == "appos" and doer.lower_ in RESTATING:  # "Kari Holm, a group that has opposed"
        return holders(doer.head, paragraph, reading)
    return [*first, *_further(doer, first, paragraph, reading)]


RESTATING = frozenset({"group", "organisation", "organization", "association", "country", "state", "nation", "company"})


def _further(doer: Token, first: list[PartyMention], paragraph: Paragraph, reading: Reading) -> list[PartyMention]:
    """Return the names and groups joined to a subject that its own words do not cover: "the party and the Greens"."""
    last = max((party.words.end for party in first), default=0) - paragraph.start
    further = [item for item in children(doer, "conj") if item.idx >= last and first]
    examples = [prep for prep in children(doer, "prep") if prep.lower_ == "including"]  # "several states, including Chad"
    further += [item for prep in examples for item in children(prep, "pobj") if item.idx >= last]
    return [party for item in further for party in holders(item, paragraph, reading)]


def _puppet(doer: Token, paragraph: Paragraph) -> PartyMention | None:
    """Return a government that another state set up, by its words: "the Iraqi-installed government of Kuwait"."""
    is_set_up = doer.lower_ in ("government", "regime", "administration") and any(
        word.lower_ in ("installed", "imposed", "appointed") for word in doer.lefts
    )
    if not is_set_up:
        return None
    phrase = [token for token in core(doer) if not (token.lower_ in ("the", "a", "an") and token.i < doer.i)]
    words = paragraph.words(phrase[0], phrase[-1])
    return PartyMention(named(EntityKind.GROUP, " ".join(words.text.split())), words, "holder")


def _is_nobody(doer: Token) -> bool:
    """Say whether a subject has no stand: a document (its drafters propose), a state's opposition, "not a single state"."""
    is_thing = is_instrument(doer) or doer.lower_ in DOCUMENTS or doer.lower_ == "opposition"
    return is_thing or any(child.lower_ in NONE_OF for child in doer.lefts)


def _appended(doer: Token, paragraph: Paragraph) -> list[PartyMention]:
    """Return the parties in the appositions of a subject; a state is not restated by a person."""
    found = [
        party
        for item in children(doer, "appos")
        if paragraph.naming_of(item) and not _restates(item)
        for party in doer_parties(item, paragraph, "holder")
    ]
    naming = paragraph.naming_of(doer)
    is_state = naming is not None and naming.actor is not None and naming.actor.kind is EntityKind.COUNTRY
    return [party for party in found if party.is_linked or not is_state]


def _by_name(doer: Token, own: list[PartyMention], paragraph: Paragraph) -> list[PartyMention]:
    """Return the holder where the name itself tells it: a body that no list knows, an official's state."""
    naming = paragraph.naming_of(doer)
    if naming is None:
        is_behind = all(party.words.start > paragraph.start + doer.idx for party in own)  # "Bishop Holm of El Obeid"
        is_unknown = (doer.lower_ in PARTISAN or is_behind) and doer.lower_ not in word_set("posts") | OFFICES
        whole = _proper_name(doer, paragraph) if is_unknown else []
        return [*whole, *_joined_to(doer, own, paragraph)] if whole else []
    if naming.label != "PERSON":
        return []
    return own[:1] if own and _is_titled(doer, own[0]) else _home_of(doer, paragraph)


def _by_kind(doer: Token, own: list[PartyMention], found: list[PartyMention], paragraph: Paragraph) -> list[PartyMention]:
    """Return the holder of any other subject: a group by its words, the parties named there, those it speaks for."""
    naming = paragraph.naming_of(doer)
    after = _joined_to(doer, own, paragraph)
    if naming and naming.label in ("PERSON", "ORG"):  # "Israeli Prime Minister X and Saudi Arabia": the adjective is X's
        own = [_plain(party, doer, paragraph) for party in own if party.actor == naming.actor] + after
    if (
        doer.tag_ == "NN"
        and doer.lower_ in word_set("posts")
        and any(party.actor.kind is EntityKind.ORGANIZATION for party in own)
    ):
        return [party for party in own if party.actor.kind is not EntityKind.PERSON]  # who heads a firm speaks for it
    group = voice(doer, paragraph)
    if group and own == after:  # "black leaders and the union"
        return [*group, *after]
    is_of_trade = any(child.dep_ == "compound" and child.pos_ == "NOUN" for child in doer.lefts)  # "American business leaders"
    if group and (is_of_trade or not (own and singular(doer.lower_) in OF_STATES)):
        return group
    return [*own, *found] or _spoken_for(doer, paragraph) or _alone(doer, paragraph) or _restated(doer, paragraph)


def _joined_to(doer: Token, parties: list[PartyMention], paragraph: Paragraph) -> list[PartyMention]:
    """Return the parties among some that are joined to a noun by "and"."""
    places = {inner.idx for item in children(doer, "conj") for inner in item.subtree}
    return [
        party
        for party in parties
        if any(party.words.start - paragraph.start <= at < party.words.end - paragraph.start for at in places)
    ]


def _proper_name(doer: Token, paragraph: Paragraph) -> list[PartyMention]:
    """Return the body whose name a run of capitals is: "Human Rights Watch", "the Sudan People's Liberation Army"."""
    first = doer
    while first.i and first.nbor(-1).head in (doer, first, first.nbor(-1).head) and _is_name_word(first.nbor(-1), doer):
        first = first.nbor(-1)
    if doer.pos_ != "PROPN" or first.i == doer.i or first.text == "'s":
        return []
    words = paragraph.words(first, doer)
    is_person = first.lower_.rstrip(".") in CALLINGS
    party = PartyMention(
        named(EntityKind.PERSON if is_person else EntityKind.ORGANIZATION, " ".join(words.text.split())), words, "holder"
    )
    return [_plain(party, doer, paragraph)]


def _is_name_word(token: Token, doer: Token) -> bool:
    is_capital = token.text[:1].isupper() and token.pos_ in ("PROPN", "ADJ", "NOUN")
    return (doer in token.ancestors and (token.dep_ != "poss" or token.tag_ == "NNPS") and is_capital) or (
        token.text in ("'s", "’s") and doer in token.ancestors and token.head.text[:1].isupper() and token.head.i > 0
    )


def _plain(party: PartyMention, doer: Token, paragraph: Paragraph) -> PartyMention:
    """Return a person without the calling before the name ("Bishop"), a firm with the word cut off: "General Motors"."""
    kind, words = party.actor.kind, party.actor.name.split()
    if kind is EntityKind.PERSON and len(words) > 2 and words[0].lower().rstrip(".") in CALLINGS:  # noqa: PLR2004 - a full name
        return replace(party, actor=named(kind, " ".join(words[1:]), party.actor.country))
    start = next((token for token in doer.lefts if token.text == "General" and token.dep_ == "compound"), None)
    if kind is EntityKind.ORGANIZATION and start is not None and words[0] != "General":
        whole = paragraph.words(start, doer)
        return PartyMention(named(kind, " ".join(whole.text.split())), whole, party.how)
    return party


CALLINGS = word_set("person_titles") | word_set("callings")


def _is_titled(doer: Token, first: PartyMention) -> bool:
    """Say whether an office of state stands between a state and a person: "Norwegian Ambassador Kari Anna Holm"."""
    offices = {word.lower_ for word in doer.lefts} & OFFICES
    return bool(offices) and first.actor.kind is EntityKind.COUNTRY


def _home_of(doer: Token, paragraph: Paragraph) -> list[PartyMention]:
    """Return the state behind a person with an office: "President Holm of Norway"; the country of a plain person is not meant."""
    if not {word.lower_ for word in doer.lefts} & OFFICES:
        return []
    places = [item for prep in children(doer, "prep") if prep.lower_ == "of" for item in children(prep, "pobj")]
    namings = [naming for item in places if (naming := paragraph.naming_of(item)) is not None]
    return [mention(item, paragraph, "holder") for item in namings if item.actor and item.actor.kind is EntityKind.COUNTRY]


def _pointed_at(doer: Token, paragraph: Paragraph, reading: Reading) -> list[PartyMention] | None:
    """Return whom a pronoun, or an organ of a state, stands for; None for any other subject."""
    if doer.pos_ == "PRON":
        return _conceding(doer, paragraph) or _named_above(doer, paragraph, reading) or antecedent(doer, paragraph, reading)[0]
    if (
        doer.lower_ in OFFICES
        and any(child.lower_ == "the" for child in doer.lefts)
        and not paragraph.namings_in(list(doer.subtree))
    ):
        return _last_person(doer, paragraph, reading)
    if singular(doer.lower_) not in OWN_STATE:
        return None
    owner = next((child for child in children(doer, "poss") if child.tag_ == "PRP$"), None)
    if owner is not None:
        named_there = [party for party in antecedent(owner, paragraph, reading)[0] if party.is_linked]
        return named_there or _last_person(doer, paragraph, reading)
    state = _state_of_organ(doer, paragraph)
    if state is None and doer.lower_ == "ministry":
        return _ministry_at(doer, paragraph) or None
    return [state] if state is not None else None


def _ministry_at(doer: Token, paragraph: Paragraph) -> list[PartyMention]:
    """Return the state of a ministry by the capital that its sentence opens with: "In Cairo, the Foreign Ministry said"."""
    places = [item for prep in children(doer.head, "prep") if prep.lower_ == "in" for item in children(prep, "pobj")]
    return [
        mention(naming, paragraph, "holder")
        for naming in paragraph.namings_in(places)
        if naming.actor and naming.actor.kind is EntityKind.COUNTRY
    ]


def _named_above(pronoun: Token, paragraph: Paragraph, reading: Reading) -> list[PartyMention]:
    """Return who speaks in the clause above a pronoun: "miners said they supported", "Holm of Norway said he"."""
    if pronoun.lower_ not in ("he", "she", "it", "they"):
        return []
    doers = [doer for up in pronoun.head.ancestors for doer in children(up, "nsubj")][:1]
    return [party for doer in doers if doer.pos_ != "PRON" for party in holders(doer, paragraph, reading)]


# "the minister" is the official last named.
OFFICES = frozenset(
    {"minister", "president", "spokesman", "spokeswoman", "ambassador", "envoy", "premier", "chancellor", "delegate"}
)


# "the spokesman" is nobody named before.
SPEAKING_FOR = frozenset({"spokesman", "spokeswoman"})


def _last_person(doer: Token, paragraph: Paragraph, reading: Reading) -> list[PartyMention]:
    """Return the official named last before a noun, in its paragraph or the one before."""
    near = [(paragraph, naming) for naming in paragraph.namings if naming.start < doer.idx]
    if not near and not paragraph.is_headline and paragraph.index:
        before = reading.paragraphs[paragraph.index - 1]
        near = [(before, naming) for naming in before.namings]
    persons = [(home, naming) for home, naming in near if naming.label == "PERSON" and naming.actor is not None]
    return [mention(naming, home, "holder") for home, naming in persons[-1:]]


def _restated(doer: Token, paragraph: Paragraph) -> list[PartyMention]:
    """Return the state in the apposition of a name that is none yet: "Holm, the Norwegian prime minister"."""
    return [party for item in children(doer, "appos") for party in doer_parties(item, paragraph, "holder")]


def _spoken_for(doer: Token, paragraph: Paragraph) -> list[PartyMention]:
    """Return for whom a spokesman speaks: "a spokesman for the Egyptian government"."""
    said_for = [item for prep in children(doer, "prep") if prep.lower_ == "for" for item in children(prep, "pobj")]
    found = [party for item in said_for for party in doer_parties(item, paragraph, "holder")]
    return found or _stationed(doer, paragraph)


def _stationed(doer: Token, paragraph: Paragraph) -> list[PartyMention]:
    """Return the state in whose capital an official without another name speaks: "a foreign ministry official in Cairo"."""
    is_official = any(child.lower_ in ("ministry", "government") for child in doer.lefts)
    places = [item for prep in children(doer, "prep") if prep.lower_ == "in" for item in children(prep, "pobj")]
    namings = [naming for item in places if is_official and (naming := paragraph.naming_of(item)) is not None]
    return [mention(item, paragraph, "holder") for item in namings if item.actor and item.actor.kind is EntityKind.COUNTRY]


def _conceding(pronoun: Token, paragraph: Paragraph) -> list[PartyMention]:
    """Return who the clause before a pronoun in its sentence is about: "While Egypt backed the ban, it now"."""
    clauses = [clause for clause in children(pronoun.head, "advcl") if clause.i < pronoun.i]
    doers = [doer for clause in clauses for doer in children(clause, "nsubj") if doer.pos_ != "PRON"]
    return [party for doer in doers[-1:] for party in doer_parties(doer, paragraph, "pronoun")]


def _state_of_organ(doer: Token, paragraph: Paragraph) -> PartyMention | None:
    """Return the country whose organ a noun is: Iran of "Iran's Foreign Ministry"."""
    for child in children(doer, "poss", "amod", "compound", "nmod"):
        naming = paragraph.naming_of(child)
        if naming and naming.actor and naming.actor.kind is EntityKind.COUNTRY and not naming.is_place:
            return mention(naming, paragraph, "holder")
    return None


def listed_after(token: Token, paragraph: Paragraph) -> list[PartyMention]:
    """Return the names that a list breaks a count down to: "six abstained, among them Chad and Mali"."""
    rest = list(token.doc[token.i + 1 : token.sent.end])
    start = next((at for at, word in enumerate(rest) if _opens_list(word)), None)
    if start is None:
        return []
    named_there = []
    for word in rest[start:]:
        if word.pos_ in ("VERB", "AUX") and word.lower_ != "including":
            break
        named_there.append(word)
    return [
        PartyMention(naming.actor, paragraph.span(naming.start, naming.end), "list")
        for naming in paragraph.namings_in(named_there)
        if naming.actor and naming.actor.kind is EntityKind.COUNTRY
    ]


def _opens_list(word: Token) -> bool:
    return word.lower_ == "including" or (word.lower_ in ("them", "those") and word.i > 0 and word.nbor(-1).lower_ == "among")


def _alone(doer: Token, paragraph: Paragraph) -> list[PartyMention]:
    """Return "the administration" by this word: in a story about its own parliament it needs no other name."""
    if doer.lower_ != "administration" or any(child.dep_ in ("compound", "amod", "poss", "nmod") for child in doer.lefts):
        return []
    return [PartyMention(named(EntityKind.ORGANIZATION, doer.text, None), paragraph.words(doer, doer), "holder")]


def _restates(item: Token) -> bool:
    """Say whether an apposition only sums up the names before it: "Mali, Chad and Niger, all members of the bloc"."""
    return any(child.dep_ == "det" and child.lower_ in ("all", "both", "each") for child in item.lefts)
