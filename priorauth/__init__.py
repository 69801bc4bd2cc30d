"""priorauth: prior-authorization packets for basivertebral nerve ablation, true to the chart."""

__version__ = "0.1.0"
