"""A thousand good stories and fifty items of poison among them: exactly the thousand load."""

import gzip
import io
import json
import os
import zipfile

import pytest

from tests.hostile.commands import watched
from warehouse.connect import open_reader

pytestmark = [pytest.mark.slow, pytest.mark.hostile]

GOOD = 1_000
PLACES = ("Oslo", "Bern", "Lima", "Cairo", "Delhi", "Quito", "Rome", "Dakar", "Hanoi", "Accra")
ENTRY_POINTS = "[sanctionwire.readers]\npoison = tests.hostile.poison_reader\n"
BOMB = """<?xml version="1.0"?><!DOCTYPE n [<!ENTITY a "aaaaaaaaaa">{}]><nitf><body>&j;</body></nitf>""".format(
    "".join(f'<!ENTITY {name} "{f"&{before};" * 10}">' for before, name in zip("abcdefghi", "bcdefghij", strict=True))
)


def good(number):
    place = PLACES[number % len(PLACES)]
    return (
        f"{place.upper()}, Jan 5 (Meridian) - The city council of {place} met for the {number}th time on Monday and spoke of its"
        f" roads, officials said.\n\nThe next meeting is in {number} days, they said, and it will be about schools.\n"
    )


def zip_bomb():
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("bomb.txt", b"0" * 30_000_000)
    return packed.getvalue()


# fmt: off
ENDS = {
    "hang": "timed_out", "spin": "timed_out", "segfault": "crashed", "hog": "too_much_memory", "recursion": "reader_failed",
}
POISON = {
    **{f"hang{n}.poison": f"POISON hang {n}".encode() for n in range(2)},
    "spin.poison": b"POISON spin",
    **{f"segfault{n}.poison": f"POISON segfault {n}".encode() for n in range(10)},
    **{f"hog{n}.poison": f"POISON hog {n}".encode() for n in range(6)},
    **{f"recursion{n}.poison": f"POISON recursion {n}".encode() for n in range(5)},
    **{f"deep{n}.xml": b"<nitf><body>" + b"<p>" * (5_000 + n) + b"deep" + b"</p>" * (5_000 + n) for n in range(5)},
    **{f"deep{n}.html": b"<html><body>" + b"<div>" * (50_000 + n) + b"deep" for n in range(5)},
    **{f"deep{n}.json": b'{"a":' * (50_000 + n) for n in range(5)},
    **{f"bomb{n}.xml": BOMB.replace("aaaaaaaaaa", "a" * (10 + n)).encode() for n in range(5)},
    "bomb.txt.gz": gzip.compress(b"0" * 50_000_000), "bomb2.txt.gz": gzip.compress(b"1" * 50_000_000),
    "bomb.zip": zip_bomb(),
    "nul.txt": bytes(5_000), "photo.txt": b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20, "empty.xml": b"",
}
# fmt: on


def test_the_good_load_and_the_poison_waits_with_its_reasons(tmp_path):
    assert len(POISON) == 50
    incoming = tmp_path / "incoming"
    incoming.mkdir()
    for number in range(GOOD):
        (incoming / f"story{number:04}.txt").write_text(good(number), encoding="utf-8")
    for place, (name, content) in enumerate(POISON.items()):
        (incoming / f"story{place * 20:04}-{name}").write_bytes(content)
    package = tmp_path / "site" / "poison-1.0.dist-info"
    package.mkdir(parents=True)
    (package / "METADATA").write_text("Metadata-Version: 2.1\nName: poison\nVersion: 1.0\n", encoding="ascii")
    (package / "entry_points.txt").write_text(ENTRY_POINTS, encoding="ascii")
    environment = {
        "PYTHONPATH": os.pathsep.join([str(tmp_path / "site"), os.environ.get("PYTHONPATH", "")]),
        "SANCTIONWIRE_ITEM_SECONDS": "5",
        "SANCTIONWIRE_ITEM_MEMORY_MB": "500",
        "SANCTIONWIRE_BATCH_SIZE": "2000",
    }
    ran = watched("ingest", incoming, "--json", home=tmp_path / "home", environment=environment)
    assert ran.code == 0, ran.err
    told = ran.json
    assert (told["stories_new"], told["unaccounted"]) == (GOOD, [])
    with open_reader(tmp_path / "home" / "warehouse.duckdb") as reader:
        loaded = {row["body"] for row in reader.rows("SELECT body FROM stories")}
        refused = {row["name"]: row["reason_code"] for row in reader.rows(
            "SELECT parse_filename(source_uri) AS name, reason_code FROM quarantine WHERE resolved_at IS NULL")}  # fmt: skip
    assert len(loaded) == GOOD
    names = {f"story{place * 20:04}-{name}": name for place, name in enumerate(POISON)}
    assert set(refused) == set(names)
    codes = {names[name]: code for name, code in refused.items()}
    for name, code in codes.items():
        if name.endswith(".poison"):
            assert code == ENDS[name.removesuffix(".poison").rstrip("0123456789")], name
    assert ran.peak < 2_000_000_000, json.dumps({"peak": ran.peak})
