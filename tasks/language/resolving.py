"""Decide which actor a name means in one story, or that nothing can be said without a guess."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from tasks.language.gazetteer import Actor, Form, Hit

# Columns whose forms mean their actor wherever they stand, if no other actor shares them.
# Seats that stand for a body wherever the story names it, before or after.
SEATS = frozenset({"Brussels"})
PLAIN_COLUMNS = frozenset({"name", "aliases", "demonyms", "capital", "metonyms"})


def resolve_hits(passages: Sequence[Sequence[Hit]], published_on: date | None) -> list[list[tuple[Hit, Form]]]:
    """Return each passage's names with the one meaning that the story settles; the rest are left out.

    A name that several actors share, or that means other things too, counts only where the story names its actor
    otherwise; a contextual one ("the North") only after its actor was named. Former states give way by date.
    """
    hits, passages = _of_the_time(passages, published_on)
    certain = {form.actor for hit in hits for form in _certain(hit)}
    told: list[Actor] = []
    resolved = []
    for passage in passages:
        row = []
        for hit in passage:
            form = _choose(hit, certain, told)
            if form:
                form = _of_successor(form, published_on)
                row.append((hit, form))
                told.append(form.actor)
        resolved.append(row)
    return resolved


def _of_successor(form: Form, published_on: date | None) -> Form:
    """Return the initials of a former body as those of the one that it became, where the story is younger."""
    is_past = published_on is not None and form.until is not None and published_on > form.until
    is_initials = form.text.replace(".", "").isupper()
    return replace(form, actor=form.successor) if is_past and is_initials and form.successor else form


def _of_the_time(passages: Sequence[Sequence[Hit]], published_on: date | None) -> tuple[list[Hit], list[list[Hit]]]:
    """Return the names, flat and by passage, without the meanings that the story's time rules out."""
    living = _living(passages, published_on)
    timed = [[replace(hit, forms=_in_time(hit.forms, living)) for hit in passage] for passage in passages]
    return [hit for passage in timed for hit in passage], timed


def _living(passages: Sequence[Sequence[Hit]], published_on: date | None) -> set[Actor]:
    """Return the former states that existed: by the date, or else those named more often than their successors."""
    forms = {form for passage in passages for hit in passage for form in hit.forms if form.until}
    if published_on:
        return {form.actor for form in forms if form.until and published_on <= form.until}
    votes: Counter[Actor] = Counter()
    for hit in (hit for passage in passages for hit in passage):
        former = {form.actor for form in hit.forms if form.until}
        own_name = any(form.column in ("name", "aliases") for form in hit.forms if form.actor in former)
        successor = any(form.column == "name" and form.actor not in former for form in hit.forms)
        for actor in former:
            votes[actor] += -1 if successor else int(own_name and len(hit.forms) == 1)
    return {actor for actor, count in votes.items() if count > 0}


def _in_time(forms: tuple[Form, ...], living: set[Actor]) -> tuple[Form, ...]:
    """Return the meanings of the time; the words that a living former state shares mean it alone."""
    former = tuple(form for form in forms if form.actor in living)
    return former or tuple(form for form in forms if not form.until) or forms


def _certain(hit: Hit) -> list[Form]:
    """Return the meaning of a name that is clear by itself, or nothing."""
    forms = [form for form in hit.forms if form.column in PLAIN_COLUMNS]
    is_shared = len({form.actor for form in forms}) > 1
    is_doubtful = any(form.is_ambiguous and not form.until for form in forms)
    return [] if is_shared or is_doubtful else forms[:1]


def _choose(hit: Hit, certain: set[Actor], told: list[Actor]) -> Form | None:
    """Return the meaning of a name in its story."""
    clear = _certain(hit)
    if clear:
        return clear[0]
    forms = list(hit.forms)
    if all(form.column == "contextual" for form in forms):
        known = [form for form in forms if form.actor in told]
        ahead = [form for form in forms if form.text in SEATS and form.actor in certain]  # "withdrew from Brussels after the EU"
        return max(known, key=lambda form: _last(told, form.actor), default=ahead[0] if len(ahead) == 1 else None)
    supported = [form for form in forms if form.actor in certain]
    if len({form.actor for form in supported}) == 1:
        return supported[0]
    names = [form for form in forms if form.column in ("name", "demonyms", "capital")]
    return names[0] if not supported and len({form.actor for form in forms}) == 1 and names else _nearest(supported, told)


def _nearest(supported: list[Form], told: list[Actor]) -> Form | None:
    """Return the meaning whose actor was named last before."""
    known = [form for form in supported if form.actor in told]
    return max(known, key=lambda form: _last(told, form.actor), default=None)


def _last(told: list[Actor], actor: Actor) -> int:
    return len(told) - told[::-1].index(actor)
