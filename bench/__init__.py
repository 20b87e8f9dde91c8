"""ShanHai-Bench: labelled pages, a damage generator, the quality gate and comparisons."""
