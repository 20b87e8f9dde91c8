"""Shanhai 山海: the record of China's inter-regional cooperation, read from public pages in whatever state the web left them."""

__version__ = "0.1.0"
