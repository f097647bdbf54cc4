"""For which body a person speaks: its chairman, its spokesman: "Kari Holm, president of the Paper Makers Association"."""

import re
from collections.abc import Iterator

from tasks.language.gazetteer import Actor, load_gazetteer, named
from tasks.language.wordlists import word_set
from tasks.measures.reading import Paragraph, Reading
from warehouse.codes import EntityKind

# Who heads or represents a body; a senator or a party leader speaks for himself.
POST = (
    r"(?:(?:vice )?president|chair(?:man|woman|person)|head|director(?: general)?|spokes(?:man|woman|person)|"
    r"secretary|chief|officer)"
)
NAME = r"([A-Z][\w&'’.-]*(?:(?: (?:of|and|for|the|&)){0,2} [A-Z][\w&'’.-]*)*)"
AFTER = re.compile(
    rf"^,? (?:an? |the )?(?:[a-z-]+ ){{0,4}}(?i:{POST}) (?:[a-z]+ ){{0,2}}(?:of|for|at|with) (?:the )?{NAME}|"
    rf"^,? who (?:heads|leads|chairs|runs|represents|represented|headed) (?:the )?{NAME}|"
    rf"^,? (?:of|from) (?:the )?{NAME}",
)
BEFORE = re.compile(rf"{NAME} (?:\([A-Z]+\) )?(?i:{POST}) $")


# "Kari Holm, chief of the Chadian mission".
DELEGATED = re.compile(rf"^,? (?:the )?(?:[a-z]+ ){{0,2}}(?:head|chief|leader|member) of (?:the )?{NAME} (?:delegation|mission)")
# Offices of a state that may differ from its other organs, for which a spokesman speaks.
OFFICES = ("White House", "Department", "Pentagon")


def bodies_of_persons(reading: Reading) -> dict[str, Actor]:
    """Return the private body for which each person speaks by the story's words, by entity id."""
    found: dict[str, Actor] = {}
    for paragraph in reading.paragraphs:
        for person, body in _told(paragraph):
            found.setdefault(person, body)
    return found


def _told(paragraph: Paragraph) -> Iterator[tuple[str, Actor]]:
    """Yield persons with the bodies told beside them."""
    for naming in paragraph.namings:
        if naming.actor is None or naming.actor.kind is not EntityKind.PERSON:
            continue
        before = " ".join(paragraph.text[max(0, naming.start - 120) : naming.start].split()) + " "
        after = " ".join(paragraph.text[naming.end : naming.end + 160].split())
        for match in (AFTER.search(_spaced(paragraph, naming.end) + after), BEFORE.search(before)):
            name = next((group for group in match.groups() if group), "") if match else ""
            is_office = match is not None and "spokes" in match.group().lower() and name.endswith(OFFICES)
            if name and (is_office or _is_private(name)):
                yield naming.actor.entity_id, named(EntityKind.ORGANIZATION, name.rstrip(".,"))
            envoy = DELEGATED.search(_spaced(paragraph, naming.end) + after)
            hits = load_gazetteer().find(envoy.group(1)) if envoy else []
            if hits:
                yield naming.actor.entity_id, hits[0].forms[0].actor


def _spaced(paragraph: Paragraph, end: int) -> str:
    return " " if paragraph.text[end : end + 1].isspace() else ""


def _is_private(name: str) -> bool:
    """Say whether a name is that of an association, union or pressure group, and no state's or alliance of states."""
    words = {word.lower().strip(".,'’") for word in name.split()}
    is_of_states = any(hit.end - hit.start >= len(name.rstrip(".,")) for hit in load_gazetteer().find(name))
    return bool(words & word_set("associations")) and not is_of_states
