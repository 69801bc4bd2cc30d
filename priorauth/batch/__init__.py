"""Many cases in one run: worklists, tasks, engines, and what is left on disk and in reports."""
