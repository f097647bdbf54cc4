"""Mails taken apart by the standard library: the messages of a mailbox, their headers as text, their parts.

The headers are read as they were sent and decoded here: the library's own grammar of headers raises on broken ones.
"""

import re
from collections.abc import Iterator
from email import message_from_bytes, policy
from email.errors import HeaderParseError
from email.header import decode_header
from email.message import Message
from email.utils import parseaddr

from tasks.readers.charset import decode
from tasks.readers.errors import UnreadableError

MAX_LINES = 300_000  # of one message; each boundary is searched in each of them
MAX_PARTS = 50  # that hold parts of their own, in one message
MAX_HEADER_CHARS = 10_000
WESTERN = "windows-1252"
BLANK = b" \t\r\n\f\xef\xbb\xbf"

# The line that opens a message in a mailbox. Matches "From desk@a.example Mon Nov 24 10:00:00 2025"; misses "From here on".
ENVELOPE = re.compile(rb"^From \S+[^\n]*\d\d:\d\d[^\n]*\b\d{4}\b[^\n]*\n", re.MULTILINE)
# An envelope line as text quotes it in a mailbox. Matches ">From " and ">>From "; misses "> From".
QUOTED_ENVELOPE = re.compile(rb"^>(>*From )", re.MULTILINE)
# What says that a part holds further parts. Matches "boundary=" and "message/rfc822"; misses "boundary line".
HOLDS_PARTS = re.compile(rb"\bboundary(?:\*0?\*?)?\s*=|:\s*message/", re.IGNORECASE)
# A header that says what a part is, with its folded lines. Matches "Content-Type: text/plain;\n charset=x"; misses " a: b".
CONTENT_HEADER = re.compile(rb"^content-[\w-]{1,40}:[^\n]*(?:\n[ \t][^\n]*)*", re.MULTILINE | re.IGNORECASE)
# The bytes that the library could not decode, as it keeps them in text. Matches "\udce9"; misses "é".
RAW_BYTE = re.compile("[\udc80-\udcff]")
# An encoded word. Matches "=?utf-8?Q?a?="; misses "a = b?".
ENCODED_WORD = re.compile(r"=\?[^?\s]+\?[BbQq]\?")


def messages(content: bytes) -> Iterator[Message]:
    """Yield the messages of a mailbox, or the one message of a mail. Raise UnreadableError for one that is over its limits."""
    stripped = content.lstrip(BLANK)
    starts = [match.span() for match in ENVELOPE.finditer(stripped)] if stripped.startswith(b"From ") else []
    if not starts or starts[0][0] != 0:
        yield _parsed(stripped)
        return
    ends = [start for start, _ in starts[1:]] + [len(stripped)]
    for (_, start), end in zip(starts, ends, strict=True):
        yield _parsed(QUOTED_ENVELOPE.sub(rb"\1", stripped[start:end]))


def header(message: Message, name: str) -> str | None:
    """Return a header as text on one line, encoded words and raw bytes decoded; None where it is missing or blank."""
    for key, value in message.raw_items():
        if key.lower() == name.lower():
            return " ".join(_decoded(message, str(value)[:MAX_HEADER_CHARS]).split()) or None
    return None


def sender(message: Message) -> tuple[str | None, str | None]:
    """Return the name and the address of who a mail is from; None for what it does not tell."""
    raw = next((str(value) for key, value in message.raw_items() if key.lower() == "from"), "")[:MAX_HEADER_CHARS]
    name, address = parseaddr(" ".join(raw.split()))
    return " ".join(_decoded(message, name).split()) or None, address if "@" in address else None


def content(part: Message) -> bytes:
    """Return the bytes of a part without its transfer encoding."""
    payload = part.get_payload(decode=True)
    return payload if isinstance(payload, bytes) else b""


def text(part: Message) -> str:
    """Return the text of a part. Raise UnreadableError where no charset fits its bytes."""
    return decode(content(part), declared_charset(part)).text


def declared_charset(part: Message) -> str | None:
    """Return the charset that a part declares, or None where it declares none that can be read."""
    try:
        return part.get_content_charset()
    except (LookupError, ValueError):
        return None


def leaves(message: Message) -> list[Message]:
    """Return the parts without parts of their own, in order; a mail that is attached whole is one of them."""
    if message.get_content_maintype() == "message" or not message.is_multipart():
        return [message]
    return [leaf for part in message.get_payload() if isinstance(part, Message) for leaf in leaves(part)]


def _parsed(raw: bytes) -> Message:
    if raw.count(b"\n") > MAX_LINES or len(HOLDS_PARTS.findall(raw)) > MAX_PARTS:
        reason = f"the mail has more than {MAX_LINES:,} lines, or {MAX_PARTS} parts that hold parts; send its text alone"
        raise UnreadableError("too_deep", reason)
    if any(len(match[0]) > MAX_HEADER_CHARS for match in CONTENT_HEADER.finditer(raw)):
        reason = f"a header of the mail has more than {MAX_HEADER_CHARS:,} characters; send its text alone"
        raise UnreadableError("malformed", reason)
    return message_from_bytes(raw, policy=policy.compat32)


def _decoded(message: Message, value: str) -> str:
    """Return a header decoded; raw bytes are in UTF-8 or in the charset of the mail's text."""
    if RAW_BYTE.search(value):
        told = next(filter(None, map(declared_charset, message.walk())), WESTERN)
        value = decode(value.encode("utf-8", "surrogateescape"), told).text
    if not ENCODED_WORD.search(value):
        return value
    try:
        pieces = decode_header(value)
    except (HeaderParseError, ValueError):
        return value
    return "".join(piece if isinstance(piece, str) else _word(piece, charset) for piece, charset in pieces)


def _word(piece: bytes, charset: str | None) -> str:
    """Return an encoded word; of a charset that does not fit, what can be read of it."""
    try:
        return decode(piece, charset or "ascii").text
    except UnreadableError:
        return piece.decode("ascii", "replace")
