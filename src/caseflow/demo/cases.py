"""The cases of the demo: one of each merchant, in the order of `merchants.py`, told as the moves that it has made."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from caseflow.demo.people import ASSOCIATION, HUB


@dataclass(frozen=True, slots=True)
class Case:
    """The history of one case in short.

    `moves` is a line of triggers from the day `begins` (month and day of 2023) on: `trigger:word` hands a word to its
    form, `trigger+2` is two working days after the move before, `trigger@12-27` on that day; without either, the
    usual time passes. `debt` and `extensions` (EUR) are of the tax check, `changes` of the evaluation's form, `ground`
    of a refusal; `courses` counts the lines, `unpaid` those of them whose payment was not proven.
    """

    organisation: str
    begins: str
    moves: str
    debt: str = "0.00"
    extensions: tuple[Mapping[str, str], ...] = ()
    changes: Mapping[str, Any] = field(default_factory=dict)
    ground: Mapping[str, Any] = field(default_factory=dict)
    regulation: str = "gber"
    courses: int = 1
    unpaid: tuple[str, ...] = ()


SUBMITTED: Final = "open submit"
CHECKED: Final = f"{SUBMITTED} record_tax_check"
TESTED: Final = f"{CHECKED} record_maturity"
IN_EVALUATION: Final = f"{TESTED} assign_evaluators declare_interest begin_evaluation"
EVALUATED: Final = f"{IN_EVALUATION} record_evaluation"
PROPOSED: Final = f"{EVALUATED} assess_award propose_award"
AWARDED: Final = f"{PROPOSED} sign_award"
SENT: Final = f"{AWARDED} prepare_contract sign_contract"
CONTRACTED: Final = f"{SENT} record_contract"
TRAINING: Final = f"{CONTRACTED} start_training"
TRAINED: Final = f"{TRAINING} record_result:1 issue_certificate:1 finish_training"
CLAIMED: Final = f"{TRAINED} hand_in_claim"
PAID: Final = f"{CLAIMED} record_check approve_claim record_payment"
SETTLED: Final = f"{TRAINED} fix_aid_value"
AT_ONCE: Final = (
    f"{CHECKED} record_maturity+0 assign_evaluators+0 declare_interest begin_evaluation record_evaluation+1 "
    "assess_award+0 propose_award sign_award+0 prepare_contract+1 sign_contract+0 record_contract+0 start_training+1 "
    "record_result:1+0 issue_certificate:1+0 finish_training fix_aid_value+1 call_retest+0"
)
"""Eight days from the application to the call, so that three months later the second test is overdue."""
REFUSED: Final = f"{EVALUATED} propose_refusal sign_refusal"
CONVICTED: Final = {
    "findings": [
        {
            "role": "board_member",
            "act": "criminal_law",
            "provision": "218",
            "decision": "judgment",
            "final_on": "2023-05-10",
            "marked": False,
            "lenient": False,
        }
    ]
}
TRANSPORT: Final = {"aided_sectors": ["transport"]}
INCINERATION: Final = {"veids": "dnsh", "darbiba": "2b", "fakts": "Paredzēta atkritumu sadedzināšana."}
HARM: Final = {"activities": [{"harm": "2b", "permit": True}]}

CASES: Final = (
    # Before the evaluation
    Case(ASSOCIATION, "12-27", "open"),
    Case(ASSOCIATION, "12-28", "open"),
    Case(ASSOCIATION, "12-21", "open submit@12-22 assign:ilze"),  # its tax check is due forty seconds after the start
    Case(ASSOCIATION, "12-27", SUBMITTED),
    Case(ASSOCIATION, "12-28", SUBMITTED),
    Case(ASSOCIATION, "12-11", CHECKED),
    Case(ASSOCIATION, "12-14", CHECKED, debt="150.00"),
    Case(ASSOCIATION, "12-18", CHECKED, debt="150.01"),
    Case(ASSOCIATION, "11-30", f"{CHECKED} sign_refusal", debt="812.40"),
    Case(ASSOCIATION, "12-05", f"{SUBMITTED} withdraw"),
    Case(ASSOCIATION, "12-13", f"{CHECKED} record_clarification@12-27", debt="320.00"),
    Case(HUB, "12-28", "open"),
    Case(HUB, "12-20", SUBMITTED),
    Case(HUB, "12-27", SUBMITTED),
    Case(HUB, "12-12", CHECKED, debt="640.00", extensions=({"amount": "640.00", "decided_on": "2023-11-20"},)),
    Case(HUB, "12-19", CHECKED, debt="2310.75"),
    Case(HUB, "12-01", f"{CHECKED} sign_refusal@12-27", debt="4120.00"),
    Case(HUB, "12-06", f"{CHECKED} withdraw"),
    Case(HUB, "12-15", f"{CHECKED} suspend"),
    Case(HUB, "12-07", f"{CHECKED}:950.20 return_refusal record_tax_check:95.20"),
    Case(ASSOCIATION, "12-18", f"{SUBMITTED} request_clarification"),
    Case(ASSOCIATION, "12-01", f"{SUBMITTED} request_clarification"),
    Case(HUB, "11-30", f"{SUBMITTED} request_clarification propose_silent_refusal@12-21"),
    Case(ASSOCIATION, "11-13", f"{SUBMITTED} request_clarification propose_silent_refusal@12-04 sign_refusal"),
    Case(ASSOCIATION, "11-23", f"{CHECKED} refer_to_test"),
    Case(HUB, "09-18", f"{CHECKED} refer_to_test"),
    Case(HUB, "11-22", f"{CHECKED} refer_to_test report_test record_tax_check extend_decision"),
    # The evaluation, the hearing, the refusal
    Case(ASSOCIATION, "12-12", TESTED),
    Case(HUB, "12-11", f"{TESTED} assign_evaluators"),
    Case(ASSOCIATION, "12-08", IN_EVALUATION),
    Case(HUB, "12-11", EVALUATED, changes=CONVICTED),
    Case(ASSOCIATION, "12-07", f"{EVALUATED} invite_views@12-20", changes=CONVICTED),
    Case(HUB, "12-01", f"{EVALUATED} invite_views record_views", changes=CONVICTED),
    Case(ASSOCIATION, "11-29", f"{EVALUATED} invite_views record_views propose_exclusion_refusal", changes=CONVICTED),
    Case(HUB, "11-06", f"{EVALUATED} invite_views propose_exclusion_refusal@12-05 sign_refusal", changes=CONVICTED),
    Case(ASSOCIATION, "12-08", EVALUATED, changes=TRANSPORT),
    Case(HUB, "12-06", EVALUATED),
    Case(ASSOCIATION, "12-05", EVALUATED, changes=HARM),
    Case(HUB, "12-04", f"{EVALUATED} propose_refusal", changes=HARM, ground=INCINERATION),
    # The award and the contract
    Case(ASSOCIATION, "12-04", PROPOSED),
    Case(HUB, "12-05", PROPOSED, regulation="dm1407"),
    Case(ASSOCIATION, "12-01", AWARDED, regulation="dm1407"),
    Case(HUB, "12-01", f"{AWARDED} prepare_contract"),
    Case(ASSOCIATION, "11-29", SENT),
    Case(HUB, "10-09", SENT),  # the merchant never signed: lapsed after thirty working days
    Case(HUB, "11-27", f"{AWARDED} withdraw"),
    # The training and what follows it
    Case(ASSOCIATION, "11-24", CONTRACTED),
    Case(HUB, "11-21", TRAINING),
    Case(HUB, "11-13", TRAINED),
    Case(ASSOCIATION, "11-14", TRAINED),
    Case(ASSOCIATION, "10-30", f"{TRAINING} record_result:dropped finish_training"),
    Case(HUB, "11-06", CLAIMED),
    Case(HUB, "11-01", f"{CLAIMED} request_documents@12-18"),
    Case(HUB, "10-30", f"{CLAIMED} request_documents receive_documents"),
    Case(HUB, "10-26", f"{CLAIMED} record_check"),
    Case(HUB, "10-24", f"{CLAIMED} record_check approve_claim@12-20"),
    Case(
        HUB,
        "10-20",
        f"{TRAINING} record_result:1 record_result:2+0 issue_certificate:1 finish_training hand_in_claim record_check "
        "approve_part@12-19",
        courses=2,
        unpaid=("2",),
    ),
    Case(HUB, "10-13", f"{CLAIMED} record_check reject_claim", unpaid=("1",)),
    Case(HUB, "10-16", f"{CLAIMED} withdraw"),
    Case(HUB, "10-25", f"{CLAIMED} record_check approve_claim record_payment@12-22"),
    Case(ASSOCIATION, "11-06", f"{TRAINED} fix_aid_value@12-22"),
    # The second test, and a breach
    Case(ASSOCIATION, "10-12", f"{SETTLED} call_retest"),
    Case(ASSOCIATION, "09-18", AT_ONCE),
    Case(HUB, "10-05", f"{PAID} call_retest record_retest:41.5@12-12"),
    Case(ASSOCIATION, "10-10", f"{SETTLED} call_retest record_retest:58.0@12-20"),
    Case(HUB, "10-03", f"{PAID} record_retest:52.5@12-11 sign_opinion"),
    Case(ASSOCIATION, "09-27", f"{SETTLED} record_retest:63.5@11-27 sign_opinion close_case"),
    Case(HUB, "10-11", f"{PAID} open_recovery@12-21"),
    Case(ASSOCIATION, "10-02", f"{SETTLED} call_retest open_recovery record_breach_views dismiss_recovery"),
    Case(HUB, "09-25", f"{PAID} open_recovery record_breach_views end_recovery"),
    # Refused on each other ground that an evaluation can find in 2023
    Case(
        HUB,
        "11-14",
        f"{TESTED}:no propose_refusal sign_refusal",
        ground={"veids": "not_recommended", "fakts": "Ceļa kartē ieteikta tikai iekārtu atjaunošana."},
    ),
    Case(HUB, "11-15", REFUSED, changes=HARM, ground=INCINERATION),
    Case(
        ASSOCIATION,
        "11-16",
        REFUSED,
        changes={"first_order_on": "2023-11-10"},
        ground={"veids": "started", "fakts": "Kurss pasūtīts pirms pieteikuma.", "diena": "2023-11-10"},
    ),
    Case(
        HUB,
        "11-17",
        REFUSED,
        changes={"earlier": True},
        ground={"veids": "duplicates", "fakts": "Nodarbinātais šo kursu jau apguva šajā investīcijā."},
    ),
    Case(
        ASSOCIATION,
        "11-21",
        REFUSED,
        regulation="dm1407",
        changes={"prior_aid": "199900.00"},
        ground={
            "veids": "no_headroom",
            "fakts": "Agrākais atbalsts ir 199 900,00 EUR.",
        },
    ),
    Case(
        HUB,
        "11-22",
        REFUSED,
        changes={"losses": "2400.01"},
        ground={"veids": "difficulty", "fakts": "Uzkrātie zaudējumi pārsniedz pusi no parakstītā kapitāla."},
    ),
    Case(
        ASSOCIATION,
        "11-23",
        REFUSED,
        changes={"aided_sectors": ["export"]},
        ground={"veids": "sector", "fakts": "Atbalstu izmantotu ar eksportu saistītām darbībām."},
    ),
    Case(
        HUB,
        "11-24",
        REFUSED,
        changes={"registered_in_latvia": False},
        ground={"veids": "not_eligible", "fakts": "Komersants nav reģistrēts Latvijā."},
    ),
    Case(
        ASSOCIATION,
        "11-27",
        REFUSED,
        changes={"level": 7},
        ground={"veids": "content", "fakts": "Kursa līmenis pārsniedz DigComp 6. līmeni."},
    ),
    Case(
        HUB,
        "11-28",
        REFUSED,
        changes={"recovery_outstanding": True},
        ground={"veids": "recovery_order", "fakts": "Nav izpildīts Eiropas Komisijas atgūšanas rīkojums."},
    ),
)
