"""The page opens offline, reads well by eye and by ear, and whatever was received is inert on it."""

import re
import time
from itertools import pairwise, product
from pathlib import Path

import pytest
from lxml import html

import expectations.report
from expectations.report.gathering import gather
from expectations.report.page import build_report

STYLE = Path(expectations.report.__file__).parent / "templates" / "report.css"
HOSTILE = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "javascript:alert(document.cookie)",
    "{{ 7 * 7 }}{% raw %}",
    "</style><style>*{display:none}",
    "--><!-- ]]>",
]


@pytest.fixture
def page(rows_of, generated_at) -> str:
    return build_report(gather(rows_of), generated_at)


@pytest.fixture
def tree(page) -> html.HtmlElement:
    return html.document_fromstring(page)


def texts(tree, path: str) -> list[str]:
    return [" ".join(element.text_content().split()) for element in tree.xpath(path)]


def test_the_verdict_comes_first(tree):
    assert texts(tree, "//h1") == ["1 critical check failed"]
    assert tree.xpath("//main/*[1]")[0].get("class") == "verdict failed"
    assert texts(tree, "//head/title") == ["1 critical check failed – sanctionwire data quality"]
    assert texts(tree, "//section[@class='verdict failed']//li") == ["The measure has no target that may load (1 of 200 rows)"]


@pytest.mark.parametrize(
    ("kept", "verdict"), [(slice(1, None), "All critical checks passed"), (slice(0), "Nothing has been judged yet")]
)
def test_the_verdict_follows_the_checks(answers, rows_of, generated_at, kept, verdict):
    answers["report/checks"] = answers["report/checks"][kept]
    tree = html.document_fromstring(build_report(gather(rows_of), generated_at))
    assert texts(tree, "//h1") == [verdict]


def test_an_empty_warehouse_makes_a_page(answers, rows_of, generated_at):
    for name in set(answers) - {"report/totals"}:
        answers[name] = []
    tree = html.document_fromstring(build_report(gather(rows_of), generated_at))
    assert "Nothing waits in quarantine." in texts(tree, "//p")


def test_a_failing_check_tells_reason_remedy_owner_and_rows(tree):
    (card,) = tree.xpath("//article[@id='check-measures_target_known']")
    told = " ".join(card.text_content().split())
    for words in ("Critical", "Why measures_target_known is there.", "Ownerextraction", "measure_9", "1of 200 rows", "0.5 %"):
        assert words in told
    assert "DoSee whether its target was refused as well" in told


def test_quarantine_is_grouped_by_reason_and_a_sentence_is_told_once(tree):
    assert texts(tree, "//details/summary/code") == ["measures_target_known"]
    assert texts(tree, "//details//p") == ["The measure has no target that may load."]
    assert [item.split()[0] for item in texts(tree, "//details//li")] == ["measure_9", "measure_8"]


def test_measures_have_sums(tree):
    (table,) = tree.xpath("//table[caption[starts-with(., 'Measures')]]")
    assert texts(table, ".//tbody/tr/th") == ["arms embargo", "travel ban"]
    assert texts(table, ".//tfoot//td")[-1] == "377"


def test_nothing_is_loaded_and_nothing_runs(tree):
    links = [value for value in tree.xpath("//@href | //@src") if not value.startswith(("#", "data:"))]
    assert links == []
    assert tree.xpath("//script | //iframe | //object | //embed | //img | //link[@rel='stylesheet'] | //form") == []
    assert tree.xpath("//@*[starts-with(name(), 'on')]") == []
    style = STYLE.read_text(encoding="utf-8")
    assert "url(" not in style
    assert "@import" not in style
    (policy,) = tree.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
    assert policy.startswith("default-src 'none'")


@pytest.mark.parametrize("hostile", HOSTILE)
def test_received_text_is_inert_wherever_it_stands(answers, rows_of, generated_at, hostile):
    clean = html.document_fromstring(build_report(gather(rows_of), generated_at))
    for table in answers.values():
        for row in table:
            for column in ("provider", "format", "reason", "source_uri", "record_key", "reason_code", "run_id", "state"):
                if column in row:
                    row[column] = hostile
    answers["report/checks"][0] |= {"observed": ['{"failing": ["<b>key</b>"]}'], "expectation": hostile, "suite": hostile}
    page = build_report(gather(rows_of), generated_at)
    tree = html.document_fromstring(page)
    assert {element.tag for element in tree.iter() if isinstance(element.tag, str)} <= {
        element.tag for element in clean.iter() if isinstance(element.tag, str)
    }
    assert len(tree.xpath("//style")) == 1
    assert not [value for value in tree.xpath("//@href") if not value.startswith(("#", "data:"))]
    assert tree.xpath("//@*[starts-with(name(), 'on')]") == []
    (provider,) = tree.xpath("//tbody/tr/th/bdi")
    assert provider.text_content() == hostile  # told as it came, braces and brackets included


def test_hidden_characters_are_shown(answers, rows_of, generated_at):
    answers["report/quarantine_items"][0]["source_uri"] = "/in/\u202egnp.exe\x1b[31m"
    page = build_report(gather(rows_of), generated_at)
    assert "/in/[U+202E]gnp.exe[U+001B][31m" in page
    assert "\u202e" not in page


def test_long_text_is_cut(answers, rows_of, generated_at):
    answers["report/quarantine_items"][0]["reason"] = "long " * 100_000
    assert len(build_report(gather(rows_of), generated_at)) < 100_000


def test_landmarks_headings_and_names_are_there(tree):
    assert len(tree.xpath("//header")) == len(tree.xpath("//main")) == len(tree.xpath("//body/footer")) == 1
    assert tree.get("lang") == "en"
    assert tree.xpath("//a[@class='skip']/@href") == ["#report"]
    levels = [int(heading.tag[1]) for heading in tree.xpath("//h1 | //h2 | //h3")]
    assert all(after - before <= 1 for before, after in pairwise(levels))
    ids = tree.xpath("//@id")
    assert len(ids) == len(set(ids))
    assert set(tree.xpath("//@aria-labelledby")) <= set(ids)
    assert {link.removeprefix("#") for link in tree.xpath("//a/@href")} <= set(ids)


def test_every_table_has_a_caption_and_scoped_headers(tree):
    tables = tree.xpath("//table")
    assert len(tables) == 4
    assert all(table.xpath("./caption") for table in tables)
    assert all(header.get("scope") in {"col", "row"} for header in tree.xpath("//th"))
    assert all(box.get("tabindex") == "0" and box.get("aria-label") for box in tree.xpath("//div[@class='scroll']"))


def test_charts_are_told_in_words(tree):
    assert len(tree.xpath("//figure/svg[@role='img']")) == 2
    told = tree.xpath("//figure/svg/@aria-label")[0]
    assert told.startswith("Failures of critical checks in 3 runs: 1 in the newest, 1 at most.")
    assert len(tree.xpath("//figure[1]//rect")) == 3


def test_150_runs_and_300_items_make_a_page_under_a_megabyte_in_under_five_seconds(answers, rows_of, generated_at):
    run, item = answers["report/runs"][0], answers["report/quarantine_items"][0]
    answers["report/runs"] = [{**run, "run_id": f"run_{n}"} for n in range(150)]
    answers["report/quarantine_items"] = [{**item, "reason": f"{n} " * 300} for n in range(300)]
    started = time.perf_counter()
    page = build_report(gather(rows_of), generated_at)
    assert time.perf_counter() - started < 5
    assert len(page.encode()) < 1_000_000


# Colours: the pairs of text and ground that occur, and the contrast that WCAG 2 asks of normal text.
LEAST_CONTRAST = 4.5
COLOUR = re.compile(r"--([a-z0-9-]+): (#[0-9a-f]{6});")  # matches "--ink: #1c2126;"; misses "--tone: var(--pass);"
GROUNDS = ["page", "card", *(f"shade-{n}" for n in range(1, 5))]
PAIRS = [
    *product(["ink", "quiet", "accent", "pass", "critical"], ["page", "card"]),
    *product(["ink"], GROUNDS),
    *[(tone, f"{tone}-wash") for tone in ("pass", "critical", "warning", "info")],
    *product(["ink", "accent"], ["pass-wash", "critical-wash"]),
]


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_colours_have_enough_contrast(scheme):
    light, dark = STYLE.read_text(encoding="utf-8").split("@media screen and (prefers-color-scheme: dark)")
    colours = dict(COLOUR.findall(light if scheme == "light" else dark.split("@media")[0]))
    for text, ground in PAIRS:
        high, low = sorted((luminance(colours[text]), luminance(colours[ground])), reverse=True)
        assert (high + 0.05) / (low + 0.05) >= LEAST_CONTRAST, (text, ground)
