"""Restrictions told as what may not be done: "may no longer travel to", "refused to buy", "planes may not fly"."""

from tasks.language.parsed import Token
from tasks.language.wordlists import word_set
from tasks.measures.clauses import children, is_verb, modal, negation
from tasks.measures.lexicon import Needs, TriggerWord, term_of
from warehouse.codes import MeasureType

FORBIDDING = frozenset({"may", "can", "must", "shall"})
GIVING_UP = word_set("giving_up")
# What each verb of exchange restricts when it is not allowed; None where its object says.
EXCHANGES: dict[str, MeasureType | None] = {
    "buy": MeasureType.IMPORT_RESTRICTION,
    "purchase": MeasureType.IMPORT_RESTRICTION,
    "import": MeasureType.IMPORT_RESTRICTION,
    "sell": MeasureType.EXPORT_RESTRICTION,
    "export": MeasureType.EXPORT_RESTRICTION,
    "supply": MeasureType.EXPORT_RESTRICTION,
    "ship": MeasureType.EXPORT_RESTRICTION,
    "deliver": MeasureType.EXPORT_RESTRICTION,
    "send": MeasureType.EXPORT_RESTRICTION,
    "fly": MeasureType.TRANSPORT_RESTRICTION,
    "land": MeasureType.TRANSPORT_RESTRICTION,
    "dock": MeasureType.TRANSPORT_RESTRICTION,
    "sail": MeasureType.TRANSPORT_RESTRICTION,
    "travel": MeasureType.TRAVEL_BAN,
    "enter": MeasureType.TRAVEL_BAN,
    "lend": MeasureType.FINANCIAL_RESTRICTION,
    "borrow": MeasureType.FINANCIAL_RESTRICTION,
    "invest": MeasureType.FINANCIAL_RESTRICTION,
    "finance": MeasureType.FINANCIAL_RESTRICTION,
    "trade": MeasureType.TRADE_EMBARGO,
    "deal": MeasureType.FINANCIAL_RESTRICTION,
}
FORMS = {
    "bought": "buy",
    "sold": "sell",
    "sent": "send",
    "flown": "fly",
    "lent": "lend",
    "dealt": "deal",
    "dealing": "deal",
    "flying": "fly",
}


def forbidden_exchange(token: Token) -> TriggerWord | None:
    """Return the trigger of a verb of exchange that is not allowed or given up, or None."""
    term = FORMS.get(token.lower_, token.lemma_.lower())
    if not is_verb(token) or term not in EXCHANGES:
        return None
    if (negation(token) is not None or _no_longer(token)) and modal(token) in FORBIDDING:
        return TriggerWord(term, True, EXCHANGES[term], Needs.FOREIGN, frozenset())
    given_up = token.dep_ == "xcomp" and token.head.lemma_.lower() in GIVING_UP and is_verb(token.head)
    if given_up and not _is_trigger(token.head):
        return TriggerWord(term, True, EXCHANGES[term], Needs.FOREIGN, frozenset())
    return None


def _no_longer(token: Token) -> bool:
    return any(
        child.lower_ == "longer" and any(inner.lower_ == "no" for inner in child.children) for child in children(token, "advmod")
    )


def _is_trigger(verb: Token) -> bool:
    """Say whether the verb above already tells the measure with its own goods: "stop selling arms" does, in its gerund."""
    return term_of(verb, "lexicon_triggers", "verb") is not None and bool(children(verb, "dobj"))


def is_affirmed(token: Token) -> bool:
    """Say whether a negation forbids rather than denies, so that the measure stands."""
    return forbidden_exchange(token) is not None
