"""Formats that are told but not read: what a delivery looks like, so that its refusal can name it.

A format that gets a reader leaves this table.
"""

import re
from dataclasses import dataclass
from pathlib import PurePosixPath

from tasks.readers.charset import wide_charset
from tasks.readers.json_parts.json_shape import json_shape
from tasks.readers.opening import HTML_ROOTS, OPENING_BYTES, root_name
from tasks.readers.telex_parts.control_wire import is_framed
from tasks.sources.containers.kinds import OFFICE_MEMBERS
from tasks.sources.delivery import Delivery


@dataclass(frozen=True)
class Recognised:
    """A format without a reader. `is_wire`: stories or archives of them come in it. `is_binary`: it cannot be forced.

    `is_definition`: it describes stories and holds none.
    """

    format: str
    description: str
    confidence: float = 0.95
    is_wire: bool = True
    is_binary: bool = False
    is_definition: bool = False


# First bytes, the format, what to call it, and whether stories come in it.
MAGIC = (
    (re.compile(rb"PK(?:\x03\x04|\x05\x06|\x07\x08)"), "zip", "a zip archive", True),
    (re.compile(rb"\x1f\x8b"), "gzip", "a gzip file", True),
    (re.compile(rb"BZh[1-9]1AY&SY"), "bzip2", "a bzip2 file", True),
    (re.compile(rb"\xfd7zXZ\0"), "xz", "an xz file", True),
    (re.compile(rb"\x28\xb5\x2f\xfd"), "zstd", "a zstd file", True),
    (re.compile(rb"[^\0]{1,100}\0.{156,255}ustar", re.DOTALL), "tar", "a tar archive", True),
    (re.compile(rb"WARC/1\."), "warc", "a WARC web archive", True),
    (re.compile(rb"7z\xbc\xaf\x27\x1c"), "7z", "a 7-Zip archive", False),
    (re.compile(rb"Rar!\x1a\x07"), "rar", "a RAR archive", False),
    (re.compile(rb"%PDF-"), "pdf", "a PDF document", False),
    (re.compile(rb"\{\\rtf"), "rtf", "an RTF document", False),
    (re.compile(rb"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"), "ole", "an old Office document", False),
    (re.compile(rb"\x89PNG\r\n"), "png", "a PNG picture", False),
    (re.compile(rb"\xff\xd8\xff"), "jpeg", "a JPEG picture", False),
    (re.compile(rb"GIF8[79]a"), "gif", "a GIF picture", False),
    (re.compile(rb"II\x2a\0|MM\0\x2a"), "tiff", "a TIFF picture", False),
    (re.compile(rb"RIFF....(?:WEBP|WAVE|AVI )", re.DOTALL), "riff", "a WebP, WAV or AVI file", False),
    (re.compile(rb"ID3|\xff\xfb"), "mp3", "an MP3 sound", False),
    (re.compile(rb"....ftyp", re.DOTALL), "mp4", "an MP4 film or HEIF picture", False),
    (re.compile(rb"OggS"), "ogg", "an Ogg sound", False),
    (re.compile(rb"SQLite format 3\0"), "sqlite", "an SQLite database", False),
    (re.compile(rb".{8}DUCK", re.DOTALL), "duckdb", "a DuckDB database", False),
    (re.compile(rb"\x7fELF"), "elf", "a program", False),
    (re.compile(rb"MZ[^\n]{0,200}\0"), "exe", "a Windows program", False),
)

# What only markup begins with. Matches "<?xml", "<!ENTITY", "<doc id=" and "<doc/>"; misses "<!-- a -->" and "<IBM> said".
MARKUP_START = re.compile(
    r"<(?:\?xml\b|!(?:DOCTYPE|ELEMENT|ENTITY|ATTLIST|NOTATION)\b|!\[|[\w:.-]+(?:\s*/>|\s+[\w:.-]+\s*=))", re.IGNORECASE
)
# JSON objects and arrays. Matches '{"a"', "{}", "[{" and "[1, 2"; misses "[Editors", "[1] Note" and "{see below}".
JSON = re.compile(r"""\{\s*["'}]|\[\s*(?:[\[{"\]]|(?:-?\d[\d.eE+-]*|true|false|null)\s*,)""")
# What says that an object with "$schema" describes others; a story may name the schema that it follows.
SCHEMA_KEYS = frozenset({"properties", "definitions", "$defs", "$ref", "allOf", "anyOf", "oneOf", "patternProperties"})
MAX_KEYS_TOLD = 8
PARQUET_MAGIC = b"PAR1"

# Files that speak of the files beside them. Match: "README", "readme.txt", "LICENSE.md". Miss: "readme-first-story.txt".
ABOUT_FILES = re.compile(r"(?:README|LICEN[CS]E|COPYING|CHANGELOG|MANIFEST)(?:\.(?:txt|md|rst|html?))?", re.IGNORECASE)

# Control characters that no text has: not tab, line feed, vertical tab, form feed, carriage return, SUB or ESC.
CONTROLS = bytes(byte for byte in range(32) if byte not in b"\t\n\v\f\r\x1a\x1b")
MAX_CONTROL_SHARE = 0.02


def recognise(delivery: Delivery, head: str) -> Recognised | None:
    """Return the format without a reader that a delivery is in, or None. `head` is its opening."""
    for test in TESTS:
        found = test(delivery, head)
        if found is not None:
            return found
    return None


def _by_magic(delivery: Delivery, _: str) -> Recognised | None:
    for pattern, name, description, is_wire in MAGIC:
        if pattern.match(delivery.content):
            if name == "zip" and any(member in delivery.content[:OPENING_BYTES] for member in OFFICE_MEMBERS):
                return Recognised("office", "an Office document", is_wire=False, is_binary=True)
            return Recognised(name, description, is_wire=is_wire, is_binary=True)
    return None


def _by_root(_: Delivery, head: str) -> Recognised | None:
    """Return the XML or SGML of the first element, leaving HTML to its reader and "<IBM> said" to be text."""
    root = root_name(head)
    if root in HTML_ROOTS:
        return None
    if MARKUP_START.match(head) or (root is not None and f"</{root}" in head.lower()):
        return Recognised("xml", f"XML of an unknown kind, its first element is {root or 'missing'!r}", 0.7)
    return None


def _by_json(_: Delivery, head: str) -> Recognised | None:
    """Return JSON of no format with a reader, or a JSON Schema, which describes a format and must not be read as one."""
    if not JSON.match(head):
        return None
    shape = json_shape(head)
    if "$schema" in shape.top and shape.top & SCHEMA_KEYS:
        named = [shape.texts[key] for key in ("title", "$id", "id") if key in shape.texts]
        title = ", ".join(named) or "without a title"
        return Recognised("json_schema", f"a JSON Schema ({title})", 0.99, is_definition=True)
    keys = ", ".join(sorted(shape.top)[:MAX_KEYS_TOLD])
    advice = f" (its keys: {keys}; if they are columns of stories, name them with --columns text=KEY)" if keys else ""
    return Recognised("json", f"JSON of no format that is told{advice}")


def _by_name(delivery: Delivery, _: str) -> Recognised | None:
    """Return "about" for a README and its like, which is prose but no story."""
    name = PurePosixPath(delivery.uri.partition("?")[0]).name
    return Recognised("about", "a note about the files beside it", 0.9, is_wire=False) if ABOUT_FILES.fullmatch(name) else None


def _by_controls(delivery: Delivery, _: str) -> Recognised | None:
    """Return "binary" for what has NULs or many control characters, unless it is UTF-16 or UTF-32, or has a reader."""
    content = delivery.content
    if wide_charset(content) is not None or content.startswith(PARQUET_MAGIC) or is_framed(content):
        return None
    controls = len(content) - len(content.translate(None, delete=CONTROLS))
    if b"\0" in content or controls > MAX_CONTROL_SHARE * len(content):
        return Recognised("binary", "no text but binary data of an unknown kind", 0.9, is_wire=False, is_binary=True)
    return None


TESTS = (_by_magic, _by_root, _by_json, _by_name, _by_controls)
