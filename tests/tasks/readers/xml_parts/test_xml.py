import pytest

from tasks.readers.errors import UnreadableError
from tasks.readers.xml_parts.xml import attribute, every, first, local, lowered, parse, parse_text, text_of
from tasks.sources.limits import Limits

LAUGHS = '<!DOCTYPE a [<!ENTITY l "ha"><!ENTITY m "&l;&l;&l;&l;"><!ENTITY n "&m;&m;&m;&m;">]><a>&n;</a>'


def words(content, delivery, **limits) -> str | None:
    return text_of(parse(delivery(content), Limits(**limits)))


@pytest.mark.parametrize(
    ("content", "text"),
    [
        ("<a>one <b>two</b> three</a>", "one two three"),
        ('<?xml version="1.0" encoding="UTF-8"?>\n<a>café</a>', "café"),
        ("\ufeff<a>one</a>", "one"),
        ("\n\n <a>one</a> \n", "one"),
        ("<a>R&amp;D &lt;x&gt;</a>", "R&D <x>"),
        ("<a>caf&eacute;&nbsp;&ndash; one</a>", "café – one"),
        ("<a>&#233; &#xe9;</a>", "é é"),
        ("<a><![CDATA[<p>one</p>]]></a>", "<p>one</p>"),
        ("<a>one<!-- two --><?three?></a>", "one"),
        ("<a>a\x00b\x1b</a>", "a b"),
        ("<!DOCTYPE a><a>one</a>", "one"),
        ('<!-- x --><?y?><!DOCTYPE a SYSTEM "a>b.dtd"><a>one</a>', "one"),
        ('<!DOCTYPE a PUBLIC "x" "y" [\n<!ENTITY % nitf SYSTEM "nitf.dtd">\n%nitf;\n]>\n<a>one</a>', "one"),
        ("<!DOCTYPE a [<!-- it's \"] > --><!ELEMENT a ANY>]><a>one</a>", "one"),
        ('<!DOCTYPE a [<!ENTITY photo SYSTEM "a.jpg" NDATA jpeg>]><a>one</a>', "one"),
    ],
)
def test_words_are_read_past_declarations_and_references(delivery, content, text):
    assert words(content, delivery) == text


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ('<?xml version="1.0" encoding="ISO-8859-1"?><a>café</a>'.encode("latin-1"), "café"),
        ('<?xml version="1.0" encoding="iso-8859-15"?><a>10 €</a>'.encode("iso-8859-15"), "10 €"),
        ('<?xml version="1.0" encoding="ISO-8859-1"?><a>café – naïve</a>'.encode(), "café – naïve"),
        ('<?xml version="1.0" encoding="utf-8"?><a>café</a>'.encode("latin-1"), "café"),
        ('<?xml version="1.0" encoding="no-such-set"?><a>café</a>'.encode(), "café"),
        ('<?xml version="1.0" encoding="utf-16"?><a>café</a>'.encode("utf-16"), "café"),
        ('<?xml version="1.0" encoding="utf-8"?><a>café</a>'.encode("utf-16"), "café"),
    ],
)
def test_bytes_win_over_a_wrong_declared_charset(delivery, raw, text):
    assert words(raw, delivery) == text


@pytest.mark.parametrize(
    ("content", "reason_code"),
    [
        (LAUGHS, "entities"),
        ('<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>', "entities"),
        ('<!doctype a [<!entity x "y">]><a>&x;</a>', "entities"),
        (LAUGHS.encode("utf-16"), "entities"),
        ('<!DOCTYPE a [<!ENTITY x "y"> <a>&x;</a>', "malformed"),
        ("<!DOCTYPE a [" + "<!--" * 50_000, "malformed"),
        ("no markup at all", "malformed"),
        ("<a", "malformed"),
        ("<!DOCTYPE a>", "malformed"),
        ("<a>" + "<b>" * 300 + "x" + "</b>" * 300 + "</a>", "too_deep"),
        ("<a>" + "<b>" * 220 + "x" + "</b>" * 220 + "</a>", "too_deep"),
        ("<a>" + "<b>" * 50_000, "too_deep"),
        ("<a>" + "<b/>" * 300_000 + "</a>", "too_many_tags"),
    ],
)
def test_what_bites_or_is_broken_is_refused(delivery, content, reason_code):
    with pytest.raises(UnreadableError) as refused:
        words(content, delivery)
    assert refused.value.reason_code == reason_code


def test_a_file_outside_is_never_read(delivery, tmp_path):
    secret = tmp_path / "secret"
    secret.write_text("secret")
    content = f'<!DOCTYPE a [<!ENTITY % x SYSTEM "{secret.as_uri()}"> %x;]><a>one</a>'
    assert words(content, delivery) == "one"


def test_text_of_20_megabytes_is_refused_by_its_size(delivery):
    content = f"<a>{'word ' * 4_000_000}</a>"
    with pytest.raises(UnreadableError, match="8,000,000 bytes") as refused:
        words(content, delivery)
    assert refused.value.reason_code == "too_large"


def test_text_over_what_the_parser_takes_is_refused_and_not_cut(delivery):
    content = f"<a>{'word ' * 4_000_000}</a>"
    with pytest.raises(UnreadableError) as refused:
        words(content, delivery, max_item_bytes=100_000_000)
    assert refused.value.reason_code == "too_large"


def test_a_text_node_of_nine_megabytes_is_read_whole(delivery):
    text = words(f"<a>{'word ' * 1_800_000}</a>", delivery, max_item_bytes=100_000_000)
    assert text is not None
    assert len(text) == 5 * 1_800_000 - 1


@pytest.mark.parametrize(
    ("content", "text"),
    [
        ("<a><b>one</a>", "one"),
        ("<a>one & two</a>", "one & two"),
        ("<a><b>one</b><b>two</a>", "onetwo"),
        ("<x:a>one<x:b y:c='1'>two</x:b></x:a>", "onetwo"),
        ('<?xml version="1.0" encoding="utf-8"><a>one</a>', "one"),
        ('<?xml version="1.0" encoding="utf-8"?><?xml version="1.0" encoding="latin-1"?><a>café</a>', "café"),
    ],
)
def test_small_faults_are_mended_where_no_word_is_lost(delivery, content, text):
    assert words(content, delivery) == text


@pytest.mark.parametrize("content", ["<a><x:>one</x:></a>", "<a><T:52.9>one</T:52.9></a>", "<a x:='1' y:1='2'>one</a>"])
def test_names_that_are_none_can_be_lowered_too(delivery, content):
    assert text_of(lowered(parse(delivery(content), Limits()))) == "one"


def test_a_document_cut_off_in_the_middle_is_read_as_far_as_it_goes(delivery):
    assert words("<a><b>one two three</b><b>four fi", delivery) == "one two threefour fi"


def test_a_document_whose_words_a_parser_would_drop_is_refused(delivery):
    with pytest.raises(UnreadableError, match="not well-formed"):
        words("<a>one</a>" + "<b>two three four</b>" * 20, delivery)


def test_names_are_told_without_namespace_and_paths_lead_one_level_down():
    root = parse_text('<n:a xmlns:n="urn:x"><b c="1" n:d=" 2 "/><n:e><n:b>deep</n:b></n:e></n:a>', Limits())
    assert local(root) == "a"
    assert [local(each) for each in every(root, "b")] == ["b", "b"]
    assert text_of(first(root, "e", "b")) == "deep"
    assert first(root, "b", "b") is None
    assert (attribute(first(root, "b"), "c"), attribute(first(root, "b"), "d")) == ("1", "2")
    assert (attribute(None, "c"), text_of(None), first(None, "a")) == (None, None, None)


@pytest.mark.parametrize(
    "content",
    [
        '<NITF Version="1"><BODY xml:Lang="en">x</BODY></NITF>',
        '<nitf xmlns="urn:a" version="1"><body lang="en">x</body></nitf>',
        '<n:nitf xmlns:n="urn:a" n:version="1"><n:body n:lang="en">x</n:body></n:nitf>',
        '<n:nitf n:version="1"><n:body n:lang="en">x</n:body></n:nitf>',
    ],
)
def test_lowered_trees_are_the_same_whatever_case_and_namespace(delivery, content):
    root = lowered(parse(delivery(content), Limits()))
    body = root[0]
    assert (root.tag, root.get("version"), body.tag, body.get("lang"), body.text) == ("nitf", "1", "body", "en", "x")
