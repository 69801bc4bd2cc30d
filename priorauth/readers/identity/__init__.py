"""Who a document says it is about, and which numbers and codes stand on it."""
