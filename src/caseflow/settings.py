"""What the surroundings tell caseflow: folders, database, mail, secret key, kind of installation."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal, cast, get_args

from caseflow.errors import BadInput

Environment = Literal["production", "practice", "test"]

_PACKAGE = Path(__file__).resolve().parent
_WHEEL_HOME = _PACKAGE / "_home"
_PRACTICE_KEY = "practice-key-known-to-everybody-never-for-production"
_SHORTEST_KEY, _FEWEST_SIGNS = 32, 10


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings of one process, read once from the environment and passed on.

    `home` holds `workflows/`, `letters/` and `migrations/`; `data` takes the outbox and channel folders.
    """

    home: Path
    data: Path
    database_url: str = field(repr=False)
    environment: Environment
    smtp_url: str | None = field(repr=False, default=None)
    given_key: str | None = field(repr=False, default=None)

    @classmethod
    def from_environment(cls, environ: Mapping[str, str] | None = None) -> Settings:
        """Read the CASEFLOW_ variables; raises BadInput for a kind or home that cannot be."""
        given = os.environ if environ is None else environ
        home = find_home(given)
        var = _var_folder(home)
        return cls(
            home=home,
            data=Path(given.get("CASEFLOW_DATA") or var).absolute(),
            database_url=given.get("CASEFLOW_DATABASE_URL") or f"sqlite:///{var / 'caseflow.db'}",
            environment=_environment(given.get("CASEFLOW_ENV") or "production"),
            smtp_url=given.get("CASEFLOW_SMTP_URL") or None,
            given_key=given.get("CASEFLOW_SECRET_KEY") or None,
        )

    def secret_key(self) -> str:
        """The key that signs and seals; BadInput where production has none of its own that is hard to guess."""
        key = self.given_key
        if self.environment != "production":
            return key or _PRACTICE_KEY
        if key is None or key == _PRACTICE_KEY or len(key) < _SHORTEST_KEY or len(set(key)) < _FEWEST_SIGNS:
            raise BadInput(
                f"CASEFLOW_SECRET_KEY: production needs its own random key, {_SHORTEST_KEY} characters or more; "
                "make one with: python3 -c 'import secrets; print(secrets.token_urlsafe(48))'"
            )
        return key


def find_home(environ: Mapping[str, str] | None = None) -> Path:
    """The folder that holds `workflows/`, `letters/` and `migrations/`.

    CASEFLOW_HOME if it is set, else the repository's root, else the data that came with the wheel.
    Raises BadInput when none of them is there.
    """
    given = os.environ if environ is None else environ
    named = given.get("CASEFLOW_HOME")
    if named:
        home = Path(named).absolute()
        if not _is_home(home):
            raise BadInput(f"CASEFLOW_HOME={named}: name a folder that holds workflows/ and letters/")
        return home
    for home in (_PACKAGE.parent.parent, _WHEEL_HOME):
        if _is_home(home):
            return home
    raise BadInput("no programme folders found; set CASEFLOW_HOME to the folder with workflows/ and letters/")


def _is_home(folder: Path) -> bool:
    return (folder / "workflows").is_dir() and (folder / "letters").is_dir()


def _var_folder(home: Path) -> Path:
    # What comes with a wheel lies among the installed packages: nothing may be written there.
    return (Path.cwd() if home == _WHEEL_HOME else home) / "var"


def _environment(word: str) -> Environment:
    if word not in get_args(Environment):
        raise BadInput(f"CASEFLOW_ENV={word}: must be one of {', '.join(get_args(Environment))}")
    return cast(Environment, word)
