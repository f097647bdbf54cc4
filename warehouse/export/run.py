"""Run one export: all files into a folder in one step, with a manifest that says what they hold."""

import hashlib
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

from warehouse.connect import open_reader
from warehouse.export.events import write_events
from warehouse.export.followthemoney import write_followthemoney
from warehouse.export.jsonld import write_jsonld
from warehouse.export.scope import OF_TABLES, Exported, Form, Scope
from warehouse.export.tables import WRITERS
from warehouse.folders import built_folder
from warehouse.migrate import check_up_to_date

KIND = "export"
MANIFEST = "manifest.json"
MANIFEST_VERSION = 1
CHUNK_BYTES = 1 << 20
LICENCES = (
    "The words of the stories (headlines, bodies, evidence) belong to their providers: pass them on only as far as your"
    " agreement with each provider lets you; what a delivery says of its own use is in rights. The readings (measures, parties,"
    " positions, cases) were made by rules from these words and may be wrong: for law, read the law."
)
WHOLE: dict[Form, Callable[[Exported, Path], int]] = {
    Form.FOLLOWTHEMONEY: write_followthemoney,
    Form.JSONLD: write_jsonld,
    Form.EVENTS: write_events,
}


@dataclass(frozen=True)
class Done:
    """An export that was written, and what its manifest says."""

    folder: Path
    manifest: dict[str, Any]


def export(warehouse: Path, folder: Path, scope: Scope, made_at: datetime) -> Done:
    """Write the export in place of an earlier one in the folder.

    Raises UsageError if anything else is in the folder, WarehouseMissing or what else opening the snapshot raises.
    """
    with open_reader(warehouse) as reader, built_folder(folder, KIND) as building:
        check_up_to_date(reader.connection)
        exported = Exported(reader, scope)
        counts = dict(_written(exported, scope, building))
        manifest = {
            "manifest_version": MANIFEST_VERSION,
            "made_at": made_at.isoformat(timespec="seconds"),
            "made_by": f"sanctionwire {version('sanctionwire')}",
            "schema_version": exported.schema_version(),
            "since": f"{scope.since.isoformat()}Z" if scope.since else None,
            "holds": "every version of every story" if scope.everything else "what may be shown, one of each cluster of copies",
            "rows": counts,
            "deleted": exported.deleted(),
            "licences": LICENCES,
            "rights": list(exported.rows("rights")),
            "files": list(_files(building)),
        }
        (building / MANIFEST).write_text(json.dumps(manifest, indent=2), encoding="utf-8")
    return Done(folder.absolute(), manifest)


def _written(exported: Exported, scope: Scope, folder: Path) -> Iterator[tuple[str, dict[str, int] | int]]:
    for form in Form:
        if form in scope.forms and form in OF_TABLES:
            yield form.value, {table: WRITERS[form](exported, table, folder) for table in scope.tables}
        elif form in scope.forms:
            yield form.value, WHOLE[form](exported, folder)


def _files(folder: Path) -> Iterator[dict[str, object]]:
    for file in sorted(path for path in folder.rglob("*") if path.is_file()):
        yield {"path": file.relative_to(folder).as_posix(), "bytes": file.stat().st_size, "sha256": _sha256(file)}


def _sha256(file: Path) -> str:
    digest = hashlib.sha256()
    with file.open("rb") as opened:
        while chunk := opened.read(CHUNK_BYTES):
            digest.update(chunk)
    return digest.hexdigest()
