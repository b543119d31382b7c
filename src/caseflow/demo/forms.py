"""The form of every move in the demo's story, as its officer would fill it in on that day."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_DOWN, Decimal
from typing import Any, Final

from caseflow.demo.cases import Case
from caseflow.demo.evaluation import evaluation
from caseflow.demo.merchants import Merchant
from caseflow.demo.people import HUB

NETS: Final = {"1": "480.00", "2": "360.00"}
VATS: Final = {"1": "100.80", "2": "75.60"}
_SHARES: Final = {"micro": Decimal("0.70"), "small": Decimal("0.70"), "medium": Decimal("0.60")}
_HUB_NAME: Final = "Paraugu digitālās inovācijas centrs"


@dataclass(frozen=True, slots=True)
class Scene:
    """One move: of which case and merchant, on which day, with which word; `course` are the days of the training."""

    case: Case
    merchant: Merchant
    day: date
    word: str
    evaluator: str
    course: tuple[date, date]
    printout: str

    @property
    def lines(self) -> tuple[str, ...]:
        """The marks of the lines of the application."""
        return tuple(NETS)[: self.case.courses]

    def title(self, line: str) -> str:
        """The course of a line."""
        return self.merchant.course if line == "1" else "Drošs darbs tīmeklī"


def form(trigger: str, scene: Scene) -> Mapping[str, Any]:
    """What is filled in for the trigger; empty where nothing is."""
    return _FORMS[trigger](scene) if trigger in _FORMS else {}


def _application(scene: Scene) -> dict[str, Any]:
    merchant, (first, last) = scene.merchant, scene.course
    costs = sum((Decimal(NETS[line]) for line in scene.lines), Decimal(0))
    lines = [
        {
            "line": line,
            "employee": merchant.employee,
            "person_code": merchant.person_code,
            "course": scene.title(line),
            "provider": "SIA “Parauga kursi”",
            "starts_on": str(first),
            "ends_on": str(last),
            "net": NETS[line],
            "vat": VATS[line],
        }
        for line in scene.lines
    ]
    return {
        "round": "r1" if scene.case.organisation == HUB else "r2",
        "applicant": {
            "kind": "merchant",
            "registration_number": merchant.number,
            "name": merchant.name,
            "address": merchant.address,
            "email": f"birojs@uznemums{merchant.number[-5:]}.example",
        },
        "size": merchant.size,
        "region": merchant.region,
        "description": f"Darbinieku digitālās prasmes: {merchant.course}.",
        "location": merchant.address.split(", ")[1],
        "starts_on": str(first),
        "ends_on": str(last),
        "regime": "gber" if scene.case.regulation == "gber" else "de_minimis",
        "aid_asked": str((costs * _SHARES[merchant.size]).quantize(Decimal("0.01"), ROUND_DOWN)),
        "lines": lines,
    }


def _clarification(scene: Scene) -> dict[str, Any]:
    return {"description": f"Darbinieku digitālās prasmes: {scene.merchant.course}; precizēts kursa saturs."}


def _gaps(_: Scene) -> dict[str, Any]:
    gap = {
        "sadala": "Izmaksas",
        "trukums": "Nav pievienots kursa cenas aprēķins.",
        "iesniedzams": "Kursa sniedzēja piedāvājums, kurā cena norādīta bez nodokļa.",
    }
    return {"gaps": [gap]}


def _tax(scene: Scene) -> dict[str, Any]:
    debt = scene.word or scene.case.debt
    form = {"total_debt": debt, "data_date": str(scene.day), "printout": scene.printout, "sheets": 1}
    return {**form, "extensions": list(scene.case.extensions)} if scene.case.extensions else form


def _maturity(scene: Scene) -> dict[str, Any]:
    return {
        "tested_by_hub": True,
        "test_hub": _HUB_NAME,
        "tested_on": str(scene.day - timedelta(days=21)),
        "test_result": "41.5",
        "roadmap_number": f"CK-{scene.merchant.number[-4:]}",
        "roadmap_on": str(scene.day - timedelta(days=14)),
        "recommends_training": scene.word != "no",
        "roadmap_areas": scene.merchant.course,
    }


def _test(scene: Scene) -> dict[str, Any]:
    days = {"tested_on": str(scene.day - timedelta(days=3)), "roadmap_on": str(scene.day - timedelta(days=1))}
    return {**_maturity(scene), **days}


def _exclusion(_: Scene) -> dict[str, Any]:
    ground = {
        "pamats": "B-EXC-14",
        "persona": "officer",
        "likums": "criminal_law",
        "pants": "218",
        "nolemums": "judgment",
        "speka": "2023-05-10",
        "avots": "Sodu reģistra izziņa",
    }
    return {"exclusion": [ground]}


def _exclusion_refusal(scene: Scene) -> dict[str, Any]:
    heard = "record_views" in scene.case.moves
    return {"answer": "spriedums pārbaudes dienā bija spēkā un amatpersona nebija atcelta"} if heard else {}


def _contract(scene: Scene) -> dict[str, Any]:
    return {
        "representative": scene.merchant.employee,
        "office": "Valdes loceklis" if scene.merchant.employee.split(" ")[0][-1] in "so" else "Valdes locekle",
        "basis": "statūti",
        "own_basis": "statūti",
        "invoice_days": 21,
    }


def _result(scene: Scene) -> dict[str, Any]:
    first, last = scene.course
    if scene.word == "dropped":
        return {"line": "1", "completed": False, "started_on": str(first), "ended_on": str(last)}
    done = {"line": scene.word, "completed": True, "started_on": str(first), "ended_on": str(last), "hours": 16}
    return {**done, "certificate": scene.printout}


def _claim(scene: Scene) -> dict[str, Any]:
    asked = [
        {"line": line, "title": scene.title(line), "net": NETS[line], "vat": VATS[line]}
        | ({} if line in scene.case.unpaid else {"paid_on": str(scene.course[1])})
        for line in scene.lines
    ]
    proofs = [{"line": line, "file": scene.printout} for line in scene.lines]
    return {"account": "LV00TEST0000000000001", "asked": asked, "proofs": proofs}


def _papers(_: Scene) -> dict[str, Any]:
    paper = {"line": "1", "gap": "Nav maksājuma apliecinājuma.", "wanted": "Bankas izdruka par kursa samaksu."}
    return {"papers": [paper]}


def _found(scene: Scene) -> dict[str, Any]:
    good = {"in_roadmap": True, "duplicate": False, "completion_proven": True}
    unpaid = scene.case.unpaid
    return {"found": [{"line": line, **good, "payment_proven": line not in unpaid} for line in scene.lines]}


def _invoice(scene: Scene) -> dict[str, Any]:
    number, due_on = f"R-{scene.merchant.number[-4:]}", scene.day + timedelta(days=21)
    return {"invoice_number": number, "invoice_on": str(scene.day), "vat": "100.80", "due_on": str(due_on)}


def _retest(scene: Scene) -> dict[str, Any]:
    reached = {"indicator": "Automatizēti biroja procesi", "target": "vismaz 3", "reached": "4", "fulfilment": "full"}
    on = str(scene.day - timedelta(days=1))
    return {"retest_hub": _HUB_NAME, "retested_on": on, "retest_result": scene.word, "indicators": [reached]}


def _breach(scene: Scene) -> dict[str, Any]:
    circumstances = ["Komersanta deklarētais lielums neatbilst gada pārskatiem."]
    return {"found_on": str(scene.day), "breach": "declaration", "circumstances": circumstances}


def _recovered(scene: Scene) -> dict[str, Any]:
    return {"evidence": scene.printout, "how": "repaid"}


_FORMS: Final[Mapping[str, Callable[[Scene], Mapping[str, Any]]]] = {
    "open": _application,
    "assign": lambda scene: {"assignee": scene.word},
    "request_clarification": _gaps,
    "record_clarification": _clarification,
    "record_tax_check": _tax,
    "record_maturity": _maturity,
    "report_test": _test,
    "assign_evaluators": lambda scene: {"assigned": [{"person": scene.evaluator, "part": "expert"}]},
    "record_evaluation": lambda scene: evaluation(scene.case, scene.merchant, _application(scene), str(scene.day)),
    "invite_views": _exclusion,
    "record_views": lambda _: {"views": "Komersants lūdz ņemt vērā, ka spriedums ir pārsūdzēts."},
    "propose_exclusion_refusal": _exclusion_refusal,
    "propose_refusal": lambda scene: {"grounds": [scene.case.ground]},
    "extend_decision": lambda _: {"months": 2},
    "prepare_contract": _contract,
    "record_contract": lambda scene: {"signed_on": str(scene.day)},
    "start_training": lambda scene: {"started_on": str(scene.day)},
    "record_result": _result,
    "issue_certificate": lambda scene: {"line": scene.word},
    "hand_in_claim": _claim,
    "request_documents": _papers,
    "record_check": _found,
    "record_payment": lambda scene: {"paid_on": str(scene.day), "order": scene.printout},
    "fix_aid_value": _invoice,
    "record_retest": _retest,
    "open_recovery": _breach,
    "record_breach_views": lambda scene: {"received_on": str(scene.day)},
    "dismiss_recovery": lambda scene: {"evidence": scene.printout},
    "end_recovery": _recovered,
}
