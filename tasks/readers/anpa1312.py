"""ANPA 1312: the American wire format, as AP, Kyodo and their followers send it.

SYN SYN SOH message number; the header line (anpa_header.py); STX; the keyword line and lines that each end in a typographic
command, "^Headline<", "^By JANE ROE=", "^Northgate Wire="; the text in indented paragraphs, rows of tables behind backspaces
(anpa_lines.py); ETX, the time stamp; EOT.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from tasks.readers.draft import Draft, Note
from tasks.readers.telex_parts.anpa_header import AnpaHeader, anpa_urgency, read_anpa_header
from tasks.readers.telex_parts.anpa_lines import has_table, laid_out, split_head
from tasks.readers.telex_parts.anpa_stamp import Stamp, read_stamp
from tasks.readers.telex_parts.control_wire import Message, head_of, messages
from tasks.sources.delivery import Delivery
from tasks.sources.limits import Limits
from tasks.text.byline import is_desk_line
from warehouse.codes import ContentKind

NAME = "anpa1312"
ALERT_URGENCIES = (1, 2)  # flash and bulletin

# The header lines up to the start of text.
# Match: SOH "W2607" US "asian" LF "r a" DC3 DC1 " BC-Talks" LF STX. Miss: SOH "eca062 4 i 211" CR LF STX.
FRAME = re.compile(
    r"\x01[^\x00-\x08]{1,80}?[\n\s][A-Za-z] ?[A-Za-z0-9] ?[\x13\x14]?[\x11\x12][^\x00-\x08]{0,300}\x02"
    r"|\x01[A-Za-z]{0,3}\d{3,5}[A-Za-z]*\x1f[^\x00-\x08\n]{0,40}\n[A-Za-z] [A-Za-z0-9][^\x00-\x08]{0,300}\x02"
)
# The message number and the service behind it. Match: "W2607\x1fasian", "a0105KYODO\x1fkoko-". Miss: "r a".
NUMBER = re.compile(r"(?P<number>[A-Za-z]{0,3}\d{3,5})(?P<service>[A-Za-z]{2,12})?(?:\x1f.*)?")
# A keyword with its cycle. Match: "BC-Freedonia-Talks", "AP-Top-News", "AM--Freedonia". Miss: "Freedonia talks".
KEYWORD = re.compile(r"(?:[A-Z]{2,3}s?)-{1,2}\S")
# The cycle in front of a keyword. Match: the "BC-" of "BC-Freedonia". Miss: "Freedonia-Talks".
CYCLE = re.compile(r"(?:BC|AM|PM|AP)s?-{1,2}")
# The word count that ends a keyword line. Match: ",1140", ", 0120". Miss: ", 1st Ld-Writethru".
COUNT = re.compile(r"(?<!\s)\s*+,?\s*+\b0?\d{2,5}\s*+$")
# A byline. Match: "By JANE ROE and SAM POE", "By The Northgate Wire". Miss: "By noon".
BYLINE = re.compile(r"[Bb][Yy]:? (?P<names>(?:The )?[A-Z].{2,120})")
# An alert on a line of its own. Match: "URGENT", "BULLETIN KILL", "AP NewsAlert". Miss: "Urgent talks begin".
ALERT = re.compile(r"(?i)\W*(?:[a-z]{2,6} )?(?:flash|bulletin|urgent|news ?alert)(?: kill| elimination| withdrawal)?\W*")
# A part of a story that is sent in parts. Match: "1stAdd", "2nd Take", "Take 2". Miss: "Address", "1st Ld".
PART = re.compile(r"(?i)\b(?:(?:\d(?:st|nd|rd|th)|first|second|third) ?(?:add|take)|take ?\d)\b")
# Lines that the format's users mark as no text.
# Match: "Eds: ADDS vote", "EDITOR'S NOTE _ This", "EMBARGOED until noon", "AP Photo FRD101". Miss: "Editors strike".
NOTES = (
    (
        re.compile(
            r"(?i)\W*(?:eds?:\s*)?(?:(?:strictly |under )?embargo(?:\s*(?::|until\b|till\b)|ed\s*(?::|-|until\b|till\b|for\b))"
            r"|hold (?:for|until)\b|not for (?:release|publication|use) (?:before|until)\b|for release (?:at|after|on)\b).*"
        ),
        "embargo",
    ),
    (
        re.compile(
            r"(?i)\W*(?:eds|editors?|editors?['’]? ?s?['’]? notes?|note to editors|attn\.? editors)\s*(?::|_|--?|–|—).*",
            re.DOTALL,
        ),
        "editors_note",
    ),
    (re.compile(r"(?i)\W*(?:with )?(?:[a-z]{2,4} )?(?:photos?|graphics?|video|audio)\s+[A-Z]{1,6}\d+.*"), "photo"),
)


@dataclass(frozen=True)
class _Head:
    """What the lines above the text say. `rest` are those that say nothing that the format knows."""

    keyword: str | None = None
    headline: str | None = None
    byline: str | None = None
    notes: tuple[Note, ...] = ()
    rest: tuple[str, ...] = ()


def sniff(_: str, delivery: Delivery) -> float:
    """Return how sure it is that the delivery is in this format."""
    return 0.97 if FRAME.match(head_of(delivery.content)) else 0.0


def read(delivery: Delivery, limits: Limits) -> Sequence[Draft]:
    """Return one draft a message. Raise UnreadableError if there is no message."""
    return [_draft(message, position) for position, message in enumerate(messages(delivery, limits))]


def _draft(message: Message, position: int) -> Draft:
    """Return the draft of one message."""
    number, header = _header(message.header)
    head_lines, lines = split_head(message.text)
    head = _read_head(head_lines, header)
    stamp = read_stamp(message.trailer)
    keyword = _keyword(head, header)
    is_table = header is not None and header.is_tabular and has_table(message.text)
    text = "\n\n".join(filter(None, (*head.rest, laid_out(lines))))
    urgency = anpa_urgency(header.priority) if header else None
    return Draft(
        text=text or _all_there_is(head),
        reader=NAME,
        position=position,
        is_laid_out=True,
        provider=_provider(number, stamp),
        version_key=number["number"].upper() if number else None,
        headline=head.headline,
        slugline=keyword,
        byline=head.byline,
        published_at=stamp.at if stamp else None,
        published_precision=stamp.precision if stamp else None,
        urgency=urgency,
        content_kind=ContentKind.TABLE if is_table else _alert_kind(text, head, urgency),
        keywords=(CYCLE.sub("", COUNT.sub("", keyword)).partition(",")[0].strip(),) if keyword else (),
        subjects=(f"anpa_category:{header.category}",) if header else (),
        is_fragment=bool(PART.search(f"{keyword} {header.version if header else None}")),
        notes=(*_transmission(message), *head.notes, *([Note("tail_stamp", stamp.text)] if stamp else [])),
    )


def _keyword(head: _Head, header: AnpaHeader | None) -> str | None:
    """Return the keyword line of the text, else the header's, with the version that the header alone may give."""
    keyword = head.keyword or (header.keyword if header else None)
    version = header.version if header else None
    if keyword and version and _letters(version) not in _letters(keyword):
        return f"{keyword}, {version}"
    return keyword


def _all_there_is(head: _Head) -> str:
    """Return the headline of an alert, or the remarks of an advisory, where no text was sent."""
    return head.headline or "\n\n".join(note.text for note in head.notes if note.kind == "editors_note")


def _alert_kind(text: str, head: _Head, urgency: int | None) -> ContentKind | None:
    """Return the kind of a message without text: a flash, or a brief where its priority is no alert."""
    if text or not head.headline:
        return None
    return ContentKind.FLASH if urgency in ALERT_URGENCIES else ContentKind.BRIEF


def _header(lines: Sequence[str]) -> tuple[re.Match[str] | None, AnpaHeader | None]:
    """Return the message number and the header line, wherever a carrier's line stands between them."""
    number = NUMBER.fullmatch(lines[0]) if lines else None
    header = next((found for line in lines[1:] if (found := read_anpa_header(line))), None)
    return number, header


def _transmission(message: Message) -> list[Note]:
    """Return the header lines as they were sent, controls shown as blanks."""
    words = " ".join("".join(sign if sign.isprintable() else " " for sign in line) for line in message.header)
    return [Note("header", " ".join(words.split()))] if words.strip() else []


def _read_head(lines: Sequence[str], header: AnpaHeader | None) -> _Head:
    """Tell what each line above the text is: the keyword first, then by its words; the first that is left is the headline."""
    keyword, headline, byline, is_below_byline = None, None, None, False
    notes: list[Note] = []
    rest: list[str] = []
    for text in lines:
        kind = next((kind for pattern, kind in NOTES if pattern.fullmatch(text)), None)
        signed = BYLINE.fullmatch(text)
        if keyword is None and (KEYWORD.match(text) or _is_keyword(text, header)):
            keyword = COUNT.sub("", text)
        elif kind:
            notes.append(Note(kind, text))
        elif signed and byline is None:
            byline = signed["names"]
        elif byline and is_below_byline and is_desk_line(text):
            notes.append(Note("byline", text))
        elif headline is None and not ALERT.fullmatch(text):
            headline = text
        else:
            rest.append(text)
        is_below_byline = signed is not None
    return _Head(keyword, headline, byline, tuple(notes), tuple(rest))


def _is_keyword(text: str, header: AnpaHeader | None) -> bool:
    """Tell whether a line repeats the keyword of the header, which may be cut off there."""
    return header is not None and len(header.keyword) > 1 and _letters(text).startswith(_letters(header.keyword))


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text)).casefold()


def _provider(number: re.Match[str] | None, stamp: Stamp | None) -> str | None:
    """Return the service named behind the message number, else the agency of the time stamp."""
    return (number["service"] if number else None) or (stamp.agency if stamp else None)
