"""IPTC 7901: the European telex format, as dpa and ATS send it.

SOH source and number, priority, category, word count, the agency's own number; the keyword line; STX headline ending in " =",
byline, text; ETX day, hour, month and year; EOT. A time without a zone is taken to be in UTC. Text is ASCII or ISO 8859-1.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from tasks.readers.draft import Draft, Note
from tasks.readers.telex_parts.control_wire import Message, head_of, is_framed, messages
from tasks.readers.telex_parts.margin import runs
from tasks.sources.delivery import Delivery
from tasks.sources.limits import Limits
from warehouse.codes import ContentKind, Precision

NAME = "iptc7901"
MARGIN = 69  # columns of a telex line
INDENT = 2  # blanks that begin a paragraph

# The header line. Match: "eca062 4 i 211 ccccb   dpa 061", "bsf025 3 ec 121   etf 967". Miss: "W2607\x1fasian".
HEADER = re.compile(
    r"(?P<source>[A-Za-z]{1,4})\s?(?P<number>\d{3,5})\s+(?P<priority>[1-9])\s+(?P<category>[A-Za-z]{1,3})"
    r"(?:\s+(?P<words>\d{1,5}))?(?P<rest>[^\n]*)"
)
# The agency and its own number at the end of the header. Match: "ccccb   dpa 061", "dpa-tns 0908". Miss: "ccccb".
SERVICE = re.compile(r"(?P<agency>[A-Za-z]{2,6})(?:-[A-Za-z]+)?\s+\d{2,5}\s*$")
# The agencies in the brackets of a dateline. Match: "Berlin (dpa) - ", "Paris (ats afp) Les". Miss: "(SPD)" further on.
AGENCIES = re.compile(r"\s*[^\W\d_][^()\n]{1,60}\((?P<agencies>[a-z][a-z/ ]{1,30})\)")
# When it was sent: day, hour, zone, month, year. Match: "131137 GMT Nov 13", "091223 dec 18". Miss: "131137".
STAMP = re.compile(
    r"(?P<day>\d\d)(?P<hour>\d\d)(?P<minute>\d\d)\s*(?:GMT|UTC|Z)?\s+"
    r"(?P<month>[^\W\d_]{3,9})\.?\s+(?P<year>\d{4}|\d\d)\b",
    re.IGNORECASE,
)
# The months by their first letters in English, German and French. Match: "Dez" of "Dez", "juil". Miss: "now".
MONTHS = re.compile(
    r"(?:(jan)|(feb|fév|fev)|(mar|mär|mae)|(apr|avr)|(may|mai)|(jun|juin)|(jul|juil)|(aug|aoû|aou)|(sep)|(oct|okt)|(nov)|(dec|dez|déc))",
    re.IGNORECASE,
)
# A byline. Match: "By Jane Roe, Northgate", "Von Jane Roe, nga", "Par Jane Roe". Miss: "Von der Leyen tritt an".
BYLINE = re.compile(r"(?:By|BY|Von|VON|Par|PAR|Di|Door|Por)\s+(?P<names>[^\W\d_a-z][^,=\n]{2,80}?)(?:,\s*[^=\n]{2,60})?")
# A remark of the desk above the headline. Match: "(Achtung)", "(Zusammenfassung 1500 - neu: Zitat)". Miss: "(SPD) wins".
REMARK = re.compile(r"\((?P<words>.*)\)")
# A remark that speaks to desks alone. Match: "(Achtung)", "(Attention rédactions)". Miss: "(Zusammenfassung)".
TO_DESKS = re.compile(r"\(\s*(?:achtung|attention|service|avis)\b", re.IGNORECASE)


@dataclass(frozen=True)
class _Title:
    """What stands between start of text and the lead."""

    headline: str | None
    byline: str | None
    notes: tuple[Note, ...]


def sniff(_: str, delivery: Delivery) -> float:
    """Return how sure it is that the delivery is in this format; a frame with another header may still be one."""
    head = head_of(delivery.content)
    if not head.startswith("\x01"):
        return 0.0
    return 0.98 if HEADER.match(head[1:].lstrip()) else 0.92 if is_framed(delivery.content) else 0.0


def read(delivery: Delivery, limits: Limits) -> Sequence[Draft]:
    """Return one draft a message. Raise UnreadableError if there is no message."""
    return [_draft(message, position) for position, message in enumerate(messages(delivery, limits))]


def _draft(message: Message, position: int) -> Draft:
    """Return the draft of one message."""
    header = HEADER.match(message.header[0]) if message.header else None
    topics = [line for line in message.header[1 if header else 0 :] if line]
    title, lines = _title(message.text.split("\n"))
    published = _published(message.trailer)
    remarks = [note.text for note in title.notes if note.kind == "editors_note"]
    return Draft(
        text=_laid_out(lines),
        reader=NAME,
        position=position,
        is_laid_out=True,
        provider=_provider(header, "\n".join(lines)),
        version_key=header["source"] + header["number"] if header else None,
        headline=title.headline,
        slugline=_slugline(topics),
        byline=title.byline,
        published_at=published,
        published_precision=Precision.MINUTE if published else None,
        urgency=int(header["priority"]) if header else None,
        content_kind=ContentKind.ADVISORY if any(map(TO_DESKS.match, remarks)) else None,
        keywords=tuple(dict.fromkeys(word.strip() for line in topics for word in line.split("/") if word.strip())),
        subjects=(f"iptc7901_category:{header['category'].lower()}",) if header else (),
        notes=(*([Note("header", message.header[0])] if header else []), *title.notes, *_stamp_note(message.trailer)),
    )


def _slugline(topics: Sequence[str]) -> str | None:
    """Return the keyword line; one word alone, "France", is a heading that a hundred stories of a day share."""
    line = " ".join(topics)
    return line if re.search(r"[/-]", line.strip("/ ")) else None


def _title(lines: Sequence[str]) -> tuple[_Title, list[str]]:
    """Return what stands above the lead, and the lines from the lead on."""
    start = next((at for at, line in enumerate(lines) if line.strip()), 0)
    end = next((at for at in range(start, len(lines)) if not lines[at].strip()), len(lines))
    marked = [at for at in range(start, end) if lines[at].rstrip().endswith("=")]
    end = marked[-1] + 1 if marked else end
    if not marked and end == len(lines):
        return _Title(None, None, ()), list(lines)
    return _read_title(lines[start:end]), list(lines[end:])


def _read_title(lines: Sequence[str]) -> _Title:
    """Tell headline, byline and remarks apart; a word on a line of its own above the headline is a mark of the desk."""
    words: list[str] = []
    notes: list[Note] = []
    byline: str | None = None
    for run in runs([line.rstrip() for line in lines], MARGIN):
        text = " ".join(" ".join(run).split()).removesuffix("=").rstrip()
        if REMARK.fullmatch(text):
            notes.append(Note("editors_note", text))
        elif words and (signed := BYLINE.fullmatch(text)):
            byline = byline or signed["names"].strip()
        elif text:
            words.append(text)
    while len(words) > 1 and words[0].isalpha():
        notes.append(Note("desk_mark", words.pop(0)))
    return _Title(" ".join(words) or None, byline, tuple(notes))


def _laid_out(lines: Sequence[str]) -> str:
    """Return the text with an empty line in front of every paragraph that only its indentation begins."""
    parted: list[str] = []
    for line in lines:
        is_indented = len(line) - len(line.lstrip()) >= INDENT
        parted += ["", line.rstrip()] if is_indented and line.strip() else [line.rstrip()]
    return "\n".join(parted).strip("\n")


def _provider(header: re.Match[str] | None, text: str) -> str | None:
    """Return the agency that the dateline names, the one of the header if it is among them, else that of the header alone."""
    found = SERVICE.search(header["rest"]) if header else None
    sender = found["agency"].lower() if found else None
    named = AGENCIES.match(text.lstrip("\n "))
    agencies = re.split(r"[/ ]+", named["agencies"]) if named else []
    return sender if sender in agencies or not agencies else agencies[0]


def _stamp_note(trailer: str) -> list[Note]:
    """Return the time stamp as it was sent."""
    words = " ".join(trailer.split())
    return [Note("tail_stamp", words)] if words else []


def _published(trailer: str) -> datetime | None:
    """Return the moment of the time stamp."""
    stamp = STAMP.search(trailer)
    month = MONTHS.match(stamp["month"]) if stamp else None
    if stamp is None or month is None or month.lastindex is None:
        return None
    year = int(stamp["year"])
    full_year = year if year > 99 else year + (1900 if year >= 70 else 2000)  # noqa: PLR2004 - POSIX: 69 is 2069
    try:
        return datetime(full_year, month.lastindex, int(stamp["day"]), int(stamp["hour"]), int(stamp["minute"]), tzinfo=UTC)
    except ValueError:
        return None
