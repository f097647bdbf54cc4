from importlib import metadata

import pytest

from tasks.readers.page_parts.newspapers import newspaper_distribution


def installed(**versions):
    def version(name: str) -> str:
        if name not in versions:
            raise metadata.PackageNotFoundError(name)
        return versions[name]

    return newspaper_distribution(version)


@pytest.mark.parametrize("name", ["newspaper3k", "newspaper4k"])
def test_one_distribution_is_named(name):
    found = installed(**{name: "1.2"})
    assert (found.installed, found.is_usable, found.verdict) == (((name, "1.2"),), True, f"{name} 1.2")


def test_both_at_once_are_a_conflict():
    found = installed(newspaper3k="0.2.8", newspaper4k="0.9.6")
    assert not found.is_usable
    assert "newspaper4k 0.9.6 and newspaper3k 0.2.8" in found.verdict
    assert "uninstall" in found.verdict


def test_none_is_said_to_be_missing():
    found = installed()
    assert (found.is_usable, found.verdict) == (False, "no newspaper is installed; install newspaper4k")


def test_this_environment_has_exactly_one():
    assert newspaper_distribution().is_usable
