"""Errors of finding and fetching.

SourceError
├── RefusedSourceError       trying again does not help; carries a stable reason code
│   ├── BadUrlError          the text is no http(s) URL that may be fetched
│   ├── RefusedAddressError  the host has an address that must not be contacted
│   ├── RobotsDisallowError  the site does not let us fetch the page
│   ├── HostRestsError       the host wants to be left alone for longer than a run waits
│   └── InflateError         a compressed body is damaged, too large, or of an unknown coding
├── RobotsUnreachableError   a site does not say what may be fetched, so nothing is, for now
├── ArchiveError             an archived delivery is missing or damaged
└── TransientFetchError      the world failed; trying again may help
"""

from tasks.sources.delivery import Refusal


class SourceError(Exception):
    """Any failure of finding, fetching or archiving."""


class RefusedSourceError(SourceError):
    """Trying again does not help. `reason_code` is stable."""

    reason_code = "refused"


class BadUrlError(RefusedSourceError):
    """The text is no http(s) URL that may be fetched."""

    reason_code = "bad_url"


class RefusedAddressError(RefusedSourceError):
    """A host resolves to an address that must not be contacted."""

    reason_code = "refused_address"


class RobotsDisallowError(RefusedSourceError):
    """The robots.txt of the site does not let us fetch the page."""

    reason_code = "robots_disallow"


class HostRestsError(RefusedSourceError):
    """The host wants to be left alone for longer than a run waits."""

    reason_code = "server_busy"


class InflateError(RefusedSourceError):
    """A compressed body cannot be expanded within its limit."""

    def __init__(self, reason_code: str, reason: str) -> None:
        super().__init__(reason)
        self.reason_code = reason_code


class RobotsUnreachableError(SourceError):
    """The robots.txt of a site cannot be had; until it can, nothing may be fetched there (RFC 9309, 2.3.1.4).

    `retry_after` is the header of that name, if the site sent one.
    """

    def __init__(self, reason: str, retry_after: str | None = None) -> None:
        super().__init__(reason)
        self.retry_after = retry_after


class ArchiveError(SourceError):
    """An archived delivery is missing or damaged."""


class TransientFetchError(SourceError):
    """Trying again may help. `refusal` is what to record when no try is left."""

    def __init__(self, refusal: Refusal, retry_after_s: float | None = None) -> None:
        super().__init__(f"{refusal.uri}: {refusal.reason}")
        self.refusal = refusal
        self.retry_after_s = retry_after_s
