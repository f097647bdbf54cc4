"""Fields in front of a telex text that say what other formats say in a header, in the house styles of AAP's suppliers.

Below the ZCZC line stand, by style: `XX#value` lines up to `TX#`; lines that one sign codes, "$K", ":Keyword", "*X"; or a routing
line, "YY TDR", with the title below it. A media release has its source and its number on the first two lines instead.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Any

from tasks.readers.draft import Draft, Note
from warehouse.codes import ContentKind, Precision

Fields = dict[str, Any]

# The line that opens a message, with the sender's letters where no number follows them.
# Match: "ZCZC NGA", "ZCZC FMG000", "   zczc". Miss: "the ZCZC line".
_OPENING = re.compile(r"\s*ZCZC(?:\s+(?P<sender>[A-Z]{2,6})\s*|\b.*)", re.IGNORECASE)
# A named field. Match: "TI#Duchy bans beets", "BY#". Miss: "C# was chosen", "TI# ".
_NAMED = re.compile(r"(?P<name>[A-Z]{2})#(?P<value>.*)")
# A coded field. Match: "$K", ":Keyword", "*07000000", "@NSW". Miss: "* Duchy bans beets", "# 4".
_CODED = re.compile(r"(?P<sign>[%#$:*~@&+=])(?P<value>\S.*)?")
# A routing line: a doubled letter and the codes of desks. Match: "YY TDR", "YY RFG INTERNET (3RR)". Miss: "AA says", "US TDR".
_ROUTING = re.compile(r"([A-Z])\1 [A-Z]{2,4}[A-Za-z]{0,5}\b.{0,60}")
# Keyword and title on one line. Match: ":POTTED :Beet prices". Miss: "RACING : Beet Cup".
_KEYWORD_AND_TITLE = re.compile(r":(?P<keyword>[^:]{1,40}?)\s*:(?P<title>.{1,120})")
# The first two lines of a media release. Match: "Source: Beet Inc.\nMEDIA RELEASE PR10001\n". Miss: "Source: envoys".
_RELEASE = re.compile(r"\s*Source:[ \t]*(?P<source>[^\n]{1,120})\n\s*MEDIA RELEASE (?P<number>[A-Z]{1,4}\d{3,7})\s*\n")
# Who issued a text, at its end. Match: "SOURCE: Beet Inc.", "SOURCE Beet Inc.". Miss: "Source said".
_ISSUER = re.compile(r"^SOURCE\s*:?\s+(?P<issuer>.+?)\s*$", re.MULTILINE)
# A day with its hour. Match: "06 June 2016 14:00:00". Miss: "June 2016".
_DAY_AND_HOUR = re.compile(r"(?P<day>\d{1,2} [A-Za-z]{3,9} \d{4})(?: (?P<hour>\d\d:\d\d:\d\d))?")
SCHEMES = (("CO", "company"), ("SO", "source"))
NAMED_MIN = 3
CODED_MIN, CODED_MAX = 2, 40
TABULAR = "T"


@dataclass(frozen=True)
class _Taken:
    """What the field lines said, and the lines below them."""

    fields: Fields
    rest: Sequence[str]
    notes: tuple[Note, ...] = field(default=())


def take_off(draft: Draft) -> Draft:
    """Return the draft of one message with what its field lines say; one without such lines comes back as it is."""
    release = _RELEASE.match(draft.text)
    if release:
        return replace(draft, provider_key=release["number"], subjects=(f"source:{release['source'].strip()}",))
    lines = draft.text.split("\n")
    opening = next((at for at, line in enumerate(lines) if line.strip()), 0)
    envelope = _OPENING.fullmatch(lines[opening])
    if envelope is None:
        return draft
    below = lines[opening + 1 :]
    taken = _named(below) or _coded(below, draft.text) or _routed(below)
    if taken is None:
        return draft
    told: Fields = {"provider": envelope["sender"]}
    told |= {name: value for name, value in taken.fields.items() if value}
    text = "\n".join([*lines[: opening + 1], *taken.rest])
    return replace(draft, **told, text=text, notes=taken.notes)


def _named(lines: Sequence[str]) -> _Taken | None:
    """Read `XX#value` lines, each up to the next; TX begins the text."""
    values: dict[str, str] = {}
    name = ""
    for at, line in enumerate(lines):
        match = _NAMED.match(line)
        if match is None and not name:
            return None
        name = match["name"] if match else name
        if name == "TX":
            if len(values) < NAMED_MIN:
                return None
            return _Taken(_as_fields(values), [match["value"] if match else "", *lines[at + 1 :]], _as_notes(values))
        values[name] = " ".join(filter(None, (values.get(name), (match["value"] if match else line).strip())))
    return None


def _as_fields(values: dict[str, str]) -> Fields:
    """Return what named fields say."""
    published = _published(values.get("PD", ""))
    return {
        "provider_key": values.get("AN"),
        "provider": values.get("KN") or values.get("SO"),
        "headline": values.get("TI"),
        "byline": values.get("BY"),
        "slugline": values.get("KY"),
        "keywords": tuple(values.get("KY", "").split()),
        "published_at": published[0] if published else None,
        "published_precision": published[1] if published else None,
        "subjects": tuple(
            f"{scheme}:{values[name]}" for name, scheme in (("CO", "company"), ("SO", "source")) if values.get(name)
        ),
    }


def _as_notes(values: dict[str, str]) -> tuple[Note, ...]:
    """Return the named fields as they were sent, the abstract as a second title."""
    return tuple(Note("subhead" if name == "AB" else "header", f"{name}#{value}") for name, value in values.items() if value)


def _published(words: str) -> tuple[datetime, Precision] | None:
    """Return the moment of a PD field; one without a zone is taken to be in UTC."""
    match = _DAY_AND_HOUR.match(words)
    if match is None:
        return None
    form = "%d %B %Y %H:%M:%S" if match["hour"] else "%d %B %Y"
    try:
        at = datetime.strptime(" ".join(filter(None, match.groups())), form).replace(tzinfo=UTC)
    except ValueError:
        return None
    return at, Precision.SECOND if match["hour"] else Precision.DAY


def _coded(lines: Sequence[str], text: str) -> _Taken | None:
    """Read lines that one sign codes, as long as they follow each other."""
    length = next((at for at, line in enumerate(lines) if not _CODED.fullmatch(line.rstrip())), len(lines))
    if not CODED_MIN <= length <= CODED_MAX:
        return None
    fields: Fields = {"subjects": (), "keywords": ()}  # every other field: the first line that gives it
    issuer = _ISSUER.search(text)
    for line in lines[:length]:
        sign, value = line[0], line[1:].strip()
        is_issuer = sign == ":" and issuer is not None and value.casefold() == issuer["issuer"].casefold()
        for name, read in _read_coded(sign, value, is_issuer=is_issuer, is_second=bool(fields["keywords"])).items():
            fields[name] = (*fields[name], *read) if isinstance(read, tuple) else fields.get(name) or read
    notes = tuple(Note("header", line.strip()) for line in lines[:length] if line[1:].strip())
    return _Taken(fields, lines[length:], notes)


def _read_coded(sign: str, value: str, *, is_issuer: bool, is_second: bool) -> Fields:
    """Return what one coded line says; a colon begins a keyword, then a title, or names who issues a release."""
    if not value:
        return {}
    if sign == ":" and (is_issuer or is_second):
        return {"subjects": (f"source:{value}",)} if is_issuer else {"headline": value}
    return READ_AS[sign](value)


def _routed(lines: Sequence[str]) -> _Taken | None:
    """Read a routing line and the title below it."""
    if not lines or not _ROUTING.fullmatch(lines[0].rstrip()):
        return None
    at = next((at for at in range(1, len(lines)) if lines[at].strip()), None)
    if at is None:
        return None
    title = lines[at].strip()
    if not title.strip(": "):
        return None
    both = _KEYWORD_AND_TITLE.fullmatch(title)
    fields = (
        {"headline": both["title"].strip(), "keywords": (both["keyword"].strip(),)} if both else {"headline": title.lstrip(": ")}
    )
    return _Taken(fields, lines[at + 1 :], (Note("header", lines[0].strip()),))


def _category(value: str) -> Fields:
    """Return a category of one letter, or the headline that some desks put there."""
    return {"subjects": (f"aap_category:{value.lower()}",)} if len(value) == 1 else {"headline": value}


def _format(value: str) -> Fields:
    """Return a subject's number, or the kind of a text whose format is tabular."""
    if value.isdecimal():
        return {"subjects": (f"iptc_subject:{value}",)}
    return {"content_kind": ContentKind.TABLE} if value.upper() == TABULAR else {}


def _keyword(value: str) -> Fields:
    """Return a keyword; a bare number is the take's."""
    return {} if value.isdecimal() else {"slugline": value, "keywords": (value,)}


def _subject(scheme: str) -> Callable[[str], Fields]:
    return lambda value: {"subjects": (f"{scheme}:{value}",)}


READ_AS: dict[str, Callable[[str], Fields]] = {
    "%": _subject("destination"),
    "#": lambda value: {"slugline": value},
    "$": _category,
    ":": _keyword,
    "*": _format,
    "~": _subject("service"),
    "@": _subject("place"),
    "&": _subject("service_level"),
    "+": _subject("iptc_subject"),
    "=": _subject("take_key"),
}
