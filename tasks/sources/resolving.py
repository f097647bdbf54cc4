"""Resolve a host name within a time: the system's resolver knows no deadline and can hang for minutes."""

from collections.abc import Sequence
from concurrent.futures import Future
from threading import Thread

import httpcore

from tasks.sources.addresses import Resolver


def resolve_within(seconds: float, resolver: Resolver, host: str, port: int) -> Sequence[str]:
    """Return what the resolver says, or raise what it raises; httpcore.ConnectTimeout if it says nothing in time.

    A resolver that hangs is left behind in a thread that does not keep the process alive.
    """
    answer: Future[Sequence[str]] = Future()
    Thread(target=_answer, args=(answer, resolver, host, port), name=f"resolve {host}", daemon=True).start()
    try:
        return answer.result(timeout=max(seconds, 0))
    except TimeoutError as error:
        raise httpcore.ConnectTimeout(f"the name service did not say in time where {host} is") from error


def _answer(answer: Future[Sequence[str]], resolver: Resolver, host: str, port: int) -> None:
    try:
        answer.set_result(resolver(host, port))
    except BaseException as error:  # noqa: BLE001 - raised again in the thread that waits
        answer.set_exception(error)
