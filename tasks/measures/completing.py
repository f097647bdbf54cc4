"""The sides that a clause names away from its trigger: a far agent, the package it is part of, the giver, whose door it shuts."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from tasks.language.parsed import Token
from tasks.language.wordlists import word_set
from tasks.measures.barring import barred_from
from tasks.measures.clauses import children, conjuncts, first_of, is_passive, is_verb, objects, subject
from tasks.measures.goods import goods_in
from tasks.measures.lexicon import singular
from tasks.measures.party import PartyMention, doer_parties, mention
from tasks.measures.permissions import forbidden_exchange
from tasks.measures.reading import Paragraph
from tasks.measures.roles import noun_roles
from tasks.measures.sides import Roles

# Nouns for several measures at once: what holds of them holds of each measure that they include.
PACKAGES = word_set("packages")
# Verbs that tell what a package consists of: "the measures include", "the steps were".
INCLUDING = word_set("including")
# What its giver sends and the other side gets: "Dutch aid to Chad", "Chile's envoy to Chad".
GIVEN = frozenset({"aid", "weapon", "military", "technology", "diplomatic", "finance", "travel"})
# What belongs to the one who closes it: "its ports", "Swiss bank accounts", "a U.S. blacklist".
DOORS = word_set("doors")
# What is done at the door of another: "may not land in Norway", "may no longer enter Norway".
COMING_IN = frozenset({"land", "enter", "dock", "call", "visit", "import", "stop"})
PLACING = frozenset({"from", "in", "into", "on", "to", "at"})


def completed(roles: Roles, trigger: Token, paragraph: Paragraph, things: Sequence[Token]) -> Roles:
    """Return the roles with the sides that the clause names further away than beside its trigger.

    `things` are what the trigger restricts. An adjective that may be a sender or a target is left to `Roles.settled`.
    """
    roles = _given(roles, things, paragraph)
    if not _has_sender(roles):
        roles = replace(roles, senders=tuple(_apart(_far_agents(trigger, paragraph), roles)))
    roles = _packaged(_mutual(roles, trigger, things), trigger, paragraph)
    if not _has_sender(roles):
        roles = replace(roles, senders=tuple(_apart(_door_keepers(trigger, things, paragraph), roles))[:1])
        kept = roles.targets if len(roles.targets) == 1 else _apart_from(roles.targets, roles.senders)
        roles = replace(roles, targets=tuple(kept))
    return roles


def _has_sender(roles: Roles) -> bool:
    return bool(roles.senders or roles.unsure or roles.pronoun is not None or roles.instrument is not None)


def _apart(found: Sequence[PartyMention], roles: Roles) -> list[PartyMention]:
    """Return the known states and bodies among parties that are no targets."""
    return [party for party in _apart_from(found, roles.targets) if party.is_linked]


def _apart_from(found: Sequence[PartyMention], others: Sequence[PartyMention]) -> list[PartyMention]:
    taken = {party.actor.entity_id for party in others}
    return [party for party in found if party.actor.entity_id not in taken]


def _far_agents(trigger: Token, paragraph: Paragraph) -> list[PartyMention]:
    """Return who is named after "by" deeper in the phrase: "the freezing of the funds of two banks by Oslo"."""
    if is_verb(trigger) and not is_passive(trigger):
        return []
    return [
        party
        for by in trigger.doc[trigger.i + 1 : trigger.sent.end]
        if by.lower_ == "by" and _hangs_on(by, trigger)
        for item in children(by, "pobj")
        for party in doer_parties(item, paragraph, "agent")
    ]


def _hangs_on(token: Token, top: Token) -> bool:
    """Say whether a word hangs on another through nouns and prepositions alone."""
    for above in token.ancestors:
        if above.i == top.i:
            return True
        if is_verb(above):
            return False
    return False


def _packaged(roles: Roles, trigger: Token, paragraph: Paragraph) -> Roles:
    """Return the roles with the sides of the package that the measure is a part of."""
    if any(party.is_linked for party in roles.targets) and _has_sender(roles):
        return roles
    for package in _packages(trigger):
        whole = noun_roles(package, paragraph).settled()
        senders = roles.senders if _has_sender(roles) else tuple(_apart(whole.senders, roles))
        is_aimed = any(party.is_linked for party in roles.targets) or (is_verb(trigger) and bool(roles.targets))
        hit = () if is_aimed else whole.targets
        targets = (*roles.targets, *_apart_from([party for party in hit if party.is_linked], senders))
        if senders != roles.senders or targets != roles.targets:
            return replace(roles, senders=senders, targets=targets)
    return roles


def _packages(trigger: Token) -> Iterator[Token]:
    """Yield the nouns that stand for several measures, this one among them."""
    found = [*([subject(trigger)] if is_verb(trigger) else []), *_wholes(first_of(trigger))]
    colon = next((token for token in trigger.sent if token.text in (":", "--") and token.i < trigger.i), None)
    if colon is not None and not is_verb(trigger):
        found += [token for token in trigger.doc[trigger.sent.start : colon.i] if token.lower_ in PACKAGES]
    for noun in found:
        if noun is not None and noun.i != trigger.i and noun.lower_ in PACKAGES:
            yield noun


def _wholes(part: Token) -> Iterator[Token | None]:
    """Yield what a noun is told to be a part of: "the steps include a ban", "measures, including a ban"."""
    above = part.head
    if part.dep_ in ("dobj", "attr", "oprd") and above.lemma_.lower() in INCLUDING:
        yield subject(above)
    if part.dep_ in ("nsubj", "nsubjpass", "attr") and above.lemma_ == "be":
        yield from (noun for among in children(above, "prep") if among.lower_ == "among" for noun in children(among, "pobj"))
        yield from children(above, "attr", "nsubj")
    elif part.dep_ in ("pobj", "pcomp") and above.lower_ in ("including", "of", "with"):
        yield above.head
        yield from children(above.head, "dobj", "nsubjpass")
    elif part.dep_ == "appos":
        yield above


def _given(roles: Roles, things: Sequence[Token], paragraph: Paragraph) -> Roles:
    """Return the roles with the giver of aid, arms or an envoy among the senders, where the text names who got it."""
    givers = [
        party for thing in things for member in conjuncts(thing) if _is_given(member) for party in _owners(member, paragraph)
    ]
    receiving = [party for party in _apart_from(roles.targets, givers) if party.is_linked]
    if not givers or not receiving:
        return roles
    return replace(
        roles,
        targets=tuple(_apart_from(roles.targets, givers)),
        senders=roles.senders if _has_sender(roles) else tuple(givers),
        unsure=tuple(_apart_from(roles.unsure, givers)),
    )


def _mutual(roles: Roles, trigger: Token, things: Sequence[Token]) -> Roles:
    """Return the roles of what two states do to their own ties: "Norway and Chad broke off relations"."""
    is_tie = is_verb(trigger) and any(singular(thing.lower_) in ("relation", "tie", "link", "contact") for thing in things)
    is_tie = is_tie or RECIPROCAL.search(trigger.sent.text) is not None
    states = [party for party in roles.senders if party.is_linked]
    is_open = all(RECIPROCAL.match(party.words.text) for party in roles.targets)
    if not is_tie or not is_open or len(states) != PAIR:
        return roles
    return replace(roles, senders=(states[0],), targets=(states[1],))


PAIR = 2
# "Expelled each other's envoys"; a miss: "the other side".
RECIPROCAL = re.compile(r"\b(?:each other|one another|mutual(?:ly)?|reciprocal(?:ly)?)\b", re.IGNORECASE)


def _is_given(thing: Token) -> bool:
    named = goods_in([*(token for token in thing.lefts if token.dep_ in ("compound", "amod")), thing])
    return any(cls in GIVEN for goods in named for cls in goods.classes) or singular(thing.lower_) in DOORS


def _owners(thing: Token, paragraph: Paragraph) -> list[PartyMention]:
    """Return the states before a noun: the Dutch of "Dutch aid", the U.S. of "U.S. visas"."""
    before = children(thing, "amod", "compound", "nmod", "poss")
    return [mention(naming, paragraph, "owner") for naming in paragraph.namings_in(before) if _is_state(naming, paragraph)]


def _is_state(naming: object, paragraph: Paragraph) -> bool:
    return bool(getattr(naming, "actor", None)) and mention(naming, paragraph, "owner").is_linked  # type: ignore[arg-type]


def _door_keepers(trigger: Token, things: Sequence[Token], paragraph: Paragraph) -> list[PartyMention]:
    """Return whose territory, list, market or airspace is closed where no word tells who closed it.

    A state shuts its own doors: "expelled from Canada", "barred from entering Norway", "on a U.S. blacklist".
    """
    is_kept_out = bool(forbidden_exchange(trigger)) and trigger.lemma_.lower() in COMING_IN
    if not is_verb(trigger) or not (is_passive(trigger) or is_kept_out):
        return []
    acts = [*barred_from(trigger), *([trigger] if is_kept_out else [])]
    holders = [trigger, *acts, *objects(trigger)] if acts else [trigger]
    places = [
        item
        for holder in holders
        for prep in children(holder, "prep", "dative")
        if prep.lower_ in PLACING
        for item in children(prep, "pobj")
    ]
    places += [item for act in acts for item in children(act, "dobj")]
    found = []
    for place in [*places, *things]:
        naming = paragraph.naming_of(place)
        if naming is not None and place not in things and _is_state(naming, paragraph):
            found.append(mention(naming, paragraph, "place"))
        elif singular(place.lower_) in DOORS:
            found += _owners(place, paragraph)
    return found
