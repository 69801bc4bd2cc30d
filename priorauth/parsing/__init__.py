"""Reading YAML and JSON as located text, and turning it into frozen models with every error placed."""
