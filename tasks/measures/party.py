"""Turn a noun phrase into the parties that it names: states, bodies, persons, firms, or an unnamed group by its words."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from tasks.language.gazetteer import Actor, is_place_name, named
from tasks.language.naming import Naming
from tasks.language.parsed import Token
from tasks.language.wordlists import word_set
from tasks.measures.clauses import core
from tasks.measures.goods import ACRONYMS, goods_in
from tasks.measures.instruments import issuers
from tasks.measures.lexicon import singular
from tasks.measures.reading import Paragraph, Words
from warehouse.codes import EntityKind
from warehouse.reference import read_reference

LINKED = frozenset({EntityKind.COUNTRY, EntityKind.BODY})
# Everybody and so nobody: "states", "all countries"; a miss: "Western countries".
AT_LARGE = re.compile(
    r"^(?:(?:all|other|any|many|some|member|most|those|these|that|this|its|each|every|such) )*"
    r"(?:states?|countries|country|nations?|governments?|neighbou?rs?|members?)$",
    re.IGNORECASE,
)
LONGEST_PHRASE_CHARS = 110
# Names that stand for no party: agencies that only report, and groups that are no bodies of their own.
NO_PARTY = frozenset(
    {"body:permanent-members", "body:six-party-talks", "body:opec", "body:european-court-of-justice", "body:gatt"}
)
REPORTERS = word_set("reporters")
# Names of terms of trade, whole or cut short by a tagger: "Most Favoured Nation", "Favored Nation"; a miss: "United Nations".
TRADE_TERMS = re.compile(
    r"^(?:Most[- ])?Favou?red[- ]Nations?\b|^Generali[sz]ed System\b|^(?:System of )?Preferences?$", re.IGNORECASE
)
# What firms do because a state told them to: "following government guidance", "at the request of the ministry".
ON_ORDERS = re.compile(
    r"\b(?:government(?:al)?|ministry|official|presidential)(?:'s)? "
    r"(?:guidance|orders?|instructions?|requests?|directives?|pressure|advice)\b|"
    r"\b(?:at the request|on the orders?|under pressure) (?:of|from)\b",
    re.IGNORECASE,
)
# What others make of somebody who acts for himself: "Iranian-backed fighters"; a miss: "U.S.-led coalition" as a sender.
DEPENDENT = (
    "-based",
    "-registered",
    "-flagged",
    "-backed",
    "-installed",
    "-dominated",
    "-trained",
    "-armed",
    "-allied",
    "-aligned",
    "-speaking",
    "-born",
)
# Whoever these are, they are not the state before them: "Canada's trading partners", "U.S. allies"; a miss: "U.S. banks".
OTHERS = frozenset({"partner", "ally", "rival", "competitor", "adversary", "neighbor", "neighbour", "foe"})
# Words at which the words of a group end.
STOPPING = frozenset({"for", "but", "over", "who", "which", "including"})
COUNTED = frozenset({"member", "nation", "country", "state", "delegation"})


@dataclass(frozen=True)
class PartyMention:
    """A party with the words that name it."""

    actor: Actor
    words: Words
    how: str

    @property
    def is_linked(self) -> bool:
        """Say whether the party is a known country or body."""
        return self.actor.kind in LINKED


@cache
def group_words(role: str) -> frozenset[str]:
    """Return the nouns of lexicon_groups.csv that have a role: private, group, coalition, national."""
    return frozenset(row["term"] for row in read_reference("lexicon_groups") if row["role"] == role)


def mentions(tokens: Sequence[Token], paragraph: Paragraph, how: str, places: bool = False) -> list[PartyMention]:
    """Return the named parties among tokens, in order; countries and bodies first if others stand beside them."""
    found = [naming for naming in paragraph.namings_in(tokens) if is_party(naming, places) and not _sides_with(naming, paragraph)]
    return [mention(naming, paragraph, how) for naming in found]


def _sides_with(naming: Naming, paragraph: Paragraph) -> bool:
    """Say whether a name only tells whose side somebody is on: "two pro-Moscow broadcasters", "the Saudi-backed cabinet"."""
    tail = paragraph.text[naming.end : naming.end + 11].lower()
    return paragraph.text[max(0, naming.start - 4) : naming.start].lower() == "pro-" or tail.startswith(DEPENDENT)


def mention(naming: Naming, paragraph: Paragraph, how: str) -> PartyMention:
    """Return the party of a naming that has an actor."""
    assert naming.actor is not None  # noqa: S101 - namings without an actor are no parties
    return PartyMention(naming.actor, paragraph.span(naming.start, naming.end), how)


def is_party(naming: Naming, places: bool = False) -> bool:
    """Say whether a naming can be a party: no place, no news agency, no bare religion or party adjective."""
    if naming.actor is None or naming.actor.entity_id in NO_PARTY or naming.actor.name.casefold() in REPORTERS:
        return False
    if naming.text.casefold() in ("state", *ACRONYMS):  # the tail of "Secretary of State", goods written like a name
        return False
    if TRADE_TERMS.match(naming.text):
        return False
    if naming.label == "ORG" and singular(naming.text.lower()) in issuers():
        return False
    if naming.is_place:
        return places and naming.actor.kind in LINKED
    return naming.actor.kind in LINKED or naming.label in ("PERSON", "ORG")


def phrase_parties(phrase: Token, paragraph: Paragraph, how: str) -> list[PartyMention]:
    """Return the parties of a target phrase: the names in it and, if its head is an unnamed group, its words."""
    head = singular(phrase.lower_)
    tokens = list(core(phrase)) if head not in word_set("hostile_acts") else _doers_of_act(phrase)
    found = [*mentions(tokens, paragraph, how, places=True), *_region(phrase, paragraph, how)]
    if not found:
        found = _coalition_goods(phrase, paragraph, how)
    if head in MOVERS:
        found += _ends_of(phrase, paragraph, how)
    if head in OTHERS and paragraph.naming_of(phrase) is None:
        left = paragraph.namings_in([token for token in phrase.lefts if token.dep_ in ("amod", "compound", "nmod", "poss")])
        found = [party for party in found if party.words.start - paragraph.start not in {naming.start for naming in left}]
    if (is_group(phrase) and paragraph.naming_of(phrase) is None) or _is_counted_people(phrase, paragraph):
        words = _phrase_words(phrase, [*tokens, *_told_by_act(phrase)], paragraph)
        if words:
            found.append(PartyMention(named(EntityKind.GROUP, " ".join(words.text.split())), words, how))
    elif _is_unread_name(phrase, paragraph):
        words = paragraph.words(next(token for token in phrase.subtree if token.pos_ == "PROPN"), phrase)
        found.append(PartyMention(named(EntityKind.ORGANIZATION, " ".join(words.text.split())), words, how))
    elif head in word_set("belongings"):
        found += _owning_groups(phrase, paragraph, how)
    return found


def _told_by_act(phrase: Token) -> list[Token]:
    """Return the clause without which "countries" names nobody: "countries that buy Chadian oil"."""
    if singular(phrase.lower_) not in ("country", "nation"):
        return []
    return [token for clause in phrase.children if clause.dep_ in ("acl", "relcl") for token in clause.subtree]


def _coalition_goods(phrase: Token, paragraph: Paragraph, how: str) -> list[PartyMention]:
    """Return the states without a name whose goods or people are hit: the Western of "banned Western cheese"."""
    adjectives = [child for child in phrase.lefts if child.lower_ in ("western", "european") and child.text[:1].isupper()]
    return [
        PartyMention(named(EntityKind.GROUP, child.text), paragraph.words(child, child), how)
        for child in adjectives
        if paragraph.naming_of(phrase) is None and not is_group(phrase) and phrase.dep_ in ("dobj", "pobj", "nsubjpass")
    ]


def _doers_of_act(phrase: Token) -> list[Token]:
    """Return the words before an act against somebody, and not its victim: the Omani of "Omani attacks on Chad"."""
    return [
        phrase,
        *(token for child in phrase.children if child.dep_ in ("amod", "compound", "poss", "nmod") for token in child.subtree),
    ]


def _region(phrase: Token, paragraph: Paragraph, how: str) -> list[PartyMention]:
    """Return a region that is no listed state by its words: "an embargo on Transnistria", "flights to Iraqi Kurdistan"."""
    ends = [item for prep in phrase.children if prep.lower_ in ("to", "from") for item in prep.children if item.dep_ == "pobj"]
    return [party for item in (phrase, *ends) for party in _as_region(item, paragraph, how)]


def _as_region(phrase: Token, paragraph: Paragraph, how: str) -> list[PartyMention]:
    naming = paragraph.naming_of(phrase)
    is_region = (
        naming is not None and naming.actor is not None and naming.actor.kind is EntityKind.PLACE and naming.label == "GPE"
    )
    if (
        naming is None
        or not is_region
        or phrase.dep_ != "pobj"
        or phrase.head.lower_ not in ("on", "against", "to", "from", "with")
    ):
        return []
    before = [token for token in phrase.lefts if token.dep_ in ("compound", "amod") and paragraph.naming_of(token) is not None]
    words = paragraph.words(before[0] if before else phrase, phrase) if before else paragraph.span(naming.start, naming.end)
    if is_place_name(words.text):
        return []
    return [PartyMention(named(EntityKind.PLACE, " ".join(words.text.split())), words, how)]


def _is_counted_people(phrase: Token, paragraph: Paragraph) -> bool:
    """Say whether some persons of a people are told by their number: "six Danes"; a miss: "the Danes"."""
    naming = paragraph.naming_of(phrase)
    is_people = naming is not None and naming.column == "demonyms" and phrase.tag_ in ("NNS", "NNPS")
    return is_people and any(child.dep_ == "nummod" for child in phrase.lefts)


def _is_unread_name(phrase: Token, paragraph: Paragraph) -> bool:
    """Say whether a phrase is a name of two words or more that the model did not see: the lawmaker "Taras Kozak"."""
    before = [token for token in phrase.lefts if token.dep_ == "compound"]
    first = paragraph.naming_of(phrase.head) if phrase.dep_ == "conj" else None
    if phrase.pos_ == "PROPN" and not before and first is not None and first.label in ("ORG", "PERSON"):
        return paragraph.naming_of(phrase) is None and not phrase.ent_type_  # the second of "Acme Corp and Widgetco"
    is_name = phrase.pos_ == "PROPN" and bool(before) and all(token.pos_ == "PROPN" for token in (*before[-1:], phrase))
    is_written = phrase.text[:1].isupper() and not phrase.text.isupper() and before[-1].text[:1].isupper() if is_name else False
    is_known = phrase.ent_type_ or any(paragraph.naming_of(token) for token in (*before, phrase)) or goods_in([*before, phrase])
    return is_written and not is_known


def is_group(phrase: Token) -> bool:
    """Say whether a noun is persons, firms or offices that can be hit: "officials", "shipping line"; a miss: "coal", "line"."""
    head = singular(phrase.lower_)
    return head in group_words("group") or f"{_left(phrase)} {head}" in group_words("group")


def _owning_groups(phrase: Token, paragraph: Paragraph, how: str) -> list[PartyMention]:
    """Return the unnamed owners of what is restricted: the officials of "the accounts of Tunisian officials"."""
    links = ("of", "in") if phrase.lower_.startswith("invest") else ("of",)
    owners = [item for of in phrase.children if of.lower_ in links for item in of.children if item.dep_ == "pobj"]
    owners = [owner for owner in owners if singular(owner.lower_) not in word_set("state_nouns")]  # the government is its state
    return [party for owner in owners for party in phrase_parties(owner, paragraph, how) if party.actor.kind is EntityKind.GROUP]


# What moves between states: "planes flying to Chad", "cargoes bound for Chad".
MOVERS = frozenset(
    {"plane", "aircraft", "airliner", "flight", "ship", "vessel", "tanker", "cargo", "good", "shipment", "firm", "company"}
)
GOING = frozenset({"fly", "bind", "head", "go", "sail", "travel", "call", "trade", "deal", "come", "destine", "carry"})


def _ends_of(phrase: Token, paragraph: Paragraph, how: str) -> list[PartyMention]:
    """Return the states that planes, ships or cargoes go to or come from, told by the clause after them."""
    clauses = [verb for verb in phrase.children if verb.dep_ in ("acl", "relcl") and verb.lemma_.lower() in GOING]
    preps = [joined for verb in clauses for prep in verb.children if prep.dep_ == "prep" for joined in (prep, *prep.children)]
    ends = [
        item
        for prep in preps
        if prep.lower_ in ("to", "for", "from", "with", "at")
        for item in prep.children
        if item.dep_ == "pobj"
    ]
    return [party for item in ends for party in mentions(list(core(item)), paragraph, how, places=True) if party.is_linked]


def doer_parties(phrase: Token, paragraph: Paragraph, how: str) -> list[PartyMention]:
    """Return who acts in a subject phrase: the named head or its owner ("Norway's parliament"); nobody if it is private."""
    near = [token for token in core(phrase) if _is_near(token, phrase)]
    found = [party for party in mentions(near, paragraph, how) if party.actor.kind is not EntityKind.GROUP]
    if found:
        return _unless_private(_without_own_organ(found, phrase, paragraph), phrase, paragraph)
    head = phrase.lower_
    if singular(head) in group_words("coalition") or f"{_left(phrase)} {singular(head)}" in group_words("coalition"):
        words = _phrase_words(phrase, near, paragraph)
        if words and not AT_LARGE.match(words.text):
            return [PartyMention(named(EntityKind.GROUP, " ".join(words.text.split())), words, how)]
    return []


def _without_own_organ(found: list[PartyMention], phrase: Token, paragraph: Paragraph) -> list[PartyMention]:
    """Return the state alone where its organ or office is named with it: "the Danish Treasury", "Danish Premier Jens Krag"."""
    titles = [child for child in phrase.children if child.lower_ in _state_titles()]
    holders = [child for word in (phrase, *titles) for child in word.children]
    owners = paragraph.namings_in([child for child in holders if child.dep_ in ("poss", "amod", "nmod", "compound")])
    states = {naming.start for naming in owners if naming.actor is not None and naming.actor.kind is EntityKind.COUNTRY}
    own = [party for party in found if party.words.start - paragraph.start in states]
    is_misread = bool(titles) and all(party in own or party.actor.kind is EntityKind.ORGANIZATION for party in found)
    return own if own and (is_misread or singular(phrase.lower_) in word_set("organs")) else found


@cache
def _state_titles() -> frozenset[str]:
    """Return the titles of those who speak for their state: chancellor, premier."""
    return frozenset(row["term"] for row in read_reference("lexicon_speakers") if row["speaks_for"] == "state")


def counted_party(phrase: Token, paragraph: Paragraph, how: str) -> PartyMention | None:
    """Return a number of members by its words, as "nine of the council's 15 members"; None for any other phrase."""
    is_count = phrase.like_num or any(child.like_num for child in phrase.lefts)
    inner = [noun for of in phrase.children if of.lower_ == "of" for noun in of.children if noun.dep_ == "pobj"]
    heads = {singular(noun.lower_) for noun in (phrase, *inner)}
    if not is_count or not heads & COUNTED:
        return None
    tokens = sorted(phrase.subtree, key=lambda token: token.i)
    while tokens and tokens[0].lower_ in ("only", "just", "some", "at", "least", "about"):
        tokens = tokens[1:]
    if singular(phrase.lower_) in COUNTED:  # "nine members of the council": the shortest words
        tokens = [token for token in phrase.lefts if token.like_num] + [phrase]
    words = _phrase_words(phrase, tokens, paragraph)
    return PartyMention(named(EntityKind.GROUP, " ".join(words.text.split())), words, how) if words else None


def _unless_private(found: list[PartyMention], phrase: Token, paragraph: Paragraph) -> list[PartyMention]:
    """Return nobody for "Norwegian tankers": their state does not act through them."""
    if singular(phrase.lower_) not in group_words("private"):
        return found
    naming = paragraph.naming_of(phrase)
    if naming and naming.actor and naming.actor.kind in LINKED:
        return found  # the Union of "the European Union and the United States" is no trade union
    return [party for party in found if naming and naming.actor == party.actor]


def _is_near(token: Token, phrase: Token) -> bool:
    """Say whether a token names the head itself, owns it, or joins it; "talks with Iran" does not make Iran talk."""
    while token.i != phrase.i:
        if token.dep_ == "pobj" and token.head.lower_ not in ("of", "from") and token.head.dep_ == "prep":
            return False
        token = token.head
    return True


def _left(phrase: Token) -> str:
    return phrase.doc[phrase.i - 1].lower_ if phrase.i else ""


def _phrase_words(phrase: Token, tokens: Sequence[Token], paragraph: Paragraph) -> Words | None:
    """Return the words of a phrase from its left edge to its last core token, without a leading article."""
    kept = [token for token in tokens if not token.is_space]
    while kept and (kept[0].lower_ == "the" or kept[0].is_punct):
        kept = kept[1:]
    if not kept or kept[0].i > phrase.i:
        return None
    last = next((before for before, after in pairwise(kept) if after.i != before.i + 1), kept[-1])
    last = last if last.i >= phrase.i else phrase
    stop = next((token for token in kept if token.i > phrase.i and token.lower_ in STOPPING), None)
    last = stop.nbor(-1) if stop is not None and stop.i <= last.i else last
    while last.is_punct and last.i > phrase.i:
        last = last.nbor(-1)
    words = paragraph.words(kept[0], last)
    return words if len(words.text) <= LONGEST_PHRASE_CHARS else paragraph.words(kept[0], phrase)
