"""Who depends on whom: the rows that cannot stand once another row is refused."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from expectations.tables import rows_of, with_rows
from warehouse.batch import Batch
from warehouse.records import Entity

Key = tuple[object, ...]


@dataclass(frozen=True)
class Bond:
    """Rows of `child` whose `columns` hold the key of a row of `parent` fall with it."""

    parent: str
    child: str
    columns: tuple[str, ...]

    def key_of(self, row: object) -> Key:
        """Return the key of the parent that a row of the child table names."""
        return tuple(getattr(row, column) for column in self.columns)


# Measures last among a story's dependents, so that what falls with a story is told under its own table.
BONDS = (
    Bond("stories", "story_furniture", ("story_id", "version")),
    Bond("stories", "story_links", ("story_id", "version")),
    Bond("stories", "mentions", ("story_id", "version")),
    Bond("stories", "positions", ("story_id", "version")),
    Bond("stories", "measures", ("story_id", "version")),
    Bond("measures", "measure_evidence", ("measure_id",)),
    Bond("measures", "measure_parties", ("measure_id",)),
    Bond("measures", "positions", ("measure_id",)),
    Bond("entities", "measure_parties", ("entity_id",)),
    Bond("entities", "positions", ("holder_entity_id",)),
)

# A mention of a refused entity keeps its words and loses its link. Every column that names an entity:
ENTITY_COLUMNS = (("mentions", "entity_id"), ("measure_parties", "entity_id"), ("positions", "holder_entity_id"))


@dataclass(frozen=True)
class Withheld:
    """One row that falls with another: its table, the row, and the key of the row at the root of its fall."""

    root: Key
    table: str
    row: object


def withhold(batch: Batch, table: str, lost: Sequence[Key]) -> tuple[Batch, tuple[Withheld, ...]]:
    """Take the dependents of the lost rows of a table out of a batch, and theirs, and return what was taken."""
    roots = {key: key for key in lost}
    batch, taken = _fall(batch, table, roots)
    return (_unlinked(batch, roots) if table == "entities" else batch), tuple(taken)


def _fall(batch: Batch, table: str, roots: Mapping[Key, Key]) -> tuple[Batch, list[Withheld]]:
    """Take the dependents of the rows of a table out; `roots` maps the key of each lost row to its root."""
    taken: list[Withheld] = []
    for bond in (bond for bond in BONDS if bond.parent == table) if roots else ():
        rows = rows_of(batch, bond.child)
        fallen = [Withheld(roots[bond.key_of(row)], bond.child, row) for row in rows if bond.key_of(row) in roots]
        batch = with_rows(batch, bond.child, tuple(row for row in rows if bond.key_of(row) not in roots))
        batch, further = _fall(batch, bond.child, _roots_of(fallen))
        taken += fallen + further
    return batch, taken


def _roots_of(fallen: Sequence[Withheld]) -> dict[Key, Key]:
    """Return the roots of fallen measures by the key that their dependents name; no other table has dependents."""
    return {(getattr(each.row, "measure_id", None),): each.root for each in fallen if each.table == "measures"}


def _unlinked(batch: Batch, lost: Mapping[Key, Key]) -> Batch:
    mentions = tuple(replace(mention, entity_id=None) if (mention.entity_id,) in lost else mention for mention in batch.mentions)
    return replace(batch, mentions=mentions)


def entities_in_use(received: Batch, accepted: Batch) -> tuple[Entity, ...]:
    """Return the accepted entities without those that only refused rows had named."""
    orphaned = _named_entities(received) - _named_entities(accepted)
    return tuple(entity for entity in accepted.entities if entity.entity_id not in orphaned)


def _named_entities(batch: Batch) -> set[str]:
    return set(_entity_ids(batch))


def _entity_ids(batch: Batch) -> Iterator[str]:
    for table, column in ENTITY_COLUMNS:
        yield from (getattr(row, column) for row in rows_of(batch, table))
