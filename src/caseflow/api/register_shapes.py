"""The register of de minimis aid as programs read it, and what they send to change it."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Annotated
from uuid import UUID

from pydantic import BeforeValidator, ConfigDict, Field
from typing_extensions import TypedDict

from caseflow.api import examples
from caseflow.api.requests import Written
from caseflow.api.session import WORD, Body, Name
from caseflow.engine.check_digits import registration_number_valid
from caseflow.engine.field_types import plain_amount
from caseflow.errors import BadInput

Amount = Annotated[Decimal, BeforeValidator(lambda given: plain_amount(given) if isinstance(given, str) else given)]
"""EUR, written `1234.50` or `1 234,50`."""
RegistrationNumber = Annotated[str, Field(pattern="^[0-9]{11}$", description="11 digits with a right check digit.")]


class UndertakingShape(TypedDict):
    """An enterprise of the register; `years` are the first days of its fiscal years."""

    id: UUID
    registration_number: str
    name: str
    years: list[date]


class AidShape(TypedDict):
    """Aid of a case or of another grantor, in EUR, as it stands after its postings."""

    id: UUID
    undertaking: UUID
    case: UUID | None
    grantor: str | None
    reference: str | None
    regulation: str
    road_freight: bool
    reserved_on: date | None
    granted_on: date | None
    reserved: str
    granted: str
    postings: int


class PartShape(TypedDict):
    """An enterprise in a change: absorbed or into, source or part; `equity` of a part."""

    undertaking: UUID
    role: str
    equity: str | None


class ChangeShape(TypedDict):
    """A merger or a split; `uses` gives the user of an aid, both by id."""

    id: UUID
    kind: str
    day: date
    parts: list[PartShape]
    uses: dict[str, str]
    reason: str
    entered_by: str
    entered_at: datetime


class CountedShape(TypedDict):
    """What counts for an undertaking, after mergers and splits."""

    id: str
    undertaking: str
    granted_on: date
    amount: str


class RegisterShape(TypedDict):
    """An undertaking, who is one with it, whose aid may count for them, and all that counts."""

    undertaking: UndertakingShape
    members: list[UndertakingShape]
    predecessors: list[UndertakingShape]
    aid: list[AidShape]
    changes: list[ChangeShape]
    counted: list[CountedShape]


class Enterprise(Body):
    """An enterprise by its number and name."""

    registration_number: RegistrationNumber
    name: Name

    @property
    def named(self) -> tuple[str, str]:
        """Number and name. Raises BadInput for a check digit that is wrong."""
        if not registration_number_valid(self.registration_number):
            raise BadInput(f"{self.registration_number}: no registration number, its check digit is wrong")
        return self.registration_number, self.name


class EnterAid(Enterprise):
    """Aid that somebody else has granted."""

    grantor: Name
    reference: Annotated[str, Field(min_length=1, max_length=64, pattern=WORD)]
    regulation: Name = Field(description="dm1407 or dm2831.")
    granted_on: date
    amount: Amount
    reason: Written


class CorrectAid(Body):
    """Another sum for entered aid."""

    reference: Name
    amount: Amount
    reason: Written


class Group(Body):
    """Enterprises that are one undertaking from a day on."""

    members: list[Enterprise]
    since: date | None = None
    reason: Written


class Leave(Body):
    """The last day on which an enterprise is one undertaking with others."""

    last_day: date
    reason: Written


class Merge(Body):
    """Enterprises that became part of another one."""

    absorbed: list[Enterprise]
    into: Enterprise
    on: date
    reason: Written


class SplitPart(Enterprise):
    """A part of a split with its equity by the books, in EUR."""

    equity: Amount


class Split(Body):
    """An enterprise that became several; `uses` gives the number of the part that uses an aid, by reference or id."""

    model_config = ConfigDict(json_schema_extra={"example": {"reason": "Uzņēmumu reģistra izraksts", **examples.SPLIT}})

    source: Enterprise
    parts: list[SplitPart]
    uses: dict[str, str] = Field(default_factory=dict)
    on: date
    reason: Written


class Withdraw(Body):
    """Why an entry was a mistake."""

    reason: Written
