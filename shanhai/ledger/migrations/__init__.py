"""The ledger's migrations; `versions/` holds one file a step, and a released one is never changed."""
