"""What the adult reads in the terminal once the house is open."""

from __future__ import annotations

import io
from collections.abc import Sequence

import segno

from quartiers.hub.network import web_address
from quartiers.kernels.containment import Containment
from quartiers.settings import Settings

ANIMATION = "services/salle/animation/"
NO_NETWORK = "Je ne vois pas de réseau : seule cette machine peut entrer. Branchez le câble."


def welcome_text(
    settings: Settings,
    addresses: Sequence[str],
    containment: Containment,
    workshops: int,
    *,
    qr: bool,
) -> str:
    """The addresses, the likeliest first, the two ports, the protection, and how to close.

    `workshops` is the second port.
    """
    urls = [web_address(address, settings.port) for address in addresses or ("127.0.0.1",)]
    title = "La maison est ouverte" + (f" : {settings.centre}" if settings.centre else "")
    parts = [
        f"\n{title}\n",
        f"  Les jeunes vont à cette adresse :  {urls[0]}",
        f"  Les animateurs vont à celle-ci :   {urls[0]}{ANIMATION}",
    ]
    if len(urls) > 1:
        parts.append(f"  Autres adresses de cette machine : {', '.join(urls[1:])}")
    if not addresses:
        parts.append(f"  {NO_NETWORK}")
    if qr and addresses:
        parts.append(f"\n{qr_code(urls[0])}")
    parts += [
        f"\n  S'il y a un pare-feu, ouvrez ces deux ports : {settings.port} et {workshops}.",
        f"  {containment.sentence}",
        f"  Le travail des jeunes est dans {settings.homes}",
        "\n  Pour fermer : Ctrl-C. Tout le travail est gardé.\n",
    ]
    return "\n".join(parts)


def qr_code(url: str) -> str:
    """A QR code drawn with half blocks, for the terminal."""
    drawing = io.StringIO()
    segno.make(url, error="m").terminal(out=drawing, compact=True)
    return drawing.getvalue()
