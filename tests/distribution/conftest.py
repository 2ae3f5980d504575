"""A mail server on loopback with TLS, that keeps what it takes and can be unkind."""

import datetime
import ipaddress
import socket
import ssl

import pytest
from aiosmtpd.controller import Controller
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from reporter.distribution.smtp import Server


@pytest.fixture(scope="session")
def certificate(tmp_path_factory):
    """Certificate and key of 127.0.0.1, signed by itself."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    start = datetime.datetime(2020, 1, 1, tzinfo=datetime.UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name).issuer_name(name).public_key(key.public_key())
        .serial_number(1).not_valid_before(start)
        .not_valid_after(start + datetime.timedelta(days=36_500))
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .add_extension(
            x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]),
            critical=False,
        )
        .sign(key, hashes.SHA256())
    )  # fmt: skip
    folder = tmp_path_factory.mktemp("tls")
    (folder / "cert.pem").write_bytes(made.public_bytes(serialization.Encoding.PEM))
    (folder / "key.pem").write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.TraditionalOpenSSL,
            serialization.NoEncryption(),
        )
    )
    return folder / "cert.pem", folder / "key.pem"


class Box:
    """What a server took; it cuts the connection at the messages of `cut_at`.

    At those of `silent_at` it takes the message and cuts before it says so.
    """

    def __init__(self):
        self.taken = []
        self.asked = 0
        self.cut_at = set()
        self.silent_at = set()
        self.refused = set()

    async def handle_RCPT(self, server, session, envelope, address, options):  # noqa: N802
        if address in self.refused:
            return "550 no such person"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):  # noqa: N802
        self.asked += 1
        if self.asked in self.cut_at:
            server.transport.abort()
            return "451 cut"
        self.taken.append((tuple(envelope.rcpt_tos), envelope.content))
        if self.asked in self.silent_at:
            server.transport.abort()
        return "250 OK"

    @property
    def recipients(self):
        return [recipient for recipients, _ in self.taken for recipient in recipients]


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.fixture
def box():
    return Box()


@pytest.fixture
def mail_server(box, certificate):
    """A running server and how to reach it."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(*certificate)
    port = free_port()
    controller = Controller(
        box, hostname="127.0.0.1", port=port, tls_context=context, require_starttls=True
    )
    controller.start()
    yield Server("127.0.0.1", port, ca_file=str(certificate[0]))
    controller.stop()


@pytest.fixture
def plain_server(box):
    """A server that offers no TLS."""
    port = free_port()
    controller = Controller(box, hostname="127.0.0.1", port=port)
    controller.start()
    yield Server("127.0.0.1", port)
    controller.stop()
