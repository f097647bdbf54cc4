"""Give ALL-CAPS wires a normal case of equal length: the model was trained on mixed case."""

import re
from collections.abc import Iterable

from tasks.language.wordlists import word_set

CAPS_SHARE = 0.7  # of all letters; a mixed-case story has below 0.1
LOWER_SHARE = 0.995
MIN_LETTERS = 20

# The first letter of a sentence: the T of '. THE' and of '"THE'; a miss: the U of "THE U.S.".
SENTENCE_START = re.compile(r"(?:^|[.!?:]['\"”)]*\s+|--\s*|[\"“]\s*|\]\s*)([A-Za-z])")
# Initials with points: "U.S.", "O.A.S."; a miss: "THE."
INITIALS = re.compile(r"\b(?:[A-Za-z]\.){2,}")
# A title and the names after it: "MINISTER CARLOS MEDELLIN"; a miss: "MINISTER SAID".
TITLED = re.compile(
    r"\b(president|minister|secretary|senator|general|colonel|ambassador|mr|mrs|dr|pope|king|prince|chancellor|premier"
    r"|spokesman|deputy|bishop|sen|rep|gen|col)(\.? )((?:[a-z][\w'-]+ ?){1,3})"
)
NOT_NAMES = word_set("not_names")


def is_all_caps(text: str) -> bool:
    """Say whether a text is an ALL-CAPS wire."""
    letters = "".join(filter(str.isalpha, text))
    return len(letters) >= MIN_LETTERS and sum(map(str.isupper, letters)) / len(letters) > CAPS_SHARE


def is_all_lower(text: str) -> bool:
    """Say whether a text is a wire in small letters, names included."""
    letters = "".join(filter(str.isalpha, text))
    return len(letters) >= MIN_LETTERS and sum(map(str.islower, letters)) / len(letters) > LOWER_SHARE


def truecase(text: str, names: Iterable[tuple[int, int, str]]) -> str:
    """Return the text in mixed case and of equal length; `names` are (start, end, proper form) found in it."""
    chars = list(text.lower() if len(text.lower()) == len(text) else text)
    _capitalize_titled(chars)
    for start in SENTENCE_START.finditer(text):
        chars[start.start(1)] = chars[start.start(1)].upper()
    for initials in INITIALS.finditer(text):
        chars[initials.start() : initials.end()] = initials.group().upper()
    for first, end, proper in names:
        if len(proper) == end - first:
            chars[first:end] = proper
    return "".join(chars)


def _capitalize_titled(chars: list[str]) -> None:
    """Give the names after titles their capitals, in place."""
    for titled in TITLED.finditer("".join(chars)):
        at = titled.start(3)
        for word in titled.group(3).split(" "):
            if word in NOT_NAMES:
                break
            if word:
                chars[at] = chars[at].upper()
            at += len(word) + 1
        else:
            chars[titled.start(1)] = chars[titled.start(1)].upper()
