"""Who sent a message: the metadata's provider, else the desk's letters, the dateline's agency, the copyright owner."""

import re
from collections.abc import Iterable

from tasks.readers.draft import Draft
from tasks.text.layout import Layout
from tasks.text.slugline import Header, Slug

# The letters of an American transmission line. Match: "NG-UN-09-12-03". Miss: "NGA 062131 GMT".
_STAMP_LETTERS = re.compile(r"(?P<sender>[A-Z]{2,5})-[A-Z]{2,5}-\d\d-\d\d-\d\d")
# Who owns the text. Match: "(c) 2006, Northgate News Service.", "Copyright 2012 Northgate. All". Miss: "(c) 2006".
_OWNER = re.compile(
    r"(?:copyright|\(c\)|©)[\s,:]*(?:\(c\)|©)?[\s,:]*(?:(?:19|20)\d\d(?:-\d{2,4})?)?[\s,:]*(?:by\s+)?(?:the\s+)?"
    r"(?P<owner>[^\W\d_][\w.&’' -]{1,60}?)\s*(?:\.\s|\.?$|,?\s+all\s+rights|\()",
    re.IGNORECASE,
)
# The letters of a message number. Match: "NG" of "NG0412". Miss: "0412".
_LETTERS = re.compile(r"[A-Za-z]+")


def sender_of(draft: Draft, slug: Slug | None, header: Header | None, layout: Layout) -> str | None:
    """Return who sent the message, or None where nothing says so."""
    if draft.provider:
        return draft.provider
    number = _LETTERS.match(slug.number) if slug and slug.number else None
    return (
        (number.group() if number and len(number.group()) > 1 else None)
        or (header.sender if header and len(header.sender) > 1 else None)
        or _first(_STAMP_LETTERS, layout.texts_of("tail_stamp"), "sender")
        or (layout.dateline.agency if layout.dateline else None)
        or _first(_OWNER, layout.texts_of("copyright"), "owner")
    )


def _first(pattern: re.Pattern[str], texts: Iterable[str], group: str) -> str | None:
    """Return the first group that the pattern finds."""
    return next((match[group].strip() for text in texts if (match := pattern.search(text))), None)
