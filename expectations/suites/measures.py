"""What is good enough of a measure."""

from expectations.checks import is_between, is_one_of, is_true, is_unique
from expectations.expectation import Expectation, FrameRow, Owner, Suite
from expectations.inert import required_code, token
from expectations.moments import in_utc
from expectations.spans import offsets_in_body, span_cells
from expectations.surroundings import Surroundings
from warehouse.codes import ContentKind, Flow, MeasureType, Role, Severity, Status
from warehouse.records import Evidence, Measure, Party, Story

KINDS_WITH_MEASURES = frozenset({ContentKind.STORY, ContentKind.BRIEF, ContentKind.FLASH})
QUOTED_ROLES = frozenset({Role.SENDER, Role.TARGET})
TIME_ZONE_GRACE_DAYS = 1  # a decision in Canberra is dated the day after a story filed in Washington


def measure_frame(measure: Measure, around: Surroundings) -> FrameRow:
    """Return what the engine sees of a measure."""
    story = around.stories.get((measure.story_id, measure.version))
    body = around.body_of(measure.story_id, measure.version)
    parties = around.parties.get(measure.measure_id, ())
    evidence = around.evidence.get(measure.measure_id, ())
    from_dateline = story is not None and _is_sender_from_dateline(story, parties, evidence)
    return {
        "measure_id": token(measure.measure_id),
        "measure_type": required_code(measure.measure_type),
        "status": required_code(measure.status),
        "flow": token(measure.flow),
        "confidence": -1.0 if measure.confidence is None else measure.confidence,
        "story_exists": story is not None,
        "kind_may_have_measures": story is None or story.content_kind in KINDS_WITH_MEASURES,
        "trigger_in_body": None if body is None else bool(measure.trigger_text) and measure.trigger_text in body,
        "targets": _count(parties, Role.TARGET),
        "senders": _count(parties, Role.SENDER),
        "sender_is_another": not _is_own_target(parties),
        "sender_from_text": not from_dateline,
        "roles_quoted": from_dateline or _roles(parties) <= {row.field for row in evidence},
        "days_after_publication": _days_after_publication(measure, story),
    } | span_cells(body, measure.evidence_text, measure.evidence_start, measure.evidence_end)


def _count(parties: tuple[Party, ...], role: Role) -> int:
    return sum(party.role == role for party in parties)


def _is_own_target(parties: tuple[Party, ...]) -> bool:
    """Tell whether one actor, or one country, is both sender and target."""
    return bool(_named(parties, Role.SENDER) & _named(parties, Role.TARGET))


def _named(parties: tuple[Party, ...], role: Role) -> set[str]:
    chosen = [party for party in parties if party.role == role]
    return {party.entity_id for party in chosen} | {party.country for party in chosen if party.country}


def _roles(parties: tuple[Party, ...]) -> set[str]:
    return {str(party.role) for party in parties if party.role in QUOTED_ROLES}


def _is_sender_from_dateline(story: Story, parties: tuple[Party, ...], evidence: tuple[Evidence, ...]) -> bool:
    """Tell whether a sender is the place of the dateline, and no word of the text behind the dateline names a sender."""
    place = (story.dateline_place or "").casefold()
    at_home = [party for party in parties if party.role == Role.SENDER and _is_of(party, place, story.dateline_country)]
    text_start = len(story.dateline_text or "") if story.dateline_text and story.body.startswith(story.dateline_text) else 0
    return bool(at_home) and not any(row.field == Role.SENDER and row.start_char >= text_start for row in evidence)


def _is_of(party: Party, place: str, country: str | None) -> bool:
    return (bool(place) and party.name.casefold() == place) or (country is not None and party.country == country)


def _days_after_publication(measure: Measure, story: Story | None) -> int | None:
    """Return how many days after its story an imposed measure is dated; null where one of the dates is unknown."""
    if story is None or story.published_at is None or measure.date_value is None or measure.status != Status.IMPOSED:
        return None
    return (measure.date_value - in_utc(story.published_at).date()).days


_CLOSED_LISTS = (
    Expectation(
        name="measures_type_known",
        column="measure_type",
        severity=Severity.CRITICAL,
        owner=Owner.EXTRACTION,
        reason="Every count of measures is by type",
        fault="The type of the measure is not in the closed list",
        remedy="Correct the rule named in the row, then ingest the item again",
        check=is_one_of("measure_type", MeasureType),
    ),
    Expectation(
        name="measures_status_known",
        column="status",
        severity=Severity.CRITICAL,
        owner=Owner.EXTRACTION,
        reason="A proposal that is counted as an act is the worst error of the field",
        fault="The status of the measure is not in the closed list",
        remedy="Correct the rule named in the row, then ingest the item again",
        check=is_one_of("status", Status),
    ),
    Expectation(
        name="measures_flow_known",
        column="flow",
        severity=Severity.CRITICAL,
        owner=Owner.EXTRACTION,
        reason="Imports and exports must not be mistaken for each other",
        fault="The flow is not to_target, from_target or both",
        remedy="Correct the rule named in the row, then ingest the item again",
        check=is_one_of("flow", Flow),
    ),
    Expectation(
        name="measures_confidence_in_range",
        column="confidence",
        severity=Severity.CRITICAL,
        owner=Owner.EXTRACTION,
        reason="Analysts cut by confidence; a figure outside 0 to 1 passes every cut or none",
        fault="The confidence is not between 0 and 1",
        remedy="Correct the rule named in the row, then ingest the item again",
        check=is_between("confidence", lowest=0.0, highest=1.0),
    ),
)

_WORDS = (
    Expectation(
        name="measures_story_exists",
        column="story_id",
        severity=Severity.CRITICAL,
        owner=Owner.EXTRACTION,
        reason="A measure is what one story version says",
        fault="The batch has no such story version for this measure",
        remedy="Report a fault in the analysis: it must give measures the id of their story",
        check=is_true("story_exists"),
    ),
    Expectation(
        name="measures_kind_may_have_them",
        column="story_id",
        severity=Severity.CRITICAL,
        owner=Owner.EXTRACTION,
        reason="Advisories, budgets, notes, digests and tables repeat measures; they do not report them",
        fault="The measure was read from an item that is no story, brief or flash",
        remedy="Report a fault in the analysis, which must leave such items out, or correct the kind of the item",
        check=is_true("kind_may_have_measures"),
    ),
    offsets_in_body("measures", "evidence_start"),
    Expectation(
        name="measures_offsets_match",
        column="evidence_start",
        severity=Severity.CRITICAL,
        owner=Owner.EXTRACTION,
        reason="Every stored value must point at the words it came from",
        fault="The words at the offsets in the body are not the evidence of the measure",
        remedy="Correct the rule named in the row: offsets count code points of the body as it is stored",
        check=is_true("offsets_match"),
    ),
    Expectation(
        name="measures_trigger_in_body",
        column="trigger_text",
        severity=Severity.CRITICAL,
        owner=Owner.EXTRACTION,
        reason="The word that names the act must be a word of the story",
        fault="The trigger of the measure does not occur in the body",
        remedy="Correct the rule named in the row: it must quote the body and not a normal form",
        check=is_true("trigger_in_body"),
    ),
    Expectation(
        name="measures_id_unique",
        column="measure_id",
        severity=Severity.CRITICAL,
        owner=Owner.EXTRACTION,
        reason="One act told three times is one measure",
        fault="The measure is in the batch twice with different values; the first row is loaded, this one is not",
        remedy="Report a fault in the merging of measures",
        check=is_unique("measure_id"),
        keeps_first=True,
    ),
)

_PARTIES_AND_DATES = (
    Expectation(
        name="measures_target_known",
        column="measure_id",
        severity=Severity.CRITICAL,
        owner=Owner.EXTRACTION,
        reason="A restriction on nobody cannot be searched, joined or followed",
        fault="The measure has no target that may load",
        remedy="See whether its target was refused as well; else correct the rule named in the row",
        check=is_between("targets", lowest=1),
    ),
    Expectation(
        name="measures_sender_known",
        column="measure_id",
        severity=Severity.INFO,
        owner=Owner.EXTRACTION,
        reason="Stories may leave the sender open; a sudden rise means that a rule lost it",
        fault="The measure has no sender",
        remedy="Nothing if the story names none; otherwise correct the rule named in the row",
        check=is_between("senders", lowest=1),
    ),
    Expectation(
        name="measures_sender_is_not_target",
        column="measure_id",
        severity=Severity.CRITICAL,
        owner=Owner.EXTRACTION,
        reason="Nobody restricts itself: the roles were mixed up, and so cannot be trusted",
        fault="One actor or country is both sender and target of the measure",
        remedy="Correct the roles in the rule named in the row, then ingest the item again",
        check=is_true("sender_is_another"),
    ),
    Expectation(
        name="measures_sender_from_text",
        column="measure_id",
        severity=Severity.CRITICAL,
        owner=Owner.EXTRACTION,
        reason="The dateline is where the reporter sits, never who acts",
        fault="The sender is the place of the dateline, and no word of the text names it",
        remedy="Correct the rule named in the row: it must read the sender from the text",
        check=is_true("sender_from_text"),
    ),
    Expectation(
        name="measures_roles_quoted",
        column="measure_id",
        severity=Severity.CRITICAL,
        owner=Owner.EXTRACTION,
        reason="Who acts and on whom must point at words of the story, like every other value",
        fault="The measure has a sender or a target without a piece of evidence for that role",
        remedy="Correct the rule named in the row: it must keep the words that it read the party from",
        check=is_true("roles_quoted"),
    ),
    Expectation(
        name="measures_imposed_not_after_publication",
        column="date_value",
        severity=Severity.WARNING,
        owner=Owner.EXTRACTION,
        reason="What a story reports as imposed was decided before it was printed",
        fault="The measure is imposed, yet dated after the publication of its story",
        remedy="Compare the date with its words: it may be the date of effect, a plan, or a year read wrongly",
        check=is_between("days_after_publication", highest=TIME_ZONE_GRACE_DAYS),
    ),
)

MEASURES = Suite(
    table="measures",
    key=("measure_id",),
    frame=measure_frame,
    expectations=_WORDS + _CLOSED_LISTS + _PARTIES_AND_DATES,
)
