"""Text that a language model reads, as files with named holes. Answers are selected from the papers: none yet."""
