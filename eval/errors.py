"""Why an evaluation cannot be done: the text says what is wrong and what to do.

EvaluationError
├── SetError      a question set (set_files.py)
├── RunError      a run: its name, its folder, what it was begun with
└── GateError     a file of floors
"""


class EvaluationError(Exception):
    """An evaluation cannot be done."""


class RunError(EvaluationError):
    """A run cannot be made or read."""


class GateError(EvaluationError):
    """A gate's file cannot be used."""
