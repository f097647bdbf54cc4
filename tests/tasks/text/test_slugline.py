import pytest

from tasks.text.slugline import message_number, read_header, read_slugline


@pytest.mark.parametrize(
    ("line", "base", "number"),
    [
        ("BC-Freedonia-Talks, 1st Ld-Writethru, NG0491,0150", "freedonia-talks", "NG0491"),
        ("BC-FR--Beets-Losing Ground, 1st Ld-Writethru,1140", "fr-beets-losing-ground", None),
        ("BC-CORRECTIVE-Freedonia-Talks, NG0419,0060", "freedonia-talks", "NG0419"),
        ("BC-Freedonia-Talks, KILL, NG0557,0030", "freedonia-talks", "NG0557"),
        ("BC-Freedonia-Talks, 3rd Ld-Writethru, CORRECTION, NG0426,0200", "freedonia-talks", "NG0426"),
        ("r i BC-Freedonia-Talks 03-02 0312", "freedonia-talks", None),
        ("UN-FREEDONIA 1ST LEAD", "un-freedonia", None),
        ("URGENT UN-FREEDONIA", "un-freedonia", None),
        ("FREEDONIA-BEETS/SANCTIONS (URGENT)", "freedonia-beets-sanctions", None),
        ("FREEDONIA-TALKS, 2ND LD - WRITETHRU", "freedonia-talks", None),
        ("Freedonia-politics/", "", None),
        ("Freedonian Football/League/", "", None),
        ("Slug: Freedonia-Talks", "freedonia-talks", None),
    ],
)
def test_sluglines_share_their_base(line, base, number):
    slug = read_slugline(line)
    assert slug is not None
    assert (slug.base, slug.number) == (base, number)


@pytest.mark.parametrize(
    "line", ["FREEDONIA BANS BEETS", "Anti-beet leaders meet", "HOLD FOR RELEASE", "Talks", "", "Freedonia-Talks were held."]
)
def test_titles_are_no_sluglines(line):
    assert read_slugline(line) is None


def test_a_lone_word_is_a_slugline_below_a_header_only():
    assert read_slugline("FREEDONIA") is None
    assert read_slugline("FREEDONIA", follows_header=True).base == "freedonia"


@pytest.mark.parametrize(
    ("line", "sender", "number", "urgency"),
    [("ZCZC FRP061 2 UN", "FRP", "061", 2), ("bsf031 4 pl 211 agn 061", "BSF", "031", 4), ("NG0412", "NG", "0412", None)],
)
def test_headers_name_sender_number_and_urgency(line, sender, number, urgency):
    header = read_header(line)
    assert (header.sender, header.number, header.urgency) == (sender, number, urgency)


@pytest.mark.parametrize("line", ["ZCZC", "ZCZC FRP000", "Freedonia", "NG0412 was sent"])
def test_headers_without_a_number_name_nothing(line):
    assert read_header(line) is None


def test_message_numbers_are_in_capitals():
    assert message_number("superseding ng0412") == "NG0412"
    assert message_number("at 0412") is None
