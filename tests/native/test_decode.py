"""Reading codes on a phone: both readers, on pictures as cameras make them."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from io import BytesIO
from itertools import count

import pytest
import qrcode
from PIL import Image, ImageFilter, ImageOps
from qrcode.constants import ERROR_CORRECT_M

from app.platform.phone import decode
from app.protocol import qr_text
from tests.bench import hard
from tests.people import LIBRARY, STRANGER, token

ORIGIN = "https://uren.example.be"
TEXT = qr_text.to_text(ORIGIN, qr_text.SESSION, token(LIBRARY))
OTHER = qr_text.to_text(ORIGIN, qr_text.SESSION, token(STRANGER, number=2))
READERS = {"zxing": decode.zxing, "zbar": decode.zbar}
WALL = (236, 230, 220)
ENDLESS = 1e9  # seconds: no limit
KINDS = ("inverted", "very dark", "moire", "bands", "glare", "steep", "curved", "mirrored", "cracked")


@cache
def makers() -> dict[str, Callable[[], bytes]]:
    return hard.makers(code(TEXT, 12), seed=3)


@cache
def hard_frame(kind: str) -> bytes:
    return makers()[kind]()


def code(text: str, module: int = 8) -> Image.Image:
    made = qrcode.QRCode(error_correction=ERROR_CORRECT_M, box_size=module, border=4)
    made.add_data(text, optimize=20)
    picture: Image.Image = made.make_image().convert("RGB")
    return picture


def scene(*codes: Image.Image, size: tuple[int, int] = (1280, 720), turn: float = 0) -> Image.Image:
    """A wall with these codes side by side, seen askew."""
    wall = Image.new("RGB", size, WALL)
    for place, one in enumerate(codes):
        turned = one.rotate(turn, expand=True, fillcolor=WALL, resample=Image.Resampling.BICUBIC)
        left = size[0] * (2 * place + 1) // (2 * len(codes)) - turned.width // 2
        wall.paste(turned, (left, (size[1] - turned.height) // 2))
    return wall


def jpeg(picture: Image.Image, quality: int = 80, **more: object) -> bytes:
    out = BytesIO()
    picture.save(out, "JPEG", quality=quality, **more)
    return out.getvalue()


@pytest.fixture(params=["zxing", pytest.param("zbar", marks=pytest.mark.zbar)])
def read(request: pytest.FixtureRequest) -> decode.Reader:
    return READERS[request.param]()


@pytest.mark.parametrize("turn", [0, 17, 90, 200])
def test_a_code_in_a_frame_of_the_camera_is_read_at_any_angle(read: decode.Reader, turn: float) -> None:
    frame = jpeg(scene(code(TEXT, 6), turn=turn).filter(ImageFilter.GaussianBlur(1)), 60)
    assert decode.FrameReader(read).texts_in(frame) == [TEXT]


def test_a_photo_of_twelve_million_points_is_read_also_when_it_lies_on_its_side(read: decode.Reader) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6  # as phones write it: turn me
    photo = jpeg(scene(code(TEXT, 20), size=(4000, 3000)), exif=exif.tobytes())
    assert decode.texts_in(photo, read=read) == [TEXT]


def test_a_small_code_in_a_large_photo_is_read(read: decode.Reader) -> None:
    assert decode.texts_in(jpeg(scene(code(TEXT, 5), size=(4000, 3000)), 90), read=read) == [TEXT]


def test_a_screenshot_with_transparency_is_read(read: decode.Reader) -> None:
    out = BytesIO()
    scene(code(TEXT)).convert("RGBA").save(out, "PNG")
    assert decode.texts_in(out.getvalue(), read=read) == [TEXT]


def test_two_codes_in_one_picture_are_both_read(read: decode.Reader) -> None:
    assert set(decode.FrameReader(read).texts_in(jpeg(scene(code(TEXT, 6), code(OTHER, 6))))) == {TEXT, OTHER}


def test_a_wall_without_a_code_is_read_as_nothing(read: decode.Reader) -> None:
    assert decode.texts_in(jpeg(scene()), read=read) == []


@pytest.mark.parametrize("kind", KINDS)
def test_a_code_that_is_hard_in_one_way_is_read_in_a_frame(read: decode.Reader, kind: str) -> None:
    assert decode.FrameReader(read, ENDLESS).texts_in(hard_frame(kind)) == [TEXT]


def test_a_hard_code_is_read_in_a_photo(read: decode.Reader) -> None:
    assert decode.texts_in(hard_frame("bands"), read=read, seconds=ENDLESS) == [TEXT]


def test_there_is_a_test_for_each_way_in_which_a_code_can_be_hard() -> None:
    assert tuple(makers()) == KINDS


def test_one_more_look_at_each_frame_reads_a_hard_code_in_a_few_frames(read: decode.Reader) -> None:
    """A slow phone, with time for one look a frame, takes up in the next frame what the last one left."""
    reader = decode.FrameReader(read, 0)
    looks = (reader.texts_in(hard_frame("steep")) for _ in range(8))
    assert next(texts for texts in looks if texts) == [TEXT]


def test_when_its_time_is_over_a_frame_is_left_and_so_is_a_photo() -> None:
    pictures: list[Image.Image] = []
    clock = count()

    def nothing(grey: Image.Image) -> list[str]:
        pictures.append(grey)
        return []

    reader = decode.FrameReader(nothing, 3, lambda: float(next(clock)))
    assert reader.texts_in(jpeg(scene())) == []
    assert len(pictures) == 1 + 3
    pictures.clear()
    assert decode.texts_in(jpeg(scene()), (900,), nothing, 3, lambda: float(next(clock))) == []
    assert len(pictures) == 1 + 2


@pytest.mark.parametrize("grey", [0, 255, 128])
def test_a_picture_of_one_colour_or_of_one_point_is_read_as_nothing(read: decode.Reader, grey: int) -> None:
    for size in ((1, 1), (3, 900), (640, 480)):
        assert decode.texts_in(jpeg(Image.new("L", size, grey)), read=read, seconds=ENDLESS) == []


@pytest.mark.zbar
def test_a_code_of_which_zbar_knows_no_direction_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    """It knows none for one of several codes that make a text together."""
    from pyzbar import pyzbar

    monkeypatch.setattr(pyzbar, "zbar_symbol_get_orientation", lambda _: 4_294_967_295)
    assert decode.texts_in(jpeg(scene(code(TEXT))), read=decode.zbar()) == [TEXT]


def test_a_small_inverted_picture_is_read(read: decode.Reader) -> None:
    assert decode.texts_in(jpeg(ImageOps.invert(code(TEXT, 4))), read=read) == [TEXT]


@pytest.mark.parametrize(
    "rubbish", [b"", b"not a picture", jpeg(scene(code(TEXT)))[:3000], b"\x89PNG\r\n\x1a\n", b"GIF89a" + bytes(20)]
)
def test_what_is_no_picture_is_read_as_nothing(rubbish: bytes) -> None:
    assert decode.texts_in(rubbish) == []


def test_a_picture_that_would_fill_the_memory_is_not_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    out = BytesIO()
    Image.new("1", (20_000, 20_000)).save(out, "PNG")
    assert decode.texts_in(out.getvalue()) == []


def test_our_codes_come_before_those_on_the_next_poster() -> None:
    assert decode.ours_and_foreign(["https://shop.example", TEXT, TEXT, OTHER]) == ((TEXT, OTHER), "https://shop.example")
    assert decode.ours_and_foreign(["WIFI:S:gent;;"]) == ((), "WIFI:S:gent;;")
    assert decode.ours_and_foreign([]) == ((), "")
    assert decode.ours_and_foreign(["https://shop.example", "VEERTIG-CARD:123"])[0] == ("VEERTIG-CARD:123",)


@pytest.mark.zbar
def test_zxing_reads_where_it_is_and_zbar_where_it_is_not(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "zxingcpp", None)
    decode.reader.cache_clear()
    try:
        assert decode.reader().__qualname__.startswith("zbar")
    finally:
        decode.reader.cache_clear()
    monkeypatch.undo()
    assert decode.reader().__qualname__.startswith("zxing")
