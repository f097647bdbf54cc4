"""What a verb restricts and whom it hits, by its objects and the phrases that hang on it."""

from collections.abc import Collection, Iterable, Sequence
from typing import NamedTuple

from tasks.language.parsed import Token
from tasks.language.wordlists import word_set
from tasks.measures.barring import barred_from, is_lender, is_national, named_inside
from tasks.measures.clauses import children, conjuncts, is_verb, objects, prepositions, subject
from tasks.measures.goods import goods_in, members
from tasks.measures.lexicon import singular
from tasks.measures.party import PartyMention, group_words, phrase_parties
from tasks.measures.permissions import EXCHANGES
from tasks.measures.reading import Paragraph
from warehouse.codes import EntityKind

BARRING = word_set("barring")
LISTING = word_set("listing")
VERB_LINKS = word_set("verb_links")
# What these take away is for somebody: "deny preferences for Chad".
DENYING = frozenset({"deny", "refuse", "revoke"})


class Scope(NamedTuple):
    """What a verb restricts: the phrases with the goods, those hit, and whether those who are barred are hit themselves."""

    phrases: list[Token]
    targets: list[PartyMention]
    bars_target: bool = False


def scope(verb: Token, term: str, things: Sequence[Token], paragraph: Paragraph) -> Scope:
    """Return what a verb restricts and whom it hits."""
    acts = barred_from(verb) if term in BARRING else []
    if acts and things:
        return _of_barring(verb, acts, things, paragraph)
    hit = _parties(things, paragraph, "object")
    if term == "shut out":
        places = _left(verb)
        is_state = any(naming.actor and naming.column for naming in paragraph.namings_in(places))
        return Scope([*things] if is_state or not places else places, hit)
    taken = _ends(children(verb, "prep"), {"of"})
    if term == "strip" and taken:  # "stripped Chad of its preferences"
        return Scope(taken, hit)
    if term == "pull out":
        return Scope([], _parties(_left(verb), paragraph, "preposition"))
    shut_to = _parties(_ends(children(verb, "prep", "dative"), {"to"}), paragraph, "preposition")
    if term in ("close", "shut") and shut_to:
        return Scope([*things], shut_to)
    return _of_restricting(verb, term, things, hit, paragraph)


def _of_barring(verb: Token, acts: Sequence[Token], things: Sequence[Token], paragraph: Paragraph) -> Scope:
    """Return the scope of "barred banks from lending to Chad": own firms are barred for the sake of those they dealt with."""
    barred = _parties(things, paragraph, "object")
    inside = [party for act in acts for party in named_inside(act, paragraph)]
    is_counted = any(child.like_num for thing in things for child in children(thing, "nummod"))  # "31 ships": not ships at large
    own = any(is_national(thing, verb, paragraph) or is_lender(thing, acts, inside) for thing in things)
    own = own or (_exchanges(acts) and _are_own_firms(things, barred, inside))
    own = own and (not is_counted or bool(inside)) and not _is_kept_out(verb, inside, paragraph)
    if not own and is_entering(acts) and _are_foreign(things, inside, paragraph):
        return Scope([*acts], barred)
    phrases = acts if any(goods_in(_own_tokens(act)) for act in acts) else [*things]
    return Scope([*phrases], inside if own else barred or inside, bool(barred) and not own)


def _of_restricting(verb: Token, term: str, things: Sequence[Token], hit: Sequence[PartyMention], paragraph: Paragraph) -> Scope:
    """Return the scope of a verb whose object is what is restricted: "banned exports to Chad", "froze assets of Chad"."""
    gerunds = _object_gerunds(verb)
    counted = _counted(verb, things)
    linked = _ends(prepositions(verb), _links(term))
    between = _ends([prep for thing in things for prep in children(thing, "prep")], {"between"})
    targets = [
        *hit,
        *(party for gerund in gerunds for party in named_inside(gerund, paragraph)),
        *_parties(linked, paragraph, "preposition"),
        *(party for thing in counted for party in (*_holders_of(thing, paragraph), *_guests(thing, paragraph))),
        *_parties(between, paragraph, "preposition"),
    ]
    if not targets:
        inside = [item for thing in things for member in members(thing) for item in _nested(member)]
        owners = _ends([prep for item in inside for prep in children(item, "prep")], {"of"})
        owners += [owner for item in inside for owner in children(item, "poss") if singular(owner.lower_) in FIGURES]
        tied = [party for party in _parties(_tied_to(owners), paragraph, "owner") if party.is_linked]
        targets = [*_parties(owners, paragraph, "owner"), *(party for party in tied if party.actor.kind is EntityKind.COUNTRY)]
    return Scope([*_counted(verb, _traded(verb, things)), *gerunds], targets)


def _tied_to(owners: Sequence[Token]) -> list[Token]:
    """Return whom those at large are tied to: the junta of "persons linked to the junta"."""
    clauses = [verb for owner in owners for verb in children(owner, "acl", "amod") if verb.lemma_.lower() in TYING]
    return _ends([prep for verb in clauses for prep in children(verb, "prep")], {"to", "with", "by"})


FIGURES = word_set("public_figures")
TYING = frozenset({"link", "tie", "associate", "connect", "affiliate", "relate", "control"})


def _nested(thing: Token) -> list[Token]:
    """Return a thing, those joined to it and those they are in: "property and interests in property" of somebody."""
    found = conjuncts(thing)
    return found + [item for joined in found for item in _ends(children(joined, "prep"), {"in"}) if goods_in([item])]


def _links(term: str) -> frozenset[str]:
    """Return the prepositions after which a verb's targets stand."""
    if term in LISTING:
        return frozenset()
    links = VERB_LINKS | {"for"} if term in DENYING else VERB_LINKS
    return links - {"into", "to"} if term == "import" else links  # where goods may not come


def _parties(items: Iterable[Token], paragraph: Paragraph, link: str) -> list[PartyMention]:
    return [party for item in items for party in phrase_parties(item, paragraph, link)]


def _ends(preps: Iterable[Token], words: Collection[str]) -> list[Token]:
    """Return what stands behind those of some prepositions that are one of the words."""
    return [item for prep in preps if prep.lower_ in words for item in children(prep, "pobj")]


def _left(verb: Token) -> list[Token]:
    """Return what is left or closed to somebody: the markets of "shut out of its markets"."""
    outs = [child for child in children(verb, "prep", "prt", "advmod") if child.lower_ == "out"]
    return _ends([prep for holder in (*outs, verb) if outs for prep in children(holder, "prep")], {"of"})


ENTERING = frozenset({"enter", "visit", "travel"})


def is_entering(acts: Sequence[Token]) -> bool:
    """Say whether persons are kept from coming, so that the place they may not come to is whose door it is."""
    return bool(acts) and all(act.lemma_.lower() in ENTERING for act in acts)


def _are_foreign(things: Sequence[Token], inside: Sequence[PartyMention], paragraph: Paragraph) -> bool:
    """Say whether those barred are no nationals of the one who bars: politicians, or people of a third state."""
    named = {naming.actor.entity_id for thing in things for naming in paragraph.namings_in([thing, *thing.lefts]) if naming.actor}
    far = {party.actor.entity_id for party in inside if party.is_linked}
    is_person = any(thing.lower_ in ("they", "he", "she", "them", "him", "her") for thing in things)
    is_public = any(singular(thing.lower_) in FIGURES for thing in things)
    return bool(far) and (is_person or is_public or bool(named - far - {"country:US"}))


def _exchanges(acts: Sequence[Token]) -> bool:
    """Say whether what is barred is trade or lending; a miss: "barred from its markets"."""
    return any(act.lemma_.lower() in EXCHANGES and act.lemma_.lower() not in ("enter", "land", "dock") for act in acts)


def _are_own_firms(things: Sequence[Token], barred: Sequence[PartyMention], inside: Sequence[PartyMention]) -> bool:
    """Say whether those barred are the sender's own firms, because another state is on the far side of what they may not do."""
    far = {party.actor.entity_id for party in inside if party.is_linked}
    near = {party.actor.entity_id for party in barred if party.is_linked}
    return bool(far - near) and any(singular(thing.lower_) in group_words("national") for thing in things)


def _is_kept_out(verb: Token, inside: Sequence[PartyMention], paragraph: Paragraph) -> bool:
    """Say whether those barred are barred from the sender's own state: "Chad's order bars Libyan carriers from Chad"."""
    doer = subject(verb)
    words = [doer, *children(doer, "poss", "amod", "compound")] if doer is not None else []
    acting = {naming.actor.entity_id for naming in paragraph.namings_in(words) if naming.actor}
    return bool(inside) and all(party.actor.entity_id in acting for party in inside)


def _traded(verb: Token, things: Sequence[Token]) -> Sequence[Token]:
    """Return the goods in which trade is restricted instead of "trade": "banned trade with it in gold"."""
    if [thing.lower_ for thing in things] not in (["trade"], ["commerce"]):
        return things
    goods = [
        item
        for holder in (things[0], verb, *(noun for prep in children(things[0], "prep") for noun in children(prep, "pobj")))
        for prep in children(holder, "prep")
        if prep.lower_ == "in"
        for item in children(prep, "pobj")
        if goods_in(_own_tokens(item)) and item.lower_ not in ("goods", "products", "services")
    ]
    return goods or things


def _counted(verb: Token, things: Sequence[Token]) -> list[Token]:
    """Return what a sum is of instead of the sum: the aid of "withheld 40 million dollars in aid"."""
    sums = [thing for thing in things if thing.ent_type_ == "MONEY" or thing.lower_ in ("dlrs", "mln", "bln")]
    inner = [
        item
        for thing in sums
        for holder in (thing, verb)
        for prep in children(holder, "prep")
        if prep.lower_ in ("in", "of") and prep.i > thing.i
        for item in children(prep, "pobj")
        if goods_in(_own_tokens(item))
    ]
    return inner or [*things]


def takers(things: Sequence[Token], targets: Sequence[PartyMention], paragraph: Paragraph) -> list[PartyMention]:
    """Return to whom the goods of a named state may no longer come: the U.S. of "curb Japanese exports to the U.S."."""
    found: list[PartyMention] = []
    for thing in things:
        owners = {naming.start for child in children(thing, "amod", "poss", "compound") if (naming := paragraph.naming_of(child))}
        if (
            singular(thing.lower_) != "export"
            or not owners
            or not any(party.words.start - paragraph.start in owners and party.is_linked for party in targets)
        ):
            continue
        found += [
            party
            for prep in children(thing, "prep")
            if prep.lower_ == "to"
            for item in children(prep, "pobj")
            for party in phrase_parties(item, paragraph, "preposition")
            if party.actor.kind is EntityKind.COUNTRY
        ]
    return [party for party in targets if any(party.words == other.words for other in found)]


def _guests(thing: Token, paragraph: Paragraph) -> list[PartyMention]:
    """Return who was to come: "cancelled a visit by the minister"."""
    if singular(thing.lower_) not in ("visit", "trip", "tour"):
        return []
    return [
        party
        for prep in children(thing, "prep")
        if prep.lower_ in ("by", "of", "from")
        for item in children(prep, "pobj")
        for party in phrase_parties(item, paragraph, "preposition")
        if party.is_linked
    ]


def _meant_for(thing: Token, paragraph: Paragraph) -> list[PartyMention]:
    """Return whom aid or money is for: "budget support for Chad"."""
    if not any(cls in ("aid", "finance") for goods in goods_in([*thing.lefts, thing]) for cls in goods.classes):
        return []
    ends = [item for prep in children(thing, "prep") if prep.lower_ == "for" for item in children(prep, "pobj")]
    return [party for item in ends for party in phrase_parties(item, paragraph, "preposition") if party.is_linked]


def _holders_of(thing: Token, paragraph: Paragraph) -> list[PartyMention]:
    """Return whose assets they are, by the clause after them: "assets the officials hold", "accounts held by the family"."""
    found: list[PartyMention] = [*_whose(thing, paragraph), *_meant_for(thing, paragraph)]
    act = thing.head
    small = act.tag_ in ("VBN", "JJ") and act.dep_ == "ccomp"
    bearing = act.head if small else act
    if bearing.lemma_.lower() == "have" and (small or children(thing, "acl")) and children(thing, "poss"):
        bearer = subject(bearing)
        found += phrase_parties(bearer, paragraph, "owner") if bearer is not None else []
    for verb in children(thing, "relcl", "acl"):
        if verb.lemma_.lower() in (
            "hold",
            "own",
            "belong",
            "enjoy",
            "receive",
            "get",
            "control",
            "have",
            "keep",
            "bear",
            "link",
            "connect",
            "tie",
            "trace",
        ):
            owners = [subject(verb), *(item for prep in children(verb, "prep", "agent") for item in children(prep, "pobj"))]
            found += [
                party
                for owner in owners
                if owner is not None and owner.i != thing.i
                for named in (_hit_before(act) if owner.lower_ in ("they", "he", "she") else [owner])
                for party in phrase_parties(named, paragraph, "owner")
            ]
    return found


def _whose(thing: Token, paragraph: Paragraph) -> list[PartyMention]:
    """Return the owner that "whose" stands for: "firms whose funds were frozen"."""
    verb = thing.head
    if verb.dep_ != "relcl" or not any(child.tag_ == "WP$" for child in children(thing, "poss")):
        return []
    return [party for item in conjuncts(verb.head) for party in phrase_parties(item, paragraph, "owner")]


def _hit_before(verb: Token) -> list[Token]:
    """Return the objects of the verb that this one is joined to: "they" of "barred the generals and froze what they own"."""
    return objects(verb.head) if verb.dep_ == "conj" and is_verb(verb.head) else []


def _object_gerunds(verb: Token) -> list[Token]:
    """Return a gerund object: "banned importing coal"."""
    return [item for item in children(verb, "xcomp", "ccomp") if item.tag_ == "VBG"]


def _own_tokens(item: Token) -> list[Token]:
    """Return the tokens of a gerund without the verbs joined to it."""
    joined = {token.i for other in children(item, "conj", "nsubj") for token in other.subtree}
    return [token for token in item.subtree if token.i not in joined]
