"""One module per format; each declares FORMAT (`shanhai.pages.format.Format`) and is found by its presence here."""
