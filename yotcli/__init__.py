"""Compare inspections of youth offending teams in England and Wales."""

__version__ = "0.1.0"  # a literal: importlib.metadata would cost half a start-up
