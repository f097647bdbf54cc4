"""The rules of docs/lineage.md, each on deliveries of an invented agency, in either order of arrival."""

import itertools
import random
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import duckdb
import pytest

from tasks.readers.draft import Draft, KeyReference, Note
from tests.factories import NOW
from tests.warehouse.rehearsal import a_draft, shown, take_in, take_in_all, told
from warehouse.codes import ContentKind, LinkKind, Precision, PublishStatus

pytestmark = pytest.mark.slow

THURSDAY = datetime(1994, 3, 3, 9, tzinfo=UTC)


@pytest.fixture
def warehouse(published):
    with duckdb.connect(str(published), config={"threads": 1}) as connection:
        yield connection


def message(
    text: str, number: int, mark: str = "", slug: str = "BC-Freedonia-Beets", note: str = "", stamp: str = "03-03-94"
) -> Draft:
    """A message of the Northgate wire."""
    marks = f", {mark}" if mark else ""
    head = f"{slug}{marks}, NG{number:04d},0100\n" + (f"Eds: {note}\n" if note else "")
    return a_draft(f"{head}   GENEVA (NG) _ {text}\nNG-GE-{stamp} 1410EST\n")


def desk_note(text: str, number: int, mark: str = "", slug: str = "BC-Freedonia-Beets", title: str = "") -> Draft:
    """A word of the desk about a story."""
    marks = f", {mark}" if mark else ""
    return a_draft(f"{title}{slug}{marks}, NG{number:04d},0030\n   {text}\nNG-GE-03-03-94 1533EST\n")


def keyed(text: str, version: str, hour: int = 9, **fields: object) -> Draft:
    """A version of a story that its provider names by a key."""
    at = THURSDAY.replace(hour=hour)
    return a_draft(
        text, provider="Northgate", provider_key="k1", version_key=version, published_at=at, is_laid_out=True, **fields
    )


def story(text: str, headline: str, hour: int = 9, **fields: object) -> Draft:
    """A story with a headline and neither key nor slugline."""
    at = THURSDAY.replace(hour=hour)
    return a_draft(text, provider="Northgate", headline=headline, published_at=at, is_laid_out=True, **fields)


PLAIN = message("Freedonia banned beets from Sylvania on Thursday, its envoy said in Geneva.", 407)
LEAD = message("Freedonia banned beets and turnips on Thursday, and the envoy left the hall.", 412, "2nd Ld-Writethru")
KILL = desk_note("Kill BC-Freedonia-Beets, NG0407, moved from Geneva. The story is wrong.", 409, "KILL", title="BULLETIN KILL\n")
LATE_KILL = desk_note(
    "Kill BC-Freedonia-Beets, NG0412, moved from Geneva. The story is wrong.", 415, "KILL", title="BULLETIN KILL\n"
)
REPEAT = message(
    "Freedonia banned beets from Sylvania on Thursday, its envoy said in Geneva.", 420, "RPT", note="Repeats, no changes."
)
RESENT = message("Freedonia banned beets from Sylvania on Thursday, its envoy said in Geneva.", 421)
NOTE = desk_note(
    "In BC-Freedonia-Beets, NG0412, moved Thursday from Geneva, in 2nd graf please read: the envoy stayed, instead of: left.",
    430, "CORRECTIVE",
)  # fmt: skip
BEETS, TURNIPS = (
    "Freedonia banned beets from Sylvania on Thursday, its envoy said in Geneva",
    ("Freedonia banned beets and turnips on Thursday, and the envoy left the hall"),
)


def in_every_order(*drafts):
    return pytest.mark.parametrize("batches", [[[one] for one in order] for order in itertools.permutations(drafts)])


@in_every_order(PLAIN, LEAD)
def test_the_lead_is_current_and_its_measures_replace_those_of_the_old_version(warehouse, batches):
    take_in_all(warehouse, batches)
    assert (shown(warehouse), told(warehouse)) == ({TURNIPS}, {TURNIPS})
    assert warehouse.execute("SELECT count(*) FROM measures").fetchone() == (2,)


@in_every_order(PLAIN, REPEAT, LEAD)
def test_a_repeat_is_no_new_version_and_is_noted(warehouse, batches):
    take_in_all(warehouse, batches)
    assert shown(warehouse) == {TURNIPS}
    assert warehouse.execute("SELECT version_key, revision FROM stories ORDER BY revision").fetchall() == [
        ("NG0407", 1),
        ("NG0412", 2),
    ]
    assert warehouse.execute("SELECT count(*) FILTER (is_repeat), count(*) FROM document_stories").fetchone() == (1, 3)
    assert warehouse.execute("SELECT text FROM story_furniture WHERE text LIKE '%Repeats%'").fetchall() == []


@in_every_order(PLAIN, KILL)
def test_a_kill_takes_its_story_and_its_measures_out_of_the_views(warehouse, batches):
    take_in_all(warehouse, batches)
    assert (shown(warehouse), told(warehouse)) == (set(), set())
    assert warehouse.execute("SELECT count(*) FROM measures").fetchone() == (1,)


@in_every_order(PLAIN, KILL, LEAD)
def test_a_version_that_is_issued_after_the_kill_is_current_again(warehouse, batches):
    take_in_all(warehouse, batches)
    assert told(warehouse) == {TURNIPS}


@in_every_order(PLAIN, KILL, RESENT)
def test_the_same_words_sent_after_the_kill_are_current_again(warehouse, batches):
    take_in_all(warehouse, batches)
    assert told(warehouse) == {BEETS}
    assert warehouse.execute("SELECT count(*) FROM stories").fetchone() == (2,)


@in_every_order(PLAIN, KILL, REPEAT)
def test_a_mere_repeat_brings_no_killed_story_back(warehouse, batches):
    take_in_all(warehouse, batches)
    assert told(warehouse) == set()


@in_every_order(PLAIN, LEAD, NOTE)
def test_a_correction_note_flags_its_victim_and_its_words_are_found(warehouse, batches):
    take_in_all(warehouse, batches)
    flagged = warehouse.execute("SELECT body FROM current_stories WHERE has_correction_note").fetchall()
    assert [body.split(".")[0] for (body,) in flagged] == [TURNIPS]
    ((text,),) = warehouse.execute("SELECT note_text FROM correction_notes").fetchall()
    assert "please read: the envoy stayed" in text
    assert told(warehouse) == {TURNIPS}


@in_every_order(LEAD, NOTE, message("Freedonia banned beets for good.", 440, "3rd Ld"))
def test_a_version_issued_after_the_note_is_not_flagged(warehouse, batches):
    take_in_all(warehouse, batches)
    assert warehouse.execute("SELECT count(*) FROM current_stories WHERE has_correction_note").fetchone() == (0,)
    assert told(warehouse) == {"Freedonia banned beets for good"}


@pytest.mark.parametrize("key", ["1542761538", "2"])
def test_a_late_old_version_never_becomes_current(warehouse, key):
    take_in_all(warehouse, [[keyed("Freedonia banned all beets.", key)], [keyed("Freedonia banned beets.", "1", 23)]])
    assert told(warehouse) == {"Freedonia banned all beets"}


EMPTY_KILL = keyed("", "1542761538", 10, headline="CORRECTED-Freedonia bans beets", publish_status=PublishStatus.CANCELED)


@in_every_order(keyed("Freedonia banned beets.", "1132689232", headline="Freedonia bans beets"), EMPTY_KILL)
def test_a_cancelled_key_kills_its_story_also_without_a_body(warehouse, batches):
    take_in_all(warehouse, batches)
    assert (shown(warehouse), told(warehouse)) == (set(), set())
    kill = warehouse.execute("SELECT body, content_kind FROM stories WHERE publish_status = 'canceled'").fetchone()
    assert kill == ("CORRECTED-Freedonia bans beets", "kill_note")
    assert warehouse.execute("SELECT kind, story_id = other_story_id FROM story_links").fetchall() == [("kills", True)]


@in_every_order(keyed("Freedonia banned beets.", "1132689232"), EMPTY_KILL, keyed("Freedonia banned turnips.", "1542761540", 11))
def test_a_usable_version_above_the_cancelled_one_withdraws_the_kill(warehouse, batches):
    take_in_all(warehouse, batches)
    assert told(warehouse) == {"Freedonia banned turnips"}


VICTIM = story("Freedonia banned beets.", "Freedonia bans beets from Sylvania")
HEADLINE_KILL = story(
    'Editors: please kill the story headlined "Freedonia bans beets from Sylvania". It is not true.', "KILL-Freedonia", 10
)


@in_every_order(VICTIM, HEADLINE_KILL)
def test_a_kill_finds_its_victim_by_the_headline(warehouse, batches):
    take_in_all(warehouse, batches)
    assert (shown(warehouse), told(warehouse)) == (set(), set())
    assert warehouse.execute("SELECT kind, story_id = other_story_id FROM story_links").fetchall() == [("kills", False)]


@in_every_order(
    VICTIM, HEADLINE_KILL, story("Freedonia banned turnips.", "Freedonia bans beets from Sylvania", 8, provider_key="k2")
)
def test_a_headline_that_fits_two_stories_makes_no_link_and_stays_visible(warehouse, batches):
    take_in_all(warehouse, batches)
    assert told(warehouse) == {"Freedonia banned beets", "Freedonia banned turnips"}
    assert warehouse.execute("SELECT kind, headline, resolved_story_id FROM story_references").fetchall() == [
        ("kills", "Freedonia bans beets from Sylvania", None)
    ]
    assert warehouse.execute("SELECT count(*) FROM reference_candidates").fetchone() == (2,)


@in_every_order(
    VICTIM,
    story(
        "GENEVA, March 3 (Northgate) - Freedonia banned turnips.", "Freedonia bans turnips", 11,
        notes=(Note("editors_note", 'Editors: please disregard the story headlined "Freedonia bans beets from Sylvania".'),),
    ),
)  # fmt: skip
def test_a_whole_story_whose_note_kills_another_one_is_shown_in_its_place(warehouse, batches):
    take_in_all(warehouse, batches)
    assert told(warehouse) == {"Freedonia banned turnips"}


@in_every_order(
    VICTIM,
    story(
        'GENEVA, March 3 (Northgate) - The story "Freedonia bans beets from Sylvania" has been withdrawn.',
        "WITHDRAWAL-Freedonia",
        10,
    ),
)
def test_a_withdrawal_may_have_a_dateline(warehouse, batches):
    take_in_all(warehouse, batches)
    assert (shown(warehouse), told(warehouse)) == (set(), set())


@pytest.mark.parametrize("twice", ["Freedonia bans beets from Sylvania", "Duchy: Freedonia bans beets from Sylvania"])
def test_slugline_and_day_decide_where_the_headline_fits_two_stories(warehouse, twice):
    note = desk_note(
        'In Geneva story headlined "Freedonia bans beets from Sylvania" please read: envoy, instead of: minister.',
        430,
        "CORRECTIVE",
    )
    others = [a_draft(f"Freedonia banned {what}.", provider="NG", headline=twice) for what in ("turnips", "carrots")]
    take_in_all(warehouse, [[note], [PLAIN], others])
    assert warehouse.execute("SELECT resolved_by FROM story_references").fetchall() == [("desk_key",)]
    flagged = warehouse.execute("SELECT body FROM current_stories WHERE has_correction_note").fetchall()
    assert [body.split(".")[0] for (body,) in flagged] == [BEETS]


@in_every_order(
    story("Freedonia banned beets and turnips.", "Freedonia bans beets"),
    story("Freedonia banned beets only.", "CORRECTED-Freedonia bans beets", 11),
    story("Freedonia banned carrots.", "Freedonia bans carrots", 11),
)
def test_a_corrected_story_without_a_key_takes_the_place_of_the_one_with_its_headline(warehouse, batches):
    take_in_all(warehouse, batches)
    assert told(warehouse) == {"Freedonia banned beets only", "Freedonia banned carrots"}


def test_of_two_that_supersede_each_other_one_stays(warehouse):
    day = {"published_at": THURSDAY.replace(hour=0), "published_precision": Precision.DAY}
    twice = [replace(story(f"Freedonia banned {what}.", "CORRECTED-Freedonia bans beets"), **day) for what in ("beets", "salt")]
    take_in_all(warehouse, [twice])
    assert warehouse.execute("SELECT count(*) FROM story_links WHERE kind = 'supersedes'").fetchone() == (2,)
    assert len(told(warehouse)) == 1


def flash(text, minute, **fields):
    at = THURSDAY.replace(minute=minute)
    return a_draft(text, provider="Northgate", published_at=at, is_laid_out=True, content_kind=ContentKind.FLASH, **fields)


FLASH = flash("FREEDONIA BANNED ALL BEETS FROM SYLVANIA FOR A YEAR", 0, provider_key="k20")
TELLING = story("The duchy of Freedonia banned beets from Sylvania for one year, all of them.", "Freedonia bans beets", 10)


@in_every_order(FLASH, TELLING, story("Freedonia banned beets from Sylvania for a year, and all agree.", "Analysis", 11))
def test_a_flash_is_superseded_by_the_first_story_that_tells_it(warehouse, batches):
    take_in_all(warehouse, batches)
    assert "FREEDONIA BANNED ALL BEETS FROM SYLVANIA FOR A YEAR" not in shown(warehouse)
    ((first,),) = warehouse.execute(
        "SELECT headline FROM story_links JOIN stories USING (story_id, version) WHERE kind = 'supersedes'"
    ).fetchall()
    assert first == "Freedonia bans beets"


@pytest.mark.parametrize(
    "other",
    [
        replace(TELLING, provider="The Courier"),
        replace(TELLING, published_at=THURSDAY + timedelta(hours=5)),
        replace(TELLING, published_at=THURSDAY - timedelta(minutes=1)),
        replace(TELLING, published_precision=Precision.DAY),
        replace(TELLING, text="The duchy of Freedonia banned carrots."),
    ],
)
def test_a_flash_stands_where_no_story_tells_it(warehouse, other):
    take_in_all(warehouse, [[FLASH], [other]])
    assert warehouse.execute("SELECT count(*) FROM story_links").fetchone() == (0,)


def test_a_headline_of_last_month_is_not_meant(warehouse):
    old = a_draft(VICTIM.text, headline=VICTIM.headline, published_at=THURSDAY - timedelta(days=30), is_laid_out=True)
    take_in_all(warehouse, [[old], [HEADLINE_KILL]])
    assert told(warehouse) == {"Freedonia banned beets"}


BY_KEY = keyed("Freedonia banned beets.", "1")
KEY_KILL = a_draft(
    "This story is killed.", provider="Northgate", provider_key="k9", version_key="1", published_at=THURSDAY.replace(hour=10),
    publish_status=PublishStatus.CANCELED, references=(KeyReference(LinkKind.KILLS, "k1"),), is_laid_out=True,
)  # fmt: skip
WITHDRAWAL = a_draft(
    "The kill is withdrawn.", provider="Northgate", provider_key="k10", version_key="1", published_at=THURSDAY.replace(hour=11),
    publish_status=PublishStatus.CANCELED, references=(KeyReference(LinkKind.KILLS, "k9"),), is_laid_out=True,
)  # fmt: skip


@in_every_order(BY_KEY, KEY_KILL)
def test_a_kill_names_its_victim_by_key(warehouse, batches):
    take_in_all(warehouse, batches)
    assert told(warehouse) == set()


@in_every_order(BY_KEY, KEY_KILL, WITHDRAWAL)
def test_a_kill_that_is_killed_gives_its_victim_back(warehouse, batches):
    take_in_all(warehouse, batches)
    assert told(warehouse) == {"Freedonia banned beets"}


SUBSTITUTE = a_draft(
    "Freedonia banned turnips.", provider="Northgate", provider_key="k7", published_at=THURSDAY.replace(hour=12),
    references=(KeyReference(LinkKind.SUPERSEDES, "k1"),), is_laid_out=True,
)  # fmt: skip


@in_every_order(BY_KEY, SUBSTITUTE)
def test_a_substitute_replaces_the_story_that_it_names(warehouse, batches):
    take_in_all(warehouse, batches)
    assert told(warehouse) == {"Freedonia banned turnips"}


@in_every_order(
    BY_KEY, SUBSTITUTE, replace(SUBSTITUTE, text="", publish_status=PublishStatus.CANCELED, version_key="2", references=())
)
def test_what_was_replaced_does_not_come_back_with_the_end_of_its_substitute(warehouse, batches):
    take_in_all(warehouse, batches)
    assert told(warehouse) == set()


@in_every_order(BY_KEY, replace(SUBSTITUTE, references=(KeyReference(LinkKind.CORRECTS, "k1"),)))
def test_a_corrected_story_on_another_key_takes_the_place_of_the_wrong_one(warehouse, batches):
    take_in_all(warehouse, batches)
    assert told(warehouse) == {"Freedonia banned turnips"}


@in_every_order(
    a_draft("Freedonia banned beets.", slugline="BC-Beets", provider="NG", version_key="a0407", published_at=THURSDAY),
    a_draft("Freedonia banned beets.", slugline="BC-Beets, RPT", provider="NG", version_key="a0431", published_at=THURSDAY),
)
def test_the_number_of_a_message_in_the_metadata_makes_no_version(warehouse, batches):
    take_in_all(warehouse, batches)
    assert warehouse.execute("SELECT version_key FROM stories").fetchall() == [("a0407",)]


def test_an_embargoed_substitute_replaces_nothing_before_its_time(warehouse):
    held = a_draft(
        "Freedonia banned turnips.", provider="Northgate", provider_key="k7", published_at=THURSDAY, is_laid_out=True,
        references=(KeyReference(LinkKind.SUPERSEDES, "k1"),), embargoed_until=datetime(2999, 1, 1, tzinfo=UTC),
    )  # fmt: skip
    take_in_all(warehouse, [[BY_KEY, held]])
    assert told(warehouse) == {"Freedonia banned beets"}


FREE = keyed("Freedonia banned beets.", "2")


@pytest.mark.parametrize(
    "held",
    [
        keyed("Freedonia banned beets.", "1", embargoed_until=datetime(2999, 1, 1, tzinfo=UTC)),
        keyed("Freedonia banned beets.", "1", notes=(Note("editors_note", "EMBARGOED UNTIL the council has met."),)),
        keyed("Freedonia banned beets.", "1", publish_status=PublishStatus.WITHHELD),
    ],
)
@pytest.mark.parametrize("free_first", [True, False])
def test_a_later_version_lifts_the_embargo(warehouse, held, free_first):
    take_in_all(warehouse, [[held]])
    assert shown(warehouse) == set()
    take_in_all(warehouse, [[FREE]])
    assert told(warehouse) == {"Freedonia banned beets"}


def test_the_same_words_without_the_embargo_line_are_free(warehouse):
    head = "EMBARGOED until 0001 GMT Monday, March 3, 2098\n"
    body = "BC-Freedonia-Beets\n   GENEVA, March 3, 1994 (NG) _ Freedonia banned beets on Thursday, its envoy said.\n"
    take_in_all(warehouse, [[a_draft(head + body)]])
    assert shown(warehouse) == set()
    take_in_all(warehouse, [[a_draft(body)]])
    assert told(warehouse) == {"Freedonia banned beets on Thursday, its envoy said"}


@pytest.mark.parametrize(
    ("note", "status"),
    [
        ("Editors: please withdraw this story. It is not true.", "canceled"),
        ("EMBARGOED UNTIL 0001 GMT Monday, March 7, 1994", "usable"),
        ("ADDS that the envoy left", "usable"),
    ],
)
def test_notes_of_the_metadata_are_read_as_those_of_the_text(warehouse, note, status):
    take_in(warehouse, [keyed("GENEVA (NG) _ Freedonia banned beets.", "1", notes=(Note("editors_note", note),))])
    ((found, until),) = warehouse.execute("SELECT publish_status, embargoed_until FROM stories").fetchall()
    assert (found, until is not None) == (status, note.startswith("EMBARGOED"))


FIRST = message("Freedonia banned beets from Sylvania on Thursday, its envoy said in Geneva.\n   MORE", 407)
SECOND = desk_note("He said that the duchy had banned turnips as well.\n   MORE", 408, "1st Add")
THIRD = desk_note("The envoy left at noon.", 409, "2nd add")


@in_every_order(FIRST, SECOND, THIRD)
def test_takes_are_joined_in_any_order(warehouse, batches):
    take_in_all(warehouse, batches)
    ((body, joined),) = warehouse.execute("SELECT body, joined_takes FROM current_stories").fetchall()
    assert body.split("\n\n") == [f"{BEETS}.", "He said that the duchy had banned turnips as well.", "The envoy left at noon."]
    assert joined == 3
    fragments = warehouse.execute("SELECT take FROM stories WHERE is_fragment ORDER BY take").fetchall()
    assert fragments == [(2,), (3,)]
    assert warehouse.execute("SELECT count(*) FROM stories").fetchone() == (5,)
    assert told(warehouse) == {BEETS, "He said that the duchy had banned turnips as well"}


@in_every_order(SECOND, THIRD)
def test_a_fragment_is_current_only_where_nothing_else_is(warehouse, batches):
    take_in_all(warehouse, batches)
    assert shown(warehouse) == {"The envoy left at noon"}
    take_in_all(warehouse, [[FIRST]])
    assert shown(warehouse) == {BEETS}


EVERYTHING = [
    PLAIN, LEAD, KILL, LATE_KILL, REPEAT, RESENT, NOTE, FIRST, SECOND, THIRD, VICTIM, HEADLINE_KILL, BY_KEY, KEY_KILL, WITHDRAWAL,
    SUBSTITUTE, FLASH, TELLING, EMPTY_KILL, FREE,
    keyed("Freedonia banned beets.", "3", embargoed_until=datetime(1994, 3, 7, tzinfo=UTC)),
    keyed("Freedonia banned beets.", "2016-01-04T16:34:45Z"),
    story("Freedonia banned all.", "Freedonia bans beets", 11), story("Freedonia banned all.", "RPT-Freedonia bans beets", 13),
    message("Freedonia banned carrots too.", 441, "URGENT"), message("Freedonia banned carrots too.", 445, "CORRECTION"),
    message("Freedonia banned salt.", 446, "RPT"), message("Freedonia banned salt.", 447, "RPT-2nd Ld"),
]  # fmt: skip
# What depends on when and from where something came first, and on nothing else; clusters have a test of their own.
ARRIVAL = {"first_seen_at", "run_id", "document_id", "source_uri", "fetched_at", "cluster_id"}
TABLES = ("stories", "story_furniture", "story_references", "reference_candidates", "story_links", "document_stories", "measures")


def state(connection):
    """The tables without what depends on arrival, and what the views show."""
    kept = {}
    for table in (*TABLES, "current_stories", "current_measures", "correction_notes"):
        columns = [
            name
            for name in connection.table(table).columns
            if name not in ARRIVAL - {"document_id"} or table == "document_stories"
        ]
        names = [name for name in columns if name != "document_id" or table == "document_stories"]
        kept[table] = sorted(connection.execute(f"SELECT {', '.join(names)} FROM {table}").fetchall(), key=repr)
    return kept


SHOWN = {
    "stories": ("story_id, version, revision, has_correction_note, copies", "current_stories", "stories_as_of"),
    "measures": ("measure_id", "current_measures", "measures_as_of"),
}


def current(connection):
    return {
        what: connection.execute(f"SELECT {columns} FROM {view} ORDER BY ALL").fetchall()
        for what, (columns, view, _) in SHOWN.items()
    }


def as_of(connection, moment):
    return {
        what: connection.execute(f"SELECT {columns} FROM {macro}(?) ORDER BY ALL", [moment]).fetchall()
        for what, (columns, _, macro) in SHOWN.items()
    }


def shuffled(drafts, seed):
    """The drafts in another order, some twice, split into batches."""
    chance = random.Random(seed)
    order = [*drafts, *chance.sample(drafts, 4)]
    chance.shuffle(order)
    batches = []
    while order:
        size = chance.choice([1, 1, 2, 3, 7])
        batches.append(order[:size])
        order = order[size:]
    return batches


def test_any_order_of_arrival_ends_in_the_same_tables(warehouse, migrated, tmp_path):
    take_in_all(warehouse, [EVERYTHING])
    expected = state(warehouse)
    for seed in range(6):
        with duckdb.connect(config={"threads": 1}) as connection:
            connection.execute(f"ATTACH '{migrated}' AS empty (READ_ONLY)")
            connection.execute("COPY FROM DATABASE empty TO memory")
            take_in_all(connection, shuffled(EVERYTHING, seed))
            found = state(connection)
        assert [table for table in expected if found[table] != expected[table]] == [], f"seed {seed}"


def test_the_sample_families_end_the_same_in_any_order(migrated, root):
    """Plain texts only; the flow takes all of them in another order in tests/flows/test_samples.py."""
    families = (
        "1990-iraq",
        "1992-libya",
        "1994-",
        "1995-yug",
        "1997-sierra",
        "2000-eu",
        "2006-nkorea-1718",
        "2007-iran",
        "2008-nkorea",
    )
    paths = [path for path in sorted((root / "seeds" / "stories").glob("*.txt")) if path.name.startswith(families)]
    drafts = [a_draft(path.read_text(encoding="utf-8")) for path in paths]
    states = []
    for seed in range(3):
        with duckdb.connect(config={"threads": 1}) as connection:
            connection.execute(f"ATTACH '{migrated}' AS empty (READ_ONLY)")
            connection.execute("COPY FROM DATABASE empty TO memory")
            take_in_all(connection, shuffled(drafts, seed))
            states.append(state(connection))
    assert len(drafts) > 20
    assert states[1] == states[0]
    assert states[2] == states[0]


@pytest.mark.parametrize("seed", range(3))
def test_as_of_a_time_the_warehouse_says_what_it_said_then(warehouse, seed):
    said = []
    drafts = [draft for draft in EVERYTHING if draft is not HEADLINE_KILL]  # links are those that are known today
    for number, batch in enumerate(shuffled(drafts, seed)):
        at = NOW + timedelta(hours=number)
        take_in(warehouse, batch, at, settles=False)
        said.append((at + timedelta(minutes=1), current(warehouse)))
    for moment, then in said:
        assert as_of(warehouse, moment.replace(tzinfo=None)) == then


def test_at_the_present_time_the_macros_equal_the_views(warehouse):
    take_in_all(warehouse, [EVERYTHING])
    now = max(datetime.now(UTC), NOW).replace(tzinfo=None)
    for view, macro in (("current_stories", "stories_as_of"), ("current_measures", "measures_as_of")):
        shown_now = warehouse.execute(f"FROM {view} ORDER BY ALL").fetchall()
        assert shown_now
        assert warehouse.execute(f"FROM {macro}(?) ORDER BY ALL", [now]).fetchall() == shown_now


def test_an_embargo_holds_as_of_a_time_before_its_end(warehouse):
    take_in(warehouse, [keyed("Freedonia banned beets.", "1", embargoed_until=NOW + timedelta(hours=2))])
    at = [(NOW + timedelta(hours=hours)).replace(tzinfo=None) for hours in (-1, 1, 3)]
    assert [len(as_of(warehouse, moment)["measures"]) for moment in at] == [0, 0, 1]


def test_stored_versions_are_in_the_order_of_the_macro(warehouse):
    take_in_all(warehouse, shuffled(EVERYTHING, 5))
    columns = "story_id, version, revision, is_current, version_order"
    stored = warehouse.execute(f"SELECT {columns} FROM stories ORDER BY ALL").fetchall()
    assert warehouse.execute(f"SELECT {columns} FROM versions_as_of('infinity'::TIMESTAMP) ORDER BY ALL").fetchall() == stored
