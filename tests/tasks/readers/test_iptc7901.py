from datetime import UTC, datetime

import pytest

from tasks.readers.draft import Note
from tasks.readers.errors import UnreadableError
from tasks.readers.iptc7901 import read, sniff
from tasks.readers.registry import read as read_any
from tasks.sources.limits import Limits
from tests.tasks.readers.telex import anpa, cleaned_draft, iptc, with_even_parity
from warehouse.codes import ContentKind, Precision, PublishStatus

STORY = (
    "Freedonia freezes the funds of the Sylvanian crown =",
    "",
    "   Geneva (nga) - Freedonia froze the funds of the Sylvanian crown on",
    "Wednesday.",
    "   The envoy left at noon.",
    "",
    "# nga NOTEBOOK",
    "",
    "The following information is not for publication",
    "- Reporting by: Jane Roe",
)
GERMAN = (
    "(Zusammenfassung 1500 - neu: Reaktion des Königs)",
    "Fredonien sperrt die Konten der sylvanischen Krone und schließt die",
    "Brücke =",
    "Von Johanna Reh, nga =",
    "",
    "Genf (nga) - Fredonien hat am Mittwoch die Konten der sylvanischen",
    "Krone gesperrt.",
)
FRENCH = (
    "Situation",
    "Fredonie:",
    "Betteraves: un embargo «immédiat» =",
    " ",
    "   Genève (nga afq) La Fredonie a décidé mercredi d'arrêter toutes les ",
    "importations de betteraves.",
    " ",
    "(NGA/jr)",
)


def drafts(delivery, content):
    return list(read(delivery(content), Limits()))


def test_the_header_and_the_frame_become_fields(delivery):
    (draft,) = drafts(delivery, iptc(*STORY))
    assert (draft.headline, draft.byline) == ("Freedonia freezes the funds of the Sylvanian crown", None)
    assert (draft.provider, draft.version_key, draft.urgency) == ("nga", "ngw062", 3)
    assert (draft.slugline, draft.keywords, draft.subjects) == (
        "Freedonia-talks/",
        ("Freedonia-talks",),
        ("iptc7901_category:pl",),
    )
    assert (draft.published_at, draft.published_precision) == (datetime(1994, 3, 2, 14, 10, tzinfo=UTC), Precision.MINUTE)
    assert draft.notes == (Note("header", "ngw062 3 pl 120   nga 061"), Note("tail_stamp", "021410 GMT Mar 94"))


def test_paragraphs_begin_at_indentation_or_after_a_gap(delivery):
    story = cleaned_draft(drafts(delivery, iptc(*STORY))[0]).story
    assert story.body == "Freedonia froze the funds of the Sylvanian crown on Wednesday.\n\nThe envoy left at noon."
    assert (story.dateline_place, story.dateline_country) == ("Geneva", "CH")


def test_german_is_read_in_its_bytes(delivery):
    (draft,) = drafts(delivery, iptc(*GERMAN, topics="Fredonien/Sanktionen/"))
    assert draft.headline == "Fredonien sperrt die Konten der sylvanischen Krone und schließt die Brücke"
    assert (draft.byline, draft.keywords) == ("Johanna Reh", ("Fredonien", "Sanktionen"))
    assert Note("editors_note", "(Zusammenfassung 1500 - neu: Reaktion des Königs)") in draft.notes


@pytest.mark.parametrize("charset", ["latin-1", "utf-8"])
def test_a_mark_and_a_heading_above_the_title_are_told_apart(delivery, charset):
    (draft,) = drafts(delivery, iptc(*FRENCH, topics="Fredonie", stamp="020910 mars 94", charset=charset))
    assert draft.headline == "Fredonie: Betteraves: un embargo «immédiat»"
    assert Note("desk_mark", "Situation") in draft.notes
    assert (draft.provider, draft.slugline, draft.published_at) == ("nga", None, datetime(1994, 3, 2, 9, 10, tzinfo=UTC))
    assert cleaned_draft(draft).story.body == "La Fredonie a décidé mercredi d'arrêter toutes les importations de betteraves."


def test_a_byline_may_share_the_end_mark_of_the_title(delivery):
    lines = ("Beets 2.0? It would be fun", "By Jane Roe, The Freedonia Times =", "", *STORY[2:])
    (draft,) = drafts(delivery, iptc(*lines))
    assert (draft.headline, draft.byline) == ("Beets 2.0? It would be fun", "Jane Roe")


def test_topics_that_many_stories_share_name_none(delivery):
    other = ("Freedonia opens a bridge =", "", "   Geneva (nga) - Freedonia opened a bridge on Wednesday.")
    one, two = (cleaned_draft(drafts(delivery, iptc(*lines))[0]).story for lines in (STORY, other))
    assert one.slugline == two.slugline == "Freedonia-talks/"
    assert one.story_id != two.story_id


def test_a_message_to_desks_is_an_advisory(delivery):
    (draft,) = drafts(delivery, iptc("(Achtung)", "Probe =", "", "Dies ist eine Probe der Leitung."))
    assert (draft.headline, draft.content_kind) == ("Probe", ContentKind.ADVISORY)


def test_several_messages_of_one_file_are_stories_of_their_own(delivery):
    content = iptc(*STORY) + b"\x7f\x00" + iptc(*GERMAN, header="ngw063 4 i 9  nga 062")
    assert [(draft.position, draft.version_key) for draft in drafts(delivery, content)] == [(0, "ngw062"), (1, "ngw063")]


@pytest.mark.parametrize("spoil", [with_even_parity, lambda content: content.replace(b" ", b"\x00 \x7f")])
def test_parity_bits_and_filling_change_nothing(delivery, spoil):
    clean, spoiled = (read_any(delivery(content), Limits()) for content in (iptc(*STORY), spoil(iptc(*STORY))))
    assert spoiled.format == "iptc7901"
    assert spoiled.drafts == clean.drafts


def test_a_kill_and_a_correction_are_told_from_stories(delivery):
    kill = (
        "Kill: Freedonia freezes funds =",
        "",
        'Editors, please kill the story headlined "Freedonia freezes funds". It is wrong.',
    )
    note = ("Correction =", "", 'In item headlined "Freedonia freezes funds" please read in second paragraph: 40 tonnes.')
    stories = [cleaned_draft(drafts(delivery, iptc(*lines))[0]).story for lines in (kill, note)]
    assert [story.content_kind for story in stories] == [ContentKind.KILL_NOTE, ContentKind.CORRECTION_NOTE]
    assert stories[0].publish_status is PublishStatus.CANCELED


def test_a_frame_with_an_unknown_header_is_still_read(delivery):
    item = delivery(iptc(*STORY, header="Service 7"))
    (draft,) = read_any(item, Limits()).drafts
    assert (draft.headline, draft.urgency, draft.reader) == (STORY[0].removesuffix(" ="), None, "iptc7901")


@pytest.mark.parametrize("stamp", ["", "021410", "321410 GMT Mar 94", "021410 GMT Now 94"])
def test_what_is_no_stamp_dates_nothing(delivery, stamp):
    (draft,) = drafts(delivery, iptc(*STORY, stamp=stamp))
    assert (draft.published_at, draft.published_precision) == (None, None)


def test_the_two_wire_formats_are_told_apart(delivery):
    american, european = delivery(anpa("^BC-Talks<", "^Title<", "\t   Text.")), delivery(iptc(*STORY))
    assert [read_any(item, Limits()).format for item in (american, european)] == ["anpa1312", "iptc7901"]
    assert sniff("", delivery("Geneva (nga) - No frame.")) == 0


def test_a_frame_without_text_is_refused(delivery):
    with pytest.raises(UnreadableError, match="check what was sent"):
        read(delivery(b"\x01ngw062 3 pl 120 no start of text"), Limits())


@pytest.mark.parametrize(
    ("name", "headline", "provider", "first_words", "published"),
    [
        ("core__IPTC7901.txt", "Germany Social Democrats: Coalition talks with Merkel could fail", "dpa",
         "Negotiations between German conservatives headed by", datetime(2013, 11, 13, 11, 37, tzinfo=UTC)),
        ("core__dpa_two_by_line.txt", "Chiefs-Rams 2.0? Would be a fun Super Bowl, but don't count on it", "dpa",
         "History says this wasn't a Super", datetime(2018, 11, 21, 12, 59, tzinfo=UTC)),
        ("belga__ats.txt", "France: Gilets jaunes: une «catastrophe pour notre économie» (Le Maire)", "ats",
         "Les violences liées aux manifestations des", datetime(2018, 12, 9, 12, 23, tzinfo=UTC)),
        ("core__dpa_copyright.txt", "Impressum", "dpa", "ryryryry copyright by dpa", datetime(2017, 6, 24, 22, tzinfo=UTC)),
    ],
)  # fmt: skip
def test_real_files_are_read(shared, delivery, name, headline, provider, first_words, published):
    reading = read_any(delivery((shared / "wire/iptc7901" / name).read_bytes()), Limits())
    (draft,) = reading.drafts
    assert (reading.format, draft.headline, draft.provider) == ("iptc7901", headline, provider)
    assert draft.published_at == published
    assert cleaned_draft(draft).story.body.startswith(first_words)


def test_the_sample_is_read(root, delivery):
    reading = read_any(delivery((root / "seeds/stories/2000-eu-yugoslavia-iptc.txt").read_bytes()), Limits())
    (draft,) = reading.drafts
    assert (reading.format, draft.headline) == ("iptc7901", "EU lifts oil embargo and flight ban on Yugoslavia")
