"""Editorial urgency as the IPTC's formats count it: 1 the most urgent, 9 the least."""

MOST_URGENT = 1
ALERT_URGENCY_MAX = 2  # an alert may be nothing but its headline


def urgency(written: str | None) -> int | None:
    """Return the urgency that is written, or None where it is none."""
    digits = (written or "").strip()
    return int(digits) if digits.isdecimal() and len(digits) == 1 and int(digits) >= MOST_URGENT else None


def is_alert(found: int | None) -> bool:
    """Tell whether an urgency is that of flashes and bulletins."""
    return found is not None and found <= ALERT_URGENCY_MAX
