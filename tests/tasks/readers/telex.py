"""Messages of control-character wires, put together from their parts; the agencies are invented."""

from tasks.readers.draft import Draft
from tasks.stories.clean import Cleaned, clean
from tests.tasks.text.wire import FETCHED_AT

SYN, SOH, STX, ETX, EOT, US = b"\x16", b"\x01", b"\x02", b"\x03", b"\x04", b"\x1f"


def anpa(
    *lines: str,
    number: str = "a0412",
    selector: str = "-----",
    header: str = "u i\x13\x11 BC-Freedonia-Talks   03-02 0312",
    stamp: str = "NG-WF-03-02-94 1410EST",
) -> bytes:
    """Return one ANPA 1312 message with these lines of text."""
    text = "\r\n".join(lines).encode()
    head = SYN * 2 + SOH + number.encode() + US + selector.encode() + b"\r\n" + header.encode() + b"\r\n"
    return head + STX + text + b"\r\n\t   " + ETX + stamp.encode() + b"<\r\n\x0c\r\n" + EOT


def iptc(
    *lines: str,
    header: str = "ngw062 3 pl 120   nga 061",
    topics: str = "Freedonia-talks/",
    stamp: str = "021410 GMT Mar 94",
    charset: str = "latin-1",
) -> bytes:
    """Return one IPTC 7901 message with these lines of text."""
    text = "\r\n".join(lines).encode(charset)
    head = b"\x7f\x7f\r\n\x7f" + SOH + header.encode() + b"\r\n\r\n" + topics.encode() + b"\r\n"
    return head + STX + text + b"\r\n" + ETX + stamp.encode() + b"\r\n\x7f\x7f\r\n" + EOT


def with_even_parity(content: bytes) -> bytes:
    """Return the bytes with the eighth bit that makes the number of ones even."""
    return bytes(byte | 0x80 if byte.bit_count() % 2 else byte for byte in content)


def cleaned_draft(draft: Draft) -> Cleaned:
    """Return a draft as a cleaned story."""
    return clean(draft, document_id="d", source_uri="file:///story.txt", fetched_at=FETCHED_AT, run_id="r")
