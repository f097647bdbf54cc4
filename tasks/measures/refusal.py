"""Why a candidate is no measure: the rules of `docs/extraction.md`, each with its id and its reason."""

import re
from collections.abc import Callable, Iterable
from functools import cache

from tasks.language.wordlists import word_set
from tasks.measures.candidate import Candidate
from tasks.measures.clauses import children, is_passive, subject
from tasks.measures.conflict import BREACH, tells_conflict
from tasks.measures.lexicon import Cue, Needs, singular
from tasks.measures.open_acts import is_levied_on_state, is_on_buyers
from tasks.measures.party import ON_ORDERS, group_words
from tasks.measures.reading import Reading
from tasks.measures.senses import FIGHTING, SENSES
from tasks.measures.triggers import ON_A_LIST
from tasks.measures.weakness import WEAKNESSES, Refusal, StoryContext
from warehouse.codes import EntityKind, MeasureType, Status
from warehouse.reference import read_reference

REASONS = {
    "sport": "discipline in sport, no act of a state",
    "court": "sanctions of a court in a lawsuit",
    "discipline": "discipline of a person or firm at home",
    "health": "a health or safety rule with no aim against a government's conduct",
    "consumer": "a boycott by private people",
    "domestic": "a domestic rule",
    "news_embargo": "an embargo on news",
    "approval": "the word means approval",
    "trade_remedy": "an ordinary trade remedy",
    "motive": "the motive told aims at nobody",
}
# Words that show retaliation between states: "in retaliation for", "punitive"; a miss: "anti-dumping duties".
RETALIATION = re.compile(
    r"\b(?:retaliat\w*|reprisals?|punitive|punish\w*|counter-?measures?|sanctions?|tit-for-tat|hits? back|hitting back|"
    r"trade (?:war|row|dispute)|dollar-for-dollar|(?:row|disputes?) (?:over|with|between)|amid a (?:\w+ )?row|in a row|"
    r"unfair (?:\w+ )?practices?|unfair trad\w+)\b",
    re.IGNORECASE,
)
PUNITIVE = word_set("punitive")
# A list that restricts: "blacklist", "sanctions list", "Executive Order 13391"; a miss: "the list of guests".
LIST_WORDS = re.compile(
    r"\b(?:black ?list\w*|(?:sanctions?|entity|stop|ban|no-entry|export control|control|debarment) lists?|stop-list|"
    r"list of (?:\w+ ){0,4}(?:individuals|persons|entities|people|firms|companies)|"
    r"sanction\w*|executive order|e\.o\.|ofac|treasury|asset freeze|travel ban|state sponsors?|"
    r"terror(?:ist)? (?:list|organi[sz]ation))\b",
    re.IGNORECASE,
)
DESIGNATING = frozenset({"designate", "blacklist", "sanction"})
# "sanctioned the use of force", "with the sanction of"; a miss: "sanctioned two generals".
SCOPED = ("sentence", "story")
SPORT_STORY_TERMS = 3


@cache
def _terms(scope: str) -> dict[str, re.Pattern[str]]:
    """Return a pattern per reason for the refusal terms of a scope."""
    terms: dict[str, list[str]] = {}
    for row in read_reference("lexicon_refusals"):
        if row["scope"] == scope:
            terms.setdefault(row["reason"], []).append(re.escape(row["term"]))
    return {reason: re.compile(rf"(?<!\w)(?:{'|'.join(words)})(?!\w)", re.IGNORECASE) for reason, words in terms.items()}


def story_context(reading: Reading) -> StoryContext:
    """Count the terms that speak against measures in a whole story."""
    text = "\n".join(paragraph.text for paragraph in reading.everything())
    counts = {reason: len({hit.lower() for hit in pattern.findall(text)}) for reason, pattern in _terms("story").items()}
    sanctions = re.search(r"\b(?:sanctions|embargo(?:es)?|blacklist\w*|asset freeze)\b", text, re.IGNORECASE)
    return StoryContext(
        counts,
        bool(RETALIATION.search(AVOIDED.sub(" ", text)) or BREACH.search(text)),
        bool(sanctions),
        tells_conflict(text),
        _is_of_arms(text),
    )


def _is_of_arms(text: str) -> bool:
    """Say whether a story is of fighting and has no word of trade or sanctions, so that retaliation in it is by arms."""
    return len(FIGHTING.findall(text)) > 1 and not PEACEFUL.search(text)


PEACEFUL = re.compile(r"\b(?:sanctions?|embargo\w*|boycott\w*|tariffs?|trade|import\w*|duties)\b", re.IGNORECASE)


def refuse(candidate: Candidate, context: StoryContext) -> Refusal | None:
    """Return why a candidate is no measure, or None if it may be one."""
    return (
        _by_sense(candidate)
        or _by_arms(candidate, context)
        or _by_actor(candidate)
        or _by_need(candidate, context)
        or _by_words(candidate, context)
        or next((refusal for holds, refusal in WEAKNESSES if holds(candidate, context)), None)
    )


def _by_arms(candidate: Candidate, context: StoryContext) -> Refusal | None:
    """Refuse retaliation in a story of fighting."""
    by_arms = context.is_of_arms and candidate.trigger.term in ("retaliate", "retaliation", "reprisal")
    return Refusal("X-force", "an act of arms restricts no relations") if by_arms else None


def _by_actor(candidate: Candidate) -> Refusal | None:
    """Refuse what firms at large do by themselves."""
    private = Refusal("X-private", "the one who acts is no state and no international body")
    return private if _is_private_act(candidate) else None


def _is_private_act(candidate: Candidate) -> bool:
    """Say whether firms at large do it by themselves: "airlines suspended flights"; a miss: "told its airlines to suspend"."""
    is_act = candidate.trigger.is_verb and candidate.trigger.term != "lose" and not is_passive(candidate.token)
    if not is_act or candidate.senders or candidate.status is not Status.IMPOSED or ON_ORDERS.search(candidate.token.sent.text):
        return False
    doer = subject(candidate.token)
    is_told = doer is not None and doer.head.i != candidate.token.i
    return doer is not None and not is_told and doer.i < candidate.token.i and singular(doer.lower_) in group_words("private")


def _by_sense(candidate: Candidate) -> Refusal | None:
    """Refuse by the sense of the word: the rules of senses.py in order."""
    return next((Refusal(rule_id, reason) for holds, rule_id, reason in SENSES if holds(candidate)), None)


def _by_need(candidate: Candidate, context: StoryContext) -> Refusal | None:
    """Refuse a trigger that lacks what its row in lexicon_triggers.csv demands."""
    needs = candidate.trigger.needs
    return MISSING[needs] if needs in MISSING and not _has_needed(needs, candidate, context) else None


MISSING = {
    Needs.STATE: Refusal("X-consumer", REASONS["consumer"]),
    Needs.PUNITIVE: Refusal("X-vague", "no word says that the measures punish"),
    Needs.RETALIATION: Refusal("X-trade-remedy", REASONS["trade_remedy"]),
    Needs.LIST: Refusal("X-list", "no sanctions list is named"),
    Needs.SANCTIONS: Refusal("X-list", "no sanctions list is named"),
    Needs.ECONOMIC: Refusal("X-vague", "no act that restricts is named"),
    Needs.FOREIGN: Refusal("X-no-state", "no state or international body is a party"),
}


def _has_needed(needs: Needs, candidate: Candidate, context: StoryContext) -> bool:
    sentence = candidate.token.sent.text
    tests: dict[Needs, Callable[[], bool]] = {
        Needs.STATE: lambda: _has_state_sender(candidate),
        Needs.PUNITIVE: lambda: _is_punitive(candidate),
        Needs.RETALIATION: lambda: _retaliates(candidate, context),
        Needs.LIST: lambda: _is_listed(candidate, sentence),
        Needs.SANCTIONS: lambda: "sanction" in sentence.lower(),
        Needs.FOREIGN: lambda: (
            context.has_sanctions or any(party.is_linked for party in (*candidate.senders, *candidate.targets))
        ),
    }
    return needs in tests and tests[needs]()


def _retaliates(candidate: Candidate, context: StoryContext) -> bool:
    """Say whether the sentence tells of retaliation, or for tariffs between states the story does."""
    if candidate.trigger.term == "levy":
        return is_levied_on_state(candidate)
    sentence = AVOIDED.sub(" ", candidate.token.sent.text)
    return (
        is_on_buyers(candidate)
        or bool(RETALIATION.search(sentence))
        or _is_answering_tariff(candidate, context)
        or is_levied_on_state(candidate)
    )


# Retaliation that a step is to avert: "cut its tariffs to avoid U.S. retaliation"; a miss: "in retaliation".
AVOIDED = re.compile(
    r"\b(?:avoid|avert|escape|forestall|prevent)(?:ing)? (?:\S+ ){0,3}?(?:retaliation|sanctions|reprisals)\b", re.IGNORECASE
)


def _is_answering_tariff(candidate: Candidate, context: StoryContext) -> bool:
    """Say whether a tariff on another state is retaliation by the story, or a threat; other duties need it in the sentence."""
    if (
        candidate.standing.act in (Cue.LIFT, Cue.EASE)
        and candidate.target_rule != "R-clause"
        and not _is_between_states(candidate)
    ):
        return False  # "obliges them to reduce tariffs" opens a market
    told = (candidate.trigger.term == "tariff" and context.retaliates) or candidate.status is Status.THREATENED
    return bool(told and any(party.is_linked for party in candidate.targets))


def _has_state_sender(candidate: Candidate) -> bool:
    return (
        any(party.is_linked or party.actor.kind is EntityKind.GROUP for party in candidate.senders)
        or any(party.is_linked for party in candidate.proposers)
        or candidate.pronoun is not None
    )


def _is_punitive(candidate: Candidate) -> bool:
    words = {child.lower_ for child in candidate.token.children if child.dep_ in ("amod", "compound")}
    is_ahead = candidate.status in (Status.PROPOSED, Status.THREATENED) and any(party.is_linked for party in candidate.senders)
    if is_ahead and words & {"further", "additional", "tougher", "stronger"}:
        return True
    if candidate.trigger.term == "measure" and candidate.token.lower_ == "measure":
        return bool(words & {"punitive", "retaliatory", "restrictive"})
    is_taken = candidate.token.dep_ in ("dobj", "nsubjpass") and candidate.token.head.lemma_.lower() == "take"
    holders = (candidate.token, candidate.token.head) if is_taken else (candidate.token,)  # "action was taken against Chad"
    against = any(prep.lower_ == "against" for holder in holders for prep in children(holder, "prep"))
    return bool(words & (PUNITIVE - NEUTRAL)) or (against and bool(words & PUNITIVE))


# Of the words that punish, those that do so only "against" somebody: "collective action against Japan".
NEUTRAL = frozenset({"economic", "financial", "trade", "collective", "concerted"})


def _is_listed(candidate: Candidate, sentence: str) -> bool:
    if candidate.trigger.term in DESIGNATING:
        return bool(LIST_WORDS.search(sentence)) or any(party.is_linked for party in candidate.senders)
    after = candidate.paragraph.text[candidate.token.idx : candidate.token.idx + 200]
    listed = ON_A_LIST.search(after) or (candidate.trigger.term == "list" and candidate.senders)
    return bool(listed) and bool(LIST_WORDS.search(sentence))


def _by_words(candidate: Candidate, context: StoryContext) -> Refusal | None:
    """Refuse by the company that the trigger keeps: sport, courts, health, private boycotts, domestic rules."""
    strong = candidate.trigger.term == "embargo" or (
        candidate.trigger.term in AIMED and any(party.is_linked for party in candidate.targets)
    )
    for reason in _reasons_in(candidate.token.sent.text):
        is_between = candidate.measure_type is MeasureType.DIPLOMATIC_SANCTION and any(
            party.is_linked for party in candidate.targets
        )
        if reason == "consumer" and candidate.trigger.term not in BOYCOTTING:
            continue  # "sanctions on the actors who undermine it"
        if reason == "domestic" and (context.has_sanctions or is_between):
            continue
        if reason == "trade_remedy" and (
            RETALIATION.search(candidate.token.sent.text) or _is_answering_tariff(candidate, context)
        ):
            continue
        if reason in ALWAYS or not _is_between_states(candidate):
            return Refusal(f"X-{reason.replace('_', '-')}", REASONS[reason])
    for reason, count in context.counts.items():
        if (
            count
            and not strong
            and (count >= SPORT_STORY_TERMS or reason in ("discipline", "court", "health"))
            and not _is_between_states(candidate)
        ):
            return Refusal(f"X-{reason}", REASONS[reason])
        if reason == "health" and count and candidate.measure_type in HEALTH_TYPES:
            return Refusal("X-health", REASONS["health"])
    return None


# What private people do; a miss: "sanctions".
BOYCOTTING = frozenset({"boycott", "ban", "stop", "withdraw", "pull", "drop", "call off", "cancel"})
# Words that, aimed at a state, are no discipline at home whatever else the story tells.
AIMED = frozenset({"sanction", "retaliation", "retaliate", "reprisal", "action", "measure", "step", "countermeasure"})
# Reasons that hold between states too.
ALWAYS = frozenset({"motive", "health", "news_embargo", "approval", "trade_remedy"})
HEALTH_TYPES = frozenset(
    {MeasureType.IMPORT_RESTRICTION, MeasureType.TRAVEL_BAN, MeasureType.EXPORT_RESTRICTION, MeasureType.TRADE_EMBARGO, None}
)


def _reasons_in(sentence: str) -> Iterable[str]:
    return (reason for reason, pattern in _terms("sentence").items() if pattern.search(sentence))


def _is_between_states(candidate: Candidate) -> bool:
    """Say whether a known state or body restricts another one."""
    return any(party.is_linked for party in candidate.senders) and any(party.is_linked for party in candidate.targets)
