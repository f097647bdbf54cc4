"""Expand compressed bytes step by step: no step holds more than a few megabytes, and every byte is counted."""

import bz2
import io
import lzma
import zlib
from collections.abc import Callable
from typing import BinaryIO, Protocol

import zstandard

from tasks.sources.containers.allowance import Allowance
from tasks.sources.containers.errors import DamagedError
from tasks.sources.containers.kinds import Kind

CHUNK_BYTES = 65_536
ZSTD_CHUNK_BYTES = 1_024  # four bytes may stand for 128 KiB, and its decoder gives all at once
MAX_WINDOW_BYTES = 2**27  # what `zstd --long` writes at most without being asked for more
MAX_DECODER_BYTES = 2**28
GZIP_HEADER = 16 + zlib.MAX_WBITS

DAMAGE = (zlib.error, lzma.LZMAError, zstandard.ZstdError, EOFError, OSError, ValueError)


class Decoder(Protocol):
    """What the decoders of `bz2` and `lzma` offer."""

    @property
    def eof(self) -> bool:
        """Whether the end of the compressed stream was reached."""

    @property
    def needs_input(self) -> bool:
        """Whether nothing more comes without more input."""

    @property
    def unused_data(self) -> bytes:
        """What follows the end of the compressed stream."""

    def decompress(self, data: bytes, max_length: int = -1) -> bytes:
        """Return expanded bytes."""


class Gunzip:
    """A decoder of one gzip member."""

    def __init__(self) -> None:
        self._stream = zlib.decompressobj(GZIP_HEADER)

    @property
    def eof(self) -> bool:
        """Whether the end of the member was reached."""
        return self._stream.eof

    @property
    def needs_input(self) -> bool:
        """Whether nothing more comes without more input."""
        return not self._stream.unconsumed_tail

    @property
    def unused_data(self) -> bytes:
        """What follows the member."""
        return self._stream.unused_data

    def decompress(self, data: bytes, max_length: int = -1) -> bytes:
        """Return expanded bytes."""
        return self._stream.decompress(self._stream.unconsumed_tail + data, max(0, max_length))


class Unzstd:
    """A decoder of one zstd frame; what it gives at once is bounded by the size of its input."""

    def __init__(self) -> None:
        self._stream = zstandard.ZstdDecompressor(max_window_size=MAX_WINDOW_BYTES).decompressobj()
        self._ready = memoryview(b"")

    @property
    def eof(self) -> bool:
        """Whether the end of the frame was reached and everything was given."""
        return self._stream.eof and not self._ready

    @property
    def needs_input(self) -> bool:
        """Whether nothing more comes without more input."""
        return not self._ready

    @property
    def unused_data(self) -> bytes:
        """What follows the frame."""
        return self._stream.unused_data

    def decompress(self, data: bytes, max_length: int = -1) -> bytes:
        """Return expanded bytes."""
        if data:
            self._ready = memoryview(self._stream.decompress(data))
        given, self._ready = self._ready[:max_length], self._ready[max_length:]
        return bytes(given)


DECODERS: dict[Kind, Callable[[], Decoder]] = {
    Kind.GZIP: Gunzip,
    Kind.BZIP2: bz2.BZ2Decompressor,
    Kind.XZ: lambda: lzma.LZMADecompressor(lzma.FORMAT_XZ, memlimit=MAX_DECODER_BYTES),
    Kind.ZSTD: Unzstd,
}


class Expanded(io.RawIOBase):
    """The expanded bytes of a compressed file, of all its members or frames one after the other.

    A read gives what there is before it raises: DamagedError where the bytes are damaged or stop short, OverLimitError
    where they are too many.
    """

    def __init__(self, packed: BinaryIO, kind: Kind, allowance: Allowance) -> None:
        self._packed = packed
        self._kind = kind
        self._allowance = allowance
        self._decoder = DECODERS[kind]()
        self._is_fresh = True  # nothing was fed to the decoder yet
        self._chunk_bytes = ZSTD_CHUNK_BYTES if kind is Kind.ZSTD else CHUNK_BYTES
        self._peeked = b""

    def readable(self) -> bool:
        """Return True."""
        return True

    def peek(self, wanted: int) -> bytes:
        """Return the next bytes, fewer than wanted at the end or before damage, and leave them to be read."""
        try:
            while len(self._peeked) < wanted and (more := self._expand(CHUNK_BYTES)):
                self._peeked += more
        except DamagedError:
            if not self._peeked:
                raise
        return self._peeked[:wanted]

    def readinto(self, buffer: "memoryview | bytearray") -> int:  # type: ignore[override]  # the base takes any buffer
        """Read some bytes, 0 at the end."""
        room = len(buffer)
        if self._peeked:
            given, self._peeked = self._peeked[:room], self._peeked[room:]
        else:
            given = self._expand(room)
        buffer[: len(given)] = given
        return len(given)

    def _expand(self, room: int) -> bytes:
        try:
            given = self._step(room)
        except DAMAGE as error:
            raise DamagedError("damaged_coding", f"its {self._kind} data is damaged ({error}); fetch it again") from error
        self._allowance.spend(len(given))
        return given

    def _step(self, room: int) -> bytes:
        """Return some expanded bytes, none at the end."""
        while True:
            fed = self._input()
            given = self._decoder.decompress(fed, room)
            if given:
                return given
            if not fed and self._decoder.needs_input and not self._decoder.eof:
                break
        if not self._is_fresh:
            raise DamagedError("truncated", f"its {self._kind} data stops before the end; fetch it again")
        return b""

    def _input(self) -> bytes:
        """Return what to feed next: nothing while the decoder still gives, and at the end of the file."""
        rest = b""
        if self._decoder.eof:
            rest = self._decoder.unused_data
            self._decoder, self._is_fresh = DECODERS[self._kind](), True
        if self._decoder.needs_input and not rest:
            rest = self._packed.read(self._chunk_bytes)
        while self._is_fresh and rest.startswith(b"\0"):  # padding between members
            rest = rest.lstrip(b"\0") or self._packed.read(self._chunk_bytes)
        self._is_fresh = self._is_fresh and not rest
        return rest


class Translated(io.RawIOBase):
    """A stream whose failures are DamagedError, and whose bytes are counted where there is an allowance."""

    def __init__(self, stream: BinaryIO, damage: tuple[type[Exception], ...], allowance: Allowance | None = None) -> None:
        self._stream = stream
        self._damage = damage
        self._allowance = allowance

    def readable(self) -> bool:
        """Return True."""
        return True

    def readinto(self, buffer: "memoryview | bytearray") -> int:  # type: ignore[override]  # the base takes any buffer
        """Read some bytes, 0 at the end."""
        try:
            given = self._stream.read(len(buffer))
        except self._damage as error:
            raise DamagedError("damaged", f"its data is damaged ({error}); fetch it again") from error
        if self._allowance:
            self._allowance.spend(len(given))
        buffer[: len(given)] = given
        return len(given)
