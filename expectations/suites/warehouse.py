"""What is good enough of the whole warehouse: judged once after a run, on figures that the database has gathered.

`warehouse/views/55_warehouse_faults.sql` says under the same names which rows fail.
"""

from expectations.checks import is_between
from expectations.expectation import Check, Expectation, Owner, WholeSuite
from warehouse.codes import Severity


def no_row(name: str) -> Check:
    """Expect no row of `warehouse_faults` under this name."""
    return is_between(name, highest=0)


def at_most(name: str, share: float) -> Check:
    """Expect at most this share of `warehouse_shares` under this name."""
    return is_between(name, highest=share)


def _orphan(what: str, judged: str, parent: str, reason: str, owner: Owner = Owner.EXTRACTION) -> Expectation:
    name = f"warehouse_{what}_exist"
    return Expectation(
        name=name,
        column=None,
        severity=Severity.CRITICAL,
        owner=owner,
        reason=reason,
        fault=f"Rows of {judged} name rows of {parent} that are not there",
        remedy="Look whether a table was changed by hand or restored in part; rebuild the warehouse, or replay the items",
        check=no_row(name),
        judged=judged,
    )


_ORPHANS = (
    _orphan("story_documents", "stories", "documents", "A story comes from a delivery that can be opened again", Owner.INGEST),
    _orphan("furniture_stories", "story_furniture", "stories", "Words cut from a story belong beside it", Owner.INGEST),
    _orphan("mention_stories", "mentions", "stories", "A mention without its story cannot be read"),
    _orphan("mention_entities", "mentions", "entities", "A linked mention counts for an actor; that actor must be there"),
    _orphan("measure_stories", "measures", "stories", "A measure without its story cannot be checked by anybody"),
    _orphan("evidence_measures", "measure_evidence", "measures", "Evidence of a measure that is gone supports nothing"),
    _orphan("party_measures", "measure_parties", "measures", "A role in a measure that is gone still counts in matrices"),
    _orphan("party_entities", "measure_parties", "entities", "A party without its actor has neither kind nor country"),
    _orphan("position_measures", "positions", "measures", "A stance needs the measure, of the same story version"),
    _orphan("position_holders", "positions", "entities", "A stance needs somebody who holds it"),
    _orphan("measure_targets", "measures", "measure_parties", "A restriction on nobody cannot be searched, joined or followed"),
    _orphan("link_stories", "story_links", "stories", "A link that settling or resolving made joins two stories", Owner.INGEST),
)

_LEDGER = (
    Expectation(
        name="warehouse_documents_accounted_for",
        column=None,
        severity=Severity.CRITICAL,
        owner=Owner.INGEST,
        reason="Nothing that was received may be neither loaded nor in quarantine",
        fault="Documents have given no story and stand in no row of the quarantine",
        remedy="Replay the documents, and report a fault in the stage that lost them",
        check=no_row("warehouse_documents_accounted_for"),
        judged="documents",
    ),
    Expectation(
        name="warehouse_quarantine_reasoned",
        column=None,
        severity=Severity.CRITICAL,
        owner=Owner.INGEST,
        reason="A steward sorts the quarantine by reason code and acts on the reason",
        fault="Rows of the quarantine have no reason code of lower-case words, or no reason",
        remedy="Report a fault in the stage named in the row: it must say why it refused the item",
        check=no_row("warehouse_quarantine_reasoned"),
        judged="quarantine",
    ),
    Expectation(
        name="warehouse_keys_unique",
        column=None,
        severity=Severity.CRITICAL,
        owner=Owner.INGEST,
        reason="Every join and count relies on the keys, which the database itself does not enforce",
        fault="Rows share a key",
        remedy="Look whether rows were added by hand or a restore ran twice; rebuild the warehouse",
        check=no_row("warehouse_keys_unique"),
        judged="stories",
    ),
    Expectation(
        name="warehouse_offsets_match",
        column=None,
        severity=Severity.CRITICAL,
        owner=Owner.EXTRACTION,
        reason="Every stored value must point at the words it came from, for as long as it is stored",
        fault="Stored words are not the words at their offsets in the body",
        remedy="See the rows in the view misplaced_words, then replay their items: a body was changed after it was analysed",
        check=no_row("warehouse_offsets_match"),
        judged="mentions",
    ),
    Expectation(
        name="warehouse_codes_known",
        column=None,
        severity=Severity.CRITICAL,
        owner=Owner.REFERENCE,
        reason="Analysts group by the closed lists; a code outside of them drops out of every table",
        fault="Measures or stories have a type, status or publish status that is in no list",
        remedy="Correct the code, or add it to seeds/reference with its definition",
        check=no_row("warehouse_codes_known"),
        judged="measures",
    ),
    Expectation(
        name="warehouse_countries_known",
        column=None,
        severity=Severity.CRITICAL,
        owner=Owner.REFERENCE,
        reason="Country codes join the warehouse to every other data set; an invented one joins to nothing",
        fault="Parties have a country code that is not in the reference table of countries",
        remedy="Add the country to seeds/reference/countries.csv with its source, or correct the code",
        check=no_row("warehouse_countries_known"),
        judged="measure_parties",
    ),
    Expectation(
        name="warehouse_measures_of_stories_only",
        column=None,
        severity=Severity.CRITICAL,
        owner=Owner.EXTRACTION,
        reason="Advisories, budgets, notes, digests and tables repeat measures; they do not report them",
        fault="Measures belong to items that are no story, brief or flash",
        remedy="Replay the items: later metadata made another kind of them than they were analysed as",
        check=no_row("warehouse_measures_of_stories_only"),
        judged="measures",
    ),
)

_SHOWN = (
    Expectation(
        name="warehouse_one_version_current",
        column=None,
        severity=Severity.CRITICAL,
        owner=Owner.INGEST,
        reason="Of a story exactly one version is the newest",
        fault="Stories have no current version, or several",
        remedy="Report a fault in the ordering of versions, and rebuild the warehouse",
        check=no_row("warehouse_one_version_current"),
        judged="stories",
    ),
    Expectation(
        name="warehouse_newest_version_current",
        column=None,
        severity=Severity.CRITICAL,
        owner=Owner.INGEST,
        reason="A late old version, or a version before its kill, must never stand as the current one",
        fault="The current version of stories is not their newest one",
        remedy="Report a fault in the ordering of versions, and rebuild the warehouse",
        check=no_row("warehouse_newest_version_current"),
        judged="stories",
    ),
    Expectation(
        name="warehouse_killed_not_shown",
        column=None,
        severity=Severity.CRITICAL,
        owner=Owner.INGEST,
        reason="A killed story must not be read, least of all quoted",
        fault="Stories that were killed still show in the current views",
        remedy="Tell readers not to use them, see the view killed_stories, and report a fault in the current views",
        check=no_row("warehouse_killed_not_shown"),
        judged="stories",
    ),
    Expectation(
        name="warehouse_embargoed_not_shown",
        column=None,
        severity=Severity.CRITICAL,
        owner=Owner.INGEST,
        reason="A broken embargo costs the newsroom its agency",
        fault="Stories show in the current views before their embargo has ended",
        remedy="Tell readers not to use them, and report a fault in the current views",
        check=no_row("warehouse_embargoed_not_shown"),
        judged="stories",
    ),
    Expectation(
        name="warehouse_copies_shown_once",
        column=None,
        severity=Severity.CRITICAL,
        owner=Owner.INGEST,
        reason="Syndicated copies of one story would count its measures several times",
        fault="Several stories of one cluster of copies show in current_stories",
        remedy="Report a fault in the current views",
        check=no_row("warehouse_copies_shown_once"),
        judged="stories",
    ),
)

_LINKS = (
    Expectation(
        name="warehouse_link_kinds_known",
        column=None,
        severity=Severity.CRITICAL,
        owner=Owner.INGEST,
        reason="The kind decides whether the other story is replaced, killed or only repeated",
        fault="Links have a kind that is not in the closed list",
        remedy="Report a fault in the settling of copies or the resolving of references",
        check=no_row("warehouse_link_kinds_known"),
        judged="story_links",
    ),
    Expectation(
        name="warehouse_links_to_another_story",
        column=None,
        severity=Severity.CRITICAL,
        owner=Owner.INGEST,
        reason="A story that supersedes or doubles itself drops out of the current views",
        fault="Links that only join two stories lead from a story to itself",
        remedy="Report a fault in the settling of copies or the resolving of references",
        check=no_row("warehouse_links_to_another_story"),
        judged="story_links",
    ),
    Expectation(
        name="warehouse_references_linked",
        column=None,
        severity=Severity.CRITICAL,
        owner=Owner.INGEST,
        reason="A kill or correction whose victim is known acts through its link; without it the victim stays in the open",
        fault="Messages name a story that was found, and no link says so",
        remedy="Report a fault in the resolving of references, and ingest the message again",
        check=no_row("warehouse_references_linked"),
        judged="story_references",
    ),
    Expectation(
        name="warehouse_copies_in_one_cluster",
        column=None,
        severity=Severity.WARNING,
        owner=Owner.INGEST,
        reason="Copies and what they contain belong to one cluster, or the same measure is counted twice",
        fault="Linked copies stand in different clusters",
        remedy="Report a fault in the settling of copies",
        check=no_row("warehouse_copies_in_one_cluster"),
        judged="story_links",
    ),
)

_SHARES = (
    Expectation(
        name="warehouse_undated_few",
        column=None,
        severity=Severity.WARNING,
        owner=Owner.PROVIDERS,
        reason="What has no date has no place in a timeline; where that is most of it, timelines mislead",
        fault="More than half of the current versions have no publication date",
        remedy="Ask the providers for dates in the metadata, or teach the readers where the items have them",
        check=at_most("warehouse_undated_few", 0.5),
        judged="stories",
    ),
    Expectation(
        name="warehouse_bodies_agree",
        column=None,
        severity=Severity.WARNING,
        owner=Owner.INGEST,
        reason="Where two extractors disagree about the text of a web page, a third of the pages are bad",
        fault="The two extractors disagree about more than a fifth of the web pages",
        remedy="Look which sites they are from, and give these a feed or a reader of their own",
        check=at_most("warehouse_bodies_agree", 0.2),
        judged="stories",
    ),
    Expectation(
        name="warehouse_languages_as_read",
        column=None,
        severity=Severity.WARNING,
        owner=Owner.PROVIDERS,
        reason="The rules read English: the more there is in other languages, the less the counts of measures mean",
        fault="More than a tenth of the current versions are in another language, or in none that is known",
        remedy="Leave other languages out of the feeds, or count over English stories alone",
        check=at_most("warehouse_languages_as_read", 0.1),
        judged="stories",
    ),
    Expectation(
        name="warehouse_copies_few",
        column=None,
        severity=Severity.WARNING,
        owner=Owner.INGEST,
        reason="A tenth of wire stories are copies; where it is most of them, stories of a series were taken for one",
        fault="More than four tenths of the stories that show are copies of another one",
        remedy="Look at the largest clusters: the same boilerplate may join them",
        check=at_most("warehouse_copies_few", 0.4),
        judged="stories",
    ),
    Expectation(
        name="warehouse_quarantine_small",
        column=None,
        severity=Severity.WARNING,
        owner=Owner.INGEST,
        reason="A quarantine that nobody empties is a second warehouse that nobody queries",
        fault="More than a fifth of the documents wait in quarantine",
        remedy="Go through the reasons, mend what refused most, and replay the items",
        check=at_most("warehouse_quarantine_small", 0.2),
        judged="documents",
    ),
)

WAREHOUSE = WholeSuite("warehouse", _ORPHANS + _LEDGER + _SHOWN + _LINKS + _SHARES)
