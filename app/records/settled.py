"""Answers signature checks for a pure function that asks for more of them as it goes on."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

from app.protocol import judging

if TYPE_CHECKING:
    from app.platform.keys import SignatureVerifier
    from app.protocol.envelope import SignatureCheck

Result = TypeVar("Result")


async def settled(work: Callable[[judging.Holds], Result], verifier: SignatureVerifier) -> Result:
    """The result of `work` when all its signature checks are answered. An answer may make `work` ask for more checks.

    `work` takes a function that answers a check; it runs again until every check has an answer.
    """
    answers: dict[SignatureCheck, bool] = {}
    unanswered: list[SignatureCheck] = []

    def fits(check: SignatureCheck) -> bool:
        if check not in answers:
            unanswered.append(check)
        return answers.get(check, False)

    while True:
        result = work(fits)
        if not unanswered:
            return result
        answers.update(zip(unanswered, await verifier.verify(unanswered), strict=True))
        unanswered.clear()
