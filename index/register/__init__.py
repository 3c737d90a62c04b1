"""Questions to the records: who owns what as of a day, what was decided, how a figure went, who held a role."""
