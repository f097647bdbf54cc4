"""Reuters-21578: SGML files of a thousand stories each, as the corpus was distributed in 1997.

The provider's key is NEWID, the number of a story in the corpus: the wire's own numbers (f0704) begin anew every day, and each
element was one transmission. Lines, dateline and sign-off are put together again as they were sent, because the corpus tags as
DATELINE whatever stands in front of the first dash. DATE names no zone and is taken as it stands.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime

from tasks.readers.draft import Draft, Note
from tasks.readers.telex_parts.anpa_header import AnpaHeader, anpa_urgency, read_anpa_header
from tasks.readers.telex_parts.margin import runs
from tasks.readers.telex_parts.sgml import attributes, characters, content, contents, corpus_elements
from tasks.sources.delivery import Delivery
from tasks.sources.limits import Limits
from warehouse.codes import ContentKind, Precision

NAME = "reuters21578"
PROVIDER = "Reuters"
MARGIN = 63  # columns of Reuters' terminals
TITLE_LINES_MAX = 2
TEXT_WORDS_MIN = 5
SUBJECT_SCHEMES = ("TOPICS", "PLACES", "PEOPLE", "ORGS", "EXCHANGES", "COMPANIES")

# How a file of the corpus begins. Match: '<!DOCTYPE lewis SYSTEM "lewis.dtd">', '<REUTERS TOPICS="YES" ...'. Miss: "<REUTERS>".
OPENING = re.compile(r"\s*(?:<!DOCTYPE\s+lewis\b|<REUTERS\s[^<>]*\bNEWID=)", re.IGNORECASE)
# The time of a story. Match: "26-FEB-1987 15:01:01.79", " 7-APR-1987 11:54:20.44". Miss: "FEB-1987".
DATE = re.compile(r"(\d{1,2}-[A-Za-z]{3}-\d{4})\s+(\d\d:\d\d:\d\d)")
# The codes of the services that a story went to. Match: "&#5;&#5;&#5;C T". Miss: "&#22;&#22;&#1;f0704".
WIRE_CODES = re.compile(r"(?:&#5;)+([A-Z][A-Z ]*)")
# The number of a message. Match: "&#22;&#1;f0704&#31;reute". Miss: "f0704".
MESSAGE = re.compile(r"&#1;([a-z]\d{3,5})&#31;")
# A tag of a part of the text. Match: "<TITLE>", "</BODY>". Miss: "<FRD>".
PART_TAG = re.compile(r"</?(?:TITLE|AUTHOR|DATELINE|BODY)>")
# What the corpus put in place of the body of an alert. Match: "Blah blah blah.". Miss: "blah".
PLACEHOLDER = re.compile(r"\s*[Bb]lah blah blah\.\s*")
# A dateline as the corpus tags it. Match: "    SALVADOR, Feb 26 - ", "BOSTON, Oct 20 -\n    ". Miss: " MAR8  --     --".
DATELINE = re.compile(r"\s*[^\W\d_][^\n]*?\w[.)]?\s*-{1,2}\s*")
# Where an indented line begins a paragraph, which it always does on this wire, unless it is a row of columns.
# Match: the break before "    Net 1.2 mln". Miss: that before " MAY7  287", "    Wheat   73,684   70".
INDENTED = re.compile(r"\n(?= {4}\S(?!.* {3}))")
# The stars in front of an alert. Match: "******", "**". Miss: "*".
STARS = re.compile(r"\*{2,}")
# A writer's name. Match: "    By Jane Roe, Reuters", "BY JANE ROE". Miss: "Jane Roe".
BYLINE = re.compile(r"\s*[Bb][Yy]:?\s+([^,]+?)(?:,\s*(?:of\s+)?[Rr]euters?\.?)?\s*")


def sniff(head: str, _: Delivery) -> float:
    """Return how sure it is that the delivery is a file of the corpus."""
    return 0.99 if OPENING.match(head) else 0.0


def read(delivery: Delivery, limits: Limits) -> Sequence[Draft]:
    """Return one draft an element, one without text too, which is then refused. Raise UnreadableError if there is none."""
    return [_draft(story, position) for position, story in enumerate(corpus_elements(delivery, "REUTERS", limits))]


def _draft(story: str, position: int) -> Draft:
    """Return the draft of one element with what stands around its text; the text is empty where the element has none."""
    raw = "\n".join(filter(None, (content(story, "DATE"), content(story, "UNKNOWN"))))
    header, message, published = _header(raw), MESSAGE.search(raw), _published(raw)
    return replace(
        _with_text(story),
        position=position,
        provider=PROVIDER,
        provider_key=attributes(story).get("newid"),
        version_key=message[1] if message else None,
        slugline=" ".join(filter(None, (header.keyword, header.version))) if header else None,
        urgency=anpa_urgency(header.priority) if header else None,
        published_at=published,
        published_precision=Precision.SECOND if published else None,
        language="en",
        subjects=_subjects(story, raw),
    )


def _header(raw: str) -> AnpaHeader | None:
    """Return the header line of the wire, which is none of the lines that ENQs begin."""
    lines = (characters(line) for line in raw.splitlines() if "&#5;" not in line)
    return next((found for line in lines if (found := read_anpa_header(line))), None)


def _subjects(story: str, raw: str) -> tuple[str, ...]:
    """Return the corpus's categories and the wire's service codes as `scheme:code`."""
    codes = WIRE_CODES.search(raw)
    coded = [(scheme, contents(content(story, scheme) or "", "D")) for scheme in SUBJECT_SCHEMES]
    categories = [f"{scheme.lower()}:{characters(code)}" for scheme, given in coded for code in given]
    return (*categories, *(f"services:{code}" for code in (codes[1].split() if codes else ())))


def _published(raw: str) -> datetime | None:
    """Return the moment that DATE tells to the second."""
    match = DATE.search(raw)
    try:
        return datetime.strptime(" ".join(match.groups()), "%d-%b-%Y %H:%M:%S").replace(tzinfo=UTC) if match else None
    except ValueError:
        return None


def _with_text(story: str) -> Draft:
    """Return title, byline, text and kind by the TYPE of the text: NORM, BRIEF or UNPROC."""
    whole = content(story, "TEXT") or ""
    kind = attributes(story[story.find("<TEXT") :]).get("type", "NORM").upper()
    title = " ".join(characters(content(whole, "TITLE") or "").split()) or None
    if kind == "UNPROC" or title is None:
        return _unprocessed(characters(PART_TAG.sub("\n", whole)).strip("\n"))
    above, _, below = whole.partition("<TITLE>")
    text, byline = _body(below.partition("</TITLE>")[2])
    stars = STARS.search(above)
    return Draft(
        text=text or title,
        reader=NAME,
        headline=title,
        byline=byline,
        content_kind=None if text else ContentKind.FLASH if stars else ContentKind.BRIEF,
        notes=(Note("priority", stars.group()),) if stars else (),
    )


def _unprocessed(text: str) -> Draft:
    """Return a text that the corpus left as it was sent; its title is what stands above the first line that ends early.

    Below some titles stands but a word, "Unquoted.": there the title belongs to the text.
    """
    lines = text.split("\n")
    end = next((at for at, line in enumerate(lines) if not line.strip()), len(lines))
    title = next(iter(runs(lines[: min(end, TITLE_LINES_MAX + 1)], MARGIN)), [])
    words, rest = " ".join(" ".join(title).split()), "\n".join(lines[len(title) :]).strip("\n")
    if len(title) > TITLE_LINES_MAX or not rest or words.endswith(".") or DATELINE.fullmatch(words):
        return Draft(text=text, reader=NAME)
    return Draft(text=rest if len(rest.split()) >= TEXT_WORDS_MIN else text, reader=NAME, headline=words)


def _body(below: str) -> tuple[str, str | None]:
    """Return the text below the title as it was sent, and the writer's name."""
    author = content(below, "AUTHOR")
    byline = BYLINE.fullmatch(characters(author)) if author else None
    dateline = content(below, "DATELINE")
    if dateline is None:
        return ("" if PLACEHOLDER.fullmatch(characters(below)) else characters(below).strip("\n ")), byline and byline[1]
    lead, _, rest = below.partition("<DATELINE>")
    between = lead.partition("</AUTHOR>")[2] if author else lead
    body = content(rest, "BODY") or rest.partition("</DATELINE>")[2]
    text = characters(f"{between.strip(chr(10))}\n{_first_words(dateline)}{body}").strip("\n")
    return INDENTED.sub("\n\n", text), byline[1] if byline else None


def _first_words(dateline: str) -> str:
    """Return the words in front of the body: a dateline on the line that it opens, anything else on lines of its own."""
    if DATELINE.fullmatch(dateline):
        return f"    {' '.join(dateline.split())} "
    return f"{dateline}\n"
