"""Drawing the demo's screenshots with Pillow: text that keeps to its box, smooth shapes, a phone's bars and icons.

Everything shown is invented; marks of real companies are not drawn. The same input gives the same pixels.
"""
