"""A small SFTP server on loopback: one key may log in, and one folder is served."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import paramiko
from paramiko import SFTPAttributes, SFTPHandle, SFTPServerInterface


@contextmanager
def serve_sftp(folder: Path, home: Path) -> Iterator[str]:
    """Serve a folder at `host:port`; `home` gets the client's key and the server's among the known hosts."""
    keys = home / ".ssh"
    keys.mkdir(parents=True)
    host_key, user_key = paramiko.ECDSAKey.generate(), paramiko.ECDSAKey.generate()
    user_key.write_private_key_file(str(keys / "id_ecdsa"))
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen()
        port = listening.getsockname()[1]
        (keys / "known_hosts").write_text(f"[127.0.0.1]:{port} {host_key.get_name()} {host_key.get_base64()}\n")
        transports: list[paramiko.Transport] = []
        thread = threading.Thread(target=_accept, args=(listening, host_key, user_key, folder, transports), daemon=True)
        thread.start()
        yield f"127.0.0.1:{port}"
        for transport in transports:
            transport.close()
        with suppress(OSError):
            listening.shutdown(socket.SHUT_RDWR)
    thread.join(5)


def _accept(listening, host_key, user_key, folder, transports) -> None:
    while True:
        try:
            connection, _ = listening.accept()
        except OSError:
            return
        transport = paramiko.Transport(connection)
        transports.append(transport)
        transport.add_server_key(host_key)
        transport.set_subsystem_handler("sftp", paramiko.SFTPServer, Folder, folder)
        with suppress(paramiko.SSHException, EOFError):
            transport.start_server(server=OneKey(user_key))


class OneKey(paramiko.ServerInterface):
    """Lets one key in, and opens sessions."""

    def __init__(self, key: paramiko.PKey) -> None:
        self._key = key

    def check_auth_publickey(self, username, key):
        return paramiko.AUTH_SUCCESSFUL if key == self._key else paramiko.AUTH_FAILED

    def check_channel_request(self, kind, chanid):
        return paramiko.OPEN_SUCCEEDED

    def get_allowed_auths(self, username):
        return "publickey"


class Folder(SFTPServerInterface):
    """Reads the files below a folder."""

    def __init__(self, server, folder: Path) -> None:
        super().__init__(server)
        self._folder = folder

    def _path(self, path: str) -> Path:
        return Path(f"{self._folder}{self.canonicalize(path)}")

    def list_folder(self, path):
        try:
            return [SFTPAttributes.from_stat(one.lstat(), one.name) for one in self._path(path).iterdir()]
        except OSError as error:
            return paramiko.SFTPServer.convert_errno(error.errno)

    def stat(self, path):
        try:
            return SFTPAttributes.from_stat(self._path(path).stat())
        except OSError as error:
            return paramiko.SFTPServer.convert_errno(error.errno)

    lstat = stat

    def open(self, path, flags, attr):
        try:
            file = self._path(path).open("rb")
        except OSError as error:
            return paramiko.SFTPServer.convert_errno(error.errno)
        handle = SFTPHandle(flags)
        handle.readfile = file
        return handle
