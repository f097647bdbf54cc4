import pytest

from tasks.sources.framing import Tally

HEAD = b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n"


@pytest.mark.parametrize("size", [1, 7, 1000])
@pytest.mark.parametrize(
    ("received", "beyond"),
    [
        (HEAD + b"abcde", b""),
        (HEAD + b"abcde\r\n", b""),
        (HEAD + b"abc", b""),
        (b"HTTP/1.1 100 Continue\r\n\r\n" + HEAD + b"abcde", b""),
        (HEAD.replace(b"\r\n", b"\n") + b"abcde", b""),
    ],
)
def test_an_answer_that_ends_in_time_has_nothing_beyond(received, beyond, size):
    tally = Tally()
    for start in range(0, len(received), size):
        tally.count(received[start : start + size])
    assert tally.beyond(5) == beyond


@pytest.mark.parametrize("before", [b"", b"HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n"])
def test_what_comes_after_the_declared_length_is_noticed(before):
    tally = Tally()
    tally.count(before + HEAD + b"ab")
    tally.count(b"cdefg")
    assert tally.beyond(5) == b"fg"
