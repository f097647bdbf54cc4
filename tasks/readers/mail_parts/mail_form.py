"""Mails that a form or a desk fills in: labelled fields, as JSON or as lines above the story."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from tasks.readers.draft import Note
from tasks.readers.errors import UnreadableError
from tasks.readers.json_parts.json_text import load_text
from tasks.sources.limits import Limits

HEAD_LINES = 30  # above the story
URGENCIES = frozenset("123456789")

# A labelled line. Matches "Headline: Council bans oil"; misses "He said: no" and "Headline".
LABELLED = re.compile(r"[ \t]*(headline|slugline|slug|abstract|keywords?|byline|urgency)[ \t]*:[ \t]*(\S.*)", re.IGNORECASE)
# The start of a form as JSON. Matches '{"Headline": ["a"]}'; misses "{see below}".
JSON_FORM = re.compile(r"""\s*\{\s*"[^"\n]{1,60}"\s*:""")


@dataclass(frozen=True)
class Form:
    """What the fields say. `text` is the story; `None` where a field is missing."""

    text: str
    headline: str | None = None
    slugline: str | None = None
    byline: str | None = None
    dateline: str | None = None
    urgency: int | None = None
    keywords: tuple[str, ...] = ()
    subjects: tuple[str, ...] = ()
    notes: tuple[Note, ...] = ()
    is_laid_out: bool = False


def read_form(text: str, limits: Limits) -> Form | None:
    """Return the fields of a mail's text, or None if it is no form. Raise UnreadableError for a form without a story."""
    return _json_form(text, limits) if JSON_FORM.match(text) else _labelled_form(text)


def _json_form(text: str, limits: Limits) -> Form | None:
    """Read the answers to a web form: a JSON object of titles, each with a list of one answer."""
    try:
        values = load_text(text.replace("\n", " "), limits)  # a line that the mail was wrapped at is no part of an answer
    except UnreadableError:
        return None
    if not isinstance(values, Mapping):
        return None
    answers = {str(title).strip().lower(): answer for title, value in values.items() if (answer := _answer(value))}
    if not answers.get("body"):
        told = f"it names {', '.join(sorted(answers))[:200]}" if answers else "it names nothing"
        raise UnreadableError("no_story", f"the mail is a form without an answer to `Body`, {told}; send the story with it")
    return Form(
        text=answers["body"],
        headline=answers.get("headline"),
        slugline=answers.get("slugline"),
        byline=answers.get("byline"),
        dateline=answers.get("dateline"),
        urgency=_urgency(answers.get("urgency")),
        keywords=_listed(answers.get("keywords")),
        subjects=tuple(f"category:{answers['category']}" for _ in (1,) if "category" in answers),
        notes=_form_notes(answers),
        is_laid_out=True,
    )


def _labelled_form(text: str) -> Form | None:
    """Read labelled lines above the story; what stands among them is kept as a note."""
    lines = text.split("\n")
    labelled = {at: match for at, line in enumerate(lines[:HEAD_LINES]) if (match := LABELLED.fullmatch(line))}
    fields = {match[1].lower(): match[2].strip() for match in labelled.values()}
    if "headline" not in fields:
        return None
    last = max(labelled)
    rest = "\n".join(lines[last + 1 :]).strip("\n")
    if not rest.strip():
        return None
    others = [line.strip() for at, line in enumerate(lines[:last]) if at not in labelled and line.strip()]
    return Form(
        text=rest,
        headline=fields["headline"],
        slugline=fields.get("slugline") or fields.get("slug"),
        byline=fields.get("byline"),
        urgency=_urgency(fields.get("urgency")),
        keywords=_listed(fields.get("keywords") or fields.get("keyword")),
        notes=(*(Note("header", line) for line in others), *_form_notes(fields)),
    )


def _answer(value: object) -> str | None:
    """Return an answer as text; several answers to one question with commas."""
    listed = value if isinstance(value, list) else [value]
    return ", ".join(one.strip() for one in listed if isinstance(one, str) and one.strip()) or None


def _form_notes(answers: Mapping[str, str]) -> tuple[Note, ...]:
    """Return what the desk adds to its story; user, desk, genre and time of filling in say nothing of the story itself."""
    kinds = {
        "abstract": "summary",
        "priority": "priority",
        "editor's note": "editors_note",
        "legal flag": "editors_note",
        "sign off": "sign_off",
    }
    return tuple(Note(kind, answers[title]) for title, kind in kinds.items() if answers.get(title))


def _urgency(value: str | None) -> int | None:
    return int(value) if value in URGENCIES else None


def _listed(value: str | None) -> tuple[str, ...]:
    return tuple(dict.fromkeys(word.strip() for word in (value or "").split(",") if word.strip()))
