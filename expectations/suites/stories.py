"""What is good enough of a story version."""

import re
from datetime import timedelta

from expectations.checks import is_between, is_equal, is_in_set, is_not_null, is_one_of, is_rarely_true, is_true, is_unique
from expectations.expectation import Expectation, FrameRow, Owner, Suite
from expectations.inert import required_code, token
from expectations.moments import in_utc
from expectations.surroundings import Surroundings
from warehouse.codes import ContentKind, PublishStatus, Severity
from warehouse.records import Story

# A word as the cleaning counts it, counted again here. Matches "U.N.-backed" and "isn't" as one each; misses "--".
WORD = re.compile(r"\w+(?:['’.-]\w+)*")
ONE_DAY = timedelta(days=1)
FIRST_WIRE_YEAR = 1850  # agencies began to send their stories by telegraph
REPLACEMENT = "\N{REPLACEMENT CHARACTER}"  # what stands for bytes that the charset does not have
GARBLED_SHARE = 0.01  # of the characters; a story in the right charset has none, or one in a quotation
LEAST_BATCH = 20  # stories; fewer say nothing of a batch
LEAST_BODY_AGREEMENT = 0.6  # below it a third of web pages are bad (measured on three sets of pages)


def story_frame(story: Story, around: Surroundings) -> FrameRow:
    """Return what the engine sees of a story version."""
    body = story.body or ""
    return {
        "story_id": token(story.story_id),
        "version": token(story.version),
        "content_kind": required_code(story.content_kind),
        "publish_status": required_code(story.publish_status),
        "body_chars": _body_length(story),
        "word_count": story.word_count,
        "words_counted": len(WORD.findall(body)),
        "days_ahead": _days_ahead(story, around),
        "published_at": story.published_at.isoformat() if story.published_at else None,
        "dateline_chars": _length(story.dateline_text),
        "headline_chars": _length(story.headline),
        "language": story.language and token(story.language.lower().split("-")[0]),
        "body_agreement": story.body_agreement,
        "published_year": story.published_at.year if story.published_at else None,
        "embargo_days": _embargo_days(story),
        "kill_withdraws": story.content_kind != ContentKind.KILL_NOTE or story.publish_status == PublishStatus.CANCELED,
        "is_garbled": body.count(REPLACEMENT) > GARBLED_SHARE * len(body),
        "repeats_another": around.body_counts[body] > 1,
    }


def _embargo_days(story: Story) -> float | None:
    """Return how long after its publication the embargo of a story ends, in days."""
    if story.embargoed_until is None or story.published_at is None:
        return None
    return (in_utc(story.embargoed_until) - in_utc(story.published_at)) / ONE_DAY


def _body_length(story: Story) -> int | None:
    """Return the characters of the body; null for a kill, which may come without words but never without a body."""
    may_be_empty = story.publish_status == PublishStatus.CANCELED and story.body is not None
    return None if may_be_empty else len((story.body or "").strip())


def _length(text: str | None) -> int | None:
    return len(text) if text and text.strip() else None


def _days_ahead(story: Story, around: Surroundings) -> float | None:
    """Return how far after the time of judging the publication lies, in days."""
    if story.published_at is None:
        return None
    return (in_utc(story.published_at) - in_utc(around.now)) / ONE_DAY


STORIES = Suite(
    table="stories",
    key=("story_id", "version"),
    content=("body",),
    frame=story_frame,
    expectations=(
        Expectation(
            name="stories_key_unique",
            column="version",
            severity=Severity.CRITICAL,
            owner=Owner.INGEST,
            reason="A version is one text, however often it is delivered; two texts under one id would hide one of them",
            fault="This version of the story is in the batch with another text; that one is loaded, this one is not",
            remedy="Compare the deliveries, and report a fault in the version id: it must come from the text",
            check=is_unique("story_id", "version"),
            keeps_first=True,
        ),
        Expectation(
            name="stories_body_not_empty",
            column="body",
            severity=Severity.CRITICAL,
            owner=Owner.INGEST,
            reason="A story without words yields nothing and hides that the reader failed; only a kill may be empty",
            fault="The story has no text",
            remedy="Open the item: if it has text, report a fault in its reader; if not, ask the provider for it",
            check=is_between("body_chars", lowest=1),
        ),
        Expectation(
            name="stories_content_kind_known",
            column="content_kind",
            severity=Severity.CRITICAL,
            owner=Owner.INGEST,
            reason="The kind decides whether measures may be read from the item",
            fault="The kind of content is not in the closed list",
            remedy="Map the provider's kind to one of the list in its reader, then ingest the item again",
            check=is_one_of("content_kind", ContentKind),
        ),
        Expectation(
            name="stories_publish_status_known",
            column="publish_status",
            severity=Severity.CRITICAL,
            owner=Owner.INGEST,
            reason="The status decides whether the story may be shown; a killed story must never show",
            fault="The publish status is not usable, withheld or canceled",
            remedy="Map the provider's status to one of the list in its reader, then ingest the item again",
            check=is_one_of("publish_status", PublishStatus),
        ),
        Expectation(
            name="stories_word_count_matches",
            column="word_count",
            severity=Severity.WARNING,
            owner=Owner.INGEST,
            reason="Analysts divide by this count; it must be the count of the stored body",
            fault="The word count is not the number of words in the body",
            remedy="Count the words after the furniture is cut, then ingest the item again",
            check=is_equal("word_count", "words_counted"),
        ),
        Expectation(
            name="stories_published_not_in_future",
            column="published_at",
            severity=Severity.WARNING,
            owner=Owner.PROVIDERS,
            reason="A date more than a day ahead is a misread date or a wrong clock, and would lead every timeline",
            fault="The publication lies more than a day in the future",
            remedy="Compare the date with the item; correct the reader if it misread it, else tell the provider",
            check=is_between("days_ahead", highest=1.0),
        ),
        Expectation(
            name="stories_published_since_telegraph",
            column="published_at",
            severity=Severity.WARNING,
            owner=Owner.INGEST,
            reason="There were no wire stories before the telegraph: an older date is a misread number",
            fault="The publication lies before 1850",
            remedy="Compare the date with the item, and correct the reader that took another number for the year",
            check=is_between("published_year", lowest=FIRST_WIRE_YEAR),
        ),
        Expectation(
            name="stories_embargo_after_publication",
            column="embargoed_until",
            severity=Severity.WARNING,
            owner=Owner.INGEST,
            reason="An embargo that had ended before the story was sent is misread, and the story shows early",
            fault="The embargo ends more than a day before the publication",
            remedy="Compare the embargo with the item, and correct the rule that read its date",
            check=is_between("embargo_days", lowest=-1.0),
        ),
        Expectation(
            name="stories_kill_withdraws",
            column="publish_status",
            severity=Severity.CRITICAL,
            owner=Owner.INGEST,
            reason="A kill that may be shown shows the words that must not be read",
            fault="The item is a kill, yet its status is not canceled",
            remedy="Correct the lineage step: a kill is canceled, whatever status the provider gives it",
            check=is_true("kill_withdraws"),
        ),
        Expectation(
            name="stories_published_at_known",
            column="published_at",
            severity=Severity.WARNING,
            owner=Owner.PROVIDERS,
            reason="Without a date the story has no place in a timeline, and its relative dates stay open",
            fault="Neither the metadata nor the text gives a publication date",
            remedy="Ask the provider for the date in the metadata, or teach the reader where the item has it",
            check=is_not_null("published_at"),
        ),
        Expectation(
            name="stories_dateline_known",
            column="dateline_text",
            severity=Severity.INFO,
            owner=Owner.INGEST,
            reason="A sudden fall in datelines means that a provider changed its layout",
            fault="No dateline was found",
            remedy="Nothing if the item has none; otherwise add its shape to the dateline rules",
            check=is_not_null("dateline_chars"),
        ),
        Expectation(
            name="stories_headline_known",
            column="headline",
            severity=Severity.INFO,
            owner=Owner.INGEST,
            reason="Readers of the warehouse find a story by its headline",
            fault="No headline was found",
            remedy="Nothing if the item has none; otherwise teach the reader where the headline stands",
            check=is_not_null("headline_chars"),
        ),
        Expectation(
            name="stories_language_known",
            column="language",
            severity=Severity.WARNING,
            owner=Owner.INGEST,
            reason="The rules read one language: where it is not known nobody can say whether they could read the story",
            fault="The story has no language",
            remedy="Map the provider's language in the reader; the text was too short for a guess",
            check=is_not_null("language"),
        ),
        Expectation(
            name="stories_language_english",
            column="language",
            severity=Severity.WARNING,
            owner=Owner.PROVIDERS,
            reason="The rules read English; measures from another language are not to be trusted",
            fault="The story is not in English",
            remedy="Leave other languages out of the feed, or mark them so that nobody counts on their measures",
            check=is_in_set("language", ["en"]),
        ),
        Expectation(
            name="stories_body_agreement_high",
            column="body_agreement",
            severity=Severity.WARNING,
            owner=Owner.INGEST,
            reason="Where two extractors disagree about the text of a web page, a third of the pages are bad",
            fault="Two extractors agree too little about the text of the page",
            remedy="Compare the body with the page before using its measures",
            check=is_between("body_agreement", lowest=LEAST_BODY_AGREEMENT),
        ),
        Expectation(
            name="stories_batch_readable",
            column="body",
            severity=Severity.CRITICAL,
            owner=Owner.INGEST,
            reason="Where half of a batch is full of replacement characters the charset was wrong for all of it",
            fault="Half of the stories of the batch are full of replacement characters",
            remedy="Correct the charset in the reader or the provider profile, then replay the items of the batch",
            check=is_rarely_true("is_garbled", most=0.5, least_rows=LEAST_BATCH),
            of_batch=True,
        ),
        Expectation(
            name="stories_batch_bodies_differ",
            column="body",
            severity=Severity.CRITICAL,
            owner=Owner.INGEST,
            reason="Where nearly all stories have one text, a notice of the site or a login page was taken for the story",
            fault="Nearly all stories of the batch have the same text as another one",
            remedy="Open one of the items, correct the reader or the access to the site, then replay the items of the batch",
            check=is_rarely_true("repeats_another", most=0.9, least_rows=LEAST_BATCH),
            of_batch=True,
        ),
    ),
)
