"""Rules about accepted deviations: what they lack, and whether they still hold."""
