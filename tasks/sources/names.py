"""What names tell: what holds no story, and what kind of file it is."""

import re
from pathlib import PurePosixPath

# Endings that tell how a file is packed, not what is in it.
PACKINGS = frozenset({".gz", ".bz2", ".xz", ".zst"})

# Names in a folder that are no story: hidden, left by an editor, or a description of the folder.
# Matches ".DS_Store", "__MACOSX", "story.txt~", "#story.txt#", "story.bak", "README.md"; misses "story.txt", "readmission.txt".
NO_STORY = re.compile(r"\..*|__MACOSX|.*~|#.*#|.*\.(?:bak|swp|tmp)|README(?:\.\w+)?", re.IGNORECASE)


def is_no_story(name: str) -> bool:
    """Tell whether a walk would leave a path out: a part of it is hidden, a backup or a README."""
    return any(NO_STORY.fullmatch(part) for part in name.split("/"))


def ending(uri: str) -> str:
    """Return the ending of a name that tells what is in it: ".csv" of "a.csv", "a.CSV.gz" and "a.csv?page=2"."""
    name = PurePosixPath(uri.partition("?")[0])
    return (PurePosixPath(name.stem) if name.suffix.lower() in PACKINGS else name).suffix.lower()
