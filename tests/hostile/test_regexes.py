"""Every pattern of the project on text made to take it long: none takes more than linear time would."""
# ruff: noqa: E501 - tables of strings, which say more side by side

import pkgutil
import re
import subprocess
import sys
from importlib import import_module

import pytest

from tests.hostile.commands import ROOT

pytestmark = pytest.mark.hostile

PACKAGES = ("tasks", "warehouse", "expectations", "flows")
TIMEOUT_S = 100
CHARS = 50_000  # what takes the square of it takes minutes


def patterns():
    """Yield each compiled pattern of each module, with its name; those in tuples, lists and dictionaries too."""
    seen = set()
    for package in PACKAGES:
        for found in pkgutil.walk_packages([str(ROOT / package)], f"{package}."):
            module = import_module(found.name)
            for name, value in vars(module).items():
                for pattern in _in(value):
                    if pattern not in seen and isinstance(pattern.pattern, str):
                        seen.add(pattern)
                        yield f"{found.name}.{name}", pattern


def _in(value):
    if isinstance(value, re.Pattern):
        yield value
    elif isinstance(value, dict):
        for one in value.values():
            yield from _in(one)
    elif isinstance(value, list | tuple | frozenset):
        for one in value:
            yield from _in(one)


# fmt: off
UNITS = (
    " ", "\n", "\t", " \n", "\r\n", "a", "A", "1", "_", "-", "--", ".", ",", ";", ":", "'", '"', "(", ")", "[", "]", "<", ">", "&", "=", "/", "\\", "#", "%", "$", "*", "+", "|", "@", "!", "?", "~",
    "a ", "A ", "1 ", "a.", "A.", "1.", "1,", "a,", "A, ", "a-", "1-", "1/", "1:", "a'", "Aa ", "Aa, ", "A. ", "AB ", "aA", "<a ", "<a>", "</a>", "<!--", "-->", "<?", "<!DOCTYPE ", "<!ENTITY a ", 'a="b" ', "a='b' ", "&a;",
    "&#1;", "\u00a0", "\u2014", "é", "Mr. ", "U.S. ", "Jan 1, ", "of the ", "and ", "http://", "a@", "a@b.", "=?u?q?", "\ufeff", "\x00", "(a) ", "[a]", "{", "}", "$1 ", "1st ", "by ", "BY ", "(AP) ", " -- ", "\n\n", "\n \n", "\n\t", "a\n", "A\n", "1\n",
)
TAILS = ("", "!", "\x01", "\nZ")
# fmt: on


def main():
    """Try every pattern on every text; print what is under way, so that a hang can be named."""
    texts = [unit * (CHARS // len(unit)) + tail for unit in UNITS for tail in TAILS]
    for place, (name, pattern) in enumerate(patterns()):
        print(place, name, flush=True)  # noqa: T201 - for the process that watches
        for text in texts:
            pattern.search(text)
            pattern.match(text)


@pytest.mark.slow
def test_no_pattern_of_ours_takes_long_on_any_repetition():
    ran = subprocess.Popen(
        [sys.executable, "-c", f"import sys; sys.path.insert(0, {str(ROOT)!r}); from tests.hostile.test_regexes import main; main()"],
        cwd=ROOT, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    try:
        out, _ = ran.communicate(timeout=TIMEOUT_S * 10)
    except subprocess.TimeoutExpired:
        ran.kill()
        out, _ = ran.communicate()
        pytest.fail(f"this pattern takes too long: {out.splitlines()[-1]}")
    assert ran.returncode == 0
    assert len(out.splitlines()) > 100
