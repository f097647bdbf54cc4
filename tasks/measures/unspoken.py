"""The kind of a restriction that a verb's own construction tells where its objects name no goods."""

import re
from collections.abc import Sequence

from tasks.language.parsed import Token
from tasks.language.wordlists import word_set
from tasks.measures.barring import barred_from, is_shut_out
from tasks.measures.clauses import children, is_verb, objects
from tasks.measures.goods import goods_in
from tasks.measures.lexicon import singular
from tasks.measures.party import PartyMention
from tasks.measures.permissions import EXCHANGES, is_ordered_out
from tasks.measures.sides import Roles
from warehouse.codes import MeasureType

BARRING = word_set("barring")
LISTING = word_set("listing")
# "suspended Fiji from the Commonwealth", "expelled the state from the league".
EXCLUDING = frozenset({"suspend", "expel", "exclude", "bar", "throw out", "kick out", "kick off", "oust", "eject", "ban"})


def unspoken_kind(verb: Token, term: str, things: Sequence[Token], roles: Roles) -> MeasureType | None:
    """Return the type that the construction tells, or None."""
    targets, senders = roles.targets, roles.senders
    tests = (
        (term == "lose" and _loses_landing(things), MeasureType.TRANSPORT_RESTRICTION),
        (is_ordered_out(verb), MeasureType.FINANCIAL_RESTRICTION),
        (term == "readmit", MeasureType.DIPLOMATIC_SANCTION),
        (term in EXCLUDING and _is_excluded(verb, targets, senders), MeasureType.DIPLOMATIC_SANCTION),
        (term == "expel" and any(singular(thing.lower_) in EXPELLED for thing in things), MeasureType.TRAVEL_BAN),
        (term in ("bar", "ban") and is_shut_out(verb, targets), MeasureType.TRAVEL_BAN),
    )
    told = next((kind for holds, kind in tests if holds), None)
    if told is not None:
        return told
    return _told_by_list(verb) if term in LISTING else _kept_out(verb) if term in BARRING else None


# People without an office whom a state sends home; diplomats are goods of their own class.
EXPELLED = frozenset({"student", "national", "citizen", "worker", "resident", "journalist", "expatriate"})


def exchange_kind(verb: Token, term: str) -> MeasureType | None:
    """Return what the act itself restricts where its goods are of no known class: "bars its firms from buying teak"."""
    acts = barred_from(verb) if term in BARRING else children(verb, "xcomp")
    kinds = [EXCHANGES.get(act.lemma_.lower()) for act in acts]
    return next((kind for kind in kinds if kind in MOVES_OF_GOODS), None)


# The other exchanges need to know with what: "fly", "deal".
MOVES_OF_GOODS = frozenset(
    {MeasureType.IMPORT_RESTRICTION, MeasureType.EXPORT_RESTRICTION, MeasureType.TRAVEL_BAN, MeasureType.FINANCIAL_RESTRICTION}
)


def is_laundering(verb: Token, term: str) -> bool:
    """Say whether a designation shuts a bank out of the financial system."""
    return term == "designate" and MONEY_LAUNDERING.search(verb.sent.text) is not None


# The finding of section 311 of the Patriot Act shuts a bank out: "a primary money-laundering concern".
MONEY_LAUNDERING = re.compile(r"\bmoney[- ]laundering concern\b", re.IGNORECASE)


def _told_by_list(verb: Token) -> MeasureType | None:
    """Return what follows from a list by its own words: "the travel ban list", "a list of people who may not travel"."""
    listed = [noun for prep in children(verb, "prep") for noun in children(prep, "pobj") if singular(noun.lower_) in LISTS]
    words = {token.lower_ for noun in listed for token in noun.subtree}
    if words & {"travel", "visa", "enter", "entry", "stop"}:
        return MeasureType.TRAVEL_BAN
    if words & {"export", "trade", "technology"}:
        return MeasureType.EXPORT_RESTRICTION
    return MeasureType.ASSET_FREEZE if words & {"asset", "assets", "freeze"} else None


LISTS = frozenset({"list", "blacklist"})


def _kept_out(verb: Token) -> MeasureType | None:
    """Return a travel ban where persons are kept from moving: "kept the officers from crossing their borders"."""
    places = [item for prep in children(verb, "prep") if prep.lower_ == "from" for item in children(prep, "pobj")]
    if any(singular(place.lower_) in TERRITORIES for place in places) and not goods_in(objects(verb)):
        return MeasureType.TRAVEL_BAN  # "barred him from the country"
    moves = {item.lemma_.lower() for item in barred_from(verb)} & MOVING
    return MeasureType.TRAVEL_BAN if moves else None


TERRITORIES = frozenset({"country", "territory", "soil", "island", "republic", "kingdom"})
MOVING = frozenset({"enter", "travel", "cross", "visit", "leave"})


def _loses_landing(things: Sequence[Token]) -> bool:
    """Say whether what is lost is the right to land, fly or cross."""
    return any(
        singular(thing.lower_) == "right"
        and any(verb.lemma_.lower() in ("land", "fly", "cross") for verb in children(thing, "acl"))
        for thing in things
    )


def _is_excluded(verb: Token, targets: Sequence[PartyMention], senders: Sequence[PartyMention]) -> bool:
    """Say whether a state itself, or its membership, is put out of a body."""
    bounds = [(thing.idx, thing.idx + len(thing.text)) for thing in objects(verb)]
    is_state = any(party.is_linked and any(_ends_at(party, bound, verb) for bound in bounds) for party in targets)
    preps = [prep for prep in children(verb, "prep", "prt", "advmod") if prep.lower_ in ("from", "out", "off")]
    return is_state and (_is_on_membership(verb) or (bool(preps) and not _is_barred_act(verb)))


def _is_barred_act(verb: Token) -> bool:
    """Say whether what a state is put out of is an act and no body: "barred Chad from selling oil"."""
    return any(is_verb(item) for item in barred_from(verb))


def _is_on_membership(verb: Token) -> bool:
    """Say whether the act on a state is on its membership: "the union suspended Mali"."""
    return verb.lemma_.lower() in ("suspend", "expel")


def _ends_at(party: PartyMention, bound: tuple[int, int], verb: Token) -> bool:
    """Say whether a party's words are the object noun itself, not a word before it."""
    return bool(party.words.text.split()[-1] == verb.doc.text[bound[0] : bound[1]])
