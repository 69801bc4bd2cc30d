"""Office Open XML as a container: the names it uses, and whether a Word file from outside is safe to open."""
