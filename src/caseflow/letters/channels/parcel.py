"""A registered letter as a channel takes it: bytes, addressee, and names that stay the same at every try."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from email.message import EmailMessage
from email.utils import format_datetime
from typing import Final

from caseflow.errors import CaseflowError
from caseflow.letters.sending import file_name

PDF: Final = "application/pdf"
CONTAINER: Final = "application/vnd.etsi.asic-e+zip"
_BODY: Final = "Pievienota vēstule Nr. {number} ({title}).\n\n{link}{author}\n"
_LINK: Final = (
    "Līdz {until} vēstuli var atvērt arī šeit:\n{link}\n"
    "Atverot vēstuli ar saiti, lietā paliek atzīme par atvēršanas laiku.\n\n"
)


class ChannelFault(CaseflowError):
    """The channel did not take the letter this time; it may do so later."""


class ChannelRefusal(ChannelFault):
    """The channel will never take this letter: no address, or one that is refused."""


@dataclass(frozen=True, slots=True)
class Parcel:
    """One letter on its way; `data` is what goes out: the signed container where there is one, else the PDF."""

    id: str
    organisation: str
    author: str
    sender: str
    recipient: str | None
    number: str
    year: int
    case: str
    title: str
    data: bytes
    media_type: str
    link: str | None = None
    link_until: date | None = None

    @property
    def stem(self) -> str:
        """The name of the letter's files: year and number, so that no two letters share it."""
        return f"{self.year}_{file_name(self.number)}"

    @property
    def file(self) -> str:
        """The name of the file that goes out."""
        return f"{self.stem}.{'pdf' if self.media_type == PDF else 'asice'}"

    @property
    def message_id(self) -> str:
        """The same at every attempt, so that a mail that was sent twice is known as one."""
        return f"<{self.id}@{self.sender.rpartition('@')[2] or 'localhost'}>"

    def mail(self, at: datetime) -> EmailMessage:
        """The letter as a mail. Raises ChannelRefusal without an address."""
        if not self.recipient:
            raise ChannelRefusal("the addressee has no e-mail address")
        mail = EmailMessage()
        mail["Message-ID"] = self.message_id
        mail["Date"] = format_datetime(at)
        mail["From"] = self.sender
        mail["To"] = self.recipient
        mail["Subject"] = f"{self.title} (Nr. {self.number})"
        link = _LINK.format(link=self.link, until=f"{self.link_until:%d.%m.%Y.}") if self.link else ""
        mail.set_content(_BODY.format(number=self.number, title=self.title, author=self.author, link=link))
        kind, _, subtype = self.media_type.partition("/")
        mail.add_attachment(self.data, maintype=kind, subtype=subtype, filename=self.file)
        return mail
