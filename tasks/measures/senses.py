"""Senses of a trigger in which it tells of no measure: approval, purpose, policing, boilerplate, denial."""

import re
from collections.abc import Callable

from tasks.language.parsed import Token
from tasks.language.wordlists import word_set
from tasks.measures.candidate import Candidate
from tasks.measures.clauses import DOCUMENTS, children, first_of, is_passive, objects, subject
from tasks.measures.goods import restricted
from tasks.measures.lexicon import Cue, cue_of, singular
from tasks.measures.modality import modal
from tasks.measures.permissions import is_disallowed
from warehouse.codes import MeasureType

POLICING = word_set("policing")
DRUGS = re.compile(r"\b(?:drugs?|narcotics?|cocaine|heroin|smuggl\w+|contraband|poach\w+|migrants?)\b", re.IGNORECASE)
GENERIC = re.compile(
    r"^(?:(?:any|an?|the|other|such|certain|all) )*(?:individuals?|persons?|entit(?:y|ies)|people|anyone)"
    r"(?: or (?:individuals?|persons?|entit(?:y|ies)))?$|"
    r"^(?:an?|any|another) (?:member |fellow )?(?:state|country|nation|government)$",
    re.IGNORECASE,
)
# One of many, whoever it is: "against a member state"; a miss: "against a state".
SOME_MEMBER = re.compile(r"^(?:an?|any|another|some) (?:member|fellow)\b", re.IGNORECASE)
SPORT_BODIES = frozenset({"body:ioc", "body:fifa", "body:uefa", "body:wada", "body:iaaf"})


def is_generic(text: str) -> bool:
    """Say whether a phrase names a class of the law: "any individual or entity"; a miss: "two individuals"."""
    return bool(GENERIC.match(text))


def _is_purpose(candidate: Candidate) -> bool:
    """Say whether a verb is only aimed at or allowed: "sanctions that aim to cut off funds", "authorizes him to freeze"."""
    verb = candidate.token
    head = verb.head
    if is_disallowed(verb):
        return False
    if verb.dep_ in ("xcomp", "advcl", "pcomp", "ccomp") and head.lemma_.lower() in (
        "aim",
        "intend",
        "design",
        "mean",
        "seek",
        "help",
        "authorize",
        "empower",
        "allow",
        "permit",
    ):
        doer = subject(verb)
        allowed = any(party.is_linked for party in candidate.senders) and not _is_boilerplate_target(candidate)
        return (head.lemma_.lower() in ("authorize", "empower", "allow", "permit") and not allowed) or (
            doer is not None and singular(doer.lower_) in RESTRICTING
        )
    if verb.dep_ == "acl" and head.lower_ in ENDEAVOURS and head.head.lower_ == "in":
        return True  # "in order to stop the loans", "in a bid to cut off its funds"
    return verb.dep_ == "pcomp" and head.lower_ in ("at", "of") and head.head.lemma_.lower() in AIMS


RESTRICTING = word_set("restricting")
AIMS = frozenset({"aim", "purpose", "intention", "goal"})
ENDEAVOURS = frozenset({"order", "bid", "effort", "attempt"})


def _is_boilerplate_target(candidate: Candidate) -> bool:
    return all(is_generic(party.words.text) for party in candidate.targets)


def _is_control_list(candidate: Candidate) -> bool:
    """Say whether a list of what is controlled is cut, which frees: "cut the list of controlled exports"."""
    things = children(candidate.token, "dobj", "nsubjpass")
    return candidate.trigger.is_verb and any(
        thing.lower_ in ("list", "lists") and "control" in candidate.token.sent.text.lower() for thing in things
    )


def _is_limited_to(candidate: Candidate) -> bool:
    verb = candidate.token
    return is_passive(verb) and any(prep.lower_ == "to" for prep in children(verb, "prep")) and not candidate.senders


def _is_approval(candidate: Candidate) -> bool:
    """Say whether "sanction" in the singular lacks the "against" or "on" of a restriction."""
    token = candidate.token
    if token.text.lower().endswith("s"):
        return False
    against = any(prep.lower_ in ("on", "against") for prep in children(token, "prep"))
    kind = any(child.lower_ in ("economic", "trade", "financial", "punitive") for child in children(token, "amod", "compound"))
    return not (against or kind)


def _is_force(candidate: Candidate) -> bool:
    """Say whether an act is one of arms: "military action", "a hostile step"; a miss: "military sanctions"."""
    words = {child.lower_ for child in children(candidate.token, "amod", "compound")}
    return candidate.trigger.term in FORCEFUL and bool(words & {"military", "hostile", "armed"})


def _is_fighting(candidate: Candidate) -> bool:
    """Say whether retaliation is by arms: "retaliate for any attack"; a miss: "retaliate against exports"."""
    sentence = candidate.token.sent.text
    answers = candidate.trigger.term in ("retaliate", "retaliation", "reprisal")
    return answers and bool(FIGHTING.search(sentence)) and not TRADING.search(sentence)


FIGHTING = re.compile(
    r"\b(?:military (?:action|strikes?|force)|attack(?:s|ed|ing)?|warships?|air (?:strikes?|raids?)|raids?|shell(?:s|ed|ing)|"
    r"bomb(?:s|ed|ings?)?|gunmen|rockets?|missiles?|gunboats?|strikes? (?:on|against)|shot down)\b",
    re.IGNORECASE,
)
TRADING = re.compile(r"\b(?:trade|tariffs?|economic\w*|sanctions?|exports?|imports?|quotas?|dut(?:y|ies)|goods)\b", re.IGNORECASE)


def _is_own_output(candidate: Candidate) -> bool:
    """Say whether a producer limits what it sells to everybody: "limit its oil output and exports"."""
    aims_at_nobody = candidate.target_rule == "R-topic" or not candidate.targets
    return candidate.trigger.is_verb and aims_at_nobody and bool(OUTPUT.search(candidate.token.sent.text))


def _is_effect(candidate: Candidate) -> bool:
    """Say whether a verb tells what may come of something: "a ban on fuel, which could ground its airline"."""
    verb = candidate.token
    if verb.dep_ != "relcl" or modal(verb) not in ("could", "might", "may"):
        return False
    is_which = any(child.lower_ == "which" for child in children(verb, "nsubj"))
    return is_which and singular(verb.head.lower_) not in RESTRICTING | DOCUMENTS


def _is_restraint(candidate: Candidate) -> bool:
    """Say whether an exporter agrees to hold back its own goods: "agreed to limit car exports to 2.3 mln vehicles"."""
    verb = candidate.token
    holds_back = (
        candidate.trigger.term in ("limit", "restrict", "curb") and candidate.measure_type is MeasureType.EXPORT_RESTRICTION
    )
    return holds_back and verb.dep_ == "xcomp" and verb.head.lemma_.lower() == "agree"


def _is_dumping(candidate: Candidate) -> bool:
    """Say whether what ends is dumping: "an agreement to stop dumping microchips"."""
    if candidate.trigger.is_verb and BELOW_COST.search(candidate.token.sent.text):
        return True
    ended = children(candidate.token, "xcomp", "dobj", "pcomp")
    return candidate.trigger.is_verb and any(
        item.lemma_.lower() in ("dump", "dumping", "diversion", "smuggling") for item in ended
    )


BELOW_COST = re.compile(
    r"\b(?:below|under) (?:their |its |the )?(?:production )?(?:costs?|fair value|market value)\b", re.IGNORECASE
)


def _is_forbidden_conduct(candidate: Candidate) -> bool:
    """Say whether a rule forbids the act itself: "the pact prohibits members from taking retaliatory action"."""
    if candidate.trigger.term not in ANSWERING:
        return False
    return any(
        verb.lemma_.lower() in FORBIDDING and any(child.lower_ == "from" for child in children(verb, "prep"))
        for verb in candidate.token.ancestors
    )


# "Retaliatory action", "reprisals": what rules of trade forbid; a miss: "export", which an embargo forbids.
ANSWERING = frozenset({"action", "retaliation", "retaliate", "reprisal", "measure", "step", "sanction", "countermeasure"})
FORBIDDING = frozenset({"prohibit", "forbid", "prevent", "bar", "keep", "stop"})


def _is_home_property(candidate: Candidate) -> bool:
    """Say whether dealings in land and houses are forbidden without a word of against whom: "has forbidden property sales"."""
    is_property = any("property" in words.text.lower() for words in candidate.goods)
    is_at_large = candidate.target_rule != "R-clause" and not any(party.is_linked for party in candidate.senders)
    return candidate.trigger.term in ("forbid", "prohibit", "ban", "bar") and is_property and is_at_large


def _is_trade_barrier(candidate: Candidate) -> bool:
    """Say whether tariffs stand among the barriers of a market that others want opened: "removing the tariffs and taxes"."""
    token = candidate.token
    joined = {singular(word.lower_) for word in (*children(token, "conj"), token.head if token.dep_ == "conj" else token)}
    is_relief = candidate.standing.act in (Cue.LIFT, Cue.EASE)
    is_barrier = (
        candidate.trigger.term in ("tariff", "duty") and is_relief and bool(joined & {"tax", "quota", "barrier", "subsidy"})
    )
    return is_barrier or (candidate.trigger.term in BARRIERS and _is_in_condition(candidate.token))


# What others are to remove from their own market: "unless Chad drops its curbs on beef".
BARRIERS = frozenset({"restriction", "quota", "limit", "limitation", "curb", "control"})


def _is_in_condition(noun: Token) -> bool:
    """Say whether a noun is what is to be removed in a condition: "unless Chad lifts its quotas"."""
    verb = noun.head
    conditional = any(child.lower_ in ("if", "unless", "until") for child in children(verb, "mark", "advmod"))
    return noun.dep_ == "dobj" and conditional and cue_of(verb) in (Cue.LIFT, Cue.EASE)


def _is_closed_market(candidate: Candidate) -> bool:
    """Say whether a market is closed by nobody that the clause names: "nations that keep their markets closed"."""
    is_market = any("market" in words.text.lower() for words in candidate.goods)
    return candidate.trigger.term in ("close", "shut", "keep") and is_market and candidate.sender_rule != "R-clause"


def _is_of_securities(candidate: Candidate) -> bool:
    """Say whether investors buy no more, or buy again: "the Japanese will resume buying stocks"."""
    bought = [thing for verb in children(candidate.token, "xcomp") for thing in children(verb, "dobj")]
    bought += children(candidate.token, "dobj")
    return candidate.trigger.is_verb and any(singular(thing.lower_) in SECURITIES for thing in bought)


SECURITIES = frozenset({"stock", "share", "bond", "security"})


OUTPUT = re.compile(r"\b(?:output|production|quotas?|prices?|ceilings?)\b", re.IGNORECASE)
FORCEFUL = frozenset({"action", "step", "measure", "retaliation", "reprisal", "punishment"})


def _is_happening(candidate: Candidate) -> bool:
    """Say whether no one acts: "heavy snow closed the border", "a strike halted exports"."""
    doer = subject(candidate.token) if candidate.trigger.is_verb else None
    return doer is not None and doer.pos_ == "NOUN" and singular(doer.lower_) in word_set("happenings")


def _is_hyphened(candidate: Candidate) -> bool:
    """Say whether a verb is the tail of an adjective: "state-sanctioned"."""
    at = candidate.token.idx
    return candidate.trigger.is_verb and candidate.paragraph.text[max(0, at - 1) : at] in ("-", "–")


def _is_noun_approval(candidate: Candidate) -> bool:
    return candidate.trigger.term == "sanction" and not candidate.trigger.is_verb and _is_approval(candidate)


def _is_verb_approval(candidate: Candidate) -> bool:
    return candidate.trigger.term == "sanction" and candidate.trigger.is_verb and not candidate.targets


def _is_aimed(candidate: Candidate) -> bool:
    return candidate.trigger.is_verb and _is_purpose(candidate)


def _is_ceiling(candidate: Candidate) -> bool:
    return candidate.trigger.term in ("limit", "restrict") and _is_limited_to(candidate)


def _is_reason(candidate: Candidate) -> bool:
    return candidate.trigger.term in ("retaliation", "reprisal") and candidate.token.head.lower_ in ("in", "as")


def _is_plain_cut(candidate: Candidate) -> bool:
    """Say whether trade is only made smaller, for no reason that the sentence tells: "cut its oil deliveries to Chad"."""
    is_cut = candidate.trigger.term in ("cut", "slash", "reduce") and candidate.trigger.is_verb
    return is_cut and candidate.measure_type in TRADES and not PUNISHING.search(candidate.token.sent.text)


TRADES = frozenset({MeasureType.EXPORT_RESTRICTION, MeasureType.IMPORT_RESTRICTION})
PUNISHING = re.compile(
    r"\b(?:punish\w*|retaliat\w*|reprisals?|sanctions?|protest|invasion|coup|in response|pressure|row|dispute|boycott)\b",
    re.IGNORECASE,
)


def _is_policing(candidate: Candidate) -> bool:
    if candidate.trigger.term in POLICING and DRUGS.search(candidate.token.sent.text):
        return True
    things = [*objects(candidate.token)] if candidate.trigger.term in CURBING and candidate.trigger.is_verb else []
    return any(ILLEGAL.search(" ".join(token.text for token in restricted(thing))) for thing in things)


CURBING = frozenset({"curb", "stop", "halt", "end", "cease", "limit", "restrict", "block", "prevent", "cut", "discontinue"})


# "Stop illegal crossings", "stop its practice of selling visas": what is wrong, not what is traded.
ILLEGAL = re.compile(r"\b(?:illegal|illicit|practices?|smuggling|trafficking|fentanyl|migrants?)\b", re.IGNORECASE)


def _is_boilerplate(candidate: Candidate) -> bool:
    listing = candidate.trigger.term in ("designate", "list", "blacklist") and bool(candidate.targets)
    is_of_member = bool(candidate.targets) and all(SOME_MEMBER.match(party.words.text) for party in candidate.targets)
    return is_of_member or (listing and all(is_generic(party.words.text) for party in candidate.targets))


def _is_sport(candidate: Candidate) -> bool:
    return any(party.actor.entity_id in SPORT_BODIES for party in candidate.senders)


def _is_denied(candidate: Candidate) -> bool:
    token = candidate.token
    is_short = token.dep_ == "pobj" and token.head.head.lower_ == "short" and token.head.lower_ == "of"
    return candidate.standing.status is None or is_short


# A border shut to people on the move. Matches "closed its border to migrants"; misses "closed its border with Libya".
TO_MIGRANTS = re.compile(
    r"\bborders?\b(?: \w+){0,3} (?:to|for|against) (?:\w+ ){0,3}(?:(?:im)?migrants?|refugees?|asylum[- ]seekers?)\b",
    re.IGNORECASE,
)
# People who stand in the way. Matches "the blockade of two highways"; misses "a blockade of the port" and "of the coast".
OF_ROADS = re.compile(
    r"\b(?:blockades? (?:of|on|at) (?:\w+ ){0,3}|blockad(?:ed|ing) (?:\w+ ){0,2})(?:bridges?|roads?|highways?|motorways?|streets?"
    r"|crossings?|factor(?:y|ies)|refiner(?:y|ies)|depots?|offices?|parliament)\b",
    re.IGNORECASE,
)


# Those who are met by arms. Matches "a countermeasure against militants"; misses "countermeasures against Chad".
OF_FIGHTERS = re.compile(
    r"\bcounter-?measures? (?:against|to) (?:[\w-]+ ){0,3}"
    r"(?:militants|insurgents|rebels|terrorists?|fighters|guerrillas|missiles|drones|pirates)\b",
    re.IGNORECASE,
)


def _is_against_fighters(candidate: Candidate) -> bool:
    """Say whether countermeasures are those of soldiers and police."""
    return candidate.trigger.term == "countermeasure" and bool(OF_FIGHTERS.search(candidate.token.sent.text))


def _is_demanded(candidate: Candidate) -> bool:
    """Say whether an act is what somebody must do first: "sanctions until Chad halts its arms shipments"."""
    verb = first_of(candidate.token)
    marks = {child.lower_ for child in (*children(verb, "mark"), *children(verb, "prep"), *children(verb, "advmod"))}
    return candidate.trigger.is_verb and candidate.standing.act is Cue.ENACT and not marks.isdisjoint({"unless", "until", "till"})


def _is_of_migrants(candidate: Candidate) -> bool:
    """Say whether a border is shut to people on the move, which is aimed at no government's conduct."""
    return candidate.trigger.term in ("close", "shut", "seal", "closure") and bool(TO_MIGRANTS.search(candidate.token.sent.text))


def _is_of_protesters(candidate: Candidate) -> bool:
    """Say whether a blockade is one of roads and factories, as protesters and strikers make it."""
    return candidate.trigger.term == "blockade" and bool(OF_ROADS.search(candidate.token.sent.text))


# Each rule: its test, its id, its reason; the first that holds refuses.
SENSES: tuple[tuple[Callable[[Candidate], bool], str, str], ...] = (
    (_is_hyphened, "X-approval", "the word means approval"),
    (_is_noun_approval, "X-approval", "the word means approval"),
    (_is_verb_approval, "X-approval", "what is sanctioned is no state, person or firm, so the word may mean approval"),
    (_is_happening, "X-private", "what happened is nobody's act"),
    (_is_fighting, "X-force", "an act of arms restricts no relations"),
    (_is_force, "X-force", "an act of arms restricts no relations"),
    (_is_effect, "X-purpose", "the words tell what may come of a measure"),
    (_is_restraint, "X-trade-remedy", "an exporter's own restraint, agreed with the buyer"),
    (_is_dumping, "X-trade-remedy", "an ordinary trade remedy"),
    (_is_control_list, "X-control", "a list of what is controlled is made shorter"),
    (_is_forbidden_conduct, "X-negated", "the words tell what rules forbid"),
    (_is_home_property, "X-domestic", "a domestic rule"),
    (_is_trade_barrier, "X-trade-remedy", "barriers of a market that others want opened"),
    (_is_closed_market, "X-domestic", "a market closed by nobody in particular"),
    (_is_of_securities, "X-private", "the one who acts is no state and no international body"),
    (_is_own_output, "X-domestic", "a producer's own output, limited for the price"),
    (_is_aimed, "X-purpose", "the words tell what a measure is for, or what a law would allow"),
    (_is_ceiling, "X-limited-to", "limited to means that it is no more than"),
    (_is_plain_cut, "X-trade-remedy", "trade that is made smaller for no reason told"),
    (_is_reason, "X-reason", "the words give the reason of a measure"),
    (_is_demanded, "X-negated", "a condition that is put to somebody"),
    (_is_against_fighters, "X-force", "an act of arms restricts no relations"),
    (_is_of_migrants, "X-domestic", "a domestic rule"),
    (_is_of_protesters, "X-private", "the one who acts is no state and no international body"),
    (_is_policing, "X-policing", "action against smuggling, not against a state"),
    (_is_boilerplate, "X-generic", "the words tell whom a law can list, not who is listed"),
    (_is_sport, "X-sport", "discipline in sport, no act of a state"),
    (_is_denied, "X-negated", "the words deny that there is a measure"),
)
