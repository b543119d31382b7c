"""The vault's keys: what they seal opens with them alone, and their digests tell equal from different."""

from __future__ import annotations

import pytest
from cryptography.exceptions import InvalidTag
from hypothesis import given
from hypothesis import strategies as st

from caseflow.parties.keys import Keys
from tests.world import KEYS

OTHER = Keys.derive("another secret that only tests know, long enough")
NONCE = bytes(12)


@given(st.binary(max_size=200), st.binary(max_size=16))
def test_what_is_sealed_opens_with_the_same_key_and_subject(plain: bytes, about: bytes) -> None:
    sealed = KEYS.seal(plain, about, NONCE)
    assert KEYS.unseal(sealed, about) == plain
    assert len(sealed) == len(plain) + 12 + 16


def test_another_key_another_subject_or_a_changed_byte_opens_nothing() -> None:
    sealed = KEYS.seal(b"Anna", b"row 1", NONCE)
    with pytest.raises(InvalidTag):
        OTHER.unseal(sealed, b"row 1")
    with pytest.raises(InvalidTag):
        KEYS.unseal(sealed, b"row 2")
    with pytest.raises(InvalidTag):
        KEYS.unseal(sealed[:-1] + bytes([sealed[-1] ^ 1]), b"row 1")


@given(st.sampled_from(["person_code", "person_name", "text"]), st.text(max_size=40))
def test_digests_are_equal_for_equal_values_of_one_kind_under_one_key(kind: str, value: str) -> None:
    assert KEYS.equality(kind, value) == KEYS.equality(kind, value)
    assert KEYS.equality(kind, value) != OTHER.equality(kind, value)


pairs = st.tuples(st.text(alphabet="ab\0", max_size=3), st.text(alphabet="ab", max_size=3))


@given(pairs, pairs)
def test_digests_of_different_values_or_kinds_differ(one: tuple[str, str], other: tuple[str, str]) -> None:
    names = [f"kind_{kind.replace(chr(0), 'x')}" for kind, _ in (one, other)]
    same = (names[0], one[1]) == (names[1], other[1])
    assert (KEYS.equality(names[0], one[1]) == KEYS.equality(names[1], other[1])) is same


def test_keys_of_one_secret_are_the_same_and_hide_themselves() -> None:
    again = Keys.derive("a secret that only tests know, long enough")
    assert again == KEYS
    assert KEYS.id != OTHER.id
    assert KEYS.encryption != KEYS.digest
    assert KEYS.encryption.hex() not in repr(KEYS)
    assert repr(KEYS) == f"Keys(id={KEYS.id!r})"
