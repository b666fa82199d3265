"""Solving alpha in the unknown band along an edge.

Source: A. Levin, D. Lischinski, Y. Weiss, "A Closed-Form Solution to Natural Image Matting", IEEE TPAMI 30(2), 2008:
within a small window, alpha is a linear function of colour.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

EPSILON = 1e-5
"""Keeps flat windows solvable; larger smooths more."""
PRIOR_WEIGHT = 0.01
"""Pull towards the segmentation; decides where colour tells nothing."""
TOLERANCE, MAX_STEPS = 1e-4, 400


def solve_band(
    rgb: NDArray[np.float32], alpha: NDArray[np.float32], is_unknown: NDArray[np.bool_]
) -> NDArray[np.float32]:
    """Solve alpha where it is unknown.

    Args:
        rgb: (H, W, 3) float32, 0…1, sRGB.
        alpha: (H, W) float32, 0…1; certain where known, a first guess elsewhere.
        is_unknown: (H, W) bool.

    Returns:
        (H, W) float32, 0…1; equals `alpha` where it is known.
    """
    from scipy.sparse.linalg import LinearOperator, cg

    if not is_unknown.any() or min(alpha.shape) < 3:
        return alpha.copy()
    laplacian, used = _laplacian(rgb, is_unknown)
    guess = alpha.ravel()[used].astype(np.float64)
    free = is_unknown.ravel()[used]
    matrix = laplacian[free]
    own = matrix[:, free].tocsr()
    right = -(matrix[:, ~free] @ guess[~free]) + PRIOR_WEIGHT * guess[free]
    diagonal = own.diagonal() + PRIOR_WEIGHT
    count = int(free.sum())
    system = LinearOperator((count, count), matvec=lambda x: own @ x + PRIOR_WEIGHT * x, dtype=np.float64)
    scaled = LinearOperator((count, count), matvec=lambda x: x / diagonal, dtype=np.float64)
    solution, _ = cg(system, right, x0=guess[free], rtol=TOLERANCE, maxiter=MAX_STEPS, M=scaled)
    result = alpha.copy().ravel()
    result[used[free]] = np.clip(solution, 0, 1)
    return result.reshape(alpha.shape)


def _laplacian(rgb: NDArray[np.float32], is_unknown: NDArray[np.bool_]) -> tuple[Any, NDArray[np.intp]]:
    """The matting Laplacian of all 3 x 3 windows that touch the band, and which pixels its rows are."""
    import cv2
    from scipy.sparse import coo_matrix

    _height, width = is_unknown.shape
    touched = cv2.dilate(is_unknown.astype(np.uint8), np.ones((3, 3), np.uint8)).astype(bool)
    touched[[0, -1], :] = False
    touched[:, [0, -1]] = False
    rows, columns = np.nonzero(touched)
    steps = np.array([(dy, dx) for dy in (-1, 0, 1) for dx in (-1, 0, 1)])
    pixels = (rows[:, None] + steps[:, 0]) * width + columns[:, None] + steps[:, 1]  # (windows, 9)
    values = _window_affinity(rgb.reshape(-1, 3).astype(np.float64)[pixels])
    used, places = np.unique(pixels, return_inverse=True)
    places = places.reshape(pixels.shape)
    first = np.repeat(places, 9, axis=1).ravel()
    second = np.tile(places, (1, 9)).ravel()
    size = (len(used), len(used))
    return coo_matrix((values.ravel(), (first, second)), size).tocsr(), used


def _window_affinity(colours: NDArray[np.float64]) -> NDArray[np.float64]:
    """(windows, 9, 9) Laplacian of each window from its (windows, 9, 3) colours."""
    centred = colours - colours.mean(axis=1, keepdims=True)
    covariance = np.einsum("wic,wid->wcd", centred, centred) / 9 + np.eye(3) * (EPSILON / 9)
    weighted = np.linalg.solve(covariance, centred.transpose(0, 2, 1))
    affinity = (1 + np.einsum("wic,wcj->wij", centred, weighted)) / 9
    result: NDArray[np.float64] = np.eye(9) - affinity
    return result
