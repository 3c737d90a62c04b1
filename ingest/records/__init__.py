"""Records: facts a paper states in a known form, each with the place where it stands."""
