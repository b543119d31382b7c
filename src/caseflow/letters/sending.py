"""What an organisation's profile says of its letters: undo window, series of numbers, signatory, channels, signing."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any, Final, Literal

from caseflow.letters.errors import BadContext
from caseflow.letters.links import Links
from caseflow.letters.registration import Signatory

Channel = Literal["email", "post", "official_address"]
Signs = Literal["container", "outside, recorded", "no"]

UNDO_MINUTES: Final = 10
STATE_BODIES: Final = frozenset({"agency", "ministry", "state_institution"})
BY_SIGNATORY: Final = "by signatory"
_NUMBER: Final = "{number}"


@dataclass(frozen=True, slots=True)
class Sending:
    """How one organisation's letters go out; `kind` is the organisation's, `prefix` begins its case numbers.

    `signs`: `container` (a signed file is uploaded, and its bytes are sent), `outside, recorded` (a person records
    that the letter was signed elsewhere) or `no` (nothing is signed electronically).
    """

    kind: str
    prefix: str
    undo: timedelta
    series: Mapping[str, str]
    signatory: Signatory | None
    channel: Channel
    channels: frozenset[str]
    delegated_task: bool
    signs: Signs
    registered_post: bool
    e_signs: bool
    links: Links | None = None

    @classmethod
    def of(cls, kind: str, prefix: str, profile: Mapping[str, Any]) -> Sending:
        """Read the profile; what it does not say is as design and law have it by default."""
        channel: Channel = profile.get("channel", "email")
        signatory = profile.get("signatory")
        return cls(
            kind=kind,
            prefix=prefix,
            undo=undo_window(profile),
            series=profile.get("series", {}),
            signatory=Signatory(signatory["name"], signatory["office"]) if signatory else None,
            channel=channel,
            channels=frozenset(profile.get("channels") or (channel, "post")),
            delegated_task=profile.get("delegated_task", False),
            signs=profile.get("signs", "container"),
            registered_post=profile.get("post", "registered") == "registered",
            e_signs=profile.get("letterhead", {}).get("e_signs", False),
            links=_links(profile.get("letter_links")),
        )

    def with_series(self, written: Mapping[str, str]) -> Sending:
        """The same with the programme's way to write numbers, where the organisation has none of its own."""
        return replace(self, series={**written, **self.series})

    def checked_channel(self) -> Channel:
        """The channel of a new letter. Raises BadContext for one that the organisation may not use (Z-NOT-07)."""
        if self.channel not in self.channels:
            allowed = ", ".join(sorted(self.channels))
            raise BadContext(f"channel {self.channel}: not among the channels of the organisation ({allowed})")
        if self.channel == "official_address" and not (self.kind in STATE_BODIES or self.delegated_task):
            raise BadContext(
                "channel official_address: only a State institution, or a body with a delegated State task, may use "
                "the official electronic address (Z-NOT-07); choose email or post in the organisation's profile"
            )
        return self.channel

    def prints_e_signature(self, release: str) -> bool:
        """Whether a letter says that it is signed electronically: only where somebody really signs it so."""
        return self.e_signs and self.needs_signature(self.channel, release)

    def needs_signature(self, channel: str, release: str) -> bool:
        """Whether the letter waits after registration until it is signed electronically."""
        return release == BY_SIGNATORY and channel != "post" and self.signs != "no"

    def presumption(self, channel: str, *, signed: bool) -> str:
        """The presumption of delivery that the channel carries (Z-NOT-01 to Z-NOT-05)."""
        if channel == "official_address":
            return "e_address"
        if channel == "post":
            return "registered_mail" if self.registered_post else "ordinary_mail"
        return "secure_email" if signed else "none"

    def number(self, series: str, ordinal: int, year: int) -> str:
        """The number of a letter in its series, as the profile writes it: `4-2/{number}`."""
        written = self.series.get(series, f"{{prefix}}/{series}/{_NUMBER}")
        return written.format(prefix=self.prefix, number=ordinal, year=year)

    def series_fault(self, series: str) -> str | None:
        """Why the series cannot be numbered: no place for the number, or the same form as another series."""
        written = self.series.get(series)
        if written is None:
            return None
        if not re.fullmatch(r"(?:[^{}]|\{(?:prefix|year|number)(?::0\d)?\})*", written) or "{number" not in written:
            return f"series {series}: {written!r} must hold {_NUMBER}; {{year}} and {{prefix}} may stand beside it"
        same = [
            name for name, other in self.series.items() if name != series and file_name(other) == file_name(written)
        ]
        return (
            f"series {series}: its numbers look like those of {same[0]}; give each series its own form"
            if same
            else None
        )


def _links(given: Mapping[str, Any] | None) -> Links | None:
    return Links(given["address"].rstrip("/"), given["days"]) if given else None


def undo_window(profile: Mapping[str, Any]) -> timedelta:
    """How long a move may be taken back before its letters are registered; ten minutes unless the profile says."""
    return timedelta(minutes=profile.get("undo_minutes", UNDO_MINUTES))


def release_at(profile: Mapping[str, Any], at: datetime) -> datetime:
    """The first instant at which a letter drafted or signed at `at` may be registered."""
    return at + undo_window(profile)


def file_name(number: str) -> str:
    """The number as part of a file's name: whatever is not a letter, digit, dot or hyphen becomes `_`."""
    return re.sub(r"[^\w.-]", "_", number)
