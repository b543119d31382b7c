"""A small programme without faults, and how a test plants one in it."""

from __future__ import annotations

from collections.abc import Mapping

from caseflow.checks import check_programme
from caseflow.engine.expression import TEXT, Record, optional
from caseflow.engine.findings import Finding
from caseflow.programmes.folder import File
from caseflow.words import LANGUAGES, say

PROGRAMME = """\
programme: trial
title: {lv: Izmēģinājums, en: Trial}
roles:
  officer: {lv: Lietvedis, en: Officer}
  head: {lv: Vadītājs, en: Head}
  applicant: {lv: Iesniedzējs, en: Applicant}
calls:
  - {name: r1, title: {lv: Kārta, en: Round}, round: 1}
accounts:
  - {name: total, title: {lv: Kopā, en: Total}, call: r1, ceiling: P.total}
indicators:
  - {name: persons, title: {lv: Personas, en: Persons}, rule: X-1, call: r1, targets: {2025-12-31: P.target}}
letter_series:
  letters: {title: {lv: Vēstules, en: Letters}, number: "{prefix}/{year}/{number:03}"}
organisation_texts:
  programma_lok: {lv: Programma, en: Programme}
"""

PARAMETERS = """\
- {key: P.total, type: money, value: "1000.00", source: test}
- {key: P.target, type: integer, value: 10, source: test}
- {key: P.limit, type: money, value: "100.00", source: test}
"""

GRANT = """\
workflow: grant
version: 1
title: {lv: Dotācija, en: Grant}
case_number: "{prefix}-{year}-{number:03}"
case:
  name: {type: text, required: true}
  amount: {type: money}
  received_on: {type: date}
states:
  submitted: {kind: open, label: {lv: Iesniegts, en: Submitted}, public: {lv: Saņemts, en: Received}}
  awaiting_documents: {kind: waiting, label: {lv: Gaida dokumentus, en: Awaiting}, public: {lv: Gaida, en: Awaiting}}
  refusal_proposed: {kind: open, label: {lv: Ierosināts atteikums, en: Proposed}, public: {lv: Izskata, en: Examined}}
  awarded: {kind: decided, label: {lv: Piešķirts, en: Awarded}, public: {lv: Piešķirts, en: Awarded}}
  finished: {kind: closed, label: {lv: Pabeigts, en: Finished}, public: {lv: Pabeigts, en: Finished}}
  refused: {kind: closed, label: {lv: Atteikts, en: Refused}, public: {lv: Atteikts, en: Refused}}
  archived: {kind: closed, label: {lv: Arhivēts, en: Archived}, public: {lv: Arhivēts, en: Archived}}
transitions:
  - trigger: open
    label: {lv: Sākt, en: Open}
    from: []
    roles: [officer, applicant]
    edits: [name, amount]
    let: {received_on: "on"}
    to: [{state: submitted, letter: receipt}]
  - trigger: ask_documents
    label: {lv: Prasīt dokumentus, en: Ask for documents}
    from: [submitted]
    roles: [officer]
    to: [{state: awaiting_documents, letter: request}]
  - trigger: receive_documents
    label: {lv: Saņemt dokumentus, en: Receive documents}
    from: [awaiting_documents]
    roles: [officer]
    edits: [amount]
    to: [{state: submitted}]
  - trigger: assess
    label: {lv: Izvērtēt, en: Assess}
    from: [submitted]
    roles: [officer]
    requires: amount is not None
    to:
      - {state: awarded, when: amount <= P.limit, letter: award}
      - {state: refusal_proposed, letter: refusal}
  - trigger: propose_refusal
    label: {lv: Ierosināt atteikumu, en: Propose a refusal}
    from: [awaiting_documents]
    roles: [scheduler]
    to: [{state: refusal_proposed, letter: refusal}]
  - trigger: sign_refusal
    label: {lv: Parakstīt, en: Sign}
    from: [refusal_proposed]
    roles: [head]
    not_by: [assess]
    signs: [refusal]
    to: [{state: refused}]
  - trigger: return_refusal
    label: {lv: Atdot, en: Return}
    from: [refusal_proposed]
    roles: [head]
    discards: [refusal]
    to: [{state: submitted}]
  - trigger: finish
    label: {lv: Pabeigt, en: Finish}
    from: [awarded]
    roles: [officer]
    to: [{state: finished}]
  - trigger: lapse
    label: {lv: Izbeigt, en: Lapse}
    from: [awarded]
    roles: [scheduler]
    to: [{state: refused}]
  - trigger: archive
    label: {lv: Arhivēt, en: Archive}
    from: [finished, refused]
    roles: [scheduler]
    to: [{state: archived}]
letters:
  receipt:
    template: receipt
    variables: {sanemts: received_on}
  request:
    template: request
    variables: {pieteikums.nr: case.ref, pieteikums.datums: received_on, termins: due.documents}
  award:
    template: award
    variables: {summa: amount}
  refusal:
    template: refusal
    variables: {sanemts: received_on, summa: amount}
deadlines:
  - name: assessment
    label: {lv: Izvērtēšana, en: Assessment}
    rule: X-1
    during: [submitted]
    term: 10 working days
    calendar: actor
    from: received_on
    at_end: {escalate: head}
  - name: documents
    label: {lv: Dokumenti, en: Documents}
    rule: X-2
    during: [awaiting_documents]
    term: 10 working days
    calendar: both sides
    from: "on"
    at_end: {trigger: propose_refusal}
  - name: contract
    label: {lv: Līgums, en: Contract}
    rule: X-3
    during: [awarded]
    term: 30 days
    calendar: both sides
    from: "on"
    at_end: {trigger: lapse}
  - name: retention
    label: {lv: Glabāšana, en: Retention}
    rule: X-4
    during: [finished, refused]
    term: 10 years
    calendar: LV-STAT
    from: "on"
    kind: retention
    at_end: {trigger: archive}
"""

_HEAD = """\
---
code: L-T-01
kind: certificate
document_type: APLIECĪBA
title: {lv: Par mēģinājumu, en: A trial}
legal_parts: []
release: %s
series: letters
channel: email
variables: {%s}
---
"""


def _letter(variables: str, text: str, release: str = "automatic") -> str:
    return _HEAD % (release, variables) + text + "\n"


LETTERS = {
    "receipt.typ": _letter(
        "a: organisation, sanemts: date, programma_lok: text",
        "<< a.nosaukums >> << sanemts|dat_isi >> << programma_lok >>",
    ),
    "request.typ": _letter(
        "pieteikums: application, termins: date",
        "<< pieteikums.nr >> << pieteikums.datums|dat_isi >> << termins|dat_isi >>",
    ),
    "award.typ": _letter("summa: money", "<< summa|eur >>"),
    "refusal.typ": _letter(
        "sanemts: date, summa: money?",
        "<< sanemts|dat_isi >> <% if summa %><< summa|eur >><% endif %>",
        "by signatory",
    ),
}

NAMESPACES = {"applicant_party": Record({"kind": optional(TEXT)})}

FILES = {
    "workflows/trial/programme.yaml": PROGRAMME,
    "workflows/trial/parameters.yaml": PARAMETERS,
    "workflows/trial/grant.yaml": GRANT,
    **{f"letters/trial/{name}": text for name, text in LETTERS.items()},
}
_KINDS = {"programme.yaml": "programme", "parameters.yaml": "parameters", "norms.yaml": "norms"}


def replaced(text: str, old: str, new: str) -> str:
    """The text with a fault in it: `old` stands there exactly once."""
    assert text.count(old) == 1, f"{text.count(old)} times: {old}"
    return text.replace(old, new)


def findings_of(files: Mapping[str, str]) -> list[Finding]:
    """What `check` finds in these files; every finding can be said in both languages."""
    found = check_programme("trial", [_file(path, text) for path, text in files.items()], [], NAMESPACES)
    for each in found:
        if not each.message.id.startswith("engine."):
            assert all(say(each.message, lang) for lang in LANGUAGES)
    return found


def _file(path: str, text: str) -> File:
    top, programme, name = path.split("/", 2)
    kind = "letter" if top == "letters" else _KINDS.get(name, "workflow")
    return File(kind, programme, name.removesuffix(".yaml") if kind == "workflow" else name, path, text)


def assert_found(
    *faults: tuple[str, str], code: str, at: str, file: str = "workflows/trial/grant.yaml", **args: object
) -> None:
    """These faults in the file give exactly one finding, of this code, at the ▸ in words that stand there once.

    `args` are arguments of its sentence that the test wants to see.
    """
    text = FILES[file]
    for old, new in faults:
        text = replaced(text, old, new)
    found = findings_of({**FILES, file: text})
    assert [each.code for each in found] == [code], [str(each) for each in found]
    assert str(found[0].place) == f"{file}:{_place(text, at)}"
    assert {name: found[0].message.args[name] for name in args} == args


def _place(text: str, at: str) -> str:
    words = at.replace("▸", "")
    assert text.count(words) == 1, f"{text.count(words)} times: {words}"
    before = text[: text.index(words) + at.index("▸")]
    return f"{before.count(chr(10)) + 1}:{len(before) - before.rfind(chr(10))}"
