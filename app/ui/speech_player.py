"""What `app.ui.speech_model` asks for, done: find what a screen says, let it be heard, be quiet, keep a voice."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from app.ui.speech_model import ClipEnded, Find, Hush, KeepVoice, Listen, Say

if TYPE_CHECKING:
    from app.platform import Speaker
    from app.ui.speech import Said
    from app.ui.speech_model import Voice


async def do(effect: Voice, speaker: Speaker, find: Callable[[str], tuple[Said, ...]]) -> Listen | ClipEnded | None:
    """Returns what happened, for the model to hear of; `find` knows what the screen, or one tile of it, says."""
    match effect:
        case Find(key):
            return Listen(find(key))
        case Say(turn, language, clip):
            return ClipEnded(turn, await speaker.say(language, clip))
        case Hush():
            await speaker.hush()
        case KeepVoice(language):
            await speaker.keep(language)
    return None
