"""May the server call this address, and does it reach only that one? The single way out to other machines."""

from __future__ import annotations

import ipaddress
import re
import socket
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NoReturn
from urllib.parse import SplitResult, urlsplit

import httpx

from golive.plain.verdict import Kind, Refusal, Refused

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
Resolver = Callable[[str, int], Sequence[str]]

# `is_global` differs between Python versions and calls NAT64, 6to4 and multicast global (SAFETY.md 2.5). IPv4: all that
# is reserved for something other than public hosts. IPv6: only 2000::/3 is given to hosts, less what is reserved in it.
_NOT_PUBLIC_4 = tuple(
    ipaddress.IPv4Network(network)
    for network in (
        "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24",
        "192.0.2.0/24", "192.31.196.0/24", "192.52.193.0/24", "192.88.99.0/24", "192.168.0.0/16", "192.175.48.0/24",
        "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4",
    )
)  # fmt: skip
_HOSTS_6 = ipaddress.IPv6Network("2000::/3")
_NOT_PUBLIC_6 = tuple(
    ipaddress.IPv6Network(network)
    for network in ("2001::/23", "2001:db8::/32", "2002::/16", "2620:4f:8000::/48", "3fff::/20")
)
# Even an admin's list does not open these: the metadata of cloud machines, and what is no host at all.
_NEVER = (
    ipaddress.ip_network("169.254.0.0/16"),
    ipaddress.ip_network("fe80::/10"),
    ipaddress.ip_network("fd00:ec2::/32"),
    ipaddress.ip_network("0.0.0.0/8"),
    ipaddress.ip_network("::/128"),
    ipaddress.ip_network("224.0.0.0/3"),
    ipaddress.ip_network("ff00::/8"),
)
_HOST = re.compile(r"[a-z0-9_](?:[a-z0-9_.-]{0,251}[a-z0-9])?|[0-9a-f:.]{2,45}")


@dataclass(frozen=True)
class OutboundRules:
    """Where the server may call to. ``internal_hosts`` is the admin's list of "host" or "host:port" in the own network.

    Seconds and bytes; ``internal_schemes`` holds only for hosts of that list.
    """

    internal_hosts: frozenset[str] = frozenset()
    schemes: frozenset[str] = frozenset({"https"})
    internal_schemes: frozenset[str] = frozenset({"https", "http"})
    ports: frozenset[int] = frozenset({443})
    connect_seconds: float = 5.0
    total_seconds: float = 15.0
    body_bytes: int = 5 * 1024 * 1024


@dataclass(frozen=True)
class Answer:
    """What came back. A redirect (3xx) is an answer like any other: it is never followed."""

    status: int
    headers: Mapping[str, str]
    body: bytes


@dataclass(frozen=True)
class Target:
    """A checked address: the host as named, and the one address that will be connected to."""

    url: httpx.URL
    host: str
    port: int
    addresses: tuple[Address, ...] = field(default_factory=tuple)


def system_resolver(host: str, port: int) -> list[str]:
    """All addresses of the host, asked once."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


def send(
    method: str,
    url: str,
    rules: OutboundRules,
    *,
    headers: Mapping[str, str] | None = None,
    content: bytes | None = None,
    resolver: Resolver = system_resolver,
) -> Answer:
    """Call one URL under the rules: resolve once, judge every address, connect to the judged one, follow nothing.

    Raises `Refused` where the rules forbid it, where nobody answers in time or where the answer is too large.
    """
    target = check_target(url, rules, resolver=resolver)
    transport = _Pinned(target)
    limits, ends = httpx.Timeout(rules.connect_seconds), time.monotonic() + rules.total_seconds
    # Each byte of the head starts httpx's own limit anew: a head that drips is ended from outside.
    watch = threading.Timer(rules.total_seconds, transport.close)
    watch.daemon = True
    watch.start()
    try:
        with httpx.Client(transport=transport, trust_env=False, follow_redirects=False, timeout=limits) as client:
            plain = {"accept-encoding": "identity", "user-agent": "golive"}
            request = client.build_request(method, target.url, headers=plain | dict(headers or {}), content=content)
            return _received(client, request, rules, target.host, ends)
    except httpx.HTTPError as failed:
        if time.monotonic() >= ends:
            _refuse_slow(target.host, rules)
        _refuse(
            "unreachable", f"{target.host} did not answer ({type(failed).__name__}).", "Check the address; try again."
        )
    finally:
        watch.cancel()


def check_target(url: str, rules: OutboundRules, *, resolver: Resolver = system_resolver) -> Target:
    """The target if the rules allow it, all its addresses judged; to be asked also when an address is saved."""
    parts = _split(url)
    host, internal = parts.hostname or "", False
    port = _port(parts)
    internal = bool({host, f"{host}:{port}"} & {name.lower() for name in rules.internal_hosts})
    if parts.scheme not in (rules.internal_schemes if internal else rules.schemes):
        allowed = " or ".join(sorted(rules.schemes))
        _refuse(
            "scheme", f"{parts.scheme or 'no scheme'} is not allowed for {host or 'this address'}.", f"Use {allowed}."
        )
    if not internal and port not in rules.ports:
        _refuse(
            "port", f"Port {port} of {host} is not allowed.", "Use the standard port, or ask an admin to list the host."
        )
    addresses = _resolved(host, port, resolver)
    for address in addresses:
        if _never(address) or not (internal or is_public(address)):
            cure = "Use a public address, or ask an admin to list the host as internal."
            _refuse("address", f"{host} leads to {address}, which is not a public address.", cure)
    return Target(httpx.URL(parts.geturl()), host, port, addresses)


def is_public(address: Address) -> bool:
    """Whether the address can belong to a host of the public internet; stricter than ``is_global``.

    >>> [is_public(ipaddress.ip_address(text)) for text in ("1.1.1.1", "192.0.0.8", "64:ff9b::1", "2606:4700::1")]
    [True, False, False, True]
    """
    if isinstance(address, ipaddress.IPv4Address):
        return address.is_global and not any(address in network for network in _NOT_PUBLIC_4)
    if address.scope_id or address not in _HOSTS_6:
        return False
    return address.is_global and not any(address in network for network in _NOT_PUBLIC_6)


def _never(address: Address) -> bool:
    mapped = address.ipv4_mapped if isinstance(address, ipaddress.IPv6Address) else None
    one = mapped or address
    return any(one.version == network.version and one in network for network in _NEVER)


def _split(url: str) -> SplitResult:
    if len(url) > 2_000 or any(c <= " " or c == "\\" or c == "\x7f" for c in url):
        _refuse("url", "The address is too long or holds blanks, control characters or backslashes.", "Type it again.")
    try:
        parts = urlsplit(url)
        host = (
            (parts.hostname or "").encode("idna").decode() if not (parts.hostname or "").isascii() else parts.hostname
        )
        _ = parts.port
    except ValueError as broken:
        _refuse("url", f"The address cannot be read ({broken}).", "Write it like https://example.com/path.")
    if not host or not _HOST.fullmatch(host):
        _refuse("url", "The address names no host.", "Write it like https://example.com/path.")
    if parts.username is not None or parts.password is not None:
        _refuse(
            "userinfo", "The address holds a name or password before the host.", "Give them in the settings instead."
        )
    return parts


def _port(parts: SplitResult) -> int:
    return parts.port if parts.port is not None else {"https": 443, "http": 80}.get(parts.scheme, 0)


def _resolved(host: str, port: int, resolver: Resolver) -> tuple[Address, ...]:
    try:
        addresses = tuple(ipaddress.ip_address(text) for text in resolver(host, port))
    except (OSError, ValueError, UnicodeError):
        addresses = ()
    if not addresses:
        _refuse("unknown_host", f"The name {host} is not known.", "Check the spelling.")
    return addresses


class _Pinned(httpx.BaseTransport):
    """Connects to the judged address and to no other, with the name kept for the certificate and the Host header."""

    def __init__(self, target: Target) -> None:
        self._target = target
        self._plain = httpx.HTTPTransport(trust_env=False, retries=0)

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        asked = (request.url.host, request.url.port or self._target.port)
        if asked != (self._target.url.host, self._target.port):
            _refuse("address", f"{asked[0]}:{asked[1]} was not judged.", "Call it on its own.")
        request.url = request.url.copy_with(host=str(self._target.addresses[0]))
        request.extensions = {**request.extensions, "sni_hostname": self._target.host}
        return self._plain.handle_request(request)

    def close(self) -> None:
        self._plain.close()


def _received(client: httpx.Client, request: httpx.Request, rules: OutboundRules, host: str, ends: float) -> Answer:
    """The answer read in pieces: neither a slow drip nor an endless body holds the server."""
    response = client.send(request, stream=True)
    body = bytearray()
    try:
        for piece in response.iter_raw(65_536):
            body += piece
            if len(body) > rules.body_bytes:
                _refuse("too_large", f"{host} answered more than {rules.body_bytes:,} bytes.", "Ask for less.")
            if time.monotonic() > ends:
                _refuse_slow(host, rules)
    finally:
        response.close()
    return Answer(response.status_code, dict(response.headers), bytes(body))


def _refuse_slow(host: str, rules: OutboundRules) -> NoReturn:
    _refuse("too_slow", f"{host} took longer than {rules.total_seconds:g} s.", "Try again later.")


def _refuse(code: str, problem: str, cure: str) -> NoReturn:
    raise Refused([Refusal(f"outbound.{code}", problem, cure, Kind.INPUT)])
