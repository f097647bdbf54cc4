"""SFTP with host keys that are checked: an unknown server gets no credentials."""

from pathlib import Path
from typing import Any

import paramiko
from fsspec.implementations.sftp import SFTPFileSystem

from tasks.sources.limits import Limits

SSH_CONFIG = "~/.ssh/config"
SSH_PORT = 22


class KnownHostsOnly(paramiko.MissingHostKeyPolicy):  # type: ignore[misc]  # paramiko has no types
    """Refuses a server whose key is not known, before anything is sent to it."""

    def missing_host_key(self, client: paramiko.SSHClient, hostname: str, key: paramiko.PKey) -> None:
        """Raise SSHException."""
        raise paramiko.SSHException(f"the key of {hostname} is not in ~/.ssh/known_hosts: connect with ssh once and check it")


class CheckedSFTP(SFTPFileSystem):  # type: ignore[misc]  # fsspec has no types
    """Connects to servers in known_hosts only, with the agent's keys or those in ~/.ssh."""

    def _connect(self) -> None:
        self.client = paramiko.SSHClient()
        self.client.load_system_host_keys()
        self.client.set_missing_host_key_policy(KnownHostsOnly())
        wait_s = self.ssh_kwargs.pop("wait_s")
        self.client.connect(self.host, **self.ssh_kwargs)
        self.ftp = self.client.open_sftp()
        self.ftp.get_channel().settimeout(wait_s)


def open_sftp(host: str, port: int | None, user: str | None, limits: Limits) -> SFTPFileSystem:
    """Return the files of a server; what the URL leaves open is taken from ~/.ssh/config. Raises SSHException or OSError."""
    configured = _configured(host)
    wait_s = limits.connect_timeout_s
    return CheckedSFTP(
        host=configured.get("hostname", host),
        port=port or int(configured.get("port", SSH_PORT)),
        username=user or configured.get("user"),
        key_filename=configured.get("identityfile"),
        timeout=wait_s,
        banner_timeout=wait_s,
        auth_timeout=wait_s,
        wait_s=limits.fetch_timeout_s,
    )


def _configured(host: str) -> Any:  # noqa: ANN401 - paramiko's dictionary of strings and lists
    path = Path(SSH_CONFIG).expanduser()
    if not path.is_file():
        return {}
    return paramiko.SSHConfig.from_path(str(path)).lookup(host)
