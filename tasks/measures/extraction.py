"""From triggers to candidates: every telling of a restriction or its relief in one paragraph."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from tasks.language.gazetteer import institutions
from tasks.language.parsed import Token
from tasks.language.wordlists import word_set
from tasks.measures.barring import barred_from, is_barred, is_lender, is_national, is_shut_out, named_inside, nationality
from tasks.measures.candidate import Candidate
from tasks.measures.clauses import children, clause_head, is_verb, objects, subject
from tasks.measures.evidence import amount_in, attribution_in, clause_words, date_in
from tasks.measures.goods import goods_in
from tasks.measures.instruments import find_instrument, instrument_words
from tasks.measures.lexicon import Cue, Needs, singular
from tasks.measures.party import PartyMention, phrase_parties
from tasks.measures.permissions import forbidden_exchange
from tasks.measures.reading import Paragraph
from tasks.measures.restricted import UMBRELLA, Restriction, noun_restrictions, verb_restrictions
from tasks.measures.roles import noun_roles, verb_roles
from tasks.measures.sides import Roles
from tasks.measures.status import Standing, novelty, standing
from tasks.measures.triggers import Trigger, find_triggers
from warehouse.codes import MeasureType, Status

# "suspended Fiji from the Commonwealth", "expelled the state from the league".
EXCLUDING = frozenset({"suspend", "expel", "exclude", "bar"})
BARRING = word_set("barring")
FREEING = word_set("freeing")
UNLISTING = frozenset({"remove", "take", "drop"})
# "Trade curbs" restrict some trade, a "trade ban" all of it.
LESSER = frozenset({"curb", "restriction", "limit", "limitation", "control", "bar"})
ENDING = frozenset({"end", "stop", "halt", "terminate", "close", "shut"})


def extract(paragraph: Paragraph) -> Iterator[Candidate]:
    """Yield the candidates of a paragraph in the order of their triggers."""
    for trigger in find_triggers(paragraph.doc):
        yield from _from_verb(trigger, paragraph) if trigger.word.is_verb else _from_noun(trigger, paragraph)


def _from_noun(trigger: Trigger, paragraph: Paragraph) -> Iterator[Candidate]:
    """Yield what a noun such as "embargo" tells; one candidate per kind of thing restricted."""
    token, word = trigger.token, trigger.word
    act = Cue.LIFT if word.term in FREEING else None
    state = standing(token, act)
    if (
        act is None
        and word.term in ("suspension", "end", "withdrawal", "termination", "cancellation", "halt", "revocation")
        and _frees_sanctions(token)
    ):
        return
    roles = noun_roles(token, paragraph)
    raw = [*roles.targets, *roles.unsure]
    found = noun_restrictions(token, word, raw, paragraph)
    if not found:
        found = [Restriction(word.measure_type if word.needs is not Needs.GOODS else None, (), None)]
    if word.term in LESSER and all(kind.classes == ("trade",) for kind in found):
        found = [Restriction(None, (), None)]
    yield from _candidates(trigger, paragraph, state, roles.settled(), found)


def _frees_sanctions(token: Token) -> bool:
    """Say whether "suspension of" is of sanctions, so that the inner noun tells the measure."""
    inner = [item for prep in children(token, "prep") for item in children(prep, "pobj")]
    return any(
        singular(item.lower_) in ("sanction", "embargo", "ban", "boycott", "restriction", "curb", "blockade", "tariff")
        for item in inner
    )


def _from_verb(trigger: Trigger, paragraph: Paragraph) -> Iterator[Candidate]:
    """Yield what a verb such as "freeze" tells; one candidate per kind of thing restricted."""
    token, word = trigger.token, trigger.word
    things = objects(token)
    if any(_is_restriction_noun(thing) for thing in things) or (word.term == "keep" and not barred_from(token)):
        return
    if any(forbidden_exchange(item) for item in children(token, "xcomp")):
        return  # "stopped buying": the inner verb tells it
    free = word.term in FREEING or (word.term in UNLISTING)
    state = standing(token, Cue.LIFT if free else Cue.ENACT)
    phrases, targets, reverse = _scope(token, word.term, things, paragraph)
    roles = verb_roles(token, paragraph, targets)
    if not roles.senders and word.term in ("close", "shut"):
        roles = replace(
            roles,
            senders=tuple(
                party for thing in things for party in phrase_parties(thing, paragraph, "owner") if party not in targets
            ),
        )
    if forbidden_exchange(token) and not targets and is_barred(token, paragraph):
        barred = list(roles.senders)
        targets, reverse = [*targets, *barred], bool(barred)
        roles = replace(roles, targets=tuple(targets), senders=() if barred else roles.senders)
    if not roles.senders and roles.pronoun is None and roles.instrument is None and word.term in BARRING:
        roles = replace(roles, senders=tuple(nationality(things, token, paragraph)))
    found = verb_restrictions(phrases, word, targets, paragraph, reverse, [token])
    if not found and word.term in EXCLUDING and _is_excluded(token, targets):
        found = [Restriction(MeasureType.DIPLOMATIC_SANCTION, (), None)]
        bodies = [party for party in targets if party.actor.entity_id in institutions()]
        roles = replace(
            roles, senders=roles.senders or tuple(bodies), targets=tuple(party for party in targets if party not in bodies)
        )
    if not found and word.term in ("bar", "ban") and is_shut_out(token, targets):
        found = [Restriction(MeasureType.TRAVEL_BAN, (), None)]
    if word.term == "designate" and MONEY_LAUNDERING.search(token.sent.text):
        found = [Restriction(MeasureType.FINANCIAL_RESTRICTION, (), None)]
    if not found:
        found = [Restriction(word.measure_type if word.needs is not Needs.GOODS else None, (), None)]
    yield from _candidates(trigger, paragraph, state, roles.settled(), found)


# The finding of section 311 of the Patriot Act shuts a bank out: "a primary money-laundering concern".
MONEY_LAUNDERING = re.compile(r"\bmoney[- ]laundering concern\b", re.IGNORECASE)


def _is_restriction_noun(thing: Token) -> bool:
    """Say whether a verb's object is itself a restriction: "suspended the sanctions" is relief of the noun's measure."""
    word = singular(thing.lower_)
    return word in UMBRELLA or word in (
        "embargo",
        "ban",
        "boycott",
        "blockade",
        "restriction",
        "curb",
        "tariff",
        "duty",
        "prohibition",
        "control",
        "blacklist",
        "moratorium",
    )


def _scope(verb: Token, term: str, things: Sequence[Token], paragraph: Paragraph) -> tuple[list[Token], list[PartyMention], bool]:
    """Return (phrases with the goods, targets, reverse) of a verb: reverse where the one barred is the target."""
    complement = barred_from(verb) if term in BARRING else []
    barred = [party for thing in things for party in phrase_parties(thing, paragraph, "object")] if complement else []
    inside = [party for item in complement for party in named_inside(item, paragraph)]
    own = any(is_national(thing, verb, paragraph) or is_lender(thing, complement, inside) for thing in things)
    if complement and things:
        phrases = complement if any(goods_in(_own_tokens(item)) for item in complement) else [*things]
        return phrases, inside if own else barred or inside, bool(barred) and not own
    targets = [party for thing in things for party in phrase_parties(thing, paragraph, "object")]
    to = [
        party
        for prep in children(verb, "prep", "dative")
        if prep.lower_ == "to"
        for item in children(prep, "pobj")
        for party in phrase_parties(item, paragraph, "preposition")
    ]
    if term in ("close", "shut") and to:
        return [*things], to, False
    links = VERB_LINKS if term not in LISTING else frozenset()
    targets += [
        party
        for prep in children(verb, "prep", "dative")
        if prep.lower_ in links
        for item in children(prep, "pobj")
        for party in phrase_parties(item, paragraph, "preposition")
    ]
    targets += [party for thing in things for party in _holders_of(thing, paragraph)]
    return [*_traded(verb, things), *_object_gerunds(verb)], targets, False


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


def _holders_of(thing: Token, paragraph: Paragraph) -> list[PartyMention]:
    """Return whose assets they are, by the clause after them: "assets the officials hold", "accounts held by the family"."""
    found: list[PartyMention] = []
    act = thing.head
    small = act.tag_ in ("VBN", "JJ") and act.dep_ == "ccomp"
    bearing = act.head if small else act
    if bearing.lemma_.lower() == "have" and (small or children(thing, "acl")) and children(thing, "poss"):
        bearer = subject(bearing)
        found += phrase_parties(bearer, paragraph, "owner") if bearer is not None else []
    for verb in children(thing, "relcl", "acl"):
        if verb.lemma_.lower() in ("hold", "own", "belong", "control", "have", "keep", "bear"):
            owners = [subject(verb), *(item for prep in children(verb, "prep", "agent") for item in children(prep, "pobj"))]
            found += [
                party
                for owner in owners
                if owner is not None and owner.i != thing.i
                for named in (_hit_before(act) if owner.lower_ in ("they", "he", "she") else [owner])
                for party in phrase_parties(named, paragraph, "owner")
            ]
    return found


def _hit_before(verb: Token) -> list[Token]:
    """Return the objects of the verb that this one is joined to: "they" of "barred the generals and froze what they own"."""
    return objects(verb.head) if verb.dep_ == "conj" and is_verb(verb.head) else []


LISTING = word_set("listing")
VERB_LINKS = word_set("verb_links")


def _object_gerunds(verb: Token) -> list[Token]:
    """Return a gerund object: "banned importing coal"."""
    return [item for item in children(verb, "xcomp", "ccomp") if item.tag_ == "VBG"]


def _own_tokens(item: Token) -> list[Token]:
    """Return the tokens of a gerund without the verbs joined to it."""
    joined = {token.i for other in children(item, "conj") for token in other.subtree}
    return [token for token in item.subtree if token.i not in joined]


def _is_excluded(verb: Token, targets: Sequence[PartyMention]) -> bool:
    """Say whether a state itself, or its membership, is put out of a body."""
    bounds = [(thing.idx, thing.idx + len(thing.text)) for thing in objects(verb)]
    is_state = any(party.is_linked and any(_ends_at(party, bound, verb) for bound in bounds) for party in targets)
    return is_state and any(prep.lower_ == "from" and children(prep, "pobj") for prep in children(verb, "prep"))


def _ends_at(party: PartyMention, bound: tuple[int, int], verb: Token) -> bool:
    """Say whether a party's words are the object noun itself, not a word before it."""
    return bool(party.words.text.split()[-1] == verb.doc.text[bound[0] : bound[1]])


def _candidates(
    trigger: Trigger, paragraph: Paragraph, state: Standing, roles: Roles, found: Sequence[Restriction]
) -> Iterator[Candidate]:
    status = state.status
    token = trigger.token
    head = clause_head(token)
    clause = clause_words(token, paragraph)
    for restriction in found:
        yield Candidate(
            paragraph=paragraph,
            token=token,
            trigger=trigger.word,
            trigger_words=paragraph.words(token, token),
            clause=clause,
            measure_type=restriction.measure_type,
            standing=state,
            status=status or Status.REJECTED,
            rule_id=_rule_id(trigger, restriction),
            senders=roles.senders,
            targets=roles.targets,
            proposers=roles.proposers,
            unsure=roles.unsure,
            goods=restriction.goods,
            flow=restriction.flow,
            instrument=instrument_words(roles.instrument, paragraph)
            if roles.instrument is not None
            else find_instrument(list(head.subtree), paragraph),
            date_words=date_in(token, paragraph),
            amount=amount_in(token, paragraph),
            attribution=attribution_in(token, paragraph),
            novelty=novelty(token),
            is_definite=any(
                child.lower_ in ("the", "this", "these", "that", "those", "such", "its", "their")
                for child in children(token, "det", "poss")
            ),
            pronoun=roles.pronoun,
            document=roles.instrument,
        )


def _rule_id(trigger: Trigger, restriction: Restriction) -> str:
    kind = "V" if trigger.word.is_verb else "N"
    return f"T-{kind}-{trigger.word.term.replace(' ', '-')}" + ("-goods" if restriction.goods else "")
