"""From mentions to facts: sentence rules, completed and merged, for one page."""
