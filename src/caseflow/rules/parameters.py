"""Dated parameters: every figure of the law with its validity and source, one version for any day."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from datetime import date

from caseflow.errors import BadInput
from caseflow.rules.figures import Figures
from caseflow.rules.parameter import Parameter, parameter_from_row


class ParameterTable:
    """All versions of all figures; `on(day)` gives those of one reference date."""

    def __init__(self, parameters: Iterable[Parameter]) -> None:
        """Refuse two versions of one key that overlap, and versions of different types. Raises BadInput."""
        self._versions: dict[str, tuple[Parameter, ...]] = {}
        for each in sorted(parameters, key=lambda p: (p.key, p.valid_from or date.min)):
            self._add(each)

    def _add(self, new: Parameter) -> None:
        earlier = self._versions.get(new.key, ())
        for old in earlier:
            if old.type != new.type:
                raise BadInput(
                    f"{new.key}: {old.type} in {old.interval} but {new.type} in {new.interval}; use one type"
                )
            if (old.valid_to or date.max) >= (new.valid_from or date.min):
                raise BadInput(f"{new.key}: {old.interval} overlaps {new.interval}; end the earlier before the later")
        self._versions[new.key] = (*earlier, new)

    @classmethod
    def from_rows(cls, rows: Iterable[tuple[Mapping[str, object], str]]) -> ParameterTable:
        """Build the table out of parsed rows, each with the place where it stands (`path:line`)."""
        return cls(parameter_from_row(row, where) for row, where in rows)

    def on(self, day: date) -> Figures:
        """The figures of one reference date, with an empty record of what is read."""
        return Figures(self, day)

    def find(self, key: str, day: date) -> Parameter | None:
        """Return the version of `key` valid on `day`, or None."""
        return next((each for each in self._versions.get(key, ()) if each.covers(day)), None)

    def versions(self, key: str) -> tuple[Parameter, ...]:
        """All versions of one key, oldest first; empty when nobody knows the key."""
        return self._versions.get(key, ())

    @property
    def keys(self) -> tuple[str, ...]:
        """Every key, sorted."""
        return tuple(self._versions)

    @property
    def content_hash(self) -> str:
        """SHA-256 over every version, the same for the same content in any order."""
        rows = [
            [
                p.key,
                p.type,
                list(p.value) if isinstance(p.value, tuple) else str(p.value),
                p.interval,
                p.source,
            ]
            for key in self.keys
            for p in self._versions[key]
        ]
        return hashlib.sha256(json.dumps(rows, ensure_ascii=False).encode()).hexdigest()
