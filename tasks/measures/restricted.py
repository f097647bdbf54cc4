"""What a trigger restricts, split by kind: "a ban on arms, oil and travel" tells of three measures."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from tasks.language.parsed import Token
from tasks.language.wordlists import word_set
from tasks.measures.clauses import children, conjuncts, first_of, prepositions
from tasks.measures.flow import flow_of
from tasks.measures.goods import Goods, goods_in, members, restricted
from tasks.measures.kinds import KIND_OF_ADJECTIVE, class_for, type_of
from tasks.measures.lexicon import TriggerWord, inflected_triggers, singular, term_of
from tasks.measures.party import PartyMention
from tasks.measures.reading import Paragraph, Words
from warehouse.codes import Flow, MeasureType

# "A trade and oil embargo" bans trade, oil included.
MOVING = frozenset({"import", "export", "shipment", "trade", "technology"})
PARTS_OF_TRADE = frozenset({MeasureType.IMPORT_RESTRICTION, MeasureType.EXPORT_RESTRICTION})
FREEZING = word_set("freezing")
LONGEST_LIST_TOKENS = 10  # "banking, steel, shipping and other sanctions"
GOODS_LINKS = word_set("goods_links")
# What "sanctions on X" takes as goods; companies and banks under sanctions are targets.
# What a noun before "sanctions" says of their kind: "oil sanctions", "arms sanctions".
KIND_OF_CLASS = {
    "commodity": MeasureType.EXPORT_RESTRICTION,
    "weapon": MeasureType.ARMS_EMBARGO,
    "travel": MeasureType.TRAVEL_BAN,
    "transport": MeasureType.TRANSPORT_RESTRICTION,
    "finance": MeasureType.FINANCIAL_RESTRICTION,
    "mineral": MeasureType.IMPORT_RESTRICTION,
}
SANCTIONABLE = frozenset({"weapon", "commodity", "import", "export", "technology", "shipment"})
# "sanctions over its missiles" and "for its missiles" tell the reason.
UMBRELLA_ASIDES = frozenset({"over", "for", "in", "with", "at", "of"})
UMBRELLA = word_set("umbrella")


@dataclass(frozen=True)
class Restriction:
    """One kind of thing restricted: its type, its words and which way it moves."""

    measure_type: MeasureType | None
    goods: tuple[Words, ...]
    flow: Flow | None
    classes: tuple[str, ...] = ()


def noun_restrictions(
    trigger: Token, word: TriggerWord, targets: Sequence[PartyMention], paragraph: Paragraph
) -> list[Restriction]:
    """Return what a noun trigger restricts: by its modifiers ("arms embargo") or its phrases ("ban on travel")."""
    left = _left_modifiers(trigger)
    if word.term in UMBRELLA:
        kinds = _kinds_named([*left, *_sectors(trigger)], paragraph)
        kinds = kinds or _financial_sector(trigger, paragraph)
        if kinds:
            return kinds
    phrases = complements(trigger)
    elements = _joined(left) if _classes(left, word) else [element for phrase in phrases for element in _elements(phrase)]
    return _grouped(elements, word, targets, paragraph, [*left, *_whole(phrases)])


def verb_restrictions(
    phrases: Iterable[Token],
    word: TriggerWord,
    targets: Sequence[PartyMention],
    paragraph: Paragraph,
    reverse: bool,
    context: Sequence[Token] = (),
) -> list[Restriction]:
    """Return what a verb restricts by its object phrases; `reverse` where the target itself is barred from trading."""
    phrases = list(phrases)
    elements = [element for phrase in phrases for element in _elements(phrase)]
    return _grouped(elements, word, targets, paragraph, [*context, *_whole(phrases)], reverse)


def _joined(left: Sequence[Token]) -> list[list[Token]]:
    """Split modifiers at their conjunctions: "trade and oil" of "a trade and oil embargo"."""
    parts: list[list[Token]] = [[]]
    for token in left:
        if token.pos_ in ("CCONJ", "PUNCT"):
            parts.append([])
        else:
            parts[-1].append(token)
    return [part for part in parts if part]


def _whole(phrases: Iterable[Token]) -> list[Token]:
    """Return all tokens of phrases that can tell a direction."""
    return [token for phrase in phrases for token in restricted(phrase)]


def _left_modifiers(trigger: Token) -> list[Token]:
    """Return the words before a noun that describe it, with what they are joined to."""
    found = [item for child in children(trigger, "compound", "amod", "nmod") for item in child.subtree]
    first = trigger.i
    chain = first_of(trigger)
    if (
        chain.i != trigger.i
        and first - chain.i <= LONGEST_LIST_TOKENS
        and chain.pos_ in ("NOUN", "ADJ")
        and not children(chain, "det")
        and chain.head.lower_ not in inflected_triggers()  # "banning weapons transfers and limited sanctions" are two
    ):
        found += [item for item in trigger.doc[chain.i : first] if item.pos_ in ("NOUN", "ADJ", "PROPN")]
    return sorted({item.i: item for item in found if item.i < first}.values(), key=lambda token: token.i)


def _kinds_named(left: Sequence[Token], paragraph: Paragraph) -> list[Restriction]:
    """Return the kinds that adjectives before "sanctions" name, one restriction for each."""
    found: dict[MeasureType, Restriction] = {}
    for token in left:
        kind = KIND_OF_ADJECTIVE.get(token.lower_)
        goods = goods_in([token])
        if kind is None and goods:
            kind = next((KIND_OF_CLASS[cls] for cls in goods[0].classes if cls in KIND_OF_CLASS), None)
        if kind and kind not in found:
            found[kind] = Restriction(kind, (paragraph.words(token, token),) if goods else (), None)
    return list(found.values())


def _sectors(trigger: Token) -> list[Token]:
    """Return the words for the sectors that sanctions target: "sanctions targeting its banking and shipping industries"."""
    hitting = [
        verb
        for verb in (*children(trigger, "acl", "relcl"), *children(trigger.head, "advcl"))
        if verb.lemma_.lower() in ("target", "hit", "cover", "affect")
    ]
    heads = [noun for verb in hitting for noun in children(verb, "dobj") if singular(noun.lower_) in ("industry", "sector")]
    return [token for head in heads for child in children(head, "compound", "amod", "nmod") for token in child.subtree]


def _financial_sector(trigger: Token, paragraph: Paragraph) -> list[Restriction]:
    """Return what sanctions on sectors restrict where one of them is banking: "on its banking and oil sectors"."""
    heads = [item for item in complements(trigger) if singular(item.lower_) in SECTORS]
    words = [token for head in heads for child in children(head, "compound", "amod", "nmod") for token in child.subtree]
    kinds = _kinds_named(words, paragraph)
    is_banking = any(kind.measure_type is MeasureType.FINANCIAL_RESTRICTION for kind in kinds)
    return [_from_there(kind) for kind in kinds] if is_banking else []


def _from_there(kind: Restriction) -> Restriction:
    """Return the restriction of a sector, whose goods come from there."""
    is_goods = kind.measure_type is MeasureType.EXPORT_RESTRICTION
    return replace(kind, measure_type=MeasureType.IMPORT_RESTRICTION, flow=Flow.FROM_TARGET) if is_goods else kind


SECTORS = frozenset({"industry", "sector"})


def complements(trigger: Token) -> list[Token]:
    """Return the phrases after a noun that say what it is on: "a ban on X", "a halt to Y"."""
    found = []
    is_umbrella = singular(trigger.lower_) in UMBRELLA
    links = GOODS_LINKS - UMBRELLA_ASIDES if is_umbrella else GOODS_LINKS
    for prep in prepositions(trigger):
        if prep.lower_ in links:
            found += [item for item in children(prep, "pobj", "pcomp") if not (is_umbrella and _holds_restriction(item))]
    if not found and not is_umbrella:
        found += [verb for verb in children(trigger, "acl") if verb.tag_ == "VBG"]
    if not found and not is_umbrella and trigger.dep_ in ("nsubj", "nsubjpass") and trigger.head.lemma_.lower() in COVERING:
        found += children(trigger.head, "dobj")
        found += [item for to in children(trigger.head, "prep") if to.lower_ == "to" for item in children(to, "pobj")]
    return found


# "The embargo covers arms and fuel", "the ban applies to loans".
COVERING = frozenset({"cover", "include", "affect", "apply", "extend", "involve", "target"})


def _holds_restriction(phrase: Token) -> bool:
    """Say whether a phrase names another restriction, which is what the act answers: "action against U.S. tariffs"."""
    return any(term_of(token, *NOUN_TRIGGERS) in RESTRICTIONS for token in phrase.subtree if token.pos_ in ("NOUN", "PROPN"))


def _elements(phrase: Token) -> list[list[Token]]:
    """Return the members of a phrase, each as its own tokens."""
    inside = members(phrase)
    if singular(phrase.lower_) in MOVEMENTS and not any(goods_in(_own(item)) for item in inside):
        inside = conjuncts(phrase)  # "imports of toasters": the goods are unknown, their way is not
    joined = [item for item in inside if item.i == phrase.i or term_of(item, *NOUN_TRIGGERS) not in RESTRICTIONS]
    shared = [child for child in children(joined[0], "compound", "amod") if child.i < joined[0].i]
    return [
        element
        for item in joined
        for element in _by_adjective(
            item, [*(shared if item is not joined[0] and not children(item, "compound", "amod") else []), *_own(item)]
        )
    ]


MOVEMENTS = frozenset({"import", "export", "purchase", "sale", "shipment", "delivery"})
# Another restriction in the list tells its own goods: "a ban on its oil and a freeze on its assets".
RESTRICTIONS = word_set("restrictions")
NOUN_TRIGGERS = ("lexicon_triggers", "noun")


def _with_trade(element: Sequence[Token]) -> list[Token]:
    """Return the tokens of a member with its own trade: "import" and "gold" of "the export of oil and import of gold"."""
    chain = [*element, *(element[0].ancestors if element else ())]
    nearest = next((token for token in chain if singular(token.lower_) in MOVEMENTS), None)
    return [*element, nearest] if nearest is not None and nearest not in element else [*element]


def _by_adjective(item: Token, own: list[Token]) -> list[list[Token]]:
    """Split a noun with joined adjectives into one element each: "diplomatic and economic ties"."""
    first = next((child for child in children(item, "amod") if children(child, "conj")), None)
    if first is None:
        return [own]
    later = {token.i for other in children(first, "conj", "cc") for token in other.subtree}
    return [[token for token in own if token.i not in later], [token for token in own if token.i != first.i]]


def _own(item: Token) -> list[Token]:
    """Return the tokens of one member without the members joined to it."""
    joined = {token.i for other in children(item, "conj") for token in other.subtree}
    return [token for token in restricted(item) if token.i not in joined]


def _classes(tokens: Sequence[Token], word: TriggerWord) -> list[str]:
    """Return the class of each goods term among tokens that the trigger takes."""
    found = [class_for(word, goods) for goods in goods_in(tokens)]
    return [cls for cls in found if cls]


def _grouped(
    elements: Sequence[Sequence[Token]],
    word: TriggerWord,
    targets: Sequence[PartyMention],
    paragraph: Paragraph,
    context: Sequence[Token],
    reverse: bool = False,
) -> list[Restriction]:
    """Return one restriction per type among the elements of a list."""
    found: dict[MeasureType, list[tuple[Goods, Flow | None, str]]] = {}
    if word.measure_type is MeasureType.DESIGNATION or (word.is_verb and word.term in PUNISHING):
        return []
    is_trade = not word.accepts and any(token.lemma_.lower() in TRADING for token in context)
    for element in elements:
        goods = [item for item in goods_in(sorted(element, key=lambda token: token.i)) if class_for(word, item)]
        if is_trade:
            goods = [replace(item, classes=("commodity",)) if "commodity" in item.classes else item for item in goods]
        classes = [cls for item in goods if (cls := class_for(word, item))]
        if word.term in UMBRELLA:
            classes = [cls for cls in classes if cls in SANCTIONABLE and not any(_is_of_firm(item) for item in goods)]
        if not classes:
            continue
        flow = flow_of(context, targets, paragraph, reverse)
        own = flow_of(_with_trade(element), targets, paragraph, reverse) if flow is Flow.BOTH else None
        flow = own or flow
        kind = _licensed([*element, *_around(element)]) if "license" in classes else None
        kind = kind or type_of(word, classes, flow)
        if kind:
            if kind is MeasureType.ASSET_FREEZE and word.term not in FREEZING:
                kind = MeasureType.FINANCIAL_RESTRICTION
            found.setdefault(kind, []).extend((item, flow, class_for(word, item) or "") for item in goods)
    if MeasureType.ARMS_EMBARGO in found:
        found = {
            kind: rows for kind, rows in found.items() if kind is MeasureType.ARMS_EMBARGO or {cls for _, _, cls in rows} - MOVING
        }
    if MeasureType.TRADE_EMBARGO in found:
        found = {kind: rows for kind, rows in found.items() if kind not in PARTS_OF_TRADE}
    return [_restriction(kind, rows, paragraph) for kind, rows in found.items()]


def _is_of_firm(goods: Goods) -> bool:
    """Say whether goods only say what a firm deals in: "sanctions on its oil and gas company"."""
    return goods.head.dep_ in ("compound", "nmod", "amod", "conj") and any(
        singular(above.lower_) in FIRMS for above in list(goods.head.ancestors)[:2]
    )


FIRMS = frozenset({"company", "firm", "enterprise", "producer", "trader", "group", "conglomerate", "giant", "exporter"})


# What is bought or sold is goods: "stop buying airliners"; a miss: "grounded its airliners".
TRADING = frozenset({"buy", "sell", "purchase", "import", "export"})


# Verbs whose object is who or what is punished, never the goods: "punished its weapons programme".
PUNISHING = frozenset({"sanction", "punish", "penalize", "penalise", "retaliate"})


def _around(element: Sequence[Token]) -> list[Token]:
    """Return who holds what an element names: "the airline's permit", "of Acme, the state carrier", "for banks"."""
    holders = [child for item in element for child in children(item, "poss", "appos")]
    holders += [prep for item in element for prep in children(item, "prep") if prep.lower_ in ("for", "of", "to")]
    return [token for holder in holders for token in holder.subtree]


def _licensed(element: Sequence[Token]) -> MeasureType | None:
    """Return what a licence is for by those who hold it: "the licences of banks", "the airline's permit"."""
    words = {singular(token.lower_) for token in element}
    if words & LICENSED_LENDERS:
        return MeasureType.FINANCIAL_RESTRICTION
    if words & LICENSED_BROADCASTERS:
        return MeasureType.OTHER
    return MeasureType.TRANSPORT_RESTRICTION if words & LICENSED_CARRIERS else None


LICENSED_LENDERS = word_set("licensed_lenders")
LICENSED_BROADCASTERS = word_set("licensed_broadcasters")
LICENSED_CARRIERS = word_set("licensed_carriers")


def _restriction(kind: MeasureType, rows: Sequence[tuple[Goods, Flow | None, str]], paragraph: Paragraph) -> Restriction:
    words = tuple(paragraph.words(goods.tokens[0], goods.tokens[-1]) for goods, _, _ in rows)
    return Restriction(kind, words, rows[0][1], tuple(cls for _, _, cls in rows))
