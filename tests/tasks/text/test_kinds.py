import pytest

from tests.tasks.text.wire import CORRECTION_NOTE, HARBOUR, KILL, LEAD, cleaned
from warehouse.codes import ContentKind, PublishStatus

PROSE = "GENEVA, March 3 (NG) - Freedonia froze the funds of the Sylvanian crown on Thursday."
CASES = {
    "story": (HARBOUR, ContentKind.STORY),
    "lead": (LEAD, ContentKind.STORY),
    "kill": (KILL, ContentKind.KILL_NOTE),
    "kill in prose": ("Editors: please withdraw the story headlined \"Duchy agrees\". It is wrong.", ContentKind.KILL_NOTE),
    "correction note": (CORRECTION_NOTE, ContentKind.CORRECTION_NOTE),
    "correction by headline": (
        'CORRECTION - DUCHY AGREES\n    In GENEVA item headlined "Duchy Agrees to Talks," please read in second\n'
        "paragraph ... 40 tonnes ... instead of ... 400 tonnes.\n",
        ContentKind.CORRECTION_NOTE,
    ),
    "erroneous report": (
        "In a story March 3 about Freedonia, Northgate reported erroneously that the envoy stayed. He left at noon.",
        ContentKind.CORRECTION_NOTE,
    ),
    "corrected story": (f"(Corrects day in first paragraph)\n\nCORRECTED-Duchy agrees\n\n{PROSE}", ContentKind.STORY),
    "flash": (f"FLASH\n\n{PROSE}", ContentKind.FLASH),
    "brief": (f"BRIEF-Duchy agrees\n\n{PROSE}", ContentKind.BRIEF),
    "budget": (
        "BC-NG News Digest, NG0102\n   Here are the top stories moving from Northgate for Saturday papers.",
        ContentKind.BUDGET,
    ),
    "digest": ("Morning headlines at 6\n\nThe duchy agreed.\n\nThe bridge is open.", ContentKind.DIGEST),
    "advisory": ("Editors: the desk closes at noon. Clients are advised to call before.", ContentKind.ADVISORY),
    "table": ("BEETS AT NOON\n\nMAY   27.40   24.10   +3.30\nJUL   28.05   24.50   +3.55\n", ContentKind.TABLE),
    "price list without columns": (
        "BEETS AT NOON\n May 1258 1260 1265 1240 11\n Jul 1280 1285 1290 1270 22\n Sep 1301 1305 1310 1290 9\n",
        ContentKind.TABLE,
    ),
    "weather advisory is a story": (f"WEATHER-ROTARY ADVISORY\n\n{PROSE}", ContentKind.STORY),
    "government budget is a story": (f"Freedonia passes budget\n\n{PROSE}", ContentKind.STORY),
    "members asked to act is a story": ("Members of the congress were asked to freeze the funds.", ContentKind.STORY),
    "rebels kill": (
        "Rebels kill 10 in Freedonia\n\nRebels killed ten soldiers near the bridge, the army said in a report.",
        ContentKind.STORY,
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_items_are_told_apart(name):
    text, expected = CASES[name]
    assert cleaned(text).story.content_kind is expected


def test_metadata_wins():
    assert cleaned(HARBOUR, content_kind=ContentKind.BRIEF).story.content_kind is ContentKind.BRIEF


@pytest.mark.parametrize(
    ("text", "status"),
    [
        (HARBOUR, PublishStatus.USABLE),
        (KILL, PublishStatus.CANCELED),
        (f"HOLD FOR RELEASE\n\n{PROSE}", PublishStatus.WITHHELD),
        (f"EMBARGOED until 0001 GMT Monday, March 3, 1997\n\n{PROSE}", PublishStatus.USABLE),
    ],
)
def test_notes_of_the_desk_set_the_status(text, status):
    assert cleaned(text).story.publish_status is status


def test_the_status_of_metadata_wins():
    assert cleaned(HARBOUR, publish_status=PublishStatus.CANCELED).story.publish_status is PublishStatus.CANCELED
