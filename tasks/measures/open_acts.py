"""Acts that only states do to each other, so that a story needs no other word of conflict to tell of a measure."""

import re

from tasks.language.wordlists import word_set
from tasks.measures.candidate import Candidate
from tasks.measures.party import LINKED
from warehouse.codes import MeasureType


def is_open_act(candidate: Candidate) -> bool:
    """Say whether the act itself is one between states, so that the story needs no other word of conflict.

    "Chad closed its airspace to Libya", "banned imports from Libya"; a miss: "cut its coal imports from Libya".
    """
    hit = {party.actor.entity_id for party in candidate.targets if party.is_linked}
    if not hit:
        return False
    is_own_kind = any(RELATIONS.search(words.text) for words in candidate.goods)
    named = [naming.actor for naming in candidate.paragraph.namings_in(list(candidate.token.sent))]
    sides = {actor.entity_id for actor in named if actor is not None and actor.kind in LINKED}
    sides |= hit | {party.actor.entity_id for party in candidate.senders if party.is_linked}
    if candidate.trigger.term in ("close", "shut") and GOODS_IN.search(candidate.clause.text):
        return False  # "closed its border to imports of fruit"
    is_kept = candidate.trigger.term in DELIBERATE and candidate.measure_type is not MeasureType.OTHER
    is_act = candidate.measure_type in OF_STATES or is_kept or is_levied_on_state(candidate)
    return is_own_kind or (is_act and len(sides) > 1)


# Goods that a closed border keeps out; a miss: "to Libyan lorries".
GOODS_IN = re.compile(r"\bto (?:\w+ ){0,3}?(?:imports?|exports?|fruit|beef|meat|cattle|produce)\b", re.IGNORECASE)
# What only states have, so that nobody else can restrict it; a miss: "talks", "a visit".
RELATIONS = re.compile(
    r"\b(?:ambassadors?|envoys?|diplomats?|consulates?|(?:diplomatic|bilateral) \w+|voting rights?|membership|airspace|"
    r"interests in property)\b",
    re.IGNORECASE,
)


# Kinds that only a conflict makes; trade falls and stops for many reasons.
OF_STATES = frozenset(
    {
        MeasureType.TRAVEL_BAN,
        MeasureType.DIPLOMATIC_SANCTION,
        MeasureType.ASSET_FREEZE,
        MeasureType.ARMS_EMBARGO,
        MeasureType.TRANSPORT_RESTRICTION,
        MeasureType.DESIGNATION,
        MeasureType.AID_SUSPENSION,
    }
)
DELIBERATE = word_set("deliberate")


def is_levied_on_state(candidate: Candidate) -> bool:
    """Say whether one state puts a tariff on the goods of another by its name: "slapped a 25 percent tariff on Chad".

    Such a levy aims at that state; a miss: "tariffs on steel", "Chad's tariffs are high".
    """
    senders = {party.actor.entity_id for party in candidate.senders if party.is_linked}
    hit = {party.actor.entity_id for party in candidate.targets if party.is_linked} - senders
    is_put = any(verb.lemma_.lower() in LEVYING for verb in (candidate.token.head, *candidate.token.ancestors))
    return candidate.trigger.term in ("tariff", "levy") and candidate.target_rule == "R-clause" and bool(hit) and is_put


LEVYING = word_set("levying")


# Whom a secondary tariff hits. Matches "tariffs on countries that buy Chadian oil"; misses "tariffs on steel that others buy".
ON_BUYERS = re.compile(
    r"\b(?:on|against|from) (?:any |all |every )?(?:countr(?:y|ies)|nations?|states?|buyers|anyone|those) "
    r"(?:that |which |who )?(?:\w+ )?(?:import|buy|purchas|trad|deal|do(?:es|ing)? business)",
    re.IGNORECASE,
)


def is_on_buyers(candidate: Candidate) -> bool:
    """Say whether a tariff hits those who trade with somebody, which is aimed at him."""
    return candidate.trigger.term == "tariff" and bool(ON_BUYERS.search(candidate.token.sent.text))
