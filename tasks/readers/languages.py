"""Languages as ISO 639 codes in lower case."""

import re

# The language of a tag such as "en-US". Matches "en", "NL" and "pt_BR"; misses "", "x-default" and "english".
TAG = re.compile(r"([A-Za-z]{2,3})(?:[-_][\w-]*)?")


def language(*tags: str | None) -> str | None:
    """Return the language that the first valid tag means."""
    for tag in tags:
        match = TAG.fullmatch((tag or "").strip())
        if match:
            return match[1].lower()
    return None
