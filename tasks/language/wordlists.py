"""Sets of words and patterns of terms from `seeds/reference/lexicon_words.csv`, each word with its source and an example."""

import re
from functools import cache

from warehouse.reference import read_reference

ANY_ENDING = "*"


@cache
def word_set(name: str) -> frozenset[str]:
    """Return the words of a set, in small letters; raise KeyError for a set that the table does not have."""
    found = frozenset(row["term"] for row in read_reference("lexicon_words") if row["word_set"] == name)
    if not found:
        raise KeyError(f"lexicon_words.csv has no word_set {name!r}; add its rows there")
    return found


@cache
def word_pattern(name: str) -> re.Pattern[str]:
    """Return a pattern that finds any word of a set as a whole word in any case; "embargo*" finds "embargoed" too."""
    terms = sorted(word_set(name), key=len, reverse=True)
    joined = "|".join(re.escape(term.rstrip(ANY_ENDING)) + (r"\w*" if term.endswith(ANY_ENDING) else "") for term in terms)
    return re.compile(rf"(?<!\w)(?:{joined})(?!\w)", re.IGNORECASE)
