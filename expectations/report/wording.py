"""Figures, shares, moments and codes in the words of the report."""

from datetime import datetime

from expectations.moments import in_utc


def count(number: int) -> str:
    """Return a count with its thousands apart."""
    return f"{number:,}"


def number(amount: int, one: str, many: str | None = None) -> str:
    """Return a count with its noun."""
    return f"{count(amount)} {one if amount == 1 else many or one + 's'}"


def share(part: int, whole: int) -> str:
    """Return a part of a whole in percent."""
    return percent(part / whole if whole else None)


def percent(fraction: float | None) -> str:
    """Return a fraction in percent, without pretending that a few are none or all."""
    if fraction is None:
        return "–"
    hundredths = 100 * fraction
    if 0 < hundredths < 0.1:  # noqa: PLR2004 - the smallest figure that one decimal shows
        return "< 0.1 %"
    if 99.9 < hundredths < 100:  # noqa: PLR2004 - as above, from the other end
        return "> 99.9 %"
    return f"{hundredths:.1f} %"


def moment(at: datetime) -> str:
    """Return a time to the minute."""
    return f"{in_utc(at):%Y-%m-%d %H:%M} UTC"


def day(at: datetime | None) -> str:
    """Return the day of a time, in UTC."""
    return f"{in_utc(at):%Y-%m-%d}" if at else "–"


def words(code: str) -> str:
    """Return a code as words: asset_freeze as asset freeze."""
    return code.replace("_", " ")


def sentence(reason: str) -> str:
    """Return a reason as a sentence, whichever stage wrote it."""
    return f"{reason[:1].upper()}{reason[1:]}{'' if reason.endswith(('.', '!', '?')) else '.'}"
