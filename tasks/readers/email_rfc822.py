"""Mails (RFC 5322, MIME) and mailboxes of them: subject, date and sender as metadata, the plain text as the story."""

import re
from collections.abc import Sequence
from email.message import Message

from tasks.readers.draft import Draft, KeyReference, NoStory
from tasks.readers.errors import UnreadableError
from tasks.readers.mail_parts import mail
from tasks.readers.mail_parts.mail_form import Form, read_form
from tasks.readers.mail_parts.mail_text import MailText, read_text
from tasks.readers.values.front_matter import stamp
from tasks.readers.values.language_tag import primary_language
from tasks.sources.delivery import Delivery
from tasks.sources.limits import Limits
from warehouse.codes import LinkKind

NAME = "email_rfc822"

# The first line of a mail. Matches "Received: by" and "From desk@"; misses "Source: desk".
START = re.compile(r"From \S+@|(?:[A-Z][A-Za-z]*-[\w-]+|Received|From|To|Date|Subject|Return-Path|Sender):", re.IGNORECASE)
# A header that only mail has. Matches "Message-ID: <"; misses "Date: Monday".
MAIL_ONLY = re.compile(
    r"^(?:Received|Return-Path|Delivered-To|Message-ID|MIME-Version|Content-Transfer-Encoding):", re.IGNORECASE | re.MULTILINE
)
# A sender's address. Matches "From: Desk <desk@wire.example>"; misses "From: our correspondent".
FROM_ADDRESS = re.compile(r"^From:[^\n]*\S@\S", re.IGNORECASE | re.MULTILINE)
# Another header that tells a mail. Matches "To: desk" and "Date: Mon"; misses "Source: desk".
BESIDE_FROM = re.compile(r"^(?:To|Date|Subject):", re.IGNORECASE | re.MULTILINE)
# The blank line after a mail's headers. Matches "\r\n\r\n"; misses "\n text".
BLANK_LINE = re.compile(r"\r?\n[ \t]*\r?\n")
# What an answer or a forwarding puts before a subject. Matches "Re: ", "FW: " and "Fwd: "; misses "Rebels: ".
ANSWER = re.compile(r"(?:\s*(?:re|fwd?|aw|wg|sv|tr)\s*(?:\[\d+\])?\s*:\s*)+", re.IGNORECASE)


def sniff(head: str, delivery: Delivery) -> float:
    """Return how sure it is that the delivery is a mail, from its first line and its headers."""
    if not START.match(head):
        return 0.97 if delivery.media_type == "message/rfc822" else 0.0
    headers = BLANK_LINE.split(head, maxsplit=1)[0]
    if MAIL_ONLY.search(headers):
        return 0.97
    return 0.9 if FROM_ADDRESS.search(headers) and BESIDE_FROM.search(headers) else 0.0


def read(delivery: Delivery, limits: Limits) -> Sequence[Draft | NoStory]:
    """Return the story of a mail, or those of a mailbox. Raise UnreadableError for a mail that is over its limits."""
    if len(delivery.content) > limits.max_item_bytes:
        reason = f"the mail is larger than {limits.max_item_bytes:,} bytes; split it, or raise SANCTIONWIRE_MAX_ITEM_BYTES"
        raise UnreadableError("too_large", reason)
    return [_story(message, position, limits) for position, message in enumerate(mail.messages(delivery.content))]


def _story(message: Message, position: int, limits: Limits) -> Draft | NoStory:
    subject = mail.header(message, "Subject")
    try:
        told = read_text(message, limits)
        form = read_form(told.text, limits) if told else None
    except UnreadableError as error:
        return NoStory(error.reason_code, f"mail {position} ({subject or 'without a subject'}): {error}")
    if told is None or not told.text.strip():
        files = "; its attachments are items of their own" if message.is_multipart() else ""
        return NoStory("empty", f"mail {position} ({subject or 'without a subject'}) holds no text{files}")
    return _draft(message, position, told, form or Form(told.text, is_laid_out=told.is_laid_out), subject)


def _draft(message: Message, position: int, told: MailText, form: Form, subject: str | None) -> Draft:
    name, address = mail.sender(message)
    issued = stamp(mail.header(message, "Date") or "")
    return Draft(
        text=form.text,
        reader=NAME,
        position=position,
        is_laid_out=form.is_laid_out,
        provider=name or address,
        provider_key=_key(mail.header(message, "Message-ID")),
        headline=form.headline or (ANSWER.sub("", subject, count=1) if subject and ANSWER.match(subject) else subject),
        slugline=form.slugline,
        byline=form.byline,
        dateline=form.dateline,
        published_at=issued[0] if issued else None,
        published_precision=issued[1] if issued else None,
        urgency=form.urgency,
        language=primary_language((mail.header(message, "Content-Language") or "").partition(",")[0]),
        keywords=form.keywords or _keywords(message),
        subjects=form.subjects,
        notes=(*form.notes, *told.notes),
        references=_references(message),
    )


def _references(message: Message) -> tuple[KeyReference, ...]:
    """Return the mails that this one takes the place of (RFC 2156, `Supersedes`); an answer replaces nothing."""
    keys = (_key(mail.header(message, name)) for name in ("Supersedes", "Replaces", "Obsoletes"))
    return tuple(KeyReference(LinkKind.SUPERSEDES, key) for key in dict.fromkeys(filter(None, keys)))


def _keywords(message: Message) -> tuple[str, ...]:
    words = (mail.header(message, "Keywords") or "").split(",")
    return tuple(dict.fromkeys(word.strip() for word in words if word.strip()))


def _key(written: str | None) -> str | None:
    """Return a message's id without its angle brackets."""
    return written.split()[0].strip("<>") or None if written else None
