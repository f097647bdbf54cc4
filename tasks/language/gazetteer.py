"""Find the names of countries and international bodies in text, from `seeds/reference/countries.csv` and `bodies.csv`."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache, lru_cache

from warehouse.codes import EntityKind
from warehouse.ids import content_id
from warehouse.reference import read_reference, split_cell

# "Reagan administration", "Putin's government"; a miss: "British government", which is no name of a person.
LED = re.compile(r"^(?:[A-Z][\w-]+ )*?([A-Z][\w-]+?)(?:'s)? (?:administration|Administration|government|regime)$")
FORM_COLUMNS = ("name", "aliases", "demonyms", "capital", "metonyms", "contextual")
# "1991-12-26"; a miss: "1946".
FULL_DATE = re.compile(r"^\d{4}-\d\d-\d\d$")
SHORTEST_UPPER = 3  # "IRAN" stands for Iran anywhere; "US" is looked up as written

# Where the key of a word ends: "u" of "u.s.", "guinea" of "guinea-bissau"; a miss: "iran".
FIRST_PART = re.compile(r"[.'’-]")
# A word with its inner points: "U.S.", "Guinea", "N.Korea"; a miss: "1718".
WORD = re.compile(r"[^\W\d_](?:[\w]|\.(?=\w))*\.?")


@dataclass(frozen=True)
class Actor:
    """Somebody who can act: linked to a country or a body, or named by the story."""

    entity_id: str
    kind: EntityKind
    name: str
    country: str | None = None


@dataclass(frozen=True)
class Form:
    """One way to write one actor. `column` is the column of the reference table.

    `until` is the last day of a former state or body, whose initials mean its `successor` afterwards.
    """

    text: str
    actor: Actor
    column: str
    is_ambiguous: bool = False
    until: date | None = None
    successor: Actor | None = None


@dataclass(frozen=True)
class Hit:
    """One name found, with every actor that it may mean; `forms` are of equal text and never empty."""

    start: int
    end: int
    forms: tuple[Form, ...]


@dataclass(frozen=True)
class Gazetteer:
    """The forms by their first word in small letters, then by length, longest first, then by their text in small letters."""

    forms: dict[str, dict[int, dict[str, tuple[Form, ...]]]] = field(default_factory=dict)

    def find(self, text: str, any_case: bool = False) -> list[Hit]:
        """Return the names in the text in order, none overlapping; `any_case` for wires in one case only."""
        hits: list[Hit] = []
        end = 0
        for word in WORD.finditer(text):
            if word.start() < end:
                continue
            hit = self._at(text, word.start(), word.group(), any_case)
            if hit and not self._cuts_a_name(text, hit, any_case):
                hits.append(hit)
                end = hit.end
        return hits

    def _cuts_a_name(self, text: str, hit: Hit, any_case: bool) -> bool:
        """Say whether a contextual form ends inside a real name: "the North" in "the North Korean leader"."""
        if any(form.column != "contextual" for form in hit.forms):
            return False
        words = (word for word in WORD.finditer(text, hit.start + 1, hit.end + 1) if word.start() > hit.start)
        longer = (self._at(text, word.start(), text[word.start() : word.start() + len(word.group())], any_case) for word in words)
        return any(other is not None and other.end >= hit.end and other.forms[0].column != "contextual" for other in longer)

    def _at(self, text: str, start: int, word: str, any_case: bool) -> Hit | None:
        """Return the longest name that begins here, with all its meanings."""
        for length, texts in self.forms.get(_key(word), {}).items():
            words = text[start : start + length]
            forms = texts.get(words.casefold(), ())
            read = tuple(form for form in forms if _reads(form, words, any_case)) if forms else ()
            if read and _ends(text, start + length):
                return Hit(start, start + length, read)
        return None


@cache
def load_gazetteer() -> Gazetteer:
    """Return the gazetteer of the reference tables, built once per process."""
    forms: dict[str, dict[Form, None]] = {}
    for form in (*_country_forms(), *_body_forms(), *_place_forms()):
        word = WORD.match(form.text)
        if word:
            forms.setdefault(_key(word.group()), {})[form] = None
    return Gazetteer({key: _by_length(rows) for key, rows in forms.items()})


def _by_length(forms: Iterable[Form]) -> dict[int, dict[str, tuple[Form, ...]]]:
    """Return forms by their length, longest first, then by their text in small letters."""
    found: dict[int, dict[str, tuple[Form, ...]]] = {}
    for form in sorted(forms, key=lambda form: len(form.text), reverse=True):
        texts = found.setdefault(len(form.text), {})
        texts[form.text.casefold()] = (*texts.get(form.text.casefold(), ()), form)
    return found


@cache
def _place_names() -> frozenset[str]:
    """Return the names of cities and regions without regard to case."""
    cities = {row["place"].casefold() for row in read_reference("dateline_places")}
    return frozenset(cities | {row["name"].casefold() for row in read_reference("subdivisions")})


def is_place_name(words: str) -> bool:
    """Say whether words are the name of a city that datelines bear, or of a state or region."""
    return " ".join(words.split()).casefold() in _place_names()


@cache
def country_actor(code: str) -> Actor:
    """Return the actor of a country code; raise KeyError for an unknown one."""
    return {row["code"]: _country(row) for row in read_reference("countries")}[code]


@cache
def leaders() -> dict[str, Actor]:
    """Return the states of heads of government whose name alone stands for one in countries.csv: "Reagan administration"."""
    owners: dict[str, set[str]] = {}
    nations = {
        form
        for row in read_reference("countries")
        for form in (*split_cell(row["demonyms"]), *split_cell(row["name"]), *split_cell(row["capital"]))
    }
    for row in read_reference("countries"):
        for form in split_cell(row["metonyms"]):
            led = LED.match(form)
            if led and led.group(1) not in nations:
                owners.setdefault(led.group(1), set()).add(row["code"])
    return {surname: country_actor(next(iter(codes))) for surname, codes in owners.items() if len(codes) == 1}


@cache
def institutions() -> frozenset[str]:
    """Return the entity ids of the bodies that states form, which send measures and are seldom their target."""
    return frozenset(f"body:{row['code']}" for row in read_reference("bodies") if row["kind"] != "non_state")


@cache
def blocs() -> frozenset[str]:
    """Return the entity ids of the unions of states whose meetings and leaders act for them: "the bloc", "the summit"."""
    return frozenset(
        f"body:{row['code']}" for row in read_reference("bodies") if row["kind"] in ("regional", "group", "alliance")
    )


@cache
def development_banks() -> frozenset[str]:
    """Return the entity ids of the banks and funds that states own together."""
    return frozenset(f"body:{row['code']}" for row in read_reference("bodies") if row["kind"] == "financial")


def named(kind: EntityKind, name: str, country: str | None = None) -> Actor:
    """Return an actor that only the story names."""
    return Actor(content_id("entity", [kind, name.casefold()]), kind, name, country)


@lru_cache(maxsize=50_000)
def _key(word: str) -> str:
    """Return the key of a first word: letters before the first point, without a possessive, in small letters."""
    return FIRST_PART.split(word.casefold(), maxsplit=1)[0]


def _country(row: dict[str, str]) -> Actor:
    return Actor(f"country:{row['code']}", EntityKind.COUNTRY, row["name"], row["code"])


def _country_forms() -> Iterator[Form]:
    for row in read_reference("countries"):
        yield from _forms(row, _country(row), _last_day(row), FORM_COLUMNS)


def _last_day(row: dict[str, str]) -> date | None:
    return date.fromisoformat(row["until"]) if FULL_DATE.match(row["until"]) else None


def _place_forms() -> Iterator[Form]:
    """Yield the places that hold a country's name in theirs, so that they hide it: "New Mexico"."""
    names = {row["name"] for row in read_reference("countries")}
    for row in read_reference("subdivisions"):
        for text in (row["name"], *split_cell(row.get("aliases", ""))):
            if len(text.split()) > 1 and any(word in names for word in text.split()):
                yield Form(text, named(EntityKind.PLACE, text), "subdivision")


def _body_forms() -> Iterator[Form]:
    rows = {row["code"]: row for row in read_reference("bodies")}
    for row in rows.values():
        actor, until = _acting_for(row, rows), _last_day(row)
        successor = _acting_for(rows[row["successor"]], rows) if until and row["successor"] in rows else None
        for form in _forms(row, actor, until, ("name", "aliases", "contextual")):
            yield replace(form, successor=successor)


def _acting_for(row: dict[str, str], rows: dict[str, dict[str, str]]) -> Actor:
    """Return the state or body that a body's acts are counted for: itself, or the one it is an organ of."""
    stands_for = row["stands_for"].strip()
    if stands_for in rows:
        return _acting_for(rows[stands_for], rows)
    if stands_for:
        return country_actor(stands_for)
    return Actor(f"body:{row['code']}", EntityKind.BODY, row["name"])


def _forms(row: dict[str, str], actor: Actor, until: date | None, columns: tuple[str, ...]) -> Iterator[Form]:
    ambiguous = set(split_cell(row.get("ambiguous", "")))
    for column in columns:
        for text in split_cell(row.get(column, "")):
            yield Form(text, actor, column, text in ambiguous, until)


def _reads(form: Form, text: str, any_case: bool) -> bool:
    """Say whether the text is this form, in the case that the form demands."""
    if text == form.text or (len(form.text) > SHORTEST_UPPER and text == form.text.upper()):
        return True
    if form.column == "contextual":
        return (text[1:] == form.text[1:] and text[0] == form.text[0].upper()) or (
            any_case and text.casefold() == form.text.casefold()
        )
    return any_case and not form.is_ambiguous and len(form.text) > SHORTEST_UPPER and text.casefold() == form.text.casefold()


def _ends(text: str, end: int) -> bool:
    """Say whether a word ends here."""
    return end >= len(text) or not (text[end].isalnum() or text[end] == "_")
