"""What one provider does differently in NewsML-G2, and what all of them do that the standard leaves open.

In `seeds/reference/provider_profiles.csv` a row says: this `provider` (its name as the warehouse stores it; `*` for all)
treats this `field` by this `rule`, and `value` fills the rule in:

| rule | value |
|---|---|
| `name` | another name or code by which the provider goes |
| `drop` | a regular expression: a value that it fills is none |
| `without` | a regular expression: what it finds in a value is taken out |
| `zone` | the time zone of times that name none |
| anything else | `word=meaning`, the reader's own vocabulary (`choices`) |
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from zoneinfo import ZoneInfo

from tasks.readers.values.profiles import profile
from warehouse.reference import read_reference

FORMAT = "newsml_g2"
EVERYBODY = "*"


@dataclass(frozen=True)
class Profile:
    """The rules for one provider; `provider` is None where no row knows it, and only those for all hold."""

    provider: str | None

    def cleaned(self, field: str, text: str | None) -> str | None:
        """Return a value without what the provider pads it with, or None where it only fills a blank."""
        if text is None or any(re.fullmatch(pattern, text) for pattern in self._values(field, "drop")):
            return None
        for pattern in self._values(field, "without"):
            text = re.sub(pattern, "", text)
        return text.strip() or None

    def choices(self, field: str, rule: str) -> dict[str, str]:
        """Return the provider's words and what they mean, in the order of the table."""
        pairs = (value.rpartition("=") for value in self._values(field, rule))
        return {word: meaning for word, _, meaning in pairs}

    def zone(self, field: str) -> ZoneInfo | None:
        """Return the time zone of this field's times that name none."""
        return next((ZoneInfo(name) for name in self._values(field, "zone")), None)

    def _values(self, field: str, rule: str) -> tuple[str, ...]:
        own = profile(FORMAT, self.provider, field, rule) if self.provider else ()
        return (*profile(FORMAT, EVERYBODY, field, rule), *own)


def profile_of(names: Iterable[str | None]) -> Profile:
    """Return the profile of the provider that goes by one of these names, letter case aside."""
    known = _providers()
    return Profile(next((known[name.casefold()] for name in names if name and name.casefold() in known), None))


@cache
def _providers() -> dict[str, str]:
    """Return the providers by all names that they have."""
    rows = [row for row in read_reference("provider_profiles") if row["format"] == FORMAT and row["provider"] != EVERYBODY]
    own = {row["provider"].casefold(): row["provider"] for row in rows}
    return {row["value"].casefold(): row["provider"] for row in rows if row["rule"] == "name"} | own
