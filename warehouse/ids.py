"""Ids that come from content, so that a repeated delivery is the same row."""

import hashlib
from collections.abc import Iterable

ID_HEX_DIGITS = 20  # 80 bits: one collision expected at about a million million rows


def content_id(prefix: str, parts: Iterable[object]) -> str:
    """Return `prefix_` and 20 hex digits of the SHA-256 over `parts`, whose bounds count.

    `None` differs from the empty string. The same parts give the same id on every machine.
    """
    digest = hashlib.sha256()
    for part in parts:
        encoded = b"\xff" if part is None else str(part).encode("utf-8", "surrogatepass")
        digest.update(len(encoded).to_bytes(8, "big"))
        digest.update(encoded)
    return f"{prefix}_{digest.hexdigest()[:ID_HEX_DIGITS]}"
