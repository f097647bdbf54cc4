from datetime import UTC, datetime

import pytest

from tasks.readers.draft import Note
from tasks.readers.mail_parts.mail_text import unflowed
from tasks.readers.registry import read
from tasks.sources.limits import Limits
from warehouse.codes import LinkKind, Precision

HEAD = """Message-ID: <42@wire.example>
Date: Mon, 03 Mar 2025 10:15:00 +0100
From: Zenda Wire <desk@wire.example>
To: clients@wire.example
Subject: Council bans oil sales
MIME-Version: 1.0
"""
STORY = "The council banned oil sales on Monday."


def mail(body=STORY, head=HEAD, extra=""):
    return f"{head}{extra}\n{body}\n"


@pytest.fixture
def story(delivery):
    def first(content):
        (draft,) = read(delivery(content), Limits()).drafts
        return draft

    return first


def test_headers_are_the_metadata_of_a_mail(story):
    draft = story(mail(extra="Content-Language: en-GB\nKeywords: oil, council\n"))
    assert draft.reader == "email_rfc822"
    assert draft.text == STORY
    assert (draft.headline, draft.provider, draft.provider_key) == ("Council bans oil sales", "Zenda Wire", "42@wire.example")
    assert (draft.published_at, draft.published_precision) == (datetime(2025, 3, 3, 9, 15, tzinfo=UTC), Precision.SECOND)
    assert (draft.language, draft.keywords) == ("en", ("oil", "council"))
    assert not draft.is_laid_out


def test_nothing_is_invented_where_headers_are_missing(story):
    draft = story(f"Message-ID: <1@a.example>\n\n{STORY}")
    assert (draft.headline, draft.provider, draft.published_at, draft.language) == (None, None, None, None)


@pytest.mark.parametrize(
    ("subject", "headline"),
    [
        (b"=?utf-8?Q?Caf=C3=A9_ban?= =?utf-8?B?IGVuZHM=?=", "Café ban ends"),
        (b"=?windows-1252?Q?Council=92s_ban?=", "Council’s ban"),
        (b"=?x-unknown?Q?Council_bans?=", "Council bans"),
        (b"=?utf-8?B?broken", "=?utf-8?B?broken"),
        ("Café ban".encode(), "Café ban"),
        ("Café ban".encode("latin-1"), "Café ban"),
        (b"Council\r\n bans oil", "Council bans oil"),
        (b"Re: Fwd: Council bans oil", "Council bans oil"),
        (b"Rebels: a portrait", "Rebels: a portrait"),
    ],
)
def test_subjects_are_decoded(story, subject, headline):
    assert story(b"Message-ID: <1>\nSubject: " + subject + b"\n\n" + STORY.encode()).headline == headline


@pytest.mark.parametrize(
    ("extra", "body", "text"),
    [
        ("Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: base64\n", "VGhlIGNhZsOpIGJhbg==", "The café ban"),
        (
            "Content-Type: text/plain; charset=iso-8859-1\nContent-Transfer-Encoding: quoted-printable\n",
            "The caf=E9 ban =\nends",
            "The café ban ends",
        ),
        ("Content-Type: text/plain; charset=odd-1\n", "The cafe ban", "The cafe ban"),
        ("Content-Type: text/html\n", "<p>The ban ends.</p><p>Oil flows.</p>", "The ban ends.\n\nOil flows."),
        ("Content-Type: text/plain; format=flowed\n", "The ban \nends.\n\nOil flows.", "The ban ends.\n\nOil flows."),
        ("Content-Type: text/plain; format=flowed; delsp=yes\n", "The ba \nn ends.", "The ban ends."),
        (
            "Content-Type: multipart/alternative; boundary=b\n",
            "--b\nContent-Type: text/html\n\n<p>As a page</p>\n--b\nContent-Type: text/plain\n\nThe plain text\n--b--",
            "The plain text",
        ),
        ("Content-Type: multipart/mixed; boundary=b\n", "--b\n\nThe cut mail", "The cut mail"),
    ],
)
def test_the_text_is_found_and_decoded(story, extra, body, text):
    assert story(mail(body, extra=extra)).text == text


def test_signature_and_notice_are_kept_as_notes(story):
    draft = story(mail(f"{STORY}\n\n-- \nAnn Black, desk\n____________________\nThis mail is confidential."))
    assert draft.text == STORY
    assert draft.notes == (Note("sign_off", "Ann Black, desk"), Note("not_for_publication", "This mail is confidential."))


def test_a_form_as_json_names_its_story(story):
    answers = (
        '{"Headline":["Oil ban ends"],"Slugline":["OIL"],"Body":["One.\\n\\nTwo words."],"Urgency":["2"],'
        '"Abstract":["An end"],"Category":["WORLD"],"Timestamp":["3/3/2025\n10:15:00"],"Username":["a@wire.example"]}'
    )
    draft = story(mail(answers))
    assert (draft.headline, draft.slugline, draft.urgency) == ("Oil ban ends", "OIL", 2)
    assert draft.text == "One.\n\nTwo words."
    assert draft.subjects == ("category:WORLD",)
    assert draft.notes == (Note("summary", "An end"),)


def test_a_form_without_a_story_is_refused_with_what_it_names(delivery):
    (refusal,) = read(delivery(mail('{"Headline":["Oil ban ends"]}')), Limits()).refused
    assert refusal.reason_code == "no_story"
    assert "without an answer to `Body`, it names headline" in refusal.reason


def test_labelled_lines_above_the_story_win_over_the_subject(story):
    draft = story(mail(f"FYI\n\nHeadline: Oil ban ends\nKeywords: oil, ban\n\nAbstract: An end\n\n{STORY}"))
    assert (draft.headline, draft.text, draft.keywords) == ("Oil ban ends", STORY, ("oil", "ban"))
    assert draft.notes == (Note("header", "FYI"), Note("summary", "An end"))


def test_a_mail_names_what_it_takes_the_place_of(story):
    (reference,) = story(mail(extra="Supersedes: <41@wire.example>\nIn-Reply-To: <7@wire.example>\n")).references
    assert (reference.kind, reference.provider_key) == (LinkKind.SUPERSEDES, "41@wire.example")


def test_a_mailbox_holds_several_stories(delivery):
    box = "".join(
        f"From desk@wire.example Mon Mar  3 10:1{n}:00 2025\n{mail(STORY + chr(10) + '>From here on.')}\n" for n in range(3)
    )
    drafts = read(delivery(box), Limits()).drafts
    assert [draft.position for draft in drafts] == [0, 1, 2]
    assert drafts[0].text == f"{STORY}\nFrom here on."


def test_blanks_before_the_first_header_are_no_text(story):
    assert story("   \r\n" + mail()).headline == "Council bans oil sales"


@pytest.mark.parametrize(
    ("content", "reason_code", "words"),
    [
        (mail(""), "empty", "holds no text"),
        (mail("\n" * 300_001), "too_deep", "300,000 lines"),
        (mail(extra='Content-Type: multipart/mixed; boundary="a"\n' * 60), "too_deep", "50 parts"),
        (mail(extra="Content-Type: text/plain; " + "a=b; " * 5_000 + "\n"), "malformed", "a header of the mail"),
        (
            mail(extra='Content-Type: multipart/mixed; boundary="b"\n', body="--b\nContent-Type: image/png\n\nx\n--b--"),
            "empty",
            "no text",
        ),
    ],
)
def test_what_holds_no_story_is_refused_with_its_reason(delivery, content, reason_code, words):
    (refusal,) = read(delivery(content), Limits()).refused
    assert refusal.reason_code == reason_code
    assert words in refusal.reason


@pytest.mark.parametrize(
    ("content", "format_name"),
    [
        (f"From: desk@wire.example\nDate: Monday\n\n{STORY}", "email_rfc822"),
        (f"From: our correspondent\nDate: Monday\n\n{STORY}", "plain"),
        (f"Subject: Council bans oil\n\n{STORY}", "plain"),
    ],
)
def test_a_mail_is_told_from_its_headers(delivery, content, format_name):
    assert read(delivery(content), Limits()).format == format_name


@pytest.mark.parametrize(
    ("flowed", "text"),
    [
        ("a \nb", "a b"),
        ("a\nb", "a\nb"),
        (" From here", "From here"),
        ("a\n-- \nb", "a\n-- \nb"),
        ("> a \n> b\nc", "> a b\nc"),
        ("> a \nb", "> a \nb"),
    ],
)
def test_flowed_lines_are_joined(flowed, text):
    assert unflowed(flowed, deletes_space=False) == text


@pytest.mark.parametrize(
    ("name", "headline", "provider", "text"),
    [
        ("core__charset_in_subject_email.txt", "Google Apps News March 2015", "a sender", "body text"),
        ("core__googleform.txt", "TEST NZ HEADER", "takin@aap.com.au", "Prisoners allegedly drunk on homebrew attacked staff"),
        ("core__json-email-bad-user.txt", "Headline-2", "mock@mail.com.au", "Lorem ipsum"),
        ("core__odd_charset_email.txt", "Senden defends but Scott favourite", "Ben", "Gol PGA\nBy Ben Everill"),
    ],
)
def test_real_mails_are_read(shared, delivery, name, headline, provider, text):
    path = shared / "wire" / "email_rfc822" / name
    (draft,) = read(delivery(path.read_bytes(), str(path)), Limits()).drafts
    assert (draft.reader, draft.headline, draft.provider) == ("email_rfc822", headline, provider)
    assert draft.text.startswith(text)
