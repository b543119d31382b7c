"""What the loader lets a letter say, and what it refuses with file and line."""

from __future__ import annotations

from decimal import Decimal

import pytest

from caseflow.errors import NotFound
from caseflow.letters import BadContext, BadTemplate
from tests.letters.conftest import HEAD, LAYOUT, S0, Load, LoadText, assert_told


def test_a_plain_letter_is_drafted(load_text: LoadText) -> None:
    library = load_text("<< vards >>: << neto|eur >>", "{vards: text, neto: money}")
    text = library.template("trial", "letter").draft({"vards": "A*b", "neto": Decimal("1284.37")})
    assert "A\\*b: 1\u00a0284,37\u00a0#emph[euro];" in text


def test_a_field_may_have_the_name_of_a_method_of_python(load_text: LoadText) -> None:
    letter = load_text("<< rinda.items >> << rinda.keys >>", "{rinda: {items: text, keys: integer}}")
    assert "viens 2" in letter.template("trial", "letter").draft({"rinda": {"items": "viens", "keys": 2}})


def test_a_letter_may_ask_and_repeat(load_text: LoadText) -> None:
    text = (
        "<% for r in rindas %><< loop.index >>) << r.kurss >><% if r.nr is not none %> (<< r.nr >>)<% endif %>"
        "<% if not loop.last %>; <% endif %><% else %>Nav<% endfor %>"
    )
    letter = load_text(text, "{rindas: [{kurss: text, nr: integer?}]}").template("trial", "letter")
    assert "1) Viens; 2) Divi (7)" in letter.draft({"rindas": [{"kurss": "Viens"}, {"kurss": "Divi", "nr": 7}]})
    assert "Nav" in letter.draft({"rindas": []})


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("<% macro m() %>x<% endmacro %>", "not-allowed: letters.not_allowed (what=macro)"),
        ("<% set x = 1 %>", "not-allowed: letters.not_allowed (what=assign)"),
        ("<% set x %>a<% endset %>", "not-allowed: letters.not_allowed (what=assignblock)"),
        ("<% import '_shared/layout.typ' as x %>", "not-allowed: letters.not_allowed (what=import)"),
        ("<% from '_shared/layout.typ' import x %>", "not-allowed: letters.not_allowed (what=fromimport)"),
        ("<% with x = 1 %><% endwith %>", "not-allowed: letters.not_allowed (what=with)"),
        ("<% filter str %>x<% endfilter %>", "not-allowed: letters.not_allowed (what=filterblock)"),
        ("<% call vards() %><% endcall %>", "not-allowed: letters.not_allowed (what=callblock)"),
        ("<% autoescape false %>x<% endautoescape %>", "not-allowed: letters.not_allowed (what=scope"),
        ("<< vards() >>", "not-allowed: letters.not_allowed (what=call)"),
        ("<< super() >>", "not-allowed: letters.not_allowed (what=call)"),
        ("<< vards.upper() >>", "not-allowed: letters.not_allowed (what=call)"),
        ("<< vards ~ vards >>", "not-allowed: letters.not_allowed (what=concat)"),
        ("<< vards + vards >>", "not-allowed: letters.not_allowed (what=add)"),
        ("<< vards[0] >>", "not-allowed: letters.not_allowed (what=getitem)"),
        ("<< [vards] >>", "not-allowed: letters.not_allowed (what=list)"),
        ("<< 1.5 >>", "not-allowed: letters.not_allowed (what=const)"),
        ("<% if vards is defined %><% endif %>", "not-allowed: letters.not_allowed (what=is defined)"),
        ("<% for r in rindas recursive %><% endfor %>", "not-allowed"),
        ("<% for r in rindas if r %><% endfor %>", "not-allowed"),
        ("<% for a, b in rindas %><% endfor %>", "not-allowed"),
        ("<% for r in vards %><% endfor %>", "not-a-list"),
        ("<< vards|safe >>", "unknown-filter"),
        ("<< vards|attr('x') >>", "unknown-filter"),
        ("<< vards|norma >>", "unknown-norm"),
        ("<< karta|lietv('nom') >>", "no-form: letters.no_form (filter=lietv, words=r1, r2)"),
        ("<< 'B-XXX-1'|norma(diena) >>", "unknown-norm"),
        ("<< 'B-TAX-01'|norma(vards) >>", "filter-arguments"),
        ("<< 'B-TAX-01'|norma >>", "filter-arguments"),
        ("<< vards.__class__ >>", "no-field"),
        ("<< lieta.numurs >>", "no-field"),
        ("<< nezinams >>", "undeclared"),
        ("<< range >>", "undeclared"),
        ("<< self >>", "undeclared"),
        ("<< neto >>", "needs-filter"),
        ("<< diena >>", "needs-filter"),
        ("<< lieta >>", "needs-filter"),
        ("<< rindas >>", "needs-filter"),
        ("<< vai >>", "needs-filter"),
        ("<< vards|eur >>", "wrong-filter"),
        ("<< neto|dat('gen') >>", "wrong-filter"),
        ("<< neto|eur|str >>", "wrong-filter"),
        ("<< diena|dat('acc') >>", "filter-arguments"),
        ("<< diena|dat(vards) >>", "filter-arguments"),
        ("<< diena|dat >>", "filter-arguments"),
        ("<< diena|dat(case='gen') >>", "filter-arguments"),
        ("<< skaits|sk('suns', 'nom') >>", "filter-arguments"),
        ("<< varbut >>", "may-be-missing"),
        ("<< varbut|str >>", "may-be-missing"),
        ("<% if vai or varbut %><< varbut >><% endif %>", "may-be-missing"),
        ("<< varbut if vai else vards >>", "may-be-missing"),
        ("<< vards if vai >>", "else-missing"),
        ("<< vards if vai else skaits >>", "two-types"),
        ("<% include vards %>", "no-such-part"),
        ("<% include ['_shared/layout.typ'] %>", "no-such-part"),
        ("<% include 'nav.typ' ignore missing %>", "no-such-part"),
        ("<% include '../secret.typ' %>", "no-such-part"),
        ("<% include 'trial/letter.typ' %>", "no-such-part"),
        ("<% include '_shared/layout.typ' without context %>", "include-plainly"),
        ("<% include '_shared/layout.typ' ignore missing %>", "include-plainly"),
        ("<% do vards %>", "syntax"),
        ("<% if vards %>", "syntax"),
        ("<< vards", "syntax"),
    ],
)
def test_what_is_not_allowed_is_refused_with_its_line(load_text: LoadText, text: str, found: str) -> None:
    declared = (
        "{vards: text, varbut: text?, neto: money, diena: date, skaits: integer, vai: bool,"
        " lieta: case, rindas: [text], karta: round}"
    )
    with pytest.raises(BadTemplate) as refused:
        load_text(text, declared)
    assert_told(refused.value)
    lines = [line for line in str(refused.value).splitlines() if "unused" not in line]
    expected = f"letters/trial/letter.typ:14:1: {found}"
    assert any(line.startswith(expected) or (found == "syntax" and ": syntax: " in line) for line in lines), lines


def test_an_unknown_choice_is_refused(load_text: LoadText) -> None:
    with pytest.raises(BadTemplate, match=r"not-a-choice.*written=fax"):
        load_text("<% if adr.channel == 'fax' %>x<% endif %>", "{adr: addressee}")


@pytest.mark.parametrize(
    ("variables", "unused"),
    [("{vards: text}", "name=vards"), ("{lieta: case}", "name=lieta"), ("{r: {a: text, b: text}}", "name=r.a")],
)
def test_a_declared_variable_must_be_used(load_text: LoadText, variables: str, unused: str) -> None:
    with pytest.raises(BadTemplate, match=f"letters/trial/letter.typ:1:1: unused.*{unused}"):
        load_text("teksts", variables)


def test_every_field_of_a_list_must_be_used(load_text: LoadText) -> None:
    with pytest.raises(BadTemplate, match=r"name=rindas\[\]\.b"):
        load_text("<% for r in rindas %><< r.a >><% endfor %>", "{rindas: [{a: text, b: text}]}")


def test_an_included_part_is_checked_in_its_own_file(load_text: LoadText) -> None:
    with pytest.raises(BadTemplate, match=r"letters/_shared/part.typ:2:1: undeclared"):
        load_text("<% include '_shared/part.typ' %>", part="viens\n<< nezinams >>")


def test_an_included_part_sees_the_loop_around_it(load_text: LoadText) -> None:
    text = "<% for r in rindas %><% include '_shared/part.typ' %><% endfor %>"
    library = load_text(text, "{rindas: [text]}", part="(<< r >>)")
    assert "(a)(b)" in library.template("trial", "letter").draft({"rindas": ["a", "b"]})


def test_a_part_that_includes_itself_is_refused(load_text: LoadText) -> None:
    with pytest.raises(BadTemplate, match="include-plainly"):
        load_text("<% include '_shared/part.typ' %>", part="<% include '_shared/part.typ' %>")


@pytest.mark.parametrize(
    ("layout", "body", "found"),
    [
        (LAYOUT, "teksts", "letter.typ:12:1: outside-blocks"),
        (LAYOUT, "<< 'x' >>", "letter.typ:12:1: outside-blocks"),
        (LAYOUT, "<% block cits %>x<% endblock %>", "letter.typ:12:1: block-without-place"),
        (f'<% extends "_shared/layout.typ" %>{LAYOUT}', "", "layout.typ:1:1: extends-loop"),
    ],
)
def test_a_letter_prints_only_through_the_blocks_of_its_layout(load: Load, layout: str, body: str, found: str) -> None:
    letter = HEAD % "{}" + f'<% extends "_shared/layout.typ" %>\n{body}'
    with pytest.raises(BadTemplate) as refused:
        load({"_shared/layout.typ": layout, "_shared/phrases/S0.typ": S0, "trial/letter.typ": letter})
    assert found in str(refused.value)


def test_a_front_matter_without_its_end_is_refused(load: Load) -> None:
    with pytest.raises(BadTemplate, match=r"letters/trial/letter.typ:1:1: fence-open"):
        load({"trial/letter.typ": "---\ncode: L-T-01\n"})


def test_every_fault_of_every_file_is_told_at_once(load: Load) -> None:
    with pytest.raises(BadTemplate) as refused:
        load({"trial/a.typ": "---\ncode: L-T-01\n", "trial/b.typ": "---\n[]\n---\n"})
    assert len(refused.value.findings) == 2


def test_the_programmes_own_letter_comes_before_the_shared_one(load: Load) -> None:
    body = (
        '<% extends "_shared/layout.typ" %><% block kopsavilkums %><% include "_shared/phrases/S0.typ" %><% endblock %>'
    )
    files = {name: HEAD % "{}" + body for name in ("_shared/a.typ", "_shared/b.typ", "trial/b.typ")}
    library = load({"_shared/layout.typ": LAYOUT, "_shared/phrases/S0.typ": S0, **files})
    assert library.template("trial", "a").programme == "_shared"
    assert library.template("trial", "b").programme == "trial"
    with pytest.raises(NotFound, match=r"letters/trial/c.typ: no such letter"):
        library.template("trial", "c")


def test_the_hash_changes_with_every_file_that_the_letter_prints(load_text: LoadText) -> None:
    def hash_with(text: str, part: str) -> str:
        return load_text(text, part=part, other="x").template("trial", "letter").hash

    include = "<% include '_shared/part.typ' %>"
    first = hash_with(include, "a")
    assert first == hash_with(include, "a")
    assert len({first, hash_with(include, "b"), hash_with(f"{include} ", "a")}) == 3


def test_a_file_that_the_letter_does_not_print_does_not_change_its_hash(load_text: LoadText) -> None:
    first = load_text("x", other="a").template("trial", "letter")
    assert first.hash == load_text("x", other="b").template("trial", "letter").hash
    assert first.files == ("_shared/layout.typ", "_shared/phrases/S0.typ", "trial/letter.typ")


def test_a_context_that_does_not_fit_is_refused_by_the_letters_code(load_text: LoadText) -> None:
    letter = load_text("<< vards >>", "{vards: text}").template("trial", "letter")
    with pytest.raises(BadContext, match="L-T-01: vards: nothing was given"):
        letter.draft({})
    with pytest.raises(BadContext, match="L-T-01: cits: the letter has no such variable"):
        letter.draft({"vards": "x", "cits": "y"})


def test_a_value_that_cannot_be_printed_is_refused_with_its_line(load_text: LoadText) -> None:
    letter = load_text("<< skaits|sk('diena', 'nom') >>", "{skaits: integer}").template("trial", "letter")
    with pytest.raises(BadContext, match=r"L-T-01: letters/trial/letter.typ:14: -1 cannot be counted"):
        letter.draft({"skaits": -1})
