"""The yardstick: the least that Flet can show in a browser."""

import flet as ft
import js


async def main(page: ft.Page) -> None:
    page.add(ft.Text("Hello"))
    js.BroadcastChannel.new("bench").postMessage("shown")


ft.run(main)
