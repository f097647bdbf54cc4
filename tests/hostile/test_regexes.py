"""Every pattern of the project on text made to take it long: none takes a second for some thousand characters."""
# ruff: noqa: E501 - tables of strings, which say more side by side

import inspect
import pkgutil
import re
import subprocess
import sys
import time
from importlib import import_module

import pytest

from tests.hostile.commands import ROOT

pytestmark = pytest.mark.hostile

PACKAGES = ("tasks", "warehouse", "expectations", "flows")
TIMEOUT_S = 1_500
CHARS = 4_000
MAX_S = 1.0  # of the processor; linear patterns take a thousandth of it


# A pattern that has no name of its own, looked for anywhere: "pattern.search(text)"; misses "NAME.search(text)".
SEARCHES = re.compile(r"\b[a-z_]+\.(?:search|finditer)\(")


def searched():
    """Return the names of the patterns that look for a match anywhere; the others are tried at the beginning alone."""
    texts = [path.read_text(encoding="utf-8") for package in PACKAGES for path in (ROOT / package).rglob("*.py")]
    return {
        name for text in texts for name in re.findall(r"\b(_?[A-Z][A-Z0-9_]*)\.(?:search|finditer|findall|subn?|split)\b", text)
    }


def patterns():
    """Yield each compiled pattern of each module with its name and how it is used; those in collections too."""
    seen, anywhere = set(), searched()
    for package in PACKAGES:
        for found in pkgutil.walk_packages([str(ROOT / package)], f"{package}."):
            module = import_module(found.name)
            for name, value in vars(module).items():
                for pattern in _in(value):
                    if pattern not in seen and isinstance(pattern.pattern, str):
                        seen.add(pattern)
                        is_searched = name in anywhere or (value is not pattern and SEARCHES.search(inspect.getsource(module)))
                        yield f"{found.name}.{name}", pattern.search if is_searched else pattern.match


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
TAILS = ("", "!\nZ")
# fmt: on


def main():
    """Try every pattern on every text; name it, and end, if one takes the processor for more than `MAX_S`."""
    texts = [unit * (CHARS // len(unit)) + tail for unit in UNITS for tail in TAILS]
    for count, (name, look) in enumerate(patterns(), start=1):
        print(count, name, flush=True)  # noqa: T201 - for the process that watches
        for text in texts:
            began = time.process_time()
            look(text)
            if time.process_time() - began > MAX_S:
                sys.exit(f"{name} takes too long on {text[:20]!r}...{text[-5:]!r}")


@pytest.mark.slow
def test_no_pattern_of_ours_takes_long_on_any_repetition():
    script = f"import sys; sys.path.insert(0, {str(ROOT)!r}); from tests.hostile.test_regexes import main; main()"
    ran = subprocess.Popen([sys.executable, "-c", script], cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    try:
        out, told = ran.communicate(timeout=TIMEOUT_S)
    except subprocess.TimeoutExpired:
        ran.kill()
        out, _ = ran.communicate()
        pytest.fail(f"this pattern takes too long: {out.splitlines()[-1]}")
    assert ran.returncode == 0, told
    assert len(out.splitlines()) > 100
