"""Score the bodies of real web pages against their true text, page by page; see README.md beside this file."""

import gzip
import json
import sys
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from statistics import fmean

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from tasks.readers.agreement import shingles  # noqa: E402 - the checkout is put on the path first
from tasks.readers.registry import read  # noqa: E402
from tasks.sources.delivery import Delivery  # noqa: E402
from tasks.sources.limits import Limits  # noqa: E402

PAGES = ROOT.parent / "shared" / "articles"
DOUBTFUL = 0.6  # below this agreement of two extractors, a third of pages are bad


@dataclass(frozen=True)
class Score:
    """How well the body of one page was read, by its shingles of four words; `agreement` is what the reader itself says."""

    page: str
    precision: float
    recall: float
    f1: float
    words: int
    agreement: float | None
    seconds: float


def score(page: str, found: str, true: str, agreement: float | None, seconds: float) -> Score:
    """Return the score of one page. What is found where nothing is true, or the other way round, counts 0."""
    ours, theirs = shingles(found), shingles(true)
    both = (ours & theirs).total()
    precision = both / ours.total() if ours else float(not theirs)
    recall = both / theirs.total() if theirs else float(not ours)
    f1 = 2 * precision * recall / (precision + recall) if both else precision * recall
    return Score(page, precision, recall, f1, len(true.split()), agreement, seconds)


def scores() -> list[Score]:
    """Read every page that has a true text."""
    now = datetime.now(UTC)
    found = []
    for line in (PAGES / "gold.jsonl").read_text(encoding="utf-8").splitlines():
        page = json.loads(line)
        content = gzip.decompress((PAGES / f"{page['id']}.html.gz").read_bytes())
        started = time.perf_counter()
        drafts = read(Delivery(page["url"], content, "text/html", None, now), Limits()).drafts
        seconds = time.perf_counter() - started
        text, agreement = (drafts[0].text, drafts[0].body_agreement) if drafts else ("", None)
        found.append(score(page["id"], text, page["body"], agreement, seconds))
    return found


def main() -> None:
    """Print the pages, the worst first, and their means."""
    if not PAGES.is_dir():
        sys.exit(f"there are no pages in {PAGES}: the development data is kept beside the checkout")
    found = scores()
    print(f"{'page':<18}{'precision':>10}{'recall':>8}{'F1':>8}{'words':>8}{'agree':>8}{'seconds':>9}")
    for one in sorted(found, key=lambda one: (one.f1, one.page)):
        agreement = "-" if one.agreement is None else f"{one.agreement:.2f}{'?' if one.agreement < DOUBTFUL else ' '}"
        row = f"{one.precision:>10.3f}{one.recall:>8.3f}{one.f1:>8.3f}{one.words:>8}{agreement:>8}{one.seconds:>9.2f}"
        print(f"{one.page:<18}{row}")
    precision, recall = fmean(one.precision for one in found), fmean(one.recall for one in found)
    print(f"\n{len(found)} pages, macro: precision {precision:.3f}, recall {recall:.3f}", end=", ")
    print(f"F1 of these {2 * precision * recall / (precision + recall):.3f}, mean F1 {fmean(one.f1 for one in found):.3f}")


if __name__ == "__main__":
    main()
