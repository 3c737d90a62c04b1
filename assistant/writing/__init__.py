"""Answers in prose by a language model."""
