"""Take the attached files out of a mail; each is an item of its own."""

import io
from collections.abc import Iterator
from dataclasses import dataclass
from email.message import Message
from mimetypes import guess_extension

from tasks.readers.mail_parts import mail
from tasks.readers.mail_parts.mail_text import file_name, is_attached
from tasks.sources.containers.kinds import HEAD_BYTES, kind_of
from tasks.sources.delivery import Delivery, Item, Refusal
from tasks.sources.limits import Limits
from tasks.sources.spool import Spool

PICTURES_AND_SOUNDS = frozenset({"image", "audio", "video", "font"})
MAX_NAME_CHARS = 200


@dataclass(frozen=True)
class Attachment:
    """One attached file. `name` is one step of a path: it never leads out of the mail."""

    name: str
    content: bytes
    media_type: str
    charset: str | None


def expand_mail(item: Item, delivery: Delivery, spool: Spool, limits: Limits) -> Iterator[Item | Refusal]:
    """Yield the attached files, put into the spool, as items named behind their mail: `/path/mail.eml!/1-story.xml`."""
    if item.nesting >= limits.max_archive_nesting:
        reason = f"mails and archives nest more than {limits.max_archive_nesting} deep; its attached files are not read"
        yield Refusal(item.uri, "unpack", "too_deep", reason)
        return
    for attachment in attachments(delivery, limits):
        uri = f"{item.uri}!/{attachment.name}"
        is_container = kind_of(attachment.content[:HEAD_BYTES]) is not None
        stored = spool.put(attachment.content, io.BytesIO(), limits.max_item_bytes, alone=is_container)
        if stored is None:
            reason = f"it is larger than {limits.max_item_bytes:,} bytes; raise SANCTIONWIRE_MAX_ITEM_BYTES to take it"
            yield Refusal(uri, "unpack", "too_large", reason)
            continue
        yield Item(
            uri,
            byte_size=stored[1],
            spooled=stored[0],
            media_type=attachment.media_type,
            charset=attachment.charset,
            received_at=delivery.fetched_at,
            nesting=item.nesting + 1,
            outermost=item.outermost or item.uri,
            follows=item.follows,
        )


def attachments(delivery: Delivery, limits: Limits) -> Iterator[Attachment]:
    """Yield the attached files that may hold stories: no pictures, sounds or signatures. Raise UnreadableError as the reader."""
    if len(delivery.content) > limits.max_item_bytes:
        return
    number = 0
    for message in mail.messages(delivery.content):
        for part in filter(_may_hold_story, mail.leaves(message)):
            number += 1
            yield _attachment(part, number)


def _may_hold_story(part: Message) -> bool:
    """Tell whether a part is a file that a reader could take."""
    if not is_attached(part) or part.get_content_maintype() in PICTURES_AND_SOUNDS:
        return False
    return "signature" not in part.get_content_subtype()


def _attachment(part: Message, number: int) -> Attachment:
    media_type = part.get_content_type()
    told = (file_name(part) or "").replace("\\", "/").rpartition("/")[2].lstrip(".")[:MAX_NAME_CHARS]
    name = f"{number}-{told}" if told else f"{number}{guess_extension(media_type) or ''}"
    if media_type == "message/rfc822":
        held = part.get_payload()
        inner = held[0] if isinstance(held, list) and held else None
        whole = inner.as_bytes() if isinstance(inner, Message) else b""
        return Attachment(name, whole, media_type, None)
    return Attachment(name, mail.content(part), media_type, mail.declared_charset(part))
