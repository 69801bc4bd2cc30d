"""What else the pain can come from: blocks with their relief, and tests of the examination with their results."""
