"""What the embedded diffusion engines share: the portrait autoencoder, identity and expression readers, samplers."""
