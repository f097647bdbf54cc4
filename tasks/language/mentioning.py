"""The names of a story as its `mentions` rows show them: whole names of one kind throughout the story.

The rules of the measures need every country's name, "Swiss" in "Swiss National Bank" too; a reader of the mentions wants the
bank. So the names that the gazetteer and the model found are read once more: longer names win over the countries in
them, the words beside a name settle its kind, and a name is of one kind in all its places.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import pairwise

from tasks.language.cues import Cue, cues
from tasks.language.gazetteer import Actor, named
from tasks.language.naming import SHORTEST_NAME, Naming
from tasks.language.parsed import Doc
from tasks.language.passages import guarded
from tasks.language.settling import KIND_OF_LABEL, has_head, settled
from tasks.language.speaking import told_countries
from tasks.language.trimming import joined_persons, tidy
from tasks.language.wordlists import word_set
from warehouse.codes import EntityKind

# Words that stand for a name: "the council", "the North"; a miss: "the House".
NOMINAL = "NOMINAL"
GOVERNMENT = "GOVERNMENT"
# "Bush administration", "Putin's government"; a miss: "State Department".
LED = re.compile(r"\b(?:administration|Administration|government|regime)$")
# Models' kinds of names that are made with a country's name: "Gulf of Thailand", "Tour de France".
COMPOSED = frozenset({"ORG", "LOC", "GPE", "FAC", "PERSON", "EVENT", "WORK_OF_ART", "PRODUCT", "LAW"})
# What the names of a place add to a country's: "Southern", "Occupied"; they are no part of it.
DIRECTION = re.compile(
    r"^(?:north|south|east|west|central|northern|southern|eastern|western|occupied|downtown|greater)$", re.IGNORECASE
)


def mention_story(docs: Sequence[Doc], texts: Sequence[str], namings: Sequence[Sequence[Naming]]) -> list[list[Naming]]:
    """Return the mentions of each passage in order, none overlapping, persons with the country that the text gives them."""
    texts = [guarded(text) for text in texts]  # as the model read them
    rows = settled([_first_reading(doc, text, row) for doc, text, row in zip(docs, texts, namings, strict=True)], texts)
    countries = told_countries(texts, rows)
    return [[_with_country(naming, countries) for naming in row] for row in rows]


def _with_country(naming: Naming, countries: dict[str, Actor]) -> Naming:
    state = countries.get(naming.actor.entity_id) if naming.actor else None
    if naming.actor is None or state is None or naming.actor.country:
        return naming
    return replace(naming, actor=replace(naming.actor, country=state.country))


def _first_reading(doc: Doc, text: str, namings: Sequence[Naming]) -> list[Naming]:
    """Return the names of a passage by its own words: cues, then longer names, then the gazetteer, then the model."""
    linked = [shown for naming in namings if naming.method.startswith("gazetteer") and (shown := _shown(naming))]
    model = [naming for span in doc.ents for naming in _model_names(text, span.start_char, span.end_char, span.label_)]
    kept: list[Naming] = []
    longer = [naming for naming in model if _outgrows(naming, [hit for hit in linked if _overlap(hit, naming)])]
    spoken = [_of_cue(text, cue, linked, model) for cue in cues(text)]
    for naming in (*filter(None, spoken), *longer, *linked, *model):
        if not any(_overlap(naming, other) for other in kept):
            kept.append(naming)
    named_ = (naming for naming in kept if naming.label in KIND_OF_LABEL or naming.method.startswith("gazetteer"))
    return sorted(named_, key=lambda naming: naming.start)


def _shown(naming: Naming) -> Naming | None:
    """Return a name of the gazetteer with the label of what its words name, without its article."""
    words = naming.text
    lead = 4 if words[:4].casefold() == "the " else 0
    words = words[lead:]
    label = naming.label
    if naming.column == "contextual" and not words[:1].isupper():
        label, words, lead = NOMINAL, naming.text, 0
    elif naming.column in ("contextual", "metonyms") and naming.label == "COUNTRY":
        label = GOVERNMENT if LED.search(words) else "COUNTRY" if words in ("North", "South") else "ORG"
    return replace(naming, start=naming.start + lead, text=words, label=label)


def _model_names(text: str, start: int, end: int, label: str) -> Iterable[Naming]:
    """Yield the names of an entity of the model, tidied; two persons joined by "and" are two."""
    for part in joined_persons(text, start, end, label):
        first, last, kind = tidy(text, *part)
        if last - first >= SHORTEST_NAME and _is_name(text[first:last]):
            yield _named(text, first, last, kind, "spacy")


def _is_name(words: str) -> bool:
    """Say whether words can be a name: a letter, a capital, and not only a firm's suffix or a column's head."""
    if not any(char.isupper() for char in words):
        return False
    parts = {part.strip(".,").casefold() for part in words.split()}
    return not parts <= word_set("company_suffixes") | word_set("column_heads")


def _named(text: str, start: int, end: int, label: str, method: str) -> Naming:
    words = text[start:end]
    kind = KIND_OF_LABEL.get(label)
    actor = named(kind, " ".join(words.split())) if kind else None
    return Naming(start, end, words, label, actor, method, "place" if kind is EntityKind.PLACE else "model")


def _of_cue(text: str, cue: Cue, linked: Sequence[Naming], model: Sequence[Naming]) -> Naming | None:
    """Return the name that a cue settles, unless it is a country's or a part of another kind of name."""
    bare = _named(text, *tidy(text, cue.start, cue.end, cue.label), "cue")
    if len(bare.text) < SHORTEST_NAME:
        return None
    same = [hit for hit in linked if _overlap(hit, bare)]
    if bare.label == "GPE":
        return _place(bare, same, model)
    if bare.label == "ORG":
        return bare
    if any(hit.start <= bare.start for hit in same):
        return None
    around = [other for other in model if other.start <= bare.start and bare.end <= other.end]
    bodies = [other for other in around if other.label in ("ORG", "EVENT", "FAC") and _is_body(other.text)]
    if bare.label == "PERSON" and (bodies or has_head(bare.text)):
        return None
    whole = next((other for other in around if other.label == bare.label), bare)
    return replace(whole, method="cue")


def _place(bare: Naming, same: Sequence[Naming], model: Sequence[Naming]) -> Naming | None:
    """Return a place that a cue settles, with its country where the gazetteer knows it; a body is no place."""
    in_body = any(other.start < bare.start < other.end and other.label == "ORG" for other in model)
    if in_body or any(hit.label == "BODY" for hit in same):
        return None
    if same and same[0].label == "COUNTRY":
        return replace(same[0], start=bare.start, end=bare.end, text=bare.text)
    return bare


def _outgrows(naming: Naming, hits: list[Naming]) -> bool:
    """Say whether the model's name holds a country's and is another: "Swiss National Bank"; a miss: "U.N. Secretary General"."""
    if not hits or naming.label not in COMPOSED or all(naming.end - naming.start <= hit.end - hit.start for hit in hits):
        return False
    if any(hit.start < naming.start or hit.end > naming.end for hit in hits):
        return False
    first, last = hits[0], hits[-1]
    before = naming.text[: first.start - naming.start].split()
    after = naming.text[last.end - naming.start :].split()
    if naming.label == "PERSON":
        return (bool(before) and before[-1][:1].isupper()) or (bool(after) and first.label != "DEMONYM")
    if naming.label in ("GPE", "LOC", "FAC"):
        rest = [word for word in (*before, *after) if word[:1].isupper() and not DIRECTION.match(word)]
        return bool(rest) and not any(word.casefold() in word_set("party_words") for word in rest)
    if naming.label == "ORG":
        return _is_body(naming.text) or bool(before and before[-1].casefold() in ("of", "for"))
    return naming.label in ("EVENT", "WORK_OF_ART", "LAW", "PRODUCT")


def _is_body(words: str) -> bool:
    """Say whether a name ends or begins as those of organizations do: "National Bank", "Ministry of Trade"."""
    parts = [part.strip(".,'").casefold() for part in words.split()]
    heads = word_set("org_heads")
    return parts[-1] in heads or any(part in heads and after in ("of", "for") for part, after in pairwise(parts))


def _overlap(one: Naming, other: Naming) -> bool:
    return one.start < other.end and other.start < one.end
