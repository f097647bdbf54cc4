"""Turn delivered bytes into text: no character changed, line ends made line feeds, a byte order mark taken off."""

import codecs
import re
from dataclasses import dataclass

import charset_normalizer

from tasks.readers.errors import UnreadableError

BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark it starts with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)

# Labels that the web uses for a smaller set than it sends (WHATWG Encoding, "names and labels").
SUPERSETS = {
    "ascii": "cp1252",
    "iso8859-1": "cp1252",
    "iso8859-9": "cp1254",
    "iso8859-11": "cp874",
    "tis-620": "cp874",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "euc_kr": "cp949",
    "shift_jis": "cp932",
    "shift_jis_2004": "cp932",
    "big5": "big5hkscs",
}
# Seven-bit charsets that look like ASCII: only a declaration tells them. UTF-7 is not decoded, as in browsers.
SEVEN_BIT = frozenset({"iso2022_jp", "iso2022_jp_1", "iso2022_jp_2", "iso2022_kr", "hz"})
NEVER = frozenset({"utf-7", "idna", "punycode", "raw_unicode_escape", "unicode_escape", "undefined", "charmap"})

FEW_ODD_BYTES = 0.05  # above this share of bytes over 127, the text is not English with some typographic marks
SAMPLE_BYTES = 4_096
NUL_SHARE = 0.3  # UTF-16 of English text has a NUL in every other place
GUESS_BYTES = 65_536


@dataclass(frozen=True)
class Decoded:
    """A text, the charset it was read with, and whether that was guessed rather than declared or certain."""

    text: str
    charset: str
    is_guessed: bool


def decode(content: bytes, declared: str | None = None) -> Decoded:
    """Decode by mark, seven-bit declaration, UTF-8 if valid, declaration, and guess. Raise UnreadableError otherwise.

    Valid UTF-8 with characters beyond ASCII wins over a declared eight-bit charset: it is no accident.
    """
    for mark, charset in BYTE_ORDER_MARKS:
        if content.startswith(mark):
            rest = content[len(mark) :]
            return _strict(rest, charset) or _damaged_utf8(rest) or _undecodable(charset)
    label = _known(declared)
    order = [label] if label in SEVEN_BIT else [wide_charset(content), "utf-8", label]
    for charset in filter(None, order):
        decoded = _strict(content, charset)
        if decoded is not None:
            return decoded
    return _damaged_utf8(content) or _guess(content)


def wide_charset(content: bytes) -> str | None:
    """Name the UTF-16 or UTF-32 that bytes are in, told by their mark or by the places of their NULs."""
    for mark, charset in BYTE_ORDER_MARKS:
        if content.startswith(mark):
            return charset if charset != "utf-8" else None
    sample = content[:SAMPLE_BYTES]
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    if odd > NUL_SHARE * len(sample) and not even:
        return "utf-16-le"
    if even > NUL_SHARE * len(sample) and not odd:
        return "utf-16-be"
    return None


def _strict(content: bytes, charset: str) -> Decoded | None:
    try:
        text = content.decode(charset)
    except (UnicodeError, LookupError):
        return None
    return Decoded(_one_line_end(text), charset, is_guessed=False)


def _known(label: str | None) -> str | None:
    try:
        name = codecs.lookup((label or "").strip()).name
        b"".decode(name)
    except (LookupError, ValueError):
        return None
    return None if name in NEVER else SUPERSETS.get(name, name)


def _damaged_utf8(content: bytes) -> Decoded | None:
    """Read UTF-8 with a few broken bytes, each shown as U+FFFD: eight-bit text hardly ever forms UTF-8 sequences."""
    text = content.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    odd = sum(1 for character in text if character > "\x7f")
    return Decoded(_one_line_end(text), "utf-8", is_guessed=True) if odd > 2 * broken else None


def _guess(content: bytes) -> Decoded:
    """Guess an eight-bit charset: windows-1252 where few bytes are odd, else what charset_normalizer finds likely."""
    odd = len(content) - len(content.translate(None, delete=bytes(range(128, 256))))
    if odd <= FEW_ODD_BYTES * len(content):
        decoded = _strict(content, "cp1252")
        if decoded is not None:
            return Decoded(decoded.text, decoded.charset, is_guessed=True)
    best = charset_normalizer.from_bytes(content[:GUESS_BYTES]).best()
    charset = SUPERSETS.get(codecs.lookup(best.encoding).name, best.encoding) if best else None
    decoded = _strict(content, charset) if charset else None
    if decoded is None:
        return _undecodable(charset)
    return Decoded(decoded.text, decoded.charset, is_guessed=True)


def _undecodable(charset: str | None) -> Decoded:
    tried = f"it is not valid {charset}" if charset else "no charset fits its bytes"
    raise UnreadableError("undecodable", f"the text cannot be decoded, {tried}; save it as UTF-8 and ingest it again")


# Every line end but "\n". Matches "\r\n" and "\r"; misses "\n" and U+2028.
LINE_END = re.compile(r"\r\n?")


def _one_line_end(text: str) -> str:
    return LINE_END.sub("\n", text) if "\r" in text else text
