"""Accounts, links, sessions, keys, counts of tries and the audit, on both databases."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from argon2 import PasswordHasher
from argon2.exceptions import VerificationError
from sqlalchemy import select, update

from shanhai.accounts import Role, audit, invitation, key, password, session, signing, throttle, user
from shanhai.accounts.clock import iso
from shanhai.accounts.password import checked, hashed, matches
from shanhai.accounts.secret import digest
from shanhai.ledger import Ledger, signed
from shanhai.model import AccountError
from tests.ledger.conftest import file as own_file
from tests.ledger.conftest import ledger as own_ledger
from tests.ledger.conftest import place as own_place
from tests.ledger.contents import exported
from tests.ledger.synthetic import page_reading

file, place, ledger = own_file, own_place, own_ledger
PASSWORD, OTHER = "甲县乙市丙区丁镇一二三四", "戊港己河庚山辛路五六七八"


@pytest.fixture
def admin(ledger: Ledger) -> user.User:
    with ledger.aside() as connection:
        return user.make(connection, "林晓", Role.ADMIN, PASSWORD)


def cause(error: pytest.ExceptionInfo[AccountError]) -> str:
    return error.value.cause


@pytest.mark.parametrize(
    ("password", "why"),
    [
        ("短", "short"),
        ("password1234", "easy"),
        ("aaaaaaaaaaaaaaaa", "easy"),
        ("qwertyuiop12", "easy"),
        ("长" * 200, "long"),
        ("林晓林晓20240101", "easy"),
    ],
)
def test_weak_passwords_are_refused(password: str, why: str) -> None:
    with pytest.raises(AccountError) as error:
        checked(password, "林晓")
    assert cause(error) == why


def test_passwords_are_kept_as_argon2id_and_are_the_same_in_every_width(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(password, "_hasher", PasswordHasher())
    kept = hashed("Ａbc 甲县乙市丙区")
    assert kept.startswith("$argon2id$v=19$m=65536,t=3,p=4$")
    assert matches(kept, "Abc 甲县乙市丙区")
    assert not matches(kept, "abc 甲县乙市丙区")
    assert not matches("no hash", "abc")


def test_a_name_is_taken_whatever_its_width_and_case(ledger: Ledger) -> None:
    with ledger.aside() as connection:
        user.make(connection, "Li Si", Role.READER, PASSWORD)
        for name in ("li si", "ＬＩ　ＳＩ", " Li  Si "):
            with pytest.raises(AccountError) as error:
                user.make(connection, name, Role.READER, PASSWORD)
            assert cause(error) == "taken"
        for name in ("", " ", "甲\u202e乙", "长" * 41, "甲\n\x00"):
            with pytest.raises(AccountError) as error:
                user.make(connection, name, Role.READER, PASSWORD)
            assert cause(error) == "name"


def test_the_last_admin_stays(ledger: Ledger) -> None:
    with ledger.aside() as connection:
        user.make(connection, "林晓", Role.ADMIN, PASSWORD)
        for act in (lambda: user.close(connection, "林晓"), lambda: user.set_role(connection, "林晓", Role.READER)):
            with pytest.raises(AccountError) as error:
                act()
            assert cause(error) == "last"
        user.make(connection, "王审", Role.ADMIN, PASSWORD)
        assert user.close(connection, "林晓").closed
        with pytest.raises(AccountError):
            user.close(connection, "王审")
        assert user.reopen(connection, "林晓").closed is None


def test_a_link_works_once_and_not_for_ever(ledger: Ledger) -> None:
    with ledger.aside() as connection:
        secret = invitation.invite(connection, "李四", Role.EDITOR, "林晓")
        assert secret not in str(connection.execute(select(signed.invitations)).all())
        with pytest.raises(AccountError) as error:
            invitation.accept(connection, secret, "短")
        assert cause(error) == "short"
        assert invitation.accept(connection, secret, PASSWORD).role is Role.EDITOR
        with pytest.raises(AccountError) as error:
            invitation.accept(connection, secret, OTHER)
        assert cause(error) == "spent"
        late = invitation.invite(connection, "王五", Role.READER, "林晓", timedelta(seconds=-1))
        assert invitation.invitation(connection, late) is None
        again = invitation.invite(connection, "王五", Role.ADMIN, "林晓")
        later = invitation.invite(connection, "王五", Role.READER, "林晓")
        assert invitation.invitation(connection, again) is None
        assert [each.name for each in invitation.invitations(connection)] == ["王五"]
        assert invitation.withdraw(connection, digest(later)[:16]) == "王五"
        assert invitation.invitation(connection, later) is None


def test_a_reset_sets_another_password_and_ends_sessions(ledger: Ledger, admin: user.User) -> None:
    _, begun = signing.sign_in(ledger, "林晓", PASSWORD, "10.0.0.3")
    with ledger.aside() as connection:
        invitation.accept(connection, invitation.reset(connection, "林晓", "命令行"), OTHER)
        assert session.signed_in(connection, begun) is None
    with pytest.raises(AccountError):
        signing.sign_in(ledger, "林晓", PASSWORD, "10.0.0.3")
    assert signing.sign_in(ledger, "林晓", OTHER, "10.0.0.3")


def aged(ledger: Ledger, secret: str, column: str, by: timedelta) -> None:
    with ledger.aside() as connection:
        s = signed.sessions
        connection.execute(update(s).where(s.c.secret == digest(secret)).values({column: iso(plus=by)}))


def test_sessions_end_when_idle_and_in_any_case(ledger: Ledger, admin: user.User) -> None:
    for column, by, alive in (
        ("seen", -session.IDLE + timedelta(minutes=1), True),
        ("seen", -session.IDLE - timedelta(seconds=1), False),
        ("until", timedelta(minutes=1), True),
        ("until", timedelta(seconds=-1), False),
    ):
        _, secret = signing.sign_in(ledger, "林晓", PASSWORD, "10.0.0.3")
        aged(ledger, secret, column, by)
        with ledger.looking() as connection:
            assert (session.signed_in(connection, secret) is not None) == alive
            assert secret not in str(connection.execute(select(signed.sessions)).all())


def test_a_password_change_ends_every_session(ledger: Ledger, admin: user.User) -> None:
    _, one = signing.sign_in(ledger, "林晓", PASSWORD, "10.0.0.3")
    _, other = signing.sign_in(ledger, "林晓", PASSWORD, "10.0.0.4")
    with pytest.raises(AccountError) as error:
        signing.change_password(ledger, admin, OTHER, OTHER, "10.0.0.3")
    assert cause(error) == "old"
    fresh = signing.change_password(ledger, admin, PASSWORD, OTHER, "10.0.0.3")
    with ledger.looking() as connection:
        assert [session.signed_in(connection, each) is not None for each in (one, other, fresh)] == [False, False, True]


def test_a_closed_account_is_out_at_once(ledger: Ledger, admin: user.User) -> None:
    with ledger.aside() as connection:
        held = user.make(connection, "赵编", Role.EDITOR, PASSWORD)
        handed = key.new_key(connection, held, "脚本", 30)
    _, secret = signing.sign_in(ledger, "赵编", PASSWORD, "10.0.0.3")
    with ledger.aside() as connection:
        assert key.holder(connection, handed)
        user.close(connection, "赵编")
        assert key.holder(connection, handed) is None
        assert session.signed_in(connection, secret) is None
    with pytest.raises(AccountError) as error:
        signing.sign_in(ledger, "赵编", PASSWORD, "10.0.0.3")
    assert cause(error) == "wrong"


def test_keys_run_out_and_are_few(ledger: Ledger, admin: user.User) -> None:
    with ledger.aside() as connection:
        handed = key.new_key(connection, admin, "脚本", 30)
        assert handed not in str(connection.execute(select(signed.keys)).all())
        assert key.holder(connection, handed) == admin
        connection.execute(update(signed.keys).values(until=iso(plus=timedelta(seconds=-1))))
        assert key.holder(connection, handed) is None
        for _ in range(key.MOST):
            key.new_key(connection, admin, "脚本", 30)
        with pytest.raises(AccountError) as error:
            key.new_key(connection, admin, "脚本", 30)
        assert cause(error) == "keys"
        key.end_key(connection, admin, key.keys(connection, admin)[0].id)
        assert len(key.keys(connection, admin)) == key.MOST - 1
        for wrong in ("%", "", "0" * 16):
            with pytest.raises(AccountError):
                key.end_key(connection, admin, wrong)


def tries(ledger: Ledger, name: str, address: str, most: int) -> int:
    """How many wrong tries come through before one is held off."""
    for number in range(most):
        with pytest.raises(AccountError) as error:
            signing.sign_in(ledger, name, "wrong", address)
        if cause(error) == "often":
            return number
    return most


def test_guessing_is_held_off_by_pair_by_account_and_by_address(ledger: Ledger, admin: user.User, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(signing, "matches", lambda kept, given: given == PASSWORD)
    assert tries(ledger, "林晓", "10.0.0.3", 100) == throttle.PER_PAIR
    with pytest.raises(AccountError) as error:
        signing.sign_in(ledger, "林晓", PASSWORD, "10.0.0.3")  # the right one too
    assert cause(error) == "often"
    assert signing.sign_in(ledger, "林晓", PASSWORD, "10.0.0.9")  # its owner, elsewhere
    came = sum(tries(ledger, "林晓", f"10.0.1.{number}", 3) for number in range(40))
    assert came == throttle.PER_ACCOUNT
    came = sum(tries(ledger, f"某{number}", "10.0.2.1", 1) for number in range(100))
    assert came == throttle.PER_ADDRESS
    with ledger.aside() as connection:
        assert len(audit.lines(connection, act="held_off", most=500)) < 110
        connection.execute(update(signed.attempts).values(until=iso(plus=timedelta(seconds=-1))))
    assert signing.sign_in(ledger, "林晓", PASSWORD, "10.0.0.3")
    with ledger.looking() as connection:
        assert len(connection.execute(select(signed.attempts)).all()) <= 1


def test_counts_of_tries_are_bounded(ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(throttle, "MOST_ROWS", 10)
    with ledger.aside() as connection:
        assert sum(throttle.counted(connection, "account", str(number), 5) for number in range(50)) == 10


@pytest.mark.parametrize("name", ["林晓", "没有这个人"])
def test_a_wrong_name_costs_the_same_working_out_as_a_wrong_password(
    ledger: Ledger, admin: user.User, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    worked: list[str] = []

    class Counting:
        def verify(self, kept: str, plain: str) -> bool:
            worked.append(kept)
            raise VerificationError

    password.matches(None, "once, so that what stands for nobody is there")
    monkeypatch.setattr(password, "_hasher", Counting())
    with pytest.raises(AccountError):
        signing.sign_in(ledger, name, "wrong", "10.0.0.3")
    assert [kept.split("$")[:4] for kept in worked] == [password._nobody().split("$")[:4]]  # one verification, with the same parameters


def test_the_audit_says_who_and_whence_and_is_swept(ledger: Ledger, admin: user.User) -> None:
    signing.sign_in(ledger, "林晓", PASSWORD, "10.0.0.3")
    with ledger.aside() as connection:
        (line,) = audit.lines(connection, who="林晓", act="signed_in")
        assert (line.address, line.about) == ("10.0.0.3", "")
        connection.execute(update(signed.audit).values(at=iso(plus=-audit.KEPT - timedelta(days=1))))
        audit.sweep(connection)
        assert list(audit.every_line(connection)) == []


def test_nothing_of_it_is_exported_or_counts_as_a_change(ledger: Ledger, tmp_path: Path) -> None:
    ledger.add(page_reading(1))
    before, version = exported(ledger, tmp_path / "a"), ledger.version
    with ledger.aside() as connection:
        held = user.make(connection, "林晓", Role.ADMIN, PASSWORD)
        invitation.invite(connection, "李四", Role.READER, "林晓")
        key.new_key(connection, held, "脚本", 30)
    signing.sign_in(ledger, "林晓", PASSWORD, "10.0.0.3")
    assert ledger.version == version
    assert exported(ledger, tmp_path / "b") == before
