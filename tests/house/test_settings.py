"""What the environment tells, and what is refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from caseflow.errors import BadInput
from caseflow.settings import Settings, find_home

_ROOT = Path(__file__).resolve().parents[2]
_KEY = "0123456789abcdef" * 2


def _home(folder: Path) -> Path:
    for name in ("workflows", "letters"):
        (folder / name).mkdir(parents=True)
    return folder


def test_an_empty_environment_means_production_in_the_repository() -> None:
    settings = Settings.from_environment({})
    assert settings.environment == "production"
    assert settings.home == _ROOT
    assert settings.data == _ROOT / "var"
    assert settings.database_url == f"sqlite:///{_ROOT}/var/caseflow.db"
    assert settings.smtp_url is None


def test_every_variable_is_heard(tmp_path: Path) -> None:
    settings = Settings.from_environment(
        {
            "CASEFLOW_HOME": str(_home(tmp_path / "home")),
            "CASEFLOW_DATA": str(tmp_path / "data"),
            "CASEFLOW_DATABASE_URL": "postgresql://host/name",
            "CASEFLOW_SECRET_KEY": _KEY,
            "CASEFLOW_SMTP_URL": "smtp://mail.example",
            "CASEFLOW_ENV": "test",
        }
    )
    assert settings.home == tmp_path / "home"
    assert settings.data == tmp_path / "data"
    assert settings.database_url == "postgresql://host/name"
    assert settings.secret_key() == _KEY
    assert settings.smtp_url == "smtp://mail.example"
    assert settings.environment == "test"


def test_a_home_of_its_own_keeps_its_database_below_it(tmp_path: Path) -> None:
    home = _home(tmp_path / "home")
    assert Settings.from_environment({"CASEFLOW_HOME": str(home)}).database_url == f"sqlite:///{home}/var/caseflow.db"


def test_refuses_a_home_without_programmes(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="workflows"):
        find_home({"CASEFLOW_HOME": str(tmp_path)})


def test_refuses_an_unknown_kind_of_installation() -> None:
    with pytest.raises(BadInput, match="production, practice, test"):
        Settings.from_environment({"CASEFLOW_ENV": "staging"})


@pytest.mark.parametrize("key", ["", _KEY[:31], "k" * 64, "changeme" * 8])
def test_production_refuses_a_missing_short_or_monotonous_key(key: str) -> None:
    with pytest.raises(BadInput, match="CASEFLOW_SECRET_KEY"):
        Settings.from_environment({"CASEFLOW_SECRET_KEY": key}).secret_key()


def test_production_refuses_the_key_that_practice_uses() -> None:
    known = Settings.from_environment({"CASEFLOW_ENV": "practice"}).secret_key()
    with pytest.raises(BadInput, match="CASEFLOW_SECRET_KEY"):
        Settings.from_environment({"CASEFLOW_SECRET_KEY": known}).secret_key()


def test_production_takes_a_key_of_32_characters() -> None:
    assert Settings.from_environment({"CASEFLOW_SECRET_KEY": _KEY}).secret_key() == _KEY


def test_printed_settings_tell_no_secret() -> None:
    settings = Settings.from_environment(
        {
            "CASEFLOW_SECRET_KEY": _KEY,
            "CASEFLOW_DATABASE_URL": "postgresql://u:hushhush@host/name",
            "CASEFLOW_SMTP_URL": "smtp://u:hushhush@mail",
        }
    )
    assert _KEY not in repr(settings)
    assert "hushhush" not in repr(settings)
