"""Normalisation and identity of text. (Filled together with chunking.)"""
