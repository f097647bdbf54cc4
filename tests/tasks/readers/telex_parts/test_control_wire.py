import pytest

from tasks.readers.errors import UnreadableError
from tasks.readers.telex_parts.control_wire import head_of, is_framed, messages
from tasks.sources.limits import Limits
from tests.tasks.readers.telex import anpa, iptc, with_even_parity

ODD = bytes(byte if byte.bit_count() % 2 else byte | 0x80 for byte in anpa("^Title<", "\t   Text."))
MARKED = bytes(byte | 0x80 for byte in anpa("^Title<", "\t   Text."))


@pytest.mark.parametrize("content", [with_even_parity(anpa("^Title<", "\t   Text.")), ODD, MARKED], ids=["even", "odd", "mark"])
def test_every_parity_is_taken_off(delivery, content):
    (message,) = messages(delivery(content), Limits())
    assert message.text == "^Title<\n\t   Text.\n\t   "


@pytest.mark.parametrize("text", ["Zürich schließt die Brücke über die Limmat.", "Ü" * 40 + "ä" * 40])
def test_accents_are_no_parity(delivery, text):
    (message,) = messages(delivery(iptc(text)), Limits())
    assert message.text.strip() == text


def test_a_message_has_header_text_and_trailer(delivery):
    (message,) = messages(delivery(iptc("Title =", "", "Text.")), Limits())
    assert message.header == ("ngw062 3 pl 120   nga 061", "Freedonia-talks/")
    assert (message.text, message.trailer.split()) == ("Title =\n\nText.\n", ["021410", "GMT", "Mar", "94"])


def test_what_breaks_off_is_still_a_message(delivery):
    (message,) = messages(delivery(b"\x01ngw062 3 pl 120\r\n\x02Title =\r\n\r\nText that breaks o"), Limits())
    assert (message.text[-5:], message.trailer) == ("aks o", "")


@pytest.mark.parametrize(
    ("content", "framed"),
    [
        (anpa("^Title<"), True),
        (b"\x00\x00" + iptc("Title ="), True),
        (b"GENEVA - The council", False),
        (b"\x01\x01\x02a" * 9, False),
    ],
)
def test_frames_are_told_from_other_bytes(content, framed):
    assert is_framed(content) is framed


def test_bytes_without_a_start_of_header_have_no_head():
    assert head_of(b"GENEVA - The council") == ""


def test_an_item_over_the_limit_is_refused(delivery):
    with pytest.raises(UnreadableError, match="SANCTIONWIRE_MAX_ITEM_BYTES"):
        messages(delivery(iptc("x" * 100)), Limits(max_item_bytes=50))
