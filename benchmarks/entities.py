"""Print how well the mentions agree with the names tagged in IE-ER newswire; see README.md beside this file.

`python benchmarks/entities.py [FOLDER [ERRORS]]`: strict precision, recall and F1 by type, then the commonest errors.
"""

import sys
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from tests.tasks.language.ieer import FOLDER, TYPES, documents, mentioned, score  # noqa: E402 - the checkout is put on the path first


def main(folder: Path = FOLDER, most: int = 20) -> None:
    """Print the score by type, and the commonest errors."""
    if not folder.is_dir():
        print(f"names: {folder} is not there; the shared development data has it")
        return
    gold = documents(folder)
    rows = mentioned(gold)
    for kind in (*TYPES, None):
        result, errors = score(gold, rows, kind)
        figures = f"P {result.precision:.3f}  R {result.recall:.3f}  F1 {result.f1:.3f}"
        print(f"{kind or 'all':<14}{figures}  ({result.found + result.missed} names)")
    print(", ".join(f"{count} {sort}" for sort, count in Counter(error.split(":")[0] for error in errors.elements()).items()))
    for error, count in errors.most_common(most):
        print(f"{count:>4} {' '.join(error.split())}")


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:2]), *map(int, sys.argv[2:3]))
