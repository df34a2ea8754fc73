"""Writing the PDF file itself: objects, fonts and pictures, streamed one after the other.

reportlab serves as TrueType parser and subsetter only. Its document keeps everything in memory, dates every file that
shall be reproducible 2000-01-01, and maps characters beyond the BMP wrongly for copying; overriding all of that left
nothing of it in use.
"""
