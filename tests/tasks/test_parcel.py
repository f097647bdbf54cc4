from tasks.parcel import parcels
from tasks.queue import Queue
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
