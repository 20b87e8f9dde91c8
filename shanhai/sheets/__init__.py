"""Offices' ledgers in Excel: read as they come, laid beside the ledger's entries, and written back with what was found."""

from .grid import Grid, open_workbook
from .plan import ColumnUse, SheetPlan, shape_of
from .row import CellProblem, Left, SheetRow

__all__ = ["CellProblem", "ColumnUse", "Grid", "Left", "SheetPlan", "SheetRow", "open_workbook", "shape_of"]
