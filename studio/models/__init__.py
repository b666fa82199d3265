"""Plain data: pictures, faces, characters, controls, expressions, clips, sheets, projects."""
