"""Can anybody make the server call a machine inside the own network?"""

from __future__ import annotations

import ipaddress
import threading
from collections.abc import Iterator
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from golive.foundation.outbound import OutboundRules, check_target, is_public, send
from golive.plain.verdict import Refused


class _Canary(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.server.hits.append((self.path, self.headers.get("Host")))  # type: ignore[attr-defined]
        if self.path == "/redirect":
            self.send_response(302)
            self.send_header("Location", "/secret")
            self.send_header("Content-Length", "0")
            self.end_headers()
            return
        body = b"x" * 2_000 if self.path == "/large" else b"hello"
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    do_POST = do_GET

    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.fixture
def canary() -> Iterator[ThreadingHTTPServer]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Canary)
    server.hits = []  # type: ignore[attr-defined]
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield server
    server.shutdown()
    server.server_close()
    thread.join()


def _open_to_any_port(server: ThreadingHTTPServer) -> OutboundRules:
    """Rules whose scheme and port lists let everything through: only the judgement of the address is left."""
    return OutboundRules(schemes=frozenset({"http", "https"}), ports=frozenset({server.server_port, 80, 443}))


_FORMS = (
    "http://127.0.0.1:{port}/",
    "http://localhost:{port}/",
    "http://2130706433:{port}/",
    "http://0x7f000001:{port}/",
    "http://0177.0.0.1:{port}/",
    "http://127.1:{port}/",
    "http://0.0.0.0:{port}/",
    "http://[::1]:{port}/",
    "http://[::]:{port}/",
    "http://[::ffff:127.0.0.1]:{port}/",
    "http://[::127.0.0.1]:{port}/",
    "http://[64:ff9b::7f00:1]:{port}/",
    "http://[2002:7f00:1::]:{port}/",
    "http://[fe80::1%25lo]:{port}/",
    "http://100.64.0.1/",
    "http://169.254.169.254/latest/meta-data/",
    "http://example.com@127.0.0.1:{port}/",
    "file:///etc/passwd",
    "gopher://127.0.0.1:{port}/_x",
    "ftp://127.0.0.1:{port}/",
    "http://127.0.0.1:{port}\\@example.com/",
    "http://127.0.0.1:{port}#@example.com/",
    "http:///127.0.0.1:{port}/",
    "http://１２７.０.０.１:{port}/",
    "http://127.0.0.1:{port}\r\nHost: x/",
    "//127.0.0.1:{port}/",
    "",
)


@pytest.mark.parametrize("form", _FORMS)
def test_no_way_of_writing_an_inner_address_reaches_it(form: str, canary: ThreadingHTTPServer) -> None:
    with pytest.raises(Refused) as refused:
        send("GET", form.format(port=canary.server_port), _open_to_any_port(canary))
    assert refused.value.refusals[0].code.startswith("outbound.")
    assert refused.value.refusals[0].cure
    assert canary.hits == []  # type: ignore[attr-defined]


def test_a_name_that_changes_its_address_between_check_and_call_is_asked_only_once(canary: ThreadingHTTPServer) -> None:
    answers = [["1.1.1.1"], ["127.0.0.1"]]
    asked: list[str] = []

    def rebinding(host: str, port: int) -> list[str]:
        asked.append(host)
        return answers[min(len(asked), 2) - 1]

    rules = replace(_open_to_any_port(canary), connect_seconds=0.3)
    with pytest.raises(Refused):  # nobody answers at the public address from here
        send("GET", f"http://rebind.test:{canary.server_port}/", rules, resolver=rebinding)
    assert asked == ["rebind.test"]
    assert canary.hits == []  # type: ignore[attr-defined]


def test_one_inner_address_among_public_ones_refuses_the_name(canary: ThreadingHTTPServer) -> None:
    with pytest.raises(Refused, match=r"leads to 127\.0\.0\.1"):
        check_target("https://mixed.test/", OutboundRules(), resolver=lambda host, port: ["1.1.1.1", "127.0.0.1"])


def test_a_host_on_the_admins_list_is_called_under_its_name(canary: ThreadingHTTPServer) -> None:
    rules = OutboundRules(internal_hosts=frozenset({f"Jira.acme.test:{canary.server_port}"}))
    url = f"http://jira.acme.test:{canary.server_port}/hello"
    answer = send("GET", url, rules, resolver=lambda host, port: ["127.0.0.1"])
    assert (answer.status, answer.body) == (200, b"hello")
    assert canary.hits == [("/hello", f"jira.acme.test:{canary.server_port}")]  # type: ignore[attr-defined]


def test_the_list_opens_one_port_and_not_the_whole_host(canary: ThreadingHTTPServer) -> None:
    rules = OutboundRules(internal_hosts=frozenset({"jira.acme.test:1"}))
    with pytest.raises(Refused):
        send("GET", f"http://jira.acme.test:{canary.server_port}/", rules, resolver=lambda host, port: ["127.0.0.1"])
    assert canary.hits == []  # type: ignore[attr-defined]


@pytest.mark.parametrize("address", ["169.254.169.254", "::ffff:169.254.169.254", "0.0.0.0", "fe80::1", "224.0.0.1"])
def test_even_a_listed_host_never_leads_to_metadata_or_to_no_host(address: str) -> None:
    rules = OutboundRules(internal_hosts=frozenset({"jira.acme.test"}))
    with pytest.raises(Refused, match="not a public address"):
        check_target("http://jira.acme.test/", rules, resolver=lambda host, port: [address])


def test_a_redirect_is_answered_and_not_followed(canary: ThreadingHTTPServer) -> None:
    rules = OutboundRules(internal_hosts=frozenset({"127.0.0.1"}))
    answer = send("GET", f"http://127.0.0.1:{canary.server_port}/redirect", rules)
    assert (answer.status, answer.headers["location"]) == (302, "/secret")
    assert [path for path, _ in canary.hits] == ["/redirect"]  # type: ignore[attr-defined]


def test_an_answer_beyond_the_limit_is_refused(canary: ThreadingHTTPServer) -> None:
    rules = OutboundRules(internal_hosts=frozenset({"127.0.0.1"}), body_bytes=1_000)
    with pytest.raises(Refused, match=r"more than 1,000 bytes"):
        send("GET", f"http://127.0.0.1:{canary.server_port}/large", rules)


def test_a_proxy_of_the_environment_is_not_used(canary: ThreadingHTTPServer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:1")
    rules = OutboundRules(internal_hosts=frozenset({"127.0.0.1"}))
    assert send("POST", f"http://127.0.0.1:{canary.server_port}/", rules, content=b"x").status == 200


@pytest.mark.parametrize(
    ("url", "code"),
    [
        ("http://example.com/", "outbound.scheme"),
        ("https://example.com:8443/", "outbound.port"),
        ("https://user@example.com/", "outbound.userinfo"),
        ("https://nowhere.invalid/", "outbound.unknown_host"),
    ],
)
def test_scheme_port_and_name_are_refused_each_with_its_own_reason(url: str, code: str) -> None:
    def resolver(host: str, port: int) -> list[str]:
        if host.endswith(".invalid"):
            raise OSError("unknown")
        return ["1.1.1.1"]

    with pytest.raises(Refused) as refused:
        check_target(url, OutboundRules(), resolver=resolver)
    assert refused.value.refusals[0].code == code
    assert check_target("https://example.com/path", OutboundRules(), resolver=resolver).port == 443


@pytest.mark.parametrize(
    "text",
    [
        "0.0.0.1", "10.1.2.3", "100.64.0.1", "127.0.0.1", "169.254.169.254", "172.16.0.1", "192.0.0.8", "192.0.2.1",
        "192.88.99.1", "192.168.1.1", "198.18.0.1", "203.0.113.1", "224.0.0.1", "240.0.0.1", "255.255.255.255", "::",
        "::1", "::7f00:1", "::ffff:1.1.1.1", "64:ff9b::a9fe:a9fe", "64:ff9b:1::1", "100::1", "2001::1", "2001:db8::1",
        "2002:7f00:1::", "3fff::1", "fc00::1", "fd00:ec2::254", "fe80::1", "fec0::1", "ff02::1", "5f00::1",
    ],
)  # fmt: skip
def test_reserved_addresses_are_not_public(text: str) -> None:
    assert not is_public(ipaddress.ip_address(text))


@pytest.mark.parametrize("text", ["1.1.1.1", "8.8.8.8", "93.184.215.14", "2606:4700:4700::1111", "2a00:1450::1"])
def test_addresses_of_public_hosts_are_public(text: str) -> None:
    assert is_public(ipaddress.ip_address(text))
