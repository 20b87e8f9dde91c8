"""The command line: one module per command; everything heavy is imported inside the command that needs it."""

from .application import app, main

__all__ = ["app", "main"]
