"""Reading a chart: its documents, their statements, and how each of them stands. Nothing here knows a case."""
