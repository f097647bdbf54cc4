"""What ANPA 1312 and IPTC 7901 have in common: messages framed by control characters, as lines carried them.

A message: SOH header STX text ETX time stamp EOT, with SYN, NUL and DEL as filling in front, behind and in between.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from tasks.readers.errors import UnreadableError
from tasks.sources.delivery import Delivery
from tasks.sources.limits import Limits

SOH, STX, ETX, EOT = "\x01", "\x02", "\x03", "\x04"
SNIFFED_BYTES = 65_536
SOH_BYTES = (b"\x01", b"\x81")  # without and with a parity bit
HIGH_BITS = bytes(range(0x80, 0x100))
HIGH_BIT_SHARE = 0.2  # parity sets the eighth bit of about half of the bytes
FILLING = b"\x00\x7f"
STRIPPED = bytes(range(0x80)) * 2  # every byte without its eighth bit

# A message up to its start of text. Match: SOH "eca062 4 i 211" CR LF STX. Miss: "ZCZC", SOH SOH STX.
_FRAME = re.compile(r"[\x16\r\n\t ]*\x01[^\x00-\x08]{3,500}\x02")


@dataclass(frozen=True)
class Message:
    """One message: the lines of its header, its text and what stands behind the text."""

    header: tuple[str, ...]
    text: str
    trailer: str


def head_of(content: bytes) -> str:
    """Return how the bytes begin, without parity bits and filling, one character a byte; nothing where no header starts."""
    if not any(start in content[:SNIFFED_BYTES] for start in SOH_BYTES):
        return ""
    return _without_filling(content[:SNIFFED_BYTES]).decode("latin-1").lstrip("\x16\r\n\t ")


def is_framed(content: bytes) -> bool:
    """Tell whether the bytes begin with a message of a control-character wire."""
    return _FRAME.match(head_of(content)) is not None


def messages(delivery: Delivery, limits: Limits) -> list[Message]:
    """Return the messages of a delivery in order. Raise UnreadableError if it is too large or holds no message."""
    if len(delivery.content) > limits.max_item_bytes:
        reason = f"the item is larger than {limits.max_item_bytes:,} bytes; split it, or raise SANCTIONWIRE_MAX_ITEM_BYTES"
        raise UnreadableError("too_large", reason)
    found = list(_messages(_decoded(_without_filling(delivery.content))))
    if not found:
        reason = "the item has no message between start of header (SOH) and start of text (STX); check what was sent"
        raise UnreadableError("malformed", reason)
    return found


def _messages(text: str) -> Iterator[Message]:
    """Yield what stands between SOH and EOT or the next SOH, where it has a start of text."""
    for part in text.split(SOH)[1:]:
        header, start, rest = part.partition(EOT)[0].partition(STX)
        if start:
            body, _, trailer = rest.partition(ETX)
            yield Message(tuple(line.strip("\x16 ") for line in header.split("\n") if line.strip("\x16 ")), body, trailer)


def _without_filling(content: bytes) -> bytes:
    """Return the bytes without NULs and DELs, and without parity bits where all of them carry one."""
    bare = content.translate(STRIPPED) if _has_parity(content[:SNIFFED_BYTES]) else content
    return bare.translate(None, delete=FILLING)


def _has_parity(sample: bytes) -> bool:
    """Tell whether the eighth bit is a parity bit: often set, and so that all bytes have an even or all an odd number of ones."""
    high = len(sample) - len(sample.translate(None, delete=HIGH_BITS))
    if high <= HIGH_BIT_SHARE * len(sample):
        return False
    odd = sum(byte.bit_count() % 2 for byte in sample)
    return odd in (0, len(sample)) or high == len(sample)


def _decoded(content: bytes) -> str:
    """Return the text: UTF-8 if it is, else windows-1252 with ISO 8859-1 for what that leaves undefined."""
    for charset in ("utf-8", "cp1252", "latin-1"):
        try:
            text = content.decode(charset)
        except UnicodeDecodeError:
            continue
        return text.replace("\r\n", "\n").replace("\r", "\n")
    raise AssertionError("every byte is a character of latin-1")
