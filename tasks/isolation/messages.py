"""Messages between the processes: JSON, and bytes that are sent as they are."""

import json
import struct
from socket import socket
from time import monotonic
from typing import Any

LENGTHS = struct.Struct(">QQ")  # of the JSON, of the bytes behind it
CHUNK_BYTES = 1 << 20


def send(channel: socket, told: object, content: bytes = b"") -> None:
    """Send one message. Raises OSError if the other end is gone, TimeoutError if it does not listen in the channel's time."""
    written = json.dumps(told).encode("ascii")
    channel.sendall(LENGTHS.pack(len(written), len(content)) + written)
    channel.sendall(content)


def receive(channel: socket, seconds: float | None = None) -> tuple[Any, bytes]:
    """Return the next message. Raises EOFError if the other end is gone, TimeoutError if it is not whole in time."""
    deadline = None if seconds is None else monotonic() + seconds
    told, content = LENGTHS.unpack(_exactly(channel, LENGTHS.size, deadline))
    return json.loads(_exactly(channel, told, deadline)), bytes(_exactly(channel, content, deadline))


def _exactly(channel: socket, size: int, deadline: float | None) -> bytearray:
    got = bytearray()
    while len(got) < size:
        if deadline is not None:
            channel.settimeout(max(0.001, deadline - monotonic()))
        piece = channel.recv(min(CHUNK_BYTES, size - len(got)))
        if not piece:
            raise EOFError
        got += piece
    return got
