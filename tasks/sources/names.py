"""Names that hold no story, in a folder, an archive or a store."""

import re

# Names in a folder that are no story: hidden, left by an editor, or a description of the folder.
# Matches ".DS_Store", "__MACOSX", "story.txt~", "#story.txt#", "story.bak", "README.md"; misses "story.txt", "readmission.txt".
NO_STORY = re.compile(r"\..*|__MACOSX|.*~|#.*#|.*\.(?:bak|swp|tmp)|README(?:\.\w+)?", re.IGNORECASE)


def is_no_story(name: str) -> bool:
    """Tell whether a walk would leave a path out: a part of it is hidden, a backup or a README."""
    return any(NO_STORY.fullmatch(part) for part in name.split("/"))
