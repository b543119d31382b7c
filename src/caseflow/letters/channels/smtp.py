"""Mail by SMTP: `smtp://` (STARTTLS where the server offers it) or `smtps://`, with the user's name in the URL."""

from __future__ import annotations

import smtplib
import ssl
from email.message import EmailMessage
from typing import Final
from urllib.parse import unquote, urlsplit

from caseflow.errors import BadInput
from caseflow.letters.channels.parcel import ChannelFault, ChannelRefusal

TIMEOUT_S: Final = 30.0
_PORTS: Final = {"smtp": 25, "smtps": 465}


def send(url: str, mail: EmailMessage) -> None:
    """Hand the mail to the server.

    Raises ChannelRefusal when the server will never take it, ChannelFault when it may later, BadInput for a bad URL.
    """
    parts = urlsplit(url)
    if parts.scheme not in _PORTS or not parts.hostname:
        raise BadInput("CASEFLOW_SMTP_URL: write smtp://host:port or smtps://user:password@host")
    try:
        with _connection(parts.scheme, parts.hostname, parts.port or _PORTS[parts.scheme]) as server:
            if parts.username and parts.password:
                server.login(unquote(parts.username), unquote(parts.password))
            server.send_message(mail)
    except smtplib.SMTPRecipientsRefused as refused:
        code, answer = next(iter(refused.recipients.values()))
        raise _refused(code, answer) from None
    except smtplib.SMTPResponseException as refused:
        raise _refused(refused.smtp_code, refused.smtp_error) from None
    except (smtplib.SMTPException, OSError) as error:
        raise ChannelFault(f"the mail server does not answer as it should ({error})") from None


def _connection(scheme: str, host: str, port: int) -> smtplib.SMTP:
    context = ssl.create_default_context()
    if scheme == "smtps":
        return smtplib.SMTP_SSL(host, port, timeout=TIMEOUT_S, context=context)
    server = smtplib.SMTP(host, port, timeout=TIMEOUT_S)
    server.ehlo()
    if server.has_extn("starttls"):
        server.starttls(context=context)
    return server


def _refused(code: int, answer: bytes | str) -> ChannelFault:
    """5xx is for good, except for what concerns our own sign-in."""
    text = answer.decode(errors="replace") if isinstance(answer, bytes) else answer
    kind = ChannelRefusal if 550 <= code <= 559 else ChannelFault
    return kind(f"the mail server answered {code}: {text}")
