"""A case: what the chart says about one patient and one request, before anybody judges it."""
