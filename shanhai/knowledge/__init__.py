"""What the field knows, as tables and word lists with sources; nothing is read before it is asked for."""
