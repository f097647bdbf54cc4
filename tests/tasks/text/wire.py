"""Messages in the styles of several desks, written for the tests."""

from datetime import UTC, datetime

from tasks.readers.draft import Draft
from tasks.stories.clean import clean
from tasks.stories.cleaned import Cleaned

FETCHED_AT = datetime(2026, 1, 2, 3, 4, tzinfo=UTC)

HARBOUR = """FREEDONIA BANS SYLVANIAN BEETS
    GENEVA, March 3 - Freedonia said on Tuesday it had stopped
all imports of beets from Sylvania until the duchy opens its
border again.
    "The beets stay out," Trade Minister Rufus Firefly told
reporters.
    Sylvania ships about 40,000 tonnes a year.
 Harbour
"""

LEAD = """BC-Freedonia-Talks, 2nd Ld-Writethru, NG0412,0120
Freedonia Freezes Sylvanian Funds
Eds: UPDATES with vote, reaction from the duchy; PICKS UP 3rd graf
pvs, The envoy.
By JANE ROE
Northgate Wire Writer
   GENEVA (NG) _ Freedonia froze the funds of the Sylvanian crown
on Thursday.
   (BEGIN OPTIONAL TRIM)
   The envoy left at noon.
   (END OPTIONAL TRIM)
   MORE
NG-GE-03-03-94 1410EST
"""

URGENT = """URGENT
BC-Freedonia-Talks, NG0407,0030
   GENEVA (NG) _ Freedonia froze the funds of the Sylvanian crown.
   MORE
NG-GE-03-03-94 1355EST
"""

KILL = """BULLETIN KILL
BC-Freedonia-Talks, KILL, NG0409,0030
Eds: This is a mandatory kill.
   Kill BC-Freedonia-Talks, NG0407, moved from Geneva at 1355EST.
The story is wrong. A substitute will move.
   The Northgate Wire
NG-GE-03-03-94 1401EST
"""

CORRECTION_NOTE = """BC-CORRECTIVE-Freedonia-Talks, NG0430,0060
Eds: Members who used NG0412 are asked to use the following.
   In BC-Freedonia-Talks, 2nd Ld-Writethru, NG0412, moved Thursday
from Geneva, in 2nd graf please read: the envoy left at noon,
instead of: the envoy stayed.
NG-GE-03-03-94 1533EST
"""

SERVICE = """ZCZC FRP061 2 UN
URGENT UN-FREEDONIA

     UNITED NATIONS, AUG 6 (FRP) - THE COUNCIL ORDERED AN EMBARGO
ON FREEDONIA ON MONDAY.
     THE VOTE WAS 13 TO NONE.
     MORE

FRP 062131 GMT AUG 90
NNNN
"""

SYNDICATE = """Freedonia loses its seat

By Jane Roe

Northgate News

VIENNA—The congress took away Freedonia's seat on Sunday, two weeks after it closed the bridge to Sylvania.

Nineteen delegations voted for the measure. Sylvania abstained.

———

(c) 2011, Northgate News.

Distributed by Northgate Content Exchange.

———

PHOTO (for help with images, call the desk): FREEDONIA-SEAT

Need to chart
"""


def cleaned(text: str, **fields: object) -> Cleaned:
    """Return a plain text as a cleaned story."""
    draft = Draft(text=text, reader="text", **fields)  # type: ignore[arg-type]
    return clean(draft, document_id="d", source_uri="file:///story.txt", fetched_at=FETCHED_AT, run_id="r")


def kinds(story: Cleaned) -> list[str]:
    """Return the kinds of the pieces cut, in order."""
    return [piece.kind for piece in story.furniture]


def texts(story: Cleaned, kind: str) -> list[str]:
    """Return the words of the pieces of one kind."""
    return [piece.text for piece in story.furniture if piece.kind == kind]
