"""Passwords in URLs are never stored."""

import re

# A password before the host. Matches ":secret" in "sftp://desk:secret@host/a"; misses "https://host:8080/@desk".
PASSWORD = re.compile(r"(?<=://)([^/@:\s\"]*):[^/@\s\"]+@")


def without_passwords(text: str) -> str:
    """Return the text with each password in a URL masked."""
    return PASSWORD.sub(r"\1:***@", text)
