"""Who is for or against a measure besides its sender, with the words that say so."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from tasks.language.gazetteer import named
from tasks.measures.assembling import Assembled
from tasks.measures.bodies import bodies_of_persons
from tasks.measures.instruments import issuers
from tasks.measures.meetings import COUNCIL_IDS
from tasks.measures.merging import UNREAL
from tasks.measures.party import PartyMention
from tasks.measures.reading import Reading
from tasks.measures.stances import voiced_in
from tasks.measures.standing import RELIEVING
from tasks.measures.topics import OPPOSITE, Voiced
from warehouse.codes import EntityKind, Role, Stance, Status
from warehouse.ids import content_id
from warehouse.records import Position, Story

# A sentence that concedes first: "While Norway backed the ban, it now"; a miss: "Norway backed the ban while".
CONCEDING = re.compile(r"(?:While|Although|Though|Having)\b")
# The start of another sentence: "ban. Norway"; a miss: "U.N. sanctions".
NEXT_SENTENCE = re.compile(r"[a-z][.!?][\"”]?\s+[A-Z]")
# "it now opposes", "no longer backs"; a miss: "knows".
CHANGED = re.compile(r"\b(?:now|no longer|changed (?:its|his|her|their) (?:mind|position|stance))\b", re.IGNORECASE)
RELIEVED = frozenset({Status.LIFTED, Status.EASED})


def read_positions(measures: Sequence[Assembled], reading: Reading, story: Story) -> tuple[list[Position], list[PartyMention]]:
    """Return the stances on the story's measures, each holder's first words on each measure, and the holders."""
    found: dict[tuple[str, str, bool], tuple[Position, PartyMention]] = {}
    bodies = bodies_of_persons(reading)
    told = frozenset(telling.trigger_words.start for item in measures for telling in item.case.tellings)
    if measures:
        for paragraph in reading.paragraphs:
            for voiced in voiced_in(paragraph, reading, told):
                for assembled in _meant(voiced, measures, reading):
                    holder = voiced.holder if voiced.is_own else _holder(voiced.holder, assembled, reading)
                    holder = replace(holder, actor=bodies.get(holder.actor.entity_id, holder.actor))
                    if _is_hit(holder, voiced, assembled):
                        continue
                    position = _position(replace(voiced, holder=holder), assembled, story)
                    # who abstains may still say what he thinks of it
                    key = (position.measure_id, position.holder_entity_id, position.stance is Stance.ABSTAINS)
                    if key not in found or _is_turn(found[key][0], position, story):
                        found[key] = (position, holder)
    kept = [(position, holder) for position, holder in found.values() if not _is_outvoted(position, found)]
    return [position for position, _ in kept], [holder for _, holder in kept]


def _is_outvoted(position: Position, found: Mapping[tuple[str, str, bool], object]) -> bool:
    """Say whether a vote that was only announced gave way to an abstention."""
    is_vote = position.rule_id == "P-vote" and position.stance is not Stance.ABSTAINS
    return is_vote and (position.measure_id, position.holder_entity_id, True) in found


def _is_turn(before: Position, now: Position, story: Story) -> bool:
    """Say whether a holder's later stance is the one that stands: "while it once backed them, it now", "no longer opposes"."""
    between = story.body[before.start_char : now.end_char]
    is_conceded = CONCEDING.match(between) is not None and not NEXT_SENTENCE.search(between)
    return before.stance != now.stance and (is_conceded or CHANGED.search(now.evidence_text) is not None)


def _meant(voiced: Voiced, measures: Sequence[Assembled], reading: Reading) -> list[Assembled]:
    """Return the measures that a stance is about: those told at its words, else those still in debate, else the first."""
    if voiced.document and not any(_is_of(voiced.document, item) or _is_before_house(voiced.document, item) for item in measures):
        return []
    if voiced.is_sufferer:
        state = reading.state_of(voiced.holder.actor).entity_id
        return [item for item in measures if state in item.case.target_ids and item.measure.status not in RELIEVED][:1]
    fitting = [item for item in measures if _fits(voiced, item)]
    if voiced.goods:  # "restore the aid": what was stopped is named where it is told
        about = [item for item in fitting if _is_about(voiced.goods, item)]
        return [item for item in about if not _is_sender(voiced, item, reading)]
    here = [item for item in measures if _is_told_at(voiced, item)]
    if voiced.is_wish:  # who asks for what is not decided is its proposer
        here = [item for item in here if item.measure.status not in UNREAL or _joins_call(voiced, item)]
    if not here:
        return [] if voiced.is_wish else _meant_elsewhere(voiced, fitting, measures, reading)
    others = [item for item in here if not _is_sender(voiced, item, reading)]
    return others or _not_his_own(voiced, here, fitting, reading)


def _joins_call(voiced: Voiced, assembled: Assembled) -> bool:
    """Say whether a group or firm only joins in what others proposed before: "a call also came from the steel industry"."""
    is_later = any(telling.position < voiced.position - 1 for telling in assembled.case.tellings)
    return is_later and voiced.holder.actor.kind in (EntityKind.GROUP, EntityKind.ORGANIZATION)


def _is_before_house(document: str, assembled: Assembled) -> bool:
    """Say whether a bill can be the one that a measure not yet made is part of."""
    return document.rstrip("s") in ("bill", "legislation") and assembled.measure.status is Status.PROPOSED


def _is_hit(holder: PartyMention, voiced: Voiced, assembled: Assembled) -> bool:
    """Say whether a state seems to like what is done to itself, which only its own plea for it could tell."""
    is_heard = voiced.rule_id in ("P-felt", "P-verdict", "P-against") or voiced.on_act
    is_relief = voiced.on_act and assembled.measure.status in RELIEVED
    return is_heard and not is_relief and voiced.stance is Stance.SUPPORTS and holder.actor.entity_id in assembled.case.target_ids


def _is_told_at(voiced: Voiced, assembled: Assembled) -> bool:
    return any(abs(telling.trigger_words.start - voiced.position) <= 1 for telling in assembled.case.tellings)


def _meant_elsewhere(
    voiced: Voiced, fitting: Sequence[Assembled], measures: Sequence[Assembled], reading: Reading
) -> list[Assembled]:
    """Return the measures meant by words that tell none; a sender is against what it suffers itself."""
    candidates = [item for item in fitting if item.measure.status in UNREAL] or list(fitting[:1])
    others = [item for item in candidates if not _is_sender(voiced, item, reading)]
    suffered = [item for item in measures if voiced.holder.actor.entity_id in item.case.target_ids]
    return others or (suffered[:1] if voiced.stance is Stance.OPPOSES else [])


def _not_his_own(voiced: Voiced, here: Sequence[Assembled], fitting: Sequence[Assembled], reading: Reading) -> list[Assembled]:
    """Return the measures of others on the same target where the words seem to tell the holder's own."""
    of_others = [item for item in fitting if not _is_sender(voiced, item, reading)]
    same = [item for item in of_others if item.case.target_ids & here[0].case.target_ids]
    if voiced.stance is Stance.OPPOSES and not _is_office(voiced.holder):  # nobody opposes what is his own
        return same or of_others[:1] or [item for item in here if item.measure.status is Status.REJECTED]
    return [] if _tells_sender(voiced, here) else same


def _is_about(goods: str, assembled: Assembled) -> bool:
    """Say whether a measure tells of goods by their name: "aid", "import"."""
    return goods in assembled.measure.evidence_text.lower() or goods in str(assembled.measure.measure_type)


def _fits(voiced: Voiced, assembled: Assembled) -> bool:
    """Say whether a measure can be the one meant: its sender or target stands before the word, its target behind "against"."""
    ids = {role: {party.entity_id for party in assembled.parties if party.role is role} for role in Role}
    senders, targets = ids[Role.SENDER] | ids[Role.PROPOSER], ids[Role.TARGET]
    is_owned = not voiced.owners or not senders or bool(voiced.owners & (senders if voiced.on_act else senders | targets))
    known = {target for target in targets if target.startswith("country:")}
    return is_owned and (not voiced.things or not known or bool(voiced.things & known))


def _tells_sender(voiced: Voiced, here: Sequence[Assembled]) -> bool:
    """Say whether the telling at the stance names a sender itself; if not, it may be of another sender's measure."""
    near = [telling for item in here for telling in item.case.tellings if abs(telling.trigger_words.start - voiced.position) <= 1]
    return any(telling.senders for telling in near)


def _is_of(document: str, assembled: Assembled) -> bool:
    """Say whether a measure is made by a kind of document: a council's by a resolution, another by the one it names."""
    named_there = document in (assembled.measure.instrument or "").lower()
    is_council = any(party.role is Role.SENDER and party.entity_id in COUNCIL_IDS for party in assembled.parties)
    return named_there or (is_council and issuers().get(document.rstrip("s")) == "council")


def _sides(assembled: Assembled, *roles: Role) -> set[str]:
    return {party.entity_id for party in assembled.parties if party.role in (roles or (Role.SENDER, Role.PROPOSER))}


def _is_sender(voiced: Voiced, assembled: Assembled, reading: Reading) -> bool:
    """Say whether the holder is the sender itself or its proposer; a part of the sending state may differ from it."""
    actor = voiced.holder.actor
    # who asks what becomes of a measure that is there, or is against it, does not propose it
    sides = _sides(assembled, Role.SENDER) if voiced.is_standing or voiced.stance is Stance.OPPOSES else _sides(assembled)
    if actor.entity_id in sides:
        return not (_is_chamber(voiced.holder) or (_is_office(voiced.holder) and voiced.stance is Stance.OPPOSES))
    speaks_for = reading.state_of(actor).entity_id
    is_official = not _is_chamber(voiced.holder) and actor.entity_id not in reading.homes_of_legislators
    return voiced.stance is Stance.SUPPORTS and speaks_for in sides and is_official


def _is_chamber(holder: PartyMention) -> bool:
    """Say whether the words name a chamber that can differ from its government: "the Senate"."""
    last = holder.words.text.split()[-1]
    return last in ("Senate", "Congress", "House", "Parliament", "parliament", "Representatives") and not _is_office(holder)


def _is_office(holder: PartyMention) -> bool:
    """Say whether the words name an office of the government that can be against what others of its state do: "the Treasury"."""
    last = holder.words.text.split()[-1]
    return last in ("Department", "Treasury", "Pentagon", "administration") or holder.words.text.endswith("White House")


def _holder(holder: PartyMention, assembled: Assembled, reading: Reading) -> PartyMention:
    """Return the state for which the holder speaks; where that state is the sender, the person or chamber itself."""
    if holder.actor.entity_id in reading.homes_of_legislators:  # who sits in a parliament speaks for himself
        return holder
    is_ministry = holder.actor.kind is EntityKind.ORGANIZATION and "ministry" in holder.actor.name.lower()
    state = reading.home if is_ministry and reading.home is not None else reading.state_of(holder.actor)
    if state.entity_id not in _sides(assembled):
        return replace(holder, actor=state)
    if _is_chamber(holder) or _is_office(holder):
        return replace(holder, actor=named(EntityKind.ORGANIZATION, holder.words.text, state.country))
    return holder


def _is_relief_debated(assembled: Assembled) -> bool:
    """Say whether the act that a story tells of is relief that is not given yet: "a resolution to lift the embargo"."""
    told = [telling.standing.act for telling in assembled.case.tellings if telling.standing.is_told]
    return bool(told) and told[0] in RELIEVING


def _position(voiced: Voiced, assembled: Assembled, story: Story) -> Position:
    holder = voiced.holder.actor
    measure_id = assembled.measure.measure_id
    frees = voiced.on_act and (assembled.measure.status in RELIEVED or _is_relief_debated(assembled))
    stance = OPPOSITE[voiced.stance] if frees else voiced.stance
    return Position(
        position_id=content_id("position", [story.story_id, story.version, measure_id, holder.entity_id, stance]),
        story_id=story.story_id,
        version=story.version,
        measure_id=measure_id,
        holder_entity_id=holder.entity_id,
        holder_country=holder.country if holder.kind is EntityKind.COUNTRY else None,
        holder_name=holder.name,
        stance=stance,
        evidence_text=voiced.words.text,
        start_char=voiced.words.start,
        end_char=voiced.words.end,
        rule_id=voiced.rule_id,
    )
