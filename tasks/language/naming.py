"""Who is named where in a story: spaCy's entities joined with the gazetteer."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from tasks.language.gazetteer import Actor, Form, Hit, leaders, load_gazetteer, named
from tasks.language.parsed import Doc, Span
from tasks.language.resolving import resolve_hits
from tasks.language.wordlists import word_pattern
from warehouse.codes import EntityKind

KINDS = {
    "PERSON": EntityKind.PERSON,
    "ORG": EntityKind.ORGANIZATION,
    "NORP": EntityKind.GROUP,
    "GPE": EntityKind.PLACE,
    "LOC": EntityKind.PLACE,
    "FAC": EntityKind.PLACE,
    "PRODUCT": EntityKind.OTHER,
}
# What the gazetteer calls its actors; a country is DEMONYM or COUNTRY by its form.
LABELS = {EntityKind.BODY: "BODY", EntityKind.PLACE: "GPE"}
# Entities in which a country's name names no country: "the Sea of Japan", "the Vietnam War".
SWALLOWING = frozenset({"LOC", "FAC", "EVENT", "WORK_OF_ART", "PRODUCT"})
# Words that make a capital the place and not the government: "in Moscow", "visiting Beijing"; a miss: "by Moscow".
AT_PLACE = re.compile(
    r"\b(?:in|at|near|outside|around|across|visit(?:s|ed|ing)?|visit to|trip to|travel(?:ed|led|s|ing)? to|leave|left|leaving|"
    r"flew to|fly to|flies to|arrived? in|return(?:ed|s)? to|flight to|in downtown|in central|ambassador to|envoy to)"
    r"\s+(?:the\s+)?$",
    re.IGNORECASE,
)
# "Paris-based" and "Tokyo stock exchange" name places; a miss: "Tokyo, which".
PLACE_TAIL = re.compile(
    r"^(?:-based|-born| bureau| newsroom| airport| stock exchange| summit| conference| meeting)", re.IGNORECASE
)
TITLES = re.compile(
    r"^(?:(?:the|mr|mrs|ms|dr|sir|president|prime minister|minister|secretary|ambassador|envoy|gen|general|col|colonel|lt|"
    r"sen|senator|rep|king|pope|prince|chancellor|premier|spokesman|spokeswoman|leader|chairman|director)\.?\s+)+",
    re.IGNORECASE,
)
# "Reagan's", "Chinas'"; a miss: "Paris".
POSSESSIVE = re.compile(r"['’]s?$")
# Firms and clubs that bear a country's name: "American Airlines", "Bank of Japan"; a miss: "Chinese Foreign Ministry".
COMPANY = word_pattern("company_words")
SHORTEST_NAME = 2
LETTERS = re.compile(r"[^\W\d_]{2,}")


@dataclass(frozen=True)
class Naming:
    """One mention in a passage; offsets count from the passage's start. `actor` is None where nothing could be linked."""

    start: int
    end: int
    text: str
    label: str
    actor: Actor | None
    method: str
    column: str = ""

    @property
    def is_place(self) -> bool:
        """Say whether the words name a place rather than somebody who acts."""
        return self.column == "place"


def name_story(docs: Sequence[Doc], texts: Sequence[str], published_on: date | None, any_case: bool) -> list[list[Naming]]:
    """Return the mentions of each passage in order, none overlapping; the gazetteer goes before the model."""
    gazetteer = load_gazetteer()
    hits = [_standing(gazetteer.find(text, any_case), doc) for doc, text in zip(docs, texts, strict=True)]
    rows = [
        _passage_namings(doc, text, resolved)
        for doc, text, resolved in zip(docs, texts, resolve_hits(hits, published_on), strict=True)
    ]
    return link_persons(rows)


def link_persons(passages: list[list[Naming]]) -> list[list[Naming]]:
    """Return the mentions with later short names ("Hill", "Mr. Kim") linked to the full name that the story gives."""
    full: dict[str, Actor] = {}
    for naming in _persons(passages):
        words = naming.actor.name.split() if naming.actor else []
        if len(words) > 1 and naming.actor:
            full.setdefault(words[-1].casefold(), naming.actor)
            full.setdefault(words[0].casefold(), naming.actor)
    return [[_aliased(naming, full) for naming in namings] for namings in passages]


def _passage_namings(doc: Doc, text: str, resolved: list[tuple[Hit, Form]]) -> list[Naming]:
    linked = [_naming(hit, form, text) for hit, form in resolved]
    taken = [(naming.start, naming.end) for naming in linked]
    found = [naming for span in doc.ents for naming in _model_naming(span, text, taken)]
    return sorted(linked + found, key=lambda naming: naming.start)


def _persons(passages: list[list[Naming]]) -> Iterable[Naming]:
    return (naming for namings in passages for naming in namings if naming.label == "PERSON")


def _aliased(naming: Naming, full: dict[str, Actor]) -> Naming:
    """Return the mention as one of the person whose surname it is; the model often takes a bare surname for a firm or town."""
    known = full.get(naming.text.casefold())
    if naming.method != "spacy" or known is None or " " in naming.text:
        return naming
    return replace(naming, label="PERSON", actor=known, column="model", method="story")


def _naming(hit: Hit, form: Form, text: str) -> Naming:
    label = LABELS.get(form.actor.kind, "DEMONYM" if form.column == "demonyms" else "COUNTRY")
    column = "place" if _is_place(hit, form, text) else form.column
    return Naming(hit.start, hit.end, text[hit.start : hit.end], label, form.actor, f"gazetteer:{form.column}", column)


def _is_place(hit: Hit, form: Form, text: str) -> bool:
    if form.column != "capital":
        return False
    return bool(AT_PLACE.search(text[max(0, hit.start - 24) : hit.start]) or PLACE_TAIL.match(text[hit.end : hit.end + 16]))


def _standing(hits: list[Hit], doc: Doc) -> list[Hit]:
    """Return the names that stand by themselves and are no part of a longer name."""
    return [hit for hit in hits if not any(_swallows(span, hit) for span in doc.ents)]


def _swallows(span: Span, hit: Hit) -> bool:
    """Say whether an entity makes the country's name a part of another name: "the Sea of Japan"; a miss: "the U.N. Charter"."""
    inside = span.start_char <= hit.start and hit.end <= span.end_char
    if inside and span.label_ == "ORG" and hit.forms[0].actor.kind is EntityKind.COUNTRY and COMPANY.search(span.text):
        return True
    if not inside or span.label_ not in SWALLOWING:
        return False
    return " of " in span.text[: hit.start - span.start_char] or (hit.forms[0].column == "name" and span.label_ == "EVENT")


def _model_naming(span: Span, text: str, taken: list[tuple[int, int]]) -> list[Naming]:
    """Return the model's entity, trimmed, unless the gazetteer has these words or its kind names nobody."""
    kind = KINDS.get(span.label_)
    start, end = _trimmed(span, text)
    if kind is None or end - start < SHORTEST_NAME or not LETTERS.search(text[start:end]):
        return []
    if any(start < taken_end and taken_start < end for taken_start, taken_end in taken):
        return []
    label = span.label_
    if text[start:end] in leaders():
        kind, label = EntityKind.PERSON, "PERSON"
    actor = named(kind, text[start:end])
    return [Naming(start, end, text[start:end], label, actor, "spacy", "place" if kind is EntityKind.PLACE else "model")]


def _trimmed(span: Span, text: str) -> tuple[int, int]:
    """Return the entity's bounds without title, article and possessive."""
    words = text[span.start_char : span.end_char]
    lead = TITLES.match(words)
    start = span.start_char + (lead.end() if lead and lead.end() < len(words) else 0)
    tail = POSSESSIVE.search(text[start : span.end_char])
    return start, start + tail.start() if tail else span.end_char
