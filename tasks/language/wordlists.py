"""Sets of words and patterns of terms from `lexicon_words.csv` and `name_words.csv`, each word with its source and an example."""

import re
from functools import cache

from warehouse.reference import read_reference

ANY_ENDING = "*"
TABLES = ("lexicon_words", "name_words")


@cache
def word_set(name: str) -> frozenset[str]:
    """Return the words of a set, in small letters; raise KeyError for a set that the table does not have."""
    found = frozenset(row["term"] for table in TABLES for row in read_reference(table) if row["word_set"] == name)
    if not found:
        raise KeyError(f"no word_set {name!r} in {' or '.join(TABLES)}; add its rows to one of these tables")
    return found


@cache
def word_pattern(name: str) -> re.Pattern[str]:
    """Return a pattern that finds any word of a set as a whole word in any case; "embargo*" finds "embargoed" too."""
    terms = sorted(word_set(name), key=len, reverse=True)
    joined = "|".join(re.escape(term.rstrip(ANY_ENDING)) + (r"\w*" if term.endswith(ANY_ENDING) else "") for term in terms)
    return re.compile(rf"(?<!\w)(?:{joined})(?!\w)", re.IGNORECASE)
