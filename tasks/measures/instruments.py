"""Legal acts and documents by which measures are made: resolutions, orders, bills."""

from functools import cache

from tasks.language.parsed import Token
from tasks.measures.clauses import children
from tasks.measures.lexicon import singular
from tasks.measures.reading import Paragraph, Words
from warehouse.reference import read_reference

# Instruments that only a measure's own words make one; "the move" is none when the story quotes a document.
VAGUE = frozenset({"any"})


@cache
def issuers() -> dict[str, str]:
    """Return who issues each kind of instrument: council, president, parliament, or any."""
    return {row["term"]: row["issuer"] for row in read_reference("lexicon_instruments")}


def is_instrument(token: Token) -> bool:
    """Say whether a noun names a legal act or document."""
    return token.pos_ in ("NOUN", "PROPN") and singular(token.lower_) in issuers()


def issuer_kind(token: Token) -> str:
    """Return who issues an instrument."""
    return issuers()[singular(token.lower_)]


def instrument_words(token: Token, paragraph: Paragraph) -> Words:
    """Return the words of an instrument with its kind and number: "draft resolution", "Executive Order 13391"."""
    left = [child for child in token.lefts if child.dep_ in ("compound", "amod", "nmod") and child.i < token.i]
    right = [child for child in token.rights if child.dep_ in ("nummod", "appos") and child.i == token.i + 1 and child.like_num]
    first = left[0] if left and left[-1].i == token.i - 1 else token
    while first.i and first.nbor(-1).dep_ == "compound" and first.nbor(-1).head.i == first.i:  # "Security" of "Security Council"
        first = first.nbor(-1)
    return paragraph.words(first, right[0] if right else token)


def find_instrument(tokens: list[Token], paragraph: Paragraph) -> Words | None:
    """Return the words of the first definite legal act in a clause, or None."""
    for token in tokens:
        if is_instrument(token) and issuer_kind(token) not in VAGUE and not children(token, "neg"):
            return instrument_words(token, paragraph)
    return None
