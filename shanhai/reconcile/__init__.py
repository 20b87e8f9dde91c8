"""Statements of many pages about one thing: found, weighed, put together, settled; pure functions, no database."""
