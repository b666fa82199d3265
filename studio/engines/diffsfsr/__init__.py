"""Swap and re-enact at once: one latent diffusion model puts a character's head, wearing an expression, into a picture.

After "Towards a Simultaneous and Granular Identity-Expression Control in Personalized Face Generation" (CVPR 2024),
whose networks, losses and settings are not public: what is not in its abstract is this program's own choice.
"""
