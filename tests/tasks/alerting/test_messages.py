import pytest

from tasks.alerting.messages import MAX_TITLE_CHARS, harmless, of_flood, of_gate, of_measure, of_silence

MEASURE = {
    "subject": "case_1/imposed",
    "measure_type": "arms_embargo",
    "status": "imposed",
    "senders": ["RU", "Syldavia"],
    "targets": ["SD"],
    "headline": "Arms embargo",
    "evidence_text": "imposed an arms embargo",
    "provider": "Meridian",
    "story_id": "story_a",
    "source_uri": "/wires/a.txt",
    "run_id": "run_1",
}


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("a\u202eb\u200bc", "a b c"),
        ("\x1b[31mred\x07", "(31mred"),
        ("<script>alert(1)</script>", "‹script›alert(1)‹/script›"),
        ("[click](http://evil.test)", "(click)(http://evil.test)"),
        ("@everyone and @Here, desk@example.org", "＠everyone and ＠Here, desk@example.org"),
        ("<!channel> *bold* `code` &lt;", "‹!channel› ·bold· 'code' ＆lt;"),
        ("two\r\nlines\u2028three", "two lines three"),
        ("x" * 600, "x" * 499 + "…"),
    ],
    ids=range(8),
)
def test_words_of_others_cannot_act(written, read):
    assert harmless(written) == read


def test_a_measure_is_told_with_its_headline_its_words_and_its_story():
    told = of_measure(MEASURE)
    assert told.title == "New measure: imposed arms embargo: Russia, Syldavia against Sudan"
    assert told.body.splitlines() == [
        "Arms embargo",
        "imposed arms embargo: Russia, Syldavia against Sudan",
        "“imposed an arms embargo”",
        "Meridian, story_a, /wires/a.txt",
        "sanctionwire explain story_a",
    ]


def test_no_field_of_a_measure_can_act():
    hostile = "\u202e<b>@everyone\x1b\n[x](y)"
    row = {**MEASURE, **dict.fromkeys(("headline", "evidence_text", "provider", "source_uri"), hostile)}
    told = of_measure({**row, "senders": [hostile], "targets": [hostile * 50], "headline": None})
    assert not set(told.title + told.body) & set("\u202e\x1b<>[]")
    assert "@everyone" not in told.title + told.body
    assert len(told.title) <= MAX_TITLE_CHARS
    assert len(told.body.splitlines()) == 5


def test_runs_and_silence_are_told_with_what_to_do():
    gate = of_gate("run_1", [{"expectation": f"check_{place}", "rows": place} for place in range(12)])
    assert ("12 critical checks" in gate.title, "and 2 more" in gate.body, gate.subject) == (True, True, "run_1")
    flood = of_flood("run_1", [{"reason_code": "empty", "rows": 7}, {"reason_code": "no_text", "rows": 3}])
    assert (flood.title.startswith("10 rows"), "empty: 7 rows" in flood.body) == (True, True)
    assert of_silence("AFP", 6, "2026-01-02 03:04:05").subject == "afp/2026-01-02 03:04:05"
    assert "check how it is written" in of_silence("AFP", 6, None).body
