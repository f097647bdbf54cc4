"""What the containers inside one fetched item may cost together."""

from tasks.sources.containers.errors import OverLimitError
from tasks.sources.limits import Limits

LEAST_BYTES = 1_000_000  # below this no ratio is suspicious


class Allowance:
    """What is left of the limits of one outermost container, nested ones included: a bomb inside a bomb is one bomb."""

    def __init__(self, limits: Limits, packed_bytes: int, spent: tuple[int, int] = (0, 0)) -> None:
        self._limits = limits
        self.packed_bytes = packed_bytes
        self._expected = max(LEAST_BYTES, limits.max_archive_ratio * packed_bytes)
        self._expanded, self._members = spent

    @property
    def spent(self) -> tuple[int, int]:
        """The expanded bytes and the members so far."""
        return self._expanded, self._members

    def spend(self, expanded_bytes: int) -> None:
        """Count expanded bytes. Raise OverLimitError when they are more than the container may hold."""
        self._expanded += expanded_bytes
        if self._expanded > self._limits.max_archive_bytes:
            reason = (
                f"it expands beyond {self._limits.max_archive_bytes:,} bytes; raise SANCTIONWIRE_MAX_ARCHIVE_BYTES to take it"
            )
            raise OverLimitError("too_large", reason)
        if self._expanded > self._expected:
            reason = (
                f"it expands to more than {self._limits.max_archive_ratio} times its size, as no archive of stories does; "
                "raise SANCTIONWIRE_MAX_ARCHIVE_RATIO to take it"
            )
            raise OverLimitError("suspicious_ratio", reason)

    def count_member(self) -> None:
        """Count one member. Raise OverLimitError when there are too many."""
        self._members += 1
        if self._members > self._limits.max_archive_members:
            reason = (
                f"it holds more than {self._limits.max_archive_members:,} members; "
                "raise SANCTIONWIRE_MAX_ARCHIVE_MEMBERS to take it"
            )
            raise OverLimitError("too_many_members", reason)
