"""Many cases from one worklist: reading it, building its cases, recording them, and mapping its columns."""
