"""Does the effects of `app.ui.speech_model`: finds the clips of a screen, lets them be heard, stops, keeps a voice."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from app.ui.speech_model import ClipEnded, Find, Hush, KeepVoice, Listen, Say

if TYPE_CHECKING:
    from app.platform.speaker import Speaker
    from app.ui.speech import Said
    from app.ui.speech_model import Voice


async def do(effect: Voice, speaker: Speaker, find: Callable[[str], tuple[Said, ...]]) -> Listen | ClipEnded | None:
    """Do `effect`, and give the event for the model, if any. `find` gives the clips of a tile, or of the screen for ""."""
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
