"""What an account may do: four roles, each with all that the one below it may."""

from __future__ import annotations

from enum import StrEnum


class Role(StrEnum):
    """A reader looks and downloads; an editor adds and corrects; a reviewer judges and joins; an admin keeps the accounts.

    >>> Role.REVIEWER.covers(Role.EDITOR), Role.READER.covers(Role.EDITOR)
    (True, False)
    """

    READER = "reader"
    EDITOR = "editor"
    REVIEWER = "reviewer"
    ADMIN = "admin"

    def covers(self, least: Role) -> bool:
        """Whether this role may do what needs at least the other."""
        ranks = tuple(Role)
        return ranks.index(self) >= ranks.index(least)
