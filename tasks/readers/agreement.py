"""How far two extractions of one page are the same text."""

import re
from collections import Counter

SHINGLE_WORDS = 4

# A word. Matches "U" and "S" of "U.S."; misses punctuation.
WORD = re.compile(r"\w+")


def agreement(one: str, other: str) -> float:
    """Return the F1 of the two texts' shingles of four words, from 0 (nothing in common) to 1 (the same words)."""
    first, second = shingles(one), shingles(other)
    total = first.total() + second.total()
    return 2 * (first & second).total() / total if total else 1.0


def shingles(text: str) -> Counter[tuple[str, ...]]:
    """Count every run of four words; a shorter text is one run."""
    words = WORD.findall(text.lower())
    runs = zip(*(words[start:] for start in range(SHINGLE_WORDS)), strict=False)
    return Counter(runs if len(words) >= SHINGLE_WORDS else [tuple(words)] if words else [])
