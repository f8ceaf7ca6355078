# ruff: noqa: E501  (drawings are long lines)
"""Makes the pictures of the app out of two free sets and the drawings below: one file for each meaning.

The results are committed; run this only to add or change a picture:

    npm pack @iconify-json/fluent-emoji-flat@1.2.6 @phosphor-icons/core@2.1.1    (and unpack both)
    python assets/icons/make.py FOLDER_OF_FLUENT FOLDER_OF_PHOSPHOR

Rules for a picture: plain attributes only (the client ignores <style> and filters), no text, no flag, no religious sign.
People and things keep their colours. Actions are drawn in one line colour with a soft inside, and once more in white
(`name-white.svg`) for the green action and for the dark. The way out has warm colours in place of both.
"""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path

HERE = Path(__file__).parent
LINE, SOFT = "#0B5D57", "#C9DEDA"
WHITE_LINE, WHITE_SOFT = "#FFFFFF", '#FFFFFF" fill-opacity="0.25'
WRONG, RIGHT, PAPER, POINT = "#C2482D", "#2F7A40", "#FBF7F0", "#C2482D"
PALE_WRONG, PALE_RIGHT, DARK_PAPER, PALE_POINT = "#FF9C7E", "#8FD79C", "#14201F", "#FFB37E"
# The way out is warm wherever it stands, so that it is not taken for the way in.
WARM = {"leave", "until", "over_internet"}
WARM_LINE, WARM_SOFT, WARM_WHITE_LINE, WARM_WHITE_SOFT = "#A66B0B", "#FBDDA8", "#FFC361", '#F2A93B" fill-opacity="0.35'
KINDS = ("#F2A93B", "#D9593D", "#3F8F4F", "#2F6DB5")

# meaning: name in fluent-emoji-flat
THINGS = {
    "activity-library": "books", "activity-sport": "soccer-ball", "activity-cooking": "pot-of-food", "activity-walking": "person-walking",
    "activity-cycling": "person-biking", "activity-coffee": "hot-beverage", "activity-garden": "seedling", "activity-sewing": "thread", "activity-music": "guitar",
    "activity-culture": "performing-arts", "activity-cleaning": "broom", "activity-repair": "hammer-and-wrench", "activity-workplace": "construction-worker",
    "activity-school": "school", "activity-outing": "bus", "activity-animals": "cat-face", "activity-computer": "laptop",
    "sign-bird": "bird", "sign-fish": "tropical-fish", "sign-butterfly": "butterfly", "sign-tulip": "tulip", "sign-tree": "deciduous-tree",
    "sign-boat": "sailboat", "sign-kite": "kite", "sign-umbrella": "umbrella", "sign-turtle": "turtle", "sign-snail": "snail",
    "sign-cherries": "cherries", "sign-mushroom": "mushroom", "sign-sunflower": "sunflower", "sign-duck": "duck", "sign-balloon": "balloon",
    "sign-key": "key",
    "newcomer": "person", "buddy": "person-beard", "calendar": "spiral-calendar", "organisation": "office-building",
    "face-3": "smiling-face-with-smiling-eyes", "face-2": "neutral-face", "face-1": "slightly-frowning-face",
}  # fmt: skip

# The pictures of a recovery card, each by its number: `name: name in fluent-emoji-flat`. A card that somebody keeps names them by
# number for years, so none ever changes its place; only the drawing may become better.
CARD = {
    "cat": "cat-face", "cow": "cow-face", "horse": "horse-face", "rabbit": "rabbit-face", "elephant": "elephant", "giraffe": "giraffe", "lion": "lion", "frog": "frog",
    "rooster": "rooster", "penguin": "penguin", "duck": "duck", "butterfly": "butterfly", "snail": "snail", "turtle": "turtle", "fish": "fish", "bee": "honeybee",
    "apple": "red-apple", "banana": "banana", "grapes": "grapes", "watermelon": "watermelon", "strawberry": "strawberry", "pineapple": "pineapple", "carrot": "carrot", "corn": "ear-of-corn",
    "bread": "bread", "cake": "birthday-cake", "teapot": "teapot", "bucket": "bucket", "broom": "broom", "chair": "chair", "bed": "bed", "clock": "alarm-clock",
    "hammer": "hammer", "scissors": "scissors", "ladder": "ladder", "key": "key", "lamp": "light-bulb", "umbrella": "umbrella", "glasses": "glasses", "pencil": "pencil",
    "shirt": "t-shirt", "socks": "socks", "backpack": "backpack", "ball": "soccer-ball", "balloon": "balloon", "kite": "kite", "drum": "drum", "guitar": "guitar",
    "bicycle": "bicycle", "car": "automobile", "bus": "bus", "tractor": "tractor", "plane": "airplane", "boat": "sailboat", "train": "locomotive", "helicopter": "helicopter",
    "sun": "sun", "water": "droplet", "snowflake": "snowflake", "tulip": "tulip", "tree": "deciduous-tree", "palm_tree": "palm-tree", "cactus": "cactus", "mushroom": "mushroom",
}  # fmt: skip

# meaning: things put together, each (name, left, top, size) on a square of 32; "*name" is one of our own drawings
SCENES = {
    "activity-care_home": [("house-with-garden", 0, -3, 25), ("older-person", 14, 14, 18)],
    "activity-market": [("carrot", 1.5, 0.5, 14), ("red-apple", 13, 1, 15), ("basket", 1, 4, 30)],
    "activity-children": [("girl", 0, 1, 20), ("boy", 12.5, 12.5, 19)],
    "activity-intake_talk": [("person", -1, 14, 18), ("person-red-hair", 15, 14, 18), ("*bubbles", 0, 0, 32)],
    "activity-group_moment": [("person-red-hair", -1, 4, 17), ("person-beard", 16, 4, 17), ("person", 7.5, 12, 19)],
    "activity-language_table": [
        ("person", 0, 9, 13.5),
        ("person-red-hair", 18.5, 9, 13.5),
        ("*bubbles", 0, 0, 32),
        ("*table", 0, 0, 32),
    ],
    "volunteering": [("person", 6, -1, 20), ("package", 6, 13, 19), ("red-heart", 11.5, 18.5, 8.5)],
    "buddy_with_cup": [("person-beard", -1, 0, 25), ("hot-beverage", 15, 15, 17)],
    "newcomers": [("person-curly-hair", -1, 7.5, 16), ("person-red-hair", 17, 7.5, 16), ("person", 7, 8.5, 18)],
    "somebody_there": [("office-building", 0, -1.5, 21), ("person", 3.5, 12.5, 19), ("*phone_with_code", 0, 0, 32)],
    "counsellor": [("person", 0, 1, 21), ("*desk", 0, 0, 32)],
    "somebody_else": [("person-curly-hair", -1, 0, 25), ("*plus", 0, 0, 32)],
    "tell": [("person", -1, 0, 23), ("*no_code", 0, 0, 32)],
    "buddy_phone": [("person-beard", -1, 2, 24), ("*phone_with_code", 0, 0, 32)],
    "by_mistake": [
        ("face-with-open-eyes-and-hand-over-mouth", -1, -1, 21.5),
        ("backhand-index-pointing-up", 14, 13.5, 18.5),
        ("*tapped", 0, 0, 32),
    ],
    "night": [("*sky", 0, 0, 32), ("crescent-moon", 4.5, 4.5, 21)],
    "by_day": [("*blue_sky", 0, 0, 32), ("sun", 4, 4, 24)],
    "helped": [("person", -1, 0, 20), ("girl", 17, 7, 15), ("mobile-phone", 7, 17, 14.5)],
    "together": [("person", 0, 3, 17), ("person-beard", 15, 3, 17), ("hot-beverage", 10, 17, 13)],
}

# meaning: (name in phosphor, style)
ACTIONS = {
    "scan": ("qr-code", "duotone"), "phone": ("device-mobile", "duotone"), "home": ("house", "duotone"),
    "settings": ("gear-six", "duotone"), "camera": ("camera", "duotone"), "camera_off": ("camera-slash", "duotone"),
    "photo": ("image", "duotone"), "clock": ("clock", "duotone"), "language": ("globe", "duotone"),
    "cloud_off": ("cloud-slash", "duotone"), "later": ("hourglass-medium", "duotone"), "coming_back": ("cloud-arrow-down", "duotone"),
    "leave": ("sign-out", "duotone mirrored"), "enter": ("sign-in", "duotone"),
    "light": ("flashlight", "duotone"), "letters": ("magnifying-glass-plus", "duotone"),
    "dutch_words": ("chats-circle", "duotone"), "help": ("lifebuoy", "duotone"), "list": ("list-checks", "duotone"),
    "two_windows": ("browsers", "duotone"), "old_phone": ("device-mobile-slash", "duotone"),
    "used_link": ("link-break", "duotone"), "new_place": ("map-pin-plus", "duotone"),
    "met": ("hand-heart", "duotone"),
    "speaker": ("speaker-high", "fill"), "speaker_stop": ("stop", "fill"), "speaker_none": ("speaker-slash", "fill"),
    "back": ("arrow-left", "bold"), "next": ("arrow-right", "bold"),
    "everybody": ("person-simple-circle", "duotone"),
    "close": ("x", "bold"), "tick_one": ("check", "bold"),
    "tick_two": ("checks", "bold"), "plus": ("plus", "bold"), "again": ("arrow-clockwise", "bold"),
}  # fmt: skip


def finder(x: float, y: float, side: float) -> str:
    """One corner of a code, as every code has three."""
    return f'<rect x="{x}" y="{y}" width="{side}" height="{side}" rx="{side / 6}" fill="SOFT" stroke="LINE"/>'


def code(x: float, y: float, side: float) -> str:
    """A small code: three corners and a few dots."""
    part = side * 0.36
    far = side - part
    dots = [(0.7, 0.7), (0.94, 0.7), (0.7, 0.94), (0.94, 0.94)]
    marks = "".join(f"M{x + a * side:g} {y + b * side:g}v0.1" for a, b in dots)
    corners = finder(x, y, part) + finder(x + far, y, part) + finder(x, y + far, part)
    return f'<g stroke-width="{side * 0.11:g}">{corners}<path d="{marks}" stroke="LINE"/></g>'


def tile(x: float, y: float, side: float, kind: int = 2) -> str:
    """One laid tile, small."""
    return f'<rect x="{x}" y="{y}" width="{side}" height="{side}" rx="{side / 4.5:.1f}" fill="{KINDS[kind]}"/>'


def cross(x: float, y: float, radius: float) -> str:
    """Not this: a round mark on whatever is behind it."""
    a = radius * 0.4
    return (
        f'<circle cx="{x}" cy="{y}" r="{radius}" fill="WRONG" stroke="PAPER" stroke-width="10"/>'
        f'<path d="M{x - a:g} {y - a:g}l{2 * a:g} {2 * a:g}M{x + a:g} {y - a:g}l{-2 * a:g} {2 * a:g}" stroke="PAPER" stroke-width="{radius * 0.3:g}"/>'
    )


def tick(x: float, y: float, radius: float) -> str:
    """This one: a round mark on whatever is behind it."""
    a = radius * 0.42
    return (
        f'<circle cx="{x}" cy="{y}" r="{radius}" fill="RIGHT" stroke="PAPER" stroke-width="10"/>'
        f'<path d="M{x - a:g} {y + a * 0.1:g}l{a * 0.75:g} {a * 0.75:g}l{a * 1.25:g} {-a * 1.5:g}" stroke="PAPER" stroke-width="{radius * 0.3:g}"/>'
    )


def photo(x: float, y: float, wide: float) -> str:
    """A photo of the sun above a mountain, upright, in its own colours."""
    high, mountain = wide * 1.5, f"M{x} {y + wide * 1.1:g}l{wide * 0.4:g} {-wide * 0.4:g}l{wide * 0.6:g} {wide * 0.55:g}"
    sun = f'<circle cx="{x + wide * 0.68:g}" cy="{y + wide * 0.36:g}" r="{wide * 0.17:g}" fill="#F2A93B"/>'
    return (
        f'<rect x="{x}" y="{y}" width="{wide}" height="{high:g}" rx="6" fill="#BFE0F5"/>{sun}'
        f'<path d="{mountain}V{y + high:g}H{x}z" fill="#3F8F4F"/>'
        f'<rect x="{x}" y="{y}" width="{wide}" height="{high:g}" rx="6" stroke="LINE" stroke-width="10"/>'
    )


def warning(x: float, y: float, radius: float) -> str:
    """Something is amiss: a round mark with an exclamation mark on whatever is behind it."""
    a = radius * 0.5
    return (
        f'<circle cx="{x}" cy="{y}" r="{radius}" fill="#F2A93B" stroke="PAPER" stroke-width="10"/>'
        f'<path d="M{x} {y - a:g}v{a * 0.95:g}M{x} {y + a:g}v0.1" stroke="#20302F" stroke-width="{radius * 0.34:g}"/>'
    )


# A cloud on a square of about 100: far away.
CLOUD = "M168 128a27 27 0 0 1-4-54a39 39 0 0 1 74 18a18 18 0 0 1-5 36z"
NEAR_CLOUD = '<g transform="translate(10 6) scale(0.92)" stroke-width="13">'  # beside a phone at the left, at its height
CROSSED_CLOUD = f'{NEAR_CLOUD}<path d="{CLOUD}" fill="none" stroke="LINE"/><path d="M154 152L240 44" stroke="LINE"/></g>'
BESIDE_PHONE = '<g transform="translate(18 6) scale(0.88)">'  # a cloud at the upper right that ends inside its square


def phone_code(x: float, y: float, wide: float, fill: str = "SOFT") -> str:
    """A phone that shows a code."""
    return (
        f'<rect x="{x}" y="{y}" width="{wide}" height="{wide * 1.85:g}" rx="{wide * 0.2:g}" fill="{fill}" stroke="LINE"/>'
        + code(x + wide * 0.22, y + wide * 0.55, wide * 0.56)
    )


def scanning(x: float) -> str:
    """The frame of a camera in one of two phones, from this far left."""
    corners = f"M{x} 106V88h18M{x + 34} 88h18v18M{x + 52} 150v18h-18M{x + 18} 168h-18v-18M{x + 4} 128h44"
    return f'<path d="{corners}" stroke="LINE" stroke-width="11"/>'


# The door of phosphor's sign-out, as in "leave", somewhat smaller.
LEFT = '<g transform="translate(214 6) scale(-0.88 0.88)" stroke="none"><path d="M224,56V200a16,16,0,0,1-16,16H48V40H208A16,16,0,0,1,224,56Z" fill="SOFT"/><path d="M120,216a8,8,0,0,1-8,8H48a8,8,0,0,1-8-8V40a8,8,0,0,1,8-8h64a8,8,0,0,1,0,16H56V208h56A8,8,0,0,1,120,216Zm109.66-93.66-40-40a8,8,0,0,0-11.32,11.32L204.69,120H112a8,8,0,0,0,0,16h92.69l-26.35,26.34a8,8,0,0,0,11.32,11.32l40-40A8,8,0,0,0,229.66,122.34Z" fill="LINE"/></g>'

# Our own, on a square of 256, drawn as phosphor draws: strokes of 16 with round ends, SOFT inside.
DISPLAY_CLOCK = (
    '<rect x="16" y="36" width="208" height="156" rx="16" fill="FILL" stroke="LINE"/><path d="M76 226h70" stroke="LINE"/>'
    '<circle cx="104" cy="114" r="52" fill="PAPER" stroke="LINE" stroke-width="13"/><path d="M104 82v34h24" stroke="LINE" stroke-width="13"/>'
)
OWN = {
    "display": '<rect x="24" y="40" width="208" height="152" rx="16" fill="SOFT" stroke="LINE"/><path d="M88 224h80" stroke="LINE"/>'
    + code(84, 72, 88),
    "code_on_wall": '<rect x="20" y="36" width="120" height="152" rx="10" fill="none" stroke="LINE"/>'
    + code(47, 64, 66)
    + '<path d="M60 156h40" stroke="LINE"/><rect x="168" y="92" width="72" height="128" rx="14" fill="SOFT" stroke="LINE"/>'
    '<path d="M204 118v0.1" stroke="LINE"/>',
    "phone_at_display": '<path d="M120 176H40a16 16 0 0 1-16-16V56a16 16 0 0 1 16-16h152a16 16 0 0 1 16 16v12M72 212h48" fill="none" stroke="LINE"/>'
    + code(52, 66, 84)
    + '<rect x="160" y="96" width="84" height="144" rx="18" fill="SOFT" stroke="LINE"/><path d="M202 124v0.1" stroke="LINE"/>',
    "other_code": '<rect x="16" y="40" width="208" height="152" rx="16" fill="none" stroke="LINE"/>'
    + "".join(f'<rect x="{x}" y="76" width="{wide}" height="80" rx="3" fill="LINE"/>' for x, wide in ((50, 10), (70, 22), (102, 10), (122, 10), (142, 26), (178, 10)))
    + cross(196, 192, 50),
    "display_refused": '<rect x="16" y="36" width="208" height="156" rx="16" fill="none" stroke="LINE"/><path d="M76 226h70" stroke="LINE"/>'
    + code(70, 66, 94) + cross(196, 190, 50),
    "display_clock_off": DISPLAY_CLOCK.replace("FILL", "none") + cross(196, 190, 50),
    "display_clock_right": DISPLAY_CLOCK.replace("FILL", "SOFT") + tick(196, 190, 50),
    "other_phone": phone_code(52, 20, 116, "none") + cross(180, 192, 50),
    "right_code": '<rect x="16" y="36" width="208" height="156" rx="16" fill="SOFT" stroke="LINE"/><path d="M76 226h70" stroke="LINE"/>'
    + code(70, 66, 94) + tick(196, 190, 50),
    "right_phone": phone_code(52, 20, 116) + tick(180, 192, 50),
    "code_again": phone_code(8, 20, 112)
    + '<path d="M226 176a40 40 0 1 1-12-29" stroke="LINE" stroke-width="18"/>'
    '<path d="M220 116v34h-34" stroke="LINE" stroke-width="18"/>',
    "code_phone": phone_code(70, 20, 116),
    "phone_scans": '<rect x="70" y="20" width="116" height="214" rx="23" fill="SOFT" stroke="LINE"/>'
    '<g stroke="LINE" stroke-width="13"><path d="M98 98V78h20M138 78h20v20M158 150v20h-20M118 170H98v-20"/><path d="M100 124h56"/></g>',
    "phone_broken": '<rect x="56" y="16" width="144" height="224" rx="26" fill="none" stroke="LINE"/><path d="M112 212h32" stroke="LINE"/>'
    + "".join(f'<g transform="rotate({turn} {x + 21} {y + 21})">{tile(x, y, 42, n)}</g>' for n, (x, y, turn) in enumerate(((78, 50, -14), (136, 62, 20), (80, 122, 28), (134, 118, -24))))
    + cross(186, 196, 50),
    "not_sent": '<rect x="16" y="96" width="92" height="148" rx="20" fill="SOFT" stroke="LINE"/>'
    + tile(38, 136, 48)
    + f'{BESIDE_PHONE}<path d="M150 128a36 36 0 0 1-6-71a52 52 0 0 1 98 24a26 26 0 0 1-6 47z" fill="none" stroke="LINE"/></g>'
    '<path d="M132 188c16 0 28-2 38-8" stroke="LINE" stroke-dasharray="0.1 26"/>' + cross(194, 128, 46),
    "camera_taken": '<rect x="20" y="44" width="196" height="176" rx="18" fill="none" stroke="LINE"/><path d="M20 88h196" stroke="LINE"/>'
    '<path d="M62 128h26l12-14h40l12 14h22v64H62z" fill="SOFT" stroke="LINE" stroke-width="12"/><circle cx="119" cy="158" r="16" stroke="LINE" stroke-width="12"/>'
    + cross(206, 56, 42),
    "right_window": '<rect x="20" y="44" width="196" height="164" rx="14" fill="SOFT" stroke="LINE"/><path d="M20 88h196" stroke="LINE"/>'
    + tile(62, 108, 36, 0) + tile(106, 108, 36, 1) + tile(62, 152, 36, 2) + tile(106, 152, 36, 3) + tick(196, 192, 50),
    "share_below": '<rect x="56" y="8" width="144" height="240" rx="26" fill="none" stroke="LINE" stroke-width="12"/><path d="M62 154h132" stroke="LINE" stroke-width="6"/>'
    '<g stroke-width="7"><path d="M120 196h-10v26h36v-26h-10" fill="SOFT" stroke="LINE"/><path d="M128 209v-30M118 188l10-10l10 10" stroke="LINE"/></g>'
    '<path d="M128 36v84M98 92l30 30l30-30" stroke="POINT" stroke-width="18"/>',
    "add_in_list": '<rect x="56" y="8" width="144" height="240" rx="26" fill="none" stroke="LINE" stroke-width="12"/>'
    '<path d="M80 48h44M80 80h60M80 212h52" stroke="LINE" stroke-width="7"/>'
    '<rect x="62" y="106" width="132" height="80" fill="SOFT"/><path d="M80 146h28" stroke="LINE" stroke-width="8"/>'
    '<rect x="136" y="126" width="40" height="40" rx="11" stroke="POINT" stroke-width="8"/><path d="M156 137v18M147 146h18" stroke="POINT" stroke-width="7"/>',
    "old_code": finder(32, 32, 76) + finder(148, 32, 76) + finder(32, 148, 76)
    + '<circle cx="186" cy="186" r="44" fill="SOFT" stroke="LINE"/><path d="M186 164v24h18" stroke="LINE"/>',
    "two_codes": '<rect x="10" y="68" width="102" height="120" rx="14" fill="none" stroke="LINE"/>'
    '<rect x="144" y="68" width="102" height="120" rx="14" fill="none" stroke="LINE"/>'
    + code(32, 98, 58)
    + code(166, 98, 58),
    "broken_code": finder(28, 28, 76) + finder(28, 152, 76) + finder(152, 28, 76)
    + '<path d="M228 148l-28 20l20 24l-36 12l8 24" stroke="LINE" fill="none"/><path d="M152 152v0.1M152 192v0.1" stroke="LINE"/>',
    "phone_full": '<rect x="12" y="20" width="128" height="212" rx="24" fill="none" stroke="LINE"/>' + photo(34, 52, 84)
    + f'<g transform="rotate(24 212 104)">{photo(190, 66, 48)}</g>'
    '<path d="M176 144l8 88h48l8-88z" fill="PAPER"/><g stroke-width="12"><path d="M176 144l8 88h48l8-88z" fill="SOFT" stroke="LINE"/>'
    '<path d="M166 144h82M200 168l2 40M216 168l-2 40" stroke="LINE" stroke-width="10"/></g>' + warning(130, 200, 38),
    "phone_of_photos": '<rect x="56" y="16" width="144" height="224" rx="26" fill="none" stroke="LINE"/>'
    + photo(78, 48, 100) + warning(196, 194, 50),
    "photo_away": f'<g transform="rotate(18 116 90)">{photo(70, 26, 92)}</g>'
    '<path d="M46 142l14 102h112l14-102z" fill="PAPER"/><path d="M46 142l14 102h112l14-102z" fill="SOFT" stroke="LINE"/>'
    '<path d="M88 170l6 46M116 170v46M144 170l-6 46" stroke="LINE" stroke-width="12"/>'
    '<path d="M30 142h172" stroke="LINE"/>',
    "phone_free": '<rect x="56" y="16" width="144" height="224" rx="26" fill="none" stroke="LINE"/><path d="M112 212h16" stroke="LINE"/>'
    + tick(192, 188, 54),
    "phone_empty": '<rect x="56" y="16" width="144" height="224" rx="26" fill="none" stroke="LINE"/><path d="M112 212h16" stroke="LINE"/>'
    '<rect x="92" y="76" width="72" height="72" rx="12" fill="none" stroke="LINE" stroke-width="12" stroke-dasharray="20 18"/>',
    "go_online": '<rect x="76" y="108" width="104" height="136" rx="20" fill="SOFT" stroke="LINE"/><path d="M116 212h24" stroke="LINE"/>'
    '<path d="M104 76a36 36 0 0 1 48 0M72 44a80 80 0 0 1 112 0" stroke="LINE" fill="none"/>',
    "share": '<path d="M88 100H64a12 12 0 0 0-12 12v104a12 12 0 0 0 12 12h128a12 12 0 0 0 12-12V112a12 12 0 0 0-12-12h-24" fill="SOFT" stroke="LINE"/>'
    '<path d="M128 156V28M88 64l40-40l40 40" stroke="LINE"/>',
    "take_back": '<rect x="52" y="52" width="152" height="152" rx="34" fill="SOFT" stroke="LINE" stroke-dasharray="34 26"/><path d="M40 216L216 40" stroke="LINE" stroke-width="22"/>',
    "on_phone": '<rect x="56" y="16" width="144" height="224" rx="26" fill="none" stroke="LINE"/><path d="M112 212h32" stroke="LINE"/>'
    + "".join(f'<rect x="{82 + n % 2 * 50}" y="{64 + n // 2 * 50}" width="42" height="42" rx="9" fill="{KINDS[n]}"/>' for n in range(4)),
    "app_on_phone": '<rect x="56" y="8" width="144" height="240" rx="26" fill="none" stroke="LINE" stroke-width="12"/><path d="M104 220h48" stroke="LINE" stroke-width="10"/>'
    + "".join(f'<rect x="{75 + n % 3 * 38}" y="{36 + n // 3 * 38}" width="30" height="30" rx="7" fill="SOFT"/>' for n in (0, 1, 2, 3, 6, 9, 10, 11))
    + '<rect x="110" y="71" width="76" height="76" rx="17" stroke="LINE" stroke-width="7"/>'
    + "".join(tile(122 + n % 2 * 28, 83 + n // 2 * 28, 24, n) for n in range(4)),
    "phone_offline": '<rect x="12" y="44" width="110" height="196" rx="22" fill="none" stroke="LINE"/><path d="M55 212h24" stroke="LINE"/>'
    f'<rect x="39" y="96" width="56" height="56" rx="13" stroke="LINE" stroke-width="9" stroke-dasharray="13 16"/>{CROSSED_CLOUD}',
    "tiles_come_in": '<rect x="12" y="44" width="110" height="196" rx="22" fill="SOFT" stroke="LINE"/><path d="M55 212h24" stroke="LINE"/>'
    + "".join(tile(29 + n % 2 * 41, 88 + n // 2 * 41, 35, n) for n in range(4))
    + f'{NEAR_CLOUD}<path d="{CLOUD}" fill="SOFT" stroke="LINE"/></g>'
    '<path d="M196 152v12a28 28 0 0 1-28 28h-16M172 168l-24 24l24 24" stroke="WARM" stroke-width="18"/>',
    "reading": '<path d="M92 88c-18-16-46-20-72-18v108c26-2 54 2 72 18c18-16 46-20 72-18V70c-26-2-54 2-72 18z" fill="SOFT" stroke="LINE"/>'
    '<path d="M92 88v108" stroke="LINE"/><path d="M192 96a40 40 0 0 1 0 56M214 70a76 76 0 0 1 0 108" stroke="LINE" fill="none"/>',
    "moment_kept": '<rect x="12" y="44" width="110" height="196" rx="22" fill="SOFT" stroke="LINE"/><path d="M55 212h24" stroke="LINE"/>'
    + tile(35, 92, 64) + CROSSED_CLOUD,
    "cloud": f'<g transform="translate(-264 -40) scale(2)" stroke-width="8"><path d="{CLOUD}" fill="SOFT" stroke="LINE"/></g>',
    "over_internet": '<path d="M28 188h196M176 140l48 48l-48 48" stroke="LINE" stroke-width="22"/>'
    '<path d="M98 132a44 44 0 0 1 60 0M70 98a84 84 0 0 1 116 0M42 64a124 124 0 0 1 172 0" stroke="LINE" stroke-width="18" fill="none"/>',
    "question": '<circle cx="128" cy="128" r="112" fill="#F2A93B" stroke="PAPER" stroke-width="20"/>'
    '<path d="M92 96a37 37 0 1 1 59 29c-16 12-23 18-23 34" fill="none" stroke="#20302F" stroke-width="30"/>'
    '<path d="M128 200v0.1" stroke="#20302F" stroke-width="36"/>',
    "printed_code": '<path d="M44 220V48a12 12 0 0 1 12-12h112l44 44v140a12 12 0 0 1-12 12H56a12 12 0 0 1-12-12" stroke="LINE"/>'
    '<path d="M168 36v32a12 12 0 0 0 12 12h32z" fill="SOFT" stroke="LINE" stroke-width="12"/><circle cx="112" cy="34" r="20" fill="WARM"/>'
    + code(76, 96, 104),
    "right_display": '<path d="M120 184H36a16 16 0 0 1-16-16V64a16 16 0 0 1 16-16h110M68 220h52" stroke="LINE"/>'
    + code(48, 74, 84)
    + '<rect x="156" y="112" width="84" height="132" rx="18" fill="SOFT" stroke="LINE"/><path d="M198 138v0.1" stroke="LINE"/>' + tick(198, 52, 46),
    "moment_sent": '<rect x="16" y="96" width="92" height="148" rx="20" fill="SOFT" stroke="LINE"/>'
    + tile(38, 136, 48)
    + '<path d="M126 148l24-24M154 158v-38h-38" stroke="none"/>'
    f'{BESIDE_PHONE}<path d="M150 128a36 36 0 0 1-6-71a52 52 0 0 1 98 24a26 26 0 0 1-6 47z" fill="none" stroke="LINE"/>'
    '<path d="M164 84l18 18l30-36" stroke="LINE"/></g><path d="M132 176c30 0 48-6 56-20" stroke="LINE" stroke-dasharray="0.1 26"/>',
    "two_phones": '<rect x="16" y="36" width="96" height="184" rx="20" fill="none" stroke="LINE"/>'
    '<rect x="144" y="36" width="96" height="184" rx="20" fill="SOFT" stroke="LINE"/>'
    + code(38, 86, 52)
    + '<path d="M168 130l18 18l32-40" stroke="LINE"/>',
    "two_phones_scan": '<rect x="16" y="36" width="96" height="184" rx="20" fill="none" stroke="LINE"/>'
    '<rect x="144" y="36" width="96" height="184" rx="20" fill="SOFT" stroke="LINE"/>'
    + code(38, 86, 52) + scanning(166),
    "two_phones_scan_turned": '<rect x="144" y="36" width="96" height="184" rx="20" fill="none" stroke="LINE"/>'
    '<rect x="16" y="36" width="96" height="184" rx="20" fill="SOFT" stroke="LINE"/>'
    + code(166, 86, 52) + scanning(38),
    "answer_scans": '<g stroke-width="12"><rect x="7" y="50" width="82" height="156" rx="18" fill="none" stroke="LINE"/>'
    '<rect x="167" y="50" width="82" height="156" rx="18" fill="SOFT" stroke="LINE"/></g>'
    + code(23, 96, 50)
    + '<path d="M185 110V94h15M216 94h15v16M231 148v16h-15M200 164h-15v-16M189 129h38" stroke="LINE" stroke-width="10"/>'
    '<path d="M114 128h26M127 113l15 15l-15 15" stroke="WARM" stroke-width="12"/>',
    "answer_scans_turned": '<g stroke-width="12"><rect x="167" y="50" width="82" height="156" rx="18" fill="none" stroke="LINE"/>'
    '<rect x="7" y="50" width="82" height="156" rx="18" fill="SOFT" stroke="LINE"/></g>'
    + code(183, 96, 50)
    + '<path d="M25 110V94h15M56 94h15v16M71 148v16H56M40 164H25v-16M29 129h38" stroke="LINE" stroke-width="10"/>'
    '<path d="M142 128h-26M129 113l-15 15l15 15" stroke="WARM" stroke-width="12"/>',
    "two_phones_answer": '<rect x="144" y="36" width="96" height="184" rx="20" fill="none" stroke="LINE"/>'
    '<rect x="16" y="36" width="96" height="184" rx="20" fill="SOFT" stroke="LINE"/>'
    + code(166, 86, 52)
    + '<path d="M40 130l18 18l32-40" stroke="LINE"/>',
    "getting_ready": "".join(f'<circle cx="{x}" cy="128" r="28" fill="LINE"/>' for x in (44, 128, 212)),
    "point_down": '<path d="M128 28v184M48 136l80 84l80-84" stroke="POINT" stroke-width="40"/>',
    "undo": '<path d="M92 168L36 112l56-56" stroke="LINE" stroke-width="22"/>'
    '<path d="M40 112h112a54 54 0 0 1 0 108h-44" stroke="LINE" stroke-width="22"/>',
    "until": LEFT + '<circle cx="182" cy="182" r="62" fill="#F2A93B" stroke="LINE" stroke-width="14"/>'
    '<path d="M162 164a20.5 20.5 0 1 1 33 16c-9 7-13 10-13 19" fill="none" stroke="#20302F" stroke-width="18"/>'
    '<path d="M182 221v0.1" stroke="#20302F" stroke-width="21"/>',
    "storage_blocked": '<rect x="32" y="48" width="192" height="160" rx="10" fill="SOFT" stroke="LINE"/><path d="M32 92h192" stroke="LINE"/>'
    '<path d="M104 126l48 48M152 126l-48 48" stroke="LINE"/>',
    "toolbox": '<rect x="24" y="88" width="208" height="132" rx="18" fill="SOFT" stroke="LINE"/><path d="M84 88V64a16 16 0 0 1 16-16h56a16 16 0 0 1 16 16v24" fill="none" stroke="LINE"/>'
    '<path d="M24 146h208M84 130v32M172 130v32" stroke="LINE"/>',
    "agreed": '<circle cx="128" cy="128" r="100" fill="SOFT" stroke="LINE"/><path d="M82 132l32 32l60-68" stroke="LINE" stroke-width="22"/>',
    "not_agreed": '<circle cx="128" cy="128" r="100" fill="none" stroke="LINE"/><path d="M84 128h88" stroke="LINE" stroke-width="22"/>',
    "to_judge": '<circle cx="128" cy="128" r="100" fill="none" stroke="LINE" stroke-dasharray="36 26.8"/><path d="M100 102a28 28 0 1 1 44 23c-10 7-16 12-16 23" fill="none" stroke="LINE" stroke-width="18"/><path d="M128 178v0.1" stroke="LINE" stroke-width="24"/>',
}  # fmt: skip


def card(x: float, y: float, wide: float, fill: str = "SOFT", lines: str = "LINE") -> str:
    """A recovery card: a code, and beside it pictures."""
    dots = "".join(
        f'<circle cx="{x + wide * (0.66 + 0.2 * (n % 2)):g}" cy="{y + wide * (0.16 + 0.17 * (n // 2)):g}" r="{wide * 0.065:g}" fill="{KINDS[n % 4]}"/>'
        for n in range(6)
    )
    return (
        f'<rect x="{x}" y="{y}" width="{wide}" height="{wide * 0.66:g}" rx="{wide * 0.08:g}" fill="{fill}" stroke="{lines}"/>'
        + code(x + wide * 0.1, y + wide * 0.13, wide * 0.4)
        + dots
    )


def laid(x: float, y: float, side: float, gap: float = 6) -> str:
    """Four tiles, one of each kind, in a square."""
    return "".join(tile(x + n % 2 * (side + gap), y + n // 2 * (side + gap), side, n) for n in range(4))


OWN |= {
    "card": card(16, 52, 224),
    "card_scans": card(100, 8, 148) + '<rect x="12" y="68" width="100" height="176" rx="20" fill="SOFT" stroke="LINE"/>'
    '<g stroke="LINE" stroke-width="11"><path d="M36 128v-16h16M72 112h16v16M88 176v16H72M52 192H36v-16"/></g>'
    '<path d="M186 128v28a30 30 0 0 1-30 30h-14M164 162l-24 24l24 24" stroke="WARM" stroke-width="18"/>',
    "hours_already": '<g stroke-width="13"><rect x="8" y="52" width="84" height="152" rx="18" fill="none" stroke="LINE" stroke-dasharray="20 18"/></g>'
    + laid(24, 98, 23) + '<path d="M108 128h34M127 108l20 20l-20 20" stroke="WARM" stroke-width="18"/>'
    '<rect x="160" y="40" width="88" height="176" rx="20" fill="SOFT" stroke="LINE"/>' + laid(178, 96, 23),
    "to_new_phone": '<rect x="8" y="40" width="88" height="176" rx="20" fill="SOFT" stroke="LINE"/>' + laid(26, 96, 23)
    + '<path d="M108 128h34M127 108l20 20l-20 20" stroke="WARM" stroke-width="18"/>'
    '<rect x="160" y="40" width="88" height="176" rx="20" fill="SOFT" stroke="LINE"/><g stroke="LINE" stroke-width="13"><path d="M204 106v44M182 128h44"/></g>',
    "old_phone_code": phone_code(8, 20, 108) + '<path d="M132 128h22M142 108l20 20l-20 20" stroke="WARM" stroke-width="16"/>'
    '<rect x="172" y="52" width="76" height="152" rx="18" fill="SOFT" stroke="LINE"/>' + laid(187, 106, 20),
    "hours_file": '<path d="M60 16h92l48 48v158a18 18 0 0 1-18 18H60a18 18 0 0 1-18-18V34a18 18 0 0 1 18-18z" fill="SOFT" stroke="LINE"/>'
    '<path d="M150 18v48h48" fill="none" stroke="LINE"/>' + laid(82, 104, 36, 8),
    "card_unknown": card(8, 24, 208, "none") + '<circle cx="196" cy="186" r="52" fill="#F2A93B" stroke="PAPER" stroke-width="10"/>'
    '<path d="M180 170a17 17 0 1 1 27 14c-7 6-11 8-11 16" fill="none" stroke="#20302F" stroke-width="15"/><path d="M196 216v0.1" stroke="#20302F" stroke-width="18"/>',
    "card_old": card(8, 24, 208, "none") + cross(196, 186, 50),
    "card_photo": '<rect x="62" y="14" width="132" height="228" rx="26" fill="none" stroke="LINE"/><g stroke-width="9">'
    + card(82, 66, 92) + '</g><circle cx="128" cy="186" r="21" fill="SOFT" stroke="LINE" stroke-width="12"/>'
    '<path d="M222 40l14-12M228 70h18" stroke="WARM" stroke-width="14"/><path d="M34 40L20 28M28 70H10" stroke="WARM" stroke-width="14"/>',
    "card_new": card(8, 24, 208) + tick(196, 186, 50),
    "card_elsewhere": card(8, 16, 184, "none")
    + '<path d="M190 104a46 46 0 0 1 46 46c0 34-46 84-46 84s-46-50-46-84a46 46 0 0 1 46-46z" fill="SOFT" stroke="LINE"/>' + tile(172, 130, 36, 1),
    "card_torn": '<path d="M140 182H34a18 18 0 0 1-18-18V70a18 18 0 0 1 18-18h138l-24 34l30 22l-44 22l26 28z" fill="SOFT" stroke="LINE"/>'
    + code(40, 78, 82)
    + '<path d="M212 62h12a18 18 0 0 1 18 18v84a18 18 0 0 1-18 18h-32l-12-22l22-26l-20-22z" fill="none" stroke="LINE" stroke-dasharray="0.1 26"/>',
    "both_phones": '<rect x="10" y="32" width="100" height="184" rx="20" fill="SOFT" stroke="LINE"/>' + laid(31, 92, 26)
    + '<rect x="146" y="32" width="100" height="184" rx="20" fill="SOFT" stroke="LINE"/>' + laid(167, 92, 26)
    + tick(60, 208, 34) + tick(196, 208, 34),
    "put_together": laid(8, 28, 38) + laid(8, 148, 38)
    + '<path d="M104 72c26 0 34 24 34 56s-8 56-34 56" stroke="WARM" stroke-width="14"/>'
    '<path d="M138 128h16" stroke="WARM" stroke-width="14"/><rect x="164" y="40" width="80" height="176" rx="20" fill="SOFT" stroke="LINE"/>'
    + "".join(tile(177 + n % 2 * 29, 72 + n // 2 * 29, 24, n % 4) for n in range(8)),
}  # fmt: skip

# In somebody's hand, at the side of the face.
SMALL_PHONE = (
    '<g stroke-width="12"><rect x="150" y="70" width="90" height="150" rx="18" fill="FILL" stroke="LINE"/></g>'
    + code(167, 104, 56)
)

# The code of a screen, as large as its square, with room for a mark in its middle and for a hand at its lower corner.
LARGE_CODE = (
    '<rect x="8" y="8" width="200" height="200" rx="24" fill="none" stroke="LINE" stroke-width="12"/>'
    + "".join(
        f'<rect x="{x}" y="{y}" width="36" height="36" rx="7" stroke="LINE" stroke-width="13"/>'
        for x, y in ((31, 31), (149, 31), (31, 149))
    )
    + '<path d="M96 32v0.1M120 40v0.1M32 96v0.1M40 120v0.1M184 96v0.1M96 184v0.1" stroke="LINE"/>'
)
# A switch that is on, and the waves of what it switches.
SWITCH = (
    '<path d="M128 92v0.1M100 65a40 40 0 0 1 56 0M72 38a80 80 0 0 1 112 0" stroke="WARM" stroke-width="18"/>'
    '<rect x="36" y="120" width="184" height="80" rx="40" fill="SOFT" stroke="LINE"/><circle cx="178" cy="160" r="24" fill="LINE"/>'
)
TAPPED_AT_NIGHT = [("*sky", 62, 62, 86), ("crescent-moon", 75, 74, 62), ("backhand-index-pointing-up", 108, 108, 148)]

# Pictures of a recovery card, and the finger that taps them.
TEN_PICTURES = [
    *(("red-apple", 4, 28, 76), ("tropical-fish", 90, 28, 76), ("umbrella", 176, 28, 76)),
    *(("key", 4, 118, 76), ("bicycle", 90, 118, 76), ("sunflower", 176, 118, 76), ("backhand-index-pointing-up", 112, 150, 104)),
]  # fmt: skip

# Our own with people or things in them, on the same square: strokes beneath them, (name, left, top, size) in colour or in
# grey, and strokes over them.
PEOPLE = {
    "not_this_buddy": ("", [], [("person-beard", -10, 14, 176)], SMALL_PHONE.replace("FILL", "none") + cross(204, 204, 40)),
    "other_buddy": ("", [("person-curly-hair", -10, 14, 176)], [], SMALL_PHONE.replace("FILL", "SOFT") + tick(204, 204, 40)),
    "night_code": (LARGE_CODE, TAPPED_AT_NIGHT, [], ""),
    "ten_pictures": ("", TEN_PICTURES, [], ""),
    "pictures_wrong": ("", TEN_PICTURES[:-1], [], cross(196, 196, 50)),
    "turn_on_internet": (SWITCH, [("backhand-index-pointing-up", 124, 142, 114)], [], ""),
}  # fmt: skip

SAVED = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 256 256"><circle cx="128" cy="128" r="112" fill="{}"/>{}</svg>'
SAVED_TICK = (
    '<path d="M80 132l34 34l64-72" fill="none" stroke="{}" stroke-width="22" stroke-linecap="round" stroke-linejoin="round"/>'
)


def tiles() -> str:
    """Four tiles, one of each kind: the app's own mark."""
    patterns = (
        '<path d="M2 11a9 9 0 0 0 9-9H6a4 4 0 0 0-4 4zM20 11a9 9 0 0 0-9 9h5a4 4 0 0 0 4-4z" fill="#FFE0A6"/>',
        '<path d="M11 3.5L18.5 11L11 18.5L3.5 11z" fill="#FBCDBF"/>',
        '<path d="M5 17C4 9 9 4.5 17.5 4.5C18 13 13 18 5 17z" fill="#BFE3C4"/>',
        '<path d="M3 15L15 3M7 19L19 7" stroke="#B9D4F3" stroke-width="3.2" stroke-linecap="round"/>',
    )
    drawn = (
        f'<g transform="translate({n % 2 * 26 + 2} {n // 2 * 26 + 2})"><rect width="22" height="22" rx="5" fill="{KINDS[n]}"/>'
        f"{pattern}</g>"
        for n, pattern in enumerate(patterns)
    )
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 52 52">{"".join(drawn)}</svg>'


# A ball, a box and a star: things of another kind, and the picture of an activity that this app does not know.
SOMETHING_ELSE = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><path d="M16 1.6l2.9 5.6l6.2 1l-4.4 4.5l1 6.2L16 16.1l-5.7 2.8l1-6.2'
    'l-4.4-4.5l6.2-1z" fill="#F2A93B" stroke="#F2A93B" stroke-width="1.6" stroke-linejoin="round"/><path d="M16 4l1.9 4l-1.9 2.4l-1.9-2.4z" '
    'fill="#FFE0A6"/><rect x="2" y="18.5" width="12" height="12" rx="2.6" fill="#2F6DB5"/><path d="M4.6 21.1h6.8v2H4.6z" fill="#B9D4F3"/>'
    '<circle cx="24" cy="24.5" r="6.3" fill="#3F8F4F"/><path d="M20.6 23.2a3.8 3.8 0 0 1 3-2.7" fill="none" stroke="#BFE3C4" '
    'stroke-width="1.7" stroke-linecap="round"/></svg>'
)


def forty() -> str:
    """Forty tiles, a third of them laid."""
    laid = (0, 0, 0, 1, 1, 2, 2, 2, 2, 0, 0, 3, 3)
    drawn = (
        f'<rect x="{n % 8 * 12 + 3}" y="{n // 8 * 12 + 21}" width="9.6" height="9.6" rx="2.4" '
        + (f'fill="{KINDS[laid[n]]}"/>' if n < len(laid) else 'fill="#FFFFFF" stroke="#8C8474" stroke-width="1.4"/>')
        for n in range(40)
    )
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 100">{"".join(drawn)}</svg>'


SCENERY = {
    "bubbles": '<path d="M2 1.5h11a1.5 1.5 0 0 1 1.5 1.5v5.5a1.5 1.5 0 0 1-1.5 1.5H8.5l-2.5 2.5v-2.5H3a1.5 1.5 0 0 1-1.5-1.5V3A1.5 1.5 0 0 1 2 1.5z"'
    ' fill="#2F6DB5"/><path d="M19 1.5h10a1.5 1.5 0 0 1 1.5 1.5v5.5a1.5 1.5 0 0 1-1.5 1.5h-3v2.5L23.5 10H19a1.5 1.5 0 0 1-1.5-1.5V3A1.5 '
    '1.5 0 0 1 19 1.5z" fill="#3F8F4F"/><path d="M4 4.5h8M4 7h5M20 4.5h8M20 7h5" stroke="#FFFFFF" stroke-width="1.1" stroke-linecap="round"/>',
    "sky": '<rect x="1" y="1" width="30" height="30" rx="7" fill="#1D3557" stroke="#9DB2D1" stroke-width="1.2"/><path d="M7 7.5v0.1M25.5 6.5v0.1M8.5 25v0.1M26 22v0.1M16.5 27v0.1" '
    'stroke="#DCE6F5" stroke-width="1.8" stroke-linecap="round"/>',
    "blue_sky": '<rect x="1" y="1" width="30" height="30" rx="7" fill="#BFE0F5" stroke="#5C86A8" stroke-width="1.2"/>',
    "plus": '<circle cx="24.5" cy="23.5" r="7" fill="#2F7A40"/><path d="M24.5 20v7M21 23.5h7" stroke="#FFFFFF" stroke-width="2" '
    'stroke-linecap="round"/>',
    "phone_with_code": f'<rect x="21.5" y="12" width="10" height="19" rx="2" fill="#FFFFFF" stroke="{LINE}" stroke-width="1.4"/>'
    + f'<g fill="{LINE}"><path d="M23.6 16.2h2.4v2.4h-2.4zM27 16.2h2.4v2.4H27zM23.6 19.6h2.4V22h-2.4zM27 19.6h1v1h-1zM28.6 21h0.9v1h-0.9z"/></g>'
    + f'<path d="M25 28.6h3" stroke="{LINE}" stroke-width="1.2" stroke-linecap="round"/>',
    "no_code": f'<rect x="16" y="14" width="15" height="15" rx="2.4" fill="#FFFFFF" stroke="{LINE}" stroke-width="1.4"/>'
    + f'<g fill="{LINE}"><path d="M18.6 16.6h4v4h-4zM24.6 16.6h4v4h-4zM18.6 22.6h4v4h-4zM24.6 22.6h1.6v1.6h-1.6zM27 25h1.6v1.6H27z"/></g>'
    + f'<path d="M15.6 29.6L30.2 14" stroke="#FFFFFF" stroke-width="4.6"/><path d="M15.6 29.6L30.2 14" stroke="{WRONG}" stroke-width="2.6" stroke-linecap="round"/>',
    "table": '<path d="M1 22.5h30v3H1z" fill="#A56953"/><path d="M4 25.5h3v6H4zM25 25.5h3v6h-3z" fill="#6D4534"/>'
    '<path d="M13 17.5h6v3.2a2 2 0 0 1-2 2h-2a2 2 0 0 1-2-2z" fill="#2F6DB5"/>'
    '<path d="M13 17.5h6v1.2h-6z" fill="#17406F"/>',
    "tapped": '<path d="M20.9 13.2l-1.5-1.9M23.8 12V9.5M26.8 13.2l1.5-1.9" stroke="#D9593D" stroke-width="1.6" stroke-linecap="round"/>',
    "desk": '<path d="M1 21.5h30v3H1z" fill="#A56953"/><path d="M3 24.5h26v7H3z" fill="#6D4534"/>'
    '<path d="M19.5 9h10a1 1 0 0 1 1 1v10.5h-12V10a1 1 0 0 1 1-1z" fill="#FFFFFF" stroke="#5D6B69"/>'
    '<rect x="20.4" y="11" width="3.6" height="3.6" rx="0.8" fill="#F2A93B"/><rect x="25" y="11" width="3.6" height="3.6" rx="0.8" fill="#3F8F4F"/>'
    '<rect x="20.4" y="15.6" width="3.6" height="3.6" rx="0.8" fill="#2F6DB5"/><rect x="25" y="15.6" width="3.6" height="3.6" rx="0.8" fill="#D9593D"/>',
}  # fmt: skip


# What would vanish on white paper: name in fluent-emoji-flat, and the colours that change.
DARKER = {"hot-beverage": {"#f4f4f4": "#9fb0b6", "#e6e6e6": "#cfd9dc", "#d3d3d3": "#b9c4c8"}}


def emoji(icons: dict[str, dict[str, str]], name: str) -> str:
    body = icons[name]["body"]
    for pale, darker in DARKER.get(name, {}).items():
        body = body.replace(pale, darker)
    if re.search(r"<(style|filter|mask|use|clipPath)", body):
        raise ValueError(f"{name} is not plain")
    return body


def grey(body: str) -> str:
    """The same drawing without its colours: each as light as before, and somewhat paler."""

    def paler(found: re.Match[str]) -> str:
        red, green, blue = (int(found[1][at : at + 2], 16) for at in (0, 2, 4))
        light = round((0.3 * red + 0.59 * green + 0.11 * blue) * 0.7 + 255 * 0.3)
        return f"#{light:02X}{light:02X}{light:02X}"

    return re.sub(r"#([0-9A-Fa-f]{6})\b", paler, body)


def scene(icons: dict[str, dict[str, str]], parts: list[tuple[str, float, float, float]]) -> str:
    drawn = (
        f'<g transform="translate({x} {y}) scale({size / 32:.4g})">{SCENERY[name[1:]] if name[0] == "*" else emoji(icons, name)}</g>'
        for name, x, y, size in parts
    )
    return "".join(drawn)


def action(folder: Path, name: str, style: str) -> str:
    """A phosphor drawing with LINE and SOFT in place of its one colour and its opacity; its style may say "mirrored"."""
    style, _, mirrored = style.partition(" ")
    file = folder / "assets" / style / f"{name}-{style}.svg"
    text = file.read_text().replace('fill="currentColor"', 'fill="LINE"')
    if mirrored:
        text = text.replace("<path", '<g transform="translate(256 0) scale(-1 1)"><path', 1).replace("</svg>", "</g></svg>")
    return re.sub(r'(<path d="[^"]*") opacity="0\.2"', r'\1 fill="SOFT"', text)


def own(body: str) -> str:
    pen = 'stroke-width="16" stroke-linecap="round" stroke-linejoin="round"'
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 256 256" fill="none"><g {pen}>{body}</g></svg>'


def write(name: str, svg: str) -> None:
    (HERE / f"{name}.svg").write_text(svg + "\n")


def write_twice(name: str, svg: str) -> None:
    """In the line colour, and in white; what is warm in the two warm ones, a cross and a tick in their own by day and by night."""
    inks = {
        "LINE": (WARM_LINE, WARM_WHITE_LINE) if name in WARM else (LINE, WHITE_LINE),
        "SOFT": (WARM_SOFT, WARM_WHITE_SOFT) if name in WARM else (SOFT, WHITE_SOFT),
        "WRONG": (WRONG, PALE_WRONG),
        "RIGHT": (RIGHT, PALE_RIGHT),
        "PAPER": (PAPER, DARK_PAPER),
        "POINT": (POINT, PALE_POINT),
        "WARM": (WARM_LINE, WARM_WHITE_LINE),
    }
    dark, light = svg, svg
    for word, (by_day, by_night) in inks.items():
        dark, light = dark.replace(word, by_day), light.replace(word, by_night)
    write(name, dark)
    write(f"{name}-white", light)


def make(fluent: Path, phosphor: Path) -> None:
    icons = json.loads((fluent / "icons.json").read_text())["icons"]
    head = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32">'
    for meaning, name in THINGS.items():
        write(meaning, f"{head}{emoji(icons, name)}</svg>")
    (HERE / "card").mkdir(exist_ok=True)
    for number, (meaning, name) in enumerate(CARD.items()):
        write(f"card/{number:02}-{meaning}", f"{head}{emoji(icons, name)}</svg>")
    for meaning, parts in SCENES.items():
        write(meaning, f"{head}{scene(icons, parts)}</svg>")
    for meaning, (name, style) in ACTIONS.items():
        write_twice(meaning, action(phosphor, name, style))
    for meaning, body in OWN.items():
        write_twice(meaning, own(body))
    for meaning, (beneath, coloured, greyed, over) in PEOPLE.items():
        write_twice(meaning, own(beneath + scene(icons, coloured) + grey(scene(icons, greyed)) + over))
    write("activity-other", SOMETHING_ELSE)
    write("tiles", tiles())
    write("forty", forty())
    write("saved", SAVED.format("#2F7A40", SAVED_TICK.format("#FFFFFF")))
    write("saved-white", SAVED.format("#FFFFFF", SAVED_TICK.format("#0B5D57")))


if __name__ == "__main__":
    make(Path(sys.argv[1]), Path(sys.argv[2]))
