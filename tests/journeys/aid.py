"""Cases with a contract on aid, and what is handed in and done after it.

A medium merchant; three lines are awarded (E-0507): K1 480.00, K2 515.50, K4 560.30 net, aid 933.48. K3 was not.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from caseflow.access.people import enter_user, grant
from caseflow.db import blobs
from caseflow.ledger.accounts import balances
from caseflow.ledger.agreements import NewAgreement, add_agreement, get_agreement
from caseflow.moves import Actor
from tests.journeys.award import REPRESENTED
from tests.journeys.evaluation import COURSE, SMALL, evaluated
from tests.journeys.ways import registered
from tests.moves.reading import rows
from tests.world import LINE, START, World

NETS = {"K1": "480.00", "K2": "515.50", "K3": "300.00", "K4": "560.30"}
NAMES = {"K1": "Anna Kalniņa", "K2": "Jānis Ozols", "K3": "Elīna Ābola", "K4": "Kārlis Zvirbulis"}
CODES = {"K1": "32000000017", "K2": "32000000025", "K3": "32000000199", "K4": "32000000207"}
TITLES = {"K1": "Datu drošība", "K2": "Datu analīze", "K3": "Tīmekļa veikals", "K4": "Projektu vadība"}
AWARDED = ("K1", "K2", "K4")
MEDIUM = {**SMALL, "staff": "120", "turnover": "20000000.00", "balance": "15000000.00"}
LINES = [
    {
        **LINE,
        "line": each,
        "employee": NAMES[each],
        "person_code": CODES[each],
        "course": TITLES[each],
        "net": net,
        "vat": "0.00",
    }
    for each, net in NETS.items()
]
PROOF = b"%PDF-1.7 certificate"
AGREEMENT = "2.3.1.2.i.0/{round}/24/A/001"
INDICATORS = [
    {"indicator": "Automatizēti biroja procesi", "target": "vismaz 3", "reached": "4", "fulfilment": "full"},
    {"indicator": "Datu rezerves kopiju kārtība", "target": "ieviesta", "reached": "daļēji", "fulfilment": "partial"},
]


def staffed(world: World) -> World:
    """The world with a payments officer, an expert of the hub, and an agreement for each round."""
    with world.office.database.write() as tx:
        users = dict(world.users)
        for name, role in {"payer": "payments_officer", "expert": "hub_expert"}.items():
            contact = {"vards_iss": name.title(), "talrunis": "60000001", "epasts": f"{name}@asociacija.example"}
            id = enter_user(tx, name, name.title(), {**contact, "office": "Speciāliste"})
            grant(tx, id, role, world.organisation, valid_from=date(2024, 1, 1), by="tests", reason="test", now=START)
            users[name] = Actor(id)
        for round in ("r1", "r2"):
            new = NewAgreement(
                number=AGREEMENT.format(round=round),
                organisation=world.organisation,
                programme="enterprise-skills",
                round=round,
                amount=Decimal("100000.00"),
                signed_on=date(2024, 1, 15),
            )
            add_agreement(tx, new, START.date())
    world.users = users
    return world


def approved(world: World, round: str = "r1", **found: Any) -> str:
    """The number of a case whose aid was granted on one day, at first Monday 4 March 2024.

    `found` is what its evaluation finds otherwise.
    """
    regime = "gber" if found.get("regulation", "gber") == "gber" else "de_minimis"
    application = {"round": round, "size": "medium", "lines": LINES, "aid_asked": "933.48", "regime": regime}
    changes = {**COURSE, "starts_on": "2024-04-08", "ends_on": "2024-04-12", "in_catalogue": True}
    courses = [
        {**changes, "line": each, "person": each, "course": f"C-{each}", "title": TITLES[each], "net": NETS[each]}
        | ({} if each in AWARDED else {"level": 7})
        for each in NETS
    ]
    ref = evaluated(world, application, **{"courses": courses, "years": [MEDIUM], **found})
    world.do("officer", "assess_award", ref)
    world.do("officer", "propose_award", ref)
    world.do("head", "sign_award", ref)
    return ref


def contracted(world: World, round: str = "r1", **found: Any) -> str:
    """The number of a case whose contract both sides signed on one day, at first Monday 4 March 2024."""
    ref = approved(world, round, **found)
    registered(world)
    world.do("officer", "prepare_contract", ref, form=dict(REPRESENTED))
    world.do("head", "sign_contract", ref)
    registered(world)
    world.do("officer", "record_contract", ref, form={"signed_on": f"{world.clock.now():%Y-%m-%d}"})
    return ref


def at(world: World, day: str) -> None:
    """Let it be ten o'clock in the morning (UTC) of that day; the clock's work is left for later."""
    world.clock.set(datetime.fromisoformat(f"{day}T10:00:00+00:00"))


def in_training(world: World, round: str = "r1", **found: Any) -> str:
    """The number of a case whose first course began on Monday 8 April 2024."""
    ref = contracted(world, round, **found)
    at(world, "2024-04-08")
    world.do("officer", "start_training", ref, form={"started_on": "2024-04-08"})
    return ref


def proof(world: World) -> str:
    """The SHA-256 of a stored certificate, which names a person."""
    with world.office.database.write() as tx:
        return blobs.put(tx, PROOF, "application/pdf")


def result(world: World, line: str, *, completed: bool = True, ended_on: str = "2024-04-12") -> dict[str, Any]:
    """How one line ended, with its certificate."""
    form = {"line": line, "completed": completed, "started_on": "2024-04-08", "ended_on": ended_on, "hours": 16}
    return {**form, "certificate": proof(world)}


def trained(world: World, round: str = "r1", completed: Sequence[str] = AWARDED, **found: Any) -> str:
    """The number of a case whose training ended on Monday 15 April 2024."""
    ref = in_training(world, round, **found)
    at(world, "2024-04-15")
    for line in AWARDED:
        world.do("officer", "record_result", ref, form=result(world, line, completed=line in completed))
    world.do("officer", "finish_training", ref)
    return ref


def claim_form(world: World, lines: Sequence[str] = AWARDED, **paid_on: str | None) -> dict[str, Any]:
    """What the merchant hands in; every line paid on 15 April 2024 unless said otherwise."""
    document = proof(world)
    asked = [
        {
            "line": each,
            "title": TITLES[each],
            "net": NETS[each],
            "vat": "0.00",
            "paid_on": paid_on.get(each, "2024-04-15"),
        }
        for each in lines
    ]
    return {
        "account": "LV00TEST0000000000001",
        "asked": asked,
        "proofs": [{"line": each, "file": document} for each in lines],
    }


def claimed(world: World, **claim: Any) -> tuple[str, str]:
    """The numbers of a case and of its claim, handed in on Monday 15 April 2024."""
    ref = trained(world)
    world.do("officer", "hand_in_claim", ref, form=claim_form(world, **claim))
    return ref, claim_of(world, ref)


def claim_of(world: World, ref: str) -> str:
    """The number of the claim that the case has opened."""
    ((claim,),) = rows(
        world, "SELECT k.ref FROM case_record k JOIN case_record c ON c.id = k.parent_id WHERE c.ref = ?", ref
    )
    return str(claim)


def found(lines: Sequence[str] = AWARDED, **changes: Mapping[str, bool]) -> dict[str, Any]:
    """The finding on each position: in the roadmap, taken once, proven, but for the changes by line."""
    good = {"in_roadmap": True, "duplicate": False, "completion_proven": True, "payment_proven": True}
    return {"found": [{"line": each, **good, **changes.get(each, {})} for each in lines]}


def reimbursed(world: World) -> tuple[str, str]:
    """The numbers of a case and its claim, paid in full on Monday 15 April 2024."""
    ref, claim = claimed(world)
    world.do("payer", "record_check", claim, form=found())
    world.do("head", "approve_claim", claim)
    world.do("payer", "record_payment", claim, form={"paid_on": "2024-04-15", "order": world.printout})
    return ref, claim


def invoice(**changes: str) -> dict[str, str]:
    """The association's invoice of 15 April 2024."""
    return {"invoice_number": "R-77", "invoice_on": "2024-04-15", "vat": "0.00", "due_on": "2024-05-06", **changes}


def settled(world: World) -> str:
    """The number of a case of round 2 whose aid in kind was settled on Monday 15 April 2024."""
    ref = trained(world, "r2")
    world.do("officer", "fix_aid_value", ref, form=invoice())
    return ref


def retest(outcome: str = "52.5", on: str = "2024-04-15") -> dict[str, Any]:
    """The second test as the hub reports it."""
    return {
        "retest_hub": "Paraugnovada digitālo inovāciju centrs",
        "retested_on": on,
        "retest_result": outcome,
        "indicators": INDICATORS,
    }


def closed(world: World) -> str:
    """The number of a case closed on Monday 15 April 2024 with everything fulfilled."""
    ref, _ = reimbursed(world)
    world.do("expert", "record_retest", ref, form=retest())
    world.do("head", "sign_opinion", ref)
    world.do("officer", "close_case", ref)
    return ref


def money(world: World, round: str = "r1") -> tuple[str, str]:
    """What is committed and paid on the agreement of the round; both are the sums of the postings."""
    with world.office.database.read() as tx:
        assert balances(tx) == []
        account = get_agreement(tx, AGREEMENT.format(round=round))
    return str(account.committed), str(account.paid)
