"""From a read chart to a draft case: what was read plainly is filled in, and everything else is a question."""
