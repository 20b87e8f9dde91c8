"""The application: pages, places and people in the browser, and the same as JSON."""

from .app import create_app

__all__ = ["create_app"]
