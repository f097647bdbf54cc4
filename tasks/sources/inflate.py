"""Expand a compressed body step by step, never beyond its limit."""

import zlib

from tasks.sources.errors import InflateError

CODINGS = frozenset({"", "identity", "gzip", "x-gzip", "deflate"})
ACCEPTED_CODINGS = "gzip, deflate"
EITHER_HEADER = zlib.MAX_WBITS + 32  # gzip or zlib, told from the first bytes
NO_HEADER = -zlib.MAX_WBITS  # what some servers send as "deflate"


class Inflater:
    """Collects the expanded bytes of one body of at most `max_bytes`."""

    def __init__(self, coding: str, max_bytes: int) -> None:
        coding = coding.strip().lower()
        if coding not in CODINGS:
            raise InflateError("unsupported_coding", f"the server sent the coding {coding!r}, which was not asked for")
        self._is_plain = coding in ("", "identity")
        self._stream = zlib.decompressobj(EITHER_HEADER)
        self._may_lack_header = coding == "deflate"
        self._max_bytes = max_bytes
        self._content = bytearray()
        self._is_started = False
        self._received_bytes = 0

    def feed(self, chunk: bytes) -> None:
        """Add received bytes. Raise InflateError when they are damaged or expand beyond the limit."""
        if self._is_plain:
            self._keep(chunk)
            return
        self._received_bytes += len(chunk)
        if self._received_bytes > self._max_bytes:  # compressed bytes may expand to nothing, and never end
            raise self._too_large()
        while chunk:
            self._keep(self._expand(chunk))
            chunk = self._stream.unconsumed_tail or self._next_member()

    @property
    def received(self) -> bytes:
        """What has been expanded so far, at most `max_bytes` of it."""
        return bytes(self._content[: self._max_bytes])

    def finish(self) -> bytes:
        """Return the whole body. Raise InflateError if a compressed stream stopped short."""
        if self._is_started and not self._stream.eof:
            raise InflateError("truncated", "the compressed body stopped before its end; try again later")
        return bytes(self._content)

    def _expand(self, chunk: bytes) -> bytes:
        room = self._max_bytes + 1 - len(self._content)
        try:
            expanded = self._stream.decompress(chunk, room)
        except zlib.error as error:
            if not self._may_lack_header or self._is_started:
                raise InflateError("damaged_coding", f"the compressed body is damaged ({error})") from error
            self._stream, self._may_lack_header = zlib.decompressobj(NO_HEADER), False
            return self._expand(chunk)
        self._is_started = True
        return expanded

    def _next_member(self) -> bytes:
        """Start on the next member of a gzip stream of several; bytes after it that are none are padding."""
        rest = self._stream.unused_data
        if not rest.startswith(b"\x1f\x8b"):
            return b""
        self._stream = zlib.decompressobj(EITHER_HEADER)
        return rest

    def _keep(self, expanded: bytes) -> None:
        self._content += expanded
        if len(self._content) > self._max_bytes:
            raise self._too_large()

    def _too_large(self) -> InflateError:
        size = f"{self._max_bytes:,} bytes"
        return InflateError("too_large", f"the item is larger than {size}; raise SANCTIONWIRE_MAX_ITEM_BYTES to take it")
