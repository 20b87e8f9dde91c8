"""Typed spans of the restored text: dates, places, people, posts, organisations, sites, delegations, programmes."""

from .find import find

__all__ = ["find"]
