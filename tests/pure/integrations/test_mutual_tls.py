"""Certificates on both sides: who they are, who we are."""

import ssl
import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from ipaddress import ip_address
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from integrations.connectors.http import HttpConnector
from integrations.errors import Trouble
from integrations.reply import NoReply, Reply
from integrations.systems.connection import Connection, Tls
from tests.support.orders import an_order, connection


class Authority:
    """Somebody who signs certificates."""

    def __init__(self, folder: Path, name: str) -> None:
        self._folder, self._name = folder, x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
        self._key = ec.generate_private_key(ec.SECP256R1())
        self.file = str(folder / f"{name}.pem")
        own = self._signed(self._name, self._key, x509.BasicConstraints(ca=True, path_length=None))
        Path(self.file).write_bytes(own.public_bytes(serialization.Encoding.PEM))

    def issue(self, name: str, *, host: str = "") -> tuple[str, str]:
        """Files of a certificate and its key."""
        key = ec.generate_private_key(ec.SECP256R1())
        names = x509.SubjectAlternativeName([x509.IPAddress(ip_address(host)) if host else x509.DNSName(name)])
        subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
        certificate = self._signed(subject, key, names)
        files = str(self._folder / f"{name}.crt"), str(self._folder / f"{name}.key")
        Path(files[0]).write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
        Path(files[1]).write_bytes(
            key.private_bytes(
                serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
            )
        )
        return files

    def _signed(
        self, subject: x509.Name, key: ec.EllipticCurvePrivateKey, extension: x509.ExtensionType
    ) -> x509.Certificate:
        now = datetime.now(UTC)
        builder = x509.CertificateBuilder(
            issuer_name=self._name,
            subject_name=subject,
            public_key=key.public_key(),
            serial_number=x509.random_serial_number(),
            not_valid_before=now - timedelta(days=1),
            not_valid_after=now + timedelta(days=1),
        )
        return builder.add_extension(extension, critical=True).sign(self._key, hashes.SHA256())


class _Handler(BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["content-length"]))
        self.send_response(204)
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.fixture
def theirs(tmp_path: Path) -> Authority:
    return Authority(tmp_path, "theirs")


@pytest.fixture
def service(tmp_path: Path, theirs: Authority) -> Iterator[Connection]:
    """A service that lets in whoever has a certificate of its authority."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(*theirs.issue("server", host="127.0.0.1"))
    context.load_verify_locations(theirs.file)
    context.verify_mode = ssl.CERT_REQUIRED
    server = HTTPServer(("127.0.0.1", 0), _Handler)
    server.handle_error = lambda *_: None  # type: ignore[method-assign]
    server.socket = context.wrap_socket(server.socket, server_side=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    certificate, key = theirs.issue("meguro")
    tls = Tls(authority=theirs.file, certificate=certificate, key=key)
    yield connection(url=f"https://127.0.0.1:{server.server_address[1]}", tls=tls)
    server.shutdown()
    server.server_close()


def reply_of(to: Connection) -> Reply | NoReply:
    with HttpConnector() as connector:
        return connector.deliver(an_order(to=to))


def test_both_sides_know_each_other(service: Connection) -> None:
    reply = reply_of(service)

    assert isinstance(reply, Reply), reply
    assert reply.status == 204


def test_whoever_shows_no_certificate_is_not_let_in(service: Connection, theirs: Authority) -> None:
    assert isinstance(reply_of(replace(service, tls=Tls(authority=theirs.file))), NoReply)


def test_a_service_of_another_authority_is_not_spoken_to(service: Connection, tmp_path: Path) -> None:
    assert service.tls is not None
    stranger = Authority(tmp_path, "stranger").file
    reply = reply_of(replace(service, tls=replace(service.tls, authority=stranger)))

    assert isinstance(reply, NoReply)
    assert reply.trouble is Trouble.UNTRUSTED


def test_a_missing_certificate_file_is_said(service: Connection) -> None:
    reply = reply_of(replace(service, tls=Tls(authority="/nowhere/ca.pem")))

    assert isinstance(reply, NoReply)
    assert reply.trouble is Trouble.UNREACHABLE
