"""Which addresses may be called, however they are written."""

import socket
from ipaddress import ip_network

import pytest

from integrations.connectors.address import AddressRefused, pinned
from integrations.errors import Trouble
from integrations.reply import NoReply
from integrations.systems.addresses import is_allowed, parsed_url
from tests.support.orders import an_order, connection

CLOSED = [
    "127.0.0.1",
    "127.255.255.254",
    "0.0.0.0",
    "169.254.169.254",
    "169.254.170.2",
    "100.100.100.200",
    "192.0.0.192",
    "224.0.0.1",
    "255.255.255.255",
    "240.0.0.1",
    "::1",
    "::",
    "::ffff:127.0.0.1",
    "::ffff:7f00:1",
    "::ffff:169.254.169.254",
    "::127.0.0.1",
    "64:ff9b::7f00:1",
    "64:ff9b::a9fe:a9fe",
    "2002:7f00:1::",
    "2002:a9fe:a9fe::1",
    "2001:0:4136:e378:8000:63bf:5601:5601",  # Teredo of 169.254.169.254
    "fe80::1",
    "fe80::1%eth0",
    "fd00:ec2::254",
    "ff02::1",
    "not an address",
    "",
]
OPEN = [
    "10.1.2.3",
    "172.16.0.1",
    "192.168.1.1",
    "203.0.114.1",
    "8.8.8.8",
    "2400:4050::1",
    "fd12:3456::1",
    "::ffff:10.1.2.3",
]


@pytest.mark.parametrize("address", CLOSED)
def test_what_only_this_machine_can_see_is_not_called(address: str) -> None:
    assert not is_allowed(address, ())


@pytest.mark.parametrize("address", OPEN)
def test_systems_of_the_ward_s_network_and_beyond_are_called(address: str) -> None:
    assert is_allowed(address, ())


def test_the_settings_may_open_a_range_for_one_connection() -> None:
    allow = (ip_network("127.0.0.1/32"),)

    assert is_allowed("127.0.0.1", allow)
    assert is_allowed("::ffff:127.0.0.1", allow)
    assert not is_allowed("127.0.0.2", allow)
    assert not is_allowed("169.254.169.254", allow)


AMBIGUOUS = [
    "http://2130706433/",
    "http://0x7f000001/",
    "http://0x7f.1/",
    "http://017700000001/",
    "http://0177.0.0.1/",
    "http://127.1/",
    "http://1.2.3.4.5/",
    "http://user@host/",
    "http://user:secret@host/",
    "http://allowed.example@169.254.169.254/",
    "http://allowed.example\\@169.254.169.254/",
    "http:\\\\host/",
    "http://host\\.evil/",
    "http://ho st/",
    "http://host\n/",
    "http://host\t.evil/",
    "http://host/#@evil",
    "http://host/?q=1",
    "http://host:0/",
    "http://host:99999/",
    "http://host:８０/",
    "http://１２７.0.0.1/",
    "http://ⓛocalhost/",
    "http://例え.jp/",
    "http://[::1%25eth0]/",
    "http://[::1/",
    "http:///path",
    "http://.../",
    "file:///etc/passwd",
    "gopher://host/",
    "//host/",
    "host",
    "",
]


@pytest.mark.parametrize("url", AMBIGUOUS)
def test_an_address_that_can_be_read_in_two_ways_is_none(url: str) -> None:
    assert parsed_url(url, ("http", "https")) is None


@pytest.mark.parametrize("url", AMBIGUOUS)
def test_nothing_is_sent_to_such_an_address(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    from integrations.connectors.http import HttpConnector

    monkeypatch.setattr(socket, "create_connection", lambda *_, **__: pytest.fail("somebody was called"))
    with HttpConnector() as connector:
        reply = connector.deliver(an_order(to=connection(url=url)))

    assert isinstance(reply, NoReply)
    assert reply.trouble in (Trouble.NOT_CONNECTED, Trouble.UNREACHABLE)


@pytest.mark.parametrize(
    "url", ["http://host/", "https://finance.city.example.jp:8443/api", "http://10.0.0.1", "http://[fd12::1]:80/"]
)
def test_ordinary_addresses_are_read(url: str) -> None:
    assert parsed_url(url, ("http", "https")) is not None


def resolving(monkeypatch: pytest.MonkeyPatch, *answers: list[str]) -> list[str]:
    """A name server that answers differently each time; what it was asked."""
    asked: list[str] = []

    def look_up(host: str, port: int, *_: object, **__: object) -> list[tuple[object, ...]]:
        asked.append(host)
        given = answers[min(len(asked), len(answers)) - 1]
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port)) for address in given]

    monkeypatch.setattr(socket, "getaddrinfo", look_up)
    return asked


def test_a_name_for_this_machine_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    resolving(monkeypatch, ["127.0.0.1"])

    with pytest.raises(AddressRefused):
        pinned("innocent.example", 80, ())


def test_of_several_addresses_only_an_allowed_one_is_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    resolving(monkeypatch, ["169.254.169.254", "10.0.0.7"])

    assert pinned("mixed.example", 80, ()) == "10.0.0.7"


def test_a_name_is_looked_up_once_and_its_address_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    """DNS rebinding: the second answer would be this machine."""
    from integrations.connectors.http import HttpConnector

    asked = resolving(monkeypatch, ["192.168.250.250"], ["127.0.0.1"])
    called: list[object] = []

    def connect(address: tuple[str, int], *_: object, **__: object) -> socket.socket:
        called.append(address[0])
        raise ConnectionRefusedError

    monkeypatch.setattr(socket, "create_connection", connect)
    with HttpConnector() as connector:
        connector.deliver(an_order(to=connection(url="http://rebinding.example:8080/", allow=())))

    assert asked == ["rebinding.example"]
    assert called == ["192.168.250.250"]
