"""Receive what an http(s) URL answers, following redirects by hand so that every hop is checked."""

import email.utils
import socket
import ssl
import time
from collections.abc import Callable
from datetime import UTC, datetime
from email.message import Message
from http import HTTPStatus

import httpx

from tasks.sources.addresses import parse_url
from tasks.sources.delivery import Delivery, Item, Refusal
from tasks.sources.errors import BadUrlError, RefusedSourceError, TransientFetchError
from tasks.sources.http import DEADLINE, Clock, open_client
from tasks.sources.inflate import Inflater
from tasks.sources.limits import Limits
from tasks.sources.tables import most_bytes

REDIRECTS = frozenset({301, 302, 303, 307, 308})
TRANSIENT_STATUSES = frozenset({408, 425, 429, 500, 502, 503, 504, 507, 520, 521, 522, 523, 524})
GONE = frozenset({404, 410})
DENIED = frozenset({401, 402, 403, 407, 451})
ACCEPT = "text/html, application/xhtml+xml, text/plain, */*;q=0.5"


def download(
    item: Item,
    limits: Limits,
    now: Callable[[], datetime],
    client: httpx.Client | None = None,
    clock: Clock = time.monotonic,
) -> Delivery | Refusal:
    """Receive an item by HTTP within the limits. Raise TransientFetchError where trying again may help."""
    if client is None:
        with open_client(limits, clock=clock) as own:
            return download(item, limits, now, own, clock)
    client.cookies.clear()
    try:
        return _follow(item, limits, now, client, clock() + limits.fetch_timeout_s)
    except RefusedSourceError as error:
        return _refused(item, error)
    except (socket.gaierror, UnicodeError) as error:
        return _unknown_host(item, error)
    except (httpx.TransportError, OSError) as error:
        return _broken(item, limits, error)


def _follow(item: Item, limits: Limits, now: Callable[[], datetime], client: httpx.Client, deadline: float) -> Delivery | Refusal:
    url = parse_url(item.uri)
    seen: set[httpx.URL] = set()
    while url not in seen:
        if len(seen) > limits.max_redirects:
            reason = f"more than {limits.max_redirects} redirects; name the address that they end at"
            return _refusal(item, "too_many_redirects", reason)
        seen.add(url)
        with client.stream("GET", url, headers={"Accept": ACCEPT}, extensions={DEADLINE: deadline}) as response:
            target = response.headers.get("location")
            if response.status_code not in REDIRECTS or target is None:
                return _receive(item, response, limits, now)
        url = _hop(url, target)
    return _refusal(item, "redirect_loop", f"the server redirects in a circle at {url}; name the story's own address")


def _hop(url: httpx.URL, target: str) -> httpx.URL:
    """Return where a redirect leads, checked like any other URL."""
    try:
        return parse_url(str(url.join(target)))
    except (httpx.InvalidURL, ValueError) as error:
        raise BadUrlError(f"the server redirects to no valid URL ({error})") from error


def _receive(item: Item, response: httpx.Response, limits: Limits, now: Callable[[], datetime]) -> Delivery | Refusal:
    if response.status_code != HTTPStatus.OK:
        return _bad_status(item, response, now)
    media_type, charset = content_type(response.headers.get("content-type"))
    inflater = Inflater(response.headers.get("content-encoding", ""), most_bytes(item.uri, media_type, limits))
    for chunk in response.iter_raw():
        inflater.feed(chunk)
    return Delivery(item.uri, inflater.finish(), media_type, charset, now(), item.format_hint, columns=item.columns)


def content_type(header: str | None) -> tuple[str | None, str | None]:
    """Return the media type and the charset that a Content-Type header declares."""
    if not header:
        return None, None
    message = Message()
    message["Content-Type"] = header.replace("\r", "").replace("\n", "")
    charset = message.get_param("charset")
    return message.get_content_type(), charset.strip() or None if isinstance(charset, str) else None


def retry_after_s(header: str | None, now: datetime) -> float | None:
    """Return the seconds a Retry-After header asks for: a number, or a date (RFC 9110, 10.2.3)."""
    if not header:
        return None
    if header.strip().isdecimal():
        return float(header)
    try:
        at = email.utils.parsedate_to_datetime(header)
    except ValueError:
        return None
    at = at if at.tzinfo else at.replace(tzinfo=UTC)
    return max(0.0, (at - now).total_seconds())


def _bad_status(item: Item, response: httpx.Response, now: Callable[[], datetime]) -> Refusal:
    status = response.status_code
    answer = f"the server answered {status} {response.reason_phrase}".rstrip()
    if status in TRANSIENT_STATUSES:
        refusal = _refusal(item, "server_busy", f"{answer}; try again later")
        raise TransientFetchError(refusal, retry_after_s(response.headers.get("retry-after"), now()))
    if status in GONE:
        return _refusal(item, "not_found", f"{answer}; check the address")
    if status in DENIED:
        return _refusal(item, "access_denied", f"{answer}; save the page yourself and name the file")
    return _refusal(item, "http_status", f"{answer}, not 200 OK; check the address")


def _refused(item: Item, error: RefusedSourceError) -> Refusal:
    """Refuse for good, except a compressed body that stopped short: the next try may bring it whole."""
    refusal = _refusal(item, error.reason_code, str(error))
    if error.reason_code == "truncated":
        raise TransientFetchError(refusal) from error
    return refusal


def _unknown_host(item: Item, error: socket.gaierror | UnicodeError) -> Refusal:
    if isinstance(error, socket.gaierror) and error.errno == socket.EAI_AGAIN:
        raise TransientFetchError(_refusal(item, "no_name_service", f"no answer from the name service ({error})"))
    return _refusal(item, "unknown_host", f"the host has no address ({error}); check its spelling")


def _broken(item: Item, limits: Limits, error: Exception) -> Refusal:
    """Refuse a host whose certificate is bad; raise TransientFetchError for every other failure of the connection."""
    if _is_certificate_error(error):
        return _refusal(item, "bad_certificate", f"the server does not prove who it is ({error}); it is not read")
    if isinstance(error, httpx.TimeoutException):
        reason = f"not received within {limits.fetch_timeout_s:g} s; try again later, or save the page and name the file"
        raise TransientFetchError(_refusal(item, "timeout", reason)) from error
    if "complete message body" in str(error) or "incomplete chunked read" in str(error):
        reason = f"the server closed the connection before the end ({error}); try again later"
        raise TransientFetchError(_refusal(item, "truncated", reason)) from error
    raise TransientFetchError(_refusal(item, "connection_failed", f"no connection ({error}); try again later")) from error


def _is_certificate_error(error: BaseException | None) -> bool:
    while error is not None:
        if isinstance(error, ssl.SSLCertVerificationError):
            return True
        error = error.__cause__ or error.__context__
    return False


def _refusal(item: Item, reason_code: str, reason: str) -> Refusal:
    return Refusal(item.uri, "fetch", reason_code, reason)
