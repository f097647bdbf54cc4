"""From triggers to candidates: every telling of a restriction or its relief in one paragraph."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from tasks.language.gazetteer import institutions
from tasks.language.parsed import Token
from tasks.language.wordlists import word_set
from tasks.measures.barring import barred_from, is_barred, named_inside, nationality, owners_kept_out
from tasks.measures.candidate import Candidate
from tasks.measures.clauses import children, clause_head, objects, subject
from tasks.measures.completing import completed
from tasks.measures.evidence import amount_in, attribution_in, clause_words, date_in
from tasks.measures.goods import goods_in
from tasks.measures.instruments import find_instrument, instrument_words
from tasks.measures.lexicon import Cue, Needs, singular
from tasks.measures.memberships import OUSTING, ouster_roles
from tasks.measures.novelty import novelty
from tasks.measures.ousting import opposed_loans, ousted
from tasks.measures.party import PartyMention, mentions, phrase_parties
from tasks.measures.permissions import forbidden_exchange
from tasks.measures.pressing import PRESSING, pressed_by
from tasks.measures.reading import Paragraph
from tasks.measures.restricted import UMBRELLA, Restriction, complements, noun_restrictions, verb_restrictions
from tasks.measures.roles import noun_roles, told_away, verb_roles
from tasks.measures.scope import is_entering, scope, takers
from tasks.measures.sides import Roles
from tasks.measures.standing import Standing
from tasks.measures.status import standing
from tasks.measures.titles import TITLED, title_words
from tasks.measures.triggers import Trigger, find_triggers
from tasks.measures.unspoken import exchange_kind, is_laundering, unspoken_kind
from warehouse.codes import EntityKind, Flow, MeasureType, Status

BARRING = word_set("barring")
FREEING = word_set("freeing")
UNLISTING = frozenset({"remove", "take", "drop"})
# Nouns that restrict only what they name: "a cut in aid"; a miss: "the same end".
AMBIGUOUS = frozenset({"cut", "cutback", "end"})
# What is taken on goods that come in.
LEVIES = frozenset({"tariff", "duty", "surcharge"})
# "Trade curbs" restrict some trade, a "trade ban" all of it.
LESSER = frozenset({"curb", "restriction", "limit", "limitation", "control", "bar"})


def extract(paragraph: Paragraph) -> Iterator[Candidate]:
    """Yield the candidates of a paragraph in the order of their triggers."""
    for trigger in find_triggers(paragraph.doc):
        yield from _from_verb(trigger, paragraph) if trigger.word.is_verb else _from_noun(trigger, paragraph)


def _from_noun(trigger: Trigger, paragraph: Paragraph) -> Iterator[Candidate]:
    """Yield what a noun such as "embargo" tells; one candidate per kind of thing restricted."""
    token, word = trigger.token, trigger.word
    act = Cue.LIFT if word.term in FREEING else None
    state = standing(token, act)
    if word.term == TITLED:
        yield from _from_title(trigger, paragraph, state)
        return
    if word.term in OUSTING and (roles := ouster_roles(token, paragraph)) is not None:
        yield from _candidates(trigger, paragraph, state, roles, [Restriction(MeasureType.DIPLOMATIC_SANCTION, (), None)])
        return
    if (
        act is None
        and word.term in ("suspension", "end", "withdrawal", "termination", "cancellation", "halt", "revocation")
        and _frees_sanctions(token)
    ):
        return
    roles = noun_roles(token, paragraph)
    if word.term in PRESSING:
        pressed = [party for item in pressed_by(token) for party in phrase_parties(item, paragraph, "object")]
        roles = replace(roles, targets=tuple(pressed))
    roles = completed(roles, token, paragraph, complements(token))
    raw = [*roles.targets, *roles.unsure]
    found = noun_restrictions(token, word, raw, paragraph)
    if not found and word.term in AMBIGUOUS:
        return
    if not found:
        found = [Restriction(word.measure_type if word.needs is not Needs.GOODS else None, (), None)]
    if word.term == "boycott" and any(child.lower_ == "diplomatic" for child in children(token, "amod")):
        found = [Restriction(MeasureType.DIPLOMATIC_SANCTION, (), None)]
    if word.term in LEVIES and not any(child.lower_ == "export" for child in children(token, "compound", "amod")):
        found = [replace(kind, measure_type=MeasureType.IMPORT_RESTRICTION, flow=Flow.FROM_TARGET) for kind in found[:1]]
    if word.term in LESSER and all(kind.classes == ("trade",) for kind in found):
        found = [Restriction(None, (), None)]
    yield from _candidates(trigger, paragraph, state, roles.settled(), found)


def _from_title(trigger: Trigger, paragraph: Paragraph, state: Standing) -> Iterator[Candidate]:
    """Yield what the title of an act tells: it hits the states that the title names."""
    above = noun_roles(trigger.token, paragraph)
    hit = [party for party in mentions(title_words(trigger.token), paragraph, "modifier", places=True) if party.is_linked]
    struck = {party.actor.entity_id for party in hit}
    makers = [verb for verb in trigger.token.ancestors if verb.lemma_.lower() in ("sign", "pass", "approve", "enact", "adopt")]
    doers = [doer for verb in makers[:1] if (doer := subject(verb)) is not None]
    named = above.senders or tuple(party for doer in doers for party in phrase_parties(doer, paragraph, "subject"))
    senders = tuple(party for party in named if party.actor.entity_id not in struck)
    if hit:
        roles = replace(above, senders=senders, targets=tuple(hit), unsure=())
        yield from _candidates(trigger, paragraph, state, roles, [Restriction(trigger.word.measure_type, (), None)])


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
    things = ousted(token) or opposed_loans(token) or objects(token) or told_not_to(token, word.term)
    if things and not _is_restriction_noun(things[0]):
        things = [thing for thing in things if not _is_restriction_noun(thing)]  # "banned arms and limited sanctions"
    if any(_is_restriction_noun(thing) for thing in things) or (word.term == "keep" and not barred_from(token)):
        return
    if any(forbidden_exchange(item) for item in children(token, "xcomp")):
        return  # "stopped buying": the inner verb tells it
    state = standing(token, Cue.LIFT if word.term in FREEING | UNLISTING else Cue.ENACT)
    phrases, hit, reverse = scope(token, word.term, things, paragraph)
    roles = _verb_sides(trigger, things, hit, paragraph)
    if word.term == "enter" and (kept_out := _goods_kept_out(token, paragraph)):
        yield from _candidates(trigger, paragraph, state, kept_out[0], [kept_out[1]])
        return
    if forbidden_exchange(token) and is_barred(token, paragraph):
        roles, is_turned = _barred_sides(trigger, roles, hit, paragraph)
        reverse = reverse or is_turned
    roles = completed(roles, token, paragraph, things)
    targets = list(roles.targets)
    found = verb_restrictions(phrases, word, targets, paragraph, reverse, [token])
    if not found and (kind := unspoken_kind(token, word.term, things, roles)):
        found = [Restriction(kind, (), None)]
        roles = _put_out(roles) if kind is MeasureType.DIPLOMATIC_SANCTION else roles
    if not found and (kind := exchange_kind(token, word.term)):
        found = [Restriction(kind, (), None)]
    if is_laundering(token, word.term):
        found = [Restriction(MeasureType.FINANCIAL_RESTRICTION, (), None)]
    if not found:
        found = [Restriction(word.measure_type if word.needs is not Needs.GOODS else None, (), None)]
    yield from _candidates(trigger, paragraph, state, roles.settled(), found)


def told_not_to(verb: Token, term: str) -> list[Token]:
    """Return who is forbidden to act, where the parser made them the subject of the act: "forbade the firms to lend"."""
    if term not in BARRING:
        return []
    return [doer for act in children(verb, "ccomp") if act in barred_from(verb) for doer in children(act, "nsubj")]


def _verb_sides(trigger: Trigger, things: Sequence[Token], targets: list[PartyMention], paragraph: Paragraph) -> Roles:
    """Return the parties of a verb, those told by what it closes, whom it bars, or who loses a right included."""
    token, term = trigger.token, trigger.word.term
    if term == "lose":
        loser = subject(token)
        return Roles((), tuple(phrase_parties(loser, paragraph, "subject")) if loser is not None else (), ())
    told = told_away(token, things, paragraph)
    if told is not None:
        return told
    roles = verb_roles(token, paragraph, targets)
    is_open = not roles.senders and roles.pronoun is None and roles.instrument is None
    if not roles.senders and term in ("close", "shut"):
        owners = [party for thing in things for party in phrase_parties(thing, paragraph, "owner") if party not in targets]
        roles = replace(roles, senders=tuple(owners))
    if is_open and term in BARRING:
        roles = replace(roles, senders=tuple(nationality(things, token, paragraph)))
    if is_open and not roles.senders:
        roles = replace(roles, senders=tuple(_doors(token, things, roles, paragraph) or _bodies_left(things, paragraph)))
        acting = {party.words for party in roles.senders}
        roles = replace(roles, targets=tuple(party for party in roles.targets if party.words not in acting))
    receiving = takers(things, targets, paragraph)
    if receiving:
        left = tuple(party for party in roles.targets if party not in receiving)
        roles = replace(roles, targets=left, senders=roles.senders or tuple(receiving))
    return roles


def _barred_sides(trigger: Trigger, roles: Roles, targets: list[PartyMention], paragraph: Paragraph) -> tuple[Roles, bool]:
    """Return the roles where the subject is the one restricted, and whether its own trade is what is barred."""
    kept_out = owners_kept_out(trigger.token, paragraph)
    if trigger.word.term == "enter" and kept_out and not any(party in kept_out for party in targets):
        return replace(roles, senders=tuple(targets), targets=tuple(kept_out)), False
    barred = () if targets else roles.senders or tuple(kept_out)
    return (replace(roles, targets=barred, senders=()), True) if barred else (roles, False)


def _goods_kept_out(verb: Token, paragraph: Paragraph) -> tuple[Roles, Restriction] | None:
    """Return the sides and goods of "Chadian coal may not enter Norway", where goods and not persons are kept out."""
    moved = subject(verb)
    goods = [item for item in goods_in(list(moved.subtree)) if "commodity" in item.classes] if moved is not None else []
    if moved is None or not goods:
        return None
    into = [party for thing in children(verb, "dobj") for party in phrase_parties(thing, paragraph, "object")]
    roles = Roles(tuple(into), tuple(phrase_parties(moved, paragraph, "owner")), ())
    words = tuple(paragraph.words(item.tokens[0], item.tokens[-1]) for item in goods)
    return roles, Restriction(MeasureType.IMPORT_RESTRICTION, words, Flow.FROM_TARGET)


def _doors(verb: Token, things: Sequence[Token], roles: Roles, paragraph: Paragraph) -> list[PartyMention]:
    """Return the state that lets nobody in: "banned from travelling to Chad", "denied entry to Chad", "banned entry to Chad"."""
    acts = barred_from(verb)
    if is_entering(acts):
        places = [party for act in acts for party in named_inside(act, paragraph)]
        return places if roles.targets or any(thing.pos_ == "PRON" for thing in things) else []
    entries = [thing for thing in (*things, *children(verb, "dobj")) if thing.lower_ in ("entry", "admission")]
    tos = [to for thing in entries for to in children(thing, "prep") if to.lower_ in ("to", "into")]
    into = [item for to in tos for item in children(to, "pobj")]
    return [party for item in into for party in phrase_parties(item, paragraph, "preposition") if party.is_linked]


def _bodies_left(things: Sequence[Token], paragraph: Paragraph) -> list[PartyMention]:
    """Return the body whose membership is suspended: "its membership in the league was suspended"."""
    return [
        party
        for thing in things
        if singular(thing.lower_) in ("membership", "participation", "seat")
        for prep in children(thing, "prep")
        for item in children(prep, "pobj")
        for party in phrase_parties(item, paragraph, "preposition")
        if party.actor.kind is EntityKind.BODY
    ]


def _put_out(roles: Roles) -> Roles:
    """Return the roles of "suspended Fiji from the league": the body acts, the state is hit."""
    bodies = tuple(party for party in roles.targets if party.actor.entity_id in institutions())
    left = tuple(party for party in roles.targets if party not in bodies)
    return replace(roles, senders=roles.senders or bodies, targets=left)


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
            is_definite=token.pos_ == "PRON"
            or any(
                child.lower_ in ("the", "this", "these", "that", "those", "such", "its", "their")
                for child in children(token, "det", "poss")
            ),
            pronoun=roles.pronoun,
            document=roles.instrument,
        )


def _rule_id(trigger: Trigger, restriction: Restriction) -> str:
    kind = "V" if trigger.word.is_verb else "N"
    return f"T-{kind}-{trigger.word.term.replace(' ', '-')}" + ("-goods" if restriction.goods else "")
