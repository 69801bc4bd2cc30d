"""Letters: templates in Jinja and Markdown, the plain data they see, and the documents they become."""
