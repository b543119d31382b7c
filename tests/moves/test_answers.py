"""What `apply` answers: unknown things, roles in time, deputies, stale forms, overrides and legal dates."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest

from caseflow.access.people import enter_user, find_organisation, grant
from caseflow.db import Database
from caseflow.db.batch import LostSwap
from caseflow.engine.facts import Override
from caseflow.letters.in_force import LettersInForce
from caseflow.moves import Actor, Done, Refused, Request, Result, Stale, apply, round
from caseflow.moves.apply import ATTEMPTS
from caseflow.moves.facts import NAMESPACES, Gathered, gather
from caseflow.moves.office import Office
from caseflow.programmes.in_force import InForce
from tests.moves.reading import assert_chained, case, codes, events, letters, replayed, rows, tables
from tests.world import APPLICATION, BENEFICIARY, START, World

TODAY = date(2024, 3, 4)
DAY = timedelta(days=1)
YEAR = date(2024, 1, 1)
_CONTACT = {"vards_iss": "J. Lietotājs", "talrunis": "60000002", "epasts": "jauns@asociacija.example"}


def newcomer(
    world: World,
    *roles: str,
    organisation: str = "association",
    valid_from: date = YEAR,
    valid_to: date | None = None,
    programme: str | None = None,
    deputy_for: UUID | None = None,
) -> Actor:
    """One more user, with these roles."""
    with world.office.database.write() as tx:
        user = enter_user(tx, f"user-{uuid4().hex}", "Jauns Lietotājs", _CONTACT)
        where = find_organisation(tx, organisation)
        for role in roles:
            grant(
                tx,
                user,
                role,
                where,
                valid_from=valid_from,
                valid_to=valid_to,
                programme=programme,
                deputy_for=deputy_for,
                by="tests",
                reason="test",
                now=START,
            )
    return Actor(user)


def asked(world: World, actor: Actor, trigger: str, ref: str, form: dict[str, Any] | None = None) -> Result:
    return apply(world.office, [Request(trigger, ref, form=form or {})], actor)[0]


def test_an_unknown_case_is_refused_by_its_number_and_by_its_id(world: World) -> None:
    assert codes(world.ask("officer", "submit", "PUA-2024-999")) == ["no-such-case"]
    assert codes(world.ask("officer", "submit", str(uuid4()))) == ["no-such-case"]
    assert codes(world.ask("officer", "submit")) == ["no-such-case"]


def test_a_case_of_another_organisation_is_answered_like_one_that_is_not_there(world: World) -> None:
    ref = world.submitted()
    before = tables(world)
    foreigner = newcomer(world, "officer", "head", organisation="hub")
    refused = asked(world, foreigner, "withdraw", ref)
    missing = asked(world, foreigner, "withdraw", "PUA-2024-998")
    assert isinstance(refused, Refused)
    assert isinstance(missing, Refused)
    assert [r.message.id for r in refused.reasons] == [r.message.id for r in missing.reasons]
    assert refused.ref is missing.ref is None
    assert tables(world)["case_record"] == before["case_record"]


def test_a_case_may_be_named_by_its_id(world: World) -> None:
    ref = world.opened()
    ((id,),) = rows(world, "SELECT id FROM case_record WHERE ref = ?", ref)
    assert world.do("officer", "submit", str(id)).ref == ref


def test_an_unknown_trigger_is_refused_with_the_triggers_that_there_are(world: World) -> None:
    refused = world.ask("officer", "frobnicate", world.opened())
    assert codes(refused) == ["unknown-trigger"]
    assert isinstance(refused, Refused)
    assert "submit" in str(refused.reasons[0].message.args["known"])


def test_a_move_that_the_state_does_not_know_is_refused(world: World) -> None:
    assert codes(world.ask("head", "sign_refusal", world.opened())) == ["not-from-here"]


def test_an_unknown_organisation_opens_nothing(world: World) -> None:
    refused = world.ask("officer", "open", workflow=BENEFICIARY, organisation="nowhere", form=APPLICATION)
    assert codes(refused) == ["no-such-organisation"]


def test_nobody_opens_a_case_in_an_organisation_without_a_role_there(world: World) -> None:
    refused = world.ask("officer", "open", workflow=BENEFICIARY, organisation="hub", form=APPLICATION)
    assert codes(refused) == ["no-such-organisation"]


@pytest.mark.parametrize(
    ("first", "last", "counts"),
    [
        (YEAR, TODAY - DAY, False),
        (YEAR, TODAY, True),
        (TODAY, TODAY, True),
        (TODAY + DAY, None, False),
        (TODAY, None, True),
    ],
)
def test_a_role_counts_from_its_first_day_to_its_last(
    world: World, first: date, last: date | None, counts: bool
) -> None:
    ref = world.opened()
    actor = newcomer(world, "officer", valid_from=first, valid_to=last)
    assert isinstance(asked(world, actor, "abandon", ref), Done) is counts


def test_a_role_ends_with_the_riga_day(world: World) -> None:
    ref = world.opened()
    actor = newcomer(world, "officer", valid_to=TODAY)
    world.clock.set(datetime.fromisoformat("2024-03-04T22:00:00+00:00"))  # midnight in Riga, still Monday in UTC
    assert codes(asked(world, actor, "abandon", ref)) == ["no-such-case"]


def test_an_expired_role_beside_a_living_one_is_a_role_that_is_missing(world: World) -> None:
    ref = world.opened()
    actor = newcomer(world, "auditor")
    assert actor.user is not None
    with world.office.database.write() as tx:
        ends = TODAY - DAY
        grant(
            tx,
            actor.user,
            "officer",
            world.organisation,
            valid_from=YEAR,
            valid_to=ends,
            by="tests",
            reason="test",
            now=START,
        )
    assert codes(asked(world, actor, "abandon", ref)) == ["role"]


def test_a_role_in_another_programme_moves_nothing_here(world: World) -> None:
    actor = newcomer(world, "officer", programme="public-mentors")
    assert codes(asked(world, actor, "abandon", world.opened())) == ["no-such-case"]


def test_a_role_in_another_programme_opens_nothing_here(world: World) -> None:
    request = Request("open", workflow=BENEFICIARY, organisation="association", form=APPLICATION)
    before = tables(world)
    elsewhere = newcomer(world, "officer", "head", programme="public-mentors")
    assert codes(apply(world.office, [request], elsewhere)[0]) == ["no-such-organisation"]
    assert tables(world)["case_record"] == before["case_record"]
    here = newcomer(world, "officer", programme="enterprise-skills")
    assert isinstance(apply(world.office, [request], here)[0], Done)


def test_an_inactive_user_moves_and_opens_nothing_whatever_roles_are_granted(world: World) -> None:
    ref = world.opened()
    with world.office.database.write() as tx:
        tx.execute("UPDATE app_user SET active = ? WHERE username = 'officer'", (False,))
    assert codes(world.ask("officer", "submit", ref)) == ["no-such-case"]
    refused = world.ask("officer", "open", workflow=BENEFICIARY, organisation="association", form=APPLICATION)
    assert codes(refused) == ["no-such-organisation"]
    assert world.do("colleague", "submit", ref).state == "submitted"


def test_a_role_in_this_programme_does(world: World) -> None:
    actor = newcomer(world, "officer", programme="enterprise-skills")
    assert isinstance(asked(world, actor, "abandon", world.opened()), Done)


def test_a_deputy_counts_as_the_natural_person_and_stands_in_the_event_with_whom_it_deputises(world: World) -> None:
    head = world.users["head"].user
    deputy = newcomer(world, "officer", "head", deputy_for=head)
    ref = world.submitted()
    asked(world, deputy, "record_tax_check", ref, world.tax_form("150.01"))
    assert codes(asked(world, deputy, "sign_refusal", ref)) == ["four-eyes"]
    assert events(world, ref)[-1]["actor"] == {"id": deputy.id, "deputy_for": str(head), "roles": ["head", "officer"]}


def test_whoever_is_deputised_may_sign_what_the_deputy_checked(world: World) -> None:
    deputy = newcomer(world, "officer", "head", deputy_for=world.users["head"].user)
    ref = world.submitted()
    asked(world, deputy, "record_tax_check", ref, world.tax_form("150.01"))
    assert world.do("head", "sign_refusal", ref).state == "refused"


def test_a_form_that_overlooks_a_move_is_stale(world: World) -> None:
    ref = world.opened()
    world.do("officer", "submit", ref)
    before = tables(world)
    stale = world.ask("officer", "withdraw", ref, version=1)
    assert stale == Stale("withdraw", ref, seen=1, version=2)
    assert tables(world) == before


def test_assigning_raises_the_sequence_but_leaves_open_forms_good(world: World) -> None:
    ref = world.submitted()
    assigned = world.do("head", "assign", ref, form={"assignee": world.users["colleague"].id})
    assert (assigned.version, assigned.seq) == (2, 3)
    assert world.do("officer", "record_tax_check", ref, form=world.tax_form("0.00"), version=2).version == 3


def test_a_second_move_of_the_same_batch_sees_the_version_that_the_first_made(world: World) -> None:
    ref = world.opened()
    results = world.ask_all("officer", [Request("submit", ref, version=1), Request("withdraw", ref, version=1)])
    assert isinstance(results[0], Done)
    assert results[1] == Stale("withdraw", ref, seen=1, version=2)


def read_now(world: World, ref: str) -> list[Gathered]:
    """The case as a move would gather it at this moment."""
    office, papers = world.office, [world.printout]
    with office.database.read() as tx:
        return gather(tx, lambda id: office.in_force.workflow(tx, id), [ref], world.users["officer"], START, papers)


def serve_first(monkeypatch: pytest.MonkeyPatch, old: list[Gathered], times: int) -> list[str]:
    """Let the first `times` gatherings of `apply` answer an old reading; the list fills with what each answered."""
    served: list[str] = []

    def serving(*args: Any, **options: Any) -> list[Gathered]:
        served.append("old" if len(served) < times else "fresh")
        return old if served[-1] == "old" else gather(*args, **options)

    monkeypatch.setattr(round, "gather", serving)
    return served


def elsewhere(world: World, url: str, trigger: str, ref: str, **parts: Any) -> None:
    """Another process makes a move."""
    with Database(url) as database:
        office = Office(database, world.clock, world.office.keys, InForce(NAMESPACES), LettersInForce())
        (result,) = apply(office, [Request(trigger, ref, **parts)], world.users["head"])
        assert isinstance(result, Done), result


def test_a_lost_swap_with_an_unchanged_version_is_stepped_again_unseen(
    world: World, database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    ref = world.submitted()
    old = read_now(world, ref)
    elsewhere(world, database_url, "assign", ref, form={"assignee": world.users["colleague"].id})
    served = serve_first(monkeypatch, old, times=1)
    done = world.do("officer", "record_tax_check", ref, form=world.tax_form("150.01"), version=2)
    assert served == ["old", "fresh"]
    assert (done.version, done.seq) == (3, 4)
    assert case(world, ref)["assignee_id"] is not None
    assert [name for name, _, _ in letters(world, ref)] == ["receipt", "refusal_tax_debt"]
    assert_chained(world, ref)


def test_a_lost_swap_with_another_version_is_answered_as_stale(
    world: World, database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    ref = world.submitted()
    old = read_now(world, ref)
    elsewhere(world, database_url, "suspend", ref, reason="Sūdzība")
    serve_first(monkeypatch, old, times=1)
    stale = world.ask("officer", "record_tax_check", ref, form=world.tax_form("0.00"), version=2)
    assert stale == Stale("record_tax_check", ref, seen=2, version=3)


def test_a_swap_that_is_lost_every_time_is_given_up_and_leaves_nothing(
    world: World, database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    ref = world.submitted()
    old = read_now(world, ref)
    elsewhere(world, database_url, "assign", ref, form={"assignee": world.users["colleague"].id})
    served = serve_first(monkeypatch, old, times=100)
    before = tables(world)
    with pytest.raises(LostSwap):
        world.ask("officer", "record_tax_check", ref, form=world.tax_form("150.01"))
    assert served == ["old"] * (1 + ATTEMPTS)  # the first without locks
    assert tables(world) == before


def proposed_by_the_head(world: World) -> str:
    """A proposed refusal that the head may not sign, having made the check."""
    ref = world.submitted()
    world.do("head", "record_tax_check", ref, form=world.tax_form("150.01"))
    return ref


def test_a_head_passes_a_guard_by_a_written_override_that_counts_as_the_heads_act(world: World) -> None:
    ref = proposed_by_the_head(world)
    override = Override("not_by", "Otra vadītāja šogad nav.")
    assert world.do("head", "sign_refusal", ref, override=override).state == "refused"
    event = events(world, ref)[-1]
    assert event["override"] == {"guard": "not_by", "reason": "Otra vadītāja šogad nav."}
    assert event["outcome"]["overridden"] == "not_by"
    assert event["actor"]["id"] == world.users["head"].id
    ((acted,),) = rows(world, "SELECT acted FROM case_record WHERE ref = ?", ref)
    assert f'"sign_refusal":"{world.users["head"].id}"' in acted.replace(": ", ":")
    assert replayed(world, ref)[-1].difference is None


def test_an_override_needs_a_written_reason(world: World) -> None:
    ref = proposed_by_the_head(world)
    for blank in ("", "  ", "\n"):
        refused = world.ask("head", "sign_refusal", ref, override=Override("not_by", blank))
        assert codes(refused) == ["reason-missing"]


def test_an_override_of_a_guard_that_the_transition_has_not_is_refused(world: World) -> None:
    ref = proposed_by_the_head(world)
    for guard in ("requires", "role", "four-eyes"):
        refused = world.ask("head", "sign_refusal", ref, override=Override(guard, "Steidzami."))
        assert codes(refused) == ["four-eyes", "no-such-guard"]


def test_an_officer_overrides_nothing(world: World) -> None:
    ref = world.submitted()
    form = world.tax_form("0.00", data_date="2024-03-03")
    refused = world.ask("officer", "record_tax_check", ref, form=form, override=Override("demands", "Steidzami."))
    assert codes(refused) == ["role"]
    assert case(world, ref)["state"] == "submitted"


def test_an_override_passes_the_named_guard_and_no_other(world: World) -> None:
    ref = world.submitted()
    form = world.tax_form("0.00", data_date="2024-03-03")
    refused = world.ask("head", "record_tax_check", ref, form=form, override=Override("requires", "Steidzami."))
    assert codes(refused) == ["demands"]
    assert world.do("head", "record_tax_check", ref, form=form, override=Override("demands", "Steidzami.")).seq == 3


def test_no_move_has_a_legal_date_after_today(world: World) -> None:
    ref = world.opened()
    assert codes(world.ask("officer", "submit", ref, on=TODAY + DAY, reason="Rīt.")) == ["future"]


def test_today_in_riga_is_no_future_after_midnight(world: World) -> None:
    ref = world.opened()
    world.clock.set(datetime.fromisoformat("2024-03-04T22:00:00+00:00"))
    assert world.do("officer", "submit", ref, on=TODAY + DAY).state == "submitted"


def test_an_earlier_date_is_refused_where_the_definition_does_not_allow_it(world: World) -> None:
    ref = world.submitted()
    world.clock.advance(DAY)
    refused = world.ask("officer", "record_tax_check", ref, form=world.tax_form("0.00"), on=TODAY, reason="Vakar.")
    assert codes(refused) == ["backdated"]


def test_an_earlier_date_with_a_reason_stands_beside_the_instant_of_entering(world: World) -> None:
    ref = world.opened()
    world.clock.advance(2 * DAY)
    assert codes(world.ask("officer", "submit", ref, on=TODAY + DAY)) == ["reason-missing"]
    world.do("officer", "submit", ref, on=TODAY + DAY, reason="Saņemts otrdien pa pastu.")
    event = events(world, ref)[-1]
    assert (event["on"], event["given_on"], event["today"], event["at"][:10]) == (
        "2024-03-05",
        "2024-03-05",
        "2024-03-06",
        "2024-03-06",
    )
    assert case(world, ref)["data"]["submitted_on"] == "2024-03-05"
