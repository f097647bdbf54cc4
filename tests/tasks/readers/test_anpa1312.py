from datetime import UTC, datetime

import pytest

from tasks.readers.anpa1312 import read, sniff
from tasks.readers.draft import Note
from tasks.readers.errors import UnreadableError
from tasks.readers.registry import read as read_any
from tasks.readers.telex_parts.anpa_header import read_anpa_header
from tasks.readers.telex_parts.anpa_stamp import read_stamp
from tasks.sources.limits import Limits
from tests.tasks.readers.telex import anpa, cleaned_draft, with_even_parity
from warehouse.codes import ContentKind, Precision, PublishStatus
from warehouse.reference import read_reference

LEAD = (
    "^BC-Freedonia-Talks, 1st Ld-Writethru,0312<",
    "^Freedonia Freezes Sylvanian Funds<",
    "^NG Photo FRD101, FRD102<",
    "^Eds: UPDATES with vote. With NG Photos<",
    "^By JANE ROE and SAM POE=",
    "^Northgate Press=",
    "\t   GENEVA (NG) _ Freedonia froze the funds of the Sylvanian crown on Wednesday.",
    " ",
    "\t   ``The beets stay out,'' the envoy said.",
)
BEETS = (
    "^BC-Beets--Noon Prices<",
    "^Beets at Noon=",
    "^By The Northgate Press=",
    "\b^;Last;Prev",
    "\bNew\x10 Sylvania;27.40;24.10\x10 ",
    "\b^\x1fLast\x1e \x1e Prev",
    "\bOld\x10 Sylvania\x1f\x1e 28{\x1e \x1e 24.50",
)


def drafts(delivery, content):
    return list(read(delivery(content), Limits()))


def test_the_lines_above_the_text_become_fields(delivery):
    (draft,) = drafts(delivery, anpa(*LEAD))
    assert (draft.headline, draft.byline) == ("Freedonia Freezes Sylvanian Funds", "JANE ROE and SAM POE")
    assert (draft.slugline, draft.keywords) == ("BC-Freedonia-Talks, 1st Ld-Writethru", ("Freedonia-Talks",))
    assert (draft.provider, draft.version_key, draft.urgency, draft.subjects) == ("NG", "A0412", 3, ("anpa_category:i",))
    assert draft.notes == (
        Note("header", "a0412 ----- u i BC-Freedonia-Talks 03-02 0312"),
        Note("photo", "NG Photo FRD101, FRD102"),
        Note("editors_note", "Eds: UPDATES with vote. With NG Photos"),
        Note("byline", "Northgate Press"),
        Note("tail_stamp", "NG-WF-03-02-94 1410EST"),
    )


def test_the_text_is_laid_out_in_paragraphs(delivery):
    (draft,) = drafts(delivery, anpa(*LEAD))
    assert draft.is_laid_out
    assert draft.text.split("\n\n")[1] == "``The beets stay out,'' the envoy said."


def test_the_stamp_behind_the_text_dates_the_story(delivery):
    (draft,) = drafts(delivery, anpa(*LEAD))
    assert (draft.published_at, draft.published_precision) == (datetime(1994, 3, 2, 19, 10, tzinfo=UTC), Precision.MINUTE)


@pytest.mark.parametrize(
    ("stamp", "at", "precision"),
    [
        ("AP-WF-11-13-13 0745GMT<", datetime(2013, 11, 13, 7, 45, tzinfo=UTC), Precision.MINUTE),
        ("NG-UN-09-12-03", datetime(2003, 9, 12, tzinfo=UTC), Precision.DAY),
        ("NGW-21:37-09-12-18", datetime(2018, 12, 9, 21, 37, tzinfo=UTC), Precision.MINUTE),
        ("NG-WF-03-02-94 1410XYZ", datetime(1994, 3, 2, tzinfo=UTC), Precision.DAY),
    ],
)
def test_stamps_are_read(stamp, at, precision):
    found = read_stamp(stamp)
    assert (found.at, found.precision) == (at, precision)


@pytest.mark.parametrize("stamp", ["", "NG-WF-13-32-94 1410EST", "1410"])
def test_what_is_no_stamp_dates_nothing(stamp):
    assert read_stamp(stamp) is None


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (
            "r a\x13\x11 BC-Duchy--Beets 1stLd-Writethru   11-13 1693",
            ("r", "a", "BC-Duchy--Beets", "1stLd-Writethru", 11, 13, 1693),
        ),
        ("f f BC-DUCHY   02-26", ("f", "f", "BC-DUCHY", None, 2, 26, None)),
        ("u s\x14\x12 BC-Duchy-Cup   ", ("u", "s", "BC-Duchy-Cup", None, None, None, None)),
    ],
)
def test_header_lines_are_read(line, expected):
    found = read_anpa_header(line)
    got = (found.priority, found.category, found.keyword, found.version, found.month, found.day, found.word_count)
    assert got == expected


def test_a_version_that_only_the_header_gives_joins_the_keyword(delivery):
    header = "r i\x13\x11 BC-Freedonia-Talks 2ndLd   03-02 0312"
    (draft,) = drafts(delivery, anpa("^BC-Freedonia-Talks,0312<", *LEAD[1:], header=header))
    assert draft.slugline == "BC-Freedonia-Talks, 2ndLd"


def test_rows_of_a_table_stay_rows(delivery):
    header = "r z\x14\x12 BC-Beets--NoonPrices   03-02 0020"
    (draft,) = drafts(delivery, anpa(*BEETS, header=header))
    assert draft.content_kind is ContentKind.TABLE
    assert draft.text == "Last\tPrev\nNew Sylvania\t27.40\t24.10\nLast\tPrev\nOld Sylvania\t28{\t24.50"
    assert (draft.headline, draft.byline) == ("Beets at Noon", "The Northgate Press")


def test_tabular_codes_alone_make_no_table(delivery):
    (draft,) = drafts(delivery, anpa(*LEAD, header="u s\x14\x12 BC-Freedonia-Talks   03-02 0312"))
    assert draft.content_kind is None


def test_a_list_of_titles_is_text(delivery):
    lines = ("^*9006< ^NG-Top-Duchy-Headlines,0176<", "^NG Top Duchy News at 9 p.m.<", "^Bridge opens to beets", "^Envoy stays")
    (draft,) = drafts(delivery, anpa(*lines))
    assert (draft.slugline, draft.headline) == ("NG-Top-Duchy-Headlines", "NG Top Duchy News at 9 p.m.")
    assert draft.text == "Bridge opens to beets\n\nEnvoy stays"


def test_the_dialect_without_carets_is_read(delivery):
    lines = (
        "BC-Duchy-Beets",
        "Duchy bans beets of its neighbor+",
        "     KLOPSTOK, Freedonia, March 2 Northgate - The duchy banned beets ",
        "on Wednesday after a vote in the upper house.",
        "     Nobody was surprised by the vote.",
        "==Northgate",
    )
    content = anpa(*lines, number="a0105NORTHGATE", selector="koko-", header="u s\x14\x12 BC-Duchy-Beets   02-03 0344")
    (draft,) = drafts(delivery, content)
    assert (draft.headline, draft.slugline, draft.provider) == (
        "Duchy bans beets of its neighbor",
        "BC-Duchy-Beets",
        "NORTHGATE",
    )
    story = cleaned_draft(draft).story
    assert story.body.split("\n\n") == [
        "The duchy banned beets on Wednesday after a vote in the upper house.",
        "Nobody was surprised by the vote.",
    ]


def test_several_messages_of_one_file_are_stories_of_their_own(delivery):
    content = b"\r\n" + anpa(*LEAD) + b"\x00\x00\x16" + anpa(*LEAD, number="a0413") + anpa(*LEAD, number="a0414")[:-1]
    assert [(draft.position, draft.version_key) for draft in drafts(delivery, content)] == [
        (0, "A0412"), (1, "A0413"), (2, "A0414"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "spoil", [with_even_parity, lambda content: content.replace(b" ", b"\x00 \x7f"), lambda c: b"\x00" * 40 + c]
)
def test_parity_bits_and_filling_change_nothing(delivery, spoil):
    clean, spoiled = (read_any(delivery(content), Limits()) for content in (anpa(*LEAD), spoil(anpa(*LEAD))))
    assert spoiled.format == "anpa1312"
    assert spoiled.drafts == clean.drafts


def test_a_kill_cancels(delivery):
    lines = (
        "^BC-Freedonia-Talks, KILL,0030<",
        "^Eds: This is a mandatory kill.<",
        "\t   Kill BC-Freedonia-Talks, moved from Geneva. The story is wrong. A substitute will move.",
    )
    (draft,) = drafts(delivery, anpa("^BULLETIN KILL<", *lines, header="b i\x13\x11 BC-Freedonia-Talks KILL   03-02 0030"))
    found = cleaned_draft(draft)
    assert (found.story.content_kind, found.story.publish_status) == (ContentKind.KILL_NOTE, PublishStatus.CANCELED)
    victim = cleaned_draft(drafts(delivery, anpa(*LEAD))[0])
    assert found.story.story_id == victim.story.story_id


def test_leads_are_versions_of_one_story_in_order(delivery):
    first, second = (
        cleaned_draft(drafts(delivery, anpa(f"^BC-Freedonia-Talks, {mark},0312<", *LEAD[1:]))[0]).story
        for mark in ("1st Ld", "2nd Ld")
    )
    assert first.story_id == second.story_id
    assert first.version_order < second.version_order


def test_a_correction_note_yields_no_story(delivery):
    lines = (
        "^BC-CORRECTIVE-Freedonia-Talks,0060<",
        "^Eds: Members who used BC-Freedonia-Talks are asked to use the following.<",
        "\t   In BC-Freedonia-Talks, moved Wednesday from Geneva, in 2nd graf please read: the envoy left at noon,",
        "instead of: the envoy stayed.",
    )
    (draft,) = drafts(delivery, anpa(*lines))
    assert cleaned_draft(draft).story.content_kind is ContentKind.CORRECTION_NOTE


@pytest.mark.parametrize(("mark", "is_fragment"), [("1st Add", True), ("Take 2", True), ("1st Ld", False)])
def test_parts_of_a_story_are_fragments(delivery, mark, is_fragment):
    (draft,) = drafts(delivery, anpa(f"^BC-Freedonia-Talks, {mark},0312<", *LEAD[1:]))
    assert draft.is_fragment is is_fragment


def test_an_alert_may_be_a_title_alone(delivery):
    content = anpa(
        "^BC-Freedonia-Talks<", "^Freedonia freezes Sylvanian funds<", header="f i\x13\x11 BC-Freedonia-Talks   03-02 0004"
    )
    (draft,) = drafts(delivery, content)
    assert (draft.text, draft.content_kind) == ("Freedonia freezes Sylvanian funds", ContentKind.FLASH)


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("^EMBARGOED until 0001 GMT Monday, March 7, 1994<", "embargo"),
        ("^Eds: Hold for release at noon EST March 7, 1994<", "embargo"),
        ("^EDITOR'S NOTE _ This is one of two.<", "editors_note"),
        ("^Editors strike at the Freedonia Times<", None),
        ("^Embargo on beets lifted<", None),
    ],
)
def test_lines_for_desks_are_told_from_titles(delivery, line, kind):
    (draft,) = drafts(delivery, anpa(LEAD[0], line, *LEAD[6:]))
    assert [note.kind for note in draft.notes if note.kind not in ("header", "tail_stamp")] == ([kind] if kind else [])


def test_a_frame_without_text_is_refused(delivery):
    with pytest.raises(UnreadableError, match="no message between start of header"):
        read(delivery(b"\x16\x16\x01a0412 and no start of text"), Limits())
    assert sniff("", delivery(b"BC-Freedonia-Talks")) == 0


@pytest.mark.parametrize(
    ("name", "headline", "slugline", "first_words", "kind"),
    [
        ("core__anpa-2.tst", "Prairies vanish in the US push for green energy",
         "BC-US--Ethanol-Losing Grassland, 1st Ld-Writethru", "Robert Malsam nearly went broke in the", None),
        ("core__ap_anpa-4.tst", "AP Exclusive: China lawyer's family says US helped them flee",
         "BC-AS--China-Daring Escape-ABRIDGED, 3rd Ld-Writethru", "Stuck in a Bangkok jail with a", None),
        ("belga__kyodo.txt", "Soccer: Urawa Reds claim 7th Emperor's Cup by beating Vegalta Sendai", "BC-Soccer-Emperor's-Cup",
         "Urawa Reds claimed their seventh Emperor's", None),
        ("core__ap_anpa-2.tst", "Baseball Expanded Standings", "BC-BBO--Baseball Expanded Glance", "All Times EDT",
         ContentKind.TABLE),
        ("core__anpa-4.tst", "AP Top Entertainment News at 11:23 p.m. EST", "AP-Top-Entertainment-Headlines",
         "Ex-bodyguard testifies about lewd messages sent", None),
    ],
)  # fmt: skip
def test_real_files_are_read(shared, delivery, name, headline, slugline, first_words, kind):
    reading = read_any(delivery((shared / "wire/anpa1312" / name).read_bytes()), Limits())
    (draft,) = reading.drafts
    assert (reading.format, draft.headline, draft.slugline, draft.content_kind) == ("anpa1312", headline, slugline, kind)
    assert cleaned_draft(draft).story.body.startswith(first_words)


def test_real_files_are_dated_and_placed(shared, delivery):
    (draft,) = read_any(delivery((shared / "wire/anpa1312/core__anpa-2.tst").read_bytes()), Limits()).drafts
    story = cleaned_draft(draft).story
    assert story.published_at == datetime(2013, 11, 13, 7, 45, tzinfo=UTC)
    assert (story.dateline_place, story.dateline_country) == ("ROSCOE, South Dakota", "US")
    assert story.body.endswith("he said.")


def test_the_sample_is_read(root, delivery):
    reading = read_any(delivery((root / "seeds/stories/2009-eritrea-1907-anpa.txt").read_bytes()), Limits())
    (draft,) = reading.drafts
    assert (reading.format, draft.headline) == ("anpa1312", "Security Council imposes sanctions on Eritrea")


def test_every_priority_is_one_letter_with_a_rank_and_a_source():
    for row in read_reference("anpa_priorities"):
        assert (len(row["code"]), row["code"].islower()) == (1, True)
        assert 1 <= int(row["urgency"]) <= 9
        assert row["meaning"]
        assert row["source"]
