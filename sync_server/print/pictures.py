"""The pictograms of the app (assets/icons), in a form that the PDF library reads."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from xml.etree import ElementTree

ASSETS = Path(__file__).resolve().parent.parent.parent / "assets"
SVG = "http://www.w3.org/2000/svg"


def picture(name: str) -> BytesIO:
    """The SVG of a pictogram, with the width of strokes at each element: the library does not inherit it from a group."""
    root = ElementTree.parse(ASSETS / "icons" / f"{name}.svg").getroot()  # noqa: S314 - a file of this repository
    _hand_down(root, {})
    ElementTree.register_namespace("", SVG)
    return BytesIO(ElementTree.tostring(root))


def _hand_down(element: ElementTree.Element, strokes: dict[str, str]) -> None:
    strokes = strokes | {key: value for key, value in element.attrib.items() if key.startswith("stroke-")}
    if "stroke" in element.attrib:
        element.attrib.update(strokes)
    for child in element:
        _hand_down(child, strokes)
