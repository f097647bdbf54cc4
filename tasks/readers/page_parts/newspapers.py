"""Which distribution provides the import name `newspaper`. Two do, and together they break each other."""

from collections.abc import Callable
from dataclasses import dataclass
from importlib import metadata

DISTRIBUTIONS = ("newspaper4k", "newspaper3k")


@dataclass(frozen=True)
class Newspapers:
    """The installed distributions of newspaper, as (name, version)."""

    installed: tuple[tuple[str, str], ...]

    @property
    def is_usable(self) -> bool:
        """Tell whether exactly one distribution is installed."""
        return len(self.installed) == 1

    @property
    def verdict(self) -> str:
        """Say what is installed, and what to do where it is not exactly one."""
        found = " and ".join(f"{name} {version}" for name, version in self.installed)
        if not self.installed:
            return "no newspaper is installed; install newspaper4k"
        if not self.is_usable:
            return f"{found} are both installed and overwrite each other; uninstall both, then install newspaper4k"
        return found


def newspaper_distribution(version: Callable[[str], str] = metadata.version) -> Newspapers:
    """Name the installed distributions of newspaper without importing it. `version` raises for what is not installed."""
    installed = []
    for name in DISTRIBUTIONS:
        try:
            installed.append((name, version(name)))
        except metadata.PackageNotFoundError:
            continue
    return Newspapers(tuple(installed))
