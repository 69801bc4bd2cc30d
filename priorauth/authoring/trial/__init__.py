"""Letters tried before they are live: scenarios, previews, tests."""
