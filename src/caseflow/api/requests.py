"""What programs send: the bodies of the requests that open cases and make moves, or ask what they would do."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Final

from pydantic import ConfigDict, Field

from caseflow.api.documents import SHA256
from caseflow.api.session import Body, Name
from caseflow.engine.built_in import CLOSE_TASK, NOTE
from caseflow.engine.facts import Override
from caseflow.moves import Request
from caseflow.moves.request import OPEN

TEXT: Final = r"^[^\x00-\x08\x0b\x0c\x0e-\x1f\x7f]*$"
"""Text on several lines that a database can keep."""
Written = Annotated[
    str, Field(min_length=1, max_length=4000, pattern=TEXT, description="What somebody wrote; it is kept.")
]
_FORM = "Fields of the form by name; amounts and days as text, documents by their SHA-256."


class OpenCase(Body):
    """A case to open."""

    model_config = ConfigDict(
        json_schema_extra={
            "example": {
                "workflow": "enterprise-skills/beneficiary",
                "organisation": "association",
                "form": {
                    "round": "r2",
                    "applicant": {
                        "kind": "merchant",
                        "registration_number": "40003000017",
                        "name": "SIA “Vēja dēļi”",
                        "address": "Kokneses iela 2, Cēsis, LV-4100",
                    },
                },
            }
        }
    )

    workflow: Name = Field(description="PROGRAMME/WORKFLOW.")
    organisation: Name = Field(description="Slug of the organisation that keeps the case.")
    form: dict[str, Any] = Field(default_factory=dict, description=_FORM)
    on: date | None = Field(None, description="Legal date, where not today.")
    reason: str | None = Field(None, description="Why; earlier dates need one.")

    def asked(self) -> Request:
        """The request that `apply` takes."""
        return Request(OPEN, None, self.workflow, self.organisation, self.form, self.on, self.reason)


class GuardSetAside(Body):
    """A head's written decision to pass a guard."""

    guard: Name = Field(description="requires, demands or not_by.")
    reason: str


class MakeMove(Body):
    """A move to make."""

    model_config = ConfigDict(
        json_schema_extra={
            "example": {
                "trigger": "record_tax_check",
                "form": {"total_debt": "1 234,50", "data_date": "2024-03-06", "printout": "ab" * 32, "sheets": 1},
            }
        }
    )

    trigger: Name = Field(description="As the offers name it.")
    form: dict[str, Any] = Field(default_factory=dict, description=_FORM)
    on: date | None = Field(None, description="Legal date, where not today.")
    reason: str | None = Field(None, description="Why; earlier dates need one.")
    override: GuardSetAside | None = None

    def asked(self, ref: str, version: int | None) -> Request:
        """The request that `apply` takes."""
        aside = Override(self.override.guard, self.override.reason) if self.override else None
        return Request(
            self.trigger, ref, form=self.form, on=self.on, reason=self.reason, version=version, override=aside
        )


class AddNote(Body):
    """A note to add to a case's history."""

    model_config = ConfigDict(json_schema_extra={"example": {"text": "Komersants zvanīja un precizēja kontaktus."}})

    text: Written
    document: str | None = Field(None, pattern=SHA256, description="SHA-256 of a document that was handed in.")

    def asked(self, ref: str, version: int | None) -> Request:
        """The request that `apply` takes."""
        form = {"document": self.document} if self.document else {}
        return Request(NOTE, ref, form=form, reason=self.text, version=version)


class GiveReason(Body):
    """Something to do with its reason."""

    model_config = ConfigDict(json_schema_extra={"example": {"reason": "Vēstulē norādīts nepareizs adresāts."}})

    reason: Written

    def asked(self, ref: str, task: str, version: int | None) -> Request:
        """The request that closes a task."""
        return Request(CLOSE_TASK, ref, form={"task": task}, reason=self.reason, version=version)


class HandOver(Body):
    """A letter that was given to the post, or to the addressee in person."""

    model_config = ConfigDict(json_schema_extra={"example": {"on": "2024-03-05", "in_person": False}})

    on: date | None = Field(None, description="The day, at most today; default today.")
    in_person: bool = Field(False, description="The addressee signed for it.")
