"""The text of a mail: which part holds it, its flowed lines joined, the sender's signature and legal notice told apart."""

import re
from dataclasses import dataclass
from email.message import Message

from tasks.readers.draft import Note
from tasks.readers.mail_parts import mail
from tasks.readers.markup import paragraphs, parse
from tasks.sources.limits import Limits

# The line before a signature (RFC 3676, 4.3). Matches "-- "; misses "--" in a line and "---".
SIGNATURE = re.compile(r"(?:\A|\n)--[ \t]?\n")
# The line that a mail server puts before its notice. Matches "________________"; misses "____ of the text".
NOTICE = re.compile(r"\n_{16,}[ \t]*\n")
MAX_NOTICE_CHARS = 3_000
MAX_QUOTE_DEPTH = 20


@dataclass(frozen=True)
class MailText:
    """The words of a mail. `is_laid_out` where they came as HTML, whose paragraphs are marked."""

    text: str
    notes: tuple[Note, ...] = ()
    is_laid_out: bool = False


def read_text(message: Message, limits: Limits) -> MailText | None:
    """Return the text of a mail: its plain text if it has any, else that of its HTML. None where it has neither."""
    shown = [part for part in mail.leaves(message) if not is_attached(part)]
    plain = "\n\n".join(filter(str.strip, (_plain(part) for part in shown if part.get_content_type() == "text/plain")))
    if plain.strip():
        return _cut(plain, is_laid_out=False)
    pages = [mail.text(part) for part in shown if part.get_content_type() == "text/html"]
    page = "\n\n".join(filter(None, (paragraphs(parse(markup, limits)) for markup in pages if markup.strip())))
    return _cut(page, is_laid_out=True) if page else None


def is_attached(part: Message) -> bool:
    """Tell whether a part is a file of its own rather than words of the mail."""
    if part.get_content_disposition() == "attachment":
        return True
    return bool(file_name(part)) or part.get_content_maintype() not in ("text", "multipart")


def file_name(part: Message) -> str | None:
    """Return the name of an attached file, or None where it has none that can be read."""
    try:
        name = part.get_filename()
    except (LookupError, ValueError):
        return None
    return " ".join(name.split()) or None if name else None


def unflowed(text: str, *, deletes_space: bool) -> str:
    """Join the lines that a sender has wrapped (RFC 3676): those that end in a space go on in the next one."""
    joined: list[str] = []
    goes_on, last_depth = False, 0
    for line in text.split("\n"):
        unquoted = line.lstrip(">")
        depth, rest = len(line) - len(unquoted), unquoted.removeprefix(" ")
        if goes_on and depth == last_depth and rest != "-- ":
            joined[-1] += rest
        else:
            joined.append(">" * depth + (" " if depth else "") + rest)
        goes_on, last_depth = rest.endswith(" ") and rest != "-- ", depth
        if goes_on and deletes_space:
            joined[-1] = joined[-1][:-1]
    return "\n".join(joined)


def _plain(part: Message) -> str:
    text = mail.text(part)
    if _parameter(part, "format") != "flowed":
        return text
    return unflowed(text, deletes_space=_parameter(part, "delsp") == "yes")


def _parameter(part: Message, name: str) -> str:
    value = part.get_param(name)
    return value.strip().lower() if isinstance(value, str) else ""


def _cut(text: str, *, is_laid_out: bool) -> MailText:
    """Take off the signature, and the notice of a mail server."""
    notes: list[Note] = []
    notice = NOTICE.search(text, max(0, len(text) - MAX_NOTICE_CHARS))
    if notice is not None and text[: notice.start()].strip():
        text, notes = text[: notice.start()], [Note("not_for_publication", text[notice.end() :].strip())]
    signature = SIGNATURE.search(text)
    if signature is not None and text[: signature.start()].strip():
        text, notes = text[: signature.start()], [Note("sign_off", text[signature.end() :].strip()), *notes]
    kept = tuple(note for note in notes if note.text)
    return MailText(text.strip("\n"), kept, is_laid_out)
