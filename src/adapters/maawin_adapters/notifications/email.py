"""Notices by e-mail (M5), through a mail server that the operator names."""

from __future__ import annotations

import re
import smtplib
import ssl
from email.message import EmailMessage
from uuid import UUID

from attrs import field, frozen

from maawin_core.kernel.answer import Accepted, Answer, Refused, Unknown
from maawin_core.ports.notifier import Message

REFUSED = Refused("address_refused")

_ADDRESS = re.compile(r"[^\s\x00-\x20<>,;]+@[^\s\x00-\x20<>,;@]+")


@frozen
class EmailNotifier:
    """Hands messages to an SMTP server. *starttls* is on whenever there is a password to protect.

    The call is the message's `Message-ID`, so that a mailbox shows a message sent twice as one.
    """

    host: str
    port: int = 25
    sender: str = "maawin@localhost"
    user: str = ""
    password: str = field(default="", repr=False)
    starttls: bool = field()
    timeout_seconds: float = 10.0
    tls: ssl.SSLContext = field(factory=ssl.create_default_context, repr=False)

    @starttls.default
    def _never_a_password_in_the_open(self) -> bool:
        return bool(self.user)

    def send(self, call: UUID, message: Message) -> Answer:
        if not _ADDRESS.fullmatch(message.to):
            return REFUSED
        letter = self._letter(call, message)
        try:
            self._hand_over(letter, message.to)
        except smtplib.SMTPRecipientsRefused as fault:
            codes = [code for code, _ in fault.recipients.values()]
            return REFUSED if min(codes) >= 500 else Unknown()
        except smtplib.SMTPDataError as fault:
            return REFUSED if fault.smtp_code >= 500 else Unknown()
        except smtplib.SMTPNotSupportedError:  # of letters in the address, or of a secured line
            return Unknown() if message.to.isascii() else REFUSED
        except OSError:  # of it is every trouble of smtplib, and of the line
            return Unknown()
        return Accepted(letter["Message-ID"])

    def _letter(self, call: UUID, message: Message) -> EmailMessage:
        letter = EmailMessage()
        letter["Message-ID"] = f"<{call}@{self._domain}>"
        letter["From"] = self.sender
        letter["To"] = message.to
        letter["Subject"] = " ".join(message.subject.split())
        letter["Content-Language"] = message.language
        letter["Auto-Submitted"] = "auto-generated"
        letter.set_content(message.text)
        return letter

    def _hand_over(self, letter: EmailMessage, to: str) -> None:
        with smtplib.SMTP(
            self.host, self.port, local_hostname=self._domain, timeout=self.timeout_seconds
        ) as server:
            if self.starttls:
                server.starttls(context=self.tls)
            if self.user:
                server.login(self.user, self.password)
            server.send_message(letter, self.sender, [to])

    @property
    def _domain(self) -> str:
        return self.sender.rpartition("@")[2].rstrip(">")
