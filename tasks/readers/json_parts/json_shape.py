"""How a JSON document is built, told from its opening alone: which keys stand where, and whether each line is a value."""

import re
from dataclasses import dataclass, field
from functools import lru_cache

MAX_TOKENS = 40_000
MAX_LEVELS = 12  # objects and arrays; deeper keys tell no format
MAX_TEXT = 300  # of a value that is kept

# A string, a sign of structure, or a string that is cut off. Matches '"a [ b"', "{" and '"cut'; misses "1" and "true".
TOKEN = re.compile(r'"((?:[^"\\]|\\.)*+)"|([\[\]{}:,])|(")', re.DOTALL)
# The end of a value at the end of its line, and the next value. Matches "}\n{" and "}\r\n[1"; misses "},\n{".
NEXT_LINE = re.compile(r"[ \t]*(?:\r\n?|\n)\s*[\[{]")

Path = tuple[str, ...]


@dataclass
class Shape:
    """`keys` has the names that stand in the objects at a path of keys, arrays left out: () is the outermost object.

    `texts` are short strings of the outermost object by key. `is_lines` tells JSON lines: one value on each.
    """

    keys: dict[Path, set[str]] = field(default_factory=dict)
    texts: dict[str, str] = field(default_factory=dict)
    is_array: bool = False
    is_lines: bool = False

    @property
    def top(self) -> set[str]:
        """Return the keys of the outermost object, or of those in the outermost array."""
        return self.keys.get((), set())


@lru_cache(maxsize=8)  # several readers sniff the same opening
def json_shape(head: str) -> Shape:
    """Return the shape of a JSON opening; what is no JSON, or cut off, gives what was seen so far."""
    shape = Shape(is_array=head.startswith("["))
    path: list[str | None] = []  # one entry for each open bracket: the key being read, None in an array
    last: str | None = None
    for count, token in enumerate(TOKEN.finditer(head)):
        text, sign, cut = token.groups()
        if cut or count > MAX_TOKENS:
            break
        if text is not None:
            if len(path) == 1 and path[0] and len(text) <= MAX_TEXT:
                shape.texts.setdefault(path[0], text)
            last = text
        elif sign in "[{":
            path.append("" if sign == "{" else None)
        elif sign in "]}":
            if path:
                path.pop()
            if not path:
                shape.is_lines = "\n" not in head[: token.end()].strip() and bool(NEXT_LINE.match(head, token.end()))
                break
        elif sign == ":" and path and path[-1] is not None and last is not None:
            _note(shape, path, last)
        elif sign == "," and path and path[-1] is not None:
            path[-1] = ""
    return shape


def _note(shape: Shape, path: list[str | None], key: str) -> None:
    """Record that `key` stands in the object that the path leads to."""
    path[-1] = key
    if len(path) <= MAX_LEVELS:
        shape.keys.setdefault(tuple(name for name in path[:-1] if name), set()).add(key)
