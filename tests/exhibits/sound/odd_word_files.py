"""Word files as offices make them."""

from __future__ import annotations

from tests.exhibits.hostile.word_files import W, in_paragraph, repacked, run

TEMPLATE = "file:///S:\\Shared\\Forms\\Front%20office%20letter.dotx"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships"


def begun_from_a_template(
    data: bytes | None = None, target: str = TEMPLATE, *, named: bool = True, related: bool = True
) -> bytes:
    """A letter that was begun from a template: ``named`` in its settings, and ``related`` with its address."""

    def edit(parts: dict[str, bytes]) -> None:
        entry = f'<Relationship Id="rId1" Type="{_R}/attachedTemplate" Target="{target}" TargetMode="External"/>'
        name = '<w:attachedTemplate r:id="rId1"/>' if named else ""
        parts["word/settings.xml"] = f'<w:settings xmlns:w="{W}" xmlns:r="{_R}">{name}</w:settings>'.encode()
        if related:
            links = f'<Relationships xmlns="{_RELATIONSHIPS}">{entry}</Relationships>'
            parts["word/_rels/settings.xml.rels"] = links.encode()

    return repacked(edit, data)


def field(code: str, shown: str, *, separate: bool = True, end: bool = True) -> str:
    """A field as Word writes it, or with one of its marks gone."""
    middle = '<w:r><w:fldChar w:fldCharType="separate"/></w:r>' if separate else ""
    last = '<w:r><w:fldChar w:fldCharType="end"/></w:r>' if end else ""
    begin = '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
    return f"{begin}<w:r><w:instrText> {code} </w:instrText></w:r>{middle}{run(shown)}{last}"


def numbered(code: str, shown: str, after: str = " Relief lasted four months.", **marks: bool) -> bytes:
    """A line with a field in it, and words behind the field."""
    return in_paragraph(run("Page ") + field(code, shown, **marks) + run(after))
