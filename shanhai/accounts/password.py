"""Passwords: argon2id, at most two worked out at a time; those that are easily guessed are refused."""

from __future__ import annotations

import unicodedata
from functools import cache
from threading import BoundedSemaphore

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from shanhai.model import AccountError

SHORTEST, LONGEST = 12, 128
"""Characters: ASVS 4.0.3, 2.1.1 and 2.1.2."""
STRONG = 3
"""Of zxcvbn's 0 to 4: 10^8 guesses and more, which the limits on signing in stretch over thousands of years."""
_SEEN = 72
"""Characters that zxcvbn looks at: it takes no more."""

# 64 MiB and three rounds (RFC 9106, the second recommended choice), so two at a time: 40 threads would take 2.6 GB.
_hasher = PasswordHasher()
_turn = BoundedSemaphore(2)


def hashed(password: str) -> str:
    """What is kept of a password.

    >>> hashed("甲县乙市丙区丁镇一二三四").startswith("$argon2id$")
    True
    """
    with _turn:
        return _hasher.hash(_plain(password))


def matches(kept: str | None, password: str) -> bool:
    """Whether this is the password; where there is none to compare with, it takes as long to say no.

    >>> matches(hashed("甲县乙市丙区丁镇一二三四"), "甲县乙市丙区丁镇一二三四"), matches(None, "甲")
    (True, False)
    """
    with _turn:
        try:
            return _hasher.verify(kept or _nobody(), _plain(password[: 4 * LONGEST])) and kept is not None
        except (VerificationError, InvalidHashError):
            return False


def outdated(kept: str) -> bool:
    """Whether it was worked out with weaker parameters than are used now.

    >>> outdated(hashed("甲县乙市丙区丁镇一二三四"))
    False
    """
    return _hasher.check_needs_rehash(kept)


def checked(password: str, *known: str) -> str:
    """The password, if it may be one. AccountError where it is short, long, or easily guessed from what is `known`."""
    plain = _plain(password)
    if len(plain) < SHORTEST:
        problem = f"口令不到 {SHORTEST} 个字符 (shorter than {SHORTEST} characters)"
        raise AccountError("password", problem, "几个不相干的词连起来就够长 (a few unrelated words are long enough)", cause="short")
    if len(plain) > LONGEST:
        raise AccountError("password", f"口令超过 {LONGEST} 个字符 (longer than {LONGEST} characters)", "短一些 (shorten it)", cause="long")
    if _easy(plain, known):
        problem = "这个口令容易猜中 (it is easily guessed)"
        raise AccountError(
            "password", problem, "不用常见的口令、姓名、日期、连着的键 (no common password, name, date or row of keys)", cause="easy"
        )
    return password


def _easy(plain: str, known: tuple[str, ...]) -> bool:
    from zxcvbn import zxcvbn  # 0.1 s to import, and needed only where a password is set

    if len(set(plain)) < SHORTEST // 2:
        return True
    return int(zxcvbn(plain[:_SEEN], user_inputs=["shanhai", "山海", *known])["score"]) < STRONG


def _plain(password: str) -> str:
    """The same characters however the keyboard made them (NFKC)."""
    return unicodedata.normalize("NFKC", password)


@cache
def _nobody() -> str:
    return _hasher.hash("nobody's")
