"""Who may receive a project, its papers, and whether it may already support merchants (B-APP, B-GEN-08)."""

from __future__ import annotations

from typing import Final, Literal, get_args

from caseflow.rules.answer import Check, failed, manual, passed
from caseflow.rules.registry import rule
from caseflow.rules.types import Count
from caseflow.words import message

ProjectState = Literal[
    "submitted",
    "in_evaluation",
    "approved_with_condition",
    "approved",
    "contracted",
    "in_implementation",
    "completed",
    "archived",
    "rejected",
    "rejected_no_funds",
    "withdrawn",
    "withdrawn_by_agency",
]
Attachment = Literal["de_minimis_procedure", "training_aid_procedure", "internal_control_system", "de_minimis_form"]

_SUPPORTING: Final[frozenset[ProjectState]] = frozenset({"contracted", "in_implementation"})
_ENDED: Final[frozenset[ProjectState]] = frozenset({"completed", "archived"})


@rule("B-APP-01", reference="application_day", source="S001 1.3/Pirmā kārta")
def hub_candidate(national_candidate_applied: bool, selected_under_article_16: bool) -> Check:
    """A round-1 recipient: the national candidate that applied to the Commission, or one it selected."""
    if national_candidate_applied or selected_under_article_16:
        return passed(message("rules_recipient.hub_candidate.passed"))
    return failed(message("rules_recipient.hub_candidate.failed"))


@rule("B-APP-02", reference="application_day", source="S001 1.3/Otrā kārta")
def association_candidate(registered_association: bool, represents_sector: bool) -> Check:
    """A round-2 recipient: an association of the Latvian register that represents enterprises of a sector."""
    if not registered_association:
        return failed(message("rules_recipient.association_candidate.not_registered"))
    if not represents_sector:
        return failed(message("rules_recipient.association_candidate.no_sector"))
    return passed(message("rules_recipient.association_candidate.passed"))


@rule("B-APP-03", reference="application_day", reading="Q-23", source="S001 1.3/Rādītāji")
def first_application(earlier_applications: Count) -> Check:
    """One application per applicant over both rounds."""
    if earlier_applications:
        return failed(message("rules_recipient.first_application.failed", n=earlier_applications))
    return passed(message("rules_recipient.first_application.passed"))


@rule("B-APP-06", reference="application_day", source="S001 1.3/priekšnosacījumi, /Pirmā kārta")
def recipient_papers_complete(attached: list[Attachment]) -> Check:
    """Both aid procedures, the internal control system and the de minimis form, in both rounds."""
    missing: list[Attachment] = [each for each in get_args(Attachment) if each not in attached]
    if missing:
        names = [message(f"rules_recipient.attachment.{each}") for each in missing]
        return failed(message("rules_recipient.recipient_papers_complete.failed", missing=names))
    return passed(message("rules_recipient.recipient_papers_complete.passed"))


@rule("B-GEN-08", source="S001 1.3, 1.3/Atbalsts")
def recipient_may_support(project_state: ProjectState) -> Check:
    """No award and no course before the recipient's contract; a project that has ended is for a person."""
    if project_state in _SUPPORTING:
        return passed(message("rules_recipient.recipient_may_support.passed"))
    if project_state in _ENDED:
        return manual(message("rules_recipient.recipient_may_support.ended"))
    return failed(message("rules_recipient.recipient_may_support.failed"))


AgreementStatus = Literal["draft", "signed", "in_implementation", "completed", "withdrawn"]


@rule("B-GEN-08", source="S001 1.3, 1.3/Atbalsts")
def agreement_allows_support(status: AgreementStatus | None) -> Check:
    """The recipient has an agreement that is signed and not withdrawn; one that has ended is for a person."""
    if status in ("signed", "in_implementation"):
        return passed(message("rules_recipient.recipient_may_support.passed"))
    if status == "completed":
        return manual(message("rules_recipient.recipient_may_support.ended"))
    return failed(message("rules_recipient.recipient_may_support.failed"))
