"""The shipped typeface: what letters, slips and pages made from text are drawn with."""
