from datetime import UTC, datetime

import pytest

from tasks.readers.plain import read
from tasks.readers.registry import read as read_any
from tasks.sources.limits import Limits
from tests.tasks.readers.telex import cleaned_draft
from warehouse.codes import ContentKind, Precision

NAMED = """zczc
AN#26945001
KN#Beet Bites
PD#06 June 2016 14:00:00
CO#FRD.X
SO#FSX
SF#*
BY#
KY#BNB Comnews FRD.X
TI#Freedonia Mining talks
drag on
AB#The mine is late.
TX#
The mine at Klopstok is late by a year.
Talks have become long.
"""
CODED = """ZCZC NGA
%A
#AM Duchy headlines
$Duchy headlines round-up Nov 06, 1200
:1200
*07000000
~AM Service
@SYL
Here are this morning's latest headlines...

* The envoy stays.

* The bridge is open.

NNNN
"""
RELEASE = """Source: Beet Inc.
MEDIA RELEASE PR10001
Beet Inc. Opens a Mill

VIENNA, March 3, 2017 /NG Wire/ --

Beet Inc. opened a mill in Klopstok on Friday.

https://northgate.example/mill.jpg

The mill grinds beets.

For further information, please visit www.beet.example

SOURCE: Beet Inc.
"""
BETTING = """ZCZC NGA000
YY TDR
:POTTED :Klopstok MARKET DAY
    GENEVA, Oct 12 NGA - Latest betting for tomorrow's beet races.-

Race one - Beet Handicap
  3.00 Sylvanian Queen
  4.80 Rufus
 11.00 Firefly, Root Vegetable

Race two - Duchy Plate
  2.80 Rotary
  4.60 Green Leaf
 51.00 Weekend Winner
    NGA BETTING

NNNN
"""


def draft_of(delivery, text):
    (draft,) = read(delivery(text.replace("\n", "\r\n")), Limits())
    return draft


def test_named_fields_are_read(delivery):
    draft = draft_of(delivery, NAMED)
    assert (draft.headline, draft.provider, draft.provider_key) == ("Freedonia Mining talks drag on", "Beet Bites", "26945001")
    assert (draft.slugline, draft.keywords) == ("BNB Comnews FRD.X", ("BNB", "Comnews", "FRD.X"))
    assert (draft.published_at, draft.published_precision) == (datetime(2016, 6, 6, 14, tzinfo=UTC), Precision.SECOND)
    assert (draft.subjects, draft.byline) == (("company:FRD.X", "source:FSX"), None)


def test_the_text_begins_below_its_named_field(delivery):
    story = cleaned_draft(draft_of(delivery, NAMED)).story
    assert story.body == "The mine at Klopstok is late by a year.\n\nTalks have become long."


def test_named_fields_are_kept(delivery):
    kept = [(note.kind, note.text) for note in draft_of(delivery, NAMED).notes]
    assert ("subhead", "AB#The mine is late.") in kept
    assert ("header", "SF#*") in kept


def test_coded_lines_are_read(delivery):
    draft = draft_of(delivery, CODED)
    assert (draft.headline, draft.slugline, draft.provider) == (
        "Duchy headlines round-up Nov 06, 1200", "AM Duchy headlines", "NGA",
    )  # fmt: skip
    assert draft.subjects == ("destination:A", "iptc_subject:07000000", "service:AM Service", "place:SYL")
    story = cleaned_draft(draft).story
    assert story.content_kind is ContentKind.DIGEST
    assert story.body.startswith("Here are this morning's")


def test_a_keyword_and_a_title_may_follow_each_other(delivery):
    draft = draft_of(delivery, "ZCZC NGA\n$S\n:Beets\n:Prices at noon\n*T\nMAY 27.40 24.10\nJUL 28.05 24.50\nNNNN\n")
    assert (draft.slugline, draft.headline, draft.content_kind) == ("Beets", "Prices at noon", ContentKind.TABLE)
    assert draft.subjects == ("aap_category:s",)


def test_the_issuer_of_a_release_is_no_keyword(delivery):
    opened = "The mill opened on Friday, and the duchy sent its envoy to see the first beets of the year ground there."
    text = f"ZCZC NGA\n%MGD\n$K\n:\n:Beet Inc.\n*X\nNew mill shows beets are back\n{opened}\n\nSOURCE: Beet Inc.\n\nNNNN\n"
    draft = draft_of(delivery, text)
    assert (draft.slugline, draft.headline, draft.subjects[-1]) == (None, None, "source:Beet Inc.")
    story = cleaned_draft(draft).story
    assert (story.headline, story.body) == ("New mill shows beets are back", opened)


def test_a_media_release_is_read(delivery):
    draft = draft_of(delivery, RELEASE)
    assert (draft.provider_key, draft.subjects) == ("PR10001", ("source:Beet Inc.",))
    story = cleaned_draft(draft).story
    assert (story.headline, story.provider, story.dateline_place) == ("Beet Inc. Opens a Mill", "NG Wire", "VIENNA")
    assert story.body == "Beet Inc. opened a mill in Klopstok on Friday.\n\nThe mill grinds beets."
    assert story.published_at == datetime(2017, 3, 3, tzinfo=UTC)


def test_a_betting_market_is_a_table_and_keeps_its_rows(delivery):
    draft = draft_of(delivery, BETTING)
    assert (draft.headline, draft.keywords) == ("Klopstok MARKET DAY", ("POTTED",))
    story = cleaned_draft(draft).story
    assert (story.content_kind, story.dateline_place) == (ContentKind.TABLE, "GENEVA")
    assert "3.00 Sylvanian Queen\n4.80 Rufus\n11.00 Firefly, Root Vegetable" in story.body
    assert story.body.endswith("51.00 Weekend Winner")


@pytest.mark.parametrize(
    "text",
    [
        "ZCZC SCT061 2 UN\nUN-FREEDONIA\n\nGENEVA, AUG 6 (SCT) - THE COUNCIL MET.\nNNNN\n",
        "ZCZC NGA\n* The envoy stays.\n* The bridge is open.\nNNNN\n",
        "ZCZC NGA\nTI#A title and no text\nNNNN\n",
        "Source: envoys said so.\nThe council met at noon.\n",
    ],
)
def test_what_has_no_field_lines_stays_as_it_is(delivery, text):
    (draft,) = read(delivery(text), Limits())
    assert (draft.text, draft.headline, draft.notes) == (text, None, ())


@pytest.mark.parametrize(
    ("name", "headline", "first_words", "kind"),
    [
        ("AAP201606060716291", "UGL continues project delay negotiation", "UGL’s construction of the Ichthys SMP", "story"),
        ("ED_867485_4_2", "ABS data released today shows building and construction is underpinning growth in the Australian"
         " economy", "Total building work done rose by", "story"),
        ("asianet_2", "Queen Elizabeth Prize for Engineering Awarded to the Creators of Digital Imaging Sensors",
         "Four engineers responsible for the creation", "story"),
        ("asianet_8", "Huntsman Family Investments to Acquire GTA TeleGuam", "Huntsman Family Investments and", "story"),
        ("bob_am_headlines", "Sydney headlines round-up Nov 06, 1200", "Here are this morning's latest", "digest"),
        ("vicomb004_8511", "Eagle Farm MARKET DAY", "Latest betting for tomorrow's Eagle Farm", "table"),
        ("vifrc7_5254", "Wodonga Comment Saturday races 1-6", "Race One - Telstra Business Centre", "story"),
        ("vinzhj007_7831", "RACING : Caulfield FIELDS Saturday", "1 LADBROKES.COM.AU HCP", "table"),
    ],
)  # fmt: skip
def test_real_files_are_read(shared, delivery, name, headline, first_words, kind):
    reading = read_any(delivery((shared / f"wire/zczc_plaintext/aap__{name}.tst").read_bytes()), Limits())
    (draft,) = reading.drafts
    story = cleaned_draft(draft).story
    assert (reading.format, story.headline, story.content_kind) == ("plain", headline, kind)
    assert story.body.startswith(first_words)
