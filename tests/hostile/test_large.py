"""What is large: one long line, many files, and the public sets of bad input where they are there."""

import os

import pytest

from tests.hostile.suites import PARAGRAPH

pytestmark = [pytest.mark.hostile, pytest.mark.slow]

MOST_OF_A_SET = 3_000
SETS = (
    "archives_malformed", "chardet", "defusedxml", "feedparser", "ftfy", "fuzzdb", "html5lib", "html5lib_tree", "json_suite",
    "libxml2", "naughty_strings", "payloads", "ssrf_testing", "xmlconf", "xxe_list",
)  # fmt: skip


def test_a_hundred_megabytes_on_one_line_wait_and_what_may_be_read_is_read(suite):
    line = (PARAGRAPH + " ").encode()
    texts = {"100mb.txt": 100_000_000, "7mb.txt": 7_000_000, "1mb.txt": 1_000_000}
    suite("long lines", ((name, (line * (size // len(line) + 1))[:size]) for name, size in texts.items()))


def test_ten_thousand_tiny_files_are_accounted_for(suite):
    suite("tiny files", ((f"{number:05}.txt", f"Flash {number}: {PARAGRAPH}".encode()) for number in range(10_000)))


def test_names_that_are_no_unicode_do_no_harm(suite):
    names = [
        b"caf\xe9.txt",
        b"\xff\xfe.txt",
        b"\x80\x81.json",
        "\u202egnp.txt".encode(),
        b"a\nb.txt",
        b"\x1b[31m.txt",
        b"-rf.txt",
    ]
    suite("odd names", ((os.fsdecode(name), f"{PARAGRAPH} {place}".encode()) for place, name in enumerate(names)))


@pytest.mark.parametrize("name", SETS)
def test_a_public_set_of_bad_input_is_accounted_for(suite, shared, name):
    folder = shared / "hostile" / name
    if not folder.is_dir():
        pytest.skip(f"{folder} is not there")
    paths = [path for path in sorted(folder.rglob("*")) if path.is_file() and not path.is_symlink()][:MOST_OF_A_SET]
    suite(f"public: {name}", ((f"{place:05}{path.suffix[:10]}", path.read_bytes()) for place, path in enumerate(paths)))
