"""Outside sets: how well the assistant finds, answers and refuses beside figures measured by others."""
