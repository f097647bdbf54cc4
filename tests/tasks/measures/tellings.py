"""Factories: a story of own words, and what is read from it as plain tuples."""

from datetime import UTC, datetime

from tasks.language.parsed import Language
from tasks.measures.analyse import analyse_stories
from tasks.measures.analysis import Analysis
from warehouse.codes import ContentKind, Precision, PublishStatus, Role
from warehouse.records import Story

DAY = datetime(1996, 3, 1, tzinfo=UTC)

Told = tuple[str, str, frozenset[str], frozenset[str]]


def story(
    body: str,
    headline: str | None = None,
    kind: ContentKind = ContentKind.STORY,
    dateline: str | None = None,
    at: datetime | None = None,
) -> Story:
    """Return a story with this body and nothing else of interest."""
    return Story(
        story_id="story_1",
        version="v1",
        revision=1,
        is_current=True,
        document_id="document_1",
        source_uri="story.txt",
        provider=None,
        provider_key=None,
        version_key=None,
        version_order="",
        headline=headline,
        slugline=None,
        byline=None,
        dateline_text=dateline,
        dateline_place=dateline,
        dateline_country=None,
        published_at=at,
        published_precision=Precision.DAY if at else None,
        published_basis=None,
        embargoed_until=None,
        urgency=None,
        content_kind=kind,
        publish_status=PublishStatus.USABLE,
        language="en",
        rights=None,
        keywords=(),
        body=body,
        word_count=len(body.split()),
        body_agreement=None,
        cluster_id="cluster_1",
        first_seen_at=DAY,
        run_id="run_1",
    )


def analyse(language: Language, body: str, **fields: object) -> Analysis:
    """Return the analysis of one story of this body."""
    (analysis,) = analyse_stories([story(body, **fields)], language)  # type: ignore[arg-type]
    return analysis


def told(analysis: Analysis) -> set[Told]:
    """Return each measure as (type, status, senders, linked targets); senders and targets by country or name."""
    return {_row(analysis, row.measure_id, row.measure_type, row.status) for row in analysis.measures}


def _row(analysis: Analysis, measure_id: str, kind: str, status: str) -> Told:
    return (kind, status, _side(analysis, measure_id, Role.SENDER), _side(analysis, measure_id, Role.TARGET))


def _side(analysis: Analysis, measure_id: str, role: Role) -> frozenset[str]:
    parties = [party for party in analysis.parties if party.measure_id == measure_id and party.role is role]
    return frozenset(party.country or party.name for party in parties)


def measure(kind: str, status: str, senders: str, targets: str) -> Told:
    """Return what `told` returns for a measure; sides are separated by "+", unknown ones empty."""
    return (kind, status, frozenset(filter(None, senders.split("+"))), frozenset(filter(None, targets.split("+"))))
