"""Notice an answer that goes on after its declared end: parsers cut it there in silence, and half a story looks whole."""

import re

# The end of the headers of an answer. Matches "\r\n\r\n" and "\n\n"; misses "\r\n".
HEAD_END = re.compile(rb"\r?\n\r?\n")
# An interim answer, which the true one follows. Matches "HTTP/1.1 103 Early Hints"; misses "HTTP/1.1 200 OK".
INTERIM = re.compile(rb"HTTP/\d\.\d 1\d\d\b")


class Tally:
    """Counts the bytes that a connection has brought after the headers of the answer."""

    def __init__(self) -> None:
        self._head = b""
        self._is_past_head = False
        self._after_head = 0
        self._last = b""

    def count(self, received: bytes) -> None:
        """Take note of bytes as they come."""
        self._last = received
        if self._is_past_head:
            self._after_head += len(received)
            return
        self._head += received
        while end := HEAD_END.search(self._head):
            rest = self._head[end.end() :]
            if not INTERIM.match(self._head):
                self._head, self._is_past_head, self._after_head = b"", True, len(rest)
                return
            self._head = rest

    def beyond(self, declared: int) -> bytes:
        """Return what came after a body of the declared length, white space aside."""
        excess = self._after_head - declared
        return self._last[-excess:].strip() if excess > 0 else b""
