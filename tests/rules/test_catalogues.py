"""The texts of the rules: every message that the law may give exists in both languages, and no other."""

from __future__ import annotations

import re
from pathlib import Path
from string import Formatter

import pytest

import caseflow.rules
from caseflow.rules import rules
from caseflow.words import Message
from caseflow.words.catalogue import catalogue_names, say, template

FOLDER = Path(caseflow.rules.__file__).parent
CATALOGUES = Path(caseflow.rules.__file__).parents[1] / "words" / "catalogues"
ID = re.compile(r'"(rules_[a-z_]+(?:\.[a-z0-9_{}]+)+)"')


def ids_in(text: str) -> set[str]:
    return set(ID.findall(text))


def written_ids(name: str, lang: str) -> set[str]:
    return set(re.findall(r'^msgid "(.+)"$', (CATALOGUES / lang / f"{name}.po").read_text(encoding="utf-8"), re.M))


@pytest.mark.parametrize("name", [name for name in catalogue_names("lv") if name.startswith("rules_")])
def test_both_languages_say_the_same_things_with_the_same_values(name: str) -> None:
    assert written_ids(name, "lv") == written_ids(name, "en")
    for each in written_ids(name, "lv"):
        values = [
            {field for _, field, _, _ in Formatter().parse(template(Message(each, {"n": 1}), lang)) if field}
            for lang in ("lv", "en")
        ]
        assert values[0] == values[1], each


def test_every_rule_has_a_title_in_both_languages() -> None:
    for each in rules():
        assert say(each.title, "lv")
        assert say(each.title, "en")


def test_every_text_is_used_and_every_message_has_its_text() -> None:
    used = {each.title.id for each in rules()}
    patterns = []
    for path in FOLDER.glob("*.py"):
        for each in ids_in(path.read_text(encoding="utf-8")):
            if "{" in each:
                patterns.append(re.compile(re.sub(r"\{[a-z_]+\}", "[a-z0-9_]+", each.replace(".", r"\."))))
            else:
                used.add(each)
    names = [name for name in catalogue_names("lv") if name.startswith("rules_")]
    texts = {each for name in names for each in written_ids(name, "lv")}
    assert used - texts == set()
    assert {each for each in texts - used if not any(p.fullmatch(each) for p in patterns)} == set()
    assert [p.pattern for p in patterns if not any(p.fullmatch(each) for each in texts)] == []
