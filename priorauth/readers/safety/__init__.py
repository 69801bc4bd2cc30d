"""What has to be known before the procedure: infection, fracture, tumor, devices, drugs, surgery and the like."""
