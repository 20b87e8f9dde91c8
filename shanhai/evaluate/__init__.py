"""The scorer: accounts of pages against labels that people wrote about them (docs/codebook.md)."""

from .evidence import EvidenceCheck, check_evidence
from .finding import Changes, Finding, Outcome, changes, read_findings, write_findings
from .folder import Reading, Report, evaluate_folder, labelled_pages, read_folder, report
from .item import TYPES
from .label import Label, LabelError, read_label
from .rendering import changes_text, report_text, scores_text
from .score import Count, Scores, TypeScore, evaluate, score

__all__ = [
    "TYPES",
    "Changes",
    "Count",
    "EvidenceCheck",
    "Finding",
    "Label",
    "LabelError",
    "Outcome",
    "Reading",
    "Report",
    "Scores",
    "TypeScore",
    "changes",
    "changes_text",
    "check_evidence",
    "evaluate",
    "evaluate_folder",
    "labelled_pages",
    "read_findings",
    "read_folder",
    "read_label",
    "report",
    "report_text",
    "score",
    "scores_text",
    "write_findings",
]
