import pytest

from tasks.alerting.rules import AlertsFileError, Flood, GateFailed, NewMeasure, Silence, read_rules

GOOD = """\
alerts:
  - name: iran
    kind: new_measure
    targets: [IR, Hezbollah]
    senders: US
    types: [arms_embargo]
    statuses: [imposed, proposed]
    urls: ["json://127.0.0.1:1/x", "slack://${TOKEN}/a"]
  - {name: gate, kind: gate_failed, urls: json://127.0.0.1:1}
  - {name: quiet, kind: silence, provider: AFP, hours: 1.5, urls: json://127.0.0.1:1}
  - {name: flood, kind: quarantine_flood, rows: 50, urls: json://127.0.0.1:1}
  - {name: norway, kind: new_measure, targets: [NO], urls: json://127.0.0.1:1}
"""


def rules(tmp_path, text, environment=()):
    path = tmp_path / "alerts.yaml"
    path.write_text(text)
    return read_rules(path, dict(environment))


def test_rules_are_read_with_the_variables_in_their_addresses(tmp_path):
    url = ("json://127.0.0.1:1",)
    assert rules(tmp_path, GOOD, {"TOKEN": "abc"}) == (
        NewMeasure(
            "iran",
            ("json://127.0.0.1:1/x", "slack://abc/a"),
            targets=("IR", "Hezbollah"),
            senders=("US",),
            types=("arms_embargo",),
            statuses=("imposed", "proposed"),
        ),
        GateFailed("gate", url),
        Silence("quiet", url, provider="AFP", hours=1.5),
        Flood("flood", url, rows=50),
        NewMeasure("norway", url, targets=("NO",)),
    )


@pytest.mark.parametrize("text", ["", "# nothing yet\n"])
def test_a_file_without_rules_has_none(tmp_path, text):
    assert rules(tmp_path, text) == ()
    assert read_rules(tmp_path / "nosuch.yaml", {}) == ()


RULE = "alerts:\n  - name: a\n    kind: {kind}\n    urls: json://127.0.0.1:1\n    {more}\n"


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("alerts: [", 1, "no YAML"),
        ("rules: []", 1, "allowed are alerts"),
        ("alerts: 7", 1, "must hold a list"),
        ("alerts:\n  - 7\n", 2, "must be a rule"),
        ("[1, 2]", 1, "must be a rule"),
        ("alerts:\n  - name: a\n    urls: x://\n", 2, "'kind' is missing"),
        (RULE.format(kind="new", more=""), 3, "allowed are new_measure, gate_failed, silence, quarantine_flood"),
        (RULE.format(kind="new_measure", more="target: IR"), 5, "allowed are name, kind, urls, targets"),
        (RULE.format(kind="new_measure", more="targets: [XX]"), 5, "country codes"),
        (RULE.format(kind="new_measure", more="types: [war]"), 5, "arms_embargo"),
        (RULE.format(kind="new_measure", more="statuses: [maybe]"), 5, "imposed"),
        (RULE.format(kind="new_measure", more="targets: [{a: b}]"), 5, "targets must be a word"),
        (RULE.format(kind="new_measure", more="name: b"), 5, "name is there twice"),
        (RULE.format(kind="silence", more="provider: AFP"), 2, "'hours' is missing"),
        ("alerts:\n  - name: a\n    kind: x: y\n", 3, "no YAML"),
        (RULE.format(kind="quarantine_flood", more="rows: many"), 5, "number above 0"),
        (RULE.format(kind="quarantine_flood", more="rows: -1"), 5, "number above 0"),
        (RULE.format(kind="quarantine_flood", more="rows: nan"), 5, "number above 0"),
        (RULE.format(kind="quarantine_flood", more="rows: 1.5"), 5, "whole number"),
        ("alerts:\n  - {name: a, kind: gate_failed}\n", 2, "at least one address"),
        ("alerts:\n  - {name: a, kind: gate_failed, urls: 'slack://${NOT_SET}'}\n", 2, "NOT_SET is not set"),
        (
            "alerts:\n  - {name: a, kind: gate_failed, urls: x://y}\n  - {name: a, kind: gate_failed, urls: x://y}\n",
            3,
            "two rules",
        ),
        ("alerts: &a\n  - *a\n", 1, "must be a rule"),
    ],
    ids=lambda value: str(value)[-30:] if isinstance(value, str) else None,
)
def test_an_error_names_the_line_and_what_is_allowed(tmp_path, text, line, words):
    with pytest.raises(AlertsFileError) as told:
        rules(tmp_path, text)
    assert f"alerts.yaml, line {line}: " in str(told.value)
    assert words in str(told.value)


@pytest.mark.parametrize(
    "content", [b"\xff\xfe\x00", b"[" * 100_000, b"a" * 1_000_001, b"a: \x00"], ids=["bytes", "deep", "big", "nul"]
)
def test_what_is_no_file_of_rules_is_refused(tmp_path, content):
    (tmp_path / "alerts.yaml").write_bytes(content)
    with pytest.raises(AlertsFileError):
        read_rules(tmp_path / "alerts.yaml", {})
