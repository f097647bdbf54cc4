from itertools import count

from tasks.parcel import parcels, portions
from tasks.queue import Queue
from tasks.readers.draft import Draft
from tasks.sources.delivery import Delivery, Item, Refusal
from tests.factories import NOW, a_document


def sizes(items, **limits):
    return [[item.uri for item in parcel.items] for parcel in parcels(Queue(items), **limits)]


def test_items_are_split_in_their_order():
    items = [Item(f"https://example.org/{number}") for number in range(5)]
    assert [len(uris) for uris in sizes(items, max_items=2)] == [2, 2, 1]
    assert [uri for uris in sizes(items, max_items=2) for uri in uris] == [item.uri for item in items]


def test_no_items_make_no_parcel():
    assert sizes([], max_items=2) == []


def test_parcels_are_numbered_from_zero():
    assert [parcel.number for parcel in parcels(Queue([Item("a"), Item("b"), Item("c")]), 1)] == [0, 1, 2]


def test_big_files_travel_in_small_parcels(tmp_path):
    paths = [tmp_path / name for name in "abcd"]
    for path in paths:
        path.write_bytes(b"x" * 60)
    items = [Item(str(path)) for path in paths]
    assert [len(uris) for uris in sizes(items, max_items=10, max_bytes=130)] == [2, 2]
    assert [len(uris) for uris in sizes(items, max_items=10, max_bytes=10)] == [1, 1, 1, 1]


def test_what_is_fetched_or_given_up_is_not_fetched_again():
    (parcel,) = parcels(Queue([Item("a"), Item("b"), Item("c")]), 10)
    parcel.fetched[Item("a")] = Delivery("a", b"", None, None, NOW)
    parcel.given_up.add(Item("b"))
    assert parcel.unfetched() == [Item("c")]


def test_a_refusal_becomes_a_row_that_names_the_kept_bytes_and_has_the_same_id_again():
    (parcel,) = parcels(Queue([Item("a")]), 10)
    document = a_document()
    parcel.documents[document.document_id] = document
    parcel.archived[document.document_id] = "ab/abcd.gz"
    refusal = Refusal("/wires/x.txt", "read", "empty", "The file is empty.")
    parcel.refuse(refusal, document.document_id, "", NOW)
    parcel.refuse(refusal, document.document_id, "", NOW)
    parcel.refuse(refusal, document.document_id, "2", NOW)
    whole, again, part = parcel.quarantined
    assert whole == again
    assert (whole.payload, whole.record_key, part.record_key) == ("ab/abcd.gz", document.document_id, f"{document.document_id}#2")
    assert whole.quarantine_id != part.quarantine_id


def read_parcel(stories_by_document):
    (parcel,) = parcels(Queue([Item("a")]), 10)
    for name, stories in stories_by_document.items():
        document = a_document(name)
        parcel.documents[document.document_id] = document
        parcel.archived[document.document_id] = f"{name}.gz"
        parcel.drafts += [(document, Draft(f"{name}{number}", "plain", number)) for number in range(stories)]
    return parcel


def split(stories_by_document, max_stories):
    parcel = read_parcel(stories_by_document)
    names = {a_document(name).document_id: name for name in stories_by_document}
    return [
        ([draft.text for _, draft in portion.drafts], sorted(names[key] for key in portion.documents))
        for portion in portions(FakeRun(), parcel, max_stories)
    ]


class FakeRun:
    def __init__(self):
        self.portion_numbers = count(7)


def test_a_document_is_loaded_with_the_last_portion_of_its_stories():
    assert split({"a": 3, "b": 0, "c": 2}, 2) == [(["a0", "a1"], ["b"]), (["a2", "c0"], ["a"]), (["c1"], ["c"])]


def test_a_batch_without_stories_is_one_portion():
    assert split({"a": 0}, 2) == [([], ["a"])]


def test_portions_are_numbered_through_the_run_and_refusals_of_reading_go_with_the_first():
    parcel = read_parcel({"a": 3})
    document = a_document("a")
    parcel.refuse(Refusal("/wires/a", "read", "empty", "One of them is empty."), document.document_id, "4", NOW)
    first, second = portions(FakeRun(), parcel, 2)
    assert (first.number, second.number) == (7, 8)
    assert (len(first.quarantined), len(second.quarantined)) == (1, 0)
    first.refuse(Refusal("/wires/a", "clean", "empty", "Empty."), document.document_id, "1", NOW)
    assert first.quarantined[-1].payload == "a.gz"
