"""Text that a language model reads, as files with named holes. Answers are selected, not written, so there is none yet."""
