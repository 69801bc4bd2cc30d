"""The made-up clinics whose letterheads the records carry. All phone numbers are from the 555-01xx range."""

from __future__ import annotations

from examples.chart_pages import Clinic

SPINE = Clinic(
    "Example Spine & Pain",
    "Jordan Sample, MD - Pain Medicine",
    "100 Example Street, Cheyenne, WY 82001",
    "307-555-0140",
    "307-555-0141",
)
IMAGING = Clinic(
    "EXAMPLE IMAGING CENTER",
    "Department of Radiology",
    "220 Sample Avenue, Cheyenne, WY 82001",
    "307-555-0150",
    "307-555-0151",
    face="Times-Roman",
    is_centered=True,
)
THERAPY = Clinic(
    "Example Physical Therapy",
    "Outpatient orthopedic rehabilitation",
    "35 Placeholder Road, Cheyenne, WY 82001",
    "307-555-0160",
    "307-555-0161",
)
BEHAVIORAL = Clinic(
    "Example Behavioral Health",
    "Pain psychology service",
    "410 Specimen Lane, Cheyenne, WY 82001",
    "307-555-0170",
    "307-555-0171",
    face="Times-Roman",
)
