"""What a channel takes: limits, parts, compression, fax, trimming."""
