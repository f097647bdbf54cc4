"""Receive what an http(s) URL answers, following redirects by hand so that every hop is checked."""

import socket
from collections.abc import Callable
from datetime import datetime
from http import HTTPStatus

import httpx

from tasks.sources import failures
from tasks.sources.addresses import parse_url
from tasks.sources.delivery import Delivery, Exchange, Item, Refusal, Unchanged
from tasks.sources.errors import BadUrlError, RefusedSourceError, RobotsUnreachableError
from tasks.sources.headers import content_type
from tasks.sources.inflate import Inflater
from tasks.sources.robots import Robots
from tasks.sources.tables import most_bytes
from tasks.sources.web import Web
from warehouse.records import FetchState

REDIRECTS = frozenset({301, 302, 303, 307, 308})
ACCEPT = "text/html, application/xhtml+xml, text/plain, */*;q=0.5"

Outcome = Delivery | Refusal | Unchanged
Now = Callable[[], datetime]


class Downloader:
    """Receives items by HTTP within the limits, as the sites' robots.txt allow, for the length of one run."""

    def __init__(self, web: Web) -> None:
        self.web = web
        self._robots = Robots(web)

    def download(self, item: Item, now: Now) -> Outcome:
        """Receive an item. Raise TransientFetchError where trying again may help."""
        try:
            return self._follow(item, now)
        except RefusedSourceError as error:
            return failures.refused(item, error)
        except RobotsUnreachableError as error:
            return failures.robots_unreachable(item, error, now())
        except (socket.gaierror, UnicodeError) as error:
            return failures.unknown_host(item, error)
        except (httpx.TransportError, OSError) as error:
            return failures.broken(item, self.web.limits, error)

    def _follow(self, item: Item, now: Now) -> Outcome:
        limits, deadline = self.web.limits, self.web.deadline()
        url = parse_url(item.uri)
        seen: set[httpx.URL] = set()
        while url not in seen:
            if len(seen) > limits.max_redirects:
                reason = f"more than {limits.max_redirects} redirects; name the address that they end at"
                return failures.refusal(item, "too_many_redirects", reason)
            seen.add(url)
            deadline += self._approach(url)
            held = self.web.known(str(url))
            with self.web.ask(url, {"Accept": ACCEPT, **_conditions(held)}, deadline) as response:
                if response.status_code == HTTPStatus.NOT_MODIFIED and held is not None:
                    return Unchanged(item.uri, held.document_id)
                target = response.headers.get("location")
                if response.status_code not in REDIRECTS or target is None:
                    return self._receive(item, url, response, now)
            url = _hop(url, target)
        reason = f"the server redirects in a circle at {url}; name the story's own address"
        return failures.refusal(item, "redirect_loop", reason)

    def _approach(self, url: httpx.URL) -> float:
        """Ask robots.txt and keep the host's pace; return the seconds that took, which are not the server's to answer for."""
        clock, pace = self.web.clock, self.web.pace
        began = clock()
        page_interval_s = self._robots.admit(url)
        pace.take(url.host)
        pace.hold(url.host, page_interval_s)
        return clock() - began

    def _receive(self, item: Item, url: httpx.URL, response: httpx.Response, now: Now) -> Delivery | Refusal:
        if response.status_code != HTTPStatus.OK:
            return failures.bad_status(item, response, now())
        media_type, charset = content_type(response.headers.get("content-type"))
        most = most_bytes(item.uri, media_type, self.web.limits)
        inflater = Inflater(response.headers.get("content-encoding", ""), most)
        chunks = []
        for chunk in response.iter_raw():
            inflater.feed(chunk)
            chunks.append(chunk)
        content, body = inflater.finish(), b"".join(chunks)
        exchange = _exchange(url, response, content if content == body else body)
        return Delivery(item.uri, content, media_type, charset, now(), item.format_hint, item.hints, exchange=exchange)


def _conditions(held: FetchState | None) -> dict[str, str]:
    """Return the headers that ask for a page only if it has changed since it was fetched from the same URL."""
    if held is None:
        return {}
    conditions = {"If-None-Match": held.etag, "If-Modified-Since": held.last_modified}
    return {name: value for name, value in conditions.items() if value}


def _hop(url: httpx.URL, target: str) -> httpx.URL:
    """Return where a redirect leads, checked like any other URL."""
    try:
        return parse_url(str(url.join(target)))
    except (httpx.InvalidURL, ValueError) as error:
        raise BadUrlError(f"the server redirects to no valid URL ({error})") from error


def _exchange(url: httpx.URL, response: httpx.Response, body: bytes) -> Exchange:
    return Exchange(str(url), _pairs(response.request.headers), response.status_code, _pairs(response.headers), body)


def _pairs(headers: httpx.Headers) -> tuple[tuple[str, str], ...]:
    """Return headers in their order, letter case and bytes."""
    return tuple((name.decode("latin-1"), value.decode("latin-1")) for name, value in headers.raw)
