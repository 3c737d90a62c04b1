"""A report of a run: what is told of it, in which words, drawn how. It is written by report.py."""
