"""Send through apprise, without ever telling an address: it holds tokens and passwords."""

import logging
import re
from collections.abc import Callable
from urllib.parse import urlsplit

from tasks.alerting.rules import Rule
from warehouse.errors import UsageError

Send = Callable[[str, str, str], str | None]

# The status in what apprise logs of a failure. Matches "error=503."; misses "errors".
STATUS = re.compile(r"error=(\d{3})")


def redacted(url: str) -> str:
    """Return an address with its service alone: of some the host already is a token."""
    try:
        scheme = urlsplit(url).scheme
    except ValueError:
        scheme = ""
    return f"{scheme or 'no-service'}://***"


def check_addresses(rules: tuple[Rule, ...]) -> None:
    """Raise UsageError for an address that apprise does not know how to send to."""
    import apprise  # noqa: PLC0415 - knows a hundred services, which takes a while

    with apprise.LogCapture(level=logging.CRITICAL):  # type: ignore[no-untyped-call]
        for rule in rules:
            for place, url in enumerate(rule.urls, 1):
                if apprise.Apprise.instantiate(url, suppress_exceptions=True) is None:
                    raise UsageError(
                        f"the rule {rule.name!r}: address {place} ({redacted(url)}) is none that apprise can send to;"
                        " its list of services says how each is written"
                    )


def send(url: str, title: str, body: str) -> str | None:
    """Send one message to one address; return why it failed, or None if it was taken. Never raises."""
    import apprise  # noqa: PLC0415 - as above

    log = logging.getLogger("apprise")
    was = log.propagate
    log.propagate = False  # what it logs has the address in it
    try:
        with apprise.LogCapture(level=logging.WARNING, fmt="%(message)s") as captured:  # type: ignore[no-untyped-call]
            service = apprise.Apprise(asset=apprise.AppriseAsset(async_mode=False))
            if not service.add(url):
                return "the address is none that apprise can send to"
            if service.notify(body=body, title=title, body_format=apprise.NotifyFormat.TEXT):
                return None
            status = STATUS.search(captured.getvalue())
            return f"the service answered {status[1]}" if status else "the service could not be reached, or did not take it"
    except Exception as error:  # noqa: BLE001 - a service of others never stops a run
        return f"sending failed with {type(error).__name__}"
    finally:
        log.propagate = was
