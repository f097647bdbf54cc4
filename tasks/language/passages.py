"""Cut a body into passages that the parser can take, each with its place in the body."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

MAX_PASSAGE_CHARS = 3_000
WIRE_LINE_CHARS = 90

# "end.\n\nNext" is cut; "end\nof line" is not.
BLANK_LINE = re.compile(r"\n[ \t\r]*\n\s*")
# A line that may close a paragraph: "he said.", 'it."'; a miss: "the United".
CLOSED_LINE = re.compile(r"[.!?:;]['\"”’)\]]*\s*$")
# A place to cut a long passage: ". The"; a miss: "U.S. and".
SENTENCE_END = re.compile(r"[.!?]['\"”’)]*\s+(?=[A-Z\"“'])")
# Runs on which the tokenizer is quadratic: "$$$$$$$$$$$$", "------------"; a miss: "...".
PUNCTUATION_RUN = re.compile(r"[^\w\s]{8,}|_{8,}")
# The parser reads a dash without blanks as part of a word, and bold marks of press pages as names.
PLAIN = str.maketrans({"—": ",", "–": "-", "*": " ", "`": "'", "’": "'", "“": '"', "”": '"'})
# One "word" longer than any word: a base64 block; a miss: "internationalization".
ENDLESS_WORD = re.compile(r"\S{200,}")


@dataclass(frozen=True)
class Passage:
    """One paragraph: `text` has the length of `body[start : start + len(text)]`, line ends turned into blanks."""

    start: int
    text: str


def split_passages(body: str) -> Iterator[Passage]:
    """Yield the paragraphs of a body in order; long ones in pieces that end with a sentence where possible."""
    for start, end in _paragraphs(body):
        yield from _pieces(start, body[start:end])


def guarded(text: str) -> str:
    """Return the text, equally long, without line ends and the runs that hang the tokenizer."""
    flat = re.sub(r"[\r\n\t\u00a0\u2028\ud800-\udfff]", " ", text).translate(PLAIN)
    flat = PUNCTUATION_RUN.sub(lambda run: " " * len(run.group()), flat)
    return ENDLESS_WORD.sub(lambda run: " " * len(run.group()), flat)


def _paragraphs(body: str) -> Iterator[tuple[int, int]]:
    """Yield the bounds of the paragraphs: blocks between blank lines, and lines where a block is not hard-wrapped."""
    at = 0
    for gap in [*BLANK_LINE.finditer(body), None]:
        end = gap.start() if gap else len(body)
        yield from _lines(body, at, end)
        at = gap.end() if gap else end


def _lines(body: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield a block whole if it is hard-wrapped, otherwise its lines."""
    block = body[start:end]
    lines = block.split("\n")
    wrapped = all(len(line) <= WIRE_LINE_CHARS for line in lines) or not all(map(CLOSED_LINE.search, lines[:-1]))
    if len(lines) == 1 or (wrapped and not block.lstrip().startswith(("-", "*", "•"))):
        if block.strip():
            yield start, end
        return
    for line in lines:
        if line.strip():
            yield start, start + len(line)
        start += len(line) + 1


def _pieces(start: int, text: str) -> Iterator[Passage]:
    """Yield a paragraph in pieces of at most `MAX_PASSAGE_CHARS`, cut after a sentence or else after a blank."""
    at = 0
    while len(text) - at > MAX_PASSAGE_CHARS:
        window = text[at : at + MAX_PASSAGE_CHARS]
        ends = [match.end() for match in SENTENCE_END.finditer(window)]
        cut = ends[-1] if ends else (window.rfind(" ") + 1 or MAX_PASSAGE_CHARS)
        yield Passage(start + at, text[at : at + cut])
        at += cut
    if text[at:].strip():
        yield Passage(start + at, text[at:])
