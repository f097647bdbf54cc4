"""Files behind URLs of stores: a real S3 server and a real SFTP server on loopback, and memory."""

import os
import socket
from dataclasses import replace

import fsspec
import pytest

from tasks.sources.delivery import Delivery, Item
from tasks.sources.errors import TransientFetchError
from tasks.sources.fetch import fetch
from tasks.sources.find import find
from tasks.sources.holders import Holder, open_holder
from tasks.sources.limits import Limits
from tasks.sources.sftp import CheckedSFTP
from tasks.sources.spool import open_spool
from tests.tasks.sources.containers.packing import NOW, a_zip
from tests.tasks.sources.sftp_server import serve_sftp

FILES = {"in/a.xml": b"<story>One</story>", "in/deep/b.xml": b"<story>Two</story>", "in/README.md": b"x", "in/.git/c.xml": b"x"}


@pytest.fixture(autouse=True)
def only_loopback(monkeypatch):
    """Refuse to connect anywhere else, and to ask any name service."""
    connect, look_up = socket.socket.connect, socket.getaddrinfo

    def checked_connect(self, address):
        assert self.family == socket.AF_UNIX or address[0] in ("127.0.0.1", "::1"), address
        return connect(self, address)

    def checked_look_up(host, *arguments, **names):
        assert host in ("127.0.0.1", "::1", "localhost", None), host
        return look_up(host, *arguments, **names)

    monkeypatch.setattr(socket.socket, "connect", checked_connect)
    monkeypatch.setattr(socket, "getaddrinfo", checked_look_up)


@pytest.fixture(scope="module")
def s3_server():
    from moto.server import ThreadedMotoServer

    server = ThreadedMotoServer("127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    yield f"http://{host}:{port}"
    server.stop()


@pytest.fixture
def s3(s3_server, monkeypatch):
    """The address of a bucket with FILES; the configuration is that of the environment alone."""
    import boto3

    for name in [name for name in os.environ if name.startswith("AWS_")]:
        monkeypatch.delenv(name)
    settings = {
        "AWS_ENDPOINT_URL": s3_server, "AWS_ACCESS_KEY_ID": "test", "AWS_SECRET_ACCESS_KEY": "test",
        "AWS_DEFAULT_REGION": "us-east-1",
        "AWS_EC2_METADATA_DISABLED": "true", "AWS_CONFIG_FILE": "/nonexistent", "AWS_SHARED_CREDENTIALS_FILE": "/nonexistent",
    }  # fmt: skip
    for name, value in settings.items():
        monkeypatch.setenv(name, value)
    client = boto3.client("s3")
    client.create_bucket(Bucket="wires")
    for name, content in FILES.items():
        client.put_object(Bucket="wires", Key=name, Body=content)
    fsspec.get_filesystem_class("s3").clear_instance_cache()
    yield "s3://wires"
    fsspec.get_filesystem_class("s3").clear_instance_cache()


@pytest.fixture
def sftp(tmp_path, monkeypatch):
    """The address of a folder with FILES; keys and known hosts are those of a home of its own."""
    home, folder = tmp_path / "home", tmp_path / "served"
    for name, content in FILES.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.delenv("SSH_AUTH_SOCK", raising=False)
    with serve_sftp(folder, home) as address:
        yield f"sftp://reader@{address}"
    CheckedSFTP.clear_instance_cache()


@pytest.fixture
def memory():
    files = fsspec.filesystem("memory")
    for name, content in FILES.items():
        files.pipe(f"/{name}", content)
    yield "memory:/"
    files.store.clear()
    files.pseudo_dirs[:] = [""]


@pytest.fixture(params=["s3", "sftp", "memory"])
def store(request):
    return request.getfixturevalue(request.param)


def names(found, store):
    return [item.uri.removeprefix(store) for item in found.items]


def test_a_folder_gives_its_files_sorted_without_what_a_walk_leaves_out(store):
    found = find([f"{store}/in"], Limits())
    assert names(found, store) == ["/in/a.xml", "/in/deep/b.xml"]
    assert len(found.skipped) == 2
    assert [item.byte_size for item in found.items] == [18, 18]


@pytest.mark.parametrize(
    ("pattern", "expected"), [("/in/*.xml", ["/in/a.xml"]), ("/in/**/*.xml", ["/in/a.xml", "/in/deep/b.xml"])]
)
def test_a_pattern_gives_its_matches(store, pattern, expected):
    found = find([f"{store}{pattern}"], Limits())
    assert names(found, store) == expected


def test_a_file_is_delivered_as_it_is_under_its_url(store):
    (item,) = find([f"{store}/in/a.xml"], Limits(), "plain").items
    delivery = fetch(item, Limits(), NOW)
    assert (delivery.uri, delivery.content, delivery.format_hint) == (f"{store}/in/a.xml", b"<story>One</story>", "plain")


def test_a_file_over_the_limit_is_refused(store):
    (item,) = find([f"{store}/in/a.xml"], Limits()).items
    assert fetch(item, Limits(max_item_bytes=5), NOW).reason_code == "too_large"


@pytest.mark.parametrize(("name", "reason_code"), [("/in/none.xml", "not_found"), ("/in/*.none", "no_match")])
def test_what_is_not_there_is_named(store, name, reason_code):
    found = find([f"{store}{name}"], Limits())
    assert [(refusal.uri, refusal.reason_code) for refusal in found.refused] == [(f"{store}{name}", reason_code)]


def test_a_file_that_has_gone_is_refused_for_good(store):
    (item,) = find([f"{store}/in/a.xml"], Limits()).items
    assert fetch(replace(item, uri=f"{store}/in/gone.xml"), Limits(), NOW).reason_code == "not_found"


def test_a_folder_of_what_is_left_out_is_empty(memory):
    fsspec.filesystem("memory").pipe("/bare/README.md", b"x")
    assert [refusal.reason_code for refusal in find([f"{memory}/bare"], Limits()).refused] == ["no_match"]


def test_more_files_than_the_limit_are_refused_and_the_first_are_taken(store):
    found = find([f"{store}/in"], Limits(max_remote_files=3))
    assert len(found.items) + len(found.skipped) == 3
    assert [refusal.reason_code for refusal in found.refused] == ["too_many_files"]


def test_an_archive_larger_than_an_item_goes_into_the_spool(memory, tmp_path):
    content = a_zip({f"{number}.txt": os.urandom(300) for number in range(20)})
    fsspec.filesystem("memory").pipe("/in/a.zip", content)
    (item,) = find(["memory://in/a.zip"], Limits()).items
    with open_spool(tmp_path / "spool", "run") as spool:
        delivery = fetch(item, Limits(max_item_bytes=1_000), NOW, spool=spool)
        assert delivery.file.read_bytes() == content
        assert delivery.byte_size == len(content)


@pytest.mark.parametrize(
    "source",
    [
        "file:///etc/hosts",
        "local:///etc/hosts",
        "reference://x",
        "filecache://x",
        "simplecache://x",
        "zip://a.txt",
        "github://org:repo@main/a",
        "abfs://container/a",
        "smb://server/share/a",
        "ftp://127.0.0.1/a",
    ],
)
def test_protocols_outside_the_list_are_refused(source):
    (refusal,) = find([source], Limits()).refused
    assert refusal.reason_code == "unsupported_scheme"
    assert "s3, sftp" in refusal.reason


@pytest.mark.parametrize(
    "source",
    [
        "s3://wires/a::http://127.0.0.1/b",
        "s3://key:secret@wires/a",
        "sftp://reader:secret@127.0.0.1/a",
        "sftp://127.0.0.1:port/a",
        "sftp://127.0.0.1",
        "s3://",
        "memory://",
    ],
)
def test_urls_with_a_password_a_chain_or_no_place_are_refused_and_the_password_is_not_kept(source):
    (refusal,) = find([source], Limits()).refused
    assert refusal.reason_code == "bad_url"
    assert "secret" not in refusal.uri + refusal.reason


def test_a_protocol_without_its_package_says_what_to_install(monkeypatch):
    monkeypatch.setattr("tasks.sources.remote.find_spec", lambda name: None)
    (refusal,) = find(["s3://wires/a"], Limits()).refused
    assert (refusal.reason_code, "pip install 'sanctionwire[s3]'" in refusal.reason) == ("not_installed", True)


def test_missing_credentials_are_named(s3, monkeypatch):
    monkeypatch.delenv("AWS_ACCESS_KEY_ID")
    monkeypatch.delenv("AWS_SECRET_ACCESS_KEY")
    (refusal,) = find([f"{s3}/in"], Limits()).refused
    assert refusal.reason_code in ("connection_failed", "access_denied")
    assert "credentials" in refusal.reason


def test_a_server_that_does_not_answer_may_be_tried_again(sftp):
    (item,) = find([f"{sftp}/in/a.xml"], Limits()).items
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        gone = replace(item, uri=f"sftp://reader@127.0.0.1:{closed.getsockname()[1]}/in/a.xml")
        with pytest.raises(TransientFetchError) as failure:
            fetch(gone, Limits(), NOW)
    assert failure.value.refusal.reason_code == "connection_failed"


def test_a_server_whose_key_is_not_known_gets_no_credentials(sftp, tmp_path):
    (tmp_path / "home" / ".ssh" / "known_hosts").write_text("")
    (refusal,) = find([f"{sftp}/in"], Limits()).refused
    assert refusal.reason_code == "connection_failed"
    assert "known_hosts" in refusal.reason


def test_items_that_a_delivery_names_are_never_fetched_from_a_store():
    named = [Item("https://example.org/a"), Item("s3://wires/secret"), Item("/etc/hosts"), Item("-")]
    holder = Holder("list", lambda delivery: True, lambda *_: iter(named), is_document=True)
    opened = open_holder(holder, Item("a"), Delivery("a", b"", None, None, NOW), None, Limits())
    assert [item.uri for item in opened.items] == ["https://example.org/a"]
    assert {refusal.uri for refusal in opened.refused} == {"s3://wires/secret", "/etc/hosts", "-"}
