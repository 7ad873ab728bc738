"""`animation/jeunes/<id>/copie`: the copy, sent as it is made."""

from __future__ import annotations

import logging
from urllib.parse import quote

from tornado.iostream import StreamClosedError

from quartiers.grading.french import PARIS
from quartiers.room.animation.learner_page import OneLearner
from quartiers.room.base import in_thread
from quartiers.room.copies.archive import zip_pieces
from quartiers.room.copies.contents import items_of
from quartiers.room.sure import SurePage

log = logging.getLogger(__name__)


class CopyPage(SurePage, OneLearner):
    """All that the house holds of one learner, in a file that an animator gives them."""

    guards_reading = True

    async def get(self, learner_id: str) -> None:
        """Send it piece by piece: the next is made when the browser took the last."""
        young = await self.find(learner_id)
        day = self.now().astimezone(PARIS).strftime("%Y-%m-%d")
        name = quote(f"copie-{young.pseudo.replace(' ', '-')}-{day}.zip")
        self.set_header("Content-Type", "application/zip")
        self.set_header("Content-Disposition", f"attachment; filename*=UTF-8''{name}")
        pieces = zip_pieces(items_of(self.room, self.settings["templates"], young, self.now()))
        try:
            while piece := await in_thread(next, pieces, b""):
                self.write(piece)
                await self.flush()
        except StreamClosedError:
            log.info("the copy of %s was not waited for", young.id)
        except Exception:
            # Half a copy must not look whole: the browser sees the line cut, and says so.
            log.exception("the copy of %s stopped", young.id)
            self.detach().close()
        finally:
            await in_thread(pieces.close)
