"""The keys of the vault, derived from the installation's secret; they stand outside the database."""

from __future__ import annotations

import hashlib
import hmac
from dataclasses import dataclass, field
from functools import lru_cache

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF


@dataclass(frozen=True, slots=True)
class Keys:
    """One key encrypts, another makes the digests for equality; `id` names the generation."""

    id: str
    encryption: bytes = field(repr=False)
    digest: bytes = field(repr=False)

    @classmethod
    def derive(cls, secret: str) -> Keys:
        """Both keys from one secret of at least 32 characters, by HKDF-SHA256."""
        derived = {use: _derive(secret, use) for use in ("encryption", "digest")}
        id = hashlib.sha256(b"caseflow key id" + derived["encryption"]).hexdigest()[:16]
        return cls(id, derived["encryption"], derived["digest"])

    def seal(self, plain: bytes, about: bytes, nonce: bytes) -> bytes:
        """Encrypt and authenticate `plain` together with `about` (AES-256-GCM); the nonce stands in front."""
        return nonce + _cipher(self.encryption).encrypt(nonce, plain, about)

    def unseal(self, sealed: bytes, about: bytes) -> bytes:
        """What was sealed; raises cryptography's InvalidTag when key, bytes or `about` differ."""
        return _cipher(self.encryption).decrypt(sealed[:12], sealed[12:], about)

    def signing(self, purpose: str) -> bytes:
        """A key that signs for one purpose only, such as links to letters."""
        return hmac.new(self.digest, f"signing\0{purpose}".encode(), hashlib.sha256).digest()

    def equality(self, kind: str, value: str) -> str:
        """A digest that is equal exactly for equal values of one kind, and tells nothing else without the key."""
        return hmac.digest(self.digest, f"{kind}\0{value}".encode(), "sha256").hex()


@lru_cache(maxsize=8)
def _cipher(key: bytes) -> AESGCM:
    """Setting a cipher up costs more than sealing a value."""
    return AESGCM(key)


def _derive(secret: str, use: str) -> bytes:
    kdf = HKDF(algorithm=hashes.SHA256(), length=32, salt=None, info=f"caseflow {use}".encode())
    return kdf.derive(secret.encode())
