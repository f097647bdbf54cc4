from tasks.queue import Queue
from tasks.sources.delivery import Item


def uris(items):
    return [item.uri for item in items]


def test_what_is_put_in_comes_before_everything_that_waits_in_its_order():
    queue = Queue([Item("a"), Item("b"), Item("c")])
    assert uris(queue.take(1)) == ["a"]
    queue.put_next([Item("a1"), Item("a2")])
    assert uris(queue.take(10)) == ["a1", "a2", "b", "c"]
    assert queue.take(10) == []


def test_the_total_grows_and_what_has_passed_is_told():
    queue = Queue([Item("a"), Item("b")])
    queue.take(1)
    assert (queue.passed, queue.total) == (0, 2)
    queue.put_next([Item("a1"), Item("a2")])
    queue.take(2)
    assert (queue.passed, queue.total) == (1, 4)


def test_a_known_size_counts_without_a_look_at_the_file():
    queue = Queue([Item("s3://bucket/a", byte_size=60), Item("s3://bucket/b", byte_size=60)])
    assert len(queue.take(10, max_bytes=100)) == 1
