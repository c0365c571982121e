import datetime
import email
import email.policy
import ipaddress
import socket
import ssl
import time
from threading import Thread

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from maawin_adapters.notifications.email import EmailNotifier
from maawin_adapters.notifications.recording import RecordingNotifier
from maawin_core.kernel.answer import Accepted, Refused, Unknown
from maawin_core.kernel.identity import new_id
from maawin_core.ports.notifier import Message
from maawin_core.testing.notifier import Arrived, Channel, NotifierContract

HELLO = Message("maria@example.org", "Hello", "The fee is due.", "en")


class Mailbox:
    def __init__(self):
        self.letters = []
        self.secure = []
        self.answer = "250 OK"

    async def handle_RCPT(self, server, session, envelope, address, options):  # noqa: N802
        if address.startswith("nobody"):
            return "550 no such mailbox"
        if address.startswith("busy"):
            return "450 try again later"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):  # noqa: N802
        self.letters.append(email.message_from_bytes(envelope.content, policy=email.policy.default))
        self.secure.append(session.ssl is not None)
        return self.answer

    def arrived(self):
        return [
            Arrived(m["Message-ID"], m["To"], m["Subject"], m.get_content().replace("\r\n", "\n"))
            for m in self.letters
        ]


@pytest.fixture
def mailbox():
    return Mailbox()


def _free_port():
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


@pytest.fixture
def server(mailbox):
    controller = Controller(mailbox, hostname="127.0.0.1", port=_free_port())
    controller.start()
    yield controller
    if controller.server is not None:
        controller.stop()


def notifier_of(server, **more):
    return EmailNotifier(server.hostname, server.port, "Maawin <maawin@example.org>", **more)


class TestRecording(NotifierContract):
    good_address, bad_address = "maria@example.org", "nobody@example.org"

    @pytest.fixture
    def channel(self):
        notifier = RecordingNotifier(refused={self.bad_address})

        def arrived():
            return [Arrived(str(id), m.to, m.subject, m.text) for id, m in notifier.sent.items()]

        return Channel(notifier, arrived, lambda: notifier.silent.add(self.good_address))


class TestEmail(NotifierContract):
    good_address, bad_address = "maria@example.org", "nobody@example.org"

    @pytest.fixture
    def channel(self, server, mailbox):
        return Channel(notifier_of(server), mailbox.arrived, server.stop)


def test_the_call_travels_as_the_message_id(server, mailbox):
    call = new_id()
    assert notifier_of(server).send(call, HELLO) == Accepted(f"<{call}@example.org>")
    assert mailbox.arrived()[0].id == f"<{call}@example.org>"


@pytest.mark.parametrize(
    ("answer", "found"),
    [("554 no", Refused("address_refused")), ("451 later", Unknown()), ("250 OK", None)],
)
def test_what_the_server_says_of_the_letter_is_the_answer(server, mailbox, answer, found):
    mailbox.answer = answer
    said = notifier_of(server).send(new_id(), HELLO)
    assert isinstance(said, Accepted) if found is None else said == found


def test_a_mailbox_that_is_busy_may_take_it_later(server):
    busy = Message("busy@example.org", "Hello", "x", "en")
    assert notifier_of(server).send(new_id(), busy) == Unknown()


@pytest.mark.parametrize(
    "address",
    [
        "maria@example.org\nBcc: all@example.org",
        "maria@example.org\r\nDATA",
        "maria@example.org, all@example.org",
        "",
        "\0",
    ],
)
def test_an_address_that_is_none_is_refused_and_nothing_is_sent(server, mailbox, address):
    found = notifier_of(server).send(new_id(), Message(address, "Hello", "x", "en"))
    assert found == Refused("address_refused")
    assert mailbox.letters == []


@pytest.mark.parametrize("able", [True, False])
def test_an_arabic_address_is_for_servers_that_can_read_it(mailbox, able):
    address = "مريم@example.org"
    controller = Controller(mailbox, hostname="127.0.0.1", port=_free_port(), enable_SMTPUTF8=able)
    controller.start()
    found = notifier_of(controller).send(new_id(), Message(address, "Hello", "x", "ar"))
    controller.stop()
    assert isinstance(found, Accepted) if able else found == Refused("address_refused")
    assert [arrived.to for arrived in mailbox.arrived()] == [address] * able


def test_a_subject_cannot_add_a_header(server, mailbox):
    trick = Message("maria@example.org", "Hello\nBcc: all@example.org", "x", "en")
    notifier_of(server).send(new_id(), trick)
    assert mailbox.letters[0]["Bcc"] is None


def test_a_server_that_is_silent_is_waited_for_only_so_long():
    with socket.create_server(("127.0.0.1", 0)) as mute:
        notifier = EmailNotifier("127.0.0.1", mute.getsockname()[1], timeout_seconds=0.2)
        start = time.monotonic()
        assert notifier.send(new_id(), HELLO) == Unknown()
        assert time.monotonic() - start < 2


def test_a_server_that_talks_nonsense_is_unknown():
    with socket.create_server(("127.0.0.1", 0)) as mute:
        mute.listen()
        client = EmailNotifier("127.0.0.1", mute.getsockname()[1], timeout_seconds=2)

        def nonsense():
            line, _ = mute.accept()
            with line:
                line.sendall(b"HTTP/1.1 400 Bad Request\r\n\r\n")

        speaker = Thread(target=nonsense)
        speaker.start()
        assert client.send(new_id(), HELLO) == Unknown()
        speaker.join()


def test_the_password_is_not_shown(server):
    assert "secret" not in repr(notifier_of(server, user="maawin", password="secret"))


def test_a_password_goes_only_over_a_line_that_is_secured(server, mailbox):
    # This server offers no STARTTLS: nothing is sent, least of all the password.
    found = notifier_of(server, user="maawin", password="secret").send(new_id(), HELLO)
    assert found == Unknown()
    assert mailbox.letters == []


@pytest.fixture(scope="module")
def certificate(tmp_path_factory):
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    now = datetime.datetime.now(datetime.UTC)
    local = x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))])
    made = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - datetime.timedelta(days=1))
        .not_valid_after(now + datetime.timedelta(days=1))
        .add_extension(local, critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    place = tmp_path_factory.mktemp("tls") / "server.pem"
    plain = serialization.NoEncryption()
    form = serialization.PrivateFormat.PKCS8
    pem = serialization.Encoding.PEM
    place.write_bytes(key.private_bytes(pem, form, plain) + made.public_bytes(pem))
    return place


@pytest.fixture
def secure_server(mailbox, certificate):
    def known(server, session, envelope, mechanism, data):
        return AuthResult(success=(data.login, data.password) == (b"maawin", b"secret"))

    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(certificate)
    controller = Controller(
        mailbox, hostname="127.0.0.1", port=_free_port(), tls_context=context,
        require_starttls=True, authenticator=known, auth_required=True,
    )  # fmt: skip
    controller.start()
    yield controller
    controller.stop()


@pytest.mark.parametrize(("password", "arrives"), [("secret", True), ("wrong", False)])
def test_it_signs_in_over_a_secured_line(secure_server, mailbox, certificate, password, arrives):
    trusted = ssl.create_default_context(cafile=str(certificate))
    notifier = notifier_of(
        secure_server, user="maawin", password=password, tls=trusted, timeout_seconds=1
    )
    found = notifier.send(new_id(), HELLO)
    assert isinstance(found, Accepted) if arrives else found == Unknown()
    assert mailbox.secure == [True] * arrives


def test_a_server_that_nobody_vouches_for_gets_nothing(secure_server, mailbox):
    notifier = notifier_of(secure_server, user="maawin", password="secret")
    assert notifier.send(new_id(), HELLO) == Unknown()
    assert mailbox.letters == []
