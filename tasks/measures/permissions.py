"""Restrictions told as what may not be done: "may no longer travel to", "refused to buy", "planes may not fly"."""

from tasks.language.parsed import Token
from tasks.language.wordlists import word_set
from tasks.measures.clauses import children, is_verb
from tasks.measures.lexicon import Cue, Needs, TriggerWord, cue_of, singular, term_of
from tasks.measures.modality import modal, negation
from tasks.measures.pressing import PRESSING
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
    "provide": MeasureType.EXPORT_RESTRICTION,
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
    "insure": MeasureType.FINANCIAL_RESTRICTION,
    "license": MeasureType.EXPORT_RESTRICTION,
    "cross": MeasureType.TRANSPORT_RESTRICTION,
    "overfly": MeasureType.TRANSPORT_RESTRICTION,
}
# What may be refused by its object: "make no new loans", "grant them no visas"; the object says what.
GIVING = frozenset(
    {
        "make",
        "give",
        "grant",
        "extend",
        "guarantee",
        "provide",
        "issue",
        "disburse",
        "pay",
        "approve",
        "sign",
        "renew",
        "conclude",
    }
)
# What is asked for where nothing is allowed: "is not permitted to", "was never authorised to".
ALLOWING = frozenset({"allow", "permit", "authorize", "authorise", "let", "license", "entitle"})
UNLAWFUL = frozenset({"illegal", "unlawful", "forbidden", "illicit"})
ABSTAINING = frozenset({"refrain", "abstain", "desist"})
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
    if is_verb(token) and (_with_nothing(token) or (term in GIVING and negation(token) is not None and _is_ordered(token))):
        return _denied(term)
    if is_verb(token) and term in ("avoid", "pull", "leave", "quit") and _is_ordered(token):
        return _shunned(token, term)
    # "Pressing banks to stop dealing": the pressure tells it.
    is_pressed = token.dep_ == "xcomp" and token.head.head.lemma_.lower() in PRESSING
    if not is_verb(token) or term not in EXCHANGES.keys() | GIVING or is_pressed:
        return None
    given_up = token.dep_ == "xcomp" and token.head.lemma_.lower() in GIVING_UP and is_verb(token.head)
    is_denied = is_disallowed(token) or (given_up and not _is_trigger(token.head))
    is_denied = is_denied or (term in GIVING and (negation(token) is not None or _no_longer(token)) and _is_own_refusal(token))
    return _denied(term) if is_denied or (term in EXCHANGES and _is_forbidden(token)) else None


def is_disallowed(token: Token) -> bool:
    """Say whether a verb is what nobody may do: "is not allowed to import", "it is illegal to export", "refrain from buying"."""
    above = token.head
    if token.dep_ == "pcomp" and above.lower_ == "from":
        return above.head.lemma_.lower() in ABSTAINING
    if modal(token) != "to" or token.dep_ not in ("xcomp", "ccomp", "advcl"):
        return False
    if above.lemma_.lower() in ALLOWING:
        return negation(above) is not None or _no_longer(above)
    return any(child.lower_ in UNLAWFUL for child in (above, *children(above, "acomp", "oprd")))


def _shunned(token: Token, term: str) -> TriggerWord | None:
    """Return the trigger of those told to keep away: "to avoid its airspace", "to pull out of the country"."""
    if term == "avoid":
        return TriggerWord(term, True, None, Needs.GOODS, frozenset({"border", "transport"}))
    if not is_ordered_out(token):
        return None
    return TriggerWord("pull out", True, MeasureType.FINANCIAL_RESTRICTION, Needs.FOREIGN, frozenset())


def _is_forbidden(token: Token) -> bool:
    """Say whether a verb may not be done: "may no longer sell", "told its airlines not to fly"."""
    if negation(token) is not None and _is_ordered(token):
        return True
    denied = negation(token) is not None or _no_longer(token)
    return denied and (modal(token) in FORBIDDING or _is_own_refusal(token))


def _is_own_refusal(token: Token) -> bool:
    """Say whether a seller or buyer itself says no: "will not sell", "decided not to buy"."""
    if FORMS.get(token.lower_, token.lemma_.lower()) not in TRADED | GIVING:
        return False
    decides = modal(token) == "to" and is_verb(token.head) and token.head.lemma_.lower() in ("decide", "pledge", "vow", "agree")
    is_reported = modal(token) == "would" and token.dep_ == "ccomp" and cue_of(token.head) is Cue.REPORT
    return modal(token) == "will" or decides or is_reported


TRADED = frozenset({"license", "lend", "fly", "sell", "buy", "supply", "export", "import", "deliver", "ship"})


def _denied(term: str) -> TriggerWord | None:
    """Return the trigger of a verb whose object is nothing: "buy no more oil", "make no new loans"."""
    if term in EXCHANGES:
        return TriggerWord(term, True, EXCHANGES[term], Needs.FOREIGN, frozenset())
    return TriggerWord(term, True, None, Needs.GOODS, DENIABLE) if term in GIVING else None


DENIABLE = frozenset(
    {"military", "trade", "talks", "asset", "aid", "finance", "travel", "weapon", "license", "technology", "landing"}
)


def _with_nothing(token: Token) -> bool:
    """Say whether a verb to come has "no" before its object: "will sell them no arms"; a miss: "sold no arms"."""
    things = [thing for thing in children(token, "dobj", "nsubjpass") if any(child.lower_ == "no" for child in _measured(thing))]
    return bool(things) and modal(token) in AHEAD


def _measured(thing: Token) -> list[Token]:
    """Return the words of number before a noun: "no" arms, "no more" computers."""
    return [*children(thing, "det"), *(inner for child in children(thing, "amod", "advmod") for inner in child.children)]


AHEAD = FORBIDDING | {"will", "would", "to"}


def _is_ordered(token: Token) -> bool:
    """Say whether somebody is told to do it: "told its airlines to avoid", "called on firms not to fly"."""
    if modal(token) != "to" or token.dep_ not in ("xcomp", "ccomp", "advcl", "acl") or not is_verb(token.head):
        return False
    return token.head.lemma_.lower() in ORDERING


ORDERING = word_set("ordering") | {"call", "ask"}


def is_ordered_out(token: Token) -> bool:
    """Say whether firms are told to end their business: "directed the companies to end operations there"."""
    ending = any(noun.lemma_.lower() in BUSINESS for noun in children(token, "dobj"))
    lemma = token.lemma_.lower()
    leaving = lemma in ("leave", "quit") or (lemma == "pull" and any(child.lower_ == "out" for child in token.children))
    told = [noun for noun in children(token.head, "dobj", "nsubjpass") if singular(noun.lower_) in FIRMS]
    return bool(told) and _is_ordered(token) and (leaving or (ending and token.lemma_.lower() in GIVING_UP | {"end", "close"}))


BUSINESS = frozenset({"operation", "business", "activity"})
FIRMS = frozenset({"company", "firm", "bank", "subsidiary", "contractor", "carrier", "operator"})


def _no_longer(token: Token) -> bool:
    return any(child.lower_ == "longer" and child.i and child.nbor(-1).lower_ == "no" for child in children(token, "advmod"))


def _is_trigger(verb: Token) -> bool:
    """Say whether the verb above already tells the measure with its own goods: "stop selling arms" does, in its gerund."""
    return term_of(verb, "lexicon_triggers", "verb") is not None and bool(children(verb, "dobj"))
