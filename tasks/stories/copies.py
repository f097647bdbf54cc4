"""Sketches of stories, by whose overlap the warehouse finds copies: exact, near, and contained ones."""

import hashlib
import re

SHINGLE_WORDS = 5
SCALE = 4  # one shingle in four is kept
SKETCH_BOUND = 2**64 // SCALE

# A word. Match: "Freedonia's". Miss: "—".
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")


def sketch(body: str) -> frozenset[int]:
    """Return the FracMinHash of a body: the 64-bit hashes of its 5-word shingles that fall into the lowest quarter."""
    words = [word.casefold().replace("’", "'") for word in _WORD.findall(body)]
    shingles = {" ".join(words[at : at + SHINGLE_WORDS]) for at in range(len(words) - SHINGLE_WORDS + 1)}
    return frozenset(mark for shingle in shingles if (mark := _hash(shingle)) < SKETCH_BOUND)


def _hash(shingle: str) -> int:
    """Return a 64-bit hash that is the same on every machine."""
    return int.from_bytes(hashlib.blake2b(shingle.encode(), digest_size=8).digest(), "big")
