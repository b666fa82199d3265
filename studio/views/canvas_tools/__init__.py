"""Tools and overlays of the cast page: choosing a face, landmarks, placing by hand, the brush of the cut-out."""
