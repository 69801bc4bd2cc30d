"""Reading an MRI report of the lumbar spine: right, or silent."""
