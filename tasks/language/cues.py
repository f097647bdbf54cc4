"""Words beside a name that tell what it names: a title, an age, a dateline, "the tanker", "missile"."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from tasks.language.wordlists import word_set
from warehouse.reference import read_reference, split_cell

# A capitalised word of a name: "Holm", "O'Neil", "al-Shaafi", "J.", "de" inside "Xavier de la Cruz".
_WORD = r"(?:[A-Z][\w]*(?:'[A-Z]\w+|-\w+)*|[A-Z]\.)"
_PARTICLE = r"(?:(?:de|la|del|van|von|der|den|al|bin|ibn|ben|da|dos|du|di|e|y|arap|ul|ur)[ ])"
_PERSON = rf"{_WORD}(?: {_PARTICLE}{{0,2}}{_WORD}){{0,3}}"
_FULL = rf"{_WORD}(?: {_PARTICLE}{{0,2}}{_WORD}){{1,3}}"
# "Anna Holm, 34, said"; a miss: "Norway, 34 to 12".
AGED = re.compile(rf"(?<![\w'-])(?P<name>{_FULL})(?=, (?:aged )?[1-9]\d,)")
# The place in front of a lead: "OSLO, Norway (NGA) _ ", "LITTLE ROCK, Ark. -- "; a miss: "OPEC ministers met - ".
DATELINE = re.compile(
    r"^\s*(?P<place>[A-Z][A-Z.' -]*[A-Z]\b)(?P<region>, [A-Z][\w.]*(?: [A-Z][\w.]*){0,2}?)?"
    r"(?P<day>,? (?:Jan|Feb|March|April|May|June|July|Aug|Sept|Oct|Nov|Dec)\w*\.? \d\d?)?"
    r"\s*(?:\((?P<agency>[A-Z][\w.-]*)\))?\s*(?P<dash>-{1,2}|_)\s"
)
# A ship by its prefix: "the M/V Northern Star", "USS Harrow"; a miss: "US Navy".
PREFIXED_SHIP = re.compile(r"\b(?:M/?V|M/T|S/S|SS|HMS|HMCS|HMAS|USS|USNS|RMS) (?P<name>[A-Z][\w-]+(?: [A-Z][\w-]+){0,2})")
# A missile by its name: "bought Silverworm missiles"; a miss: "Missiles"; countries are told apart later.
NAMED_MISSILE = re.compile(r"(?<=[a-z,] )(?P<name>[A-Z][a-z]{2,})(?= (?:missiles?|torpedo(?:es)?)\b)")
# A day or month is no name: "the ship Monday".
CALENDAR = re.compile(
    r"^(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b"
    r"|^(?:January|February|March|April|May|June|July|August|September|October|November|December)\b"
)
# A line of results: "3. Anna Holm, Norway, 25:04"; a miss: "3. The ministers".
RANKED = re.compile(rf"(?:(?<=\s)|^)\d{{1,3}}\. (?P<name>{_FULL})(?=,? \(?[A-Z])")
# A player and the seed: "Karl Berg (6), Norway, def."; a miss: "Karl Berg (Norway)".
SEEDED = re.compile(rf"(?<![\w'-])(?P<name>{_FULL})(?= \(\d{{1,2}}\),)")


@dataclass(frozen=True)
class Cue:
    """A name that the words beside it settle; `label` is PERSON, GPE, ORG, VESSEL or WEAPON."""

    start: int
    end: int
    label: str


def cues(text: str) -> Iterator[Cue]:
    """Yield what the words of a passage settle, strongest first."""
    yield from _dateline(text)
    for label, pattern in _patterns():
        for match in pattern.finditer(text):
            words = {word.rstrip(".").casefold() for word in match["name"].split()}
            is_called = label in ("WEAPON", "VESSEL") or pattern in (_titled(), _described())
            if is_called and (CALENDAR.match(match["name"]) or words & _no_names(label)):
                continue
            yield Cue(match.start("name"), match.start("name") + len(_without_tail(match["name"])), label)
    for match in _in_state().finditer(text):
        yield from (Cue(match.start(part), match.end(part), "GPE") for part in ("name", "state"))


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Return the patterns with what they name, strongest first."""
    return (
        ("VESSEL", PREFIXED_SHIP),
        ("VESSEL", _ship()),
        ("WEAPON", _weapon()),
        ("WEAPON", NAMED_MISSILE),
        ("PERSON", AGED),
        ("PERSON", RANKED),
        ("PERSON", SEEDED),
        ("ORG", _party()),
        ("PERSON", _titled()),
        ("PERSON", _described()),
    )


def _dateline(text: str) -> Iterator[Cue]:
    """Yield the places and the agency of a dateline."""
    match = DATELINE.match(text)
    if match is None or not (match["region"] or match["agency"] or match["day"] or match["dash"] in ("_", "--")):
        return
    yield Cue(match.start("place"), match.end("place"), "GPE")
    if match["region"]:
        yield Cue(match.start("region") + 2, match.end("region"), "GPE")
    if match["agency"]:
        yield Cue(match.start("agency"), match.end("agency"), "ORG")


@cache
def _no_names(label: str) -> frozenset[str]:
    """Return the words that are in no name of this kind; a ship may well be called Star."""
    return word_set("person_titles") | (frozenset() if label == "VESSEL" else word_set("org_heads"))


def _without_tail(name: str) -> str:
    """Return a name without small words that a wire in one case runs on with: "Ann Poe As"."""
    words = name.split(" ")
    while len(words) > 1 and words[-1].casefold() in word_set("not_names") | word_set("openers"):
        words.pop()
    return " ".join(words)


def _any_of(name: str) -> str:
    return "|".join(re.escape(term) for term in sorted(word_set(name), key=len, reverse=True))


@cache
def _titled() -> re.Pattern[str]:
    """Return a pattern of a title as written before a name: "Mr. Holm", "Sen. Ann Poe"; a miss: "president said"."""
    titles = "|".join(re.escape(term.title()) for term in sorted(word_set("person_titles"), key=len, reverse=True))
    return re.compile(rf"(?<![\w-])(?:{titles})\.? (?P<name>{_PERSON})")


@cache
def _described() -> re.Pattern[str]:
    """Return a pattern of a calling before a full name: "spokesman Karl Holm"; a miss: "spokesman Tuesday"."""
    return re.compile(rf"(?<![\w-])(?:{_any_of('callings')}) (?P<name>{_FULL})")


@cache
def _party() -> re.Pattern[str]:
    """Return a pattern of the names of parties in several words: "Christian Democrats"; a miss: "Democrats"."""
    names = sorted((term.title() for term in word_set("party_words") if " " in term), key=len, reverse=True)
    return re.compile(rf"(?<![\w-])(?P<name>{'|'.join(names)})(?![\w-])")


@cache
def _in_state() -> re.Pattern[str]:
    """Return a pattern of a town with its state in short: "Holmen, Wis."; a miss: "Sen. Poe, R-Wis."."""
    rows = read_reference("subdivisions")
    short = sorted(
        (form for row in rows for form in split_cell(row["abbreviations"]) if form.endswith(".")), key=len, reverse=True
    )
    states = "|".join(map(re.escape, short))
    return re.compile(rf"(?<![\w'&-])(?P<name>[A-Z][\w']+(?: [A-Z][\w']+){{0,2}}), (?P<state>{states})(?!\w)")


@cache
def _ship() -> re.Pattern[str]:
    """Return a pattern of a ship called one: "the tanker Northern Star"; a miss: "the tanker sank"."""
    return re.compile(
        rf"\b(?:{_any_of('ships')}),? ['\"]*(?:M/?V |SS )?(?P<name>[A-Z][\w-]+(?: (?:[A-Z][\w-]+|[IVX]+|\d{{1,3}})){{0,2}})"
    )


@cache
def _weapon() -> re.Pattern[str]:
    """Return a pattern of a weapon called one: "Taepodong-2 missile", "S-300 missiles"; a miss: "Anglo-French missile"."""
    model = r"[A-Z]\w*-?\d+\w*|[A-Z][a-z]+-\d\w*"
    return re.compile(rf"(?<![\w-])(?P<name>{model})(?= (?:[a-z-]+ )?(?:{_any_of('weapons')})\b)")
