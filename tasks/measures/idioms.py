"""Idioms that take a side together: a verb, the words beside it and a preposition: "hit out at", "take issue with"."""

from functools import cache

from tasks.language.parsed import Token
from tasks.measures.clauses import is_verb
from tasks.measures.lean import Step
from warehouse.codes import Stance
from warehouse.reference import read_reference


@cache
def _idioms() -> dict[tuple[str, str], list[tuple[frozenset[str], Stance]]]:
    """Return the idioms by their verb and their preposition: the words between, and the stance."""
    found: dict[tuple[str, str], list[tuple[frozenset[str], Stance]]] = {}
    for row in read_reference("lexicon_positions"):
        if row["pos"] == "idiom":
            verb, *between, preposition = row["term"].split()
            found.setdefault((verb, preposition), []).append((frozenset(between), Stance(row["stance"])))
    return found


def idiom_stance(step: Step) -> Stance | None:
    """Return the stance of the idiom that a word and the preposition below it belong to, whichever of them it hangs on."""
    if not step.preposition:
        return None
    verb = step.word if is_verb(step.word) else step.word.head
    known = _idioms().get((verb.lemma_.lower(), step.preposition), ())
    beside = {word.lower_ for word in _beside(verb)}
    return next((stance for between, stance in known if between <= beside), None)


def _beside(verb: Token) -> list[Token]:
    """Return the words that hang on a verb, and those that hang on a particle of it: "out" of "out at"."""
    return [inner for child in verb.children for inner in (child, *(child.children if child.pos_ in ("ADP", "ADV") else ()))]
