from datetime import UTC, datetime

import pytest

from tasks.readers.draft import Note
from tasks.readers.errors import UnreadableError
from tasks.readers.ieer_sgml import read
from tasks.readers.registry import read as read_any
from tasks.sources.limits import Limits
from tests.tasks.readers.telex import cleaned_draft
from warehouse.codes import Precision

FILE = """<IEER_DOC type="NEWSWIRE" fileid="">
<DOC>
<DOCNO> NGW19940302.0412 </DOCNO>
<DOCTYPE> NEWS STORY </DOCTYPE>
<DATE_TIME> 03/02/1994 14:10:00 </DATE_TIME>
<BODY>
<HEADLINE>
<b_enamex type="LOCATION">Freedonia<e_enamex> freezes funds
</HEADLINE>
<TEXT>
\t   <b_enamex type="LOCATION">GENEVA<e_enamex> (<b_enamex type="ORGANIZATION">NG<e_enamex>) _ <ENAMEX TYPE="LOCATION">Freedonia
</ENAMEX> froze the funds of &lt;Beet &AMP; Sons> on <b_timex type="DATE">Wednes-
day<e_timex>, 5 < 6 said.
<ANNOTATION>
\t   (STORY CAN END HERE _ OPTIONAL MATERIAL FOLLOWS)
</ANNOTATION>
\t   The envoy left at noon.
</TEXT>
</BODY>
</DOC>
<DOC>
<DOCNO> NGW19940302.0413 </DOCNO>
<DATE_TIME> 03/02/1994 </DATE_TIME>
<BODY>
<TEXT>
\t   The bridge is open again, the duchy said.
</TEXT>
</BODY>
</DOC>
</IEER_DOC>
"""


def drafts(delivery):
    return list(read_any(delivery(FILE), Limits()).drafts)


def test_each_document_is_a_story_with_its_key(delivery):
    first, second = drafts(delivery)
    assert (first.provider, first.provider_key, first.headline) == ("NGW", "NGW19940302.0412", "Freedonia freezes funds")
    assert (second.position, second.provider_key, second.headline) == (1, "NGW19940302.0413", None)
    assert first.notes == (Note("header", "NEWS STORY"),)


def test_times_keep_their_precision(delivery):
    first, second = drafts(delivery)
    assert (first.published_at, first.published_precision) == (datetime(1994, 3, 2, 14, 10, tzinfo=UTC), Precision.SECOND)
    assert (second.published_at, second.published_precision) == (datetime(1994, 3, 2, tzinfo=UTC), Precision.DAY)


def test_tags_go_and_words_stay(delivery):
    story = cleaned_draft(drafts(delivery)[0]).story
    assert story.body.split("\n\n") == [
        "Freedonia froze the funds of <Beet & Sons> on Wednes- day, 5 < 6 said.",
        "The envoy left at noon.",
    ]
    assert (story.dateline_place, story.dateline_country) == ("GENEVA", "CH")


def test_a_file_without_documents_is_refused(delivery):
    with pytest.raises(UnreadableError, match="no DOC element"):
        read(delivery("<IEER_DOC type='NEWSWIRE'></IEER_DOC>"), Limits())


@pytest.mark.parametrize(
    ("name", "count", "key", "headline", "place", "first_words", "last_words"),
    [
        ("APW_19980314", 23, "APW19980314.0391", "Kenyans protest tax hikes", "NAIROBI",
         "Thousands of laborers, students and opposition politicians", "won a fifth, five-year term."),
        ("APW_19980429", 3, "APW19980429.1260", "Russian launches military satellite", "MOSCOW",
         "Russia's strategic missile force launched a", "to the ITAR-Tass news agency."),
        ("NYT_19980403", 23, "NYT19980403.0468", "UTAH TOWN DIVIDED BY MEMORIES OF LYNCHING", "PRICE, Utah",
         "Down by the Price River, the", "members of our community.'''"),
    ],
)  # fmt: skip
def test_real_files_are_read(shared, delivery, name, count, key, headline, place, first_words, last_words):
    reading = read_any(delivery((shared / "wire/ieer_sgml" / name).read_bytes()), Limits())
    assert (reading.format, len(reading.drafts), reading.refused) == ("ieer_sgml", count, ())
    story = next(cleaned_draft(draft).story for draft in reading.drafts if draft.provider_key == key)
    assert (story.headline, story.dateline_place) == (headline, place)
    assert story.body.startswith(first_words)
    assert story.body.endswith(last_words)


def test_the_readme_beside_them_is_refused_as_what_it_is(shared, delivery):
    path = shared / "wire/ieer_sgml/README"
    (refusal,) = read_any(delivery(path.read_bytes(), uri=str(path)), Limits()).refused
    assert "a note about the files beside it" in refusal.reason
