"""The styles of the package: the looks as named paragraph styles, and nothing of the template's own.

Belongs here: styles and settings. Does not belong here: the looks themselves.

Named styles and no direct formatting: an officer who edits the file in Word sees "Trích yếu" and "Nội dung" in the
list of styles, and changes one place.
"""

from __future__ import annotations

from docx.document import Document as Package
from docx.oxml.ns import qn

from sauro.engine.documents.out.looks import FONT, LOOKS, Look
from sauro.engine.documents.out.parts import Element, element, rule_spacing, twips

LANGUAGE = "vi-VN"


def install_styles(package: Package) -> None:
    root = package.styles.element
    for child in list(root):
        root.remove(child)
    root.append(_defaults())
    normal = element(
        "style", element("name", val="Normal"), element("qFormat"), type="paragraph", styleId="Normal"
    )
    normal.set(qn("w:default"), "1")
    root.append(normal)
    character = element(
        "style",
        element("name", val="Default Paragraph Font"),
        type="character",
        styleId="DefaultParagraphFont",
    )
    character.set(qn("w:default"), "1")
    root.append(character)
    table = element(
        "style", element("name", val="Normal Table"), _no_margins(), type="table", styleId="TableNormal"
    )
    table.set(qn("w:default"), "1")
    root.append(table)
    for code, look in LOOKS.items():
        root.append(_style(code, look))


def install_settings(package: Package) -> None:
    """Word's layout of today (mode 15), decimal comma; no theme, no template, no random session ids."""
    root = package.settings.element
    for child in list(root):
        root.remove(child)
    compatibility = element(
        "compatSetting", name="compatibilityMode", uri="http://schemas.microsoft.com/office/word", val="15"
    )
    root.append(element("zoom", percent="100"))
    root.append(element("defaultTabStop", val="720"))
    root.append(element("characterSpacingControl", val="doNotCompress"))
    root.append(element("compat", compatibility))
    root.append(element("decimalSymbol", val=","))
    root.append(element("listSeparator", val=";"))


def _defaults() -> Element:
    runs = element(
        "rPr",
        # Named for all scripts: without eastAsia Word takes another font for some Vietnamese letters.
        element("rFonts", ascii=FONT, hAnsi=FONT, eastAsia=FONT, cs=FONT),
        element("color", val="000000"),
        element("sz", val="28"),
        element("szCs", val="28"),
        element("lang", val=LANGUAGE, eastAsia=LANGUAGE, bidi="ar-SA"),
    )
    paragraphs = element(
        "pPr", element("widowControl"), element("spacing", before="0", after="0", line="240", lineRule="auto")
    )
    return element("docDefaults", element("rPrDefault", runs), element("pPrDefault", paragraphs))


def _no_margins() -> Element:
    sides = [element(side, w="0", type="dxa") for side in ("top", "left", "bottom", "right")]
    return element("tblPr", element("tblInd", w="0", type="dxa"), element("tblCellMar", *sides))


def _style(code: str, look: Look) -> Element:
    paragraph = element("pPr")
    if look.keep_next:
        paragraph.append(element("keepNext"))
    if code == "end":
        paragraph.append(element("spacing", before="0", after="0", line=twips(look.size), lineRule="exact"))
    elif code == "rule":
        paragraph.append(rule_spacing())
    else:
        paragraph.append(
            element(
                "spacing", before=twips(look.before), after="0", line=round(look.line * 240), lineRule="auto"
            )
        )
    if look.indent:
        paragraph.append(element("ind", firstLine=twips(look.indent)))
    paragraph.append(element("jc", val=look.align))
    if look.outline is not None:
        paragraph.append(element("outlineLvl", val=look.outline))
    run = element("rPr")
    if look.bold:
        run.append(element("b"))
        run.append(element("bCs"))
    if look.italic:
        run.append(element("i"))
        run.append(element("iCs"))
    run.append(element("sz", val=round(look.size * 2)))
    run.append(element("szCs", val=round(look.size * 2)))
    return element(
        "style",
        element("name", val=look.name),
        element("basedOn", val="Normal"),
        element("qFormat"),
        paragraph,
        run,
        type="paragraph",
        customStyle="1",
        styleId=code,
    )
