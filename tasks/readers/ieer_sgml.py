"""NIST IE-ER 1999: newswire stories as SGML, with the names, times and numbers in them tagged.

The tags of the annotation ("<b_enamex type=...>", "<ENAMEX TYPE=...>") go, the words stay as they are, line by line.
DATE_TIME names no zone and is taken as it stands. The number of a document, APW19980429.1258, is the provider's key.
"""

import re
from collections.abc import Sequence
from datetime import UTC, datetime

from tasks.readers.draft import Draft, Note
from tasks.readers.telex_parts.sgml import characters, content, corpus_elements
from tasks.sources.delivery import Delivery
from tasks.sources.limits import Limits
from warehouse.codes import Precision

NAME = "ieer_sgml"

# How a file begins. Match: '<IEER_DOC type="NEWSWIRE"', "<DOC>\n<DOCNO> APW19980429.1258". Miss: "<DOC>\n<TITLE>".
OPENING = re.compile(r"\s*(?:<IEER_DOC\b|<DOC>\s*<DOCNO>)", re.IGNORECASE)
# A tag of the annotation or the markup. Match: '<b_enamex type="LOCATION">', "<e_enamex>", "</TEXT>". Miss: "<GTX>", "a < b".
TAG = re.compile(
    r"</?(?:[be]_)?(?:enamex|timex|numex)\b[^<>]*>|</?(?:DOC|BODY|TEXT|HEADLINE|P|TURN|ANNOTATION|SLUG|TRAILER)>", re.IGNORECASE
)
# The number of a document with the sender's letters. Match: "APW19980429.1258". Miss: "1258".
NUMBER = re.compile(r"(?P<sender>[A-Z]{2,5})\d{8}\.\d+")
# The time of a document. Match: "04/29/1998 15:10:00", "04/29/1998". Miss: "1998-04-29".
STAMP = re.compile(r"(?P<day>\d\d/\d\d/\d{4})(?:\s+(?P<hour>\d\d:\d\d:\d\d))?")
# The letters by which the Linguistic Data Consortium names a newswire.
PROVIDERS = {"APW": "AP", "NYT": "New York Times"}


def sniff(head: str, _: Delivery) -> float:
    """Return how sure it is that the delivery is in this format."""
    return 0.98 if OPENING.match(head) else 0.0


def read(delivery: Delivery, limits: Limits) -> Sequence[Draft]:
    """Return one draft a document. Raise UnreadableError if there is no document."""
    return [_draft(document, position) for position, document in enumerate(corpus_elements(delivery, "DOC", limits))]


def _draft(document: str, position: int) -> Draft:
    """Return the draft of one document."""
    number = _words(document, "DOCNO")
    sender = NUMBER.fullmatch(number or "")
    published = _published(_words(document, "DATE_TIME") or "")
    kind = _words(document, "DOCTYPE")
    text = content(document, "TEXT") or (content(document, "BODY") or "").partition("</HEADLINE>")[2]
    return Draft(
        text=characters(TAG.sub("", text)).strip("\n"),
        reader=NAME,
        position=position,
        provider=PROVIDERS.get(sender["sender"], sender["sender"]) if sender else None,
        provider_key=number,
        headline=_words(document, "HEADLINE"),
        published_at=published[0] if published else None,
        published_precision=published[1] if published else None,
        language="en",
        notes=(Note("header", kind),) if kind else (),
    )


def _words(document: str, name: str) -> str | None:
    """Return the words of an element, with one blank between them."""
    return " ".join(characters(TAG.sub("", content(document, name) or "")).split()) or None


def _published(stamp: str) -> tuple[datetime, Precision] | None:
    """Return the moment of a document and how exact it is."""
    match = STAMP.match(stamp)
    if match is None:
        return None
    form = "%m/%d/%Y %H:%M:%S" if match["hour"] else "%m/%d/%Y"
    try:
        at = datetime.strptime(" ".join(filter(None, match.groups())), form).replace(tzinfo=UTC)
    except ValueError:
        return None
    return at, Precision.SECOND if match["hour"] else Precision.DAY
