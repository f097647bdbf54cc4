"""Strings that cannot do harm: what frames show of ids and codes, and what people see of text that others wrote."""

import hashlib
import json
import re
import unicodedata

# Matches "story_0a1b/v2" and "body:un-security-council"; misses "<b>", "two words" and the empty string.
PLAIN_TOKEN = re.compile(r"[A-Za-z0-9_.:/+-]{1,160}")
DIGEST_HEX_DIGITS = 12

# A character to look at closely. Matches "é" and "\u202e"; misses "a" and "~".
UNPLAIN = re.compile(r"[^ -~]")

# Line breaks and tabs are layout; every other control or formatting character is shown by its number.
LAYOUT = frozenset("\t\n\r")
HIDDEN_CATEGORIES = frozenset({"Cc", "Cf", "Co", "Cs", "Zl", "Zp"})


def token(value: object) -> str | None:
    """Return an id or code as it is if it is a plain token, else a digest that still tells values apart."""
    if value is None:
        return None
    text = str(value)
    if PLAIN_TOKEN.fullmatch(text):
        return text
    return f"unprintable-{hashlib.sha256(text.encode('utf-8', 'surrogatepass')).hexdigest()[:DIGEST_HEX_DIGITS]}"


def required_code(value: object) -> str:
    """Return a code that may not be null: null becomes a word that no closed list has."""
    return token(value) or "missing"


def visible(text: str) -> str:
    """Return text with every invisible control shown by its number, as in [U+202E], so that it cannot act unseen."""
    return UNPLAIN.sub(lambda found: _shown(found[0]), text)


def escaped(json_text: str) -> str:
    """Return JSON with every invisible control escaped: the same values, and nothing acts on a terminal."""
    return UNPLAIN.sub(lambda found: json.dumps(found[0])[1:-1] if _is_hidden(found[0]) else found[0], json_text)


def _shown(character: str) -> str:
    return f"[U+{ord(character):04X}]" if _is_hidden(character) else character


def _is_hidden(character: str) -> bool:
    return character not in LAYOUT and unicodedata.category(character) in HIDDEN_CATEGORIES
