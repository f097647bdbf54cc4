"""Who is barred from what: the sender's own firms, or the target itself, and the act they may not do."""

from collections.abc import Sequence

from tasks.language.parsed import Token
from tasks.measures.clauses import children, is_passive, is_verb, subject
from tasks.measures.lexicon import singular
from tasks.measures.modality import modal
from tasks.measures.party import PartyMention, group_words, phrase_parties
from tasks.measures.permissions import FORBIDDING, is_disallowed
from tasks.measures.reading import Paragraph

# What a state forbids its own firms to do with another state.
LENDING = frozenset({"lend", "invest", "insure", "finance", "reinsure"})


def barred_from(verb: Token) -> list[Token]:
    """Return the gerund or infinitive that tells what somebody is barred from."""
    found = [
        item
        for prep in children(verb, "prep")
        if prep.lower_ == "from"
        for item in children(prep, "pcomp", "pobj")
        if item.ent_type_ not in ("DATE", "TIME")  # "banned them from October"
    ]
    found = [member for item in found for member in _gerunds(item)]
    found += [item for item in children(verb, "advcl") if verb.tag_ == "VBN" and modal(item) == "to" and verb.lemma_ == "forbid"]
    found += [item for item in children(verb, "ccomp") if modal(item) == "to"]  # "forbade the world to buy"
    return found + [item for item in children(verb, "xcomp") if is_verb(item)]


def _gerunds(item: Token) -> list[Token]:
    """Return a gerund with those joined to it through a second "from": "from lending to it and from insuring it"."""
    again = [other for prep in children(item.head, "conj") if prep.lower_ == "from" for other in children(prep, "pcomp", "pobj")]
    return [item, *again]


def named_inside(item: Token, paragraph: Paragraph) -> list[PartyMention]:
    """Return the parties named in what somebody is barred from: "from selling arms to the junta"."""
    return [
        party
        for token in item.subtree
        if token.dep_ in ("pobj", "dobj", "poss")
        for party in phrase_parties(token, paragraph, "object")
    ]


def is_national(thing: Token, verb: Token, paragraph: Paragraph) -> bool:
    """Say whether the one barred is the sender's own national: "bars Americans", "bans its firms", "bars countries"."""
    doer = subject(verb)
    sending = (
        {naming.actor.entity_id for naming in paragraph.namings_in([doer, *doer.children]) if naming.actor}
        if doer is not None
        else set()
    )
    named = {naming.actor.entity_id for naming in paragraph.namings_in([thing, *thing.lefts]) if naming.actor}
    if any(child.like_num for child in children(thing, "nummod")):  # "barred 40 Americans": persons, not all its people
        return False
    if named and (named & sending or named == {"country:US"}):
        return True
    return not named and singular(thing.lower_) in group_words("national")


def is_lender(thing: Token, complement: Sequence[Token], inside: Sequence[PartyMention]) -> bool:
    """Say whether those barred are the sender's firms by what they may not do: "Dutch banks are barred from lending to Chad"."""
    acts = {item.lemma_.lower() for item in complement}
    makes = {noun.lemma_.lower() for item in complement for noun in children(item, "dobj")} & {"investment", "loan"}
    is_firm = singular(thing.lower_) in group_words("national")
    return is_firm and any(party.is_linked for party in inside) and bool(acts & LENDING or makes)


def nationality(things: Sequence[Token], verb: Token, paragraph: Paragraph) -> list[PartyMention]:
    """Return the state whose own nationals are barred: "Americans are barred from trade with"."""
    acts = barred_from(verb)
    inside = [party for item in acts for party in named_inside(item, paragraph)]
    lenders = [thing for thing in things if is_lender(thing, acts, inside)]
    found = [
        party
        for thing in things
        if is_national(thing, thing, paragraph) or thing in lenders
        for party in phrase_parties(thing, paragraph, "nationals")
    ]
    return [party for party in found if party.actor.entity_id == "country:US" or (lenders and party.is_linked)]


def is_barred(verb: Token, paragraph: Paragraph) -> bool:
    """Say whether the subject is the one restricted: "Iran may not sell"; a miss: "Americans may not deal with them"."""
    doer = subject(verb)
    is_denied = modal(verb) in FORBIDDING or is_disallowed(verb)
    if doer is None or not is_denied or doer.tag_ == "NNPS" or is_passive(verb):
        return False
    named = {naming.actor.entity_id for naming in paragraph.namings_in([doer, *doer.lefts]) if naming.actor}
    return "country:US" not in named and not any(item.lower_ in ("them", "it", "him") for item in verb.subtree)


def owners_kept_out(verb: Token, paragraph: Paragraph) -> list[PartyMention]:
    """Return whose planes, ships or people may not come: Chad of "Chad's airline may not land there"."""
    doer = subject(verb)
    found = phrase_parties(doer, paragraph, "owner") if doer is not None else []
    return found if any(party.is_linked for party in found) else []


def is_shut_out(verb: Token, targets: Sequence[PartyMention]) -> bool:
    """Say whether persons are barred and their assets frozen in one breath: they may not enter."""
    joined = [verb.head, *children(verb, "conj")] if verb.dep_ == "conj" else children(verb, "conj")
    freezes = any(item.lemma_.lower() in ("freeze", "block", "seize") for item in joined)
    return freezes and bool(targets) and not barred_from(verb) and not all(party.is_linked for party in targets)
