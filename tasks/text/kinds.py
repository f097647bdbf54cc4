"""What a delivered item is: a story, or one of the desk's notes, lists and tables, which yield no measures."""

import re
from collections.abc import Sequence

from tasks.text.marks import Marks
from tasks.text.paragraphs import Paragraph
from warehouse.codes import ContentKind

OPENING_LENGTH = 700  # a desk says at once what its note is for
NOTE_WORDS_MAX = 250
FLASH_WORDS_MAX = 60
FLASH_URGENCY_MAX = 2  # flashes and bulletins
TABLE_SHARE = 0.5  # of the lines
FIGURE_SHARE = 0.3  # of the letters and digits
TABLE_SIGNS_MIN = 40

# What a correction note asks for. Match: "in 3rd graf please read: x instead of: y". Miss: "please read on".
_CORRECTS = re.compile(
    r"\b(?:please|pls|should)\s+(?:(?:now|also)\s+)?read\b.{0,60}\b(?:headlin\w*|para\w*|graf\w*|line|lead|item|story)\b"
    r"|\b(?:headlin\w*|para\w*|grafs?|line|lead|item|story|date|figure|name)\b.{0,250}\b(?:please|pls|should)\s+(?:(?:now|also)\s+)?read\b"
    r"|\b(?:please|pls)\s+read\b.{0,400}\binstead\s+of\b"
    r"|\bin\s+(?:an?|the|our|today's|yesterday's)\s.{0,60}\b(?:story|item|report|article|dispatch)\b.{0,300}"
    r"\b(?:erroneously|incorrectly|in\s+error|wrongly|misstated|please\s+reverse|should\s+(?:read|have))\b",
    re.IGNORECASE | re.DOTALL,
)
# How a correction note names its victim. Match: "In CHICAGO item headlined". Miss: "a story of survival".
_NAMES_STORY = re.compile(r"\b(?:story|item|report|article)\b.{0,60}\bheadlined?\b", re.IGNORECASE | re.DOTALL)
# A correction that brings the whole story again. Match: "A corrected version follows". Miss: "will not be moved".
_BRINGS_STORY = re.compile(
    r"\bcorrected\s+(?:version|story|copy|repetition)\s+(?:of\s+the\s+story\s+)?(?:follows|is\s+below|below)\b", re.I
)
# What a kill asks for. Match: "Kill BC-Freedonia-Talks", "please withdraw the story". Miss: "rebels kill 10".
_KILLS = re.compile(
    r"(?:^|[.:;]\s+|\beditors?,?\s+|\bplease\s+|\bpls\s+)(?:kill|withdraw|disregard|eliminate|delete|spike)\b"
    r"(?=.{0,120}\b(?:story|item|article|report|dispatch|copy|slugged|headlined|moved|[A-Z]{2}-[A-Z]\w+|[A-Z]{1,4}\d{3,5})\b)"
    r"|\bmandatory\s+kill\b|\b(?:story|item|article|report|dispatch)\b.{0,200}\b(?:has\s+been|is|was)\s+(?:killed|withdrawn)\b",
    re.IGNORECASE | re.DOTALL,
)
# A list of what the desk plans. Match: "News Budget", "the following stories are planned". Miss: "the budget".
_PLANS = re.compile(
    r"\b(?:news|story|wire)\s+(?:budget|schedule|file\s+plan|planner)\b|\bcoverage\s+plans?\b"
    r"|\b(?:following|these|top)\s+(?:stories|items)\b.{0,40}\b(?:planned|scheduled|budgeted|moving|upcoming)\b",
    re.IGNORECASE,
)
# A round-up of short items. Match: "News Digest", "headlines round-up", "Top News at 1 p.m.". Miss: "news".
_DIGEST = re.compile(
    r"\bnews[ -](?:digest|summary|in\s+brief|briefs?|roundup|round-up|at\s+a\s+glance)\b|\bheadlines?\s+(?:round-?up|at\s+\d)"
    r"|\b(?:top|world|international|business|morning|evening|am|pm)\s+(?:news\s+)?(?:headlines|stories)\b"
    r"|\btop\s.{0,30}\bnews\s+at\s+\d",
    re.IGNORECASE,
)
# A word to clients. Match: "Editors: we plan", "Clients are advised". Miss: "Members are asked to vote".
_ADVISES = re.compile(
    r"^\W*(?:news\s+)?(?:editors?|clients|subscribers|attention)\s*:"
    r"|\b(?:clients|subscribers|editors)\s+(?:are\s+(?:advised|asked|reminded)|please\s+note|should\s+note)\b",
    re.IGNORECASE,
)
# A word. Match: "Freedonia". Miss: "—".
_WORD = re.compile(r"[^\W_]+")
# A letter or digit. Match: "a", "1". Miss: "_".
_SIGN = re.compile(r"[^\W_]")
# A digit. Match: "1". Miss: "a".
_FIGURE = re.compile(r"\d")


def content_kind(marks: Marks, titles: Sequence[str], paragraphs: Sequence[Paragraph], has_dateline: bool) -> ContentKind:
    """Return what the item is. `titles` are slugline and headline; a dateline means copy for readers, not for desks."""
    body = "\n".join(paragraph.text for paragraph in paragraphs)
    title = "\n".join(titles)
    if not has_dateline and (note := _note_kind(marks, title, body)):
        return note
    if is_table(paragraphs):
        return ContentKind.TABLE
    words = len(_WORD.findall(body))
    if marks.urgency is not None and marks.urgency <= FLASH_URGENCY_MAX and words <= FLASH_WORDS_MAX:
        return ContentKind.FLASH
    return ContentKind.BRIEF if marks.is_brief else ContentKind.STORY


def is_table(paragraphs: Sequence[Paragraph]) -> bool:
    """Tell whether most of the lines are rows of a table, or as many of the signs are figures as only lists have."""
    rows = sum(len(paragraph.lines) for paragraph in paragraphs if paragraph.is_table)
    lines = sum(len(paragraph.lines) for paragraph in paragraphs)
    text = "".join(paragraph.text for paragraph in paragraphs)
    figures, signs = len(_FIGURE.findall(text)), len(_SIGN.findall(text))
    return rows >= max(1, TABLE_SHARE * lines) or (signs >= TABLE_SIGNS_MIN and figures >= FIGURE_SHARE * signs)


def _note_kind(marks: Marks, title: str, body: str) -> ContentKind | None:
    """Return the kind of an item that speaks to desks."""
    opening = f"{title}\n{body}"[: OPENING_LENGTH + len(title)]
    is_short = len(_WORD.findall(body)) <= NOTE_WORDS_MAX
    if is_short and (_KILLS.search(opening) or (marks.is_kill and not marks.is_correction)):
        return ContentKind.KILL_NOTE
    corrects = _CORRECTS.search(body[:OPENING_LENGTH]) or (marks.is_correction and _NAMES_STORY.search(opening))
    if corrects and not _BRINGS_STORY.search(body) and (is_short or marks.is_correction):
        return ContentKind.CORRECTION_NOTE
    if _PLANS.search(title) or _PLANS.search(body[:OPENING_LENGTH]):
        return ContentKind.BUDGET
    if _DIGEST.search(title):
        return ContentKind.DIGEST
    if _ADVISES.search(body[:OPENING_LENGTH]) or (marks.is_advisory and is_short):
        return ContentKind.ADVISORY
    return None
