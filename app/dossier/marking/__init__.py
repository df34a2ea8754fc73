"""Copies of pictures with marks drawn on them; what a copy hides is not in its file any more.

The order is fixed: decode, cut to the crop, fill what is hidden, draw what points, encode anew. Nothing of the
original's file is copied: no EXIF, no embedded thumbnail, no texts, no further frames, no colour profile.
"""
