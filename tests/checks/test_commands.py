"""`caseflow check` and `caseflow workflow diagram`: what people and scripts rely on."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner, Result

from caseflow.cli import check, workflow
from caseflow.errors import BadInput, NotFound
from tests.checks.good import FILES, replaced

GRANT = "workflows/trial/grant.yaml"
LINE = 53

app = typer.Typer()
app.command("check")(check.command)
app.add_typer(workflow.app, name="workflow")


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home with the good programme."""
    for name, text in FILES.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    (tmp_path / "workflows/_shared").mkdir()
    (tmp_path / "workflows/_shared/parameters.yaml").write_text("[]\n", encoding="utf-8")
    monkeypatch.setenv("CASEFLOW_HOME", str(tmp_path))
    return tmp_path


@pytest.fixture
def faulty(home: Path) -> Path:
    """The same home, where the refusal may be signed by whoever drafted it."""
    (home / GRANT).write_text(replaced(FILES[GRANT], "    not_by: [assess]\n", ""), encoding="utf-8")
    return home


def run(*arguments: str) -> Result:
    return CliRunner().invoke(app, list(arguments), catch_exceptions=False)


@pytest.mark.usefixtures("home")
def test_a_sound_programme_ends_with_0() -> None:
    result = run("check", "--lang", "en")
    assert (result.exit_code, result.stdout) == (0, "No faults found.\n")
    assert run("check").stdout == "Kļūdu nav.\n"
    assert json.loads(run("check", "--json").stdout) == []


@pytest.mark.usefixtures("faulty")
def test_a_fault_is_one_line_with_its_place_and_ends_with_1() -> None:
    result = run("check", "--lang", "en")
    assert result.exit_code == 1
    assert result.stdout == (
        f"{GRANT}:{LINE}:12: four-eyes: sign_refusal signs the letter refusal, and whoever drafted it may do so too; "
        "add to `not_by`: assess.\n"
    )


@pytest.mark.usefixtures("faulty")
def test_scripts_get_the_fault_in_parts() -> None:
    result = run("check", "--json")
    assert result.exit_code == 1
    (found,) = json.loads(result.stdout)
    assert found.pop("message").startswith("Pāreja sign_refusal paraksta vēstuli refusal")
    assert found == {"file": GRANT, "line": LINE, "column": 12, "code": "four-eyes", "level": "fault"}


def test_a_norm_that_nobody_has_confirmed_is_a_note_and_no_fault(home: Path) -> None:
    acts = "acts:\n  law: {nom: Likums, gen: Likuma}\nnorms:\n  X-1:\n"
    norms = acts + "    - {act: law, subject: tēma, point: unknown}\n"
    (home / "workflows/_shared/norms.yaml").write_text(norms, encoding="utf-8")
    assert run("check").stdout == "Kļūdu nav.\nNeapstiprinātas normas: 1; tās rāda ar --notes.\n"
    assert json.loads(run("check", "--json").stdout) == []
    result = run("check", "--notes", "--lang", "en")
    assert result.exit_code == 0
    assert "workflows/_shared/norms.yaml:5:40: unconfirmed-point: The norm of rule X-1" in result.stdout
    (note,) = json.loads(run("check", "--notes", "--json").stdout)
    assert (note["level"], note["line"]) == ("note", 5)


@pytest.mark.usefixtures("faulty")
def test_checks_the_path_that_is_given() -> None:
    assert run("check", GRANT).exit_code == 1
    with pytest.raises(BadInput, match="there is no such file"):
        run("check", "workflows/nowhere")


@pytest.mark.usefixtures("home")
def test_draws_a_workflow_of_the_home() -> None:
    assert run("workflow", "diagram", "trial/grant").stdout.startswith("<svg ")
    drawn = run("workflow", "diagram", "trial/grant", "--format", "mermaid", "--lang", "en").stdout
    assert "    submitted --> awaiting_documents : Ask for documents\n" in drawn


def test_writes_the_picture_into_a_file(home: Path) -> None:
    target = home / "grant.svg"
    result = run("workflow", "diagram", "trial/grant", "--output", str(target), "--lang", "en")
    assert result.stdout == f"Diagram written: {target}\n"
    assert target.read_text(encoding="utf-8").startswith("<svg ")


def test_writes_a_png_and_prints_none(home: Path) -> None:
    target = home / "grant.png"
    run("workflow", "diagram", "trial/grant", "--format", "png", "--output", str(target))
    assert target.read_bytes().startswith(b"\x89PNG")
    with pytest.raises(BadInput, match="--output FILE"):
        run("workflow", "diagram", "trial/grant", "--format", "png")


@pytest.mark.usefixtures("home")
def test_scripts_get_the_picture_with_what_it_shows() -> None:
    answer = json.loads(run("workflow", "diagram", "trial/grant", "--json", "--format", "mermaid").stdout)
    assert answer.pop("diagram").startswith("---\ntitle:")
    assert answer == {"workflow": "trial/grant", "version": 1, "format": "mermaid", "lang": "lv"}


@pytest.mark.usefixtures("home")
@pytest.mark.parametrize(
    ("arguments", "error", "complaint"),
    [
        (["trial"], BadInput, "write PROGRAMME/WORKFLOW"),
        (["trial/gift"], NotFound, "known: grant"),
        (["trail/grant"], NotFound, "no such programme"),
        (["trial/grant", "--lang", "ru"], BadInput, "language 'ru' is not known"),
        (["trial/grant", "--output", "/nowhere/at/all.svg"], BadInput, "cannot be written"),
    ],
)
def test_says_what_is_wrong_and_how_to_mend_it(arguments: list[str], error: type[Exception], complaint: str) -> None:
    with pytest.raises(error, match=complaint):
        run("workflow", "diagram", *arguments)
