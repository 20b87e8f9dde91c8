"""A large made-up ledger, and readers who ask it for everything: `python -m bench.load` (README.md says how)."""
