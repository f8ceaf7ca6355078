"""Flet's own `flet build` with our changes to the app shell that it makes, and a rehearsal of it that stops before Flutter.

The rehearsal runs Flet's steps in Flet's order. It leaves out only the steps that need a tool or the network: the search for
the Flutter, Java and Android SDKs, and the download of the template. Made for flet-cli 1.0.5.
"""

from __future__ import annotations

import argparse
import io
import os
from pathlib import Path
from typing import Any, NoReturn

os.environ.setdefault("FLET_CLI_NO_RICH_OUTPUT", "1")  # read when flet_cli is first imported

from flet_cli.commands import build as flet

from app.tools.native_build import project, shell

MANIFEST = Path(__file__).with_name("python-build.json")  # takes the place of the list of Pythons that Flet would download
APPLE_ICON = "ios/Runner/Assets.xcassets/AppIcon.appiconset/Icon-App-1024x1024@1x.png"


class Build(flet.Command):  # type: ignore[misc]
    """`flet build` for our packages."""

    def create_flutter_project(self, second_pass: bool = False) -> bool:
        """Let Flet make the app shell, then change it (`shell`). Returns whether Flet changed anything."""
        changed = bool(super().create_flutter_project(second_pass))
        try:
            if self.package_platform == "Android":
                shell.finish_android(self.flutter_dir)
            elif self.package_platform == "iOS":
                shell.finish_ios(self.flutter_dir, project.host(origin_of(self.python_app_path)))
        except shell.ShellChanged as error:
            self.cleanup(1, f"The app shell of this Flet is not the one we know: {error}. See app/tools/native_build/shell.py.")
        return changed


class Stopped(Exception):
    """Flet refuses to build this; the message is Flet's own."""


class FirstCall(Exception):
    """Raised in the rehearsal when everything is ready and Flutter would run."""


class Rehearsal(flet.Command):  # type: ignore[misc]
    """`flet build` up to Flutter's first call; `packing` has the words of that call, `template_data` the template's values."""

    packing: list[str]

    def find_flutter_batch(self, exe_filename: str) -> str:
        """Takes any Flutter for present."""
        return exe_filename

    def flutter_version_valid(self) -> bool:
        """Takes any Flutter for the right one."""
        return True

    def install_jdk(self) -> None:
        """Installs nothing."""

    def install_android_sdk(self) -> None:
        """Installs nothing."""

    def validate_target_platform(self) -> None:
        """Accepts every machine: the rehearsal for an iPhone needs no Mac."""

    def create_flutter_project(self, second_pass: bool = False) -> bool:
        """Makes only the files that the drawing of the icons needs, instead of the template."""
        self.template_digest = ""
        # Flet draws the icons of an iPhone only where the template already has an icon.
        place = self.flutter_dir / APPLE_ICON
        place.parent.mkdir(parents=True)
        place.touch()
        return True

    def run(self, args: list[str], cwd: str, env: dict[str, str] | None = None, capture_output: bool = True) -> NoReturn:
        """Keeps the words of Flutter's first call and raises FirstCall."""
        self.packing = args
        raise FirstCall

    def cleanup(self, exit_code: int, message: object = None, no_border: bool = False) -> NoReturn:
        """Raises Stopped where Flet would end the process."""
        raise Stopped(str(message))


def command(kind: type[flet.Command], target: str, stage: Path, *more: str) -> tuple[Any, argparse.Namespace]:
    """A command of this kind and its parsed options, as Flet's own command line makes them; `more` are further options."""
    parser = argparse.ArgumentParser(prog="flet build")
    build = kind(parser)
    return build, parser.parse_args([target, str(stage), "--yes", "--skip-flutter-doctor", *more])


def rehearse(target: str, stage: Path) -> tuple[Any, str]:
    """Run Flet's steps for `target`, then draw icons and splash. Returns the command and what it printed. Raises Stopped."""
    os.environ["FLET_PYTHON_BUILD_MANIFEST"] = str(MANIFEST)
    rehearsal, options = command(Rehearsal, target, stage)
    flet.console.file = io.StringIO()
    try:
        rehearsal.handle(options)
    except FirstCall:
        rehearsal.customize_icons()
        rehearsal.customize_splash_images()
    return rehearsal, flet.console.file.getvalue()


def origin_of(stage: Path) -> str:
    """The origin (https://NAME) of the server that a staged package belongs to."""
    return (stage / "origin.txt").read_text().strip()
