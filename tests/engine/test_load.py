"""A workflow file is taken whole or refused with every fault at its place: file, line, column, code."""

from __future__ import annotations

import pytest

from caseflow.engine.expression import TEXT, ListOf, type_of_field
from caseflow.engine.findings import BadDefinition
from caseflow.engine.machine import machine_of
from caseflow.words import LANGUAGES, say
from tests.engine.cases import PERMIT, beneficiary, changed, load, permit

EDITS = "edits: [amount, rows]"
OPENED = "opened, label: {lv: Melnraksts, en: Draft}, public: {lv: Melnraksts, en: Draft}}"
AWARD = "      - {state: granted, when: amount is not None and amount <= 1000, letter: award}"
DEADLINE = "    during: [waiting]\n    term: 10 working days\n"


def findings(text: str) -> list[tuple[str, str]]:
    """The code of each finding, and the text of the line that it points at, from its column on."""
    with pytest.raises(BadDefinition) as bad:
        load(text)
    lines = text.splitlines()
    assert all(say(f.message, lang) for f in bad.value.findings for lang in LANGUAGES)
    assert {f.place.path for f in bad.value.findings} == {"permit.yaml"}
    return [(f.code, lines[f.place.line - 1][f.place.column - 1 :]) for f in bad.value.findings]


def test_the_small_and_the_real_workflow_load() -> None:
    assert permit().slug == "enterprise-skills/permit"
    assert {"submitted", "tax_checked", "refusal_proposed"} <= set(beneficiary().states)
    assert beneficiary().figure_reference["P.tax.limit"] == "tax_reference_day"
    assert machine_of(beneficiary())


def test_each_version_is_pinned_to_the_hash_of_its_text() -> None:
    assert load(PERMIT).content_hash == load(PERMIT).content_hash
    assert load(PERMIT).content_hash != load(PERMIT + "\n").content_hash


PLANTED = {
    "a branch to an unknown state": (
        ("to: [{state: draft}]", "to: [{state: drafft}]"),
        [("unknown-state", "drafft}]")],
    ),
    "an unknown source": (
        ("from: [waiting]\n    roles: [officer]", "from: [wating]\n    roles: [officer]"),
        [("unknown-state", "wating]")],
    ),
    "an unknown state of a deadline": (
        (DEADLINE, DEADLINE.replace("waiting", "awaiting")),
        [("unknown-state", "awaiting]")],
    ),
    "an unknown field to edit": (("edits: [remark]", "edits: [remarc]"), [("unknown-field", "remarc]")]),
    "an unknown field to compute": (
        ('let: {received_on: "on"}', 'let: {recived_on: "on"}'),
        [("unknown-field", '"on"}')],
    ),
    "words for a clause that there is not": (
        ("    demands: amount > 0\n", "    demands: amount > 0\n    because: {amont: {lv: Par maz, en: Too little}}\n"),
        [("because", "{lv: Par maz, en: Too little}}")],
    ),
    "a section with a field that the form does not have": (
        (
            "    edits: [amount, rows]\n",
            "    edits: [amount, rows]\n    sections: [{title: {lv: S, en: A}, fields: [amount, remark, amount]}]\n",
        ),
        [("unknown-field", "remark, amount]}]"), ("twice", "amount]}]")],
    ),
    "a first look at a field that there is not": (
        ("groups:\n", "overview: [amount, nothing]\n\ngroups:\n"),
        [("unknown-field", "nothing]")],
    ),
    "a number kept in a field that no number fits": (
        ("  award:\n    template: award\n", "  award:\n    template: award\n    number: amount\n    day: nowhere\n"),
        [("registered-type", "amount"), ("unknown-field", "nowhere")],
    ),
    "an unknown letter": (("letter: award}", "letter: reward}"), [("unknown-letter", "reward}")]),
    "an unknown trigger for four eyes": (
        ("not_by: [submit]\n    requires", "not_by: [sumbit]\n    requires"),
        [("unknown-trigger", "[sumbit]")],
    ),
    "an unknown trigger that closes a task": (
        ("closed_by: [answer]", "closed_by: [anwser]"),
        [("unknown-trigger", "[anwser]}")],
    ),
    "an unknown figure in a term": (
        (DEADLINE, DEADLINE.replace("10 working", "P.tax.chek_wd working")),
        [("unknown-parameter", "P.tax.chek_wd working days")],
    ),
    "a figure that is no whole number in a term": (
        (DEADLINE, DEADLINE.replace("10 working", "P.tax.limit working")),
        [("bad-term", "P.tax.limit working days")],
    ),
    "a figure that is no day after until": (
        ("term: until P.B.elig_end", "term: until P.tax.limit"),
        [("bad-term", "until P.tax.limit")],
    ),
    "a term that is none": ((DEADLINE, DEADLINE.replace("10 working days", "soon")), [("bad-term", "soon")]),
    "a cap that is none": (("cap: 60 working days", "cap: for long"), [("bad-term", "for long")]),
    "a warning in months": (("before: 5 working days", "before: 1 month"), [("bad-term", "1 month")]),
    "a trigger that means two things in one state": (
        ("  - trigger: answer\n", "  - trigger: lapse\n"),
        [("ambiguous-trigger", "[waiting]"), ("unknown-trigger", "[answer]}")],
    ),
    "a trigger that is built in": (
        ("  - trigger: ask\n", "  - trigger: suspend\n"),
        [("reserved-trigger", "suspend")],
    ),
    "a deadline without an end": (("at_end: {trigger: lapse}", "at_end: {}"), [("no-end", "{}")]),
    "a deadline with two ends": (
        ("at_end: {trigger: lapse}", "at_end: {trigger: lapse, escalate: head}"),
        [("no-end", "{trigger: lapse, escalate: head}")],
    ),
    "two deadlines of one name": (("- name: reply", "- name: contact"), [("twice", "name: contact")]),
    "a field both edited and entered": (
        (EDITS, EDITS + "\n    form: {amount: {type: money, required: true}}"),
        [("twice", "{type: money, required: true}}")],
    ),
    "a condition on the form before there is one": (
        ("    demands: amount > 0\n", "    requires: form.amount is not None\n"),
        [("unknown-name", "form.amount is not None")],
    ),
    "a condition of another type": (
        ("demands: amount > 0", "demands: amount"),
        [("wrong-type", "amount")],
    ),
    "a reference date that rests on a figure": (
        ("\ncase:\n", "\nreference_dates: {tax_reference_day: P.B.elig_end}\ncase:\n"),
        [("reference-date", "P.B.elig_end}")],
    ),
    "an unknown key": (("    told: true", "    tolled: true"), [("shape", "true")]),
    "an unknown field type": (
        ("remark: {type: text", "remark: {type: txt"),
        [("shape", "txt, label: {lv: Piezīme, en: Remark}}")],
    ),
    "a kind of state that there is not": (("draft: {kind: open,", "draft: {kind: opened,"), [("shape", OPENED)]),
    "a label in one language only": (
        ("label: {lv: Lūgt precizējumu, en: Ask}", "label: {lv: Lūgt}"),
        [("shape", "{lv: Lūgt}")],
    ),
    "a list that says nothing of what it holds": (
        ("remark: {type: text", "remark: {type: list"),
        [("shape", "{type: list, label: {lv: Piezīme, en: Remark}}")],
    ),
    "items of a field that is no list": (
        ("remark: {type: text", "remark: {type: text, of: text"),
        [("shape", "{type: text, of: text, label: {lv: Piezīme, en: Remark}}")],
    ),
    "a list of lists": (
        ("remark: {type: text", "remark: {type: list, of: list"),
        [("shape", "{type: list, of: list, label: {lv: Piezīme, en: Remark}}")],
    ),
    "a version that is no number": (("version: 1", "version: one"), [("shape", "one")]),
    "a trigger that is no name": (("trigger: ask\n", "trigger: Ask for more\n"), [("shape", "Ask for more")]),
}


@pytest.mark.parametrize("fault", PLANTED)
def test_a_planted_fault_is_found_at_its_place(fault: str) -> None:
    (old, new), expected = PLANTED[fault]
    assert findings(changed(old, new)) == expected


def test_all_faults_are_found_at_once_in_the_order_of_the_file() -> None:
    planted = ("state: draft}]", "state: drafft}]", "letter: award}", "letter: reward}", "term: 10 years", "term: ever")
    text = changed(*planted)
    assert [code for code, _ in findings(text)] == ["unknown-state", "unknown-letter", "bad-term"]


def test_a_finding_prints_as_file_line_column_code_and_sentence() -> None:
    with pytest.raises(BadDefinition) as bad:
        load(changed("letter: award}", "letter: reward}"))
    (finding,) = bad.value.findings
    line, column = PERMIT.splitlines().index(AWARD) + 1, AWARD.index("award}") + 1
    sentence = "Vēstules “reward” sadaļā letters nav; ierakstiet to tur vai izlabojiet nosaukumu."
    assert finding.printed(say(finding.message, "lv")) == f"permit.yaml:{line}:{column}: unknown-letter: {sentence}"


def test_a_list_of_plain_words_goes_to_rules_and_tests_as_such() -> None:
    words = changed(
        "remark: {type: text",
        "remark: {type: list, of: text, required: true",
        "demands: amount > 0",
        "demands: \"remark is not None and 'a' in remark and count(remark) > 1\"",
    )
    field = load(words).fields["remark"]
    assert type_of_field(field) == ListOf(TEXT)
    assert field.item is not None
    assert (field.item.type, field.item.required, field.item.title) == ("text", True, field.title)


def test_a_state_of_a_group_that_does_not_exist_is_found_where_the_group_is_used() -> None:
    found = findings(changed("alive: [examined, waiting]", "alive: [examined, asleep]"))
    assert set(found) == {("unknown-state", "alive]")}


def test_a_text_that_is_no_workflow_at_all_is_refused_with_a_place() -> None:
    for text in ("", "- a\n- b\n", "workflow: [\n", "x: 1\n"):
        with pytest.raises(BadDefinition) as bad:
            load(text)
        assert all(f.place.line >= 1 and f.place.column >= 1 for f in bad.value.findings)
