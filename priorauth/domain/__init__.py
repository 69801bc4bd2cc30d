"""The vocabulary that everything speaks: levels, bodies and endplates, codes, dates."""
