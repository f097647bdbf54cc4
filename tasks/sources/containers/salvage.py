"""The members of a zip archive that lost the table at its end, as when a transfer broke off: read from front to back.

Source of the layout: APPNOTE.TXT of PKWARE, 4.3.7 (local file header) and 4.3.9 (data descriptor).
"""

import io
import struct
import zlib
from collections.abc import Iterator
from contextlib import nullcontext
from typing import BinaryIO, cast

from tasks.sources.containers.allowance import Allowance
from tasks.sources.containers.errors import DamagedError
from tasks.sources.containers.member import Member

LOCAL_HEADER = struct.Struct("<4s5H3I2H")
LOCAL_MARK = b"PK\x03\x04"
DESCRIPTOR_MARK = b"PK\x07\x08"
ENCRYPTED, SIZES_FOLLOW, UTF8_NAME = 0x1, 0x8, 0x800
STORED, DEFLATED = 0, 8
CHUNK_BYTES = 65_536


def members(file: BinaryIO, allowance: Allowance) -> Iterator[Member]:
    """Yield the members that are whole, then raise DamagedError."""
    place = 0
    while True:
        file.seek(place)
        header = file.read(LOCAL_HEADER.size)
        if len(header) < LOCAL_HEADER.size or not header.startswith(LOCAL_MARK):
            break
        _, _, flags, method, _, _, crc, packed_bytes, _, name_bytes, extra_bytes = LOCAL_HEADER.unpack(header)
        name = file.read(name_bytes).decode("utf-8" if flags & UTF8_NAME else "cp437", "replace")
        start = place + LOCAL_HEADER.size + name_bytes + extra_bytes
        if flags & ENCRYPTED or method not in (STORED, DEFLATED) or (method == STORED and flags & SIZES_FOLLOW):
            break
        stream = Salvaged(file, start, None if flags & SIZES_FOLLOW else packed_bytes, crc, method == DEFLATED, allowance)
        if not name.endswith("/"):
            yield Member(name, lambda stream=stream: nullcontext(cast("BinaryIO", stream)))  # type: ignore[misc]
        place = stream.end()
    raise DamagedError("truncated", "the zip archive stops before the table at its end, or is damaged; fetch it again")


class Salvaged(io.RawIOBase):
    """The bytes of one member. A read raises DamagedError where they stop short or have another checksum."""

    def __init__(
        self, file: BinaryIO, start: int, packed_bytes: int | None, crc: int, is_deflated: bool, allowance: Allowance
    ) -> None:
        self._file = file
        self._place = start
        self._end = None if packed_bytes is None else start + packed_bytes
        self._left = packed_bytes  # None where only the data tells its end
        self._crc = None if packed_bytes is None else crc
        self._decoder = zlib.decompressobj(-zlib.MAX_WBITS) if is_deflated else None
        self._allowance = allowance
        self._checksum = 0
        self._is_done = False

    def readable(self) -> bool:
        """Return True."""
        return True

    def readinto(self, buffer: "memoryview | bytearray") -> int:  # type: ignore[override]  # the base takes any buffer
        """Read some bytes, 0 at the end."""
        try:
            given = b"" if self._is_done else self._some(len(buffer))
        except zlib.error as error:
            raise DamagedError("damaged", f"its data is damaged ({error}); fetch the archive again") from error
        self._allowance.spend(len(given))
        buffer[: len(given)] = given
        return len(given)

    def end(self) -> int:
        """Return the place behind the member, after reading what is left of it where only the data tells."""
        if self._end is not None:
            return self._end
        while self.read(CHUNK_BYTES):
            pass
        self._file.seek(self._place)
        has_mark = self._file.read(len(DESCRIPTOR_MARK)) == DESCRIPTOR_MARK
        return self._place + (16 if has_mark else 12)

    def _some(self, room: int) -> bytes:
        while not self._is_done:
            given = self._step(room)
            self._checksum = zlib.crc32(given, self._checksum)
            if self._is_done and self._crc not in (None, self._checksum):
                raise DamagedError("damaged", "its checksum is wrong; fetch the archive again")
            if given:
                return given
        return b""

    def _step(self, room: int) -> bytes:
        """Return some bytes, perhaps none yet, and note whether they were the last."""
        packed = b"" if self._decoder and self._decoder.unconsumed_tail else self._packed(room)
        if self._decoder is None:
            self._is_done = self._left == 0
            return packed
        given = self._decoder.decompress(self._decoder.unconsumed_tail + packed, room)
        if self._decoder.eof:
            self._is_done = True
            self._place -= len(self._decoder.unused_data)
        elif not packed and not given:
            raise DamagedError("truncated", "it stops before its end; fetch the archive again")
        return given

    def _packed(self, room: int) -> bytes:
        wanted = min(room, CHUNK_BYTES) if self._left is None else min(room, CHUNK_BYTES, self._left)
        self._file.seek(self._place)
        packed = self._file.read(wanted)
        if len(packed) < wanted and (self._left is not None or not packed):
            raise DamagedError("truncated", "it stops before its end; fetch the archive again")
        self._place += len(packed)
        if self._left is not None:
            self._left -= len(packed)
        return packed
