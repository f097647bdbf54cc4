"""Which URLs and network addresses may be contacted."""

import re
import socket
from collections.abc import Callable, Sequence
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

import httpx

from tasks.sources.errors import BadUrlError, RefusedAddressError

Address = IPv4Address | IPv6Address
Resolver = Callable[[str, int], Sequence[str]]

# The start of something meant as a URL. Matches "ftp://a/b" and "http:/a"; misses "story.txt" and "notes: draft.txt".
URL_START = re.compile(r"(?:([A-Za-z][A-Za-z0-9+.-]*)://|(https?):)")

# IANA special-purpose registries (RFC 6890 and its updates), written out because `is_global` differs between Pythons.
REFUSED_NETWORKS = tuple(
    ip_network(block)
    for block in (
        "0.0.0.0/8",  # this network
        "10.0.0.0/8",  # private
        "100.64.0.0/10",  # carrier-grade NAT
        "127.0.0.0/8",  # loopback
        "169.254.0.0/16",  # link-local, cloud metadata
        "172.16.0.0/12",  # private
        "192.0.0.0/24",  # protocol assignments
        "192.0.2.0/24",  # documentation
        "192.88.99.0/24",  # 6to4 relays
        "192.168.0.0/16",  # private
        "198.18.0.0/15",  # benchmarks
        "198.51.100.0/24",  # documentation
        "203.0.113.0/24",  # documentation
        "224.0.0.0/4",  # multicast
        "240.0.0.0/4",  # reserved, broadcast
        "::/96",  # unspecified, loopback, IPv4-compatible
        "::ffff:0:0:0/96",  # IPv4-translated
        "64:ff9b:1::/48",  # local translation
        "100::/64",  # discard
        "2001::/23",  # protocol assignments, Teredo
        "2001:db8::/32",  # documentation
        "3fff::/20",  # documentation
        "5f00::/16",  # segment routing
        "fc00::/7",  # unique local
        "fe80::/10",  # link-local
        "fec0::/10",  # site-local
        "ff00::/8",  # multicast
    )
)
HTTP_PORT, HTTPS_PORT = 80, 443
NAT64 = ip_network("64:ff9b::/96")
IPV4_MASK = 0xFFFF_FFFF


def url_scheme(text: str) -> str | None:
    """Return the scheme in lower case if `text` is meant as a URL, else None."""
    match = URL_START.match(text)
    return (match[1] or match[2]).lower() if match else None


def parse_url(text: str) -> httpx.URL:
    """Return an http(s) URL without its fragment. Raise BadUrlError for anything else."""
    try:
        url = httpx.URL(text)
        host = url.host  # decodes the host name, and raises where that fails
    except (httpx.InvalidURL, ValueError) as error:
        raise BadUrlError(f"not a valid URL ({error}); check the address") from error
    if url.scheme not in ("http", "https"):
        raise BadUrlError(f"the scheme {url.scheme or 'of the URL'!r} is not fetched; use http or https")
    if not host:
        raise BadUrlError("the URL names no host; write it as https://host/path")
    if url.userinfo:
        raise BadUrlError("the URL carries a user name or password; remove it, it would be stored with the story")
    if url.port == 0:
        raise BadUrlError("port 0 cannot be contacted; check the address")
    return url.copy_with(fragment=None)


def is_public(address: str) -> bool:
    """Tell whether an IP address is on the public internet, also inside mapped, 6to4 and NAT64 addresses."""
    parsed = ip_address(address.partition("%")[0])
    embedded = _embedded(parsed)
    if embedded is not None:
        return is_public(str(embedded))
    return not any(parsed in network for network in REFUSED_NETWORKS)


def _embedded(address: Address) -> IPv4Address | None:
    """Return the IPv4 address inside an IPv6 one, if there is any."""
    if isinstance(address, IPv4Address):
        return None
    if address in NAT64:
        return IPv4Address(int(address) & IPV4_MASK)
    return address.ipv4_mapped or address.sixtofour


def resolve(host: str, port: int) -> list[str]:
    """Ask the system for every address of a host, in its order of preference."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


def is_listed(host: str, port: int, hosts: frozenset[str]) -> bool:
    """Tell whether a setting that holds `host` and `host:port` names the host."""
    return not hosts.isdisjoint({host, f"{host}:{port}", f"[{host}]:{port}"})


def origin_port(url: httpx.URL) -> int:
    """Return the port that a URL is fetched from."""
    return url.port or (HTTPS_PORT if url.scheme == "https" else HTTP_PORT)


def admit(host: str, port: int, allowed: frozenset[str], resolver: Resolver = resolve) -> Sequence[str]:
    """Return the addresses that may be contacted for a host. Raise RefusedAddressError if a single one may not be."""
    addresses = resolver(host, port)
    if is_listed(host, port, allowed):
        return addresses
    refused = [address for address in addresses if not is_public(address)]
    if refused:
        raise RefusedAddressError(
            f"{host} is at {refused[0]}, which is not a public address; it is not contacted. "
            "List the host in SANCTIONWIRE_TEST_HOSTS if it is yours"
        )
    return addresses
