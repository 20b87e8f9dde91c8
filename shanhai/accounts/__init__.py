"""Who may do what on a shared ledger: accounts and their roles, signing in, keys of programs, and the audit.

A ledger without an account is one person's, on one machine; from the first account on, everybody signs in.
"""

from .role import Role
from .user import User

__all__ = ["Role", "User"]
