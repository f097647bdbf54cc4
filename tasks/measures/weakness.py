"""Why an everyday word is no measure: nobody is named, no conflict is told, it only looks like a restriction."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from tasks.language.wordlists import word_set
from tasks.measures.candidate import Candidate
from tasks.measures.clauses import children
from tasks.measures.open_acts import is_on_buyers, is_open_act
from warehouse.codes import MeasureType


@dataclass(frozen=True)
class Refusal:
    """The rule that refused a candidate, and why."""

    rule_id: str
    reason: str


@dataclass(frozen=True)
class StoryContext:
    """The refusal terms that a story holds, by reason, and whether it tells of retaliation, sanctions or a conflict."""

    counts: dict[str, int]
    retaliates: bool
    has_sanctions: bool
    has_conflict: bool
    is_of_arms: bool = False


STRONG = word_set("strong")
HALTING = frozenset({"suspend", "suspension", "moratorium", "freeze", "stop", "halt", "cut"})
RESTORING = frozenset({"restore", "restoration", "resume", "resumption"})
# What stops for many reasons, and begins again.
OF_ANYBODY = frozenset({MeasureType.TRADE_EMBARGO, MeasureType.TRANSPORT_RESTRICTION})
DEBT = re.compile(
    r"\b(?:(?:debt |interest )?payments? (?:freeze|moratorium|suspension|halt)|non-?accrual|interest payments?|"
    r"foreign debts?|debts?|creditors?|debtor)\b",
    re.IGNORECASE,
)
ANYBODY = re.compile(r"^(?:(?:other|all|any|some|many|most|foreign|private|state|commercial|new|the|such) )*[a-z]+s?$")


def _is_anybody(text: str) -> bool:
    """Say whether a phrase is a bare class: "commercial banks", "countries"; a miss: "Iranian banks", "two firms"."""
    return bool(ANYBODY.match(text))


def _controls_trade(candidate: Candidate) -> bool:
    on = any(prep.lower_ in ("on", "over") for prep in children(candidate.token, "prep"))
    return bool(candidate.goods) and (on or bool(children(candidate.token, "compound", "amod")))


def _hits_nobody(candidate: Candidate, context: StoryContext) -> bool:
    is_named = any(party.is_linked or not _is_anybody(party.words.text) for party in candidate.targets)
    return not context.has_sanctions and bool(candidate.targets) and not is_named


def _is_of_debt(candidate: Candidate, _: StoryContext) -> bool:
    return candidate.trigger.term in HALTING and bool(DEBT.search(candidate.token.sent.text))


def _bars_they(candidate: Candidate, _: StoryContext) -> bool:
    """Say whether those who may not enter are only "they", whoever that is."""
    return candidate.trigger.term == "enter" and candidate.target_rule != "R-clause"


def _begins_again(candidate: Candidate, context: StoryContext) -> bool:
    return not context.has_sanctions and candidate.trigger.term in RESTORING and candidate.measure_type in OF_ANYBODY


def _is_command(candidate: Candidate, _: StoryContext) -> bool:
    return candidate.trigger.term == "control" and not candidate.trigger.is_verb and not _controls_trade(candidate)


def _is_everyday(candidate: Candidate, context: StoryContext) -> bool:
    is_strong = candidate.trigger.term in STRONG or candidate.measure_type in (
        MeasureType.ARMS_EMBARGO,
        MeasureType.UNSPECIFIED,
    )
    return not is_strong and not context.has_conflict and not is_open_act(candidate) and not is_on_buyers(candidate)


def _has_no_state(candidate: Candidate, _: StoryContext) -> bool:
    is_broken = candidate.measure_type is MeasureType.DIPLOMATIC_SANCTION
    return is_broken and bool(candidate.targets) and not any(party.is_linked for party in candidate.targets)


# Each weakness: its test, and the refusal; the first that holds refuses.
WEAKNESSES: tuple[tuple[Callable[[Candidate, StoryContext], bool], Refusal], ...] = (
    (_hits_nobody, Refusal("X-anybody", "the words name nobody in particular")),
    (_is_of_debt, Refusal("X-debt", "a debtor's halt of payments, or a lender's business")),
    (_bars_they, Refusal("X-anybody", "the words name nobody in particular")),
    (_begins_again, Refusal("X-no-conflict", "traffic that begins again where no story tells of a restriction")),
    (_is_command, Refusal("X-control", "control means command")),
    (_is_everyday, Refusal("X-no-conflict", "an everyday word in a story that tells of no conflict between states")),
    (_has_no_state, Refusal("X-no-state", "relations are broken with no state")),
)
