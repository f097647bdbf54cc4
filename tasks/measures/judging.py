"""From a parsed story to its measures: extract, fill from context, refuse, merge, and keep what stands."""

import re
from itertools import islice

from tasks.language.wordlists import word_set
from tasks.measures.analysis import RefusedCandidate
from tasks.measures.candidate import Candidate
from tasks.measures.context import fill
from tasks.measures.extraction import extract
from tasks.measures.filling import fill_senders, fill_targets
from tasks.measures.merging import Case, merge, parties_of
from tasks.measures.reading import Reading
from tasks.measures.refusal import refuse, story_context
from tasks.measures.together import each_alone
from tasks.measures.weakness import Refusal
from warehouse.codes import EntityKind, MeasureType

# The longest stories measured have some 60; text that repeats one word would take quadratic time.
MAX_CANDIDATES = 300
ADDS_NONE = Refusal("X-adds-none", "adds nothing to the measures told elsewhere in the story")


def judge(reading: Reading) -> tuple[list[Case], list[RefusedCandidate]]:
    """Return the measures of a story and the candidates refused, with the rules that refused them."""
    context = story_context(reading)
    kept: list[Candidate] = []
    refused: list[RefusedCandidate] = []
    found = list(islice((item for paragraph in reading.everything() for item in extract(paragraph)), MAX_CANDIDATES))
    for candidate in each_alone(fill_targets(fill(found, reading), reading)):
        refusal = refuse(candidate, context)
        if refusal is None:
            kept.append(candidate)
        elif not candidate.paragraph.is_headline:
            refused.append(_refused(candidate, refusal))
    standing = []
    cases = merge(kept)
    told = {_place(telling) for case in cases for telling in case.tellings}
    refused.extend(_refused(item, ADDS_NONE) for item in kept if _place(item) not in told and not item.paragraph.is_headline)
    fill_senders(cases)
    for case in cases:
        refusal = refuse_case(case)
        if refusal is None:
            standing.append(case)
        else:
            refused.extend(_refused(telling, refusal) for telling in case.tellings if not telling.paragraph.is_headline)
    return standing, refused


def refuse_case(case: Case) -> Refusal | None:
    """Return why a whole case is no measure: nobody restricted, or no state or body at either end."""
    senders, targets = parties_of(case, "senders"), parties_of(case, "targets")
    targets = [party for party in targets if party.actor.entity_id not in {sender.actor.entity_id for sender in senders}]
    if not targets:
        return Refusal("X-no-target", "the text names nobody who is restricted")
    linked = any(party.is_linked for party in (*senders, *targets))
    if not linked:
        return Refusal("X-no-state", "no state or international body is a party")
    private = senders and not any(party.is_linked or party.actor.kind is EntityKind.GROUP for party in senders)
    if (
        private
        and not any(_is_organ(party.words.text) for party in senders)
        and case.measure_type is not MeasureType.ASSET_FREEZE
    ):
        return Refusal("X-private", "the one who acts is no state and no international body")
    return None


def _place(candidate: Candidate) -> tuple[int, int]:
    return candidate.paragraph.index, candidate.token.i


def _is_organ(text: str) -> bool:
    """Say whether a name without a state is one of a state's organs: "the House", "the navy"; a miss: "Acme Corp"."""
    return not word_set("organs").isdisjoint(re.findall(r"\w+", text.lower()))


def _refused(candidate: Candidate, refusal: Refusal) -> RefusedCandidate:
    words = candidate.trigger_words
    return RefusedCandidate(
        candidate.clause.text, candidate.clause.start, candidate.clause.end, refusal.rule_id, f"{words.text}: {refusal.reason}"
    )
