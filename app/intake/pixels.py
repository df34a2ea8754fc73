"""What is done with decoded pixels: put on white, turned upright, and given back without stopping other threads."""

from __future__ import annotations

import threading
import time
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from PIL import Image

_BLOCK: Final = 33 << 20
"""How much memory Pillow takes at a time, in bytes (it takes no more than a picture needs): more than the 32 MiB from
which on glibc always maps what is asked for (mallopt(3), M_MMAP_THRESHOLD), and little enough to be freed in 7 ms."""

_GREYS: Final = frozenset({"1", "L", "I", "F"})

# Pillow keeps what is given back in one place for all threads.
_giving_back: Final = threading.Lock()


def take_in_blocks() -> None:
    """Let Pillow take memory in blocks so large that the C library always maps them.

    They come zeroed and go back to the system at once. Smaller ones are reused, and clearing 400 MB of them stops every
    thread of ours for 80 ms (measured).
    """
    from PIL import _imaging

    _imaging.set_block_size(_BLOCK)


def give_back(image: Image.Image) -> None:
    """Close a picture and give its memory back block by block.

    All at once holds Python's lock for 80 ms with 100 million pixels (measured), and nothing else runs meanwhile.
    """
    from PIL import _imaging

    with _giving_back:
        _imaging.set_blocks_max(image.width * image.height * 4 // _BLOCK + 2)
        try:
            image.close()
            for left in reversed(range(_imaging.get_stats()["blocks_cached"])):
                _imaging.clear_cache(left)
                # Whoever waits for Python's lock gets it here.
                time.sleep(0)
        finally:
            _imaging.set_blocks_max(0)


def opaque(image: Image.Image) -> Image.Image:
    """Return the pixels as RGB; what shines through stands on white."""
    if image.mode == "RGB" and "transparency" not in image.info:
        return image
    if image.has_transparency_data:
        from PIL import Image

        layer = image.convert("RGBA")
        paper = Image.new("RGB", layer.size, "white")
        paper.paste(layer, mask=layer.getchannel("A"))
        return paper
    if image.mode.startswith("I;16"):
        image = eight_bits(image)
    elif image.mode in _GREYS:
        image = image.convert("L")
    return image.convert("RGB")


def eight_bits(image: Image.Image) -> Image.Image:
    """Return a grey picture of 16 bits as L: the upper half of them, where Pillow would clip."""
    return image.convert("I").point(lambda level: level * (1 / 256)).convert("L")


def turned(image: Image.Image, orientation: int) -> Image.Image:
    """Return a picture as displayed, by its EXIF orientation (CIPA DC-008, tag 274): itself where it is upright."""
    from PIL.Image import Transpose

    turns = {
        2: Transpose.FLIP_LEFT_RIGHT,
        3: Transpose.ROTATE_180,
        4: Transpose.FLIP_TOP_BOTTOM,
        5: Transpose.TRANSPOSE,
        6: Transpose.ROTATE_270,
        7: Transpose.TRANSVERSE,
        8: Transpose.ROTATE_90,
    }
    return image.transpose(turns[orientation]) if orientation in turns else image
