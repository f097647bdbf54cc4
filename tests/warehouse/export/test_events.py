"""Event data: a row for each sender and target, with the codes that the reference tables give."""

import csv

import pytest


@pytest.fixture(scope="module")
def events(exported):
    folder, _ = exported
    with (folder / "events.csv").open(encoding="utf-8", newline="") as file:
        return {row["story_id"]: row for row in csv.DictReader(file)}


def test_an_imposed_measure(events):
    row = events["story_imposed"]
    assert (row["event_date"], row["sender_iso3"], row["target_iso3"]) == ("2026-01-01", "NOR", "BLR")
    assert (row["ties_threat"], row["ties_imposition"], row["ties_sanctiontype"]) == ("0", "1", "3|9")
    assert (row["plover_event"], row["plover_mode"], row["cameo_code"]) == ("COERCE|SANCTION", "discontinue|restrict", "163")


def test_threats_and_proposals_are_no_impositions(events):
    assert (events["story_corrected"]["ties_threat"], events["story_corrected"]["ties_imposition"]) == ("1", "0")
    assert (events["story_proposed"]["ties_threat"], events["story_proposed"]["ties_imposition"]) == ("0", "0")
    assert events["story_proposed"]["plover_event"] == "REQUEST"
    assert events["story_proposed"]["event_date"] == ""


def test_ids_tell_events_apart(exported):
    folder, manifest = exported
    with (folder / "events.csv").open(encoding="utf-8", newline="") as file:
        ids = [row["event_id"] for row in csv.DictReader(file)]
    assert len(set(ids)) == len(ids) == manifest["rows"]["events"]
