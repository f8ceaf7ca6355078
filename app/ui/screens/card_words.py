"""The words of the 64 pictures of a recovery card, by number, for screen readers. A number never changes its picture."""

from __future__ import annotations

from app.ui.texts import Texts

WORDS = (
    "Cat", "Cow", "Horse", "Rabbit", "Elephant", "Giraffe", "Lion", "Frog",
    "Rooster", "Penguin", "Duck", "Butterfly", "Snail", "Turtle", "Fish", "Bee",
    "Apple", "Banana", "Grapes", "Watermelon", "Strawberry", "Pineapple", "Carrot", "Corn",
    "Bread", "Cake", "Teapot", "Bucket", "Broom", "Chair", "Bed", "Clock",
    "Hammer", "Scissors", "Ladder", "Key", "Lamp", "Umbrella", "Glasses", "Pencil",
    "Shirt", "Socks", "Backpack", "Ball", "Balloon", "Kite", "Drum", "Guitar",
    "Bicycle", "Car", "Bus", "Tractor", "Plane", "Boat", "Train", "Helicopter",
    "Sun", "Water", "Snowflake", "Tulip", "Tree", "Palm tree", "Cactus", "Mushroom",
)  # fmt: skip


def picture_name(number: int) -> str:
    """The name of the picture with this number (0 to 63), as `controls.look.picture` takes it."""
    return f"card/{number:02}-{WORDS[number].lower().replace(' ', '_')}"


def word(texts: Texts, number: int) -> str:
    """The word for the picture with this number (0 to 63)."""
    return texts("card", WORDS[number])
