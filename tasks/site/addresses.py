"""File names of pages: made from ids alone, so that a link to a page holds as long as the id does."""

import hashlib
import re

# What a file name may be made of without a second thought. Matches "story_0a1b"; misses "../etc" and "a b".
PLAIN_ID = re.compile(r"[a-z][a-z0-9_]{1,80}")
COUNTRY_CODE = re.compile(r"[A-Z]{2}")
NO_LETTER = re.compile(r"[^a-z0-9]+")
LONGEST_SLUG = 48  # characters
DIGEST_HEX_DIGITS = 8


def page_name(identifier: str) -> str:
    """Return the file name, without its ending, of the page of a story or case."""
    return identifier if PLAIN_ID.fullmatch(identifier) else _told_apart(identifier)


def party_name(party: str) -> str:
    """Return the file name, without its ending, of the pages of a country code or of any other name."""
    return party.lower() if COUNTRY_CODE.fullmatch(party) else _told_apart(party)


def _told_apart(text: str) -> str:
    """Return readable letters with a digest, which tells names apart that differ in other characters or in letter case."""
    digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:DIGEST_HEX_DIGITS]
    slug = NO_LETTER.sub("-", text.lower()).strip("-")[:LONGEST_SLUG].strip("-")
    return f"{slug}-{digest}" if slug else digest
