import gzip
from datetime import UTC, datetime

import pytest

from tasks.readers.draft import Note
from tasks.readers.errors import UnreadableError
from tasks.readers.registry import read as read_any
from tasks.readers.reuters21578 import read
from tasks.sources.limits import Limits
from tests.tasks.readers.telex import cleaned_draft
from warehouse.codes import ContentKind, Precision

HEAD = """<REUTERS TOPICS="YES" LEWISSPLIT="TRAIN" CGISPLIT="TRAINING-SET" OLDID="5544" NEWID="{newid}">
<DATE> 6-MAR-1987 15:01:01.79{codes}</DATE>
<TOPICS><D>sugar</D><D>trade</D></TOPICS>
<PLACES><D>freedonia</D></PLACES>
<PEOPLE></PEOPLE>
<ORGS><D>fd-r&amp;d</D></ORGS>
<EXCHANGES></EXCHANGES>
<COMPANIES></COMPANIES>
<UNKNOWN>
&#5;&#5;&#5;C T
&#22;&#22;&#1;f0704&#31;reute
{slug}</UNKNOWN>
"""
NORM = """<TEXT>&#2;
<TITLE>FREEDONIA BANS
 SYLVANIAN BEETS</TITLE>
<AUTHOR>    By Jane Roe, Reuters</AUTHOR>
<DATELINE>    GENEVA, March 6 - </DATELINE><BODY>Freedonia &lt;FRD> stopped all imports of
beets from Sylvania on Friday.
    "The beets stay out," the envoy said.
 Reuter
&#3;</BODY></TEXT>
</REUTERS>
"""
ALERT = """<TEXT TYPE="BRIEF">&#2;
******<TITLE>FREEDONIA SAYS IT FREEZES SYLVANIAN FUNDS
</TITLE>Blah blah blah.
&#3;

</TEXT>
</REUTERS>
"""
TABLE = """<TEXT TYPE="UNPROC">&#2;
KLOPSTOK BEETS AT NOON - MAR 6
 MAY   27.40   24.10   +3.30
 JUL   28.05   24.50   +3.55
 Reuter
&#3;

</TEXT>
</REUTERS>
"""
SPLIT_TABLE = """<TEXT>&#2;
<TITLE>DUCHY BEET FUTURES 11:00   EDT</TITLE>
KLOPSTOK BEETS
 MAY7 274 1/2            UP    1/2
<DATELINE> MAR8  --     --</DATELINE><BODY>ROTARY BEETS
 MAY7 284 3/4            UP  1 1/4
 JUL7 280 1/4            OFF   1/2
&#3;</BODY></TEXT>
</REUTERS>
"""
NOTE = """<TEXT TYPE="UNPROC">&#2;
CORRECTION - FREEDONIA BANS SYLVANIAN BEETS
    In the GENEVA story headlined "FREEDONIA BANS SYLVANIAN
BEETS" please read in the second paragraph " ... 40 tonnes ..."
instead of " ... 400 tonnes ... ."
 REUTER
&#3;

</TEXT>
</REUTERS>
"""
SLUG = "u f BC-FREEDONIA-BEETS   03-06 0105"


def corpus(*texts, slug=SLUG, codes=""):
    parts = (HEAD.format(newid=at + 1, slug=slug, codes=codes) + text for at, text in enumerate(texts))
    return '<!DOCTYPE lewis SYSTEM "lewis.dtd">\n' + "".join(parts)


def draft_of(delivery, text, **parts):
    (draft,) = read(delivery(corpus(text, **parts)), Limits())
    return draft


def test_what_stands_around_the_text_becomes_fields(delivery):
    draft = draft_of(delivery, NORM)
    assert (draft.provider, draft.provider_key, draft.version_key) == ("Reuters", "1", "f0704")
    assert (draft.published_at, draft.published_precision) == (datetime(1987, 3, 6, 15, 1, 1, tzinfo=UTC), Precision.SECOND)
    assert (draft.slugline, draft.urgency) == ("BC-FREEDONIA-BEETS", 3)
    assert draft.subjects == (
        "topics:sugar", "topics:trade", "places:freedonia", "orgs:fd-r&d", "services:C", "services:T",
    )  # fmt: skip


def test_a_story_is_put_together_as_it_was_sent(delivery):
    draft = draft_of(delivery, NORM)
    assert (draft.headline, draft.byline) == ("FREEDONIA BANS SYLVANIAN BEETS", "Jane Roe")
    story = cleaned_draft(draft).story
    assert story.body == (
        'Freedonia <FRD> stopped all imports of beets from Sylvania on Friday.\n\n"The beets stay out," the envoy said.'
    )
    assert (story.dateline_text, story.dateline_place, story.dateline_country) == ("GENEVA, March 6", "GENEVA", "CH")
    assert story.content_kind is ContentKind.STORY


def test_an_alert_is_its_title(delivery):
    draft = draft_of(delivery, ALERT, slug="f f BC-******FREEDONIA-SAYS   03-06 0012")
    assert (draft.text, draft.headline) == ("FREEDONIA SAYS IT FREEZES SYLVANIAN FUNDS",) * 2
    assert (draft.content_kind, draft.urgency, draft.notes) == (ContentKind.FLASH, 1, (Note("priority", "******"),))
    assert cleaned_draft(draft).story.body == draft.text


def test_a_title_without_stars_is_a_brief(delivery):
    assert draft_of(delivery, ALERT.replace("*", "")).content_kind is ContentKind.BRIEF


def test_an_unprocessed_table_loads_whole(delivery):
    draft = draft_of(delivery, TABLE)
    assert draft.headline == "KLOPSTOK BEETS AT NOON - MAR 6"
    story = cleaned_draft(draft).story
    assert (story.content_kind, story.dateline_place) == (ContentKind.TABLE, None)
    assert story.body == "MAY   27.40   24.10   +3.30\nJUL   28.05   24.50   +3.55"


def test_what_the_corpus_took_for_a_dateline_stays_text(delivery):
    draft = draft_of(delivery, SPLIT_TABLE)
    assert draft.text.split("\n") == [
        "KLOPSTOK BEETS", " MAY7 274 1/2            UP    1/2", " MAR8  --     --", "ROTARY BEETS",
        " MAY7 284 3/4            UP  1 1/4", " JUL7 280 1/4            OFF   1/2",
    ]  # fmt: skip
    assert cleaned_draft(draft).story.dateline_place is None


def test_a_correction_note_names_its_victim_by_headline(delivery):
    found = cleaned_draft(draft_of(delivery, NOTE, slug="u f BC-CORRECTION---FREEDONI   03-06 0043"))
    assert found.story.content_kind is ContentKind.CORRECTION_NOTE
    assert [reference.headline for reference in found.references] == ["FREEDONIA BANS SYLVANIAN BEETS"]


def test_codes_beside_the_date_are_read_too(delivery):
    (draft,) = read(delivery(corpus(NORM, codes="\n\n&#5;&#5;&#5;RM V").replace("&#5;&#5;&#5;C T\n", "")), Limits())
    assert draft.subjects[-2:] == ("services:RM", "services:V")


def test_every_element_of_a_file_is_a_draft_of_its_own(delivery):
    content = corpus(NORM, ALERT, NORM.replace("</REUTERS>", ""), TABLE).encode() + b"\x00\xfc"
    reading = read_any(delivery(content), Limits())
    assert (reading.format, [draft.provider_key for draft in reading.drafts]) == ("reuters21578", ["1", "2", "3", "4"])
    assert [draft.position for draft in reading.drafts] == [0, 1, 2, 3]


def test_an_element_without_text_is_refused_and_not_lost(delivery):
    reading = read_any(delivery(corpus(NORM, '<TEXT TYPE="UNPROC">&#2;\n&#3;\n</TEXT>\n</REUTERS>\n')), Limits())
    assert (len(reading.drafts), [refusal.reason_code for refusal in reading.refused]) == (1, ["little_text"])


@pytest.mark.parametrize("date", ["31-FEB-1987 15:01:01.79", "no date"])
def test_a_date_that_is_none_is_unknown(delivery, date):
    (draft,) = read(delivery(corpus(NORM).replace(" 6-MAR-1987 15:01:01.79", date)), Limits())
    assert (draft.published_at, draft.published_precision) == (None, None)


def test_a_file_without_elements_is_refused(delivery):
    with pytest.raises(UnreadableError, match="no REUTERS element"):
        read(delivery('<!DOCTYPE lewis SYSTEM "lewis.dtd">\n'), Limits())


@pytest.fixture(scope="module")
def first_file(shared):
    return gzip.decompress((shared / "wire/reuters21578/reut2-000.sgm.gz").read_bytes())


@pytest.fixture(scope="module")
def stories(first_file):
    from tasks.sources.delivery import Delivery
    from tests.tasks.readers.conftest import NOW

    reading = read_any(Delivery("/reut2-000.sgm", first_file, None, None, NOW), Limits())
    assert (reading.format, reading.refused) == ("reuters21578", ())
    return {draft.provider_key: draft for draft in reading.drafts}


def test_a_whole_file_loads(first_file, stories):
    assert len(stories) == first_file.count(b"<REUTERS ") == 1000
    kinds = [draft.content_kind for draft in stories.values()]
    assert kinds.count(ContentKind.FLASH) == first_file.count(b'TYPE="BRIEF"') == 60
    assert all(draft.text and draft.published_at and draft.provider == "Reuters" for draft in stories.values())


def test_every_element_of_every_file_is_a_draft(shared, delivery):
    for path in sorted((shared / "wire/reuters21578").glob("*.gz")):
        whole = gzip.decompress(path.read_bytes())
        reading = read_any(delivery(whole), Limits())
        empty = whole.count(b'<TEXT TYPE="UNPROC">&#2;\n&#3;')
        assert (len(reading.drafts) + empty, len(reading.refused)) == (whole.count(b"<REUTERS "), empty), path
        assert len({draft.provider_key for draft in reading.drafts}) == len(reading.drafts)


def test_nearly_every_body_of_a_whole_file_has_its_place(stories):
    cleaned = [cleaned_draft(draft).story for draft in stories.values() if draft.text.startswith("    ")]
    assert len(cleaned) > 900
    assert sum(story.dateline_place is not None for story in cleaned) >= 0.98 * len(cleaned)


@pytest.mark.parametrize(
    ("key", "headline", "place", "country", "first_words", "published"),
    [
        ("1", "BAHIA COCOA REVIEW", "SALVADOR", "BR", "Showers continued throughout the week in", (26, 15, 1, 1)),
        ("57", None, "WASHINGTON", "US", "The Commodity Credit Corporation (CCC) announced", None),
        ("79", None, "MONTREAL", "CA", "Quebecor Inc, one of Canada's largest", None),
        ("83", None, "WESTPORT, Conn.", "US", "Qtly div five cts vs N.A.", None),
        ("180", None, "WASHINGTON", "US", "The U.S. Agriculture Department is not", None),
        ("225", None, "TOKYO", "JP", "Japan is expected to cut the", None),
        ("248", None, "BAHRAIN", "BH", "Saudi Arabian Oil Minister Hisham Nazer", None),
        ("279", None, "TOKYO", "JP", "<Nippon Telegraph and Telephone Corp> (NTT)", None),
        ("327", "DUTCH ANIMAL FEED USAGE DOWN IN FIRST HALF SEASON", "ROTTERDAM", "NL", "Dutch animal feed usage in the", None),
        ("561", None, "TREVISO", "IT", "Benetton Group Spa <BTOM.MI> said it", None),
        ("857", None, "MONTREAL", "CA", "Canadian seafarers are almost certain to", None),
        ("980", None, "FRANKFURT", "DE", "<VDO Luftfahrtgeraete Werk Adolf Schindling GmbH>,", None),
    ],
)
def test_real_elements_are_read(stories, key, headline, place, country, first_words, published):
    story = cleaned_draft(stories[key]).story
    assert story.headline == (headline or story.headline)
    assert (story.dateline_place, story.dateline_country) == (place, country)
    assert story.body.startswith(first_words)
    if published:
        at = story.published_at
        assert (at.day, at.hour, at.minute, at.second) == published
