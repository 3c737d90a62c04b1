"""Whether cited text carries a sentence."""
