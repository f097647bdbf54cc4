"""Score every annotated set that is here: `python -m tests.gold.score_all [--markdown] [--pin DAY]`.

Without options: the figures beside their floors, recall and precision by type, status and source, and the worst stories.
`--markdown` writes the tables into docs/extraction.md; `--pin 2026-01-31` raises the floors to the figures reached.
"""

import argparse
import sys
from collections.abc import Iterator, Sequence

from tests.gold.floors import FLOORS, raised, read_floors, written
from tests.gold.scoring import FIGURES, Score, Tally
from tests.gold.sets import ROOT, SETS, GoldSet, score_of

DOCS = ROOT / "docs" / "extraction.md"
MARKS = ("<!-- figures: written by make score-docs -->", "<!-- end of figures -->")
WORST = 8

Rows = list[Sequence[str]]


def main() -> int:
    """Print the figures; return 1 if one is below its floor."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--markdown", action="store_true", help="write the tables into docs/extraction.md")
    parser.add_argument("--pin", metavar="DAY", help="raise the floors to what is reached; none is lowered")
    arguments = parser.parse_args()
    here = [(gold_set, score_of(gold_set)) for gold_set in SETS if gold_set.is_here]
    if arguments.pin:
        FLOORS.write_text(written(raised(read_floors(), reached(here), arguments.pin)), encoding="utf-8")
    if arguments.markdown:
        DOCS.write_text(with_figures(DOCS.read_text(encoding="utf-8"), "\n\n".join(markdown(here))), encoding="utf-8")
    sys.stdout.write("\n\n".join(report(here)) + "\n")
    return int(any(floor.floor > value for floor in read_floors() if (value := reached(here).get(floor.key)) is not None))


def reached(here: Sequence[tuple[GoldSet, Score]]) -> dict[tuple[str, str], float]:
    """Return each figure of each set, to the fourth place."""
    return {(gold_set.name, figure): round(value, 4) for gold_set, scored in here for figure, value in scored.figures.items()}


def report(here: Sequence[tuple[GoldSet, Score]]) -> Iterator[str]:
    """Yield the tables for a terminal."""
    for title, rows in tables(here):
        yield f"{title}\n{aligned(rows)}"
    for gold_set, scored in here:
        worst = ", ".join(f"{story.story_id} (-{story.core.missed} +{story.core.invented})" for story in scored.worst(WORST))
        yield f"worst of the {gold_set.name} stories (-missed +invented): {worst}"


def markdown(here: Sequence[tuple[GoldSet, Score]]) -> Iterator[str]:
    """Yield the tables for the documentation."""
    for title, rows in tables(here):
        head, *body = ("| " + " | ".join(row) + " |" for row in rows)
        yield "\n".join([f"{title}\n", head, "|---" * len(rows[0]) + "|", *body])


def tables(here: Sequence[tuple[GoldSet, Score]]) -> Iterator[tuple[str, Rows]]:
    """Yield every table with its title."""
    floors = {floor.key: floor.floor for floor in read_floors()}
    values = reached(here)
    head = ["set", "stories", *(f"{figure} F1" if figure in FIGURES[:3] else figure for figure in FIGURES)]
    rows = [[name.name, str(len(name.rows)), *(_pair(values, floors, name, figure) for figure in FIGURES)] for name, _ in here]
    yield "Figures (and floors)", [head, *rows]
    for key, title in (("by_type", "type"), ("by_status", "status")):
        yield f"By {title}", _side_by_side(title, {gold_set.name: scored.by(key) for gold_set, scored in here})
    for gold_set, scored in here:
        yield f"By source, {gold_set.name} stories", _side_by_side("source", {"core": scored.by_source(gold_set.sources())})


def _pair(values: dict[tuple[str, str], float], floors: dict[tuple[str, str], float], gold_set: GoldSet, figure: str) -> str:
    key = (gold_set.name, figure)
    floor = floors.get(key)
    return f"{values[key]:.3f}" + (f" ({floor:.2f})" if floor is not None else "")


def _side_by_side(title: str, columns: dict[str, dict[str, Tally]]) -> Rows:
    """Return precision, recall and the number wanted of each row, for each column."""
    head = [title, *(f"{name}{what}" for name in columns for what in (" P", " R", " wanted"))]
    keys = dict.fromkeys(key for tallies in columns.values() for key in tallies)
    return [head, *([key, *(cell for tallies in columns.values() for cell in _cells(tallies.get(key)))] for key in keys)]


def _cells(tally: Tally | None) -> tuple[str, str, str]:
    if tally is None:
        return "", "", "0"
    wanted, given = tally.right + tally.missed, tally.right + tally.invented
    return f"{tally.precision:.2f}" if given else "", f"{tally.recall:.2f}" if wanted else "", str(wanted)


def aligned(rows: Rows) -> str:
    """Return rows in columns of equal width."""
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    return "\n".join("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows)


def with_figures(text: str, figures: str) -> str:
    """Return a document with the part between the marks replaced."""
    before, rest = text.split(MARKS[0])
    _, after = rest.split(MARKS[1])
    return f"{before}{MARKS[0]}\n\n{figures}\n\n{MARKS[1]}{after}"


if __name__ == "__main__":
    sys.exit(main())
