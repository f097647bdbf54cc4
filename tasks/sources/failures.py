"""What becomes of a fetch that failed: a refusal for good, or a TransientFetchError where trying again may help."""

import socket
import ssl
from datetime import datetime, timedelta
from http import HTTPStatus

import httpx

from tasks.sources.delivery import Item, Refusal
from tasks.sources.errors import RefusedSourceError, RobotsUnreachableError, TransientFetchError
from tasks.sources.headers import retry_after_s
from tasks.sources.limits import Limits

TRANSIENT_STATUSES = frozenset({408, 425, 429, 500, 502, 503, 504, 507, 520, 521, 522, 523, 524})
GONE = frozenset({404, 410})
DENIED = frozenset({401, 402, 403, 407, 451})

# How h11 says that the other end hung up; whatever else it says is about an answer that is no HTTP.
HUNG_UP = ("complete message body", "incomplete chunked read")
NO_ANSWER = "without sending a response"


def bad_status(item: Item, response: httpx.Response, now: datetime) -> Refusal:
    """Refuse an answer that is no page. Raise TransientFetchError if the server may answer otherwise later."""
    answer = f"the server answered {response.status_code} {response.reason_phrase}".rstrip()
    if response.status_code in TRANSIENT_STATUSES:
        raise later(item, "server_busy", answer, response.headers.get("retry-after"), now)
    if response.status_code in GONE:
        return refusal(item, "not_found", f"{answer}; check the address")
    if response.status_code in DENIED:
        return refusal(item, "access_denied", f"{answer}; save the page yourself and name the file")
    return refusal(item, "http_status", f"{answer}, not {HTTPStatus.OK.value} OK; check the address")


def later(item: Item, reason_code: str, answer: str, retry_after: str | None, now: datetime) -> TransientFetchError:
    """Return the error of a server that may answer otherwise later, with the time it names for that, if any."""
    wait_s = retry_after_s(retry_after, now)
    if wait_s is None:
        return TransientFetchError(refusal(item, reason_code, f"{answer}; try again later"))
    back_at = now + timedelta(seconds=min(wait_s, timedelta(days=366).total_seconds()))
    reason = f"{answer}; try again in {wait_s:,.0f} s, from {back_at:%Y-%m-%d %H:%M:%S} UTC on"
    return TransientFetchError(refusal(item, reason_code, reason), wait_s)


def refused(item: Item, error: RefusedSourceError) -> Refusal:
    """Refuse for good, except a compressed body that stopped short: the next try may bring it whole."""
    refusal_ = refusal(item, error.reason_code, str(error))
    if error.reason_code == "truncated":
        raise TransientFetchError(refusal_) from error
    return refusal_


def robots_unreachable(item: Item, error: RobotsUnreachableError, now: datetime) -> Refusal:
    """Refuse a site whose certificate is bad; raise TransientFetchError for every other silence about its rules."""
    if _is_certificate_error(error):
        return _bad_certificate(item, error)
    raise later(item, "robots_unreachable", str(error), error.retry_after, now) from error


def unknown_host(item: Item, error: socket.gaierror | UnicodeError) -> Refusal:
    """Refuse a host without address; raise TransientFetchError if the name service does not say."""
    if isinstance(error, socket.gaierror) and error.errno == socket.EAI_AGAIN:
        raise TransientFetchError(refusal(item, "no_name_service", f"no answer from the name service ({error})"))
    return refusal(item, "unknown_host", f"the host has no address ({error}); check its spelling")


def broken(item: Item, limits: Limits, error: Exception) -> Refusal:
    """Refuse a host whose certificate is bad, or that speaks no HTTP; raise TransientFetchError for every other failure."""
    if _is_certificate_error(error):
        return _bad_certificate(item, error)
    if isinstance(error, httpx.TimeoutException):
        reason = f"not received within {limits.fetch_timeout_s:g} s; try again later, or save the page and name the file"
        raise TransientFetchError(refusal(item, "timeout", reason)) from error
    if any(words in str(error) for words in HUNG_UP):
        reason = f"the server closed the connection before the end ({error}); try again later"
        raise TransientFetchError(refusal(item, "truncated", reason)) from error
    if isinstance(error, httpx.ProtocolError) and NO_ANSWER not in str(error):
        return refusal(item, "bad_answer", f"the answer is no valid HTTP ({error}); check the address and its port")
    raise TransientFetchError(refusal(item, "connection_failed", f"no connection ({error}); try again later")) from error


def refusal(item: Item, reason_code: str, reason: str) -> Refusal:
    """Return the refusal of an item by the fetcher."""
    return Refusal(item.uri, "fetch", reason_code, reason)


def _bad_certificate(item: Item, error: Exception) -> Refusal:
    return refusal(item, "bad_certificate", f"the server does not prove who it is ({error}); it is not read")


def _is_certificate_error(error: BaseException | None) -> bool:
    while error is not None:
        if isinstance(error, ssl.SSLCertVerificationError):
            return True
        error = error.__cause__ or error.__context__
    return False
