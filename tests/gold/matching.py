"""Which read measure answers which annotated one: the definitions of the annotation guidelines, in our own words."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

Row = dict[str, Any]

# Signs that do not tell names apart: "U.S.", "(Cuba)"; not the letters of "Cuba".
SIGNS = re.compile(r"[^\w\s]")
# "the Taliban", "a bank"; not "Theatre".
ARTICLE = re.compile(r"(?:the|an?)\s")
SHORTEST_FREE_NAME = 4  # up to three letters are codes, which must be equal
SHORTEST_QUOTE = 8  # a shorter quote proves nothing
SHARED_WORDS = 0.6  # of the annotated quote's words, for two quotes to tell the same
# What decides between two answers of the same type and target; a measure that may be left out goes last.
WEIGHTS = {"status": 1.0, "sender": 0.8, "evidence": 0.9}
OPTIONAL_WEIGHT = -0.5


@dataclass(frozen=True)
class Agreement:
    """In which values a read measure agrees with the annotated one of the same type and target."""

    status: bool
    sender: bool
    evidence: bool

    @property
    def weight(self) -> float:
        """How good an answer it is."""
        return sum(value for field, value in WEIGHTS.items() if getattr(self, field))


@dataclass(frozen=True)
class Pair:
    """Places of an annotated and a read measure that answer each other."""

    wanted: int
    found: int
    agreement: Agreement


def plain_name(name: str) -> str:
    """Return a name without signs, capitals and a leading article."""
    words = " ".join(SIGNS.sub("", name).casefold().split())
    return ARTICLE.sub("", words, count=1) if ARTICLE.match(words) else words


def is_same_party(one: str, other: str) -> bool:
    """Say whether two plain names mean one party: equal, or the shorter one stands whole in the longer one."""
    short, long = sorted((one, other), key=len)
    return one == other or (len(short) >= SHORTEST_FREE_NAME and f" {short} " in f" {long} ")


def tell_same(quotes: Iterable[str], text: str) -> bool:
    """Say whether a text tells what one of the annotated quotes does: part of it, around it, or most of its words."""
    text = " ".join(text.split())
    if len(text) < SHORTEST_QUOTE:
        return False
    words = set(text.casefold().split())
    for quote in (" ".join(quote.split()) for quote in quotes):
        needed = set(quote.casefold().split())
        if quote in text or text in quote or (needed and len(needed & words) >= SHARED_WORDS * len(needed)):
            return True
    return False


def compare(wanted: Row, found: Row) -> Agreement | None:
    """Return in what two measures agree; None if their types or targets differ."""
    if found["type"] not in _allowed(wanted, "type"):
        return None
    targets, hit = _names(wanted, "targets"), {plain_name(name) for name in found["targets"]}
    if not (_meet(targets, hit) if targets else not hit):
        return None
    senders = _names(wanted, "senders")
    return Agreement(
        status=found["status"] in _allowed(wanted, "status"),
        sender=not senders or _meet(senders, {plain_name(name) for name in found["senders"]}),
        evidence=any(tell_same(wanted["evidence"], quote) for quote in found["evidence"]),
    )


def pair_up(wanted: Sequence[Row], found: Sequence[Row]) -> list[Pair]:
    """Return one-to-one pairs, the best agreement first; of equal ones the first told."""
    options = [
        Pair(left, right, agreement)
        for left, row in enumerate(wanted)
        for right, other in enumerate(found)
        if (agreement := compare(row, other)) is not None
    ]
    chosen: list[Pair] = []
    for pair in sorted(options, key=lambda pair: (-_rank(pair, wanted), pair.wanted, pair.found)):
        if all(pair.wanted != other.wanted and pair.found != other.found for other in chosen):
            chosen.append(pair)
    return chosen


def _rank(pair: Pair, wanted: Sequence[Row]) -> float:
    rank = pair.agreement.weight + (OPTIONAL_WEIGHT if wanted[pair.wanted].get("optional") else 0)
    return round(rank, 6)


def _allowed(wanted: Row, field: str) -> set[str]:
    return {wanted[field], *wanted.get(f"{field}_alt", ())}


def _names(wanted: Row, field: str) -> set[str]:
    return {plain_name(name) for name in (*wanted[field], *wanted.get(f"{field}_alt", ())) if name}


def _meet(some: set[str], others: set[str]) -> bool:
    return any(is_same_party(one, other) for one in some for other in others)
