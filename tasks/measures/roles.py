"""Who restricts whom: senders, targets and proposers around a trigger."""

from collections.abc import Iterable, Sequence

from tasks.language.gazetteer import named
from tasks.language.naming import Naming
from tasks.language.parsed import Token
from tasks.language.wordlists import word_set
from tasks.measures.clauses import agent, children, conjuncts, is_passive, prepositions, subject
from tasks.measures.goods import goods_in
from tasks.measures.governors import AGAINST, after_participle, doers, verb_roles_above
from tasks.measures.ladder import ladder
from tasks.measures.lexicon import Cue, cue_of, singular, term_of
from tasks.measures.party import LINKED, OTHERS, PartyMention, doer_parties, group_words, mention, mentions, phrase_parties
from tasks.measures.reading import Paragraph
from tasks.measures.sides import Roles
from warehouse.codes import EntityKind

TARGET_LINKS = AGAINST | {"to", "from", "with", "of", "for", "at", "in"}
SENDING_TAILS = ("-led", "-imposed", "-backed", "-sponsored", "-mandated", "-ordered", "-wide")
TARGET_TAILS = ("-related", "-linked", "-bound")


def noun_roles(trigger: Token, paragraph: Paragraph) -> Roles:
    """Return the parties around a noun trigger: its modifiers, its prepositions, and the verbs above it."""
    senders, targets, unsure = _modifiers(trigger, paragraph)
    if trigger.dep_ in ("compound", "nmod") and not (senders or targets or unsure):
        senders, targets, unsure = _modifiers(trigger.head, paragraph)
        targets += _prepositional(trigger.head, paragraph)
    targets += _prepositional(trigger, paragraph)
    for other in conjuncts(trigger)[1:]:  # "travel bans and asset freezes on the officials"
        targets = targets or (_prepositional(other, paragraph) if term_of(other, "lexicon_triggers", "noun") else [])
    for verb in _participles(trigger):
        targets = targets or after_participle(verb, paragraph)
    if not targets:
        targets += _loose(trigger, paragraph)
    if not targets and trigger.dep_ == "pobj" and trigger.head.lower_ == "including":
        targets += _of_package(trigger.head, paragraph)
    if trigger.dep_ == "nsubj" and trigger.head.lemma_.lower() in ("include", "name", "cover", "list"):
        targets += [party for item in children(trigger.head, "dobj") for party in _named_list(item, paragraph)]
    if not targets and singular(trigger.lower_) in LEVIES:
        targets += _origins(trigger, paragraph)
    above = verb_roles_above(trigger, paragraph)
    made = [trigger, trigger.head] if trigger.dep_ in ("compound", "nmod") else [trigger]
    by = [party for noun in made for item in _makers(noun) for party in doer_parties(item, paragraph, "agent")]
    partners = _partners(trigger, paragraph) if not targets else None
    if partners:
        return Roles(partners[:1], partners[1:], above.proposers, ())
    senders = _joiners(trigger, senders, paragraph) or by or _owners(made, paragraph) or _unless_hit(above.senders, targets)
    if not targets:
        targets = list(above.targets) or _culprits([trigger, *ladder(trigger)], paragraph)
    return Roles(tuple(senders), tuple(targets), above.proposers, tuple(unsure), above.pronoun, above.instrument)


def _joiners(trigger: Token, senders: Sequence[PartyMention], paragraph: Paragraph) -> list[PartyMention]:
    """Return who takes over the sanctions of another: "Norway adopted the Union's sanctions", "joined U.S. sanctions"."""
    verb = trigger.head if trigger.dep_ == "dobj" else trigger.head.head
    is_taken = trigger.dep_ in ("dobj", "pobj") and verb.lemma_.lower() in ("adopt", "join", "mirror", "copy", "match")
    doer = subject(verb) if senders and is_taken else None
    found = doer_parties(doer, paragraph, "subject") if doer is not None else []
    is_parliament = any(not word_set("organs").isdisjoint(party.words.text.lower().split()) for party in found)
    joining = [party for party in found if party.actor.kind is EntityKind.COUNTRY and not is_parliament]
    return joining or list(senders)


LEVIES = frozenset({"tariff", "duty", "surcharge", "quota"})


def _partners(trigger: Token, paragraph: Paragraph) -> tuple[PartyMention, ...]:
    """Return (who answers, whom) of retaliation by others named by whose they are: "retaliation by Chad's trading partners"."""
    for maker in _makers(trigger) if singular(trigger.lower_) in ANSWERS else ():
        whose = [*children(maker, "poss", "amod", "compound", "nmod")]
        whose += [item for of in children(maker, "prep") if of.lower_ == "of" for item in children(of, "pobj")]
        hit = [party for party in mentions(whose, paragraph, "possessor") if party.is_linked]
        if hit and singular(maker.lower_) in OTHERS:
            words = paragraph.words(maker.doc[maker.left_edge.i], maker)
            return (PartyMention(named(EntityKind.GROUP, " ".join(words.text.split())), words, "agent"), hit[0])
    return ()


ANSWERS = frozenset({"retaliation", "reprisal", "countermeasure", "sanction", "action"})


def _origins(trigger: Token, paragraph: Paragraph) -> list[PartyMention]:
    """Return whence the goods come that a levy is on: "tariffs on steel from Chad", "duties imposed on imports from Chad"."""
    verb = trigger.head if trigger.dep_ in ("nsubjpass", "dobj") else None
    holders = [trigger, *children(trigger, "acl", "relcl"), *([verb] if verb is not None else [])]
    goods = [item for holder in holders for on in children(holder, "prep") if on.lower_ == "on" for item in children(on, "pobj")]
    sources = [
        item
        for thing in goods
        for token in thing.subtree
        if token.lower_ == "from" and token.dep_ == "prep"
        for item in children(token, "pobj")
    ]
    found = [party for item in sources for party in phrase_parties(item, paragraph, "preposition")]
    return [party for party in found if party.is_linked or len(party.words.text.split()) > 1]


def _unless_hit(senders: Sequence[PartyMention], targets: Sequence[PartyMention]) -> list[PartyMention]:
    """Return nobody where the subject above is the one target named: "Chad resists sanctions against Chad"."""
    is_same = bool(targets) and {party.actor.entity_id for party in targets} <= {party.actor.entity_id for party in senders}
    return [] if is_same else list(senders)


def verb_roles(verb: Token, paragraph: Paragraph, targets: Sequence[PartyMention]) -> Roles:
    """Return the parties around a verb trigger whose targets its objects already gave."""
    doer = _orderer(verb, subject(verb), paragraph)
    above = verb_roles_above(verb, paragraph)
    found, pronoun, instrument = doers(doer, paragraph, "subject")
    after = [party for party in found if verb.tag_ == "VBG" and party.words.start - paragraph.start > verb.idx]
    if after:
        return Roles(above.senders, (*targets, *after), above.proposers, (), above.pronoun, above.instrument)
    if not found and pronoun is None and instrument is None:
        return Roles(above.senders, tuple(targets), above.proposers, (), above.pronoun, above.instrument)
    if instrument is not None and (above.senders or above.pronoun is not None) and verb.dep_ in ("acl", "relcl"):
        return Roles(above.senders, tuple(targets), above.proposers, (), above.pronoun, above.instrument)
    aimed = tuple(targets) or above.targets  # "warned Chad that it may retaliate"
    return Roles(tuple(found), aimed, above.proposers, (), pronoun, instrument)


def told_away(verb: Token, things: Sequence[Token], paragraph: Paragraph) -> Roles | None:
    """Return the sides where a state is told to withdraw its own: "ordered Libya to close its embassy"."""
    above = verb.head
    is_told = verb.dep_ in ("xcomp", "ccomp", "advcl") and above.lemma_.lower() in ORDERING
    own = any(child.tag_ == "PRP$" for thing in things for token in (thing, *_of(thing)) for child in children(token, "poss"))
    if not (is_told and own):
        return None
    told = [party for item in children(above, "dobj", "nsubjpass") for party in doer_parties(item, paragraph, "object")]
    told += [party for item in children(verb, "nsubj") for party in doer_parties(item, paragraph, "object")]
    if not told or not all(party.is_linked for party in told):
        return None
    doer = agent(above) if is_passive(above) else subject(above)
    return Roles(tuple(doers(doer, paragraph, "subject")[0]), tuple(told), ())


def _of(thing: Token) -> list[Token]:
    return [noun for prep in children(thing, "prep") if prep.lower_ == "of" for noun in children(prep, "pobj")]


def _orderer(verb: Token, doer: Token | None, paragraph: Paragraph) -> Token | None:
    """Return who orders where states or firms at large are told to act: "told all countries to search"."""
    head = doer.head if doer is not None else verb
    is_told = (
        doer is not None and doer.dep_ in ("dobj", "nsubjpass", "nsubj") and head.i < verb.i and head.lemma_.lower() in ORDERING
    )
    if doer is None or not is_told:
        return doer
    orderer = agent(head) if is_passive(head) else subject(head)
    named = paragraph.naming_of(doer)
    if named is not None:  # "Shell was told by the Dutch government to stop"
        is_firm = named.label == "ORG" and (named.actor is None or named.actor.kind not in LINKED)
        return orderer if is_firm and orderer is not None else doer
    return (orderer or doer) if singular(doer.lower_) in group_words("national") else doer


ORDERING = word_set("ordering")


def _modifiers(trigger: Token, paragraph: Paragraph) -> tuple[list[PartyMention], list[PartyMention], list[PartyMention]]:
    """Return (senders, targets, unsure) among the words before a noun, as in "U.S.", "Iran" and "Japanese sanctions"."""
    senders: list[PartyMention] = []
    targets: list[PartyMention] = []
    unsure: list[PartyMention] = []
    for child in [*children(trigger, "compound", "amod", "nmod", "poss"), *_inner(trigger)]:
        naming = paragraph.naming_of(child)
        if naming is None or naming.actor is None or naming.actor.kind not in (EntityKind.COUNTRY, EntityKind.BODY):
            if singular(child.lower_) in COALITION_ADJECTIVES:
                senders.append(_western(child, paragraph))
            continue
        party = mention(naming, paragraph, "modifier")
        tail = paragraph.text[naming.end : naming.end + 12].lower()
        if child.dep_ == "poss" or tail.startswith(SENDING_TAILS) or naming.actor.kind is EntityKind.BODY:
            senders.append(party)
        elif _is_hit(naming, paragraph) or _is_threatened(trigger, party, paragraph):
            targets.append(party)
        elif naming.column in ("demonyms", "capital"):
            answers = singular(trigger.lower_) in ("retaliation", "reprisal") and trigger.head.lower_ not in ("in", "for")
            (senders if answers else unsure).append(party)
        elif _is_initials(naming.text, paragraph) or naming.column == "metonyms":
            senders.append(party)
        else:
            (targets if naming.text not in ("United States", "Britain") else senders).append(party)
    return senders, targets, unsure


def _is_hit(naming: Naming, paragraph: Paragraph) -> bool:
    """Say whether a prefix or suffix tells that the name is whom it hits: "anti-Iraq sanctions", "Iran-related"."""
    before = paragraph.text[max(0, naming.start - 5) : naming.start].lower()
    return before == "anti-" or paragraph.text[naming.end : naming.end + 12].lower().startswith(TARGET_TAILS)


def _is_threatened(trigger: Token, named_before: PartyMention, paragraph: Paragraph) -> bool:
    """Say whether the state before a noun is whom another threatens with it: "Chad threatens US retaliation"."""
    verb = trigger.head
    if trigger.dep_ != "dobj" or verb.lemma_.lower() != "threaten" or any(on.lower_ in AGAINST for on in prepositions(trigger)):
        return False
    found, _, _ = doers(subject(verb), paragraph, "subject")
    return any(party.is_linked and party.actor.entity_id != named_before.actor.entity_id for party in found)


def _is_initials(text: str, paragraph: Paragraph) -> bool:
    """Say whether a name is written in initials, as states that act often are: "U.S. tariffs"; in capitals only if short."""
    return text.replace(".", "").isupper() and (not paragraph.text.isupper() or "." in text or len(text) <= SHORTEST_NAME)


SHORTEST_NAME = 3


def _inner(trigger: Token) -> list[Token]:
    """Return the modifiers of modifiers: the U.S. of "U.S. trade sanctions" where the parser nests them."""
    return [
        inner
        for child in children(trigger, "compound", "amod", "nmod")
        for inner in children(child, "compound", "amod", "nmod", "poss")
    ]


def _owners(nouns: Sequence[Token], paragraph: Paragraph) -> list[PartyMention]:
    """Return whom a possessive pronoun stands for: in "Oslo is expected to bring back its own ban", the subject before it."""
    for owner in (child for noun in nouns for child in children(noun, "poss") if child.lower_ in ("its", "their")):
        for verb in owner.ancestors:
            named_first = [noun for noun in children(verb, "nsubj", "nsubjpass") if noun.i < owner.i]
            if named_first:
                return doer_parties(named_first[0], paragraph, "subject")
    return []


# Adjectives of states that act together without a name of their own: "Western sanctions", "the European embargo".
COALITION_ADJECTIVES = frozenset({"western", "west", "european"})


def _western(child: Token, paragraph: Paragraph) -> PartyMention:
    words = paragraph.words(child, child)
    return PartyMention(named(EntityKind.GROUP, words.text), words, "modifier")


def _prepositional(noun: Token, paragraph: Paragraph) -> list[PartyMention]:
    """Return the parties in the phrases that hang on a noun: "on Iran", "against the sale of arms to Iraq"."""
    found: list[PartyMention] = []
    for prep in prepositions(noun):
        if prep.lower_ not in TARGET_LINKS or (prep.lower_ == "from" and singular(noun.lower_) in word_set("umbrella")):
            continue  # "sanctions from Chad" are not on it
        for item in children(prep, "pobj", "pcomp"):
            if prep.lower_ == "in" and not found and not goods_in([item]):
                continue  # "a ban in Norway" is not on it, "a cut in aid to Chad" is
            found += phrase_parties(item, paragraph, "preposition")
    return found


def _of_package(including: Token, paragraph: Paragraph) -> list[PartyMention]:
    """Return whom a package is against: "measures against Chad, including a ban on loans"."""
    before = [token for token in including.doc[including.sent.start : including.i] if token.lower_ in ("against", "on")]
    packages = [token for token in before if token.head.lower_ in PACKAGES]
    return [
        party for on in packages[-1:] for item in children(on, "pobj") for party in phrase_parties(item, paragraph, "preposition")
    ]


PACKAGES = frozenset({"measures", "steps", "package", "action", "actions", "sanctions", "penalties", "restrictions"})


def _named_list(item: Token, paragraph: Paragraph) -> list[PartyMention]:
    """Return the persons and firms of a list: "the designations include two banks and Acme Corp"."""
    return [party for member in conjuncts(item) for party in phrase_parties(member, paragraph, "object")]


def _culprits(words: Iterable[Token], paragraph: Paragraph) -> list[PartyMention]:
    """Return who gave the reason: "sanctions after Iraq's invasion", "sanctions over Libya's refusal"."""
    for word in words:
        for prep in [*children(word, "prep"), *(inner for verb in children(word, "acl") for inner in children(verb, "prep"))]:
            if prep.lower_ in ("after", "over", "for", "following", "because"):
                owners = [owner for item in children(prep, "pobj") for owner in children(item, "poss", "amod", "compound")]
                found = [party for party in mentions(owners, paragraph, "reason") if party.is_linked]
                if found:
                    return found
    return []


def _loose(trigger: Token, paragraph: Paragraph) -> list[PartyMention]:
    """Return the party after the next "on" or "against" of the same clause, where the parser hung it elsewhere."""
    for token in trigger.doc[trigger.i + 1 : trigger.sent.end]:
        if token.tag_ == "MD" or token.pos_ in ("VERB", "AUX", "SCONJ") or token.text in (";", "--"):
            return []
        if token.lower_ in ("on", "against") and token.pos_ == "ADP":
            return [party for item in children(token, "pobj") for party in phrase_parties(item, paragraph, "preposition")]
    return []


def _makers(trigger: Token) -> Iterable[Token]:
    """Return the doers in participles after a noun: "sanctions imposed by the allies", "the ban, ordered by Oslo"."""
    # "the freezing of accounts by the allies", "a boycott by the league"
    yield from (item for prep in children(trigger, "prep", "agent") if prep.lower_ == "by" for item in children(prep, "pobj"))
    for verb in _participles(trigger):
        cue = cue_of(verb)
        doer = agent(verb) if is_passive(verb) else subject(verb) if verb.dep_ == "relcl" else None
        if doer is not None and cue not in (Cue.PROPOSE, Cue.REPORT) and doer.i != trigger.i:
            yield doer


def _participles(trigger: Token) -> list[Token]:
    """Return the clauses that tell of a restriction; only restrictions are imposed: "a ban on wool imposed by Chad"."""
    goods = [item for prep in children(trigger, "prep") for item in children(prep, "pobj")]
    far = [verb for item in goods for verb in children(item, "acl") if verb.lemma_.lower() in IMPOSING]
    return [*children(trigger, "acl", "relcl"), *far]


IMPOSING = frozenset({"impose", "introduce", "slap", "decree", "levy", "enact", "clamp", "reimpose", "lift"})
