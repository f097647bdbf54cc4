"""Score the mentions against the IE-ER newswire of NIST (1999): strict F1, exact span and type.

`benchmarks/entities.py` prints precision, recall and F1 by type and the commonest errors.
The tags come out of the text with their offsets kept; what the annotators called optional costs nothing either way.
"""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from html import unescape
from pathlib import Path

from tasks.language.pipeline import load_language
from tasks.measures.analyse import analyse_stories
from tests.factories import a_story
from warehouse.records import Story

FOLDER = Path(__file__).resolve().parents[4] / "shared" / "wire" / "ieer_sgml"
TYPES = ("PERSON", "ORGANIZATION", "LOCATION")
# What the annotation calls what the labels name; demonyms, events and products have no tag there.
TYPE_OF_LABEL = {
    "PERSON": "PERSON",
    "ORG": "ORGANIZATION",
    "BODY": "ORGANIZATION",
    "GPE": "LOCATION",
    "LOC": "LOCATION",
    "FAC": "LOCATION",
    "COUNTRY": "LOCATION",
}
# One document's words: headline and text. The tags of the annotation: '<b_enamex type="PERSON">', "<e_enamex>".
BLOCK = re.compile(r"<(HEADLINE|TEXT)>(.*?)</(?:HEADLINE|TEXT)>", re.DOTALL)
TAG = re.compile(r"<(?:(?P<open>b_enamex\b[^<>]*)|(?P<close>e_enamex)|/?[be]?_?(?:timex|numex)\b[^<>]*|/?[A-Z]+)>")
TYPE = re.compile(r'type="([A-Z]+)')


@dataclass(frozen=True)
class Name:
    """One tagged or found name in a document."""

    start: int
    end: int
    type: str
    text: str
    is_optional: bool = False


@dataclass(frozen=True)
class Document:
    """One document without its tags."""

    number: str
    text: str
    names: tuple[Name, ...]


@dataclass(frozen=True)
class Score:
    """What a comparison comes to."""

    found: int
    wrong: int
    missed: int

    @property
    def precision(self) -> float:
        return self.found / max(1, self.found + self.wrong)

    @property
    def recall(self) -> float:
        return self.found / max(1, self.found + self.missed)

    @property
    def f1(self) -> float:
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


def documents(folder: Path = FOLDER) -> list[Document]:
    """Return the documents of the files of a folder, headline first and then the text."""
    found = []
    for path in sorted(path for path in folder.iterdir() if path.name != "README"):
        for part in path.read_text(encoding="utf-8", errors="replace").split("<DOCNO>")[1:]:
            number = part.partition("</DOCNO>")[0].strip()
            marked = "\n\n".join(match.group(2).strip("\n") for match in BLOCK.finditer(part))
            found.append(_untagged(number, marked))
    return found


def _untagged(number: str, marked: str) -> Document:
    text, names, at, opened = "", [], 0, ("", 0)
    for tag in TAG.finditer(marked):
        text += unescape(marked[at : tag.start()].replace("&AMP;", "&"))
        at = tag.end()
        if tag["open"]:
            opened = (tag["open"], len(text))
        elif tag["close"] and opened[0]:
            kind = TYPE.search(opened[0])
            names.append(Name(opened[1], len(text), kind.group(1) if kind else "", text[opened[1] :], "status=" in opened[0]))
            opened = ("", 0)
    text += unescape(marked[at:].replace("&AMP;", "&"))
    return Document(number, text, tuple(names))


def story_of(document: Document) -> Story:
    """Return a document as a story whose body is its whole text."""
    return a_story(document.number, body=document.text, headline=None, dateline_place=None, published_at=None)


def mentioned(documents_: Iterable[Document]) -> list[list[Name]]:
    """Return the names that the `mentions` rows of each document hold, in the annotation's types."""
    analyses = analyse_stories([story_of(document) for document in documents_], load_language())
    return [
        [
            Name(row.start_char, row.end_char, TYPE_OF_LABEL[row.label], row.text)
            for row in analysis.mentions
            if row.label in TYPE_OF_LABEL
        ]
        for analysis in analyses
    ]


def score(gold: Iterable[Document], rows: Iterable[list[Name]], type_: str | None = None) -> tuple[Score, Counter[str]]:
    """Return the strict score of one type, or of all three, and what went wrong how often."""
    found = wrong = missed = 0
    errors: Counter[str] = Counter()
    for document, names in zip(gold, rows, strict=True):
        wanted = {(name.start, name.end, name.type) for name in document.names if name.type in TYPES and not name.is_optional}
        free = [(name.start, name.end) for name in document.names if name.is_optional]
        got = {(name.start, name.end, name.type) for name in names if not _touches(name, free)}
        if type_:
            wanted, got = ({item for item in items if item[2] == type_} for items in (wanted, got))
        found, wrong, missed = found + len(wanted & got), wrong + len(got - wanted), missed + len(wanted - got)
        errors.update(_errors(document, wanted, got))
    return Score(found, wrong, missed), errors


def _touches(name: Name, spans: list[tuple[int, int]]) -> bool:
    return any(name.start < end and start < name.end for start, end in spans)


def _errors(document: Document, wanted: set[tuple[int, int, str]], got: set[tuple[int, int, str]]) -> Iterable[str]:
    """Yield one line for each gold name that is not found as it stands, and for each found one that touches none."""
    for start, end, kind in sorted(wanted - got):
        near = [item for item in got if item[0] < end and start < item[1]]
        other = " + ".join(f"{document.text[a:b]!r} {k}" for a, b, k in sorted(near)) or "nothing"
        sort = "missed" if not near else "type" if near[0][:2] == (start, end) else "span"
        yield f"{sort}: {document.text[start:end]!r} {kind} is {other}"
    for start, end, kind in sorted(got - wanted):
        if not any(a < end and start < b for a, b, _ in wanted):
            yield f"spurious: {document.text[start:end]!r} {kind}"
