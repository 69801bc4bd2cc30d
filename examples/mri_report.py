"""The lumbar MRI report of a made-up chart: technique, findings by level, impression."""

from __future__ import annotations

from collections.abc import Mapping

from examples.chart_pages import Fields, Heading, Items, Record, Signature, Text
from examples.clinics import IMAGING

NORMAL = "Disc height and signal are preserved. No canal or foraminal narrowing."
L4_L5_TYPE_1 = (
    "Modic type 1 changes of the inferior L4 and superior L5 endplates. The marrow beside them is low on T1 and high "
    "on T2 and STIR. Mild disc height loss. No canal stenosis. No nerve root contact."
)
L5_S1_TYPE_2 = (
    "Modic type 2 changes of the inferior L5 and superior S1 endplates. The marrow beside them is high on T1 and T2 "
    "and low on STIR. Moderate disc height loss. No canal stenosis. No nerve root contact."
)
L4_L5_UNTYPED = (
    "There are degenerative endplate changes. Mild disc height loss. No canal stenosis. No nerve root contact."
)
_LEVELS = ("L1-L2", "L2-L3", "L3-L4", "L4-L5", "L5-S1")


def mri_report(findings: Mapping[str, str], impression: tuple[str, ...]) -> Record:
    """Write a three-page report; a level without a finding of its own is normal."""
    by_level = tuple((level, findings.get(level, NORMAL)) for level in _LEVELS)
    return Record(
        "mri-report.pdf",
        IMAGING,
        "MRI OF THE LUMBAR SPINE WITHOUT CONTRAST",
        "Date of study: 08/18/2026",
        (
            (
                Heading("Examination"),
                Fields(
                    (
                        ("Study", "MRI lumbar spine without contrast"),
                        ("Date of study", "August 18, 2026"),
                        ("Ordered by", "Jordan Sample, MD, Example Spine & Pain"),
                        ("Status", "Final"),
                    )
                ),
                Heading("Clinical history"),
                Text("Chronic low back pain, axial. Evaluate the endplates."),
                Heading("Comparison"),
                Text("None available."),
                Heading("Technique"),
                Text(
                    "Sagittal T1, sagittal T2, sagittal STIR, axial T1 and axial T2 weighted images of the lumbar "
                    "spine were obtained. No contrast was given. Image quality is diagnostic."
                ),
                Heading("Numbering"),
                Text("Five lumbar-type vertebrae, counted from the last rib downward. No transitional anatomy."),
            ),
            (
                Heading("Findings"),
                Text("Alignment: normal lordosis. No listhesis."),
                Text("Vertebral bodies: heights are preserved. No fracture. No suspicious marrow lesion."),
                Text("Conus: ends at L1 and has a normal signal."),
                Heading("By level"),
                Fields(by_level),
                Heading("Other"),
                Text("Paraspinal soft tissues are unremarkable. No fluid collection."),
            ),
            (
                Heading("Impression"),
                Items(impression),
                Text("No fracture, infection or mass. No canal stenosis."),
                Signature(
                    "Casey Specimen, MD",
                    "Final report. Electronically signed by Casey Specimen, MD, August 19, 2026, 9:14 AM",
                ),
                Text(
                    "Dictated and read by the same radiologist. Sent to the ordering physician on August 19, 2026."
                ),
            ),
        ),
    )
