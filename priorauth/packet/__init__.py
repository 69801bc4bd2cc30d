"""The packet: the plan of its pages, their stamps, the binding, and the manifest."""
