"""What one provider does differently in one format, from `seeds/reference/provider_profiles.csv`.

A row says: in this `format`, this `provider` (its name as the warehouse stores it; `*` for every provider) treats this
`field` by this `rule`, and `value` fills the rule in. The rules, all of them matched against whole values:

| rule | value |
|---|---|
| `name` | another name or code by which the provider goes in the format |
| `drop` | a regular expression: a value that it fills is none |
| `without` | a regular expression: what it finds in a value is taken out |
| `zone` | the time zone of times that name none |
| anything else | `word=meaning`, the reader's own vocabulary (`choices`) |
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from zoneinfo import ZoneInfo

from warehouse.reference import read_reference

EVERYBODY = "*"


@dataclass(frozen=True)
class Profile:
    """The rules of one provider in one format, by field and rule; `provider` is None where no row knows it."""

    provider: str | None
    values: Mapping[tuple[str, str], tuple[str, ...]]

    def cleaned(self, field: str, text: str | None) -> str | None:
        """Return a value without what the provider pads it with, or None where it only fills a blank."""
        if text is None or any(re.fullmatch(pattern, text) for pattern in self._all(field, "drop")):
            return None
        for pattern in self._all(field, "without"):
            text = re.sub(pattern, "", text)
        return text.strip() or None

    def choices(self, field: str, rule: str) -> dict[str, str]:
        """Return the provider's words and what they mean, in the order of the table."""
        pairs = (value.rpartition("=") for value in self._all(field, rule))
        return {word: meaning for word, _, meaning in pairs}

    def zone(self, field: str) -> ZoneInfo | None:
        """Return the time zone of this field's times that name none."""
        return next((ZoneInfo(name) for name in self._all(field, "zone")), None)

    def _all(self, field: str, rule: str) -> tuple[str, ...]:
        return self.values.get((field, rule), ())


def profile_of(format_name: str, names: Iterable[str | None]) -> Profile:
    """Return the profile of the provider that goes by one of these names in this format, letter case aside."""
    known = _providers(format_name)
    provider = next((known[name.casefold()] for name in names if name and name.casefold() in known), None)
    return _profile(format_name, provider)


@cache
def _providers(format_name: str) -> dict[str, str]:
    """Return the providers by all names that they have in a format."""
    rows = [row for row in read_reference("provider_profiles") if row["format"] == format_name]
    own = {row["provider"].casefold(): row["provider"] for row in rows if row["provider"] != EVERYBODY}
    return {row["value"].casefold(): row["provider"] for row in rows if row["rule"] == "name"} | own


@cache
def _profile(format_name: str, provider: str | None) -> Profile:
    values: dict[tuple[str, str], tuple[str, ...]] = {}
    for row in read_reference("provider_profiles"):
        if row["format"] == format_name and row["provider"] in (provider, EVERYBODY):
            key = (row["field"], row["rule"])
            values[key] = (*values.get(key, ()), row["value"])
    return Profile(provider, values)
