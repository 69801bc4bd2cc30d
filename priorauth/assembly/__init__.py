"""From a case to its packet: the chart, the letters found for it, and the corridor itself."""
