"""A name is of one kind throughout a story, and a short form means the full one: "Anna Holm", then "Holm"."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from tasks.language.gazetteer import Actor, is_place_name, named
from tasks.language.naming import KINDS, Naming
from tasks.language.wordlists import word_set
from warehouse.codes import EntityKind

KIND_OF_LABEL = {**KINDS, "VESSEL": EntityKind.VESSEL, "WEAPON": EntityKind.WEAPON}
OPEN_LABELS = frozenset(KIND_OF_LABEL)
FIRM = frozenset({"cue", "rule"})
FIRM_VOTES = 4
# Not a surname: "Jr.", "III".
AFTER_NAME = re.compile(r"^(?:Jr|Sr|I{1,3}|IV|VI{0,3}|I?X|XI{0,3}|XIV|XVI?|XX?I{1,3})\.?$")
# An organization's short form in brackets behind it: "World Trade Body (WTB)"; a miss: "(see below)".
ACRONYM = re.compile(r"^ \((?:the )?(?P<short>[A-Z][A-Z.&-]{1,9}s?)\)")
# A capital before or after a place makes it part of another name: "Lord" in "Lord Holm"; a miss: ". Holm".
JOINED_BEFORE = re.compile(r"(?:[A-Z][\w'.-]{0,60}|&)[ -]$")
# What makes a name part of another one behind it: " Bank" in "Holm Bank"; a miss: " said".
JOINED_AFTER = re.compile(r"^(?: &|[ -][A-Z][a-z]|\w)")
# What settles the kind of a name behind it: "Holm, who", "Holm, 34,"; a miss: "Holm, which".
PERSON_AFTER = re.compile(
    r"^(?:(?:['’]s)?,? who(?:se|m)?\b|, (?:aged )?[1-9]\d,"
    r"|, (?:a|the) (?:man|woman|former|lawyer|\d\d-year-old)\b|,? himself\b| herself\b)"
)
# "in Holmen", "near Holmen"; a miss: "by Holmen".
PLACE_BEFORE = re.compile(r"\b(?:in|near|outside|downtown|northern|southern|eastern|western|central) $")
# The name ends: "in Holmen,"; a miss: "in Holmen's", "in Holmen Park".
PLACE_AFTER = re.compile(r"^(?!\w|['’-]| [A-Z])")
CONTEXT_VOTES = 2
# The kinds of names that are looked for in the rest of a story.
SHORTEST_SPREAD = 3
MOST_SPREAD = 500  # a wire story has below 100; what is longer is no story
SPREAD = frozenset({"PERSON", "ORG", "GPE", "LOC", "VESSEL", "WEAPON"})
# A word in small letters: "price"; a miss: "Price".
SMALL_WORD = re.compile(r"\b[a-z]+\b")
# Where a sentence begins: ". Holm"; a miss: "of Holm".
SENTENCE_BEFORE = re.compile(r"(?:^|[.!?:][\"']*|--|_)\s*[\"']*$")


@dataclass
class Known:
    """What a story settles: the label of each name, and the full name behind each short one."""

    labels: dict[str, str] = field(default_factory=dict)
    full: dict[str, Actor] = field(default_factory=dict)
    short: dict[str, Naming] = field(default_factory=dict)


def settled(rows: Sequence[Sequence[Naming]], texts: Sequence[str]) -> list[list[Naming]]:
    """Return the names with one kind each, short forms linked, and those that the model missed in other places added."""
    ruled = [[_by_form(naming, text) for naming in row] for row, text in zip(rows, texts, strict=True)]
    known = _known(ruled, texts)
    agreed = [[_agreed(naming, known) for naming in row] for row in ruled]
    pattern = _pattern(known, agreed, texts)
    return [_completed(row, text, known, pattern) for row, text in zip(agreed, texts, strict=True)]


def _by_form(naming: Naming, text: str) -> Naming:
    """Return a name with the kind that its own words tell: "Holm Brothers Inc.", "Republicans"."""
    if naming.method != "spacy":
        return naming
    words = naming.text.split()
    if naming.text.casefold() in word_set("party_words"):
        return _labelled(naming, "ORG", "rule")
    if len(words) > 1 and has_head(naming.text) and naming.label in ("PERSON", "GPE", "LOC", "FAC", "NORP"):
        return _labelled(naming, "ORG", "rule")
    return naming


def has_head(words: str) -> bool:
    """Say whether a name ends as those of organizations do: "Holm & Co.", "National Bank"; a miss: "Anna Holm"."""
    parts = words.split()
    return len(parts) > 1 and parts[-1].strip(".,'").casefold() in word_set("org_heads") | word_set("company_suffixes")


def _labelled(naming: Naming, label: str, method: str, actor: Actor | None = None) -> Naming:
    kind = KIND_OF_LABEL[label]
    actor = actor or named(kind, " ".join(naming.text.split()))
    return replace(naming, label=label, actor=actor, method=method, column="place" if kind is EntityKind.PLACE else "model")


def _known(rows: Sequence[Sequence[Naming]], texts: Sequence[str]) -> Known:
    """Return what the story settles by the votes of all places of a name."""
    votes: dict[str, Counter[str]] = {}
    firm: dict[str, set[str]] = {}
    for row, text in zip(rows, texts, strict=True):
        for naming in row:
            if naming.label in OPEN_LABELS and not naming.method.startswith("gazetteer"):
                key = _key(naming.text)
                votes.setdefault(key, Counter()).update(_votes(naming, text))
                if naming.method in FIRM or (naming.label == "ORG" and has_head(naming.text)):
                    firm.setdefault(key, set()).add(naming.label)
    known = Known({key: counts.most_common(1)[0][0] for key, counts in votes.items()})
    for row in rows:
        for naming in row:
            _learn_surname(naming, known, firm)
    for row, text in zip(rows, texts, strict=True):
        for naming in row:
            _learn_acronym(naming, text, known)
            _learn_firm(naming, known, firm)
    return known


def _votes(naming: Naming, text: str) -> Counter[str]:
    """Return what one place of a name says for its kind: the model's label, and the words around it."""
    is_firm = naming.method in FIRM or (naming.label == "ORG" and has_head(naming.text))
    votes = Counter({naming.label: FIRM_VOTES if is_firm else 1})
    before, after = text[max(0, naming.start - 12) : naming.start], text[naming.end : naming.end + 20]
    if PERSON_AFTER.match(after):
        votes["PERSON"] += CONTEXT_VOTES
    is_short = " " not in naming.text or is_place_name(naming.text)
    if is_short and naming.label in ("ORG", "PERSON", "GPE") and PLACE_BEFORE.search(before) and PLACE_AFTER.match(after):
        votes["GPE"] += CONTEXT_VOTES
    if naming.label in ("ORG", "PERSON", "NORP") and naming.method == "spacy" and is_place_name(naming.text):
        votes["GPE"] += 1
    return votes


def _learn_surname(naming: Naming, known: Known, firm: dict[str, set[str]]) -> None:
    """Let the last word of a full name stand for its person, unless other names share it."""
    words = [word for word in naming.text.split() if not AFTER_NAME.match(word)]
    if len(words) <= 1 or known.labels.get(_key(naming.text)) != "PERSON" or naming.actor is None:
        return
    surname = words[-1]
    if firm.get(_key(surname), set()) & {"ORG", "GPE"} or not surname[:1].isupper() or len(surname) < SHORTEST_SPREAD:
        return
    known.full.setdefault(_key(surname), naming.actor)
    known.labels[_key(surname)] = "PERSON"


def _learn_acronym(naming: Naming, text: str, known: Known) -> None:
    """Let letters in brackets behind an organization stand for it."""
    short = ACRONYM.match(text[naming.end : naming.end + 14])
    if naming.label in ("ORG", "BODY") and short and naming.actor and len(naming.text.split()) > 1:
        known.full.setdefault(_key(short["short"]), naming.actor)
        known.labels[_key(short["short"])] = "ORG"


def _learn_firm(naming: Naming, known: Known, firm: dict[str, set[str]]) -> None:
    """Let a firm's name without its suffix, or its first word where the story has it alone, stand for the firm."""
    parts = naming.text.replace("&", " ").split()
    if naming.label != "ORG" or len(parts) == 1 or naming.actor is None:
        return
    if parts[-1].strip(".,").casefold() not in word_set("company_suffixes"):
        return
    bare = naming.text.rsplit(None, 1)[0].rstrip(" ,&")
    for short in (_key(bare), parts[0].rstrip(",")):
        is_taken = short in known.full or firm.get(short, set()) & {"PERSON", "GPE"} or is_place_name(short)
        if short in known.labels and not is_taken:
            known.full[short] = naming.actor
            known.labels[short] = "ORG"


def _key(words: str) -> str:
    return " ".join(words.split())


def _agreed(naming: Naming, known: Known) -> Naming:
    """Return a name with the kind that the story settled, linked to its full name."""
    if naming.method.startswith("gazetteer") or naming.label not in OPEN_LABELS:
        return naming
    key = _key(naming.text)
    label, actor = known.labels.get(key, naming.label), known.full.get(key)
    if actor is not None:
        return _labelled(naming, label, "story" if actor != naming.actor else naming.method, actor)
    return naming if label == naming.label else _labelled(naming, label, "story")


def _pattern(known: Known, rows: Sequence[Sequence[Naming]], texts: Sequence[str]) -> re.Pattern[str] | None:
    """Return a pattern of the settled names that stand in more places than were found; words of the language are none."""
    told = "\n".join(texts)
    found = Counter(naming.text for row in rows for naming in row)
    open_names = [
        name for name, label in known.labels.items() if label in SPREAD and name[:1].isupper() and len(name) >= SHORTEST_SPREAD
    ]
    names = [name for name in open_names[:MOST_SPREAD] if told.count(name) > found[name]]
    lower = set(SMALL_WORD.findall(told)) if names else set()
    names = [name for name in names if name.casefold() not in lower]
    if not names:
        return None
    return re.compile(r"(?<![\w-])(?:" + "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True)) + r")(?!\w)")


def _completed(row: list[Naming], text: str, known: Known, pattern: re.Pattern[str] | None) -> list[Naming]:
    """Return the names of a passage with the settled ones that the model did not see there."""
    found = list(row)
    for match in pattern.finditer(text) if pattern else ():
        start, end = match.span()
        if any(naming.start < end and start < naming.end for naming in found) or JOINED_AFTER.match(text[end : end + 3]):
            continue
        before = text[max(0, start - 20) : start]
        if JOINED_BEFORE.search(before) and not SENTENCE_BEFORE.search(before):
            continue
        key = match.group()
        bare = Naming(start, end, key, known.labels[key], None, "story")
        found.append(_labelled(bare, known.labels[key], "story", known.full.get(key)))
    return sorted(found, key=lambda naming: naming.start)
