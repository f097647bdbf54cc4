"""Language tags, as `stories.language` wants them: the primary code alone, in lower case, two letters where there are two."""

import re
from functools import cache

from warehouse.reference import read_reference, split_cell

# The primary code of a tag. Matches "en" of "en-US" and "por" of "por_BR"; misses "" and "english language".
PRIMARY = re.compile(r"([A-Za-z]{2,3})(?:[-_][\w-]*)?\Z")
NO_LANGUAGE = frozenset({"mis", "mul", "und", "zxx"})  # ISO 639-2: uncoded, several, undetermined, no linguistic content


def primary_language(*tags: str | None) -> str | None:
    """Return the primary code of the first BCP 47 or ISO 639 tag that names a language, or None where none does."""
    for tag in tags:
        match = PRIMARY.match((tag or "").strip())
        if match is not None and match[1].lower() not in NO_LANGUAGE:
            code = match[1].lower()
            return _two_letters().get(code, code)
    return None


@cache
def _two_letters() -> dict[str, str]:
    """Return the two-letter code by three-letter code, in both its forms (`deu` and `ger`)."""
    return {three: row["code"] for row in read_reference("languages") for three in split_cell(row["three_letters"])}
