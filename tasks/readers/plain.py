"""Plain text as wires send it: front matter and fields are taken off, telex files are split; a story's lines are all kept."""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from tasks.readers.charset import decode
from tasks.readers.draft import Draft
from tasks.readers.errors import UnreadableError
from tasks.readers.telex_parts import telex_fields
from tasks.readers.values.front_matter import take_off
from tasks.sources.delivery import Delivery
from tasks.sources.limits import Limits

NAME = "plain"

# The line that opens a telex message. Matches "ZCZC AAP" and "zczc"; misses "the ZCZC line".
ENVELOPE_START = re.compile(r"^[ \t]*ZCZC\b[^\n]*(?:\n|\Z)", re.IGNORECASE | re.MULTILINE)
# The line that closes it. Matches "NNNN" and "nnnn "; misses "NNNNN".
ENVELOPE_END = re.compile(r"^[ \t]*NNNN[ \t\x03\x04]*(?:\n|\Z)", re.IGNORECASE | re.MULTILINE)


def sniff(head: str, delivery: Delivery) -> float:
    """Return how sure it is that the delivery is plain text: what no other reader claims, if it holds words."""
    if not any(character.isalpha() for character in head):
        return 0.0
    return 0.6 if (delivery.media_type or "text/plain") == "text/plain" else 0.4


def read(delivery: Delivery, limits: Limits) -> Sequence[Draft]:
    """Return one draft per telex envelope, or one for the whole text. Raise UnreadableError if there is no text."""
    if len(delivery.content) > limits.max_item_bytes:
        reason = f"the text is larger than {limits.max_item_bytes:,} bytes; split it, or raise SANCTIONWIRE_MAX_ITEM_BYTES"
        raise UnreadableError("too_large", reason)
    text = decode(delivery.content, delivery.charset).text
    fields, text = take_off(text)
    stories = [story for story in messages(text) if story.strip()]
    drafts = [replace(fields, text=story, reader=NAME, position=position) for position, story in enumerate(stories)]
    return [telex_fields.take_off(draft) for draft in drafts]


def messages(text: str) -> list[str]:
    """Split a telex file before each opening and after each closing line; text between envelopes is a message too."""
    if ENVELOPE_START.search(text) is None:
        return [text]
    cuts = {match.start() for match in ENVELOPE_START.finditer(text)} | {match.end() for match in ENVELOPE_END.finditer(text)}
    bounds = sorted(cuts | {0, len(text)})
    return [text[start:end] for start, end in pairwise(bounds)]
