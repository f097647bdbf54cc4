"""Which state an official speaks for, by the words beside the name: "North Korea's foreign minister Ri Yong Ho"."""

import re
from collections.abc import Sequence
from functools import cache

from tasks.language.gazetteer import Actor, leaders, load_gazetteer
from tasks.language.naming import Naming
from tasks.language.wordlists import word_set
from warehouse.codes import EntityKind
from warehouse.reference import read_reference

# "Sen. Jake Garn", "Representatives John Doe"; a miss: "President Reagan".
LEGISLATOR = re.compile(
    r"\b(?:Sens?\.?|Reps?\.?|Senators?|Representatives?|Congress(?:man|woman|men)|lawmakers?|legislators?|MPs?|Deput(?:y|ies)) "
    r"(?:[A-Z][\w.]+ )?$|"
    r"\b(?:Senate|House) (?:(?:Majority|Minority|Republican|Democratic) )?(?:Leader|Whip|Speaker) $"
)
LONGEST_TITLE_CHARS = 75
# A minister's office in small letters, without a country: "the minister of trade, Kari Holm".
PLAIN_TITLE = re.compile(r"\b(?:the|its) ((?:[a-z]+ ){0,3}minister(?: (?:of|for) [a-z,\s]{1,50})?),\s$")
# Between a country and a name there may be titles only: " Foreign Secretary ", "'s ambassador, "; a miss: " and said ".
BETWEEN = re.compile(r"^(?:['’]s?)?(?:,? [\w.&'’-]+){0,9},? $")
# ", the Chinese ambassador": an apposition after a name.
AFTER = re.compile(r"^, (?:the |a |an )?(?:[\w-]+ )?$")
# ", a spokesman for the Chinese Foreign Ministry": for whom somebody speaks, told after the name.
SPOKEN_FOR = re.compile(r"^, (?:an?|the|chief) (?:[\w-]+ ){0,2}spokes(?:man|woman|person) (?:for|of|at) (?:the )?$")


@cache
def _titles(speaks_for: str) -> re.Pattern[str]:
    terms = [row["term"] for row in read_reference("lexicon_speakers") if row["speaks_for"] == speaks_for]
    return re.compile(r"(?<!\w)(?:" + "|".join(sorted(map(re.escape, terms), key=len, reverse=True)) + r")(?!\w)", re.IGNORECASE)


def countries_of_persons(
    texts: Sequence[str], passages: Sequence[Sequence[Naming]], dateline_place: str | None = None
) -> dict[str, Actor]:
    """Return the country for which each person speaks, by entity id, where the story's words say so.

    An official without a country ("Trade Minister Jane Doe") is one of the capital that the dateline names.
    """
    home = home_of(dateline_place)
    found: dict[str, Actor] = {}
    for text, named_there in zip(texts, passages, strict=True):
        namings = [naming for naming in named_there if not _is_part_of_title(naming)]
        for at, naming in enumerate(namings):
            if naming.actor is None or naming.actor.kind is not EntityKind.PERSON:
                continue
            is_known = " " not in naming.actor.name or _has_own_title(text, namings, at)  # no other Smith is the premier
            leader = leaders().get(naming.actor.name.split()[-1]) if is_known else None
            state = _before(text, namings, at) or _after(text, namings, at) or leader
            state = state or (home if home and _has_own_title(text, namings, at) else None)
            if state and naming.actor.entity_id not in found:
                found[naming.actor.entity_id] = state
    return found


def told_countries(texts: Sequence[str], passages: Sequence[Sequence[Naming]]) -> dict[str, Actor]:
    """Return the country that the words beside a person's name give, by entity id: "Norwegian Foreign Minister Kari Holm".

    The surname of a head of government counts with the title only: "President Reagan". `texts` are in mixed case.
    """
    found: dict[str, Actor] = {}
    for text, namings in zip(texts, passages, strict=True):
        for at, naming in enumerate(namings):
            if naming.actor is None or naming.actor.kind is not EntityKind.PERSON or naming.actor.entity_id in found:
                continue
            leader = leaders().get(naming.actor.name.split()[-1]) if _has_own_title(text, namings, at) else None
            state = _before(text, namings, at) or _after(text, namings, at) or leader
            if state:
                found[naming.actor.entity_id] = state
    return found


def homes_of_legislators(
    texts: Sequence[str], passages: Sequence[Sequence[Naming]], dateline_place: str | None
) -> dict[str, Actor]:
    """Return the country in whose parliament each person sits, by entity id: "Sen. Jake Garn" in a story from Washington."""
    home = home_of(dateline_place)
    found: dict[str, Actor] = {}
    for text, namings in zip(texts, passages, strict=True):
        for naming in namings:
            is_person = naming.actor is not None and naming.actor.kind is EntityKind.PERSON
            if home and is_person and naming.actor and LEGISLATOR.search(text[max(0, naming.start - 30) : naming.start]):
                found[naming.actor.entity_id] = home
    return found


def home_of(dateline_place: str | None) -> Actor | None:
    """Return the country whose capital a dateline names."""
    if not dateline_place:
        return None
    hits = [hit for hit in load_gazetteer().find(dateline_place, any_case=True) if hit.start == 0]
    forms = [form for hit in hits for form in hit.forms if form.column == "capital" and form.until is None]
    return forms[0].actor if len(forms) == 1 else None


def _has_own_title(text: str, namings: Sequence[Naming], at: int) -> bool:
    """Say whether a title of state stands right before a name, and no country before that."""
    before = text[max(0, namings[at].start - LONGEST_TITLE_CHARS) : namings[at].start]
    title = re.search(r"((?:[A-Z][\w.]+ (?:(?:and|of|for|the|&) ){0,2}){1,6})$", before) or PLAIN_TITLE.search(before)
    return bool(title and _titles("state").search(title.group(1)) and not _titles("own").search(title.group(1)))


def _before(text: str, namings: Sequence[Naming], at: int) -> Actor | None:
    """Return the country whose title stands right before a name."""
    if not at:
        return None
    country, person = namings[at - 1], namings[at]
    between = text[country.end : person.start]
    if not _is_state(country) or len(between) > LONGEST_TITLE_CHARS or not BETWEEN.match(between):
        return None
    if not _is_title(between):
        return None
    if between in ("'s ", "’s "):  # "China's Wang Li said": who votes and speaks in a council is named by the state alone
        return country.actor
    lead = text[max(0, country.start - 20) : country.start]
    return country.actor if _titles("state").search(between) and not _titles("own").search(lead + between) else None


@cache
def _title_words() -> frozenset[str]:
    terms = {word for row in read_reference("lexicon_speakers") for word in row["term"].split()}
    return frozenset(terms | CONNECTING)


# Words that join titles: "Secretary of State for Foreign Affairs".
CONNECTING = word_set("connecting")


def _is_title(words: str) -> bool:
    """Say whether the small words between a country and a name are those of a title: " was lifted by President " is none."""
    small = [word.strip(".,'’") for word in words.split()]
    return all(word[:1].isupper() or word in _title_words() for word in small if word)


def _after(text: str, namings: Sequence[Naming], at: int) -> Actor | None:
    """Return the country in the apposition that follows a name."""
    if at + 1 >= len(namings):
        return None
    person, country = namings[at], namings[at + 1]
    between = text[person.end : country.start]
    if _is_state(country) and SPOKEN_FOR.match(" ".join(between.split()) + " ") and "former" not in between:
        return country.actor
    if not _is_state(country) or not AFTER.match(between) or "former" in between:
        return None
    title = text[country.end : country.end + LONGEST_TITLE_CHARS].split(",", maxsplit=1)[0]
    return country.actor if _titles("state").search(title) and not _titles("own").search(title) else None


def _is_part_of_title(naming: Naming) -> bool:
    """Say whether a name is a word of a title that was taken for a firm or office: "State" of "Secretary of State"."""
    return naming.label == "ORG" and all(word.lower() in _title_words() for word in naming.text.split())


def _is_state(naming: Naming) -> bool:
    return naming.actor is not None and naming.actor.kind is EntityKind.COUNTRY
