"""What the headers of an HTTP answer mean."""

import email.utils
import re
from datetime import UTC, datetime
from email.message import Message

# A validator that can be sent back as it came. Matches '"v1"' and 'W/"a b"'; misses text beyond ASCII and over-long text.
VALIDATOR = re.compile(r"[\x20-\x7e]{1,500}")


def content_type(header: str | None) -> tuple[str | None, str | None]:
    """Return the media type and the charset that a Content-Type header declares."""
    if not header:
        return None, None
    message = Message()
    message["Content-Type"] = header.replace("\r", "").replace("\n", "")
    charset = message.get_param("charset")
    return message.get_content_type(), charset.strip() or None if isinstance(charset, str) else None


def retry_after_s(header: str | None, now: datetime) -> float | None:
    """Return the seconds a Retry-After header asks for: a number, or a date (RFC 9110, 10.2.3)."""
    if not header:
        return None
    if header.strip().isdecimal():
        return float(header)
    try:
        at = email.utils.parsedate_to_datetime(header)
    except (ValueError, OverflowError):  # a year of twenty digits
        return None
    at = at if at.tzinfo else at.replace(tzinfo=UTC)
    return max(0.0, (at - now).total_seconds())


def validator(header: str | None) -> str | None:
    """Return an ETag or Last-Modified header if it can be sent back as it came."""
    return header if header and VALIDATOR.fullmatch(header) else None
