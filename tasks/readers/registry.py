"""Tell a delivery's format and read its stories. A new format is one module here with NAME, `sniff` and `read`.

A package of your own can bring one too: an entry point of the group `sanctionwire.readers` that names such a module.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from importlib.metadata import entry_points
from typing import Protocol

from tasks.readers import (
    anpa1312,
    ap_media_api,
    csv_table,
    dpa_digitalwires_json,
    email_rfc822,
    html,
    ieer_sgml,
    iptc7901,
    jsonl,
    newsml_1_2,
    newsml_g2,
    ninjs,
    nitf,
    parquet,
    plain,
    reuters21578,
    ritzau,
    rss_atom,
    wordpress_wxr,
)
from tasks.readers.agreement import WORD
from tasks.readers.draft import Draft, NoStory
from tasks.readers.errors import UnknownFormatError, UnreadableError
from tasks.readers.feed_parts import sitemap
from tasks.readers.feed_parts.hinted import with_hints
from tasks.readers.opening import opening
from tasks.readers.recognised import Recognised, recognise
from tasks.sources.delivery import Delivery, Refusal
from tasks.sources.limits import Limits
from warehouse.codes import PublishStatus


class Reader(Protocol):
    """What every reader module offers."""

    NAME: str

    def sniff(self, head: str, delivery: Delivery) -> float:
        """Return how sure it is, from 0 to 1, that this reader's format begins with `head`."""

    def read(self, delivery: Delivery, limits: Limits) -> Sequence[Draft | NoStory]:
        """Return the stories of a delivery, and what is none beside them. Raise UnreadableError if there is none at all."""


PLUGGED_IN = "sanctionwire.readers"  # the entry points by which an installed package brings readers of its own

READERS: dict[str, Reader] = {
    reader.NAME: reader
    for reader in (
        html,
        plain,
        nitf,
        newsml_1_2,
        newsml_g2,
        ritzau,
        wordpress_wxr,
        rss_atom,
        email_rfc822,
        sitemap,
        ninjs,
        ap_media_api,
        dpa_digitalwires_json,
        jsonl,
        csv_table,
        parquet,
        reuters21578,
        anpa1312,
        iptc7901,
        ieer_sgml,
        *(brought.load() for brought in entry_points(group=PLUGGED_IN)),
    )
}
TABLES = frozenset({csv_table.NAME, jsonl.NAME, parquet.NAME})  # what may be larger than one story
MIN_CONFIDENCE = 0.3
MIN_WORDS = 3  # "IRAN SANCTIONS LIFTED" is a flash; less is a scrap of a line
MIN_WORDS_BELOW_HEADLINE = 2  # "More follows" is a text where a headline of its own tells the news
BLANK = b" \t\r\n\f\v\0\x1a\xef\xbb\xbf\xff\xfe"


@dataclass(frozen=True)
class Sniffed:
    """The format a delivery seems to be in, with or without a reader, and how sure that is, from 0 to 1."""

    format: str
    confidence: float


@dataclass(frozen=True)
class Reading:
    """What one delivery yields. `format` is None where it was not told; `confidence` (0 to 1) is how sure it is."""

    format: str | None
    drafts: tuple[Draft, ...] = ()
    refused: tuple[Refusal, ...] = ()
    confidence: float | None = None


def known_formats() -> tuple[str, ...]:
    """Return the names that a format hint may have."""
    return tuple(sorted(READERS))


def check_format(name: str | None) -> None:
    """Raise UnknownFormatError for a format hint that names no reader."""
    if name is not None and name not in READERS:
        raise UnknownFormatError(f"there is no format {name!r}; known formats: {', '.join(known_formats())}")


def sniff(delivery: Delivery) -> Sniffed:
    """Tell the format from the bytes, helped by the declared media type; `unknown` where nothing fits."""
    return _best(delivery, _recognise(delivery))


def read(delivery: Delivery, limits: Limits) -> Reading:
    """Read the stories of a delivery in the hinted format, or in the one its bytes tell. Nothing is lost in silence.

    Raises UnknownFormatError for a hint that names no reader.
    """
    check_format(delivery.format_hint)
    if not delivery.content.strip(BLANK):
        return _refused(delivery, None, "empty", "the item is empty; check what was sent")
    foreign = _recognise(delivery)
    sniffed = Sniffed(delivery.format_hint, 1.0) if delivery.format_hint else _best(delivery, foreign)
    reader = READERS.get(sniffed.format)
    if len(delivery.content) > limits.max_item_bytes and sniffed.format not in TABLES:
        reason = (
            f"the item is no table and larger than {limits.max_item_bytes:,} bytes; raise SANCTIONWIRE_MAX_ITEM_BYTES to take it"
        )
        return _refused(delivery, sniffed.format if reader else None, "too_large", reason)
    if reader is None or _is_no_text(reader, delivery, foreign):
        return _foreign(delivery, foreign)
    return replace(_read_by(reader, delivery, limits), confidence=sniffed.confidence)


def _is_no_text(reader: Reader, delivery: Delivery, foreign: Recognised | None) -> bool:
    """Tell whether a delivery is binary and the reader, which a hint may have forced, does not know its bytes better."""
    if foreign is None or not foreign.is_binary:
        return False
    return reader.sniff(opening(delivery.content), delivery) <= foreign.confidence


def _read_by(reader: Reader, delivery: Delivery, limits: Limits) -> Reading:
    name = reader.NAME
    try:
        return _checked(delivery, name, reader.read(delivery, limits), limits)
    except UnreadableError as error:
        return _refused(delivery, name, error.reason_code, str(error))
    except MemoryError:  # no error of the reader, and nothing here can be relied on any more
        raise
    except Exception as error:  # noqa: BLE001 - the story boundary: whatever one item breaks, the others go on
        reason = f"the {name} reader failed ({type(error).__name__}: {error}); report it with the archived item"
        return _refused(delivery, name, "reader_failed", reason)


def _recognise(delivery: Delivery) -> Recognised | None:
    return recognise(delivery, opening(delivery.content))


def _best(delivery: Delivery, foreign: Recognised | None) -> Sniffed:
    head = opening(delivery.content)
    scores = [(reader.sniff(head, delivery), name) for name, reader in READERS.items()]
    if foreign is not None:
        scores.append((foreign.confidence, foreign.format))
    confidence, name = max(scores)
    return Sniffed(name, confidence) if confidence >= MIN_CONFIDENCE else Sniffed("unknown", 0.0)


def _checked(delivery: Delivery, name: str, drafts: Sequence[Draft | NoStory], limits: Limits) -> Reading:
    """Sort a reader's drafts into stories and refusals."""
    kept, refused = [], []
    for draft in drafts:
        if isinstance(draft, NoStory):
            refused.append(_refusal(delivery, draft.reason_code, draft.reason))
            continue
        refusal = _flaw(delivery, draft, limits)
        if refusal is None:
            kept.append(draft)
        else:
            refused.append(refusal)
    if not kept and not refused:
        refused.append(_refusal(delivery, "empty", "the item holds no story; check what was sent"))
    if delivery.hints is not None and len(kept) == 1:
        kept = [with_hints(kept[0], delivery.hints)]
    return Reading(name, tuple(kept), tuple(refused))


def _flaw(delivery: Delivery, draft: Draft, limits: Limits) -> Refusal | None:
    """Return why a draft is no story, if it is none."""
    if len(draft.text) > limits.max_story_chars:
        reason = (
            f"the story has {len(draft.text):,} characters, the limit is {limits.max_story_chars:,}; "
            "split it, or raise SANCTIONWIRE_MAX_STORY_CHARS"
        )
        return _refusal(delivery, "too_large", reason)
    words = len(WORD.findall(draft.text))
    is_kill = draft.publish_status is PublishStatus.CANCELED and draft.provider_key is not None  # needs no words to be one
    if words < (MIN_WORDS_BELOW_HEADLINE if draft.headline else MIN_WORDS) and not is_kill:
        return _refusal(
            delivery, "little_text", f"story {draft.position} of the item has {words} words; send the story with its text"
        )
    return None


def _foreign(delivery: Delivery, foreign: Recognised | None) -> Reading:
    """Refuse what no reader takes, and say what it looks like."""
    advice = f"convert it to one of: {', '.join(known_formats())}"
    if foreign is None:
        return _refused(delivery, None, "unknown_format", f"the item is in no format that is told; {advice}")
    if foreign.is_definition:
        reason = f"the item is {foreign.description}: it describes stories and holds none; send the stories themselves"
        return _refused(delivery, foreign.format, "no_story", reason)
    reason_code = "format_not_supported" if foreign.is_wire else "unknown_format"
    return _refused(delivery, foreign.format, reason_code, f"the item is {foreign.description}, which is not read; {advice}")


def _refused(delivery: Delivery, name: str | None, reason_code: str, reason: str) -> Reading:
    return Reading(name, refused=(_refusal(delivery, reason_code, reason),))


def _refusal(delivery: Delivery, reason_code: str, reason: str) -> Refusal:
    return Refusal(delivery.uri, "read", reason_code, reason, delivery)
