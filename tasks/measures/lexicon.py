"""The word lists that the measures are read by, from `seeds/reference/lexicon_*.csv`, looked up by any inflected form."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from tasks.language.parsed import Token
from tasks.language.wordlists import word_set
from warehouse.codes import MeasureType
from warehouse.reference import read_reference, split_cell

VOWELS = frozenset("aeiou")


# Participles that the tagger takes for adjectives and leaves as they are.
IRREGULAR = {
    "froze": "freeze", "frozen": "freeze", "unfrozen": "unfreeze", "unfroze": "unfreeze", "forbidden": "forbid",
    "forbade": "forbid",
    "broken": "break", "broke": "break", "withheld": "withhold", "withdrawn": "withdraw", "withdrew": "withdraw", "shut": "shut",
    "lost": "lose",
    "tore": "tear", "torn": "tear",
    "thrown": "throw", "threw": "throw",
    "overrode": "override", "overridden": "override", "cut": "cut", "put": "put", "taken": "take", "kept": "keep",
}  # fmt: skip
# Particles that make another verb: "end up" ends nothing.
TURNING = frozenset({"up", "out", "down", "into"})


class Cue(StrEnum):
    """What a word does to the standing of a measure."""

    ENACT = "enact"
    HOLD = "hold"
    TIGHTEN = "tighten"
    EXTEND = "extend"
    EASE = "ease"
    LIFT = "lift"
    PROPOSE = "propose"
    CONSIDER = "consider"
    PLAN = "plan"
    DECIDE = "decide"
    THREATEN = "threaten"
    THREAT_TO = "threat_to"
    REFUSE = "refuse"
    CAUSE = "cause"
    SIDE = "side"
    REPORT = "report"


class Needs(StrEnum):
    """What else must stand beside a trigger before it is a candidate."""

    NOTHING = ""
    GOODS = "goods"
    FOREIGN = "foreign"
    STATE = "state"
    PUNITIVE = "punitive"
    ECONOMIC = "economic"
    RETALIATION = "retaliation"
    SANCTIONS = "sanctions"
    LIST = "list"


@dataclass(frozen=True)
class TriggerWord:
    """A word that may tell of a measure."""

    term: str
    is_verb: bool
    measure_type: MeasureType | None
    needs: Needs
    accepts: frozenset[str]


@cache
def trigger_words() -> dict[tuple[str, bool], TriggerWord]:
    """Return the triggers by (term, is it a verb)."""
    return {
        (row["term"], row["pos"] == "verb"): TriggerWord(
            row["term"],
            row["pos"] == "verb",
            MeasureType(row["measure_type"]) if row["measure_type"] else None,
            Needs(row["needs"]),
            frozenset(split_cell(row["accepts"])),
        )
        for row in read_reference("lexicon_triggers")
    }


@cache
def goods_classes() -> dict[str, tuple[str, ...]]:
    """Return the classes of each goods term; terms are of one to three words in small letters."""
    classes: dict[str, tuple[str, ...]] = {}
    for row in read_reference("lexicon_goods"):
        classes[row["term"]] = (*classes.get(row["term"], ()), row["goods_class"])
    return classes


@cache
def _cues(pos: str) -> dict[str, Cue]:
    return {row["term"]: Cue(row["cue"]) for row in read_reference("lexicon_status_cues") if row["pos"] == pos}


@cache
def _forms(name: str, pos: str) -> dict[str, str]:
    """Return a map from every inflected form of a list's terms to the term."""
    rows = (row["term"] for row in read_reference(name) if row["pos"] == pos)
    return inflections(rows, is_verb=pos == "verb")


@cache
def inflected_triggers() -> frozenset[str]:
    """Return every form of the verbs that trigger: "ban", "bans", "banned"."""
    return frozenset(_forms("lexicon_triggers", "verb"))


def inflections(terms: Iterable[str], is_verb: bool) -> dict[str, str]:
    """Return the regular forms of one-word terms, each with its term; irregular ones come from the parser's lemma."""
    forms: dict[str, str] = {}
    for term in terms:
        for form in _verb_forms(term) if is_verb else _noun_forms(term):
            forms.setdefault(form, term)
    return forms


def term_of(token: Token, name: str, pos: str) -> str | None:
    """Return the term of a list that a token is a form of, with its particle ("cut off") where there is one."""
    forms = _forms(name, pos)
    base = forms.get(token.lower_) or forms.get(token.lemma_.lower()) or forms.get(IRREGULAR.get(token.lower_, ""))
    beside = (child for child in token.children if child.dep_ in ("prt", "advmod") and child.i == token.i + 1)
    particle = next((child.lower_ for child in beside), None) or _parted(token)
    word = base or token.lemma_.lower()
    if particle and f"{word} {particle}" in _forms(name, pos):
        return f"{word} {particle}"
    return None if particle in TURNING and pos == "verb" else base


def _parted(token: Token) -> str | None:
    """Return the particle that an object parts from its verb: "shut its banks out of the system", "kick it off the council"."""
    outs = [child for child in token.children if child.lower_ in ("out", "off") and child.dep_ in ("prep", "prt", "advmod")]
    return next((out.lower_ for out in outs if any(of.lower_ == "of" or of.dep_ == "pobj" for of in out.children)), None)


def cue_of(token: Token) -> Cue | None:
    """Return what a verb, noun or adjective does to the standing of a measure, or None."""
    pos = "verb" if token.tag_.startswith("VB") or token.pos_ == "VERB" else "adjective" if token.pos_ == "ADJ" else "noun"
    term = term_of(token, "lexicon_status_cues", pos)
    if term is None and pos == "adjective":
        pos, term = "verb", term_of(token, "lexicon_status_cues", "verb")
    if term == "call" and pos == "verb" and not _calls_for(token):
        return None
    if (term == "work" and not _works_on(token)) or (term == "set" and pos == "verb" and not _is_set_to(token)):
        return None
    if term == "draw up" and not any(is_restricting(child) for child in token.children):
        return None  # "a plan drawn up for an end to aid"
    if term in DELAYING and pos == "verb" and any(_is_restriction(child) for child in token.children):
        return Cue.EASE  # "would have delayed the sanctions"; a miss: "delayed a decision on sanctions"
    return _cues(pos).get(term) if term else None


def _calls_for(verb: Token) -> bool:
    """Say whether a call asks for something: "called for", "called on"; a miss: "called the ban unjust"."""
    return any(
        child.lower_ in ("for", "on", "upon") or any(mark.lower_ == "for" for mark in child.children) for child in verb.children
    )


DELAYING = frozenset({"delay", "postpone", "put off"})


def _is_restriction(token: Token) -> bool:
    return is_restricting(token) and any(child.lower_ == "the" for child in token.children)


def is_restricting(token: Token) -> bool:
    """Say whether a verb is done to a restriction: its object or passive subject is an embargo, a ban, a tariff."""
    return token.dep_ in ("dobj", "nsubjpass") and singular(token.lower_) in word_set("restrictions")


def _is_set_to(verb: Token) -> bool:
    """Say whether somebody is set to act: "is set to impose", "looks set to"; a miss: "set tariffs"."""
    return any(child.dep_ in ("xcomp", "advcl") and any(aux.lower_ == "to" for aux in child.children) for child in verb.children)


def _works_on(verb: Token) -> bool:
    """Say whether work is on a thing: "working on sanctions"; misses: "working on how to lift them", "sanctions worked"."""
    return any(thing.dep_ == "pobj" for child in verb.children if child.lower_ == "on" for thing in child.children)


def singular(word: str) -> str:
    """Return a noun without its plural ending: "arms" stays, "embargoes" and "companies" change."""
    if word.endswith("men") and word not in SINGULAR_MEN:
        return word[:-2] + "an"
    if word.endswith("ies") and len(word) > 4:  # noqa: PLR2004 - "ties" stays with its i
        return word[:-3] + "y"
    if word.endswith(("oes", "xes", "ches", "shes", "sses")):
        return word[:-2]
    return word[:-1] if word.endswith("s") and not word.endswith(("ss", "us")) else word


# What ends like "businessmen" and is one thing, or a country.
SINGULAR_MEN = frozenset({"regimen", "specimen", "abdomen", "omen", "yemen", "turkmen", "acumen"})


def _noun_forms(term: str) -> tuple[str, ...]:
    if term.endswith("y") and term[-2:-1] not in VOWELS:
        return term, term[:-1] + "ies"
    return term, term + "s", term + "es"


def _verb_forms(term: str) -> tuple[str, ...]:
    stem = term[:-1] if term.endswith("e") else term
    past = term[:-1] + "ied" if term.endswith("y") and term[-2:-1] not in VOWELS else stem + "ed"
    third = term[:-1] + "ies" if past.endswith("ied") else term + "s"
    doubled = (term + term[-1] + "ed", term + term[-1] + "ing") if term[-1] in "bgnptlr" else ()
    return term, third, term + "es", past, stem + "ing", *doubled
