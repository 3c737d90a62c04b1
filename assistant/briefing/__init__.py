"""Briefs: a new member, a topic, a person, and what is new since a day, brought up to date from the papers."""

from assistant.briefing.briefs import brief
from assistant.briefing.scope import BriefError

__all__ = ["BriefError", "brief"]
