"""Conservative care: courses with their dates, visits, status, result and reason."""
