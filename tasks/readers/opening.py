"""How a delivery begins: enough of it, as text, to tell its format."""

import re

from tasks.readers.charset import wide_charset

OPENING_BYTES = 65_536

UTF8_MARK = "\xef\xbb\xbf"  # a byte order mark read byte by byte

PAGE_ROOTS = frozenset({"html", "head", "body"})
# fmt: off
FRAGMENT_ROOTS = frozenset({
    "p", "div", "article", "section", "main", "header", "h1", "h2", "h3", "table", "span", "a", "font", "center",
    "pre", "ul", "ol", "b", "i", "strong", "em", "br", "hr", "img", "blockquote", "meta", "title", "link",
    "script", "style",
})
# fmt: on
HTML_ROOTS = PAGE_ROOTS | FRAGMENT_ROOTS

# What may stand before the first tag: white space, comments, processing instructions, a document type.
# Matches '<?xml version="1.0"?>', "<!-- a -->" and "<!DOCTYPE html>"; misses "<html>" and "text".
PROLOG = re.compile(r"\s+|<!--.*?-->|<\?.*?>|<!DOCTYPE\b[^>\[]*(?:\[.*?\]\s*)?>", re.DOTALL | re.IGNORECASE)
# The first tag's name, without its namespace prefix. Matches "html" in "<html>" and "feed" in "<a:feed "; misses "< 5".
ROOT = re.compile(r"<(?:[A-Za-z_][\w.-]*:)?([A-Za-z_][\w.-]*)(?=[\s/>])")
# The document type's name. Matches "html" in "<!doctype html>"; misses "<html>".
DOCUMENT_TYPE = re.compile(r"<!DOCTYPE\s+([\w:.-]+)", re.IGNORECASE)


def opening(content: bytes) -> str:
    """Return the first bytes as text without white space before them: UTF-16 or 32 if it is, else byte by byte."""
    head = content[:OPENING_BYTES]
    text = head.decode(wide_charset(content) or "latin-1", "replace")
    return text.removeprefix(UTF8_MARK).lstrip("\ufeff \t\r\n\f")


def root_name(head: str) -> str | None:
    """Return the local name of the first element in lower case, or None if the opening is no markup."""
    position = 0
    while match := PROLOG.match(head, position):
        position = match.end()
    root = ROOT.match(head, position)
    if root is not None:
        return root[1].lower()
    declared = DOCUMENT_TYPE.match(head.lstrip())
    return declared[1].lower() if declared else None
