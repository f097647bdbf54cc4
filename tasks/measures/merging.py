"""Retellings of one act are one measure: group the candidates of a story into cases."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from tasks.measures.candidate import Candidate
from tasks.measures.clauses import children, conjuncts, first_of
from tasks.measures.lexicon import Cue, Needs, cue_of, singular, term_of
from tasks.measures.party import PartyMention
from tasks.measures.spelling import spelled_out
from tasks.measures.standing import RELIEVING, Mood
from warehouse.codes import EntityKind, MeasureType, Status

UNREAL = frozenset({Status.PROPOSED, Status.THREATENED, Status.REJECTED})
CHANGED = (Status.LIFTED, Status.EASED, Status.EXTENDED)
# Bodies that stand for each other in one story.
KIN = (
    frozenset({"body:un-security-council", "body:united-nations"}),
    frozenset({"body:european-union", "body:european-community"}),
)
# Types that retellings mix up: the umbrella of a freeze is its listing.
# What an embargo or boycott may be of.
SPELLED_OUT = frozenset(
    {
        MeasureType.ARMS_EMBARGO,
        MeasureType.TRADE_EMBARGO,
        MeasureType.IMPORT_RESTRICTION,
        MeasureType.EXPORT_RESTRICTION,
        MeasureType.TRANSPORT_RESTRICTION,
    }
)


@dataclass
class Case:
    """The tellings of one measure, in the order of the story."""

    measure_type: MeasureType
    tellings: list[Candidate] = field(default_factory=list)

    @property
    def sender_ids(self) -> frozenset[str]:
        """Return the ids of all senders told."""
        return frozenset().union(*(telling.sender_ids for telling in self.tellings))

    @property
    def target_ids(self) -> frozenset[str]:
        """Return the ids of all targets told."""
        return frozenset().union(*(telling.target_ids for telling in self.tellings))

    @property
    def status(self) -> Status:
        """Return where the measure stands: a told change first, then what most tellings say, in their order."""
        in_body = [telling for telling in self.tellings if not telling.paragraph.is_headline] or self.tellings
        told = [telling for telling in in_body if telling.standing.is_told] or in_body
        statuses = [telling.status for telling in told]
        for status in statuses:
            if status in CHANGED:
                return status
        for status in statuses:
            if status is Status.REJECTED:
                return status
        if statuses[0] is Status.PROPOSED and Status.THREATENED in statuses and not any(telling.proposers for telling in told):
            return Status.THREATENED  # the sender's own warning says more than "might"
        return statuses[0]

    @property
    def is_unreal(self) -> bool | None:
        """Say whether the measure is only proposed, threatened or refused; None if no telling says so or otherwise."""
        told = [telling for telling in self.tellings if telling.standing.is_told]
        return None if not told else self.status in UNREAL


def merge(candidates: Sequence[Candidate]) -> list[Case]:
    """Return the measures of a story: typed tellings grouped, then anaphors joined, then umbrellas that stand alone."""
    cases: list[Case] = []
    candidates, wholes = spelled_out(candidates)
    for candidate in candidates:
        if not candidate.is_umbrella and not candidate.is_bare and _has_footing(candidate):
            _join(candidate, cases, create=True)
    for candidate in candidates:
        if candidate.is_bare and _has_footing(candidate):
            _join_bare(candidate, cases)
    umbrellas: list[Case] = []
    for place, candidate in enumerate(candidates):
        if candidate.measure_type is MeasureType.UNSPECIFIED and place not in wholes:
            _join_umbrella(candidate, cases, umbrellas)
    everything = _without_listings(cases) + umbrellas
    for candidate in candidates:
        if candidate.measure_type is None or (not candidate.is_umbrella and not _has_footing(candidate)):
            _join_anaphor(candidate, everything)
    return sorted(everything, key=lambda case: min(telling.position for telling in case.tellings))


def _without_listings(cases: list[Case]) -> list[Case]:
    """Return the cases without listings whose restriction the story tells: a freeze on those designated."""
    frozen = [case for case in cases if case.measure_type is MeasureType.ASSET_FREEZE]
    kept = []
    for case in cases:
        same = [other for other in frozen if case.measure_type is MeasureType.DESIGNATION and other.target_ids & case.target_ids]
        same = [other for other in same if not other.sender_ids or kindred(other.sender_ids, case.sender_ids)]
        if same and not case.is_unreal and not same[0].is_unreal and case.tellings[0].novelty != "old":
            same[0].tellings.extend(case.tellings)
        else:
            kept.append(case)
    return kept


def _has_footing(candidate: Candidate) -> bool:
    """Say whether a telling can stand for a measure of its own: it says who is restricted, or by whom."""
    return bool(candidate.targets or candidate.senders)


def _join(candidate: Candidate, cases: list[Case], create: bool) -> None:
    """Add a telling to the case that it retells, or open a case for it."""
    for case in reversed(cases):
        fits = _same_type(candidate, case) and _same_act(candidate, case) and _same_way(candidate, case)
        if fits and not _other_goods(candidate, case) and not _is_contrast(candidate, case):
            case.tellings.append(candidate)
            return
    if create and candidate.measure_type is not None:
        cases.append(Case(candidate.measure_type, [candidate]))


def _is_contrast(candidate: Candidate, case: Case) -> bool:
    """Say whether "those" sets other sanctions apart that stand otherwise: "but those against the army remain"."""
    return candidate.token.lower_ == "those" and candidate.status is not case.status


def _join_bare(candidate: Candidate, cases: list[Case]) -> None:
    """Give "the embargo" to the embargo of the same parties that the story spells out, or open a case for it."""
    for case in sorted(cases, key=lambda case: abs(case.tellings[0].position - candidate.position)):
        if case.measure_type in SPELLED_OUT and _same_act(candidate, case):
            case.tellings.append(candidate)
            return
    _join(candidate, cases, create=True)


def _join_umbrella(candidate: Candidate, cases: list[Case], umbrellas: list[Case]) -> None:
    """Give an umbrella word to the parts that the story spells out, or else treat it as a measure without a kind."""
    if candidate.novelty != "old":
        for case in cases if not (_stands_beside(candidate) or _is_promised(candidate)) else ():
            if candidate.targets and not case.target_ids:
                continue  # a case that hits nobody told is no part of what hits somebody
            if _hits_persons(candidate, case):
                continue
            if _is_past_threat(candidate, case):
                return
            if _same_act(candidate, case) and _is_part(case, candidate):
                if candidate.senders and not case.sender_ids:
                    case.tellings.append(candidate)
                return
    _join(candidate, umbrellas, create=bool(candidate.targets))


def _hits_persons(umbrella: Candidate, case: Case) -> bool:
    """Say whether an umbrella word names persons or firms whom the part does not hit: "sanctions on Chad's leader X"."""
    named = {
        party.actor.entity_id for party in umbrella.targets if party.actor.kind in (EntityKind.PERSON, EntityKind.ORGANIZATION)
    }
    return bool(named) and named.isdisjoint(case.target_ids)


def _is_promised(umbrella: Candidate) -> bool:
    """Say whether an umbrella word names what is still to come beside what is done: "pledging new sanctions"."""
    cue = umbrella.standing.cue
    is_vow = cue is not None and cue.lemma_.lower() in ("pledge", "promise", "vow", "threaten", "warn")
    return is_vow and umbrella.novelty == "new" and not umbrella.is_definite


def _is_past_threat(umbrella: Candidate, case: Case) -> bool:
    """Say whether an umbrella word tells of the threat that a case carried out: "had threatened sanctions"."""
    above = [verb for verb in umbrella.token.ancestors if cue_of(verb) is Cue.THREATEN]
    is_past = umbrella.status is Status.THREATENED and bool(above) and above[0].tag_ in ("VBD", "VBN")
    is_same = bool(umbrella.sender_ids & case.sender_ids and umbrella.target_ids & case.target_ids)
    return is_past and is_same and case.status is Status.IMPOSED and umbrella.novelty == ""


def _stands_beside(umbrella: Candidate) -> bool:
    """Say whether an umbrella word with a kind of its own is joined to a part: "economic sanctions and a travel ban"."""
    token = umbrella.token
    beside = [other for other in (*conjuncts(first_of(token)),) if other.i != token.i]
    is_kind = any(child.lower_ in ("economic", "trade", "financial") for child in children(token, "amod", "compound"))
    return is_kind and any(term_of(other, "lexicon_triggers", "noun") not in (None, "sanction") for other in beside)


def _is_part(case: Case, umbrella: Candidate) -> bool:
    """Say whether a case can be a part of an umbrella: not if the umbrella names a sender or a status that the case has not."""
    if umbrella.senders and not case.sender_ids:
        near = any(telling.token.sent == umbrella.token.sent for telling in case.tellings)
        is_tariff = all(telling.trigger.term == "tariff" for telling in case.tellings)  # what "trade sanctions" mostly are
        return (near or is_tariff) and (not umbrella.target_ids or bool(umbrella.target_ids & case.target_ids))
    is_its_past = (
        case.status in CHANGED and umbrella.is_definite and umbrella.standing.act is Cue.ENACT and umbrella.novelty != "new"
    )  # "lifted the arms embargo. It had adopted the sanctions in 1990"
    return not _tells(umbrella) or umbrella.status is case.status or umbrella.status in UNREAL or is_its_past


def _join_anaphor(candidate: Candidate, cases: list[Case]) -> None:
    """Give "the ban" to the last measure before it that it can mean."""
    before = [case for case in cases if case.tellings[0].position < candidate.position]
    for case in sorted(
        before, key=lambda case: max(t.position for t in case.tellings if t.position < candidate.position), reverse=True
    ):
        fits = candidate.measure_type in (None, case.measure_type) and _fits_word(candidate, case)
        if fits and _same_act(candidate, case):
            case.tellings.append(candidate)
            return


def _fits_word(candidate: Candidate, case: Case) -> bool:
    return (
        candidate.trigger.needs in (Needs.GOODS, Needs.NOTHING, Needs.STATE, Needs.FOREIGN, Needs.PUNITIVE)
        and candidate.is_definite
        and bool(case.tellings)
    )


def _same_act(candidate: Candidate, case: Case) -> bool:
    """Say whether a telling can be of a case's act: its parties overlap or are silent, and it is as real."""
    if candidate.target_ids and case.target_ids and not _share_targets(candidate, case):
        return False
    if candidate.sender_ids and case.sender_ids and not kindred(candidate.sender_ids, case.sender_ids):
        return False
    if not case.sender_ids and candidate.sender_ids and case.is_unreal is False and candidate.status is not case.status:
        return False
    return _same_reality(candidate, case)


def _same_type(candidate: Candidate, case: Case) -> bool:
    """Say whether the types agree; where no word tells the direction of trade, either direction does."""
    if case.measure_type is candidate.measure_type:
        return True
    return candidate.flow is None and {case.measure_type, candidate.measure_type} <= {
        MeasureType.IMPORT_RESTRICTION,
        MeasureType.EXPORT_RESTRICTION,
    }


def _other_goods(candidate: Candidate, case: Case) -> bool:
    """Say whether a telling is of other goods that stand otherwise: a new ban on timber and an old one on gems, renewed."""
    own = {singular(words.text.casefold()) for words in candidate.goods} - MOVEMENTS
    others = {singular(words.text.casefold()) for telling in case.tellings for words in telling.goods} - MOVEMENTS
    is_otherwise = candidate.standing.is_told and candidate.status not in (case.status, *UNREAL) and not case.is_unreal
    is_new = (
        case.measure_type in PARTS_OF_TRADE
        and not candidate.is_definite
        and candidate.novelty != "old"
        and bool(candidate.senders and candidate.targets)
    )
    is_new = is_new and candidate.target_rule == candidate.sender_rule == "R-clause" and not candidate.paragraph.is_headline
    return bool(own and others and not own & others and (is_otherwise or is_new))


PARTS_OF_TRADE = frozenset({MeasureType.IMPORT_RESTRICTION, MeasureType.EXPORT_RESTRICTION})
# Words that tell that goods move, not which.
MOVEMENTS = frozenset(
    {
        "import",
        "export",
        "sale",
        "shipment",
        "delivery",
        "trade",
        "good",
        "asset",
        "fund",
        "account",
        "property",
        "arms",
        "weapon",
    }
)


def _same_way(candidate: Candidate, case: Case) -> bool:
    """Say whether the goods move the same way: a ban on buying arms from the target is not one on selling them to it."""
    flows = {telling.flow for telling in case.tellings if telling.flow}
    return not candidate.flow or not flows or candidate.flow in flows


def _tells(candidate: Candidate) -> bool:
    """Say whether a telling says how its measure stands; relief asked for or hoped for presupposes one, decided or not."""
    is_relief = candidate.standing.act in RELIEVING and candidate.standing.mood not in (Mood.REAL, Mood.COMING)
    return candidate.standing.is_told and not is_relief


def _share_targets(candidate: Candidate, case: Case) -> bool:
    own = {party.actor.entity_id for party in candidate.targets}
    if own & case.target_ids:
        return True
    if case.measure_type is MeasureType.DESIGNATION and candidate.sender_ids and _same_authority(candidate, case):
        countries = {entity for entity in case.target_ids if entity.startswith("country:")}
        return not countries or not any(party.is_linked for party in candidate.targets)
    if _is_told_shorter(candidate, case):
        return True
    unnamed = all(party.actor.kind is EntityKind.GROUP for party in candidate.targets)
    return unnamed and candidate.is_definite


def _is_told_shorter(candidate: Candidate, case: Case) -> bool:
    """Say whether a group is that of the case in fewer or more words: "40 firms" and "40 firms, two banks among them"."""
    own = {party.words.text.casefold() for party in candidate.targets if party.actor.kind is EntityKind.GROUP}
    others = {party.words.text.casefold() for t in case.tellings for party in t.targets if party.actor.kind is EntityKind.GROUP}
    pairs = [(one, other) for one in own for other in others if len(one.split()) > 1 and len(other.split()) > 1]
    return any(
        one.startswith(f"{other} ") or one.startswith(f"{other},") or other.startswith((f"{one} ", f"{one},"))
        for one, other in pairs
    )


def _same_authority(candidate: Candidate, case: Case) -> bool:
    """Say whether the sender is called alike: the Treasury's list is not the State Department's."""
    called = {party.words.text.casefold() for telling in case.tellings for party in telling.senders}
    return any(party.words.text.casefold() in called or party.actor.kind is EntityKind.BODY for party in candidate.senders)


def kindred(left: frozenset[str], right: frozenset[str]) -> bool:
    """Say whether two sets of senders share one, or bodies that stand for each other."""
    return bool(left & right) or any(left & kin and right & kin for kin in KIN)


def _same_reality(candidate: Candidate, case: Case) -> bool:
    """Say whether both are real or both are not; a telling that says nothing goes with either."""
    if not _tells(candidate) or case.is_unreal is None:
        return candidate.novelty != "old" or not case.is_unreal
    unreal = candidate.status in UNREAL
    if unreal == case.is_unreal:
        return True
    if candidate.novelty in ("new", "old"):
        return False
    if _is_planned_before(candidate, case):
        return True
    return candidate.standing.mood is Mood.COMING or any(telling.standing.mood is Mood.COMING for telling in case.tellings)


def _is_planned_before(candidate: Candidate, case: Case) -> bool:
    """Say whether one telling plans what the other has done: "bans coal from Chad" and "plans to ban coal from Chad"."""
    own = {singular(words.text.casefold()) for words in candidate.goods} - MOVEMENTS
    others = {singular(words.text.casefold()) for telling in case.tellings for words in telling.goods} - MOVEMENTS
    are_acts = case.status in DONE_OR_PLANNED and candidate.status in DONE_OR_PLANNED
    is_by_same = bool(candidate.sender_ids & case.sender_ids and candidate.target_ids & case.target_ids)
    return are_acts and is_by_same and bool(own & others) and not candidate.proposers


DONE_OR_PLANNED = frozenset({Status.IMPOSED, Status.PROPOSED})


def parties_of(case: Case, role: str) -> list[PartyMention]:
    """Return the parties of a case on one side, each once, in the order told; the headline's last."""
    found: dict[str, PartyMention] = {}
    for telling in sorted(case.tellings, key=lambda telling: telling.paragraph.is_headline):
        for party in getattr(telling, role):
            found.setdefault(party.actor.entity_id, party)
    return list(found.values())
