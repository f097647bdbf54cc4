import pytest

from tasks.readers.charset import decode, wide_charset
from tasks.readers.errors import UnreadableError

ENGLISH = "The council’s ban – “total” – cost £3 million, the envoy said in Orléans. " * 3
RUSSIAN = "Совет безопасности ввёл эмбарго на поставки оружия, сообщил представитель министерства. " * 5


@pytest.mark.parametrize(
    ("content", "declared", "charset"),
    [
        (ENGLISH.encode(), None, "utf-8"),
        (ENGLISH.encode(), "iso-8859-1", "utf-8"),
        (b"\xef\xbb\xbf" + ENGLISH.encode(), None, "utf-8"),
        (ENGLISH.encode("utf-16"), None, "utf-16-le"),
        (b"\xfe\xff" + ENGLISH.encode("utf-16-be"), "utf-8", "utf-16-be"),
        (ENGLISH.encode("utf-32"), None, "utf-32-le"),
        (ENGLISH.encode("utf-16-le"), None, "utf-16-le"),
        (ENGLISH.encode("utf-16-be"), None, "utf-16-be"),
        (ENGLISH.encode("cp1252"), "latin-1", "cp1252"),
        (ENGLISH.encode("cp1252"), "us-ascii", "cp1252"),
        (RUSSIAN.encode("koi8-r"), "koi8-r", "koi8-r"),
        ("制裁".encode("iso2022_jp"), "iso-2022-jp", "iso2022_jp"),
    ],
)
def test_what_is_certain_or_declared_is_no_guess(content, declared, charset):
    decoded = decode(content, declared)
    assert (decoded.charset, decoded.is_guessed) == (charset, False)
    assert decoded.text in {ENGLISH, RUSSIAN, "制裁"}


@pytest.mark.parametrize(
    ("content", "declared", "text", "charset"),
    [
        (ENGLISH.encode("cp1252"), None, ENGLISH, "cp1252"),
        (ENGLISH.encode("cp1252"), "utf-8", ENGLISH, "cp1252"),
        (ENGLISH.encode("cp1252"), "no-such-charset", ENGLISH, "cp1252"),
        (RUSSIAN.encode("cp1251"), None, RUSSIAN, "cp1251"),
        (ENGLISH.encode()[:-3] + b"\xe2\x80 end", None, ENGLISH[:-3] + "\ufffd end", "utf-8"),
    ],
    ids=["undeclared", "lying", "unknown", "cyrillic", "damaged utf-8"],
)
def test_what_is_neither_is_guessed_and_says_so(content, declared, text, charset):
    decoded = decode(content, declared)
    assert (decoded.text, decoded.charset, decoded.is_guessed) == (text, charset, True)


@pytest.mark.parametrize("label", ["utf-7", "unicode_escape", "rot13", "hex", "idna", "", "\udc80"])
def test_a_declaration_that_is_no_web_charset_is_ignored(label):
    assert decode(b"plain +ADw-script+AD4- \\u0041", label).text == "plain +ADw-script+AD4- \\u0041"


def test_line_ends_become_line_feeds_and_no_other_character_changes():
    assert decode("a\r\nb\rc\nd\u2028e\u00a0f\u0301".encode()).text == "a\nb\nc\nd\u2028e\u00a0f\u0301"


def test_bytes_that_fit_no_charset_are_refused():
    with pytest.raises(UnreadableError) as caught:
        decode(b"\xff\xfe" + b"\x00\xd8" * 5)
    assert caught.value.reason_code == "undecodable"


def test_a_few_nuls_make_no_wide_text():
    assert wide_charset(b"a\0b" + b"text " * 50) is None


def test_real_texts_in_many_charsets_are_decoded(shared):
    folder = shared / "hostile/chardet"
    paths = [path for path in sorted(folder.rglob("*")) if path.is_file()]
    read = 0
    for path in paths:
        try:
            decode(path.read_bytes())
            read += 1
        except UnreadableError:
            continue
    assert read >= 0.97 * len(paths)
