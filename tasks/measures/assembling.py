"""Turn cases into rows: measures, parties and the words behind each value."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from tasks.measures.candidate import Candidate
from tasks.measures.dating import date_of
from tasks.measures.merging import Case, parties_of
from tasks.measures.party import PartyMention
from tasks.measures.reading import Words
from warehouse.codes import EntityKind, MeasureType, Role
from warehouse.ids import content_id
from warehouse.records import Evidence, Measure, Mention, Party, Story

BASE_CONFIDENCE = 0.5
# What each thing that the words themselves say adds to the confidence.
CONFIDENCE_OF = {"sender": 0.15, "target": 0.1, "kind": 0.1, "status": 0.1, "retold": 0.05}


@dataclass(frozen=True)
class Assembled:
    """The rows of one measure."""

    measure: Measure
    parties: tuple[Party, ...]
    evidence: tuple[Evidence, ...]
    case: Case


def assemble(cases: Sequence[Case], story: Story, version: str, mentions: Sequence[Mention]) -> list[Assembled]:
    """Return the rows of the cases that the body itself tells; what only the headline tells has no words to quote.

    A party that the headline names is quoted from the body, where it is mentioned nearest before the measure; a party
    that the body never mentions is left out, and with its last target the measure.
    """
    told = [case for case in cases if any(not telling.paragraph.is_headline for telling in case.tellings)]
    assembled = [_assemble(case, story, version, mentions) for case in told]
    return [item for item in assembled if any(party.role is Role.TARGET for party in item.parties)]


def _assemble(case: Case, story: Story, version: str, mentions: Sequence[Mention]) -> Assembled:
    tellings = [telling for telling in case.tellings if not telling.paragraph.is_headline]
    best = _best(tellings, case)
    senders, targets, proposers = (
        _in_body(parties_of(case, role), best.clause, mentions) for role in ("senders", "targets", "proposers")
    )
    targets = _others(targets, senders)
    measure_id = content_id(
        "measure",
        [
            story.story_id,
            story.version,
            case.measure_type,
            best.clause.start,
            best.trigger_words.start,
            best.trigger_words.text,
            case.status,
            *sorted(case.sender_ids),
            "to",
            *sorted(case.target_ids),
        ],
    )
    measure = _measure(measure_id, case, best, story, version)
    roles = ((Role.SENDER, senders), (Role.TARGET, targets), (Role.PROPOSER, _others(proposers, senders)))
    parties = tuple(_party(measure_id, role, party) for role, found in roles for party in found)
    return Assembled(measure, parties, tuple(_evidence(measure_id, tellings, best, case, roles)), case)


def _best(tellings: Sequence[Candidate], case: Case) -> Candidate:
    """Return the telling that says most: its own status, its sender and target, and early in the story."""

    def weight(telling: Candidate) -> tuple[int, int]:
        score = (
            2 * (telling.status is case.status)
            + 2
            * bool(telling.targets and telling.target_rule == "R-clause" and any(party.is_linked for party in telling.targets))
            + bool(telling.targets and telling.target_rule == "R-clause")
            - (telling.novelty == "old")
            + bool(telling.senders and telling.sender_rule == "R-clause")
            + (telling.measure_type is case.measure_type)
        )
        return (-score, telling.position)

    return min(tellings, key=weight)


def _measure(measure_id: str, case: Case, best: Candidate, story: Story, version: str) -> Measure:
    interval = date_of(best.date_words, story)
    goods = tuple(dict.fromkeys(words.text for telling in case.tellings for words in telling.goods if words.is_in_body))
    return Measure(
        measure_id=measure_id,
        story_id=story.story_id,
        version=story.version,
        measure_type=case.measure_type,
        status=case.status,
        flow=next((telling.flow for telling in case.tellings if telling.flow), None),
        instrument=_first(case, "instrument"),
        goods=goods,
        date_value=interval.first if interval else None,
        date_precision=interval.precision if interval else None,
        date_text=best.date_words.text if best.date_words else None,
        amount_text=_first(case, "amount"),
        trigger_text=best.trigger_words.text,
        evidence_text=best.clause.text,
        evidence_start=best.clause.start,
        evidence_end=best.clause.end,
        attribution=best.attribution.text if best.attribution else None,
        confidence=confidence(case),
        rule_id=best.rule_id,
        extractor_version=version,
    )


def _first(case: Case, field: str) -> str | None:
    found = (getattr(telling, field) for telling in case.tellings)
    return next((words.text for words in found if words and words.is_in_body), None)


def confidence(case: Case) -> float:
    """Return 0..1: half for a candidate that no rule refused, more for each value that the words themselves say."""
    said = {
        "sender": any(telling.senders and telling.sender_rule == "R-clause" for telling in case.tellings),
        "target": any(telling.targets and telling.target_rule == "R-clause" for telling in case.tellings),
        "kind": case.measure_type is not MeasureType.UNSPECIFIED,
        "status": any(telling.standing.is_told for telling in case.tellings),
        "retold": len(case.tellings) > 1,
    }
    return round(BASE_CONFIDENCE + sum(CONFIDENCE_OF[key] for key, is_said in said.items() if is_said), 2)


def _in_body(parties: Sequence[PartyMention], clause: Words, mentions: Sequence[Mention]) -> list[PartyMention]:
    """Return the parties with words of the body; those that the body never mentions are left out."""
    found = []
    for party in parties:
        words = party.words if party.words.is_in_body else _nearest(party, clause, mentions)
        if words is not None:
            found.append(replace(party, words=words))
    return found


def _nearest(party: PartyMention, clause: Words, mentions: Sequence[Mention]) -> Words | None:
    """Return the last mention of a party up to the end of a clause, else its first one."""
    same = [Words(row.start_char, row.end_char, row.text) for row in mentions if row.entity_id == party.actor.entity_id]
    before = [words for words in same if words.end <= clause.end]
    return next(iter((*before[-1:], *same[:1])), None)


def _others(parties: Sequence[PartyMention], senders: Sequence[PartyMention]) -> list[PartyMention]:
    """Return the parties that are no senders themselves."""
    sending = {sender.actor.entity_id for sender in senders}
    return [party for party in parties if party.actor.entity_id not in sending]


def _party(measure_id: str, role: Role, party: PartyMention) -> Party:
    country = party.actor.country if party.actor.kind is EntityKind.COUNTRY else None
    return Party(measure_id, role, party.actor.entity_id, country, party.actor.name)


def _evidence(
    measure_id: str,
    tellings: Sequence[Candidate],
    best: Candidate,
    case: Case,
    roles: Sequence[tuple[Role, Sequence[PartyMention]]],
) -> list[Evidence]:
    """Return one row per supporting span: clauses of all tellings, the values of the best one, the parties."""
    rows = [_row(measure_id, "clause", telling.clause, telling.rule_id) for telling in tellings]
    rows.append(_row(measure_id, "measure_type", best.trigger_words, best.rule_id))
    rows.append(_status_row(measure_id, [best, *tellings], case))
    for field in ("instrument", "date_words", "amount", "attribution"):
        words = getattr(best, field)
        if words:
            rows.append(
                _row(measure_id, {"date_words": "date_text", "amount": "amount_text"}.get(field, field), words, best.rule_id)
            )
    rows += [_row(measure_id, "goods", words, telling.rule_id) for telling in tellings for words in telling.goods]
    rows += [_row(measure_id, role, party.words, f"R-{party.how}") for role, found in roles for party in found]
    return list(dict.fromkeys(row for row in rows if row.start_char >= 0))


def _status_row(measure_id: str, tellings: Sequence[Candidate], case: Case) -> Evidence:
    """Return the word that decides where the measure stands; without one the trigger itself tells it."""
    for telling in tellings:
        cue = telling.standing.cue
        if telling.status is case.status and cue is not None:
            return _row(measure_id, "status", telling.paragraph.words(cue, cue), f"S-{telling.standing.mood}-{case.status}")
    return _row(measure_id, "status", tellings[0].trigger_words, f"S-trigger-{case.status}")


def _row(measure_id: str, field: str, words: Words, rule_id: str) -> Evidence:
    return Evidence(measure_id, field, words.text, words.start, words.end, rule_id)
