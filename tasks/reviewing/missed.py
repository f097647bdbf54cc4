"""A measure that the rules have missed, by the words that state it."""

import json
from typing import Any

from tasks.reviewing.decisions import Author
from tasks.reviewing.values import Actors, changes
from warehouse.codes import Decision, ReviewKind
from warehouse.connect import Reader
from warehouse.errors import UsageError
from warehouse.records import Review
from warehouse.review_states import EDITABLE
from warehouse.reviews import with_id


def missed_measure(
    reader: Reader, story_id: str, words: str, trigger: str, values: str, author: Author, actors: Actors
) -> Review:
    """Return the decision that adds a measure to the current version of a story.

    Raises UsageError if the words are not there once, the trigger is not in them, or type, status or target is missing.
    """
    rows = reader.rows(
        "SELECT stories.body, extractions.text_sha256 FROM stories JOIN extractions"
        " ON extractions.story_id = stories.story_id AND extractions.version = stories.version"
        " WHERE stories.story_id = ? AND stories.is_current",
        [story_id],
    )
    if not rows:
        raise UsageError(f"there is no story {story_id!r}: `sanctionwire query` lists stories")
    body = rows[0]["body"]
    start = _once(body, words, "the text of the story")
    at = start + _once(words, trigger, "the words")
    measure, parties = _values(values, actors)
    seen = {
        "measure": measure,
        "parties": parties,
        "likeness": [measure["measure_type"], *sorted(party["entity_id"] for party in parties if party["role"] == "target")],
        "siblings": 1,
    }
    return with_id(
        Review(
            review_id="",
            text_sha256=rows[0]["text_sha256"],
            start_char=at,
            end_char=at + len(trigger),
            field="measure",
            decision=Decision.ADD,
            value=None,
            reviewer=author.reviewer,
            reason=author.reason,
            decided_at=author.decided_at,
            kind=ReviewKind.MEASURE,
            story_id=story_id,
            words=words,
            words_start=start,
            seen=json.dumps(seen, ensure_ascii=False),
        )
    )


def _once(text: str, words: str, where: str) -> int:
    count = text.count(words) if words.strip() else 0
    if count != 1:
        raise UsageError(f"{words!r} is in {where} {count} times: give words that are in it once, exactly as they stand there")
    return text.index(words)


def _values(written: str, actors: Actors) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    measure: dict[str, Any] = dict.fromkeys(EDITABLE)
    parties: list[dict[str, Any]] = []
    for change in changes(written, actors):
        if change.kind is ReviewKind.PARTY and change.value:
            parties.append(json.loads(change.value))
        elif change.kind is ReviewKind.MEASURE:
            measure[change.field] = json.loads(change.value or "[]") if change.field == "goods" else change.value
    missing = [name for name in ("measure_type", "status") if not measure[name]]
    if not any(party["role"] == "target" for party in parties):
        missing.append("+target")
    if missing:
        raise UsageError(f"a measure needs {', '.join(missing)}: --values 'measure_type=...; status=...; +target=...'")
    return measure, parties
