"""The one catalogue of coded problems, and the exit codes of the command line.

A message names fields, positions and ids. It never carries a value from a chart: what a patient's file says
stays in that file.
"""

from priorauth.problems.catalogue import CATALOGUE
from priorauth.problems.name_hints import did_you_mean, nearest_name
from priorauth.problems.problem import Problem, Refused, Where, internal_fault, problem
from priorauth.problems.problem_kind import ExitCode, Owner, ProblemKind, Severity

__all__ = [
    "CATALOGUE",
    "ExitCode",
    "Owner",
    "Problem",
    "ProblemKind",
    "Refused",
    "Severity",
    "Where",
    "did_you_mean",
    "internal_fault",
    "nearest_name",
    "problem",
]
