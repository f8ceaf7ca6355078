"""A QR code (ISO/IEC 18004) as one SVG path: always black on white, with a quiet zone of 4 modules around it."""

from __future__ import annotations

import flet as ft

QUIET = 4  # modules
SIDE = 272  # dp: side of a code that another phone scans
MASK = 3  # a fixed mask: to search for the best takes three times as long, and the code is read no better


def qr_modules(text: str) -> list[list[bool]]:
    """The rows of modules of the code of `text`, true for a dark one, without a quiet zone."""
    import qrcode
    from qrcode.constants import ERROR_CORRECT_M

    code = qrcode.QRCode(error_correction=ERROR_CORRECT_M, border=QUIET, mask_pattern=MASK)
    code.add_data(text, optimize=20)
    code.make(fit=True)
    return [[bool(dark) for dark in row] for row in code.modules]


def qr_svg(text: str) -> str:
    """The SVG of the code of `text`, with error correction M. Digits are packed in numeric mode."""
    modules = qr_modules(text)
    side = len(modules) + 2 * QUIET
    runs = []
    for y, row in enumerate(modules):
        x = 0
        while x < len(row):
            length = 0
            while x + length < len(row) and row[x + length]:
                length += 1
            if length:
                runs.append(f"M{x + QUIET} {y + QUIET}h{length}v1h-{length}z")
            x += length or 1
    shape = f'<path d="{"".join(runs)}" fill="#000" shape-rendering="crispEdges"/>'
    head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {side} {side}">'
    return f'{head}<rect width="{side}" height="{side}" fill="#fff"/>{shape}</svg>'


def qr(text: str, size: float, name: str, above: ft.Control | None = None) -> ft.Control:
    """The code of `text`, `size` dp square, on a white card; `above` stands over it on that card. `name` says to screen readers
    what it is.
    """
    image = ft.Image(src=qr_svg(text), width=size, height=size, gapless_playback=True, exclude_from_semantics=True)
    card = ft.Container(image, bgcolor="#FFFFFF", border_radius=24, padding=8)
    if above:
        card.content = ft.Column([above, image], spacing=0, tight=True)
    return ft.Semantics(label=name, image=True, identifier="qr", content=card)
