"""Nouns that put a state out of a body: "Chad's suspension from the union", "faces expulsion from the council"."""

from tasks.language.parsed import Token
from tasks.measures.clauses import children
from tasks.measures.governors import verb_roles_above
from tasks.measures.party import PartyMention, phrase_parties
from tasks.measures.reading import Paragraph
from tasks.measures.sides import Roles
from warehouse.codes import EntityKind

OUSTING = frozenset({"suspension", "expulsion", "exclusion", "ouster"})


def ouster_roles(noun: Token, paragraph: Paragraph) -> Roles | None:
    """Return the body as sender and whoever is put out of it as target; None if no body is left."""
    bodies = [
        party
        for prep in _leading_away(noun)
        for item in children(prep, "pobj")
        for party in phrase_parties(item, paragraph, "preposition")
        if party.actor.kind is EntityKind.BODY
    ]
    if not bodies:
        return None
    above = verb_roles_above(noun, paragraph)
    out = [party for party in _owners(noun, paragraph) if party.is_linked] or [*above.targets]
    return Roles(
        tuple(bodies[:1]), tuple(party for party in out if party not in bodies), above.proposers, (), None, above.instrument
    )


def _leading_away(noun: Token) -> list[Token]:
    """Return the "from" after a noun, on which the parser may hang the verb: "faces suspension from the union"."""
    after = noun.nbor(1) if noun.i + 1 < len(noun.doc) else noun
    return [prep for prep in {*children(noun, "prep"), after} if prep.lower_ == "from"]


def _owners(noun: Token, paragraph: Paragraph) -> list[PartyMention]:
    owners = [
        *children(noun, "poss"),
        *(item for of in children(noun, "prep") if of.lower_ == "of" for item in children(of, "pobj")),
    ]
    return [party for owner in owners for party in phrase_parties(owner, paragraph, "possessor")]
